//! Whole screens after keys, as a person would press them.

use std::sync::atomic::AtomicBool;

use lineproof::catalog::KeyTable;
use lineproof::model::Severity;
use lineproof::review::Reason;
use lineproof::tui::backend::Dismissal;
use lineproof::tui::event::{Event, Kept};
use lineproof::tui::key::Key;
use lineproof::tui::keymap::Keymap;
use lineproof::tui::paint::Depth;
use lineproof::tui::state::{Disposition, State};
use lineproof::tui::update::{begin, update};
use lineproof::tui::{Backend, Decision, Operation, Shot, Subject, headless};

use crate::support::sample::{Sample, opening};

fn screen(shot: Shot) -> String {
    headless(opening(), &Sample::default(), &shot).unwrap()
}

fn keys(size: (u16, u16), keys: &str) -> String {
    screen(Shot { size, keys: keys.to_owned(), ..Shot::default() })
}

const WIDE: (u16, u16) = (160, 40);
const MEDIUM: (u16, u16) = (100, 30);
const NARROW: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);

fn styled(keys: &str) -> String {
    screen(Shot { size: (60, 16), keys: keys.to_owned(), styles: true, ..Shot::default() })
}

macro_rules! snapshot {
    ($name:ident, $screen:expr) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!($screen);
        }
    };
}

snapshot!(three_panes_open_on_the_first_handler, keys(WIDE, ""));
snapshot!(the_removed_guard_stands_on_its_old_line, keys(WIDE, "]o"));
snapshot!(evidence_in_another_file_opens_as_a_peek, keys(WIDE, "]h 3 j*3 ]e"));
snapshot!(leaving_a_peek_keeps_the_spot, keys(WIDE, "]h 3 j*3 ]e <esc>"));
snapshot!(a_file_that_is_not_python_is_shown, keys(WIDE, "gg"));
snapshot!(a_binary_file_says_so, keys(WIDE, "gg j"));
snapshot!(two_panes_in_a_medium_terminal, keys(MEDIUM, "]h"));
snapshot!(the_tree_on_a_key_in_a_medium_terminal, keys(MEDIUM, "1"));
snapshot!(one_pane_with_tabs_at_80x24, keys(NARROW, "]h"));
snapshot!(the_tree_at_80x24, keys(NARROW, "1"));
snapshot!(the_checklist_at_80x24, keys(NARROW, "]h 3"));
snapshot!(enter_leaves_a_lone_checklist_for_the_place, keys(NARROW, "]h 3 j*3 ]e <enter>"));
snapshot!(code_at_40x12, keys(SMALL, "]h"));
snapshot!(the_checklist_at_40x12, keys(SMALL, "]h 3"));
snapshot!(help_is_a_palette, keys(MEDIUM, "?"));
snapshot!(the_palette_filters, keys(MEDIUM, "? search"));
snapshot!(the_finder_jumps_by_letters, keys(MEDIUM, "f imp"));
snapshot!(the_matrix_shows_the_change_at_a_glance, keys(WIDE, "m"));
snapshot!(the_matrix_at_40x12, keys(SMALL, "m"));
snapshot!(what_the_change_comes_to, keys(WIDE, "0"));
snapshot!(what_the_change_comes_to_at_40x12, keys(SMALL, "0"));
snapshot!(items_by_check_that_are_open, keys(MEDIUM, "I <tab> <right>"));
snapshot!(items_by_state_with_letters, keys(MEDIUM, "I <tab> <tab> agg"));
snapshot!(
    everything_that_was_decided,
    keys(MEDIUM, "]o d 3 ]o n why <enter> <space> 2 o late <enter> D")
);
snapshot!(what_was_said_so_far, keys(MEDIUM, "]o c u !"));
snapshot!(the_lesson_of_a_check, keys(MEDIUM, "]o L"));
snapshot!(the_formats_of_a_review, keys(MEDIUM, "E"));
snapshot!(where_the_review_is_written_to, keys(MEDIUM, "E html <enter>"));
snapshot!(a_theme_is_seen_before_it_is_kept, styled("T <down>"));
snapshot!(dismissing_asks_for_a_reason, keys(MEDIUM, "]o d j"));
snapshot!(a_dismissed_item_leaves_the_counts, keys(WIDE, "]o d 3"));
snapshot!(a_dismissal_in_words_of_one_s_own, keys(MEDIUM, "]o d <down> <tab> the <space> gateway"));
snapshot!(what_other_means_is_asked, keys(MEDIUM, "]o d 7 <enter>"));
snapshot!(a_risk_is_accepted_until_a_day, keys(MEDIUM, "]o d 2 2030-02-29"));
snapshot!(the_last_day_of_a_dismissal_is_shown, keys(WIDE, "]o d 2 2030-12-31 <enter> J K"));
snapshot!(a_duplicate_names_the_other_item, keys(MEDIUM, "]o d 6"));
snapshot!(how_bad_an_item_is_can_be_said, keys(MEDIUM, "]o S"));
snapshot!(several_items_are_listed_before_they_are_decided_on, keys(MEDIUM, "]o b"));
snapshot!(what_is_decided_on_several_is_chosen_above_them, keys(MEDIUM, "]o b <enter> j"));
snapshot!(
    a_finding_of_one_s_own_is_written,
    keys(MEDIUM, "]o 2 v j j o <down> <c-r> too <space> late")
);
snapshot!(
    a_finding_of_one_s_own_stands_on_its_lines,
    keys(WIDE, "]o 2 v j j o <down> <c-r> too <space> late <enter>")
);
snapshot!(a_question_at_40x12, keys(SMALL, "]o 2 o <tab> why <enter> 3"));
snapshot!(several_items_at_40x12, keys(SMALL, "]o b"));
snapshot!(a_note_is_written_below, keys(MEDIUM, "]o n why <space> here"));
snapshot!(a_confirmed_item_and_a_reviewed_handler, keys(WIDE, "]o c <space>"));
snapshot!(a_search_counts_its_matches, keys(WIDE, "/ context <enter> n"));
snapshot!(the_whole_file, keys(WIDE, "]h w"));
snapshot!(what_does_not_apply_unfolds, keys(WIDE, "z 3 G"));
snapshot!(
    ascii_without_colour,
    screen(Shot {
        size: (100, 20),
        keys: "]o".to_owned(),
        depth: Depth::None,
        ascii: true,
        styles: true,
        ..Shot::default()
    })
);
snapshot!(
    styles_of_a_changed_handler,
    screen(Shot { size: (60, 16), keys: "]h 2".to_owned(), styles: true, ..Shot::default() })
);

snapshot!(the_sides_stand_side_by_side_on_a_key, keys(WIDE, "]o 2 |"));
snapshot!(the_sides_stand_side_by_side_where_there_is_room, keys((240, 40), "]o 2"));
snapshot!(the_other_side_of_a_pair_is_meant_on_a_key, keys((240, 40), "]o 2 t"));
snapshot!(side_by_side_in_a_medium_terminal, keys(MEDIUM, "]o 2 |"));
snapshot!(side_by_side_at_80x24, keys(NARROW, "]o 2 |"));
snapshot!(long_lines_are_wrapped_on_a_key, keys(NARROW, "]o 2 W"));
snapshot!(long_lines_are_wrapped_side_by_side, keys(MEDIUM, "]o 2 | W"));
snapshot!(long_lines_are_wrapped_at_40x12, keys(SMALL, "]o 2 W"));
snapshot!(what_the_first_line_stands_in_stays_above_it, keys((100, 14), "]o 2 w G k*7"));
snapshot!(what_the_first_line_stands_in_at_80x24, keys(NARROW, "]o 2 w G k*7"));
snapshot!(nothing_but_handlers_on_a_key, keys((160, 48), "]h 2 H gg"));
snapshot!(nothing_but_handlers_at_80x24, keys(NARROW, "]h 2 H | gg"));
snapshot!(what_is_no_handler_unfolds_at_the_cursor, keys(MEDIUM, "]h 2 H gg x"));
snapshot!(a_search_goes_on_into_other_files, keys(WIDE, "gg 2 / e <enter> N"));
snapshot!(the_end_of_a_file_leads_into_the_next, keys(NARROW, "1 gg 2 G j j"));
snapshot!(a_pane_too_narrow_for_two_sides_says_so, keys(SMALL, "]o 2 |"));

#[test]
fn no_size_makes_it_panic() {
    for (width, height) in [(1, 1), (2, 1), (1, 2), (3, 3), (10, 4), (20, 6), (139, 5), (300, 2)] {
        for script in [
            "",
            "?",
            "m",
            "f",
            "]o d",
            "n",
            "/",
            "]h 3 j*3 ]e",
            "1 G 2 G 3 G",
            "]o b",
            "]o S",
            "]o b <enter>",
            "]o d 7",
            "0 <end> <home> <pgdn>",
            "I <tab> <left> zzz",
            "]o L G k",
            "D",
            "!",
            "E <enter>",
            "2 | G gg",
            "2 H G x gg x | w",
            "2 W G gg | G",
        ] {
            keys((width, height), script);
        }
    }
}

#[test]
fn ascii_is_kept_everywhere() {
    for script in [
        "",
        "?",
        "m",
        "f",
        "]o d",
        "]h 3 j*3 ]e",
        "gg",
        "gg w",
        "1 G",
        "/ x",
        "0",
        "I",
        "E",
        "]o L",
        "]o 2 |",
        "]o 2 W | w",
    ] {
        let shot = Shot { size: WIDE, keys: script.to_owned(), ascii: true, ..Shot::default() };
        let text = screen(shot);
        let strange: String = text.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(strange, "", "{script}: {text}");
    }
}

#[test]
fn decisions_are_kept_and_taken_back_in_their_order() {
    let sample = Sample::default();
    let keys = "]o c ]o d 3 ]o u n so <enter>".to_owned();
    headless(opening(), &sample, &Shot { keys, ..Shot::default() }).unwrap();
    let kept = sample.kept.lock().unwrap();
    let operations: Vec<_> = kept.iter().flatten().map(|decision| &decision.operation).collect();
    assert_eq!(operations, [&Operation::Confirm, &Operation::Note("so".to_owned())]);
}

#[test]
fn what_was_taken_back_is_decided_again() {
    let sample = Sample::default();
    let keys = "]o c ]o d 3 u u <c-r>".to_owned();
    let text = headless(opening(), &sample, &Shot { keys, ..Shot::default() }).unwrap();
    let kept = sample.kept.lock().unwrap();
    let operations: Vec<_> = kept.iter().flatten().map(|decision| &decision.operation).collect();
    assert_eq!(operations, [&Operation::Confirm]);
    assert!(text.contains("decided again: "), "{text}");
}

/// What is kept after keys, together what was decided at once.
fn kept(keys: &str) -> Vec<Vec<Decision>> {
    let sample = Sample::default();
    headless(opening(), &sample, &Shot { keys: keys.to_owned(), ..Shot::default() }).unwrap();
    sample.kept.into_inner().unwrap()
}

#[test]
fn what_is_listed_is_decided_on_at_once_and_taken_back_at_once() {
    let groups = kept("]o b <enter> 5");
    assert_eq!(groups.len(), 1);
    assert!(groups[0].len() > 2, "{groups:?}");
    let dismissed = Operation::Dismiss(Dismissal::from(Reason::NotApplicable));
    assert!(groups[0].iter().all(|decision| decision.operation == dismissed), "{groups:?}");
    let text = keys(WIDE, "]o b");
    assert!(text.contains(&format!("all that waits · {0} of {0}", groups[0].len())), "{text}");
    assert_eq!(kept("]o b <enter> 5 u"), Vec::<Vec<Decision>>::new());
    assert_eq!(kept("]o b <enter> 5 u <c-r>"), groups);
    assert_eq!(kept("]o b <esc> ]o b <enter> <esc> <esc>").len(), 0);
}

#[test]
fn letters_choose_which_of_several_are_decided_on() {
    let all = kept("]o b <enter> 1");
    let some = kept("]o b unproven <enter> 1");
    assert!(some[0].len() < all[0].len() && !some[0].is_empty(), "{some:?}");
    assert!(some[0].iter().all(|decision| all[0].contains(decision)));
    assert!(some[0].iter().all(|decision| decision.operation == Operation::Confirm));
    assert_eq!(kept("]o b zzzz <enter>").len(), 0);
}

#[test]
fn a_risk_is_accepted_for_ever_or_until_a_day_that_is_one() {
    let until = |keys: &str| match &kept(keys)[0][0].operation {
        Operation::Dismiss(it) => (it.reason, it.until.map(|until| until.to_string())),
        other => panic!("{other:?}"),
    };
    assert_eq!(until("]o d 2 <enter>"), (Reason::AcceptedRisk, None));
    let day = Some("2030-12-31".to_owned());
    assert_eq!(until("]o d 2 2030-12-31 <enter>"), (Reason::AcceptedRisk, day));
    assert_eq!(kept("]o d 2 2030-02-30 <enter>").len(), 0);
    assert_eq!(kept("]o d 2 2026-05-31 <enter>").len(), 0);
    let over = keys(WIDE, "]o d 2 2026-05-31 <enter>");
    assert!(over.contains("2026-05-31 is over: today is 2026-06-01, in UTC"), "{over}");
    assert_eq!(until("]o d 2 2026-06-01 <enter>").1.as_deref(), Some("2026-06-01"));
    assert!(keys(WIDE, "]o d 2 soon <enter>").contains("soon: not a day, as in 2026-12-31"));
}

#[test]
fn a_duplicate_and_a_severity_are_kept_with_what_they_name() {
    let groups = kept("]o d 6 <enter> ]o S 1 S 6");
    let Operation::Dismiss(dismissal) = &groups[0][0].operation else { panic!("{groups:?}") };
    let Subject::Finding(own) = &groups[0][0].subject else { panic!("{groups:?}") };
    assert!(dismissal.same_as.as_ref().is_some_and(|other| other != own), "{groups:?}");
    let rated: Vec<_> = groups[1..].iter().map(|group| &group[0].operation).collect();
    assert_eq!(rated, [&Operation::Rate(Some(Severity::Critical)), &Operation::Rate(None)]);
}

#[test]
fn only_what_waits_itself_is_offered_as_the_same() {
    let first = |keys: &str| {
        let groups = kept(keys);
        let Operation::Dismiss(dismissal) = &groups.last().unwrap()[0].operation else {
            panic!("{groups:?}")
        };
        dismissal.same_as.clone()
    };
    let offered = first("]o d 6 <enter>");
    assert_ne!(first("]o d 1 d 6 <enter>"), None);
    assert!(!keys(WIDE, "]o d 6").contains("guarded "), "settled ones are not offered");
    assert!(offered.is_some());
}

#[test]
fn what_was_dismissed_is_counted_and_does_not_look_guarded() {
    let text = keys(WIDE, "]o ]o d 1 d 1");
    assert!(text.contains("d 2 dismissed"), "{text}");
    assert!(text.contains("[ ] d POST"), "{text}");
    assert!(keys(WIDE, "]o d 1 m").contains("d dismissed"), "the matrix says what it means");
}

#[test]
fn taking_back_says_what_holds_now_or_that_there_is_nothing() {
    assert!(keys(WIDE, "u").contains("nothing to take back"));
    assert!(keys(WIDE, "]o c u").contains(": now open"));
    let groups = kept("]o d 1 c");
    assert_eq!(groups[0][0].subject, groups[1][0].subject, "{groups:?}");
    assert_eq!(groups[1][0].operation, Operation::Confirm, "what was dismissed is confirmed");
}

#[test]
fn a_decision_that_cannot_be_kept_is_shown_as_unsaved() {
    let sample = Sample { refuses: true, ..Sample::default() };
    let shot = Shot { keys: "]o c".to_owned(), size: WIDE, ..Shot::default() };
    let text = headless(opening(), &sample, &shot).unwrap();
    assert!(text.contains("1 unsaved"), "{text}");
    assert!(text.contains("not saved: the disk is full"), "{text}");
}

#[test]
fn a_decision_is_unsaved_until_it_is_known_to_be_kept() {
    let mut state = opened();
    let unsaved = |state: &State| state.decided.unsaved();
    for key in Key::script("]o c u").unwrap() {
        update(&mut state, Event::Key(key));
    }
    assert_eq!(unsaved(&state), 2, "the decision, and that it was taken back");
    let kept = |outcome, unsaved| Event::Kept(Kept { is_first: true, unsaved, outcome });
    update(&mut state, kept(Err("full".to_owned()), 1));
    assert_eq!(unsaved(&state), 2);
    update(&mut state, kept(Ok(None), 0));
    assert_eq!(unsaved(&state), 0);
}

#[test]
fn what_others_decide_leaves_what_is_on_its_way_to_the_disk() {
    let mut state = opened();
    let theirs = |state: &State| {
        let finding = state.review.files[2].findings().last().unwrap();
        let subject = Subject::Finding(finding.id().clone());
        vec![Decision { subject, operation: Operation::Confirm }]
    };
    for key in Key::script("]o c").unwrap() {
        update(&mut state, Event::Key(key));
    }
    let mine = state.review.files[2].findings().iter();
    let mine: Vec<_> =
        mine.filter(|it| state.decided.of(it.id()).is_some()).map(|it| it.id().clone()).collect();
    assert_eq!(mine.len(), 1);
    let decisions = theirs(&state);
    update(&mut state, Event::Decided(decisions.clone()));
    let Subject::Finding(other) = &decisions[0].subject else { panic!() };
    assert_eq!(state.decided.of(&mine[0]), Some(&Disposition::Confirmed));
    assert_eq!(state.decided.of(other), Some(&Disposition::Confirmed));
    update(&mut state, Event::Kept(Kept { is_first: true, unsaved: 0, outcome: Ok(None) }));
    update(&mut state, Event::Decided(Vec::new()));
    assert_eq!(state.decided.of(&mine[0]), None, "the log has the last word");
}

/// The sample's state with everything found.
fn opened() -> State {
    let keymap = Keymap::new(&KeyTable::builtin().unwrap());
    let mut state = State::new(opening(), keymap, "dark", false, WIDE);
    begin(&mut state);
    let sample = Sample::default();
    sample.assess(&AtomicBool::new(false), &mut |index, found| {
        update(&mut state, Event::Assessed(index, Box::new(found), Vec::new()));
    });
    update(&mut state, Event::Complete);
    state
}

#[test]
fn files_follow_each_other_without_leaving_the_code() {
    let title = |keys: &str| {
        let text = self::keys(WIDE, keys);
        text.lines().nth(1).unwrap().to_owned()
    };
    assert!(title("gg 2 G").contains("docs/odd.txt"));
    assert!(title("gg 2 G j").contains("logo.png"));
    assert!(title("gg 2 G j j").contains("aggregates.py"));
    assert!(title("gg 2 G j j k").contains("logo.png"));
    assert!(title("gg 2 G j j k k").contains("docs/odd.txt"));
    assert!(title("gg 2 gg k").contains("docs/odd.txt"), "there is none before it");
    let last = self::keys(WIDE, "gg 2 G j j k k");
    assert_eq!(cursor_row(&last), cursor_row(&self::keys(WIDE, "gg 2 G")), "its last row");
    assert!(title("gg 2 G j j G j").contains("aggregates.py"), "there is none after it");
}

/// The row of the screen that the cursor of the code is on.
fn cursor_row(screen: &str) -> Option<usize> {
    screen.lines().position(|line| line.split('│').nth(1).is_some_and(|it| it.starts_with('▌')))
}

#[test]
fn matches_are_counted_and_walked_over_all_files() {
    let count = |keys: &str| {
        let text = self::keys(WIDE, keys);
        let footer = text.lines().last().unwrap().to_owned();
        footer.rsplit("/e ").next().unwrap().to_owned()
    };
    let first = count("gg 2 gg / e <enter>");
    let (_, all) = first.split_once(" of ").unwrap();
    assert!(first.starts_with("1 of ") && all.ends_with(" in 2 files"), "{first}");
    let number: usize = all.split(' ').next().unwrap().parse().unwrap();
    assert_eq!(count("gg 2 gg / e <enter> N"), format!("{number} of {all}"), "around the start");
    assert_eq!(count("gg 2 gg / e <enter> N n"), first, "and the end");
    let forward = "n ".repeat(number);
    assert_eq!(count(&format!("gg 2 gg / e <enter> {forward}")), first, "each once");
}

#[test]
fn a_search_without_a_match_here_goes_to_one_elsewhere() {
    let text = keys(WIDE, "gg 2 / Conflict <enter>");
    assert!(text.lines().nth(1).unwrap().contains("aggregates.py"), "{text}");
    assert!(keys(WIDE, "gg 2 / zzzz <enter>").contains("no match for zzzz"));
}

#[test]
fn plus_and_minus_are_drawn_without_colour() {
    let text = screen(Shot {
        size: NARROW,
        keys: "]h w".to_owned(),
        depth: Depth::None,
        ..Shot::default()
    });
    assert!(
        text.lines().any(|line| line.contains("-     if data[\"generation\"]")
            || line.contains("-    if data[\"generation\"]")),
        "{text}"
    );
    assert!(
        text.lines().any(|line| line.contains('+') && line.contains("PUT_SCHEMA_1_19")),
        "{text}"
    );
}

#[test]
fn a_key_that_came_too_early_leaves_the_choice_of_the_first_handler() {
    let keymap = Keymap::new(&KeyTable::builtin().unwrap());
    let mut state = State::new(opening(), keymap, "dark", false, NARROW);
    begin(&mut state);
    let mut press = |keys: &str| {
        for key in Key::script(keys).unwrap() {
            update(&mut state, Event::Key(key));
        }
        state.changes.is_fresh
    };
    assert!(press("]o"), "nothing is found yet");
    assert!(!press("j"));
}
