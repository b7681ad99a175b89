//! The review in reading order.

use lineproof::report::Style;

use crate::report_fixture::{render, review};

#[test]
fn it_reads_from_top_to_bottom_in_words() {
    let text = render(&review(), "plain", Style::default());
    let after = |from: &str, then: &str| {
        let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("{from}: {text}"));
        assert!(rest.contains(then), "{then} after {from}: {text}");
    };
    after("Review of ", "In all 1 removed");
    after("Handler 1 of ", "Item 1 of ");
    after("generation, removed", "How it would be attacked");
    after("It stands at web/members.py line 5 before the change.", "if parcel.generation");
    after("effect at web/members.py line 5: writes now.", "store.update_parcel");
    after("Code of update_note:", "3: def update_note(parcel_id):");
    after("Not analysed", "End of the review.");
}

#[test]
fn it_holds_no_sign_that_is_read_out_as_noise_and_no_hidden_character() {
    let text = render(&review(), "plain", Style::default());
    for c in ['\u{1b}', '\u{7}', '\u{202e}', '✗', '✓', '│', '─', '▸'] {
        assert!(!text.contains(c), "{c:?}");
    }
}
