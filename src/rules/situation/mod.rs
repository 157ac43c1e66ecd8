//! A situation: a view, with what earlier changes of a hypothesis have added or taken away.
//!
//! Rules ask a situation and nothing else, so that they need not know what is recorded and what is assumed.

mod binding;
mod said;

use std::borrow::Cow;

use crate::model::{
    Act, ActKind, AnyEntity, Bearer, Effect, LinkRole, OverlayKind, Parties, Provision, Purpose,
};
use crate::rules::day::Day;
use crate::rules::deltas::{Agreed, Among, Deltas, in_effect};
use crate::scenario::{AssumedFact, Assumption, Enactment};
use crate::world::{Keeping, Participant, View};
use crate::{BodyId, Date, EntityId, Id, InstrumentId, Organization, State, Treaty, Truth, World};

/// A view with the deltas of earlier changes, and what the question assumes.
#[derive(Clone, Debug)]
pub(crate) struct Situation<'a> {
    pub(crate) view: View<'a>,
    pub(crate) deltas: &'a Deltas,
    pub(crate) assumptions: &'a [Assumption],
    /// What is remembered of a day, which is asked where it is the day of the view.
    pub(crate) day: Option<&'a Day<'a>>,
}

impl<'a> Situation<'a> {
    /// A view as it is recorded: nothing has changed, and nothing is assumed.
    pub(crate) const fn recorded(view: View<'a>) -> Self {
        static NOTHING: Deltas = Deltas::NONE;
        Self { view, deltas: &NOTHING, assumptions: &[], day: None }
    }

    /// The same, with a day remembered.
    pub(crate) const fn remembering(mut self, day: &'a Day<'a>) -> Self {
        self.day = Some(day);
        self
    }

    /// What is remembered of the day of the view.
    fn remembered(&self) -> Option<&'a Day<'a>> {
        self.day.filter(|day| day.view().sees_the_same(&self.view))
    }

    pub(crate) fn world(&self) -> &'a World {
        self.view.world()
    }

    /// The same situation on another day.
    pub(crate) fn on(&self, date: Date) -> Self {
        Self { view: self.view.carried_to(date), ..self.clone() }
    }

    /// Whether somebody takes part in a body in a grade that binds: by a row that holds or as a party that a text lists, not by mere
    /// lack of coverage. Whatever asks who is in what asks this.
    ///
    /// ```text
    /// takes_part(s, b, d) :- participation(s, b, status), binding(status), holds(participation, d).
    /// takes_part(s, t, d) :- no row of s in t, lists(t, s), in_force(t, d).           by the text, or by one of its provisions
    /// takes_part(s, t, d) :- no row of s in t, binds_those_of(t, b), takes_part(s, b, d), in_force(t, d).
    /// ```
    ///
    /// Earlier changes begin and end it in turn.
    pub(crate) fn takes_part(&self, member: EntityId, body: BodyId) -> Truth {
        let recorded = (self.by_row(member, body)).unwrap_or_else(|| self.by_text(member, body));
        self.deltas.moved(&self.view, member, body, recorded)
    }

    /// By rows of its own; nothing, where it has none that binds on any day.
    fn by_row(&self, member: EntityId, body: BodyId) -> Option<Truth> {
        let world = self.world();
        // Many treaties have no rows: they list their parties.
        if !world.has_rows(body) {
            return None;
        }
        let grades = world.index().grades_between(world.tables(), member, body);
        let binding = grades.filter(|(_, grade)| grade.is_binding());
        binding.map(|(at, _)| self.view.truth_at(at)).reduce(|a, b| a | b)
    }

    /// By the text of a treaty: it lists its parties, or whom a provision binds, or binds those who take part in something else.
    fn by_text(&self, member: EntityId, body: BodyId) -> Truth {
        let BodyId::Treaty(treaty) = body else { return Truth::No };
        let world = self.world();
        let force = self.view.in_force(treaty);
        if force.is_no() {
            return Truth::No;
        }
        let by_parties = match Keeping::of(world, body) {
            Keeping::Listed(_, states) => {
                Truth::from(states.iter().any(|state| EntityId::from(*state) == member))
            }
            Keeping::Through(_, other) => self.takes_part(member, other),
            Keeping::Rows(_) | Keeping::Nobody => Truth::No,
        };
        let named = || (self.named_by(treaty)).any(|state| EntityId::from(state) == member);
        let listed = if by_parties.is_yes() { Truth::Yes } else { by_parties | named().into() };
        force & listed
    }

    /// Whom provisions of a treaty bind by name.
    fn named_by(&self, treaty: Id<Treaty>) -> impl Iterator<Item = Id<State>> + use<'a> {
        let world = self.world();
        let provisions = world.index().provisions_of(treaty.into()).iter();
        let listed = provisions.filter_map(|id| match &world[*id].bearer {
            Bearer::Listed(states) => Some(states),
            Bearer::Participants(_) | Bearer::ThirdStates | Bearer::Nobody => None,
        });
        listed.flatten().copied()
    }

    /// Whose participants are bound by a body: its own, or those of the body whose members a treaty binds.
    pub(crate) fn roll_of(&self, body: BodyId) -> BodyId {
        Keeping::of(self.world(), body).carrier().unwrap_or(body)
    }

    /// Everybody who takes part in a body in a grade that binds, by key, with truth: the other direction of
    /// [`takes_part`](Self::takes_part).
    pub(crate) fn members_of(&self, body: BodyId) -> Vec<(EntityId, Truth)> {
        self.roll(body).into_owned()
    }

    /// The same, lent where it is remembered.
    pub(crate) fn roll(&self, body: BodyId) -> Cow<'a, [(EntityId, Truth)]> {
        let recorded = || Situation { day: self.day, ..Situation::recorded(self.view) };
        let remembered = self.remembered();
        let found = remembered.and_then(|day| day.members(body, || recorded().find_members(body)));
        match found {
            Some(found) if !self.is_touched(body) => found.into(),
            Some(found) if !matches!(Keeping::of(self.world(), body), Keeping::Through(..)) => {
                self.moved(body, found).into()
            }
            Some(_) | None => self.find_members(body).into(),
        }
    }

    /// Those on the roll of a body that is held through no other, as earlier changes leave it.
    fn moved(&self, body: BodyId, recorded: &[(EntityId, Truth)]) -> Vec<(EntityId, Truth)> {
        let mut joined = self.deltas.joined().filter(|joined| joined.body == body).peekable();
        let mut members = recorded.to_vec();
        if joined.peek().is_some() {
            members.extend(joined.map(|joined| (joined.member, Truth::No)));
            // Of whom is on record, what is on record comes first.
            members.sort_by_key(|(member, _)| self.world().index().rank(*member));
            members.dedup_by_key(|(member, _)| *member);
        }
        for (member, truth) in &mut members {
            *truth = self.deltas.moved(&self.view, *member, body, *truth);
        }
        members.retain(|(_, truth)| truth.is_possible());
        members
    }

    /// Whether an earlier change begins or ends a participation in a body, or in one through which it is held.
    fn is_touched(&self, body: BodyId) -> bool {
        if self.deltas.moves.is_empty() {
            return false;
        }
        let mut at = Some(body);
        // A text is held through an organization, which may be held through no other; whatever goes further is looked at anew.
        for _ in 0..4 {
            let Some(body) = at else { return false };
            if self.deltas.touch(body) {
                return true;
            }
            at = match Keeping::of(self.world(), body) {
                Keeping::Through(_, other) => Some(other),
                Keeping::Rows(_) | Keeping::Listed(..) | Keeping::Nobody => None,
            };
        }
        true
    }

    fn find_members(&self, body: BodyId) -> Vec<(EntityId, Truth)> {
        if let Some(members) = self.members_by_rows(body) {
            return members;
        }
        let mut members: Vec<EntityId> =
            self.view.binding(body).map(|found| found.entity).collect();
        if let BodyId::Treaty(treaty) = body {
            match Keeping::of(self.world(), body) {
                Keeping::Listed(_, states) => {
                    members.extend(states.iter().map(|state| EntityId::from(*state)));
                }
                Keeping::Through(_, other) => {
                    members.extend(self.members_of(other).into_iter().map(|(member, _)| member));
                }
                Keeping::Rows(_) | Keeping::Nobody => {}
            }
            members.extend(self.named_by(treaty).map(EntityId::from));
        }
        let joined = self.deltas.joined().filter(|joined| joined.body == body);
        members.extend(joined.map(|joined| joined.member));
        members.sort_by_key(|member| self.world().index().rank(*member));
        members.dedup();
        let mut members: Vec<(EntityId, Truth)> =
            members.into_iter().map(|member| (member, self.takes_part(member, body))).collect();
        members.retain(|(_, truth)| truth.is_possible());
        members
    }

    /// The same in one pass, where rows alone say it: no text adds to them, and no earlier change.
    fn members_by_rows(&self, body: BodyId) -> Option<Vec<(EntityId, Truth)>> {
        if self.deltas.touch(body) {
            return None;
        }
        if let BodyId::Treaty(treaty) = body {
            let world = self.world();
            if self.named_by(treaty).next().is_some() {
                return None;
            }
            match Keeping::of(world, body) {
                Keeping::Rows(_) => {}
                Keeping::Through(_, other) if !world.has_rows(body) => {
                    let force = self.view.in_force(treaty);
                    let mut members = self.members_of(other);
                    for (_, truth) in &mut members {
                        *truth = *truth & force;
                    }
                    members.retain(|(_, truth)| truth.is_possible());
                    return Some(members);
                }
                Keeping::Through(..) | Keeping::Listed(..) | Keeping::Nobody => return None,
            }
        }
        let rows = self.view.binding(body);
        let mut members: Vec<(EntityId, Truth)> = Vec::with_capacity(rows.most());
        // The spells of a member follow each other.
        for found in rows {
            match members.last_mut() {
                Some((member, truth)) if *member == found.entity => *truth = *truth | found.truth,
                _ => members.push((found.entity, found.truth)),
            }
        }
        Some(members)
    }

    /// Whoever takes part in a body without being bound, by key.
    pub(crate) fn unbound_in(&self, body: BodyId) -> Vec<Participant<'_>> {
        let mut found: Vec<Participant<'_>> = (self.view.taking_part(body))
            .filter(|found| {
                !found.status.is_binding() && self.takes_part(found.entity, body).is_no()
            })
            .collect();
        let granted = (self.deltas.joined())
            .filter(|joined| joined.body == body && !joined.status.is_binding())
            .map(|joined| {
                let truth = in_effect(&self.view, joined.from);
                Participant::unrecorded(joined.member, joined.status, truth)
            })
            .filter(|found| {
                found.truth.is_possible() && self.takes_part(found.entity, body).is_no()
            });
        found.extend(granted);
        found.sort_by_key(|found| self.world().index().rank(found.entity));
        found.dedup_by_key(|found| found.entity);
        found
    }

    /// The instruments of an organization, by key, with their roles; amendments are no part of it yet.
    pub(crate) fn instruments_of(&self, body: BodyId) -> Vec<(InstrumentId, LinkRole)> {
        let world = self.world();
        match body {
            BodyId::Treaty(treaty) => vec![(treaty.into(), LinkRole::Foundation)],
            BodyId::Organization(organization) => (world.index().links_of(organization).iter())
                .map(|id| (world[*id].instrument, world[*id].role))
                .filter(|(_, role)| *role != LinkRole::Amendment)
                .collect(),
        }
    }

    /// The organizations that live by an instrument, in whatever role, by key.
    pub(crate) fn organizations_by(&self, instrument: InstrumentId) -> Vec<Id<Organization>> {
        self.living_by(instrument).collect()
    }

    /// The same one by one.
    fn living_by(
        &self,
        instrument: InstrumentId,
    ) -> impl Iterator<Item = Id<Organization>> + use<'a> {
        let world = self.world();
        world.index().links_to(instrument).iter().map(|id| world[*id].organization)
    }

    /// Whether an organization lives by an instrument, in whatever role.
    pub(crate) fn lives_by(
        &self,
        organization: Id<Organization>,
        instrument: InstrumentId,
    ) -> bool {
        self.living_by(instrument).any(|one| one == organization)
    }

    /// The laws that earlier changes enact for a state: by which change, which law, and whether it is in effect on the day.
    pub(crate) fn enacted(&self, state: Id<State>) -> Vec<(usize, Enactment, Truth)> {
        (self.deltas.enacted.iter())
            .filter(|enacted| enacted.law.state == state)
            .map(|one| (one.change, one.law, in_effect(&self.view, one.from)))
            .filter(|(.., truth)| truth.is_possible())
            .collect()
    }

    /// The clause that an earlier change has a body agree.
    pub(crate) fn agreed(&self, change: usize) -> Option<&'a Agreed> {
        self.deltas.agreed.iter().find(|agreed| agreed.change == change)
    }

    /// Whether a clause that an earlier change agrees is in effect on the day.
    pub(crate) fn is_in_effect(&self, agreed: &Agreed) -> Truth {
        in_effect(&self.view, agreed.from)
    }

    /// Who bears a clause that an earlier change agrees, by key, with truth.
    pub(crate) fn agreed_bearers(&self, agreed: &Agreed) -> Vec<(EntityId, Truth)> {
        match agreed.among {
            Among::Body(body) => self.members_of(body),
            Among::Bearers(provision) => self.bearers(&self.world()[provision]),
        }
    }

    /// Whether somebody bears a clause that an earlier change agrees, apart from whether it is in effect.
    pub(crate) fn bears_agreed(&self, member: EntityId, agreed: &Agreed) -> Truth {
        match agreed.among {
            Among::Body(body) => self.takes_part(member, body),
            Among::Bearers(provision) => self.bears(member, &self.world()[provision]),
        }
    }

    /// The texts that bind whoever is in a body, in the order of their links. A subsidiary text with parties of its own is entered, and
    /// left, by itself: whoever joins the organization does not owe what stands in it.
    pub(crate) fn texts_held_in(&self, body: BodyId) -> impl Iterator<Item = InstrumentId> {
        let world = self.world();
        (self.instruments_of(body).into_iter())
            .filter(move |(instrument, role)| !world.is_apart(*instrument, *role))
            .map(|(instrument, _)| instrument)
    }

    /// The mutual-defence provisions of the texts that bind whoever is in a body, possibly or for certain in force, by key.
    pub(crate) fn defence_clauses(&self, body: BodyId) -> Vec<(Id<Provision>, Truth)> {
        let world = self.world();
        self.texts_held_in(body)
            .flat_map(|text| world.index().provisions_of(text).iter().copied())
            .filter(|id| matches!(world[*id].effect, Effect::MutualDefence { .. }))
            .map(|id| (id, self.stands(id)))
            .filter(|(_, truth)| truth.is_possible())
            .collect()
    }

    /// Whether a body has a mutual-defence clause, recorded or acquired by an earlier change.
    ///
    /// ```text
    /// has_mutual_defence(o, d) :- instrument(o, t), not own_parties(t), provision(t, p), mutual_defence(p), stands(p, d).
    /// ```
    pub(crate) fn has_mutual_defence(&self, body: BodyId) -> Truth {
        let recorded = self.defence_clauses(body).into_iter().map(|(_, truth)| truth);
        Truth::any(recorded) | self.deltas.is_allied(&self.view, body)
    }

    /// Whether a body is tagged as an alliance, or is one by an earlier change.
    pub(crate) fn is_alliance_by_purpose(&self, body: BodyId) -> Truth {
        Truth::from(self.is_tagged_alliance(body)) | self.deltas.is_allied(&self.view, body)
    }

    /// Whether a body is an alliance by its purpose on record.
    pub(crate) fn is_tagged_alliance(&self, body: BodyId) -> bool {
        match body {
            BodyId::Organization(organization) => {
                self.world()[organization].purpose == Some(Purpose::Defence)
            }
            // A treaty that is joined for its own sake is what its clauses make it.
            BodyId::Treaty(_) => true,
        }
    }

    /// Whether an instrument binds as law: by its form, or because every party listed has approved it. Open while an approval is that
    /// may have come later.
    pub(crate) fn is_binding_text(&self, instrument: InstrumentId) -> Truth {
        let world = self.world();
        let AnyEntity::Treaty(treaty) = &world[instrument.entity()] else { return Truth::Yes };
        if treaty.form.is_binding() {
            return Truth::Yes;
        }
        let Some(Parties::Listed(parties)) = &treaty.parties else { return Truth::No };
        let approved = |state: &Id<State>| {
            Truth::any(
                self.approvals(instrument)
                    .filter_map(|(id, truth)| (world[id].by == Some(*state)).then_some(truth)),
            )
        };
        Truth::from(parties.len() > 1) & Truth::all(parties.iter().map(approved))
    }

    /// The acts by which somebody has approved an instrument by the day, or may have.
    pub(crate) fn approvals(
        &self,
        instrument: InstrumentId,
    ) -> impl Iterator<Item = (Id<Act>, Truth)> + use<'a> {
        let (world, view) = (self.world(), self.view);
        world.index().acts_on(instrument).iter().filter_map(move |id| {
            let act = &world[*id];
            let approves = act.concerning.is_none()
                && (act.kind.is_consent() || act.kind == ActKind::DomesticApproval)
                && act.is_known_by(view.knowledge());
            let by_then = act.date.is_on_or_before(view.as_of());
            (approves && by_then.is_possible()).then_some((*id, by_then))
        })
    }

    /// Whether a member's vote is suspended on the day.
    pub(crate) fn vote_is_suspended(&self, member: EntityId, body: BodyId) -> Truth {
        let suspensions = (self.view.overlays(member, body))
            .filter(|id| self.world()[*id].kind == OverlayKind::Suspended)
            .map(|id| self.view.truth_of_overlay(id));
        Truth::any(suspensions)
    }

    /// Whether a state has obligations toward a body that are assumed not to be settled.
    pub(crate) fn is_unsettled(&self, member: EntityId, body: BodyId) -> bool {
        self.assumptions.iter().any(|assumption| {
            let AssumedFact::Unsettled { state, body: what } = assumption.fact else {
                return false;
            };
            EntityId::from(state) == member && what == body
        })
    }
}
