//! What codes stand for where the font does not tell in a way that hayro-font understands: those of a font in one of
//! the Asian encodings are text in that encoding, and lists of characters with a flaw have parts without one.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_16BE};
use hayro_font::hayro_cmap::{BfString, CMap, CMapName};
use hayro_font::hayro_syntax::object::{Dict, Name, Stream};

/// An encoding that PDF knows by name; the same name stands for the list of its codes.
struct Known {
    encoding: &'static Encoding,
    /// The list, as `CMap` files have it.
    cmap: Vec<u8>,
}

/// The names without the direction of writing, the encoding, and the number of the blank in the collection of
/// characters: the widths of a font go by these numbers, and Latin letters are narrower than all others.
const NAMES: [(&str, &Encoding, u16); 26] = [
    ("GB-EUC-", GB18030, 814),
    ("GBK-EUC-", GB18030, 814),
    ("GBK2K-", GB18030, 814),
    ("GBKp-EUC-", GB18030, 1),
    ("GBpc-EUC-", GB18030, 1),
    ("ETen-B5-", BIG5, 13648),
    ("ETenms-B5-", BIG5, 1),
    ("HKscs-B5-", BIG5, 1),
    ("B5pc-", BIG5, 1),
    ("90ms-RKSJ-", SHIFT_JIS, 231),
    ("Add-RKSJ-", SHIFT_JIS, 231),
    ("Ext-RKSJ-", SHIFT_JIS, 231),
    ("90msp-RKSJ-", SHIFT_JIS, 1),
    ("90pv-RKSJ-", SHIFT_JIS, 1),
    ("83pv-RKSJ-", SHIFT_JIS, 1),
    ("EUC-", EUC_JP, 231),
    ("KSC-EUC-", EUC_KR, 8094),
    ("KSCms-UHC-HW-", EUC_KR, 8094),
    ("KSCms-UHC-", EUC_KR, 1),
    ("KSCpc-EUC-", EUC_KR, 1),
    ("UniJIS-UCS2-HW-", UTF_16BE, 231),
    ("UniJIS2004-UTF16-", UTF_16BE, 1),
    ("UniGB-", UTF_16BE, 1),
    ("UniCNS-", UTF_16BE, 1),
    ("UniJIS-", UTF_16BE, 1),
    ("UniKS-", UTF_16BE, 1),
];

/// The encodings by name. Two forms of Unicode have a name each.
static KNOWN: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (stem, encoding, blank) in NAMES {
        for (way, mode) in [("H", 0), ("V", 1)] {
            let cmap = cmap(encoding, blank, mode).into_bytes();
            let forms: &[&str] = match encoding == UTF_16BE && stem.matches('-').count() == 1 {
                true => &["UCS2-", "UTF16-"],
                false => &[""],
            };
            for form in forms {
                let cmap = cmap.clone();
                known.insert(format!("{stem}{form}{way}"), Known { encoding, cmap });
            }
        }
    }
    known
});

/// The list of the codes of an encoding. All but Latin letters get a number that no font has a width for.
fn cmap(encoding: &'static Encoding, blank: u16, mode: u8) -> String {
    let unicode = encoding == UTF_16BE;
    let latin = if unicode { "<0020> <007e>" } else { "<20> <7e>" };
    let mut others = String::new();
    let mut add = |from: &str, to: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(others, "<{from}> <{to}> 65535");
    };
    let mut pairs = |leads: std::ops::RangeInclusive<u8>, from: u8, to: u8| {
        for lead in leads {
            add(&format!("{lead:02x}{from:02x}"), &format!("{lead:02x}{to:02x}"));
        }
    };
    if unicode {
        pairs(0..=0xd7, 0, 0xff);
        pairs(0xe0..=0xff, 0, 0xff);
        add("d800dc00", "dbffdfff");
    } else if encoding == SHIFT_JIS {
        pairs(0x81..=0x9f, 0x40, 0xfc);
        pairs(0xe0..=0xfc, 0x40, 0xfc);
        add("00", "80");
    } else if encoding == EUC_JP {
        pairs(0x8e..=0x8e, 0xa1, 0xdf);
        pairs(0xa1..=0xfe, 0xa1, 0xfe);
        add("00", "80");
        add("8fa1a1", "8ffefe");
    } else {
        pairs(0x81..=0xfe, 0x40, 0xfe);
        add("00", "80");
        if encoding == GB18030 {
            add("81308130", "fe39fe39");
        }
    }
    // Narrow syllables follow the Latin letters.
    let narrow = if encoding == SHIFT_JIS { "<a0> <df> 326" } else { "" };
    format!(
        "/WMode {mode} def\nbegincidrange\n{latin} {blank}\n{narrow}\nendcidrange\n\
         beginnotdefrange\n{others}endnotdefrange\n"
    )
}

/// The list of codes that a name stands for.
pub fn list(name: &CMapName<'_>) -> Option<&'static [u8]> {
    let name = std::str::from_utf8(name.to_bytes()).ok()?;
    KNOWN.get(name).map(|known| known.cmap.as_slice())
}

/// What the codes of a font stand for, as far as only its dictionary tells.
pub enum Codes {
    Text(&'static Encoding),
    List(Box<CMap>),
    Unknown,
}

impl Codes {
    pub fn of(font: &Dict<'_>) -> Codes {
        if let Some(list) = font.get::<Stream<'_>>("ToUnicode").and_then(|list| mended(&list)) {
            return Codes::List(Box::new(list));
        }
        if !is_composite(font) {
            return Codes::Unknown;
        }
        let is_unicode = font
            .get::<Name<'_>>("ToUnicode")
            .is_some_and(|name| matches!(name.as_str(), "Identity-H" | "Identity-V"));
        if is_unicode {
            return Codes::Text(UTF_16BE);
        }
        let name = font.get::<Name<'_>>("Encoding");
        let known = name.and_then(|name| KNOWN.get(name.as_str()));
        known.map_or(Codes::Unknown, |known| Codes::Text(known.encoding))
    }

    /// The characters that a code stands for.
    pub fn text(&self, code: u32) -> Option<String> {
        match self {
            Codes::Text(encoding) => {
                let bytes = code.to_be_bytes();
                let unused = bytes.iter().take_while(|byte| **byte == 0).count();
                let least = if *encoding == UTF_16BE { 2 } else { 1 };
                let bytes = bytes.get(unused.min(bytes.len() - least)..)?;
                encoding
                    .decode_without_bom_handling_and_without_replacement(bytes)
                    .map(|text| text.into_owned())
            }
            Codes::List(list) => Some(match list.lookup_bf_string(code)? {
                BfString::Char(c) => c.to_string(),
                BfString::String(text) => text,
            }),
            Codes::Unknown => None,
        }
    }
}

/// Whether a font is made of others, with codes of several bytes.
pub fn is_composite(font: &Dict<'_>) -> bool {
    font.get::<Name<'_>>("Subtype").is_some_and(|name| name.as_str() == "Type0")
}

/// The sound parts of a list that has a flaw; none when it has no flaw.
fn mended(list: &Stream<'_>) -> Option<CMap> {
    let data = list.decoded_data().ok()?;
    if CMap::parse(&data, |name| self::list(&name)).is_some() {
        return None;
    }
    let mut sound = Vec::new();
    for (begin, end) in [("beginbfchar", "endbfchar"), ("beginbfrange", "endbfrange")] {
        let mut rest: &[u8] = &data;
        while let Some(at) = memchr::memmem::find(rest, begin.as_bytes()) {
            rest = rest.get(at..).unwrap_or_default();
            let Some(length) = memchr::memmem::find(rest, end.as_bytes()) else { break };
            let (part, after) = rest.split_at((length + end.len()).min(rest.len()));
            if CMap::parse(part, |_| None).is_some() {
                sound.extend_from_slice(part);
                sound.push(b'\n');
            }
            rest = after;
        }
    }
    CMap::parse(&sound, |_| None).filter(|_| !sound.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_lists_of_codes() {
        for (name, code, length, number) in [
            ("GBK-EUC-H", 0xd6d0, 2, Some(65535)),
            ("GBK-EUC-H", 0x41, 1, Some(847)),
            ("GBK-EUC-V", 0xd6, 1, None),
            ("90ms-RKSJ-H", 0xb1, 1, Some(343)),
            ("UniGB-UCS2-H", 0x4e2d, 2, Some(65535)),
            ("UniJIS-UTF16-V", 0x41, 2, Some(34)),
            ("UniJIS-UTF16-V", 0xd842_dfb7, 4, Some(65535)),
            ("UniJIS-UTF16-V", 0xd842, 2, None),
        ] {
            let list = list(&CMapName::from_bytes(name.as_bytes())).expect(name);
            let list = CMap::parse(list, |_| None).expect(name);
            assert_eq!(list.lookup_cid_code(code, length), number, "{name} {code:x}");
        }
        assert_eq!(list(&CMapName::IdentityH), None);
        assert_eq!(KNOWN.len(), 2 * (26 + 4));
    }

    #[test]
    fn codes_are_text() {
        for (encoding, code, text) in [
            (GB18030, 0xd6d0, Some("中")),
            (GB18030, 0x8130_8436, Some("¥")),
            (GB18030, 0xffff, None),
            (BIG5, 0xa4a4, Some("中")),
            (SHIFT_JIS, 0x93fa, Some("日")),
            (SHIFT_JIS, 0xb1, Some("ｱ")),
            (EUC_KR, 0xb0a1, Some("가")),
            (UTF_16BE, 0x41, Some("A")),
            (UTF_16BE, 0xd842_dfb7, Some("𠮷")),
            (UTF_16BE, 0xd842, None),
        ] {
            assert_eq!(Codes::Text(encoding).text(code).as_deref(), text, "{code:x}");
        }
    }
}
