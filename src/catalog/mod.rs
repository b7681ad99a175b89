//! Knowledge as data: checks, frameworks, keys, themes, read from assets into
//! plain values. Knows nothing of how they are used.

mod action_route;
mod added;
mod amount;
mod around;
mod assets;
mod capability;
mod check;
mod config;
mod demo;
mod flow;
mod form;
mod framework;
mod keys;
mod lesson;
mod nearest;
mod pattern;
mod presence;
mod problem;
mod route;
mod row;
mod schemas;
mod standards;
mod theme;
mod themes;

pub use action_route::{ActionRoute, ApplicationModel};
pub use added::{Added, AddedFile, AddedParts, Additions, LARGEST_FILE, MOST_FILES, is_addition};
pub use around::{Around, Holds, Words};
pub use capability::Capability;
pub use check::{Applies, Check, Claimed, Guards, Order, Part, Sayings, Told};
pub use config::{Config, Layout, SETTINGS};
pub use demo::{demo_files, demo_review};
pub use flow::{Absence, Cleaner, Passing, Proof, Reader};
pub use form::{FormModel, PolicyRules, Required};
pub use framework::{
    AnswerModel, Asks, Convention, DefaultGuards, Framework, Grants, ParameterModel, RouteClass,
    Signature,
};
pub use keys::KeyTable;
pub use lesson::{
    At, LessonPlan, LessonSource, Level, PlannedMark, PlannedStep, Task, Weight, builtin_lesson,
    builtin_lessons,
};
pub use nearest::nearest;
pub use pattern::{Pattern, Patterns};
pub use problem::Problem;
pub use route::{
    ClassView, ListedMiddleware, MethodDecorator, Middleware, MountCall, NotAnalysedDecorator,
    RouteCall, RouteDecorator, RouteList, RouteName, RoutePairs, Says,
};
pub use row::{Input, Model, StatusModel};
pub use schemas::schemas;
pub use standards::Standards;
pub use theme::{Background, Look, Meaning, Rgb, Theme};
pub use themes::{OwnTheme, Themes};

use std::sync::Arc;

use crate::model::CheckId;

/// Everything lineproof knows that is data.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    checks: Vec<Check>,
    frameworks: Vec<Framework>,
    standards: Standards,
    added: AddedParts,
}

impl Catalog {
    /// What is built into the program.
    ///
    /// # Errors
    /// The first asset that cannot be read, with file and line. A test keeps
    /// this from happening in a released program.
    pub fn builtin() -> Result<Arc<Self>, Problem> {
        let mut checks = Vec::new();
        for folder in assets::folders("checks") {
            checks.push(Check::from_folder(folder)?);
        }
        checks.sort_by_key(|check| check.position);
        let mut frameworks = Vec::new();
        for folder in assets::folders("frameworks") {
            let mut framework: Framework = assets::toml(folder, "framework.toml")?;
            if !framework.library.is_empty() {
                framework.library_text = Some(assets::text(folder, "library.py")?);
            }
            framework.example_count = assets::examples(folder);
            frameworks.push(framework);
        }
        let standards = Standards::builtin()?;
        Ok(Arc::new(Self { checks, frameworks, standards, added: AddedParts::default() }))
    }

    /// The names of the built-in checks, sorted; reads none of them.
    #[must_use]
    pub fn check_names() -> Vec<&'static str> {
        let folders = assets::folders("checks").into_iter();
        folders.filter_map(|folder| folder.path().file_name()?.to_str()).collect()
    }

    /// The checks, in the order of the checklist; those of users last.
    #[must_use]
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// What users added, and what of it was left out.
    #[must_use]
    pub fn added(&self) -> &AddedParts {
        &self.added
    }

    /// The frameworks and libraries, sorted by id; those of users last.
    #[must_use]
    pub fn frameworks(&self) -> &[Framework] {
        &self.frameworks
    }

    /// The names of what checks refer to by number.
    #[must_use]
    pub fn standards(&self) -> &Standards {
        &self.standards
    }

    /// The check of this id.
    #[must_use]
    pub fn check(&self, id: &CheckId) -> Option<&Check> {
        self.checks.iter().find(|check| &check.id == id)
    }
}
