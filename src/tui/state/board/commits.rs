//! The rows of the commits of the range.

use super::BoardRow;
use crate::git::What;
use crate::tui::state::{Listing, State, Target};

/// On fewer columns than this only the age stands beside a commit.
const NARROW: u16 = 60;

/// The whole range, what is not committed of it, and its commits, the newest first; what is
/// shown is marked.
pub(super) fn commits(state: &State) -> Vec<BoardRow> {
    let ranges = &state.ranges;
    let Some(whole) = &ranges.whole else { return Vec::new() };
    let row = |is_shown: bool, text: &str, right: String, target| {
        let mark = if is_shown { "*" } else { " " };
        BoardRow::new(None, format!("{mark} {text}"), right, Some(target))
    };
    let title = crate::report::visible(&ranges.whole_title);
    let mut rows = vec![row(!ranges.is_part(), "the whole range", title, Target::Whole)];
    if ranges.holds_uncommitted {
        let what = ranges.now.as_ref().map(|range| &range.selection.what);
        let is_shown = ranges.is_part() && what == Some(&What::Uncommitted);
        let right = "index and work tree".to_owned();
        rows.push(row(is_shown, "what is not committed", right, Target::Uncommitted));
    }
    let count = ranges.commits.len();
    let heading = match ranges.listing {
        Listing::Asked => format!("{count} commits so far \u{2026}"),
        Listing::NotAsked => String::new(),
        Listing::Done(true) => format!("the newest {count} commits"),
        Listing::Done(false) if count == 1 => "1 commit".to_owned(),
        Listing::Done(false) => format!("{count} commits"),
    };
    rows.push(BoardRow::heading(heading));
    let paths = &whole.selection.paths;
    if !paths.is_empty() && count > 0 {
        let text = format!("those that touch {}", crate::report::visible(&paths.join(" ")));
        rows.push(BoardRow::heading(text));
    }
    let alone = ranges.alone();
    rows.extend(ranges.commits.iter().enumerate().map(|(at, card)| {
        let right = match state.screen.width {
            // The subject says more.
            ..NARROW => card.age.clone(),
            _ => format!("{} · {} · {}", card.author, card.age, card.touches),
        };
        let text = format!("{} {}", card.short, card.subject);
        row(alone == Some(at), &text, right, Target::Commit(at))
    }));
    rows
}
