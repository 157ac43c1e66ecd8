//! Duties that cannot all be performed: what an attack would ask of a third state, and where that is contradictory.
//!
//! Toward an attack of `a` on `v` a third state has three acts: join the victim, join the attacker, stay out. Every duty allows
//! some of them; duties contradict each other if no act is left that all allow. The acts that are allowed:
//!
//! | duty | toward the victim | toward the attacker |
//! |---|---|---|
//! | defend | join the victim | any |
//! | join an offensive | – | join the attacker |
//! | not attack, stay neutral | not join the attacker | not join the victim |
//! | permanent neutrality | stay out | stay out |
//! | consult | any | any |
//!
//! An alliance protects victims: it asks nothing toward an ally's own attack, since the casus foederis is an attack *on* the ally, and a
//! promise to assist aggression would yield (UN Charter 2(4), 103) or be void (VCLT 53). Whoever is allied to both is in a [`Strain`],
//! and in no contradiction.
//!
//! Help of one's own choice (NATO art. 5) and help that a body must authorise forbid for certain only to join the attacker, and
//! ask possibly for more, and for no more than that of what is not said; where parties consult first, nothing is asked. If attacker
//! and victim are both parties to a text on mutual defence, it takes no side. That whoever owes help to somebody does not
//! join an attack on it is good faith (VCLT art. 26), and is what codings of alliances take for granted (ATOP).
//!
//! Between those whom a text binds that saves self-defence (UN Charter 51), a pledge not to attack does not stand in the way of helping a
//! victim, and no promise to join an attack does anything.
//!
//! Sources: Jenks 1953 (narrow conflict of norms); Leeds, Ritter, Mitchell & Long 2002 (duties).

use std::collections::BTreeMap;

use super::exit::bundle;
use super::hypothesis::Hypothesis;
use super::situation::Situation;
use crate::model::{Condition, Duty, Effect, EffectKind, SavingsScope, Strength};
use crate::scenario::{Change, Changed, Movement};
use crate::{BodyId, EntityId, Id, Provision, State, Truth};

/// Which acts a duty allows toward an attack.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
struct Acts(u8);

impl Acts {
    const JOIN_VICTIM: Self = Self(1);
    const JOIN_ATTACKER: Self = Self(2);
    const STAY_OUT: Self = Self(4);
    const ANY: Self = Self(7);
    const NOT_VICTIM: Self = Self(6);
    const NOT_ATTACKER: Self = Self(5);

    const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What keeps a duty alive: an item that can be given up, or the change itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Footing {
    /// Every one of these participations keeps it alive.
    Held(Vec<BodyId>),
    /// The state's own law.
    Law,
    /// The change of this number brings it.
    Change(usize),
    /// A rule that the caller added; it names what keeps it alive, or nothing.
    Added(Option<BodyId>),
}

/// A duty of one state, from one text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Owed {
    /// What is owed.
    pub duty: Duty,
    /// How strictly.
    pub strength: Strength,
    /// The text, or what changes.
    pub by: Changed,
    /// The provision; `None`: one that the change brings and that is on no record, or one that the caller added.
    pub provision: Option<Id<Provision>>,
    /// What keeps it alive.
    pub footing: Footing,
    /// Whether it binds for certain.
    pub truth: Truth,
}

/// A duty with what decides to which attacks it speaks.
#[derive(Clone, Debug)]
pub(crate) struct Liability {
    pub(crate) owed: Owed,
    /// Toward whom, by key, with truth.
    pub(crate) toward: Vec<(EntityId, Truth)>,
    /// Toward whom of these it was owed before, so that it brings nothing new; it still takes no side between them and the others.
    pub(crate) owed_before: Vec<EntityId>,
    /// When it applies: any of these conjunctions; empty: always.
    pub(crate) when: Vec<Vec<Condition>>,
    /// Whether it is permanent neutrality, which is owed toward everybody.
    pub(crate) is_neutrality: bool,
}

/// An attack in which a state would owe what cannot all be done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contradiction {
    /// Who would owe it.
    pub state: Id<State>,
    /// Who would attack.
    pub attacker: EntityId,
    /// Whom.
    pub victim: EntityId,
    /// The duties, as few as contradict each other: two or three.
    pub between: Vec<Owed>,
    /// Whether for certain, should it come to that attack; open where a duty leaves a choice, or binds only possibly.
    pub truth: Truth,
    /// The savings clause of one of the texts that gives way to the others: then both bind, and the one says which prevails.
    pub saved_by: Option<Id<Provision>>,
    /// The place among the changes of the one that takes away the savings clause by which it was settled.
    pub unsettled_by: Option<usize>,
}

impl Contradiction {
    /// Whether it comes only with the change.
    pub fn is_new(&self) -> bool {
        let brought = |owed: &Owed| matches!(owed.footing, Footing::Change(_));
        self.unsettled_by.is_some() || self.between.iter().any(brought)
    }
}

/// That an ally would be the aggressor: a state is allied to both sides, and owes help to the victim alone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Strain {
    /// Who is allied to both.
    pub state: Id<State>,
    /// The two texts that ally it, each as it is owed.
    pub between: [Owed; 2],
    /// The attacks in which that would show: who attacks whom.
    pub attacks: Vec<(EntityId, EntityId)>,
    /// Whether for certain.
    pub truth: Truth,
}

impl Strain {
    /// Whether it comes only with the change.
    pub fn is_new(&self) -> bool {
        self.between.iter().any(|owed| matches!(owed.footing, Footing::Change(_)))
    }
}

/// What a state owes by texts that bind it on the day.
pub(crate) fn owed_by_texts(situation: &Situation<'_>, state: Id<State>) -> Vec<Liability> {
    let world = situation.world();
    let mut owed = Vec::new();
    for (id, truth) in situation.provisions_binding(state).iter().copied() {
        let provision = &world[id];
        let is_domestic = provision.instrument.is_domestic();
        // Neutrality that bars alliances is permanent; a law that only keeps out of some common defence is not.
        let is_neutrality = is_domestic
            && matches!(provision.effect, Effect::Neutrality { bars, within: None, .. } if bars.military_alliance);
        let Some(duty) = provision.duty.filter(|duty| is_neutrality || is_act(*duty)) else {
            continue;
        };
        if is_domestic && !is_neutrality {
            continue;
        }
        // What binds politically obliges to nothing.
        let truth = truth & situation.is_binding_text(provision.instrument);
        if truth.is_no() {
            continue;
        }
        let mut toward = situation.toward(provision);
        toward.retain(|(member, _)| *member != EntityId::from(state));
        let footing = if is_domestic {
            Footing::Law
        } else {
            Footing::Held(
                bundle(situation, state, provision).into_iter().map(|(body, _)| body).collect(),
            )
        };
        owed.push(Liability {
            owed: Owed {
                duty,
                strength: strength_of(provision),
                by: provision.instrument.entity().into(),
                provision: Some(id),
                footing,
                truth,
            },
            toward,
            owed_before: Vec::new(),
            when: provision.when.clone(),
            is_neutrality,
        });
    }
    owed
}

/// What a state would owe by a change, by its own words and by the texts of what it joins; nothing, if the change does not bind it.
pub(crate) fn owed_by_change(
    situation: &Situation<'_>,
    at: usize,
    change: &Change,
    hypothesis: &Hypothesis,
    state: Id<State>,
) -> Vec<Liability> {
    let bound = hypothesis.binds(state);
    if bound.is_no() {
        return Vec::new();
    }
    let situation = &situation.on(hypothesis.date);
    let mut toward = hypothesis.circle.clone();
    toward.retain(|(member, _)| *member != EntityId::from(state));
    let bare = |kind: EffectKind| {
        kind.duty().filter(|duty| is_act(*duty)).map(|duty| Liability {
            owed: Owed {
                duty,
                // Mutual defence without further words is help, military help included.
                strength: Strength::Auto,
                by: hypothesis.with.clone(),
                provision: None,
                footing: Footing::Change(at),
                truth: bound,
            },
            toward: toward.clone(),
            owed_before: Vec::new(),
            when: Vec::new(),
            is_neutrality: false,
        })
    };
    let mut owed: Vec<Liability> = change.brings().into_iter().filter_map(bare).collect();
    if let Some(Movement::Joins { body, .. }) = change.movement() {
        let world = situation.world();
        let texts = situation.instruments_of(body).into_iter();
        let provisions =
            texts.flat_map(|(text, _)| world.index().provisions_of(text).iter().copied());
        owed.extend(provisions.filter_map(|id| {
            let (provision, stands) = (&world[id], situation.stands(id));
            let bare = bare(provision.kind()).filter(|_| stands.is_possible())?;
            let owed = Owed {
                strength: strength_of(provision),
                by: provision.instrument.entity().into(),
                provision: Some(id),
                truth: bound & stands,
                ..bare.owed
            };
            // Toward whom a text is owed says the text: who is in the body need not be bound by it (VCLT art. 34).
            let mut toward = situation.toward(provision);
            toward.retain(|(member, _)| *member != EntityId::from(state));
            Some(Liability { owed, toward, when: provision.when.clone(), ..bare })
        }));
        // What an earlier change has made an alliance obliges whoever joins it.
        let allied = situation.deltas.is_allied(&situation.view, body);
        owed.extend(bare(EffectKind::MutualDefence).filter(|_| allied.is_possible()).map(|bare| {
            let owed = Owed { truth: bound & allied, ..bare.owed };
            Liability { owed, ..bare }
        }));
    }
    owed
}

/// Whether a duty asks for an act, or forbids one, toward an attack.
const fn is_act(duty: Duty) -> bool {
    matches!(duty, Duty::Defend | Duty::JoinOffence | Duty::StayNeutral | Duty::NotAttack)
}

/// How strictly a provision obliges; a pledge not to attack leaves no choice.
fn strength_of(provision: &Provision) -> Strength {
    provision.stated_strength().unwrap_or(Strength::Auto)
}

impl Liability {
    fn is_toward(&self, entity: EntityId) -> Truth {
        let found = self.toward.iter().find(|(member, _)| *member == entity);
        found.map_or(Truth::No, |(_, truth)| *truth)
    }

    /// The acts that it allows for certain, and those that it allows if everything that is open holds; of each side with
    /// whether it is owed toward it.
    fn acts(&self, attacker: (EntityId, Truth), victim: (EntityId, Truth)) -> (Acts, Acts) {
        if self.is_neutrality {
            return self.weighed(Truth::Yes, (Acts::STAY_OUT, Acts::STAY_OUT));
        }
        // Most duties are owed toward neither.
        if attacker.1.is_no() && victim.1.is_no() {
            return (Acts::ANY, Acts::ANY);
        }
        let anew = |(who, truth): (EntityId, Truth)| {
            if self.owed_before.contains(&who) { Truth::No } else { truth }
        };
        let (to_victim, to_attacker) = (anew(victim), anew(attacker));
        // Between two of its parties the text takes no side.
        let is_sided = !attacker.1;
        let applies = self.applies(attacker.0, victim.0);
        let mut acts = (Acts::ANY, Acts::ANY);
        let mut limit = |truth: Truth, allowed: (Acts, Acts)| {
            let (sure, possible) = self.weighed(truth, allowed);
            acts = (acts.0.and(sure), acts.1.and(possible));
        };
        let not = |act| (act, act);
        match self.owed.duty {
            Duty::Defend if self.owed.strength == Strength::ConsultFirst => {}
            Duty::Defend => {
                let help = match self.owed.strength {
                    Strength::Auto => (Acts::JOIN_VICTIM, Acts::JOIN_VICTIM),
                    Strength::Discretion
                    | Strength::Mandated
                    | Strength::ConsultFirst
                    | Strength::Unknown => (Acts::NOT_ATTACKER, Acts::JOIN_VICTIM),
                };
                limit(to_victim & is_sided & applies, help);
                // Only help without a choice takes it for certain that an ally is not attacked.
                let sure = |act| if self.owed.strength == Strength::Auto { act } else { Acts::ANY };
                let implied = |act| (sure(act), act);
                limit(to_victim & is_sided, implied(Acts::NOT_ATTACKER));
            }
            Duty::JoinOffence => limit(to_attacker & applies, not(Acts::JOIN_ATTACKER)),
            Duty::StayNeutral | Duty::NotAttack => {
                limit(to_victim & applies, not(Acts::NOT_ATTACKER));
                limit(to_attacker & applies, not(Acts::NOT_VICTIM));
            }
            Duty::Consult
            | Duty::NotJoinOpposing
            | Duty::SettlePeacefully
            | Duty::Supersedes
            | Duty::SubjectTo => {}
        }
        acts
    }

    /// What is not certain allows anything for certain.
    fn weighed(&self, truth: Truth, (sure, possible): (Acts, Acts)) -> (Acts, Acts) {
        match truth & self.owed.truth {
            Truth::Yes => (sure, possible),
            Truth::Unknown => (Acts::ANY, possible),
            Truth::No => (Acts::ANY, Acts::ANY),
        }
    }

    /// Whether its conditions are met by an attack of which nothing is known but who attacks whom.
    fn applies(&self, attacker: EntityId, victim: EntityId) -> Truth {
        let met = |condition: &Condition| match condition {
            Condition::AttackerIn(named) => Truth::from(named.contains(&attacker)),
            Condition::AttackerNotIn(named) => Truth::from(!named.contains(&attacker)),
            Condition::TargetInvolved(party) if *party == victim => Truth::Yes,
            Condition::AtLeastAdversaries(least) if *least <= 1 => Truth::Yes,
            Condition::TargetInvolved(_)
            | Condition::AtLeastAdversaries(_)
            | Condition::VictimTerritoryIn(_)
            | Condition::Unprovoked
            | Condition::Requested
            | Condition::DemandRefused
            | Condition::AfterConsultation
            | Condition::DuringConflict(_)
            | Condition::Custom(_) => Truth::Unknown,
        };
        if self.when.is_empty() {
            return Truth::Yes;
        }
        Truth::any(self.when.iter().map(|all| Truth::all(all.iter().map(met))))
    }

    /// Those who are named as attackers.
    fn named_attackers(&self) -> impl Iterator<Item = EntityId> + '_ {
        let named = self.when.iter().flatten().filter_map(|condition| {
            if let Condition::AttackerIn(named) = condition { Some(named) } else { None }
        });
        named.flatten().copied()
    }
}

/// What of the duties of a state tells one entity from another, one after the other: whether each is owed toward it, and which of its
/// conditions name it; and whether each clause on self-defence binds it.
type Standing = Vec<u8>;

/// Somebody's truths, to be looked up by whom they are about.
fn by_entity(circle: &[(EntityId, Truth)]) -> Vec<(EntityId, Truth)> {
    let mut sorted = circle.to_vec();
    sorted.sort_unstable_by_key(|(entity, _)| *entity);
    sorted
}

/// The attacks in which a state would owe what cannot all be done, over the pairs that its duties name, by key; at most so many, and
/// whether these are all.
///
/// ```text
/// contradictory(s, a -> v) :- duties of s toward a or v that leave no act, and no part of which leaves none.
/// ```
///
/// Whoever stands alike to all duties is asked about once.
///
/// Cost: O(sum of the circles of the duties), and of those that stand otherwise the square, and what is found.
pub(crate) fn contradictions(
    situation: &Situation<'_>,
    state: Id<State>,
    owed: &[Liability],
    most: usize,
) -> (Vec<Contradiction>, bool) {
    // Nobody is asked to join anything but by a duty that asks for it.
    let asks = |one: &Liability| matches!(one.owed.duty, Duty::Defend | Duty::JoinOffence);
    if !owed.iter().any(asks) {
        return (Vec::new(), true);
    }
    let self_defence = SelfDefence::of(situation, state);
    let alike = alike(situation, state, owed, &self_defence);
    let mut found: Vec<(u32, u32, Contradiction)> = Vec::new();
    let rank = |entity: EntityId| situation.world().index().rank(entity);
    // Whether each duty is owed toward those who stand alike.
    let toward = |group: &Vec<EntityId>| -> Vec<Truth> {
        let first = group.first();
        first.map_or_else(Vec::new, |who| owed.iter().map(|one| one.is_toward(*who)).collect())
    };
    let toward: Vec<Vec<Truth>> = alike.iter().map(toward).collect();
    let mut masks: Vec<(usize, (Acts, Acts))> = Vec::with_capacity(owed.len());
    for (attackers, to_attackers) in alike.iter().zip(&toward) {
        for (victims, to_victims) in alike.iter().zip(&toward) {
            // Of one sort of entity two: one attacks, the other is attacked.
            let same = std::ptr::eq(attackers, victims);
            let (Some(attacker), Some(victim)) =
                (attackers.first(), victims.get(usize::from(same)))
            else {
                continue;
            };
            masks.clear();
            let truths = to_attackers.iter().zip(to_victims);
            masks.extend(
                (owed.iter().zip(truths).enumerate())
                    .map(|(at, (one, (to_attacker, to_victim)))| {
                        (at, one.acts((*attacker, *to_attacker), (*victim, *to_victim)))
                    })
                    .filter(|(_, (_, possible))| *possible != Acts::ANY),
            );
            for chosen in minimal_contradictions(&masks) {
                let sure = chosen.iter().map(|at| masks[*at].1.0).fold(Acts::ANY, Acts::and);
                let sure = if sure.is_empty() { Truth::Yes } else { Truth::Unknown };
                let between: Vec<&Owed> =
                    chosen.iter().map(|at| &owed[masks[*at].0].owed).collect();
                // What may be saved contradicts only possibly.
                let (saved_by, is_saved) =
                    settled_by(situation, &self_defence, &between, *attacker);
                let truth = if is_saved.is_unknown() { Truth::Unknown } else { sure };
                for attacker in attackers.iter().copied() {
                    for victim in victims.iter().copied().filter(|victim| *victim != attacker) {
                        if found.len() >= most {
                            return (in_order(found), false);
                        }
                        let between = between.iter().map(|one| (*one).clone()).collect();
                        let one = Contradiction {
                            state,
                            attacker,
                            victim,
                            between,
                            truth,
                            saved_by,
                            unsettled_by: None,
                        };
                        found.push((rank(attacker), rank(victim), one));
                    }
                }
            }
        }
    }
    (in_order(found), true)
}

/// The savings clause that settles a contradiction for certain, if one does; and whether one does.
fn settled_by(
    situation: &Situation<'_>,
    self_defence: &SelfDefence,
    between: &[&Owed],
    attacker: EntityId,
) -> (Option<Id<Provision>>, Truth) {
    match self_defence.saves(between, attacker) {
        Some((id, Truth::Yes)) => (Some(id), Truth::Yes),
        Some((_, defence)) => {
            let (clause, is_saved) = saved_by(situation, between);
            (clause, is_saved | defence)
        }
        None => saved_by(situation, between),
    }
}

/// Whether a savings clause settles, in a situation, what contradicts in another.
pub(crate) fn settles(situation: &Situation<'_>, found: &Contradiction) -> bool {
    let self_defence = SelfDefence::of(situation, found.state);
    let between: Vec<&Owed> = found.between.iter().collect();
    settled_by(situation, &self_defence, &between, found.attacker).1.is_yes()
}

fn in_order(mut found: Vec<(u32, u32, Contradiction)>) -> Vec<Contradiction> {
    found.sort_by_key(|(attacker, victim, _)| (*attacker, *victim));
    found.into_iter().map(|(.., one)| one).collect()
}

/// Those whom the duties of a state name, by key, together with all who stand alike to them.
fn alike(
    situation: &Situation<'_>,
    state: Id<State>,
    owed: &[Liability],
    self_defence: &SelfDefence,
) -> Vec<Vec<EntityId>> {
    let toward: Vec<_> = owed.iter().map(|one| by_entity(&one.toward)).collect();
    let mut named: Vec<EntityId> = (owed.iter())
        .flat_map(|one| one.toward.iter().map(|(member, _)| *member).chain(one.named_attackers()))
        .filter(|entity| *entity != EntityId::from(state))
        .collect();
    named.sort_by_key(|entity| situation.world().index().rank(*entity));
    named.dedup();
    let clauses: Vec<_> = self_defence.clauses.iter().map(|(_, bound)| by_entity(bound)).collect();
    let of = |circle: &[(EntityId, Truth)], entity: EntityId| {
        let at = circle.binary_search_by_key(&entity, |(one, _)| *one);
        at.map_or(Truth::No, |at| circle[at].1) as u8
    };
    let standing = |entity: EntityId| -> Standing {
        let mut standing = Standing::with_capacity(4 * owed.len() + clauses.len());
        for (one, circle) in owed.iter().zip(&toward) {
            standing.push(of(circle, entity));
            let mentions = one.when.iter().flatten().map(|condition| match condition {
                Condition::AttackerIn(named) | Condition::AttackerNotIn(named) => {
                    named.contains(&entity)
                }
                Condition::TargetInvolved(party) => *party == entity,
                Condition::AtLeastAdversaries(_)
                | Condition::VictimTerritoryIn(_)
                | Condition::Unprovoked
                | Condition::Requested
                | Condition::DemandRefused
                | Condition::AfterConsultation
                | Condition::DuringConflict(_)
                | Condition::Custom(_) => false,
            });
            standing.extend(mentions.map(u8::from));
            standing.push(one.owed_before.contains(&entity).into());
        }
        standing.extend(clauses.iter().map(|bound| of(bound, entity)));
        standing
    };
    let mut alike: BTreeMap<Standing, Vec<EntityId>> = BTreeMap::new();
    for entity in named {
        alike.entry(standing(entity)).or_default().push(entity);
    }
    alike.into_values().collect()
}

/// Where a state is allied to both sides of an attack: a line for each pair of texts.
///
/// ```text
/// strain(s, t, u) :- defend(s, t, v), defend(s, u, a), not in(a, t), not in(v, u).
/// ```
pub(crate) fn strains(state: Id<State>, owed: &[Liability]) -> Vec<Strain> {
    let is_help = |one: &&Liability| {
        one.owed.duty == Duty::Defend && one.owed.strength != Strength::ConsultFirst
    };
    let allied: Vec<&Liability> = owed.iter().filter(is_help).collect();
    let mut found: Vec<Strain> = Vec::new();
    for (at, one) in allied.iter().enumerate() {
        for other in &allied[at + 1..] {
            if one.owed.by == other.owed.by {
                continue;
            }
            let only = |ally: &Liability, foe: &Liability| -> Vec<(EntityId, Truth)> {
                let of_both = |(entity, truth): &(EntityId, Truth)| {
                    (*entity, *truth & !foe.is_toward(*entity) & ally.owed.truth)
                };
                let anew = ally.toward.iter().filter(|(who, _)| !ally.owed_before.contains(who));
                let mut only = Vec::with_capacity(ally.toward.len());
                only.extend(anew.map(of_both).filter(|(entity, truth)| {
                    truth.is_possible() && *entity != EntityId::from(state)
                }));
                only
            };
            let (ours, theirs) = (only(one, other), only(other, one));
            let truth = Truth::any(ours.iter().map(|(_, truth)| *truth))
                & Truth::any(theirs.iter().map(|(_, truth)| *truth));
            if truth.is_no() {
                continue;
            }
            let mut attacks = Vec::with_capacity(2 * ours.len() * theirs.len());
            for (a, _) in &ours {
                attacks.extend(theirs.iter().flat_map(|(b, _)| [(*a, *b), (*b, *a)]));
            }
            let between = [one.owed.clone(), other.owed.clone()];
            found.push(Strain { state, between, attacks, truth });
        }
    }
    found
}

/// Whom a state may help to defend itself, whatever it has pledged: whoever is bound with it by a text that saves self-defence.
struct SelfDefence {
    /// The clauses, and whom each binds.
    clauses: Vec<(Id<Provision>, Bearers)>,
}

/// Whom something binds, and how certainly.
type Bearers = Vec<(EntityId, Truth)>;

impl SelfDefence {
    fn of(situation: &Situation<'_>, state: Id<State>) -> Self {
        let world = situation.world();
        let binding = situation.provisions_binding(state);
        let binding = binding.iter().copied();
        let saves = |id: &Id<Provision>| matches!(&world[*id].effect, Effect::Savings { scope } if scope.self_defence);
        let clauses = binding.filter(|(id, _)| saves(id)).map(|(id, truth)| {
            let bearers = situation.bearers(&world[id]).into_iter();
            (id, bearers.map(|(member, bound)| (member, bound & truth)).collect())
        });
        Self { clauses: clauses.collect() }
    }

    /// The clause by which what stands against help for a victim gives way: pledges toward an attacker who is bound by it as well, and
    /// promises to join an attack; how certainly.
    ///
    /// ```text
    /// saved(D) :- defend in D, self_defence(c), bound(s, c), all else of D is not_attack toward a, bound(a, c), or join_offence.
    /// ```
    fn saves(&self, between: &[&Owed], attacker: EntityId) -> Option<(Id<Provision>, Truth)> {
        let is_offence = |one: &&&Owed| one.duty == Duty::JoinOffence;
        let is_pledge = |one: &&&Owed| one.duty == Duty::NotAttack;
        let offence = between.iter().any(|one| is_offence(&one));
        let pledge = between.iter().any(|one| is_pledge(&one));
        let others = between.iter().filter(|one| !is_offence(one) && !is_pledge(one));
        // A promise of neutrality binds whoever made it.
        let only_help = others.clone().all(|one| one.duty == Duty::Defend);
        let gives_way = offence || (pledge && only_help);
        if !gives_way {
            return None;
        }
        let clause = self.clauses.iter().map(|(id, bound)| {
            let found = bound.iter().find(|(member, _)| *member == attacker);
            let attacker = found.map_or(Truth::No, |(_, truth)| *truth);
            let own = Truth::any(bound.iter().map(|(_, truth)| *truth));
            (*id, if offence { own } else { attacker })
        });
        clause.filter(|(_, truth)| truth.is_possible()).max_by_key(|(_, truth)| *truth)
    }
}

/// The savings clause by which the text of one duty gives way to all the others: to a state's own neutrality, or to the texts of
/// the organizations that it names (X7). That other treaties are left untouched speaks of those that were there before, and
/// settles nothing here.
///
/// ```text
/// saved(d, D) :- text(d, t), savings(t, scope), every other duty of D in scope.
/// ```
///
/// Where it is open whether such a clause stands, there is none, and that is told.
fn saved_by(situation: &Situation<'_>, between: &[&Owed]) -> (Option<Id<Provision>>, Truth) {
    let world = situation.world();
    let clauses = between.iter().filter_map(|one| {
        let text = world[one.provision?].instrument;
        let covers = |scope: &SavingsScope, other: &Owed| match (&other.footing, other.provision) {
            (Footing::Law, _) => scope.neutrality,
            (Footing::Held(_) | Footing::Change(_) | Footing::Added(_), Some(id)) => situation
                .organizations_by(world[id].instrument)
                .into_iter()
                .any(|own| scope.organizations.iter().any(|key| &**key == world.key(own))),
            (Footing::Held(_) | Footing::Change(_) | Footing::Added(_), None) => false,
        };
        let own = world.index().provisions_of(text).iter().copied().filter(move |id| {
            let Effect::Savings { scope } = &world[*id].effect else { return false };
            let mut others =
                between.iter().filter(|other| other.provision != one.provision).peekable();
            others.peek().is_some() && others.all(|other| covers(scope, other))
        });
        Some(own.map(|id| (id, situation.stands(id))))
    });
    let mut open = Truth::No;
    for (id, stands) in clauses.flatten() {
        if stands.is_yes() {
            return (Some(id), Truth::Yes);
        }
        open = open | stands;
    }
    (None, open)
}

/// The pairs, and the triples that hold no such pair, of which no act is left. More than three are never needed: each has to
/// take away an act that the others leave, and there are three.
fn minimal_contradictions(masks: &[(usize, (Acts, Acts))]) -> Vec<Vec<usize>> {
    let possible = |at: usize| masks[at].1.1;
    let n = masks.len();
    let mut found: Vec<Vec<usize>> = Vec::new();
    // An act that all leave is left by any of them.
    if !(0..n).map(possible).fold(Acts::ANY, Acts::and).is_empty() {
        return found;
    }
    for a in 0..n {
        for b in a + 1..n {
            if possible(a).and(possible(b)).is_empty() {
                found.push(vec![a, b]);
            }
        }
    }
    for a in 0..n {
        for b in a + 1..n {
            for c in b + 1..n {
                let triple = [a, b, c];
                let holds_pair = found
                    .iter()
                    .any(|pair| pair.len() == 2 && pair.iter().all(|at| triple.contains(at)));
                if !holds_pair && possible(a).and(possible(b)).and(possible(c)).is_empty() {
                    found.push(triple.to_vec());
                }
            }
        }
    }
    found
}
