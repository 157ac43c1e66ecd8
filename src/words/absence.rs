//! Why somebody is not in something, and need not leave anything.

use crate::answer::{Consequences, Outcome};
use crate::scenario::Changed;
use crate::verdict::Verdict;
use crate::world::View;
use crate::{BodyId, EntityId, Id, State};

/// Why somebody is not in a body, in a few words.
pub(crate) fn absence(view: &View<'_>, entity: EntityId, body: BodyId) -> String {
    use crate::world::Absence;
    let word = match body {
        BodyId::Organization(_) => "member",
        BodyId::Treaty(_) => "party",
    };
    match view.standing(entity, body).absence {
        Some(Absence::OtherStatus(status)) => status.as_str().replace('_', " "),
        Some(Absence::FormerSince(date)) => format!("former {word} since {date}"),
        Some(Absence::NotBefore(date)) => format!("{word} only from {date}"),
        Some(Absence::NotInExistence) => {
            format!("{} did not exist", view.world().name(body.entity()))
        }
        Some(Absence::BeyondCoverage) => "not covered by the record".to_owned(),
        Some(Absence::NoRecord) | None => format!("not a {word}"),
    }
}

impl Consequences<'_> {
    /// Why a state is not among those that must exit: `observer`, `former member since 2012-12-19`, `not a member` …
    #[track_caller]
    pub fn why_not(&self, state: Id<State>) -> String {
        match self.finding(state) {
            Some(finding) => match finding.verdict {
                Verdict::MustExit => "it must exit".to_owned(),
                Verdict::MustChangeLaw => {
                    "its own law must change, but it has nothing to exit".to_owned()
                }
                Verdict::Undetermined => "it depends on facts that are not known".to_owned(),
                Verdict::Free | Verdict::NotBound => {
                    "nothing that it holds bars the change".to_owned()
                }
            },
            None => match self.grounded.first().map(|grounded| grounded.hypothesis.with.clone()) {
                Some(Changed::Entity(entity)) => match self.body_of(entity) {
                    Some(body) => absence(&self.view, state.into(), body),
                    None => "not a party".to_owned(),
                },
                _ => "not a party".to_owned(),
            },
        }
    }

    fn body_of(&self, entity: EntityId) -> Option<BodyId> {
        BodyId::of(entity, self.world()[entity].kind())
    }

    /// Why a state that is bound need not exit anything; `None` where it must, or may have to.
    pub(crate) fn reason(&self, outcome: &Outcome) -> Option<String> {
        match outcome.verdict {
            Verdict::MustExit => None,
            _ => Some(self.why_not(outcome.state)),
        }
    }
}
