//! Why there is no answer, as programs read it (RFC 9457): the code, the line and the hint of the terminal.

use hyper::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;

use super::reply::{Reply, whole};
use crate::failure::Failure;

/// Media type of [`Problem`].
pub const PROBLEM: &str = "application/problem+json";

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "Why there is no answer (RFC 9457)")]
pub struct Problem {
    /// An address on this site that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the status says.
    pub title: &'static str,
    /// Status of HTTP.
    pub status: u16,
    /// One line.
    pub detail: String,
    /// The stable code, as of the terminal.
    pub code: String,
    /// What can be typed or done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Problem {
    /// A problem of this status.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Problem {
        Problem {
            kind: format!("/problems/{code}"),
            title: status.canonical_reason().unwrap_or("Problem"),
            status: status.as_u16(),
            detail: detail.into(),
            code: code.to_owned(),
            hint: None,
        }
    }

    /// The same with what can be done.
    pub fn hint(self, hint: impl Into<String>) -> Problem {
        Problem { hint: Some(hint.into()), ..self }
    }

    /// What a command failed with.
    pub fn of(failure: &Failure) -> Problem {
        match failure {
            Failure::BrokenPipe => {
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, "gone", "the client has gone")
            }
            Failure::Error { code, message, hint } => {
                let problem = Problem::new(status_of(code), code, message.clone());
                Problem { hint: hint.clone(), ..problem }
            }
        }
    }

    /// The status again, as a number of HTTP.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The reply for programs.
    pub fn reply(&self) -> Reply {
        // Texts and a number are always written.
        whole(self.status(), PROBLEM, serde_json::to_vec(self).unwrap_or_default())
    }
}

/// The status for a code of the terminal: what is not known here is about what was asked.
fn status_of(code: &str) -> StatusCode {
    match code {
        "id.unknown" | "cursor.other" | "path.unknown" | "entity.unknown" | "saved.unknown" => {
            StatusCode::NOT_FOUND
        }
        "id.ambiguous" | "cite.changed" | "cite.missing" | "cite.text" | "cite.wrong" => {
            StatusCode::CONFLICT
        }
        "index.none" | "index.locked" | "index.format" | "index.damaged" | "index.unwritten"
        | "index.all_gone" | "cite.unreadable" | "cancelled" => StatusCode::SERVICE_UNAVAILABLE,
        "io" | "output" | "fixes" | "saved" | "config.file" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_keeps_its_code_and_hint() {
        let failure = Failure::new("usage", "--sort: no such order", "one of date, path");
        let problem = Problem::of(&failure);
        assert_eq!((problem.status, problem.code.as_str()), (400, "usage"));
        assert_eq!(problem.hint.as_deref(), Some("one of date, path"));
        assert_eq!(problem.kind, "/problems/usage");
        assert_eq!(problem.reply().status(), StatusCode::BAD_REQUEST);
    }
}
