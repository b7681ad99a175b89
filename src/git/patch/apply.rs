//! Puts the hunks of a patch on the text they were made of; or, where that is not to be had,
//! tells the two sides as far as the hunks show them.

use super::parse::Hunk;

/// How far from where it says a hunk may be found, in lines.
const FUZZ: usize = 200;

/// The text after the change; none where a hunk is not found in it.
pub(super) fn applied(old: &[u8], hunks: &[Hunk]) -> Option<Vec<u8>> {
    let lines: Vec<&[u8]> = old.split_inclusive(|byte| *byte == b'\n').collect();
    let mut new = Vec::with_capacity(old.len());
    let mut done = 0;
    // Where the last hunk was found, the next is looked for first.
    let mut shift = 0_isize;
    for hunk in hunks {
        let wanted: Vec<&[u8]> = hunk.lines.iter().filter_map(super::Line::before).collect();
        // A hunk without old lines stands behind the line that it names.
        let said = if wanted.is_empty() { hunk.old_start } else { hunk.old_start.max(1) - 1 };
        let start = said.checked_add_signed(shift).unwrap_or(0);
        let at = found(&lines, &wanted, start, done)?;
        shift = isize::try_from(at).ok()? - isize::try_from(said).ok()?;
        lines.get(done..at)?.iter().for_each(|line| new.extend_from_slice(line));
        hunk.lines
            .iter()
            .filter_map(super::Line::after)
            .for_each(|line| new.extend_from_slice(line));
        done = at + wanted.len();
    }
    lines.get(done..)?.iter().for_each(|line| new.extend_from_slice(line));
    Some(new)
}

/// Where the wanted lines stand, from `least` on: at `start`, or the nearest place to it.
fn found(lines: &[&[u8]], wanted: &[&[u8]], start: usize, least: usize) -> Option<usize> {
    let is_there = |at: &usize| {
        *at >= least
            && lines.get(*at..*at + wanted.len()).is_some_and(|there| {
                there.iter().zip(wanted).all(|(have, want)| is_same(have, want))
            })
    };
    let near = (0..=FUZZ).flat_map(|by| {
        let up = start.checked_sub(by).filter(|_| by > 0);
        std::iter::once(start + by).chain(up)
    });
    if wanted.is_empty() {
        return (start >= least && start <= lines.len()).then_some(start);
    }
    near.into_iter().find(is_there)
}

/// Whether two lines are equal; the last of a text may lack its end on one of them.
fn is_same(have: &[u8], want: &[u8]) -> bool {
    have == want || super::parse::trimmed(have) == super::parse::trimmed(want)
}

/// What the hunks show of the old and of the new side, on the lines that they name; the lines
/// between them are empty. None where that takes more empty lines than there is `room` for,
/// which is made less by those that are taken: a patch may name any line.
pub(super) fn shown(hunks: &[Hunk], room: &mut usize) -> Option<(Vec<u8>, Vec<u8>)> {
    let last = hunks.iter().map(|hunk| hunk.old_start.max(hunk.new_start)).max().unwrap_or(0);
    *room = room.checked_sub(last.saturating_mul(2))?;
    let side = |start: &dyn Fn(&Hunk) -> usize, text: &dyn Fn(&super::Line) -> Option<Vec<u8>>| {
        let (mut all, mut count) = (Vec::new(), 0);
        for hunk in hunks {
            while count + 1 < start(hunk) {
                all.push(b'\n');
                count += 1;
            }
            for line in hunk.lines.iter().filter_map(text) {
                all.extend_from_slice(&line);
                count += 1;
            }
        }
        all
    };
    let old = side(&|hunk| hunk.old_start, &|line| line.before().map(<[u8]>::to_vec));
    let new = side(&|hunk| hunk.new_start, &|line| line.after().map(<[u8]>::to_vec));
    Some((old, new))
}
