//! Which packages a tree must name before anything in it can be a framework's.

use std::collections::BTreeSet;

use super::{Framework, Pattern};

impl Framework {
    /// The packages that rows about routes, applications and hooks start from:
    /// code that names none of them declares nothing to this framework. None
    /// where some row holds whatever the package.
    #[must_use]
    pub fn packages_in_routes(&self) -> Option<BTreeSet<&str>> {
        if self.route_tables {
            return None;
        }
        let renamed = self.renamed.keys().map(|name| name.split('.').next().unwrap_or(name));
        let packages: Option<BTreeSet<&str>> = self.route_patterns().map(Pattern::first).collect();
        packages.map(|packages| packages.into_iter().chain(renamed).collect())
    }

    /// The access paths by which a program declares routes, applications, hooks.
    fn route_patterns(&self) -> impl Iterator<Item = &Pattern> {
        let calls = self.route_calls.iter().map(|row| &row.path);
        let mounts = self.mount_calls.iter().map(|row| &row.path);
        let names = self.route_names.iter().map(|row| &row.path);
        let lists = self.route_lists.iter().map(|row| &row.path);
        let middleware = self.middleware.iter().map(|row| &row.path);
        let plain = [&self.apps, &self.before_hooks, &self.app_hooks];
        calls
            .chain(mounts)
            .chain(names)
            .chain(lists)
            .chain(middleware)
            .chain(plain.into_iter().flatten())
    }
}
