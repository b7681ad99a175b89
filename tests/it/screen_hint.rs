//! What is said to who has never seen the screen, once.

use portable_pty::CommandBuilder;

use lineproof::tui::state::HINT_KEYS;
use lineproof::tui::{Shot, headless};

use crate::screen_terminal::{Session, changed_repository};
use crate::support::sample::{Sample, opened, opening, press};

fn screen(size: (u16, u16), keys: &str) -> String {
    let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
    headless(opening(), &Sample::default(), &shot).unwrap()
}

#[test]
fn a_key_says_what_the_screen_is_and_which_keys_matter() {
    insta::assert_snapshot!(screen((80, 24), "]o g?"));
}

#[test]
fn on_a_small_screen_the_keys_alone_are_said() {
    insta::assert_snapshot!(screen((40, 12), "]o <f2>"));
}

#[test]
fn it_goes_away_after_a_few_keys_on_escape_and_on_a_click() {
    let mut state = opened((100, 30), "g?");
    press(&mut state, "j j j");
    assert!(state.screen.hint > 0);
    press(&mut state, "j j j");
    assert_eq!(state.screen.hint, 0);
    let mut state = opened((100, 30), "/ context <enter> g? <esc>");
    assert_eq!(state.screen.hint, 0);
    assert!(state.search.is_on(), "escape lets the hint go first");
    press(&mut state, "g?");
    assert_eq!(state.screen.hint, HINT_KEYS);
    for size in [(1, 1), (20, 4), (44, 16), (300, 100)] {
        screen(size, "g?");
    }
}

#[test]
fn it_is_shown_the_first_time_and_never_again() {
    let repository = changed_repository();
    let open = || {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lineproof"));
        command.arg("HEAD~1..HEAD");
        Session::run_as(repository.root(), command)
    };
    let mut session = open();
    session.wait_for("First steps");
    session.press("q");
    assert_eq!(session.end().0, 0);
    let mut session = open();
    session.wait_for("handlers");
    session.wait_for("reviewed");
    assert!(!session.text().contains("First steps"), "{}", session.text());
    session.press("q");
    session.end();
}
