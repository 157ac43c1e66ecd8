//! What governments and speakers have said, as far as it decides what others say of them.

use super::ClaimGround;
use super::decide::Decided;
use super::made::is_made;
use crate::model::{
    Act, ActKind, BodyId, Claim, Factuality, LinkRole, Proposition, RecordId, Stance,
};
use crate::time::Day;
use crate::world::View;
use crate::{EntityId, Id, InstrumentId, State, Truth};

/// The claims that were made by the day of a view, as far as it knows of them, other than one of them.
fn earlier<'w>(
    view: &View<'w>,
    claim: &Claim,
) -> impl Iterator<Item = (RecordId, &'w Claim, Day)> + use<'w> {
    let (view, key) = (*view, claim.key.clone());
    view.world().tables().claims.entries().filter_map(move |(id, one)| {
        let is_earlier = one.key != key && is_made(&view, one).is_yes();
        is_earlier.then_some((RecordId::Claim(id), one, one.date?.latest()?))
    })
}

/// Whether the claim is the word of this speaker, beyond doubt and for nobody else.
fn is_word_of(claim: &Claim, who: EntityId) -> bool {
    claim.answerable() == [who] && claim.is_plainly_said()
}

/// Who said so, and who denied it.
#[derive(Debug, Default)]
struct Words {
    said: Vec<RecordId>,
    denied: Vec<RecordId>,
}

impl Words {
    /// Said is yes, denied is no; said and denied is open, and so is silence.
    fn decided<'w>(self) -> Decided<'w> {
        let truth = match (self.said.is_empty(), self.denied.is_empty()) {
            (false, true) => Truth::Yes,
            (true, false) => Truth::No,
            (true, true) | (false, false) => Truth::Unknown,
        };
        let rests_on = self.said.into_iter().chain(self.denied).collect();
        let ground = ClaimGround::OfficialWord;
        Decided { truth, ground, rests_on, ..Decided::UNKNOWN }
    }
}

/// Whether a word spoken on some day still speaks on that of the view.
fn still_speaks(view: &View<'_>, day: Day) -> bool {
    let then = view.as_of().latest();
    // The day of the word itself is one of which it speaks.
    then.is_some_and(|then| view.presumption().bridges(day.next(), then))
}

/// What somebody has said and denied of a proposition, each for as long as it speaks; what `lasts` speaks for ever once it is said.
fn words_of(
    view: &View<'_>,
    who: EntityId,
    wanted: &Proposition,
    claim: &Claim,
    lasts: bool,
) -> Words {
    let mut words = Words::default();
    for (id, one, day) in earlier(view, claim) {
        if one.proposition.as_ref() != Some(wanted) || !is_word_of(one, who) {
            continue;
        }
        let speaks = still_speaks(view, day);
        if one.factuality == Factuality::CertainlyTrue && (lasts || speaks) {
            words.said.push(id);
        } else if one.factuality == Factuality::CertainlyFalse && speaks {
            words.denied.push(id);
        }
    }
    words
}

/// `declared(w, x) :- word_of(w, declared(w, x)) ; act(w, declare, x)`, and not so by the word of the same government alone.
pub(super) fn declared<'w>(
    view: &View<'w>,
    who: EntityId,
    what: EntityId,
    claim: &Claim,
) -> Decided<'w> {
    let mut words = words_of(view, who, &Proposition::Declared { who, what }, claim, true);
    words.said.extend(declarations(view, who, what));
    words.decided()
}

/// The acts by which somebody made a declaration on a text.
fn declarations(view: &View<'_>, who: EntityId, what: EntityId) -> Vec<RecordId> {
    let tables = view.world().tables();
    let latest = view.as_of().earliest();
    let is_so = |act: &Act| {
        act.kind == ActKind::Declare
            && act.by.map(EntityId::from) == Some(who)
            && InstrumentId::entity(act.instrument) == what
            && act.is_known_by(view.knowledge())
            && act.date.latest().is_some_and(|day| latest.is_some_and(|latest| day <= latest))
    };
    let acts = tables.acts.entries().filter(|(_, act)| is_so(act));
    acts.map(|(id, _)| RecordId::Act(id)).collect()
}

/// `plans(w, x) :- word_of(w, plans(w, x)) ; declared(w, x)`, and not so by the word of the same government alone.
pub(super) fn plans<'w>(
    view: &View<'w>,
    who: EntityId,
    what: EntityId,
    claim: &Claim,
) -> Decided<'w> {
    let mut words = words_of(view, who, &Proposition::Plans { who, what }, claim, false);
    // Who has declared it plans it; who has not may plan it in silence.
    let declared = declared(view, who, what, claim);
    if declared.truth.is_yes() {
        words.said.extend(declared.rests_on);
    }
    words.decided()
}

/// `plans_exit(w, b) :- word_of(w, plans_exit(w, b)) ; notice(w, b), not revoked`, and not so by the word of the same government alone.
/// That one of several does is so if one does, and not so if none does.
pub(super) fn plans_exit<'w>(
    view: &View<'w>,
    states: &[Id<State>],
    from: BodyId,
    claim: &Claim,
) -> Decided<'w> {
    let of_each = states.iter().map(|state| {
        let mut words = Words::default();
        for (id, one, day) in earlier(view, claim) {
            let Some(Proposition::PlansExit { states: leaving, from: body }) = &one.proposition
            else {
                continue;
            };
            let speaks =
                *body == from && is_word_of(one, (*state).into()) && still_speaks(view, day);
            if speaks && one.factuality == Factuality::CertainlyTrue && **leaving == [*state] {
                words.said.push(id);
            } else if speaks
                && one.factuality == Factuality::CertainlyFalse
                && leaving.contains(state)
            {
                words.denied.push(id);
            }
        }
        words.said.extend(notices(view, *state, from));
        words.decided()
    });
    let mut all = Decided { ground: ClaimGround::OfficialWord, ..Decided::UNKNOWN };
    let mut truths = Vec::new();
    for one in of_each {
        truths.push(one.truth);
        all.rests_on.extend(one.rests_on);
    }
    all.truth = Truth::any(truths);
    all
}

/// The notices by which a state is about to leave a body, that it has not revoked.
fn notices(view: &View<'_>, state: Id<State>, from: BodyId) -> Vec<RecordId> {
    if view.is_member(state, from).is_no() {
        return Vec::new();
    }
    let tables = view.world().tables();
    let first = view.as_of().earliest();
    let is_of = |act: &Act| {
        let text = InstrumentId::entity(act.instrument);
        let is_of_body = text == from.entity()
            || tables.links.iter().any(|link| {
                link.role == LinkRole::Constituent
                    && EntityId::from(link.organization) == from.entity()
                    && InstrumentId::entity(link.instrument) == text
            });
        is_of_body
            && act.by == Some(state)
            && act.is_known_by(view.knowledge())
            && act.date.latest().is_some_and(|day| first.is_some_and(|first| day <= first))
    };
    let acts = || tables.acts.entries().filter(|(_, act)| is_of(act));
    let is_notice = |act: &Act| matches!(act.kind, ActKind::NotifyWithdrawal | ActKind::Denounce);
    let is_revoked = |notice: &Act| {
        acts().any(|(_, act)| {
            act.kind == ActKind::RevokeNotice && !act.date.is_before(notice.date).is_yes()
        })
    };
    acts()
        .filter(|(_, act)| is_notice(act) && !is_revoked(act))
        .map(|(id, _)| RecordId::Act(id))
        .collect()
}

/// Whether a speaker has taken a stance, by the speaker's own claims. Both stances leave it open, and so does silence.
pub(super) fn holds<'w>(
    view: &View<'w>,
    who: EntityId,
    stance: Stance,
    of: EntityId,
    claim: &Claim,
) -> Decided<'w> {
    let mut words = Words::default();
    for (id, one, _) in earlier(view, claim) {
        let is_own = is_word_of(one, who) && one.matters().contains(&of);
        let Some(taken) = one.taken_stance().filter(|_| is_own) else { continue };
        if taken == stance { &mut words.said } else { &mut words.denied }.push(id);
    }
    Decided { ground: ClaimGround::Record, ..words.decided() }
}
