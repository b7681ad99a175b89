//! Guards that a change took, or that cover less of what is done, while nothing
//! that they kept from anybody is open: it went as well, or was never theirs.

use std::sync::Arc;

use super::compare::Sides;
use super::covered::is_twin;
use super::fact::{Condition, Fact, Form, Reach, Site, Turn};
use super::instead::calls_unread;
use super::items::Item;
use super::judged::Judged;
use super::refused::{Refused, plain};
use super::right_instead::asked_by_right;
use super::value::Origins;
use crate::model::FactKind;
use crate::syntax::python::{has_word, words};

/// Whether the guard of an item left nothing open where the item is less well
/// guarded than it was.
pub(super) fn left_nothing_open(base: &Item, head: &Item, sides: Sides<'_>) -> bool {
    let Some(guard) = &base.guard else { return false };
    if head.laxer.is_some() {
        return false;
    }
    let (old, new) = sides;
    let is_new = head.effect.as_ref().is_some_and(|effect| {
        let mut before = old.behaviour.facts.iter();
        !before.any(|fact| is_twin(fact, effect))
    });
    let looks = |fact: &Fact| fact.reach != Reach::Handler && fact.status.is_none();
    is_new && stands_still(guard, new)
        // A look turns nobody away: it cannot come too late for anything else.
        || looks(guard) && head.late.as_ref().is_some_and(looks)
        || went_with_what_it_kept(&guard.trail, sides)
        || input_went(guard, sides)
}

/// Whether a guard is where it was: what is open is something else, that the
/// change added.
fn stands_still(guard: &Fact, new: &Judged<'_>) -> bool {
    let alike = |one: &Site, other: &Site| plain(&one.text()) == plain(&other.text());
    new.behaviour.facts.iter().any(|now| {
        now.kind == guard.kind
            && now.reach == guard.reach
            && alike(now.deciding(), guard.deciding())
            && (guard.trail.len() > 1 || alike(now.near(), guard.near()))
            && now.extra_conditions(guard).len() <= guard.extra_conditions(now).len()
    })
}

/// Whether a refusal came with a call that also wrote, and went with it: what that
/// call wrote is not written any more, and nothing else is in its place.
pub(super) fn went_with_what_it_kept(trail: &[Site], (old, new): Sides<'_>) -> bool {
    let writes = |fact: &&Fact| {
        matches!(
            fact.kind,
            FactKind::ObjectUpdated
                | FactKind::ObjectCreated
                | FactKind::ObjectDeleted
                | FactKind::MessageSent
        )
    };
    let (before, after) = (&old.behaviour.facts, &new.behaviour.facts);
    let known = |fact: &Fact, others: &[Fact]| others.iter().any(|other| is_twin(fact, other));
    if after.iter().filter(writes).any(|now| !before.iter().any(|was| is_twin(was, now))) {
        return false;
    }
    // What stands around a handler comes before all that it does.
    let body = old.found.function.body.first().map_or(u32::MAX, |first| first.range.start);
    let within = |near: &Site| near.file.path == old.found.file.path && near.range.start >= body;
    if !trail.first().is_some_and(within) {
        return false;
    }
    // The calls on the way, from the handler's on.
    let calls = trail.len().saturating_sub(1);
    trail.iter().take(calls).any(|call| {
        let through = |fact: &&Fact| fact.trail.iter().any(|site| site.same(call));
        let mut written = before.iter().filter(writes).filter(through).peekable();
        is_gone(call, (old, new))
            && written.peek().is_some()
            && written.all(|fact| !known(fact, after))
    })
}

/// Whether a line stands no more in the handler, or outside it in its file.
fn is_gone(site: &Site, (old, new): Sides<'_>) -> bool {
    let code = plain(site.file.module.slice(site.range));
    let (was, is) = (&old.found, &new.found);
    if site.file.path == was.file.path && was.function.range.contains(site.range) {
        return !plain(is.file.module.slice(is.function.range)).contains(&code);
    }
    new.text_of(&site.file.path).is_none_or(|text| !plain(&text).contains(&code))
}

/// Whether a refusal that is gone left nothing open.
pub(super) fn nothing_lost(refused: &Refused, sides: Sides<'_>) -> bool {
    let of_input = refused.kind == Some(FactKind::InputValidated);
    of_input && (parameter_went(&refused.trail, sides) || asked_by_form(refused, sides))
        || refused.status == Some(403) && refused.trail.len() > 1 && asked_by_right(refused, sides)
        || asks_how_it_is_set_up(refused)
        || went_with_what_it_kept(&refused.trail, sides)
        || stands_elsewhere(refused, sides)
        || looked_for_among(refused, sides)
}

/// Whether it asks how the service is set up, of no request, and answers none.
fn asks_how_it_is_set_up(refused: &Refused) -> bool {
    let setting = |test: &Condition| {
        test.turn == Turn::Test
            && (test.form == Form::Setting
                || test.origins.except(Origins::SETTING) == Origins::NONE)
            && test.text.to_ascii_lowercase().contains("settings.")
    };
    refused.status.is_none()
        && refused.kind.is_none()
        && refused.way.last().is_some_and(|last| setting(last))
}

/// Whether it asked for no more than that something was sent, `"a" not in request.form`,
/// where a form that was there before looks at all of that on every way.
fn asked_by_form(refused: &Refused, (old, new): Sides<'_>) -> bool {
    let asks = |part: &str| {
        let part = part.trim();
        let key = part.split_once(" not in ").filter(|(key, _)| key.starts_with(['"', '\'']));
        key.is_some_and(|(_, whole)| !whole.contains(['(', '"', '\'']))
    };
    let code = refused.deciding().file.module.slice(refused.deciding().range);
    let presence = code.split(" or ").all(asks);
    let form = |fact: &&Fact| {
        let looks = fact.kind == FactKind::InputValidated && fact.bare == 0 && fact.test.is_none();
        looks && fact.deciding().text().contains("is_valid")
    };
    let known = |now: &Fact| old.behaviour.facts.iter().filter(form).any(|was| is_twin(was, now));
    presence && new.behaviour.facts.iter().filter(form).any(known)
}

/// Whether its test stands in another place of the change now, and the handler may
/// come by there: a call that came with the change could not be followed.
fn stands_elsewhere(refused: &Refused, (old, new): Sides<'_>) -> bool {
    let code = plain(refused.deciding().file.module.slice(refused.deciding().range));
    let is_test = code.len() > 16 && !refused.is_answer();
    if !is_test || !calls_unread(old, new) {
        return false;
    }
    let count = |text: Option<Arc<str>>| text.map_or(0, |text| plain(&text).matches(&code).count());
    let mut paths = new.world().watched.iter().filter(|path| path.is_python());
    paths.any(|path| {
        *path != refused.deciding().file.path && count(new.text_of(path)) > count(old.text_of(path))
    })
}

/// Whether it compared whose something is, `boat.club_id != club.id`, and that is
/// looked for among those of the same one now: `club.boats.get(...)`.
fn looked_for_among(refused: &Refused, (old, new): Sides<'_>) -> bool {
    let Some((left, right)) = refused.test.split_once("!=") else { return false };
    let whose = |side: &str| {
        let side = side.trim();
        let owner = side.strip_suffix(".id").or_else(|| side.strip_suffix(".pk")).unwrap_or(side);
        let plain = owner.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
        (plain && !owner.is_empty()).then(|| format!("{owner}."))
    };
    let looks = |fact: &&Fact| matches!(fact.kind, FactKind::ObjectLoaded | FactKind::StoreRead);
    let known = |site: &Site| {
        let mut before = old.behaviour.facts.iter().filter(looks);
        before.any(|fact| plain(&fact.deciding().text()) == plain(&site.text()))
    };
    let came: Vec<&Site> = new.behaviour.facts.iter().filter(looks).map(Fact::deciding).collect();
    let came: Vec<&Site> = came.into_iter().filter(|site| !known(site)).collect();
    [left, right].into_iter().filter_map(whose).any(|owner| {
        came.iter().any(|site| {
            let code = site.text();
            let rest = code.strip_prefix(owner.as_str());
            rest.is_some_and(|rest| rest.contains('.') && !rest.starts_with("objects."))
        })
    })
}

fn input_went(guard: &Fact, sides: Sides<'_>) -> bool {
    guard.kind == FactKind::InputValidated
        && guard.reach == Reach::Handler
        && parameter_went(&guard.trail, sides)
}

/// Whether a way ends at the declaration of a parameter, `name: type = default`, of
/// a function elsewhere, and nothing of the handler declares or reads the name now.
fn parameter_went(trail: &[Site], (_, new): Sides<'_>) -> bool {
    let [_, .., declared] = trail else { return false };
    let code = declared.file.module.slice(declared.range);
    let name = words(code).next().filter(|name| code.starts_with(name)).unwrap_or_default();
    let is_declared = code[name.len()..].trim_start().starts_with(':');
    let names = |site: &Site| has_word(site.file.module.slice(site.range), name);
    let mut sites = new.behaviour.facts.iter().map(Fact::deciding);
    !name.is_empty() && is_declared && !sites.any(names)
}
