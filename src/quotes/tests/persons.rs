//! Who is meant by a pronoun, a noun or a name, and what the person is.

use super::check;

#[test]
fn pronouns_mean_the_last_person_that_fits() {
    check(
        "Ann Lee met Jerry Moss in the harbour. \"It rained all day,\" she said. \"We got wet there,\" he said.",
        &[
            "Direct: It rained all day, | say | she=Ann Lee Pronoun",
            "Direct: We got wet there, | say | he=Jerry Moss Pronoun",
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
fn a_full_stop_that_a_name_ends_with() {
    check(
        "Sheriff Wm. R. Moss Jr. said the port was full. \"It rained all day,\" said Ann Lee Jr., a pilot.",
        &[
            "Indirect: the port was full | say | Wm. R. Moss Jr.=Wm. R. Moss Jr Name (Sheriff)",
            "Direct: It rained all day, | say | Ann Lee Jr.=Ann Lee Jr Name (pilot)",
        ],
    );
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
        &[
            "Direct: It rained all day, | say | one of those pilots Unnamed",
            "Direct: It rained, | say | another Unnamed",
        ],
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
            "Direct: It rained, | say | Helena Brandt Name",
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
