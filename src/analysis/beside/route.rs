//! Routes and addresses as lists of parts, to see which leads where.

/// A part of a path between two slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// As it stands.
    Fixed(String),
    /// Filled in.
    Any,
}

/// The parts of a route template or of an address that a test sends something to.
pub(super) fn parts(path: &str) -> Vec<Part> {
    let path = without_groups(path);
    let path = path.trim_start_matches('^').trim_end_matches('$');
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => path,
    };
    let end = path.find(['?', '#']).unwrap_or(path.len());
    path[..end]
        .split('/')
        .map(|part| part.trim_end_matches('\\'))
        .filter(|part| !part.is_empty())
        .map(|part| {
            let filled_in =
                part.contains(['{', '<', '%', '$', '*', '(', '[']) || part.starts_with(':');
            if filled_in { Part::Any } else { Part::Fixed(part.to_owned()) }
        })
        .collect()
}

/// Whether an address is one of a route, perhaps below a prefix that the
/// route's own declaration does not say.
pub(super) fn leads_to(address: &[Part], route: &[Part]) -> bool {
    let Some(before) = address.len().checked_sub(route.len()) else { return false };
    let names_something = route.iter().any(|part| *part != Part::Any);
    if route.is_empty() || (before > 0 && !(names_something && route.len() > 1)) {
        return false;
    }
    address[before..]
        .iter()
        .zip(route)
        .all(|(given, wanted)| *wanted == Part::Any || given == wanted)
}

/// A regular expression with each group put as one star, slashes in it and all.
fn without_groups(path: &str) -> String {
    let mut depth = 0_usize;
    let mut text = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '(' => {
                if depth == 0 {
                    text.push('*');
                }
                depth += 1;
            }
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => text.push(c),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{leads_to, parts};

    #[test]
    fn an_address_leads_to_the_route_it_fills_in() {
        let leads = |address: &str, route: &str| leads_to(&parts(address), &parts(route));
        assert!(leads("/parcels/1/note", "/parcels/<int:parcel_id>/note"));
        assert!(leads("/parcels/{self.parcel.id}/note?x=1", "/parcels/{parcel_id}/note"));
        assert!(leads("https://host/api/parcels/7", r"^parcels/(?P<number>[^/]+)$"));
        assert!(!leads("/parcels/1", "/parcels/{parcel_id}/note"));
        assert!(!leads("/parcels/$ID/{part}", "/parcels/{parcel_id}/note"));
        assert!(!leads("/a/b", "/{anything}"));
        assert!(!leads("/a", "/"));
    }
}
