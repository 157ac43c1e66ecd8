//! What governments and speakers have said and done, as far as it decides what others say of them.

use super::super::records::{Records, ends};
use super::super::{Expected, Wrong};
use super::Decided;
use crate::model::{
    Act, ActKind, Claim, Factuality, LinkRole, Matter, Proposition, Rank, Stance, Tables,
};
use crate::proof::Fact;
use crate::time::Date;
use crate::verdict::{ClaimGround, WordOn};
use crate::{BodyId, EntityId, Id, State, Truth};

/// The words of one on one thing, each a step.
#[derive(Default)]
struct Words(Vec<Fact>);

impl Words {
    /// Said is yes, denied is no; said and denied is open, and so is silence.
    fn truth(&self) -> Truth {
        let has = |wanted: bool| {
            self.0.iter().any(|step| matches!(step, Fact::Word { says, .. } if *says == wanted))
        };
        match (has(true), has(false)) {
            (true, false) => Truth::Yes,
            (false, true) => Truth::No,
            (true, true) | (false, false) => Truth::Unknown,
        }
    }

    /// Those that are preferred, if there are any: all else is put aside for them, but for acts.
    fn best(mut self, tables: &Tables) -> Self {
        let rank = |step: &Fact| {
            let Fact::Word { by, .. } = step else { return None };
            tables.claims.iter().find(|claim| claim.key == *by).map(|claim| claim.rank)
        };
        let best = self.0.iter().filter_map(rank).max();
        self.0.retain(|step| rank(step).is_none_or(|rank| Some(rank) == best));
        self
    }

    fn decided<'a>(self) -> Decided<'a> {
        let (truth, ground) = (self.truth(), ClaimGround::OfficialWord);
        Decided { truth, ground, premises: self.0, records: Vec::new() }
    }
}

impl<'a> Records<'a> {
    /// Whether a record of this day, that was made known on another, is one of what lies behind on the day of the question.
    fn is_past(&self, day: Date, known: Date) -> bool {
        let is_known =
            self.case.known_by.is_none_or(|by| known.is_on_or_before(by.into()).is_yes());
        day.is_on_or_before(self.case.as_of).is_yes() && is_known
    }

    /// The words of one beyond doubt, of nobody else, that were spoken by the day of the question: of every claim but this one.
    fn words_before(&self, who: EntityId, but: &Claim) -> impl Iterator<Item = &'a Claim> {
        let (records, but) = (*self, but.key.clone());
        self.tables.claims.iter().filter(move |word| {
            word.key != but
                && word.rank != Rank::Deprecated
                && word.answerable() == [who]
                && word.is_plainly_said()
                && word.date.is_some_and(|said| {
                    let known = word.provenance.recorded.map_or(said, Date::from);
                    said.latest().is_some() && records.is_past(said, known)
                })
        })
    }

    /// Whether a word still speaks on the day of the question.
    fn still_speaks(&self, word: &Claim) -> bool {
        let spoken = word.date.and_then(Date::latest);
        let now = self.case.as_of.latest();
        spoken.zip(now).is_some_and(|(spoken, now)| self.case.presumption.bridges(spoken, now))
    }

    fn word_fact(&self, who: EntityId, on: &WordOn, by: &str, says: bool) -> Fact {
        let on = on.map(|what| self.key(*what).into());
        Fact::Word { who: self.key(who).into(), on, by: by.into(), says, day: self.case.as_of }
    }

    /// What somebody has said of declaring something, which speaks for ever once it is said, and denied, for as long as that speaks.
    fn declaring(&self, who: EntityId, what: EntityId, but: &Claim) -> Words {
        let (on, wanted) = (WordOn::Declared(what), Proposition::Declared { who, what });
        let own =
            self.words_before(who, but).filter(|word| word.stated_in(self.tables) == Some(&wanted));
        let words = own.filter_map(|word| {
            let says = match word.factuality {
                Factuality::CertainlyTrue => true,
                Factuality::CertainlyFalse if self.still_speaks(word) => false,
                _ => return None,
            };
            Some(self.word_fact(who, &on, &word.key, says))
        });
        Words(words.collect())
    }

    /// What somebody has said and denied of planning something, each for as long as it speaks.
    fn planning(&self, who: EntityId, what: EntityId, but: &Claim) -> Words {
        let on = WordOn::Planned(what);
        let own = self.words_before(who, but).filter(|word| self.still_speaks(word));
        let words = own.filter_map(|word| {
            let said = word.stated_in(self.tables)?;
            let Proposition::Plans { who: planner, what: all } = said else { return None };
            // Said of one of several, it is of none for certain; denied of several, it is denied of each.
            let says = match word.factuality {
                _ if *planner != who => return None,
                Factuality::CertainlyTrue if **all == [what] => true,
                Factuality::CertainlyFalse if all.contains(&what) => false,
                _ => return None,
            };
            Some(self.word_fact(who, &on, &word.key, says))
        });
        Words(words.collect())
    }

    /// The acts of somebody by the day of the question, of some kind and on some texts.
    fn acts(
        &self,
        who: EntityId,
        is_meant: impl Fn(&Act) -> bool,
    ) -> impl Iterator<Item = &'a Act> {
        let first = self.case.as_of.earliest();
        self.tables.acts.iter().filter(move |act| {
            act.by.map(EntityId::from) == Some(who)
                && act.is_known_by(self.case.known_by)
                && act.date.latest().zip(first).is_some_and(|(day, first)| day <= first)
                && is_meant(act)
        })
    }

    fn has_declared(&self, who: EntityId, what: EntityId, but: &Claim) -> Words {
        let on = WordOn::Declared(what);
        let mut words = self.declaring(who, what, but);
        let acts =
            self.acts(who, |act| act.kind == ActKind::Declare && act.instrument.entity() == what);
        words.0.extend(acts.map(|act| self.word_fact(who, &on, &act.key, true)));
        words
    }

    pub(super) fn declared(&self, who: EntityId, what: EntityId, but: &Claim) -> Decided<'a> {
        let words = self.has_declared(who, what, but).best(self.tables);
        if words.0.is_empty() {
            return self.undone(who, &[ActKind::Declare], but);
        }
        words.decided()
    }

    /// Of whom nothing is on record: not done, where the record says that it has all acts of these sorts, and it is somebody else who
    /// says it: its own word would be one more.
    fn undone(&self, who: EntityId, kinds: &[ActKind], but: &Claim) -> Decided<'a> {
        if but.answerable().contains(&who) {
            return Words::default().decided();
        }
        let mut records = vec![self.key(who)];
        for kind in kinds {
            let telling = self.telling_all(Matter::Acts, kind.as_str(), Some(who));
            if telling.is_empty() {
                return Words::default().decided();
            }
            records.extend(telling);
        }
        Decided::new(Truth::No, Vec::new(), records)
    }

    /// Whether somebody plans one of several things: so if one of them, and not so if none.
    pub(super) fn plans(&self, who: EntityId, what: &[EntityId], but: &Claim) -> Decided<'a> {
        let mut all = Decided::new(Truth::No, Vec::new(), Vec::new());
        for what in what {
            let mut words = self.planning(who, *what, but).best(self.tables);
            // Who has declared it plans it; who has not may plan it in silence.
            let declared = self.has_declared(who, *what, but).best(self.tables);
            if declared.truth().is_yes() {
                words.0.extend(declared.0);
            }
            let one = words.decided();
            all.truth = all.truth | one.truth;
            all.ground = one.ground;
            all.premises.extend(one.premises);
        }
        all
    }

    pub(super) fn plans_exit(
        &self,
        states: &[Id<State>],
        from: BodyId,
        but: &Claim,
    ) -> Result<Decided<'a>, Wrong> {
        let mut all = Decided::new(Truth::No, Vec::new(), Vec::new());
        for state in states {
            let words = self.leaving(*state, from, but)?.best(self.tables);
            let one = if words.0.is_empty() {
                let kinds = [ActKind::NotifyWithdrawal, ActKind::Declare];
                self.undone((*state).into(), &kinds, but)
            } else {
                words.decided()
            };
            all.truth = all.truth | one.truth;
            // One word is enough to make it a matter of words.
            if one.ground == ClaimGround::OfficialWord {
                all.ground = one.ground;
            }
            all.premises.extend(one.premises);
            all.records.extend(one.records);
        }
        Ok(all)
    }

    /// What a state has said of leaving a body, and the notices that it has given and not revoked.
    fn leaving(&self, state: Id<State>, from: BodyId, but: &Claim) -> Result<Words, Wrong> {
        let (who, on) = (EntityId::from(state), WordOn::Leaving(from.entity()));
        let mut words = Words::default();
        for word in self.words_before(who, but).filter(|word| self.still_speaks(word)) {
            let said = word.stated_in(self.tables);
            let Some(Proposition::PlansExit { states, from: body }) = said else { continue };
            // Said of one of several, it is of none for certain; denied of several, it is denied of each.
            let says = match word.factuality {
                Factuality::CertainlyTrue if **states == [state] => true,
                Factuality::CertainlyFalse if states.contains(&state) => false,
                _ => continue,
            };
            if *body == from {
                words.0.push(self.word_fact(who, &on, &word.key, says));
            }
        }
        if self.participation(who, from)?.0.is_no() {
            return Ok(words);
        }
        let texts = self
            .tables
            .links
            .iter()
            .filter(|link| link.role == LinkRole::Constituent && ends(link).0 == from);
        let mut texts: Vec<EntityId> = texts.map(|link| link.instrument.entity()).collect();
        texts.push(from.entity());
        let acts: Vec<&Act> =
            self.acts(who, |act| texts.contains(&act.instrument.entity())).collect();
        let is_notice =
            |act: &&&Act| matches!(act.kind, ActKind::NotifyWithdrawal | ActKind::Denounce);
        for notice in acts.iter().filter(is_notice) {
            let is_revoked = acts.iter().any(|act| {
                act.kind == ActKind::RevokeNotice && !act.date.is_before(notice.date).is_yes()
            });
            if !is_revoked {
                words.0.push(self.word_fact(who, &on, &notice.key, true));
            }
        }
        Ok(words)
    }

    /// Whether a speaker takes a stance, by the speaker's own claims.
    pub(super) fn takes(
        &self,
        who: EntityId,
        stance: Stance,
        of: EntityId,
        but: &Claim,
    ) -> Decided<'a> {
        let words = self.stances(who, stance, of, but).best(self.tables);
        Decided { ground: ClaimGround::Record, ..words.decided() }
    }

    fn stances(&self, who: EntityId, stance: Stance, of: EntityId, but: &Claim) -> Words {
        let own =
            self.words_before(who, but).filter(|word| word.matters(self.tables).contains(&of));
        let on = WordOn::Stance(stance, of);
        let words = own.filter_map(|word| {
            Some(self.word_fact(who, &on, &word.key, word.taken_stance()? == stance))
        });
        Words(words.collect())
    }

    /// The step of one word: whether it says so, or denies it, as every word on it on the day does.
    pub(in crate::proof::check) fn word(
        &self,
        who: &str,
        on: &WordOn<Box<str>>,
        by: &str,
    ) -> Result<Expected<'a>, Wrong> {
        let (who, what) = (self.find(who)?.0, self.find(on.what())?.0);
        // Of no claim in particular: which one is judged is for its own step to say.
        let but = Claim::new("");
        let words = match on {
            WordOn::Declared(_) => self.has_declared(who, what, &but),
            WordOn::Planned(_) => self.planning(who, what, &but),
            WordOn::Leaving(body) => {
                self.leaving(self.state(self.key(who))?.0, self.body(body)?, &but)?
            }
            WordOn::Stance(stance, _) => self.stances(who, *stance, what, &but),
        };
        let is_this = |step: &Fact| matches!(step, Fact::Word { by: own, .. } if **own == *by);
        let fact = words.0.into_iter().find(is_this).ok_or(Wrong::DoesNotHold)?;
        let claim = self.tables.claims.iter().map(|claim| &*claim.key).find(|key| *key == by);
        let act = || self.tables.acts.iter().map(|act| &*act.key).find(|key| *key == by);
        let record = claim.or_else(act).ok_or(Wrong::DoesNotHold)?;
        Ok(Expected { fact, premises: Vec::new(), records: vec![record] })
    }
}
