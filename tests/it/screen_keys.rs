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
        ("gy", "gy is no key"),
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

/// The entries of the help that words leave, from the first on.
fn found(words: &str) -> Vec<String> {
    let text = keys((160, 40), &format!("? {words}"));
    let rows = text.lines().skip_while(|line| !line.contains("filter: ")).skip(1);
    let rows = rows.map(|line| line.split('│').find(|it| it.len() > 60).unwrap_or("").to_owned());
    rows.take_while(|line| !line.trim().is_empty()).collect()
}

#[test]
fn help_finds_what_words_mean_and_nothing_else() {
    for (words, start, most) in [
        ("who <space> wrote", "Who wrote a line", 1),
        ("author", "Who wrote a line", 1),
        ("sort", "Sort the matrix", 2),
        ("disk", "Read again what is on disk", 1),
        ("bookmark", "Bookmark this place", 3),
        ("blame", "Who wrote a line", 1),
        ("refresh", "Read again what is on disk", 1),
    ] {
        let rows = found(words);
        let first = rows.first().map(|row| row.trim_start_matches(['▸', ' ']).to_owned());
        assert!(first.is_some_and(|row| row.starts_with(start)), "{words}: {rows:?}");
        assert!(rows.len() <= most, "{words}: {rows:?}");
    }
}

#[test]
fn the_chosen_row_of_a_list_is_shown_in_full() {
    for size in [(80, 24), (40, 12)] {
        let text = keys(size, "? more <space> opens");
        let inside = text.lines().filter_map(|line| line.split('│').nth(1));
        let words: Vec<_> = inside.flat_map(str::split_whitespace).collect();
        let wanted = "Confirm the item, or what is held of a claim; once more opens it again";
        let wanted: Vec<_> = wanted.split_whitespace().collect();
        let at = words.iter().position(|word| *word == "Confirm").unwrap();
        // The key stands beside the first line.
        let shown: Vec<_> = words[at..].iter().filter(|word| **word != "c").copied().collect();
        let shown: Vec<_> = shown.into_iter().filter(|word| !word.starts_with('·')).collect();
        assert!(shown.windows(wanted.len()).any(|it| it == wanted), "{text}");
        assert!(!text.contains("Confirm the item, or what is held of a claim; once more …"));
    }
}

#[test]
fn a_list_says_how_much_lies_above_and_below() {
    let help = keys(NARROW, "?");
    let edge = help.lines().rfind(|line| line.contains('└')).unwrap();
    assert!(edge.contains("↓ ") && edge.contains(" more"), "{help}");
    let end = keys(NARROW, "? <up> <pgdn>*20");
    let edge = end.lines().rfind(|line| line.contains('└')).unwrap();
    assert!(edge.contains("↑ ") && !edge.contains('↓'), "{end}");
    for (open, size) in [("0", (40, 8)), ("I", (40, 8)), ("m", (40, 6))] {
        let text = keys(size, open);
        assert!(text.lines().next().unwrap().contains("↓ "), "{open}: {text}");
        let all = keys((160, 48), open);
        assert!(!all.lines().next().unwrap().contains("more"), "{open}: {all}");
    }
}
