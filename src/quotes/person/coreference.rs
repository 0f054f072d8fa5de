//! From the words of a source to the person meant, by what the document said so far.

use crate::entities::lists::{self, Flags};
use crate::entities::tokens::Kind;
use crate::entities::{EntityKind, Role};
use crate::quotes::person::bodies::Bodies;
use crate::quotes::person::described::{self, Described};
use crate::quotes::person::roles;
use crate::quotes::quote::{ResolvedBy, Speaker};
use crate::quotes::text::nouns;
use crate::quotes::text::view::{Source, View, Who};

/// Persons lately spoken of that a pronoun is compared with.
const REMEMBERED: usize = 12;
/// Sentences after which nobody is meant by "he" any more.
const FADED: usize = 8;

/// Sentences after which somebody without a name is not meant any more.
const LINGERS: usize = 4;

/// Somebody spoken of.
#[derive(Clone, Copy)]
struct Recent {
    entity: usize,
    sentence: usize,
}

/// What is known of the persons of a document at some point of it.
pub(crate) struct Memory {
    recent: Vec<Recent>,
    bodies: Bodies,
    /// The last several who spoke, whom "they" means, and in which sentence.
    group: Option<(Vec<Speaker>, usize)>,
    /// The last two who were named together, and in which sentence.
    pair: Option<(Vec<Speaker>, usize)>,
    /// The last one without a name who spoke, and in which sentence.
    someone: Option<(String, usize)>,
    sexes: Vec<Flags>,
    /// Whose sex a form of address tells.
    addressed: Vec<bool>,
    roles: Vec<Option<Role>>,
    /// The offices that the document knows, and whose each is.
    offices: Vec<(usize, Described)>,
    /// The next mention to be read.
    next: usize,
    last_sentence: usize,
}

impl Memory {
    pub fn new(view: &View<'_>) -> Memory {
        let count = view.entities.entities.len();
        let mut sexes = vec![Flags::default(); count];
        let mut addressed = vec![false; count];
        for (number, mention) in view.entities.mentions.iter().enumerate() {
            let spot = view.spots[number].clone();
            if spot.is_empty() || !view.is_person(number) || known(sexes[mention.entity]) {
                continue;
            }
            let address = spot
                .start
                .checked_sub(1)
                .map(|at| view.token(at))
                .filter(|t| t.is(Flags::ADDRESS | Flags::ROLE));
            let first = view.token(spot.start);
            let given = (first.is(Flags::FIRST) && spot.len() > 1).then_some(first.flags);
            let address = address.map(|t| t.flags).filter(|f| known(*f));
            addressed[mention.entity] |= address.is_some();
            let sex = address.or(given).unwrap_or_default();
            sexes[mention.entity] = sex;
        }
        // "his widow, Thérèse"
        for (sex, entity) in sexes.iter_mut().zip(&view.entities.entities) {
            let told =
                entity.roles.iter().map(|role| nouns::sex(&role.text)).find(|sex| known(*sex));
            *sex = told.filter(|_| !known(*sex)).unwrap_or(*sex);
        }
        // "Teresa", who has no other name.
        for (sex, entity) in sexes.iter_mut().zip(&view.entities.entities) {
            if !known(*sex) && entity.kind == EntityKind::Person && !entity.name.contains(' ') {
                let given = lists::flags(&entity.name);
                *sex = if given.any(Flags::FIRST) { given } else { *sex };
            }
        }
        Memory {
            recent: Vec::new(),
            bodies: Bodies::default(),
            group: None,
            pair: None,
            someone: None,
            sexes,
            addressed,
            roles: vec![None; count],
            offices: described::offices(view),
            next: 0,
            last_sentence: usize::MAX,
        }
    }

    /// Takes note of the names before token `at`; `sentence_of` numbers their sentences, `quoted` tells words between marks.
    pub fn advance(&mut self, view: &View<'_>, at: usize, sentence_of: &[u32], quoted: &[bool]) {
        while let Some(spot) = view.spots.get(self.next).filter(|s| s.start < at) {
            let mention = self.next;
            self.next += 1;
            if spot.is_empty() || quoted[spot.start] {
                continue;
            }
            let sentence = sentence_of[spot.start] as usize;
            let entity = view.entities.mentions[mention].entity;
            match view.kind(mention) {
                EntityKind::Person => {
                    if let Some(role) =
                        roles::beside(view, mention, &view.tokens.sentences[sentence])
                    {
                        self.roles[entity] = Some(role);
                    }
                    self.named_together(view, mention, sentence);
                    let hangs = spot.start.checked_sub(1).is_some_and(|at| hangs(view, at));
                    if hangs && self.last_sentence != sentence && !self.recent.is_empty() {
                        self.note_second(entity, sentence);
                    } else if self.last_sentence != sentence {
                        self.last_sentence = sentence;
                        // "He thanked Roe.": he stays the one who is spoken of.
                        let subject = subject_pronoun(view, view.tokens.sentences[sentence].start)
                            .filter(|at| *at < spot.start && !quoted[*at])
                            .and_then(|at| self.meant(view.cut(at), sentence));
                        self.note(subject.unwrap_or(entity), sentence);
                    } else {
                        self.note_second(entity, sentence);
                    }
                }
                EntityKind::Organization => {
                    self.bodies.name(view, mention, sentence);
                }
                EntityKind::Place => {}
            }
        }
    }

    /// Two persons whom "and" joins are meant by "they" and "the couple".
    fn named_together(&mut self, view: &View<'_>, mention: usize, sentence: usize) {
        let Some(before) = mention.checked_sub(1) else { return };
        let (a, b) = (&view.spots[before], &view.spots[mention]);
        if a.is_empty() || !view.is_person(before) || b.start != a.end + 1 || !view.is(a.end, "and")
        {
            return;
        }
        let speaker = |mention: usize| {
            let entity = view.entities.mentions[mention].entity;
            let name = view.entities.entities[entity].name.clone();
            let span = view.span(view.spots[mention].clone());
            Speaker { span, name, entity: Some(entity), resolved_by: ResolvedBy::Name }
        };
        self.pair = Some((vec![speaker(before), speaker(mention)], sentence));
    }

    /// Somebody spoke or was the subject of a sentence.
    pub fn note(&mut self, entity: usize, sentence: usize) {
        self.recent.retain(|r| r.entity != entity);
        if self.recent.len() == REMEMBERED {
            self.recent.remove(0);
        }
        self.recent.push(Recent { entity, sentence });
    }

    /// Somebody else was named in a sentence: meant by a pronoun that does not fit its subject.
    fn note_second(&mut self, entity: usize, sentence: usize) {
        if self.recent.iter().any(|r| r.entity == entity && r.sentence == sentence) {
            return;
        }
        let Some(subject) = self.recent.pop() else { return };
        if subject.entity != entity {
            self.note(entity, sentence);
        }
        self.note(subject.entity, subject.sentence);
    }

    /// A body spoke.
    pub fn note_body(&mut self, entity: usize, sentence: usize) {
        self.bodies.speak(entity, sentence);
    }

    /// Those who speak together are meant by "they".
    pub fn note_group(&mut self, speakers: &[Speaker], sentence: usize) {
        self.group = Some((speakers.to_vec(), sentence));
    }

    /// Whom "they" at `span` means.
    pub fn group_at(&self, view: &View<'_>, source: &Source, sentence: usize) -> Vec<Speaker> {
        let first = view.cut(source.tokens.start);
        let they =
            source.who == Who::Pronoun && matches!(first, "they" | "They" | "their" | "Their");
        let two = source.tokens.len() == 2
            && source.who == Who::Common
            && matches!(first, "the" | "The")
            && nouns::is_pair(view.cut(source.tokens.end - 1));
        let near = |group: &&(Vec<Speaker>, usize)| sentence.saturating_sub(group.1) <= LINGERS;
        let pair = self.pair.as_ref().filter(|pair| two || near(pair));
        let group = self.group.as_ref().filter(|_| they).filter(near);
        let later = match (group, pair) {
            (Some(group), Some(pair)) if pair.1 > group.1 => Some(pair),
            (None, pair) => pair,
            (group, _) => group,
        };
        let Some((group, _)) = later.filter(|_| they || two) else { return Vec::new() };
        let span = view.span(source.tokens.clone());
        let meant = |of: &Speaker| Speaker { span, resolved_by: ResolvedBy::Pronoun, ..of.clone() };
        group.iter().map(meant).collect()
    }

    /// Who without a name spoke later than the person at `entity` was spoken of.
    fn someone_after(&self, entity: Option<usize>, sentence: usize) -> Option<String> {
        let (name, spoke) = self.someone.as_ref()?;
        let recent = self.recent.iter().find(|r| Some(r.entity) == entity);
        let later = recent.is_none_or(|r| r.sentence < *spoke);
        (later && sentence.saturating_sub(*spoke) <= LINGERS).then(|| name.clone())
    }

    pub fn role_of(&self, entity: usize) -> Option<Role> {
        self.roles[entity].clone()
    }

    /// The speaker that `source` means in `sentence`.
    pub fn resolve(&mut self, view: &View<'_>, source: &Source, sentence: usize) -> Speaker {
        let span = view.span(source.tokens.clone());
        let words = span.cut(view.text);
        let found = match source.who {
            Who::Mention(mention) => {
                let entity = view.entities.mentions[mention].entity;
                let full = view.entities.entities[entity].name == words.trim_end_matches('.');
                Some((entity, if full { ResolvedBy::Name } else { ResolvedBy::Surname }))
            }
            Who::Relative(mention) => {
                Some((view.entities.mentions[mention].entity, ResolvedBy::Pronoun))
            }
            Who::Pronoun => {
                // "They've" is "they".
                let words = words.split(['\'', '’']).next().unwrap_or(words);
                let person = self.meant(words, sentence);
                let single = matches!(words, "he" | "she" | "He" | "She");
                if let Some(name) = self.someone_after(person, sentence).filter(|_| single) {
                    return Speaker { span, name, entity: None, resolved_by: ResolvedBy::Pronoun };
                }
                person.map(|e| (e, ResolvedBy::Pronoun))
            }
            Who::Common => self
                .holder(view, source, sentence)
                .or_else(|| self.body_called(view, source))
                .map(|e| (e, ResolvedBy::Role)),
            Who::Name => initials(view, words).map(|e| (e, ResolvedBy::Name)),
            Who::Phrase(..) => None,
        };
        if let Some((entity, resolved_by)) = found {
            if view.entities.entities[entity].kind == EntityKind::Person {
                self.note(entity, sentence);
            } else {
                self.bodies.speak(entity, sentence);
            }
            let name = view.entities.entities[entity].name.clone();
            return Speaker { span, name, entity: Some(entity), resolved_by };
        }
        let resolved_by = match source.who {
            Who::Name => ResolvedBy::Name,
            Who::Common if definite(view, source) => ResolvedBy::Role,
            _ => ResolvedBy::Unnamed,
        };
        // "an official who said": who stands before "who".
        let words = match source.who {
            Who::Phrase(start, end) => view.span(start..end).cut(view.text),
            _ => words,
        };
        let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let speaker = Speaker { span, name, entity: None, resolved_by };
        if source.who == Who::Common {
            let thing = view.token(source.tokens.end - 1).is(Flags::THING);
            match view.is_many(source) {
                true => self.note_group(std::slice::from_ref(&speaker), sentence),
                false if !thing => self.someone = Some((speaker.name.clone(), sentence)),
                false => {}
            }
        }
        speaker
    }

    /// Whom a pronoun means; what it tells of the person is kept.
    fn meant(&mut self, pronoun: &str, sentence: usize) -> Option<usize> {
        let sex = match pronoun {
            "he" | "He" | "his" | "His" => Flags::MAN,
            "she" | "She" | "her" | "Her" => Flags::WOMAN,
            // A body is "they" as well, if it has just spoken and nobody else is meant.
            "they" | "They" | "their" | "Their" => {
                let none = self.group.as_ref().is_none_or(|g| sentence.saturating_sub(g.1) > 1);
                return self.bodies.speaker(sentence).filter(|_| none);
            }
            "it" | "It" | "its" | "Its" => {
                return self.bodies.last(sentence, 2);
            }
            _ => return None,
        };
        let fits = |r: &&Recent| {
            let of = self.sexes[r.entity];
            (!known(of) || of.any(sex)) && sentence.saturating_sub(r.sentence) <= FADED
        };
        let alone = || {
            // "Alexis … she": the given name told wrong, if nobody else was spoken of.
            let mut near = self
                .recent
                .iter()
                .rev()
                .take_while(|r| sentence.saturating_sub(r.sentence) <= FADED);
            let one = near.next().filter(|r| {
                sentence.saturating_sub(r.sentence) <= 1 && !self.addressed[r.entity]
            })?;
            near.next().is_none().then_some(one)
        };
        let first = *self.recent.iter().rev().find(fits).or_else(alone)?;
        // Of two in one sentence, one known to be a woman is rather "she" than one of whom nothing is known;
        // news speaks so much more of men that the subject stays "he".
        let known_to_fit =
            |r: &&Recent| self.sexes[r.entity].any(sex) && r.sentence + 1 > first.sentence;
        let surer = self.recent.iter().rev().find(known_to_fit);
        let entity = match known(self.sexes[first.entity]) || sex == Flags::MAN {
            true => first.entity,
            false => surer.unwrap_or(&first).entity,
        };
        if !self.sexes[entity].any(sex) {
            self.sexes[entity] = sex;
        }
        Some(entity)
    }

    /// The person whose role a description is: "the minister", "the former Ohio governor".
    fn holder(&self, view: &View<'_>, source: &Source, sentence: usize) -> Option<usize> {
        let near = |r: &&Recent| sentence.saturating_sub(r.sentence) <= LINGERS;
        let lately: Vec<usize> = self.recent.iter().filter(near).map(|r| r.entity).collect();
        let all: Vec<usize> = self.recent.iter().map(|r| r.entity).collect();
        described::holder(view, source, sentence, &self.offices, [&lately, &all])
    }

    /// The body last spoken of that a noun means: "the court" for the Supreme Court.
    fn body_called(&self, view: &View<'_>, source: &Source) -> Option<usize> {
        // "the three-judge court" may be another one, "the court's report" is a report.
        let the = matches!(view.cut(source.tokens.start), "the" | "The");
        let bare = the && source.tokens.len() == 2;
        bare.then(|| self.bodies.called(view, view.cut(source.tokens.end - 1))).flatten()
    }
}

/// Whether what follows the word hangs on it and is no subject: "speaking to Roe", "the role of Roe".
fn hangs(view: &View<'_>, at: usize) -> bool {
    let according = at > 0 && matches!(view.cut(at - 1), "According" | "according");
    matches!(view.cut(at), "to" | "of" | "with" | "for" | "from") && !according
}

/// "He" or "she" that opens a sentence.
fn subject_pronoun(view: &View<'_>, first: usize) -> Option<usize> {
    let joined = matches!(view.cut(first), "But" | "And" | "Yet" | "So" | "Still" | "Then" | "Now");
    let at = first + usize::from(joined);
    let pronoun = ["He", "She", "he", "she"].iter().any(|word| view.is(at, word));
    pronoun.then_some(at)
}

/// The one person or body whose initials a label is: "JRM" for Jane R. Moss.
fn initials(view: &View<'_>, label: &str) -> Option<usize> {
    let short = (2..=4).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_uppercase());
    let fits = |name: &str| {
        let letters = name.split(' ').filter_map(|word| word.chars().next());
        letters.filter(|c| c.is_uppercase()).eq(label.chars())
    };
    let all = view.entities.entities.iter().enumerate().filter(|_| short);
    let mut fitting = all.filter(|(_, e)| e.kind != EntityKind::Place && fits(&e.name));
    let one = fitting.next()?.0;
    fitting.next().is_none().then_some(one)
}

fn known(sex: Flags) -> bool {
    sex.any(Flags::MAN | Flags::WOMAN)
}

/// "The company", "a spokesman for the union": known by what it is, unlike "a senior official".
fn definite(view: &View<'_>, source: &Source) -> bool {
    let the = matches!(
        view.cut(source.tokens.start),
        "the" | "The" | "its" | "Its" | "his" | "His" | "her" | "Her"
    );
    let noun = source.tokens.clone().any(|at| {
        view.token(at).is(Flags::ROLE | Flags::THING) && view.token(at).kind == Kind::Lower
    });
    let body = source
        .tokens
        .clone()
        .any(|at| view.mention(at).is_some_and(|m| view.kind(m) == EntityKind::Organization));
    noun && (the || body)
}
