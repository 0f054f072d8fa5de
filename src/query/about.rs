//! What a query looks for.

/// Which kind of record a query is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum About {
    /// Documents: articles, mails, reports.
    #[default]
    Docs,
    /// Quotes: what somebody said in one of them.
    Quotes,
}
