//! Statements without marks, and those with some words between marks.

use super::check;

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
        &["Indirect: the talks were over | not deny | Jerry Moss Name"],
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
    check(
        "Jerry Moss declined to comment on the plan. He wants.",
        &["Silence: declined to comment | decline | Jerry Moss Name"],
    );
}

#[test]
fn statements_inside_a_sentence() {
    check(
        "The new ferry, Jerry Moss said, would not sail before the end of June.",
        &[
            "Indirect: The new ferry … would not sail before the end of June | say | Jerry Moss Name",
        ],
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
fn nouns_are_no_verbs() {
    check(
        "Ann Lee called the two lengthy reports \"wrong from start to finish.\"",
        &["Mixed: the two lengthy reports \"wrong from start to finish.\" | call | Ann Lee Name"],
    );
    check(
        "Ann Lee, who was his secretary of state, said \"it rained all day.\"",
        &["Direct: it rained all day. | say | Ann Lee Name (his secretary of state)"],
    );
}

#[test]
fn no_quote_begins_with_a_comma() {
    check(
        "Ann Lee said that, if anything, it rained too long.",
        &["Indirect: if anything, it rained too long | say | Ann Lee Name"],
    );
}
