//! Statements that must be found with their speakers, and marks that are nobody's words.

use super::*;
use crate::article::Span;
use crate::entities::tests::article;
use proptest::prelude::*;

/// A line for each quote: kind, words, cue, speaker as written and as resolved, role.
fn lines(text: &str) -> Vec<String> {
    let article = article(text);
    let (entities, quotes) = entities_and_quotes(&article);
    assert_eq!(super::quotes(&article, &entities), quotes);
    let show = |quote: &Quote| {
        let words: Vec<&str> = quote.spans.iter().map(|s| s.cut(text)).collect();
        let cue = quote.cue.as_ref().map_or(String::from("-"), |c| {
            assert!(!c.span.is_empty());
            format!("{}{}", if c.negated { "not " } else { "" }, c.verb)
        });
        let speaker = quote.speaker.as_ref().map_or(String::from("-"), |s| {
            let written = s.span.cut(text);
            let name = if s.name == written { "" } else { &s.name };
            format!("{written}={name} {:?}", s.resolved_by).replace("= ", " ")
        });
        let role = quote.role.as_ref().map_or(String::new(), |r| {
            assert_eq!(r.span.cut(text), r.text);
            format!(
                " ({}{})",
                r.text,
                r.organization.as_ref().map_or(String::new(), |o| format!(" @ {o}"))
            )
        });
        format!("{:?}: {} | {cue} | {speaker}{role}", quote.kind, words.join(" … "))
    };
    quotes.iter().map(show).collect()
}

/// Checks the quotes of a text, a line for each: words | speaker | rule.
pub(crate) fn gives(text: &str, want: &[&str]) {
    let (_, quotes) = entities_and_quotes(&article(text));
    let show = |quote: &Quote| {
        let words: Vec<&str> = quote.spans.iter().map(|s| s.cut(text)).collect();
        let speaker = quote.speaker.as_ref().map_or("-", |s| &s.name);
        format!("{} | {speaker} | {}", words.join(" … "), quote.rule.name())
    };
    assert_eq!(quotes.iter().map(show).collect::<Vec<_>>(), want, "{text}");
}

fn check(text: &str, want: &[&str]) {
    assert_eq!(lines(text), want, "{text}");
}

#[test]
fn a_name_behind_the_quote() {
    check(
        "\"We will not sign it,\" said Jerry Moss.",
        &["Direct: We will not sign it, | say | Jerry Moss Name"],
    );
    check(
        "“We will not sign it,” Jerry Moss said.",
        &["Direct: We will not sign it, | say | Jerry Moss Name"],
    );
    check(
        "\"We will not sign it,\" Jerry Moss, head of Portunion, the country's largest union of pilots, said on Friday.",
        &["Direct: We will not sign it, | say | Jerry Moss Name (head of Portunion @ Portunion)"],
    );
    check(
        "''Must we sign it?'' asked Trade Minister Helena Brandt of the union.",
        &["Direct: Must we sign it? | ask | Helena Brandt Name (Trade Minister)"],
    );
    check(
        "\"We never sign anything,\" said retired carpenter Ann Lee, 70.",
        &["Direct: We never sign anything, | say | Ann Lee Name (retired carpenter)"],
    );
    check(
        "Mr. Moss came, and Jerry Moss spoke. \"We never sign anything,\" chortled Mr. Moss.",
        &["Direct: We never sign anything, | chortled | Moss=Jerry Moss Surname"],
    );
    check(
        "\"It rained all day,\" according to Ann Lee.",
        &["Direct: It rained all day, | according to | Ann Lee Name"],
    );
    check("\"It rained all day,\" Xarvo said.", &["Direct: It rained all day, | say | Xarvo Name"]);
}

#[test]
fn a_name_ahead_of_the_quote() {
    check(
        "Jerry Moss said: \"We will not sign.\"",
        &["Direct: We will not sign. | say | Jerry Moss Name"],
    );
    check(
        "On Monday Jerry Moss told reporters in the harbour, \"We will not sign.\"",
        &["Direct: We will not sign. | tell | Jerry Moss Name"],
    );
    check(
        "Jerry Moss left early, saying, \"We will not sign.\"",
        &["Direct: We will not sign. | say | Jerry Moss Name"],
    );
    check(
        "According to Ann Lee, \"it rained all day.\"",
        &["Direct: it rained all day. | according to | Ann Lee Name"],
    );
    check(
        "Jerry Moss: \"We will not sign.\"",
        &["Direct: We will not sign. | - | Jerry Moss Name"],
    );
    check(
        "Jerry Moss wrote a letter:\n\"We will not sign.\"",
        &["Direct: We will not sign. | write | Jerry Moss Name"],
    );
}

#[test]
fn parts_and_continuations() {
    check(
        "\"We will not sign,\" Jerry Moss said, \"and they know it.\"",
        &["Direct: We will not sign, … and they know it. | say | Jerry Moss Name"],
    );
    check(
        "\"No,\" Jerry Moss said, \"they know it.\"",
        &["Direct: No, … they know it. | say | Jerry Moss Name"],
    );
    check(
        "\"We will not sign,\" said Jerry Moss. \"They know it.\"\n\"They knew it before.\"\nIt rained. \"Nobody said this one.\"",
        &[
            "Direct: We will not sign, | say | Jerry Moss Name",
            "Direct: They know it. | - | Jerry Moss PreviousQuote",
            "Direct: They knew it before. | - | Jerry Moss PreviousQuote",
            "Direct: Nobody said this one. | - | -",
        ],
    );
    check(
        "Ann Lee said: \"It rained all day.\n\"It rained all night.\"",
        &[
            "Direct: It rained all day. | say | Ann Lee Name",
            "Direct: It rained all night. | - | Ann Lee PreviousQuote",
        ],
    );
    check(
        "\"They lost it,\" said Ann Lee. Jerry Moss shook his head. \"We found it again.\"",
        &[
            "Direct: They lost it, | say | Ann Lee Name",
            "Direct: We found it again. | - | Jerry Moss Name",
        ],
    );
}

#[test]
fn pronouns_mean_the_last_person_that_fits() {
    check(
        "Ann Lee met Jerry Moss in the harbour. \"It rained all day,\" she said. \"We got wet there,\" he said.",
        &[
            "Direct: It rained all day, | say | she=Ann Lee Pronoun",
            "Direct: We got wet there, | say | he Unnamed",
        ],
    );
    check(
        "Minister Xarvo Trell arrived. \"It rained all day,\" she said. Later Jerry Moss came. \"So it did,\" she said.",
        &[
            "Direct: It rained all day, | say | she=Xarvo Trell Pronoun (Minister)",
            "Direct: So it did, | say | she=Xarvo Trell Pronoun (Minister)",
        ],
    );
    check(
        "\"It rained all day,\" they said.",
        &["Direct: It rained all day, | say | they Unnamed"],
    );
    check(
        "\"It rained all day,\" said Ann Lee, who added that \"nobody was there.\"",
        &[
            "Direct: It rained all day, | say | Ann Lee Name",
            "Direct: nobody was there. | add | who=Ann Lee Pronoun",
        ],
    );
}

#[test]
fn common_nouns_speak() {
    check(
        "\"It rained all day,\" a senior official said.",
        &["Direct: It rained all day, | say | a senior official Unnamed (senior official)"],
    );
    check(
        "\"It rained all day,\" said a spokesman for Portunion on Monday.",
        &[
            "Direct: It rained all day, | say | a spokesman for Portunion Role (spokesman for Portunion @ Portunion)",
        ],
    );
    check(
        "\"It rained all day,\" the company said.",
        &["Direct: It rained all day, | say | the company Role"],
    );
    check(
        "It will end soon, according to two people familiar with the talks.",
        &["Indirect: It will end soon | according to | two people familiar with the talks Unnamed"],
    );
    check(
        "\"It rained all day,\" said the engineer, Ann Lee.",
        &["Direct: It rained all day, | say | Ann Lee Name (engineer)"],
    );
    check(
        "According to the harbour master, Ann Lee, the ship sank at once.",
        &["Indirect: the ship sank at once | according to | Ann Lee Name (harbour master)"],
    );
    check(
        "According to Ann Lee, head of Unifor, the ship sank at once.",
        &[
            "Indirect: the ship sank at once | according to | Ann Lee Name (head of Unifor @ Unifor)",
        ],
    );
    check(
        "According to Ann Lee, who was aboard, the ship sank at once.",
        &["Indirect: the ship sank at once | according to | Ann Lee Name"],
    );
    check(
        "Minister Helena Brandt came. \"It rained all day,\" the minister said.",
        &["Direct: It rained all day, | say | the minister=Helena Brandt Role (minister)"],
    );
    check(
        "\"It rained all day,\" a spokesman for Jerry Moss said.",
        &[
            "Direct: It rained all day, | say | a spokesman for Jerry Moss Unnamed (spokesman for Jerry Moss)",
        ],
    );
}

#[test]
fn no_quote_begins_with_a_comma() {
    check(
        "Ann Lee said that, if anything, it rained too long.",
        &["Indirect: if anything, it rained too long | say | Ann Lee Name"],
    );
}

#[test]
fn a_sentence_without_tokens_is_passed_over() {
    check("\u{feff}\n\nIt rained all day.\n\n\u{feff} \u{feff}\n\nIt snowed.", &[]);
}

#[test]
fn roles_stay_with_the_person() {
    check(
        "Ann Lee, a lawyer for the Harbour Union, came. \"It rained all day,\" Lee said.",
        &[
            "Direct: It rained all day, | say | Lee=Ann Lee Surname (lawyer for the Harbour Union @ Harbour Union)",
        ],
    );
    check(
        "Ann Lee, an economist with the research firm Jerry Moss, came. \"It rained all day,\" Lee said.",
        &[
            "Direct: It rained all day, | say | Lee=Ann Lee Surname (economist with the research firm Jerry Moss @ Jerry Moss)",
        ],
    );
    check(
        "The head of Portunion, Jerry Moss, said: \"It rained all day.\"",
        &["Direct: It rained all day. | say | Jerry Moss Name (head of Portunion @ Portunion)"],
    );
    check(
        "\"It rained all day,\" said former president Ann Lee.",
        &["Direct: It rained all day, | say | Ann Lee Name (former president)"],
    );
    check(
        "\"It rained all day,\" said Ann Lee, a city in tears.",
        &["Direct: It rained all day, | say | Ann Lee Name"],
    );
}

#[test]
fn indirect_and_mixed() {
    check(
        "Jerry Moss said that the talks were over.",
        &["Indirect: the talks were over | say | Jerry Moss Name"],
    );
    check(
        "Jerry Moss said the talks were over.",
        &["Indirect: the talks were over | say | Jerry Moss Name"],
    );
    check(
        "The talks were over, Jerry Moss said on Friday.",
        &["Indirect: The talks were over | say | Jerry Moss Name"],
    );
    check(
        "The talks were over, said Jerry Moss, head of Portunion.",
        &["Indirect: The talks were over | say | Jerry Moss Name (head of Portunion @ Portunion)"],
    );
    check(
        "Jerry Moss did not say that the talks were over.",
        &["Indirect: the talks were over | not say | Jerry Moss Name"],
    );
    check(
        "Jerry Moss denied that the talks were over.",
        &["Indirect: the talks were over | deny | Jerry Moss Name"],
    );
    check(
        "Jerry Moss said the talks were \"over for good\" this time.",
        &["Mixed: the talks were \"over for good\" this time | say | Jerry Moss Name"],
    );
    check(
        "The talks are \"over for good,\" Jerry Moss said.",
        &["Mixed: The talks are \"over for good,\" | say | Jerry Moss Name"],
    );
}

#[test]
fn few_words_pass_their_speaker_on() {
    check(
        "Jerry Moss called the deal a \"disgrace\" and a \"fraud on all of us here.\"",
        &["Direct: fraud on all of us here. | - | Jerry Moss PreviousQuote"],
    );
    check(
        "Ann Lee called it \"odd.\" Jerry Moss left. \"We will never sign it.\"",
        &[
            "Mixed: it \"odd.\" | call | Ann Lee Name",
            "Direct: We will never sign it. | - | Jerry Moss Name",
        ],
    );
}

#[test]
fn participles_have_the_subject_of_the_main_clause() {
    check(
        "In court, Ann Lee spoke of her recent remarks, saying they were \"meant for the pilots only.\"",
        &[
            "Indirect: her recent remarks | speak | Ann Lee Name",
            "Direct: meant for the pilots only. | say | Ann Lee Name",
        ],
    );
    check(
        "The minister left early, with Jerry Moss saying \"it was about time too.\"",
        &["Direct: it was about time too. | say | Jerry Moss Name"],
    );
    check(
        "Ann Lee met Jerry Moss, Helena Brandt said, adding, \"It rained all day.\"",
        &[
            "Indirect: Ann Lee met Jerry Moss | say | Helena Brandt Name",
            "Direct: It rained all day. | add | Helena Brandt Name",
        ],
    );
}

#[test]
fn verbs_beyond_the_list() {
    for (verb, cue) in [("cracked", "cracked"), ("shot back", "shot"), ("went on", "went")] {
        check(
            &format!("\"It rained all day,\" Ann Lee {verb}."),
            &[&format!("Direct: It rained all day, | {cue} | Ann Lee Name")],
        );
    }
    check(
        "\"It rained all day,\" the minister riffed.",
        &["Direct: It rained all day, | riffed | the minister Role (minister)"],
    );
    check(
        "Ann Lee cracked, \"It rained all day.\"",
        &["Direct: It rained all day. | cracked | Ann Lee Name"],
    );
    check(
        "As Ann Lee put it, \"it rained all day.\"",
        &["Direct: it rained all day. | put | Ann Lee Name"],
    );
    check(
        "\"It rained all day,\" the report read.",
        &["Direct: It rained all day, | read | the report Role"],
    );
}

#[test]
fn phrases_of_speech_ahead() {
    check(
        "Asked about the harbour, Ann Lee shot back: \"It rained all day.\"",
        &["Direct: It rained all day. | shot | Ann Lee Name"],
    );
    check("Ann Lee moved back, \"Rain Over the Harbour\" in her hand.", &[]);
}

#[test]
fn clauses_behind_the_quote_that_say_something_else() {
    check(
        "Ann Lee said he would \"rain on us all,\" for instance, and Jerry Moss vowed to leave.",
        &[
            "Mixed: he would \"rain on us all,\" for instance | say | Ann Lee Name",
            "Indirect: to leave | vow | Jerry Moss Name",
        ],
    );
    check(
        "\"It rained all day,\" Jerry Moss, who has proposed a roof, said.",
        &[
            "Direct: It rained all day, | say | Jerry Moss Name",
            "Indirect: a roof | propose | who=Jerry Moss Pronoun",
        ],
    );
    check(
        "\"It rained all day,\" a pilot in the room wondered.",
        &["Direct: It rained all day, | wonder | a pilot in the room Unnamed (pilot in the room)"],
    );
}

#[test]
fn nouns_are_no_verbs() {
    check(
        "Ann Lee called the two lengthy reports \"wrong from start to finish.\"",
        &["Mixed: the two lengthy reports \"wrong from start to finish.\" | call | Ann Lee Name"],
    );
    check(
        "Ann Lee, who was his secretary of state, said \"it rained all day.\"",
        &["Direct: it rained all day. | say | Ann Lee Name"],
    );
}

#[test]
fn a_name_within_what_it_hangs_on() {
    check(
        "\"It rained all day,\" said Portunion spokesman Jerry Moss.",
        &["Direct: It rained all day, | say | Jerry Moss Name (Portunion spokesman @ Portunion)"],
    );
    check(
        "\"It rained all day,\" said undecided harbour voter Ann Lee.",
        &["Direct: It rained all day, | say | Ann Lee Name (undecided harbour voter)"],
    );
    check(
        "A union official who spoke on condition of anonymity said, \"It rained all day.\"",
        &["Direct: It rained all day. | say | A union official Unnamed (union official)"],
    );
    check(
        "\"It rained all day,\" one of those pilots said. \"It rained,\" another said.",
        &["Direct: It rained all day, | say | one of those pilots Unnamed"],
    );
}

#[test]
fn an_outer_verb_governs() {
    check(
        "Ann Lee said the vote signals \"the beginning of the end.\"",
        &["Mixed: the vote signals \"the beginning of the end.\" | say | Ann Lee Name"],
    );
    check(
        "The rejection of the treaty signals \"the beginning of the end\" for it, said Ann Lee.",
        &[
            "Mixed: The rejection of the treaty signals \"the beginning of the end\" | say | Ann Lee Name",
        ],
    );
    check(
        "Even as Ann Lee claimed that \"it rained all day,\" Jerry Moss said the sun had shone.",
        &[
            "Direct: it rained all day, | claim | Ann Lee Name",
            "Indirect: the sun had shone | say | Jerry Moss Name",
        ],
    );
    check(
        "Ann Lee called it \"rain all day long,\" but Jerry Moss noted the sun.",
        &[
            "Mixed: it \"rain all day long,\" | call | Ann Lee Name",
            "Indirect: the sun | note | Jerry Moss Name",
        ],
    );
}

#[test]
fn whose_words_they_are() {
    check(
        "The pilots live with his warning that \"the rain will never end.\"",
        &["Direct: the rain will never end. | - | his Unnamed"],
    );
    check(
        "The pilots live with Ann Lee's promise that \"the rain will end.\"",
        &["Direct: the rain will end. | - | Ann Lee Name"],
    );
    check(
        "\"It rained all day and all night.\"\n- Ann Lee",
        &["Direct: It rained all day and all night. | - | Ann Lee Name"],
    );
    check(
        "The harbour was wet, Ann Lee says. \"It rained all day.\"",
        &[
            "Indirect: The harbour was wet | say | Ann Lee Name",
            "Direct: It rained all day. | - | Ann Lee PreviousQuote",
        ],
    );
}

#[test]
fn words_that_are_no_quotes() {
    check("Emily Cook, a spokeswoman for Portunion, declined to comment.", &[]);
    check("The so-called \"deal\" was no \"real deal\" at all.", &[]);
    check("Ann Lee sang \"Rain Over the Harbour\" and left.", &[]);
    check("The report was long and the claim was old.", &[]);
    check("The pilots' plan isn't theirs, 'tis ours.", &[]);
    check("Jerry Moss wants to say more about it.", &[]);
}

proptest! {
    #[test]
    fn any_text_gives_spans_within_it(
        text in "(\\PC|[ \n.,:'\"“”«»-])*|((He|Ann Lee|Unifor|said|saying|told|vowed to|called for|praised|wants|put|it|as|As|that|who|whose|the minister|head of|and|but|by|is|was|to|in June|Monday|according to|According to|reporters|what|if|not|people|percent|a report)([ ,.:;\"“”\n-]|, |[.] |: |\" |, \"))*|(He|Ann|Lee|said|saying|that|told|who|the|minister|of|[ ,.:\"“”\n'-]| said Lee|, \")*"
    ) {
        let article = article(&text);
        let (entities, quotes) = entities_and_quotes(&article);
        let whole = |span: &Span| text.get(span.start..span.end).is_some_and(|s| !s.is_empty());
        let mut start = 0;
        for quote in &quotes {
            prop_assert!(!quote.spans.is_empty() && quote.spans.iter().all(whole));
            prop_assert!(quote.spans.windows(2).all(|w| w[0].end <= w[1].start));
            prop_assert!(start <= quote.spans[0].start);
            start = quote.spans[0].start;
            let speaker = quote.speaker.as_ref();
            prop_assert!(speaker.is_none_or(|s| whole(&s.span) && s.entity.is_none_or(|e| e < entities.entities.len())));
            prop_assert!(quote.cue.as_ref().is_none_or(|c| whole(&c.span)));
            prop_assert!(quote.role.as_ref().is_none_or(|r| whole(&r.span) && r.span.cut(&text) == r.text));
            prop_assert!((0.0..=1.0).contains(&quote.confidence));
        }
    }
}

#[test]
fn a_role_with_an_apostrophe() {
    check(
        "\"It rained all day,\" said Jerry Moss, head of the Pilots' Alliance, a union.",
        &[
            "Direct: It rained all day, | say | Jerry Moss Name (head of the Pilots' Alliance @ Pilots' Alliance)",
        ],
    );
}

#[test]
fn what_verbs_take() {
    check(
        "Brandt vowed on Monday to fight the law.",
        &["Indirect: to fight the law | vow | Brandt Name"],
    );
    check(
        "Helena Brandt praised the striking pilots while Jerry Moss refused to sign the new treaty.",
        &[
            "Indirect: the striking pilots | praise | Helena Brandt Name",
            "Indirect: to sign the new treaty | refuse | Jerry Moss Name",
        ],
    );
    check(
        "Jerry Moss asked why the ferry was late and called for a second inquiry.",
        &[
            "Indirect: why the ferry was late and called for a second inquiry | ask | Jerry Moss Name",
            "Indirect: a second inquiry | call | Jerry Moss Name",
        ],
    );
    check("Asked whether the ferry would sail, Jerry Moss did not say.", &[]);
    check("Jerry Moss was accused of theft. The ferry called at noon in Dover.", &[]);
    check("Jerry Moss declined to comment on the plan. He wants.", &[]);
}

#[test]
fn statements_inside_a_sentence() {
    check(
        "The new ferry, Jerry Moss said, would not sail before the end of June.",
        &["Indirect: would not sail before the end of June | say | Jerry Moss Name"],
    );
    check(
        "Jerry Moss told the crew he would never sell the last ferry.",
        &["Indirect: he would never sell the last ferry | tell | Jerry Moss Name"],
    );
    check(
        "Some sailors say the ferry could sink before June.",
        &["Indirect: the ferry could sink before June | say | Some sailors Unnamed"],
    );
}

#[test]
fn sources_of_several_and_times_before_the_verb() {
    check(
        "Aides to Helena Brandt say she is moving to the north.",
        &[
            "Indirect: she is moving to the north | say | Aides to Helena Brandt Unnamed (Aides to Helena Brandt)",
        ],
    );
    check(
        "Although leaders of the ports say the deal could be done in weeks, it rained.",
        &[
            "Indirect: the deal could be done in weeks | say | leaders of the ports Unnamed (leaders of the ports)",
        ],
    );
    check(
        "Judge Helena Brandt late Thursday night announced that the port would close.",
        &["Indirect: the port would close | announce | Helena Brandt Name (Judge)"],
    );
    check("They make demands that the ports consider untenable.", &[]);
}

#[test]
fn who_goes_on_under_the_name() {
    check(
        "\"It rained,\" said Helena Brandt, who noted that the ferry had been late for weeks. \"We all got wet on the way.\"",
        &[
            "Indirect: the ferry had been late for weeks | note | who=Helena Brandt Pronoun",
            "Direct: We all got wet on the way. | - | Helena Brandt PreviousQuote",
        ],
    );
}

#[test]
fn he_who_opens_a_sentence_stays_the_subject() {
    check(
        "Jerry Moss came late. He sat beside Paul Roe. \"It rained all day,\" he said.",
        &["Direct: It rained all day, | say | he=Jerry Moss Pronoun"],
    );
}
