//! Places as SARIF locations.

use serde_json::{Value, json};

use super::{ROOT, uri};
use crate::model::{Evidence, Finding, Place, RepoPath};
use crate::report::visible;

/// Where an item stands, with its handler as the logical location.
pub(in crate::report) fn location(finding: &Finding) -> Value {
    json!({
        "physicalLocation": physical(finding.primary()),
        "logicalLocations": [{
            "fullyQualifiedName": visible(finding.handler().as_str()),
            "kind": "function",
        }],
        "properties": { "side": finding.primary().side() },
    })
}

/// The `index`-th place that decided an item.
pub(in crate::report) fn related((index, evidence): (usize, &Evidence)) -> Value {
    json!({
        "id": index,
        "physicalLocation": physical(&evidence.place),
        "message": { "text": format!("{}: {}", evidence.role, visible(&evidence.say)) },
        "properties": { "role": evidence.role, "side": evidence.place.side() },
    })
}

/// A place as file and region. Columns count from 1, the end exclusive.
pub(in crate::report) fn physical(place: &Place) -> Value {
    let mut region = json!({ "startLine": place.first_line(), "endLine": place.last_line() });
    if let (Some(columns), Some(object)) = (place.columns(), region.as_object_mut()) {
        object.insert("startColumn".to_owned(), json!(columns.start + 1));
        object.insert("endColumn".to_owned(), json!(columns.end + 1));
    }
    json!({ "artifactLocation": artifact(&place.file), "region": region })
}

/// A file as a URI below the root.
pub(in crate::report) fn artifact(path: &RepoPath) -> Value {
    json!({ "uri": uri::encode(path.as_str()), "uriBaseId": ROOT })
}
