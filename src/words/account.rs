//! The account of a deliberation: every answer point by point, with the certificate that an independent checker verifies.

use super::{English, Language, Line, Names, Origin, Point, Says};
use crate::deliberation::{
    Commitment, Deliberation, MinimalConflict, Repair, StatedProgram, Statement, Turn,
};
use crate::logic::{Certificate, Conclusion, Derivation, Earliest, Flaw, Program, Set, Witness};
use crate::world::View;

/// A reason: points in their order, with what is needed to check it. It prints in English.
#[derive(Clone, Debug)]
pub struct Reason<'d> {
    program: &'d Program<u32>,
    view: View<'d>,
    points: Vec<Point>,
    certificate: Option<Certificate>,
}

impl Reason<'_> {
    /// The points, in their order.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The certificate, if the reason rests on the core.
    pub const fn certificate(&self) -> Option<&Certificate> {
        self.certificate.as_ref()
    }

    /// Has the checker of the core verify the certificate.
    ///
    /// # Errors
    ///
    /// [`Flaw`]: what does not hold.
    pub fn verify(&self) -> Result<(), Flaw> {
        self.certificate.as_ref().map_or(Ok(()), |certificate| certificate.verify(self.program))
    }

    /// The reason in another language.
    pub fn tell_in(&self, language: &dyn Language) -> String {
        let names = Names::of(self.view);
        let line = |point: &Point| {
            let indent = if is_detail(point) { "  " } else { "" };
            format!("{indent}{}\n", language.point(&names, point))
        };
        self.points.iter().map(line).collect()
    }
}

impl std::fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.tell_in(&English))
    }
}

/// Whether a point belongs under the one before it.
const fn is_detail(point: &Point) -> bool {
    match point {
        Point::Line(_)
        | Point::Without(_)
        | Point::Instead(_)
        | Point::Needed(_)
        | Point::Way(_)
        | Point::Turn(_) => true,
        Point::NotTogether
        | Point::Needs { .. }
        | Point::Must { .. }
        | Point::May(_)
        | Point::NoConflict { .. }
        | Point::Blocks(_)
        | Point::OrElse(_)
        | Point::Repairs(_)
        | Point::AtOnce
        | Point::NeverKept
        | Point::NeverAlone(_)
        | Point::NotBefore { .. }
        | Point::NoRepair
        | Point::OneWay(_)
        | Point::Ways(_)
        | Point::Turns
        | Point::Conflict(_)
        | Point::Checked(_) => false,
    }
}

/// The lines of a derivation, numbered, shared ones once.
fn derivation<'p>(
    stated: &'p StatedProgram,
    lines: &'p Derivation,
) -> impl Iterator<Item = Point> + use<'p> {
    let program = &stated.program;
    (1..).zip(&lines.lines).map(move |(number, line)| {
        let says = match program.violation(line) {
            Some(kind) => Says::Violation(kind.into()),
            None => Says::Statement(stated.statement(line.statement).clone()),
        };
        let origin = match line.rule {
            Some(rule) => Origin::Rule {
                name: program.rule_name(rule).into(),
                premises: line.premises.iter().map(|at| at + 1).collect(),
            },
            None if line.statement < program.n_assumptions() => {
                match stated.statement(line.statement) {
                    Statement::Commitment(_) => Origin::Held,
                    Statement::Bound { .. } => Origin::Hypothesis,
                    Statement::If(_) | Statement::Alive { .. } | Statement::Named(_) => {
                        Origin::Assumed
                    }
                }
            }
            None => Origin::Fact,
        };
        Point::Line(Line { number, says, origin })
    })
}

/// What a certificate derives, if that is what it shows.
fn derived(certificate: &Certificate) -> Option<&Derivation> {
    match certificate.witnesses.first() {
        Some(Witness::Follows(lines)) => Some(lines),
        _ => None,
    }
}

impl Deliberation<'_, '_> {
    fn reason(&self, points: Vec<Point>, certificate: Option<Certificate>) -> Reason<'_> {
        let view = self.answer().view();
        Reason { program: &self.question.program, view, points, certificate }
    }

    /// Why these cannot all be kept, and why none of them is there in vain, by the place of the conflict in
    /// [`conflicts`](Self::conflicts); `None` for one that only an attack would bring, which names its duties itself.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let why = deliberation.why_conflict(0).unwrap();
    /// assert!(why.verify().is_ok());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn why_conflict(&self, at: usize) -> Option<Reason<'_>> {
        let certificate = self.certify_conflict(at)?;
        let mut points = Vec::new();
        if let Some(lines) = derived(&certificate) {
            points.push(Point::NotTogether);
            points.extend(derivation(&self.question, lines));
        }
        let Conclusion::Conflict { set } = &certificate.conclusion else { return None };
        let members = set.iter().map(|member| self.question.statement(member).clone());
        points.extend(members.map(Point::Without));
        Some(self.reason(points, Some(certificate)))
    }

    /// Why something must go; `None` if it need not.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let why = deliberation.why_must(&deliberation.must()[0]).unwrap();
    /// assert!(why.verify().is_ok());
    /// assert!(why.to_string().contains("Kazakhstan"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn why_must(&self, commitment: &Commitment) -> Option<Reason<'_>> {
        let certificate = self.certify_must(commitment)?;
        let at = self.number(commitment.clone())?;
        let is_alone = self.asked().must().any(|one| one == at);
        let mut points = vec![Point::Must { commitment: commitment.clone(), is_alone }];
        if let Some(lines) = derived(&certificate) {
            points.extend(derivation(&self.question, lines));
        }
        Some(self.reason(points, Some(certificate)))
    }

    /// Why something only may go: what could go in its place; `None` if it must, or is in no conflict.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // What must go does not merely may.
    /// assert!(deliberation.why_may(&deliberation.must()[0]).is_none());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn why_may(&self, commitment: &Commitment) -> Option<Reason<'_>> {
        let at = self.number(commitment.clone())?;
        let asked = self.asked();
        if asked.is_impossible_closed() {
            return None;
        }
        // What it requires may go, and takes it along.
        let program = &self.question.program;
        let required = program.needed_by(&Set::of(at));
        let kept = program.needed_by(program.frozen());
        let own: Vec<Set> = (asked.conflicts(self.all()).iter())
            .filter(|set| !set.difference(&kept).is_disjoint(&required))
            .map(|set| set.difference(&kept).difference(&required))
            .collect();
        if own.is_empty() || own.iter().any(Set::is_empty) {
            return None;
        }
        let others = |set: &Set| self.commitments_of(set.iter());
        let instead = own.iter().map(others).map(Point::Instead);
        let points = std::iter::once(Point::May(commitment.clone())).chain(instead).collect();
        Some(self.reason(points, None))
    }

    /// Why not keep something, or why it may be kept: the first conflict that would be left if all else of a repair went.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, State, World, date, deliberation::Commitment, model::EffectKind};
    /// # let world = World::bundled();
    /// # let (tur, nato) = (world.find::<State>("tur")?, world.find::<Organization>("nato")?);
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// // Türkiye may stay in NATO.
    /// let kept = Commitment::Holds { state: tur, body: nato.into() };
    /// assert!(deliberation.why_not(&kept).to_string().contains("North Atlantic"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn why_not(&self, commitment: &Commitment) -> Reason<'_> {
        let commitment = commitment.clone();
        let Some(at) = self.number(commitment.clone()) else {
            return self.reason(vec![Point::NoConflict { commitment, as_asked: false }], None);
        };
        let asked = self.asked();
        let conflicts = asked.conflicts(self.all());
        let kept = self.question.program.needed_by(&Set::of(at));
        if conflicts.iter().any(|set| set.is_subset(&kept)) {
            let certificate = asked.certify_must_closed(at);
            self.reason(vec![Point::Blocks(commitment)], certificate)
        } else if conflicts.iter().any(|set| set.contains(at)) {
            self.reason(vec![Point::OrElse(commitment)], None)
        } else {
            self.reason(vec![Point::NoConflict { commitment, as_asked: true }], None)
        }
    }

    /// Why these make a repair, and none of them is in vain; `None` if they are none.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let why = deliberation.why_repair(&deliberation.repairs()[0]).unwrap();
    /// assert!(why.verify().is_ok());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    #[track_caller]
    pub fn why_repair(&self, repair: &Repair) -> Option<Reason<'_>> {
        let certificate = self.certify_repair(repair)?;
        let needed = repair.gone.iter().cloned().map(Point::Needed);
        let points = std::iter::once(Point::Repairs(repair.gone.clone())).chain(needed).collect();
        Some(self.reason(points, Some(certificate)))
    }

    /// Why this day, and not an earlier one.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert!(deliberation.why_date().to_string().contains("2025-04-20"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn why_date(&self) -> Reason<'_> {
        match self.earliest() {
            Earliest::AtOnce => self.reason(vec![Point::AtOnce], None),
            Earliest::Never { conflict } => {
                let held = self.commitments_of(conflict.iter());
                let point =
                    if held.is_empty() { Point::NeverKept } else { Point::NeverAlone(held) };
                self.reason(vec![point], None)
            }
            Earliest::On { day, bottleneck, .. } => {
                let on_day =
                    |at: usize| self.free_on(self.question.statement(at).commitment()?)?.latest();
                let certificate =
                    day.latest().and_then(|day| self.asked().certify_earliest(on_day, day));
                let exit = match self.commitments_of([bottleneck]).first() {
                    Some(Commitment::Holds { state, body }) => {
                        Some((*state, Box::new(self.answer().exit_from(*state, *body))))
                    }
                    Some(Commitment::Law { .. }) | None => None,
                };
                self.reason(vec![Point::NotBefore { day, exit }], certificate)
            }
        }
    }

    /// What would change the answer: for every contingency by itself, what would have to go besides, and what would not.
    ///
    /// A reading takes the place of the one that the question is asked under.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let turns = deliberation.what_would_change_it();
    /// // Some turn would spare somebody an exit, and some would cost another one.
    /// assert!(turns.iter().any(|turn| !turn.less.is_empty()));
    /// assert!(turns.iter().any(|turn| !turn.more.is_empty()));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn what_would_change_it(&self) -> Vec<Turn> {
        let asked = self.must();
        let mut found = Vec::new();
        for contingency in self.contingencies() {
            let then = self.must_if(std::slice::from_ref(&contingency));
            let without = |one: &[Commitment], other: &[Commitment]| -> Vec<Commitment> {
                one.iter().filter(|commitment| !other.contains(commitment)).cloned().collect()
            };
            let (more, less) = (without(&then, &asked), without(&asked, &then));
            if !more.is_empty() || !less.is_empty() {
                found.push(Turn { contingency, more, less });
            }
        }
        found
    }

    /// The whole account: why each must go, what may go instead, why this day, what would change it, with all certificates checked.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, Treaty, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let account = deliberation.account()?;
    /// assert!(account.contains("Kazakhstan leaves the Collective Security Treaty"));
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Flaw`]: a certificate that does not hold; it would be an error of ours.
    pub fn account(&self) -> Result<String, Flaw> {
        self.account_in(&English)
    }

    /// The whole account in another language.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind, words::English};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// assert_eq!(deliberation.account_in(&English)?, deliberation.account()?);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`account`](Self::account).
    pub fn account_in(&self, language: &dyn Language) -> Result<String, Flaw> {
        // Paragraphs: each reason by itself, then the ways, the day with what would turn it, and how much was checked.
        let mut paragraphs: Vec<Reason<'_>> = Vec::new();
        let mut checked = 0;
        // Who depends on others is told first: nothing that it does by itself helps.
        let needs: Vec<Point> = (self.answer().findings())
            .filter(|finding| !finding.needs().is_empty())
            .map(|finding| Point::Needs { state: finding.state(), of: finding.needs().to_vec() })
            .collect();
        if !needs.is_empty() {
            paragraphs.push(self.reason(needs, None));
        }
        let must = self.must();
        for commitment in &must {
            if let Some(reason) = self.why_must(commitment) {
                reason.verify()?;
                checked += 1;
                paragraphs.push(reason);
            }
        }
        let may = self.may();
        paragraphs.extend(
            may.iter().filter(|one| !must.contains(one)).filter_map(|one| self.why_may(one)),
        );
        let repairs = self.repairs();
        let ways = self.ways(&repairs);
        if !ways.is_empty() {
            paragraphs.push(self.reason(ways, None));
        }
        for repair in &repairs {
            if let Some(reason) = self.why_repair(repair) {
                reason.verify()?;
                checked += 1;
            }
        }
        let date = self.why_date();
        date.verify()?;
        checked += usize::from(date.certificate().is_some());
        paragraphs.push(date);
        let turns = self.what_would_change_it();
        if !turns.is_empty() {
            let turns = turns.into_iter().map(Point::Turn);
            paragraphs
                .push(self.reason(std::iter::once(Point::Turns).chain(turns).collect(), None));
        }
        paragraphs.push(self.reason(vec![Point::Checked(checked)], None));
        let told: Vec<String> = paragraphs.iter().map(|one| one.tell_in(language)).collect();
        Ok(told.join("\n"))
    }

    /// How many ways there are, and which.
    fn ways(&self, repairs: &[Repair]) -> Vec<Point> {
        match repairs {
            [] if self.is_impossible() => vec![Point::NoRepair],
            [only] if !only.gone.is_empty() => vec![Point::OneWay(only.gone.clone())],
            [] | [_] => Vec::new(),
            several => {
                let each = several.iter().map(|repair| Point::Way(repair.gone.clone()));
                std::iter::once(Point::Ways(several.len())).chain(each).collect()
            }
        }
    }

    /// A conflict in one line.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let deliberation = answer.deliberate();
    /// let conflict = deliberation.conflicts().into_iter().find(|one| one.contingencies.is_empty()).unwrap();
    /// let told = deliberation.tell_conflict(&conflict);
    /// assert!(told.starts_with("not together: Uzbekistan has the Uzbek law"), "{told}");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn tell_conflict(&self, conflict: &MinimalConflict) -> String {
        let names = Names::of(self.answer().view());
        English.point(&names, &Point::Conflict(conflict.clone()))
    }
}
