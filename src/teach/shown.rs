//! Words of a lesson made safe to show: nothing moves a cursor, turns the writing round or hides.

use crate::report::visible;

/// One line of words.
pub(super) fn line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Words of several lines; line ends stay, and tabs become blanks.
pub(super) fn lines(text: &str) -> String {
    let lines = text.lines().map(|line| visible(&line.replace('\t', "    ")));
    lines.collect::<Vec<_>>().join("\n")
}
