//! When a participation holds: while its record says so, while its member and its body exist, and no longer than the roll is known.

use super::records::{Records, on_day};
use crate::model::{
    AnyEntity, Contested, Coverage, CoverageLevel, Kind, Matter, Participation, Presumption,
    RecordExtent, Relation, Timed,
};
use crate::time::{Date, Day, FOREVER, NEVER, Span};
use crate::{BodyId, EntityId, InstrumentId, Truth};

/// The two bounds of an end.
type End = (i32, i32);

const NO_BEGINNING: End = (NEVER, NEVER);
const NO_END: End = (FOREVER, FOREVER);

const fn ends_of(span: Span) -> (End, End) {
    ((span.from_lo, span.from_hi), (span.to_lo, span.to_hi))
}

impl<'a> Records<'a> {
    /// Whether a participation holds on a day, as far as was known.
    pub(super) fn holds(&self, spell: &Participation, day: Date) -> Truth {
        let Some(said) = self.span(spell) else { return Truth::No };
        let left = self.left_of(spell, said);
        let truth = Truth::any(left.iter().map(|span| on_day(*span, day)));
        let is_open = left.last().is_some_and(|span| ends_of(*span).1.0 == FOREVER);
        if is_open && !self.is_known_to(self.tables.body(spell)) {
            return truth & Truth::Unknown;
        }
        truth
    }

    /// What is left of the time that a participation is said to hold.
    pub(super) fn left_of(&self, spell: &Participation, said: Span) -> Vec<Span> {
        let body = self.tables.body(spell);
        let detail = self.tables.detail(spell);
        let (mut from, mut to) = ends_of(said);
        if let Some(detail) = detail {
            from = self.as_disputed(&detail.key, &["from", "in_force"], from, NO_BEGINNING);
            to = self.as_disputed(&detail.key, &["to", "ended"], to, NO_END);
        }
        let mut left = vec![Span::new(from, to)];
        let mut lives = self.life(body.entity());
        if detail.is_none_or(|detail| !detail.before_statehood) {
            lives = shared(lives, self.life(self.tables.member(spell)));
        }
        left = meet(&left, lives.as_deref());
        let first = self.coverage(body).and_then(|coverage| coverage.from);
        if let (Some(first), NEVER) = (first, from.1) {
            // It may have begun on any day up to the first of which the roll speaks.
            for span in &mut left {
                let (begins, ends) = ends_of(*span);
                *span = Span::new((begins.0, begins.1.max(first.number())), ends);
            }
        }
        left
    }

    /// An end with all the days that sources hold it to be, if none of them is preferred. An open end is not disputed.
    fn as_disputed(&self, key: &str, fields: &[&str], end: End, open: End) -> End {
        if end == open {
            return end;
        }
        // A later record on the same end takes the place of an earlier one.
        let values =
            self.disputed(key, fields).last().into_iter().flat_map(|contested| &contested.values);
        let days = values.filter_map(|value| Date::parse(&value.value).ok()).map(Date::bounds);
        days.fold(end, |(lo, hi), (low, high)| (lo.min(low), hi.max(high)))
    }

    /// The records of a dispute about these fields of a record, of which no value is preferred.
    fn disputed<'k>(
        &self,
        key: &'k str,
        fields: &'k [&'k str],
    ) -> impl Iterator<Item = &'a Contested> + use<'a, 'k> {
        self.tables.contested.iter().filter(move |contested| {
            contested.of.as_deref() == Some(key)
                && contested.field.as_deref().is_some_and(|field| fields.contains(&field))
                && contested.values.iter().all(|value| !value.preferred)
        })
    }

    /// The keys of the records of a dispute about when something began or ended.
    pub(super) fn disputes<'k>(&self, key: &'k str) -> impl Iterator<Item = &'a str> + use<'a, 'k> {
        let disputed = self.disputed(key, &["from", "to", "in_force", "ended"]);
        disputed.map(|contested| &*contested.key)
    }

    /// The spells in which something existed; `None` where no day of that is on record.
    fn life(&self, entity: EntityId) -> Option<Vec<Span>> {
        let record = self.tables.entity(entity)?;
        let existence = &record.profile().existence;
        let mut spells: Vec<(End, End)> = existence.spans().map(ends_of).collect();
        if let Some((from, _)) = spells.first_mut() {
            *from = self.as_disputed(record.key(), &["from", "in_force"], *from, NO_BEGINNING);
        }
        if let Some((_, to)) = spells.last_mut() {
            *to = self.as_disputed(record.key(), &["to", "ended"], *to, NO_END);
        }
        let mut life: Vec<Span> =
            spells.into_iter().map(|(from, to)| Span::new(from, to)).collect();
        if let AnyEntity::Treaty(treaty) = record
            && let Some(ended) = treaty.ended
        {
            let ended = self.as_disputed(record.key(), &["to", "ended"], ended.bounds(), NO_END);
            life = meet(&life, Some(&[Span::new(NO_BEGINNING, ended)]));
        }
        let is_always = matches!(life[..], [span] if ends_of(span) == (NO_BEGINNING, NO_END));
        (!is_always).then_some(life)
    }

    /// Whether something that says from when to when it holds does on a day, with all that sources hold of these ends: nothing that was
    /// not known.
    pub(super) fn on_record(&self, key: &str, time: Timed, day: Date) -> Truth {
        self.span_on_record(key, time).map_or(Truth::No, |span| on_day(span, day))
    }

    fn span_on_record(&self, key: &str, time: Timed) -> Option<Span> {
        let (from, to) = ends_of(time.known_by(self.case.known_by)?);
        let from = self.as_disputed(key, &["from", "in_force"], from, NO_BEGINNING);
        let to = self.as_disputed(key, &["to", "ended"], to, NO_END);
        Some(Span::new(from, to))
    }

    /// Whether a text is in force on a day: no more than possibly, where it lacks an end on the side on which the record of such texts
    /// does not speak of the day of the question.
    pub(super) fn in_force(&self, text: InstrumentId, day: Date) -> Truth {
        let time = Timed::new(self.force(text));
        let Some(span) = self.span_on_record(self.key(text), time) else { return Truth::No };
        let about = match text {
            InstrumentId::Treaty(_) => Matter::Treaties,
            InstrumentId::Law(_) => Matter::Laws,
        };
        self.as_known(on_day(span, day), span, about, None)
    }

    /// Whether a relation holds on a day, likewise.
    pub(super) fn related(&self, relation: &Relation, day: Date) -> Truth {
        let Some(span) = self.span_on_record(&relation.key, relation.time) else {
            return Truth::No;
        };
        let kind = relation.kind.as_str();
        self.as_known(on_day(span, day), span, Matter::Relations, Some(kind))
    }

    /// What is true of something of which no end is on record on one side, as far as the record of such things goes.
    fn as_known(&self, truth: Truth, span: Span, about: Matter, which: Option<&str>) -> Truth {
        let (first, until) = self.horizon(about, which);
        let first = first.map_or(NEVER, Day::number);
        let begins = span.from_hi != NEVER || first <= self.case.as_of.bounds().0;
        let ends = span.to_lo != FOREVER || self.is_presumed(until);
        if begins && ends { truth } else { truth & Truth::Unknown }
    }

    /// Between which days the record of a matter speaks at all.
    fn horizon(&self, about: Matter, which: Option<&str>) -> (Option<Day>, Option<Day>) {
        let extents: Vec<&RecordExtent> = (self.tables.extents.iter())
            .filter(|extent| extent.about == about && extent.level != CoverageLevel::None)
            .filter(|extent| {
                let subject = extent.subject.as_deref();
                which.is_none() || subject.is_none() || subject == which
            })
            .collect();
        let first = |extent: &&RecordExtent| extent.from;
        let last = |extent: &&RecordExtent| extent.until;
        // One that says no day speaks of all.
        let from: Option<Vec<Day>> = extents.iter().map(first).collect();
        let until: Option<Vec<Day>> = extents.iter().map(last).collect();
        (
            from.and_then(|days| days.into_iter().min()),
            until.and_then(|days| days.into_iter().max()),
        )
    }

    /// Whether what is on record up to a day is known, or presumed, on the day of the question.
    pub(super) fn is_presumed(&self, until: Option<Day>) -> bool {
        let Some(until) = until else { return true };
        match self.case.as_of.latest() {
            Some(day) => self.case.presumption.bridges(until, day),
            None => self.case.presumption == Presumption::ForEver,
        }
    }

    /// Whether something existed on a day.
    pub(super) fn existed(&self, entity: EntityId, day: Date) -> Truth {
        let life = self.life(entity).unwrap_or_else(|| vec![Span::new(NO_BEGINNING, NO_END)]);
        let truth = Truth::any(life.iter().map(|span| on_day(*span, day)));
        let kind = self.tables.entity(entity).map(AnyEntity::kind);
        let Some(kind @ (Kind::State | Kind::Organization)) = kind else { return truth };
        let whole = |first: &Span, last: &Span| Span { to_lo: last.to_lo, ..*first };
        let Some(whole) = life.first().zip(life.last()).map(|(a, b)| whole(a, b)) else {
            return truth;
        };
        self.as_known(truth, whole, Matter::Existence, Some(kind.as_str()))
    }

    pub(super) fn coverage(&self, body: BodyId) -> Option<&'a Coverage> {
        match self.tables.entity(body.entity()) {
            Some(AnyEntity::Organization(organization)) => Some(&organization.coverage),
            Some(AnyEntity::Treaty(treaty)) => Some(&treaty.coverage),
            _ => None,
        }
    }

    /// Whether the roll of a body is known, or presumed, up to the day of the question. A later day of a hypothesis is not asked
    /// for: what is recorded of the day of the question is carried forward.
    fn is_known_to(&self, body: BodyId) -> bool {
        self.is_presumed(self.coverage(body).and_then(|coverage| coverage.until))
    }

    /// Whether the roll of a body speaks of the day of the question.
    pub(super) fn roll_reaches(&self, body: BodyId) -> bool {
        let first = self.coverage(body).and_then(|coverage| coverage.from);
        first.is_none_or(|first| first.number() <= self.case.as_of.bounds().0)
            && self.is_known_to(body)
    }
}

/// The spells in which two lives both last.
fn shared(one: Option<Vec<Span>>, other: Option<Vec<Span>>) -> Option<Vec<Span>> {
    let (Some(one), Some(other)) = (&one, &other) else { return one.or(other) };
    let mut lives = Vec::new();
    for first in one {
        for second in other.iter().filter(|second| first.intersects(**second).is_possible()) {
            let ((born, died), (founded, dissolved)) = (ends_of(*first), ends_of(*second));
            let begins = (born.0.max(founded.0), born.1.max(founded.1));
            lives.push(Span::new(begins, (died.0.min(dissolved.0), died.1.min(dissolved.1))));
        }
    }
    lives.sort_unstable();
    Some(lives)
}

/// What is left of some spans within a life.
fn meet(spans: &[Span], life: Option<&[Span]>) -> Vec<Span> {
    let Some(life) = life else { return spans.to_vec() };
    let mut left = Vec::new();
    for span in spans {
        for lived in life.iter().filter(|lived| span.intersects(**lived).is_possible()) {
            let ((from, to), (born, died)) = (ends_of(*span), ends_of(*lived));
            // Whoever is said to begin on a day that the life may have reached shows that it had.
            let begins = if from.1 == NEVER || from.1 < born.0 {
                born
            } else {
                (from.0.max(born.0), from.1)
            };
            let ends =
                if to.0 == FOREVER || to.0 > died.1 { died } else { (to.0, to.1.min(died.1)) };
            left.push(Span::new(begins, ends));
        }
    }
    left
}
