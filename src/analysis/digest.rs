//! Secrets that were compared in the same time whatever they are, and are compared
//! by `==` now: how long that takes tells how much of a guess is right.

use std::sync::Arc;

use super::fact::Site;
use super::judged::Judged;
use super::laxer::{is_digest, put, written};
use super::lost::check_of;
use super::project::ModuleFile;
use super::world::functions_of;
use crate::catalog::Check;
use crate::model::{Change, FactKind, Finding, Role, Side, State, Verdict};
use crate::syntax::python::ast::{Comparison, Expr, ExprKind, Function, Range, Stmt};

/// Calls that give what they are given, as bytes or as text.
const CONVERTING: [&str; 8] = [
    "bytes",
    "str",
    "force_bytes",
    "force_str",
    "force_text",
    "to_bytes",
    "smart_bytes",
    "smart_str",
];

/// Tells of such comparisons in what a handler runs.
pub(super) fn tell(checks: &[Check], old: &Judged<'_>, new: &Judged<'_>, findings: &mut [Finding]) {
    for (file, header) in run(old) {
        let Some(now) = new.world().project.file(&file.path) else { continue };
        if *now.module.text == *file.module.text {
            continue;
        }
        let is_own = |one: &(String, Arc<Function>)| one.1.header == header;
        let Some((name, function)) = functions(&file).find(is_own) else { continue };
        let Some(after) = functions(&now).find(|(known, _)| *known == name) else { continue };
        let (mut before, mut later) = (Vec::new(), Vec::new());
        compared(&file, &function.body, &mut before);
        compared(&now, &after.1.body, &mut later);
        for was in before.iter().filter(|one| one.in_one_time) {
            let same = |one: &&Compared| one.what == was.what;
            let in_one_time = |one: &Compared| one.in_one_time && same(&one);
            let counts = |all: &[Compared]| all.iter().filter(|one| in_one_time(one)).count();
            if counts(&later) >= counts(&before) {
                continue;
            }
            let Some(is) = later.iter().filter(same).find(|one| !one.in_one_time) else { continue };
            let sites = (site(&file, was.range), site(&now, is.range));
            put_it(checks, old, findings, sites);
        }
    }
}

fn put_it(checks: &[Check], old: &Judged<'_>, findings: &mut [Finding], (was, is): (Site, Site)) {
    let decides = |site: &Site| site.file.path == was.file.path && site.range.contains(was.range);
    let mut refused = old.behaviour.refused.iter();
    let asked = refused.find(|one| decides(one.deciding()));
    let by_kind = |kind: &FactKind| {
        matches!(kind, FactKind::AuthenticationRequired | FactKind::ForgeryRefused)
    };
    let asked = asked.and_then(|refused| check_of(checks, refused, &old.behaviour.facts));
    let asked = asked.filter(|check| check.guards.facts.first().is_some_and(by_kind));
    let mut all = checks.iter();
    let signs =
        |check: &&Check| check.guards.facts.first() == Some(&FactKind::AuthenticationRequired);
    let Some(check) = asked.or_else(|| all.find(signs)) else { return };
    let message = format!(
        "`{}` takes longer the more of a guess is right; `{}` took one time for all.",
        is.text(),
        was.text()
    );
    let evidence = vec![
        is.evidence(Role::Guard, Side::Head, "stops at the first difference"),
        was.evidence(Role::Was, Side::Base, "compared in one time"),
    ];
    // It is no other comparison because it stops earlier.
    let place = was.place(Side::Base);
    for finding in findings.iter_mut() {
        let primary = finding.primary();
        let here = primary.file == place.file && primary.first_line() == place.first_line();
        if here && primary.side() == Side::Base && finding.change() == Some(Change::Removed) {
            let verdict = Verdict {
                state: State::Weakened,
                primary: is.place(Side::Head),
                message: message.clone(),
                evidence: evidence.clone(),
            };
            *finding = finding.changed(verdict, Change::Weakened);
        }
    }
    put(findings, check, is.place(Side::Head), message, evidence);
}

fn site(file: &Arc<ModuleFile>, range: Range) -> Site {
    Site { file: Arc::clone(file), range }
}

/// The functions of a file with their qualified names.
fn functions(file: &Arc<ModuleFile>) -> impl Iterator<Item = (String, Arc<Function>)> {
    functions_of(file).map(|(owner, function)| {
        let owner = owner.map_or(String::new(), |class| format!("{}.", class.class.name));
        (format!("{owner}{}", function.name), function)
    })
}

/// The functions that a handler runs, and its own, by their files and headers.
fn run(judged: &Judged<'_>) -> impl Iterator<Item = (Arc<ModuleFile>, Range)> {
    let own = (Arc::clone(&judged.found.file), judged.found.function.header);
    let entered = judged.behaviour.entered.iter();
    std::iter::once(own).chain(entered.map(|one| (Arc::clone(&one.at.file), one.at.range)))
}

/// Two values that are held against each other.
struct Compared {
    /// Both in their own words, in order.
    what: [String; 2],
    range: Range,
    in_one_time: bool,
}

fn compared(file: &ModuleFile, body: &[Stmt], found: &mut Vec<Compared>) {
    for statement in body {
        statement.expressions().into_iter().for_each(|one| compared_in(file, one, found));
        statement.blocks().into_iter().for_each(|block| compared(file, block, found));
    }
}

fn compared_in(file: &ModuleFile, code: &Expr, found: &mut Vec<Compared>) {
    let sides = match &code.kind {
        ExprKind::Call(call) if is_digest(&call.function.kind) => match call.arguments.as_slice() {
            [one, other] => Some((&one.value, &other.value, true)),
            _ => None,
        },
        ExprKind::Compare(one, rest) => match rest.as_slice() {
            [(Comparison::Equal | Comparison::NotEqual, other)] => Some((&**one, other, false)),
            _ => None,
        },
        _ => None,
    };
    if let Some((one, other, in_one_time)) = sides {
        let mut what = [one, other].map(|side| written(file.module.slice(plain(side).range)));
        what.sort();
        found.push(Compared { what, range: code.range, in_one_time });
    }
    code.parts().into_iter().for_each(|part| compared_in(file, part, found));
}

/// A value without what makes bytes or text of it.
fn plain(value: &Expr) -> &Expr {
    let ExprKind::Call(call) = &value.kind else { return value };
    match (&call.function.kind, call.arguments.first()) {
        (ExprKind::Attribute(object, name), _) if matches!(&**name, "encode" | "decode") => {
            plain(object)
        }
        (ExprKind::Name(name), Some(given)) if CONVERTING.contains(&&**name) => plain(&given.value),
        _ => value,
    }
}
