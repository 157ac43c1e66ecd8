//! What no rule holds against what is joined or left, although it goes with that: clauses in words, texts that have
//! parties of their own, what an exit does not end, currencies, what members are forbidden.

use super::Caveat;
use super::record::contested_parties;
use crate::answer::consequences::{Consequences, Placed};
use crate::model::{
    Bearer, Effect, Field, LinkRole, Outsiders, Parties, RelationKind, Subject, Tariff,
};
use crate::rules::{self, Exit, Hypothesis, Situation};
use crate::scenario::Procedure;
use crate::time::Date;
use crate::verdict::{Brought, Class, Ground};
use crate::world::Keeping;
use crate::{BodyId, Id, InstrumentId, Organization, Provision, State, Treaty, Truth, World};

impl Consequences<'_> {
    /// What lays something down in a field of what is joined in words that no rule tests: in the texts of that, and in those by which
    /// the state stays bound, but for such as leave what is joined untouched. What asks for the consent of others from then on comes
    /// with what is joined as well.
    pub(super) fn of_clauses_in_words(&self) -> Vec<Caveat> {
        let world = self.world();
        let mut found = Vec::new();
        for step in self.placed.iter().filter(|step| step.hypothesis.joins) {
            let hypothesis = &step.hypothesis;
            let situation = self.situation(&step.before).on(hypothesis.date);
            let procedure = step.change.procedure();
            let joined_body =
                if let Procedure::Accession { body, .. } = procedure { Some(body) } else { None };
            let is_apart = |text: InstrumentId| match joined_body {
                Some(BodyId::Organization(organization)) => is_apart(world, organization, text),
                Some(BodyId::Treaty(_)) | None => false,
            };
            let of_texts = hypothesis.instruments.iter();
            let joined: Vec<(Id<Provision>, Truth)> = (of_texts)
                .filter(|text| !is_apart(**text))
                .flat_map(|text| world.index().provisions_of(*text).iter().copied())
                .filter(|id| {
                    let effect = &world[*id].effect;
                    let asks_consent = matches!(effect, Effect::ConsentRequired { .. });
                    asks_consent || !effect.in_words_about().is_empty()
                })
                .map(|id| (id, situation.stands(id)))
                .filter(|(_, truth)| truth.is_possible())
                .collect();
            let mut fields = fields_of(world, hypothesis);
            // Whatever organization it is, policy is made in it.
            if let Some(BodyId::Organization(_)) = joined_body {
                fields.push(Field::ForeignPolicy);
            }
            fields.extend(joined.iter().flat_map(|(id, _)| world[*id].effect.in_words_about()));
            let touches = |effect: &Effect| {
                effect.in_words_about().iter().any(|field| fields.contains(field))
            };
            for (state, _) in &hypothesis.bound {
                let tell = |found: &mut Vec<Caveat>, clause: (Id<Provision>, Truth), is_joined| {
                    let ((provision, truth), state) = (clause, *state);
                    // Of a text whose parties are contested nobody is a party for certain.
                    let contested = contested_parties(world, world[provision].instrument);
                    let truth = if contested.is_some() { Truth::Unknown } else { truth };
                    found.extend(contested);
                    found.push(Caveat::UntestedClause { state, provision, is_joined, truth });
                };
                for one in &joined {
                    tell(&mut found, *one, true);
                }
                // What must be left, or may have to, says nothing after that.
                let left = |id: &Id<Provision>| {
                    let body = rules::held_in(world, &world[*id]);
                    let mut own = self.outcomes.iter().filter(|outcome| outcome.state == *state);
                    own.any(|outcome| outcome.bodies().any(|one| Some(one) == body))
                };
                let held = situation.those_binding(*state, touches).into_iter();
                let stays = |(id, _): &(Id<Provision>, Truth)| {
                    let is_brought =
                        hypothesis.is_brought_by(&world[*id]) && !is_apart(world[*id].instrument);
                    !is_brought
                        && !left(id)
                        && !leaves_untouched(&situation, world[*id].instrument, joined_body)
                };
                for one in held.filter(stays) {
                    tell(&mut found, one, false);
                }
            }
        }
        found
    }

    /// The treaties under a body to which whoever joins it accedes only by a step of its own, if at all.
    ///
    /// ```text
    /// apart(s, t) :- joins(s, o, h), under(t, o), has_own_parties(t), in_force(t, day(h)), not party(s, t).
    /// ```
    pub(super) fn of_texts_with_own_parties(&self) -> Vec<Caveat> {
        let world = self.world();
        let mut found = Vec::new();
        for (step, state, organization) in self.joined_organizations() {
            let situation = self.situation(&step.before).on(step.hypothesis.date);
            // Of some the parties are listed in the text, and the rules hold them through the organization.
            let texts: Vec<Id<Treaty>> = treaties_of(world, organization, LinkRole::Subsidiary)
                .filter(|text| has_own_parties(world, *text) && world[*text].form.is_binding())
                .filter(|text| situation.view.in_force(*text).is_possible())
                .filter(|text| situation.takes_part(state.into(), (*text).into()).is_no())
                .collect();
            if !texts.is_empty() {
                found.push(Caveat::OwnParties { state, body: organization.into(), texts });
            }
        }
        found
    }

    /// The treaties of their own that go with what must be left, or may have to, or is left by the hypothesis itself, and are not left
    /// with it.
    pub(super) fn of_what_is_left_apart(&self) -> Vec<Caveat> {
        let world = self.world();
        let view = self.view();
        let mut found = Vec::new();
        for (state, exit) in self.all_exits() {
            let terms = exit.clause.and_then(|id| world[id].effect.withdrawal());
            let named = terms.into_iter().flat_map(|terms| &terms.beside);
            let texts: Vec<Id<Treaty>> = named
                .filter_map(|key| world.typed_named::<Treaty>(key))
                .filter(|text| view.standing(state, *text).truth.is_possible())
                .filter(|text| !self.leaves_text(state, *text))
                .collect();
            if !texts.is_empty() {
                found.push(Caveat::LeftApart { state, body: exit.body, texts });
            }
        }
        found
    }

    /// Exits after which something still binds for a time.
    pub(super) fn of_what_outlives(&self) -> impl Iterator<Item = Caveat> {
        self.all_exits().filter_map(|(state, exit)| {
            let clause = exit.clause?;
            let terms = self.world()[clause].effect.withdrawal()?;
            let body = exit.body;
            terms.outlive.is_some().then_some(Caveat::DutiesOutlive { state, body, clause })
        })
    }

    /// What is joined forbids its members toward somebody.
    pub(super) fn forbidden_to_members(&self) -> Vec<Caveat> {
        let world = self.world();
        let mut found = Vec::new();
        for step in &self.placed {
            let Procedure::Accession { state, body } = step.change.procedure() else { continue };
            let situation = self.situation(&step.before).on(step.hypothesis.date);
            let texts = step.hypothesis.instruments.iter();
            let clauses = texts.flat_map(|text| world.index().provisions_of(*text));
            let forbidding = clauses.copied().filter(|id| {
                matches!(world[*id].effect, Effect::Forbidden { .. })
                    // What binds those alone whom it lists comes with nothing.
                    && !matches!(world[*id].bearer, Bearer::Listed(_))
                    && rules::held_in(world, &world[*id]) == Some(body)
                    && situation.stands(*id).is_possible()
            });
            // Of what is done already the record has recognitions alone.
            let recognised = |id: Id<Provision>| {
                let toward = if let Effect::Forbidden { acts, .. } = &world[id].effect
                    && acts.recognition
                    && let Some(Bearer::Listed(whom)) = &world[id].counterparty
                {
                    whom.as_slice()
                } else {
                    &[]
                };
                let does = RelationKind::Recognises;
                let is_so = |whom: &Id<State>| situation.view.is_related(state, does, *whom);
                toward.iter().copied().find(|whom| is_so(whom).is_yes())
            };
            // What two have agreed with each other alone is as the clause calls it, or may be.
            let agreements = |id: Id<Provision>| {
                if let Effect::Forbidden { acts, .. } = &world[id].effect
                    && (acts.accord || acts.peace)
                    && let Some(Bearer::Listed(whom)) = &world[id].counterparty
                {
                    agreed_between(&situation, state, whom)
                } else {
                    Vec::new()
                }
            };
            found.extend(forbidding.map(|provision| Caveat::ForbidsMembers {
                state,
                provision,
                truth: situation.stands(provision),
                recognised: recognised(provision),
                agreements: agreements(provision),
            }));
        }
        found
    }

    /// Customs unions that are joined and barred, and whose common tariff is not on record as applied.
    ///
    /// ```text
    /// agreed(c, u) :- hard(s, h, c) by X5, brings(h, u), union(u), not tariff(u).
    /// ```
    pub(super) fn of_unions_agreed(&self) -> Vec<Caveat> {
        let world = self.world();
        let barred = self.conflicts().filter(|one| {
            one.ground == Ground::CustomsUnion
                && one.class == Class::Hard
                && one.truth.is_possible()
        });
        let mut found = Vec::new();
        for (state, bar) in barred.filter_map(|one| Some((one.state, one.provision.recorded()?))) {
            let joined = self.placed.iter().map(|step| &step.hypothesis);
            let joined = joined.filter(|one| one.binds(state).is_possible());
            let unions = joined.flat_map(|one| one.brought.iter().copied()).filter(|id| {
                matches!(&world[*id].effect, Effect::CustomsUnion { tariff, .. }
                    if *tariff != Tariff::InOperation)
            });
            found.extend(unions.map(|union| Caveat::UnionAgreed { bar, union }));
        }
        found
    }

    /// Customs unions of which one must be left for the other, although the law of either has members keep what they have with others.
    ///
    /// ```text
    /// kept(u) :- hard(s, h, c) by X14, (u = c ; brings(h, u)), outsiders(u, keep).
    /// ```
    pub(super) fn of_outsiders_kept(&self) -> Vec<Caveat> {
        let world = self.world();
        let against = self.conflicts().filter(|one| {
            one.ground == Ground::TwoTariffs && one.class == Class::Hard && one.truth.is_possible()
        });
        let unions = against.flat_map(|one| {
            let brought = match &one.brought {
                Some(Brought::Recorded(id)) => Some(*id),
                Some(Brought::Worded { .. }) | None => None,
            };
            [one.provision.recorded(), brought]
        });
        let keeps = |id: &Id<Provision>| {
            matches!(
                world[*id].effect,
                Effect::CustomsUnion {
                    outsiders: Outsiders::Keep { .. } | Outsiders::KeepOnConditions,
                    ..
                }
            )
        };
        let keeping = unions.flatten().filter(keeps);
        keeping.map(|union| Caveat::OutsidersKept { union }).collect()
    }

    /// Customs unions joined whose law has members leave what free trade they have with others: no roll says of any state that all its
    /// agreements are on record.
    ///
    /// ```text
    /// on_record(s, u) :- joins(s, h), brings(h, u), outsiders(u, leave), held_in(u, o), not in(s, o).
    /// ```
    pub(super) fn of_areas_on_record(&self) -> Vec<Caveat> {
        let world = self.world();
        let leaves = |id: &Id<Provision>| {
            matches!(
                world[*id].effect,
                Effect::CustomsUnion { outsiders: Outsiders::Leave { .. }, .. }
            )
        };
        let mut found = Vec::new();
        for step in self.placed.iter().filter(|step| step.hypothesis.joins) {
            let situation = self.situation(&step.before).on(step.hypothesis.date);
            for union in step.hypothesis.brought.iter().copied().filter(leaves) {
                let body = rules::held_in(world, &world[union]);
                let is_in = |state: Id<State>| {
                    body.is_some_and(|body| situation.takes_part(state.into(), body).is_yes())
                };
                let joins = step.hypothesis.bound.iter().map(|(state, _)| *state);
                let new = joins.filter(|state| !is_in(*state));
                found.extend(new.map(|state| Caveat::AreasOnRecord { state, union }));
            }
        }
        found
    }

    /// The monetary unions that go with what is joined, or must be left.
    pub(super) fn of_currency(&self) -> Vec<Caveat> {
        let (world, view) = (self.world(), self.view());
        let joined = self.placed.iter().filter_map(|step| match step.change.procedure() {
            Procedure::Accession { state, body } => Some((state, body, true)),
            Procedure::Adoption { .. }
            | Procedure::Modification { .. }
            | Procedure::Amendment { .. }
            | Procedure::Withdrawal { .. }
            | Procedure::Conclusion { .. }
            | Procedure::Legislation { .. }
            | Procedure::Stationing { .. }
            | Procedure::Decision { .. } => None,
        });
        let left = self
            .outcomes
            .iter()
            .flat_map(|outcome| outcome.exits.iter().map(|exit| (outcome.state, exit.body, false)));
        let mut found = Vec::new();
        for (state, body, joins) in joined.chain(left) {
            let texts: Vec<InstrumentId> = match body {
                BodyId::Treaty(text) => vec![text.into()],
                BodyId::Organization(id) => {
                    let links = world.index().links_of(id).iter().map(|id| &world[*id]);
                    let own = links.filter(|link| link.role != LinkRole::Amendment);
                    own.map(|link| link.instrument).collect()
                }
            };
            let texts = texts.into_iter().filter_map(|text| match text {
                InstrumentId::Treaty(text) => Some(text),
                InstrumentId::Law(_) => None,
            });
            let is_of_currency = |subject: &Subject| match subject {
                Subject::Currency | Subject::PlannedCurrency => true,
                Subject::Alliance
                | Subject::Customs
                | Subject::Neutrality
                | Subject::Bases
                | Subject::Association => false,
            };
            let of_currency = texts.filter(|text| {
                world[*text].subjects.iter().any(is_of_currency)
                    && view.in_force(*text).is_possible()
            });
            // Of several texts, as one amends another, the latest.
            let latest =
                of_currency.max_by_key(|text| world[*text].signed.and_then(Date::earliest));
            let caveat = |text: Id<Treaty>| {
                // Of a text without parties of its own the roll says who is in the organization, and not in its currency.
                let takes_part = if has_own_parties(world, text) {
                    view.standing(state, text).truth
                } else {
                    Truth::Unknown
                };
                let introduced = world[text].subjects.contains(&Subject::Currency);
                Caveat::MonetaryUnion { state, body, text, joins, takes_part, introduced }
            };
            found.extend(latest.map(caveat));
        }
        found
    }

    /// The organizations that are joined by somebody whom that binds, each with its step.
    pub(super) fn joined_organizations(
        &self,
    ) -> impl Iterator<Item = (&Placed, Id<State>, Id<Organization>)> {
        self.placed.iter().filter_map(|step| {
            let Procedure::Accession { state, body: BodyId::Organization(organization) } =
                step.change.procedure()
            else {
                return None;
            };
            let binds = step.hypothesis.binds(state).is_possible();
            binds.then_some((step, state, organization))
        })
    }

    /// Whether a state leaves a text, or has to, or may have to: itself, or what it is held through.
    pub(super) fn leaves_text(&self, state: Id<State>, text: Id<Treaty>) -> bool {
        let body = BodyId::from(text);
        let carrier = Keeping::of(self.world(), body).carrier();
        let goes = |exit: &Exit| exit.body == body || Some(exit.body) == carrier;
        self.all_exits().any(|(who, exit)| who == state && goes(exit))
    }
}

/// The treaties in force, or perhaps so, between a state and one of some others alone, or between one of these and a body of which the
/// state is a member, by key.
fn agreed_between(
    situation: &Situation<'_>,
    state: Id<State>,
    others: &[Id<State>],
) -> Vec<Id<Treaty>> {
    let world = situation.world();
    let is_through_a_body = |text: Id<Treaty>| {
        let clauses = world.index().provisions_of(text.into()).iter();
        clauses.filter_map(|id| world[*id].counterparty.as_ref()).any(|side| match side {
            Bearer::Participants(body) => situation.takes_part(state.into(), *body).is_possible(),
            Bearer::Listed(_) | Bearer::ThirdStates | Bearer::Nobody => false,
        })
    };
    let is_between = |text: &Id<Treaty>| {
        let Some(Parties::Listed(parties)) = &world[*text].parties else { return false };
        match parties.as_slice() {
            [one] => others.contains(one) && is_through_a_body(*text),
            [one, other] => {
                (*one == state && others.contains(other))
                    || (*other == state && others.contains(one))
            }
            _ => false,
        }
    };
    let mut found: Vec<Id<Treaty>> = (world.treaties().filter(is_between))
        .filter(|text| situation.view.in_force(*text).is_possible())
        .collect();
    found.sort_by_key(|text| world.index().rank((*text).into()));
    found
}

/// The fields to which a clause belongs, or in which it lays something down in words.
pub(super) fn fields_in(effect: &Effect) -> impl Iterator<Item = Field> {
    effect.fields().into_iter().chain(effect.in_words_about().iter().copied())
}

/// The treaties that an organization has in a role.
pub(super) fn treaties_of(
    world: &World,
    organization: Id<Organization>,
    role: LinkRole,
) -> impl Iterator<Item = Id<Treaty>> {
    let links = world.index().links_of(organization).iter().map(|id| &world[*id]);
    let in_role = links.filter(move |link| link.role == role);
    in_role.filter_map(|link| match link.instrument {
        InstrumentId::Treaty(text) => Some(text),
        InstrumentId::Law(_) => None,
    })
}

/// Whether a text lists its parties, or has a roll of its own.
fn has_own_parties(world: &World, text: Id<Treaty>) -> bool {
    matches!(world[text].parties, Some(Parties::Listed(_))) || world.has_rows(text.into())
}

/// Whether a text is one under an organization that has a roll of its own: by joining the organization one is not on it.
fn is_apart(world: &World, organization: Id<Organization>, text: InstrumentId) -> bool {
    let links = world.index().links_of(organization).iter().map(|id| &world[*id]);
    let mut links = links.filter(|link| link.instrument == text).peekable();
    links.peek().is_some() && links.all(|link| world.is_apart(text, link.role))
}

/// Whether a text says itself that it leaves the duties of whoever is in what is joined untouched (TEU 42(2), (7) of those under NATO).
///
/// ```text
/// untouched(t, h) :- joins(s, h), savings(t, c, o), o = h, stands(c).
/// ```
fn leaves_untouched(situation: &Situation<'_>, text: InstrumentId, joined: Option<BodyId>) -> bool {
    let world = situation.world();
    let Some(BodyId::Organization(joined)) = joined else { return false };
    let saves = |id: &Id<Provision>| {
        if let Effect::Savings { scope } = &world[*id].effect {
            scope.organizations.iter().any(|key| **key == *world.key(joined))
                && situation.stands(*id).is_yes()
        } else {
            false
        }
    };
    world.index().provisions_of(text).iter().any(saves)
}

/// The fields in which what is joined lays something down.
pub(super) fn fields_of(world: &World, hypothesis: &Hypothesis) -> Vec<Field> {
    let brought = hypothesis.brought.iter().flat_map(|id| world[*id].effect.fields());
    let trade = hypothesis.customs_union.map(|_| Field::Trade);
    let is_of_security = hypothesis.security || hypothesis.defence.is_possible();
    brought.chain(trade).chain(is_of_security.then_some(Field::Security)).collect()
}
