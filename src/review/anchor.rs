//! What makes a decided place recognisable after the code around it moved.

use serde::{Deserialize, Serialize};

use super::imprint::{bounded, normalise};
use super::{Imprint, RestsOn, Sheet};
use crate::git;
use crate::model::{CheckId, Finding, Handler, HandlerId, Place, RepoPath, Side, State};

/// Bytes of a line that are kept as they are; of a longer one, its beginning and its digest.
pub(super) const MAX_LINE: usize = 2_000;

/// The identity of a place when it was decided on.
///
/// Not one of these is a key: [`matching`](super::matching) holds all of them against the
/// places that there are now. Path and line are attributes, there to be shown and to break
/// ties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The check that asked; none for a place that a person chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<CheckId>,
    /// The handler around the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<HandlerId>,
    /// The first line of the place, blanks made one and trimmed.
    pub text: String,
    /// Which of the handler's (without one: the file's) lines with this text it is, 1-based.
    pub ordinal: u32,
    /// The file, as it was called on its side.
    pub path: RepoPath,
    /// The side the place stands on.
    pub side: Side,
    /// First line, 1-based.
    pub line: u32,
    /// The state that was decided on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// What the place looked like; none in logs from before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imprint: Option<Box<Imprint>>,
}

impl Anchor {
    /// The anchor of a finding. `text` is the file on the side of the finding's
    /// primary place; `handler` is where its handler stands on that side.
    #[must_use]
    pub fn of_finding(finding: &Finding, handler: Option<&Place>, text: &str) -> Self {
        Self::of_finding_on(finding, handler, &Sheet::new(text.into()))
    }

    /// The same on a text that was read before.
    #[must_use]
    pub fn of_finding_on(finding: &Finding, handler: Option<&Place>, sheet: &Sheet) -> Self {
        let mut anchor = Self::on(finding.primary(), handler, sheet);
        anchor.check = Some(finding.check().clone());
        anchor.handler = Some(finding.handler().clone());
        anchor.state = Some(finding.state());
        if let Some(imprint) = &mut anchor.imprint {
            imprint.subject = finding.subject().map(ToOwned::to_owned);
        }
        anchor
    }

    /// The anchor of a handler as a whole: its `def` line, and its text without its name.
    #[must_use]
    pub fn of_handler_on(handler: &Handler, sheet: &Sheet) -> Self {
        let mut anchor = Self::on(&handler.def, Some(&handler.place), sheet);
        anchor.handler = Some(handler.id.clone());
        if let Some(imprint) = &mut anchor.imprint {
            imprint.shape = Some(Digest::of_shape(handler, sheet));
        }
        anchor
    }

    /// The anchor of any place; lines are counted inside `around` where it covers the place.
    #[must_use]
    pub fn of_place(place: &Place, around: Option<&Place>, text: &str) -> Self {
        Self::on(place, around, &Sheet::new(text.into()))
    }

    /// The same on a text that was read before.
    #[must_use]
    pub fn on(place: &Place, around: Option<&Place>, sheet: &Sheet) -> Self {
        let line = place.first_line();
        let around = around.filter(|around| {
            let lines = around.first_line()..=around.last_line();
            around.file == place.file && around.side() == place.side() && lines.contains(&line)
        });
        let first = around.map_or(1, Place::first_line);
        let wanted = normalise(sheet.line(line));
        let before = first..line.min(sheet.count().saturating_add(1));
        let equal = before.filter(|line| normalise(sheet.line(*line)) == wanted).count();
        let is_there = line <= sheet.count();
        Self {
            check: None,
            handler: None,
            text: bounded(&wanted, MAX_LINE),
            ordinal: u32::try_from(equal).unwrap_or(u32::MAX - 1).saturating_add(1),
            path: place.file.clone(),
            side: place.side(),
            line,
            state: None,
            imprint: is_there.then(|| Box::new(Imprint::of(place, sheet))),
        }
    }

    /// The lines as they stood, to be shown; long ones are cut.
    #[must_use]
    pub fn was(&self) -> &str {
        self.imprint.as_ref().map_or(&self.text, |imprint| &imprint.was)
    }

    /// Whether the protection that was lacking then is found now.
    #[must_use]
    pub fn is_fixed_by(&self, now: &Self) -> bool {
        let lacking = |state| state < State::Guarded;
        self.state.is_some_and(lacking) && now.state == Some(State::Guarded)
    }

    /// Whether what was decided on still says the same, and its state is no worse.
    #[must_use]
    pub fn still_holds(&self, now: &Self) -> bool {
        let worse = match (self.state, now.state) {
            (Some(then), Some(now)) => now < then,
            _ => false,
        };
        self.says_the_same(now)
            && !worse
            && !self.is_carried_over_to(now)
            && self.both_rest_on(now).is_none_or(|(then, now)| then.still_reads_so(now))
    }

    /// Whether what was decided of one handler stands in what is another by all that is known:
    /// other routes lead to it, or no route is known and its name is another.
    #[must_use]
    pub fn is_carried_over_to(&self, now: &Self) -> bool {
        let Some((before, after)) = self.both_rest_on(now) else { return false };
        let is_renamed = || self.handler_name() != now.handler_name();
        before.routes != after.routes || (before.routes.is_empty() && is_renamed())
    }

    /// The name of the handler around the place, without its file and its number in it.
    #[must_use]
    pub fn handler_name(&self) -> Option<&str> {
        let (_, name) = self.handler.as_ref()?.as_str().rsplit_once("::")?;
        Some(name.split_once('#').map_or(name, |(name, _)| name))
    }

    fn both_rest_on<'a>(&'a self, now: &'a Self) -> Option<(&'a RestsOn, &'a RestsOn)> {
        let (then, now) = (self.imprint.as_ref()?, now.imprint.as_ref()?);
        then.rests_on.as_ref().zip(now.rests_on.as_ref())
    }

    /// Whether its lines say the same; comments, layout and quotes aside where that is known.
    #[must_use]
    pub fn says_the_same(&self, now: &Self) -> bool {
        match (&self.imprint, &now.imprint) {
            (Some(then), Some(now)) => then.says_the_same(now),
            _ => self.text == now.text,
        }
    }
}

/// Equal for equal text; a mark that carries it lapses when the text changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The digest of a handler's text, exactly as it stands.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(git::digest(text.as_bytes()).unwrap_or_else(|| text.to_owned()))
    }

    /// The digest of a handler in the text of its file.
    #[must_use]
    pub fn of_handler(place: &Place, text: &str) -> Self {
        let first = place.first_line() as usize;
        let count = (place.last_line() as usize + 1).saturating_sub(first);
        let lines: Vec<&str> = text.lines().skip(first - 1).take(count).collect();
        Self::of(&lines.join("\n"))
    }

    /// The digest of a handler's text without the name it is defined by.
    fn of_shape(handler: &Handler, sheet: &Sheet) -> Self {
        let place = &handler.place;
        let last = handler.name.rsplit('.').next().unwrap_or_default();
        let (named, bare) = (format!("def {last}("), "def (");
        let line = |line| match sheet.line(line) {
            text if line == handler.def.first_line() => text.replacen(&named, bare, 1),
            text => text.to_owned(),
        };
        let lines = place.first_line()..=place.last_line().min(sheet.count());
        Self::of(&lines.map(line).collect::<Vec<_>>().join("\n"))
    }

    /// The digest as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
