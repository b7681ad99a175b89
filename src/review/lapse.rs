//! Why a decision asks for a new look, told as it is.

use super::former_places::FormerPlaces;
use super::matching::{Ground, Landing};
use super::{Anchor, Extent, Session};
use crate::model::{Side, State};

/// What is otherwise since something was decided; where it is nothing of these, what the
/// decision rests on besides the item's own line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Lapse {
    /// The lines that it was said of, where those of the item read otherwise now.
    pub was: Option<String>,
    /// Where these lines still stand: then it is the item that stands on others now.
    pub stands: Option<Stands>,
    /// The state that it was said of, where that is another now.
    pub state: Option<State>,
}

/// A line that still reads as it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stands {
    /// Its side.
    pub side: Side,
    /// Its number when it was decided on, 1-based.
    pub then: u32,
    /// Its number now, 1-based.
    pub now: u32,
}

impl Lapse {
    /// What a reviewer has to know before deciding again.
    #[must_use]
    pub fn sentence(&self) -> String {
        let read = match (&self.was, self.stands) {
            (_, Some(Stands { side, then, now })) => {
                let before = if side == Side::Base { " before the change" } else { "" };
                let moved = if then == now { String::new() } else { format!(" ({now} now)") };
                Some(format!("when it stood on line {then}{before}{moved}, which still reads so"))
            }
            (Some(was), None) => Some(format!("when its line read `{}`", one_line(was))),
            (None, None) => None,
        };
        match (read, self.state) {
            (Some(read), Some(state)) => format!("decided {read}, and it was {state}"),
            (Some(read), None) => format!("decided {read}"),
            (None, Some(state)) => format!("decided when it was {state}"),
            (None, None) => "decided before what it rests on changed".to_owned(),
        }
    }

    /// The same in two or three words, before the line that it stands on now.
    #[must_use]
    pub fn in_short(&self) -> String {
        match (self.stands, &self.was, self.state) {
            (Some(_), ..) => "now on".to_owned(),
            (None, None, Some(state)) => format!("was {state}"),
            _ => "changed since".to_owned(),
        }
    }
}

impl Session {
    /// What is otherwise between a place that was decided on and what it is now.
    #[must_use]
    pub fn lapse(&self, then: &Anchor, now: &Anchor) -> Lapse {
        let is_otherwise = !then.says_the_same(now);
        Lapse {
            was: is_otherwise.then(|| then.was().to_owned()),
            stands: if is_otherwise { self.still_stands(then) } else { None },
            state: then.state.filter(|state| now.state != Some(*state)),
        }
    }

    /// Where a line that was decided on stands now, as the difference of its file has it, if
    /// it still reads so.
    fn still_stands(&self, then: &Anchor) -> Option<Stands> {
        let page = self.page(then.side, &then.path)?;
        let ground = FormerPlaces::new(self, Extent::Whole);
        let Landing::Line(now) = ground.landing(then, then)? else { return None };
        let reads_so = page.sheet.reads(now, &then.text);
        reads_so.then_some(Stands { side: then.side, then: then.line, now })
    }
}

/// Lines in one.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ⏎ ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_told_and_only_where_it_is_one() {
        let stands = Some(Stands { side: Side::Head, then: 5, now: 5 });
        let moved = Some(Stands { side: Side::Base, then: 5, now: 7 });
        let was = Some("a = b(\n    c)".to_owned());
        let weakened = Some(State::Weakened);
        let cases = [
            (None, None, None, "decided before what it rests on changed", "changed since"),
            (was.clone(), None, None, "decided when its line read `a = b( ⏎ c)`", "changed since"),
            (None, None, weakened, "decided when it was weakened", "was weakened"),
            (
                was.clone(),
                stands,
                weakened,
                "decided when it stood on line 5, which still reads so, and it was weakened",
                "now on",
            ),
            (
                was,
                moved,
                None,
                "decided when it stood on line 5 before the change (7 now), which still reads so",
                "now on",
            ),
        ];
        for (was, stands, state, sentence, short) in cases {
            let lapse = Lapse { was, stands, state };
            assert_eq!((lapse.sentence().as_str(), lapse.in_short().as_str()), (sentence, short));
        }
    }
}
