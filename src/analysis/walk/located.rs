//! `Location` on an answer: it sends the caller on with a status that redirects, and names
//! what was made with any other.

use super::Walk;
use super::status::status_of;
use crate::analysis::value::{Kind, Value};
use crate::model::FactKind;

/// What is known of the answers on which the code puts an address or a status.
#[derive(Default)]
pub(in crate::analysis) struct Located {
    /// The answers that were given an address, each with the order of what that noted.
    addresses: Vec<(Box<str>, u32)>,
    /// The answers that were given a status, and whether one that leads nowhere.
    statuses: Vec<(Box<str>, bool)>,
}

impl Walk<'_> {
    /// Remembers that facts from an index on were noted where an answer got an address.
    pub(super) fn located_at(&mut self, path: &str, start: usize) {
        let redirects = |fact: &&crate::analysis::fact::Fact| fact.kind == FactKind::RedirectSent;
        let orders = self.facts.iter().skip(start).filter(redirects).map(|fact| fact.order);
        let answer: Box<str> = answer_of(path).into();
        self.located.addresses.extend(orders.map(|order| (answer.clone(), order)));
    }

    /// Remembers the status that an answer gets: `response.status = 201`.
    pub(super) fn status_put_on(&mut self, answer: &str, name: &str, value: &Value) {
        if !self.quiet && matches!(name, "status" | "status_code" | "status_int") {
            self.located.statuses.push((answer.into(), stays(value)));
        }
    }

    /// Drops the redirects that are none: all statuses that their answer gets lead nowhere.
    pub(in crate::analysis) fn drop_mere_locations(&mut self) {
        let Located { addresses, statuses } = std::mem::take(&mut self.located);
        let leads_nowhere = |answer: &str| {
            let mut known = statuses.iter().filter(|(of, _)| **of == *answer).peekable();
            known.peek().is_some() && known.all(|(_, stays)| *stays)
        };
        let mut dropped = addresses;
        dropped.retain(|(answer, _)| leads_nowhere(answer));
        self.facts.retain(|fact| {
            fact.kind != FactKind::RedirectSent
                || !dropped.iter().any(|(_, order)| *order == fact.order)
        });
    }
}

/// The access path of the answer whose address is set by a path: that of
/// `flask.Response()` for `flask.Response().headers[Location]`.
fn answer_of(path: &str) -> &str {
    let set = path.strip_suffix("[Location]").unwrap_or(path);
    ["headers", "location"]
        .into_iter()
        .find_map(|name| set.strip_suffix(name)?.strip_suffix('.'))
        .unwrap_or(set)
}

/// Whether an answer with this status leaves the caller where they are: not a status that
/// redirects, nor one that is not known.
fn stays(status: &Value) -> bool {
    let named = match &status.kind {
        Kind::External(external) => external.path.rsplit('.').next(),
        _ => None,
    };
    let done = ["OK", "CREATED", "ACCEPTED", "NO_CONTENT"];
    named.is_some_and(|name| done.contains(&name))
        || status_of(status).is_some_and(|status| !(300..400).contains(&status))
}

#[cfg(test)]
mod tests {
    use super::{Value, answer_of, stays};
    use crate::analysis::value::Kind;

    #[test]
    fn an_answer_is_what_its_address_is_put_on() {
        assert_eq!(answer_of("flask.Response().headers[Location]"), "flask.Response()");
        assert_eq!(answer_of("django.http.HttpResponse()[Location]"), "django.http.HttpResponse()");
        assert_eq!(answer_of("webob.Request().response.location"), "webob.Request().response");
    }

    #[test]
    fn only_known_statuses_leave_the_caller_where_they_are() {
        assert!(stays(&Value::new(Kind::Int(201))));
        assert!(stays(&Value::new(Kind::Str("201 Created".into()))));
        assert!(stays(&Value::external("falcon.HTTP_201")));
        assert!(stays(&Value::external("http.HTTPStatus.CREATED")));
        assert!(!stays(&Value::new(Kind::Int(302))));
        assert!(!stays(&Value::external("http.HTTPStatus.FOUND")));
        assert!(!stays(&Value::UNKNOWN));
    }
}
