//! What people decide is kept at once, survives damage, and is folded the same way everywhere.

use std::fs;
use std::io::Write;

use lineproof::claims::{ClaimKey, ClaimVerdict};
use lineproof::model::{
    CheckId, Finding, FindingId, HandlerId, Place, RepoPath, Role, Severity, Side, State, TextSpan,
    Verdict,
};
use lineproof::review::{
    Anchor, Decisions, Digest, Disposition, Event, EventId, EventLog, FreePlace, Operation, Reason,
    Recorder, RemarkKind, Skipped, Subject, Timestamp, read_events, write_event,
};
use proptest::prelude::*;

use super::support::repository::Repository;

const NOON: i64 = 1_767_355_445_000_000;

fn recorder(author: &str, session: u64) -> Recorder {
    Recorder::with_session(author, Box::new(Timestamp::from_micros(NOON)), session)
}

fn handler() -> HandlerId {
    HandlerId::new(&RepoPath::new("app.py"), "put", 1)
}

fn finding() -> FindingId {
    FindingId::new(&check(), &handler(), None, 1)
}

fn check() -> CheckId {
    CheckId::new("generation")
}

fn about_finding() -> Subject {
    Subject::Finding(finding())
}

fn dismiss(text: &str) -> Operation {
    let text = text.to_owned();
    Operation::Dismiss { reason: Reason::ByDesign, text, until: None, of: None }
}

fn note(text: &str) -> Operation {
    Operation::Note { text: text.to_owned(), replaces: None }
}

fn claim_key() -> ClaimKey {
    serde_json::from_value("0123456789abcdef".into()).unwrap()
}

fn about_claim() -> Subject {
    Subject::Claim(claim_key())
}

fn overrule() -> Operation {
    Operation::Judge {
        said: ClaimVerdict::Contradicted,
        held: ClaimVerdict::CategoryError,
        text: "it writes".to_owned(),
    }
}

fn undo(event: &Event) -> Operation {
    Operation::Undo { event: event.id.clone() }
}

fn disposition(events: &[Event]) -> Disposition {
    Decisions::fold(events).disposition(&finding())
}

fn lines(events: &[Event]) -> String {
    events.iter().map(|event| write_event(event).unwrap()).collect()
}

fn place(side: Side, first_line: u32, last_line: u32) -> Place {
    let span = TextSpan { first_line, last_line, ..TextSpan::default() };
    Place::on(side, RepoPath::new("app.py"), span)
}

/// An event of each operation on each kind of subject, and an undo.
fn samples() -> Vec<Event> {
    let mut ada = recorder("Ada <ada@example.org>", 1);
    let text = "def put(req):\n    write(req)\n";
    let anchor = Anchor::of_place(&place(Side::Head, 2, 2), None, text);
    let lines = Subject::Place(FreePlace::from(&place(Side::Base, 3, 4)));
    let reviewed = Operation::Reviewed { digest: Digest::of(text) };
    let confirm = ada.record(about_finding(), Operation::Confirm, Some(anchor));
    let back = undo(&confirm);
    vec![
        confirm,
        ada.record(about_finding(), dismiss("retries \u{1b}[31m\n\"quoted\""), None),
        ada.record(about_finding(), Operation::Reopen, None),
        ada.record(lines, note("why? {\"version\":1,"), None),
        ada.record(Subject::Handler(handler()), reviewed, None),
        ada.record(Subject::Handler(handler()), Operation::Unreviewed, None),
        ada.record(about_finding(), back, None),
        ada.record(about_claim(), overrule(), None),
    ]
}

/// What the second version of the format says.
fn newer_samples() -> Vec<Event> {
    let mut ada = recorder("Ada <ada@example.org>", 3);
    let until = |until: &str| Some(until.parse().unwrap());
    let accept = Operation::Dismiss {
        reason: Reason::AcceptedRisk,
        text: String::new(),
        until: until("2026-01-31"),
        of: None,
    };
    let same = Operation::Dismiss {
        reason: Reason::Duplicate,
        text: String::new(),
        until: None,
        of: Some(FindingId::new(&CheckId::new("access"), &handler(), None, 1)),
    };
    let rate = |severity| Operation::Rate { severity, text: String::new() };
    let lines = Subject::Place(FreePlace::from(&place(Side::Head, 2, 3)));
    let remark = Operation::Remark {
        kind: RemarkKind::Question,
        text: "who may?".to_owned(),
        check: Some(CheckId::new("access")),
        role: Some(Role::Effect),
    };
    let asked = ada.record(lines, remark, None);
    let about = Subject::Remark(asked.id.clone());
    vec![
        ada.record(about_finding(), accept, None),
        ada.record(about_finding(), same, None),
        ada.record(about_finding(), rate(Some(Severity::Low)), None),
        ada.record(about_finding(), rate(None), None),
        asked,
        ada.record(about.clone(), Operation::Confirm, None),
        ada.record(about.clone(), dismiss("elsewhere"), None),
        ada.record(about, Operation::Reopen, None),
    ]
}

#[test]
fn what_the_second_version_says_comes_back_and_is_folded() {
    let events = newer_samples();
    assert!(events.iter().all(|event| event.version == 2), "{events:?}");
    assert_eq!(read_events(lines(&events).as_bytes()), (events.clone(), vec![]));
    let at = |time: &str, count: usize| {
        let decisions = Decisions::fold(&events[..count]).at(time.parse().unwrap());
        decisions.disposition_at(
            &finding(),
            &Anchor::of_finding(&missing(2, State::Missing), None, "def put():\n    write(x)\n"),
        )
    };
    assert_eq!(at("2026-01-31T23:59:59Z", 1).word(), "dismissed", "the last day counts");
    assert_eq!(at("2026-02-01T00:00:00Z", 1), Disposition::NeedsReview);
    assert_eq!(at("2030-01-01T00:00:00Z", 2).word(), "dismissed", "a duplicate has no last day");
    let rating = |count| Decisions::fold(&events[..count]).rating(&finding()).map(|it| it.severity);
    assert_eq!((rating(2), rating(3), rating(4)), (None, Some(Severity::Low), None));
    let settled = |count: usize| {
        let decisions = Decisions::fold(&events[..count]);
        let [remark] = decisions.remarks() else { panic!("{decisions:?}") };
        remark.settled.as_ref().map(|settled| settled.is_confirmed)
    };
    assert_eq!([5, 6, 7, 8].map(settled), [None, Some(true), Some(false), None]);
}

#[test]
fn the_map_names_every_subject_and_operation_of_the_log() {
    let map = include_str!("../../ARCHITECTURE.md");
    for event in samples().iter().chain(&newer_samples()) {
        let value = serde_json::to_value(event).unwrap();
        for part in ["subject", "operation"] {
            let keys = value[part].as_object().map(|it| it.keys().cloned().collect());
            let keys = keys.unwrap_or_else(|| vec![value[part].as_str().unwrap().to_owned()]);
            assert!(keys.iter().all(|key| map.contains(&format!("`{key}`"))), "{keys:?}");
        }
    }
}

#[test]
fn the_last_word_about_an_item_counts() {
    let mut ada = recorder("Ada", 1);
    let mut events = vec![ada.record(about_finding(), Operation::Confirm, None)];
    assert_eq!(disposition(&events), Disposition::Confirmed);
    events.push(ada.record(about_finding(), dismiss("on purpose"), None));
    let dismissed =
        Disposition::Dismissed { reason: Reason::ByDesign, text: "on purpose".to_owned() };
    assert_eq!(disposition(&events), dismissed);
    events.push(ada.record(about_finding(), Operation::Reopen, None));
    assert_eq!(disposition(&events), Disposition::Open);
}

#[test]
fn undo_brings_back_what_was_decided_before_and_undoing_that_is_redo() {
    let mut ada = recorder("Ada", 1);
    let confirm = ada.record(about_finding(), Operation::Confirm, None);
    let dismissal = ada.record(about_finding(), dismiss(""), None);
    let back = ada.record(about_finding(), undo(&dismissal), None);
    let again = ada.record(about_finding(), undo(&back), None);
    let mut events = vec![confirm, dismissal, back];
    assert_eq!(disposition(&events), Disposition::Confirmed);
    events.push(again);
    assert_eq!(disposition(&events).word(), "dismissed");
}

#[test]
fn undo_takes_back_the_author_s_own_last_decision() {
    let (mut ada, mut bob) = (recorder("Ada", 1), recorder("Bob", 2));
    let mine = ada.record(about_finding(), Operation::Confirm, None);
    bob.observe(std::slice::from_ref(&mine));
    let theirs = bob.record(about_finding(), note("really?"), None);
    let mut events = vec![mine.clone(), theirs];
    assert_eq!(Decisions::fold(&events).last_of("Ada"), Some(&mine.id));
    ada.observe(&events);
    events.push(ada.record(about_finding(), undo(&mine), None));
    assert_eq!(Decisions::fold(&events).last_of("Ada"), None);
}

#[test]
fn a_reviewed_mark_lapses_when_the_handler_changes() {
    let text = "import os\n\ndef put(req):\n    check(req)\n\nx = 1\n";
    let digest = Digest::of_handler(&place(Side::Head, 3, 4), text);
    let mut ada = recorder("Ada", 1);
    let subject = Subject::Handler(handler());
    let reviewed = Operation::Reviewed { digest: digest.clone() };
    let mut events = vec![ada.record(subject.clone(), reviewed, None)];
    let decisions = Decisions::fold(&events);
    assert!(decisions.is_reviewed(&handler(), &digest));

    let moved = format!("# a line above\n{text}# and one below\n");
    let same = Digest::of_handler(&place(Side::Head, 4, 5), &moved);
    assert!(decisions.is_reviewed(&handler(), &same));

    let changed = text.replace("check(req)", "pass");
    let other = Digest::of_handler(&place(Side::Head, 3, 4), &changed);
    assert!(!decisions.is_reviewed(&handler(), &other));
    assert!(decisions.was_reviewed_before(&handler(), &other));

    events.push(ada.record(subject, Operation::Unreviewed, None));
    assert!(!Decisions::fold(&events).is_reviewed(&handler(), &digest));
}

#[test]
fn notes_are_kept_in_order_with_their_authors() {
    let (mut ada, mut bob) = (recorder("Ada", 1), recorder("Bob", 2));
    let first = ada.record(about_finding(), note("see 121"), None);
    bob.observe(std::slice::from_ref(&first));
    let second = bob.record(about_finding(), note("agreed"), None);
    let decisions = Decisions::fold(&[second, first]);
    let notes = decisions.notes(&about_finding());
    let said: Vec<_> = notes.iter().map(|note| (&*note.author, &*note.text)).collect();
    assert_eq!(said, [("Ada", "see 121"), ("Bob", "agreed")]);
    assert!(decisions.notes(&Subject::Handler(handler())).is_empty());
}

#[test]
fn a_note_takes_the_place_of_one_of_its_author_alone() {
    let (mut ada, mut bob) = (recorder("Ada", 1), recorder("Bob", 2));
    let mut events = vec![ada.record(about_finding(), note("see 121"), None)];
    let first = events[0].id.clone();
    let again = |text: &str| {
        let (text, replaces) = (text.to_owned(), Some(first.clone()));
        Operation::Note { text, replaces }
    };
    let said = |events: &[Event]| {
        let decisions = Decisions::fold(events);
        let notes = decisions.notes(&about_finding());
        notes.iter().map(|note| note.text.clone()).collect::<Vec<_>>()
    };
    bob.observe(&events);
    events.push(bob.record(about_finding(), again("no"), None));
    assert_eq!(said(&events), ["see 121", "no"]);
    ada.observe(&events);
    events.push(ada.record(about_finding(), again("see 122"), None));
    assert_eq!(events[2].operation.version(&about_finding()), 2);
    events.push(ada.record(about_finding(), again("see 123"), None));
    assert_eq!(said(&events), ["see 123", "no"]);
    events.push(ada.record(about_finding(), again(""), None));
    assert_eq!(said(&events), ["no"]);
    let undo = Operation::Undo { event: events[4].id.clone() };
    events.push(ada.record(about_finding(), undo, None));
    assert_eq!(said(&events), ["see 123", "no"]);
    events.push(ada.record(about_finding(), note(""), None));
    assert_eq!(said(&events), ["no"], "as older programs took a note away");
}

#[test]
fn whoever_was_overruled_is_told() {
    let (mut ada, mut bob) = (recorder("Ada", 1), recorder("Bob", 2));
    let mut events = vec![ada.record(about_finding(), Operation::Confirm, None)];
    let overruled = |events: &[Event]| {
        let decisions = Decisions::fold(events);
        let past = decisions.decision(&finding()).unwrap().overruled();
        past.map(|past| (past.author.clone(), past.disposition.word()))
    };
    events.push(ada.record(about_finding(), dismiss("meant"), None));
    assert_eq!(overruled(&events), None, "a person may think again");
    bob.observe(&events);
    events.push(bob.record(about_finding(), dismiss("so it is"), None));
    assert_eq!(overruled(&events), None, "they agree");
    events.push(bob.record(about_finding(), Operation::Confirm, None));
    assert_eq!(overruled(&events), Some(("Ada".to_owned(), "dismissed")));
    assert_eq!(Decisions::fold(&events).decision(&finding()).unwrap().before.len(), 3);
}

fn missing(line: u32, state: State) -> Finding {
    let verdict = Verdict {
        state,
        primary: place(Side::Head, line, line),
        message: String::new(),
        evidence: Vec::new(),
    };
    Finding::new(finding(), check(), handler(), None, verdict, None)
}

#[test]
fn an_anchor_counts_equal_lines_inside_the_handler() {
    let text =
        "write(x)\ndef put():\n    write(x)\n    if y:\n        write( x )\n        write(x)\n";
    let around = place(Side::Head, 2, 6);
    let anchor = Anchor::of_finding(&missing(6, State::Missing), Some(&around), text);
    assert_eq!((anchor.text.as_str(), anchor.ordinal, anchor.line), ("write(x)", 2, 6));
    assert_eq!(anchor.check, Some(check()));
    let free = Anchor::of_place(&place(Side::Head, 6, 6), None, text);
    assert_eq!((free.ordinal, free.check), (3, None));
    let beyond = Anchor::of_place(&place(Side::Head, 99, 99), None, text);
    assert_eq!((beyond.text.as_str(), beyond.ordinal), ("", 1));
}

#[test]
fn a_decision_asks_for_review_when_its_line_changed_or_the_state_got_worse() {
    let text = "def put():\n    write(x)\n";
    let at = |line, state, text: &str| Anchor::of_finding(&missing(line, state), None, text);
    let mut ada = recorder("Ada", 1);
    let then = at(2, State::Conditional, text);
    let events = [ada.record(about_finding(), Operation::Confirm, Some(then))];
    let decisions = Decisions::fold(&events);
    let now = |anchor| decisions.disposition_at(&finding(), &anchor);
    assert_eq!(now(at(3, State::Conditional, &format!("#\n{text}"))), Disposition::Confirmed);
    assert_eq!(now(at(1, State::Guarded, text)), Disposition::Fixed);
    assert_eq!(now(at(2, State::Missing, text)), Disposition::NeedsReview);
    let edited = text.replace("write(x)", "write(y)");
    assert_eq!(now(at(2, State::Conditional, &edited)), Disposition::NeedsReview);
}

#[test]
fn times_never_run_backwards_and_identities_never_repeat() {
    let mut ada = recorder("Ada", 1);
    let first = ada.record(about_finding(), Operation::Confirm, None);
    let second = ada.record(about_finding(), Operation::Reopen, None);
    assert!(first.time < second.time && first.id != second.id);

    let mut late = Recorder::with_session("Bob", Box::new(Timestamp::from_micros(0)), 2);
    late.observe(std::slice::from_ref(&second));
    let third = late.record(about_finding(), Operation::Confirm, None);
    assert!(third.time < second.time, "a time a day ahead is not believed");
    let mut bob = recorder("Bob", 2);
    bob.observe(std::slice::from_ref(&second));
    assert!(bob.record(about_finding(), Operation::Confirm, None).time > second.time);
}

#[test]
fn an_event_is_one_line_of_json_that_a_person_can_read() {
    let mut ada = recorder("Ada <ada@example.org>", 7);
    let event = ada.record(about_finding(), dismiss("retried"), None);
    assert_eq!(
        write_event(&event).unwrap(),
        concat!(
            r#"{"version":1,"id":"064766817db7400000000000000007000001","#,
            r#""time":"2026-01-02T12:04:05.000000Z","author":"Ada <ada@example.org>","#,
            r#""subject":{"finding":"generation@app.py::put"},"#,
            r#""operation":{"dismiss":{"reason":"by-design","text":"retried"}}}"#,
            "\n"
        )
    );
}

#[test]
fn every_event_comes_back_as_it_was_written() {
    let events = samples();
    assert_eq!(read_events(lines(&events).as_bytes()), (events, vec![]));
}

#[test]
fn a_torn_last_line_is_named_and_the_rest_is_read() {
    let events = samples();
    let text = lines(&events);
    for cut in 1..lines(&events[7..]).len() - 1 {
        let (read, problems) = read_events(&text.as_bytes()[..text.len() - 1 - cut]);
        assert_eq!(read, events[..7]);
        assert_eq!((problems.len(), &problems[0].why), (1, &Skipped::Torn));
        assert_eq!(problems[0].line, 8);
    }
}

#[test]
fn a_decision_from_a_later_version_is_left_alone() {
    let (read, problems) = read_events(b"{\"version\":3,\"x\":{\"version\":1}}\n\n# hello\n");
    assert!(read.is_empty());
    assert_eq!(problems[0].why, Skipped::Newer(3));
    assert!(problems[0].to_string().contains("newer lineproof"));
    assert_eq!((problems[1].line, problems[1].excerpt.as_str()), (3, "# hello"));
}

#[test]
fn an_event_that_stands_twice_counts_once() {
    let events = samples();
    let twice = [events.clone(), events.clone()].concat();
    assert_eq!(read_events(lines(&twice).as_bytes()), (events.clone(), vec![]));
    assert_eq!(Decisions::fold(&twice), Decisions::fold(&events));
}

#[test]
fn decisions_are_kept_in_the_git_directory_and_read_back() {
    let repository = Repository::with(&[("app.py", "x\n")]);
    let repo = repository.open();
    let log = EventLog::new(&repo.store_dir(), None);
    assert!(log.read().unwrap().events.is_empty());
    assert!(!repo.store_dir().exists(), "looking leaves no trace");
    let events = samples();
    for event in &events {
        let appended = log.append(std::slice::from_ref(event)).unwrap();
        assert_eq!((appended.path.as_path(), appended.notice), (log.path(), None));
    }
    assert_eq!(log.read().unwrap().events, events);
    assert_eq!(repository.git(["status", "--porcelain"]), "");
}

#[test]
fn an_append_after_a_torn_line_begins_a_line_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let log = EventLog::new(folder.path(), None);
    let events = samples();
    log.append(&events[..1]).unwrap();
    let mut file = fs::OpenOptions::new().append(true).open(log.path()).unwrap();
    file.write_all(b"{\"version\":1,\"id\":\"torn").unwrap();
    log.append(&events[1..]).unwrap();
    let contents = log.read().unwrap();
    assert_eq!(contents.events, events);
    assert_eq!(contents.problems.len(), 1);
    let text = fs::read_to_string(log.path()).unwrap();
    assert!(text.contains("\"id\":\"torn\n"), "nothing is taken away");
}

#[test]
fn a_repository_that_cannot_be_written_gives_way_to_the_user_s_folder() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    fs::write(&blocked, "not a folder").unwrap();
    let state = folder.path().join("state");
    let log = EventLog::new(&blocked.join("lineproof"), Some(&state));
    let events = samples();
    let appended = log.append(&events).unwrap();
    assert!(appended.path.starts_with(&state));
    assert!(appended.notice.unwrap().contains("decisions are kept in"));
    assert_eq!(log.read().unwrap().events, events);
    let other = EventLog::new(&blocked.join("other"), Some(&state));
    assert!(other.read().unwrap().events.is_empty(), "each repository has its own");
    let error = EventLog::new(&blocked.join("lineproof"), None).append(&events).unwrap_err();
    assert!(error.hint().contains("not saved"), "{error}");
}

#[test]
fn two_logs_on_one_file_do_not_tear_each_other() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for session in 0..4 {
            let log = EventLog::new(folder.path(), None);
            scope.spawn(move || {
                let mut author = recorder("Ada", session);
                for _ in 0..25 {
                    let event = author.record(about_finding(), note(&"x".repeat(500)), None);
                    log.append(&[event]).unwrap();
                }
            });
        }
    });
    let contents = EventLog::new(folder.path(), None).read().unwrap();
    assert_eq!((contents.events.len(), contents.problems.len()), (100, 0));
}

/// Anything that can stand between events: bytes, other JSON, the beginnings of events.
fn garbage() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        (0..7_usize, any::<prop::sample::Index>()).prop_map(|(which, cut)| {
            let line = write_event(&samples()[which]).unwrap().into_bytes();
            line[..cut.index(line.len() - 1)].to_vec()
        }),
        Just(b"{\"version\":1,\"id\":[{\"version\":".to_vec()),
        Just(vec![0; 64]),
        Just(b"[1,{\"version\":3}]".to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (_, problems) = read_events(&bytes);
        for problem in problems {
            prop_assert!(!problem.to_string().contains(char::is_control));
        }
    }

    #[test]
    fn no_whole_line_is_lost_among_garbage(pieces in prop::collection::vec(garbage(), 8)) {
        let events = samples();
        let mut bytes = Vec::new();
        for (event, piece) in events.iter().zip(&pieces) {
            bytes.extend_from_slice(piece);
            bytes.push(b'\n');
            bytes.extend_from_slice(write_event(event).unwrap().as_bytes());
        }
        prop_assert_eq!(read_events(&bytes).0, events);
    }

    #[test]
    fn an_event_glued_to_torn_remains_is_found(which in 0..8_usize, cut in any::<prop::sample::Index>()) {
        let event = samples().swap_remove(1);
        let torn = write_event(&samples()[which]).unwrap();
        let mut bytes = torn.as_bytes()[..cut.index(torn.len() - 1)].to_vec();
        bytes.extend_from_slice(write_event(&event).unwrap().as_bytes());
        let (read, _) = read_events(&bytes);
        prop_assert!(read.iter().any(|found| found.id == event.id));
    }

    #[test]
    fn the_order_of_the_lines_does_not_matter(order in Just(samples()).prop_shuffle()) {
        prop_assert_eq!(Decisions::fold(&order), Decisions::fold(&samples()));
    }

    #[test]
    fn any_time_comes_back_from_its_text(micros in any::<i64>()) {
        let time = Timestamp::from_micros(micros);
        prop_assert_eq!(time.to_string().parse(), Ok(time));
    }

    #[test]
    fn any_text_is_a_time_or_is_refused(text in "\\PC{0,30}") {
        let _ = text.parse::<Timestamp>();
    }
}

#[test]
fn an_identity_is_only_its_text() {
    assert_eq!(EventId::new("ab").to_string(), "ab");
}

#[test]
fn a_ruling_on_a_claim_is_kept_until_its_line_or_what_is_said_changes() {
    let key = claim_key();
    let mut ada = recorder("Ada", 1);
    let at = |text: &str| Anchor::of_place(&place(Side::Head, 2, 2), None, text);
    let (then, moved) = ("a\nwrite(req)\n", "a\nwrite(other)\n");
    let ruled = ada.record(about_claim(), overrule(), Some(at(then)));
    let decisions = Decisions::fold(std::slice::from_ref(&ruled));
    let ruling = decisions.ruling(&key).unwrap();
    assert_eq!((ruling.held, ruling.text.as_str()), (ClaimVerdict::CategoryError, "it writes"));
    let holds = |said, text| ruling.still_holds(said, Some(&at(text)));
    assert!(holds(ClaimVerdict::Contradicted, then));
    assert!(!holds(ClaimVerdict::Contradicted, moved));
    assert!(!holds(ClaimVerdict::Supported, then), "something else is said now");
    assert!(holds(ClaimVerdict::CategoryError, moved), "what was held is said now");
    let back = ada.record(about_claim(), undo(&ruled), None);
    assert!(Decisions::fold(&[ruled, back]).ruling(&key).is_none());
}

#[test]
fn a_log_from_before_claims_is_read_and_subjects_of_later_are_left_alone() {
    let before = "{\"version\":1,\"id\":\"a\",\"time\":\"2026-01-02T03:04:05.000000Z\",\
                  \"author\":\"Ada\",\"subject\":{\"finding\":\"x\"},\"operation\":\"confirm\"}\n";
    let later = before.replace("\"a\"", "\"b\"").replace("finding", "meeting");
    let claim = lines(&samples()[7..]);
    let (events, problems) = read_events(format!("{before}{later}{claim}").as_bytes());
    assert_eq!(events.len(), 2);
    assert_eq!(events[1], samples()[7]);
    assert!(matches!(problems[..], [ref one] if one.line == 2), "{problems:?}");
}
