//! Rules as oslo.policy writes them, `role:admin or (role:member and owner:%(id)s)`,
//! as ways in which they let a caller through.

use std::collections::HashMap;

/// Ways; of each all parts must hold.
pub(super) type Ways = Vec<Vec<String>>;

/// More ways than this are not kept apart.
const MAX_WAYS: usize = 64;

/// Rules that name rules are followed so deep.
const MAX_DEPTH: usize = 10;

/// The ways in which a rule lets a caller through; none where it cannot be read.
pub(super) fn ways(rule: &str, others: &HashMap<String, String>) -> Option<Ways> {
    read(rule, others, 0)
}

fn read(rule: &str, others: &HashMap<String, String>, depth: usize) -> Option<Ways> {
    let spaced =
        rule.replace('(', " ( ").replace(')', " ) ").replace("% ( ", "%(").replace(" ) s", ")s");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    if words.is_empty() {
        return Some(vec![Vec::new()]);
    }
    let mut parser = Parser { words: &words, at: 0, others, depth };
    let all = parser.any()?;
    (parser.at == words.len()).then_some(all)
}

struct Parser<'rule> {
    words: &'rule [&'rule str],
    at: usize,
    others: &'rule HashMap<String, String>,
    depth: usize,
}

impl Parser<'_> {
    fn takes(&mut self, word: &str) -> bool {
        let is_it = self.words.get(self.at).is_some_and(|one| one.eq_ignore_ascii_case(word));
        self.at += usize::from(is_it);
        is_it
    }

    fn any(&mut self) -> Option<Ways> {
        let mut all = self.each()?;
        while self.takes("or") {
            all.extend(self.each()?);
        }
        (all.len() <= MAX_WAYS).then_some(all)
    }

    fn each(&mut self) -> Option<Ways> {
        let mut all = self.one()?;
        while self.takes("and") {
            let more = self.one()?;
            if all.len() * more.len() > MAX_WAYS {
                return None;
            }
            let joined = |way: &Vec<String>| {
                let way = way.clone();
                more.iter().map(move |more| way.iter().chain(more).cloned().collect::<Vec<_>>())
            };
            all = all.iter().flat_map(joined).collect();
        }
        Some(all)
    }

    fn one(&mut self) -> Option<Ways> {
        if self.takes("(") {
            let inside = self.any()?;
            return self.takes(")").then_some(inside);
        }
        if self.takes("not") {
            // Only what names nothing else is turned round.
            let word = self.words.get(self.at)?;
            let plain = !word.starts_with("rule:") && !matches!(*word, "(" | "@" | "!");
            self.at += 1;
            return plain.then(|| vec![vec![format!("not {word}")]]);
        }
        let word = *self.words.get(self.at)?;
        self.at += 1;
        match word {
            ")" => None,
            "@" => Some(vec![Vec::new()]),
            "!" => Some(Vec::new()),
            _ => match word.strip_prefix("rule:").and_then(|name| self.others.get(name)) {
                Some(rule) if self.depth < MAX_DEPTH => read(rule, self.others, self.depth + 1),
                _ => Some(vec![vec![word.to_owned()]]),
            },
        }
    }
}

/// Whether the one rule lets through whom the other does, and more; roles have
/// those behind them as well.
pub(super) fn lets_more(was: &Ways, is: &Ways, roles: &[String]) -> bool {
    let follows = |way: &Vec<String>, wide: &Vec<String>| {
        wide.iter().all(|wanted| way.iter().any(|part| implies(part, wanted, roles)))
    };
    let inside = |one: &Ways, other: &Ways| {
        one.iter().all(|way| other.iter().any(|wide| follows(way, wide)))
    };
    inside(was, is) && !inside(is, was)
}

fn implies(part: &str, wanted: &str, roles: &[String]) -> bool {
    let place = |part: &str| {
        let role = part.strip_prefix("role:")?;
        roles.iter().position(|one| one == role)
    };
    part == wanted
        || matches!((place(part), place(wanted)), (Some(has), Some(asked)) if has <= asked)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{lets_more, ways};

    #[test]
    fn a_rule_lets_more_through_where_each_old_way_is_left_and_another_came() {
        let others = HashMap::from([("owner".to_owned(), "project:%(project)s".to_owned())]);
        let roles = ["admin", "member", "reader"].map(str::to_owned);
        let more = |was: &str, is: &str| {
            lets_more(&ways(was, &others).unwrap(), &ways(is, &others).unwrap(), &roles)
        };
        assert!(more("role:admin", ""));
        assert!(more("role:admin", "@"));
        assert!(more("!", "role:admin"));
        assert!(more("role:admin", "role:reader"));
        assert!(more("role:admin", "role:admin or rule:owner"));
        assert!(more("role:member and rule:owner", "rule:owner"));
        assert!(more("(role:reader and rule:owner) or role:admin", "role:reader"));
        assert!(!more("role:reader", "role:admin"));
        assert!(!more("rule:owner", "project:%(project)s"));
        assert!(!more("role:admin or rule:owner", "rule:owner or role:admin"));
        assert!(!more("role:auditor", "role:keeper"));
        assert!(ways("not (role:a or role:b)", &others).is_none());
    }
}
