//! What is signed and does not bind yet, in a field of what is joined: treaties that bind a state from a later day, or from none that is
//! known, and texts that are to constitute what it joins.

use super::Caveat;
use super::beside::{fields_in, fields_of, treaties_of};
use crate::answer::consequences::Consequences;
use crate::model::{EffectKind, LinkRole, Parties, ReadMark, Status};
use crate::rules::Situation;
use crate::time::Date;
use crate::world::Spell;
use crate::{BodyId, EntityId, Id, Provision, State, Treaty, Truth};

impl Consequences<'_> {
    /// What was signed by the day, binds a state from a later one, and is in a field of what it joins, with somebody outside that.
    ///
    /// ```text
    /// to_come(s, t, d) :- joins(s, h), signed(t) <= day(h), enters(s, t, d), d > day(h), in_field(c, h), of(c, t), in(x, c, d), x not in A.
    /// to_come(s, t, d) :- joins(s, h), signed(t) <= day(h), enters(s, t, d), d > day(h), read(t, none), subject(t, z), subject(h, z),
    ///                     in(x, t, d), x not in A.
    /// to_come(s, t, ?) :- joins(s, h), signatory(s, t, day(h)), not enters(s, t, _),
    ///                     (in_field(c, h), of(c, t) ; read(t, none), subject(t, z), subject(h, z)).
    /// ```
    pub(super) fn of_what_is_to_come(&self) -> Vec<Caveat> {
        let world = self.world();
        let mut found = Vec::new();
        for step in self.placed.iter().filter(|step| step.hypothesis.joins) {
            let hypothesis = &step.hypothesis;
            let situation = self.situation(&step.before).on(hypothesis.date);
            let fields = fields_of(world, hypothesis);
            let subjects = hypothesis.subjects();
            // Of a text of which nothing is read its subject tells.
            let is_unread_on = |text: Id<Treaty>| {
                let text = &world[text];
                text.read == Some(ReadMark::None)
                    && text.form.is_binding()
                    && text.subjects.iter().any(|subject| subjects.contains(subject))
            };
            for (state, _) in &hypothesis.bound {
                let entering = self.entering(&situation, hypothesis.date, *state);
                let signed = self.signed_only(&situation, hypothesis.date, *state);
                for text in signed {
                    let clauses = world.index().provisions_of(text.into()).iter();
                    let touches = |id: &Id<Provision>| {
                        fields_in(&world[*id].effect).any(|field| fields.contains(&field))
                    };
                    if clauses.clone().any(touches) || is_unread_on(text) {
                        let (state, from) = (*state, None);
                        found.push(Caveat::ToCome { state, text, from, has_signed: true });
                    }
                }
                for (text, from) in entering {
                    let then = situation.on(from);
                    let is_outside = |who: EntityId| {
                        who != (*state).into()
                            && !hypothesis.circle.iter().any(|(member, _)| *member == who)
                    };
                    let clauses = world.index().provisions_of(text.into()).iter();
                    let touches = |id: &&Id<Provision>| {
                        let clause = &world[**id];
                        let outsiders =
                            || then.toward(clause).into_iter().any(|(who, _)| is_outside(who));
                        fields_in(&clause.effect).any(|field| fields.contains(&field))
                            && then.stands(**id).is_possible()
                            && then.bears((*state).into(), clause).is_possible()
                            && (clause.effect.territory().is_some() || outsiders())
                    };
                    let unread = || {
                        let is_with_outsiders =
                            || then.members_of(text.into()).iter().any(|(who, _)| is_outside(*who));
                        is_unread_on(text) && is_with_outsiders()
                    };
                    if clauses.clone().any(|id| touches(&id)) || unread() {
                        let (state, from) = (*state, Some(from));
                        let has_signed = self.has_signed(&situation, hypothesis.date, state, text);
                        found.push(Caveat::ToCome { state, text, from, has_signed });
                    }
                }
            }
        }
        found
    }

    /// What is to constitute a body that is joined, was signed by the day, and is in force from a later one alone; or may be, and has
    /// no clause on accession that is looked at all the same.
    ///
    /// ```text
    /// anew(o, t) :- joins(s, o, h), constitutes(t, o), signed(t) <= day(h), in_force(t) > day(h).
    /// ```
    pub(super) fn of_what_is_constituted_anew(&self) -> Vec<Caveat> {
        let world = self.world();
        let mut found = Vec::new();
        for (step, _, organization) in self.joined_organizations() {
            let (day, body) = (step.hypothesis.date, organization.into());
            let texts = treaties_of(world, organization, LinkRole::Constituent);
            found.extend(texts.filter_map(|text| {
                let is_signed = world[text].signed?.is_on_or_before(day).is_yes();
                // Of a day that nobody knows at all nothing is told.
                let from = world[text].in_force.filter(|from| from.earliest().is_some())?;
                let is_looked_at = || {
                    let clauses = world.index().provisions_of(text.into()).iter();
                    clauses.copied().any(|id| world[id].kind() == EffectKind::Accession)
                };
                let is_later = match day.is_before(from) {
                    Truth::Yes => true,
                    Truth::Unknown => !is_looked_at(),
                    Truth::No => false,
                };
                (is_signed && is_later).then_some(Caveat::ConstitutedAnew { body, text, from })
            }));
        }
        found
    }

    /// Whether a state is bound already by what was signed on the same day and ends when a text begins: the same, as applied provisionally.
    ///
    /// ```text
    /// provisionally(s, t, d) :- in(s, t', today), signed(t') = signed(t), ends(t') = d, t' != t.
    /// ```
    fn binds_provisionally(
        &self,
        situation: &Situation<'_>,
        state: Id<State>,
        (text, from): (Id<Treaty>, Date),
    ) -> bool {
        let world = self.world();
        let spells = world.history_of(state, self.view().knowledge()).into_iter();
        let ending =
            spells.filter(|spell| spell.status.is_binding() && spell.valid.to == Some(from));
        let held = ending.filter_map(|spell| match spell.body {
            BodyId::Treaty(other) => Some(other),
            BodyId::Organization(_) => None,
        });
        let listing = world.treaties().filter(|other| world[*other].ended == Some(from));
        held.chain(listing).any(|other| {
            other != text
                && world[other].signed == world[text].signed
                && situation.takes_part(state.into(), other.into()).is_possible()
                // Where that must be left, what follows it is to be told.
                && !self.leaves_text(state, other)
        })
    }

    /// The treaties that a state has signed, or has bound itself to, on a day, and that never bind it as far as the record goes, by key.
    fn signed_only(
        &self,
        situation: &Situation<'_>,
        day: Date,
        state: Id<State>,
    ) -> Vec<Id<Treaty>> {
        let world = self.world();
        let spells = world.history_of(state, self.view().knowledge());
        let of_treaty = |spell: &Spell| match spell.body {
            BodyId::Treaty(text) => Some(text),
            BodyId::Organization(_) => None,
        };
        let enters = |text: Id<Treaty>| {
            let mut of_it = spells.iter().filter(|spell| of_treaty(spell) == Some(text));
            of_it.any(|spell| spell.status.is_binding())
        };
        let waiting = spells.iter().filter(|spell| {
            matches!(spell.status, Status::Signatory | Status::ContractingState)
                && spell.valid.contains(day).is_yes()
        });
        let mut found: Vec<Id<Treaty>> = waiting
            .filter_map(of_treaty)
            .filter(|text| !enters(*text) && world[*text].form.is_binding())
            .filter(|text| situation.takes_part(state.into(), (*text).into()).is_no())
            .collect();
        found.sort_by_key(|text| world.index().rank((*text).into()));
        found.dedup();
        found
    }

    /// Whether a treaty says itself that a state is one of its parties: by name, or as a member of a body that it is in.
    fn names_party(&self, situation: &Situation<'_>, state: Id<State>, text: Id<Treaty>) -> bool {
        match &self.world()[text].parties {
            Some(Parties::Listed(states)) => states.contains(&state),
            Some(Parties::Of(body)) => {
                *body != text.into() && situation.takes_part(state.into(), *body).is_yes()
            }
            Some(Parties::Nobody) | None => false,
        }
    }

    /// Whether a state is on record as having signed a treaty by a day; what the members of a body signed, by who was one on that day.
    fn has_signed(
        &self,
        situation: &Situation<'_>,
        day: Date,
        state: Id<State>,
        text: Id<Treaty>,
    ) -> bool {
        let world = self.world();
        let then = world[text].signed.map(|signed| situation.on(signed));
        let is_named = then.is_some_and(|then| self.names_party(&then, state, text));
        let mut spells = world.history_of(state, self.view().knowledge()).into_iter();
        let by_row = |spell: Spell| {
            let is_signatory = spell.status == Status::Signatory && spell.body == text.into();
            is_signatory && spell.valid.from.is_some_and(|from| from.is_on_or_before(day).is_yes())
        };
        is_named || spells.any(by_row)
    }

    /// The treaties that were signed by a day and bind a state only from a later one, each with that, by key.
    fn entering(
        &self,
        situation: &Situation<'_>,
        day: Date,
        state: Id<State>,
    ) -> Vec<(Id<Treaty>, Date)> {
        let world = self.world();
        let is_later = |from: Date| day.is_before(from).is_yes();
        let spells = world.history_of(state, self.view().knowledge()).into_iter();
        let of_rows = spells.filter(|spell| spell.status.is_binding()).filter_map(|spell| {
            let BodyId::Treaty(text) = spell.body else { return None };
            Some((text, spell.valid.from?))
        });
        let listing = world.treaties().filter(|text| self.names_party(situation, state, *text));
        let of_texts = listing.filter_map(|text| Some((text, world[text].in_force?)));
        let mut found: Vec<(Id<Treaty>, Date)> = (of_rows.chain(of_texts))
            .filter(|(text, from)| {
                let signed = world[*text].signed;
                let is_signed = signed.is_some_and(|signed| signed.is_on_or_before(day).is_yes());
                is_signed && is_later(*from)
            })
            .filter(|(text, _)| situation.takes_part(state.into(), (*text).into()).is_no())
            .filter(|(text, from)| !self.binds_provisionally(situation, state, (*text, *from)))
            .collect();
        found.sort_by_key(|(text, from)| (world.index().rank((*text).into()), *from));
        found.dedup_by_key(|(text, _)| *text);
        found
    }
}
