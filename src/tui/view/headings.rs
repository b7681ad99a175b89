//! The headings of the matrix: each column as wide as its name where there is room, and no two
//! names shortened to the same.

use crate::tui::text;

/// Cells of a column at least: two letters and a blank.
pub(super) const LEAST: usize = 3;

/// Cells and words of the columns whose ids and short names these are, in so many cells and
/// rows; each column ends with a blank.
pub(super) fn headings(
    names: &[(&str, &str)],
    room: usize,
    rows: usize,
) -> Vec<(usize, Vec<String>)> {
    let widths = widths(names, room, rows);
    let mut taken: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for ((id, short), width) in names.iter().zip(&widths) {
        let room = width.saturating_sub(1);
        let others = names.iter().map(|(id, _)| *id).filter(|other| other != id);
        let mut lines = whole(id, room, rows).unwrap_or_else(|| {
            let fits = |word: &String| {
                !word.is_empty()
                    && text::width(word) <= room
                    && !taken.contains(word)
                    && !others.clone().any(|other| other == word)
            };
            vec![candidates(id, short, room).find(fits).unwrap_or_default()]
        });
        taken.extend(lines.last().filter(|_| lines.len() == 1).cloned());
        while lines.len() < rows {
            lines.insert(0, String::new());
        }
        found.push((*width, lines));
    }
    found
}

/// The name in one row or, where it is too wide, in two.
fn whole(id: &str, room: usize, rows: usize) -> Option<Vec<String>> {
    if text::width(id) <= room {
        return Some(vec![id.to_owned()]);
    }
    let (first, last) = id.split_at(id.find('-')? + 1);
    let fits = rows > 1 && text::width(first) <= room && text::width(last) <= room;
    fits.then(|| vec![first.to_owned(), last.to_owned()])
}

/// What a name can be shortened to, best first: its own short form, its beginning, its
/// beginning and a later letter.
fn candidates<'a>(id: &'a str, short: &'a str, room: usize) -> impl Iterator<Item = String> + 'a {
    let beginning = |count: usize| id.chars().take(count).collect::<String>();
    let stem = beginning(room.saturating_sub(1));
    let later = id.chars().skip(room).filter(|c| c.is_alphanumeric());
    [short.to_owned(), short.chars().take(room).collect(), beginning(room)]
        .into_iter()
        .chain(later.map(move |c| format!("{stem}{c}")))
}

/// Cells for each: as many as all can have, the rest to those whose names need more.
fn widths(names: &[(&str, &str)], room: usize, rows: usize) -> Vec<usize> {
    let needed = |(id, _): &(&str, &str)| {
        let parts = id.find('-').filter(|_| rows > 1).map(|at| id.split_at(at + 1));
        let most = parts.map_or(text::width(id), |(a, b)| text::width(a).max(text::width(b)));
        most.max(LEAST - 1) + 1
    };
    let needed: Vec<usize> = names.iter().map(needed).collect();
    let each = (room / names.len().max(1)).max(LEAST);
    let mut widths: Vec<usize> = needed.iter().map(|needed| (*needed).min(each)).collect();
    let mut left = room.saturating_sub(widths.iter().sum());
    // Those that lack least are whole first.
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|at| needed[*at] - widths[*at]);
    for at in order {
        let more = needed[at] - widths[at];
        if more <= left {
            widths[at] += more;
            left -= more;
        }
    }
    // What is left makes the others a letter longer.
    for (width, _) in widths.iter_mut().zip(&needed).filter(|(width, needed)| **width < **needed) {
        *width += left.min(1);
        left -= left.min(1);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(&str, &str); 6] = [
        ("authentication", "auth"),
        ("access", "accs"),
        ("object-access", "obj"),
        ("accept", "accp"),
        ("own-access", ""),
        ("own-accept", ""),
    ];

    #[test]
    fn no_two_columns_are_shortened_to_the_same() {
        for rows in [1, 2] {
            for room in 18..120 {
                let found = headings(&NAMES, room, rows);
                let words: Vec<String> = found.iter().map(|(_, lines)| lines.concat()).collect();
                for (at, word) in words.iter().enumerate() {
                    assert!(!word.is_empty(), "{room}: {words:?}");
                    assert!(!words[..at].contains(word), "{room}: {words:?}");
                }
                assert!(found.iter().map(|(width, _)| width).sum::<usize>() <= room.max(18));
                for (width, lines) in &found {
                    assert!(lines.iter().all(|line| line.len() < *width), "{room}: {words:?}");
                }
            }
        }
    }

    #[test]
    fn names_are_whole_where_there_is_room_and_short_by_their_own_word() {
        let words = |room| -> Vec<String> {
            headings(&NAMES[..4], room, 1).iter().map(|(_, lines)| lines.concat()).collect()
        };
        assert_eq!(words(60), ["authentication", "access", "object-access", "accept"]);
        assert_eq!(words(24), ["auth", "accs", "obj", "accp"]);
        let two = headings(&NAMES[..4], 40, 2);
        assert_eq!(two[2].1, ["object-", "access"]);
    }
}
