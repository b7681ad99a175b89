//! The handlers of the sample and what is found in them, all seven states.

use lineproof::model::{
    Change, CheckId, Comparison, Evidence, FileAssessment, Finding, FindingId, Handler, HandlerId,
    Method, NotAnalysed, Place, RepoPath, Role, Route, Side, State, TextSpan, Verdict,
};

use super::{BASE, HANDLERS, HEAD, HELPERS, UTIL};

/// The place of the first line after the definition of `handler` that holds `snippet`.
fn at(side: Side, file: &str, handler: &str, snippet: &str) -> Place {
    let text = match (file, side) {
        (HELPERS, _) => UTIL,
        (_, Side::Base) => BASE,
        (_, Side::Head) => HEAD,
    };
    let def = text.lines().position(|line| line.contains(handler)).unwrap();
    let (index, line) =
        text.lines().enumerate().skip(def).find(|(_, line)| line.contains(snippet)).unwrap();
    let line_number = u32::try_from(index + 1).unwrap();
    let start = line.find(snippet).unwrap();
    let span = TextSpan {
        first_line: line_number,
        start_column: u32::try_from(start).unwrap(),
        last_line: line_number,
        end_column: u32::try_from(start + snippet.len()).unwrap(),
    };
    Place::on(side, RepoPath::new(file), span)
}

pub(super) fn head(handler: &str, snippet: &str) -> Place {
    at(Side::Head, HANDLERS, &format!("def {handler}"), snippet)
}

pub(super) fn base(handler: &str, snippet: &str) -> Place {
    at(Side::Base, HANDLERS, &format!("def {handler}"), snippet)
}

pub(super) fn util(function: &str, snippet: &str) -> Place {
    at(Side::Head, HELPERS, &format!("def {function}"), snippet)
}

fn handler(name: &str, method: &str, route: &str, decorator: &str, last: &str) -> Handler {
    let file = RepoPath::new(HANDLERS);
    let first = at(Side::Head, HANDLERS, decorator, decorator).first_line();
    let def = head(name, "def ");
    let last = head(name, last).first_line();
    let span = TextSpan { first_line: first, start_column: 0, last_line: last, end_column: 0 };
    Handler {
        id: HandlerId::new(&file, name, 1),
        name: name.into(),
        framework: "flask".into(),
        methods: vec![Method::new(method)],
        routes: vec![Route { template: route.into(), place: None }],
        place: Place::on(Side::Head, file, span),
        def,
    }
}

/// The handlers of the sample, in the order of the file.
pub fn handlers() -> Vec<Handler> {
    let aggregates = "/providers/{uuid}/aggregates";
    vec![
        handler("get_aggregates", "GET", aggregates, "@app.get(", "return response"),
        handler("set_aggregates", "PUT", aggregates, "@app.put(", "return util"),
        handler("import_aggregates", "POST", "/import", "@app.post(", "return util"),
    ]
}

fn finding(
    handler: &str,
    check: &str,
    states: (State, Option<State>, Change),
    primary: Place,
    message: &str,
    evidence: Vec<Evidence>,
) -> Finding {
    let handler = HandlerId::new(&RepoPath::new(HANDLERS), handler, 1);
    let check = CheckId::new(check);
    let id = FindingId::new(&check, &handler, None, 1);
    let (state, base_state, change) = states;
    let comparison = Comparison { base_state, head_state: Some(state), change };
    let verdict = Verdict { state, primary, message: message.into(), evidence };
    Finding::new(id, check, handler, None, verdict, Some(comparison))
}

fn same(state: State) -> (State, Option<State>, Change) {
    (state, Some(state), Change::Same)
}

fn of_get() -> Vec<Finding> {
    let name = "get_aggregates";
    let can = head(name, "context.can");
    let header = head(name, "response.headers");
    vec![
        finding(
            name,
            "access",
            same(State::Guarded),
            can.clone(),
            "Callers without the right are refused.",
            vec![Evidence::new(Role::Guard, can, "refuses with 403")],
        ),
        finding(
            name,
            "caching",
            (State::Conditional, Some(State::Guarded), Change::Weakened),
            header.clone(),
            "Who may reuse the answer is said from version 1.15 on only.",
            vec![
                Evidence::new(Role::Guard, header, "must be validated before reuse"),
                Evidence::new(Role::Condition, head(name, "if util.version"), "from 1.15 on"),
                Evidence::new(Role::Was, base(name, "response.headers"), "said it always"),
            ],
        ),
        finding(
            name,
            "generation",
            same(State::NotApplicable),
            head(name, "def "),
            "Reads do not overwrite.",
            Vec::new(),
        ),
    ]
}

fn of_set() -> Vec<Finding> {
    let name = "set_aggregates";
    let can = head(name, "context.can");
    let was = base(name, "if data[\"generation\"]");
    let effect = head(name, "provider.set_aggregates");
    let body = head(name, "util.extract_json");
    let content = at(Side::Head, HANDLERS, "@util.require_content", "@util.require_content");
    vec![
        finding(
            name,
            "access",
            same(State::Guarded),
            can.clone(),
            "Callers without the right are refused.",
            vec![Evidence::new(Role::Guard, can, "refuses with 403")],
        ),
        finding(
            name,
            "object-access",
            same(State::Unproven),
            head(name, "db.provider"),
            "Whether the provider is the caller's own could not be decided.",
            vec![Evidence::new(
                Role::Step,
                head(name, "db.provider"),
                "its source is not in the tree",
            )],
        ),
        finding(
            name,
            "input-validation",
            same(State::Guarded),
            body.clone(),
            "The body is validated before it is used.",
            vec![
                Evidence::new(Role::Guard, body, "parses and validates"),
                Evidence::new(
                    Role::Guard,
                    util("extract_json", "jsonschema.validate"),
                    "refuses with 400 what does not fit the schema",
                ),
            ],
        ),
        finding(
            name,
            "generation",
            (State::Removed, Some(State::Guarded), Change::Removed),
            was.clone(),
            "The version the caller saw was compared before the write; now it is not.",
            vec![
                Evidence::new(Role::Was, was, "compared the caller's version, refused with 409"),
                Evidence::new(Role::Effect, effect, "writes whatever the caller saw"),
            ],
        ),
        finding(
            name,
            "content-type",
            same(State::Guarded),
            content.clone(),
            "Other media types are refused.",
            vec![
                Evidence::new(Role::Guard, content, "refuses with 415"),
                Evidence::new(
                    Role::Guard,
                    util("require_content", "raise web.Unsupported"),
                    "the refusal",
                ),
            ],
        ),
    ]
}

fn of_import() -> Vec<Finding> {
    let name = "import_aggregates";
    let can = head(name, "context.can");
    let loads = head(name, "pickle.loads");
    vec![
        finding(
            name,
            "access",
            (State::Weakened, Some(State::Guarded), Change::Weakened),
            can.clone(),
            "The check looks at the caller's own tenant now.",
            vec![
                Evidence::new(Role::Guard, can, "refuses with 403"),
                Evidence::new(Role::Was, base(name, "context.can"), "looked at the service"),
            ],
        ),
        finding(
            name,
            "deserialisation",
            (State::Missing, Some(State::Guarded), Change::Removed),
            loads.clone(),
            "The body is unpickled: it can build any object and run code.",
            vec![
                Evidence::new(Role::Source, loads.clone(), "the body, as it was sent"),
                Evidence::new(Role::Sink, loads, "builds any object"),
            ],
        ),
    ]
}

/// What is found in the sample.
pub fn assessment() -> FileAssessment {
    let handlers = handlers();
    let touched = handlers.iter().map(|handler| handler.id.clone()).collect();
    let findings = [of_get(), of_set(), of_import()].concat();
    let not_analysed = vec![NotAnalysed {
        file: RepoPath::new(HANDLERS),
        place: None,
        reason: "nothing was left out".into(),
    }];
    FileAssessment {
        handlers,
        reached: Vec::new(),
        touched,
        untouched: 0,
        findings,
        taken: Vec::new(),
        not_analysed,
        passed_over: false,
    }
}
