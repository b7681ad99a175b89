//! Texts put together of known parts: routes, keys and names of attributes.

use super::Walk;
use super::shown::fixes_host;
use crate::analysis::value::{Arguments, Kind, Origins, Readers, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Expr, ExprKind, Range};

/// Texts longer than this are not put together.
pub(super) const MAX_TEXT: usize = 4_096;

/// What is said of a value that is fit by where it stands alone, whatever it holds.
pub(in crate::analysis) const BY_PLACE: &str = "stands after the part that says where it leads";

impl Walk<'_> {
    /// An f-string: its text where all its parts are known. What stands before
    /// a part may say where an address leads.
    pub(super) fn format(&mut self, parts: &[Expr]) -> Value {
        let mut origins = Origins::TEXT;
        let mut text = Some(String::new());
        let mut before = String::new();
        for part in parts {
            let value = self.expression(part);
            let own = self.put_after(&mut before, &value, part.range);
            origins |= own;
            text = match (text, value.as_str()) {
                (Some(before), Some(known)) if before.len() + known.len() <= MAX_TEXT => {
                    Some(before + known)
                }
                _ => None,
            };
        }
        match text {
            Some(text) => Value::new(Kind::Str(text.into())).with(origins),
            None => Value::unknown(origins),
        }
    }

    /// `"%s/rows/%s" % (start, name)`: where the values that are put in come from.
    pub(super) fn put_in(&mut self, text: &str, given: &Value, range: Range) -> Origins {
        let mut pieces = text.split("%s");
        if pieces.clone().any(|piece| piece.contains('%')) {
            return given.all_origins();
        }
        let values = match &given.kind {
            Kind::Sequence(parts) => parts.as_slice(),
            _ => std::slice::from_ref(given),
        };
        let mut before = pieces.next().unwrap_or_default().to_owned();
        let mut origins = given.origins.chosen_by();
        for value in values {
            origins |= self.put_after(&mut before, value, range);
            before.push_str(pieces.next().unwrap_or_default());
        }
        origins
    }

    /// Where a part of a text comes from that is put after others: what stands
    /// before it may say where an address leads.
    fn put_after(&mut self, before: &mut String, value: &Value, range: Range) -> Origins {
        let mut own = value.all_origins();
        if own.is_unfit() && fixes_host(before) {
            own = self.led(own, range);
        }
        match value.as_str() {
            Some(known) => before.push_str(known),
            // What the code itself puts first names the place.
            None if before.is_empty() && !own.is_unfit() => before.push_str("https://code"),
            None => before.push('x'),
        }
        own
    }

    /// What stands in an address after the part that says where it leads.
    pub(super) fn led(&mut self, origins: Origins, range: Range) -> Origins {
        let readers = Readers::of(FactKind::RedirectSent) | Readers::of(FactKind::UrlFetched);
        self.clear(origins, readers, range, BY_PLACE)
    }

    /// Methods of text that make text of what they are given.
    pub(super) fn text_method(
        &mut self,
        text: &Value,
        name: &str,
        origins: Origins,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        if let Some(joined) = self.joined_after_host(text, name, arguments, range) {
            return Some(joined);
        }
        if text.as_str().is_some() || text.origins.any(Origins::TEXT) {
            let origins = text.all_origins() | arguments.origins() | Origins::TEXT;
            return Some(self.replaced(name, origins, arguments, range));
        }
        (name == "replace" && origins.is_unfit())
            .then(|| self.replaced(name, origins, arguments, range))
    }

    /// `"".join([start, rest])`: where an address leads that is put together so,
    /// its first part says.
    fn joined_after_host(
        &mut self,
        text: &Value,
        name: &str,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        let [given] = arguments.positional.as_slice() else { return None };
        let Kind::Sequence(parts) = &given.kind else { return None };
        let (first, rest) = parts.split_first()?;
        let here = Readers::of(FactKind::RedirectSent);
        let start = first.all_origins();
        let fixed = match first.as_str() {
            Some(known) => fixes_host(known),
            None => !(start.raw | start.vague).has(here),
        };
        if name != "join" || !fixed || text.origins.is_unfit() {
            return None;
        }
        let rest = rest.iter().fold(Origins::NONE, |all, part| all | part.all_origins());
        let rest = if rest.is_unfit() { self.led(rest, range) } else { rest };
        Some(Value::unknown(start | rest | Origins::TEXT))
    }

    /// `"/" + path.strip("/")` of the path that was asked for, in which no browser
    /// leaves a backslash: an address of this site.
    pub(super) fn is_own_path(left: &Value, right: &Value, code: &Expr) -> bool {
        let ExprKind::Call(call) = &code.kind else { return false };
        let ExprKind::Attribute(_, name) = &call.function.kind else { return false };
        let strips = call.arguments.first().and_then(|one| one.value.as_str());
        let others = Origins::BODY | Origins::QUERY | Origins::HEADER;
        left.as_str().is_some_and(|start| &**start == "/")
            && matches!(&**name, "strip" | "lstrip")
            && strips.is_some_and(|text| text.contains('/'))
            && !right.all_origins().any(others)
    }

    /// `path.rsplit("/", 1)`: what stands before the first slash, or after the
    /// last one, names something in one folder.
    pub(super) fn at_slash(
        &mut self,
        name: &str,
        origins: Origins,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        let separator = arguments.positional.first()?;
        let is_slash = separator.as_str().is_some_and(|text| &**text == "/")
            || separator.path() == Some("os.sep")
            || separator.path() == Some("os.path.sep");
        let once = matches!(arguments.positional.get(1).map(|most| &most.kind), Some(Kind::Int(1)));
        if !is_slash || !origins.is_unfit() {
            return None;
        }
        let readers = Readers::of(FactKind::FileReached);
        let mut alone =
            || Value::unknown(self.clear(origins, readers, range, "the part has no slash in it"));
        let parts = match name {
            "rsplit" if once => vec![Value::unknown(origins), alone()],
            "rpartition" => vec![Value::unknown(origins), separator.clone(), alone()],
            "partition" => vec![alone(), separator.clone(), Value::unknown(origins)],
            _ => return None,
        };
        Some(Value::sequence(parts))
    }

    /// `text.replace(a, b)`: what a reader stumbles over is not in it any more.
    fn replaced(
        &mut self,
        name: &str,
        origins: Origins,
        arguments: &Arguments,
        range: Range,
    ) -> Value {
        let [old, new, ..] = arguments.positional.as_slice() else {
            return Value::unknown(origins);
        };
        let (Some(old), Some(new), "replace") = (old.as_str(), new.as_str(), name) else {
            return Value::unknown(origins);
        };
        if new.contains(&**old) {
            return Value::unknown(origins);
        }
        // Without a dot there are no two of them.
        let sought = if &**old == "." { ".." } else { old };
        let readers = self.world.fit_without(sought);
        let say = format!("takes out every `{old}`");
        Value::unknown(self.clear(origins, readers, range, say))
    }
}

/// What a method of a known text gives, where it is known too.
pub(super) fn method(text: &str, name: &str, arguments: usize) -> Option<Value> {
    let changed = match (name, arguments) {
        ("lower" | "casefold", 0) => text.to_lowercase(),
        ("upper", 0) => text.to_uppercase(),
        ("strip", 0) => text.trim().to_owned(),
        _ => return None,
    };
    Some(Value::new(Kind::Str(changed.into())))
}

/// A text with its `%s` filled in, where every one is known.
pub(super) fn filled(text: &str, values: &[Value]) -> Value {
    let mut pieces = text.split("%s");
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    let mut values = values.iter();
    for piece in pieces {
        let Some(known) = values.next().and_then(Value::as_str) else { return Value::UNKNOWN };
        if piece.contains('%') || whole.len() + known.len() > MAX_TEXT {
            return Value::UNKNOWN;
        }
        whole.push_str(known);
        whole.push_str(piece);
    }
    if values.next().is_some() { Value::UNKNOWN } else { Value::new(Kind::Str(whole.into())) }
}

/// `text.startswith(wanted)`, `text.endswith(wanted)`, where both are known.
pub(super) fn begins_or_ends(name: &str, text: &str, wanted: &Value) -> Option<bool> {
    let one = |wanted: &Value| {
        let wanted = wanted.as_str()?;
        Some(if name == "startswith" {
            text.starts_with(&**wanted)
        } else {
            text.ends_with(&**wanted)
        })
    };
    match &wanted.kind {
        Kind::Sequence(parts) => {
            let found: Option<Vec<bool>> = parts.iter().map(one).collect();
            Some(found?.contains(&true))
        }
        _ => one(wanted),
    }
}
