//! Where a person left the ranges of a repository: a small file in their own folder, never in
//! what is reviewed.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Spot, user_state_dir};
use crate::git::{self, Repo};

/// Ranges of a repository whose places are kept; those that were left longest ago go.
const MOST_RANGES: usize = 40;

/// Repositories whose places are kept; those that were left longest ago go.
const MOST_FILES: usize = 200;

/// Bytes of a file that are read; a larger one is none of ours.
const LARGEST: u64 = 4_000_000;

/// The places of one repository.
#[derive(Debug, Clone)]
pub struct Places {
    /// None where there is no folder for it.
    file: Option<PathBuf>,
}

/// What the file says.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    /// The latest last.
    places: Vec<Place>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Place {
    /// The range, by its words.
    range: String,
    spot: Spot,
}

impl Places {
    /// Those of a repository. Touches nothing yet.
    #[must_use]
    pub fn of(repo: &Repo) -> Self {
        let folder = user_state_dir().map(|state| state.join("lineproof").join("places"));
        // Who reviews their home folder reviews no files of ours.
        let is_outside = |folder: &PathBuf| !repo.work_dir().is_some_and(|it| is_in(folder, it));
        Self::in_folder(folder.filter(is_outside).as_deref(), &repo.store_dir())
    }

    fn in_folder(folder: Option<&Path>, store_dir: &Path) -> Self {
        let digest = git::digest(store_dir.as_os_str().as_encoded_bytes()).unwrap_or_default();
        let name = digest.get(..16).map(|digest| format!("{digest}.json"));
        Self { file: folder.zip(name).map(|(folder, name)| folder.join(name)) }
    }

    /// Where a range was left, by its words.
    ///
    /// # Errors
    /// When there is a file that cannot be read or understood: a line for the user.
    pub fn find(&self, range: &str) -> Result<Option<Spot>, String> {
        let Some(file) = &self.file else { return Ok(None) };
        let kept = read(file).map_err(|why| {
            format!("where you were cannot be read from {}: {why}", file.display())
        })?;
        Ok(kept.places.into_iter().find(|place| place.range == range).map(|place| place.spot))
    }

    /// Keeps where a range is left. The file is there as a whole, as it was or as it is.
    ///
    /// # Errors
    /// When it cannot be written: a line for the user.
    pub fn keep(&self, range: &str, spot: &Spot) -> Result<(), String> {
        let Some(file) = &self.file else { return Ok(()) };
        // What cannot be understood is of no use to anybody any more.
        let mut kept = read(file).unwrap_or_default();
        kept.places.retain(|place| place.range != range);
        kept.places.push(Place { range: range.to_owned(), spot: spot.clone() });
        let over = kept.places.len().saturating_sub(MOST_RANGES);
        kept.places.drain(..over);
        write(file, &kept)
            .map_err(|why| format!("where you are cannot be kept in {}: {why}", file.display()))
    }
}

/// Whether a folder that may not be there yet lies in another one.
fn is_in(folder: &Path, other: &Path) -> bool {
    let other = other.canonicalize().unwrap_or_else(|_| other.to_owned());
    let there = folder.ancestors().find_map(|part| part.canonicalize().ok());
    there.unwrap_or_else(|| folder.to_owned()).starts_with(other)
}

fn read(file: &Path) -> io::Result<Kept> {
    let opened = match File::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Kept::default()),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    opened.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::new(ErrorKind::InvalidData, "it is too large"));
    }
    serde_json::from_slice(&bytes).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}

fn write(file: &Path, kept: &Kept) -> io::Result<()> {
    let folder = file.parent().ok_or(ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let is_new = !file.exists();
    let mut draft = tempfile::NamedTempFile::new_in(folder)?;
    draft.write_all(&serde_json::to_vec(kept)?)?;
    draft.persist(file)?;
    if is_new {
        forget_oldest(folder);
    }
    Ok(())
}

/// Takes files away that were written longest ago, where there are too many.
fn forget_oldest(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let written = |entry: fs::DirEntry| {
        let path = entry.path();
        let is_ours = path.extension().is_some_and(|extension| extension == "json");
        is_ours.then_some((entry.metadata().ok()?.modified().ok()?, path))
    };
    let mut files: Vec<_> = entries.flatten().filter_map(written).collect();
    files.sort();
    let over = files.len().saturating_sub(MOST_FILES);
    for (_, path) in files.into_iter().take(over) {
        // One that stays is taken the next time.
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
mod tests {
    use super::*;

    fn spot(above: usize) -> Spot {
        Spot { above, ..Spot::default() }
    }

    fn places(folder: &Path, name: &str) -> Places {
        Places::in_folder(Some(folder), Path::new(name))
    }

    #[test]
    fn each_range_of_each_repository_has_its_own_place() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (places(folder.path(), "one"), places(folder.path(), "other"));
        one.keep("a..b", &spot(1)).unwrap();
        one.keep("a..c", &spot(2)).unwrap();
        other.keep("a..b", &spot(3)).unwrap();
        one.keep("a..b", &spot(4)).unwrap();
        assert_eq!(one.find("a..b"), Ok(Some(spot(4))));
        assert_eq!(one.find("a..c"), Ok(Some(spot(2))));
        assert_eq!(other.find("a..b"), Ok(Some(spot(3))));
        assert_eq!(one.find("b..a"), Ok(None));
    }

    #[test]
    fn old_places_are_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path(), "one");
        for range in 0..=MOST_RANGES {
            places.keep(&range.to_string(), &spot(range)).unwrap();
        }
        assert_eq!(places.find("0"), Ok(None));
        assert_eq!(places.find("1"), Ok(Some(spot(1))));
        for name in 0..MOST_FILES {
            let name = folder.path().join(format!("{name}.json"));
            fs::write(name, "{}").unwrap();
        }
        Places::in_folder(Some(folder.path()), Path::new("new")).keep("a", &spot(0)).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), MOST_FILES);
    }

    #[test]
    fn what_cannot_be_understood_is_told_and_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path(), "one");
        places.keep("a", &spot(1)).unwrap();
        fs::write(places.file.as_ref().unwrap(), "{\"places\": [{\"ran").unwrap();
        assert!(places.find("a").unwrap_err().contains("where you were cannot be read"));
        places.keep("a", &spot(2)).unwrap();
        assert_eq!(places.find("a"), Ok(Some(spot(2))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn nothing_is_kept_where_there_is_no_folder() {
        let places = Places::in_folder(None, Path::new("one"));
        assert_eq!(places.keep("a", &spot(1)), Ok(()));
        assert_eq!(places.find("a"), Ok(None));
        let folder = tempfile::tempdir().unwrap();
        assert!(is_in(&folder.path().join("state/lineproof"), folder.path()));
        assert!(!is_in(&folder.path().join("state"), &folder.path().join("repo")));
    }
}
