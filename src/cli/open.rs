//! The seam to the screen: a review and the options of the screen in, and when
//! the user leaves it, the status out.

use super::args::ScreenArgs;
use super::check;
use super::exit::ExitStatus;
use super::failure::Failure;
use super::look::LookArgs;
use super::output;
use crate::review::Session;

/// Opens the review on the terminal, or prints a screen where that is asked for.
///
/// # Errors
/// When the repository cannot answer.
pub(super) fn open(
    session: Session,
    screen: &ScreenArgs,
    look: LookArgs,
) -> Result<ExitStatus, Failure> {
    // The screen is not here yet. It takes `theme`, `keys`, `print` and `size`.
    if screen.print {
        return Err(Failure::Usage {
            line: "the screen cannot be printed yet".to_owned(),
            hint: "`lineproof check` prints the same findings".to_owned(),
        });
    }
    output::complain("the screen is not here yet; this is the check", None);
    check::print(session, look)
}
