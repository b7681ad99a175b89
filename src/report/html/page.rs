//! The frame of every page: its colours, its layout, and that nothing is loaded.

use super::escape::text;
use super::style;
use crate::catalog::Problem;

/// The layout that all pages share.
const CSS: &str = include_str!("../../../assets/report/page.css");

/// A page that needs nothing else.
pub struct Page<'a> {
    /// Its title, as text.
    pub title: &'a str,
    /// Layout of its own, as CSS.
    pub layout: &'a str,
    /// What stands in it, as HTML.
    pub body: &'a str,
    /// What moves on it, as a script of ours; empty where nothing does.
    pub script: &'a str,
}

impl Page<'_> {
    /// All of it as HTML.
    ///
    /// # Errors
    /// When a built-in theme is broken.
    pub fn html(&self) -> Result<String, Problem> {
        let Self { layout, body, .. } = self;
        let colours = style::colours()?;
        // Nothing is loaded, from wherever, and nothing runs but what is ours.
        let (policy, script) = match self.script {
            "" => ("", String::new()),
            script => ("script-src 'unsafe-inline'; ", format!("<script>\n{script}</script>\n")),
        };
        Ok(format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; {policy}base-uri 'none'; form-action 'none'\">\n\
             <title>{}</title>\n<style>\n{colours}{CSS}{layout}</style>\n</head>\n<body>\n\
             {body}{script}</body>\n</html>\n",
            text(self.title),
        ))
    }
}
