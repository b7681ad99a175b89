//! Reads the user's configuration folder: settings, and checks and models of
//! their own. What is broken is said and left aside.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use etcetera::BaseStrategy;

use super::output;
use crate::catalog::{
    AddedFile, Additions, Catalog, Config, LARGEST_FILE, MOST_FILES, Problem, is_addition,
};

/// Where it is: `$XDG_CONFIG_HOME/lineproof`, or what stands for that on the system.
fn folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("lineproof"))
}

/// What is built in, with what the user adds.
///
/// # Errors
/// When something built in is broken.
pub(super) fn catalog() -> Result<Arc<Catalog>, Problem> {
    let builtin = Catalog::builtin()?;
    let Some(folder) = folder() else { return Ok(builtin) };
    let additions = additions(&folder);
    Ok(if additions.files.is_empty() { builtin } else { Arc::new(builtin.with(&additions)) })
}

/// The files of `checks/<id>/` and `frameworks/<id>/`.
fn additions(folder: &Path) -> Additions {
    let mut files = Vec::new();
    for kind in ["checks", "frameworks"] {
        for id in names(&folder.join(kind)) {
            for name in names(&folder.join(kind).join(&id)) {
                let path = format!("{kind}/{id}/{name}");
                if is_addition(&path) && name != "examples" && files.len() <= MOST_FILES {
                    let text = text(&folder.join(&path));
                    files.push(AddedFile { path, text });
                }
            }
        }
    }
    let read_from = "your configuration".to_owned();
    Additions { folder: folder.display().to_string(), read_from, files }
}

/// The names in a folder, sorted; none where there is no such folder.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

fn text(path: &Path) -> Result<Arc<str>, String> {
    let failed = |error: std::io::Error| format!("cannot be read: {error}");
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err("is no regular file".to_owned());
    }
    if metadata.len() > LARGEST_FILE as u64 {
        return Err(format!("is larger than {} kB", LARGEST_FILE / 1000));
    }
    let text = fs::read_to_string(path).map_err(failed)?;
    Ok(text.replace("\r\n", "\n").into())
}

/// The configuration; the defaults where there is none or it cannot be read.
pub(super) fn read() -> Config {
    let Some(path) = folder().map(|folder| folder.join("config.toml")) else {
        return Config::default();
    };
    let Ok(text) = std::fs::read_to_string(&path) else { return Config::default() };
    Config::parse(&path.display().to_string(), &text).unwrap_or_else(|problem| {
        output::complain(&problem.to_string(), Some("the defaults are used until it is mended"));
        Config::default()
    })
}
