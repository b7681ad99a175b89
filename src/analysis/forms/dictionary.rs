//! Forms that are dictionaries, after JSON Schema: what the one asks for and the
//! other does not.

use super::data::{Data, Datum};
use super::loss::{Limits, Loss};
use crate::analysis::fact::Site;

/// Keys that say what a form is by other forms.
const COMBINED: [&str; 10] = [
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependencies",
    "dependentSchemas",
];

/// Keys any of which makes a dictionary a form.
const TELLING: [&str; 9] = [
    "type",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "items",
    "enum",
    "anyOf",
    "oneOf",
];

/// Whether a dictionary is a form, or lists forms by the names of fields.
pub(super) fn is_form(value: &Datum) -> bool {
    let tells = |value: &Datum| TELLING.iter().any(|key| value.get(key).is_some());
    tells(value) || !value.entries().is_empty() && value.entries().iter().all(|(_, one)| tells(one))
}

/// What a form does not ask for any more.
pub(super) fn compare(limits: Limits<'_>, was: &Datum, is: &Datum, losses: &mut Vec<Loss>) {
    Comparing { limits, losses }.forms(was, is, "what is sent", 0);
}

struct Comparing<'words, 'losses> {
    limits: Limits<'words>,
    losses: &'losses mut Vec<Loss>,
}

impl Comparing<'_, '_> {
    fn forms(&mut self, was: &Datum, is: &Datum, name: &str, depth: usize) {
        let (Data::Map(old), Data::Map(_)) = (&was.data, &is.data) else { return };
        if depth > 20 || was.same(is) {
            return;
        }
        let differs = |key: &&&str| match (was.get(key), is.get(key)) {
            (Some(old), Some(new)) => !old.same(new),
            (None, None) => false,
            _ => true,
        };
        if !is_form(was) || !TELLING.iter().any(|key| was.get(key).is_some()) {
            // Forms by the names of fields.
            for (field, old) in old {
                if let Some(new) = is.get(field) {
                    self.forms(old, new, &format!("`{field}`"), depth + 1);
                }
            }
            return;
        }
        let combined: Vec<&&str> = COMBINED.iter().filter(differs).collect();
        if combined.is_empty() {
            self.kinds(was, is, name);
            self.limits.compare(name, (was, is), self.losses);
            self.required(was, is, name);
            self.names(was, is, name);
        } else if combined.iter().all(|key| matches!(**key, "anyOf" | "oneOf")) {
            self.arms(was, is, name);
        }
        self.inside(was, is, name, depth);
    }

    /// What the form asks of the parts of what is sent.
    fn inside(&mut self, was: &Datum, is: &Datum, name: &str, depth: usize) {
        for key in ["properties", "patternProperties"] {
            let (Some(old), Some(new)) = (was.get(key), is.get(key)) else { continue };
            for (field, old) in old.entries() {
                if let Some(new) = new.get(field) {
                    self.forms(old, new, &format!("`{field}`"), depth + 1);
                }
            }
        }
        for key in ["items", "additionalProperties", "schema", "valuesrules"] {
            let (Some(old), Some(new)) = (was.get(key), is.get(key)) else { continue };
            self.forms(old, new, &format!("each of {name}"), depth + 1);
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            let (Some(Data::List(old)), Some(Data::List(new))) =
                (was.get(key).map(|one| &one.data), is.get(key).map(|one| &one.data))
            else {
                continue;
            };
            if old.len() == new.len() {
                for (old, new) in old.iter().zip(new) {
                    self.forms(old, new, name, depth + 1);
                }
            }
        }
    }

    /// One of several forms more than before.
    fn arms(&mut self, was: &Datum, is: &Datum, name: &str) {
        for key in ["anyOf", "oneOf"] {
            let (Some(old), Some(new)) = (was.get(key), is.get(key)) else { continue };
            let (Some(before), Some(after)) = (old.parts(), new.parts()) else { continue };
            let kept = before.iter().all(|one| after.iter().any(|other| other.same(one)));
            let more = after.iter().find(|one| !before.iter().any(|other| other.same(one)));
            if let Some(more) = more.filter(|_| kept) {
                let says = format!("{name} may be {} as well", more.say());
                self.losses.push(Loss::of_form(&old.site, &more.site, says));
            }
        }
    }

    /// The kinds of values that are taken.
    fn kinds(&mut self, was: &Datum, is: &Datum, name: &str) {
        let Some(old) = was.get("type") else { return };
        let kinds = |value: &Datum| -> Option<Vec<Datum>> {
            match &value.data {
                Data::List(parts) => Some(parts.clone()),
                Data::Text(_) => Some(vec![value.clone()]),
                _ => None,
            }
        };
        match is.get("type") {
            None if is.get("enum").is_none() && is.get("const").is_none() => {
                let says = format!("`type` of {name} was {} and is gone", old.say());
                self.losses.push(Loss::of_form(&old.site, &is.beside(was, "type"), says));
            }
            Some(new) => {
                let (Some(before), Some(after)) = (kinds(old), kinds(new)) else { return };
                let number = |one: &Datum, kind: &str| matches!(&one.data, Data::Text(text) if &**text == kind);
                let taken = |one: &Datum| {
                    after.iter().any(|other| {
                        other.same(one) || number(one, "integer") && number(other, "number")
                    })
                };
                let is_new = |one: &&Datum| !before.iter().any(|other| other.same(one));
                if before.iter().chain(&after).all(Datum::is_known)
                    && before.iter().all(taken)
                    && after.iter().any(|one| is_new(&one))
                {
                    let says = format!("`type` of {name} was {} and is {}", old.say(), new.say());
                    self.losses.push(Loss::of_form(&old.site, &new.site, says));
                }
            }
            None => {}
        }
    }

    /// What must be sent, unless it is no part of the form any more.
    fn required(&mut self, was: &Datum, is: &Datum, name: &str) {
        let Some(old) = was.get("required") else { return };
        let new = is.get("required");
        if matches!(old.data, Data::Bool(true)) {
            if new.is_none_or(|new| matches!(new.data, Data::Bool(false))) {
                let left = new.map_or_else(|| is.beside(was, "required"), |new| new.site.clone());
                let says = format!("{name} had to be sent and need not be any more");
                self.losses.push(Loss::of_form(&old.site, &left, says));
            }
            return;
        }
        let Some(before) = old.parts().filter(|_| old.is_known()) else { return };
        let after = match new {
            None => &[][..],
            Some(new) => match new.parts().filter(|_| new.is_known()) {
                Some(after) => after,
                None => return,
            },
        };
        let named = |form: &Datum, field: &Datum| match &field.data {
            Data::Text(field) => {
                form.get("properties").is_some_and(|fields| fields.get(field).is_some())
            }
            _ => false,
        };
        for (at, field) in before.iter().enumerate() {
            let kept = after.iter().any(|other| other.same(field));
            let went = named(was, field) && !named(is, field);
            if kept || went {
                continue;
            }
            let left = new.map_or_else(
                || is.beside(was, "required"),
                |new| left_of(before, at, after).unwrap_or_else(|| new.site.clone()),
            );
            let says = format!("{} had to be sent and need not be any more", field.say());
            self.losses.push(Loss::of_form(&field.site, &left, says));
        }
    }

    /// Whether names that the form does not list are taken.
    fn names(&mut self, was: &Datum, is: &Datum, name: &str) {
        for key in ["additionalProperties", "unevaluatedProperties", "additionalItems"] {
            let Some(old) = was.get(key) else { continue };
            let new = is.get(key);
            let open = match new.map(|new| &new.data) {
                None | Some(Data::Bool(true)) => true,
                Some(Data::Map(_)) => matches!(old.data, Data::Bool(false)),
                _ => false,
            };
            let was_closed = matches!(old.data, Data::Bool(false) | Data::Map(_));
            let by_others = is
                .get("unevaluatedProperties")
                .is_some_and(|one| matches!(one.data, Data::Bool(false)));
            if open && was_closed && !(new.is_none() && by_others) {
                let left = new.map_or_else(|| is.beside(was, key), |new| new.site.clone());
                let now = new.map_or("gone".to_owned(), Datum::say);
                let says = format!("`{key}` of {name} was {} and is {now}", old.say());
                self.losses.push(Loss::of_form(&old.site, &left, says));
            }
        }
    }
}

/// Where a part of a list stood that is gone: the one before it that is left, or
/// the one behind.
fn left_of(before: &[Datum], at: usize, after: &[Datum]) -> Option<Site> {
    let (ahead, behind) = (before[..at].iter().rev(), before[at..].iter());
    let left = |one: &Datum| after.iter().find(|other| other.same(one)).map(|it| it.site.clone());
    ahead.chain(behind).find_map(left)
}
