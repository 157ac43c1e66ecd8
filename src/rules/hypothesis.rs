//! The new commitment: what a change would put on whom.

use smallvec::SmallVec;

use super::joining::Joining;
use super::situation::Situation;
use crate::model::{Bearer, EffectKind, LinkRole, Provision, Purpose, Subject};
use crate::scenario::{Change, Changed, Wording};
use crate::{BodyId, Date, EntityId, Id, InstrumentId, Organization, State, Treaty, Truth};

/// Where the circle of a change comes from.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Those who take part in a body.
    Roll(BodyId),
    /// Those whom a text names.
    Text(InstrumentId),
    /// The question names them, or there is nobody.
    Question,
}

/// By what a change brings a customs union, or a free-trade area.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    /// By the purpose of what is joined.
    Purpose,
    /// By a clause of what is joined.
    Clause(Id<Provision>),
    /// By what an earlier change has the body agree that is joined.
    Agreed(usize),
    /// By what the question words.
    Worded,
}

/// The new commitments of one change, all on the same footing.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent properties of a change, each asked by one rule"
)]
#[derive(Clone, Debug)]
pub(crate) struct Hypothesis {
    /// What changes.
    pub(crate) with: Changed,
    /// The day on which it is evaluated.
    pub(crate) date: Date,
    /// On whom the change puts a new commitment, by key, with truth.
    pub(crate) bound: Vec<(Id<State>, Truth)>,
    /// Everybody bound together by it (`A`), by key, with truth.
    pub(crate) circle: Vec<(EntityId, Truth)>,
    /// Where that comes from.
    pub(crate) origin: Origin,
    /// Whether everybody in the circle is on record: the question names them, or the roll is complete.
    pub(crate) whole: bool,
    /// Whether it is mutual defence that makes or joins an alliance, or at least a clause.
    pub(crate) defence: Truth,
    /// Whether what is joined is an alliance by its purpose, or by the change itself.
    pub(crate) alliance: Truth,
    /// By what it brings a customs union, and how certainly, if it does.
    pub(crate) customs_union: Option<(Means, Truth)>,
    /// Whether it joins an organization.
    pub(crate) joins: bool,
    /// Whether it is an engagement about security, whatever it says of defence: by what the question words, or by the purpose or the tag
    /// of what is joined. What the clauses of that make it, X8 asks itself.
    pub(crate) security: bool,
    /// The sender of a base that would be hosted.
    pub(crate) sender: Option<Id<State>>,
    /// The instruments that bring it: not tested against it.
    pub(crate) instruments: Vec<InstrumentId>,
    /// The provisions on record that it puts on the state, by key: what is joined binds by them.
    pub(crate) brought: Vec<Id<Provision>>,
    /// What the question itself words, in the order of the change; of what is joined, what earlier changes have it agree.
    pub(crate) worded: Vec<Wording>,
    /// By which earlier change each of that is worded, where it is what is joined that agrees it.
    pub(crate) worded_by: Vec<usize>,
    /// The organization it belongs to.
    pub(crate) organization: Option<Id<Organization>>,
    /// Whether the old texts' savings clauses speak for it: not for a provision acquired by amendment.
    pub(crate) saved_by_text: bool,
}

impl Hypothesis {
    /// What a change puts on whom.
    ///
    /// ```text
    /// bound(s, h) :- acquires(o, h), adopts(s, h).                   adopters, or else all members on the day
    /// bound(s, h) :- amends(c, h), bears(s, c).
    /// bound(s, h) :- joins(s, o), provision(instrument(o), h), not in(s, o), exists(o), exists(s).
    /// bound(s, h) :- concludes(s, t), provision(t, h).
    /// bound(s, h) :- hosts(s, base).
    /// bound(s, h) :- enacts(s, law).
    /// ```
    pub(crate) fn of(situation: &Situation<'_>, change: &Change) -> Self {
        let date = change.effective().unwrap_or_else(|| situation.view.as_of());
        let situation = &situation.on(date);
        let none = Self {
            security: change.brings().iter().any(|kind| kind.is_about_security()),
            ..Self::none(change.changed(situation.world().tables()), date)
        };
        match change {
            Change::Acquire { body, provision, adopted_by, .. } => {
                none.acquired(situation, *body, *provision, adopted_by.as_deref())
            }
            Change::Amend { provision, to, .. } => none.amended(situation, *provision, *to),
            Change::Join { state, body, .. } => Joining::of(situation, *body).by(situation, *state),
            Change::Conclude { treaty, parties, provisions, .. } => {
                none.concluded(situation, treaty, parties, provisions)
            }
            Change::HostBase { host, sender, .. } => none.hosted(situation, *host, *sender),
            Change::Enact { state, .. } => none.enacted(*state),
            // What ends, and a grade, puts no commitment on anybody.
            Change::Leave { .. } | Change::Repeal { .. } | Change::GrantStatus { .. } => none,
        }
    }

    /// Nothing, on nobody.
    pub(super) const fn none(with: Changed, date: Date) -> Self {
        Self {
            with,
            date,
            bound: Vec::new(),
            circle: Vec::new(),
            origin: Origin::Question,
            whole: true,
            defence: Truth::No,
            alliance: Truth::No,
            customs_union: None,
            joins: false,
            security: false,
            sender: None,
            instruments: Vec::new(),
            brought: Vec::new(),
            worded: Vec::new(),
            worded_by: Vec::new(),
            organization: None,
            saved_by_text: false,
        }
    }

    /// A provision that a body acquires, among all its members or among those who adopt it.
    fn acquired(
        self,
        situation: &Situation<'_>,
        body: BodyId,
        provision: EffectKind,
        adopted_by: Option<&[Id<State>]>,
    ) -> Self {
        let constituent = |role| role == LinkRole::Constituent;
        let (circle, origin) = match adopted_by {
            Some(states) => (named(situation, states), Origin::Question),
            None => (situation.members_of(body), Origin::Roll(body)),
        };
        Self {
            bound: states_of(situation, &circle),
            circle,
            origin,
            whole: adopted_by.is_some() || situation.view.has_complete_roll(body),
            worded: vec![provision.into()],
            defence: is_defence(&[provision]),
            customs_union: is_union(&[provision]),
            alliance: Truth::Yes,
            instruments: texts_of(situation, body, constituent),
            organization: organization_of(situation, body),
            ..self
        }
    }

    /// A provision that is amended, among those who bear it; one that is removed binds nobody.
    fn amended(
        self,
        situation: &Situation<'_>,
        amended: Id<Provision>,
        to: Option<EffectKind>,
    ) -> Self {
        let provision = &situation.world()[amended];
        let text = provision.instrument;
        let circle = situation.bearers(provision);
        let (origin, whole) = match (&provision.bearer, text) {
            (Bearer::Participants(body), _) => {
                (Origin::Roll(*body), situation.view.has_complete_roll(*body))
            }
            (Bearer::Listed(_), InstrumentId::Treaty(_)) => (Origin::Text(text), true),
            (Bearer::Listed(_), InstrumentId::Law(_))
            | (Bearer::ThirdStates | Bearer::Nobody, _) => (Origin::Question, true),
        };
        Self {
            bound: if to.is_some() { states_of(situation, &circle) } else { Vec::new() },
            circle,
            origin,
            whole,
            worded: to.map(Wording::from).into_iter().collect(),
            defence: is_defence(to.as_slice()),
            customs_union: is_union(to.as_slice()),
            alliance: Truth::Yes,
            instruments: vec![text],
            organization: situation.organizations_by(text).first().copied(),
            ..self
        }
    }

    /// What being in a body means: its texts, what they bring, and who is in it together.
    pub(super) fn by_membership(
        self,
        situation: &Situation<'_>,
        body: BodyId,
        circle: Vec<(EntityId, Truth)>,
    ) -> Self {
        let purpose = match body {
            BodyId::Organization(organization) => situation.world()[organization].purpose,
            BodyId::Treaty(_) => None,
        };
        let instruments = texts_of(situation, body, |_| true);
        Self {
            circle,
            origin: Origin::Roll(body),
            whole: situation.view.has_complete_roll(body),
            defence: situation.has_mutual_defence(body),
            alliance: situation.is_alliance_by_purpose(body),
            customs_union: if purpose == Some(Purpose::CustomsUnion) {
                Some((Means::Purpose, Truth::Yes))
            } else {
                union_of(situation, situation.texts_held_in(body))
            },
            security: purpose == Some(Purpose::Defence) || is_for_security(situation, body),
            instruments,
            organization: organization_of(situation, body),
            saved_by_text: true,
            ..self
        }
    }

    /// What states conclude; the question may conclude a treaty that the world knows, by its key.
    fn concluded(
        self,
        situation: &Situation<'_>,
        treaty: &str,
        parties: &[Id<State>],
        provisions: &[Wording],
    ) -> Self {
        let circle = named(situation, parties);
        let kinds: Vec<EffectKind> = provisions.iter().map(|one| one.kind).collect();
        let concluded = Self {
            bound: states_of(situation, &circle),
            circle,
            defence: is_defence(&kinds),
            customs_union: is_union(&kinds),
            worded: provisions.to_vec(),
            alliance: Truth::Yes,
            ..self
        };
        match situation.world().typed_named::<Treaty>(treaty) {
            Some(known) => Self {
                with: known.into(),
                brought: brought_by(situation, &[known.into()], |bearer| {
                    matches!(bearer, Bearer::Participants(_) | Bearer::Listed(_))
                }),
                customs_union: concluded
                    .customs_union
                    .or_else(|| union_of(situation, [known.into()])),
                instruments: vec![known.into()],
                organization: situation.organizations_by(known.into()).first().copied(),
                saved_by_text: true,
                ..concluded
            },
            None => concluded,
        }
    }

    /// A base of another state.
    fn hosted(self, situation: &Situation<'_>, host: Id<State>, sender: Id<State>) -> Self {
        Self {
            bound: vec![(host, Truth::Yes)],
            circle: named(situation, &[host, sender]),
            sender: Some(sender),
            security: true,
            ..self
        }
    }

    /// A law of one's own.
    fn enacted(self, state: Id<State>) -> Self {
        Self { bound: vec![(state, Truth::Yes)], circle: vec![(state.into(), Truth::Yes)], ..self }
    }

    /// What it is about, as far as rules test it.
    pub(crate) fn subjects(&self) -> SmallVec<[Subject; 4]> {
        let about = [
            (Subject::Alliance, self.defence.is_possible()),
            (Subject::Customs, self.customs_union.is_some()),
            (Subject::Bases, self.sender.is_some()),
            (Subject::Association, self.joins),
        ];
        about.into_iter().filter(|(_, is_so)| *is_so).map(|(subject, _)| subject).collect()
    }

    /// Whether it puts something on a state.
    pub(crate) fn binds(&self, state: Id<State>) -> Truth {
        self.bound.iter().find(|(who, _)| *who == state).map_or(Truth::No, |(_, truth)| *truth)
    }

    /// Whether a provision's own text brings it: it is not tested against itself.
    pub(crate) fn is_brought_by(&self, provision: &Provision) -> bool {
        self.instruments.contains(&provision.instrument)
    }

    /// Whether the circle has two members: a pact of two. Open where that depends on an uncertain member.
    pub(crate) fn is_pact_of_two(&self) -> Truth {
        let certain = self.circle.iter().filter(|(_, truth)| truth.is_yes()).count();
        let possible = self.circle.len();
        if possible <= 2 && !self.whole {
            Truth::Unknown
        } else if possible <= 2 {
            Truth::Yes
        } else if certain > 2 {
            Truth::No
        } else {
            Truth::Unknown
        }
    }
}

/// What states hold already by being in a body, tested like a new commitment.
pub(crate) struct Membership {
    body: BodyId,
    /// For one state after another.
    held: Hypothesis,
    /// Whether it is known who is in it.
    has_circle: bool,
}

impl Membership {
    /// On the day of a situation, for nobody yet.
    pub(crate) fn of(situation: &Situation<'_>, body: BodyId) -> Self {
        let none = Hypothesis::none(body.entity().into(), situation.view.as_of());
        let joins = matches!(body, BodyId::Organization(_));
        let in_it = none.by_membership(situation, body, Vec::new());
        Self { body, held: Hypothesis { joins, ..in_it }, has_circle: false }
    }

    /// What it brings, whoever is in.
    pub(crate) const fn brings(&self) -> &Hypothesis {
        &self.held
    }

    /// What a state holds by it; `None`, if it certainly is not in.
    pub(crate) fn by(
        &mut self,
        situation: &Situation<'_>,
        state: Id<State>,
    ) -> Option<&Hypothesis> {
        if !self.has_circle {
            self.held.circle = situation.members_of(self.body);
            self.has_circle = true;
        }
        let held = within(&self.held.circle, state.into());
        self.held.bound.clear();
        self.held.bound.push((state, held));
        held.is_possible().then_some(&self.held)
    }
}

/// Whether somebody is in a circle.
pub(crate) fn within(circle: &[(EntityId, Truth)], member: EntityId) -> Truth {
    circle.iter().find(|(one, _)| *one == member).map_or(Truth::No, |(_, truth)| *truth)
}

fn is_defence(provisions: &[EffectKind]) -> Truth {
    provisions.contains(&EffectKind::MutualDefence).into()
}

/// That the question itself words a customs union.
fn is_union(provisions: &[EffectKind]) -> Option<(Means, Truth)> {
    provisions.contains(&EffectKind::CustomsUnion).then_some((Means::Worded, Truth::Yes))
}

/// The clause of some texts that most certainly makes a customs union, the first by key among equals.
fn union_of(
    situation: &Situation<'_>,
    texts: impl IntoIterator<Item = InstrumentId>,
) -> Option<(Means, Truth)> {
    let index = situation.world().index();
    let of_texts = texts.into_iter().flat_map(|text| index.provisions_of(text).iter().copied());
    let unions = of_texts.filter(|id| situation.world()[*id].kind() == EffectKind::CustomsUnion);
    let standing = unions.map(|id| (id, situation.stands(id)));
    let possible = standing.filter(|(_, truth)| truth.is_possible());
    let best = possible.reduce(|best, next| {
        let order = |(id, truth): (Id<Provision>, Truth)| {
            (std::cmp::Reverse(truth), index.provision_rank(id))
        };
        if order(next) < order(best) { next } else { best }
    });
    best.map(|(id, truth)| (Means::Clause(id), truth))
}

/// The provisions of some texts that bind those whom they bind in this way and that possibly stand, by key.
pub(super) fn brought_by(
    situation: &Situation<'_>,
    texts: &[InstrumentId],
    binds: impl Fn(&Bearer) -> bool,
) -> Vec<Id<Provision>> {
    let world = situation.world();
    let of_texts = texts.iter().flat_map(|text| world.index().provisions_of(*text).iter().copied());
    let mut brought: Vec<Id<Provision>> = of_texts
        .filter(|id| binds(&world[*id].bearer) && situation.stands(*id).is_possible())
        .collect();
    brought.sort_unstable_by_key(|id| world.index().provision_rank(*id));
    brought.dedup();
    brought
}

/// The texts that bring what a body means: those of an organization in some roles, or the treaty itself.
fn texts_of(
    situation: &Situation<'_>,
    body: BodyId,
    counts: impl Fn(LinkRole) -> bool,
) -> Vec<InstrumentId> {
    match body {
        BodyId::Treaty(treaty) => vec![treaty.into()],
        BodyId::Organization(_) => (situation.instruments_of(body).into_iter())
            .filter(|(_, role)| counts(*role))
            .map(|(instrument, _)| instrument)
            .collect(),
    }
}

/// Whether an organization is tagged as one about security, whatever its texts say.
fn is_for_security(situation: &Situation<'_>, body: BodyId) -> bool {
    match body {
        BodyId::Organization(id) => situation.world()[id].profile.tag("security").is_yes(),
        BodyId::Treaty(_) => false,
    }
}

/// The organization that a body is, or that lives by it.
fn organization_of(situation: &Situation<'_>, body: BodyId) -> Option<Id<Organization>> {
    match body {
        BodyId::Organization(organization) => Some(organization),
        BodyId::Treaty(treaty) => situation.organizations_by(treaty.into()).first().copied(),
    }
}

/// Those whom the question names, by key.
fn named(situation: &Situation<'_>, states: &[Id<State>]) -> Vec<(EntityId, Truth)> {
    sorted(situation, states.iter().map(|state| ((*state).into(), Truth::Yes)))
}

fn sorted(
    situation: &Situation<'_>,
    circle: impl IntoIterator<Item = (EntityId, Truth)>,
) -> Vec<(EntityId, Truth)> {
    let mut circle: Vec<(EntityId, Truth)> = circle.into_iter().collect();
    circle.sort_by_key(|(member, _)| situation.world().index().rank(*member));
    circle.dedup_by_key(|(member, _)| *member);
    circle
}

fn states_of(situation: &Situation<'_>, circle: &[(EntityId, Truth)]) -> Vec<(Id<State>, Truth)> {
    let tables = situation.world().tables();
    let state = |(member, truth): &(EntityId, Truth)| Some((tables.typed(*member)?, *truth));
    let mut states = Vec::with_capacity(circle.len());
    states.extend(circle.iter().filter_map(state));
    states
}
