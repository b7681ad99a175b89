//! Handlers that the code calls public: those that only read, below a base class
//! whose name says so.

use std::sync::Arc;

use super::classes::Base;
use super::discover::Found;
use super::fact::Site;
use super::walk::Walk;

/// Methods that change nothing (RFC 9110 section 9.2.1).
const SAFE: [&str; 3] = ["GET", "HEAD", "OPTIONS"];

/// Notes that anybody may call a handler, where a base of its class says so by
/// its name. The class's own name says nothing: it may speak of what is shown.
pub(super) fn called_public(walk: &mut Walk<'_>, found: &Found) {
    let safe = found.methods.iter().all(|method| SAFE.contains(&method.as_str()));
    let (Some(class), true) = (&found.class, safe && !found.methods.is_empty()) else { return };
    let words = walk.world.models.words();
    let base = walk.world.bases(class).into_iter().find_map(|base| match base {
        Base::Inside(base) => words.is_public(&base.class.name).then_some(base),
        Base::Outside(_) => None,
    });
    if let Some(base) = base {
        walk.declare_public(Site { file: Arc::clone(&base.file), range: base.class.header });
    }
}
