//! What a state owes, to whom, by which text.

use crate::model::{Duty, Strength};
use crate::rules::Situation;
use crate::world::View;
use crate::{EntityId, Id, InstrumentId, Provision, State, Truth};

/// One duty of one state toward another.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Obligation {
    /// Who owes it.
    pub by: Id<State>,
    /// Toward whom.
    pub toward: EntityId,
    /// What is owed.
    pub duty: Duty,
    /// How strictly.
    pub strength: Strength,
    /// The text.
    pub instrument: InstrumentId,
    /// The provision.
    pub provision: Id<Provision>,
    /// Whether for certain.
    pub truth: Truth,
}

impl View<'_> {
    /// The provisions that bind a state on the day, for certain or possibly, by key.
    ///
    /// ```text
    /// bound(s, p, d) :- stands(p, d), bears(s, p, d).
    /// ```
    ///
    /// Source: pacta sunt servanda, VCLT art. 26. Cost: O(provisions of the bodies that the state is in).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{State, Treaty, World, date};
    /// # let world = World::bundled();
    /// # let (kaz, cst) = (world.find::<State>("kaz")?, world.find::<Treaty>("cst")?);
    /// # let article_4 = world.provisions_of(cst).nth(2).unwrap();
    /// let today = world.as_of(date(2024, 10, 20));
    /// let bound = today.provisions_binding(kaz);
    /// // Article 4 of the Collective Security Treaty: an attack on one is an attack on all.
    /// assert!(bound.iter().any(|(provision, truth)| *provision == article_4 && truth.is_yes()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn provisions_binding(&self, state: Id<State>) -> Vec<(Id<Provision>, Truth)> {
        Situation::recorded(*self).provisions_binding(self.world().own(state))
    }

    /// Whom a provision binds on the day, for certain or possibly, by key: the other direction of
    /// [`provisions_binding`](Self::provisions_binding).
    ///
    /// ```text
    /// bound(s, p, d) :- stands(p, d), bears(s, p, d).
    /// ```
    ///
    /// Cost: O(spells of the body that bears it).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Treaty, World, date};
    /// # let world = World::bundled();
    /// # let cst = world.find::<Treaty>("cst")?;
    /// # let article_4 = world.provisions_of(cst).nth(2).unwrap();
    /// let today = world.as_of(date(2024, 10, 20));
    /// let bound: Vec<&str> = today.bound_by(article_4).iter().map(|(one, _)| world.key(*one)).collect();
    /// assert_eq!(bound, ["arm", "blr", "kaz", "kgz", "rus", "tjk"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn bound_by(&self, provision: Id<Provision>) -> Vec<(EntityId, Truth)> {
        let situation = Situation::recorded(*self);
        let stands = situation.stands(self.world().own(provision));
        let bearers = situation.bearers(&self.world()[provision]);
        bearers
            .into_iter()
            .map(|(member, truth)| (member, truth & stands))
            .filter(|(_, truth)| truth.is_possible())
            .collect()
    }

    /// What a state owes on the day, toward whom, by key of the other and of the provision.
    ///
    /// # Rule
    ///
    /// ```text
    /// owes(s, t, duty, p) :- bound(s, p, d), duty(p, duty), bound(t, p, d), s != t.
    /// ```
    ///
    /// Source: pacta sunt servanda, VCLT art. 26, and the provisions named. Conditions of a provision (`when`) are not
    /// evaluated: this is what is owed if they are met.
    ///
    /// # Cost
    ///
    /// O(provisions of the state × members of their circles).
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::Duty;
    /// use comity::{State, World, date};
    ///
    /// let world = World::bundled();
    /// let (turkiye, azerbaijan) = (world.find::<State>("tur")?, world.find::<State>("aze")?);
    /// let owed = world.as_of(date(2024, 10, 20)).obligations_of(turkiye);
    /// assert!(owed.iter().any(|one| one.duty == Duty::Defend && one.toward == azerbaijan.into()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn obligations_of(&self, state: Id<State>) -> Vec<Obligation> {
        let situation = Situation::recorded(*self);
        let world = self.world();
        let mut owed = Vec::new();
        for (id, held) in situation.provisions_binding(world.own(state)) {
            let provision = &world[id];
            let Some(duty) = provision.duty else { continue };
            if provision.instrument.is_domestic() {
                continue;
            }
            let strength = provision.stated_strength().unwrap_or(Strength::Unknown);
            let toward = situation.toward(provision);
            for (other, truth) in toward.into_iter().filter(|(one, _)| *one != state.into()) {
                owed.push(Obligation {
                    by: state,
                    toward: other,
                    duty,
                    strength,
                    instrument: provision.instrument,
                    provision: id,
                    truth: held & truth,
                });
            }
        }
        owed.sort_by(|a, b| {
            let place = |one: &Obligation| {
                (world.key(one.toward), one.duty.as_str(), &*world[one.provision].key)
            };
            place(a).cmp(&place(b))
        });
        owed
    }
}
