//! Proofs: what a finding rests on, step by step, down to records that cite their sources.
//!
//! A proof names everything by key and is data: it can be stored, sent, and [checked](crate::proof::check) against any
//! world by code that shares nothing with the rules. Steps are hash-consed: each [`Fact`] stands once, causes
//! before effects, so the number of a step is its place in a topological order.
//!
//! # What each step must rest on
//!
//! `at` is the number of the change (from 0) before which a fact holds; its `day` is the effective day of that change,
//! else the date of the question. "Earlier changes" are those with a smaller number. Premises and records are sets.
//!
//! | fact | premises | records |
//! |---|---|---|
//! | `Change` | – | – (the question says so) |
//! | `TakesPart` | the earlier `Change`s that join or leave this pair, or that by which a treaty binds somebody | the binding spells of the pair that are possible on the day (for a spell compiled from acts: the acts), the `contested` overlays on the pair that are possible on the day, and the contested records without a preferred value about when the spell, its member or its body began or ended; for a pair without binding spells on any day, the treaty, where it lists its parties or a provision names whom it binds, or where it binds those of another body; then the same of that body; the links by which an earlier change ends a participation in the treaty with that in an organization |
//! | `Circle` of a change | its `Change`; the earlier `Change`s that join or leave its body | where the circle is the members of a body: the body (or that whose members it binds), and the records as in `TakesPart` for every member listed; where it is those whom a provision of a text names: the text; where the question lists them: nothing |
//! | `Circle` of a provision | the earlier `Change`s that join or leave its body (for listed parties: the treaty) | the provision; and the body with the records as in `TakesPart` of every member listed, if it binds the participants of a body; the spells and overlays of whom it names in the treaty |
//! | `Circle` of what an earlier change agrees | that `Change`; the earlier `Change`s that join or leave the body that acquires it; for a provision that is amended its `Circle` | the body with the records as in `TakesPart` of every member listed |
//! | `Stands` | the earlier `Change`s that repeal or amend it | the provision, its instrument, and the contested records without a preferred value about when that was in force |
//! | `Bound` | `Stands`; `TakesPart`, if the provision binds the participants of a body; for a listed party the earlier `Change`s by which it leaves or joins the treaty | – |
//! | `Committed` | `Change`, `Circle` of the change | – |
//! | `Alliance` | `Change`; for a body that is joined also: `Stands` of every mutual-defence provision of its instruments that possibly stands (not of a subsidiary text with parties of its own), and the earlier `Change`s that give it mutual defence | for a body that is joined: the body, and the links to the instruments of those provisions |
//! | `Said` | – | the relation records of that kind between these two that are possible on the day; for what is directed against somebody on the word of another, that one's spells and overlays as in `TakesPart`, in what it is said of |
//! | `Conflict` | `Committed`, `Bound`, `Alliance`, `Circle` of the change, `Circle` of the provision; every `Said` that the ground names (for `Opposed`: every one that possibly holds between what changes and an organization that lives by the provision's instrument, or that instrument itself); the companion's `Conflict` for `BarredBy`; for a customs union that X5 finds in the way, and for what X8 has somebody consent to, where a clause of what the change brings makes it one: `Stands` of that clause, or the earlier `Change` that agrees it; for `Hostile` beside a clause on record, `Bound` of the clause of its text by which the state most certainly owes help; for one that a savings clause would settle, `Stands` of every such clause of which that is open. For a law that an earlier change enacts: `Committed`, that `Change`, `Alliance`, `Circle` of the change. For mutual defence that an earlier change agrees: the same, and its `Circle` | for `OwnOrganization` the links between the provision's instrument and the organization of the change; the savings clause where one applies; for `CustomsUnion` the organization joined; for a political text (declaration, resolution) that counts as binding because every party listed approved it, the approving acts; the same where that is open and the conflict forces something. Where one provision that the change brings is held against it: the same, and `Stands` of that provision, if it is on record, and every `Said` that possibly holds between the organizations that live by the text of what is held, or that text, and whom the ground names; besides, the links between the text of what is brought and the organization of the change, the body by which the state is held to it, and where it is owed to the participants of a body, that body, their spells and overlays, and the earlier `Change`s that join or leave it |
//! | `Complete` | the `Conflict` of every provision listed, and of every pair | – (no other provision of a tested kind binds the state, and no other earlier change enacts a law for it that is in effect) |
//! | `Bundle` | `Bound` of the provision, or the `Circle` of what an earlier change agrees; `TakesPart` of every body | the foundation links between the bodies; for a provision that names whom it binds, the links by which its text is held through one of them |
//! | `Exit` | – | the withdrawal clause, its instrument, and the link of the body to it; the duration provision, if a term end matters and the clause does not state the term; for a notice whose day is not exact, those of its first and of its last day; the overlay by which notice was given already, where the question names none; the binding spells of the pair that are possible on the day of the question, where the clause reckons from the state's own entry |
//! | `Unread` | `Committed`, `Alliance`, `Circle` of the change | the text |
//! | `Verdict` | the `Complete` of every change that binds the state; for each hard conflict that is possible its `Bundle`; the `Exit` of every body that is or may be left; where nothing else is in the way, the `Unread` of every text that is | – |
//! | `Prevails` | – | both texts; the clause of each way that is decided by one, and its text; every general rule on record of the step of a way, and its text; the records as in `TakesPart` of both states in each text that is a treaty, and in the bodies to whose participants its clauses are owed |
//! | `Lacks` | – | the text, and its clauses of the kind that are on record and do not stand |
//! | `Word` | – | the claim or the act |
//! | `Consent` | `Change`; `TakesPart`; `Stands` of the clause by which the body decides, if one is on record | the link of the text of that clause to the body; the overlays that possibly suspend the vote |
//! | `Condition` | as of a `Claim` whose condition is what is said, with the question that the condition asks, which is that of the proof | the claim, and those of the condition |
//! | `Supposed` | – (a proof of its own stands inside, of the claim's `Condition`, with the question that the condition asks) | – |
//! | `Claim` | of the condition under which it was said what the record decides it by, or, where that is what would follow, `Supposed`; and, where the condition holds, of what was said: of a participation, of being bound and of having left `TakesPart`, or `NotBound`; of a clause `Stands` of each of that kind that possibly stands, else `Lacks`, where the text was read; of a duty `Bound` of every provision that possibly imposes it toward the other, and `TakesPart` of the other in that to whose participants it is owed; of a relation `Said`; of what is declared, planned or held every `Word` on it, but that of the claim itself; of a consent `Consent` of each, or `TakesPart` or `NotBound` of whoever has no say; of what must be left the `Verdict` of each, or `NotBound` of whoever the change does not bind. Nothing, where no record decides it, where its day is not known or has not come, and where the change is not possible | the claim; the spells in question; where the absence of a record decides it, what is without one, and what says that all such records are there |
//! | `NotBound` | – | the spell that does not bind, and the last binding one that has ended; the body, where there is neither or where its roll does not reach (its coverage); where no constituent text of an organization is in force and nobody can be in it, these texts and their links; for a treaty that binds those of another body, the treaty, and the same of that body while the treaty may be in force |

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::Truth;
use crate::model::{EffectKind, RelationKind, Status};
use crate::time::Date;
use crate::verdict::{
    Brought, ClaimGround, ClaimVerdict, Class, Clause, ExitMode, Ground, PriorityStep, Rule,
    Verdict, WordOn,
};

/// The key of an entity or record.
pub type Key = Box<str>;

/// Whose circle it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "what binds is on record, or would be new")]
pub enum CircleOf {
    /// Everybody bound together by the change.
    Change,
    /// Everybody bound together by a provision.
    Provision(Key),
    /// Everybody bound together by what an earlier change has a body agree.
    Agreed {
        /// The number of that change.
        change: usize,
        /// What sort of clause it is.
        kind: EffectKind,
    },
}

/// One way in which it may turn out which of two texts prevails.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriorityWay {
    /// The text that prevails, by key; `None`: neither, or it is a matter of appreciation, as the step says.
    pub text: Option<Key>,
    /// By what step.
    pub step: PriorityStep,
    /// By which clause, where it is decided by one.
    pub clause: Option<Key>,
}

impl PriorityWay {
    /// This text, by this step and this clause.
    pub const fn new(text: Option<Key>, step: PriorityStep, clause: Option<Key>) -> Self {
        Self { text, step, clause }
    }
}

/// What a step of a proof states.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Fact {
    /// The question assumes this change.
    Change {
        /// Its number.
        at: usize,
        /// The key of what changes.
        with: Key,
    },
    /// Somebody takes part in a body in a grade that binds.
    TakesPart {
        /// Before which change.
        at: usize,
        /// Who.
        member: Key,
        /// In what.
        body: Key,
        /// When.
        day: Date,
        /// Whether for certain.
        truth: Truth,
    },
    /// These, and nobody else, are bound together.
    Circle {
        /// Before which change.
        at: usize,
        /// By what.
        of: CircleOf,
        /// When.
        day: Date,
        /// Who, by key, and whether for certain.
        members: Vec<(Key, Truth)>,
    },
    /// A provision stands in a text in force.
    Stands {
        /// Before which change.
        at: usize,
        /// Which.
        provision: Key,
        /// When.
        day: Date,
        /// Whether for certain.
        truth: Truth,
    },
    /// A provision binds somebody.
    Bound {
        /// Before which change.
        at: usize,
        /// Whom.
        member: Key,
        /// Which.
        provision: Key,
        /// When.
        day: Date,
        /// Whether for certain.
        truth: Truth,
    },
    /// The change binds somebody.
    Committed {
        /// Which change.
        at: usize,
        /// Whom.
        state: Key,
        /// Whether for certain.
        truth: Truth,
    },
    /// The change brings mutual defence, and counts as making or joining an alliance.
    Alliance {
        /// Which change.
        at: usize,
        /// Whether it brings mutual defence.
        defence: Truth,
        /// Whether it counts as an alliance: by purpose, or by the change itself.
        alliance: Truth,
    },
    /// A relation holds between two, recorded or assumed by the question.
    Said {
        /// Before which change.
        at: usize,
        /// Which relation.
        relation: RelationKind,
        /// Who.
        subject: Key,
        /// Toward whom.
        object: Key,
        /// Whether for certain.
        truth: Truth,
    },
    /// The outcome of the conflict test for one provision.
    Conflict {
        /// Which change.
        at: usize,
        /// On whom.
        state: Key,
        /// With what it has already.
        provision: Clause<Key>,
        /// What of the change is held against it, where the rule is about one provision that the change brings.
        brought: Option<Brought<Key>>,
        /// By which rule.
        rule: Rule,
        /// How grave.
        class: Class,
        /// Whether for certain.
        truth: Truth,
        /// Why.
        because: Ground<Key, Key>,
        /// The savings clause that settled it, if one did.
        saved_by: Option<Key>,
    },
    /// These are all the provisions of tested kinds that bind a state, apart from those of the texts that bring the change.
    Complete {
        /// Which change.
        at: usize,
        /// Whom.
        state: Key,
        /// Which, by key; then what earlier changes enact.
        provisions: Vec<Clause<Key>>,
        /// What the change brings and a rule holds against one of them, by key, with which one.
        against: Vec<(Brought<Key>, Clause<Key>)>,
    },
    /// These participations keep a provision alive for a state.
    Bundle {
        /// Before which change.
        at: usize,
        /// Whom.
        state: Key,
        /// Which provision, or what an earlier change agrees.
        provision: Clause<Key>,
        /// What would have to be left, by key, and whether it takes part in that for certain.
        bodies: Vec<(Key, Truth)>,
    },
    /// The earliest lawful exit from a body.
    Exit {
        /// Who.
        state: Key,
        /// From what.
        body: Key,
        /// The day of notice.
        notice: Date,
        /// How.
        mode: ExitMode,
        /// When; `None` if that is unknown, or never by the state alone.
        earliest: Option<Date>,
        /// Bounds where it is unknown.
        bounds: Option<Date>,
    },
    /// A text binds a state that is about the very thing that changes, with a party that takes no part in it, and nothing of it is read.
    Unread {
        /// Which change.
        at: usize,
        /// Whom.
        state: Key,
        /// Which text.
        text: Key,
    },
    /// The verdict on a state.
    Verdict {
        /// Who.
        state: Key,
        /// What.
        verdict: Verdict,
        /// What must be left, by key.
        exits: Vec<Key>,
        /// What must be left only possibly, by key.
        exits_possible: Vec<Key>,
        /// The latest of the exits' days; bounds, where it is open which exits there are.
        earliest: Option<Date>,
    },
    /// Which of two texts prevails between two states: one way, if nothing is open.
    Prevails {
        /// The texts.
        texts: [Key; 2],
        /// The states.
        between: [Key; 2],
        /// When.
        day: Date,
        /// All ways in which it may turn out, sorted.
        ways: Vec<PriorityWay>,
    },
    /// A text that was read as a whole has no clause of a kind that stands on a day.
    Lacks {
        /// Which text.
        text: Key,
        /// Which kind of clause.
        kind: EffectKind,
        /// On which day.
        day: Date,
    },
    /// By its own word, or by its own act, somebody says that something is so, or denies it, and that counts on a day.
    Word {
        /// Who.
        who: Key,
        /// Of what.
        on: WordOn<Key>,
        /// By which record: a claim, or an act.
        by: Key,
        /// Whether it says so; else it denies it.
        says: bool,
        /// On which day.
        day: Date,
    },
    /// The agreement of somebody to a change is needed.
    Consent {
        /// To which change.
        at: usize,
        /// Of whom.
        entity: Key,
        /// By which clause; `None`: none is recorded.
        why: Option<Key>,
        /// Whether for certain.
        truth: Truth,
    },
    /// Whether the condition under which a claim was said holds, with the question that the condition asks.
    Condition {
        /// Which claim.
        claim: Key,
        /// Whether it holds.
        truth: Truth,
    },
    /// Whether the condition under which a claim was said holds, by the answer to another question than that of the proof.
    Supposed {
        /// Which claim.
        claim: Key,
        /// Whether it holds.
        truth: Truth,
        /// Why: the proof of that answer, of which the last step is the claim's [`Condition`](Self::Condition).
        why: Box<Proof>,
    },
    /// How a claim stands against the record of the day that it is about.
    Claim {
        /// Which claim.
        claim: Key,
        /// Whether with what was known on the day of the question; else as was known when it was said.
        hindsight: bool,
        /// Whether what it speaks of is so, whatever the speaker says of it.
        truth: Truth,
        /// Why it stands so.
        ground: ClaimGround,
        /// How it stands.
        verdict: ClaimVerdict,
    },
    /// Somebody is not bound by a body.
    NotBound {
        /// Who.
        member: Key,
        /// By what.
        body: Key,
        /// When.
        day: Date,
        /// The grade in which it takes part, if any.
        status: Option<Status>,
        /// The end of its last binding spell, if it was in.
        since: Option<Date>,
        /// `No`, or `Unknown` where the record does not reach.
        truth: Truth,
    },
}

/// One step: a fact, the steps it follows from, and the records it cites.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Step {
    /// What it states.
    pub fact: Fact,
    /// The numbers of the steps it follows from, ascending; each is smaller than its own.
    pub premises: Vec<u32>,
    /// The keys of the records it cites, sorted.
    pub records: Vec<Key>,
}

/// A proof: steps, causes before effects; the last one is what is proved.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Proof {
    /// The steps.
    pub steps: Vec<Step>,
}

impl Proof {
    /// What is proved.
    pub fn conclusion(&self) -> Option<&Fact> {
        self.steps.last().map(|step| &step.fact)
    }

    /// The steps, and those of the proofs that stand inside of one.
    pub(crate) fn all_steps(&self) -> impl Iterator<Item = &Step> {
        let (mut found, mut open) = (Vec::new(), vec![self]);
        while let Some(proof) = open.pop() {
            found.extend(&proof.steps);
            open.extend(proof.steps.iter().filter_map(|step| {
                if let Fact::Supposed { why, .. } = &step.fact { Some(&**why) } else { None }
            }));
        }
        found.into_iter()
    }

    /// The keys of all records that the proof cites, sorted.
    pub fn records(&self) -> Vec<&str> {
        let mut keys: Vec<&str> =
            self.all_steps().flat_map(|step| step.records.iter().map(|key| &**key)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in (1..).zip(&self.steps) {
            let premises: Vec<String> =
                step.premises.iter().map(|premise| (premise + 1).to_string()).collect();
            writeln!(
                f,
                "{number}. {:?} <- [{}] {{{}}}",
                step.fact,
                premises.join(" "),
                step.records.join(" ")
            )?;
        }
        Ok(())
    }
}

/// A proof being written: every fact is stated once.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    proof: Proof,
    /// The hashes and numbers of the facts, each at the place that its hash names or at the next free one: facts are not kept twice, and
    /// nobody asks in what order they lie here. At least half of the places, of which there is a power of two, are free.
    known: Vec<Option<(u64, u32)>>,
}

fn hash_of(fact: &Fact) -> u64 {
    let mut hasher = Mixed(0);
    fact.hash(&mut hasher);
    hasher.finish()
}

/// A hash of few instructions: facts of the same hash are compared, so nothing but time rests on it.
struct Mixed(u64);

impl Mixed {
    const fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let last = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
            self.mix(last);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(byte.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.mix(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.mix(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.mix(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Steps {
    /// The number of a fact that is stated already.
    fn number(&self, hash: u64, fact: &Fact) -> Option<u32> {
        let known = self.places_from(hash).map_while(|at| self.known[at]);
        let stated = |number: u32| self.proof.steps[number as usize].fact == *fact;
        known.filter(|(other, _)| *other == hash).map(|(_, number)| number).find(|one| stated(*one))
    }

    /// The places from the one that a hash names on, round and round; none where there are none.
    fn places_from(&self, hash: u64) -> impl Iterator<Item = usize> + use<> {
        let n = self.known.len();
        // The high bits are the well mixed ones.
        let first = (hash >> 32) as usize;
        (first..).take(n).map(move |at| at & (n - 1))
    }

    /// Notes the number of a fact that was not stated.
    fn note(&mut self, hash: u64, number: u32) {
        let free = self.places_from(hash).find(|at| self.known[*at].is_none());
        if let Some(at) = free {
            self.known[at] = Some((hash, number));
        }
    }

    /// Sees to it that there is room for one more.
    fn make_room(&mut self) {
        if 2 * self.proof.steps.len() < self.known.len() {
            return;
        }
        let places = (2 * self.known.len()).max(64);
        self.proof.steps.reserve(places / 2);
        let known = std::mem::replace(&mut self.known, vec![None; places]);
        for (hash, number) in known.into_iter().flatten() {
            self.note(hash, number);
        }
    }

    /// States a fact, unless it is stated already, and gives its number.
    pub(crate) fn state(
        &mut self,
        fact: Fact,
        premises: impl IntoIterator<Item = u32>,
        records: impl IntoIterator<Item = Key>,
    ) -> u32 {
        let hash = hash_of(&fact);
        if let Some(number) = self.number(hash, &fact) {
            return number;
        }
        let mut premises: Vec<u32> = premises.into_iter().collect();
        premises.sort_unstable();
        premises.dedup();
        let mut records: Vec<Key> = records.into_iter().collect();
        records.sort();
        records.dedup();
        let number = u32::try_from(self.proof.steps.len()).unwrap_or(u32::MAX);
        self.make_room();
        self.note(hash, number);
        self.proof.steps.push(Step { fact, premises, records });
        number
    }

    /// The proof whose last step is the last one stated.
    pub(crate) fn finish(self) -> Proof {
        self.proof
    }
}
