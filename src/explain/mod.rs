//! Explanations: why a finding holds, as data that can be checked and as prose that can be read.
//!
//! [`Finding::why`](crate::Finding::why) gives an [`Explanation`]: print it, walk its [`Proof`], or have it
//! [checked](check) by code that shares nothing with the rules.

mod derive;
#[cfg(feature = "argumentation")]
mod dispute;
mod needed;
mod said;

pub(crate) use said::asked_of_claim;

pub use needed::{ClaimSourceNeeded, SourceNeeded};

use std::sync::LazyLock;

use crate::answer::{Consequences, Finding, Prevalence};
use crate::proof::check::{self, Case, Forgery, Readings};
use crate::proof::{Proof, Step};
use crate::scenario::Scenario;
use crate::world::{View, provenance};
use crate::{AsMember, BodyId, Citation, Id, Source};

/// Why a finding holds.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    pub(crate) view: View<'a>,
    scenario: &'a Scenario,
    pub(crate) proof: Proof,
}

impl<'a> Finding<'a, '_> {
    /// Why: a proof derived on demand, which prints as prose with its sources.
    ///
    /// Cost: the conflict test of this state once more, with its premises kept.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::EffectKind;
    /// use comity::{Change, Organization, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let answer = world.as_of(date(2024, 10, 20)).consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// for exit in answer.must_exit() {
    ///     let why = exit.why();
    ///     assert!(why.holds());
    ///     assert!(why.to_string().contains("Collective Security Treaty"));
    /// }
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn why(&self) -> Explanation<'a> {
        let proof = derive::verdict(self);
        Explanation { view: self.answer.view(), scenario: self.answer.scenario(), proof }
    }
}

/// The hypothesis of who asks about the world as it is.
static NOTHING: LazyLock<Scenario> = LazyLock::new(Scenario::default);

impl Prevalence {
    /// Why: a proof of which text prevails, or of all that may turn out, on the view that was asked.
    ///
    /// # Cost
    ///
    /// A scan of the provisions for the general rules that it rests on.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, Treaty, World, date};
    /// # let world = World::bundled();
    /// # let (charter, alliance) = (world.find::<Treaty>("unc")?, world.find::<Treaty>("nat")?);
    /// # let (france, turkey) = (world.find::<State>("fra")?, world.find::<State>("tur")?);
    /// let today = world.as_of(date(2024, 10, 20));
    /// let found = today.which_prevails(alliance, charter, [france, turkey]);
    /// let why = found.why(&today);
    /// assert!(why.holds());
    /// // It rests on article 103 of the Charter.
    /// assert!(why.proof().records().contains(&"p107"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn why<'a>(&self, view: &View<'a>) -> Explanation<'a> {
        let world = view.world();
        for text in self.texts {
            world.own(text);
        }
        for state in self.between {
            world.own(state);
        }
        let proof = derive::prevalence(view, self);
        Explanation { view: *view, scenario: &NOTHING, proof }
    }
}

impl Consequences<'_> {
    /// Why somebody is not bound by what changes: an observer, a former member, or never in; nothing if it is bound, for
    /// certain or possibly.
    ///
    /// Cost: that of [`View::standing`](crate::View::standing).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (hun, kaz) = (world.find::<State>("hun")?, world.find::<State>("kaz")?);
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let why = answer.why_not_bound(hun, ots).unwrap();
    /// assert!(why.holds());
    /// assert!(why.to_string().contains("observer"));
    /// assert!(answer.why_not_bound(kaz, ots).is_none());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn why_not_bound(
        &self,
        entity: impl AsMember,
        body: impl Into<BodyId>,
    ) -> Option<Explanation<'_>> {
        let (entity, body) = (self.world().own(entity.member()), self.world().own(body.into()));
        let proof = derive::not_bound(self, entity, body)?;
        Some(Explanation { view: self.view(), scenario: self.scenario(), proof })
    }
}

impl Explanation<'_> {
    /// The proof, as data.
    pub const fn proof(&self) -> &Proof {
        &self.proof
    }

    /// The steps of the proof, causes before effects.
    pub fn steps(&self) -> &[Step] {
        &self.proof.steps
    }

    /// Whether the independent checker accepts every step.
    pub fn holds(&self) -> bool {
        self.verify().is_ok()
    }

    /// Has the independent checker re-derive every step from the records.
    ///
    /// # Errors
    ///
    /// [`Forgery`] names the first step that does not follow.
    pub fn verify(&self) -> Result<(), Forgery> {
        check::check(&case(&self.view, self.scenario), &self.proof)
    }

    /// The sources of the cited records, by key, each once; see [`citations`](Self::citations) for the places in them.
    pub fn sources(&self) -> Vec<Id<Source>> {
        let mut sources: Vec<Id<Source>> =
            self.citations().iter().map(|citation| citation.source).collect();
        sources.dedup();
        sources
    }

    /// What the cited records cite: source and place in it, by key, each once.
    pub fn citations(&self) -> Vec<Citation> {
        let world = self.view.world();
        let mut citations: Vec<Citation> = (self.proof.records().into_iter())
            .filter_map(|key| world.record(key).ok())
            .filter_map(|id| provenance(world, id))
            .flat_map(|provenance| provenance.sources.iter().cloned())
            .collect();
        citations.sort_by(|a, b| {
            (world.key(a.source), &a.locator).cmp(&(world.key(b.source), &b.locator))
        });
        citations.dedup();
        citations
    }
}

/// The question of a view and a scenario, as the checker takes it.
///
/// Against another world than the one that was asked, a proof is checked with a view and a scenario of that world:
/// [`check::check`]`(&case(&view, &scenario), &proof)`.
pub fn case<'a>(view: &View<'a>, scenario: &'a Scenario) -> Case<'a> {
    let reading = view.reading();
    Case {
        tables: view.world().tables(),
        as_of: view.as_of(),
        known_by: view.knowledge(),
        presumption: view.presumption(),
        readings: Readings {
            general: Some(reading.general().into()),
            single: reading.provisions().map(|(key, name)| (key.into(), name.into())).collect(),
        },
        scenario,
    }
}

/// Several explanations told one after the other, with one list of sources at the end.
#[derive(Clone, Debug, Default)]
pub struct Narrative<'a> {
    pub(crate) explanations: Vec<Explanation<'a>>,
}

impl<'a> FromIterator<Explanation<'a>> for Narrative<'a> {
    fn from_iter<I: IntoIterator<Item = Explanation<'a>>>(explanations: I) -> Self {
        Self { explanations: explanations.into_iter().collect() }
    }
}

impl<'a> Narrative<'a> {
    /// The explanations, one by one.
    pub fn explanations(&self) -> &[Explanation<'a>] {
        &self.explanations
    }

    /// Whether the independent checker accepts every step of every proof.
    pub fn holds(&self) -> bool {
        self.explanations.iter().all(Explanation::holds)
    }

    /// How many steps all proofs have together.
    pub fn n_steps(&self) -> usize {
        self.explanations.iter().map(|explanation| explanation.steps().len()).sum()
    }
}
