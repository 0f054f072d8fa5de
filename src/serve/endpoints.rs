//! The addresses of the API: the command that stands behind each, what may be added to it, what comes back.
//!
//! One table for answering and for describing (`openapi`).

/// An address.
pub struct Endpoint {
    /// Its path behind the version; `{id}` and `{name}` stand for one part each.
    pub path: &'static str,
    /// What it gives, in a line.
    pub summary: &'static str,
    /// The command.
    pub command: &'static [&'static str],
    /// What stands behind the flags, the part of the path for `{}`.
    pub operand: Option<&'static str>,
    /// Parameters that become flags.
    pub flags: &'static [&'static str],
    /// Whether `q` is the query; `Some(true)`: everything where it is missing.
    pub query: Option<bool>,
    /// The types of its lines.
    pub lines: &'static [&'static str],
}

/// Those without a value of their own.
pub const SWITCHES: [&str; 3] = ["any", "why", "reverse"];

/// What `facets` counts where nothing is said.
pub const USUAL_FACET: &str = "source";

/// The endpoint that must be told what quotes are to be like.
pub const NEEDS_LIKE: &str = "like";

/// A record by its id: no parameter, no query.
const fn record(
    path: &'static str,
    summary: &'static str,
    command: &'static [&'static str],
    operand: &'static str,
    lines: &'static [&'static str],
) -> Endpoint {
    Endpoint { path, summary, command, operand: Some(operand), flags: &[], query: None, lines }
}

/// A list that nothing narrows.
const fn list(
    path: &'static str,
    summary: &'static str,
    command: &'static [&'static str],
    lines: &'static [&'static str],
) -> Endpoint {
    Endpoint { path, summary, command, operand: None, flags: &[], query: None, lines }
}

/// All of them; of two that fit a path the first answers.
pub const ENDPOINTS: [Endpoint; 22] = [
    Endpoint {
        path: "quotes",
        summary: "Quotes, the best first: who said what",
        command: &["quotes"],
        operand: None,
        flags: &[
            "limit", "after", "sort", "fold", "any", "why", "speaker", "role", "org", "kind",
            "act", "verb", "min_conf",
        ],
        query: Some(false),
        lines: &["quote", "silence"],
    },
    Endpoint {
        path: "quotes/facets",
        summary: "How often values occur among quotes",
        command: &["quotes"],
        operand: None,
        flags: &[
            "facet", "by", "fold", "any", "speaker", "role", "org", "kind", "act", "verb",
            "min_conf",
        ],
        query: Some(false),
        lines: &["facet"],
    },
    Endpoint {
        path: "docs",
        summary: "Documents, the best first",
        command: &["query"],
        operand: None,
        flags: &["limit", "after", "sort", "fold", "any", "why", "snippets", "context"],
        query: Some(true),
        lines: &["doc"],
    },
    Endpoint {
        path: "docs/facets",
        summary: "How often values occur among documents",
        command: &["query"],
        operand: None,
        flags: &["facet", "by", "fold", "any"],
        query: Some(true),
        lines: &["facet"],
    },
    Endpoint {
        path: "timeline",
        summary: "Statements in order of date",
        command: &["timeline"],
        operand: None,
        flags: &["speaker", "act", "min_conf", "limit", "after", "fold", "reverse"],
        query: Some(true),
        lines: &["quote", "silence"],
    },
    Endpoint {
        path: "like",
        summary: "Who else said this: quotes that share most words with a text or a quote",
        command: &["quotes"],
        operand: None,
        flags: &["like", "min_overlap", "limit", "fold", "min_conf"],
        query: Some(false),
        lines: &["quote"],
    },
    record("quotes/{id}", "One quote", &["show"], "q:{}", &["quote", "silence"]),
    record("docs/{id}", "One document with its text", &["show"], "d:{}", &["doc"]),
    record("docs/{id}/text", "The text alone", &["show", "--text"], "d:{}", &[]),
    record(
        "docs/{id}/quotes",
        "The quotes of a document",
        &["show", "--quotes"],
        "d:{}",
        &["quote", "silence"],
    ),
    record(
        "docs/{id}/names",
        "Who and what it names",
        &["show", "--entities"],
        "d:{}",
        &["mention"],
    ),
    record(
        "docs/{id}/copies",
        "Copies of its story",
        &["similar", "--copies"],
        "d:{}",
        &["similar"],
    ),
    record("docs/{id}/similar", "Articles about the same", &["similar"], "d:{}", &["similar"]),
    Endpoint {
        path: "entities",
        summary: "People, organisations and places, with roles",
        command: &["entities", "--with-roles"],
        operand: None,
        flags: &["name", "type", "limit"],
        query: Some(false),
        lines: &["entity"],
    },
    record(
        "cite/{id}",
        "A citation, checked against its file as it is now",
        &["cite"],
        "q:{}",
        &["citation"],
    ),
    record("cite/{id}/text", "The same as text", &["cite"], "q:{}", &[]),
    Endpoint {
        path: "stats",
        summary: "Size, dates and sources of the index, or of a query",
        command: &["stats"],
        operand: None,
        flags: &[],
        query: Some(false),
        lines: &["stats"],
    },
    list("failures", "Files that could not be read", &["stats", "--failed"], &["file"]),
    list("skipped", "Files that were passed over", &["stats", "--skipped"], &["file"]),
    list("fields", "The query language", &["fields"], &["field"]),
    list("saved", "Standing queries", &["saved", "list"], &["saved"]),
    Endpoint {
        path: "saved/{name}",
        summary: "The answer of a standing query",
        command: &["saved", "run"],
        operand: Some("{}"),
        flags: &["limit", "after", "sort", "fold", "min_conf"],
        query: None,
        lines: &["doc", "quote", "silence"],
    },
];

/// The endpoint that a path asks, with the part of the path that stands for its id or name.
pub fn find<'w>(way: &[&'w str]) -> Option<(&'static Endpoint, Option<&'w str>)> {
    ENDPOINTS.iter().find_map(|endpoint| {
        let mut parts = endpoint.path.split('/');
        let mut operand = None;
        for asked in way {
            match parts.next()? {
                part if part == *asked => {}
                "{id}" if is_id(asked) => operand = Some(*asked),
                "{name}" => operand = Some(*asked),
                _ => return None,
            }
        }
        parts.next().is_none().then_some((endpoint, operand))
    })
}

/// Whether a text is an id, with its kind or without.
fn is_id(text: &str) -> bool {
    let digits = ["d:", "q:"].iter().find_map(|kind| text.strip_prefix(kind)).unwrap_or(text);
    (1..=16).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

impl Endpoint {
    /// What stands behind the flags.
    pub fn operand(&self, part: Option<&str>) -> Option<String> {
        let (form, part) = (self.operand?, part?);
        Some(match part.contains(':') && form != "{}" {
            true => part.to_owned(),
            false => form.replace("{}", part),
        })
    }

    /// Whether it gives text and not records.
    pub fn is_plain(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether it depends on the index alone: what lies beside it may change without a new revision.
    pub fn is_of_index(&self) -> bool {
        !matches!(self.command[0], "cite" | "saved")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_commands() {
        for (path, command, operand) in [
            ("quotes", Some("quotes"), None),
            ("quotes/facets", Some("quotes"), None),
            ("quotes/a481", Some("show"), Some("q:a481")),
            ("docs/d:a481/text", Some("show"), Some("d:a481")),
            ("cite/d:a481", Some("cite"), Some("d:a481")),
            ("saved/on: wages", Some("saved"), Some("on: wages")),
            ("docs/--pre=x:y", None, None),
            ("docs/../../etc", None, None),
            ("docs/wire", None, None),
            ("quotes/a481/more", None, None),
            ("", None, None),
        ] {
            let way: Vec<&str> = path.split('/').collect();
            let found = find(&way);
            assert_eq!(found.map(|(endpoint, _)| endpoint.command[0]), command, "{path}");
            let found = found.and_then(|(endpoint, part)| endpoint.operand(part));
            assert_eq!(found.as_deref(), operand, "{path}");
        }
    }
}
