//! Calls and assignments that read a value as more than text, and calls that
//! make values fit for them.

use std::sync::Arc;

use super::Walk;
use super::shown::readers_of;
use super::ways::How;
use crate::analysis::fact::{Condition, Outcome, Read, shorten};
use crate::analysis::value::{Arguments, External, Kind, Origins, Readers, Value};
use crate::analysis::world::World;
use crate::catalog::Reader;
use crate::model::{FactKind, Role};
use crate::syntax::python::ast::Range;

/// What is said of what writes a value so that it stays a part of an address, whatever
/// it holds.
pub(in crate::analysis) const ENCODES: &str = "encodes it";

/// What such readers give is not made of what they were given.
const ANSWERING: [FactKind; 9] = [
    FactKind::FileReached,
    FactKind::UrlFetched,
    FactKind::SqlExecuted,
    FactKind::CommandRun,
    FactKind::LdapSearched,
    FactKind::XpathEvaluated,
    FactKind::HashComputed,
    FactKind::CipherUsed,
    FactKind::RedirectSent,
];

impl Walk<'_> {
    /// What a call outside the tree makes of what it is given.
    pub(super) fn passed(
        &mut self,
        path: &str,
        receiver: Origins,
        arguments: &Arguments,
        range: Range,
    ) -> Origins {
        let given = arguments.origins();
        let models = &self.world.models;
        let keeps = path.starts_with("builtins.") || models.keeps(path);
        let resolves = models.resolves(path);
        let cleaner = models.cleaner(path, arguments);
        let given = if keeps || resolves || cleaner.is_some() || receiver.is_unfit() {
            given
        } else {
            self.blur(given, range)
        };
        let mut origins = receiver | given;
        if resolves {
            origins = self.step_on(origins, range, How::Resolved, "");
        }
        if let Some(cleaner) = cleaner {
            let does = if cleaner.encodes { ENCODES } else { "makes it fit" };
            let say = format!("`{}` {does}", self.text(range));
            origins = self.clear(origins, readers_of(&cleaner.readers), range, say);
        }
        origins
    }

    /// `list(urlsplit(address))` and putting the parts together again: it leads
    /// where its second part says.
    pub(super) fn address_parts(
        &mut self,
        path: &str,
        arguments: &Arguments,
        range: Range,
    ) -> Option<Value> {
        let world = self.world;
        let rows = world.models.catalog().frameworks();
        let [given] = arguments.positional.as_slice() else { return None };
        if path == "builtins.list()" {
            let address = given.path()?;
            if !rows.iter().flat_map(|row| &row.passing.splits).any(|row| row.matches(address)) {
                return None;
            }
            let length = if address.ends_with("urlparse()") { 6 } else { 5 };
            return Some(Value::sequence(vec![Value::unknown(given.origins); length]));
        }
        let Kind::Sequence(parts) = &given.kind else { return None };
        if !rows.iter().flat_map(|row| &row.passing.joins).any(|row| row.matches(path)) {
            return None;
        }
        let all = given.all_origins();
        if parts.get(1).is_none_or(|host| host.all_origins().is_unfit()) {
            return Some(Value::unknown(all));
        }
        let readers = Readers::of_all(&[FactKind::RedirectSent, FactKind::UrlFetched]);
        let say = "the part that says where it leads is the code's own";
        Some(Value::unknown(self.clear(all, readers, range, say)))
    }

    /// Notes that a call outside the tree reads what it is given.
    pub(super) fn read_by(
        &mut self,
        path: &str,
        (external, receiver): (&External, Origins),
        arguments: &Arguments,
        range: Range,
    ) -> Option<FactKind> {
        let world = self.world;
        let row = world.models.reader(path, false, arguments)?;
        let pick = |names: &[String]| -> Vec<Value> {
            names.iter().flat_map(|name| argument_named(name, receiver, arguments)).collect()
        };
        let (mut taken, bound) = (pick(&row.takes), pick(&row.binds));
        self.ask_own(row, external, &mut taken, range);
        if arguments.open && row.unfit.is_some() && !row.unless.is_empty() {
            let say = "whether what is unpacked here says otherwise is not known";
            self.note_read(row.reads, Origins::NONE, Judged::Unsure(say), range);
        } else if let (Some(say), Some(under)) = (&row.fit, self.given_under(row, arguments)) {
            self.note_read(row.reads, Origins::NONE, Judged::Partly(say, &under), range);
        } else {
            self.note_reading(row, &taken, &bound, range);
        }
        if row.reads == FactKind::RedirectSent && !self.returns_answer {
            self.sent_to_sign_in(range);
        }
        Some(row.reads)
    }

    /// The conditions under which a call is given what a row wants, where it is not
    /// on all ways.
    fn given_under(&self, row: &Reader, arguments: &Arguments) -> Option<Vec<Arc<Condition>>> {
        let (name, _) = row.when.as_deref()?.split_once('=')?;
        arguments.keyword(name).filter(|given| given.origins.any(Origins::OPTIONAL))?;
        let held = |test: &&Arc<Condition>| !self.conditions.iter().any(|own| own.same(test));
        let under: Vec<_> = self.put_under.get(name)?.iter().filter(held).cloned().collect();
        (!under.is_empty()).then_some(under)
    }

    /// What a call that draws a random value adds to it.
    pub(super) fn drawn(&self, path: &str, arguments: &Arguments) -> Origins {
        match self.world.models.reader(path, false, arguments) {
            Some(row) if row.kept_secret && row.unfit.is_some() => Origins::GUESSABLE,
            Some(row) if row.kept_secret => Origins::DRAWN,
            _ => Origins::NONE,
        }
    }

    /// Notes that setting a path reads the key or the value.
    pub(super) fn set_by(&mut self, path: &str, key: &Value, value: &Value, range: Range) {
        let world = self.world;
        let given = Arguments { positional: vec![value.clone()], ..Arguments::default() };
        let Some(row) = world.models.reader(path, true, &given) else { return };
        let taken: Vec<Value> = row
            .takes
            .iter()
            .filter_map(|name| match name.as_str() {
                "key" => Some(key.clone()),
                "value" => Some(value.clone()),
                _ => None,
            })
            .collect();
        let start = self.facts.len();
        self.note_reading(row, &taken, &[], range);
        if row.reads == FactKind::RedirectSent {
            self.located_at(path, start);
        }
    }

    fn note_reading(&mut self, row: &Reader, taken: &[Value], bound: &[Value], range: Range) {
        let start = self.facts.len();
        self.judge(row, taken, bound, range);
        if row.kept_secret {
            // Until it is kept under a name that says so, it is no secret.
            let origin = if row.unfit.is_some() { Origins::GUESSABLE } else { Origins::DRAWN };
            for fact in self.facts.iter_mut().skip(start) {
                fact.void = true;
                fact.about |= origin;
            }
        }
    }

    fn judge(&mut self, row: &Reader, taken: &[Value], bound: &[Value], range: Range) {
        if let Some(say) = &row.unfit {
            return self.note_read(row.reads, Origins::NONE, Judged::Unfit(say), range);
        }
        if let (Some(say), [], []) = (&row.fit, row.takes.as_slice(), row.binds.as_slice()) {
            return self.note_read(row.reads, Origins::NONE, Judged::Fit(say), range);
        }
        let all = |values: &[Value]| {
            values.iter().fold(Origins::NONE, |all, value| all | value.all_origins())
        };
        if let Some(say) = &row.unsure {
            let taken = taken.iter().fold(Origins::NONE, |all, value| all | value.all_origins());
            let reader = Readers::of(row.reads);
            if (taken.raw | taken.vague).has(reader) {
                self.note_read(row.reads, taken, Judged::Unsure(say), range);
            } else if self.ways.cleared_for(taken.way, reader).is_some() {
                self.note_read(row.reads, taken, Judged::ByWay, range);
            }
            return;
        }
        let origins = match (row.reads, taken) {
            (FactKind::CommandRun, [command]) => command_read(command),
            (FactKind::CodeRun, [code]) => self.as_literal(code.all_origins()),
            _ => all(taken),
        };
        let as_values = row.fit.as_deref().unwrap_or("takes it as a value only");
        // A template shows what the objects in its context were made with: a form that
        // holds what was sent.
        let shown = match row.reads {
            FactKind::HtmlSent => bound.iter().fold(Origins::NONE, |all, one| all | made_with(one)),
            _ => Origins::NONE,
        };
        let bound =
            all(bound) | shown | if origins.is_unfit() { Origins::NONE } else { all(taken) };
        let reader = Readers::of(row.reads);
        let unfit = (origins.raw | origins.vague).has(reader);
        let cleared = self.ways.cleared_for(origins.way, reader).is_some();
        if unfit || cleared {
            self.note_read(row.reads, origins, Judged::ByWay, range);
        } else if bound.is_unfit() {
            self.note_read(row.reads, bound, Judged::Fit(as_values), range);
        }
    }

    /// Notes that a value is read, with what is known of its way.
    pub(super) fn note_read(
        &mut self,
        kind: FactKind,
        origins: Origins,
        judged: Judged<'_>,
        range: Range,
    ) {
        let Some(site) = self.site(range) else { return };
        let reader = Readers::of(kind);
        let way = origins.way;
        let outcome = match judged {
            Judged::Unfit(_) => Outcome::Unfit,
            Judged::Unsure(say) => Outcome::Vague(site.clone(), say.to_owned()),
            Judged::Fit(say) => Outcome::Fit(self.near(&site), site.clone(), say.to_owned()),
            Judged::Partly(say, under) => {
                Outcome::Partly(self.near(&site), site.clone(), say.to_owned(), under.to_vec())
            }
            Judged::ByWay if origins.raw.has(reader) => match self.ways.host_looked_at(way) {
                Some(site) if kind == FactKind::RedirectSent => {
                    let say =
                        "a test looks at where it leads, and what it lets through is not known";
                    Outcome::Vague(site, say.to_owned())
                }
                _ => Outcome::Unfit,
            },
            Judged::ByWay if origins.vague.has(reader) => match self.ways.vague_at(way) {
                Some((site, say)) => Outcome::Vague(site, say),
                None => Outcome::Vague(site.clone(), "what it is made of is not known".to_owned()),
            },
            Judged::ByWay => match self.ways.cleared_for(way, reader) {
                Some((near, site, say)) => Outcome::Fit(near, site, say),
                None => return,
            },
        };
        let mut told = self.ways.told(way);
        if let Judged::Unfit(say) = judged {
            told.push((Role::Sink, site.clone(), say.to_owned()));
        }
        let reader = reader_name(&site.text());
        let count = self.facts.len();
        self.note(kind, range, origins, None);
        if let Some(fact) = self.facts.get_mut(count) {
            fact.read = Some(Arc::new(Read { reader, outcome, way: told }));
        }
    }
}

/// How a value that is read is judged.
#[derive(Clone, Copy)]
pub(super) enum Judged<'say> {
    /// By its way.
    ByWay,
    /// Whatever its way, for this reason.
    Fit(&'say str),
    Unfit(&'say str),
    /// For this reason, but only under these conditions.
    Partly(&'say str, &'say [Arc<Condition>]),
    /// Not known, for this reason.
    Unsure(&'say str),
}

/// Whether what such a reader gives is made of what it was given.
pub(super) fn answers(kind: FactKind) -> bool {
    ANSWERING.contains(&kind)
}

/// The arguments that a row means by a name.
fn argument_named(name: &str, receiver: Origins, arguments: &Arguments) -> Vec<Value> {
    if name == "self" {
        return vec![Value::unknown(receiver)];
    }
    if name == "*" {
        return arguments.values().cloned().collect();
    }
    let found = match name.parse::<usize>() {
        Ok(position) => arguments.positional.get(position),
        Err(_) => arguments.keyword(name),
    };
    found.cloned().into_iter().collect()
}

/// What the objects in a value were made with.
fn made_with(value: &Value) -> Origins {
    match &value.kind {
        Kind::Instance(made) => made.arguments.origins(),
        Kind::Sequence(parts) => {
            parts.iter().fold(Origins::NONE, |all, part| all | made_with(part))
        }
        Kind::Mapping(parts) => {
            parts.iter().fold(Origins::NONE, |all, (_, part)| all | made_with(part))
        }
        _ => Origins::NONE,
    }
}

/// What of a command is read as more than an argument: all of a text; the
/// program of a list, and what a shell in it is told to run.
fn command_read(command: &Value) -> Origins {
    let Kind::Sequence(parts) = &command.kind else { return command.all_origins() };
    let Some(program) = parts.first() else { return command.origins };
    let name = program.as_str().map(|name| name.rsplit('/').next().unwrap_or(name).to_owned());
    let shell = name.is_some_and(|name| {
        matches!(name.as_str(), "sh" | "bash" | "zsh" | "dash" | "ksh" | "cmd" | "cmd.exe")
    });
    let run = parts.iter().position(|part| {
        part.as_str().is_some_and(|text| matches!(text.to_ascii_lowercase().as_str(), "-c" | "/c"))
    });
    match run {
        Some(at) if shell => {
            parts[at..].iter().fold(program.all_origins(), |all, part| all | part.all_origins())
        }
        _ => program.all_origins(),
    }
}

/// The name of what reads, as the code calls it.
fn reader_name(code: &str) -> String {
    let end = code.find(['(', '=', ' ']).unwrap_or(code.len());
    let name = code[..end].trim();
    let parts: Vec<&str> = name.rsplit('.').take(2).collect();
    let short = match parts.as_slice() {
        [last, before] => format!("{before}.{last}"),
        _ => name.to_owned(),
    };
    shorten(&short)
}

impl World {
    /// The readers for which a value is fit that does not contain a text.
    pub(in crate::analysis) fn fit_without(&self, text: &str) -> Readers {
        self.models
            .catalog()
            .frameworks()
            .iter()
            .flat_map(|framework| &framework.absences)
            .filter(|row| row.texts.iter().any(|known| known == text))
            .fold(Readers::NONE, |all, row| all | Readers::of_all(&row.readers))
    }
}
