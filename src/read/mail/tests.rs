use std::path::Path;

use super::file::MAX_MESSAGES;
use crate::read::{Identity, Kind, Limits, ReadError, Reading, read};

fn read_as(name: &str, bytes: &[u8]) -> Result<Reading, ReadError> {
    read(bytes, Path::new(name), &Limits::default())
}

fn titles(reading: &Reading) -> Vec<(Option<u32>, Option<&str>)> {
    reading
        .parts
        .iter()
        .map(|p| (p.number, p.meta.title.as_ref().map(|t| t.text.as_str())))
        .collect()
}

const LETTER: &str = "Received: from a\n by b\nFrom: =?utf-8?q?=C3=89lise_Roe?= <e@example.org>\n\
    Subject: =?iso-8859-1?B?UOpjaGU=?=\n =?utf-8?Q?_ferm=C3=A9e?=\nDate: Fri, 31 Dec 1999 23:30:00 -0500\n\
    List-Id: Port news <port.example.org>\nOrganization: The Quay\nKeywords: fish, port\n\
    Content-Language: fr\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\
    La p=C3=AAche est ferm=\nee.\n\n> Depuis quand ?\n\n-- \nE.\n";

#[test]
fn what_the_header_says() {
    let reading = read_as("a.EML", LETTER.as_bytes()).expect("a mail");
    let [part] = reading.parts.as_slice() else { panic!("one part") };
    assert_eq!((reading.kind.name(), part.number, &part.identity), ("eml", None, &Identity::File));
    assert_eq!(
        part.text,
        "Pêche fermée\n\nÉlise Roe\n\nLa pêche est fermee.\n\n> Depuis quand ?\n\n-- \nE."
    );
    assert_eq!(part.meta.date.map(|d| d.to_string()).as_deref(), Some("1999-12-31"));
    assert_eq!(part.meta.source.as_deref(), Some("Port news"));
    assert_eq!((part.meta.lang.as_deref(), part.meta.topics.len()), (Some("fr"), 2));
    for (from, byline) in [
        ("From: ann@example.org", Some("ann@example.org")),
        ("From: \"Lee, Ann\" <ann@example.org>", Some("Lee, Ann")),
        ("From: ann@example.org (Ann Lee)", Some("Ann Lee")),
        ("From: ann at example.org (Ann Lee)", Some("Ann Lee")),
        ("Sender: Ann <a@example.org>", Some("Ann")),
        ("Subject: (no subject)", None),
    ] {
        let reading = read_as("a.eml", format!("{from}\n\nWords").as_bytes()).expect("a mail");
        let meta = reading.parts.first().map(|part| part.meta.clone()).expect("a part");
        assert_eq!((meta.byline.map(|b| b.text).as_deref(), meta.title), (byline, None));
    }
}

#[test]
fn the_day_is_that_of_the_sender() {
    for (date, day) in [
        ("Mon, 2 Jan 2006 00:30:00 +1300", Some("2006-01-02")),
        ("2 Jan 06 10:00 GMT", Some("2006-01-02")),
        ("Mon, 02 Jan 99 10:00:00 -0500", Some("1999-01-02")),
        ("Mon Jan  2 10:00:00 CET 2006", Some("2006-01-02")),
        ("Mon, 30 Feb 2006 10:00:00 +0000", None),
        ("Mon Jan  2 10:00:00 2006", Some("2006-01-02")),
        ("Mon, 2 Jan 2006 23:59:59 -1100 (SST)", Some("2006-01-02")),
        ("2006-01-02T10:00:00Z", Some("2006-01-02")),
        ("yesterday", None),
    ] {
        let reading = read_as("a.eml", format!("Date: {date}\n\nWords").as_bytes());
        let found = reading.expect("a mail").parts.first().and_then(|part| part.meta.date);
        assert_eq!(found.map(|day| day.to_string()).as_deref(), day, "{date}");
    }
}

#[test]
fn attachments_are_further_parts() {
    let mail = "Subject: Minutes\nDate: Mon, 2 Jan 2006 10:00:00 +0000\n\
        Content-Type: multipart/mixed; boundary=x\n\n--x\n\nSee below.\n\
        --x\nContent-Type: application/octet-stream; name=\"/etc/no\\tes.txt\"\nContent-Transfer-Encoding: base64\n\nT25lIHBhZ2Uu\n\
        --x\nContent-Type: text/html\nContent-Disposition: attachment\n\n<title>Own</title><p>A page.<footer>Thanks.</footer>\n\
        --x\nContent-Type: application/json; name=a.json\n\n[{\"title\":\"T\",\"body\":\"b\"}, 7]\n\
        --x\nContent-Type: image/png; name=a.png\n\n\0\n\
        --x\nContent-Type: message/rfc822\n\nSubject: Inner\n\nOlder words.\n--x--\n";
    let reading = read_as("a.eml", mail.as_bytes()).expect("a mail");
    assert_eq!(
        titles(&reading),
        [
            (Some(1), Some("Minutes")),
            (Some(2), Some("notes.txt")),
            (Some(3), Some("Own")),
            (Some(4), Some("T")),
            (Some(6), Some("Inner")),
        ]
    );
    assert_eq!(reading.parts[0].identity, Identity::Record(mail.as_bytes().to_vec()));
    assert_eq!(reading.parts[1].identity, Identity::Record(b"One page.".to_vec()));
    assert_eq!(reading.parts[1].meta.date, reading.parts[0].meta.date);
    assert_eq!(reading.parts[2].text, "Own\n\nA page.\n\nThanks.");
    let problems: Vec<_> = reading.problems.iter().map(|p| (p.number, p.error.code())).collect();
    assert_eq!(problems, [(5, "read.malformed")]);
}

#[test]
fn messages_inside_each_other_have_an_end() {
    let mut mail = "Subject: s\n\nwords".to_owned();
    for _ in 0..1000 {
        mail = format!(
            "Subject: s\nContent-Type: multipart/mixed; boundary=x{0}\n\n--x{0}\n\nw\n--x{0}\n\
            Content-Type: message/rfc822\n\n{mail}",
            mail.len()
        );
    }
    let reading = read_as("a.eml", mail.as_bytes()).expect("a mail");
    assert_eq!((reading.parts.len(), reading.problems.len()), (MAX_MESSAGES, 1));
    assert_eq!(reading.problems[0].error.code(), "read.too-deep");
}

#[test]
fn a_broken_message_does_not_spoil_an_mbox() {
    let line = "From a@example.org Mon Jan  2 10:00:00 2006";
    let file = format!(
        "{line}\r\nSubject: One\r\n\r\n>From here on.\r\n\r\n{line}\r\n: no header\r\n\r\n\
         {line}\r\nSubject: Empty\r\n\r\n \r\n\r\n{line}\r\nSubject: Two\r\n\r\nWords.\r\n"
    );
    for name in ["a.mbox", "a.mbx", "inbox"] {
        let reading = read_as(name, file.as_bytes()).expect("an mbox");
        assert_eq!(titles(&reading), [(Some(1), Some("One")), (Some(4), Some("Two"))]);
        assert_eq!(reading.parts[0].text, "One\n\nFrom here on.");
        let stored = b"Subject: One\r\n\r\n>From here on.\r\n\r\n".to_vec();
        assert_eq!(reading.parts[0].identity, Identity::Record(stored));
        let problems: Vec<_> =
            reading.problems.iter().map(|p| (p.number, p.line, p.error.code())).collect();
        assert_eq!(problems, [(2, 7, "read.malformed"), (3, 10, "read.no-text")]);
    }
}

#[test]
fn html_mails_and_saved_pages() {
    let html = "<html><head><style>x</style></head><body><p style='display: none'>Teaser</p>\
                <p>Dear <b>re</b>ader,<footer>Unsubscribe</footer></body></html>";
    let mail = format!("Subject: News\nContent-Type: text/html; charset=utf-8\n\n{html}");
    let reading = read_as("a.eml", mail.as_bytes()).expect("a mail");
    assert_eq!(reading.parts[0].text, "News\n\nDear reader,\n\nUnsubscribe");
    let page = "Subject: =?utf-8?q?The_p=C3=A2ge?=\nContent-Type: multipart/related; type=\"text/html\"; boundary=x\n\n\
         --x\nContent-Type: text/html\n\n<p>It rained.</p>\n--x\nContent-Type: text/html\n\n<p>Frame.</p>\n--x--\n";
    let reading = read_as("a.mhtml", page.as_bytes()).expect("a page");
    assert_eq!((reading.kind, titles(&reading)), (Kind::Mhtml, vec![(None, Some("The pâge"))]));
    assert_eq!(reading.parts[0].text, "It rained.");
}

#[test]
fn what_is_a_mail_and_what_is_not() {
    let mail = b"Return-Path: <a@example.org>\nSubject: x\n\nWords";
    let table: [(&str, &[u8], Result<Kind, &str>); 13] = [
        ("cur/1234567.M1P2.host:2,S", mail, Ok(Kind::Eml)),
        ("new/1234567.M1P2.host", mail, Ok(Kind::Eml)),
        ("cur/1234567.M1P2.host:2,S", b"Words", Ok(Kind::Text)),
        ("old/1234567.M1P2.host:2,S", mail, Ok(Kind::Eml)),
        ("old/1234567.M1P2.host", mail, Err("read.unsupported")),
        ("README", mail, Ok(Kind::Eml)),
        ("a.emlx", b"32        \nSubject: x\n\nWords and more.\n\0<?xml", Ok(Kind::Eml)),
        ("a.eml", b"\n\nFrom a@b Mon Jan  2 10:00:00 2006\nSubject: x\n\nWords", Ok(Kind::Eml)),
        ("a.eml", b"From a@example.org\r\nSubject: x\r\n\r\nWords", Ok(Kind::Eml)),
        ("a.eml", b"From here on it rained.\n\nSubject: x\n\nWords", Err("read.malformed")),
        ("a.eml", b"\xd0\xcf\x11\xe0\0", Err("read.malformed")),
        ("a.eml", b" \n", Err("read.empty")),
        ("a.mbox", mail, Err("read.malformed")),
    ];
    for (name, bytes, expected) in table {
        let found = read_as(name, bytes);
        let found = found.as_ref().map(|reading| reading.kind).map_err(|error| error.code());
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_mail_that_only_carries_others_is_found_by_its_subject() {
    let digest = "Subject: Harbour digest\nDate: Mon, 2 Jan 2006 10:00:00 +0000\n\
        Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: Tides\n\nHigh at noon.\n\
        --x\nContent-Type: message/news\n\nSubject: Fish\nNewsgroups: port.fish\n\nNone came in.\n--x--\n";
    let reading = read_as("a.eml", digest.as_bytes()).expect("a mail");
    let expected = [(1, "Harbour digest"), (2, "Tides"), (3, "Fish")];
    assert_eq!(titles(&reading), expected.map(|(number, title)| (Some(number), Some(title))));
    let outer = &reading.parts[0];
    assert_eq!(outer.body.map(|body| body.cut(&outer.text)), Some("Harbour digest"));
    assert_eq!(outer.meta.date.map(|day| day.to_string()).as_deref(), Some("2006-01-02"));
    assert_eq!(outer.identity, Identity::Record(digest.as_bytes().to_vec()));
    // Without a subject nothing is said; with nothing inside it is an empty mail.
    let bare = digest.replacen("Subject: Harbour digest\n", "", 1);
    let reading = read_as("a.eml", bare.as_bytes()).expect("a mail");
    assert_eq!(titles(&reading), [(Some(1), Some("Tides")), (Some(2), Some("Fish"))]);
    let picture = "Subject: Photo\nContent-Type: image/png; name=a.png\n\n\0\n";
    assert_eq!(read_as("a.eml", picture.as_bytes()).expect_err("no text"), ReadError::NoText);
}
