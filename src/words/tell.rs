//! In words: what statements, commitments, steps and turns of an answer say, on the date of a view.

use crate::BodyId;
use crate::base::text::{join, with_article, without_article};
use crate::deliberation::{Action, Commitment, Contingency, Of, PlanStep, Statement, Turn};
use crate::scenario::Changed;
use crate::verdict::Clause;
use crate::world::View;

impl Turn {
    /// In words, on the date of a view: one sentence, such as "If …, it must also be that …".
    pub fn tell(&self, view: &View<'_>) -> String {
        let ends = |gone: &[Commitment]| {
            listed(&gone.iter().map(|one| one.tell_end(view)).collect::<Vec<_>>())
        };
        let mut parts = Vec::new();
        if !self.more.is_empty() {
            parts.push(format!("it must also be that {}", ends(&self.more)));
        }
        if !self.less.is_empty() {
            parts.push(format!("it need not be that {}", ends(&self.less)));
        }
        format!("If {}, {}.", self.contingency.tell(view), parts.join("; "))
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
        let body_of = |changed: &Changed| changed.body(view.world().tables());
        // What it is about, and what changes in that.
        let about = match &self.of {
            Of::Body(body) => the_body(view, *body),
            Of::Law(law) => the_law(view, *law),
            Of::Change(changed) => match (changed, body_of(changed)) {
                (_, Some(body)) => the_body(view, body),
                (Changed::Entity(entity), None) => view.name(*entity).to_owned(),
                (Changed::New(key), None) => format!("the treaty “{key}”"),
            },
        };
        let change = match &self.of {
            Of::Change(changed) if body_of(changed).is_some() => format!("the change of {about}"),
            Of::Change(Changed::Entity(_)) => format!("the change that concerns {about}"),
            _ => about.clone(),
        };
        // What is done by nobody happens.
        let who = self.by.map_or("Everyone", |by| view.name(by));
        let said = match self.action {
            Action::Authorise => format!("{who} approves at home what it has to do about {about}"),
            Action::ChangeLaw => format!("{who} changes {about}"),
            Action::GiveNotice => {
                let to = self.to.as_ref().map_or_else(String::new, |to| format!(" (to {to})"));
                format!("{who} gives notice of its withdrawal from {about}{to}")
            }
            Action::Exit => format!("{who} is out of {about}"),
            Action::Ratify => format!("{who} consents to {change}"),
            Action::TakeEffect => format!("{} takes effect", capitalized(&change)),
        };
        match self.not_before {
            Some(day) => format!("{said}, not before {day}."),
            None => format!("{said}, on no known day."),
        }
    }
}

/// The beginning of a sentence.
fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name of what one can be in, with its article.
pub(super) fn the_body(view: &View<'_>, body: BodyId) -> String {
    with_article(view.name(body.entity()))
}

/// A provision of a state's own law, by its text, its article and its key.
fn the_law(view: &View<'_>, law: Clause) -> String {
    let Clause::Recorded(id) = law else { return "the law that it enacts".to_owned() };
    let provision = &view.world()[id];
    let text = view.name(provision.instrument.entity());
    match provision.article.as_deref() {
        Some(article) if article != "?" => {
            let text = with_article(&without_article(text, article));
            format!("article {article} of {text} ({})", provision.key)
        }
        _ => format!("{} ({})", with_article(text), provision.key),
    }
}

impl Statement {
    /// In words, on the date of a view.
    pub fn tell(&self, view: &View<'_>) -> String {
        let world = view.world();
        match self {
            Self::Commitment(commitment) => commitment.tell(view),
            Self::Bound { state, change } => {
                format!("change {} binds {}", change + 1, view.name(*state))
            }
            Self::If(contingency) => contingency.tell(view),
            Self::Alive { state, provision } => {
                format!("{} binds {}", world[*provision].key, view.name(*state))
            }
            Self::Named(words) => words.to_string(),
        }
    }
}

impl Contingency {
    /// In words, on the date of a view.
    pub fn tell(&self, view: &View<'_>) -> String {
        let world = view.world();
        let of = |changed: &Changed| match changed {
            Changed::Entity(entity) => view.name(*entity).to_owned(),
            Changed::New(key) => key.to_string(),
        };
        match self {
            Self::Reading { provision, reading } => {
                format!("{} is read in the {reading} way", world[*provision].key)
            }
            Self::DirectedAgainst { what, against } => {
                format!("{} is directed against {}", of(what), view.name(*against))
            }
            Self::Opposed { a, b } => format!("{} and {} have contrary aims", of(a), of(b)),
            Self::Hostility { a, b } => {
                format!("{} and {} are hostile to each other", view.name(*a), view.name(*b))
            }
            Self::CountsAsAlliance { what } => {
                format!("{} counts as a military alliance", of(what))
            }
            Self::CountsPactOfTwo { what } => {
                format!("the pact of two, {}, counts as a military alliance", of(what))
            }
            Self::TakesPart { member, body } => {
                format!("{} takes part in {}", view.name(*member), view.name(body.entity()))
            }
            Self::StaysOut { member, body } => {
                let (who, what) = (view.name(*member), view.name(body.entity()));
                format!("{who} takes no part in {what}")
            }
            Self::Stands { provision } => format!("{} stands", world[*provision].key),
            Self::Enacted { state, .. } => {
                format!("the law that {} enacts has taken effect", view.name(*state))
            }
            Self::MoreThanTwo { what } => format!("more than two are bound by {}", of(what)),
            Self::BeyondRecord { what } => {
                format!("somebody is in {} who is not on record", of(what))
            }
            Self::BringsDefence { what } => format!("{} brings mutual defence", of(what)),
            Self::Attack { attacker, victim } => {
                format!("{} attacks {}", view.name(*attacker), view.name(*victim))
            }
            Self::Named(words) => words.to_string(),
        }
    }
}

impl Commitment {
    /// In words, on the date of a view.
    pub fn tell(&self, view: &View<'_>) -> String {
        match self {
            Self::Holds { state, body } => {
                format!("{} is in {}", view.name(*state), the_body(view, *body))
            }
            Self::Law { state, provision: Clause::Recorded(id) } => {
                format!("{} has {} in its law", view.name(*state), view.world()[*id].key)
            }
            Self::Law { state, provision: Clause::Enacted { .. } } => {
                format!("{} has the law that it enacts", view.name(*state))
            }
        }
    }

    /// Its end in words: what would have to be done.
    pub fn tell_end(&self, view: &View<'_>) -> String {
        match self {
            Self::Holds { state, body } => {
                format!("{} leaves {}", view.name(*state), the_body(view, *body))
            }
            Self::Law { state, provision: Clause::Recorded(id) } => {
                format!("{} changes {}", view.name(*state), view.world()[*id].key)
            }
            Self::Law { state, provision: Clause::Enacted { .. } } => {
                format!("{} does without the law that it enacts", view.name(*state))
            }
        }
    }
}

/// "a, b and c", or nothing at all.
pub(super) fn listed(parts: &[String]) -> String {
    if parts.is_empty() { "nothing".to_owned() } else { join(parts, "and") }
}
