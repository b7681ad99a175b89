//! The catalogue of checks as a page to read and to print: what each asks, and its lesson.

use super::html::{Page, prose, sentence, text};
use crate::catalog::{Catalog, Check, Problem};

/// Layout beyond that of every page: that of handouts.
const CSS: &str = include_str!("../../assets/report/handout.css");

/// The guide to these checks, in their order.
///
/// # Errors
/// When something built in is broken.
pub fn guide(catalog: &Catalog, checks: &[&Check]) -> Result<String, Problem> {
    let title = match checks {
        [only] => format!("lineproof: {}", only.title),
        several => format!("The {} checks of lineproof", several.len()),
    };
    let rows: String = checks
        .iter()
        .map(|check| {
            let id = text(check.id.as_str());
            let question = sentence(&check.question);
            format!("<tr><td><a href=\"#{id}\">{id}</a></td><td>{question}</td></tr>\n")
        })
        .collect();
    let sections: String = checks.iter().map(|check| section(catalog, check)).collect();
    let body = format!(
        "<header>\n<h1>{}</h1>\n</header>\n<main>\n<table class=\"results\">\n{rows}</table>\n\
         {sections}</main>\n",
        text(&title)
    );
    Page { title: &title, layout: CSS, body: &body, script: "" }.html()
}

fn section(catalog: &Catalog, check: &Check) -> String {
    let standards = catalog.standards();
    let named = |number: String, name: Option<&str>| match name {
        Some(name) => format!("{number} {name}"),
        None => number,
    };
    let cwe = check.cwe.iter().map(|it| named(format!("CWE-{it}"), standards.weakness(*it)));
    let asvs = check.asvs.iter().map(|it| named(format!("ASVS {it}"), standards.requirement(it)));
    let numbers: Vec<String> = cwe.chain(asvs).collect();
    let by = check.by.as_deref().map(|by| format!("<p class=\"muted\">by {}</p>\n", text(by)));
    let id = text(check.id.as_str());
    let title = match check.title == check.id.as_str() {
        true => String::new(),
        false => format!(" <span class=\"muted\">{}</span>", text(&check.title)),
    };
    format!(
        "<section class=\"check\" id=\"{id}\">\n<h2>{id}{title}</h2>\n\
         <p><strong>{}</strong></p>\n<p class=\"muted\">Severity {}. {}.</p>\n{}{}</section>\n",
        sentence(&check.question),
        check.severity,
        text(&numbers.join("; ")),
        by.unwrap_or_default(),
        prose(&check.lesson, 3),
    )
}
