//! The shapes of JSON lines, frozen: what `shapes` and `schemas` hold the program to.
//!
//! Raise the version of a schema when a key goes away or changes its meaning; a new key only needs
//! a new entry in [`SHAPES`].

/// Every kind of line and of object in one: `key:type` in the order of the keys. `?` behind a key:
/// may be left out; `~` behind a type: may be null. `text`, `number`, `flag`, another shape, one of
/// several (`a|b`), or `[…]`, a list of them. A line begins with `type` and `schema`, which go
/// without saying.
pub const SHAPES: [(&str, &str); 42] = [
    (
        "doc",
        "rank?:number score?:number id:text story?:text copies:number path:text path_bytes?:text file?:text \
        paths?:[text] record?:number title:text~ date:text~ date_source:text~ source:text~ \
        byline:text~ dateline:text~ lang:text topics?:[text] words:number quotes:number \
        snippets?:[snippet] why?:why text?:text offset_base:text",
    ),
    ("snippet", "field:text text:text hits:[place]"),
    (
        "place",
        "byte_start:number byte_end:number char_start:number char_end:number line:number \
        page?:number",
    ),
    ("why", "words:number bonuses:[bonus]"),
    ("bonus", "name:text value:number"),
    (
        "quote",
        "rank?:number score?:number id:text doc:text story?:text carried?:number kind:text act:text \
        text:text verb:text~ cue:words~ negated:flag spans:[place] hits?:[place] overlap?:number \
        diff?:[same|removed|added] why?:why speaker:speaker~ speakers?:[speaker] role:role~ \
        confidence:number rule:text before:text after:text path:text \
        path_bytes?:text file?:text record?:number title:text~ date:text~ date_source:text~ source:text~ \
        offset_base:text",
    ),
    (
        "silence",
        "rank?:number score?:number id:text doc:text story?:text carried?:number text:text \
        verb:text~ cue:words~ negated:flag spans:[place] why?:why speaker:speaker~ \
        speakers?:[speaker] role:role~ confidence:number rule:text before:text after:text path:text \
        path_bytes?:text file?:text record?:number title:text~ date:text~ date_source:text~ source:text~ \
        offset_base:text",
    ),
    ("same", "same:text"),
    ("removed", "removed:text"),
    ("added", "added:text"),
    ("words", "text:text span:place"),
    ("speaker", "name:text id:text~ as_written:text resolved_by:text span:place"),
    ("role", "text:text org:text~ span:place"),
    (
        "mention",
        "doc:text path:text path_bytes?:text kind:text text:text entity:text name:text roles?:[role] \
        span:place offset_base:text",
    ),
    (
        "entity",
        "id:text kind:text name:text aliases:[text] docs:number stories:number quotes:number \
        roles?:[told] first:text~ last:text~",
    ),
    ("told", "text:text org:text~ first:text~ last:text~ docs:number evidence:text"),
    (
        "facet",
        "field:text value:text id:text~ docs:number stories:number quotes?:number \
        statements?:number",
    ),
    (
        "summary",
        "total_docs:number total_stories:number total_files?:number total_quotes?:number \
        total_statements?:number less_certain?:number returned:number next:text~ query:text \
        revision:number warnings:[warning] reasons?:[reason]",
    ),
    ("reason", "code:text field?:text text:text nearest:[text] found?:number"),
    ("warning", "code:text message:text"),
    ("explanation", "query:text lines:[text] warnings:[warning]"),
    (
        "stats",
        "query:text~ revision:number files:number failed:number docs:number stories:number quotes:number \
        words:number bytes:number first:text~ last:text~ undated:number facets:[list] walked?:walked",
    ),
    (
        "walked",
        "paths:[text] listed:flag include:[text] exclude:[text] types:[text] hidden:flag follow:flag \
        sources:[text] date_from:text",
    ),
    ("list", "field:text values:[value]"),
    ("value", "value:text docs:number"),
    ("file", "path:text path_bytes?:text format:text~ size:number~ problems:[problem]"),
    ("problem", "record:number~ code:text reason:text"),
    ("saved", "name:text command:text query:text seen:number"),
    (
        "similar",
        "relation:text lead:flag share:number~ score:number~ id:text path:text title:text~ \
        date:text~ source:text~ diff?:[same|removed|added]",
    ),
    ("would", "action:text path:text path_bytes?:text"),
    (
        "index",
        "index:text dry_run:flag interrupted:flag added:number changed:number moved:number \
        removed:number unchanged:number failed:number skipped_hidden:number \
        skipped_binary:number skipped_type:number docs:number revision:number",
    ),
    (
        "citation",
        "id:text doc:text kind:text text:text~ speaker:text~ speakers?:[text] as_written:text~ role:text~ \
        cue:text~ negated:flag confidence:number~ title:text~ source:text~ date:text~ \
        date_source:text~ byline:text~ path:text path_bytes?:text record?:number sha256:text \
        checked:flag offset_base:text targets:[target] quotation?:quotation article?:article",
    ),
    ("target", "source:text selector:[quoting|counting] span:place"),
    ("quoting", "type:text exact:text prefix:text suffix:text"),
    ("counting", "type:text start:number end:number"),
    (
        "quotation",
        "@context:text @type:text text?:text abstract?:text creator?:agent \
        contributor?:[agent] isPartOf:article",
    ),
    ("agent", "@type?:text name?:text description?:text jobTitle?:text"),
    (
        "article",
        "@context?:text @type:text headline?:text datePublished?:text publisher?:agent \
        author?:[agent]",
    ),
    ("check", "path:text path_bytes?:text record:number~ id:text~ code:text reason:text"),
    (
        "verification",
        "files:number docs:number quotes:number sampled:number spans:number content:flag \
        problems:number revision:number",
    ),
    ("field", "name:text kind:text level:text~ about:text"),
    ("error", "code:text message:text hint:text~"),
];

/// The lines of output; the other shapes are parts of them.
pub const LINES: [&str; 19] = [
    "doc",
    "quote",
    "silence",
    "mention",
    "entity",
    "facet",
    "summary",
    "explanation",
    "stats",
    "file",
    "would",
    "index",
    "saved",
    "citation",
    "check",
    "verification",
    "similar",
    "field",
    "error",
];

/// A key of a shape.
pub struct Key {
    pub name: &'static str,
    /// Whether it may be left out.
    pub optional: bool,
    pub kind: &'static str,
}

/// The keys of a shape in their order.
pub fn shape(name: &str) -> Vec<Key> {
    let found = SHAPES.iter().find(|(known, _)| *known == name);
    let (_, keys) = found.unwrap_or_else(|| panic!("{name}: no such shape"));
    let key = |entry: &'static str| {
        let (key, kind) = entry.split_once(':').expect("key:type");
        Key { name: key.trim_end_matches('?'), optional: key.ends_with('?'), kind }
    };
    keys.split_whitespace().map(key).collect()
}
