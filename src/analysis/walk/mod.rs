//! The walk: runs a handler's code over what is known of its values, into
//! helpers and decorators, and notes the facts it meets in order.
//!
//! It decides nothing about checks, and never runs longer than its budget.

mod abstracts;
mod annotation;
mod answered;
mod application;
mod asks_own;
mod assign;
mod attribute;
mod blind;
mod branch;
mod builds_only;
mod by_key;
mod by_name;
mod call;
mod caught;
mod clauses;
mod collect;
mod comparison;
mod conditions;
mod contained;
mod coroutine;
mod credit;
mod data;
mod deciding;
mod decorated;
mod dependencies;
mod either;
mod expression;
mod external;
mod fields;
mod found_by_loop;
mod frames;
mod given;
mod guards;
mod handed;
mod held;
mod hooks_by_default;
mod implied;
mod invoke;
mod judging;
mod kept_answer;
mod known_parts;
mod layers;
mod located;
mod loops;
mod marks;
mod modelled;
mod mutate;
mod names;
mod notes;
mod of_class;
mod on_its_own;
mod once;
mod own_methods;
mod own_rows;
mod parts;
mod passage;
mod passes;
mod presence;
mod proof;
mod readers;
mod recall;
mod refusal;
mod refuted;
mod result;
mod route_parts;
mod rows;
mod secrets;
mod sent;
mod settled;
mod several;
mod shipped;
mod shown;
mod sign_in;
mod signature;
mod spread;
mod statement;
mod status;
mod strangers;
mod table;
mod tested_names;
mod text;
mod told;
mod tries;
mod turned;
mod validators;
mod verdicts;
mod versions;
mod ways;

use std::cell::Cell;
use std::collections::HashSet;
use std::sync::Arc;

use super::fact::{Condition, Fact, Opaque, Site};
use super::hashed::Map;
use super::instead::Unread;
use super::memo::cut_short;
use super::project::ModuleFile;
use super::refused::Refused;
use super::run::Entered;
use super::scope::Scope;
use super::shape::Shape;
use super::value::{Answer, Arguments, ClassValue, FunctionValue, Origins, Value};
use super::world::World;
use crate::model::{FactKind, Method};
use crate::syntax::python::ast::{Function, Name};

use passage::Passage;

pub(super) use application::Application;
pub(super) use assign::syntactic_key;
pub(super) use attribute::some_object;
pub(super) use blind::Blind;
pub(super) use collect::Collected;
pub(super) use external::is_guard;
use marks::FoundMark;
pub(super) use readers::ENCODES;
use refusal::Answering;
pub(super) use signature::Reading;
pub(super) use status::{named_status, status_of};
pub(super) use text::BY_PLACE;
pub(super) use tries::TryFrame;
use ways::Ways;

/// Calls deeper than this are not followed; inside the handler, its own are
/// counted, and not what stands around it.
const MAX_CALLS: usize = 22;
/// Expressions looked at for one handler before the walk gives up.
const MAX_STEPS: u32 = 145_000;

/// Expressions inside expressions: deeper than this nothing is evaluated. The
/// engine's threads have the stack for it.
const MAX_LEVELS: u32 = 800;

thread_local! {
    static LEVELS: Cell<u32> = const { Cell::new(0) };
}

/// A level of nesting, left when it is dropped.
struct Level;

impl Level {
    /// One level deeper; none where it is too deep already.
    fn enter() -> Option<Self> {
        let depth = LEVELS.get();
        if depth >= MAX_LEVELS {
            cut_short();
            return None;
        }
        LEVELS.set(depth + 1);
        Some(Self)
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        LEVELS.set(LEVELS.get().saturating_sub(1));
    }
}

/// Attributes of objects, by the object's number.
pub(super) type Heap = Map<(u32, Name), Value>;

/// How a block of statements ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Runs on into what follows.
    Falls,
    /// Returns.
    Leaves,
    /// Leaves the loop around it.
    Breaks,
    /// Goes on with the next round of the loop around it.
    Continues,
    /// Refuses the request or raises.
    Refuses,
}

impl Flow {
    /// How two ways end together.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Falls, _) | (_, Self::Falls) => Self::Falls,
            (one, other) if one == other => one,
            (Self::Refuses, other) | (other, Self::Refuses) => other,
            // Some way or other out of the rest of the block.
            _ => Self::Leaves,
        }
    }
}

/// A function being walked.
pub(super) struct Frame {
    pub(super) file: Arc<ModuleFile>,
    pub(super) scope: Scope,
    pub(super) owner: Option<Arc<ClassValue>>,
    pub(super) receiver: Option<Value>,
    /// Names declared `global`.
    pub(super) globals: HashSet<Name>,
    /// What it returned so far.
    pub(super) returned: Option<Value>,
    /// For each return, whether it counts as true, and what is shown there.
    pub(super) returns: Vec<(Option<bool>, Answer)>,
    /// Names that a loop set where a test held, and what that showed.
    pub(super) found: Vec<found_by_loop::Sought>,
    /// The names as each `break` and `continue` of the loops around leaves them.
    pub(super) loops: Vec<Vec<Scope>>,
    /// Whether what it returns is the answer to the request.
    pub(super) answers: bool,
    /// Whether it is the handler's own body.
    pub(super) is_handler: bool,
    /// How many conditions there were when it was entered.
    pub(super) base: usize,
    /// How long the trail was when it was entered.
    pub(super) way: usize,
    pub(super) passage: Passage,
    pub(super) address: *const Function,
}

/// What happens when the decorated function is called.
pub(super) struct Pending {
    pub(super) function: Arc<FunctionValue>,
    /// Index of the next decorator to run; when past the end, the function itself.
    pub(super) next: usize,
    /// Outermost first, each with where it stands.
    pub(super) decorators: Vec<(Value, Site)>,
    pub(super) entered: bool,
    pub(super) arguments: Arguments,
    /// The application that calls it, where one does.
    pub(super) application: Option<Arc<Application>>,
    /// What it answers with, where it declares that.
    pub(super) shape: Option<Shape>,
}

/// A walk through one handler.
pub(super) struct Walk<'world> {
    pub(super) world: &'world World,
    pub(super) facts: Vec<Fact>,
    /// Each way in which it turns requests away.
    pub(super) refused: Vec<Refused>,
    pub(super) opaque: Vec<Opaque>,
    pub(super) unread: Vec<Unread>,
    /// The functions of files that the change touches that were run.
    pub(super) entered: Vec<Entered>,
    pub(super) trail: Vec<Site>,
    pub(super) conditions: Vec<Arc<Condition>>,
    pub(super) tries: Vec<TryFrame>,
    pub(super) frames: Vec<Frame>,
    /// Attributes of objects built on the way.
    pub(super) heap: Heap,
    /// Attributes of objects that were built before the request came.
    pub(super) given: Option<Arc<Heap>>,
    /// Origins of everything read since the last question.
    pub(super) touched: Origins,
    /// When the first part of a form was taken.
    pub(super) form_taken: Option<u32>,
    /// Where queries were kept to the caller's own, by the number of what is asked.
    pub(super) kept_to: Map<u32, Vec<Site>>,
    /// The numbers of queries that find a row alone which the request itself made.
    pub(super) new_rows: Vec<u32>,
    /// How many of the facts stand around the whole program: the first ones.
    pub(super) around: usize,
    /// The numbers of stores that are shipped with the program, and of what they give.
    pub(super) shipped: Vec<u32>,
    /// Parts of the request whose objects were asked to belong together.
    pub(super) linked: Vec<Origins>,
    /// Values given to attributes of what comes from outside, by access path.
    pub(super) set_outside: Map<String, Value>,
    /// For each parameter that is the body, where and when a model lists all its fields.
    pub(super) bodies: Vec<Option<(Vec<Site>, u32)>>,
    /// Where values are read that are declared with a type of the language, and which.
    pub(super) types_at: Vec<(Site, Arc<str>)>,
    /// Under which conditions a key was last put into a mapping that may lack it.
    pub(super) put_under: Map<Arc<str>, Vec<Arc<Condition>>>,
    /// The classes of which parameters declare to be given objects.
    pub(super) declared: Vec<Arc<ClassValue>>,
    /// Whether what runs before all handlers read the body.
    pub(super) body_kept: bool,
    /// How often who asks was put where the program keeps them.
    pub(super) callers_kept: u32,
    /// Whether the call being made is waited for.
    pub(super) awaits: bool,
    /// What is known of the call that is a statement of its own.
    on_its_own: on_its_own::OnItsOwn,
    /// Whether the call being made is refined by a further one.
    pub(super) refined: bool,
    /// Classes of rows whose fields were set, and whether what was put there
    /// depends on the request or on what was there before.
    pub(super) fields_set: Map<(crate::model::RepoPath, u32), bool>,
    /// Values given to global names.
    pub(super) globals_written: Map<Name, Value>,
    /// A key whose value is looked for, what was kept under it, and when.
    pub(super) key_wanted: Option<Arc<str>>,
    pub(super) key_found: Option<(Value, u32)>,
    /// Under which conditions it was kept, wherever it was.
    pub(super) key_under: Vec<Arc<Condition>>,
    /// What was kept under it, each time with its conditions.
    pub(super) key_ways: Vec<(Vec<Arc<Condition>>, Value)>,
    pub(super) pending: Option<Pending>,
    /// Attributes given to functions; the last one looked for and found true.
    pub(super) marks: Vec<(Name, Value)>,
    pub(super) mark_found: FoundMark,
    /// The status that the answer has so far, where it turns the request away.
    pub(super) answering: Option<Answering>,
    /// The methods with which a request gets through what is around the handler.
    pub(super) let_through: Option<Vec<Method>>,
    /// What the next function entered returns is the answer: of a wrapper, or
    /// (true) of the handler itself.
    pub(super) wraps: Option<bool>,
    /// The call being evaluated is returned as the answer, by the handler itself
    /// (true) or by what is around it.
    pub(super) returned_call: Option<bool>,
    /// How the function that was called for its answer ended.
    pub(super) answered: Option<Flow>,
    /// Whether what a handler returns is its answer.
    pub(super) returns_answer: bool,
    /// Whether it is sent as HTML when it is a text.
    pub(super) returns_html: bool,
    /// What a class of the tree handed to its base outside it when it was built.
    pub(super) passed_on: Option<Arguments>,
    /// Rows of users whose results decide something.
    pub(super) decided_by: Vec<(FactKind, Arc<str>)>,
    /// Results of dependencies that ran: each runs once for a request.
    pub(super) depended: Vec<(*const Function, Value)>,
    pub(super) order: u32,
    pub(super) steps: u32,
    /// The clauses that catch what was raised last, by their `try` and their place in it.
    pub(super) caught_in: Vec<(usize, usize)>,
    /// Guards whose refusal a `try` around them caught.
    pub(super) swallowed: Vec<FactKind>,
    /// Steps after which it gives up.
    pub(super) budget: u32,
    located: located::Located,
    refuted: Vec<refuted::Refuted>,
    pub(super) outer_tries: usize,
    /// Routes gathered on the way, where they are looked for.
    pub(super) collecting: Option<collect::Collecting>,
    /// What is known of the text that is being assigned, where it is put together.
    given_parts: Vec<Arc<str>>,
    pub(super) methods: Vec<Method>,
    /// Facts are not noted: a value is wanted, not what happens.
    pub(super) quiet: bool,
    /// The ways that values of the request took.
    pub(super) ways: Ways,
    /// What calls of the test being asked about gave.
    recall: recall::Recall,
    /// What decorators make of functions, and the functions they are calling now.
    decorations: Map<*const Function, Option<decorated::Decorated>>,
    undecorated: Vec<decorated::Undecorated>,
}

impl<'world> Walk<'world> {
    pub(super) fn new(world: &'world World) -> Self {
        Self {
            world,
            facts: Vec::new(),
            refused: Vec::new(),
            opaque: Vec::new(),
            unread: Vec::new(),
            entered: Vec::new(),
            trail: Vec::new(),
            conditions: Vec::new(),
            tries: Vec::new(),
            frames: Vec::new(),
            heap: Map::default(),
            touched: Origins::NONE,
            form_taken: None,
            kept_to: Map::default(),
            linked: Vec::new(),
            new_rows: Vec::new(),
            around: 0,
            shipped: Vec::new(),
            set_outside: Map::default(),
            bodies: Vec::new(),
            types_at: Vec::new(),
            put_under: Map::default(),
            declared: Vec::new(),
            body_kept: false,
            callers_kept: 0,
            awaits: false,
            on_its_own: on_its_own::OnItsOwn::default(),
            refined: false,
            fields_set: Map::default(),
            globals_written: Map::default(),
            key_wanted: None,
            key_found: None,
            key_under: Vec::new(),
            key_ways: Vec::new(),
            pending: None,
            marks: Vec::new(),
            mark_found: None,
            answering: None,
            let_through: None,
            wraps: None,
            returned_call: None,
            answered: None,
            returns_answer: false,
            returns_html: false,
            passed_on: None,
            decided_by: Vec::new(),
            depended: Vec::new(),
            order: 0,
            steps: 0,
            budget: MAX_STEPS,
            outer_tries: 0,
            located: located::Located::default(),
            refuted: Vec::new(),
            swallowed: Vec::new(),
            caught_in: Vec::new(),
            collecting: None,
            given_parts: Vec::new(),
            given: None,
            methods: Vec::new(),
            quiet: false,
            ways: Ways::default(),
            recall: recall::Recall::default(),
            decorations: Map::default(),
            undecorated: Vec::new(),
        }
    }

    /// A walk that only wants to know a value.
    pub(super) fn quietly(world: &'world World) -> Self {
        Self { quiet: true, ways: Ways::closed(), ..Self::new(world) }
    }

    /// How a test certainly comes out, without noting what asking it does.
    pub(super) fn truth_of(&mut self, test: &crate::syntax::python::ast::Expr) -> Option<bool> {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let value = self.expression(test);
        self.quiet = quiet;
        value.truth()
    }

    /// Whether calls lead deeper than they are followed.
    pub(super) fn is_too_deep(&self) -> bool {
        let around = self.frames.iter().position(|frame| frame.is_handler).unwrap_or(0);
        self.frames.len() - around >= MAX_CALLS
    }

    /// Counts a step; false when the budget is used up.
    pub(super) fn step(&mut self) -> bool {
        self.steps += 1;
        if self.steps == self.budget {
            self.give_up();
        }
        self.steps < self.budget
    }

    /// Whether the budget is used up.
    pub(super) fn is_spent(&self) -> bool {
        self.steps >= self.budget
    }
}
