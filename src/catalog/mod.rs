//! Knowledge as data: checks, frameworks, keys, themes, read from assets into plain values.
