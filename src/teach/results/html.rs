//! Results as a page of its own.

use super::{Counted, Results};
use crate::catalog::Problem;
use crate::model::Side;
use crate::report::html::{Page, text};
use crate::teach::handout::CSS;
use crate::teach::words::{counted, percent, points};

pub(super) fn html(results: &Results) -> Result<String, Problem> {
    let lesson = &results.taught.lesson;
    let title = format!("{}: {}", lesson.title, counted(results.learners.len(), "learner"));
    let body = format!(
        "<header>\n<h1>{}</h1>\n<p>{}</p>\n</header>\n<main>\n{}{}{}</main>\n",
        text(&title),
        text(&lesson.goal),
        table(results),
        lines(results, "Lines most missed", &results.missed),
        lines(results, "Lines most marked in vain", &results.in_vain),
    );
    Page { title: &title, layout: CSS, body: &body, script: "" }.html()
}

fn table(results: &Results) -> String {
    let steps: String = (1..=results.taught.key.steps.len())
        .map(|at| format!("<th class=\"figure\">{at}</th>"))
        .collect();
    let mut html = format!(
        "<section>\n<table class=\"results\">\n<thead><tr><th>learner</th><th class=\"figure\">points\
         </th><th></th><th class=\"figure\">precision</th><th class=\"figure\">recall</th>{steps}\
         </tr></thead>\n<tbody>\n"
    );
    for learner in &results.learners {
        let score = &learner.graded.score;
        let part = |part: Option<f64>| part.map_or_else(|| "-".to_owned(), percent);
        let steps: String = learner
            .graded
            .steps
            .iter()
            .map(|step| format!("<td class=\"figure\">{}</td>", points(step.points)))
            .collect();
        let share = if score.possible > 0.0 { score.points / score.possible } else { 0.0 };
        html.push_str(&format!(
            "<tr><td>{}</td><td class=\"figure\">{}</td><td><span class=\"bar\" \
             style=\"width: {:.1}rem\"></span></td><td class=\"figure\">{}</td>\
             <td class=\"figure\">{}</td>{steps}</tr>\n",
            text(&learner.name),
            points(score.points),
            share * 12.0,
            part(score.precision),
            part(score.recall),
        ));
    }
    let possible = results.learners.first().map_or(0.0, |it| it.graded.score.possible);
    html.push_str(&format!(
        "</tbody>\n</table>\n<p>{} of {} points on average.</p>\n</section>\n",
        points(results.mean()),
        points(possible),
    ));
    html
}

fn lines(results: &Results, title: &str, all: &[Counted]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let row = |Counted { line, step, count, of, is_trap }: &Counted| {
        format!(
            "<tr><td class=\"figure\">{count} of {of}</td><td class=\"figure\">{}</td>\
             <td>{} {}{}{}</td><td><code>{}</code></td></tr>\n",
            step + 1,
            text(line.file.as_str()),
            line.number,
            if line.side == Side::Base { " before the change" } else { "" },
            if *is_trap { ", a trap" } else { "" },
            text(results.code(line).trim()),
        )
    };
    format!(
        "<section>\n<h2>{title}</h2>\n<table class=\"results\">\n<thead><tr><th>learners</th>\
         <th>question</th><th>line</th><th></th></tr></thead>\n<tbody>\n{}</tbody>\n</table>\n\
         </section>\n",
        all.iter().map(row).collect::<String>(),
    )
}
