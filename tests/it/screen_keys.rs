//! Keys that mean nothing, that have no effect now, and those of lists.

use lineproof::tui::{Shot, headless};

use crate::support::sample::{Sample, opening};

const WIDE: (u16, u16) = (160, 40);
const NARROW: (u16, u16) = (80, 24);

fn with(sample: &Sample, size: (u16, u16), keys: &str) -> String {
    let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
    headless(opening(), sample, &shot).unwrap()
}

fn keys(size: (u16, u16), keys: &str) -> String {
    with(&Sample::default(), size, keys)
}

/// The row at the bottom.
fn foot(text: &str) -> &str {
    text.lines().last().unwrap_or_default()
}

/// All but the row at the bottom.
fn body(text: &str) -> Vec<&str> {
    let count = text.lines().count();
    text.lines().take(count - 1).collect()
}

#[test]
fn the_second_key_of_an_unknown_chord_is_not_done() {
    let before = keys(WIDE, "]h");
    for (chord, hint) in [
        ("gr", "gr is no key; g goes on with g "),
        ("gl", "gl is no key"),
        ("]z", "]z is no key; ] goes on with "),
    ] {
        let text = keys(WIDE, &format!("]h {chord}"));
        assert_eq!(body(&text), body(&before), "{chord}");
        assert!(foot(&text).contains(hint), "{chord}: {}", foot(&text));
    }
    let left = keys(WIDE, "]h g <esc>");
    assert_eq!(left, before, "leaving a chord needs no word");
    let single = keys(WIDE, "]h Q");
    assert!(foot(&single).contains("Q is no key; ? lists all"), "{single}");
}

#[test]
fn a_key_without_effect_says_why() {
    for (script, words) in [
        ("C", "no foreign review was given: --claims FILE"),
        ("'", "there is no bookmark: M and a letter make one"),
        ("N", "nothing is searched for: / does"),
        ("]h 3 J J d", "access is guarded: there is nothing to decide against"),
        ("gg d", "no item is chosen: ]h goes to the next handler"),
        ("gw", "the whole range is shown already"),
        ("u", "nothing to take back"),
    ] {
        let text = keys(WIDE, script);
        let said = foot(&text);
        assert!(said.contains(words), "{script}: {said}");
        assert!(!said.trim_start().starts_with("? help"), "{script} says nothing: {said}");
    }
}

#[test]
fn help_shows_the_keys_of_every_list_and_goes_back_to_it() {
    for (open, key) in [
        ("m", "Sort by place, worst state, name, most open"),
        ("I", "Group by handler, check, state"),
        ("0", "Letters, each of them, filter the list"),
        ("]o L", "Down and up a line"),
        ("]o d", "Dismiss for the reason of this number"),
        ("]o S", "The one of this number"),
        ("]o b", "Decide on all that are listed"),
        ("f", "Letters, each of them, filter the list"),
        ("E", "Write it in this format"),
        ("T", "Keep the theme that is seen"),
        ("M a '", "The letter of a bookmark goes to its place"),
    ] {
        let list = keys(NARROW, open);
        let help = keys(NARROW, &format!("{open} ?"));
        assert!(help.contains("Keys here") && help.contains(key), "{open}: {help}");
        assert!(foot(&list).contains("? keys"), "{open}: {}", foot(&list));
        assert_eq!(keys(NARROW, &format!("{open} ? <esc>")), list, "{open}");
    }
    let claims = with(&Sample::with_claims(), NARROW, "C ?");
    assert!(claims.contains("Hold what is said of the claim"), "{claims}");
}

#[test]
fn a_key_chosen_in_the_help_of_a_list_is_pressed_there() {
    let sorted = keys(WIDE, "m ? sort <enter>");
    assert_eq!(sorted, keys(WIDE, "m s"));
    assert_eq!(keys(WIDE, "m ? all <esc> <esc> <esc>"), keys(WIDE, "m <esc>"));
}

#[test]
fn words_that_are_written_may_hold_a_question_mark() {
    let text = keys(NARROW, "]o 3 n why?");
    assert!(text.contains("why?"), "{text}");
    let help = keys(NARROW, "]o 3 n why? <f1>");
    assert!(help.contains("Keep what is written") && help.contains("Keys here"), "{help}");
    assert_eq!(keys(NARROW, "]o 3 n why? <f1> <esc>"), text);
}

#[test]
fn esc_takes_the_letters_of_a_filter_away_before_it_closes() {
    for open in ["?", "f", "I", "0", "E", "D", "!", "T", "]o b"] {
        let text = keys(NARROW, &format!("{open} e"));
        assert!(text.contains("filter: e") && foot(&text).contains("esc all again"), "{text}");
        let again = keys(NARROW, &format!("{open} e <esc>"));
        assert!(again.contains("filter:  type letters, ↑↓ move"), "{open}: {again}");
        assert!(!keys(NARROW, &format!("{open} e <esc> <esc>")).contains("filter:"), "{open}");
    }
    let none = keys(NARROW, "I zzzz");
    assert!(none.contains("nothing fits these letters; esc takes them away"), "{none}");
}
