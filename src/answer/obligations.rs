//! What a state owes, to whom, by which text.

use std::ops::Deref;

use crate::model::{Bearer, Duty, EffectKind, Strength};
use crate::rules::Situation;
use crate::world::{RecordSubject, View};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State, Truth};

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

impl<'w> View<'w> {
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
        Situation::recorded(*self).provisions_binding(self.world().own(state)).into_owned()
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
    pub fn obligations_of(&self, state: Id<State>) -> Obligations<'w> {
        let situation = Situation::recorded(*self);
        let state = self.world().own(state);
        let mut rows = Vec::new();
        for (id, held) in situation.provisions_binding(state).iter().copied() {
            self.owed(&situation, id, &[(state.into(), held)], None, &mut rows);
        }
        Obligations::new(*self, Some(state), None, rows)
    }

    /// What is owed toward somebody on the day, by whom, by key of the debtor and of the provision: the other direction of
    /// [`obligations_of`](Self::obligations_of).
    ///
    /// ```text
    /// owes(s, t, duty, p) :- bound(s, p, d), duty(p, duty), bound(t, p, d), s != t.
    /// ```
    ///
    /// Source: as there. Cost: O(provisions × members of their circles).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::Duty;
    /// use comity::{State, World, date};
    ///
    /// let world = World::bundled();
    /// let (estonia, canada) = (world.find::<State>("est")?, world.find::<State>("can")?);
    /// let owed = world.as_of(date(2024, 10, 20)).obligations_toward(estonia);
    /// assert!(owed.iter().any(|one| one.duty == Duty::Defend && one.by == canada));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn obligations_toward(&self, entity: impl Into<EntityId>) -> Obligations<'w> {
        let situation = Situation::recorded(*self);
        let (world, entity) = (self.world(), self.world().own(entity.into()));
        let mut rows = Vec::new();
        for id in world.tables().provisions.ids() {
            let provision = &world[id];
            if provision.duty.is_none() || situation.stands(id).is_no() {
                continue;
            }
            let stands = situation.stands(id);
            let bearers: Vec<(EntityId, Truth)> = (situation.bearers(provision).into_iter())
                .map(|(member, truth)| (member, truth & stands))
                .collect();
            self.owed(&situation, id, &bearers, Some(entity), &mut rows);
        }
        Obligations::new(*self, None, Some(entity), rows)
    }

    /// What a provision has those who bear it owe: toward all, or toward somebody.
    fn owed(
        &self,
        situation: &Situation<'_>,
        id: Id<Provision>,
        bearers: &[(EntityId, Truth)],
        only_toward: Option<EntityId>,
        rows: &mut Vec<Obligation>,
    ) {
        let world = self.world();
        let provision = &world[id];
        if provision.duty.is_none() || provision.instrument.is_domestic() {
            return;
        }
        let strength = provision.stated_strength().unwrap_or(Strength::Unknown);
        let mut toward = situation.toward(provision);
        toward.retain(|(other, _)| only_toward.is_none_or(|only| only == *other));
        for (by, held) in bearers {
            let Some(by) = world.typed::<State>(*by) else { continue };
            for (other, truth) in toward.iter().filter(|(one, _)| *one != by.into()) {
                let truth = *held & *truth;
                rows.extend(provision.duties().filter(|_| truth.is_possible()).map(|duty| {
                    Obligation {
                        by,
                        toward: *other,
                        duty,
                        strength,
                        instrument: provision.instrument,
                        provision: id,
                        truth,
                    }
                }));
            }
        }
    }
}

/// Duties on the day of a view: what one owes, or what is owed toward one. A list of [`Obligation`]s, which says whether it is all.
#[derive(Clone, Debug)]
pub struct Obligations<'w> {
    rows: Vec<Obligation>,
    view: View<'w>,
    by: Option<Id<State>>,
    toward: Option<EntityId>,
    duty: Option<Duty>,
}

impl<'w> Obligations<'w> {
    fn new(
        view: View<'w>,
        by: Option<Id<State>>,
        toward: Option<EntityId>,
        mut rows: Vec<Obligation>,
    ) -> Self {
        let world = view.world();
        rows.sort_by(|a, b| {
            let place = |one: &Obligation| {
                let ends = (world.key(one.by), world.key(one.toward));
                (ends, one.duty.as_str(), &*world[one.provision].key)
            };
            place(a).cmp(&place(b))
        });
        Self { rows, view, by, toward, duty: None }
    }

    /// Those alone that are owed toward somebody.
    #[must_use]
    pub fn toward(mut self, entity: impl Into<EntityId>) -> Self {
        let entity = entity.into();
        self.rows.retain(|one| one.toward == entity);
        self.toward = Some(entity);
        self
    }

    /// Those alone that are of one kind: to defend, to consult …
    #[must_use]
    pub fn of_duty(mut self, duty: Duty) -> Self {
        self.rows.retain(|one| one.duty == duty);
        self.duty = Some(duty);
        self
    }

    /// Whether the record reaches: what is not listed is not owed.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::model::Duty;
    /// # use comity::{State, World, date};
    /// # let world = World::bundled();
    /// # let deu = world.find::<State>("deu")?;
    /// let owed = world.as_of(date(2024, 10, 20)).obligations_of(deu).of_duty(Duty::Defend);
    /// println!("{} duties, {}", owed.len(), if owed.is_complete() { "all" } else { "and perhaps more" });
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn is_complete(&self) -> bool {
        self.subjects().iter().all(|what| self.view.reach(what).is_complete())
            && self.open_rolls().is_empty()
    }

    /// The bodies whose participants owe such duties, and of which the record does not say whether those who are asked about are in,
    /// or who all is; each once.
    pub(crate) fn open_rolls(&self) -> Vec<BodyId> {
        let (view, world) = (&self.view, self.view.world());
        let situation = Situation::recorded(*view);
        let mut open: Vec<BodyId> = Vec::new();
        for id in world.tables().provisions.ids() {
            let provision = &world[id];
            let is_meant = match self.duty {
                Some(duty) => provision.duties().any(|one| one == duty),
                None => provision.duty.is_some(),
            };
            let stands = is_meant && !provision.instrument.is_domestic();
            if !stands || situation.stands(id).is_no() {
                continue;
            }
            let owed_to = provision.counterparty.as_ref().unwrap_or(&provision.bearer);
            let by = (self.by.map(EntityId::from), &provision.bearer);
            let ends = [by, (self.toward, owed_to)];
            // Where one end is certainly none, nothing is owed through the other.
            let is_out = |(who, side): (Option<EntityId>, &Bearer)| match (who, side) {
                (Some(who), Bearer::Participants(body)) => view.standing(who, *body).truth.is_no(),
                (Some(who), Bearer::Listed(states)) => {
                    !states.iter().any(|state| EntityId::from(*state) == who)
                }
                (None, Bearer::Participants(_) | Bearer::Listed(_)) => false,
                (_, Bearer::ThirdStates | Bearer::Nobody) => true,
            };
            if ends.into_iter().any(is_out) {
                continue;
            }
            for (who, side) in ends {
                let Bearer::Participants(body) = side else { continue };
                let what = match who {
                    Some(member) => RecordSubject::Participation { member, body: *body },
                    None => RecordSubject::roll(*body),
                };
                if !open.contains(body) && !view.reach(&what).is_complete() {
                    open.push(*body);
                }
            }
        }
        open
    }

    pub(crate) const fn view(&self) -> View<'w> {
        self.view
    }

    /// What the record would have to speak of: the provisions that impose such duties.
    pub(crate) fn subjects(&self) -> Vec<RecordSubject> {
        let imposes = |kind: &EffectKind| match (self.duty, kind.duty()) {
            (Some(duty), Some(imposed)) => duty == imposed,
            (None, _) | (Some(_), None) => false,
        };
        let kinds: Vec<Option<EffectKind>> = if self.duty.is_some() {
            EffectKind::ALL.into_iter().filter(imposes).map(Some).collect()
        } else {
            vec![None]
        };
        let of = |what: RecordSubject| match self.by {
            Some(by) => what.in_the_case_of(by),
            None => what,
        };
        kinds.into_iter().map(|kind| of(RecordSubject::duties(kind))).collect()
    }
}

impl Deref for Obligations<'_> {
    type Target = [Obligation];

    fn deref(&self) -> &[Obligation] {
        &self.rows
    }
}

impl IntoIterator for Obligations<'_> {
    type Item = Obligation;
    type IntoIter = std::vec::IntoIter<Obligation>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

impl<'a> IntoIterator for &'a Obligations<'_> {
    type Item = &'a Obligation;
    type IntoIter = std::slice::Iter<'a, Obligation>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}
