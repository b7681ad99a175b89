//! The closed vocabulary of facts: what code certainly does at a place.
//!
//! Frameworks map code to these words, checks ask with them; neither knows the
//! other.

use serde::{Deserialize, Serialize};

macro_rules! fact_kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal,)+) => {
        /// One thing code can do that a check can ask about.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
        )]
        pub enum FactKind {
            $($(#[doc = $doc])+ #[serde(rename = $word)] $name,)+
        }

        impl FactKind {
            /// The whole vocabulary.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word for it in data files and output.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }

            /// What it means, in a sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc,)+).trim_ascii(),)+
                }
            }
        }
    };
}

fact_kinds! {
    /// Refuses callers who have not proved who they are (401, or a redirect to sign in).
    AuthenticationRequired = "authentication-required",
    /// Signs the caller in: from here on the service takes them for whom they said they are.
    IdentityEstablished = "identity-established",
    /// Declares that anybody may call this.
    PublicDeclared = "public-declared",
    /// Refuses callers who may not do this kind of thing (403).
    AccessChecked = "access-checked",
    /// Refuses callers who may not touch this very object (403, 404), or looks only among their own.
    ObjectAccessChecked = "object-access-checked",
    /// Finds the object by a part of the address that nobody can guess: whoever was given it may.
    CapabilityPresented = "capability-presented",
    /// Refuses input that does not have the expected form (400, 422).
    InputValidated = "input-validated",
    /// Refuses a write that is based on an outdated version (409, 412).
    VersionCompared = "version-compared",
    /// Holds a lock on the stored object until the transaction ends.
    ObjectLocked = "object-locked",
    /// Refuses a request body of another media type (415).
    ContentTypeRequired = "content-type-required",
    /// Refuses to answer in a media type the caller does not accept (406).
    AcceptChecked = "accept-checked",
    /// Refuses callers who ask too often (429).
    RateLimited = "rate-limited",
    /// Reads the body of the request.
    BodyRead = "body-read",
    /// Reads the query string.
    QueryRead = "query-read",
    /// Reads a part of the path.
    PathRead = "path-read",
    /// Turns bytes or text from the request into values.
    Deserialised = "deserialised",
    /// Turns bytes or text into plain data only (JSON and the like).
    DeserialisedSafely = "deserialised-safely",
    /// Turns bytes or text into whatever objects they name (pickle and the like).
    DeserialisedUnsafely = "deserialised-unsafely",
    /// Loads one stored object by a value of the request.
    ObjectLoaded = "object-loaded",
    /// Reads from the store.
    StoreRead = "store-read",
    /// Changes an object that was in the store before.
    ObjectUpdated = "object-updated",
    /// Puts a new object into the store.
    ObjectCreated = "object-created",
    /// Takes an object out of the store.
    ObjectDeleted = "object-deleted",
    /// Sends a body that depends on stored data.
    ResponseSent = "response-sent",
    /// Sends what the store has about who asks.
    OwnDataSent = "own-data-sent",
    /// Tells caches to store nothing, to keep nothing for others, or to ask again each time.
    CacheRestricted = "cache-restricted",
    /// Allows shared caches to keep the answer.
    CacheAllowed = "cache-allowed",
    /// Sends the caller on to an address.
    RedirectSent = "redirect-sent",
    /// Opens, reads, writes or looks for a file.
    FileReached = "file-reached",
    /// Asks another server for something.
    UrlFetched = "url-fetched",
    /// Has a database run a statement.
    SqlExecuted = "sql-executed",
    /// Starts a program.
    CommandRun = "command-run",
    /// Runs text as code.
    CodeRun = "code-run",
    /// Sends text that browsers read as HTML.
    HtmlSent = "html-sent",
    /// Asks a directory with a filter.
    LdapSearched = "ldap-searched",
    /// Asks a document with an XPath expression.
    XpathEvaluated = "xpath-evaluated",
    /// Reads XML.
    XmlParsed = "xml-parsed",
    /// Makes a template of text.
    TemplateBuilt = "template-built",
    /// Keeps something in the caller's session.
    SessionWritten = "session-written",
    /// Computes a digest.
    HashComputed = "hash-computed",
    /// Draws a random value.
    RandomDrawn = "random-drawn",
    /// Encrypts or decrypts.
    CipherUsed = "cipher-used",
    /// Has the browser keep a cookie.
    CookieSet = "cookie-set",
    /// Takes who asks from a cookie, which browsers send by themselves.
    CookieTrusted = "cookie-trusted",
    /// Signs somebody in: sets the cookie that says who asks.
    SessionStarted = "session-started",
    /// Knows who asks by what no browser sends by itself: a key in a header, the body or the path.
    KeyPresented = "key-presented",
    /// Refuses what another site made the browser send (by a token, a state, the origin).
    ForgeryRefused = "forgery-refused",
    /// Stands behind a guard of the whole program that refuses what another site made the browser send.
    ForgeryShielded = "forgery-shielded",
    /// Changes something whatever the method, without a body that says what.
    ChangedByAnyMethod = "changed-by-any-method",
    /// Declares that what another site made the browser send is let through.
    ForgeryAllowed = "forgery-allowed",
    /// Compares a password, a code or a token that the caller sends with the right one.
    CredentialsTested = "credentials-tested",
    /// Sends a mail or a text message.
    MessageSent = "message-sent",
    /// Opens an account for whoever asks.
    AccountOpened = "account-opened",
    /// Reads as many rows as the caller asks for.
    PageSizeChosen = "page-size-chosen",
    /// Reads no more rows at once than the code allows.
    PageSizeBounded = "page-size-bounded",
    /// Sets whichever fields of an object the caller names.
    FieldsChosen = "fields-chosen",
    /// Sets only those fields of an object that the code lists.
    FieldsListed = "fields-listed",
    /// Sends the text of an unexpected exception, or a traceback, to the caller.
    ErrorDetailSent = "error-detail-sent",
    /// Answers an unexpected exception without its text.
    ErrorDetailWithheld = "error-detail-withheld",
    /// Sends a stored password or key to the caller.
    SecretSent = "secret-sent",
    /// Writes a password or a key to a log.
    SecretLogged = "secret-logged",
}

impl FactKind {
    /// Kinds for which a value from a request can be unfit: those that read
    /// what they are given as something more than text.
    pub const READERS: [Self; 13] = [
        Self::RedirectSent,
        Self::FileReached,
        Self::UrlFetched,
        Self::SqlExecuted,
        Self::CommandRun,
        Self::CodeRun,
        Self::HtmlSent,
        Self::LdapSearched,
        Self::XpathEvaluated,
        Self::XmlParsed,
        Self::TemplateBuilt,
        Self::SessionWritten,
        Self::DeserialisedUnsafely,
    ];
}
