//! Indexes in prepared form: what would have to be derived from records stands there, and what rows tell is derived as in every world.

use super::super::runs::Runs;
#[cfg(test)]
use super::BodyPlace;
use super::{Index, Reach};
use crate::model::Tables;
#[cfg(test)]
use crate::prepared::Writer;
use crate::prepared::{Form, Reader, record};

record! {
    Reach { complete, until }
}

/// Few of very many have any: what stands between those is told by its number.
impl<T: Form> Form for Runs<T> {
    fn read(from: &mut Reader<'_>) -> Self {
        let (mut len, some) = (from.number() as usize, from.count());
        if len > from.names.entities.len() + 1 {
            from.spoil();
            len = 0;
        }
        let mut start = Vec::with_capacity(some);
        let mut end = 0_u32;
        for _ in 0..some {
            let (none, more): (usize, u32) = Form::read(from);
            if none > len - start.len() {
                from.spoil();
                break;
            }
            start.resize(start.len() + none, end);
            end = end.saturating_add(more);
        }
        start.resize(len, end);
        let values: Vec<T> = Form::read(from);
        if values.len() != end as usize {
            from.spoil();
        }
        Self { start, values }
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        let Self { start, values } = self;
        let mut steps = Vec::new();
        let (mut at, mut end) = (0, 0);
        for (place, next) in start.iter().enumerate() {
            if *next != end {
                steps.push((place - at, next - end));
                (at, end) = (place, *next);
            }
        }
        to.count(start.len());
        steps.write(to);
        values.write(to);
    }
}

impl Index {
    /// Reads what [`write`](Self::write) wrote; of the tables it needs the rows, and no record.
    pub(in crate::world) fn read(from: &mut Reader<'_>, tables: &mut Tables) -> Self {
        let mut index = Self {
            order: Form::read(from),
            keys: Form::read(from),
            kinds: from.names.kinds.clone(),
            contested: Form::read(from),
            overlays: Form::read(from),
            provisions_by_text: Form::read(from),
            provisions_by_body: Form::read(from),
            provisions_by_state: Form::read(from),
            provision_rank: Form::read(from),
            provision_spans: Form::read(from),
            forces: Form::read(from),
            treaties_by_party: Form::read(from),
            parties: Form::read(from),
            links_by_organization: Form::read(from),
            links_by_instrument: Form::read(from),
            acts: Form::read(from),
            acts_by_state: Form::read(from),
            relations: Form::read(from),
            unread: Form::read(from),
            newest: Form::read(from),
            settled: Form::read(from),
            ..Self::default()
        };
        let reaches: Vec<Reach> = Form::read(from);
        let n = tables.entities.len();
        // What is derived from rows looks things up by number.
        let is_of_all = [index.order.len(), index.keys.len(), reaches.len()] == [n; 3];
        if is_of_all && from.is_sound() {
            index.seat(tables, &reaches);
        } else {
            from.spoil();
        }
        index
    }

    #[cfg(test)]
    pub(in crate::world) fn write(&self, tables: &Tables, to: &mut Writer) {
        let Self {
            order,
            keys: _,
            kinds: _,
            places,
            numbers: _,
            records: _,
            bodies: _,
            contested,
            overlays,
            provisions_by_text,
            provisions_by_body,
            provisions_by_state,
            provision_rank,
            provision_spans,
            forces,
            treaties_by_party,
            parties,
            links_by_organization,
            links_by_instrument,
            acts,
            acts_by_state,
            relations,
            unread,
            newest,
            first_until: _,
            settled,
        } = self;
        order.write(to);
        to.count(order.len());
        for id in order {
            let key = tables.key_of(*id);
            to.begin(key);
            to.text(key);
        }
        contested.write(to);
        overlays.write(to);
        provisions_by_text.write(to);
        provisions_by_body.write(to);
        provisions_by_state.write(to);
        provision_rank.write(to);
        provision_spans.write(to);
        forces.write(to);
        treaties_by_party.write(to);
        parties.write(to);
        links_by_organization.write(to);
        links_by_instrument.write(to);
        acts.write(to);
        acts_by_state.write(to);
        relations.write(to);
        unread.write(to);
        newest.write(to);
        settled.write(to);
        let reach = |place: &BodyPlace| Reach { complete: place.complete, until: place.until };
        places.iter().map(reach).collect::<Vec<_>>().write(to);
    }

    /// What is derived from rows, to be compared.
    #[cfg(test)]
    pub(crate) fn seats(&self) -> String {
        let Self { places, numbers, kinds, bodies, first_until, .. } = self;
        format!("{:?}", (places, numbers, kinds, bodies, first_until))
    }
}
