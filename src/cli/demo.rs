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

/// Where the sample repository is; a temporary one goes with the value.
enum Home {
    Temporary(TempDir),
    Kept(PathBuf),
}

impl Home {
    fn path(&self) -> PathBuf {
        match self {
            // The name of the folder is the name of the repository on screen.
            Self::Temporary(folder) => folder.path().join("lockers"),
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
    let status = if !args.screen.draws() {
        check::print(session, foreign::of_demo(), &args.screen, args.look)?
    } else {
        let is_passing = matches!(home, Home::Temporary(_));
        let screen = ScreenArgs { is_passing, ..args.screen.clone() };
        open::open(session, foreign::of_demo(), &screen, args.look)?
    };
    say_where(&home, args.screen.draws() && !args.screen.print);
    Ok(match status {
        // What the sample holds is meant to be open.
        ExitStatus::Open => ExitStatus::Clean,
        other => other,
    })
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
