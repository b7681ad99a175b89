//! Names that the user gives: completions offer those built in, and users have others.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::config;
use crate::catalog::{Catalog, Theme, builtin_lessons};

/// The name of a theme: completions offer those built in, users have others.
#[derive(Clone)]
pub(super) struct ThemeName;

impl TypedValueParser for ThemeName {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        let own = config::themes().names();
        match value.to_str().filter(|name| own.iter().any(|own| own == name)) {
            Some(name) => Ok(name.to_owned()),
            None => PossibleValuesParser::new(Theme::names()).parse_ref(command, argument, value),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Theme::names().into_iter().map(PossibleValue::new)))
    }
}

/// The name of a check: completions offer those built in, users have others.
#[derive(Clone)]
pub(super) struct CheckName;

impl TypedValueParser for CheckName {
    type Value = String;

    fn parse_ref(
        &self,
        _: &clap::Command,
        _: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Catalog::check_names().into_iter().map(PossibleValue::new)))
    }
}

/// The name of a lesson or a folder: completions offer the lessons built in.
#[derive(Clone)]
pub(super) struct LessonName;

impl TypedValueParser for LessonName {
    type Value = String;

    fn parse_ref(
        &self,
        _: &clap::Command,
        _: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(builtin_lessons().into_iter().map(PossibleValue::new)))
    }
}
