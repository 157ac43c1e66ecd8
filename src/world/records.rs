//! Records on their way into a builder: their keys, the ids that they name, and whom a text binds.

use super::WorldBuilder;
use super::violation::{Violation, ViolationKind};
use crate::base::is_key;
use crate::model::{
    Act, AnyEntity, Assertion, Bearer, Claim, Contested, Detail, Effect, EffectKind, Link, Overlay,
    Param, Participation, Parties, Proposition, Provenance, Provision, RecordExtent, RecordId,
    Relation, Status, Strength, Timed,
};
use crate::time::Interval;
use crate::{AsMember, BodyId, EntityId, Id, InstrumentId};

impl WorldBuilder {
    pub(crate) fn add_any(&mut self, entity: AnyEntity) -> EntityId {
        let entities = &self.tables.entities;
        let follows = entities.len() == self.entities_in_order
            && entities.iter().next_back().is_none_or(|last| last.key() < entity.key())
            && is_key(entity.key())
            && !self.keys.contains_key(entity.key())
            && !self.is_of_detail(entity.key());
        if follows {
            self.entities_in_order += 1;
            return self.tables.entities.push(entity);
        }
        let key: Box<str> = entity.key().into();
        let id = self.tables.entities.push(entity);
        self.claim_key(&key, id.into());
        id
    }

    pub(crate) fn add_participation(
        &mut self,
        member: EntityId,
        body: BodyId,
        status: Status,
        detail: Detail,
    ) {
        let (key, span) = (detail.key.clone(), detail.time.valid.span());
        let detail = self.tables.details.push(detail);
        let row = Participation::new((member, body), status, span, detail);
        self.claim_key(&key, self.tables.id_of(&row).into());
        self.tables.participations.open().push(row);
    }

    /// Adds a spell whose key nothing else has. Where these come in the order of their keys, their details are searched for them,
    /// and no key is kept twice.
    pub(crate) fn add_of_new_key(
        &mut self,
        member: EntityId,
        body: BodyId,
        status: Status,
        detail: Detail,
    ) {
        let details = &self.tables.details;
        let follows = details.len() == self.details_in_order
            && details.iter().next_back().is_none_or(|last| last.key < detail.key)
            && is_key(&detail.key);
        if !follows {
            return self.add_participation(member, body, status, detail);
        }
        self.details_in_order += 1;
        let span = detail.time.valid.span();
        let detail = self.tables.details.push(detail);
        self.tables.participations.open().push(Participation::new(
            (member, body),
            status,
            span,
            detail,
        ));
    }

    pub(crate) fn add_overlay(&mut self, overlay: Overlay) {
        let key = overlay.key.clone();
        let id = self.tables.overlays.push(overlay);
        self.claim_key(&key, id.into());
    }

    pub(crate) fn add_link(&mut self, link: Link) {
        let key = link.key.clone();
        let id = self.tables.links.push(link);
        self.claim_key(&key, id.into());
    }

    /// Adds a provision whose effect is read from its parameters; what cannot be understood is reported by the freeze.
    pub(crate) fn add_provision(
        &mut self,
        mut provision: Provision,
        kind: EffectKind,
        mut params: Vec<Param>,
    ) -> Id<Provision> {
        params.sort();
        let (effect, errors) = Effect::from_params(kind, &params);
        for error in errors {
            let kind = ViolationKind::BadParam { name: error.name, problem: error.message.into() };
            self.violation(&provision.key, Some("params"), kind);
        }
        if let (Effect::MutualDefence { strength }, None) = (&effect, provision.strength) {
            provision.strength = Some(*strength).filter(|strength| *strength != Strength::Unknown);
        }
        provision.duty = provision.duty.or(kind.duty());
        provision.effect = effect;
        provision.params = params;
        let key = provision.key.clone();
        let id = self.tables.provisions.push(provision);
        self.claim_key(&key, id.into());
        id
    }

    pub(crate) fn add_act(&mut self, act: Act) {
        let key = act.key.clone();
        let id = self.tables.acts.push(act);
        self.claim_key(&key, id.into());
    }

    pub(crate) fn add_relation(&mut self, relation: Relation) {
        let key = relation.key.clone();
        let id = self.tables.relations.push(relation);
        self.claim_key(&key, id.into());
    }

    /// The id of what somebody may say: of whatever says the same.
    pub(crate) fn intern(&mut self, proposition: Proposition) -> Id<Proposition> {
        let key = proposition.key_in(&self.tables);
        self.tables.propositions.intern(proposition, key)
    }

    pub(crate) fn add_claim(&mut self, claim: Claim) {
        let (key, said) = (claim.key.clone(), claim.proposition);
        let id = self.tables.claims.push(claim);
        if let Some(said) = said {
            self.tables.propositions.note(said, id);
        }
        self.claim_key(&key, id.into());
    }

    pub(crate) fn add_contested(&mut self, contested: Contested) {
        let key = contested.key.clone();
        let id = self.tables.contested.push(contested);
        self.claim_key(&key, id.into());
    }

    pub(crate) fn add_assertion(&mut self, assertion: Assertion) {
        let key = assertion.key.clone();
        let id = self.tables.assertions.push(assertion);
        self.claim_key(&key, id.into());
    }

    pub(crate) fn add_extent(&mut self, extent: RecordExtent) {
        let key = extent.key.clone();
        let id = self.tables.extents.push(extent);
        self.claim_key(&key, id.into());
    }

    /// Refuses an entity that names something of another world.
    #[track_caller]
    pub(super) fn check_ids_of(&self, entity: &AnyEntity) {
        let coverage = match entity {
            AnyEntity::Organization(organization) => Some(&organization.coverage),
            AnyEntity::Treaty(treaty) => Some(&treaty.coverage),
            _ => None,
        };
        let parties = match entity {
            AnyEntity::Treaty(treaty) => treaty.parties.as_ref(),
            AnyEntity::Law(law) => law.parties.as_ref(),
            _ => None,
        };
        for id in coverage.into_iter().flat_map(|coverage| &coverage.of) {
            self.tables.check(*id);
        }
        match parties {
            Some(Parties::Of(body)) => self.tables.check(*body),
            Some(Parties::Listed(states)) => {
                for state in states {
                    self.tables.check(*state);
                }
            }
            Some(Parties::Nobody) | None => {}
        }
        self.check_sources_of(&entity.profile().provenance);
    }

    #[track_caller]
    pub(super) fn check_sources_of(&self, provenance: &Provenance) {
        for citation in &provenance.sources {
            self.tables.check(citation.source);
        }
    }

    /// Who, and in what, if both are of this world.
    #[track_caller]
    pub(super) fn ends(
        &self,
        member: impl AsMember,
        body: impl Into<BodyId>,
    ) -> (EntityId, BodyId) {
        let (member, body) = (member.member(), body.into());
        self.tables.check(member);
        self.tables.check(body);
        (member, body)
    }

    /// Whom an instrument binds: its own parties, else those who have a participation in it.
    pub(crate) fn bearer_of(&self, instrument: InstrumentId) -> Bearer {
        let parties = match self.tables.entity(instrument.entity()) {
            Some(AnyEntity::Treaty(treaty)) => treaty.parties.clone(),
            Some(AnyEntity::Law(law)) => law.parties.clone(),
            _ => None,
        };
        match (parties, instrument) {
            (Some(Parties::Of(body)), _) => Bearer::Participants(body),
            (Some(Parties::Listed(states)), _) => Bearer::Listed(states),
            (Some(Parties::Nobody), _) | (None, InstrumentId::Law(_)) => Bearer::Nobody,
            (None, InstrumentId::Treaty(treaty)) => {
                // A constituent treaty is held through the membership.
                let held =
                    self.tables.links.iter().filter(|link| {
                        link.instrument == instrument && !link.role.has_own_parties()
                    });
                let link = held.min_by(|a, b| a.key.cmp(&b.key));
                Bearer::Participants(
                    link.map_or(BodyId::Treaty(treaty), |link| link.organization.into()),
                )
            }
        }
    }

    pub(super) fn violation(
        &mut self,
        key: &str,
        field: Option<&'static str>,
        kind: ViolationKind,
    ) {
        self.violations.push(Violation::new(key, field, kind));
    }

    fn claim_key(&mut self, key: &str, record: RecordId) {
        if !is_key(key) {
            self.violation(key, None, ViolationKind::BadKey);
        }
        let is_taken = self.is_in_order(key);
        if self.keys.insert(key.into(), record).is_some() || is_taken {
            self.violation(key, None, ViolationKind::DuplicateKey);
        }
    }

    /// Whether a record has a key.
    pub(super) fn has_key(&self, key: &str) -> bool {
        self.keys.contains_key(key) || self.is_in_order(key)
    }

    /// The entity that has a key.
    pub(super) fn entity(&self, key: &str) -> Option<EntityId> {
        match self.keys.get(key) {
            Some(RecordId::Entity(id)) => Some(*id),
            Some(_) => None,
            None => self.entity_in_order(key),
        }
    }

    /// Whether an entity or a spell has it whose key is not kept apart.
    fn is_in_order(&self, key: &str) -> bool {
        self.is_of_detail(key) || self.entity_in_order(key).is_some()
    }

    fn entity_in_order(&self, key: &str) -> Option<EntityId> {
        let entities = &self.tables.entities;
        entities.among_first(self.entities_in_order, |entity| entity.key().cmp(key))
    }

    fn is_of_detail(&self, key: &str) -> bool {
        let details = &self.tables.details;
        details.among_first(self.details_in_order, |detail| (*detail.key).cmp(key)).is_some()
    }

    pub(crate) fn spell_key(
        &self,
        member: EntityId,
        body: BodyId,
        status: Status,
        valid: Interval,
    ) -> Box<str> {
        let stem = format!(
            "{}-{}-{}",
            self.tables.key_of(member),
            self.tables.key_of(body),
            dashed(status.as_str())
        );
        if !self.has_key(&stem) {
            return stem.into();
        }
        let from = valid.from.map_or_else(String::new, |from| from.to_string());
        let slug: String = from.chars().map(|c| if c.is_ascii_digit() { c } else { '-' }).collect();
        self.free_key(format!("{stem}-{}", slug.trim_matches('-')).trim_end_matches('-'))
    }

    pub(crate) fn free_key(&self, stem: &str) -> Box<str> {
        if !self.has_key(stem) {
            return stem.into();
        }
        (2..u32::MAX)
            .map(|n| format!("{stem}-{n}"))
            .find(|key| !self.has_key(key))
            .unwrap_or_else(|| stem.to_owned())
            .into()
    }
}

/// A parameter from its name as the file format writes it, `NAME` or `NAME.READING`.
pub(crate) fn param(name: &str, value: &str) -> Param {
    let (name, reading) = match name.split_once('.') {
        Some((name, reading)) => (name, Some(reading.into())),
        None => (name, None),
    };
    Param { name: name.into(), reading, value: value.into() }
}

/// A provision with nothing but its frame; the effect is read from the parameters when it is added.
pub(crate) fn new_provision(
    key: Box<str>,
    instrument: InstrumentId,
    article: Option<Box<str>>,
    kind: EffectKind,
    bearer: Bearer,
    time: Timed,
) -> Provision {
    Provision {
        key,
        instrument,
        article,
        effect: Effect::from_params(kind, &[]).0,
        bearer,
        counterparty: None,
        duty: None,
        strength: None,
        when: Vec::new(),
        time,
        params: Vec::new(),
        provenance: Provenance::default(),
    }
}

pub(super) fn dashed(word: &str) -> String {
    word.replace('_', "-")
}
