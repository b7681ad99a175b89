//! The report as a page: whole, one in itself, and with nothing of others as markup.

use std::collections::HashSet;

use lineproof::report::Style;

use crate::report_fixture::{HOSTILE_PATH, empty, render, review};

fn page() -> String {
    render(&review(), "html", Style::default())
}

/// The values of an attribute, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_item_leads_to_lines_that_are_there() {
    let page = page();
    let ids = values(&page, "id");
    let known: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "a name stands for one thing");
    let links = values(&page, "href");
    assert!(links.len() > 4 && links.iter().all(|link| known.contains(&link[1..])), "{links:?}");
    let stops = values(&page, "data-stops");
    assert_eq!(stops.len(), review().assessment.findings().count());
    for stop in stops.iter().flat_map(|list| list.split("&quot;").skip(1).step_by(2)) {
        assert!(known.contains(stop), "{stop}");
    }
}

#[test]
fn the_old_line_of_a_removed_guard_is_shown() {
    let page = page();
    let gone: Vec<&str> = page.lines().filter(|line| line.contains("line gone")).collect();
    assert_eq!(gone.len(), 1, "{gone:?}");
    assert!(gone[0].contains("-5</span>") && gone[0].contains("generation"), "{}", gone[0]);
}

#[test]
fn nothing_of_a_repository_is_markup_and_nothing_is_loaded() {
    let page = page();
    let (head, body) = page.split_once("<body>").unwrap();
    let body = body.split("<script>").next().unwrap();
    for tag in ["<script", "<img", "<link", "onload=", "javascript:"] {
        assert!(!body.contains(tag), "{tag}");
    }
    assert!(body.contains("&lt;script&gt;"), "{HOSTILE_PATH}");
    assert!(head.contains("default-src &#39;none&#39;") || head.contains("default-src 'none'"));
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("url("));
    assert!(!page.contains('\u{202e}') && !page.contains('\u{1b}'));
}

#[test]
fn it_is_the_same_each_time_and_says_where_there_is_nothing() {
    assert_eq!(page(), page());
    let page = render(&empty(), "html", Style::default());
    assert!(page.contains("Nothing to review"), "{page}");
}
