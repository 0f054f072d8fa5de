//! The name that says what an attachment is.

use std::path::PathBuf;

use super::body::Attachment;
use super::encoding;

/// Endings of the names of attachments that go by their type only.
const ENDINGS: [(&str, &str); 9] = [
    ("text/plain", "txt"),
    ("text/html", "html"),
    ("text/markdown", "md"),
    ("text/rtf", "rtf"),
    ("application/rtf", "rtf"),
    ("application/json", "json"),
    ("application/pdf", "pdf"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
];

/// Forms of old Macs, that have the name of the file which they hold or describe.
const WRAPPED: [&str; 2] = ["application/applefile", "application/mac-binhex40"];

/// The name under which an attachment is read: its own, or one that fits its type; `None` when neither is known.
pub fn path(attachment: &Attachment<'_>) -> Option<PathBuf> {
    let content = &attachment.content;
    if WRAPPED.contains(&content.media.as_str()) || !encoding::is_known(content) {
        return None;
    }
    if ["message/rfc822", "message/global", "message/news"].contains(&content.media.as_str()) {
        return Some(PathBuf::from("message.eml"));
    }
    // Only the last part of a name counts, and nothing is ever opened under it.
    let name = content.name.as_deref().and_then(|name| name.rsplit(['/', '\\']).next());
    let name = name.filter(|name| !name.is_empty());
    let named = name.map(PathBuf::from).filter(|path| path.extension().is_some());
    named.or_else(|| {
        let ending = ENDINGS.iter().find(|(media, _)| *media == content.media)?.1;
        Some(PathBuf::from(format!("{}.{ending}", name.unwrap_or("attachment"))))
    })
}
