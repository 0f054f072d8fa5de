//! PDFs made here, read as a whole.

use super::read;
use crate::read::Limits;

/// A PDF whose pages have these content streams, in Helvetica of 10 points, with one more object, number 4.
fn pdf(pages: &[&str], object: &str, trailer: &str) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|n| format!("{} 0 R ", 10 + 2 * n)).collect();
    let mut objects = vec![
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (
            2,
            format!(
                "<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 300 400]/Resources 5 0 R>>",
                pages.len()
            ),
        ),
        (3, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned()),
        (4, object.to_owned()),
        (5, "<</Font<</F 3 0 R/G 4 0 R>>/XObject<</X 4 0 R>>>>".to_owned()),
    ];
    for (n, text) in pages.iter().enumerate() {
        let at = 10 + 2 * n;
        objects.push((at, format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", at + 1)));
        let length = text.len();
        objects.push((at + 1, format!("<</Length {length}>>stream\n{text}\nendstream")));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n".to_owned();
    for (number, object) in objects {
        table += &format!("{number} 1\n{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let at = file.len();
    file += &format!("{table}trailer<</Size 99/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF");
    file.into_bytes()
}

const FIRST: &str = "BT /F 10 Tf 14 TL 20 350 Td (Tariffs lifted) Tj T* T* (The minister said that the compu-) Tj T* \
    (ter of the bank would not be sold to) Tj ET BT /F 10 Tf 150 10 Td (1) Tj ET";
const SECOND: &str = "BT /F 10 Tf 14 TL 20 350 Td (anyone else.) Tj T* T* (All [is] well.) Tj ET BT /F 10 Tf 150 10 Td (2) Tj ET";

#[test]
fn pages_title_and_date() {
    let info = "<</Title(Tariffs Lifted)/Author(Ann Lee)/CreationDate(D:20190517120000Z)>>";
    let file = pdf(&[FIRST, SECOND], info, "/Info 4 0 R");
    let part = read(&file, &Limits::default()).expect("sound PDF");
    assert_eq!(
        part.text,
        "Tariffs Lifted\n\nAnn Lee\n\nThe minister said that the computer of the bank would not be sold to \
         anyone else.\n\nAll [is] well."
    );
    assert_eq!(part.pages, [0, part.text.find("anyone").expect("page 2")]);
    assert_eq!(part.meta.date.map(|d| d.to_string()).as_deref(), Some("2019-05-17"));
}

#[test]
fn what_holds_no_text_is_an_error() {
    let empty = pdf(&["0 0 10 10 re f"], "null", "");
    let key = "a".repeat(32);
    let lock = format!("<</Filter/Standard/V 1/R 2/P -4/O({key})/U({key})>>");
    let locked = pdf(&[FIRST], &lock, "/ID[(a)(a)]/Encrypt 4 0 R");
    for (bytes, code) in [
        (&empty[..], "read.no-text"),
        (&locked[..], "read.encrypted"),
        (b"", "read.empty"),
        (b"%PDF-1.4", "read.malformed"),
    ] {
        assert_eq!(read(bytes, &Limits::default()).expect_err(code).code(), code);
    }
    let short = Limits { max_text: 8, ..Limits::default() };
    let error = read(&pdf(&[FIRST], "null", ""), &short).expect_err("long");
    assert_eq!(error.code(), "read.too-large");
}

#[test]
fn forms_in_forms_end() {
    let page = "/X Do BT /F 10 Tf 20 350 Td (Words.) Tj ET";
    let form = "<</Subtype/Form/BBox[0 0 9 9]/Length 11>>stream\n/X Do /X Do\nendstream";
    let part = read(&pdf(&[page], form, ""), &Limits::default()).expect("sound PDF");
    assert_eq!(part.text, "Words.");
}

#[test]
fn numbers_printed_twice_to_look_bold() {
    let page = "BT /F 10 Tf 20 350 Td (1) Tj 0.3 0 Td (1) Tj 5.3 0 Td (.9) Tj 0.3 0 Td (.9) Tj ET";
    let part = read(&pdf(&[page], "null", ""), &Limits::default()).expect("sound PDF");
    assert_eq!(part.text, "1.9");
}

/// A font of several bytes a code.
fn composite(encoding: &str, more: &str) -> String {
    format!(
        "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/{encoding}/DescendantFonts[<</Type/Font\
         /Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]{more}>>"
    )
}

/// What is read where a page shows some codes, in hexadecimal, in a font.
fn shown(codes: &str, font: &str) -> String {
    let page = format!("BT /F 10 Tf 20 350 Td (Words) Tj /G 10 Tf 0 -14 Td <{codes}> Tj ET");
    let part = read(&pdf(&[&page], font, ""), &Limits::default()).expect("sound PDF");
    part.text.replace("Words", "").trim().to_owned()
}

#[test]
fn fonts_of_asian_encodings() {
    for (codes, encoding, text) in [
        ("d6d0b9fa41", "GBK-EUC-H", "中国A"),
        ("93fa967b", "90ms-RKSJ-H", "日本"),
        ("4e2d56fd", "UniGB-UCS2-H", "中国"),
        // Nobody knows without large tables what these stand for: numbers of drawings, and another encoding.
        ("00410042", "Identity-H", ""),
        ("41424344", "CNS-EUC-H", ""),
    ] {
        assert_eq!(shown(codes, &composite(encoding, "")), text, "{encoding}");
    }
    let unicode = composite("Identity-H", "/ToUnicode/Identity-H");
    assert_eq!(shown("00410042", &unicode), "AB");
}

#[test]
fn a_list_of_characters_with_a_flaw() {
    // The content of a second page, where it draws nothing.
    let list = "/CMapName /A> def 1 beginbfchar <0041> <0058> endbfchar 1 beginbfchar <0043> (> endbfchar \
                1 beginbfrange <0042> <0043> <0059> endbfrange";
    let pages = ["BT /G 10 Tf 20 350 Td <004100420043> Tj ET", list];
    let font = composite("Identity-H", "/ToUnicode 13 0 R");
    let part = read(&pdf(&pages, &font, ""), &Limits::default()).expect("sound PDF");
    assert_eq!(part.text, "XYZ");
}

#[test]
fn a_page_without_words_between_two_of_one_paragraph() {
    let part = read(&pdf(&[FIRST, "", SECOND], "", ""), &Limits::default()).expect("a PDF");
    assert_eq!(part.pages.len(), 3);
    assert!(part.pages.is_sorted(), "{:?} {}", part.pages, part.text);
    assert!(part.pages.iter().all(|at| part.text.is_char_boundary(*at)));
}

#[test]
fn widths_and_codes_without_end() {
    let content = "BT /G 10 Tf (ab) Tj /F 10 Tf 20 350 Td (It rained all day.) Tj ET";
    let below =
        "/Type0/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X";
    for font in [
        "/Type1/FirstChar 99999999999/LastChar 99999999999/Widths[500]",
        "/Type1/Encoding<</Differences[9223372036854775807/a/b]>>",
        &format!("{below}/W[0 4000000000 500]>>]"),
        &format!("{below}/W[1[500]2 3 500 0 4000000000 500]>>]"),
        &format!("{below}/W2[0 4000000000 500 0 0]>>]"),
    ] {
        let object = format!("<</Type/Font/BaseFont/Helvetica/Subtype{font}>>");
        let part = read(&pdf(&[content], &object, ""), &Limits::default()).expect("a text");
        assert!(part.text.contains("It rained all day."), "{font}: {}", part.text);
    }
}
