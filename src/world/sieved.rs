//! Records of some sort by whom they are about: sieved once for each world, when somebody first asks.

use std::sync::OnceLock;

use super::World;
use super::member_runs::MemberRun;
use super::runs::Runs;
use crate::model::{Effect, Relation, RelationKind};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, State};

impl World {
    /// The provisions that bind whoever takes part in a body and that some rule tests, by key, for any body. Which are tested say the
    /// rules, which come later; they always say the same.
    pub(crate) fn tested_via<'w>(
        &'w self,
        is_tested: fn(&Effect) -> bool,
    ) -> impl Fn(BodyId) -> &'w [Id<Provision>] {
        let sieved = self.inner.tested.get_or_init(|| {
            let (tables, index) = (self.tables(), self.index());
            let all = tables.entities.ids().map(|entity| index.provisions_by(entity));
            let tested = all.enumerate().flat_map(|(at, via)| {
                let via = via.iter().copied();
                via.filter(|id| is_tested(&tables.provisions[*id].effect)).map(move |id| (at, id))
            });
            Runs::new(tables.entities.len(), tested)
        });
        |body| sieved.of(body.entity().index())
    }

    /// The provisions that some rule tests and that may bind a state on some day, by key: those by which whoever takes part in something
    /// is bound that the state is in at any time, that lists it or that names it, and those that name it.
    pub(crate) fn tested_of(
        &self,
        state: Id<State>,
        is_tested: fn(&Effect) -> bool,
    ) -> &[Id<Provision>] {
        let (tables, index) = (self.tables(), self.index());
        let states = || std::iter::repeat_with(OnceLock::new).take(self.states().count()).collect();
        let all: &[OnceLock<_>] = self.inner.tested_of.get_or_init(states);
        let find = || {
            let (member, via) = (EntityId::from(state), self.tested_via(is_tested));
            let (_, rows) = MemberRun::rows(tables, member);
            let mut found: Vec<Id<Provision>> = Vec::new();
            let mut last = None;
            for body in rows.map(|row| tables.body(&row)) {
                if last != Some(body) {
                    found.extend(via(body));
                }
                last = Some(body);
            }
            for treaty in index.treaties_listing(member) {
                found.extend(via((*treaty).into()));
            }
            for id in index.provisions_naming(state) {
                if let InstrumentId::Treaty(treaty) = tables.provisions[*id].instrument {
                    found.extend(via(treaty.into()));
                }
                found.extend(Some(*id).filter(|id| is_tested(&tables.provisions[*id].effect)));
            }
            found.sort_unstable_by_key(|id| index.provision_rank(*id));
            found.dedup();
            found.into()
        };
        let own = all.get(index.number(state.into()));
        own.map_or(&[][..], |own: &OnceLock<Box<[_]>>| own.get_or_init(find))
    }

    /// The hostilities on record in which somebody stands at either end.
    pub(crate) fn hostilities_of(&self, entity: EntityId) -> &[Id<Relation>] {
        let sieved = self.inner.hostile.get_or_init(|| {
            let tables = self.tables();
            let hostile = tables.relations.entries();
            let hostile = hostile.filter(|(_, one)| one.kind == RelationKind::Hostility);
            let by_end = hostile.flat_map(|(id, one)| {
                let other = (one.object != one.subject).then_some(one.object);
                [one.subject].into_iter().chain(other).map(move |end| (end.index(), id))
            });
            Runs::new(tables.entities.len(), by_end)
        });
        sieved.of(entity.index())
    }
}
