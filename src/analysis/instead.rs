//! What came in the place of a guard that went, where that cannot be read: it is
//! not known what it asks, so the guard is neither lost nor there.

use std::collections::HashSet;
use std::sync::Arc;

use super::fact::{Fact, Site};
use super::judged::Judged;
use super::refused::{plain, unread_instead};
use super::value::{Arguments, Kind, Value};
use super::world::World;

/// A call or decorator whose code is not in sight.
#[derive(Debug, Clone)]
pub(super) struct Unread {
    pub(super) site: Site,
    /// How it is reached from outside the tree; none where nothing is known.
    path: Option<Arc<str>>,
    /// A decorator, rather than a call.
    decorates: bool,
}

impl Unread {
    /// What calling this value at a place leads to, unless code of the tree.
    pub(super) fn of(value: &Value, site: Site, decorates: bool) -> Option<Self> {
        let path = match &value.kind {
            Kind::Unknown => None,
            Kind::External(external) if !external.path.starts_with("builtins.") => {
                Some(Arc::clone(&external.path))
            }
            _ => return None,
        };
        Some(Self { site, path, decorates })
    }

    /// Whether nothing is known of it: it has no row, and as a decorator is of
    /// the tree, or has a name like a guard.
    fn is_unknown(&self, world: &World) -> bool {
        let Some(path) = self.path.as_deref() else { return true };
        let path = path.trim_end_matches("()");
        let none = Arguments::default();
        let reading = |path: &str| !world.models.reading(path, &none).is_empty();
        if reading(path) || reading(&format!("{path}()")) || reading(&format!("{path}()()")) {
            return false;
        }
        let package = path.split('.').next().unwrap_or(path);
        let of_tree = || {
            world.project.module_at(package).is_some()
                || world.project.package_folder(package).is_some()
        };
        let last = path.rsplit('.').next().unwrap_or(path);
        !self.decorates || of_tree() || sounds_like_guard(last)
    }
}

/// What stands where a guard stood.
pub(super) struct Instead {
    pub(super) site: Site,
    /// Why it is not known what it asks.
    pub(super) say: String,
}

/// What a change put in the place of a guard.
pub(super) fn came_instead(guard: &Fact, old: &Judged<'_>, new: &Judged<'_>) -> Option<Instead> {
    if let Some(site) = new_decorator(old, new) {
        let say = "it could not be followed, so what it asks is not known".to_owned();
        return Some(Instead { site: site.clone(), say });
    }
    if let Some(site) = unread_instead(&guard.trail, old, new) {
        let say = "it could not be followed, so what it asks is not known".to_owned();
        return Some(Instead { site, say });
    }
    let asked =
        guard.test.as_ref().map_or_else(|| guard.deciding().text(), |(test, _)| test.clone());
    let facts = new.behaviour.facts.iter().map(Fact::deciding);
    let refused = new.behaviour.refused.iter().map(|one| one.deciding());
    let site = facts.chain(refused).find(|site| asks_of_another(&asked, &site.text()))?;
    let say = "it asks the same of another owner, of whom nothing is known".to_owned();
    Some(Instead { site: site.clone(), say })
}

/// A decorator that came with the change and could not be followed.
pub(super) fn new_decorator<'new>(old: &Judged<'_>, new: &'new Judged<'_>) -> Option<&'new Site> {
    let known = |one: &Unread| {
        let mut before = old.behaviour.unread.iter();
        before.any(|other| plain(&other.site.text()) == plain(&one.site.text()))
    };
    let mut decorators = new.behaviour.unread.iter().filter(|one| one.decorates);
    let found = decorators.find(|one| !known(one) && one.is_unknown(new.world()))?;
    Some(&found.site)
}

/// Whether a call came with the change that could not be followed.
pub(super) fn calls_unread(old: &Judged<'_>, new: &Judged<'_>) -> bool {
    fn sites<'one>(judged: &'one Judged<'_>) -> impl Iterator<Item = &'one Site> {
        let behaviour = &judged.behaviour;
        let unread = behaviour.unread.iter().filter(|one| one.is_unknown(judged.world()));
        let opaque = behaviour.opaque.iter().filter_map(|one| one.trail.last());
        unread.map(|one| &one.site).chain(opaque)
    }
    let known: HashSet<String> = sites(old).map(|site| plain(&site.text())).collect();
    sites(new).any(|site| !known.contains(&plain(&site.text())))
}

/// Whether a test asks something that could not be followed.
pub(super) fn asks_unread(new: &Judged<'_>, test: &Site) -> bool {
    let inside =
        |one: &&Unread| one.site.file.path == test.file.path && test.range.contains(one.site.range);
    new.behaviour.unread.iter().filter(inside).any(|one| one.is_unknown(new.world()))
}

/// Whether the words of a name speak of turning somebody away.
fn sounds_like_guard(name: &str) -> bool {
    let words = [
        "require",
        "required",
        "requires",
        "login",
        "auth",
        "authenticated",
        "authorize",
        "authorized",
        "permission",
        "permissions",
        "role",
        "roles",
        "admin",
        "allow",
        "allowed",
        "protect",
        "protected",
        "restrict",
        "limit",
        "verify",
        "verified",
        "check",
    ];
    name.split('_').any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
}

/// Whether code asks the same of another attribute by one name on both sides:
/// `row.user != request.user` and `row.team != request.team`.
pub(super) fn asks_of_another(old: &str, new: &str) -> bool {
    let (old, new) = (tokens(old), tokens(new));
    if old.len() != new.len() || old.is_empty() {
        return false;
    }
    let mut other: Option<(&str, &str)> = None;
    let mut replaced = 0;
    for at in 0..old.len() {
        if old[at] == new[at] {
            continue;
        }
        let before = at.checked_sub(1).map_or("", |before| &old[before]);
        let after = old.get(at + 1).map_or("", String::as_str);
        let named = before == "." && after != "(" || after == "=" && matches!(before, "(" | ",");
        let same = other.is_none_or(|pair| pair == (&old[at], &new[at]));
        if !named || !same {
            return false;
        }
        other = Some((&old[at], &new[at]));
        replaced += 1;
    }
    replaced >= 2
}

/// The words and signs of code.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut inside = false;
    for c in code.chars() {
        let word = c.is_alphanumeric() || c == '_';
        match tokens.last_mut() {
            Some(last) if word && inside => last.push(c),
            _ if c.is_whitespace() => {}
            _ => tokens.push(c.to_string()),
        }
        inside = word;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::asks_of_another;

    #[test]
    fn another_owner_is_one_that_both_sides_name() {
        assert!(asks_of_another("row.user != request.user", "row.team != request.team"));
        assert!(asks_of_another("Row.filter(user=g.user)", "Row.filter(team=g.team)"));
        assert!(!asks_of_another("row.user != request.user", "row.id != request.args"));
        assert!(!asks_of_another("row.user != request.user", "row.user == request.user"));
        assert!(!asks_of_another("row.user != me.user", "row.user != me.user"));
    }
}
