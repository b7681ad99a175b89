//! Every framework file says where its rows can be looked up and with which
//! releases they were tried.

use lineproof::catalog::Catalog;

#[test]
fn every_framework_names_its_reference_and_the_releases_it_was_tried_with() {
    for framework in Catalog::builtin().unwrap().frameworks() {
        let id = &framework.id;
        assert!(!framework.reference.is_empty(), "{id}: no reference");
        for address in &framework.reference {
            assert!(address.starts_with("https://"), "{id}: {address} is no address");
        }
        assert!(!framework.packages.is_empty(), "{id}: no packages");
        for (package, version) in &framework.packages {
            assert!(starts_with_a_number(version), "{id}: {package} {version}");
        }
    }
}

#[test]
fn what_is_gone_says_since_which_release_of_which_package() {
    for framework in Catalog::builtin().unwrap().frameworks() {
        for (name, since) in &framework.gone {
            let id = &framework.id;
            let (package, version) = since.rsplit_once(' ').unwrap_or(("", since));
            assert!(framework.packages.contains_key(package), "{id}: {name}: {since}");
            assert!(starts_with_a_number(version), "{id}: {name}: {since}");
        }
    }
}

fn starts_with_a_number(version: &str) -> bool {
    version.starts_with(|c: char| c.is_ascii_digit())
}
