//! What must come out in a certain way for one of the two ways through a test.

use std::sync::Arc;

use super::Walk;
use super::branch::DECISIONS;
use crate::analysis::fact::{Condition, Form, MethodTest, PathTest, Turn, shorten};
use crate::analysis::value::{Kind, Origins, Value};
use crate::model::Method;
use crate::syntax::python::ast::{Comparison, Expr, ExprKind, Logical, Range};

/// A test, and what it asks.
struct Looked<'test> {
    test: &'test Expr,
    value: Value,
    /// Whether it asks only if there is an object.
    present: bool,
    /// What it asks of the method and the path of the request, where it holds.
    methods: Option<MethodTest>,
    paths: Option<PathTest>,
}

impl Walk<'_> {
    /// The conditions for a test to come out this way; `a and b` holds only
    /// when both do, `a or b` fails only when both do.
    pub(in crate::analysis) fn conditions_of(
        &mut self,
        test: &Expr,
        holds: bool,
    ) -> Vec<Arc<Condition>> {
        match (&test.kind, holds) {
            (ExprKind::Logical(Logical::And, parts), true)
            | (ExprKind::Logical(Logical::Or, parts), false) => {
                parts.iter().flat_map(|part| self.conditions_of(part, holds)).collect()
            }
            (ExprKind::Not(inner), _) if matches!(inner.kind, ExprKind::Logical(..)) => {
                self.conditions_of(inner, !holds)
            }
            (ExprKind::Not(inner), _) => {
                let looked = self.look_at(inner);
                self.shown_on(test.range, &looked, !holds)
            }
            _ => {
                let looked = self.look_at(test);
                self.shown_on(test.range, &looked, holds)
            }
        }
    }

    /// The conditions for both ways through a test: for its holding, and for its not
    /// holding. A test that is no other tests together is looked at once.
    pub(super) fn conditions_both_ways(
        &mut self,
        test: &Expr,
    ) -> (Vec<Arc<Condition>>, Vec<Arc<Condition>>) {
        let (asked, turned) = match &test.kind {
            ExprKind::Not(inner) => (&**inner, true),
            _ => (test, false),
        };
        if matches!(asked.kind, ExprKind::Logical(..)) {
            return (self.conditions_of(test, true), self.conditions_of(test, false));
        }
        let looked = self.look_at(asked);
        let holds = self.shown_on(test.range, &looked, !turned);
        (holds, self.shown_on(test.range, &looked, turned))
    }

    /// Evaluates a test for what it asks.
    fn look_at<'test>(&mut self, test: &'test Expr) -> Looked<'test> {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let value = self.expression(test);
        let present = self.asks_for_presence(test, &value);
        let (methods, paths) = self.request_test(test);
        self.quiet = quiet;
        Looked { test, value, present, methods, paths }
    }

    /// What must be for a test to come out this way, shown on `range` (that of a `not`
    /// around it).
    fn shown_on(&mut self, range: Range, looked: &Looked<'_>, holds: bool) -> Vec<Arc<Condition>> {
        let mut found: Vec<_> = self.condition(range, looked, holds).into_iter().collect();
        found.extend(self.clear_of(looked.test, holds));
        found
    }

    /// The condition of the test itself; none where its outcome is certain.
    fn condition(
        &mut self,
        range: Range,
        looked: &Looked<'_>,
        holds: bool,
    ) -> Option<Arc<Condition>> {
        let Looked { test, value, .. } = looked;
        if value.truth() == Some(holds) {
            return None;
        }
        let site = self.site(range)?;
        let text = shorten(site.file.module.slice(test.range));
        let affirms = match test.kind {
            // Their value says it, and is known already.
            ExprKind::Name(_) | ExprKind::Call(_) | ExprKind::Await(_) => {
                holds != value.origins.denies()
            }
            _ => self.affirms(test, holds),
        };
        let order = self.next_order();
        let form = match looked.present {
            true => Form::Presence,
            false if self.says_unsaved(value) => Form::Unsaved,
            false => form(test, value),
        };
        let methods = looked.methods.clone();
        let paths = looked.paths.clone();
        Some(Arc::new(Condition {
            site,
            holds,
            order,
            turn: Turn::Test,
            form,
            affirms,
            origins: value.all_origins(),
            methods: methods.map(|asked| MethodTest { only: asked.only == holds, ..asked }),
            paths: paths.map(|asked| PathTest { only: asked.only == holds, ..asked }),
            text,
            declines: false,
            set_up: false,
        }))
    }

    /// Whether a test asks only if there is an object: `found`, `found is None`,
    /// `found is None or found.part is None`.
    fn asks_for_presence(&mut self, test: &Expr, value: &Value) -> bool {
        let object = match &test.kind {
            ExprKind::Logical(_, parts) => {
                let Some((first, rest)) = parts.split_first() else { return false };
                let found = self.expression(first);
                return rest.iter().all(is_absence) && self.asks_for_presence(first, &found);
            }
            ExprKind::Not(inner) => return self.asks_for_presence(inner, value),
            ExprKind::Compare(left, rest) if matches!(rest.as_slice(), [(_, right)] if matches!(right.kind, ExprKind::None)) => {
                self.expression(left)
            }
            ExprKind::Name(_) | ExprKind::Walrus(..) => value.clone(),
            _ => return false,
        };
        match &object.kind {
            Kind::Instance(_) => true,
            Kind::External(external) => external.class.is_some(),
            // Several of them.
            Kind::Sequence(_) => object.origins.any(Origins::STORED),
            _ => false,
        }
    }

    /// Whether a test that comes out this way says yes, in all its parts that are
    /// about what the caller may do (or in all of them, where none is).
    fn affirms(&mut self, test: &Expr, holds: bool) -> bool {
        match &test.kind {
            ExprKind::Not(inner) => self.affirms(inner, !holds),
            ExprKind::Logical(_, parts) => {
                let quiet = std::mem::replace(&mut self.quiet, true);
                let decides = |walk: &mut Self, part: &&Expr| {
                    walk.expression(part).all_origins().any(DECISIONS.and(Origins::PRINCIPAL))
                };
                let telling: Vec<&Expr> = parts.iter().filter(|part| decides(self, part)).collect();
                self.quiet = quiet;
                let telling = if telling.is_empty() { parts.iter().collect() } else { telling };
                telling.into_iter().all(|part| self.affirms(part, holds))
            }
            // What was asked before, here or in a function.
            ExprKind::Name(_) | ExprKind::Call(_) | ExprKind::Await(_) => {
                let quiet = std::mem::replace(&mut self.quiet, true);
                let denies = self.expression(test).origins.denies();
                self.quiet = quiet;
                holds != denies
            }
            _ => holds != denies(test),
        }
    }

    /// What the tests of the function being walked are about, as far as they
    /// brought it here.
    pub(super) fn own_tests(&self) -> Origins {
        let base = self.frames.last().map_or(0, |frame| frame.base);
        let own = self.conditions.get(base..).unwrap_or_default();
        own.iter().fold(Origins::NONE, |all, condition| all | condition.origins)
    }

    /// Whether a plain yes or no says the contrary of each of these tests that is
    /// about who asks: `if user.is_staff: return False`.
    ///
    /// Once the function has said the same as such a test, what is left for others
    /// is no contrary: `if owner == user: return True` before `return not locked`.
    pub(super) fn own_tests_deny(&mut self, value: &Value) -> bool {
        let Some(frame) = self.frames.last_mut() else { return false };
        let own = self.conditions.get(frame.base..).unwrap_or_default();
        let mut telling = own.iter().filter(|test| decides(test.origins)).peekable();
        let says = matches!(value.kind, Kind::Bool(true));
        let tells = telling.peek().is_some();
        let denies = tells && telling.all(|test| test.affirms != says);
        frame.passage.agreed |= tells && !denies;
        denies && !frame.passage.agreed
    }

    /// What a test asks of the method and of the path of the request, if it does.
    fn request_test(&mut self, test: &Expr) -> (Option<MethodTest>, Option<PathTest>) {
        let begins = beginning(test);
        let Some((left, right, affirms)) =
            begins.map(|(path, text)| (path, text, true)).or_else(|| equality(test))
        else {
            return (None, None);
        };
        let asked = self.expression(left);
        let Some(path) = asked.path() else { return (None, None) };
        match begins {
            Some(_) => (None, self.path_test(path, right, affirms, true)),
            None => {
                let methods = self.method_test(path, right, affirms);
                (methods, self.path_test(path, right, affirms, false))
            }
        }
    }

    /// `request.method == "POST"`, `request.method in ("PUT", "PATCH")`.
    fn method_test(&mut self, asked: &str, right: &Expr, affirms: bool) -> Option<MethodTest> {
        let (request, _) = asked.rsplit_once(".method").filter(|(_, end)| end.is_empty())?;
        if !request.trim_end_matches("()").to_ascii_lowercase().ends_with("request") {
            return None;
        }
        let right = self.expression(right);
        let names = match &right.kind {
            Kind::Str(name) => vec![Method::new(name)],
            Kind::Sequence(parts) => {
                let names = parts.iter().map(|part| Some(Method::new(part.as_str()?)));
                names.collect::<Option<Vec<_>>>()?
            }
            _ => return None,
        };
        Some(MethodTest { names, only: affirms })
    }

    /// `request.path == "/"`, `environ["PATH_INFO"] in ("/", "")`.
    fn path_test(
        &mut self,
        asked: &str,
        right: &Expr,
        affirms: bool,
        begins: bool,
    ) -> Option<PathTest> {
        let frameworks = self.world.models.catalog().frameworks();
        if !frameworks.iter().flat_map(|rows| &rows.path_attributes).any(|known| known == asked) {
            return None;
        }
        let paths = match &self.expression(right).kind {
            Kind::Str(path) => vec![Arc::clone(path)],
            Kind::Sequence(parts) => {
                parts.iter().map(|part| part.as_str().cloned()).collect::<Option<Vec<_>>>()?
            }
            _ => return None,
        };
        Some(PathTest { paths, only: affirms, begins })
    }
}

/// `path.startswith(text)`: the path, and how it begins.
fn beginning(test: &Expr) -> Option<(&Expr, &Expr)> {
    let ExprKind::Call(call) = &test.kind else { return None };
    let (ExprKind::Attribute(path, name), [text]) =
        (&call.function.kind, call.arguments.as_slice())
    else {
        return None;
    };
    (&**name == "startswith").then_some((&**path, &text.value))
}

/// The two sides of a test for being equal to something, or among it, and
/// whether it says that it is.
fn equality(test: &Expr) -> Option<(&Expr, &Expr, bool)> {
    let ExprKind::Compare(left, rest) = &test.kind else { return None };
    let [(operator, right)] = rest.as_slice() else { return None };
    match operator {
        Comparison::Equal | Comparison::In => Some((left, right, true)),
        Comparison::NotEqual | Comparison::NotIn => Some((left, right, false)),
        _ => None,
    }
}

/// Whether a test asks for a difference, or for nothing: `a != b`, `a is None`, `a == 0`.
pub(super) fn denies(test: &Expr) -> bool {
    let ExprKind::Compare(_, rest) = &test.kind else { return false };
    rest.iter().any(|(operator, right)| {
        let differs =
            matches!(operator, Comparison::NotEqual | Comparison::NotIn | Comparison::IsNot);
        let nothing = matches!(right.kind, ExprKind::None | ExprKind::Bool(false));
        differs
            != (nothing || matches!(right.kind, ExprKind::Number(_)) && right.as_int() == Some(0))
    })
}

fn is_text(side: &Expr) -> bool {
    matches!(side.kind, ExprKind::Str(_))
}

/// The form of a test with this value.
fn form(test: &Expr, value: &Value) -> Form {
    if value.path().is_some_and(|path| !path.ends_with(')')) && value.origins == Origins::NONE {
        return Form::Setting;
    }
    let ExprKind::Compare(left, rest) = &test.kind else { return Form::Open };
    let number = |side: &Expr| matches!(side.kind, ExprKind::Number(_));
    if number(left) || rest.iter().any(|(_, right)| number(right)) {
        return Form::Setting;
    }
    let equal =
        |operator: &Comparison| matches!(operator, Comparison::Equal | Comparison::NotEqual);
    match rest.as_slice() {
        [(operator, right)] if equal(operator) && (is_text(left) || is_text(right)) => Form::Named,
        rest if rest.iter().any(|(operator, _)| is_order(*operator)) => Form::Order,
        _ => Form::Open,
    }
}

/// Whether a value with these origins says something of who asks, or what they may.
pub(super) fn decides(origins: Origins) -> bool {
    origins.any(DECISIONS | Origins::PRINCIPAL | Origins::CALLER)
}

/// `part is None`
fn is_absence(test: &Expr) -> bool {
    let ExprKind::Compare(_, rest) = &test.kind else { return false };
    matches!(rest.as_slice(), [(_, Expr { kind: ExprKind::None, .. })])
}

/// Whether an operator asks what is greater, rather than what is the same or among others.
pub(super) fn is_order(operator: Comparison) -> bool {
    use Comparison::{Greater, GreaterEqual, Less, LessEqual};
    matches!(operator, Less | LessEqual | Greater | GreaterEqual)
}
