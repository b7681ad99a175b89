//! Facts as the walk finds them: what, where, by which way, under which tests.

use std::borrow::Cow;
use std::sync::Arc;

use super::project::ModuleFile;
use super::value::Origins;
use super::walk::Blind;
use crate::model::{Evidence, FactKind, Method, Place, Role, Side, TextSpan};
use crate::syntax::python::ast::Range;

/// A stretch of code in a module.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) file: Arc<ModuleFile>,
    pub(super) range: Range,
}

impl Site {
    pub(super) fn span(&self) -> TextSpan {
        self.file.module.span(self.range)
    }

    pub(super) fn place(&self, side: Side) -> Place {
        Place::on(side, self.file.path.clone(), self.span())
    }

    pub(super) fn evidence(&self, role: Role, side: Side, say: impl Into<String>) -> Evidence {
        Evidence::new(role, self.place(side), say)
    }

    /// The code on one line, shortened to fit a sentence.
    pub(super) fn text(&self) -> String {
        shorten(self.file.module.slice(self.range))
    }

    pub(super) fn same(&self, other: &Self) -> bool {
        self.range == other.range
            && (Arc::ptr_eq(&self.file, &other.file) || self.file.path == other.file.path)
    }
}

/// Puts code on one line and cuts it after 60 chars.
pub(super) fn shorten(code: &str) -> String {
    const LONGEST: usize = 60;
    let mut text = String::with_capacity(code.len().min(LONGEST));
    for word in code.split_whitespace() {
        if !text.is_empty() && !text.ends_with('(') {
            text.push(' ');
        }
        text.push_str(word);
        // Of long code, what follows is cut off whatever it is.
        if text.len() > LONGEST && text.chars().count() > LONGEST {
            return text.chars().take(LONGEST - 3).collect::<String>() + "...";
        }
    }
    text
}

/// The form of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Values, calls, equality: may be about anybody or anything.
    Open,
    /// Whether there is an object at all.
    Presence,
    /// Whether it is a text that stands in the code.
    Named,
    /// More or less of something.
    Order,
    /// A number that stands in the code, or a setting: about no caller.
    Setting,
    /// Whether an object is in the store yet.
    Unsaved,
}

/// What decides whether the walk comes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// A test.
    Test,
    /// An `except` clause: something refused or failed already, and this answers.
    Caught,
    /// A loop that may go round or not.
    Loop,
    /// Code outside the tree, which was handed the function.
    HandedOver,
    /// What the object is: one of a class below the one it is known by.
    Chosen,
    /// A call that says yes once it has done this.
    Answered,
}

/// A test of the request's method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MethodTest {
    pub(super) names: Vec<Method>,
    /// Whether these are let through, or all others.
    pub(super) only: bool,
}

impl MethodTest {
    /// Whether requests with a method come this way.
    pub(super) fn lets(&self, method: &Method) -> bool {
        self.names.contains(method) == self.only
    }
}

/// What begins a part of a route that stands for several texts, in templates
/// and in regular expressions.
pub(super) const NOT_FIXED: [char; 11] = ['<', '{', '(', '*', ':', '^', '?', '[', '\\', '+', '$'];

/// A test of the request's own path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PathTest {
    pub(super) paths: Vec<Arc<str>>,
    /// Whether these are let through, or all others.
    pub(super) only: bool,
    /// Whether they are beginnings of paths.
    pub(super) begins: bool,
}

impl PathTest {
    /// Whether requests to this route come this way; none where some may and
    /// others not, for a part of it can be anything.
    pub(super) fn lets(&self, template: &str) -> Option<bool> {
        if self.begins {
            return self.lets_beginning(template);
        }
        match template.find(NOT_FIXED) {
            None => Some(self.paths.iter().any(|path| **path == *template) == self.only),
            // What begins otherwise is another path; a part holds something.
            Some(end) if template[end..].starts_with(['<', '{', ':']) => {
                let fixed = &template[..end];
                let may = |path: &Arc<str>| path.starts_with(fixed) && path.len() > end;
                (!self.paths.iter().any(may)).then_some(!self.only)
            }
            // Of a regular expression not even its beginning is fixed: `/x/?`.
            Some(_) => None,
        }
    }

    /// The same where the paths are beginnings.
    fn lets_beginning(&self, template: &str) -> Option<bool> {
        let fixed = match template.find(NOT_FIXED) {
            None => {
                return Some(
                    self.paths.iter().any(|path| template.starts_with(&**path)) == self.only,
                );
            }
            Some(end) if template[end..].starts_with(['<', '{', ':']) => &template[..end],
            Some(_) => return None,
        };
        if self.paths.iter().any(|path| fixed.starts_with(&**path)) {
            return Some(self.only);
        }
        let may = |path: &Arc<str>| path.starts_with(fixed);
        (!self.paths.iter().any(may)).then_some(!self.only)
    }
}

/// The methods of a request for which all these tests come out as they say;
/// none where none of them asks for certain methods.
pub(super) fn tested_methods(conditions: &[Arc<Condition>]) -> Option<Vec<Method>> {
    let mut tests = conditions.iter().filter_map(|condition| condition.methods.as_ref());
    let first = tests.clone().find(|test| test.only)?;
    let lets = |method: &&Method| tests.all(|test| test.lets(method));
    Some(first.names.iter().filter(lets).cloned().collect())
}

/// What must come out in a certain way for a fact to happen.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    pub(super) site: Site,
    /// Whether the test must hold (or must not).
    pub(super) holds: bool,
    /// When it was tested, in the order of facts.
    pub(super) order: u32,
    pub(super) turn: Turn,
    /// What is compared with what.
    pub(super) form: Form,
    /// Whether coming out this way says yes: `a == b` holds, `a != b` does not.
    pub(super) affirms: bool,
    pub(super) origins: Origins,
    /// The methods with which a request comes this way, where it tests that.
    pub(super) methods: Option<MethodTest>,
    /// The paths with which a request comes this way, where it tests that.
    pub(super) paths: Option<PathTest>,
    /// The same test with another outcome has the same text.
    pub(super) text: String,
    /// Where it comes out otherwise, the function it stands in answers no.
    pub(super) declines: bool,
    /// It is tested once, when the program is set up.
    pub(super) set_up: bool,
}

impl Condition {
    /// That the request came by this declaration of a route and no other.
    pub(super) fn reached_through(site: Site, order: u32) -> Self {
        let text = site.text();
        Self {
            site,
            holds: true,
            order,
            turn: Turn::Test,
            form: Form::Setting,
            affirms: true,
            methods: None,
            paths: None,
            origins: Origins::NONE,
            text,
            declines: false,
            set_up: false,
        }
    }

    /// The condition in words: "`x.matches(...)` holds".
    pub(super) fn say(&self) -> String {
        let text = &self.text;
        match (self.turn, self.holds) {
            (Turn::Test, true) | (Turn::Answered, _) => format!("only when `{text}` holds"),
            (Turn::Test, false) => format!("only when `{text}` does not hold"),
            (Turn::Caught, true) => format!("only when `{text}` catches something"),
            (Turn::Caught, false) => format!("only when nothing before it ends in `{text}`"),
            (Turn::Loop, _) => format!("only when `{text}` goes round at least once"),
            (Turn::Chosen, _) => format!("only when it is a `{text}`"),
            (Turn::HandedOver, _) => format!("only when `{text}` calls it"),
        }
    }

    pub(super) fn same(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
            || self.holds == other.holds
                && self.text == other.text
                && self.site.file.path == other.site.file.path
    }
}

/// How far a guard reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// It protects whatever comes after it.
    Handler,
    /// It protects what was found by looking among the caller's own, and says
    /// nothing of objects that were found elsewhere.
    Object,
    /// Its own call only.
    Call,
}

/// Something the code does.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) kind: FactKind,
    /// From the line in the handler to the line that decides, at least one.
    pub(super) trail: Vec<Site>,
    /// Tests that must come out in a certain way for it to happen, outermost first.
    pub(super) conditions: Vec<Arc<Condition>>,
    /// Order of execution: a smaller number runs first.
    pub(super) order: u32,
    /// What it is about.
    pub(super) about: Origins,
    /// Which result of a call it is about; 0 where that is not known.
    pub(super) object: u32,
    /// The parts of the request that choose the object it is about, where known.
    pub(super) chosen_by: Origins,
    /// The status with which it refuses.
    pub(super) status: Option<u16>,
    /// The words of the test that decides, and whether it refuses who passes it.
    pub(super) test: Option<(String, bool)>,
    /// The statement that refuses, where the deciding line is its test.
    pub(super) refusal: Option<Site>,
    /// What comes out so where it refuses: what stands there runs all the same.
    pub(super) refused: Vec<Arc<Condition>>,
    /// It lets a block run rather than refusing: it counts inside that block only.
    pub(super) gate: bool,
    pub(super) reach: Reach,
    /// The row of a user's that says so.
    pub(super) by: Option<Arc<str>>,
    /// It turned out to be no business of the request's own.
    pub(super) void: bool,
    /// Nothing more depends on it: a read whose value only a test asks for, a
    /// write that puts in the same whatever was there.
    pub(super) settled: bool,
    /// Where the query it looks with was kept to the caller's own, as a way.
    pub(super) kept_to: Option<Vec<Site>>,
    /// How little it looks at: at what it names (0), whether that is there (1), or
    /// whether anything was sent (2).
    pub(super) bare: u8,
    /// The way to what does the same where a test comes out otherwise.
    pub(super) twin: Option<Arc<Vec<Site>>>,
    /// It is asked by a dependency that does not give who asks.
    pub(super) nameless: bool,
    /// What it puts into the store is the caller's own.
    pub(super) own: bool,
    /// What is known of the values it reads, where it reads some.
    pub(super) read: Option<Arc<Read>>,
    /// The field that nobody can guess the values of, where it finds an object by one.
    pub(super) key: Option<Arc<KeyField>>,
}

/// A field of a stored object whose values nobody can guess.
#[derive(Debug)]
pub(super) struct KeyField {
    /// Its name: `code`.
    pub(super) name: Arc<str>,
    /// Where it is declared.
    pub(super) site: Site,
    /// The `except` that is gone into where a lookup finds nothing.
    pub(super) absent: Option<Site>,
}

/// What is known of a value when something reads it.
#[derive(Debug)]
pub(super) struct Read {
    /// What reads it: the name in the code.
    pub(super) reader: String,
    pub(super) outcome: Outcome,
    /// The way of the value, from its source on.
    pub(super) way: Vec<(Role, Site, String)>,
}

/// Whether a value may be read as it is.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    /// It is as a caller sent it, or the reader is unfit for anything.
    Unfit,
    /// It may be: code that was not read had its hands on it.
    Vague(Site, String),
    /// It is not, under these conditions: the line of the handler, the line that sees
    /// to it, and what it does.
    Partly(Site, Site, String, Vec<Arc<Condition>>),
    /// It was made fit here, by this; the first place is the line of the handler
    /// that leads there.
    Fit(Site, Site, String),
}

impl Fact {
    /// The line in the handler.
    pub(super) fn near(&self) -> &Site {
        &self.trail[0]
    }

    /// The same as it is told: where the query was kept to the caller's own.
    pub(super) fn told(&self) -> Cow<'_, Self> {
        match &self.kept_to {
            Some(way) => Cow::Owned(Self { trail: way.clone(), ..self.clone() }),
            None => Cow::Borrowed(self),
        }
    }

    /// The line that decides.
    pub(super) fn deciding(&self) -> &Site {
        &self.trail[self.trail.len() - 1]
    }

    /// Whether it may happen to requests with one of these methods, of which there
    /// are none where they are not known.
    pub(super) fn may_happen_with(&self, methods: &[Method]) -> bool {
        let tests = || self.conditions.iter().filter_map(|test| test.methods.as_ref());
        methods.is_empty() || methods.iter().any(|method| tests().all(|test| test.lets(method)))
    }

    /// Whether it happens to requests with these methods only; `declared` are
    /// those of the handler, none where they are not known.
    pub(super) fn only_with(&self, names: &[String], declared: &[Method]) -> bool {
        let among = |method: &Method| names.iter().any(|name| name == method.as_str());
        let lets = |method: &&Method| {
            let mut tests = self.conditions.iter().filter_map(|test| test.methods.as_ref());
            tests.all(|test| test.lets(method))
        };
        if declared.is_empty() {
            return tested_methods(&self.conditions).is_some_and(|left| left.iter().all(among));
        }
        declared.iter().filter(lets).all(among)
    }

    /// Whether an effect happens where this guard refuses.
    pub(super) fn is_refused_at(&self, effect: &Self) -> bool {
        let there = |one: &Arc<Condition>| effect.conditions.iter().any(|its| its.same(one));
        self.refused.iter().any(there)
    }

    /// Whether it is a guard that what it might have guarded does not wait for.
    pub(super) fn comes_too_late_for(&self, effect: &Self) -> bool {
        !self.gate && self.order > effect.order && !self.excludes(effect)
    }

    /// Whether it stands on the other way through a test by which an effect came: in
    /// `if a: ... elif b: ...` what is done for `a` says nothing of what is done for `b`.
    pub(super) fn stands_aside_of(&self, effect: &Self) -> bool {
        // A test that is made again later may come out otherwise.
        let first = self.order.min(effect.order);
        let turned = |mine: &Arc<Condition>| {
            effect.conditions.iter().any(|theirs| {
                theirs.holds != mine.holds
                    && theirs.turn == Turn::Test
                    && theirs.order < first
                    && theirs.site.same(&mine.site)
            })
        };
        self.conditions.iter().filter(|mine| mine.order < first).any(turned)
    }

    /// Whether no request makes both happen: it would have to come with two methods,
    /// or a test would have to come out both ways.
    fn excludes(&self, other: &Self) -> bool {
        let both: Vec<Arc<Condition>> =
            self.conditions.iter().chain(&other.conditions).cloned().collect();
        let turned = |mine: &Arc<Condition>| {
            let mut theirs = other.conditions.iter();
            theirs.any(|one| one.site.same(&mine.site) && one.holds != mine.holds)
        };
        tested_methods(&both).is_some_and(|left| left.is_empty())
            || self.conditions.iter().any(turned)
    }

    /// How many conditions of this fact are not those of `effect`, counted until they
    /// are more than `most`.
    pub(super) fn count_extra_conditions(&self, effect: &Self, most: usize) -> usize {
        let mut left = self.conditions.as_slice();
        let mut theirs = effect.conditions.as_slice();
        // What stands in one block has its outer conditions in common.
        while let ([one, mine @ ..], [other, its @ ..]) = (left, theirs)
            && Arc::ptr_eq(one, other)
        {
            (left, theirs) = (mine, its);
        }
        let is_extra = |mine: &&Arc<Condition>| {
            let known = theirs.iter().any(|other| Arc::ptr_eq(mine, other));
            !known && !effect.conditions.iter().any(|other| mine.same(other))
        };
        left.iter().filter(is_extra).take(most.saturating_add(1)).count()
    }

    /// The conditions of this fact that are not those of `effect`.
    pub(super) fn extra_conditions<'fact>(
        &'fact self,
        effect: &'fact Self,
    ) -> Vec<&'fact Arc<Condition>> {
        self.conditions
            .iter()
            .filter(|mine| !effect.conditions.iter().any(|theirs| mine.same(theirs)))
            .collect()
    }
}

/// A call that could not be followed, and why.
#[derive(Debug, Clone)]
pub(super) struct Opaque {
    pub(super) trail: Vec<Site>,
    pub(super) order: u32,
    pub(super) reason: String,
    /// What it is not given, so that it judges nothing of that.
    pub(super) blind: Blind,
    /// The `except` clauses it stands in.
    pub(super) caught: Vec<Arc<Condition>>,
}

impl Opaque {
    /// Whether the code comes by it on the way to an effect: what answers for a
    /// failure does nothing for what had not failed.
    pub(super) fn comes_before(&self, effect: &Fact) -> bool {
        self.caught.iter().all(|mine| effect.conditions.iter().any(|theirs| mine.same(theirs)))
    }
}

#[cfg(test)]
mod tests {
    use super::PathTest;

    #[test]
    fn a_test_of_the_path_is_decided_where_the_route_decides_it() {
        let others = PathTest { paths: vec!["/".into(), "/x/".into()], only: false, begins: false };
        assert_eq!(others.lets("/"), Some(false));
        assert_eq!(others.lets("/y"), Some(true));
        assert_eq!(others.lets("/y/{name}"), Some(true));
        assert_eq!(others.lets("/x/{name}"), Some(true));
        assert_eq!(others.lets("/{name}"), None, "may be `x/` where parts hold slashes");
        assert_eq!(others.lets("/x/?"), None);
        assert_eq!(others.lets("^x/$"), None);
    }

    #[test]
    fn a_test_of_the_beginning_of_the_path_is_decided_where_the_route_has_it() {
        let inside = PathTest { paths: vec!["/x/".into()], only: true, begins: true };
        assert_eq!(inside.lets("/x/y"), Some(true));
        assert_eq!(inside.lets("/x/<name>"), Some(true));
        assert_eq!(inside.lets("/y/<name>"), Some(false));
        assert_eq!(inside.lets("/x"), Some(false));
        assert_eq!(inside.lets("/<name>"), None);
        assert_eq!(inside.lets("^x/"), None);
    }
}
