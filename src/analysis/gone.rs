//! Where a guard that a change took away was lost: on its way from the handler
//! to the line that decides, the first line that the change took.

use super::fact::Site;
use super::world::World;

/// The first line on a way that stands less often in its file than it did.
pub(super) fn where_lost<'way>(way: &'way [Site], head: &World) -> Option<&'way Site> {
    way.iter().find(|site| {
        let code = site.file.module.slice(site.range);
        let line = code.lines().next().unwrap_or_default();
        let before = count(&site.file.module.text, line);
        head.project.text(&site.file.path).is_none_or(|text| count(&text, line) < before)
    })
}

fn count(text: &str, line: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), line).count()
}
