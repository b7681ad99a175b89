//! The sample repository: built, opened, and taken away again.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::args::{DemoArgs, ScreenArgs};
use super::exit::ExitStatus;
use super::failure::Failure;
use super::interrupt::interruptible;
use super::select::Selected;
use super::{check, foreign, open, output};
use crate::catalog::{Catalog, demo_files, demo_review};
use crate::git::{Repo, Snapshot, build};
use crate::model::Side;
use crate::review::Session;

/// The range that is opened: the tags of the two commits.
const RANGE: &str = "base..head";

/// The review of the change by others, in a kept repository.
const REVIEW: &str = "REVIEW.txt";

/// What the sample repository is called.
const REPOSITORY: &str = "lockers";

/// The folder that it is kept in where that is asked for at the end, and how many of them.
const KEPT: &str = "lineproof-demo";
const MAX_KEPT: usize = 99;

/// Where the sample repository is; a temporary one goes with the value.
enum Home {
    Temporary(TempDir),
    Kept(PathBuf),
}

impl Home {
    fn path(&self) -> PathBuf {
        match self {
            // The name of the folder is the name of the repository on screen.
            Self::Temporary(folder) => folder.path().join(REPOSITORY),
            Self::Kept(folder) => folder.clone(),
        }
    }
}

/// Runs `lineproof demo`.
///
/// # Errors
/// When the repository cannot be made or read.
pub(super) fn run(args: &DemoArgs) -> Result<ExitStatus, Failure> {
    let home = home(args.keep.as_deref())?;
    let path = home.path();
    let folder = path.clone();
    let built = interruptible(move |_| {
        let built = build(&folder, &snapshots()).map_err(|error| Failure::Demo(error.to_string()));
        built.map(|()| ExitStatus::Clean)
    })?;
    if let Home::Kept(folder) = &home {
        keep_review(folder)?;
    }
    if built != ExitStatus::Clean {
        return Ok(built);
    }
    let selection = Selected::range(RANGE).selection()?;
    let session = Session::new(Repo::open(&path)?, Catalog::builtin()?, &selection)?;
    let (status, keep_in) = if !args.screen.draws() {
        (check::print(session, foreign::of_demo(), &args.screen, args.look)?, None)
    } else {
        let keep_in = matches!(home, Home::Temporary(_)).then(free_folder);
        let screen = ScreenArgs { keep_in: keep_in.clone(), ..args.screen.clone() };
        let closed = open::open(session, foreign::of_demo(), &screen, args.look)?;
        (closed.status, keep_in.filter(|_| closed.keeps))
    };
    let home = match keep_in {
        Some(folder) => kept(home, folder)?,
        None => home,
    };
    say_where(&home, args.screen.draws() && !args.screen.print);
    Ok(match status {
        // What the sample holds is meant to be open.
        ExitStatus::Open => ExitStatus::Clean,
        other => other,
    })
}

/// A folder here that is not there yet, for a sample repository that is to be kept after all.
fn free_folder() -> PathBuf {
    let names = (2..=MAX_KEPT).map(|number| format!("{KEPT}-{number}"));
    let mut folders = std::iter::once(KEPT.to_owned()).chain(names).map(PathBuf::from);
    folders.find(|folder| fs::symlink_metadata(folder).is_err()).unwrap_or_else(|| KEPT.into())
}

/// Puts a temporary sample repository, with what was decided on it, into a folder; where that
/// fails it stays where it is.
fn kept(home: Home, folder: PathBuf) -> Result<Home, Failure> {
    let Home::Temporary(temporary) = home else { return Ok(home) };
    let from = temporary.path().join(REPOSITORY);
    let moved = fs::create_dir(&folder).and_then(|()| copy(&from, &folder));
    if let Err(error) = moved {
        let stays = temporary.keep().join(REPOSITORY);
        let line = format!("{} cannot be written: {error}", folder.display());
        output::complain(&line, None);
        return Ok(Home::Kept(stays));
    }
    keep_review(&folder)?;
    Ok(Home::Kept(folder))
}

/// Copies the files of a folder, and of those below; links are not followed, and left out.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (kind, target) = (entry.file_type()?, to.join(entry.file_name()));
        if kind.is_dir() {
            fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else if kind.is_file() {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Leaves the review by others beside the code, and git no change.
fn keep_review(folder: &Path) -> Result<(), Failure> {
    let write = |path: PathBuf, text: &str| {
        fs::write(&path, text).map_err(|source| Failure::Write { path, source })
    };
    write(folder.join(REVIEW), demo_review().unwrap_or_default())?;
    let information = folder.join(".git").join("info");
    fs::create_dir_all(&information)
        .map_err(|source| Failure::Write { path: information.clone(), source })?;
    write(information.join("exclude"), &format!("/{REVIEW}\n"))
}

/// Where the sample repository is, or that it went and took along what was decided on it.
fn say_where(home: &Home, was_drawn: bool) {
    match home {
        Home::Kept(folder) => {
            let line = format!("the sample repository is in {}", folder.display());
            let again = format!("`lineproof --claims {REVIEW} {RANGE}` there opens it again");
            output::complain(&line, Some(&again));
        }
        Home::Temporary(_) if was_drawn => {
            let hint = "`lineproof demo --keep FOLDER` keeps both; a repository of your own keeps \
                        what you decide in any case";
            let line = "the sample repository is gone, and what you decided on it";
            output::complain(line, Some(hint));
        }
        Home::Temporary(_) => {}
    }
}

fn home(keep: Option<&Path>) -> Result<Home, Failure> {
    let failed = |error: std::io::Error| Failure::Demo(error.to_string());
    let Some(folder) = keep else {
        let folder = tempfile::Builder::new().prefix("lineproof-demo-").tempdir();
        return folder.map(Home::Temporary).map_err(failed);
    };
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(Failure::DemoFolder(folder.to_owned()));
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            return Err(Failure::DemoFolder(folder.to_owned()));
        }
        Err(source) => return Err(Failure::Write { path: folder.to_owned(), source }),
    }
    fs::create_dir_all(folder)
        .map_err(|source| Failure::Write { path: folder.to_owned(), source })?;
    Ok(Home::Kept(folder.to_owned()))
}

/// The commit before the change, and the change.
fn snapshots() -> [Snapshot<'static>; 2] {
    [
        Snapshot {
            tag: "base",
            message: "Parcel lockers 1.3\n",
            // 2026-01-05T09:00:00Z
            seconds: 1_767_603_600,
            files: demo_files(Side::Base),
        },
        Snapshot {
            tag: "head",
            message: "Parcel lockers 1.4\n",
            // 2026-01-12T09:00:00Z
            seconds: 1_768_208_400,
            files: demo_files(Side::Head),
        },
    ]
}
