//! What two claims have to do with each other: in what they say, and in what they want.

use super::bearing::{Bearing, bearing_of};
use super::decide::decide;
use crate::base::words;
use crate::model::{
    Agreement, Claim, Decidable, Mode, Polarity, Proposition, Stance, Tables, Verb,
};
use crate::time::{Date, Day};
use crate::world::{View, World};
use crate::{EntityId, Id, Truth};

/// How what two claims say stands to each other. What they want is another matter: see [`StanceAccord`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ContentAccord {
    /// One says for certain what the other denies for certain.
    Contradiction,
    /// One says that somebody plans something, the other that nobody does: they differ about an intention, and not about a fact.
    PlanAndDenial,
    /// One leans against the other, and one of them leaves room.
    Tension,
    /// Both lean the same way.
    Agreement,
    /// They speak of the same, and both may be right: at different times, under different conditions, of what is and of what should
    /// be, or because one of them commits to nothing.
    Compatible,
    /// They do not speak of the same.
    NothingInCommon,
}

words! {
    ContentAccord, "accord in content":
    Contradiction = "contradiction",
    PlanAndDenial = "plan_and_denial",
    Tension = "tension",
    Agreement = "agreement",
    Compatible = "compatible",
    NothingInCommon = "nothing_in_common",
}

/// How what two speakers want stands to each other. One may want what the other fears, and both say the same of what is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum StanceAccord {
    /// One is for what the other is against.
    Opposition,
    /// Both are for it, or both against it.
    Agreement,
    /// They take no stances that meet.
    Apart,
}

words! {
    StanceAccord, "accord in stance":
    Opposition = "opposition",
    Agreement = "agreement",
    Apart = "apart",
}

/// Two claims compared. The records behind it are the two claims, with their own sources.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClaimComparison {
    /// Which two.
    pub claims: [Id<Claim>; 2],
    /// How what they say stands to each other.
    pub content: ContentAccord,
    /// How what they want stands to each other.
    pub stance: StanceAccord,
    /// By which verb each is reported: who insists on what the other suggests puts it more strongly, and says it no more certainly.
    pub verbs: [Option<Verb>; 2],
    /// Whether they speak of one time, and under conditions that hold together. Where that is not certain, both may be right.
    pub at_once: Truth,
    /// Whether they were said on different days, so that the earlier is presumed to be meant still on the later.
    pub is_presumed: bool,
    /// Whether a record can decide what they say; `None`: they do not say it of the same.
    pub decidable: Option<Decidable>,
    /// Of what both speak, by key.
    pub topics: Vec<EntityId>,
    /// On what their stances meet, by key.
    pub matters: Vec<EntityId>,
    /// Whether both reach us by one source, so that the one does not bear out the other.
    pub is_one_source: bool,
}

impl ClaimComparison {
    /// Whether they differ, in what they say or in what they want.
    pub const fn is_dissent(&self) -> bool {
        let in_content = match self.content {
            ContentAccord::Contradiction
            | ContentAccord::PlanAndDenial
            | ContentAccord::Tension => true,
            ContentAccord::Agreement
            | ContentAccord::Compatible
            | ContentAccord::NothingInCommon => false,
        };
        in_content || matches!(self.stance, StanceAccord::Opposition)
    }

    /// Whether they agree, in what they say or in what they want, and differ in neither.
    pub const fn is_assent(&self) -> bool {
        let agrees = matches!(self.content, ContentAccord::Agreement)
            || matches!(self.stance, StanceAccord::Agreement);
        agrees && !self.is_dissent()
    }
}

impl View<'_> {
    /// What two claims have to do with each other: in what they say, and in what they want.
    ///
    /// # Arguments
    ///
    /// Two claims of this world, in any order. Of the view the reading and the presumption are taken: a claim that names no time is of
    /// the day on which it was said, and is presumed to be meant for as long after it as a record is.
    ///
    /// # Rule
    ///
    /// ```text
    /// contradiction(c, d) :- says(c, p), denies(d, p), certain(c), certain(d), at_once(c, d).
    /// contradiction(c, d) :- says(c, p), says(d, q), excludes(p, q), certain(c), certain(d), at_once(c, d).
    /// plan_and_denial(c, d) :- leans(c, p), leans_against(d, p), intention(c, d, p), at_once(c, d).
    /// tension(c, d)    :- leans(c, p), leans_against(d, p), leaves_room(c, d), at_once(c, d).
    /// agreement(c, d)  :- leans(c, p), leans(d, p), at_once(c, d).
    /// opposition(c, d) :- for(c, x), against(d, x), conditions_hold(c, d).
    /// at_once(c, d)    :- one_time(c, d), conditions_hold(c, d).
    /// ```
    ///
    /// A proposition that implies another is held against it as far as it does: who has declared something plans it. What should be
    /// so contradicts nothing that is so. Judgements are of no day, unless they name one.
    ///
    /// # Cost
    ///
    /// O(1), and where the two are said under different conditions that of deciding these.
    ///
    /// # Example
    ///
    /// ```
    /// use comity::answer::{ContentAccord, StanceAccord};
    /// use comity::model::{Analyst, Claim, Factuality, Proposition, Stance};
    /// use comity::{Organization, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let aal = world.add(State::new("aal", "Aaland"));
    /// let pact = world.add(Organization::new("pact", "The Pact"));
    /// let speakers = [("ann", Factuality::CertainlyTrue), ("ben", Factuality::CertainlyFalse)];
    /// let [ann, ben] = speakers.map(|(name, factuality)| {
    ///     let speaker = world.add(Analyst::new(name, name));
    ///     let mut claim = Claim::new(format!("of-{name}"));
    ///     claim.by = vec![speaker.into()];
    ///     claim.date = Some(date(2024, 10, 20));
    ///     claim.proposition = Some(world.proposition(Proposition::TakesPart { member: aal.into(), body: pact.into(), status: None }));
    ///     (claim.factuality, claim.stance) = (factuality, Some(Stance::Support));
    ///     world.claim(claim);
    ///     speaker
    /// });
    /// let world = world.freeze()?;
    /// let claims: Vec<_> = world.claims_by(ann).chain(world.claims_by(ben)).collect();
    /// let compared = world.as_of(date(2024, 10, 20)).compare_claims(claims[0], claims[1]);
    /// // They differ about what is, and want the same.
    /// assert_eq!(compared.content, ContentAccord::Contradiction);
    /// assert_eq!(compared.stance, StanceAccord::Agreement);
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    #[track_caller]
    pub fn compare_claims(&self, one: Id<Claim>, two: Id<Claim>) -> ClaimComparison {
        let world = self.world();
        let claims = [world.own(one), world.own(two)];
        let [one, two] = claims.map(|claim| &world[claim]);
        let (one_time, is_presumed) = one_time(self, one, two);
        let conditions = conditions_hold(self, one, two);
        let at_once = one_time & conditions;
        let told = content(world.tables(), one, two);
        let is_certain = told == ContentAccord::NothingInCommon || at_once.is_yes();
        let content = if is_certain { told } else { ContentAccord::Compatible };
        let matters = shared(world, &one.matters(world.tables()), &two.matters(world.tables()));
        let stance = match (one.taken_stance(), two.taken_stance()) {
            _ if matters.is_empty() || !conditions.is_yes() => StanceAccord::Apart,
            (Some(Stance::Support), Some(Stance::Oppose))
            | (Some(Stance::Oppose), Some(Stance::Support)) => StanceAccord::Opposition,
            (Some(taken), Some(other)) if taken == other => StanceAccord::Agreement,
            (Some(_) | None, Some(_) | None) => StanceAccord::Apart,
        };
        ClaimComparison {
            claims,
            content,
            stance,
            verbs: [one.verb, two.verb],
            at_once,
            is_presumed: is_presumed && content != ContentAccord::NothingInCommon,
            decidable: decidable(world.tables(), one, two)
                .filter(|_| content != ContentAccord::NothingInCommon),
            topics: shared(world, &one.topics(world.tables()), &two.topics(world.tables())),
            matters: if stance == StanceAccord::Apart { Vec::new() } else { matters },
            is_one_source: world.claims_by_source(&claims).len() == 1,
        }
    }

    /// Each two of some claims compared, where they have something to do with each other: they speak of the same, or their stances
    /// meet. In the order of the claims.
    ///
    /// Cost: O(n²) comparisons.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date};
    /// # let world = World::bundled();
    /// let view = world.as_of(date(2024, 10, 20));
    /// let claims: Vec<_> = view.claims().collect();
    /// let compared = view.compare_all_claims(&claims);
    /// assert!(compared.iter().any(|two| two.is_dissent()));
    /// # }
    /// ```
    #[track_caller]
    pub fn compare_all_claims(&self, claims: &[Id<Claim>]) -> Vec<ClaimComparison> {
        let mut found = Vec::new();
        for (at, one) in claims.iter().enumerate() {
            for two in claims.iter().skip(at + 1) {
                let compared = self.compare_claims(*one, *two);
                let meet = compared.content != ContentAccord::NothingInCommon
                    || compared.stance != StanceAccord::Apart;
                found.extend(meet.then_some(compared));
            }
        }
        found
    }
}

/// Whether a record can decide what two claims say, if they say something.
fn decidable(tables: &Tables, one: &Claim, two: &Claim) -> Option<Decidable> {
    let (one, two) = (one.stated_in(tables)?, two.stated_in(tables)?);
    Some(one.decidable().max(two.decidable()))
}

/// What is in both lists, by key.
fn shared(world: &World, one: &[EntityId], two: &[EntityId]) -> Vec<EntityId> {
    let mut shared: Vec<EntityId> = one.iter().copied().filter(|it| two.contains(it)).collect();
    shared.sort_by_key(|entity| world.key(*entity));
    shared
}

/// As what something is said: that it is so, that it is meant to be, or that it should be.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Register {
    Is,
    Plan,
    Denial,
    Should,
}

fn register(tables: &Tables, claim: &Claim) -> Register {
    match claim.mode {
        // Who says that somebody plans something says what is.
        Some(Mode::Plan) if is_intention(tables, claim) => Register::Is,
        Some(Mode::Plan) => Register::Plan,
        Some(Mode::Denial) => Register::Denial,
        Some(mode) if mode.is_of_value() => Register::Should,
        Some(_) | None => Register::Is,
    }
}

/// Whether it says what somebody intends.
fn is_intention(tables: &Tables, claim: &Claim) -> bool {
    matches!(claim.stated_in(tables), Some(Proposition::Plans { .. }))
}

/// How what two claims say stands to each other, if they speak of one time and their conditions hold.
fn content(tables: &Tables, one: &Claim, two: &Claim) -> ContentAccord {
    let (Some(said), Some(other)) = (one.proposition, two.proposition) else {
        return ContentAccord::NothingInCommon;
    };
    let bearing = bearing_of(tables, said, other);
    if bearing == Bearing::Apart {
        return ContentAccord::NothingInCommon;
    }
    let is_plan = match (register(tables, one), register(tables, two)) {
        (Register::Is | Register::Denial, Register::Is | Register::Denial) => {
            is_intention(tables, one) || is_intention(tables, two)
        }
        (Register::Plan, Register::Plan | Register::Denial)
        | (Register::Denial, Register::Plan) => true,
        (Register::Should, Register::Should) => false,
        // What is meant to be or should be contradicts nothing that is.
        (Register::Is | Register::Denial | Register::Plan, Register::Should)
        | (Register::Should, Register::Is | Register::Denial | Register::Plan)
        | (Register::Is, Register::Plan)
        | (Register::Plan, Register::Is) => return ContentAccord::Compatible,
    };
    match agreement(one, two, bearing) {
        Agreement::Agreement => ContentAccord::Agreement,
        Agreement::Compatible | Agreement::NoInformation => ContentAccord::Compatible,
        // Who wants the contrary takes the contrary stance.
        Agreement::Contradiction | Agreement::Tension
            if register(tables, one) == Register::Should =>
        {
            ContentAccord::Compatible
        }
        Agreement::Contradiction | Agreement::Tension if is_plan => ContentAccord::PlanAndDenial,
        Agreement::Contradiction => ContentAccord::Contradiction,
        Agreement::Tension => ContentAccord::Tension,
    }
}

/// How two commitments stand to each other, to propositions of which one says something of the other.
fn agreement(one: &Claim, two: &Claim, bearing: Bearing) -> Agreement {
    let (first, second) = (one.factuality, two.factuality);
    let (is, is_not) = (Polarity::Positive, Polarity::Negative);
    let both = (first.polarity(), second.polarity());
    match bearing {
        // That the one is not so says nothing of what follows from it.
        Bearing::Implies if both == (is_not, is) => Agreement::Compatible,
        Bearing::ImpliedBy if both == (is, is_not) => Agreement::Compatible,
        Bearing::Same | Bearing::Implies | Bearing::ImpliedBy => first.compare(second),
        // Of two that exclude each other neither need be so.
        Bearing::Excludes if both == (is_not, is_not) => Agreement::Compatible,
        Bearing::Excludes => first.negated().compare(second),
        Bearing::Apart => Agreement::NoInformation,
    }
}

/// Whether the conditions of two claims hold together: they are one, or each that there is holds on the day of its claim.
fn conditions_hold(view: &View<'_>, one: &Claim, two: &Claim) -> Truth {
    let tables = view.world().tables();
    if one.condition == two.condition {
        return Truth::Yes;
    }
    let holds = |claim: &Claim| match (claim.condition_in(tables), claim.about_time()) {
        (None, _) => Truth::Yes,
        (Some(_), None) => Truth::Unknown,
        (Some(condition), Some(day)) => decide(&view.on(day), condition, claim).truth,
    };
    holds(one) & holds(two)
}

/// Whether two claims speak of one time, and whether that is presumed.
fn one_time(view: &View<'_>, one: &Claim, two: &Claim) -> (Truth, bool) {
    if let (Some(one), Some(two)) = (one.when, two.when) {
        return (one_day(one, two), false);
    }
    let is_judgement = |claim: &Claim| {
        let said = claim.stated_in(view.world().tables());
        let decidable = said.map(Proposition::decidable);
        claim.when.is_none() && decidable == Some(Decidable::ByNobody)
    };
    if is_judgement(one) && is_judgement(two) {
        return (Truth::Yes, false);
    }
    // What was to come at no time that is named is of no day.
    let is_ahead = |claim: &Claim| claim.when.is_none() && claim.mode == Some(Mode::Prediction);
    if is_ahead(one) != is_ahead(two) {
        return (Truth::Unknown, false);
    }
    let is_one_text = shares_source(one, two) && one.date == two.date;
    if one.when.is_none() && two.when.is_none() && (is_one_text || is_ahead(one)) {
        return (Truth::Yes, false);
    }
    let (Some(first), Some(second)) = (one.about_time(), two.about_time()) else {
        return (Truth::Unknown, false);
    };
    let day = one_day(first, second);
    if day.is_yes() || one.when.is_some() || two.when.is_some() {
        return (day, false);
    }
    (presumed(view, first, second), true)
}

/// Whether two dates are one day.
fn one_day(one: Date, two: Date) -> Truth {
    match (one.exact(), two.exact()) {
        (Some(one), Some(two)) => Truth::from(one == two),
        _ => !(one.is_before(two) | two.is_before(one)),
    }
}

/// Whether what was meant on the earlier of two days is presumed to be meant on the later.
fn presumed(view: &View<'_>, one: Date, two: Date) -> Truth {
    let bridges = |from: Option<Day>, to: Option<Day>| match (from, to) {
        (Some(from), Some(to)) => Some(to <= from || view.presumption().bridges(from, to)),
        _ => None,
    };
    let widest = bridges(one.earliest(), two.latest()).zip(bridges(two.earliest(), one.latest()));
    let nearest = bridges(one.latest(), two.earliest()).zip(bridges(two.latest(), one.earliest()));
    match (widest, nearest) {
        (Some((true, true)), _) => Truth::Yes,
        (_, Some((false, _) | (_, false))) => Truth::No,
        _ => Truth::Unknown,
    }
}

/// Whether two claims cite one document.
pub(super) fn shares_source(one: &Claim, two: &Claim) -> bool {
    let cited = |claim: &Claim, source| {
        claim.provenance.sources.iter().any(|citation| citation.source == source)
    };
    one.provenance.sources.iter().any(|citation| cited(two, citation.source))
}
