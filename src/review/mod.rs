//! A review in progress: the change set, its findings, and what people decided.
