//! Places of a SARIF run: addresses, what they are relative to, and indexes into artifacts.

use super::parse::Value;
use crate::claims::document::StatedPlace;
use crate::claims::read::places;

/// How often one base may lead to another.
const BASES: usize = 8;
/// The longest address that is put together.
const LONGEST: usize = 8 << 10;

/// What locations of a run refer to.
pub(super) struct Places<'v> {
    artifacts: &'v [Value],
    bases: Option<&'v Value>,
}

impl<'v> Places<'v> {
    pub fn of(run: &'v Value) -> Self {
        let artifacts = run.get("artifacts").map_or(&[][..], Value::items);
        Self { artifacts, bases: run.get("originalUriBaseIds") }
    }

    /// The place of a location; code it quotes goes to `code`. None where it names no file.
    pub fn of_location(&self, location: &Value, code: &mut Vec<String>) -> Option<StatedPlace> {
        let physical = location.get("physicalLocation")?;
        let mut place = self.file(physical.get("artifactLocation")?)?;
        if let Some(region) = physical.get("region") {
            let number = |key| region.get(key).and_then(Value::count).filter(|at| *at > 0);
            place.line = number("startLine");
            place.end_line = number("endLine").filter(|end| Some(*end) >= place.line);
            place.column = number("startColumn");
            place.end_column = number("endColumn");
        }
        let quoted = |key| physical.at(&[key, "snippet", "text"]).and_then(Value::text);
        if let Some(text) = quoted("region").or(quoted("contextRegion"))
            && !text.trim().is_empty()
        {
            code.push(text.to_owned());
        }
        Some(place)
    }

    /// The file that an artifact location names, directly or by its index.
    pub fn file(&self, location: &Value) -> Option<StatedPlace> {
        let listed = || {
            let index = location.get("index")?.count()?;
            self.artifacts.get(index as usize)?.get("location")
        };
        let named = |location: &'_ Value| {
            let uri = location.get("uri")?.text()?.trim();
            (!uri.is_empty()).then(|| uri.to_owned())
        };
        let (uri, base) = match named(location) {
            Some(uri) => (uri, location.get("uriBaseId").and_then(Value::text)),
            None => {
                let listed = listed()?;
                (named(listed)?, listed.get("uriBaseId").and_then(Value::text))
            }
        };
        let whole = self.with_base(uri, base);
        let path = decoded(without_scheme(&whole));
        (!path.is_empty()).then(|| places::place(path))
    }

    /// An address behind what its base says, as far as that is relative or a file's.
    fn with_base(&self, uri: String, base: Option<&str>) -> String {
        let mut whole = uri;
        let mut base = base;
        for _ in 0..BASES {
            let Some(id) = base else { break };
            if whole.contains("://") || whole.starts_with('/') || whole.len() > LONGEST {
                break;
            }
            let Some(known) = self.bases.and_then(|bases| bases.get(id)) else { break };
            if let Some(before) = known.get("uri").and_then(Value::text) {
                let slash = if before.is_empty() || before.ends_with('/') { "" } else { "/" };
                whole = format!("{before}{slash}{whole}");
            }
            base = known.get("uriBaseId").and_then(Value::text);
        }
        whole
    }
}

/// An address without `file://`, and without a root that only the tool knows.
fn without_scheme(uri: &str) -> &str {
    for root in ["%SRCROOT%", "%25SRCROOT%25", "${SRCROOT}", "%WORKINGDIR%"] {
        if let Some(rest) = uri.strip_prefix(root) {
            return rest.trim_start_matches('/');
        }
    }
    let Some(rest) = uri.strip_prefix("file:") else { return uri };
    let rest = match rest.strip_prefix("//") {
        // What stands between is the name of a machine.
        Some(rest) => rest.find('/').map_or("", |at| &rest[at..]),
        None => rest,
    };
    let drive = rest.as_bytes().get(2) == Some(&b':');
    if drive { rest.trim_start_matches('/') } else { rest }
}

/// A text with `%41` as `A`; what decodes to no text stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let pair = tail.get(..2).filter(|_| *first == b'%');
        let value = pair
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(value.unwrap_or(*first));
        rest = if value.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
