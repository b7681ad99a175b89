//! A review in progress: the change set, its findings, and what people decided.
//!
//! Decisions are events that are only ever appended; what holds now is a fold
//! over them, so that nothing is lost and the logs of two people can be merged.

mod anchor;
mod baseline;
mod clock;
mod decisions;
mod draft;
mod event;
mod follow;
mod former_places;
mod held;
mod imprint;
mod lapse;
mod located;
mod log_file;
mod log_sarif;
mod log_text;
pub mod matching;
mod outline;
mod places;
mod record;
mod recorder;
mod remark;
mod renamed;
mod rests_on;
mod ruling;
mod session;
mod shared_lines;
mod since;
mod spot;
mod standing;

pub use anchor::{Anchor, Digest};
pub use baseline::{Baseline, NotABaseline};
pub use clock::{Clock, Date, NotADate, SystemClock, Timestamp};
pub use decisions::Decisions;
pub use draft::Draft;
pub use event::{
    Event, EventId, FORMAT_VERSION, FreePlace, Operation, Reason, RemarkKind, Subject,
};
pub use follow::Extent;
pub use held::{Decision, Disposition, Mark, Note, Past, Rating};
pub use imprint::{Imprint, Sheet};
pub use lapse::{Lapse, Stands};
pub use log_file::{
    Appended, EventLog, LogContents, LogProblems, LogStamp, StoreError, user_state_dir,
};
pub use log_sarif::decisions_in_sarif;
pub use log_text::{LogProblem, Skipped, read_events, read_records, write_event};
pub use places::Places;
pub use record::{Admitted, Outgoing, Record, Records};
pub use recorder::Recorder;
pub use remark::{Remark, Settled};
pub use renamed::NewNames;
pub use rests_on::RestsOn;
pub use ruling::Ruling;
pub use session::Session;
pub use shared_lines::with_lines_of;
pub use since::LeftOut;
pub use spot::{Chosen, Spot, SpotFolds, SpotLine};
pub use standing::{Own, Standing, Standings};
