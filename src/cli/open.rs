//! The seam to the screen: a review and the options of the screen in, and when
//! the user leaves it, the status out.

use std::sync::Arc;

use super::args::ScreenArgs;
use super::config;
use super::exit::ExitStatus;
use super::failure::Failure;
use super::greeting;
use super::look::{Color, LookArgs};
use super::output;
use crate::review::{Session, user_state_dir};
use crate::tui::live::{Given, Keeping, Live};
use crate::tui::paint::Depth;
use crate::tui::{self, Choices, ColourChoice, Left, Shot};

/// How the screen was left.
pub(super) struct Closed {
    /// What the program ends with.
    pub(super) status: ExitStatus,
    /// Whether a review that goes with the program is to be kept.
    pub(super) keeps: bool,
}

/// Opens the review, with the claims of foreign ones, on the terminal, or prints a screen where that is asked for.
///
/// # Errors
/// When the repository, the terminal, the theme or the keys cannot be used.
pub(super) fn open(
    session: Session,
    given: Vec<Given>,
    screen: &ScreenArgs,
    look: LookArgs,
) -> Result<Closed, Failure> {
    let log = session.log().path().to_owned();
    let is_kept = session.is_kept() && !screen.print;
    let live = if is_kept { Live::new(session) } else { Live::forgetting(session) };
    let live = live.with_claims(given);
    let live = if screen.since_review { live.since_review() } else { live };
    if screen.print {
        let printed = tui::headless(live.opening(), &live, &shot(screen, look))?;
        output::to_stdout(&printed)?;
        return Ok(Closed { status: ExitStatus::Clean, keeps: false });
    }
    let Left { unsaved, keeps } = on_terminal(live, screen, look)?;
    if unsaved > 0 {
        let line = format!("{unsaved} decisions could not be saved in {}", log.display());
        let hint = "make room or make the folder writable, and decide again";
        output::complain(&line, Some(hint));
        return Ok(Closed { status: ExitStatus::CouldNotRun, keeps });
    }
    Ok(Closed { status: ExitStatus::Clean, keeps })
}

/// Opens it as the user's settings say; gives what is left when it is closed.
fn on_terminal(live: Live, screen: &ScreenArgs, look: LookArgs) -> Result<Left, Failure> {
    let settings = config::read();
    let config = &settings.config;
    let live = live.keeping(match (screen.fresh, config.resume.unwrap_or(true)) {
        _ if screen.keep_in.is_some() => Keeping::Nothing,
        (_, false) => Keeping::Nothing,
        (true, true) => Keeping::Anew,
        (false, true) => Keeping::Everything,
    });
    let live = if config.reload.unwrap_or(true) { live } else { live.resting() };
    let work_dir = live.work_dir();
    let mut opening = live.opening();
    // What is said before the screen opens is seen when it closes.
    opening.complain(settings.problems.iter().map(ToString::to_string));
    let choices = Choices {
        work_dir,
        keep_in: screen.keep_in.as_ref().map(|folder| folder.display().to_string()),
        greets: greeting::is_first(user_state_dir().as_deref()),
        ..choices(settings, screen.theme.as_ref(), look)
    };
    Ok(tui::open(opening, Arc::new(live), &choices)?)
}

/// How the screen looks, by options and settings; what is wrong with the settings is said.
pub(super) fn choices(
    settings: config::Settings,
    theme: Option<&String>,
    look: LookArgs,
) -> Choices {
    let config::Settings { config, themes, problems } = settings;
    for problem in &problems {
        output::complain(&problem.to_string(), Some("the rest of the file counts"));
    }
    Choices {
        theme: theme.cloned().or(config.theme),
        themes,
        colours: match look.color {
            Color::Never => ColourChoice::Depth(Depth::None),
            Color::Auto | Color::Always => ColourChoice::Auto,
        },
        ascii: look.ascii.then_some(true).or(config.ascii),
        layout: config.layout.unwrap_or_default(),
        wraps: config.wrap.unwrap_or_default(),
        keys: config.keys,
        links: config.links,
        work_dir: None,
        keep_in: None,
        greets: false,
    }
}

fn shot(screen: &ScreenArgs, look: LookArgs) -> Shot {
    let default = Shot::default();
    Shot {
        size: screen.size.unwrap_or(default.size),
        keys: screen.keys.clone().unwrap_or_default(),
        theme: screen.theme.clone().unwrap_or_else(|| default.theme.clone()),
        ascii: look.ascii,
        ..default
    }
}
