//! Results for a terminal: a table, bars, and the lines most missed.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{Counted, Learner, Results};
use crate::model::Side;
use crate::report::{Style, visible, visible_line};
use crate::teach::words::{counted, percent, points};

/// Cells of a name.
const LONGEST: usize = 24;

pub(super) fn text(results: &Results, style: Style) -> String {
    let lesson = &results.taught.lesson;
    let learners = counted(results.learners.len(), "learner");
    let mut text = format!("{}: {learners}\n\n", lesson.title);
    let width = results.learners.iter().map(|it| name(it, style).width()).max().unwrap_or(0).max(7);
    let steps: String =
        (1..=results.taught.key.steps.len()).map(|at| format!(" {at:>5}")).collect();
    let _ = writeln!(text, "{}  points  precision  recall {steps}", padded("learner", width));
    for learner in &results.learners {
        let score = &learner.graded.score;
        let part = |part: Option<f64>| part.map_or_else(|| "-".to_owned(), percent);
        let steps = learner.graded.steps.iter();
        let steps: String = steps.map(|step| format!(" {:>5}", points(step.points))).collect();
        let _ = writeln!(
            text,
            "{}  {:>6}  {:>9}  {:>6} {steps}",
            padded(&name(learner, style), width),
            points(score.points),
            part(score.precision),
            part(score.recall),
        );
    }
    text.push_str(&bars(results, width, style));
    text.push_str(&lines(results, "Lines most missed", &results.missed, style));
    text.push_str(&lines(results, "Lines most marked in vain", &results.in_vain, style));
    text
}

/// A bar for each learner, as long as their points.
fn bars(results: &Results, width: usize, style: Style) -> String {
    let possible = results.learners.first().map_or(0.0, |it| it.graded.score.possible);
    if possible <= 0.0 {
        return String::new();
    }
    let room = style.width.saturating_sub(width + 12).clamp(10, 60);
    let sign = if style.ascii { "#" } else { "█" };
    let bar = |label: &str, own: f64| {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a length of at most 60 cells"
        )]
        let cells = ((own / possible).clamp(0.0, 1.0) * room as f64).round() as usize;
        format!("{}  {} {}\n", padded(label, width), sign.repeat(cells), points(own))
    };
    let mut text = format!("\nPoints of {}\n", points(possible));
    for learner in &results.learners {
        text.push_str(&bar(&name(learner, style), learner.graded.score.points));
    }
    text.push_str(&bar("mean", results.mean()));
    text
}

fn lines(results: &Results, title: &str, all: &[Counted], style: Style) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{title}\n");
    for Counted { line, step, count, of, is_trap } in all {
        let before = if line.side == Side::Base { " before the change" } else { "" };
        let trap = if *is_trap { ", a trap" } else { "" };
        let lead = format!(
            "{count} of {of}  question {}  {} {}{before}{trap}: ",
            step + 1,
            visible(line.file.as_str()),
            line.number
        );
        let code = visible_line(results.code(line).trim());
        let _ =
            writeln!(text, "{lead}{}", cut(&code, style.width.saturating_sub(lead.width()), style));
    }
    text
}

fn name(learner: &Learner, style: Style) -> String {
    cut(&visible(&learner.name), LONGEST, style)
}

/// A text of at most so many cells.
fn cut(text: &str, cells: usize, style: Style) -> String {
    let cells = cells.max(12);
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        if short.width() + 2 > cells {
            break;
        }
        short.push(c);
    }
    short.push_str(if style.ascii { ">" } else { "…" });
    short
}

/// A text with blanks up to so many cells.
fn padded(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(text.width())))
}
