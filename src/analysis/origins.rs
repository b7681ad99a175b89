//! Where values come from, and what is known of them: a set of bits.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{BitOr, BitOrAssign};

pub(super) use super::reader_set::Readers;
use crate::catalog::Input;
use crate::model::FactKind;

/// Where a value comes from, and what is known about it: a set.
///
/// Beside the set: for which readers what comes from a request is unfit, and by
/// which way it came. Two sets are equal whatever the ways.
#[derive(Clone, Copy, Default)]
pub(super) struct Origins {
    bits: u128,
    /// Readers for which it is certainly as the caller sent it.
    pub(super) raw: Readers,
    /// Readers for which it may be: code that was not read had its hands on it.
    pub(super) vague: Readers,
    /// The last step of its way; 0 where none was noted.
    pub(super) way: u32,
    /// That of another way that led here as well; the greatest number where
    /// there are more.
    other: u32,
    /// What it decides is said by its being no: `not user.is_staff`.
    denies: bool,
}

impl PartialEq for Origins {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}

impl Eq for Origins {}

impl PartialOrd for Origins {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Origins {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bits.cmp(&other.bits)
    }
}

impl Hash for Origins {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
    }
}

/// Names by which most addresses choose an object: none of them shares its bit.
const COMMON: [&str; 16] = [
    "id",
    "pk",
    "uuid",
    "slug",
    "name",
    "key",
    "code",
    "number",
    "token",
    "username",
    "user_id",
    "project_id",
    "type",
    "kind",
    "path",
    "version",
];

#[allow(non_snake_case, reason = "the constants below read as a table")]
const fn Bits(bits: u128) -> Origins {
    Origins { bits, raw: Readers::NONE, vague: Readers::NONE, way: 0, other: 0, denies: false }
}

impl Origins {
    pub(super) const NONE: Self = Bits(0);
    pub(super) const BODY: Self = Bits(1);
    pub(super) const QUERY: Self = Bits(1 << 1);
    pub(super) const PATH: Self = Bits(1 << 2);
    pub(super) const HEADER: Self = Bits(1 << 3);
    /// Who asks.
    pub(super) const PRINCIPAL: Self = Bits(1 << 4);
    /// Came out of the store.
    pub(super) const STORED: Self = Bits(1 << 5);
    /// A version counter, an entity tag, or computed from one.
    pub(super) const VERSION: Self = Bits(1 << 6);
    pub(super) const DECIDES_AUTHENTICATION: Self = Bits(1 << 7);
    pub(super) const DECIDES_ACCESS: Self = Bits(1 << 8);
    pub(super) const DECIDES_OBJECT: Self = Bits(1 << 9);
    pub(super) const DECIDES_VALIDITY: Self = Bits(1 << 10);
    /// The answer of the store to a write.
    pub(super) const WRITE_RESULT: Self = Bits(1 << 11);
    /// Says whether a version is the expected one.
    pub(super) const VERSION_TEST: Self = Bits(1 << 12);
    /// An object about who asks, kept since they proved who they are; its
    /// fields are [`Self::PRINCIPAL`].
    pub(super) const CALLER: Self = Bits(1 << 13);
    /// Says whether who asks may touch everybody's objects: an administrator.
    pub(super) const OVER_ALL: Self = Bits(1 << 21);
    /// Says which site a request comes from, or goes to.
    pub(super) const SITE: Self = Bits(1 << 22);
    /// What the program was set up with, or what went wrong in it: about no caller.
    pub(super) const SETTING: Self = Bits(1 << 23);
    /// May be nothing at all, whatever else is known of it.
    pub(super) const OPTIONAL: Self = Bits(1 << 14);
    /// The text of an exception that nobody expected.
    pub(super) const ERROR: Self = Bits(1 << 25);
    /// A password or a key.
    pub(super) const CREDENTIAL: Self = Bits(1 << 15);
    /// Counts how often somebody asked.
    pub(super) const COUNT: Self = Bits(1 << 16);
    /// Says whether the caller asks too often.
    pub(super) const DECIDES_RATE: Self = Bits(1 << 17);
    /// Says whether the program's own pages made the browser send the request.
    pub(super) const DECIDES_FORGERY: Self = Bits(1 << 18);
    /// No larger than the code allows.
    pub(super) const BOUNDED: Self = Bits(1 << 19);
    /// Has only names that the code lists.
    pub(super) const LISTED: Self = Bits(1 << 20);
    /// Made with a key that only the service has.
    pub(super) const SECRET: Self = Bits(1 << 24);
    /// The answer to a question about what a caller sent.
    pub(super) const ANSWER: Self = Bits(1 << 27);
    /// Drawn from a source of randomness that can be foretold.
    pub(super) const GUESSABLE: Self = Bits(1 << 28);
    /// Drawn from one that cannot.
    pub(super) const DRAWN: Self = Bits(1 << 29);
    /// Text that the code put together itself.
    pub(super) const TEXT: Self = Bits(1 << 30);
    /// Among what is stored in a state that the code names.
    pub(super) const STATE: Self = Bits(1 << 26);
    /// Asks for what has a key or a token that the caller sends.
    pub(super) const BY_TOKEN: Self = Bits(1 << 31);
    /// Anything a caller sends.
    pub(super) const INPUT: Self = Bits(0b1111);
    /// Which parts of the request by name; two names that are not common may share a bit.
    pub(super) const SELECTORS: Self = Bits(!0 << 32);

    /// Both sets together, in constants.
    pub(super) const fn and(self, other: Self) -> Self {
        Bits(self.bits | other.bits)
    }

    /// Of either this or that: what was made sure of holds only where it holds
    /// for both, or for the one that the caller can choose.
    pub(super) fn joined(self, other: Self) -> Self {
        let sure = |origins: Self| if origins.any(Self::INPUT) { origins } else { Self::SURE };
        (self | other).except(Self::SURE)
            | (self | other).only(sure(self)).only(sure(other)).only(Self::SURE)
    }

    /// What tests have made sure of.
    const SURE: Self = Self::BOUNDED.and(Self::LISTED);

    /// What a call passes on from its arguments: decisions do not (`log(allowed)`
    /// decides nothing), nor does what merely mentions a version.
    pub(super) fn passed_on(self) -> Self {
        self.only(
            Self::INPUT
                .and(Self::SELECTORS)
                .and(Self::PRINCIPAL)
                .and(Self::SITE)
                .and(Self::STORED)
                .and(Self::SECRET)
                .and(Self::WRITE_RESULT)
                .and(Self::STATE)
                .and(Self::GUESSABLE)
                .and(Self::DRAWN)
                .and(Self::VERSION_TEST)
                .and(Self::BY_TOKEN)
                .and(Self::ERROR),
        )
        .denying(false)
    }

    pub(super) fn any(self, other: Self) -> bool {
        self.bits & other.bits != 0
    }

    pub(super) fn all(self, other: Self) -> bool {
        self.bits & other.bits == other.bits
    }

    pub(super) fn except(self, other: Self) -> Self {
        self.keeping(self.bits & !other.bits)
    }

    pub(super) fn only(self, other: Self) -> Self {
        self.keeping(self.bits & other.bits)
    }

    /// What says no where this says yes, if it denies.
    pub(super) fn denying(self, denies: bool) -> Self {
        Self { denies, ..self }
    }

    /// Whether its being true says no to what it decides.
    pub(super) fn denies(self) -> bool {
        self.denies
    }

    /// These bits of the set; its way goes on where something of the request is
    /// left of it.
    fn keeping(self, bits: u128) -> Self {
        match bits & Self::INPUT.bits {
            0 => Bits(bits).denying(self.denies),
            _ => Self { bits, ..self },
        }
    }

    /// The set alone, for what is chosen by a value and not made of it.
    pub(super) fn chosen_by(self) -> Self {
        Bits(self.bits)
    }

    /// What chooses a value or sorts some out of many: to test what is left
    /// still asks about what a caller sent.
    pub(super) fn choosing(self) -> Self {
        let asks = if self.is_unfit() { Self::ANSWER } else { Self::NONE };
        self.chosen_by() | asks
    }

    /// As sent by a caller: unfit for every reader.
    pub(super) fn as_sent(self) -> Self {
        Self { raw: Readers::ALL, ..self }
    }

    /// Fit for these readers.
    pub(super) fn fit_for(self, readers: Readers) -> Self {
        Self { raw: self.raw.except(readers), vague: self.vague.except(readers), ..self }
    }

    /// Perhaps as sent by a caller, perhaps not.
    pub(super) fn blurred(self) -> Self {
        Self { raw: Readers::NONE, vague: self.vague | self.raw, ..self }
    }

    /// What is certain of both, and possible of either.
    pub(super) fn either(self, other: Self) -> Self {
        let raw = self.raw.both(other.raw);
        let vague = self.raw | other.raw | self.vague | other.vague;
        Self { raw, vague: vague.except(raw), ..self | other }
    }

    /// The other way that led here, if any, and the set as if there were one.
    pub(super) fn unmixed(self) -> (Option<u32>, Self) {
        ((self.other != 0).then_some(self.other), Self { other: 0, ..self })
    }

    /// Whether a test of it shows something of what a caller sent.
    pub(super) fn tells(self) -> bool {
        self.is_unfit() || self.any(Self::ANSWER)
    }

    /// Whether it is unfit, or may be, for any reader.
    pub(super) fn is_unfit(self) -> bool {
        self.raw | self.vague != Readers::NONE
    }

    pub(super) fn of_input(input: Input) -> Self {
        match input {
            Input::Body => Self::BODY.as_sent(),
            Input::Query => Self::QUERY.as_sent(),
            Input::Path => Self::PATH.as_sent(),
            Input::Header => Self::HEADER.as_sent(),
            Input::Principal => Self::PRINCIPAL,
            Input::Setting => Self::SETTING,
            Input::Site => Self::HEADER.and(Self::SITE),
            Input::Secret => Self::SECRET,
        }
    }

    /// The part of the request with this name, as what chooses an object.
    pub(super) fn selector(name: &str) -> Self {
        if let Some(at) = COMMON.iter().position(|common| *common == name) {
            return Bits(1 << (32 + at));
        }
        let free = 96 - COMMON.len() as u32;
        // FNV-1a: the same bit in every walk and on every machine.
        let hash = name
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        Bits(1 << (128 - free + (hash ^ hash >> 16) % free))
    }

    /// Which parts of the request it comes from.
    pub(super) fn selectors(self) -> Self {
        self.only(Self::SELECTORS)
    }

    /// Whether several parts of the request come together here.
    pub(super) fn joins_selectors(self) -> bool {
        self.selectors().bits.count_ones() > 1
    }

    /// What it means that a result decides about this kind of fact.
    pub(super) fn of_decision(kind: FactKind) -> Self {
        match kind {
            FactKind::AuthenticationRequired => Self::DECIDES_AUTHENTICATION,
            FactKind::AccessChecked => Self::DECIDES_ACCESS,
            FactKind::ObjectAccessChecked => Self::DECIDES_OBJECT,
            FactKind::InputValidated => Self::DECIDES_VALIDITY,
            FactKind::VersionCompared => Self::VERSION_TEST,
            FactKind::RateLimited => Self::DECIDES_RATE,
            FactKind::ForgeryRefused => Self::DECIDES_FORGERY,
            _ => Self::NONE,
        }
    }
}

impl BitOr for Origins {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        let bits = self.bits | other.bits;
        let denies = self.denies || other.denies;
        let is_plain = |one: &Self| !one.is_unfit() && one.way | one.other == 0;
        if is_plain(&self) && is_plain(&other) {
            return Bits(bits).denying(denies);
        }
        let (raw, vague) = (self.raw | other.raw, self.vague | other.vague);
        // Of two ways the worse one is told.
        let worst = |one: &Self| (one.raw.count(), one.vague.count(), one.way);
        let (told, left) =
            if worst(&self) >= worst(&other) { (self, other) } else { (other, self) };
        let more =
            if told.is_unfit() && left.is_unfit() && left.way != told.way { left.way } else { 0 };
        let others = [told.other, left.other, more];
        let mut others = others.into_iter().filter(|way| *way != 0 && *way != told.way);
        let other = match (others.next(), others.next()) {
            (None, _) => 0,
            (Some(one), None) => one,
            (Some(one), Some(two)) if one == two => one,
            _ => u32::MAX,
        };
        let way = if told.way == 0 { left.way } else { told.way };
        Self { bits, raw, vague, way, other, denies }
    }
}

impl BitOrAssign for Origins {
    #[inline]
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

impl fmt::Debug for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMES: [&str; 26] = [
            "body",
            "query",
            "path",
            "header",
            "principal",
            "stored",
            "version",
            "decides-authentication",
            "decides-access",
            "decides-object",
            "decides-validity",
            "write-result",
            "version-test",
            "caller",
            "optional",
            "credential",
            "count",
            "decides-rate",
            "decides-forgery",
            "bounded",
            "listed",
            "over-all",
            "site",
            "setting",
            "secret",
            "error",
        ];
        f.debug_set()
            .entries(
                NAMES
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| self.bits >> bit & 1 == 1)
                    .map(|(_, name)| name),
            )
            .finish()
    }
}
