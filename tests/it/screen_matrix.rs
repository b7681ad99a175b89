//! The matrix sorted in several ways.

use lineproof::tui::state::{MatrixOrder, MatrixView, Popup, State};

use crate::support::sample::opened;

fn matrix(state: &State) -> &MatrixView {
    match &state.popup {
        Some(Popup::Matrix(matrix)) => matrix,
        other => panic!("{other:?}"),
    }
}

/// The names of the handlers from top to bottom.
fn names(state: &State) -> Vec<&str> {
    let rows = matrix(state).rows.iter();
    rows.map(|(file, at)| state.review.files[*file].handlers()[*at].name.as_str()).collect()
}

#[test]
fn a_key_sorts_by_place_worst_state_name_and_what_is_open() {
    let places = ["get_aggregates", "set_aggregates", "import_aggregates"];
    for (keys, order, wanted) in [
        ("m", MatrixOrder::Place, places),
        ("m s", MatrixOrder::Worst, ["set_aggregates", "import_aggregates", "get_aggregates"]),
        ("m s s", MatrixOrder::Name, ["get_aggregates", "import_aggregates", "set_aggregates"]),
        ("m s s s", MatrixOrder::Open, ["import_aggregates", "set_aggregates", "get_aggregates"]),
        ("m s s s s", MatrixOrder::Place, places),
    ] {
        let state = opened((160, 40), keys);
        assert_eq!((names(&state), matrix(&state).order), (wanted.to_vec(), order), "{keys}");
    }
}

#[test]
fn the_cursor_stays_on_its_handler_and_enter_goes_to_it() {
    for sorted in ["", "s", "s s", "s s s"] {
        let state = opened((160, 40), &format!("]h m <end> {sorted}"));
        assert_eq!(names(&state)[matrix(&state).row], "import_aggregates", "{sorted}");
        let state = opened((160, 40), &format!("]h m <end> {sorted} <enter>"));
        assert_eq!(state.handler().unwrap().name, "import_aggregates", "{sorted}");
    }
}

#[test]
fn what_was_dismissed_is_not_open() {
    let before = opened((160, 40), "]h ]h ]o m s s s");
    assert_eq!(names(&before)[0], "import_aggregates");
    let after = opened((160, 40), "]h ]h ]o d 3 m s s s");
    assert_eq!(names(&after)[0], "set_aggregates", "as many, and before it in the file");
}

#[test]
fn the_word_stands_in_the_title() {
    use lineproof::tui::{Shot, headless};
    let screen = |keys: &str| {
        let shot = Shot { size: (80, 24), keys: keys.to_owned(), ..Shot::default() };
        headless(
            crate::support::sample::opening(),
            &crate::support::sample::Sample::default(),
            &shot,
        )
        .unwrap()
    };
    assert!(screen("m s").starts_with(" by worst state · "), "{}", screen("m s"));
    assert!(screen("m s s").starts_with(" by name · "));
    assert!(screen("m s s s").starts_with(" by most open · "));
    assert!(screen("m").starts_with(" by place · "));
    assert_eq!(screen("gs"), screen("m s"), "a key of its own sorts it as well");
}

#[test]
fn every_heading_tells_its_check_at_every_width_and_every_sign_is_explained() {
    use lineproof::tui::{Shot, headless};
    let screen = |size: (u16, u16)| {
        let shot = Shot { size, keys: "m".to_owned(), ..Shot::default() };
        let sample = crate::support::sample::Sample::default();
        headless(crate::support::sample::opening(), &sample, &shot).unwrap()
    };
    for size in [(160, 48), (100, 30), (80, 24), (40, 12)] {
        let text = screen(size);
        let headings = text.lines().nth(if size.1 < 20 { 1 } else { 2 }).unwrap();
        let words: Vec<_> = headings.split_whitespace().collect();
        let mut known = words.clone();
        known.sort_unstable();
        known.dedup();
        // Where names take two rows, the last parts of two may be the same.
        let above = text.lines().nth(1).unwrap();
        assert!(known.len() == words.len() || above.contains('-'), "{text}");
        let explains = ["removed", "not-applicable", "dismissed"];
        let all = explains.iter().all(|word| text.contains(word));
        assert!(all || text.contains("? explains all"), "{text}");
        assert!(all || size.1 < 20, "{text}");
    }
    let wide = screen((160, 48));
    for check in ["input-validation", "deserialisation", "object-access"] {
        let [first, last] = check.split_once('-').map_or(["", check], |(a, b)| [a, b]);
        assert!(wide.contains(check) || wide.contains(first) && wide.contains(last), "{wide}");
    }
}
