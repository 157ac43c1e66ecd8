//! What governments and speakers have said, as far as it decides what others say of them.

use super::ClaimGround;
use super::decide::{Decided, covering};
use super::made::is_made;
use crate::model::{
    Act, ActKind, BodyId, Claim, Factuality, LinkRole, Proposition, Rank, RecordId, Stance,
};
use crate::time::Day;
use crate::verdict::WordOn;
use crate::world::{RecordSubject, View};
use crate::{EntityId, Id, InstrumentId, State, Truth};

/// The claims that were made by the day of a view, as far as it knows of them, other than one of them.
fn earlier<'w>(
    view: &View<'w>,
    claim: &Claim,
) -> impl Iterator<Item = (RecordId, &'w Claim, Day)> + use<'w> {
    let (view, key) = (*view, claim.key.clone());
    view.world().tables().claims.entries().filter_map(move |(id, one)| {
        let counts = one.key != key && one.rank != Rank::Deprecated;
        let is_earlier = counts && is_made(&view, one).is_yes();
        is_earlier.then_some((RecordId::Claim(id), one, one.date?.latest()?))
    })
}

/// Whether the claim is the word of this speaker, beyond doubt and for nobody else.
fn is_word_of(claim: &Claim, who: EntityId) -> bool {
    claim.answerable() == [who] && claim.is_plainly_said()
}

/// A word of somebody that counts: a claim or an act.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Whose.
    pub(crate) who: EntityId,
    /// Of what.
    pub(crate) on: WordOn,
    /// By which record.
    pub(crate) by: RecordId,
    /// Whether it says so; else it denies it.
    pub(crate) says: bool,
}

/// The words of one on one thing.
#[derive(Debug)]
struct Words {
    who: EntityId,
    on: WordOn,
    spoken: Vec<Word>,
}

impl Words {
    fn new(who: impl Into<EntityId>, on: WordOn) -> Self {
        Self { who: who.into(), on, spoken: Vec::new() }
    }

    fn add(&mut self, says: bool, by: RecordId) {
        self.spoken.push(Word { who: self.who, on: self.on, by, says });
    }

    /// Those that are preferred, if there are any: all else is put aside for them, but for acts.
    fn best(mut self, view: &View<'_>) -> Self {
        let rank = |word: &Word| match word.by {
            RecordId::Claim(id) => Some(view.world()[id].rank),
            _ => None,
        };
        let best = self.spoken.iter().filter_map(rank).max();
        self.spoken.retain(|word| rank(word).is_none_or(|rank| Some(rank) == best));
        self
    }

    /// Said is yes, denied is no; said and denied is open, and so is silence.
    fn decided<'w>(self) -> Decided<'w> {
        let has = |says: bool| self.spoken.iter().any(|word| word.says == says);
        let truth = match (has(true), has(false)) {
            (true, false) => Truth::Yes,
            (false, true) => Truth::No,
            (true, true) | (false, false) => Truth::Unknown,
        };
        let rests_on = self.spoken.iter().map(|word| word.by).collect();
        let ground = ClaimGround::OfficialWord;
        Decided { truth, ground, rests_on, words: self.spoken, ..Decided::UNKNOWN }
    }
}

/// Whether a word spoken on some day still speaks on that of the view.
fn still_speaks(view: &View<'_>, day: Day) -> bool {
    let then = view.as_of().latest();
    // The day of the word itself is one of which it speaks.
    then.is_some_and(|then| view.presumption().bridges(day.next(), then))
}

/// What a word may say of something: whether saying it says so, and whether denying it denies it.
#[derive(Copy, Clone)]
struct Scope {
    says: bool,
    denies: bool,
}

/// Of several things that one of them is so says it of none; denied of several, it is denied of each.
fn of_several<T: PartialEq>(all: &[T], one: &T) -> Scope {
    Scope { says: matches!(all, [only] if only == one), denies: all.contains(one) }
}

/// What somebody has said and denied of something, each for as long as it speaks; what `lasts` speaks for ever once it is said.
fn words_of(
    view: &View<'_>,
    who: EntityId,
    on: WordOn,
    scope: impl Fn(&Proposition) -> Option<Scope>,
    claim: &Claim,
    lasts: bool,
) -> Words {
    let mut words = Words::new(who, on);
    for (id, one, day) in earlier(view, claim) {
        let Some(scope) = one.stated_in(view.world().tables()).and_then(&scope) else { continue };
        if !is_word_of(one, who) {
            continue;
        }
        let speaks = still_speaks(view, day);
        if scope.says && one.factuality == Factuality::CertainlyTrue && (lasts || speaks) {
            words.add(true, id);
        } else if scope.denies && one.factuality == Factuality::CertainlyFalse && speaks {
            words.add(false, id);
        }
    }
    words.best(view)
}

/// `declared(w, x) :- word_of(w, declared(w, x)) ; act(w, declare, x)`, and not so by the word of the same government, or where all its
/// declarations are on record.
pub(super) fn declared<'w>(
    view: &View<'w>,
    who: EntityId,
    what: EntityId,
    claim: &Claim,
) -> Decided<'w> {
    let scope = |said: &Proposition| {
        let is_this = *said == Proposition::Declared { who, what };
        is_this.then_some(Scope { says: true, denies: true })
    };
    let mut words = words_of(view, who, WordOn::Declared(what), scope, claim, true);
    for act in declarations(view, who, what) {
        words.add(true, act);
    }
    let said = words.decided();
    if said.truth.is_unknown() && said.rests_on.is_empty() {
        return undone(view, who, &[ActKind::Declare], claim);
    }
    said
}

/// Not done, where the record says that it has all acts of these sorts of somebody, and none of them is there: silence alone shows
/// nothing. Of what a government says of itself that is no disproof: its word would be one more.
fn undone<'w>(view: &View<'w>, who: EntityId, kinds: &[ActKind], claim: &Claim) -> Decided<'w> {
    if claim.answerable().contains(&who) {
        return Decided { ground: ClaimGround::OfficialWord, ..Decided::UNKNOWN };
    }
    let mut rests_on = Vec::new();
    for kind in kinds {
        let all = RecordSubject::acts(*kind).in_the_case_of(who);
        let covering = covering(view, &all);
        if covering.is_empty() {
            return Decided { ground: ClaimGround::OfficialWord, ..Decided::UNKNOWN };
        }
        rests_on.extend(covering);
    }
    rests_on.push(RecordId::Entity(who));
    Decided { truth: Truth::No, ground: ClaimGround::Record, rests_on, ..Decided::UNKNOWN }
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
/// That one of several things is planned is so if one is, and not so if none is.
pub(super) fn plans<'w>(
    view: &View<'w>,
    who: EntityId,
    what: &[EntityId],
    claim: &Claim,
) -> Decided<'w> {
    any_of(what.iter().map(|what| {
        let scope = |said: &Proposition| match said {
            Proposition::Plans { who: planner, what: all } if *planner == who => {
                Some(of_several(all, what))
            }
            _ => None,
        };
        let mut words = words_of(view, who, WordOn::Planned(*what), scope, claim, false);
        // Who has declared it plans it; who has not may plan it in silence.
        let declared = declared(view, who, *what, claim);
        if declared.truth.is_yes() {
            words.spoken.extend(declared.words);
        }
        words.decided()
    }))
}

/// `plans_exit(w, b) :- word_of(w, plans_exit(w, b)) ; notice(w, b), not revoked`, and not so by the word of the same government, or where
/// all its notices and declarations are on record.
/// That one of several does is so if one does, and not so if none does.
pub(super) fn plans_exit<'w>(
    view: &View<'w>,
    states: &[Id<State>],
    from: BodyId,
    claim: &Claim,
) -> Decided<'w> {
    any_of(states.iter().map(|state| {
        let scope = |said: &Proposition| match said {
            Proposition::PlansExit { states, from: body } if *body == from => {
                Some(of_several(states, state))
            }
            _ => None,
        };
        let on = WordOn::Leaving(from.entity());
        let mut words = words_of(view, (*state).into(), on, scope, claim, false);
        for notice in notices(view, *state, from) {
            words.add(true, notice);
        }
        let said = words.decided();
        if said.truth.is_unknown() && said.rests_on.is_empty() {
            let kinds = [ActKind::NotifyWithdrawal, ActKind::Declare];
            return undone(view, (*state).into(), &kinds, claim);
        }
        said
    }))
}

/// That it is so of one of several.
fn any_of<'w>(of_each: impl Iterator<Item = Decided<'w>>) -> Decided<'w> {
    let mut all = Decided { ground: ClaimGround::Record, ..Decided::UNKNOWN };
    let mut truths = Vec::new();
    for one in of_each {
        truths.push(one.truth);
        // One word is enough to make it a matter of words.
        if one.ground == ClaimGround::OfficialWord {
            all.ground = one.ground;
        }
        all.rests_on.extend(one.rests_on);
        all.words.extend(one.words);
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
    let mut words = Words::new(who, WordOn::Stance(stance, of));
    for (id, one, _) in earlier(view, claim) {
        let is_own = is_word_of(one, who) && one.matters(view.world().tables()).contains(&of);
        let Some(taken) = one.taken_stance().filter(|_| is_own) else { continue };
        words.add(taken == stance, id);
    }
    Decided { ground: ClaimGround::Record, ..words.best(view).decided() }
}
