//! The names most like a misspelt one.

/// At most this many names are offered.
const OFFERED: usize = 3;

/// Those of `names` that are near enough to `wanted`, the nearest first.
#[must_use]
pub fn nearest(wanted: &str, names: Vec<String>) -> Vec<String> {
    let allowed = (wanted.chars().count() / 3).clamp(1, 4);
    let lower = wanted.to_lowercase();
    let mut scored: Vec<(usize, String)> = names
        .into_iter()
        .filter(|name| name != wanted)
        .filter_map(|name| distance_to(&lower, &name, allowed).map(|distance| (distance, name)))
        .collect();
    scored.sort();
    scored.dedup();
    scored.truncate(OFFERED);
    scored.into_iter().map(|(_, name)| name).collect()
}

/// How far a name is; a branch of a remote, or in a folder, may be meant by its last part.
fn distance_to(wanted: &str, name: &str, allowed: usize) -> Option<usize> {
    let name = name.to_lowercase();
    let whole = edits(wanted, &name);
    let tail = name.split_once('/').map(|(_, tail)| edits(wanted, tail) + 1);
    let best = tail.map_or(whole, |tail| tail.min(whole));
    if best <= allowed {
        return Some(best);
    }
    let part = wanted.chars().count() >= 4 && name.contains(wanted);
    part.then_some(allowed + 1)
}

/// Insertions, deletions, substitutions and swaps of neighbours between two words.
fn edits(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let mut best = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b;
            if swapped {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_or_a_doubled_letter_is_one_edit() {
        assert_eq!(edits("mian", "main"), 1);
        assert_eq!(edits("maain", "main"), 1);
        assert_eq!(edits("", "abc"), 3);
    }

    #[test]
    fn the_nearest_name_comes_first_and_far_names_are_not_offered() {
        let names = ["origin/main", "main", "release"].map(str::to_owned).to_vec();
        assert_eq!(nearest("maain", names), ["main"]);
    }

    #[test]
    fn a_part_of_a_longer_name_is_offered() {
        let names = ["feature/login-form", "main"].map(str::to_owned).to_vec();
        assert_eq!(nearest("login", names), ["feature/login-form"]);
    }
}
