//! A check: one question of the checklist, as data.

use std::sync::Arc;

use include_dir::Dir;
use serde::Deserialize;

use super::{Problem, assets};
use crate::model::{Category, CheckId, FactKind, Severity};

/// One question of the checklist, from `assets/checks/<id>/check.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Check {
    /// Named after the protection: `input-validation`.
    pub id: CheckId,
    /// Its place in the checklist, lowest first.
    pub position: u32,
    /// Two or three words for a person.
    pub title: String,
    /// A few letters where there is no room for more; empty for the beginning of its id.
    #[serde(default)]
    pub short: String,
    /// The family.
    pub category: Category,
    /// How bad it is when it is missing.
    pub severity: Severity,
    /// CWE numbers (<https://cwe.mitre.org>), the most telling first.
    pub cwe: Vec<u32>,
    /// Requirement ids of OWASP ASVS 5.0.0: `8.2.1`.
    pub asvs: Vec<String>,
    /// What a reviewer asks of the code.
    pub question: String,
    /// One sentence on how it would be attacked here. `{endpoint}`,
    /// `{handler}` and `{effect}` are filled in.
    pub attack: String,
    /// When the question is asked.
    pub applies: Applies,
    /// What answers it.
    pub guards: Guards,
    /// Words by which a test that turned requests away, and went, is told here.
    #[serde(default)]
    pub told: Vec<Told>,
    /// Words by which people and tools speak of its absence.
    #[serde(default)]
    pub claimed: Vec<Claimed>,
    /// Words for each state.
    pub say: Sayings,
    /// The lesson, Markdown; read from `lesson.md` beside the check.
    #[serde(skip)]
    pub lesson: String,
    /// The folder of a user's that added it; none for what is built in.
    #[serde(skip)]
    pub by: Option<Arc<str>>,
}

/// When a question is asked of a handler.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Applies {
    /// Facts any of which makes it apply; it stands on the first when missing.
    pub effects: Vec<FactKind>,
    /// Facts any of which must be in the project's reach as well, where given:
    /// a convention of the code base rather than of one handler.
    #[serde(default)]
    pub where_project_has: Vec<FactKind>,
    /// That is a convention of handlers with the same sort of methods: those that only
    /// read are not held to what those that write do, nor the other way round.
    #[serde(default)]
    pub of_alike_methods: bool,
    /// For each of these lists the handler must have one of its facts as well;
    /// otherwise the question is asked only where a guard answers it.
    #[serde(default)]
    pub only_with: Vec<Vec<FactKind>>,
    /// Facts that make it apply only where a guard answers it.
    #[serde(default)]
    pub optional: Vec<FactKind>,
    /// Methods for which it is asked only where a guard answers it
    /// (RFC 9110 section 9).
    #[serde(default)]
    pub optional_methods: Vec<String>,
    /// Methods for which nothing optional raises it, guarded or not.
    #[serde(default)]
    pub never_optional_methods: Vec<String>,
    /// Methods for which it is not asked (RFC 9110 section 9).
    #[serde(default)]
    pub not_methods: Vec<String>,
    /// Effects on which nothing more depends are left out: a read whose value
    /// only a test asks for, a write that puts in the same whatever was there.
    #[serde(default)]
    pub unless_settled: bool,
    /// Why effects that put something of the caller's own into the store are left
    /// out, where they are: `Loan(reader_id=current_user.id)`.
    #[serde(default)]
    pub unless_own: Option<String>,
    /// Media types of bodies that have no form to be asked for, where the code
    /// takes no other: `application/octet-stream` (RFC 2046 section 4.5.1).
    #[serde(default)]
    pub formless: Vec<String>,
    /// It is asked only where something of the request has a say.
    #[serde(default)]
    pub needs_input: bool,
    /// Facts with which it is asked only where a guard answers it.
    #[serde(default)]
    pub optional_with: Vec<FactKind>,
    /// The same, whoever is known to ask.
    #[serde(default)]
    pub answered_only_with: Vec<FactKind>,
    /// Facts that take the place of all effects where they are there: what comes
    /// before them belongs to them. Without a guard they are not decided.
    #[serde(default)]
    pub instead: Vec<FactKind>,
    /// A guard declared around the handler (by a decorator, a hook, its class) is
    /// told whatever the handler does.
    #[serde(default)]
    pub declared: bool,
    /// Facts any of which makes it not apply after all.
    #[serde(default)]
    pub not_with: Vec<FactKind>,
    /// Questions it falls into, each about some of the effects with guards of
    /// its own; none where it is one question.
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
    /// Why it does not apply when no effect is there.
    pub otherwise: String,
    /// Why it does not apply to effects in a project that has none of
    /// [`Self::where_project_has`], where that is worth a sentence of its own.
    #[serde(default)]
    pub unhabitual: Option<String>,
}

/// A part of a question: some of its effects, and what answers for them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Part {
    /// What it is about, in a word or two.
    pub subject: String,
    /// Its effects.
    pub effects: Vec<FactKind>,
    /// What answers for them.
    pub guards: Vec<FactKind>,
}

/// What answers a question.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Guards {
    /// Facts any of which protects.
    pub facts: Vec<FactKind>,
    /// Where a guard must stand.
    pub order: Order,
    /// Statuses that a refusal for want of it answers with, where the code tells
    /// no more of what it asks (RFC 9110 section 15.5, RFC 6585).
    #[serde(default)]
    pub statuses: Vec<u16>,
    /// Facts that show, in the place of a guard, that the code protects less.
    #[serde(default)]
    pub laxer: Vec<FactKind>,
    /// Facts that answer for an effect, but never make an optional one apply:
    /// what the program does before every handler says nothing of this one.
    #[serde(default)]
    pub of_program: Vec<FactKind>,
    /// Words by which guards say how much they ask, the strongest first; `-` in them
    /// is written `_`.
    #[serde(default)]
    pub strengths: Vec<Vec<String>>,
    /// Whether a guard about one object says nothing of others: one on what
    /// another part of the request chose counts for nothing, unless the two were
    /// linked.
    #[serde(default)]
    pub per_subject: bool,
}

/// Words by which reviews name the weakness that a check looks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Claimed {
    /// Words, or several of them in a row, in small letters; `*` at the end of one
    /// stands for whatever follows: `validat*`.
    pub words: Vec<String>,
    /// Why the code alone cannot show that the protection is missing, where that is so.
    #[serde(default)]
    pub outside: Option<String>,
    /// Names by which a handler would do it itself: where none of them stands in it,
    /// it does not.
    #[serde(default)]
    pub done_by: Vec<String>,
    /// Parts of code, in small letters, one of which stands wherever the weakness can be:
    /// where a function has none of them, and none is known of what it calls, it is not there.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Names of calls that are mistaken for what the check looks for.
    #[serde(default)]
    pub mistaken: Vec<String>,
    /// What those calls do instead.
    #[serde(default)]
    pub mistake: Option<String>,
}

/// What a test is about by its words, where nothing else says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Told {
    /// Words, or several of them in a row, that stand in the names and texts of
    /// such a test: `path`, `relative to`.
    pub words: Vec<String>,
    /// Words that say nothing of it: `request path`.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Facts one of which the handler must have; none where it needs none.
    #[serde(default)]
    pub with: Vec<FactKind>,
    /// Whether the test must look at something that was stored.
    #[serde(default)]
    pub of_stored: bool,
}

/// Where a guard must stand to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// It must run before the effect.
    BeforeEffect,
    /// Before the effect if that writes; where it only reads, before the next
    /// write or the answer: an object may be loaded to find out whose it is.
    BeforeHarm,
    /// It may stand anywhere on the way to the answer.
    Anywhere,
    /// The effect itself says whether it is safe.
    AtEffect,
    /// The way of each value to the effect says whether it is safe: an item for
    /// each effect.
    Flow,
}

/// Words for the states. `{guard}`, `{effect}`, `{condition}`, `{method}` and
/// `{reason}` are filled in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sayings {
    /// The guard is there.
    pub guarded: String,
    /// Nothing protects.
    pub missing: String,
    /// It protects on some paths.
    pub conditional: String,
    /// The change took it away.
    pub removed: String,
    /// The change made it laxer.
    pub weakened: String,
    /// Why an effect of `instead` without a guard is not decided.
    #[serde(default)]
    pub undecided: Option<String>,
    /// Nothing protects, and `{guard}`, a fact of [`Guards::laxer`], says the opposite.
    #[serde(default)]
    pub laxer: Option<String>,
}

impl Check {
    /// Reads a check from its folder among the assets.
    ///
    /// # Errors
    /// What is wrong with `check.toml`, or that `lesson.md` is not there.
    pub(super) fn from_folder(folder: &'static Dir<'static>) -> Result<Self, Problem> {
        let mut check: Self = assets::toml(folder, "check.toml")?;
        check.lesson = assets::text(folder, "lesson.md")?.to_owned();
        if folder.path().file_name().and_then(|name| name.to_str()) != Some(check.id.as_str()) {
            return Err(Problem {
                file: folder.path().join("check.toml").display().to_string(),
                line: None,
                message: format!("the folder is not called {}", check.id),
            });
        }
        Ok(check)
    }
}
