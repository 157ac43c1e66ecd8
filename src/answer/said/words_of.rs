//! What governments and speakers have said, as far as it decides what others say of them.

use super::ClaimGround;
use super::decide::Decided;
use super::made::is_made;
use crate::model::{ActKind, Claim, Factuality, Proposition, RecordId, Stance};
use crate::time::Day;
use crate::world::View;
use crate::{EntityId, InstrumentId, Truth};

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
    then.is_some_and(|then| view.presumption().bridges(day, then))
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
    let is_so = |act: &crate::model::Act| {
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
