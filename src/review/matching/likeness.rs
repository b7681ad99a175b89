//! How alike two places are that may be the same.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Ground, Landing, Spot};

/// Chars of a line that are compared letter by letter.
const MAX_CHARS: usize = 300;

/// How alike two places are of which a round says that they may be the same; the greater
/// the likelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    lands: bool,
    same_text: bool,
    same_subject: bool,
    context: usize,
    same_item: bool,
    same_side: bool,
    same_ordinal: bool,
    distance: Reverse<u32>,
}

impl Likeness {
    pub(super) fn of(then: Spot<'_>, now: Spot<'_>, ground: &dyn Ground) -> Self {
        let (before, after) = (then.anchor, now.anchor);
        let imprints = before.imprint.as_deref().zip(after.imprint.as_deref());
        let is_line = |landing| landing == Landing::Line(after.line);
        let same_subject = match imprints {
            Some((before, after)) => before.subject == after.subject,
            None => then.item == now.item,
        };
        Self {
            lands: ground.landing(before, after).is_some_and(is_line),
            same_text: before.text == after.text,
            same_subject,
            context: imprints.map_or(0, |(before, after)| before.shared_context(after)),
            same_item: then.item == now.item,
            same_side: before.side == after.side,
            same_ordinal: before.ordinal == after.ordinal,
            distance: Reverse(before.line.abs_diff(after.line)),
        }
    }

    /// Whether this is no less likely for anything but where it stands.
    pub(super) fn is_as_likely(self, other: Self) -> bool {
        (self.lands, self.same_text, self.same_subject, self.context)
            == (other.lands, other.same_text, other.same_subject, other.context)
    }

    /// How many of the lines around are the same, 0 to 4.
    pub(super) fn context(self) -> usize {
        self.context
    }

    /// Whether the difference of the file puts the line there.
    pub(super) fn lands(self) -> bool {
        self.lands
    }
}

/// How much two lines share, 0 to 100: of their pairs of neighbouring chars, blanks aside.
pub(super) fn alike(left: &str, right: &str) -> u32 {
    let pairs = |text: &str| {
        let chars = text.chars().filter(|c| !c.is_whitespace()).take(MAX_CHARS);
        let chars: Vec<char> = chars.collect();
        chars.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let (left, right) = (pairs(left), pairs(right));
    let total = left.len() + right.len();
    if total == 0 {
        return 0;
    }
    let mut known: HashMap<(char, char), usize> = HashMap::new();
    for pair in left {
        *known.entry(pair).or_default() += 1;
    }
    let shared = right.iter().filter(|pair| match known.get_mut(pair) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
    u32::try_from(shared.count() * 200 / total).unwrap_or(0)
}
