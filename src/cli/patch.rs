//! A patch on standard input: `git diff | lineproof -`.

use std::io::{self, IsTerminal, Read};
use std::path::Path;

use super::config;
use super::failure::Failure;
use super::output;
use super::select::Selected;
use crate::git::{LARGEST_PATCH, Patch, PatchHome, Repo};
use crate::review::Session;

/// What stands for standard input.
pub(super) const INPUT: &str = "-";

/// So many things that were not understood are told one by one.
const TOLD: usize = 5;

/// The review of the patch on standard input, read in this folder.
///
/// # Errors
/// When there is no patch, or it cannot be kept.
pub(super) fn session(selected: &Selected, folder: &Path) -> Result<Session, Failure> {
    if selected.is_more_than_range() {
        return Err(Failure::Usage {
            line: "a patch excludes --staged, --uncommitted, --all and --at".to_owned(),
            hint: "`git diff --cached | lineproof -` is what is staged".to_owned(),
        });
    }
    let patch = Patch::read(&read()?);
    if patch.files.is_empty() && patch.unclear.is_empty() {
        return Err(Failure::Usage {
            line: "standard input holds no patch".to_owned(),
            hint: "pipe one: `git diff main | lineproof -`".to_owned(),
        });
    }
    let around = Repo::open_from_env(folder).ok();
    let home = PatchHome::new(&patch, around.as_ref())?;
    tell(&patch, &home, around.is_some());
    Ok(Session::of_patch(home, around.as_ref(), config::catalog()?, selected.paths())?)
}

fn read() -> Result<Vec<u8>, Failure> {
    if io::stdin().is_terminal() {
        return Err(Failure::Usage {
            line: "`-` needs a patch on standard input, which is the keyboard here".to_owned(),
            hint: "pipe it: `git diff main | lineproof -`".to_owned(),
        });
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(LARGEST_PATCH).unwrap_or(u64::MAX) + 1;
    let path = INPUT.into();
    let read = io::stdin().lock().take(limit).read_to_end(&mut bytes);
    read.map_err(|source| Failure::Read { path, source })?;
    if bytes.len() > LARGEST_PATCH {
        return Err(Failure::Usage {
            line: format!("the patch has more than {} MiB", LARGEST_PATCH >> 20),
            hint: "name a range of commits: `lineproof A..B`".to_owned(),
        });
    }
    Ok(bytes)
}

/// Says what of the patch is not known.
fn tell(patch: &Patch, home: &PatchHome, has_repository: bool) {
    for unclear in patch.unclear.iter().take(TOLD) {
        let line = format!("line {} of the patch is left out: {}", unclear.line, unclear.why);
        output::complain(&line, None);
    }
    if patch.unclear.len() > TOLD {
        let more = patch.unclear.len() - TOLD;
        output::complain(&format!("{more} more parts of the patch are left out"), None);
    }
    if home.parts.is_empty() {
        return;
    }
    let files = match home.parts.len() {
        1 => "1 file is".to_owned(),
        count => format!("{count} files are"),
    };
    let hint = if has_repository {
        "the files it was made of are not in this repository; fetch the commit it begins at"
    } else {
        "in a checkout of the repository it was made in, the whole of the code is known"
    };
    output::complain(&format!("{files} known only as far as the patch shows them"), Some(hint));
}
