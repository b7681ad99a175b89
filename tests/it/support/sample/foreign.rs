//! Reviews of the sample by others: claims with every verdict, hostile words, a repeat of
//! another's, one about a helper, one about a file that the change does not touch.

use lineproof::claims::{ClaimKey, ClaimVerdict};
use lineproof::model::{HandlerId, Place, RepoPath, Role};
use lineproof::tui::claims::{Claim, ClaimStop, Foreign, Source};

use super::findings::{base, head, util};
use super::{HANDLERS, HELPERS};

/// A key that is the title, so that tests can be read.
fn key(title: &str) -> ClaimKey {
    serde_json::from_value(title.into()).unwrap()
}

fn claim(title: &str, verdict: ClaimVerdict, line: u32) -> Claim {
    Claim {
        key: key(title),
        source: 0,
        line,
        title: title.into(),
        text: format!("{title}\nThe code does not do what it should. This lets anybody in."),
        weight: String::new(),
        check: None,
        verdict,
        reason: "The lines say what they say.".into(),
        rule: "a-rule".into(),
        unit: None,
        around: None,
        place: None,
        stops: Vec::new(),
        remarks: Vec::new(),
    }
}

fn on(handler: &str, place: Place, claim: Claim) -> Claim {
    let unit = Some(HandlerId::new(&RepoPath::new(HANDLERS), handler, 1));
    let stop = ClaimStop { place: place.clone(), role: None, say: String::new() };
    Claim { unit, place: Some(place), stops: vec![stop], ..claim }
}

fn stop(role: Role, place: Place, say: &str) -> ClaimStop {
    ClaimStop { place, role: Some(role), say: say.into() }
}

/// Claims of two reviews.
pub fn foreign() -> Foreign {
    use ClaimVerdict::{
        CategoryError, Contradicted, NotLocated, OffTopic, Partial, Supported, Unverifiable,
    };
    let write = head("set_aggregates", "provider.set_aggregates");
    let was = base("set_aggregates", "if data[\"generation\"]");
    let mut lost = on(
        "set_aggregates",
        write.clone(),
        claim("Lost update in `set_aggregates`, whatever the caller saw", Supported, 3),
    );
    lost.stops = vec![
        stop(Role::Was, was, "compared the caller's version"),
        stop(Role::Effect, write, "writes whatever the caller saw"),
    ];
    lost.weight = "high · CWE-362".into();
    lost.remarks = vec!["said again on line 9".into()];
    let body = head("set_aggregates", "util.extract_json");
    let mut unchecked =
        on("set_aggregates", body.clone(), claim("The body is not validated", Contradicted, 4));
    unchecked.stops = vec![
        stop(Role::Guard, body, "parses and validates"),
        stop(Role::Guard, util("extract_json", "jsonschema.validate"), "refuses with 400"),
    ];
    let header = head("get_aggregates", "response.headers");
    let caching = on("get_aggregates", header, claim("Insecure caching", Partial, 5));
    let names = head("_names", "return names");
    let mut helper = on("_names", names, claim("`_names` trusts its rows", Unverifiable, 6));
    helper.around = Some(head("_names", "def _names"));
    let elsewhere = util("require_content", "raise web.Unsupported");
    let mut other = claim("`dumps` deserialises", CategoryError, 7);
    other.place = Some(elsewhere.clone());
    other.stops = vec![stop(Role::Step, elsewhere, "refuses")];
    other.unit = Some(HandlerId::new(&RepoPath::new(HELPERS), "require_content", 1));
    let hostile = claim("Evil \u{202e}title\u{1b}[31m 漢字 of a review", NotLocated, 8);
    let mut twice = on(
        "set_aggregates",
        head("set_aggregates", "db.provider"),
        claim("An aside about names", OffTopic, 1),
    );
    twice.source = 1;
    Foreign {
        sources: vec![
            Source {
                name: "REVIEW.txt".into(),
                remarks: vec![
                    "It contradicts itself: it lists 6, and says on line 1: \"All is well.\""
                        .into(),
                    "Not read: line 12: a table without a head".into(),
                ],
            },
            Source { name: "scan.sarif (a tool)".into(), remarks: Vec::new() },
        ],
        claims: vec![lost, unchecked, caching, helper, other, hostile, twice],
    }
}
