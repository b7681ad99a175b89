//! Tests as ways in which they come out: each way is what must all hold.

use super::literal::{Asked, Literal};
use super::names::{Parsed, each};
use crate::syntax::python::ast::{Call, Comparison, Expr, ExprKind, Logical};

/// Ways; each is literals that must all hold.
pub(super) type Formula = Vec<Vec<Literal>>;

/// More ways than this are not kept apart.
const MAX_WAYS: usize = 48;

/// Whether each way of the one is a way of the other.
pub(super) fn follows_in_all(one: &Formula, other: &Formula) -> bool {
    one.iter().all(|way| other.iter().any(|wide| follows(way, wide)))
}

/// Whether whatever goes the one way goes the other.
pub(super) fn follows(way: &[Literal], other: &[Literal]) -> bool {
    other.iter().all(|wanted| way.iter().any(|literal| literal.implies(wanted)))
}

/// Both, in every combination; none where there are too many.
pub(super) fn both(one: &Formula, other: &Formula) -> Option<Formula> {
    if one.len() * other.len() > MAX_WAYS {
        return None;
    }
    let joined = |way: &Vec<Literal>| {
        let way = way.clone();
        other.iter().map(move |more| {
            let mut way = way.clone();
            way.extend(
                more.iter().filter(|literal| !way.contains(literal)).cloned().collect::<Vec<_>>(),
            );
            way
        })
    };
    let all = one.iter().flat_map(joined);
    Some(all.filter(|way: &Vec<Literal>| way.iter().all(|one| !one.is_denied_in(way))).collect())
}

/// The ways in which a test comes out as wanted.
pub(super) fn ways(test: &Expr, holds: bool, code: &Parsed) -> Option<Formula> {
    match &test.kind {
        ExprKind::Not(inner) => ways(inner, !holds, code),
        ExprKind::Logical(operator, parts) => {
            let parts = parts.iter().map(|part| ways(part, holds, code));
            if (*operator == Logical::And) == holds {
                let mut all: Formula = vec![Vec::new()];
                for part in parts {
                    all = both(&all, &part?)?;
                }
                return Some(all);
            }
            let any: Formula = parts.collect::<Option<Vec<_>>>()?.concat();
            (any.len() <= MAX_WAYS).then_some(any)
        }
        ExprKind::Compare(left, rest) => match rest.as_slice() {
            [(by, right)] => Some(vec![vec![compared(left, *by, right, holds, code)]]),
            _ => Some(vec![vec![Literal::plain(code.text(test), holds)]]),
        },
        ExprKind::Call(call) => Some(vec![vec![called(test, call, holds, code)]]),
        ExprKind::Await(inner) => ways(inner, holds, code),
        _ => Some(vec![vec![Literal::plain(code.text(test), holds)]]),
    }
}

fn compared(left: &Expr, by: Comparison, right: &Expr, holds: bool, code: &Parsed) -> Literal {
    use Comparison as Is;
    let (a, b) = (code.text(left), code.text(right));
    let (asked, holds) = match by {
        Is::Equal | Is::Is => (equal(left, right, code), holds),
        Is::NotEqual | Is::IsNot => (equal(left, right, code), !holds),
        Is::In => (contained(left, right, code), holds),
        Is::NotIn => (contained(left, right, code), !holds),
        Is::Greater => (Asked::More(a, b, true), holds),
        Is::GreaterEqual => (Asked::More(a, b, false), holds),
        Is::Less => (Asked::More(b, a, true), holds),
        Is::LessEqual => (Asked::More(b, a, false), holds),
    };
    // That `a > b` does not hold is that `b >= a` does.
    match asked {
        Asked::More(a, b, strict) if !holds => {
            Literal { asked: Asked::More(b, a, !strict), holds: true }
        }
        asked => Literal { asked, holds },
    }
}

/// `a == b`: the side that is no value by itself is asked about.
fn equal(left: &Expr, right: &Expr, code: &Parsed) -> Asked {
    let (left, right) = if is_said(left) { (right, left) } else { (left, right) };
    let subject = code.text(left);
    if let Some(listed) = each(right) {
        return listed_in(&subject, listed, code);
    }
    let mut sides = [subject, code.text(right)];
    if !is_said(right) {
        sides.sort();
    }
    let [subject, value] = sides;
    Asked::Among(subject, vec![value])
}

/// Whether an expression is a value by itself.
fn is_said(side: &Expr) -> bool {
    matches!(side.kind, ExprKind::Str(_) | ExprKind::Number(_) | ExprKind::None | ExprKind::Bool(_))
}

/// `a in b`
fn contained(left: &Expr, right: &Expr, code: &Parsed) -> Asked {
    let subject = code.text(left);
    match &right.kind {
        ExprKind::Str(_) if !is_said(left) => Asked::PartOf(subject, code.text(right)),
        ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Set(_) | ExprKind::Comprehension(_) => {
            listed_in(&subject, right, code)
        }
        _ => Asked::Has(code.text(right), subject),
    }
}

/// The subject is one of what an expression lists.
fn listed_in(subject: &str, listed: &Expr, code: &Parsed) -> Asked {
    let ExprKind::Comprehension(comprehension) = &listed.kind else {
        return Asked::Among(subject.to_owned(), code.parts(listed));
    };
    let [clause] = comprehension.clauses.as_slice() else {
        return Asked::Has(code.text(listed), subject.to_owned());
    };
    let mut all: Option<Formula> = Some(vec![Vec::new()]);
    for test in &clause.tests {
        all = all.and_then(|all| both(&all, &ways(test, true, code)?));
    }
    Asked::Chosen(subject.to_owned(), code.text(&clause.iterable), all.unwrap_or_default())
}

/// `subject.startswith(...)`, `isinstance(subject, ...)`, `re.match(pattern, subject)`.
fn called(test: &Expr, call: &Call, holds: bool, code: &Parsed) -> Literal {
    let given: Vec<&Expr> = call.arguments.iter().map(|argument| &argument.value).collect();
    let asked = match (&call.function.kind, given.as_slice()) {
        (ExprKind::Attribute(subject, name), [part]) if &**name == "startswith" => {
            Asked::Starts(code.text(subject), code.parts(each(part).unwrap_or(part)))
        }
        (ExprKind::Attribute(subject, name), [part]) if &**name == "endswith" => {
            Asked::Ends(code.text(subject), code.parts(each(part).unwrap_or(part)))
        }
        (ExprKind::Name(name), [subject, kinds]) if &**name == "isinstance" => {
            Asked::Kind(code.text(subject), code.parts(kinds))
        }
        (ExprKind::Attribute(_, name), [pattern, subject]) if how(name).is_some() => {
            Asked::Like(code.text(subject), code.text(pattern), how(name).unwrap_or_default())
        }
        (ExprKind::Attribute(pattern, name), [subject]) if how(name).is_some() => {
            Asked::Like(code.text(subject), code.text(pattern), how(name).unwrap_or_default())
        }
        (function, [one, other]) if is_digest(function) => equal(one, other, code),
        _ => return Literal::plain(code.text(test), holds),
    };
    Literal { asked, holds }
}

/// How much of a text a pattern has to match.
fn how(name: &str) -> Option<u8> {
    match name {
        "fullmatch" => Some(0),
        "match" => Some(1),
        "search" => Some(2),
        _ => None,
    }
}

/// `compare_digest`, under any of its names.
pub(in crate::analysis) fn is_digest(function: &ExprKind) -> bool {
    let name = match function {
        ExprKind::Attribute(_, name) | ExprKind::Name(name) => name,
        _ => return false,
    };
    matches!(&**name, "compare_digest" | "constant_time_compare" | "safe_str_cmp")
}

/// Code without what a formatter changes, in one kind of quotes.
pub(in crate::analysis) fn written(code: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut text = String::new();
    for part in code.replace('\'', "\"").split_whitespace() {
        if text.ends_with(is_word) && part.starts_with(is_word) {
            text.push(' ');
        }
        text.push_str(part);
    }
    let closed = text.replace(",)", ")").replace(",]", "]").replace(",}", "}");
    closed.replace(',', ", ")
}
