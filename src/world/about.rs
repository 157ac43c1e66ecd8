//! What the record says of something beside what it takes part in, and the dense number of an entity.

use super::World;
use crate::model::{Act, Bearer, Claim, Contested, Overlay, Provision, Record, Relation};
use crate::{Date, EntityId, Id, InstrumentId};

/// All that the record says of an entity, whenever: its spells stand in [`World::spells`] and [`World::history_of`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct About {
    /// What is claimed about it, by day and key.
    pub claims: Vec<Id<Claim>>,
    /// The provisions of a text, or else those that bind it by name or are owed to it by name, by key.
    pub provisions: Vec<Id<Provision>>,
    /// The values on which sources differ, of its own record or of a participation, an overlay or a provision that is named here, by
    /// key.
    pub contested: Vec<Id<Contested>>,
    /// What ever lay over a participation of it or in it, by its beginning: suspended, frozen, withdrawn from the command.
    pub overlays: Vec<Id<Overlay>>,
    /// The relations in which it stands at either end, by key.
    pub relations: Vec<Id<Relation>>,
    /// What was done by it or upon it, by day.
    pub acts: Vec<Id<Act>>,
}

impl World {
    /// What the record says of an entity, whatever the day: claims, provisions, contested values, overlays with their history,
    /// relations and acts.
    ///
    /// Cost: O(claims + overlays + contested values + provisions).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::OverlayKind;
    /// use comity::{State, World};
    ///
    /// let world = World::bundled();
    /// let greece = world.find::<State>("grc")?;
    /// let about = world.about(greece);
    /// // Greece left the integrated command in 1974, and came back in 1980; it never left the treaty.
    /// let overlays = about.overlays.iter().map(|id| &world[*id]);
    /// let command = overlays.filter(|one| one.kind == OverlayKind::OutsideIntegratedCommand);
    /// assert_eq!(command.map(|one| one.time.valid.to_string()).collect::<Vec<_>>(), ["1974-08-14/1980-10-20"]);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn about(&self, entity: impl Into<EntityId>) -> About {
        let entity = self.own(entity.into());
        let (tables, index) = (self.tables(), self.index());
        let mut claims: Vec<Id<Claim>> = (tables.claims.entries())
            .filter(|(_, claim)| claim.about.contains(&entity))
            .map(|(id, _)| id)
            .collect();
        claims.sort_by_key(|id| {
            let claim = &tables.claims[*id];
            (claim.date.map(Date::bounds), &claim.key)
        });
        let mut overlays: Vec<Id<Overlay>> = (tables.overlays.entries())
            .filter(|(_, one)| one.member == entity || one.body.entity() == entity)
            .map(|(id, _)| id)
            .collect();
        overlays.sort_by_key(|id| {
            let overlay = &tables.overlays[*id];
            (overlay.time.valid.span().from_lo, &overlay.key)
        });
        let names_it = |bearer: &Bearer| match bearer {
            Bearer::Listed(states) => states.iter().any(|state| EntityId::from(*state) == entity),
            Bearer::Participants(body) => body.entity() == entity,
            Bearer::ThirdStates | Bearer::Nobody => false,
        };
        let mut provisions: Vec<Id<Provision>> = (tables.provisions.entries())
            .filter(|(_, one)| {
                let is_of_text = one.instrument.entity() == entity;
                is_of_text
                    || names_it(&one.bearer)
                    || one.counterparty.as_ref().is_some_and(names_it)
            })
            .map(|(id, _)| id)
            .collect();
        provisions.sort_by_key(|id| index.provision_rank(*id));

        let mut keys: Vec<&str> = vec![self.key(entity)];
        keys.extend(overlays.iter().map(|id| &*tables.overlays[*id].key));
        keys.extend(provisions.iter().map(|id| &*tables.provisions[*id].key));
        let rows = tables.participations.iter();
        let own =
            rows.filter(|row| tables.member(row) == entity || tables.body(row).entity() == entity);
        keys.extend(own.filter_map(|row| Some(&*tables.detail(&row)?.key)));
        keys.sort_unstable();
        let is_meant = |of: &str| keys.binary_search(&of).is_ok();
        let mut contested: Vec<Id<Contested>> = (tables.contested.entries())
            .filter(|(_, one)| one.of.as_deref().is_some_and(is_meant))
            .map(|(id, _)| id)
            .collect();
        contested.sort_by_key(|id| tables.contested[*id].key());

        let relations = index.relations_of(entity).to_vec();
        let mut acts: Vec<Id<Act>> = match InstrumentId::of(entity, self[entity].kind()) {
            Some(instrument) => index.acts_on(instrument).to_vec(),
            None => Vec::new(),
        };
        acts.extend(self.typed(entity).into_iter().flat_map(|state| index.acts_by(state)));
        About { claims, provisions, contested, overlays, relations, acts }
    }

    /// The number of something among all of its kind, in the order of their keys: from 0 on, without gaps, so that a row of a matrix
    /// can be found by it.
    ///
    /// A world that is layered over this one, or differs from it, numbers anew; ids are for keeping, numbers for counting.
    ///
    /// Cost: O(1) after the freeze.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{Id, State, World};
    ///
    /// let world = World::bundled();
    /// let states: Vec<Id<State>> = world.all::<State>().collect();
    /// let kaz = world.find::<State>("kaz")?;
    /// assert_eq!(states[world.number(kaz)], kaz);
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn number(&self, id: impl Into<EntityId>) -> usize {
        self.index().number(self.own(id.into()))
    }
}
