//! In English: commitments, contingencies, steps of plans, and what could be done instead.

use super::changes::agreed;
use super::names::{Names, capital};
use super::{English, Language, Point};
use crate::base::text::printable;
use crate::deliberation::{
    Action, Alternative, Commitment, Contingency, Measure, Of, PlanStep, Statement, Turn,
};
use crate::scenario::Changed;
use crate::verdict::Clause;
use crate::world::View;
use crate::{Id, Provision};

impl Commitment {
    /// In words, on the date of a view.
    pub fn tell(&self, view: &View<'_>) -> String {
        English.statement(&Names::of(*view), &self.clone().into())
    }

    /// Its end in words: what would have to be done.
    pub fn tell_end(&self, view: &View<'_>) -> String {
        English.end(&Names::of(*view), self)
    }
}

impl Contingency {
    /// In words, on the date of a view.
    pub fn tell(&self, view: &View<'_>) -> String {
        English.statement(&Names::of(*view), &self.clone().into())
    }
}

impl Statement {
    /// In words, on the date of a view.
    pub fn tell(&self, view: &View<'_>) -> String {
        English.statement(&Names::of(*view), self)
    }
}

impl Turn {
    /// In words, on the date of a view: one sentence, such as "If …, it must also be that …".
    pub fn tell(&self, view: &View<'_>) -> String {
        English.point(&Names::of(*view), &Point::Turn(self.clone()))
    }
}

impl Alternative {
    /// In words, on the date of a view: who would do what.
    pub fn tell(&self, view: &View<'_>) -> String {
        English.measure(&Names::of(*view), &self.measure)
    }
}

impl PlanStep {
    /// In words, on the date of a view: one sentence of who does what, and from which day on.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::EffectKind;
    /// use comity::{Change, Organization, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let view = world.as_of(date(2024, 10, 20));
    /// let answer = view.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let told: Vec<String> = answer.deliberate().plan().steps.iter().map(|step| step.tell(&view)).collect();
    /// let out = "Kazakhstan is out of the Collective Security Treaty Organization, not before 2025-04-20.";
    /// assert!(told.iter().any(|step| step == out));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn tell(&self, view: &View<'_>) -> String {
        English.step(&Names::of(*view), self)
    }
}

/// To whom notice is given, in parentheses: by name, where the clause has a key.
pub(super) fn addressee(names: &Names<'_>, to: &str) -> String {
    match names.world().entity(&to.to_lowercase()) {
        Ok(entity) => format!(" (to {})", names.the(entity)),
        Err(_) => format!(" (to {})", printable(to)),
    }
}

/// The law that has no key.
const ENACTED: &str = "the law that it enacts";

/// A provision, or what the question brings about.
fn law(names: &Names<'_>, law: Clause) -> String {
    match law {
        Clause::Recorded(id) => names.provision(id),
        Clause::Enacted { .. } => ENACTED.to_owned(),
        Clause::Agreed { kind, .. } => format!("{} that it agrees", agreed(kind)),
    }
}

/// What a deliberation speaks about.
pub(super) fn statement(names: &Names<'_>, statement: &Statement) -> String {
    let key = |id: Id<Provision>| names.provision(id);
    match statement {
        Statement::Commitment(Commitment::Holds { state, body }) => {
            format!("{} is in {}", names.the(*state), names.the(*body))
        }
        Statement::Commitment(Commitment::Law { state, provision: Clause::Recorded(id) }) => {
            format!("{} has {} in its law", names.the(*state), key(*id))
        }
        Statement::Commitment(Commitment::Law { state, provision }) => {
            format!("{} has {}", names.the(*state), law(names, *provision))
        }
        Statement::Bound { state, change } => {
            format!("change {} binds {}", change + 1, names.the(*state))
        }
        Statement::If(contingency) => self::contingency(names, contingency),
        Statement::Alive { state, provision } => {
            format!("{} binds {}", law(names, *provision), names.the(*state))
        }
        Statement::Named(words) => words.to_string(),
    }
}

/// On what an answer is contingent.
fn contingency(names: &Names<'_>, contingency: &Contingency) -> String {
    let key = |id: Id<Provision>| names.provision(id);
    let of = |changed: &Changed| names.changed(changed);
    match contingency {
        Contingency::Reading { provision, reading } => {
            format!("{} is read in the {reading} way", key(*provision))
        }
        Contingency::DirectedAgainst { what, against } => {
            format!("{} is directed against {}", of(what), names.the(*against))
        }
        Contingency::Opposed { a, b } => format!("{} and {} have contrary aims", of(a), of(b)),
        Contingency::Hostility { a, b } => {
            format!("{} and {} are hostile to each other", names.the(*a), names.the(*b))
        }
        Contingency::CountsAsAlliance { what } => {
            format!("{} counts as a military alliance", of(what))
        }
        Contingency::CountsPactOfTwo { what } => {
            format!("the pact of two, {}, counts as a military alliance", of(what))
        }
        Contingency::TakesPart { member, body } => {
            format!("{} takes part in {}", names.the(*member), names.the(*body))
        }
        Contingency::StaysOut { member, body } => {
            format!("{} takes no part in {}", names.the(*member), names.the(*body))
        }
        Contingency::Stands { provision } => format!("{} stands", key(*provision)),
        Contingency::Unsaved { clause } => format!("{} does not stand", key(*clause)),
        Contingency::Approved { text } => {
            format!("all parties have approved {}", names.the(text.entity()))
        }
        Contingency::Enacted { state, .. } => {
            format!("the law that {} enacts has taken effect", names.the(*state))
        }
        Contingency::Agreed { body, kind } => {
            format!("{} has agreed {} by then", names.the(*body), agreed(*kind))
        }
        Contingency::MoreThanTwo { what } => format!("more than two are bound by {}", of(what)),
        Contingency::BeyondRecord { what } => {
            format!("somebody is in {} who is not on record", of(what))
        }
        Contingency::BringsDefence { what } => format!("{} brings mutual defence", of(what)),
        Contingency::Attack { attacker, victim } => {
            format!("{} attacks {}", names.the(*attacker), names.the(*victim))
        }
        Contingency::Named(words) => words.to_string(),
    }
}

/// The end of a commitment.
pub(super) fn end(names: &Names<'_>, commitment: &Commitment) -> String {
    match commitment {
        Commitment::Holds { state, body } => {
            format!("{} leaves {}", names.the(*state), names.the(*body))
        }
        Commitment::Law { state, provision: Clause::Recorded(id) } => {
            format!("{} changes {}", names.the(*state), names.provision(*id))
        }
        Commitment::Law { state, provision } => {
            format!("{} does without {}", names.the(*state), law(names, *provision))
        }
    }
}

/// What becomes of a law by a step that changes it.
pub(super) enum CourseOfLaw {
    /// The question enacts it.
    Begins,
    /// The question has enacted it, and it must go again.
    Ends,
    /// It is on record.
    Changes,
}

pub(super) fn course_of_law(step: &PlanStep) -> CourseOfLaw {
    match step.of {
        Of::Law(Clause::Enacted { change }) if change == step.change => CourseOfLaw::Begins,
        Of::Law(Clause::Enacted { .. }) => CourseOfLaw::Ends,
        Of::Law(Clause::Recorded(_) | Clause::Agreed { .. })
        | Of::Body(_)
        | Of::Change(_)
        | Of::Rule(_) => CourseOfLaw::Changes,
    }
}

/// A step of a plan.
pub(super) fn step(names: &Names<'_>, step: &PlanStep) -> String {
    let tables = names.world().tables();
    // What it is about, and what changes in that.
    let (about, change) = match &step.of {
        Of::Rule(id) => (names.provision(*id), names.provision(*id)),
        Of::Body(body) => (names.the(*body), names.the(*body)),
        Of::Law(of) => (law(names, *of), law(names, *of)),
        Of::Change(changed) => {
            let about = names.changed(changed);
            let change = match changed {
                _ if changed.body(tables).is_some() => format!("the change of {about}"),
                Changed::Entity(_) => format!("the change that concerns {about}"),
                Changed::New(_) => about.clone(),
            };
            (about, change)
        }
    };
    // What is done by nobody happens.
    let who = step.by.map_or_else(|| "everyone".to_owned(), |by| names.the(by));
    let said = match step.action {
        Action::Procedure => procedure(names, &who, &about, &step.of),
        Action::Authorise => format!("{who} approves at home what it has to do about {about}"),
        Action::ChangeLaw => match course_of_law(step) {
            CourseOfLaw::Begins => format!("{who} enacts the law of the question"),
            CourseOfLaw::Ends => format!("{who} repeals the law of the question"),
            CourseOfLaw::Changes => format!("{who} changes {about}"),
        },
        Action::GiveNotice => {
            let to = step.to.as_deref().map_or_else(String::new, |to| addressee(names, to));
            format!("{who} gives notice of its withdrawal from {about}{to}")
        }
        Action::Exit => format!("{who} is out of {about}"),
        Action::DeclareCompatible => {
            format!("{who} declares that what it holds is compatible with {change}")
        }
        Action::Ratify => format!("{who} consents to {change}"),
        Action::TakeEffect => format!("{change} takes effect"),
    };
    let when = match step.not_before {
        Some(day) => format!("not before {day}"),
        None => "on no known day".to_owned(),
    };
    format!("{}, {when}.", capital(&said))
}

/// What a procedure asks for, in the words of the record.
pub(super) fn procedure(names: &Names<'_>, who: &str, about: &str, of: &Of) -> String {
    let Of::Rule(id) = of else { return format!("{who} follows {about}") };
    format!("{who} decides by {about}: {}", organ(names, *id))
}

/// Who decides by a procedure, by what majority, after what.
pub(super) fn organ(names: &Names<'_>, id: Id<Provision>) -> String {
    let record = &names.world()[id];
    let said = |name: &str| record.param(name).map(ToOwned::to_owned);
    let parts = [
        said("organ"),
        said("majority"),
        said("referendum").map(|words| format!("referendum: {words}")),
        said("notice").map(|words| format!("notice to {words}")),
        said("disputed").map(|words| format!("disputed: {words}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// What could be done instead.
pub(super) fn measure(names: &Names<'_>, measure: &Measure) -> String {
    /// Of more than these, whoever is left out makes the shorter list.
    const MANY: usize = 8;
    match measure {
        Measure::Refrain { state, with } => {
            format!("{} stays out of {}", names.the(*state), names.changed(with))
        }
        Measure::StayOut { state } => {
            let who = names.the(*state);
            format!("{who} does not adopt it, where what the others adopt may bind them alone")
        }
        Measure::LeaveBefore { state, with, by } => {
            let day = match by {
                Some(day) => format!("by {day}"),
                None => "on a day that is not known".to_owned(),
            };
            let (who, with) = (names.the(*state), names.changed(with));
            format!("{who} leaves {with} before the change takes effect, {day}")
        }
        Measure::UseReservedExit { state, with, right } => {
            let (who, with, right) =
                (names.the(*state), names.changed(with), names.provision(*right));
            format!("{who} leaves {with} by a right that it reserved ({right})")
        }
        Measure::Leave { state, bodies } => {
            format!("{} leaves {}", names.the(*state), names.bodies(bodies))
        }
        Measure::LeaveFirst { state, bodies } => {
            format!("{} leaves {} first", names.the(*state), names.bodies(bodies))
        }
        Measure::Amend { provision } => format!("{} is amended", names.provision(*provision)),
        Measure::ChangeLaw { state, provision } => {
            format!("{} repeals or amends {}", names.the(*state), names.provision(*provision))
        }
        Measure::Weaken => "consultation instead of mutual defence".to_owned(),
        Measure::ObtainConsent { state, provision } => {
            let (who, what) = (names.the(*state), names.provision(*provision));
            format!("{who} obtains the consent that {what} asks for")
        }
        Measure::Declare { provision, reading } => {
            let what = names.provision(*provision);
            format!("the parties declare that {what} is read in the {reading} way")
        }
        Measure::Waive { provision } => {
            format!("the other parties waive {}", names.provision(*provision))
        }
        Measure::Restrict { circle, without } => {
            if circle.len() > MANY && without.len() < circle.len() {
                format!("a pact without {}", names.row(without))
            } else {
                format!("a pact of {} alone", names.row(circle))
            }
        }
        Measure::AwaitLapse { body, on } => {
            format!("wait until {} lapses on {on}", names.the(*body))
        }
        Measure::End { text } => {
            format!("{} is ended by common consent", names.the(text.entity()))
        }
    }
}
