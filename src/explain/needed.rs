//! Which sources an answer cannot do without: what becomes of it if one of them is dropped.

use crate::answer::{ClaimFinding, ClaimVerdict, Finding};
use crate::model::{AnyEntity, LinkRole, RecordId, Source};
use crate::rules::Exit;
use crate::verdict::Verdict;
use crate::world::{Keeping, View, provenance};
use crate::{AsMember, BodyId, Id, Truth};

/// A source that a verdict cannot do without, and what becomes of the verdict if it is dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SourceNeeded {
    /// Which source.
    pub source: Id<Source>,
    /// The verdict without it; `None`: the change no longer reaches the state at all.
    pub verdict: Option<Verdict>,
    /// What would still have to be left, by key.
    pub exits: Vec<BodyId>,
}

impl Finding<'_, '_> {
    /// The sources that the verdict cannot do without, by key: if one of them is dropped, the verdict is another, or other bodies must be
    /// left.
    ///
    /// # Returns
    ///
    /// Each source alone, of those that the [proof](Self::why) cites; that a verdict can do without either of two does not say that it can do without both.
    ///
    /// # Rule
    ///
    /// ```text
    /// needs(v, x) :- verdict(v) in the world, not verdict(v) in the world without x.
    /// ```
    ///
    /// What a source is dropped from, and what that makes open, is said at [`World::without_source`](crate::World::without_source).
    ///
    /// # Cost
    ///
    /// For every source that the [proof](Self::why) cites alone of some record, a [freeze](crate::WorldBuilder::freeze) and the
    /// question once more: what is not cited cannot turn what is certain.
    ///
    /// # Source
    ///
    /// Counterfactual causes of an answer (Meliou, Gatterbauer, Moore and Suciu, *The complexity of causality and responsibility for
    /// query answers*, 2010).
    ///
    /// # Example
    ///
    /// ```
    /// use comity::model::{EffectKind, LinkRole, Source, TreatyForm};
    /// use comity::{Change, Organization, State, Treaty, World, date};
    ///
    /// let mut world = World::builder();
    /// let [aal, bel, cel] = ["aal", "bel", "cel"].map(|key| world.add(State::new(key, key)));
    /// let (club, pact) = (world.add(Organization::new("club", "Club")), world.add(Organization::new("pact", "Pact")));
    /// let charter = world.add(Treaty::new("charter", "Charter", TreatyForm::Charter));
    /// world.link(pact, charter, LinkRole::Constituent);
    /// let [book, paper] = ["book", "paper"].map(|key| world.add(Source::new(key, key)));
    /// for state in [aal, bel, cel] {
    ///     world.member(state, club, date(2003, 9, 18)..);
    /// }
    /// world.citing(book, "page 1").member(aal, pact, date(2003, 9, 18)..);
    /// world.citing(paper, "page 2").provision_with(
    ///     charter,
    ///     "1",
    ///     EffectKind::Exclusivity,
    ///     [("default", "strict"), ("object", "military_alliance"), ("qualifier.strict", "absolute")],
    /// );
    /// let world = world.freeze()?;
    ///
    /// let answer = world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(club, EffectKind::MutualDefence));
    /// let needed = answer.finding(aal).unwrap().sources_needed();
    /// let keys: Vec<&str> = needed.iter().map(|one| world.key(one.source)).collect();
    /// assert_eq!(keys, ["book", "paper"]);
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn sources_needed(&self) -> Vec<SourceNeeded> {
        let (view, scenario, state) = (self.answer.view(), self.answer.scenario(), self.state());
        let bodies = |exits: &[Exit]| exits.iter().map(|exit| exit.body).collect::<Vec<_>>();
        let cited = self.why().sources();
        let needed = cited.into_iter().filter_map(|source| {
            let without = view.world().without_source(source).ok()?;
            let answer = view.in_world(&without).consequences_of(scenario);
            let (verdict, exits) = match answer.finding(state) {
                Some(finding) => (Some(finding.verdict()), bodies(finding.exits())),
                None => (None, Vec::new()),
            };
            let is_same = verdict == Some(self.verdict()) && exits == bodies(self.exits());
            (!is_same).then_some(SourceNeeded { source, verdict, exits })
        });
        needed.collect()
    }
}

/// A source that the verdict on a claim cannot do without, and what becomes of the verdict if it is dropped.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClaimSourceNeeded {
    /// Which source.
    pub source: Id<Source>,
    /// The verdict without it.
    pub verdict: ClaimVerdict,
}

impl ClaimFinding<'_> {
    /// The sources that the verdict cannot do without, by key: if one of them is dropped, it is another one. Each alone, of those that the
    /// [proof](Self::why) cites.
    ///
    /// That through which alone a claim reaches us is among them, unless the verdict is undetermined already: without it, it is not known
    /// when that was said.
    ///
    /// ```text
    /// needs(v, x) :- verdict(v) in the world, not verdict(v) in the world without x.
    /// ```
    ///
    /// Source: as of [`Finding::sources_needed`]. Cost: for every source that the proof cites, a
    /// [freeze](crate::WorldBuilder::freeze) and the claim held against the record once more.
    ///
    /// ```
    /// use comity::model::{Analyst, Claim, Proposition, Source};
    /// use comity::{Organization, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let (ann, aal) = (world.add(Analyst::new("ann", "Ann")), world.add(State::new("aal", "Aaland")));
    /// let pact = world.add(Organization::new("pact", "The Pact"));
    /// let book = world.add(Source::new("book", "The Book"));
    /// world.citing(book, "page 1").member(aal, pact, date(2003, 9, 18)..);
    /// let mut claim = Claim::new("in");
    /// (claim.by, claim.date) = (vec![ann.into()], Some(date(2024, 10, 20)));
    /// claim.proposition = Some(world.proposition(Proposition::TakesPart { member: aal.into(), body: pact.into(), status: None }));
    /// world.claim(claim);
    /// let world = world.freeze()?;
    /// let held = world.as_of(date(2024, 10, 20)).verdict_on(world.claims_by(ann).next().unwrap());
    /// let needed = held.sources_needed();
    /// assert_eq!(needed[0].source, book);
    /// assert_eq!(needed[0].verdict.as_str(), "undetermined");
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn sources_needed(&self) -> Vec<ClaimSourceNeeded> {
        let why = self.why();
        let needed = why.sources().into_iter().filter_map(|source| {
            let without = why.view.world().without_source(source).ok()?;
            let view = why.view.in_world(&without);
            let held = if self.hindsight {
                view.hindsight_on(self.claim)
            } else {
                view.verdict_on(self.claim)
            };
            let verdict = held.verdict;
            (verdict != self.verdict).then_some(ClaimSourceNeeded { source, verdict })
        });
        needed.collect()
    }
}

impl View<'_> {
    /// The sources that a membership cannot do without, by key: if one of them is dropped, it is open whether somebody is in.
    ///
    /// Of what is not so for certain nothing is needed.
    ///
    /// ```text
    /// needs(is_member(m, b), x) :- is_member(m, b) in the world, not is_member(m, b) in the world without x.
    /// ```
    ///
    /// Cost: for every source that the records of the membership cite, a [freeze](crate::WorldBuilder::freeze).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{Organization, State, World, date};
    ///
    /// let world = World::bundled();
    /// let (kaz, csto) = (world.find::<State>("kaz")?, world.find::<Organization>("csto")?);
    /// let needed = world.as_of(date(2024, 10, 20)).sources_needed_for_membership(kaz, csto);
    /// // It rests on more than one.
    /// assert!(needed.len() < 2);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn sources_needed_for_membership(
        &self,
        member: impl AsMember,
        body: impl Into<BodyId>,
    ) -> Vec<Id<Source>> {
        let world = self.world();
        let (member, body) = (world.own(member.member()), world.own(body.into()));
        if self.is_member(member, body) != Truth::Yes {
            return Vec::new();
        }
        // The spells of the body or of that through which it is held, and the texts on whose force it rests.
        let roll = Keeping::of(world, body).carrier().unwrap_or(body);
        let spells = world.spells(member, roll, None);
        let mut records: Vec<RecordId> =
            spells.iter().map(|spell| RecordId::Participation(spell.participation)).collect();
        let texts = [body, roll].into_iter().filter_map(|one| match one {
            BodyId::Treaty(treaty) => Some(treaty.into()),
            BodyId::Organization(_) => None,
        });
        records.extend(texts.map(RecordId::Entity));
        if let AnyEntity::Organization(_) = &world[roll.entity()] {
            let links = world.tables().links.iter().filter(|link| {
                link.role == LinkRole::Constituent && BodyId::from(link.organization) == roll
            });
            records.extend(links.map(|link| RecordId::Entity(link.instrument.entity())));
        }
        let cited = records.into_iter().filter_map(|record| provenance(world, record));
        let mut sources: Vec<Id<Source>> =
            cited.flat_map(|one| one.sources.iter().map(|citation| citation.source)).collect();
        sources.sort_by_key(|source| world.key(*source));
        sources.dedup();
        sources.retain(|source| {
            let without = world.without_source(*source);
            without.is_ok_and(|without| !self.in_world(&without).is_member(member, body).is_yes())
        });
        sources
    }
}
