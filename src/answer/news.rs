//! What became known after a day: acts, what was said, what began and ended, and what was corrected.

use crate::base::words;
use crate::model::{AnyEntity, RecordId, Timed};
use crate::time::{Date, Day};
use crate::world::View;
use crate::{BodyId, EntityId};

/// What sort of thing became known of a record.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NewsKind {
    /// A state acted on a text.
    Act,
    /// Somebody said something.
    Said,
    /// A text was signed.
    Signed,
    /// It began to hold.
    Begins,
    /// It ended.
    Ends,
    /// Its days were corrected.
    Corrected,
}

words! {
    NewsKind, "kind of news":
    Act = "act",
    Said = "said",
    Signed = "signed",
    Begins = "begins",
    Ends = "ends",
    Corrected = "corrected",
}

/// Something that became known on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct News {
    /// Since when it could be known: the day that its record says, else the day that it is about.
    pub known: Day,
    /// Of which record.
    pub record: RecordId,
    /// What.
    pub kind: NewsKind,
    /// The day that it is about.
    pub on: Date,
    /// The entities that the record names.
    pub about: Vec<EntityId>,
}

impl View<'_> {
    /// What could be known only after a day, and by that of the view, or by the day by which it wants things to be known; by day, then
    /// by the key of the record.
    ///
    /// # Arguments
    ///
    /// A date; of one that is not known to the day, its last day counts.
    ///
    /// # Returns
    ///
    /// Acts, claims, texts, and what began, ended or was corrected of participations, of what lies over them, of provisions and of relations.
    /// Spells without a key of their own are left out.
    ///
    /// # Rule
    ///
    /// ```text
    /// news(r, k, d0, d1) :- known(r, k, d), d > d0, d <= d1.
    /// ```
    ///
    /// # Cost
    ///
    /// O(records).
    ///
    /// # Source
    ///
    /// Valid time and transaction time (Snodgrass, *Developing Time-Oriented Database Applications in SQL*, 2000).
    ///
    /// # Example
    ///
    /// ```
    /// use comity::answer::NewsKind;
    /// use comity::{Organization, State, World, date};
    ///
    /// let mut world = World::builder();
    /// let (aal, pact) = (world.add(State::new("aal", "Aaland")), world.add(Organization::new("pact", "The Pact")));
    /// world.member(aal, pact, date(2003, 9, 18)..date(2012, 12, 19));
    /// let world = world.freeze()?;
    /// let news = world.as_of(date(2024, 10, 20)).news_since(date(2010, 1, 1));
    /// // In 2010 nobody knew that it would leave.
    /// assert_eq!(news.iter().map(|one| one.kind).collect::<Vec<_>>(), [NewsKind::Ends]);
    /// assert!(news[0].about.contains(&aal.into()));
    /// # Ok::<(), comity::BuildError>(())
    /// ```
    pub fn news_since(&self, after: impl Into<Date>) -> Vec<News> {
        let tables = self.world().tables();
        let mut told = Telling { news: Vec::new() };
        for (id, act) in tables.acts.entries() {
            let known = act.known.or(act.provenance.recorded);
            let text = act.instrument.entity();
            let states = act.by.iter().chain(&act.concerning).map(|state| EntityId::from(*state));
            told.add(id, NewsKind::Act, known, Some(act.date), states.chain([text]));
        }
        for (id, claim) in tables.claims.entries() {
            let known = claim.provenance.recorded;
            let about = claim.by.iter().copied().chain(claim.topics(tables));
            told.add(id, NewsKind::Said, known, claim.date, about);
        }
        for (id, entity) in tables.entities.entries() {
            let mut add = |kind, on| told.add(RecordId::Entity(id), kind, None, on, [id]);
            match entity {
                AnyEntity::Treaty(treaty) => {
                    add(NewsKind::Signed, treaty.signed);
                    add(NewsKind::Begins, treaty.in_force);
                    add(NewsKind::Ends, treaty.ended);
                }
                AnyEntity::Law(law) => {
                    add(NewsKind::Begins, law.in_force);
                    add(NewsKind::Ends, law.ended);
                }
                AnyEntity::State(_) | AnyEntity::Organization(_) => {
                    for spell in entity.profile().existence.spells() {
                        add(NewsKind::Begins, spell.from);
                        add(NewsKind::Ends, spell.to);
                    }
                }
                AnyEntity::Person(_)
                | AnyEntity::Analyst(_)
                | AnyEntity::Outlet(_)
                | AnyEntity::Source(_)
                | AnyEntity::Event(_)
                | AnyEntity::Place(_)
                | AnyEntity::Project(_)
                | AnyEntity::Group(_)
                | AnyEntity::CapabilityDomain(_)
                | AnyEntity::Hypothetical(_)
                | AnyEntity::Relationship(_) => {}
            }
        }
        for row in &tables.participations {
            let Some(detail) = tables.detail(&row) else { continue };
            let (id, ends) =
                (tables.id_of(&row), [tables.member(&row), tables.body(&row).entity()]);
            told.add_timed(id, detail.time, ends);
            for former in &detail.superseded {
                let on = former.time.valid.from.or(former.time.valid.to);
                told.add(id, NewsKind::Corrected, Some(former.on), on, ends);
            }
        }
        for (id, overlay) in tables.overlays.entries() {
            told.add_timed(id, overlay.time, [overlay.member, BodyId::entity(overlay.body)]);
        }
        for (id, provision) in tables.provisions.entries() {
            told.add_timed(id, provision.time, [provision.instrument.entity()]);
        }
        for (id, relation) in tables.relations.entries() {
            told.add_timed(id, relation.time, [relation.subject, relation.object]);
        }
        let (_, after) = after.into().bounds();
        let until = self.knowledge().or_else(|| self.as_of().latest());
        let mut news = told.news;
        news.retain(|one| {
            one.known.number() > after && until.is_none_or(|until| one.known <= until)
        });
        news.sort_by_cached_key(|one| {
            (one.known, tables.key(one.record), one.kind, one.on.bounds())
        });
        news
    }
}

/// What became known, on whatever day.
struct Telling {
    news: Vec<News>,
}

impl Telling {
    /// Something of a day, known since another one, or since that.
    fn add(
        &mut self,
        record: impl Into<RecordId>,
        kind: NewsKind,
        known: Option<Day>,
        on: Option<Date>,
        about: impl IntoIterator<Item = EntityId>,
    ) {
        let Some(on) = on else { return };
        let Some(known) = known.or_else(|| on.earliest()) else { return };
        let (record, about) = (record.into(), about.into_iter().collect());
        self.news.push(News { known, record, kind, on, about });
    }

    /// The two ends of what holds for a time.
    fn add_timed<const N: usize>(
        &mut self,
        record: impl Into<RecordId>,
        time: Timed,
        about: [EntityId; N],
    ) {
        let record = record.into();
        self.add(record, NewsKind::Begins, time.from_known, time.valid.from, about);
        self.add(record, NewsKind::Ends, time.to_known, time.valid.to, about);
    }
}
