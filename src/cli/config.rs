//! Reads the user's configuration folder: settings, themes, and checks and models of
//! their own. What is broken is said and left aside; and prints the settings.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use etcetera::BaseStrategy;

use super::args::ConfigArgs;
use super::exit::ExitStatus;
use super::failure::Failure;
use super::output;
use crate::catalog::{
    AddedFile, Additions, Catalog, Config, KeyTable, LARGEST_FILE, MOST_FILES, OwnTheme, Problem,
    Themes, is_addition,
};
use crate::report::visible;
use crate::tui;

/// The settings, in the folder.
const FILE: &str = "config.toml";

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

/// The configuration, the user's themes, and what is wrong with the former; the defaults where
/// there is none.
pub(super) struct Settings {
    /// What is right in the file.
    pub(super) config: Config,
    /// The themes there are.
    pub(super) themes: Themes,
    /// What is wrong in the file.
    pub(super) problems: Vec<Problem>,
}

/// Reads the user's settings.
pub(super) fn read() -> Settings {
    let path = folder().map(|folder| folder.join(FILE));
    let text = path.as_ref().and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
    let file = path.map(|path| path.display().to_string()).unwrap_or_default();
    let (config, problems) = Config::parse(&file, &text);
    Settings { config, themes: themes(), problems }
}

/// The themes there are.
pub(super) fn themes() -> Themes {
    Themes::new(folder().as_deref().map(own_themes).unwrap_or_default())
}

/// The files of `themes/`.
fn own_themes(folder: &Path) -> Vec<OwnTheme> {
    let folder = folder.join("themes");
    let theme = |file: String| {
        let name = file.strip_suffix(".toml")?.to_owned();
        let path = folder.join(&file);
        let text = text(&path)
            .map_err(|why| output::complain(&format!("{}: {why}", path.display()), None))
            .ok()?;
        Some(OwnTheme { name, file: path.display().to_string(), text })
    };
    names(&folder).into_iter().filter_map(theme).collect()
}

/// Prints the settings, or where they are.
///
/// # Errors
/// When there is no folder for them, or standard output cannot be written.
pub(super) fn print(args: &ConfigArgs) -> Result<ExitStatus, Failure> {
    let settings = read();
    let folder = folder().ok_or_else(|| Failure::Usage {
        line: "there is no folder for settings".to_owned(),
        hint: "set HOME, or XDG_CONFIG_HOME".to_owned(),
    })?;
    let path = folder.join(FILE);
    if args.path {
        return output::to_stdout(&format!("{}\n", path.display())).map(|()| ExitStatus::Clean);
    }
    for problem in &settings.problems {
        output::complain(&problem.to_string(), Some("the rest of the file counts"));
    }
    let there = if path.is_file() { "" } else { ", which is not there yet" };
    let builtin = KeyTable::builtin()?;
    let help = |action: &str| tui::help_of(action);
    let text = format!(
        "# Settings of lineproof, with their defaults behind a # where nothing else is set.\n\
         # They belong into {}{there}:\n\
         # `lineproof config > FILE` makes one. Themes: {}.\n\
         # A theme of your own is a file in {}, which says what it `inherits`.\n\n{}",
        visible(&path.display().to_string()),
        visible(&settings.themes.names().join(", ")),
        visible(&folder.join("themes").display().to_string()),
        settings.config.documented(&builtin, &help),
    );
    output::to_stdout(&text).map(|()| ExitStatus::Clean)
}
