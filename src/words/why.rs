//! Why: every answer of a deliberation in prose, with the certificate that an independent checker verifies.

use std::fmt::Write as _;

use super::tell::listed;
use crate::deliberation::{
    Commitment, Deliberation, Grounded, MinimalConflict, Repair, Statement, Turn,
};
use crate::logic::{Certificate, Claim, Derivation, Earliest, Flaw, Program, Set, Witness};
use crate::verdict::ExitMode;
use crate::world::View;
use crate::{BodyId, Id, State};

/// A reason in prose, with what is needed to check it.
#[derive(Clone, Debug)]
pub struct Reason<'d> {
    program: &'d Program<u32>,
    text: String,
    certificate: Option<Certificate>,
}

impl Reason<'_> {
    /// The prose.
    pub fn text(&self) -> &str {
        &self.text
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
}

impl std::fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// The lines of a derivation, numbered, shared ones once.
fn derivation(grounded: &Grounded, view: &View<'_>, lines: &Derivation) -> String {
    let program = &grounded.program;
    let mut text = String::new();
    for (number, line) in (1..).zip(&lines.lines) {
        let said = match program.violation(line) {
            Some(kind) => format!("that is a violation: {}", kind.replace('_', " ")),
            None => grounded.statement(line.statement).tell(view),
        };
        let from: Vec<String> = line.premises.iter().map(|at| (at + 1).to_string()).collect();
        let why = match line.rule {
            Some(rule) => format!("by {} from {}", program.rule_name(rule), from.join(", ")),
            None if line.statement < program.n_assumptions() => {
                match grounded.statement(line.statement) {
                    Statement::Commitment(_) => "held".to_owned(),
                    Statement::Bound { .. } => "the hypothesis".to_owned(),
                    _ => "assumed".to_owned(),
                }
            }
            None => "a fact".to_owned(),
        };
        let _ = writeln!(text, "  {number}. {said} ({why})");
    }
    text
}

impl<'w> Deliberation<'_, 'w> {
    fn view(&self) -> View<'w> {
        self.answer().view()
    }

    fn reason(&self, text: String, certificate: Option<Certificate>) -> Reason<'_> {
        Reason { program: &self.question.program, text, certificate }
    }

    fn ends(&self, gone: &[Commitment]) -> String {
        let view = self.view();
        listed(&gone.iter().map(|one| one.tell_end(&view)).collect::<Vec<_>>())
    }

    /// Why these cannot all be kept, and why none of them is there in vain, by the place of the conflict in
    /// [`conflicts`](Self::conflicts); `None` for one that only an attack would bring, which names its duties itself.
    pub fn why_conflict(&self, at: usize) -> Option<Reason<'_>> {
        let certificate = self.certify_conflict(at)?;
        let view = self.view();
        let mut text = String::new();
        if let Some(Witness::Follows(lines)) = certificate.witnesses.first() {
            text.push_str("These cannot stand together:\n");
            text.push_str(&derivation(&self.question, &view, lines));
        }
        let Claim::Conflict { set } = &certificate.claim else { return None };
        for member in set.iter() {
            let said = self.question.statement(member).tell(&view);
            let _ = writeln!(text, "  Without “{said}” nothing is violated.");
        }
        Some(self.reason(text, Some(certificate)))
    }

    /// Why something must go; `None` if it need not.
    #[track_caller]
    pub fn why_must(&self, commitment: &Commitment) -> Option<Reason<'_>> {
        let certificate = self.certify_must(commitment)?;
        let view = self.view();
        let end = commitment.tell_end(&view);
        let at = self.number(commitment.clone())?;
        let is_alone = self.asked().must().any(|one| one == at);
        let why = if is_alone {
            "it is in conflict with the question all by itself"
        } else {
            "what it requires is in conflict with the question"
        };
        let mut text = format!("It must be that {end}: {why}.\n");
        if let Some(Witness::Follows(lines)) = certificate.witnesses.first() {
            text.push_str(&derivation(&self.question, &view, lines));
        }
        Some(self.reason(text, Some(certificate)))
    }

    /// Why something only may go: what could go in its place; `None` if it must, or is in no conflict.
    #[track_caller]
    pub fn why_may(&self, commitment: &Commitment) -> Option<Reason<'_>> {
        let at = self.number(commitment.clone())?;
        let conflicts = self.asked().conflicts(self.all());
        let own: Vec<&Set> = conflicts.iter().filter(|set| set.contains(at)).collect();
        if own.is_empty() || own.iter().any(|set| set.len() == 1) {
            return None;
        }
        let view = self.view();
        let mut text = format!("It may be that {}, or instead:\n", commitment.tell_end(&view));
        for set in own {
            let others: Vec<Commitment> = self.commitments_of(set.iter().filter(|one| *one != at));
            let others: Vec<String> = others.iter().map(|one| one.tell_end(&view)).collect();
            let _ = writeln!(text, "  {}", others.join(", or "));
        }
        Some(self.reason(text, None))
    }

    /// Why not keep something, or why it may be kept: the first conflict that would be left if all else of a repair went.
    #[track_caller]
    pub fn why_not(&self, commitment: &Commitment) -> Reason<'_> {
        let view = self.view();
        let keeps = commitment.tell(&view);
        let Some(at) = self.number(commitment.clone()) else {
            let text = format!("“{keeps}” is in no conflict with the question: it can stay.\n");
            return self.reason(text, None);
        };
        let asked = self.asked();
        let conflicts = asked.conflicts(self.all());
        let kept = self.question.program.needed_by(&Set::of(at));
        match conflicts.iter().find(|set| set.is_subset(&kept)) {
            Some(_) => {
                let certificate = asked.certify_must_closed(at);
                let text = format!(
                    "If “{keeps}” stays, the question is in conflict with it, whatever else goes.\n"
                );
                self.reason(text, certificate)
            }
            None if conflicts.iter().any(|set| set.contains(at)) => {
                let text = format!("“{keeps}” can stay if something else goes in its place.\n");
                self.reason(text, None)
            }
            None => {
                let text = format!(
                    "“{keeps}” is in no conflict with the question as it is asked: it can stay.\n"
                );
                self.reason(text, None)
            }
        }
    }

    /// Why these make a repair, and none of them is in vain; `None` if they are none.
    #[track_caller]
    pub fn why_repair(&self, repair: &Repair) -> Option<Reason<'_>> {
        let certificate = self.certify_repair(repair)?;
        let mut text = format!("If {}, nothing is violated any more.\n", self.ends(&repair.gone));
        for one in &repair.gone {
            let _ =
                writeln!(text, "  If it is not that {}, something is.", one.tell_end(&self.view()));
        }
        Some(self.reason(text, Some(certificate)))
    }

    /// Why this day, and not an earlier one.
    pub fn why_date(&self) -> Reason<'_> {
        let view = self.view();
        match self.earliest() {
            Earliest::AtOnce => self.reason("Nothing has to go: it can be at once.\n".into(), None),
            Earliest::Never { conflict } => {
                let names: Vec<String> = self
                    .commitments_of(conflict.iter())
                    .iter()
                    .map(|one| one.tell(&view))
                    .collect();
                let text = if names.is_empty() {
                    "Never: what is not negotiable is itself in conflict with the question.\n"
                        .into()
                } else {
                    format!(
                        "Never without the consent of others: none of these can end by a state alone: {}.\n",
                        names.join(", ")
                    )
                };
                self.reason(text, None)
            }
            Earliest::On { day, bottleneck, .. } => {
                let on_day = |at: usize| match self.question.statement(at) {
                    Statement::Commitment(commitment) => self.free_on(commitment)?.latest(),
                    _ => None,
                };
                let certificate =
                    day.latest().and_then(|day| self.asked().certify_earliest(on_day, day));
                let mut text = format!("Not before {day}");
                if let Some(Commitment::Holds { state, body }) =
                    self.commitments_of([bottleneck]).first()
                {
                    let _ = write!(text, ": {}", self.reckon(*state, *body));
                }
                text.push_str(".\n");
                self.reason(text, certificate)
            }
        }
    }

    /// The arithmetic of an exit.
    fn reckon(&self, state: Id<State>, body: BodyId) -> String {
        use crate::model::Effect;
        let (world, view) = (self.answer().world(), self.view());
        let exit = self.answer().exit_from(state, body);
        let clause = exit.clause.map_or_else(String::new, |id| format!(" ({})", world[id].key));
        let period = exit.clause.and_then(|id| match &world[id].effect {
            Effect::Withdrawal(terms) => terms.notice,
            _ => None,
        });
        let end = exit.earliest.or(exit.bounds);
        let end = end.map_or_else(|| "a day that is not known".to_owned(), |day| day.to_string());
        let (who, what) = (view.name(state), view.name(body.entity()));
        match (exit.mode, period) {
            (ExitMode::Notice, Some(period)) => {
                format!(
                    "{who} is out of the {what} on {end}, {period} after its notice of {}{clause}",
                    exit.notice
                )
            }
            (ExitMode::TermEnd, _) => {
                format!("{who} is out of the {what} at the end of its term, {end}{clause}")
            }
            (ExitMode::Lapse, _) => format!("the {what} lapses on {end}{clause}"),
            (ExitMode::FinancialYearEnd, _) => {
                format!(
                    "{who} is out of the {what} at the end of the financial year, {end}{clause}"
                )
            }
            (ExitMode::CalendarYearEnd, _) => {
                format!("{who} is out of the {what} at the turn of the year, {end}{clause}")
            }
            _ => format!("{who} can be out of the {what} within {end}{clause}"),
        }
    }

    /// What would change the answer: for every contingency by itself, what would have to go besides, and what would not.
    ///
    /// A reading takes the place of the one that the question is asked under.
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
    /// # Errors
    ///
    /// [`Flaw`]: a certificate that does not hold; it would be an error of ours.
    pub fn account(&self) -> Result<String, Flaw> {
        let view = self.view();
        let mut text = String::new();
        let mut checked = 0;
        let must = self.must();
        for commitment in &must {
            if let Some(reason) = self.why_must(commitment) {
                reason.verify()?;
                checked += 1;
                let _ = writeln!(text, "{reason}");
            }
        }
        for commitment in self.may().iter().filter(|one| !must.contains(one)) {
            if let Some(reason) = self.why_may(commitment) {
                let _ = writeln!(text, "{reason}");
            }
        }
        let repairs = self.repairs();
        match &*repairs {
            [] if self.is_impossible() => {
                let _ = writeln!(text, "No repair helps: what is not negotiable is in the way.\n");
            }
            [only] if !only.gone.is_empty() => {
                let _ = writeln!(text, "There is one way: {}.\n", self.ends(&only.gone));
            }
            [] | [_] => {}
            several => {
                let _ = writeln!(text, "There are {} ways:", several.len());
                for repair in several {
                    let _ = writeln!(text, "  {}", self.ends(&repair.gone));
                }
                text.push('\n');
            }
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
        let _ = writeln!(text, "{date}");
        let turns = self.what_would_change_it();
        if !turns.is_empty() {
            text.push_str("What would change it:\n");
        }
        for turn in &turns {
            let _ = writeln!(text, "  {}", turn.tell(&view));
        }
        let certificates = match checked {
            0 => "Nothing here needs a certificate.".to_owned(),
            1 => {
                "A checker that shares nothing with the engine accepted the certificate.".to_owned()
            }
            _ => format!(
                "A checker that shares nothing with the engine accepted {checked} certificates."
            ),
        };
        let _ = writeln!(text, "\n{certificates}");
        Ok(text)
    }

    /// A conflict in one line.
    pub fn tell_conflict(&self, conflict: &MinimalConflict) -> String {
        let view = self.view();
        let kept: Vec<String> = conflict.commitments.iter().map(|one| one.tell(&view)).collect();
        let bound: Vec<String> = (conflict.bound.iter())
            .map(|(state, change)| format!("change {} binds {}", change + 1, view.name(*state)))
            .collect();
        let given: Vec<String> = conflict.contingencies.iter().map(|one| one.tell(&view)).collect();
        let given =
            if given.is_empty() { String::new() } else { format!(", if {}", listed(&given)) };
        format!("not together: {}{given}", listed(&[kept, bound].concat()))
    }
}
