//! Decisions of several people are united the same way whoever does it, in whatever order.

use lineproof::model::{CheckId, FindingId, HandlerId, RepoPath};
use lineproof::review::{
    Decisions, Event, EventLog, Operation, Reason, Record, Recorder, Records, Skipped, Subject,
    Timestamp, read_records, with_lines_of,
};
use proptest::prelude::*;

const NOON: i64 = 1_767_355_445_000_000;

fn subject(which: usize) -> Subject {
    let handler = HandlerId::new(&RepoPath::new("app.py"), "put", 1);
    let check = CheckId::new(["access", "caching", "csrf"][which % 3]);
    Subject::Finding(FindingId::new(&check, &handler, None, 1))
}

/// What two people decide at times that are close to each other, undoing now and then.
fn history(choices: &[(bool, usize, i64)]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for (number, (is_ada, what, step)) in choices.iter().enumerate() {
        let author = if *is_ada { "Ada" } else { "Bob" };
        let clock = Box::new(Timestamp::from_micros(NOON + step));
        let mut recorder = Recorder::with_session(author, clock, number as u64);
        let operation = match what % 5 {
            0 => Operation::Confirm,
            1 => {
                let text = String::new();
                Operation::Dismiss { reason: Reason::ByDesign, text, until: None, of: None }
            }
            2 => Operation::Reopen,
            3 => Operation::Note { text: format!("note {number}"), replaces: None },
            _ => match events.get(what / 5) {
                Some(event) => Operation::Undo { event: event.id.clone() },
                None => Operation::Confirm,
            },
        };
        events.push(recorder.record(subject(what / 5), operation, None));
    }
    events
}

fn choices() -> impl Strategy<Value = Vec<(bool, usize, i64)>> {
    prop::collection::vec((any::<bool>(), 0..60_usize, 0..20_i64), 0..24)
}

/// The records of the events that a bit names.
fn part(events: &[Event], bits: u32, forged: u32) -> Records {
    let chosen = events.iter().enumerate().filter(|(at, _)| bits >> (at % 32) & 1 == 1);
    let record = |(at, event): (usize, &Event)| {
        let mut event = event.clone();
        if forged >> (at % 32) & 1 == 1 {
            event.author = "Mallory".to_owned();
        }
        Record::of(event)
    };
    chosen.map(record).collect()
}

fn held(records: &Records) -> Decisions {
    let events: Vec<Event> = records.iter().filter_map(Record::event).cloned().collect();
    Decisions::fold(&events)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn union_is_commutative_associative_and_idempotent(
        choices in choices(), a in any::<u32>(), b in any::<u32>(), c in any::<u32>(),
        forged in any::<[u32; 3]>(),
    ) {
        let events = history(&choices);
        let a = part(&events, a, forged[0]);
        let b = part(&events, b, forged[1]);
        let c = part(&events, c, forged[2]);
        let union = |one: &Records, other: &Records| one.clone().union(other.clone());
        prop_assert_eq!(union(&a, &b), union(&b, &a));
        prop_assert_eq!(union(&union(&a, &b), &c), union(&a, &union(&b, &c)));
        prop_assert_eq!(union(&a, &a), a.clone());
        prop_assert_eq!(union(&union(&a, &b), &b), union(&a, &b));
        prop_assert_eq!(held(&union(&a, &b)), held(&union(&b, &a)));
    }

    #[test]
    fn what_holds_does_not_depend_on_the_order_of_the_log(
        choices in choices(), swaps in prop::collection::vec(any::<[prop::sample::Index; 2]>(), 0..24),
    ) {
        let events = history(&choices);
        let mut shuffled = events.clone();
        for [one, other] in swaps.iter().filter(|_| !events.is_empty()) {
            shuffled.swap(one.index(events.len()), other.index(events.len()));
        }
        prop_assert_eq!(Decisions::fold(&shuffled), Decisions::fold(&events));
    }

    #[test]
    fn the_text_of_records_is_read_back(choices in choices(), bits in any::<u32>()) {
        let records = part(&history(&choices), bits, 0);
        let (read, problems) = read_records(records.text().as_bytes());
        prop_assert!(problems.is_empty());
        prop_assert_eq!(read.into_iter().collect::<Records>(), records);
    }

    #[test]
    fn what_is_shared_keeps_the_lines_of_others_and_takes_in_ours(
        choices in choices(), theirs in any::<u32>(), ours in any::<u32>(), mark in any::<bool>(),
        odd in prop::collection::vec((any::<prop::sample::Index>(), "[a-z{}\"\r]{0,9}"), 0..4),
        is_ended in any::<bool>(),
    ) {
        let events = history(&choices);
        let (theirs, ours) = (part(&events, theirs, 0), part(&events, ours, 0));
        let mut lines: Vec<String> = theirs.text().lines().map(str::to_owned).collect();
        for (at, text) in odd {
            lines.insert(at.index(lines.len() + 1), text);
        }
        let mark = if mark { "\u{feff}" } else { "" };
        let file = format!("{}{}", lines.join("\n"), if is_ended { "\n" } else { "" });
        let outgoing = ours.missing_in(&theirs, Timestamp::from_micros(NOON)).records;
        let united = String::from_utf8(with_lines_of(format!("{mark}{file}").as_bytes(), &outgoing)).unwrap();
        let (read, _) = read_records(united.as_bytes());
        prop_assert_eq!(read.into_iter().collect::<Records>(), theirs.union(ours.clone()));
        let own: Vec<String> = outgoing.iter().map(|it| it.line().trim_end().to_owned()).collect();
        let united = united.strip_prefix(mark).unwrap();
        let left: Vec<&str> = united.split('\n').filter(|line| !own.iter().any(|it| it == line)).collect();
        let text = left.join("\n");
        prop_assert_eq!(text.trim_end_matches('\n'), file.trim_end_matches('\n'));
    }
}

#[test]
fn what_a_newer_program_wrote_is_told_and_handed_on_unharmed() {
    let line = r#"{"version":9,"id":"zz","operation":{"later":[1]},"subject":{"x":"\u001b"}}"#;
    let (records, problems) = read_records(line.as_bytes());
    assert_eq!(problems[0].why, Skipped::Newer(9));
    assert_eq!((records.len(), records[0].event()), (1, None));

    let folder = tempfile::tempdir().unwrap();
    let log = EventLog::new(folder.path(), None);
    log.append_records(&records).unwrap();
    let (again, _) = log.records().unwrap();
    assert_eq!(again, records);
    assert!(log.read().unwrap().events.is_empty());
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(value(&again[0].line()), value(line));
}

#[test]
fn what_is_taken_from_elsewhere_is_bounded_and_never_replaces_what_is_known() {
    let events = history(&[(true, 0, 0), (true, 1, 1), (false, 3, 2), (false, 5, 3)]);
    let mut forged = events[0].clone();
    forged.author = "Mallory".to_owned();
    let mut long = events[2].clone();
    long.operation = Operation::Note { text: "x".repeat(70_000), replaces: None };
    let mut late = events[3].clone();
    late.time = Timestamp::from_micros(NOON * 4);
    let known: Records = events[..1].iter().cloned().map(Record::of).collect();
    let incoming = [forged, events[1].clone(), long, late];
    let incoming: Records = incoming.into_iter().map(Record::of).collect();
    let admitted = known.admit(&incoming, Timestamp::from_micros(NOON));
    let new: Vec<_> = admitted.new.iter().map(Record::id).collect();
    assert_eq!(new, [&events[1].id]);
    let refused: Vec<_> = admitted.refused.iter().map(|(id, why)| (id, why.as_str())).collect();
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(refused[0].0 == &events[0].id && refused[0].1.contains("says something else"));
    assert!(refused[1].1.contains("longer than"), "{refused:?}");
    assert!(refused[2].1.contains("still to come"), "{refused:?}");
}
