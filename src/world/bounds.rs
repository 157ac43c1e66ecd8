//! The bounds within which a participation holds: those of its record, of what sources dispute, of the roll, and of the
//! existence of both ends.
//!
//! Nobody is in what does not exist, and nobody is in anything who does not: so a participation begins and ends with its member and
//! its body at the latest. That is worked out once, when the world is frozen, so that no question pays for it.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::model::{
    AnyEntity, Coverage, CoverageLevel, Detail, Existence, Kind, Matter, Participation,
    RelationKind, Scheme, Tables,
};
#[cfg(feature = "dataset")]
use crate::prepared::record;
use crate::time::{Date, Day, FOREVER, NEVER, Span};
use crate::{BodyId, EntityId, Truth};

/// The days between which an end of something lies, where sources dispute it and none of them is preferred.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dispute {
    from: Option<(i32, i32)>,
    to: Option<(i32, i32)>,
    /// The records that say so.
    pub(crate) records: Vec<Box<str>>,
}

impl Dispute {
    /// A span with its stated ends widened to all that is held of them. An end that is open, or not known yet, stays so.
    fn widen(&self, span: Span) -> Span {
        let hull = |(lo, hi): (i32, i32), said: Option<(i32, i32)>, open: (i32, i32)| match said {
            Some((low, high)) if (lo, hi) != open => (lo.min(low), hi.max(high)),
            _ => (lo, hi),
        };
        let from = hull((span.from_lo, span.from_hi), self.from, (NEVER, NEVER));
        let to = hull((span.to_lo, span.to_hi), self.to, (FOREVER, FOREVER));
        Span::new(from, to)
    }
}

/// What sources dispute without preference, by the key of the record.
pub(crate) type Disputes = BTreeMap<Box<str>, Dispute>;

/// The disputes about when something began or ended. What is no date says nothing about that.
fn disputes(tables: &Tables) -> Disputes {
    let mut disputes = Disputes::new();
    for contested in &tables.contested {
        let (Some(of), Some(field)) = (&contested.of, contested.field.as_deref()) else { continue };
        if contested.values.iter().any(|value| value.preferred) {
            continue;
        }
        let dates = contested.values.iter().filter_map(|value| Date::parse(&value.value).ok());
        let hull = dates.map(Date::bounds).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let is_beginning = matches!(field, "from" | "in_force");
        if !is_beginning && !matches!(field, "to" | "ended") {
            continue;
        }
        let dispute = disputes.entry(of.clone()).or_default();
        if is_beginning {
            dispute.from = hull;
        } else {
            dispute.to = hull;
        }
        dispute.records.push(contested.key.clone());
    }
    disputes
}

/// When each entity existed, by number; `None` for what has no day on record.
pub(crate) type Lives = Vec<Option<Box<[Span]>>>;

/// When an entity existed, as far as its record and what sources dispute of it say; a treaty that ended exists no more.
fn life(record: &AnyEntity, dispute: Option<&Dispute>) -> Option<Box<[Span]>> {
    let existence = &record.profile().existence;
    let ended = match record {
        AnyEntity::Treaty(treaty) => treaty.ended,
        _ => None,
    };
    if *existence == Existence::ALWAYS && ended.is_none() {
        return None;
    }
    let widen = |span: Span| dispute.map_or(span, |dispute| dispute.widen(span));
    let mut spans: Vec<Span> = existence.spans().collect();
    // Disputed are the first beginning and the last end.
    if let [only] = &mut spans[..] {
        *only = widen(*only);
    } else if let [first, .., last] = &mut spans[..] {
        let (begins, ends) = (widen(*first), widen(*last));
        *first = Span { from_lo: begins.from_lo, from_hi: begins.from_hi, ..*first };
        *last = Span { to_lo: ends.to_lo, to_hi: ends.to_hi, ..*last };
    }
    if let Some(ended) = ended {
        let force = widen(Span::new((NEVER, NEVER), ended.bounds()));
        spans = spans.into_iter().filter_map(|span| clipped(span, force)).collect();
    }
    Some(spans.into())
}

/// When each entity existed.
fn lives(tables: &Tables, disputes: &Disputes) -> Lives {
    let entities = tables.entities.iter();
    entities.map(|record| life(record, disputes.get(record.key()))).collect()
}

/// Within which bounds participations hold.
pub(crate) struct Bounds<'t> {
    pub(crate) tables: &'t Tables,
    pub(crate) disputes: &'t Disputes,
    pub(crate) lives: &'t Lives,
}

impl Bounds<'_> {
    fn coverage_of(&self, body: BodyId) -> Option<&Coverage> {
        match &self.tables.entities[body.entity()] {
            AnyEntity::Organization(organization) => Some(&organization.coverage),
            AnyEntity::Treaty(treaty) => Some(&treaty.coverage),
            _ => None,
        }
    }

    /// The spans in which a participation holds that is said to hold in one: none where its member or body did not exist then,
    /// several where one of them existed in several spells.
    pub(crate) fn of(
        &self,
        row: &Participation,
        detail: Option<&Detail>,
        said: Span,
    ) -> SmallVec<[Span; 1]> {
        let body = self.tables.body(row);
        let disputed = detail.and_then(|detail| self.disputes.get(&detail.key));
        let span = disputed.map_or(said, |dispute| dispute.widen(said));
        let admitted_before = detail.is_some_and(|detail| detail.before_statehood);
        let life = |end: usize| self.lives.get(end).and_then(Option::as_deref);
        let member = (!admitted_before).then(|| life(row.member())).flatten();
        let mut spans: SmallVec<[Span; 1]> = match (member, life(body.entity().index())) {
            (None, None) => SmallVec::from_buf([span]),
            (Some(life), None) | (None, Some(life)) => {
                life.iter().filter_map(|life| clipped(span, *life)).collect()
            }
            (Some(member), Some(body)) => (member.iter())
                .flat_map(|one| body.iter().filter_map(|other| both(*one, *other)))
                .filter_map(|life| clipped(span, life))
                .collect(),
        };
        if span.from_hi == NEVER
            && let Some(first) = self.coverage_of(body).and_then(|coverage| coverage.from)
        {
            // Where the roll does not go back to the beginning, what is in on its first day may have come in on any day before.
            for span in &mut spans {
                let from_hi = span.from_hi.max(first.number());
                *span = Span::new((span.from_lo, from_hi), (span.to_lo, span.to_hi));
            }
        }
        spans
    }
}

/// Puts every participation within its bounds.
pub(crate) fn settle(tables: &mut Tables) -> Settled {
    let mut settled = Settled::new(tables);
    let mut gaps = Gaps::new();
    let mut rows = std::mem::take(tables.participations.open());
    for (at, row) in rows.iter_mut().enumerate() {
        let spans = settled.bounds(tables).of(row, tables.detail(row), row.span);
        let span = hull(&spans);
        if spans.len() > 1 {
            gaps.insert(at, spans.into_boxed_slice());
        }
        if span != row.span {
            if row.is_bare() {
                tables.keep_print(row);
                tables.recorded.insert(at, row.span);
            }
            row.span = span;
        }
    }
    *tables.participations.open() = rows;
    settled.gaps = gaps;
    settled
}

/// What the freeze has settled of the bounds of things.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    pub(crate) disputes: Disputes,
    pub(crate) lives: Lives,
    pub(crate) gaps: Gaps,
    /// Between which days the record of treaties, of laws, of names, of states and of organizations speaks.
    pub(crate) treaties: Horizon,
    pub(crate) laws: Horizon,
    pub(crate) names: Horizon,
    pub(crate) states: Horizon,
    pub(crate) organizations: Horizon,
    /// The same of the relations of each kind, and of the codes of each scheme.
    relations: BTreeMap<RelationKind, Horizon>,
    codes: BTreeMap<Scheme, Horizon>,
    /// The numbers of the treaties and laws about whose beginning or end there is a dispute, ascending.
    pub(crate) disputed_texts: Vec<usize>,
    /// The same of whatever is there, treaties among them.
    pub(crate) disputed: Vec<usize>,
}

/// Between which days a record speaks: from the first on, and before the second.
pub(crate) type Horizon = (i32, i32);

/// All days.
const ALL_DAYS: Horizon = (NEVER, FOREVER);

/// Between which days the record of a matter speaks, in full or in part.
fn horizon(tables: &Tables, about: Matter, which: Option<&str>) -> Horizon {
    let extents = tables.extents.iter().filter(|extent| {
        let is_meant = match (which, extent.subject.as_deref()) {
            (Some(which), Some(subject)) => which == subject,
            (None, _) | (_, None) => true,
        };
        extent.about == about && extent.level != CoverageLevel::None && is_meant
    });
    let spans = extents.map(|extent| {
        (extent.from.map_or(NEVER, Day::number), extent.until.map_or(FOREVER, Day::number))
    });
    spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or(ALL_DAYS)
}

impl Settled {
    /// What can be settled before the participations are put within their bounds.
    pub(crate) fn new(tables: &Tables) -> Self {
        let disputes = disputes(tables);
        let lives = lives(tables, &disputes);
        let is_disputed = |(id, entity): (EntityId, &AnyEntity)| {
            let is_text = matches!(entity, AnyEntity::Treaty(_) | AnyEntity::Law(_));
            (is_text && disputes.contains_key(entity.key())).then_some(id.index())
        };
        let in_dispute = (tables.entities.entries())
            .filter(|(_, entity)| disputes.contains_key(entity.key()))
            .map(|(id, _)| id.index())
            .collect();
        let disputed_texts = tables.entities.entries().filter_map(is_disputed).collect();
        let existence = |kind: Kind| horizon(tables, Matter::Existence, Some(kind.as_str()));
        let relations = RelationKind::ALL
            .map(|kind| (kind, horizon(tables, Matter::Relations, Some(kind.as_str()))));
        let codes = Scheme::ALL
            .map(|scheme| (scheme, horizon(tables, Matter::Codes, Some(scheme.as_str()))));
        Self {
            treaties: horizon(tables, Matter::Treaties, None),
            laws: horizon(tables, Matter::Laws, None),
            names: horizon(tables, Matter::Names, None),
            relations: relations.into(),
            codes: codes.into(),
            states: existence(Kind::State),
            organizations: existence(Kind::Organization),
            disputed_texts,
            disputed: in_dispute,
            gaps: Gaps::new(),
            disputes,
            lives,
        }
    }

    /// Between which days the record of the existence of something speaks.
    pub(crate) const fn horizon_of(&self, kind: Kind) -> Horizon {
        match kind {
            Kind::State => self.states,
            Kind::Organization => self.organizations,
            Kind::Treaty
            | Kind::Law
            | Kind::Person
            | Kind::Analyst
            | Kind::Outlet
            | Kind::Event
            | Kind::Place
            | Kind::Project
            | Kind::Group
            | Kind::CapabilityDomain
            | Kind::Hypothetical
            | Kind::Relationship
            | Kind::Source => ALL_DAYS,
        }
    }

    /// Between which days the record of relations of a kind speaks.
    pub(crate) fn horizon_of_relations(&self, kind: RelationKind) -> Horizon {
        self.relations.get(&kind).copied().unwrap_or(ALL_DAYS)
    }

    /// Between which days the record of the codes of a scheme speaks.
    pub(crate) fn horizon_of_codes(&self, scheme: Scheme) -> Horizon {
        self.codes.get(&scheme).copied().unwrap_or(ALL_DAYS)
    }

    /// When a treaty or law was in force, with all that is held of that.
    pub(crate) fn force(&self, text: EntityId, key: &str, said: Span) -> Span {
        if self.disputed_texts.binary_search(&text.index()).is_err() {
            return said;
        }
        self.widened(key, said)
    }

    /// A span with the ends that a record states of it widened to all that is held of them.
    pub(crate) fn widened(&self, key: &str, said: Span) -> Span {
        self.disputes.get(key).map_or(said, |dispute| dispute.widen(said))
    }

    /// The records of a dispute about when something began or ended, of which no value is preferred.
    pub(crate) fn disputes_of(&self, key: &str) -> &[Box<str>] {
        self.disputes.get(key).map_or(&[], |dispute| &dispute.records)
    }

    /// The same of something that has a number, which most are not asked twice for.
    pub(crate) fn disputes_about(&self, entity: EntityId, key: &str) -> &[Box<str>] {
        let is_disputed = self.disputed.binary_search(&entity.index()).is_ok();
        if is_disputed { self.disputes_of(key) } else { &[] }
    }

    pub(crate) const fn bounds<'t>(&'t self, tables: &'t Tables) -> Bounds<'t> {
        Bounds { tables, disputes: &self.disputes, lives: &self.lives }
    }
}

/// The spans of the participations that hold in several, by row.
pub(crate) type Gaps = BTreeMap<usize, Box<[Span]>>;

#[cfg(feature = "dataset")]
record! {
    Dispute { from, to, records }
    Settled {
        disputes, lives, gaps, treaties, laws, names, states, organizations, relations, codes, disputed_texts, disputed,
    }
}

/// One span for several: what lies between them is not told from what lies within.
pub(crate) fn hull(spans: &[Span]) -> Span {
    let hull = |a: Span, b: Span| Span {
        from_lo: a.from_lo.min(b.from_lo),
        from_hi: a.from_hi.min(b.from_hi),
        to_lo: a.to_lo.max(b.to_lo),
        to_hi: a.to_hi.max(b.to_hi),
    };
    spans.iter().copied().reduce(hull).unwrap_or(Span::EMPTY)
}

/// Whether one of several spans holds on a day known to lie between two.
pub(crate) fn any_holds(spans: &[Span], lo: i32, hi: i32) -> Truth {
    Truth::any(spans.iter().map(|span| span.holds_throughout(lo, hi)))
}

/// The time in which two lives both last, their ends being independent. `None` where they certainly share no day.
fn both(one: Span, other: Span) -> Option<Span> {
    one.intersects(other).is_possible().then(|| {
        let from = (one.from_lo.max(other.from_lo), one.from_hi.max(other.from_hi));
        Span::new(from, (one.to_lo.min(other.to_lo), one.to_hi.min(other.to_hi)))
    })
}

/// What is left of a span within a life: as certain as it is said where that can be so, and else with the ends of the life.
/// `None` where the two certainly share no day.
fn clipped(said: Span, life: Span) -> Option<Span> {
    if said.intersects(life).is_no() {
        return None;
    }
    // A beginning that is said shows that the life had begun.
    let from = if said.from_hi != NEVER && said.from_hi >= life.from_lo {
        (said.from_lo.max(life.from_lo), said.from_hi)
    } else {
        (life.from_lo, life.from_hi)
    };
    let to = if said.to_lo != FOREVER && said.to_lo <= life.to_hi {
        (said.to_lo, said.to_hi.min(life.to_hi))
    } else {
        (life.to_lo, life.to_hi)
    };
    Some(Span::new(from, to))
}

#[cfg(test)]
mod tests {
    use super::clipped;
    use crate::time::{Interval, Span};

    fn span(text: &str) -> Span {
        Interval::parse(text).unwrap().span()
    }

    #[test]
    fn what_is_said_shows_that_there_was_a_life_and_what_is_open_ends_with_it() {
        for (said, life, left) in [
            ("1995-03-01/..", "1990-01-01/2010-01-01", "1995-03-01/2010-01-01"),
            ("../..", "1990-01-01/2010-01-01", "1990-01-01/2010-01-01"),
            ("1985-01-01/2020-01-01", "1990-01-01/2010-01-01", "1990-01-01/2010-01-01"),
            ("1991-09-01/..", "1991/..", "1991-09-01/.."),
            ("1980-01-01/..", "1991/..", "1991/.."),
            ("1945-10-24/..", "../1992-04-27..2000-11-01", "1945-10-24/1992-04-27..2000-11-01"),
            ("1945-10-24/1995-01-01", "../1992-04-27..2000-11-01", "1945-10-24/1995-01-01"),
            ("1990..1993/..", "1991-06-01/..", "1991-06-01..1993-12-31/.."),
        ] {
            assert_eq!(clipped(span(said), span(life)), Some(span(left)), "{said} in {life}");
            assert_eq!(clipped(span(left), span(life)), Some(span(left)), "once is enough");
        }
        assert_eq!(clipped(span("2011-01-01/.."), span("1990-01-01/2010-01-01")), None);
        assert_eq!(clipped(span("../.."), span("../..")), Some(span("../..")));
    }
}
