//! What tests show of values of a request: that they are fit for some readers
//! when the test comes out this way.

use std::sync::Arc;

use super::Walk;
use super::ways::How;
use crate::analysis::scope::{Shown, shown_by_both};
use crate::analysis::value::{Answer, External, Kind, Origins, Readers, Value};
use crate::model::FactKind;
use crate::syntax::python::ast::{Call, Comparison, Expr, ExprKind, Logical, Range};

/// Questions to a text whose yes leaves nothing to be read as more than text.
const PLAIN: [&str; 6] =
    ["isalnum", "isalpha", "isdecimal", "isdigit", "isidentifier", "isnumeric"];

/// Readers of addresses.
const ADDRESSES: [FactKind; 2] = [FactKind::RedirectSent, FactKind::UrlFetched];

impl Walk<'_> {
    /// What is known when a test comes out this way.
    pub(super) fn shown_by(&mut self, test: &Expr, holds: bool) -> Vec<Shown> {
        if let Some(shown) = self.finding_shows(test, holds) {
            return shown;
        }
        match (&test.kind, holds) {
            (ExprKind::Logical(Logical::And, parts), true)
            | (ExprKind::Logical(Logical::Or, parts), false) => {
                parts.iter().flat_map(|part| self.shown_by(part, holds)).collect()
            }
            (ExprKind::Logical(_, parts), _) => {
                let mut ways = parts.iter().map(|part| self.shown_by(part, holds));
                let Some(first) = ways.next() else { return Vec::new() };
                let rest: Vec<_> = ways.collect();
                rest.iter().fold(first, |all, one| shown_by_both(&all, one))
            }
            (ExprKind::Not(inner), _) => self.shown_by(inner, !holds),
            (ExprKind::Compare(left, rest), _) => match rest.as_slice() {
                [(operator, right)] => self.comparison_shows(left, *operator, right, holds),
                _ => Vec::new(),
            },
            _ => self.truth_shows(test, holds),
        }
    }

    /// The value of a test, with what it shows where it is about what a caller
    /// sent.
    pub(super) fn as_answer(&mut self, test: &Expr, value: Value) -> Value {
        let tests =
            matches!(test.kind, ExprKind::Compare(..) | ExprKind::Logical(..) | ExprKind::Not(_));
        // `target.startswith(HOME)`, for whoever asks by the name of it.
        let calls = matches!(test.kind, ExprKind::Call(_));
        let plain = match value.kind {
            Kind::Unknown => tests || calls,
            // By its path a guard outside is known: of that, only what asks a text
            // something may be forgotten.
            Kind::External(ref external) => calls && asks_text(&external.path),
            _ => false,
        };
        if !plain || !value.origins.tells() {
            return value;
        }
        let answer = Answer { yes: self.shown_by(test, true), no: self.shown_by(test, false) };
        if calls && answer.yes.is_empty() && answer.no.is_empty() {
            return value;
        }
        Value { kind: Kind::Answer(Arc::new(answer)), ..value }
    }

    /// What one `return` shows: all that is known there, and what its value says.
    pub(super) fn answer_of(
        &mut self,
        returned: Option<&Expr>,
        value: &Value,
    ) -> (Option<bool>, Answer) {
        let known = self.frames.last().map(|frame| frame.scope.shown.clone()).unwrap_or_default();
        let mut answer = Answer { yes: known.clone(), no: known };
        let value = match returned {
            Some(returned) => self.as_answer(returned, value.clone()),
            None => value.clone(),
        };
        if let Kind::Answer(own) = &value.kind {
            answer.yes.extend(own.yes.iter().cloned());
            answer.no.extend(own.no.iter().cloned());
        }
        (value.truth(), answer)
    }

    /// What a function's answer shows: what all its returns show that it may
    /// have come from. What all of them show is known from now on.
    pub(super) fn answered_by(
        &mut self,
        returns: &[(Option<bool>, Answer)],
        result: Value,
    ) -> Value {
        let among = |truth: bool, pick: &dyn Fn(&Answer) -> &Vec<Shown>| {
            let mut shown = returns
                .iter()
                .filter(|(known, _)| *known != Some(!truth))
                .map(|(_, answer)| pick(answer));
            let first = shown.next().cloned().unwrap_or_default();
            shown.fold(first, |all, one| shown_by_both(&all, one))
        };
        let yes = among(true, &|answer| &answer.yes);
        let no = among(false, &|answer| &answer.no);
        if yes.is_empty() && no.is_empty() {
            return result;
        }
        let both = shown_by_both(&yes, &no);
        self.learn(both);
        match result.kind {
            Kind::Unknown | Kind::Bool(_) | Kind::None | Kind::Answer(_) => {
                let kind = Kind::Answer(Arc::new(Answer { yes, no }));
                Value { kind, ..result.with(Origins::ANSWER) }
            }
            _ => result,
        }
    }

    pub(super) fn silently(&mut self, expression: &Expr) -> Value {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let value = self.expression(expression);
        self.quiet = quiet;
        value
    }

    /// That what came by this way is fit, and what it came from where that is
    /// the same value, or where `all` of its way is meant.
    pub(super) fn fit(
        &mut self,
        origins: Origins,
        readers: Readers,
        all: bool,
        range: Range,
    ) -> Vec<Shown> {
        let Some(site) = self.site(range) else { return Vec::new() };
        if origins.way == 0 || readers == Readers::NONE {
            return Vec::new();
        }
        let near = self.near(&site);
        let path = readers == Readers::of(FactKind::FileReached);
        let ways = self.ways.sources(origins.way, all, path);
        ways.into_iter()
            .map(|way| Shown { way, readers, site: site.clone(), near: near.clone() })
            .collect()
    }

    /// `left == right`, `left in right` and the like.
    fn comparison_shows(
        &mut self,
        left: &Expr,
        operator: Comparison,
        right: &Expr,
        holds: bool,
    ) -> Vec<Shown> {
        let (one, other) = (self.silently(left), self.silently(right));
        let range = Range { start: left.range.start, end: right.range.end };
        let unfit = |value: &Value| value.all_origins().is_unfit();
        let same = match operator {
            Comparison::Equal | Comparison::Is | Comparison::In => holds,
            Comparison::NotEqual | Comparison::IsNot | Comparison::NotIn => !holds,
            _ => return Vec::new(),
        };
        let is_in = matches!(operator, Comparison::In | Comparison::NotIn);
        if same && unfit(&one) != unfit(&other) {
            let asked = if unfit(&one) { left } else { right };
            if let Some(shown) = self.parent_shows(asked, is_in, range) {
                return shown;
            }
        }
        match (unfit(&one), unfit(&other)) {
            (true, false) if same => self.equal_shows(&one, &other, range),
            (false, true) if same && !is_in => self.equal_shows(&other, &one, range),
            (false, true) if is_in && !same => match one.as_str().cloned() {
                Some(text) => self.absence_shows(&text, &other, right, range),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// What is one of those that the code knows.
    fn equal_shows(&mut self, value: &Value, known: &Value, range: Range) -> Vec<Shown> {
        let origins = value.origins;
        if self.ways.last(origins.way) == Some(How::Host) {
            return self.fit(origins, Readers::of_all(&ADDRESSES), true, range);
        }
        let proof = value.path().and_then(|path| self.world.models.proof(path));
        if let Some(proof) = proof.filter(|proof| proof.compared) {
            let readers = readers_of(&proof.readers);
            return self.fit(origins, readers, true, range);
        }
        let listed = if stands_in_code(known) { Readers::LISTED } else { Readers::NONE };
        self.fit(origins, Readers::ALL | listed, false, range)
    }

    /// What does not contain a text.
    fn absence_shows(
        &mut self,
        text: &str,
        value: &Value,
        tested: &Expr,
        range: Range,
    ) -> Vec<Shown> {
        // `"'" in text[1:-1]` speaks of the inside of the text.
        if is_quote(text)
            && let ExprKind::Subscript(whole, _) = &tested.kind
        {
            let whole = self.silently(whole);
            return self.fit(whole.origins, Readers::PLAIN_INSIDE, false, range);
        }
        let readers = self.world.fit_without(text);
        self.fit(value.origins, readers, false, range)
    }

    /// What is known when a value counts as true, or does not.
    fn truth_shows(&mut self, test: &Expr, holds: bool) -> Vec<Shown> {
        let value = self.silently(test);
        if let Kind::Answer(answer) = &value.kind {
            return if holds { answer.yes.clone() } else { answer.no.clone() };
        }
        if let ExprKind::Call(call) = &test.kind {
            return self.call_shows(call, &value, holds, test.range);
        }
        if let Some(proof) = value.path().and_then(|path| self.world.models.proof(path)) {
            let readers =
                if holds == proof.denies { Readers::NONE } else { readers_of(&proof.readers) };
            return self.fit(value.origins, readers, true, test.range);
        }
        if holds || !value.origins.is_unfit() {
            return Vec::new();
        }
        if self.ways.last(value.origins.way) == Some(How::Host) {
            // No host: the address stays where it is read.
            let here = Readers::of(FactKind::RedirectSent);
            return self.fit(value.origins, here, true, test.range);
        }
        self.fit(value.origins, Readers::ALL, false, test.range)
    }

    fn call_shows(&mut self, call: &Call, value: &Value, holds: bool, range: Range) -> Vec<Shown> {
        if let Kind::External(external) = &value.kind
            && let Some(shown) = self.proof_shows(call, external, holds, range)
        {
            return shown;
        }
        let ExprKind::Attribute(receiver, name) = &call.function.kind else { return Vec::new() };
        let receiver = self.silently(receiver);
        if !receiver.origins.is_unfit() {
            return Vec::new();
        }
        let argument = call.arguments.first().map(|argument| self.silently(&argument.value));
        match (&**name, argument) {
            ("startswith", Some(start)) => self.start_shows(&receiver, &start, holds, range),
            ("endswith", Some(end)) if holds && end.as_str().is_some_and(|end| is_quote(end)) => {
                self.fit(receiver.origins, Readers::ENDS_QUOTED, false, range)
            }
            (plain, _) if holds && PLAIN.contains(&plain) => {
                self.fit(receiver.origins, Readers::ALL, false, range)
            }
            _ => Vec::new(),
        }
    }

    /// `value.startswith(start)`
    fn start_shows(
        &mut self,
        value: &Value,
        start: &Value,
        holds: bool,
        range: Range,
    ) -> Vec<Shown> {
        let origins = value.origins;
        if !holds {
            let slashes = |start: &Value| start.as_str().is_some_and(|text| &**text == "//");
            let any = match &start.kind {
                Kind::Sequence(parts) => parts.iter().any(slashes),
                _ => slashes(start),
            };
            let readers = if any { Readers::NO_HOST } else { Readers::NONE };
            return self.fit(origins, readers, false, range);
        }
        let mut readers = Readers::NONE;
        if let Some(text) = start.as_str() {
            if is_quote(text) {
                readers = readers | Readers::STARTS_QUOTED;
            }
            if &**text == "/" {
                readers = readers | Readers::STARTS_HERE;
            } else if fixes_host(text) {
                readers = readers | Readers::of_all(&ADDRESSES);
            }
        }
        if !start.all_origins().is_unfit() && self.ways.is_resolved(origins.way) {
            readers = readers | Readers::of(FactKind::FileReached);
        }
        self.fit(origins, readers, false, range)
    }

    /// What a row says of the answer of a call.
    fn proof_shows(
        &mut self,
        call: &Call,
        external: &External,
        holds: bool,
        range: Range,
    ) -> Option<Vec<Shown>> {
        let proof = self.world.models.proof(&external.path).filter(|proof| !proof.compared)?;
        if !holds || proof.or_raises {
            return Some(Vec::new());
        }
        let value = match (proof.about.parse::<usize>(), &call.function.kind) {
            (Ok(position), _) => external.arguments.positional.get(position).cloned(),
            (Err(_), ExprKind::Attribute(receiver, _)) => Some(self.silently(receiver)),
            (Err(_), _) => None,
        }?;
        if proof.resolved && !self.ways.is_resolved(value.origins.way) {
            return Some(Vec::new());
        }
        Some(self.fit(value.origins, readers_of(&proof.readers), false, range))
    }

    /// A call that came back has shown what it would have raised for.
    pub(super) fn survived(
        &mut self,
        path: &str,
        receiver: Origins,
        given: &[Value],
        range: Range,
    ) {
        let world = self.world;
        if let Some(cleaner) = world.models.cleaner(path, &Default::default())
            && cleaner.or_raises
            && let Some(value) = given.first()
        {
            let shown = self.fit(value.origins, readers_of(&cleaner.readers), false, range);
            self.learn(shown);
        }
        if let Some(proof) = world.models.proof(path).filter(|proof| proof.or_raises) {
            let about = proof.about.parse::<usize>();
            let origins = about
                .map_or(receiver, |at| given.get(at).map_or(Origins::NONE, |value| value.origins));
            if !proof.resolved || self.ways.is_resolved(origins.way) {
                let shown = self.fit(origins, readers_of(&proof.readers), false, range);
                self.learn(shown);
            }
        }
    }
}

/// Whether a value, or each of a list of them, stands in the code.
fn stands_in_code(value: &Value) -> bool {
    match &value.kind {
        Kind::Str(_) | Kind::Int(_) => true,
        Kind::Sequence(parts) => parts.iter().all(stands_in_code),
        _ => false,
    }
}

/// The readers a row names; all where it names none.
pub(super) fn readers_of(kinds: &[FactKind]) -> Readers {
    if kinds.is_empty() { Readers::ALL } else { Readers::of_all(kinds) }
}

/// Whether a path is that of a question to a text: `request.args.get().isdigit()`.
fn asks_text(path: &str) -> bool {
    let method = path.strip_suffix("()").and_then(|path| path.rsplit('.').next());
    method.is_some_and(|name| matches!(name, "startswith" | "endswith") || PLAIN.contains(&name))
}

fn is_quote(text: &str) -> bool {
    matches!(text, "'" | "\"")
}

/// Whether an address that begins so leads where the code says: its host is
/// named to the end, or it goes on within this one.
pub(super) fn fixes_host(start: &str) -> bool {
    if let Some((_, rest)) = start.split_once("://") {
        return rest.find(['/', '?', '#']).is_some_and(|at| at > 0);
    }
    let mut chars = start.chars();
    match chars.next() {
        Some('/') => chars.next().is_some_and(|second| !matches!(second, '/' | '\\')),
        Some('?' | '#') => true,
        // A path below the one that is asked for.
        Some(_) => start.contains('/') && !start.contains(':'),
        None => false,
    }
}
