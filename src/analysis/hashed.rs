//! Tables that a walk looks into at every step: hashed fast, with a seed of the
//! process, for names come from code that nobody vouches for.

use std::collections::HashMap;

/// A table.
pub(super) type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;
