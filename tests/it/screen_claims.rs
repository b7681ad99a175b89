//! Claims of foreign reviews on the screen: under their handlers, in a list, judged.

use lineproof::claims::{ClaimVerdict, Stage};
use lineproof::model::State as ItemState;
use lineproof::tui::claims::Reading;
use lineproof::tui::paint::Depth;
use lineproof::tui::{ClaimNews, Operation, Shot, Subject, headless};
use unicode_width::UnicodeWidthChar;

use crate::support::sample::{Sample, opening};

fn screen(shot: &Shot) -> String {
    headless(opening(), &Sample::with_claims(), shot).unwrap()
}

fn keys(size: (u16, u16), keys: &str) -> String {
    screen(&Shot { size, keys: keys.to_owned(), ..Shot::default() })
}

/// What was decided by keys, the latest last.
fn decided(keys: &str) -> Vec<(Subject, Operation)> {
    let sample = Sample::with_claims();
    headless(opening(), &sample, &Shot { keys: keys.to_owned(), ..Shot::default() }).unwrap();
    let kept = sample.kept.lock().unwrap();
    kept.iter().flatten().map(|it| (it.subject.clone(), it.operation.clone())).collect()
}

const WIDE: (u16, u16) = (160, 40);
const MEDIUM: (u16, u16) = (100, 30);
const NARROW: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);

macro_rules! snapshot {
    ($name:ident, $screen:expr) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!($screen);
        }
    };
}

snapshot!(claims_stand_under_the_items_of_their_handler, keys(WIDE, "]h"));
snapshot!(the_chosen_claim_shows_what_it_says_and_its_lines, keys(WIDE, "]q"));
snapshot!(evidence_of_a_claim_in_another_file_is_a_peek, keys(WIDE, "]q ]q ]e"));
snapshot!(a_claim_on_a_helper_stands_under_the_file, keys(MEDIUM, "]q*4"));
snapshot!(a_claim_on_a_file_outside_the_change_is_a_peek, keys(WIDE, "C j*4 <enter>"));
snapshot!(a_claim_without_a_place_is_told_alone, keys(MEDIUM, "C j*5 <enter>"));
snapshot!(all_claims_in_a_list, keys(WIDE, "C"));
snapshot!(all_claims_at_80x24, keys(NARROW, "C j"));
snapshot!(all_claims_at_40x12, keys(SMALL, "C j*3"));
snapshot!(a_claim_at_40x12, keys(SMALL, "]q"));
snapshot!(other_verdicts_are_offered, keys(MEDIUM, "]q d j"));
snapshot!(an_overruled_claim_says_so, keys(WIDE, "]q d 3 seen <space> twice <enter> K"));
snapshot!(
    claims_in_ascii_without_colour,
    screen(&Shot {
        size: MEDIUM,
        keys: "C".to_owned(),
        depth: Depth::None,
        ascii: true,
        styles: true,
        ..Shot::default()
    })
);

#[test]
fn the_lines_of_a_claim_lead_to_it_and_it_to_them() {
    // The cursor on the write: the item and the claim that stand there are marked.
    let text = keys(WIDE, "]q 2");
    let marked = text.lines().filter(|line| line.contains('•')).count();
    assert!(marked >= 1, "{text}");
    let text = keys(WIDE, "]q ]e");
    assert!(text.lines().any(|line| line.contains("→1 -")), "{text}");
    assert!(text.lines().any(|line| line.contains("!2")), "{text}");
}

#[test]
fn a_verdict_is_confirmed_and_the_next_claim_of_the_handler_is_chosen() {
    let judge = |said, held, why: &str| Operation::Judge { said, held, why: why.into() };
    let (supported, contradicted) = (ClaimVerdict::Supported, ClaimVerdict::Contradicted);
    let operations = |keys| decided(keys).into_iter().map(|(_, it)| it).collect::<Vec<_>>();
    assert_eq!(
        operations("]q c c"),
        [judge(supported, supported, ""), judge(contradicted, contradicted, "")]
    );
    assert_eq!(operations("]q d 3 why <enter>"), [judge(supported, contradicted, "why")]);
    assert_eq!(operations("]q d 3 <esc>"), []);
    assert_eq!(operations("]q c u"), []);
    assert_eq!(operations("]q n so <enter>"), [Operation::Note("so".into())]);
    assert_eq!(operations("]q c K c"), [judge(supported, supported, ""), Operation::Reopen]);
}

#[test]
fn claims_are_judged_in_the_list_as_well() {
    let subjects = |keys| {
        let claim = |(subject, _)| match subject {
            Subject::Claim(key) => key.as_str().to_owned(),
            other => format!("{other:?}"),
        };
        decided(keys).into_iter().map(claim).collect::<Vec<_>>()
    };
    let first = "Lost update in `set_aggregates`, whatever the caller saw";
    assert_eq!(subjects("C c c"), [first, "The body is not validated"]);
    assert_eq!(
        subjects("C j j d 1 <enter> n x <enter>"),
        ["Insecure caching", "Insecure caching"]
            .map(str::to_owned)
            .into_iter()
            .take(1)
            .chain(["`_names` trusts its rows".to_owned()])
            .collect::<Vec<_>>()
    );
    assert_eq!(subjects("C c u"), [] as [&str; 0]);
}

#[test]
fn verdicts_have_signs_of_their_own_one_cell_wide() {
    let mut signs: Vec<char> = ClaimVerdict::ALL.into_iter().map(ClaimVerdict::sign).collect();
    signs.extend(ItemState::ALL.into_iter().map(ItemState::sign));
    let mut plain: Vec<char> = ClaimVerdict::ALL.into_iter().map(ClaimVerdict::ascii).collect();
    plain.extend(ItemState::ALL.into_iter().map(ItemState::ascii));
    assert!(plain.iter().all(char::is_ascii));
    for mut all in [signs, plain] {
        assert!(all.iter().all(|sign| sign.width() == Some(1)), "{all:?}");
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "two mean the same: {all:?}");
    }
}

#[test]
fn no_size_makes_it_panic() {
    for (width, height) in [(1, 1), (2, 1), (3, 3), (10, 4), (20, 6), (60, 16), (139, 5), (300, 2)]
    {
        for script in ["", "C", "C G", "C d", "]q", "]q d", "]q d 1", "]q*5 ]e", "C j*5 <enter>"] {
            keys((width, height), script);
        }
    }
}

#[test]
fn nothing_of_a_review_reaches_the_terminal_as_it_is() {
    for script in ["C", "C j*5 <enter>", "C j*5 n", "C j*5 d"] {
        let text = keys(WIDE, script);
        assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}'), "{script}: {text}");
    }
    for script in ["", "C", "]q", "]q d", "C j*5 <enter>"] {
        let shot = Shot { size: WIDE, keys: script.to_owned(), ascii: true, ..Shot::default() };
        let strange: String = screen(&shot).chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(strange, "", "{script}");
    }
}

#[test]
fn without_reviews_nothing_but_the_answer_to_their_keys_speaks_of_claims() {
    let sample = Sample::default();
    for script in ["C", "]q"] {
        let shot = Shot { size: WIDE, keys: script.to_owned(), ..Shot::default() };
        let text = headless(opening(), &sample, &shot).unwrap();
        let (panes, said) = text.trim_end().rsplit_once('\n').unwrap();
        assert!(!panes.contains("laims"), "{text}");
        assert!(said.contains("no foreign review was given"), "{said}");
    }
}

#[test]
fn where_nothing_differs_claims_are_shown_all_the_same() {
    let mut nothing = opening();
    nothing.change_set.files.clear();
    for (script, wanted) in [
        ("C", "`_names` trusts its rows"),
        ("]q", "| Lost update in `set_aggregates`,"),
        ("]q ]e", "service/handlers/aggregates.py:32, before the change"),
        ("]q c", "confirmed"),
    ] {
        let shot = Shot { size: WIDE, keys: script.to_owned(), ..Shot::default() };
        let text = headless(nothing.clone(), &Sample::with_claims(), &shot).unwrap();
        assert!(text.contains(wanted), "{script}: {text}");
    }
}

#[test]
fn while_reviews_are_read_the_header_says_how_far_and_what_cannot_be_read_is_said() {
    let screen = |news: Vec<ClaimNews>, keys: &str| {
        let sample = Sample { news, ..Sample::default() };
        let shot = Shot { size: MEDIUM, keys: keys.to_owned(), ..Shot::default() };
        headless(opening(), &sample, &shot).unwrap()
    };
    let reading = ClaimNews::Progress(Reading::Reading("REVIEW.txt".into()));
    let judging = ClaimNews::Progress(Reading::Grounding(Stage::Judging(3, 12)));
    let failed = ClaimNews::Failed("scan.json cannot be read: the disk is gone".into());
    assert!(screen(vec![reading.clone()], "]h").contains("claims: reading REVIEW.txt"));
    assert!(screen(vec![reading, judging.clone()], "").contains("claims: judging 3 of 12 claims"));
    let text = screen(vec![failed.clone()], "");
    assert!(text.lines().last().unwrap().contains("scan.json cannot be read"), "{text}");
    let text = screen(vec![failed, judging], "C");
    assert!(text.lines().nth(1).unwrap().contains("scan.json cannot be read"), "{text}");
}

#[test]
fn where_the_reading_of_reviews_breaks_off_that_is_said_and_not_waited_for() {
    let judging = ClaimNews::Progress(Reading::Grounding(Stage::Judging(3, 12)));
    let sample = Sample { news: vec![judging], breaks: true, ..Sample::default() };
    let shot = Shot { size: WIDE, ..Shot::default() };
    let text = headless(opening(), &sample, &shot).unwrap();
    assert!(!text.contains("judging"), "{text}");
    let said = "the reading of the reviews broke off: out of range";
    assert!(text.lines().last().unwrap().contains(said), "{text}");
}

#[test]
fn what_is_asked_about_a_claim_leaves_the_list_in_sight() {
    for script in ["C j d", "C j d 2", "C j n"] {
        let text = keys(NARROW, script);
        assert!(text.lines().next().unwrap().contains("Claims · "), "{script}: {text}");
        assert!(text.contains("The body is not validated"), "{script}: {text}");
    }
    let text = keys(NARROW, "C j d 2");
    let about = text.lines().rev().nth(2).unwrap();
    assert_eq!(about, " The body is not validated (said: contradicted)", "{text}");
    // At 40 columns there is no room for what a verdict means.
    let text = keys(SMALL, "C d");
    assert!(text.contains("± 2 partial ") && !text.contains("on some paths"), "{text}");
}

#[test]
fn taking_back_says_of_which_claim_and_goes_there() {
    let text = keys(NARROW, "C j c j j u");
    assert!(
        text.lines().last().unwrap().contains("taken back: The body is not validated"),
        "{text}"
    );
    assert!(text.contains("▸↯ The body is not validated"), "{text}");
    let text = keys(NARROW, "C c");
    assert!(text.lines().last().unwrap().contains("confirmed: supported"), "{text}");
}

#[test]
fn that_there_are_claims_and_where_is_said_at_every_size() {
    for size in [WIDE, MEDIUM, NARROW, SMALL] {
        let text = keys(size, "]h");
        assert!(text.lines().next().unwrap().contains("claims "), "{text}");
        // At 40 columns the keys of deciding leave no room; the help has it.
        let foot = text.lines().last().unwrap();
        assert!(foot.contains("C claims") || size == SMALL && foot.contains("? help"), "{text}");
    }
}
