//! Lines of code one by one: what marks and keys come down to, to be compared.

use std::collections::BTreeSet;

use super::{Lesson, Tree};
use crate::model::{Extent, NewLine, OldLine, Place, RepoPath, Side, Span};

/// One line of one file of one tree.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeLine {
    /// The tree.
    pub side: Side,
    /// The file.
    pub file: RepoPath,
    /// The 1-based line.
    pub number: u32,
}

/// The place of whole lines, both 1-based and inclusive.
#[must_use]
pub fn lines_place(side: Side, file: RepoPath, first: u32, last: u32) -> Place {
    let columns = None;
    let extent = match side {
        Side::Base => {
            Extent::Old(Span { first: OldLine::new(first), last: OldLine::new(last), columns })
        }
        Side::Head => {
            Extent::New(Span { first: NewLine::new(first), last: NewLine::new(last), columns })
        }
    };
    Place { file, extent }
}

/// The lines of these places that there are and that say something: a blank line in a marked
/// stretch neither helps nor costs. However long the places are said to be, there are never more
/// than the trees have.
pub(super) fn lines_of<'a>(
    lesson: &Lesson,
    places: impl Iterator<Item = &'a Place>,
) -> BTreeSet<CodeLine> {
    places.flat_map(|place| lines_in(lesson.tree(place.side()), place)).collect()
}

fn lines_in<'a>(tree: &'a Tree, place: &'a Place) -> impl Iterator<Item = CodeLine> + 'a {
    let (side, file) = (place.side(), &place.file);
    let text = tree.text(file).map_or("", |text| text);
    let wanted = place.first_line()..=place.last_line();
    let lines = (1_u32..).zip(text.lines()).filter(move |(number, _)| wanted.contains(number));
    let said = lines.filter(|(_, line)| !line.trim().is_empty());
    said.map(move |(number, _)| CodeLine { side, file: file.clone(), number })
}
