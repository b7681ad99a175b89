//! Reads the user's configuration; a broken one is said and left aside.

use std::path::PathBuf;

use etcetera::BaseStrategy;

use super::output;
use crate::catalog::Config;

/// Where it is: `$XDG_CONFIG_HOME/lineproof/config.toml`, or what stands for
/// that on the system.
fn path() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("lineproof").join("config.toml"))
}

/// The configuration; the defaults where there is none or it cannot be read.
pub(super) fn read() -> Config {
    let Some(path) = path() else { return Config::default() };
    let Ok(text) = std::fs::read_to_string(&path) else { return Config::default() };
    Config::parse(&path.display().to_string(), &text).unwrap_or_else(|problem| {
        output::complain(&problem.to_string(), Some("the defaults are used until it is mended"));
        Config::default()
    })
}
