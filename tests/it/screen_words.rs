//! One word for one thing, and a word for each sign.

use lineproof::claims::ClaimVerdict;
use lineproof::model::State as ItemState;
use lineproof::tui::{Shot, headless};

use crate::support::sample::{Sample, opening};

const WIDE: (u16, u16) = (160, 48);
const NARROW: (u16, u16) = (80, 24);

fn keys(size: (u16, u16), keys: &str) -> String {
    let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
    headless(opening(), &Sample::with_claims(), &shot).unwrap()
}

fn head(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[test]
fn verdicts_are_counted_by_the_words_of_their_rows() {
    let list = keys(WIDE, "C");
    let header = keys((320, 48), "");
    for verdict in ClaimVerdict::ALL {
        let word = verdict.word().replace('-', " ");
        let listed = list.lines().skip(1).take_while(|line| !line.starts_with('─'));
        let rows = listed.filter(|line| line.contains(&format!(" {word}  "))).count();

        let told = format!(" {rows} {word}");
        assert_eq!(head(&list).contains(&told), rows > 0, "{told}: {list}");
        assert_eq!(head(&header).contains(&told), rows > 0, "{told}: {}", head(&header));
    }
    assert!(!head(&list).contains("undecided") && !head(&list).contains("hold"), "{list}");
}

#[test]
fn every_sign_is_explained_on_a_key_and_found_in_the_help() {
    let text = keys((120, 60), "gl");
    for state in ItemState::ALL {
        assert!(text.contains(&format!("{} {state}: ", state.sign())), "{state}: {text}");
    }
    for verdict in ClaimVerdict::ALL {
        let word = verdict.word().replace('-', " ");
        assert!(text.contains(&format!("{} {word}: ", verdict.sign())), "{word}: {text}");
    }
    for sign in ["▸", "•", "▌", "┃", "›", "→2", "N F Q"] {
        assert!(text.contains(&format!("{sign} ")), "{sign}: {text}");
    }
    for words in ["•", "┃", "sign", "legend"] {
        let help = keys(NARROW, &format!("? {words}"));
        let first = help.lines().find(|line| line.contains('▸') && line.contains('│')).unwrap();
        assert!(first.contains("What the signs on the screen mean"), "{words}: {help}");
    }
    let matrix = keys(NARROW, "m ? dismissed");
    assert!(matrix.contains("dismissed: all that is amiss there was"), "{matrix}");
}

#[test]
fn a_place_that_no_evidence_names_has_a_sentence() {
    let state = crate::support::sample::opened(WIDE, "");
    let mut bare = 0;
    for file in &state.review.files {
        for finding in file.findings() {
            let stops = lineproof::tui::state::stops(finding);
            bare += stops.iter().filter(|stop| stop.role.is_none()).count();
            assert!(stops.iter().all(|stop| !stop.say.is_empty()), "{:?}", finding.id());
        }
    }
    assert!(bare > 0, "an item without evidence on its line");
}

#[test]
fn the_sides_are_called_the_same_everywhere() {
    let foot = |script: &str| keys((200, 48), script).lines().last().unwrap_or("").to_owned();
    assert!(foot("]o 2 |").contains("side by side"), "{}", foot("]o 2 |"));
    assert!(!foot("]o 2 |").contains("split"));
    assert!(foot("]o 2 | |").contains("unified"));
    assert!(keys((40, 12), "]o 2 |").contains("too narrow for side by side"));
}
