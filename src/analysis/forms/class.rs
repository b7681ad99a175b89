//! Forms that are classes: what the one asks for and the other does not.

use super::data::{Data, Datum};
use super::kinds::{Wider, wider};
use super::loss::{Limits, Loss};
use super::model::{Field, Form, Validator};
use crate::analysis::fact::Site;
use crate::model::FactKind;

/// What a form does not ask for any more.
pub(super) fn compare(limits: Limits<'_>, was: &Form<'_>, is: &Form<'_>, losses: &mut Vec<Loss>) {
    let header = Site { file: is.class.file.clone(), range: is.class.class.header };
    for (name, old) in &was.fields {
        let Some(new) = is.field(name) else { continue };
        fixed(was, is, name, (old, new), losses);
        // What a field asked may be asked by a method now.
        if !came(was, is, name) {
            fields(limits, was, name, (old, new), losses);
        }
    }
    listed_fixed(was, is, &header, losses);
    validators(was, is, &header, losses);
    if let (Some(closed), None) = (&was.closed, &is.closed) {
        let says = format!(
            "names that `{}` does not declare were refused (`{}`)",
            was.class.class.name,
            closed.text()
        );
        losses.push(Loss::of_form(closed, &header, says));
    }
}

/// Whether a method looks at a field that did not.
fn came(was: &Form<'_>, is: &Form<'_>, name: &str) -> bool {
    let known = |new: &Validator| was.validators.iter().any(|old| old.name == new.name);
    is.validators.iter().any(|new| new.covers(name) && !known(new))
}

/// Whether a field is declared in other words, which may ask what a method did.
fn redeclared(was: &Form<'_>, is: &Form<'_>, name: &str) -> bool {
    match (was.field(name), is.field(name)) {
        (Some(old), Some(new)) => old.site.text() != new.site.text(),
        _ => false,
    }
}

/// Methods that looked at fields, and are gone while the fields are there.
fn validators(was: &Form<'_>, is: &Form<'_>, header: &Site, losses: &mut Vec<Loss>) {
    for gone in &was.validators {
        if is.validators.iter().any(|new| new.name == gone.name) {
            continue;
        }
        let left: Vec<_> = gone.fields.iter().filter(|name| is.field(name).is_some()).collect();
        let elsewhere = if gone.fields.is_empty() {
            is.validators.len() >= was.validators.len()
        } else {
            left.is_empty()
                || left.iter().any(|name| came(was, is, name) || redeclared(was, is, name))
        };
        if elsewhere {
            continue;
        }
        let what: Vec<String> = left.iter().map(|name| format!("`{name}`")).collect();
        let what = if what.is_empty() { "what is sent".to_owned() } else { what.join(" and ") };
        let says = format!("`{}`, which looked at {what}, is gone", gone.name);
        let first = left.first().and_then(|name| is.field(name));
        let rest = first.map_or(header, |field| &field.site);
        losses.push(Loss::of_form(&gone.site, rest, says));
    }
}

fn fields(
    limits: Limits<'_>,
    form: &Form<'_>,
    name: &str,
    (old, new): (&Field, &Field),
    losses: &mut Vec<Loss>,
) {
    let named = format!("`{name}`");
    let before = losses.len();
    limits.compare(&named, (&old.says, &new.says), losses);
    // A limit that went with a whole type says nothing by itself.
    if let (Some(was), Some(is)) = (&old.kinds, &new.kinds) {
        let says = match wider(was, is, form.row) {
            Wider::Kind(kind) => Some(format!("{named} takes `{kind}`, which it did not")),
            Wider::Nothing if new.required != Some(false) => {
                Some(format!("{named} takes `None`, which it did not"))
            }
            Wider::Nothing | Wider::No => None,
        };
        losses.extend(says.map(|says| Loss::of_form(&old.site, &new.site, says)));
    }
    if old.required == Some(true) && new.required == Some(false) && !is_fixed(form, new) {
        let says = format!("{named} had to be sent and need not be any more");
        losses.push(Loss::of_form(&old.site, &new.site, says));
    }
    // A declaration of several lines is shown where it begins.
    for loss in &mut losses[before..] {
        for (site, field) in [(&mut loss.was, &old.site), (&mut loss.is, &new.site)] {
            if site.range == field.range {
                *site = field.clone();
            }
        }
    }
}

/// Whether callers may not set a field.
fn is_fixed(form: &Form<'_>, field: &Field) -> bool {
    let mut keywords = form.row.fixed.iter();
    keywords
        .any(|name| field.says.get(name).is_some_and(|one| matches!(one.data, Data::Bool(true))))
}

/// A field that callers may set now.
fn fixed(
    was: &Form<'_>,
    is: &Form<'_>,
    name: &str,
    (old, new): (&Field, &Field),
    losses: &mut Vec<Loss>,
) {
    let lists = |listed: Option<&Datum>| {
        let mut parts = listed.and_then(Datum::parts).unwrap_or_default().iter();
        parts.any(|one| matches!(&one.data, Data::Text(text) if **text == *name))
    };
    let unknown = is.fixed.as_ref().is_some_and(|listed| !listed.is_known());
    let before = is_fixed(was, old) || lists(was.fixed.as_ref());
    let after = is_fixed(is, new) || lists(is.fixed.as_ref()) || unknown;
    if before && !after {
        let says = format!("callers could not set `{name}`, and can now");
        losses
            .push(Loss { of: FactKind::FieldsListed, ..Loss::of_form(&old.site, &new.site, says) });
    }
}

/// Fields that no more than a list names, and that callers may set now.
fn listed_fixed(was: &Form<'_>, is: &Form<'_>, header: &Site, losses: &mut Vec<Loss>) {
    let names = |datum: Option<&Datum>| -> Option<Vec<std::sync::Arc<str>>> {
        let name = |one: &Datum| match &one.data {
            Data::Text(text) => Some(std::sync::Arc::clone(text)),
            _ => None,
        };
        datum?.parts()?.iter().map(name).collect()
    };
    let Some(before) = was.fixed.as_ref().and_then(Datum::parts) else { return };
    let after = match &is.fixed {
        None => Vec::new(),
        Some(fixed) => match names(Some(fixed)) {
            Some(after) => after,
            None => return,
        },
    };
    let all = matches!(is.listed.as_ref().map(|one| &one.data), Some(Data::Text(text)) if &**text == "__all__");
    let listed = names(is.listed.as_ref()).unwrap_or_default();
    for field in before {
        let Data::Text(name) = &field.data else { continue };
        let declared = is.fields.iter().any(|(known, _)| known == name);
        if after.contains(name) || declared || !(all || listed.contains(name)) {
            continue;
        }
        let says = format!("callers could not set `{name}`, and can now");
        let left = is.fixed.as_ref().map_or(header, |fixed| &fixed.site);
        losses.push(Loss { of: FactKind::FieldsListed, ..Loss::of_form(&field.site, left, says) });
    }
}
