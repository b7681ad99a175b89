//! Lists: whether their items are findings, remedies or praise, and where each item ends.

use super::block::{Block, Kind};
use super::draft::{Draft, Owner};
use super::outline::{Head, Outline};
use super::role::{self, Role};
use super::{sentence, tidy};
use crate::claims::document::StatementKind;

/// A list that is gone through.
pub(super) struct List {
    indent: usize,
    /// What its items are.
    pub kind: StatementKind,
    pub numbered: bool,
    /// Whether its items have text in paragraphs of their own, not indented.
    pub loose: bool,
    /// Whether its items are headlines whose text follows.
    pub bare_titles: bool,
    /// The block behind its last item.
    pub end: usize,
}

/// Reads an item that no claim goes on with.
pub(super) fn start(outline: &mut Outline<'_, '_, '_>, at: usize, praise: bool) {
    let block = &outline.blocks[at];
    let going =
        outline.list.as_ref().is_some_and(|list| at < list.end && block.indent <= list.indent + 1);
    if !going {
        let known = outline.list.as_ref().map(|list| list.indent);
        if known.is_none_or(|indent| block.indent <= indent) {
            outline.heads.retain(|head| head.level <= 7);
        }
        outline.list = Some(look_ahead(outline, at));
    } else if let Some(list) = &outline.list {
        let level = 8 + u8::try_from(list.indent.min(200)).unwrap_or(200);
        outline.heads.retain(|head| head.level < level);
    }
    if holds_others(outline, at) {
        return;
    }
    let kind = outline.list.as_ref().map_or(StatementKind::Item, |list| list.kind);
    let text = block.text();
    let kind = match (kind, said_of(&text)) {
        (StatementKind::Praise, _) => StatementKind::Praise,
        (_, StatementKind::Denial) => StatementKind::Denial,
        (StatementKind::Item, StatementKind::Praise) => StatementKind::Praise,
        (StatementKind::Item, _) if praise && !sentence::asserts(&text.to_lowercase()) => {
            StatementKind::Praise
        }
        (kind, _) => kind,
    };
    if matches!(kind, StatementKind::Praise | StatementKind::Denial) {
        outline.out.say(kind, &tidy::unmarked(&text), block.first, block.last);
        return;
    }
    let mut draft = Draft::new(Owner::Item { indent: block.indent }, block.first, block.last);
    draft.kind = kind;
    draft.claim.remedy_only = kind == StatementKind::Recommendation;
    let lead = block.lines[0];
    if block.lines.len() > 1 && lead.ends_with(':') || titled(lead) {
        draft.title = Some(title_of(lead));
        draft.claim.severity = tidy::severity_in(&tidy::unmarked(lead));
    }
    draft.lines(&block.lines, block.last);
    outline.draft = Some(draft);
}

/// Whether an item is headed by bold words.
fn titled(line: &str) -> bool {
    line.strip_prefix("**").is_some_and(|rest| rest.find("**").is_some_and(|end| end > 2))
}

fn title_of(line: &str) -> String {
    match line.strip_prefix("**").and_then(|rest| rest.split_once("**")) {
        Some((bold, _)) => tidy::unmarked(bold).trim_end_matches([':', '.']).to_owned(),
        None => tidy::headline(&tidy::unmarked(line)),
    }
}

/// What an item says taken as a whole: that something is not there, well done, or wrong.
fn said_of(text: &str) -> StatementKind {
    let text = tidy::unmarked(text);
    let behind = text.split_once([':', '—', '–']).map_or("", |(_, behind)| behind.trim());
    let classes: Vec<_> =
        sentence::split(&text).into_iter().take(50).map(sentence::class_of).collect();
    let all = |wanted: fn(&sentence::Class) -> bool| {
        !classes.is_empty()
            && classes.iter().all(|class| wanted(class) || *class == sentence::Class::Plain)
            && classes.iter().any(wanted)
    };
    if all(|class| matches!(class, sentence::Class::Denial { .. }))
        || matches!(sentence::class_of(behind), sentence::Class::Denial { .. }) && classes.len() < 3
    {
        StatementKind::Denial
    } else if all(|class| *class == sentence::Class::Praise) && !text.contains('?') {
        StatementKind::Praise
    } else {
        StatementKind::Item
    }
}

/// Whether an item only names a file or a severity, and the items below it are the findings.
fn holds_others(outline: &mut Outline<'_, '_, '_>, at: usize) -> bool {
    let block = &outline.blocks[at];
    let nested = outline.blocks.get(at + 1).is_some_and(|next| {
        matches!(next.kind, Kind::Item { .. }) && next.indent > block.indent + 1
    });
    let text = tidy::unmarked(&block.text());
    if !nested || block.lines.len() > 1 {
        return false;
    }
    let role = role::of(text.trim_end_matches(':'), false);
    if !matches!(role, Role::Severity(_) | Role::Path(_) | Role::Findings | Role::Remedies) {
        return false;
    }
    outline.out.say(StatementKind::Heading, &text, block.first, block.last);
    let level = 8 + u8::try_from(block.indent.min(200)).unwrap_or(200);
    outline.heads.push(Head { level, text, role });
    true
}

/// The list that begins at a block: how far it goes, and what its items are.
fn look_ahead(outline: &Outline<'_, '_, '_>, at: usize) -> List {
    let blocks = outline.blocks;
    let indent = blocks[at].indent;
    let numbered = matches!(blocks[at].kind, Kind::Item { number: Some(_), .. });
    let mut end = at + 1;
    let mut next = number_of(&blocks[at]).map(|number| number + 1);
    let (mut loose, mut since) = (false, false);
    let mut items = vec![&blocks[at]];
    for (behind, block) in blocks.iter().enumerate().skip(at + 1).take(1_000) {
        let same = match block.kind {
            Kind::Heading(level) if level < 7 => break,
            Kind::Rule => break,
            Kind::Item { number, .. } if block.indent <= indent + 1 => number.is_some() == numbered,
            _ => {
                since |= matches!(block.kind, Kind::Para) && block.indent <= indent;
                continue;
            }
        };
        let counts_on = !numbered || number_of(block) >= next;
        if !same || !counts_on {
            // Bullets below a numbered item are of it; a number that starts anew is not.
            if same {
                break;
            }
            continue;
        }
        if since && !numbered && !is_headline(items[items.len() - 1]) {
            break;
        }
        loose |= since;
        since = false;
        next = number_of(block).map(|number| number + 1);
        items.push(block);
        end = behind + 1;
    }
    let kind = kind_of(outline, at, &items);
    let bare_titles = items.iter().all(|item| is_headline(item));
    List { indent, kind, numbered, loose, bare_titles, end }
}

fn number_of(block: &Block<'_>) -> Option<u32> {
    if let Kind::Item { number, .. } = block.kind { number } else { None }
}

/// Whether an item is only a headline.
pub(super) fn is_headline(block: &Block<'_>) -> bool {
    let line = block.lines[0].trim();
    block.lines.len() == 1
        && line.len() < 160
        && (line.ends_with(':') || line.ends_with("**") || !line.ends_with('.') && line.len() < 80)
}

/// What the items of a list are, by the heading and the words before it and by their own.
fn kind_of(outline: &Outline<'_, '_, '_>, at: usize, items: &[&Block<'_>]) -> StatementKind {
    let role = outline.heads.last().map(|head| &head.role);
    let lead = match at.checked_sub(1).map(|before| &outline.blocks[before]) {
        Some(block) if block.kind == Kind::Para => block.text().to_lowercase(),
        _ => String::new(),
    };
    let leads = lead.trim_end().ends_with(':');
    let praised =
        ["strengths", "positive", "does well", "done well", "good practices", "strong points"]
            .iter()
            .any(|word| lead.contains(word));
    if role == Some(&Role::Praise) || leads && praised {
        return StatementKind::Praise;
    }
    let advice = items.iter().filter(|item| super::advises(&tidy::unmarked(item.lines[0]))).count();
    let claimed = !outline.out.document.claims.is_empty();
    let asked = role == Some(&Role::Remedies)
        || leads && ["recommend", "suggest", "improve"].iter().any(|word| lead.contains(word));
    if advice * 10 >= items.len() * 8
        || advice * 2 > items.len() && (claimed || asked)
        || role == Some(&Role::Remedies) && claimed
    {
        StatementKind::Recommendation
    } else {
        StatementKind::Item
    }
}
