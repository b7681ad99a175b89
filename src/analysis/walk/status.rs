//! HTTP statuses as code writes them.

use crate::analysis::value::{Kind, Value};

/// A status as a number, or as the text that starts with it: `"404 Not Found"`.
pub(in crate::analysis) fn status_of(value: &Value) -> Option<u16> {
    match &value.kind {
        Kind::Int(number) => u16::try_from(*number).ok(),
        Kind::Str(text) => text.split_whitespace().next()?.parse().ok(),
        Kind::External(external) => {
            // `http.HTTPStatus.FORBIDDEN`, `status.HTTP_403_FORBIDDEN`.
            let name = external.path.rsplit('.').next()?;
            let digits: String = name.chars().filter(char::is_ascii_digit).collect();
            digits
                .parse()
                .ok()
                .filter(|status| (100..600).contains(status))
                .or_else(|| named_status(name))
        }
        _ => None,
    }
}

/// Names of `http.HTTPStatus` (RFC 9110 section 15) that refuse.
pub(in crate::analysis) fn named_status(name: &str) -> Option<u16> {
    Some(match name {
        "BAD_REQUEST" => 400,
        "UNAUTHORIZED" => 401,
        "FORBIDDEN" => 403,
        "NOT_FOUND" => 404,
        "METHOD_NOT_ALLOWED" => 405,
        "NOT_ACCEPTABLE" => 406,
        "CONFLICT" => 409,
        "PRECONDITION_FAILED" => 412,
        "UNSUPPORTED_MEDIA_TYPE" => 415,
        "UNPROCESSABLE_ENTITY" => 422,
        "PRECONDITION_REQUIRED" => 428,
        "TOO_MANY_REQUESTS" => 429,
        _ => return None,
    })
}

/// Whether caches may reuse an answer with this status without being told to
/// (RFC 9110 section 15.1); a plain redirect is none of them.
pub(super) fn may_be_reused(status: Option<u16>) -> bool {
    status.is_none_or(|status| matches!(status, 200..=203 | 206 | 300 | 301 | 308))
}

/// Whether a status turns the request away (RFC 9110 section 15.5); redirects
/// are told by the row that names where they lead.
pub(super) fn refuses(status: u16) -> bool {
    (400..500).contains(&status)
}
