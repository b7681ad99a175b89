//! What the checks refer to, as taxonomies (SARIF 2.1.0, section 3.14.8), and each rule's
//! relationships to them (section 3.53).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::catalog::{Catalog, Check, Standards};

/// The place of each taxonomy in `run.taxonomies`.
const CWE: usize = 0;
const ASVS: usize = 1;

/// What the drivers' list of taxonomies and the taxonomies themselves are known by.
const NAMES: [&str; 2] = ["CWE", "OWASP ASVS"];

/// The taxonomies, each with the entries that some check refers to.
pub(super) fn taxonomies(catalog: &Catalog) -> Value {
    let names = catalog.standards();
    let cwe: BTreeSet<u32> =
        catalog.checks().iter().flat_map(|check| &check.cwe).copied().collect();
    let asvs: BTreeSet<&str> =
        catalog.checks().iter().flat_map(|check| &check.asvs).map(String::as_str).collect();
    let weaknesses: Vec<Value> = cwe.into_iter().map(|cwe| weakness(cwe, names)).collect();
    let requirements: Vec<Value> = asvs.into_iter().map(|id| requirement(id, names)).collect();
    json!([
        {
            "name": NAMES[CWE],
            "organization": "MITRE",
            "shortDescription": { "text": "Common Weakness Enumeration" },
            "informationUri": "https://cwe.mitre.org",
            "isComprehensive": false,
            "taxa": weaknesses,
        },
        {
            "name": NAMES[ASVS],
            "version": "5.0.0",
            "organization": "OWASP",
            "shortDescription": { "text": "Application Security Verification Standard" },
            "informationUri": "https://owasp.org/www-project-application-security-verification-standard/",
            "isComprehensive": false,
            "taxa": requirements,
        },
    ])
}

/// The taxonomies that the rules refer to, for the driver (section 3.19.24).
pub(super) fn supported() -> Value {
    json!([component(CWE), component(ASVS)])
}

/// The entries that a rule refers to: it looks for a kind of each weakness, and bears on each
/// requirement.
pub(super) fn relationships(check: &Check) -> Value {
    let relation = |id: String, taxonomy: usize, kind: &str| {
        json!({
            "target": { "id": id, "toolComponent": component(taxonomy) },
            "kinds": [kind],
        })
    };
    let weaknesses = check.cwe.iter().map(|cwe| relation(cwe.to_string(), CWE, "superset"));
    let requirements = check.asvs.iter().map(|id| relation(id.clone(), ASVS, "relevant"));
    weaknesses.chain(requirements).collect()
}

fn component(taxonomy: usize) -> Value {
    json!({ "name": NAMES[taxonomy], "index": taxonomy })
}

fn weakness(cwe: u32, names: &Standards) -> Value {
    let mut taxon = taxon(&cwe.to_string(), names.weakness(cwe));
    let uri = format!("https://cwe.mitre.org/data/definitions/{cwe}.html");
    taxon.insert("helpUri".to_owned(), json!(uri));
    Value::Object(taxon)
}

fn requirement(id: &str, names: &Standards) -> Value {
    Value::Object(taxon(id, names.requirement(id)))
}

fn taxon(id: &str, name: Option<&str>) -> Map<String, Value> {
    let mut taxon = Map::from_iter([("id".to_owned(), json!(id))]);
    if let Some(name) = name {
        taxon.insert("name".to_owned(), json!(name));
        taxon.insert("shortDescription".to_owned(), json!({ "text": name }));
    }
    taxon
}
