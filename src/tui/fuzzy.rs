//! Fuzzy matching: parts of words as they stand, else letters that begin words.

/// How far letters may lie apart within a word.
const APART: usize = 3;

/// How well letters fit a text, the better the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Whether the text holds each part as it stands.
    pub is_whole: bool,
    /// What decides among those of one kind.
    pub score: i32,
}

/// How well the letters fit a text; none when they are not all there. Blanks
/// separate parts that must all fit; letter case does not matter.
#[must_use]
pub fn fit(text: &str, letters: &str) -> Option<Fit> {
    let mut fit = Fit { is_whole: true, score: 0 };
    let text = Text::new(text);
    for part in letters.split_whitespace() {
        let part: Vec<char> = part.chars().map(|c| c.to_ascii_lowercase()).collect();
        match text.whole(&part) {
            Some(score) => fit.score += score,
            None => {
                fit.is_whole = false;
                fit.score += text.scattered(&part)?;
            }
        }
    }
    Some(fit)
}

/// Keeps what holds the letters as they stand; where nothing does, what they may be meant for.
pub fn keep_best<T>(all: &mut Vec<T>, fit: impl Fn(&T) -> Fit) {
    if all.iter().any(|it| fit(it).is_whole) {
        all.retain(|it| fit(it).is_whole);
    }
}

struct Text {
    chars: Vec<char>,
    lower: Vec<char>,
}

impl Text {
    fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let lower = chars.iter().map(char::to_ascii_lowercase).collect();
        Self { chars, lower }
    }

    /// How well the part fits where it stands as it is, best at the beginning of a word.
    fn whole(&self, part: &[char]) -> Option<i32> {
        let found = self.lower.windows(part.len().max(1)).enumerate();
        let found = found.filter(|(_, window)| *window == part).map(|(at, _)| {
            let bonus = if begins_word(&self.chars, at) { 40 } else { 0 };
            100 + bonus - i32::try_from(at.min(60)).unwrap_or(60) / 4
        });
        found.max()
    }

    /// How well its letters fit in their order: the first begins a word, each other follows
    /// the one before, lies near it in the same word, or begins a word.
    fn scattered(&self, part: &[char]) -> Option<i32> {
        let mut ends: Vec<Option<i32>> = vec![None; self.lower.len()];
        for (number, letter) in part.iter().enumerate() {
            let mut best: Option<i32> = None;
            let next = self.lower.iter().enumerate().map(|(at, c)| {
                let before = best;
                best = best.max(ends.get(at).copied().flatten());
                if c != letter {
                    return None;
                }
                let begins = begins_word(&self.chars, at);
                match number {
                    0 => begins.then_some(8),
                    _ => before.filter(|_| begins).map(|it| it + 8).max(self.near(&ends, at)),
                }
            });
            ends = next.collect();
        }
        ends.into_iter().flatten().max()
    }

    /// The best that ended shortly before, in the same word.
    fn near(&self, ends: &[Option<i32>], at: usize) -> Option<i32> {
        let mut best = None;
        for apart in 1..=APART.min(at) {
            let before = at - apart;
            if !self.chars.get(before).is_some_and(|c| c.is_alphanumeric()) {
                break;
            }
            let bonus = if apart == 1 { 6 } else { 0 };
            best = best.max(ends.get(before).copied().flatten().map(|score| score + bonus));
        }
        best
    }
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
        let best = texts.iter().max_by_key(|text| fit(text, "sag")).copied();
        assert_eq!(best, Some("set_aggregates"));
        assert_eq!(fit("put", "x"), None);
    }

    #[test]
    fn letters_begin_words_or_lie_near_in_one() {
        for (text, letters) in [
            ("get_aggregates", "getagg"),
            ("showParcel", "sp"),
            ("handlers", "hdlrs"),
            ("Write the review", "wr rev"),
        ] {
            assert!(fit(text, letters).is_some(), "{letters}");
        }
        for (text, letters) in [
            ("Show the whole file, or only what changed", "who wrote"),
            ("Leave the peek, the search or the list", "disk"),
            ("Mark the handler as reviewed, or take the mark back", "disk"),
        ] {
            assert_eq!(fit(text, letters), None, "{letters}");
        }
        assert!(fit("a sort", "sort") > fit("short", "sort"));
    }
}
