//! The column at the left of the code that says where lines come from.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::brush::Brush;
use crate::catalog::Meaning;
use crate::git::Origin;
use crate::model::Side;
use crate::tui::blame::{Author, Blame};
use crate::tui::grid::{BLAME_MIDDLE, BLAME_WIDE};
use crate::tui::text;

/// Draws it for a line, by its side and 0-based index; where the line above comes from the
/// same commit nothing is said again.
pub(super) fn render(
    blame: Option<&Blame>,
    (above, line): (Option<(Side, usize)>, (Side, usize)),
    area: Rect,
    ground: Style,
    brush: &mut Brush<'_>,
) {
    let origin = blame.map_or(Origin::Unknown, |blame| blame.of(line));
    let is_same = above.zip(blame).is_some_and(|(above, blame)| blame.of(above) == origin);
    if is_same {
        return;
    }
    let muted = ground.patch(brush.paint.of(Meaning::Muted));
    let (x, end) = (area.x + 1, area.right().saturating_sub(1));
    let words = match origin {
        Origin::Unknown => return,
        Origin::Uncommitted if area.width >= BLAME_MIDDLE => "not committed",
        Origin::Uncommitted => "new",
        Origin::Older => "older",
        Origin::Commit(_) => {
            if let Some(author) = blame.and_then(|blame| blame.author(origin)) {
                commit(author, area.width, (x, area.y, end), muted, brush);
            }
            return;
        }
    };
    let accent = ground.patch(brush.paint.of(Meaning::Fold));
    brush.cut(x, area.y, end, words, accent);
}

fn commit(
    author: &Author,
    width: u16,
    (x, y, end): (u16, u16, u16),
    muted: Style,
    brush: &mut Brush<'_>,
) {
    let after = brush.text(x, y, end, &author.short, muted) + 1;
    if width < BLAME_MIDDLE {
        return;
    }
    let begin = brush.right(after, y, end, &author.age, muted).saturating_sub(1);
    if width >= BLAME_WIDE {
        brush.cut(after, y, begin, &author.name, muted);
    } else {
        brush.text(after, y, begin, &initials(&author.name), muted);
    }
}

/// The first letters of the first and the last name.
fn initials(name: &str) -> String {
    let first = |word: &str| word.chars().next().filter(|c| text::char_width(*c) == 1);
    let mut words = name.split_whitespace();
    let one = words.next().and_then(first);
    one.into_iter().chain(words.next_back().and_then(first)).collect()
}
