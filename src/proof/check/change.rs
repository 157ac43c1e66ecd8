//! What a change brings, by the question alone: whom it binds together, in which texts, and with what force.

use super::records::{Circle, Records, ends, listed, taken_effect, within};
use super::{Expected, Wrong};
use crate::model::{AnyEntity, Bearer, EffectKind, LinkRole, Provision, Purpose, Treaty};
use crate::proof::{CircleOf, Fact};
use crate::scenario::{Change, Movement, Procedure, Wording};
use crate::time::Date;
use crate::{BodyId, Id, InstrumentId, Organization, State, Truth};

/// Where the circle of a change comes from.
#[derive(Copy, Clone)]
pub(super) enum Origin {
    /// Those who take part in a body.
    Roll(BodyId),
    /// Those whom a provision of a text names.
    Text(InstrumentId),
    /// The question lists them, or there is nobody.
    Question,
}

/// A change, seen from those whom it binds.
#[expect(clippy::struct_excessive_bools, reason = "independent properties of a change")]
pub(super) struct Hypothesis<'a> {
    /// Its number.
    pub(super) at: usize,
    /// Its day.
    pub(super) day: Date,
    /// What changes, by key.
    pub(super) with: &'a str,
    /// Everybody bound together by it.
    pub(super) circle: Circle<'a>,
    /// Whether everybody in the circle is on record.
    pub(super) whole: bool,
    /// The states on which it puts something.
    pub(super) bound: Circle<'a>,
    /// Whether it brings mutual defence.
    pub(super) defence: Truth,
    /// Whether it counts as making or joining an alliance.
    pub(super) alliance: Truth,
    /// By what it brings a customs union, and how certainly, if it does.
    pub(super) customs_union: Option<(Means<'a>, Truth)>,
    /// The texts that bring it, in the order of the keys of their links.
    pub(super) texts: Vec<InstrumentId>,
    /// The provisions on record that it puts on whoever it binds, by key.
    pub(super) brought: Vec<&'a Provision>,
    /// What the question itself words.
    pub(super) worded: Vec<Wording>,
    /// By which earlier change each of that is worded, where it is what is joined that agrees it.
    pub(super) worded_by: Vec<usize>,
    /// The organization it belongs to.
    pub(super) organization: Option<Id<Organization>>,
    /// Whether the savings clauses of its texts speak for it.
    pub(super) savings: bool,
    /// Whether it is the joining of something.
    pub(super) joins: bool,
    /// Whether it is an engagement about security, by what the question words, or by the purpose or the tag of what is joined.
    pub(super) security: bool,
    /// Whose base it brings.
    pub(super) base_of: Option<&'a str>,
    origin: Origin,
}

/// By what a change brings a customs union, or a free-trade area.
#[derive(Copy, Clone)]
pub(super) enum Means<'a> {
    /// By the purpose of what is joined, which has this key.
    Purpose(&'a str),
    /// By a clause of what is joined.
    Clause(&'a Provision),
    /// By what an earlier change has the body agree that is joined.
    Agreed(usize),
    /// By what the question words.
    Worded,
}

impl Means<'_> {
    fn worded(kinds: &[EffectKind]) -> Option<(Self, Truth)> {
        kinds.contains(&EffectKind::CustomsUnion).then_some((Self::Worded, Truth::Yes))
    }
}

impl<'a> Records<'a> {
    /// A change that brings nothing of which is known more than its kinds.
    fn nothing(&self, at: usize, day: Date, change: &'a Change) -> Hypothesis<'a> {
        Hypothesis {
            at,
            day,
            with: self.changed(change),
            circle: Circle::new(),
            whole: true,
            bound: Circle::new(),
            defence: Truth::No,
            alliance: Truth::No,
            customs_union: None,
            texts: Vec::new(),
            brought: Vec::new(),
            worded: Vec::new(),
            worded_by: Vec::new(),
            organization: None,
            savings: false,
            joins: false,
            security: change.brings().iter().any(|kind| kind.is_about_security()),
            base_of: None,
            origin: Origin::Question,
        }
    }

    pub(super) fn hypothesis(&self, at: usize) -> Result<Hypothesis<'a>, Wrong> {
        let (change, day) = (self.change(at)?, self.day(at)?);
        let mut hypothesis = self.nothing(at, day, change);
        match change {
            Change::Acquire { body, provision, adopted_by, .. } => {
                hypothesis.defence = (*provision == EffectKind::MutualDefence).into();
                hypothesis.customs_union = Means::worded(&[*provision]);
                hypothesis.worded = vec![(*provision).into()];
                hypothesis.alliance = Truth::Yes;
                if let Some(states) = adopted_by {
                    hypothesis.circle = states.iter().map(|s| (self.key(*s), Truth::Yes)).collect();
                } else {
                    hypothesis.circle = self.roll(at, *body, day);
                    hypothesis.origin = Origin::Roll(*body);
                }
                hypothesis.bound = self.states_of(&hypothesis.circle);
                let constituent = |role| role == LinkRole::Constituent;
                (hypothesis.texts, hypothesis.organization) = self.texts_of(*body, constituent);
            }
            Change::Join { state, body, .. } => {
                let joiner = self.key(*state);
                hypothesis.circle = self.roll(at, *body, day);
                hypothesis.origin = Origin::Roll(*body);
                let outside = !within(&hypothesis.circle, joiner);
                hypothesis.circle.insert(joiner, Truth::Yes);
                let joins = outside & self.exists(*body, day) & self.existed((*state).into(), day);
                if joins.is_possible() {
                    hypothesis.bound.insert(joiner, joins);
                }
                (hypothesis.texts, hypothesis.organization) =
                    self.texts_of(*body, |role| role != LinkRole::Amendment);
                (hypothesis.savings, hypothesis.joins) = (true, true);
                self.fill_alliance(&mut hypothesis, *body);
                let accepts = |of: BodyId| of == *body || self.has_joiners_accede(*body, of);
                hypothesis.brought = self.brings(&hypothesis, |bearer| match bearer {
                    Bearer::Participants(of) => accepts(*of),
                    Bearer::Listed(_) => matches!(body, BodyId::Treaty(_)),
                    Bearer::ThirdStates | Bearer::Nobody => false,
                });
                for (by, kind) in self.agreed_by(&hypothesis, *body, accepts) {
                    let truth = self.in_effect(by, day);
                    if kind == EffectKind::CustomsUnion
                        && hypothesis.customs_union.is_none_or(|(_, before)| truth > before)
                    {
                        hypothesis.customs_union = Some((Means::Agreed(by), truth));
                    }
                    hypothesis.worded.push(kind.into());
                    hypothesis.worded_by.push(by);
                }
            }
            Change::Conclude { treaty, parties, provisions, .. } => {
                self.concluded(&mut hypothesis, treaty, parties, provisions);
            }
            Change::HostBase { host, sender, .. } => {
                let (host, sender) = (self.key(*host), self.key(*sender));
                hypothesis.circle = Circle::from([(host, Truth::Yes), (sender, Truth::Yes)]);
                hypothesis.bound = Circle::from([(host, Truth::Yes)]);
                (hypothesis.base_of, hypothesis.security) = (Some(sender), true);
            }
            Change::Amend { provision, to: Some(kind), .. } => {
                let Some(provision) = self.provision_at(*provision) else { return Ok(hypothesis) };
                hypothesis.defence = (*kind == EffectKind::MutualDefence).into();
                hypothesis.customs_union = Means::worded(&[*kind]);
                hypothesis.worded = vec![(*kind).into()];
                hypothesis.alliance = Truth::Yes;
                hypothesis.circle = self.bearers(at, provision, day);
                hypothesis.bound = self.states_of(&hypothesis.circle);
                hypothesis.origin = match &provision.bearer {
                    Bearer::Participants(body) => Origin::Roll(*body),
                    Bearer::Listed(_) if !provision.instrument.is_domestic() => {
                        Origin::Text(provision.instrument)
                    }
                    Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody => Origin::Question,
                };
                hypothesis.texts = vec![provision.instrument];
                hypothesis.organization = self.first_organization(provision.instrument);
            }
            Change::Enact { state, .. } => {
                hypothesis.circle = Circle::from([(self.key(*state), Truth::Yes)]);
                hypothesis.bound = hypothesis.circle.clone();
            }
            // What ends, is taken out of a text or granted puts nothing on anybody.
            Change::Amend { to: None, .. }
            | Change::Leave { .. }
            | Change::Repeal { .. }
            | Change::GrantStatus { .. } => {}
        }
        if let Origin::Roll(body) = hypothesis.origin {
            hypothesis.whole = self.lists_everybody(body);
        }
        Ok(hypothesis)
    }

    /// What states conclude; the question may conclude a treaty that is on record, by its key.
    fn concluded(
        &self,
        hypothesis: &mut Hypothesis<'a>,
        treaty: &str,
        parties: &[Id<State>],
        provisions: &[Wording],
    ) {
        let brings_defence = provisions.iter().any(|one| one.kind == EffectKind::MutualDefence);
        hypothesis.defence = brings_defence.into();
        let kinds: Vec<EffectKind> = provisions.iter().map(|one| one.kind).collect();
        hypothesis.customs_union = Means::worded(&kinds);
        hypothesis.worded = provisions.to_vec();
        hypothesis.alliance = Truth::Yes;
        hypothesis.circle = parties.iter().map(|s| (self.key(*s), Truth::Yes)).collect();
        hypothesis.bound = self.states_of(&hypothesis.circle);
        if let Ok(body @ BodyId::Treaty(_)) = self.body(treaty) {
            (hypothesis.texts, hypothesis.organization) = self.texts_of(body, |_| true);
            hypothesis.savings = true;
            if hypothesis.customs_union.is_none() {
                hypothesis.customs_union =
                    self.union_of(hypothesis.at, &hypothesis.texts, hypothesis.day);
            }
            hypothesis.brought = self.brings(hypothesis, |bearer| match bearer {
                Bearer::Participants(_) | Bearer::Listed(_) => true,
                Bearer::ThirdStates | Bearer::Nobody => false,
            });
        }
    }

    /// The provisions of the texts of a change that bind in this way and that possibly stand, by key.
    fn brings(
        &self,
        hypothesis: &Hypothesis<'a>,
        binds: impl Fn(&Bearer) -> bool,
    ) -> Vec<&'a Provision> {
        let all = self.tables.provisions.iter().filter(|provision| {
            hypothesis.texts.contains(&provision.instrument)
                && binds(&provision.bearer)
                && self.stands(hypothesis.at, provision, hypothesis.day).is_possible()
        });
        let mut brought: Vec<&'a Provision> = all.collect();
        brought.sort_by(|a, b| a.key.cmp(&b.key));
        brought
    }

    fn states_of(&self, circle: &Circle<'a>) -> Circle<'a> {
        let states = circle.iter().filter(|(key, _)| self.is_state(key));
        states.map(|(key, truth)| (*key, *truth)).collect()
    }

    pub(super) fn treaty(&self, id: Id<Treaty>) -> Option<&'a Treaty> {
        match self.tables.entity(id.into())? {
            AnyEntity::Treaty(treaty) => Some(treaty),
            _ => None,
        }
    }

    /// The texts of a body in the order of the keys of their links, and the organization it is or belongs to.
    fn texts_of(
        &self,
        body: BodyId,
        counts: impl Fn(LinkRole) -> bool,
    ) -> (Vec<InstrumentId>, Option<Id<Organization>>) {
        match body {
            BodyId::Organization(id) => {
                let links = self.links().into_iter();
                let own = links.filter(|link| link.organization == id && counts(link.role));
                (own.map(|link| link.instrument).collect(), Some(id))
            }
            BodyId::Treaty(id) => {
                let text = InstrumentId::Treaty(id);
                (vec![text], self.first_organization(text))
            }
        }
    }

    fn first_organization(&self, text: InstrumentId) -> Option<Id<Organization>> {
        let mut links = self.links().into_iter();
        links.find(|link| link.instrument == text).map(|link| link.organization)
    }

    /// Whether joining this body brings mutual defence, an alliance, a customs union.
    fn fill_alliance(&self, hypothesis: &mut Hypothesis<'a>, body: BodyId) {
        let (at, day) = (hypothesis.at, hypothesis.day);
        let held = self.texts_held_in(body, &hypothesis.texts);
        let clauses = self.defence_clauses(&held);
        let standing = clauses.iter().map(|clause| self.stands(at, clause, day));
        let acquired: Vec<Truth> = (self.defence_givers(at, body).into_iter())
            .map(|giver| taken_effect(self.change(giver).ok().and_then(Change::effective), day))
            .collect();
        hypothesis.defence = Truth::any(standing.chain(acquired.iter().copied()));
        let purpose = match body {
            BodyId::Treaty(_) => Some(Purpose::Defence),
            BodyId::Organization(id) => match self.tables.entity(id.into()) {
                Some(AnyEntity::Organization(organization)) => organization.purpose,
                _ => None,
            },
        };
        hypothesis.alliance = Truth::from(purpose == Some(Purpose::Defence)) | Truth::any(acquired);
        // A treaty that is joined for its own sake has neither a purpose nor tags on record.
        hypothesis.security = match body {
            BodyId::Treaty(_) => false,
            BodyId::Organization(id) => {
                let record = self.tables.entity(id.into()).map(AnyEntity::profile);
                let tag = record.and_then(|profile| profile.tags.get("security"));
                purpose == Some(Purpose::Defence)
                    || tag.is_some_and(|word| matches!(&**word, "yes" | "accepted"))
            }
        };
        if purpose == Some(Purpose::CustomsUnion) {
            hypothesis.customs_union = Some((Means::Purpose(self.key(body)), Truth::Yes));
        } else {
            hypothesis.customs_union = self.union_of(at, &held, day);
        }
    }

    /// The clause of some texts that most certainly makes a customs union, the first by key among equals.
    fn union_of(&self, at: usize, texts: &[InstrumentId], day: Date) -> Option<(Means<'a>, Truth)> {
        let clauses = self.tables.provisions.iter().filter(|clause| {
            clause.kind() == EffectKind::CustomsUnion && texts.contains(&clause.instrument)
        });
        let standing = clauses.map(|clause| (clause, self.stands(at, clause, day)));
        let possible = standing.filter(|(_, truth)| truth.is_possible());
        let best = possible.min_by(|(a, one), (b, other)| (other, &a.key).cmp(&(one, &b.key)));
        best.map(|(clause, truth)| (Means::Clause(clause), truth))
    }

    /// Those of some texts of a body that bind whoever is in it: not such as one becomes a party to by itself.
    fn texts_held_in(&self, body: BodyId, texts: &[InstrumentId]) -> Vec<InstrumentId> {
        let apart = |text: InstrumentId| {
            let links = self.tables.links.iter().filter(|link| {
                link.instrument == text && BodyId::Organization(link.organization) == body
            });
            let mut roles = links.map(|link| link.role).peekable();
            let mut rows = self.spells.iter().copied();
            roles.peek().is_some()
                && roles.all(|role| role == LinkRole::Subsidiary)
                && rows.any(|row| match self.tables.body(&row) {
                    BodyId::Treaty(treaty) => InstrumentId::Treaty(treaty) == text,
                    BodyId::Organization(_) => false,
                })
        };
        texts.iter().copied().filter(|text| !apart(*text)).collect()
    }

    /// The mutual-defence provisions of some texts.
    fn defence_clauses(&self, texts: &[InstrumentId]) -> Vec<&'a Provision> {
        let provisions = self.tables.provisions.iter();
        let clauses = provisions.filter(|provision| {
            provision.kind() == EffectKind::MutualDefence && texts.contains(&provision.instrument)
        });
        clauses.collect()
    }

    /// The earlier changes that give a body mutual defence.
    fn defence_givers(&self, at: usize, to: BodyId) -> Vec<usize> {
        let lives_by = |text: InstrumentId| {
            self.tables.links.iter().any(|link| {
                ends(link).0 == to && link.instrument == text && link.role != LinkRole::Amendment
            })
        };
        let is_text = |text: InstrumentId| match (text, to) {
            (InstrumentId::Treaty(text), BodyId::Treaty(to)) => text == to,
            _ => false,
        };
        let gives = |change: &Change| {
            change.brings().contains(&EffectKind::MutualDefence)
                && match change.procedure() {
                    Procedure::Adoption { body } => {
                        body == to
                            || match body {
                                BodyId::Treaty(treaty) => lives_by(treaty.into()),
                                BodyId::Organization(_) => false,
                            }
                    }
                    Procedure::Amendment { provision } => {
                        let text = self.provision_at(provision).map(|found| found.instrument);
                        text.is_some_and(|text| is_text(text) || lives_by(text))
                    }
                    // What some adopt among themselves is not the body's; what is concluded is nobody's yet.
                    Procedure::Modification { .. }
                    | Procedure::Accession { .. }
                    | Procedure::Withdrawal { .. }
                    | Procedure::Conclusion { .. }
                    | Procedure::Legislation { .. }
                    | Procedure::Stationing { .. }
                    | Procedure::Decision { .. } => false,
                }
        };
        self.earlier(at).filter(|(_, change)| gives(change)).map(|(number, _)| number).collect()
    }

    // Facts.

    pub(super) fn circle_fact(hypothesis: &Hypothesis<'_>) -> Fact {
        let members = listed(&hypothesis.circle);
        Fact::Circle { at: hypothesis.at, of: CircleOf::Change, day: hypothesis.day, members }
    }

    pub(super) fn alliance_fact(hypothesis: &Hypothesis<'_>) -> Fact {
        let Hypothesis { at, defence, alliance, .. } = *hypothesis;
        Fact::Alliance { at, defence, alliance }
    }

    pub(super) fn committed_fact(hypothesis: &Hypothesis<'_>, state: &str) -> Fact {
        let truth = within(&hypothesis.bound, state);
        Fact::Committed { at: hypothesis.at, state: state.into(), truth }
    }

    pub(super) fn circle_of_change(&self, at: usize) -> Result<Expected<'a>, Wrong> {
        let hypothesis = self.hypothesis(at)?;
        let mut premises = vec![self.change_fact(at)?];
        let mut records = Vec::new();
        match hypothesis.origin {
            Origin::Roll(body) => {
                records.push(self.key(self.others_of(body).unwrap_or(body)));
                records.extend(self.evidence(&hypothesis.circle, body, hypothesis.day));
                records.extend(self.left_through(at, body, None));
                premises.extend(self.change_facts(self.movers(at, body, None))?);
            }
            Origin::Text(text) => {
                records.push(self.key(text));
                if let InstrumentId::Treaty(treaty) = text {
                    let (circle, day) = (&hypothesis.circle, hypothesis.day);
                    records.extend(self.spell_evidence(circle, treaty.into(), day));
                    records.extend(self.left_through(at, treaty.into(), None));
                    premises.extend(self.change_facts(self.own_movers(at, treaty.into(), None))?);
                }
            }
            Origin::Question => {}
        }
        Ok(Expected { fact: Self::circle_fact(&hypothesis), premises, records })
    }

    pub(super) fn committed(&self, at: usize, state: &str) -> Result<Expected<'a>, Wrong> {
        let ((_, state), hypothesis) = (self.state(state)?, self.hypothesis(at)?);
        let fact = Self::committed_fact(&hypothesis, state);
        let premises = vec![self.change_fact(at)?, Self::circle_fact(&hypothesis)];
        Ok(Expected { fact, premises, records: Vec::new() })
    }

    pub(super) fn alliance(&self, at: usize) -> Result<Expected<'a>, Wrong> {
        let hypothesis = self.hypothesis(at)?;
        let mut premises = vec![self.change_fact(at)?];
        let mut records = Vec::new();
        if let Some(Movement::Joins { body, .. }) = self.change(at)?.movement() {
            records.push(self.key(body));
            let mut texts = Vec::new();
            for clause in self.defence_clauses(&self.texts_held_in(body, &hypothesis.texts)) {
                if self.stands(at, clause, hypothesis.day).is_possible() {
                    premises.push(self.stands_fact(at, clause, hypothesis.day));
                    texts.push(clause.instrument);
                }
            }
            premises.extend(self.change_facts(self.defence_givers(at, body))?);
            let links = self.tables.links.iter().filter(|link| {
                ends(link).0 == body
                    && link.role != LinkRole::Amendment
                    && texts.contains(&link.instrument)
            });
            records.extend(links.map(|link| &*link.key));
        }
        Ok(Expected { fact: Self::alliance_fact(&hypothesis), premises, records })
    }
}
