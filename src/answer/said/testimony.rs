//! The world as a speaker tells it: which claims count in it, and what becomes of each.
//!
//! # How it flows
//!
//! ```text
//! claims made by the day ─► is it a word of theirs on what records keep? ─► the latest word of each ─► do those heard agree?
//!        │ no                                                                                            │ yes
//!        └► NoRecord, InDoubt, Stale, Superseded, Contradicted, BorneOut: nothing changes                ▼
//!                                                            Testimony ◄─ World (frozen) ◄─ Retelling: let in, let out,
//!                                                                                            clause added or struck, related
//! ```
//!
//! Nothing here answers a question: a [`Testimony`] gives a view, and every question is asked of that.

use std::collections::BTreeMap;

use super::decide::decide;
use super::made::is_made;
use crate::model::{
    Assurance, Claim, EffectKind, Kind, Manner, Mode, Polarity, Presumption, Proposition, Rank,
    RecordId, Relation, RelationKind, Status,
};
use crate::time::{Date, Period};
use crate::world::{Heard, Hearing, Keeping, Retelling, Told, View, World};
use crate::{BodyId, EntityId, Id, InstrumentId, Truth};

/// The world as some speakers tell it: the record, with what they say laid over it.
///
/// It keeps a world of its own, in which all ids of the recorded one mean the same. What was said otherwise than it is recorded stands
/// there as records that cite the claim; [`World::heard`] says what became of each claim.
#[derive(Clone, Debug)]
pub struct Testimony<'w> {
    world: World,
    base: View<'w>,
}

impl Testimony<'_> {
    /// The view as they tell it: of the same day, known by the same day, under the same reading.
    pub fn view(&self) -> View<'_> {
        self.base.in_world(&self.world)
    }

    /// The world as they tell it.
    pub const fn world(&self) -> &World {
        &self.world
    }
}

impl<'w> View<'w> {
    /// The world as somebody tells it, an analyst, an outlet or a government: every question can be asked in it.
    ///
    /// # Arguments
    ///
    /// Who is heard. What counts are the claims made by the day of the view that are this speaker's beyond doubt.
    ///
    /// # Returns
    ///
    /// A [`Testimony`], whose [view](Testimony::view) is asked like any other. Its answers carry a caveat that says whose word counts
    /// in them, and one for every claim that changed something.
    ///
    /// # Rule
    ///
    /// ```text
    /// holds(p, d)  :- says(w, p, e), e <= d, still_speaks(e).              what is said to be so counts as recorded
    /// fails(p, d)  :- denies(w, p, e), e <= d, still_speaks(e).            what is denied counts as ended
    /// holds(p, d)  :- recorded(p, d), not denies(w, p, _).                 what nobody speaks of stays as it is recorded
    /// ```
    ///
    /// where `p` is that somebody takes part in a body, is bound by a treaty or has left; that a text has a clause of some kind; that two
    /// stand in a relation. What is only probable or possible, and what is planned, hoped for, advocated, foretold, said under a
    /// condition or reported of others, changes nothing; nor does what follows from texts, which is asked of them. Of several words on
    /// one matter the latest counts; a word speaks for as long as the view [presumes](Self::presuming). A relation on record that is
    /// the position of whoever is heard (that a body is directed against it) counts in full.
    ///
    /// # Cost
    ///
    /// Where something changes, that of a copy of all records and of a [freeze](crate::WorldBuilder::freeze): O(n log n). Else that of
    /// the verdicts on the speaker's claims.
    ///
    /// # Source
    ///
    /// Commitment stores (Hamblin, *Fallacies*, 1970), contexts (`McCarthy`, *Notes on formalizing context*, 1993): to report what
    /// somebody says is not to say it.
    ///
    /// # Example
    ///
    /// ```
    /// use comity::model::{Analyst, Claim, EffectKind, Proposition};
    /// use comity::{Change, Organization, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let (ann, aal) = (world.add(Analyst::new("ann", "Ann")), world.add(State::new("aal", "Aaland")));
    /// let pact = world.add(Organization::new("pact", "The Pact"));
    /// world.member(aal, pact, date(2003, 9, 18)..);
    /// let mut claim = Claim::new("aaland-has-left");
    /// (claim.by, claim.date) = (vec![ann.into()], Some(date(2024, 10, 20)));
    /// claim.proposition = Some(world.proposition(Proposition::HasLeft { member: aal.into(), body: pact.into() }));
    /// world.claim(claim);
    /// let world = world.freeze()?;
    ///
    /// let today = world.as_of(date(2024, 10, 20));
    /// assert!(today.is_member(aal, pact).is_yes());
    /// let as_ann_says = today.according_to(ann);
    /// assert!(as_ann_says.view().is_member(aal, pact).is_no());
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    #[track_caller]
    pub fn according_to(&self, speaker: impl Into<EntityId>) -> Testimony<'w> {
        self.according_to_all([speaker.into()])
    }

    /// The same as several tell it together. Where one of them says what another denies, the record stands.
    ///
    /// Cost: as [`according_to`](Self::according_to).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::{Analyst, EffectKind};
    /// use comity::{Change, Organization, World, date};
    ///
    /// let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// let analysts = ["ozer", "karauz", "mikail"].map(|key| world.find::<Analyst>(key).unwrap());
    /// let testimony = today.according_to_all(analysts);
    /// let ots = world.find::<Organization>("ots")?;
    /// // According to all three of them, who would have to leave something first?
    /// let answer = testimony.view().consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let states: Vec<&str> = answer.must_exit().map(|one| world.key(one.state())).collect();
    /// assert_eq!(states, ["kaz", "kgz"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn according_to_all<E: Into<EntityId>>(
        &self,
        speakers: impl IntoIterator<Item = E>,
    ) -> Testimony<'w> {
        let mut speakers: Vec<EntityId> =
            speakers.into_iter().map(|one| self.world().own(one.into())).collect();
        // Asked of a world as somebody tells it, both are heard, and of the record.
        speakers.extend(self.world().speakers());
        let this = self.in_world(self.world().as_recorded());
        let world = this.world();
        let recorded = world.clone();
        speakers.sort_by_key(|one| world.key(*one));
        speakers.dedup();
        let (words, mut heard) = words_of(&this, &speakers);
        let (to_tell, unchanged) = agreed(&this, words);
        heard.extend(unchanged);
        let positions = positions_of(world, &speakers);
        let told = tell(&this, &to_tell, &positions);
        let (world, changed) = told.unwrap_or_else(|| {
            let open = to_tell.iter().map(|word| Heard::new(word.claim, Hearing::Open));
            (world.clone(), open.collect())
        });
        heard.extend(changed);
        heard.sort_by(|a, b| world[a.claim].key.cmp(&world[b.claim].key));
        let world = world.retold(Told { recorded, speakers, heard, positions });
        Testimony { world, base: this }
    }
}

/// On what records keep somebody may have a word.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    /// Somebody is in a body, whose roll is kept here, in a grade; without one, in a grade that binds.
    In(EntityId, BodyId, Option<Status>),
    /// A text has a clause of a kind.
    Clause(InstrumentId, EffectKind),
    /// Two stand in a relation.
    Related(RelationKind, EntityId, EntityId),
}

/// What somebody says of something that records keep.
#[derive(Clone, Debug)]
struct Word<'w> {
    claim: Id<Claim>,
    record: &'w Claim,
    proposition: &'w Proposition,
    /// Of which day.
    on: Date,
    matter: Matter,
    /// Whether it is said to be so.
    is_so: bool,
    /// The grade that is said.
    status: Option<Status>,
    /// Whether it speaks for ever: that somebody has left is past.
    lasts: bool,
}

/// Whether a claim says how something is or was, and not how it will be or should be.
pub(super) fn is_past_fact(claim: &Claim) -> bool {
    let is_fact = match claim.mode {
        None | Some(Mode::Fact | Mode::Claim | Mode::Definition | Mode::Denial) => true,
        Some(
            Mode::Plan
            | Mode::Condition
            | Mode::Prediction
            | Mode::Expectation
            | Mode::Advocacy
            | Mode::Proposal
            | Mode::Priority
            | Mode::Summary,
        ) => false,
    };
    // What is still to come is foretold, whatever it is called.
    let is_past = match (claim.about_time().and_then(Date::latest), claim.date) {
        (Some(on), Some(said)) => said.latest().is_none_or(|said| on <= said),
        (None, _) | (_, None) => false,
    };
    is_fact && is_past
}

/// Whether a claim says so for certain, and under no condition.
fn is_plain_fact(claim: &Claim) -> bool {
    let factuality = claim.factuality;
    let is_certain =
        factuality.assurance() == Assurance::Certain && factuality.polarity() != Polarity::Open;
    is_certain && claim.condition.is_none() && is_past_fact(claim)
}

/// The word that a claim is on what records keep, if it is one.
fn word_of(world: &World, claim: Id<Claim>) -> Option<Word<'_>> {
    let record = &world[claim];
    if !is_plain_fact(record) {
        return None;
    }
    let proposition = record.stated_in(world.tables())?;
    let is_said = record.factuality.polarity() == Polarity::Positive;
    let is_in = |member: EntityId, body: BodyId, status: Option<Status>| {
        let roll = Keeping::of(world, body).carrier().unwrap_or(body);
        // The grade of whoever is bound through another body is that of the other body.
        let status = status.filter(|_| roll == body);
        (Matter::In(member, roll, status.filter(|one| !one.is_binding())), status)
    };
    let (matter, status, is_so, lasts) = match proposition {
        Proposition::TakesPart { member, body, status } => {
            let (matter, status) = is_in(*member, *body, *status);
            (matter, status, is_said, false)
        }
        Proposition::BoundBy { state, treaty } => {
            let (matter, _) = is_in((*state).into(), (*treaty).into(), None);
            (matter, None, is_said, false)
        }
        Proposition::HasLeft { member, body } => {
            let (matter, _) = is_in(*member, *body, None);
            (matter, None, !is_said, is_said)
        }
        Proposition::HasClause { text, kind } => {
            (Matter::Clause(*text, *kind), None, is_said, false)
        }
        Proposition::Related { kind, subject, object } => {
            let (mut one, mut other) = (*subject, *object);
            if kind.is_symmetric() && world.key(other) < world.key(one) {
                std::mem::swap(&mut one, &mut other);
            }
            (Matter::Related(*kind, one, other), None, is_said, false)
        }
        Proposition::Owes { .. }
        | Proposition::Declared { .. }
        | Proposition::Plans { .. }
        | Proposition::PlansExit { .. }
        | Proposition::NeedsConsent { .. }
        | Proposition::MustExitToJoin { .. }
        | Proposition::MustExitFirst { .. }
        | Proposition::Holds { .. }
        | Proposition::Judgement { .. }
        | Proposition::Unrecorded { .. } => return None,
    };
    let on = record.about_time()?;
    Some(Word { claim, record, proposition, on, matter, is_so, status, lasts })
}

/// Whether a claim is the word of a speaker; unknown where the text leaves that in doubt.
pub(super) fn is_word_of(claim: &Claim, speaker: EntityId) -> Truth {
    let is_inferred = claim
        .voices
        .iter()
        .any(|voice| voice.speaker == speaker && voice.manner == Manner::Inferred);
    match (claim.answerable().contains(&speaker), claim.by.contains(&speaker)) {
        (true, _) if !is_inferred => Truth::Yes,
        (true, _) | (false, true) => Truth::Unknown,
        (false, false) => Truth::No,
    }
}

/// How the record stands to a word on the day of which it speaks.
fn recorded(view: &View<'_>, word: &Word<'_>) -> Truth {
    let truth = decide(&view.on(word.on), word.proposition, word.record).truth;
    if word.record.factuality.polarity() == Polarity::Negative { !truth } else { truth }
}

/// The words of each speaker that count, with who says so; and what becomes of the claims that do not.
fn words_of<'w>(view: &View<'w>, speakers: &[EntityId]) -> (Vec<(EntityId, Word<'w>)>, Vec<Heard>) {
    let world = view.world();
    let (mut words, mut heard) = (Vec::new(), Vec::new());
    let claims = world.tables().claims.entries();
    let counts = |claim: &Claim| claim.rank != Rank::Deprecated && is_made(view, claim).is_yes();
    for (id, claim) in claims.filter(|(_, claim)| counts(claim)) {
        let saying =
            |truth: Truth| move |speaker: &&EntityId| is_word_of(claim, **speaker) == truth;
        let is_theirs = speakers.iter().any(|speaker| is_word_of(claim, *speaker).is_possible());
        if !is_theirs {
            continue;
        }
        let Some(said) = word_of(world, id) else {
            heard.push(Heard::new(id, Hearing::NoRecord));
            continue;
        };
        let before = words.len();
        for speaker in speakers.iter().filter(saying(Truth::Yes)) {
            words.push((*speaker, said.clone()));
        }
        if words.len() == before {
            let is_borne_out = recorded(view, &said).is_yes();
            let hearing = if is_borne_out { Hearing::BorneOut } else { Hearing::InDoubt };
            heard.push(Heard::new(id, hearing));
        }
    }
    (words, heard)
}

/// Whether a word still speaks on the day of a view.
fn still_speaks(view: &View<'_>, word: &Word<'_>) -> bool {
    let (on, then) = (word.on.latest(), view.as_of().latest());
    word.lasts || on.zip(then).is_some_and(|(on, then)| view.presumption().bridges(on.next(), then))
}

/// The words by which the record changes: the latest of each speaker on each matter, of which nobody who is heard says the contrary, and
/// which are not on record. And what becomes of the others.
fn agreed<'w>(view: &View<'w>, words: Vec<(EntityId, Word<'w>)>) -> (Vec<Word<'w>>, Vec<Heard>) {
    // What is preferred goes before the rest, whatever its day.
    let place = |word: &Word<'w>| (word.record.rank, word.on.bounds());
    let mut latest: BTreeMap<(EntityId, Matter), (Rank, (i32, i32))> = BTreeMap::new();
    for (speaker, word) in &words {
        let best = latest.entry((*speaker, word.matter)).or_insert(place(word));
        *best = (*best).max(place(word));
    }
    let mut by_matter: BTreeMap<Matter, Vec<Word<'w>>> = BTreeMap::new();
    let mut heard: BTreeMap<Id<Claim>, Hearing> = BTreeMap::new();
    for (speaker, word) in words {
        if latest.get(&(speaker, word.matter)) == Some(&place(&word)) {
            let of_matter = by_matter.entry(word.matter).or_default();
            if of_matter.iter().all(|other| other.claim != word.claim) {
                of_matter.push(word);
            }
        } else {
            heard.insert(word.claim, Hearing::Superseded);
        }
    }
    let mut to_tell = Vec::new();
    for words in by_matter.into_values() {
        let is_so = words.first().is_some_and(|word| word.is_so);
        let is_contradicted = words.iter().any(|word| word.is_so != is_so);
        for word in words {
            let hearing = if recorded(view, &word).is_yes() {
                Hearing::BorneOut
            } else if is_contradicted {
                Hearing::Contradicted
            } else if !still_speaks(view, &word) {
                Hearing::Stale
            } else if !can_be_told(view.world(), &word) {
                Hearing::Open
            } else {
                heard.remove(&word.claim);
                to_tell.push(word);
                continue;
            };
            heard.insert(word.claim, hearing);
        }
    }
    to_tell.sort_by(|a, b| {
        let place = |word: &Word<'w>| (word.on.bounds(), &word.record.key);
        place(a).cmp(&place(b))
    });
    let heard = heard.into_iter().map(|(claim, hearing)| Heard::new(claim, hearing)).collect();
    (to_tell, heard)
}

/// Whether records can say so: nobody is in itself, what has not been in has not stayed in, whether a political text binds may hang on its
/// list of parties, each of which approved it, and a text of an organization is held through that.
fn can_be_told(world: &World, said: &Word<'_>) -> bool {
    let Matter::In(member, roll, _) = said.matter else { return true };
    let is_kept = match Keeping::of(world, roll) {
        Keeping::Rows(own) => own == roll,
        Keeping::Listed(treaty, _) => {
            world[treaty].form.is_binding() && world.organizations_by(treaty).next().is_none()
        }
        Keeping::Through(..) | Keeping::Nobody => false,
    };
    let is_member = matches!(world[member].kind(), Kind::State | Kind::Organization);
    let was_in = || {
        let spells = world.spells(member, roll, None);
        spells.iter().any(|spell| spell.status.is_binding())
    };
    let stays = matches!(said.proposition, Proposition::HasLeft { .. }) && said.is_so;
    is_kept && is_member && member != roll.entity() && (!stays || was_in())
}

/// The relations on record that are the position of one of those who are heard, by key.
fn positions_of(world: &World, speakers: &[EntityId]) -> Vec<Id<Relation>> {
    let relations = world.tables().relations.entries();
    let is_theirs = |one: &Relation| one.by.is_some_and(|by| speakers.contains(&by));
    let mut found: Vec<(&str, Id<Relation>)> =
        relations.filter(|(_, one)| is_theirs(one)).map(|(id, one)| (&*one.key, id)).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id).collect()
}

/// The records once more with these words laid over them, and what became of each. Nothing, where that is no world.
fn tell<'w>(
    view: &View<'w>,
    words: &[Word<'w>],
    positions: &[Id<Relation>],
) -> Option<(World, Vec<Heard>)> {
    if words.is_empty() && positions.is_empty() {
        return Some((view.world().clone(), Vec::new()));
    }
    let mut retelling = Retelling::of(view.world());
    for relation in positions {
        retelling.endorse(*relation);
    }
    let records: Vec<Vec<RecordId>> =
        words.iter().map(|word| lay_over(view, &mut retelling, word)).collect();
    let world = retelling.freeze().ok()?;
    let told = view.in_world(&world);
    let heard = words.iter().zip(records).map(|(word, records)| {
        let on = word.on.latest().map_or(word.on, Date::from);
        let truth = decide(&told.on(on), word.proposition, word.record).truth;
        let is_denied = word.record.factuality.polarity() == Polarity::Negative;
        let is_as_said = if is_denied { truth.is_no() } else { truth.is_yes() };
        let hearing = match (is_as_said, word.is_so) {
            (false, _) => Hearing::Open,
            (true, true) => Hearing::Added,
            (true, false) => Hearing::Struck,
        };
        Heard { claim: word.claim, hearing, records }
    });
    let heard = heard.collect();
    Some((world, heard))
}

/// Lays a word over the records, and gives those that it added or ended.
fn lay_over(view: &View<'_>, retelling: &mut Retelling, word: &Word<'_>) -> Vec<RecordId> {
    let claim = word.claim;
    let added = |record: Option<RecordId>| record.into_iter().collect();
    if let Matter::In(_, BodyId::Treaty(treaty), _) = word.matter {
        retelling.unroll(treaty);
    }
    match word.matter {
        Matter::In(member, roll, _) if word.is_so => {
            let until = if view.speaks_of(roll) { None } else { presumed_until(view, word.on) };
            added(retelling.let_in(claim, (member, roll), word.status, until))
        }
        Matter::In(member, roll, status) => {
            let is_meant = |one: Status| match status {
                Some(status) => one == status,
                None => one.is_binding(),
            };
            retelling.let_out(claim, (member, roll), &is_meant)
        }
        Matter::Clause(text, kind) if word.is_so => added(retelling.add_clause(claim, text, kind)),
        Matter::Clause(text, kind) => retelling.strike_clauses(claim, text, kind),
        Matter::Related(kind, subject, object) if word.is_so => {
            added(retelling.relate(claim, kind, (subject, object)))
        }
        Matter::Related(kind, subject, object) => {
            retelling.strike_relations(claim, kind, (subject, object))
        }
    }
}

/// The first day of which it is open whether a word of a day still holds; none, if it is presumed to for ever.
fn presumed_until(view: &View<'_>, on: Date) -> Option<Date> {
    let end = match view.presumption() {
        Presumption::ForEver => return None,
        Presumption::NotAtAll => on.latest().map(crate::Day::next),
        Presumption::Months(months) => Period::months(months).after(on).latest(),
    };
    Some(Date::from_bounds(end, None))
}
