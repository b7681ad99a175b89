//! Words of code as text, where its tree is not asked.

/// Whether a character may stand in a name.
fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The names, keywords and numbers in a text, what stands in strings included.
pub fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c| !is_in_word(c)).filter(|word| !word.is_empty())
}

/// The bytes at which a word stands in a text, not only as a part of another.
pub fn places_of<'text>(text: &'text str, word: &'text str) -> impl Iterator<Item = usize> {
    memchr::memmem::find_iter(text.as_bytes(), word).filter(move |at| {
        !text[..*at].ends_with(is_in_word) && !text[at + word.len()..].starts_with(is_in_word)
    })
}

/// Whether a text holds a word, not only as a part of another.
#[must_use]
pub fn has_word(text: &str, word: &str) -> bool {
    places_of(text, word).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::{has_word, places_of, words};

    #[test]
    fn a_part_of_a_name_is_no_word() {
        assert!(has_word("x = own(er)", "own"));
        assert!(!has_word("x = owner", "own"));
        assert!(!has_word("x = my_own", "own"));
        assert_eq!(places_of("é a.b b_", "b").collect::<Vec<_>>(), [5]);
    }

    #[test]
    fn words_are_names_keywords_and_numbers() {
        assert_eq!(words("if a_1.b(2): 'c'").collect::<Vec<_>>(), ["if", "a_1", "b", "2", "c"]);
    }
}
