//! What became known after a day.

use super::{Answered, Asking};
use crate::EntityId;
use crate::time::Date;
use crate::wire::{NewsRow, Rows};
use crate::words::Names;
use crate::world::provenance;

/// The news after a day: all, or those about something.
pub(super) fn news(asking: &Asking<'_>, after: Date, about: Option<EntityId>) -> Answered {
    let view = &asking.view;
    let world = view.world();
    let names = Names::of(*view);
    let news = view.news_since(after).into_iter();
    let rows = news.filter(|one| about.is_none_or(|about| one.about.contains(&about))).map(|one| {
        let cited = provenance(world, one.record).and_then(|found| found.sources.first());
        NewsRow {
            known: one.known,
            record: world.tables().key(one.record).unwrap_or_default().to_owned(),
            kind: one.kind,
            on: one.on,
            text: asking.language.news(&names, &one),
            source: cited.map(|citation| world.key(citation.source).to_owned()),
        }
    });
    Answered::new(Rows::News(rows.collect()), Vec::new())
}
