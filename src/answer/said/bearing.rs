//! What one proposition says of another: that it is so as well, that it cannot be so, or nothing.

use crate::model::{Judgement, Proposition, Status, Tables};
use crate::{EntityId, Id};

/// What one proposition says of another.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Bearing {
    /// They are one.
    Same,
    /// If the one is so, so is the other.
    Implies,
    /// If the other is so, so is the one.
    ImpliedBy,
    /// They cannot both be so at one time.
    Excludes,
    /// Nothing.
    Apart,
}

/// What one proposition says of another, by a short list of what words mean and no record tells.
///
/// ```text
/// implies(declared(w, x), plans(w, y))                      :- x ∈ y.
/// implies(plans(w, x), plans(w, y))                         :- x ⊆ y.
/// implies(owes(s, d, t, by), owes(s, d, t)).
/// implies(owes(s, d, t, by), owes(s, t, by)).
/// implies(takes_part(m, b, g), takes_part(m, b))            :- binds(g).
/// implies(related(k, a, b), related(k, b, a))               :- symmetric(k).
/// implies(must_exit_first(s, b, o, k), must_exit_first(t, b, o, k)) :- t ⊆ s.
/// implies(judgement(k, a, b, words), judgement(k, a, b)).
/// excludes(has_left(m, b), takes_part(m, b)).
/// excludes(takes_part(m, b, observer), takes_part(m, b)).
/// excludes(holds(w, support, x), holds(w, oppose, x)).
/// ```
pub(super) fn bearing_of(tables: &Tables, one: Id<Proposition>, two: Id<Proposition>) -> Bearing {
    if one == two {
        return Bearing::Same;
    }
    bearing(&tables.propositions[one], &tables.propositions[two])
}

/// The same of two that need not be on record.
pub(super) fn bearing(one: &Proposition, two: &Proposition) -> Bearing {
    match (implies(one, two), implies(two, one)) {
        (true, true) => Bearing::Same,
        (true, false) => Bearing::Implies,
        (false, true) => Bearing::ImpliedBy,
        (false, false) if excludes(one, two) || excludes(two, one) => Bearing::Excludes,
        (false, false) => Bearing::Apart,
    }
}

/// Whether the one is never so without the other.
fn implies(one: &Proposition, two: &Proposition) -> bool {
    use Proposition as P;
    if one == two {
        return true;
    }
    match (one, two) {
        (P::Declared { who, what }, P::Plans { who: planner, what: plan }) => {
            who == planner && plan.contains(what)
        }
        (P::Plans { who, what }, P::Plans { who: planner, what: plan }) => {
            who == planner && what.iter().all(|one| plan.contains(one))
        }
        (
            P::Owes { state, duty, toward, under },
            P::Owes { state: by, duty: owed, toward: to, under: text },
        ) => {
            let is_within = (owed.is_none() || duty == owed) && (text.is_none() || under == text);
            is_within && (state, toward) == (by, to)
        }
        (
            P::TakesPart { member, body, status: Some(status) },
            P::TakesPart { member: other, body: same, status: None },
        ) => status.is_binding() && (member, body) == (other, same),
        (
            P::Related { kind, subject, object },
            P::Related { kind: other, subject: agent, object: target },
        ) => kind == other && kind.is_symmetric() && (subject, object) == (target, agent),
        (
            P::MustExitFirst { states, from, organization, acquires },
            P::MustExitFirst { states: fewer, from: body, organization: changed, acquires: kind },
        ) => {
            (from, organization, acquires) == (body, changed, kind)
                && fewer.iter().all(|state| states.contains(state))
        }
        (
            P::Judgement { kind, of, toward, words },
            P::Judgement { kind: other, of: subject, toward: object, words: said },
        ) => {
            let is_alike = are_alike((*kind, of, toward), (*other, subject, object));
            is_alike && (said.is_none() || words == said)
        }
        (
            P::Unrecorded { of, toward, words },
            P::Unrecorded { of: subject, toward: object, words: said },
        ) => words == said && are_the_same(of, subject) && are_the_same(toward, object),
        _ => false,
    }
}

/// Whether two judgements are of one kind, of the same, in relation to the same. Where neither names anything, only their words
/// tell what they are of.
fn are_alike(
    (kind, of, toward): (Judgement, &[EntityId], &[EntityId]),
    (other, subject, object): (Judgement, &[EntityId], &[EntityId]),
) -> bool {
    let names_something = !(subject.is_empty() && object.is_empty());
    kind == other && names_something && are_the_same(of, subject) && are_the_same(toward, object)
}

/// Whether two lists name the same, in whatever order.
fn are_the_same(one: &[EntityId], two: &[EntityId]) -> bool {
    let within = |these: &[EntityId], those: &[EntityId]| these.iter().all(|it| those.contains(it));
    within(one, two) && within(two, one)
}

/// Whether the two cannot both be so at one time.
fn excludes(one: &Proposition, two: &Proposition) -> bool {
    use Proposition as P;
    match (one, two) {
        (P::HasLeft { member, body }, P::TakesPart { member: other, body: same, status }) => {
            status.is_none_or(Status::is_binding) && (member, body) == (other, same)
        }
        (
            P::TakesPart { member, body, status: Some(status) },
            P::TakesPart { member: other, body: same, status: grade },
        ) => {
            let is_in = grade.is_none_or(Status::is_binding);
            is_beside(*status) && is_in && (member, body) == (other, same)
        }
        (P::Holds { who, stance, of }, P::Holds { who: other, stance: taken, of: matter }) => {
            stance != taken && (who, of) == (other, matter)
        }
        _ => false,
    }
}

/// Whether who is in this grade is in no grade that binds.
const fn is_beside(status: Status) -> bool {
    match status {
        Status::Observer | Status::Partner | Status::DialoguePartner => true,
        Status::Member
        | Status::Party
        | Status::Participating
        | Status::Provisional
        | Status::Associate
        | Status::FoundingState
        | Status::ContractingState
        | Status::Signatory
        | Status::Acceding => false,
    }
}
