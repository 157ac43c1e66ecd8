//! The records and the question, and who takes part in what before a change.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Wrong};
use crate::model::{
    AnyEntity, Bearer, Link, LinkRole, OverlayKind, Participation, Parties, Provision, Tables,
    Treaty,
};
use crate::proof::Fact;
use crate::scenario::{Change, Movement};
use crate::time::{Date, FOREVER, Interval, NEVER, Span};
use crate::{BodyId, EntityId, Id, InstrumentId, Organization, State, Truth};

/// Who is bound together, by key: nobody who certainly is not.
pub(super) type Circle<'a> = BTreeMap<&'a str, Truth>;

/// Whether a key is in a circle.
pub(super) fn within(circle: &Circle<'_>, key: &str) -> Truth {
    circle.get(key).copied().unwrap_or(Truth::No)
}

/// A circle as a fact lists it.
pub(super) fn listed(circle: &Circle<'_>) -> Vec<(Box<str>, Truth)> {
    circle.iter().map(|(key, truth)| ((*key).into(), *truth)).collect()
}

/// What an earlier change does to a participation.
#[derive(Copy, Clone)]
pub(super) enum Mover {
    /// It begins, with this truth on the day asked.
    Begins(Truth),
    /// It ends, with this truth on the day asked.
    Ends(Truth),
}

impl Mover {
    pub(super) fn on(self, truth: Truth) -> Truth {
        match self {
            Self::Begins(begun) => truth | begun,
            Self::Ends(ended) => truth & !ended,
        }
    }
}

/// Whether a change with this effective day has taken effect by a day; at once, if none is set.
pub(super) fn taken_effect(effective: Option<Date>, day: Date) -> Truth {
    effective.map_or(Truth::Yes, |effective| effective.is_on_or_before(day))
}

/// The entities by key.
pub(super) type Keys<'a> = BTreeMap<&'a str, (EntityId, &'a AnyEntity)>;

/// All entities by key, in one pass: a proof names hundreds.
pub(super) fn keys(tables: &Tables) -> Keys<'_> {
    tables.entities.entries().map(|(id, entity)| (entity.key(), (id, entity))).collect()
}

/// All spells, in one pass: they are looked through for each fact.
pub(super) fn spells(tables: &Tables) -> Vec<Participation> {
    tables.participations.iter().collect()
}

/// The records and the question.
#[derive(Copy, Clone)]
pub(super) struct Records<'a> {
    pub(super) case: &'a Case<'a>,
    pub(super) tables: &'a Tables,
    pub(super) spells: &'a [Participation],
    pub(super) keys: &'a Keys<'a>,
}

impl<'a> Records<'a> {
    pub(super) const fn new(
        case: &'a Case<'a>,
        spells: &'a [Participation],
        keys: &'a Keys<'a>,
    ) -> Self {
        Self { case, tables: case.tables, spells, keys }
    }

    // Look-ups.

    pub(super) fn key(&self, id: impl Into<EntityId>) -> &'a str {
        self.tables.entity(id.into()).map(AnyEntity::key).unwrap_or_default()
    }

    pub(super) fn is_state(&self, key: &str) -> bool {
        matches!(self.find(key), Ok((_, AnyEntity::State(_))))
    }

    pub(super) fn find(&self, key: &str) -> Result<(EntityId, &'a AnyEntity), Wrong> {
        let found = self.keys.get(key).copied();
        found.ok_or_else(|| Wrong::NoSuch { kind: "entity", key: key.into() })
    }

    pub(super) fn member(&self, key: &str) -> Result<&'a str, Wrong> {
        self.find(key).map(|(_, entity)| entity.key())
    }

    pub(super) fn state(&self, key: &str) -> Result<(Id<State>, &'a str), Wrong> {
        match self.find(key)? {
            (id, AnyEntity::State(state)) => Ok((id.cast(), &state.profile.key)),
            _ => Err(Wrong::NoSuch { kind: "state", key: key.into() }),
        }
    }

    pub(super) fn body(&self, key: &str) -> Result<BodyId, Wrong> {
        let (id, entity) = self.find(key)?;
        let none = || Wrong::NoSuch { kind: "organization or treaty", key: key.into() };
        BodyId::of(id, entity.kind()).ok_or_else(none)
    }

    pub(super) fn provision(&self, key: &str) -> Result<&'a Provision, Wrong> {
        let found = self.tables.provisions.iter().find(|provision| &*provision.key == key);
        found.ok_or_else(|| Wrong::NoSuch { kind: "provision", key: key.into() })
    }

    pub(super) fn provision_at(&self, id: Id<Provision>) -> Option<&'a Provision> {
        self.tables.provisions.get(id)
    }

    pub(super) fn change(&self, at: usize) -> Result<&'a Change, Wrong> {
        self.case.scenario.changes.get(at).ok_or(Wrong::NoChange(at))
    }

    /// The day of a change, from which everything about it is asked. Where the question changes nothing, what is on record is what holds
    /// before its first change.
    pub(super) fn day(&self, at: usize) -> Result<Date, Wrong> {
        if at == 0 && self.case.scenario.changes.is_empty() {
            return Ok(self.case.as_of);
        }
        Ok(self.change(at)?.effective().unwrap_or(self.case.as_of))
    }

    /// The changes before one, each with its number.
    pub(super) fn earlier(&self, at: usize) -> impl Iterator<Item = (usize, &'a Change)> {
        self.case.scenario.changes.iter().enumerate().take(at)
    }

    /// What changes, by key.
    pub(super) fn changed(&self, change: &'a Change) -> &'a str {
        change.changed_key(self.tables)
    }

    pub(super) fn change_fact(&self, at: usize) -> Result<Fact, Wrong> {
        Ok(Fact::Change { at, with: self.changed(self.change(at)?).into() })
    }

    pub(super) fn change_facts(
        &self,
        numbers: impl IntoIterator<Item = usize>,
    ) -> Result<Vec<Fact>, Wrong> {
        numbers.into_iter().map(|at| self.change_fact(at)).collect()
    }

    /// All links, by key.
    pub(super) fn links(&self) -> Vec<&'a Link> {
        let mut links: Vec<&Link> = self.tables.links.iter().collect();
        links.sort_by(|a, b| a.key.cmp(&b.key));
        links
    }

    // Time.

    pub(super) fn force(&self, text: InstrumentId) -> Interval {
        match self.tables.entity(text.entity()) {
            Some(AnyEntity::Treaty(treaty)) => treaty.force(),
            Some(AnyEntity::Law(law)) => law.force(),
            _ => Interval::ALWAYS,
        }
    }

    /// The bounds of a spell as they were known; a spell made in bulk was known on the days it is about.
    pub(super) fn span(&self, spell: &Participation) -> Option<Span> {
        if let Some(detail) = self.tables.detail(spell) {
            return detail.revision(self.case.known_by).known_by(self.case.known_by);
        }
        let Some(known) = self.case.known_by else { return Some(spell.span) };
        let Span { from_lo, from_hi, to_lo, .. } = spell.span;
        if from_lo != NEVER && from_lo > known.number() {
            None
        } else if to_lo > known.number() {
            Some(Span::new((from_lo, from_hi), (FOREVER, FOREVER)))
        } else {
            Some(spell.span)
        }
    }

    // Participation.

    /// The spells in a body that are possible on a day.
    pub(super) fn spells(
        &self,
        body: BodyId,
        day: Date,
    ) -> impl Iterator<Item = (Participation, Truth)> {
        let records = *self;
        let spells =
            self.spells.iter().copied().filter(move |spell| records.tables.body(spell) == body);
        let truths = spells.map(move |spell| (spell, records.holds(&spell, day)));
        truths.filter(|(_, truth)| truth.is_possible())
    }

    /// Those who have spells in a body, as these hold on a day.
    pub(super) fn by_spells(&self, body: BodyId, day: Date) -> Circle<'a> {
        let mut roll = Circle::new();
        for (spell, truth) in self.spells(body, day) {
            if spell.status.is_binding() {
                let entry = roll.entry(self.key(self.tables.member(&spell))).or_insert(Truth::No);
                *entry = *entry | truth;
            }
        }
        for (member, _) in self.contests(body, day) {
            if let Some(truth) = roll.get_mut(member) {
                *truth = *truth & Truth::Unknown;
            }
        }
        roll
    }

    /// Those who take part in a body in a grade that binds, before a change and on a day.
    pub(super) fn roll(&self, at: usize, body: BodyId, day: Date) -> Circle<'a> {
        let mut roll = self.by_spells(body, day);
        // Spells say more than the text, on whatever day they are.
        let recorded = self.recorded(body);
        for (member, truth) in self.named_by_text(at, body, day) {
            if !recorded.contains(member) {
                roll.insert(member, truth);
            }
        }
        for (_, change) in self.earlier(at) {
            if let Some((member, effect)) = self.effect(at, change, body, day) {
                let entry = roll.entry(self.key(member)).or_insert(Truth::No);
                *entry = effect.on(*entry);
            }
        }
        roll.retain(|_, truth| truth.is_possible());
        roll
    }

    /// Those who have a spell that binds in a body, on whatever day.
    pub(super) fn recorded(&self, body: BodyId) -> BTreeSet<&'a str> {
        let spells = self
            .spells
            .iter()
            .copied()
            .filter(|spell| spell.status.is_binding() && self.tables.body(spell) == body);
        spells.map(|spell| self.key(self.tables.member(&spell))).collect()
    }

    /// Those who take part in a treaty because it lists them, because a provision of it names them, or because they take part in what
    /// it speaks of.
    fn named_by_text(&self, at: usize, body: BodyId, day: Date) -> Circle<'a> {
        let mut named = Circle::new();
        let BodyId::Treaty(id) = body else { return named };
        let text = InstrumentId::Treaty(id);
        let force = self.in_force(text, day);
        if force.is_no() {
            return named;
        }
        match self.treaty(id).and_then(|treaty| treaty.parties.as_ref()) {
            Some(Parties::Listed(states)) => {
                named.extend(states.iter().map(|state| (self.key(*state), Truth::Yes)));
            }
            Some(Parties::Of(_) | Parties::Nobody) | None => {}
        }
        if let Some(other) = self.others_of(body) {
            named = self.roll(at, other, day);
        }
        let own = self.tables.provisions.iter().filter(|provision| provision.instrument == text);
        for provision in own {
            if let Bearer::Listed(states) = &provision.bearer {
                named.extend(states.iter().map(|state| (self.key(*state), Truth::Yes)));
            }
        }
        for truth in named.values_mut() {
            *truth = *truth & force;
        }
        named
    }

    /// Whether a treaty says who takes part in it; and the body of whose members it says so.
    fn says_who(&self, id: Id<Treaty>) -> (bool, Option<BodyId>) {
        let body = BodyId::Treaty(id);
        let names = || {
            self.tables.provisions.iter().any(|provision| {
                provision.instrument == InstrumentId::Treaty(id)
                    && matches!(provision.bearer, Bearer::Listed(_))
            })
        };
        match self.treaty(id).and_then(|treaty| treaty.parties.as_ref()) {
            Some(Parties::Of(other)) if *other != body => (true, Some(*other)),
            Some(Parties::Listed(_)) => (true, None),
            // A text of an organization that has no roll of its own has that of the organization.
            None if !self.spells.iter().any(|row| self.tables.body(row) == body) => {
                let holder = self.holders(body).next();
                (holder.is_some() || names(), holder)
            }
            Some(Parties::Of(_) | Parties::Nobody) | None => (names(), None),
        }
    }

    /// The body of whose members a treaty speaks, if it is not its own.
    pub(super) fn others_of(&self, body: BodyId) -> Option<BodyId> {
        match body {
            BodyId::Treaty(id) => self.says_who(id).1,
            BodyId::Organization(_) => None,
        }
    }

    /// The overlays that contest a participation in a body and are possible on a day: whose, and their keys.
    fn contests(&self, body: BodyId, day: Date) -> impl Iterator<Item = (&'a str, &'a str)> {
        let records = *self;
        let contested = self.tables.overlays.iter().filter(move |overlay| {
            overlay.body == body
                && overlay.kind == OverlayKind::Contested
                && records.on_record(&overlay.key, overlay.time, day).is_possible()
        });
        contested.map(move |overlay| (records.key(overlay.member), &*overlay.key))
    }

    /// The records of the binding participation of some members in a body.
    pub(super) fn evidence(&self, members: &Circle<'_>, body: BodyId, day: Date) -> Vec<&'a str> {
        let mut records = self.spell_evidence(members, body, day);
        // Who has no spells is in by the text.
        let BodyId::Treaty(id) = body else { return records };
        let recorded = self.recorded(body);
        let by_text: Circle<'_> = (members.iter())
            .filter(|(member, _)| !recorded.contains(**member))
            .map(|(member, truth)| (*member, *truth))
            .collect();
        let (says_who, others) = self.says_who(id);
        if says_who && !by_text.is_empty() {
            records.push(self.key(id));
            records
                .extend(others.into_iter().flat_map(|other| self.evidence(&by_text, other, day)));
        }
        records
    }

    /// The spells of some members in a body that bind, and what contests them.
    pub(super) fn spell_evidence(
        &self,
        members: &Circle<'_>,
        body: BodyId,
        day: Date,
    ) -> Vec<&'a str> {
        let mut records = Vec::new();
        for (spell, _) in self.spells(body, day) {
            if !spell.status.is_binding()
                || !members.contains_key(self.key(self.tables.member(&spell)))
            {
                continue;
            }
            records.extend(self.disputes(self.key(self.tables.member(&spell))));
            records.extend(self.disputes(self.key(body)));
            let Some(detail) = self.tables.detail(&spell) else { continue };
            records.extend(self.disputes(&detail.key));
            if detail.from_acts.is_empty() {
                records.push(&*detail.key);
            }
            let acts = detail.from_acts.iter().filter_map(|act| self.tables.acts.get(*act));
            records.extend(acts.map(|act| &*act.key));
        }
        for (_, key) in self.contests(body, day).filter(|(who, _)| members.contains_key(who)) {
            records.push(key);
            records.extend(self.disputes(key));
        }
        records
    }

    /// Whose participation in a body a change begins or ends, and whether it has by a day.
    pub(super) fn effect(
        &self,
        at: usize,
        change: &Change,
        body: BodyId,
        day: Date,
    ) -> Option<(EntityId, Mover)> {
        let begins = || Mover::Begins(taken_effect(change.effective(), day));
        let movement = change.movement()?;
        let own = movement.body();
        let mover = match movement {
            Movement::Joins { .. } if own == body || self.has_joiners_accede(own, body) => begins(),
            Movement::Granted { status, .. } if own == body && status.is_binding() => begins(),
            Movement::Leaves { state, .. } if self.left_with(own).contains(&body) => {
                Mover::Ends(self.has_left(at, change, state, self.carrier(body), day))
            }
            Movement::Joins { .. } | Movement::Granted { .. } | Movement::Leaves { .. } => {
                return None;
            }
        };
        Some((movement.member(), mover))
    }

    /// Whether a state that leaves is out of a body by a day, as a change sees it that asks.
    fn has_left(
        &self,
        at: usize,
        leave: &Change,
        state: Id<State>,
        body: BodyId,
        day: Date,
    ) -> Truth {
        // Without dates the changes follow one another; one with a day of its own waits for no exit.
        let follows = self.change(at).is_ok_and(|asking| asking.effective().is_none());
        if leave.effective().is_none() && follows {
            return Truth::Yes;
        }
        let notice = leave.notice().unwrap_or_else(|| self.notice(state, body));
        let lawful = self.departure(state, body, notice);
        let unknown = notice.is_unknown().then_some(Date::UNKNOWN);
        let day_of_exit = lawful.earliest.or(lawful.bounds).or(unknown);
        day_of_exit.map_or(Truth::No, |exit| {
            let exit = leave.effective().map_or(exit, |own| exit.later_of(own));
            exit.is_on_or_before(day)
        })
    }

    /// Whether whoever joins an organization becomes a party to a treaty that has parties of its own.
    pub(super) fn has_joiners_accede(&self, organization: BodyId, treaty: BodyId) -> bool {
        let links = self.tables.links.iter();
        let acceded =
            links.filter(|link| matches!(link.role, LinkRole::Foundation | LinkRole::Accession));
        acceded.map(ends).any(|(from, to)| from == organization && to == Some(treaty))
    }

    /// A body and whatever goes with it: what is linked with it by foundation, in either direction, and what is held through it.
    pub(super) fn left_with(&self, body: BodyId) -> BTreeSet<BodyId> {
        let mut found = BTreeSet::from([body]);
        let mut open = vec![body];
        while let Some(body) = open.pop() {
            for link in &self.tables.links {
                let (organization, Some(treaty)) = ends(link) else { continue };
                // A subsidiary text with parties of its own is left by itself.
                let rows = self.spells;
                if link.role == LinkRole::Subsidiary
                    && rows.iter().any(|row| self.tables.body(row) == treaty)
                {
                    continue;
                }
                let next = match link.role {
                    LinkRole::Foundation if treaty == body => organization,
                    LinkRole::Foundation | LinkRole::Constituent | LinkRole::Subsidiary
                        if organization == body =>
                    {
                        treaty
                    }
                    _ => continue,
                };
                if found.insert(next) {
                    open.push(next);
                }
            }
        }
        found
    }

    /// The links by which an earlier change ends participations in a treaty with those in the organization whose text it is.
    pub(super) fn left_through(
        &self,
        at: usize,
        body: BodyId,
        member: Option<&str>,
    ) -> Vec<&'a str> {
        let mut gone = BTreeSet::new();
        for (_, change) in self.earlier(at) {
            if let Some(Movement::Leaves { state, body: left }) = change.movement()
                && left != body
                && member.is_none_or(|member| self.key(state) == member)
            {
                gone.extend(self.left_with(left));
            }
        }
        let links = self.tables.links.iter().filter(|link| {
            matches!(link.role, LinkRole::Constituent | LinkRole::Subsidiary)
                && ends(link).1 == Some(body)
                && gone.contains(&body)
                && gone.contains(&ends(link).0)
        });
        links.map(|link| &*link.key).collect()
    }

    /// The first organization through which a text is held, by the key of the link; else the body itself.
    fn carrier(&self, body: BodyId) -> BodyId {
        self.holders(body).next().unwrap_or(body)
    }

    /// The organizations of which a treaty is a constituent text, or a subsidiary one without parties of its own, by the keys of the
    /// links.
    pub(super) fn holders(&self, body: BodyId) -> impl Iterator<Item = BodyId> + use<'a> {
        let has_parties = self.spells.iter().any(|row| self.tables.body(row) == body);
        let links = self.links().into_iter().filter(move |link| {
            ends(link).1 == Some(body)
                && match link.role {
                    LinkRole::Constituent => true,
                    LinkRole::Subsidiary => !has_parties,
                    LinkRole::Foundation | LinkRole::Accession | LinkRole::Amendment => false,
                }
        });
        links.map(|link| ends(link).0)
    }

    /// A body and those linked with it by foundation, step by step, as far as they are admitted.
    pub(super) fn closure(
        &self,
        start: BodyId,
        admits: impl Fn(BodyId) -> bool,
    ) -> BTreeSet<BodyId> {
        let mut found = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(body) = open.pop() {
            let links = self.tables.links.iter().filter(|link| link.role == LinkRole::Foundation);
            for (organization, treaty) in links.map(ends) {
                let next = match treaty {
                    Some(treaty) if treaty == body => organization,
                    Some(treaty) if organization == body => treaty,
                    _ => continue,
                };
                if !found.contains(&next) && admits(next) {
                    found.insert(next);
                    open.push(next);
                }
            }
        }
        found
    }

    /// The numbers of the earlier changes that begin or end a participation in a body, or in that of whose members it speaks: anybody's,
    /// or somebody's.
    pub(super) fn movers(&self, at: usize, body: BodyId, member: Option<&str>) -> Vec<usize> {
        let moves = |change: &Change, body: BodyId| {
            self.effect(at, change, body, self.case.as_of)
                .is_some_and(|(who, _)| member.is_none_or(|member| self.key(who) == member))
        };
        let others = self.others_of(body);
        let touches = |change: &Change| {
            moves(change, body) || others.is_some_and(|other| moves(change, other))
        };
        self.earlier(at).filter(|(_, change)| touches(change)).map(|(number, _)| number).collect()
    }

    /// The same of one body alone, whoever else it speaks of.
    pub(super) fn own_movers(&self, at: usize, body: BodyId, member: Option<&str>) -> Vec<usize> {
        let moves = |change: &Change| {
            self.effect(at, change, body, self.case.as_of)
                .is_some_and(|(who, _)| member.is_none_or(|member| self.key(who) == member))
        };
        self.earlier(at).filter(|(_, change)| moves(change)).map(|(number, _)| number).collect()
    }
}

/// The two ends of a link; no body, if the text is a law.
pub(super) fn ends(link: &Link) -> (BodyId, Option<BodyId>) {
    let treaty = match link.instrument {
        InstrumentId::Treaty(treaty) => Some(BodyId::Treaty(treaty)),
        InstrumentId::Law(_) => None,
    };
    (organization(link.organization), treaty)
}

const fn organization(id: Id<Organization>) -> BodyId {
    BodyId::Organization(id)
}

pub(super) fn on_day(span: Span, day: Date) -> Truth {
    let (lo, hi) = day.bounds();
    span.holds_throughout(lo, hi)
}
