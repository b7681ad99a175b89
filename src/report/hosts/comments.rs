//! A review of a pull request as GitHub's interface takes it: a comment for each open item,
//! on the old side where the guard stood there. What stands outside the difference, where no
//! comment is taken, goes into the text of the review. Nothing is sent; this is the body of
//! `POST /repos/{owner}/{repo}/pulls/{number}/reviews`.

use serde_json::{Value, json};

use super::Open;
use crate::model::{Place, Revision, Side};
use crate::report::held::held;
use crate::report::marked::{code, plain, sentence};
use crate::report::own::{title, told};
use crate::report::{Format, RenderError, Report, Style};
use crate::review::Own;

/// The format.
pub(in crate::report) struct Comments;

impl Format for Comments {
    fn name(&self) -> &'static str {
        "pr-comments"
    }

    fn about(&self) -> &'static str {
        "comments of a pull request on GitHub, as JSON"
    }

    fn render(&self, report: &Report<'_>, _style: Style) -> Result<String, RenderError> {
        let open = report.open();
        let (shown, others): (Vec<_>, Vec<_>) =
            open.iter().partition(|open| (report.in_difference)(open.finding.primary()));
        let own = report.standings.own().iter();
        let in_sight = |own: &&Own| own.place.as_ref().is_some_and(|it| (report.in_difference)(it));
        let (own, elsewhere): (Vec<_>, Vec<_>) = own.partition(in_sight);
        let found = shown.iter().map(|open| comment(open.finding.primary(), &text(report, open)));
        let own = own.iter().filter_map(|own| Some(comment(own.place.as_ref()?, &remark(own))));
        let mut review = json!({
            "event": "COMMENT",
            "body": body(report, open.len(), &others, &elsewhere),
            "comments": found.chain(own).collect::<Vec<_>>(),
        });
        if let (Revision::Commit { id, .. }, Some(object)) =
            (&report.change_set.head, review.as_object_mut())
        {
            object.insert("commit_id".to_owned(), json!(id));
        }
        Ok(format!("{review:#}\n"))
    }
}

/// How many are open, and those on lines that the host would take no comment for.
fn body(report: &Report<'_>, count: usize, others: &[&Open<'_>], own: &[&Own]) -> String {
    let mut body = match count {
        0 => "lineproof found nothing open.".to_owned(),
        1 => "lineproof found 1 open item.".to_owned(),
        count => format!("lineproof found {count} open items."),
    };
    for open in others {
        let place = open.finding.primary();
        let at = code(&format!("{}:{}", place.file, place.first_line()));
        body.push_str(&format!("\n\n---\n\n{at}\n\n{}", text(report, open)));
    }
    for own in own {
        body.push_str(&format!("\n\n---\n\n{}", plain(&told(own))));
    }
    body
}

/// What a comment says.
fn text(report: &Report<'_>, open: &Open<'_>) -> String {
    let mut parts = vec![format!("**{}**", plain(&open.title()))];
    parts.extend(open.lines(report).iter().map(|line| sentence(line)));
    let evidence = open.finding.evidence().iter().map(|one| {
        let at = format!("{}:{}", one.place.file, one.place.first_line());
        format!("- {} {}: {}", one.role, code(&at), sentence(&one.say))
    });
    parts.push(evidence.collect::<Vec<_>>().join("\n"));
    if let Some(standing) = report.standings.of(open.finding) {
        parts.extend(held(standing).iter().map(|line| plain(line)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// What a person says there.
fn remark(own: &Own) -> String {
    let check = own.remark.check.as_ref().map(|check| format!(": {check}")).unwrap_or_default();
    format!("**{}**\n\n{}", plain(&format!("{}{check}", title(own))), plain(&own.remark.text))
}

fn comment(place: &Place, body: &str) -> Value {
    let mut value = json!({
        "path": place.file.as_str(),
        "line": place.last_line(),
        "side": side(place),
        "body": body,
    });
    if let Some(object) = value.as_object_mut().filter(|_| place.first_line() < place.last_line()) {
        object.insert("start_line".to_owned(), json!(place.first_line()));
        object.insert("start_side".to_owned(), json!(side(place)));
    }
    value
}

fn side(place: &Place) -> &'static str {
    match place.side() {
        Side::Base => "LEFT",
        Side::Head => "RIGHT",
    }
}
