//! What a program sets up for handlers that know nothing of it: hooks, middleware,
//! dependencies of groups of routes, applications around them, guards in settings.

use std::sync::Arc;

use super::routes::{Group, RouteIndex, definition_site};
use crate::analysis::fact::Site;
use crate::analysis::value::{FunctionValue, Kind};
use crate::analysis::world::World;
use crate::catalog::Asks;
use crate::model::RepoPath;
use crate::syntax::python::ast::Range;
use crate::syntax::python::digest_function;

/// Something that is set up once for handlers elsewhere.
#[derive(Debug)]
pub(in crate::analysis) struct SetUp {
    /// Where the program says so.
    pub(in crate::analysis) at: Site,
    /// What runs, where it is one function.
    pub(in crate::analysis) runs: Option<Arc<FunctionValue>>,
    /// The file of the group of routes that it is for, where it is for one.
    pub(in crate::analysis) of: Option<RepoPath>,
}

impl SetUp {
    fn at(at: Site) -> Self {
        Self { at, runs: None, of: None }
    }

    /// Its words, and what it does.
    pub(in crate::analysis) fn says(&self) -> (String, Option<u64>) {
        let words = self.at.file.module.slice(self.at.range);
        let words = words.chars().filter(|c| !c.is_whitespace()).collect();
        (words, self.runs.as_ref().map(|runs| digest_function(&runs.function)))
    }

    /// Whether what runs, or what says so, lies in a part of a file.
    pub(in crate::analysis) fn lies_in(&self, file: &RepoPath, range: Range) -> bool {
        let runs = self.runs.as_ref();
        self.at.file.path == *file && range.contains(self.at.range)
            || runs
                .is_some_and(|runs| runs.file.path == *file && range.contains(runs.function.range))
    }
}

impl RouteIndex {
    /// What a tree sets up for handlers elsewhere, in the order of files and lines.
    pub(in crate::analysis) fn set_ups(&self, world: &World) -> Vec<SetUp> {
        let file_of = |group: &Group| group.0.clone();
        let mut found: Vec<SetUp> = Vec::new();
        for (group, hook) in self.hooks.all() {
            let (at, runs) = (hook.at.clone(), Some(Arc::clone(&hook.function)));
            found.push(SetUp { at, runs, of: group.map(file_of) });
        }
        for (group, mounts) in &self.mounts {
            for mount in mounts {
                found.extend(mount.dependencies.iter().map(|(_, site)| SetUp {
                    of: Some(file_of(group)),
                    ..SetUp::at(site.clone())
                }));
                let parent = mount.parent.as_ref();
                found.extend(parent.and_then(|one| definition_site(world, one)).map(SetUp::at));
            }
        }
        found.extend(self.applications());
        for (framework, rows) in world.frameworks_present() {
            found.extend(world.around(framework, rows).iter().flatten().cloned().map(SetUp::at));
            let listed = rows.models.iter().filter_map(|row| row.asks.as_ref());
            let listed = listed.filter(|asks: &&Asks| asks.setting.is_some());
            let listed = listed.flat_map(|asks| world.listed_in_settings(asks));
            found.extend(listed.map(|(_, site)| SetUp::at(site)));
        }
        found.sort_by_key(|one| (one.at.file.path.clone(), one.at.range.start));
        found.dedup_by(|one, other| one.at.same(&other.at) && one.says() == other.says());
        found
    }

    /// The applications that call handlers.
    fn applications(&self) -> Vec<SetUp> {
        let mut found: Vec<SetUp> = Vec::new();
        for action in self.actions.values().flatten() {
            let application = action.application.as_ref();
            let Some(Kind::Instance(object)) = application.map(|it| &it.value.kind) else {
                continue;
            };
            let (file, range) = (Arc::clone(&object.class.file), object.class.class.range);
            let at = Site { file, range };
            if !at.file.is_library() && !found.iter().any(|one| one.at.same(&at)) {
                found.push(SetUp::at(at));
            }
        }
        found
    }
}
