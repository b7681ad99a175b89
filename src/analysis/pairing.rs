//! Which handler of the old tree a handler of the new one was: by its name, else by its
//! route, else by what its body says. One may have become several: split by version, or
//! by method as the methods of a class.

use std::collections::HashMap;

use super::beside::Answers;
use super::discover::Found;
use super::items::Item;
use super::judged::{Judged, Walked, is_same};
use crate::model::Route;

/// Bodies are one where so much of their lines is the same, of 100.
const ALIKE: usize = 70;

/// The same where their names are one, or one is the other with more after it.
const HALF: usize = 50;

/// Bodies with fewer lines than these say too little.
const FEWEST: usize = 3;

/// A handler that went, with what the checks said of it.
pub(super) type Gone<'one, 'tree> = (&'one Judged<'tree>, &'one Vec<Vec<Item>>);

/// The handlers of a file that the change took from it.
pub(super) fn gone<'one, 'tree>(
    walked: &'one Walked<'tree>,
    answers: &'one Answers,
) -> Vec<Gone<'one, 'tree>> {
    let old = || &walked.old[..];
    let kept: Vec<usize> =
        walked.new.iter().filter_map(|new| twin(&new.found, old(), &walked.new)).collect();
    let all = old().iter().zip(&answers.old).enumerate();
    all.filter(|(at, _)| !kept.contains(at)).map(|(_, one)| one).collect()
}

/// What a handler was in another file, by its whole name as well.
pub(super) fn moved_here<'one, 'tree>(
    new: &Found,
    gone: &[Gone<'one, 'tree>],
) -> Option<Gone<'one, 'tree>> {
    let elsewhere = gone.iter().filter(|(one, _)| one.found.file.path != new.file.path);
    let mut named = elsewhere.clone().filter(|(one, _)| {
        one.found.name == new.name && shared(&lines(new), &lines(&one.found)) >= HALF
    });
    if let Some(found) = named.next() {
        return named.next().is_none().then_some(*found);
    }
    let others: Vec<&Judged<'tree>> = elsewhere.clone().map(|(one, _)| *one).collect();
    let found = another(new, &others)?;
    elsewhere.clone().find(|(one, _)| std::ptr::eq(*one, found)).copied()
}

/// The place, among old handlers, of what a new one was; `others` are all new ones.
pub(super) fn twin(new: &Found, old: &[Judged<'_>], others: &[Judged<'_>]) -> Option<usize> {
    if let Some(at) = old.iter().position(|one| is_same(new, &one.found)) {
        return Some(at);
    }
    let gone = |one: &&Judged<'_>| !others.iter().any(|now| is_same(&now.found, &one.found));
    let vanished: Vec<&Judged<'_>> = old.iter().filter(gone).collect();
    let found = another(new, &vanished)?;
    old.iter().position(|one| std::ptr::eq(one, found))
}

/// What of some handlers that went a new one was.
pub(super) fn another<'one, 'tree>(
    new: &Found,
    vanished: &[&'one Judged<'tree>],
) -> Option<&'one Judged<'tree>> {
    let mut by_route = vanished.iter().filter(|one| answers_alike(new, &one.found));
    if let Some(found) = by_route.next() {
        return by_route.next().is_none().then_some(*found);
    }
    let lines = lines(new);
    let alike = |one: &&&'one Judged<'tree>| {
        let (is, was) = (&new.name, &one.found.name);
        let named = is.starts_with(was.as_str()) || was.starts_with(is.as_str());
        let least = if named { HALF } else { ALIKE };
        shared(&lines, &self::lines(&one.found)) >= least
    };
    let mut by_body = vanished.iter().filter(alike);
    let found = by_body.next()?;
    by_body.next().is_none().then_some(*found)
}

/// Whether both answer one address, to one method where these are known.
fn answers_alike(new: &Found, old: &Found) -> bool {
    let template = |route: &Route| {
        let mut depth = 0usize;
        let mut plain = String::new();
        for c in route.template.chars() {
            match c {
                '<' | '{' | '(' => depth += 1,
                '>' | '}' | ')' => {
                    depth = depth.saturating_sub(1);
                    plain.push('*');
                }
                _ if depth == 0 => plain.push(c),
                _ => {}
            }
        }
        plain
    };
    let known: Vec<String> = old.routes.iter().map(template).collect();
    let same = new.routes.iter().any(|route| known.contains(&template(route)));
    let any = new.methods.is_empty() || old.methods.is_empty();
    same && new.framework == old.framework
        && (any || new.methods.iter().any(|method| old.methods.contains(method)))
}

/// The lines of a body and how often each stands there, without what a method or a
/// request parameter is called by.
fn lines(found: &Found) -> HashMap<String, usize> {
    let mut lines = HashMap::new();
    let body = &found.function.body;
    let (Some(first), Some(last)) = (body.first(), body.last()) else { return lines };
    let text = &found.file.module.text;
    let code = text.get(first.range.start as usize..last.range.end as usize).unwrap_or_default();
    for line in code.lines() {
        let line: String = line.replace("self.", "").split_whitespace().collect();
        if line.len() > 4 {
            *lines.entry(line).or_default() += 1;
        }
    }
    lines
}

/// How much of the lines of both is in both, of 100; none where there are too few.
fn shared(one: &HashMap<String, usize>, other: &HashMap<String, usize>) -> usize {
    let count = |lines: &HashMap<String, usize>| lines.values().sum::<usize>();
    let most = count(one).max(count(other));
    if count(one).min(count(other)) < FEWEST {
        return 0;
    }
    let both = one.iter().map(|(line, times)| other.get(line).map_or(0, |known| *times.min(known)));
    both.sum::<usize>() * 100 / most
}
