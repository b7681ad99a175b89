//! Fuzzy matching: the letters in their order, better where they begin words.

/// Texts that hold the letters as they stand score at least this.
pub const WHOLE: i32 = 80;

/// How well the letters fit a text; none when they are not all there. Blanks
/// separate parts that must all fit; letter case does not matter.
#[must_use]
pub fn score(text: &str, letters: &str) -> Option<i32> {
    letters.split_whitespace().map(|part| part_score(text, part)).sum()
}

fn part_score(text: &str, part: &str) -> Option<i32> {
    let text: Vec<char> = text.chars().collect();
    let lower: Vec<char> = text.iter().map(char::to_ascii_lowercase).collect();
    let part: Vec<char> = part.chars().map(|c| c.to_ascii_lowercase()).collect();
    let whole = lower.windows(part.len().max(1)).position(|window| window == part);
    if let Some(at) = whole {
        let bonus = if begins_word(&text, at) { 40 } else { 0 };
        return Some(100 + bonus - i32::try_from(at.min(60)).unwrap_or(60) / 4);
    }
    let mut score = 0;
    let mut from = 0;
    let mut last = None;
    for letter in part {
        let at = from + lower.get(from..)?.iter().position(|c| *c == letter)?;
        score += match last {
            Some(before) if before + 1 == at => 6,
            _ if begins_word(&text, at) => 8,
            _ => 0,
        };
        score -= i32::try_from((at - from).min(20)).unwrap_or(20) / 4;
        last = Some(at);
        from = at + 1;
    }
    Some(score)
}

fn begins_word(text: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|index| text.get(index)) else { return true };
    let is_hump = before.is_lowercase() && text.get(at).is_some_and(|c| c.is_uppercase());
    !before.is_alphanumeric() || is_hump
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_of_words_win_over_scattered_letters() {
        let texts = ["set_aggregates", "unset_lag", "list_pages"];
        let best = texts.iter().max_by_key(|text| score(text, "sag")).copied();
        assert_eq!(best, Some("set_aggregates"));
        assert!(score("put", "x").is_none());
    }
}
