//! A small review built by hand, for the tests of the report formats.

use std::sync::Arc;

use lineproof::catalog::Catalog;
use lineproof::model::{
    Assessment, Change, ChangeSet, CheckId, Comparison, Evidence, FileAssessment, FileChange,
    FileKind, FileStatus, FileVersion, Finding, FindingId, Handler, HandlerId, Method, NotAnalysed,
    Place, RepoPath, Revision, Role, Route, Side, Sides, State, TakenBy, TextSpan, Verdict,
};
use lineproof::report::{Report, Style, format};
use lineproof::review::{Standings, Timestamp};

pub const BASE: &str = "\
@parcels.put('/<int:parcel_id>/note')
@requires('parcel:write')
def update_note(parcel_id):
    parcel = store.load_parcel(parcel_id)
    if parcel.generation != data['generation']:
        abort(409)
    store.update_parcel(parcel.id, note=data['note'])
";

pub const HEAD: &str = "\
@parcels.put('/<int:parcel_id>/note')
@requires('parcel:write')
def update_note(parcel_id):
    parcel = store.load_parcel(parcel_id)
    store.update_parcel(parcel.id, note=data['note'])
";

/// A line that turns the writing around, rings the bell and goes on for long.
pub const HOSTILE: &str = "\
def <script>(): pass
    x = '\u{202e}evil\u{1b}[31m\u{7}'; aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; load(request.args['id']) # 猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫
";

pub const HOSTILE_PATH: &str = "a b/<script>\n\u{1b}[31m%:猫.py";

/// What a report needs, owned.
pub struct Review {
    pub change_set: ChangeSet,
    pub assessment: Assessment,
    pub standings: Standings,
}

pub fn place(side: Side, file: &str, line: u32, start: u32, end: u32) -> Place {
    let span = TextSpan { first_line: line, start_column: start, last_line: line, end_column: end };
    Place::on(side, RepoPath::new(file), span)
}

fn text(side: Side, file: &RepoPath) -> Option<Arc<str>> {
    let text = match (file.as_str(), side) {
        ("web/members.py", Side::Base) => BASE,
        ("web/members.py", Side::Head) => HEAD,
        (HOSTILE_PATH, _) => HOSTILE,
        _ => return None,
    };
    Some(text.into())
}

fn excerpt(place: &Place) -> Option<String> {
    let text = text(place.side(), &place.file)?;
    let first = place.first_line() as usize - 1;
    let count = (place.last_line() - place.first_line() + 1) as usize;
    let lines: Vec<_> = text.lines().skip(first).take(count).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

pub fn handler(file: &str, name: &str, route: Option<&str>, last: u32) -> Handler {
    let path = RepoPath::new(file);
    let span = TextSpan { first_line: 1, start_column: 0, last_line: last, end_column: 4 };
    Handler {
        id: HandlerId::new(&path, name, 1),
        name: name.to_owned(),
        framework: "flask".to_owned(),
        methods: route.map(|_| Method::new("put")).into_iter().collect(),
        routes: route
            .map(|template| Route { template: template.to_owned(), place: None })
            .into_iter()
            .collect(),
        place: Place::on(Side::Head, path, span),
        def: place(Side::Head, file, 3, 0, 27),
    }
}

/// A finding: its states at base and head, unless there is no base.
pub fn finding(
    handler: &Handler,
    check: &str,
    verdict: (State, Place, &str),
    evidence: Vec<Evidence>,
    both: Option<(Option<State>, Option<State>, Change)>,
) -> Finding {
    let check = CheckId::new(check);
    let (state, primary, message) = verdict;
    Finding::new(
        FindingId::new(&check, &handler.id, None, 1),
        check,
        handler.id.clone(),
        None,
        Verdict { state, primary, message: message.to_owned(), evidence },
        both.map(|(base_state, head_state, change)| Comparison { base_state, head_state, change }),
    )
}

fn members() -> FileAssessment {
    const FILE: &str = "web/members.py";
    let handler = handler(FILE, "update_note", Some("/parcels/<int:parcel_id>/note"), 5);
    let (base, head) = (Side::Base, Side::Head);
    let guarded = Some((Some(State::Guarded), Some(State::Guarded), Change::Moved));
    let gone = Some((Some(State::Guarded), Some(State::Missing), Change::Removed));
    let findings = vec![
        finding(
            &handler,
            "access",
            (State::Guarded, place(head, FILE, 2, 1, 25), "Asks for parcel:write."),
            vec![Evidence::new(
                Role::Guard,
                place(head, "web/auth.py", 40, 16, 26),
                "refuses with 403",
            )],
            guarded,
        ),
        finding(
            &handler,
            "generation",
            (
                State::Removed,
                place(base, FILE, 5, 7, 46),
                "The change took away the comparison of generations.",
            ),
            vec![
                Evidence::new(Role::Was, place(base, FILE, 5, 7, 46), "refused with 409"),
                Evidence::new(Role::Effect, place(head, FILE, 5, 4, 53), "writes now"),
            ],
            gone,
        ),
        finding(
            &handler,
            "accept",
            (State::NotApplicable, handler.def.clone(), "It sends no body."),
            vec![],
            Some((Some(State::NotApplicable), Some(State::NotApplicable), Change::Same)),
        ),
    ];
    let by = TakenBy::Commit {
        id: "9a8749e0000000000000000000000000000000ff".to_owned(),
        subject: "Tidy up".to_owned(),
    };
    let lost = findings.iter().filter(|finding| finding.state() == State::Removed);
    let taken = lost.map(|finding| (finding.id().clone(), by.clone())).collect();
    FileAssessment {
        reached: Vec::new(),
        touched: vec![handler.id.clone()],
        untouched: 0,
        handlers: vec![handler],
        findings,
        taken,
        not_analysed: vec![],
        passed_over: false,
    }
}

fn hostile() -> FileAssessment {
    let handler = handler(HOSTILE_PATH, "<script>\u{202e}", None, 2);
    let line = HOSTILE.lines().nth(1).unwrap();
    let start = line[..line.find("load").unwrap()].chars().count() as u32;
    let end = start + "load(request.args['id'])".len() as u32;
    let findings = vec![finding(
        &handler,
        "object-access",
        (
            State::Missing,
            place(Side::Head, HOSTILE_PATH, 2, start, end),
            "`load\u{1b}[2J` takes any object,\nwhoever it belongs to.",
        ),
        vec![Evidence::new(
            Role::Sibling,
            place(Side::Head, HOSTILE_PATH, 900, 0, 4),
            "\u{2066}does it\u{7f}",
        )],
        None,
    )];
    let not_analysed = vec![NotAnalysed {
        file: RepoPath::new(HOSTILE_PATH),
        place: Some(place(Side::Head, HOSTILE_PATH, 1, 0, 20)),
        reason: "syntax error at '\u{1b}'".to_owned(),
    }];
    FileAssessment {
        reached: Vec::new(),
        touched: vec![handler.id.clone()],
        untouched: 0,
        handlers: vec![handler],
        findings,
        taken: Vec::new(),
        not_analysed,
        passed_over: false,
    }
}

fn change(path: &str) -> FileChange {
    let version = FileVersion { path: RepoPath::new(path), kind: FileKind::File, blob: None };
    FileChange {
        status: FileStatus::Modified,
        sides: Sides::Both { old: version.clone(), new: version },
    }
}

/// One removed guard, one moved guard, and a file by somebody who means ill.
pub fn review() -> Review {
    let commit = |id: &str, name: &str| Revision::Commit { id: id.repeat(40), name: name.into() };
    Review {
        change_set: ChangeSet {
            base: Some(commit("a", "main")),
            head: commit("b", "HEAD"),
            title: "main..HEAD".to_owned(),
            files: vec![change(HOSTILE_PATH), change("web/members.py")],
        },
        assessment: Assessment {
            files: vec![
                (RepoPath::new(HOSTILE_PATH), hostile()),
                (RepoPath::new("web/members.py"), members()),
            ],
        },
        standings: Standings::default(),
    }
}

/// A review without a base, of nothing.
pub fn empty() -> Review {
    Review {
        change_set: ChangeSet {
            base: None,
            head: Revision::WorkTree,
            title: "work tree".to_owned(),
            files: vec![],
        },
        assessment: Assessment::default(),
        standings: Standings::default(),
    }
}

/// The review in a format.
pub fn render(review: &Review, name: &str, style: Style) -> String {
    let catalog = Catalog::builtin().unwrap();
    let report = Report {
        changed_additions: &[],
        change_set: &review.change_set,
        assessment: &review.assessment,
        catalog: &catalog,
        excerpts: &excerpt,
        texts: &text,
        in_difference: &|place| place.file.as_str() == "web/members.py",
        standings: &review.standings,
        events: &[],
        baseline: None,
        now: Timestamp::from_micros(1_700_000_000_000_000),
    };
    format(name).unwrap().render(&report, style).unwrap()
}
