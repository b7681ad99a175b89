//! Work that may break: a panic in it becomes a sentence, and whoever waits goes on.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does the work; a panic in it is an error with what it said.
///
/// What the work was changing is not to be used after an error.
///
/// # Errors
/// When the work panicked.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|cause| said(&*cause).to_owned())
}

fn said(cause: &(dyn Any + Send)) -> &str {
    let text = cause.downcast_ref::<&str>().copied();
    text.or_else(|| cause.downcast_ref::<String>().map(String::as_str)).unwrap_or("no reason given")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_sentence() {
        assert_eq!(caught(|| 1), Ok(1));
        assert_eq!(caught(|| panic!("it broke")), Err::<(), _>("it broke".to_owned()));
        assert_eq!(caught(|| panic!("{} broke", 2)), Err::<(), _>("2 broke".to_owned()));
    }
}
