//! The screen: state, update and view, apart from one another.
