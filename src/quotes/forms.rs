//! Forms of small words outside the lists: what is a verb, a joiner or a plural, and so no part of a title.

use super::cues;

pub(super) fn is_kin(word: &str) -> bool {
    matches!(
        word,
        "wife" | "husband" | "son" | "daughter" | "brother" | "sister" | "mother" | "father"
    )
}

pub(super) fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss")
        || word.ends_with("smen")
        || matches!(word, "police" | "people" | "congressmen" | "councilmen" | "chairmen")
}

pub(super) fn is_quantity(word: &str) -> bool {
    matches!(
        word,
        "some" | "many" | "several" | "other" | "most" | "few" | "two" | "three" | "four"
    )
}

/// Words that join others and are no part of a noun phrase.
pub(super) fn is_closed(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "although",
        "against",
        "along",
        "amid",
        "among",
        "around",
        "as",
        "and",
        "because",
        "before",
        "after",
        "below",
        "beside",
        "besides",
        "between",
        "beyond",
        "but",
        "despite",
        "during",
        "even",
        "except",
        "how",
        "if",
        "into",
        "including",
        "like",
        "meanwhile",
        "nor",
        "once",
        "only",
        "onto",
        "or",
        "out",
        "outside",
        "over",
        "past",
        "per",
        "plus",
        "rather",
        "since",
        "so",
        "than",
        "then",
        "though",
        "through",
        "throughout",
        "toward",
        "towards",
        "under",
        "unless",
        "unlike",
        "until",
        "up",
        "upon",
        "versus",
        "via",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "within",
        "without",
        "yet",
        "here",
        "there",
        "now",
        "today",
        "yesterday",
        "too",
        "very",
        "just",
        "still",
        "never",
        "ever",
        "again",
        "down",
        "off",
        "away",
        "back",
        "him",
        "them",
        "me",
        "us",
        "you",
        "these",
        "those",
        "each",
        "every",
        "any",
        "all",
        "both",
        "no",
        "such",
        "more",
        "less",
        "my",
        "our",
        "your",
        "whichever",
        "whatever",
        "first-ever",
    ];
    WORDS.contains(&word)
}

/// Whether the form of a word outside the lists is that of a verb or an adverb.
pub(super) fn is_verb(word: &str) -> bool {
    if word.contains('-') {
        return false;
    }
    // "undecided", "unelected"
    let participle = !word.starts_with("un") && word.ends_with("ed") && !is_adjective(word)
        || word.ends_with("ing") && !is_adjective(word);
    let adverb = word.ends_with("ly")
        && !matches!(word, "family" | "daily" | "weekly" | "monthly" | "elderly" | "assembly");
    // "picks manager Ann Lee", but "sports editor Ann Lee"
    let third = word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !is_attributive(word);
    participle || adverb || third || is_irregular(word) || cues::is_irregular_past(word)
}

/// Participles that stand before a noun of a person.
pub(super) fn is_adjective(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "retired",
        "disgraced",
        "embattled",
        "renowned",
        "acclaimed",
        "celebrated",
        "noted",
        "elected",
        "convicted",
        "accused",
        "failed",
        "defeated",
        "registered",
        "certified",
        "fired",
        "ousted",
        "distinguished",
        "respected",
        "esteemed",
        "decorated",
        "beloved",
        "slain",
        "jailed",
        "exiled",
        "unsuccessful",
        "red",
        "managing",
        "acting",
        "leading",
        "running",
        "outgoing",
        "incoming",
        "sitting",
        "rising",
        "ruling",
        "serving",
        "visiting",
        "founding",
        "fundraising",
        "marketing",
        "advertising",
        "banking",
        "engineering",
        "polling",
        "manufacturing",
        "nursing",
        "consulting",
        "reigning",
        "aspiring",
        "planning",
        "housing",
        "training",
        "contributing",
        "presiding",
        "commanding",
        "supervising",
        "investing",
        "accounting",
        "boxing",
        "racing",
        "lobbying",
        "programming",
        "building",
        "king",
        "king-making",
        "wrestling",
        "swimming",
        "opening",
        "closing",
        "long-serving",
    ];
    WORDS.contains(&word)
}

/// Plurals that stand before another noun.
fn is_attributive(word: &str) -> bool {
    matches!(
        word,
        "sports"
            | "affairs"
            | "communications"
            | "operations"
            | "politics"
            | "news"
            | "sales"
            | "economics"
            | "arts"
            | "rights"
            | "systems"
            | "relations"
            | "resources"
            | "studies"
            | "markets"
            | "services"
            | "goods"
            | "arms"
            | "drugs"
            | "elections"
            | "ethics"
            | "physics"
            | "mathematics"
            | "logistics"
            | "veterans"
            | "women"
            | "states"
            | "schools"
            | "parks"
            | "homicide"
            | "series"
    )
}

/// Irregular verbs, as they stand between a subject and a title.
fn is_irregular(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "beat",
        "put",
        "set",
        "let",
        "hit",
        "cut",
        "quit",
        "led",
        "held",
        "felt",
        "found",
        "left",
        "lost",
        "paid",
        "told",
        "sat",
        "fed",
        "read",
        "chose",
        "knew",
        "saw",
        "wrote",
        "rose",
        "spoke",
        "swore",
        "became",
        "become",
        "had",
        "has",
        "have",
        "did",
        "does",
        "do",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "caught",
        "bought",
        "taught",
        "thought",
        "built",
        "bore",
        "broke",
        "heard",
        "hid",
        "hurt",
        "left",
        "lent",
        "meant",
        "rode",
        "sang",
        "shot",
        "shook",
        "stole",
        "struck",
        "sued",
        "understood",
        "woke",
        "withdrew",
        "shut",
        "said",
        "says",
        "say",
        "get",
        "gets",
        "make",
        "take",
        "back",
        "pick",
        "call",
        "join",
        "help",
        "meet",
        "give",
        "ask",
        "tell",
        "thank",
        "see",
        "want",
        "need",
        "know",
    ];
    WORDS.contains(&word)
}
