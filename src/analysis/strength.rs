//! Guards that say how much they ask by a word: `no-store`, `private`. Where a
//! weaker word stands in the place of a stronger one, less is asked.

use super::fact::Fact;
use super::judged::Judged;
use super::refused::plain;
use crate::catalog::Check;
use crate::syntax::python::words;

/// The guard at head that asks less than those at base did, by the words of its check.
pub(super) fn says_less(check: &Check, (old, new): (&Judged<'_>, &Judged<'_>)) -> Option<Fact> {
    let ranked = |judged: &Judged<'_>| -> Vec<(Option<usize>, Fact)> {
        let facts = judged.behaviour.facts.iter();
        let guards = facts.filter(|fact| check.guards.facts.contains(&fact.kind) && !fact.void);
        guards.map(|fact| (rank(check, fact), fact.clone())).collect()
    };
    if check.guards.strengths.is_empty() {
        return None;
    }
    let (before, after) = (ranked(old), ranked(new));
    let was = before.iter().filter_map(|(rank, _)| *rank).min()?;
    let (is, guard) = after
        .iter()
        .filter_map(|(rank, fact)| Some((*rank.as_ref()?, fact)))
        .min_by_key(|one| one.0)?;
    let known = |fact: &Fact| {
        let code = plain(&fact.deciding().text());
        before.iter().any(|(_, other)| plain(&other.deciding().text()) == code)
    };
    // What says something else may ask as much.
    let unread = after.iter().any(|(rank, fact)| rank.is_none() && !known(fact));
    (is > was && !unread && !known(guard)).then(|| guard.clone())
}

/// How strong the word of a guard is, 0 for the strongest; of several any of which
/// will do, the weakest.
fn rank(check: &Check, fact: &Fact) -> Option<usize> {
    let site = fact.deciding();
    let code = site.file.module.slice(site.range).to_lowercase().replace('-', "_");
    let has = |word: &String| words(&code).any(|one| one == word);
    let mut ranks = check.guards.strengths.iter().enumerate();
    let either = has(&"or".to_owned());
    let ranked = |(_, group): &(usize, &Vec<String>)| group.iter().any(has);
    let found = if either { ranks.rfind(ranked) } else { ranks.find(ranked) };
    found.map(|(rank, _)| rank)
}
