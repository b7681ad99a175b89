//! What all signs mean, to be read.

use crate::claims::ClaimVerdict;
use crate::model::State as ItemState;
use crate::tui::legend::{SIGNS, about_state, about_verdict};
use crate::tui::state::{Popup, Reading, State};

/// Opens it.
pub(super) fn open(state: &mut State) {
    let ascii = state.screen.ascii;
    let row = |sign: &str, words: &str| format!("- `{sign}` {words}");
    let mut lines = vec!["## Items of the checklist".to_owned(), String::new()];
    lines.extend(ItemState::ALL.into_iter().map(|it| {
        let sign = if ascii { it.ascii() } else { it.sign() };
        row(&sign.to_string(), &format!("{it}: {}", about_state(it)))
    }));
    lines.extend([String::new(), "## Beside them, and in the code".to_owned(), String::new()]);
    lines.extend(
        SIGNS.iter().map(|(sign, plain, words)| row(if ascii { plain } else { sign }, words)),
    );
    lines.extend([String::new(), "## Claims of foreign reviews".to_owned(), String::new()]);
    lines.extend(ClaimVerdict::ALL.into_iter().map(|it| {
        let sign = if ascii { it.ascii() } else { it.sign() };
        row(&sign.to_string(), &format!("{}: {}", it.word().replace('-', " "), about_verdict(it)))
    }));
    let title = "What the signs mean".to_owned();
    state.popup = Some(Popup::Reading(Reading { title, lines, top: 0 }));
}
