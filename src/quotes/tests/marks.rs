//! Words between marks: their attribution behind them, ahead of them or in the statement before.

use super::{check, gives};

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
    check(
        "Emily Cook, a spokeswoman for Portunion, declined to comment.",
        &[
            "Silence: declined to comment | decline | Emily Cook Name (spokeswoman for Portunion @ Portunion)",
        ],
    );
    check("The so-called \"deal\" was no \"real deal\" at all.", &[]);
    check("Ann Lee sang \"Rain Over the Harbour\" and left.", &[]);
    check("The report was long and the claim was old.", &[]);
    check("The pilots' plan isn't theirs, 'tis ours.", &[]);
    check("Jerry Moss wants to say more about it.", &[]);
}

#[test]
fn a_quote_over_paragraphs_is_its_speakers_wholly() {
    gives(
        "Helena Brandt told the port:\n\n\"We shut the gates. It was late.\n\n\"Then came the wind.\n\n\"Third, nobody slept.\"",
        &[
            "the port | Helena Brandt | source-object",
            "We shut the gates. It was late. | Helena Brandt | colon-before",
            "Then came the wind. | Helena Brandt | continued",
            "Third, nobody slept. | Helena Brandt | continued",
        ],
    );
    gives(
        "Helena Brandt said: \"Nobody slept in the port.\"\n\n\"It was late.\"\n\nJerry Moss did not agree.",
        &[
            "Nobody slept in the port. | Helena Brandt | source-cue-quote",
            "It was late. | Helena Brandt | carried-over-paragraph",
        ],
    );
    gives(
        "\"We shut the gates,\" said Helena Brandt. \"Nobody slept.\n\n\"Then came the wind,\" she said.",
        &[
            "We shut the gates, | Helena Brandt | quote-cue-source",
            "Nobody slept. | Helena Brandt | carried",
            "Then came the wind, | Helena Brandt | quote-source-cue",
        ],
    );
}
