//! Where a guard that a change took away was lost: on its way from the handler
//! to the line that decides, the first line that the change took.

use std::sync::Arc;

use super::classes::Base;
use super::discover::{Found, Hook};
use super::fact::Site;
use super::judged::Judged;
use super::refused::plain;
use super::world::World;

/// The first line on the way of a handler's guard that stands less often in the
/// handler, or outside it in its file, than before. Where none does, it may be
/// that of a class that had it from another.
pub(super) fn where_lost(way: &[Site], old: &Judged<'_>, new: &Judged<'_>) -> Option<Site> {
    let (was, is) = (&old.found, &new.found);
    let is_gone = |site: &&Site| {
        let inside = site.file.path == was.file.path && was.function.range.contains(site.range);
        if inside {
            let text = |found: &Found| found.file.module.slice(found.function.range).to_owned();
            return stands_less(site, &text(was), Some(&text(is)));
        }
        let texts = (old.text_of(&site.file.path), new.text_of(&site.file.path));
        stands_less(site, texts.0.as_deref().unwrap_or_default(), texts.1.as_deref())
    };
    let found = way.iter().find(is_gone).cloned();
    found.or_else(|| classes(old).into_iter().find(|site| is_gone(&site)))
}

/// Where the program said that a hook runs before the handler, for a guard of a hook
/// that does so no more.
pub(super) fn hook_lost(way: &[Site], old: &Judged<'_>, new: &Judged<'_>) -> Option<Site> {
    let decides = way.last()?;
    let holds = |hook: &&Hook| {
        let function = &hook.function;
        function.file.path == decides.file.path && function.function.range.contains(decides.range)
    };
    let was = old.found.before.iter().find(holds)?;
    let same = |now: &Hook| {
        now.function.file.path == was.function.file.path
            && now.function.function.name == was.function.function.name
    };
    let is_gone = was.at.file.path != old.found.file.path && !new.found.before.iter().any(same);
    is_gone.then(|| was.at.clone())
}

/// The same for a function that no handler leads to.
pub(super) fn where_lost_alone<'way>(way: &'way [Site], head: &World) -> Option<&'way Site> {
    way.iter().find(|site| {
        let now = head.project.text(&site.file.path);
        stands_less(site, &site.file.module.text, now.as_deref())
    })
}

/// Whether code stands less often in a text than it did, or the text is gone.
fn stands_less(site: &Site, before: &str, now: Option<&str>) -> bool {
    if now == Some(before) {
        return false;
    }
    let code = plain(site.file.module.slice(site.range));
    let count = |text: &str| plain(text).matches(&code).count();
    now.is_none_or(|now| count(now) < count(before))
}

/// The lines that declare the class of a handler and those it is made of, in its
/// tree, and their decorators.
fn classes(judged: &Judged<'_>) -> Vec<Site> {
    let Some(class) = &judged.found.class else { return Vec::new() };
    let bases = judged.tree.world.bases(class).into_iter().filter_map(Base::inside);
    let all = std::iter::once(Arc::clone(class)).chain(bases);
    let inside = all.filter(|class| !class.file.is_library());
    let lines = inside.flat_map(|class| {
        let decorators = class.class.decorators.iter().map(|decorator| decorator.range);
        let lines: Vec<_> = decorators.chain([class.class.header]).collect();
        lines.into_iter().map(move |range| Site { file: Arc::clone(&class.file), range })
    });
    lines.collect()
}
