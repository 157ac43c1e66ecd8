//! The life of one state in one treaty, act by act.

use super::frame::{End, Frame};
use super::known;
use crate::model::{
    Act, ActKind, Citation, Detail, Evidence, Provenance, Remarks, Status, Superseded, Tables,
    Timed,
};
use crate::time::{Date, Day, Interval};
use crate::{Id, Truth};

/// One spell in the making.
pub(super) struct Spell {
    pub(super) status: Status,
    from: Date,
    from_known: Option<Day>,
    end: Option<End>,
    superseded: Vec<Superseded>,
    acts: Vec<Id<Act>>,
}

impl Spell {
    fn new(status: Status, id: Id<Act>, act: &Act) -> Self {
        let (from, from_known) = (act.date, known(act));
        Self { status, from, from_known, end: None, superseded: Vec::new(), acts: vec![id] }
    }

    /// Ends it, unless it ends before.
    fn end_by(&mut self, end: End) {
        self.end = Some(self.end.map_or(end, |own| own.or_earlier(end)));
    }

    /// Makes a spell uncertain as a whole if it may have ended before it began, as where a notice may have come
    /// before the entry into force. A recorded interval holds for a day at least; this one need not.
    fn leave_open(&mut self) {
        let Some(end) = self.end.filter(|end| self.from.is_before(end.date).is_unknown()) else {
            return;
        };
        self.from = Date::from_bounds(self.from.earliest(), None);
        let date = Date::from_bounds(end.date.earliest(), end.date.latest().map(Day::next));
        self.end = Some(End { date, ..end });
    }

    fn valid(&self) -> Interval {
        Interval { from: Some(self.from), to: self.end.map(|end| end.date) }
    }

    pub(super) fn detail(mut self, tables: &Tables, key: String) -> Detail {
        let valid = self.valid();
        self.acts.sort_by_key(|id| {
            let act = &tables.acts[*id];
            (act.date.bounds(), act.kind, &act.key)
        });
        self.acts.dedup();
        let cited = self.acts.iter().flat_map(|id| &tables.acts[*id].provenance.sources);
        let mut sources: Vec<Citation> = cited.cloned().collect();
        sources.sort();
        sources.dedup();
        // What is known on its own day needs no mark.
        let mark = |known: Option<Day>, date: Option<Date>| {
            known.filter(|known| date.and_then(Date::earliest) != Some(*known))
        };
        let time = Timed {
            valid,
            from_known: mark(self.from_known, valid.from),
            to_known: mark(self.end.and_then(|end| end.known), valid.to),
        };
        let remarks = Remarks {
            end_reason: self.end.map(|end| end.reason.into()),
            before_statehood: false,
            superseded: self.superseded,
            from_acts: self.acts,
            provenance: Provenance {
                evidence: Some(Evidence::Derived),
                sources,
                ..Provenance::default()
            },
        };
        Detail::with(key, time, remarks)
    }
}

/// A state that has consented to be bound.
struct Bound {
    consent: Spell,
    /// Whether the treaty may enter into force for it later than on the day of its consent.
    awaits: bool,
    /// Its life as a party, from the entry into force for it.
    party: Spell,
    /// The end that a notice brings, unless it is revoked.
    exit: Option<End>,
    /// An earlier life as a party among those that are done, which may have gone on: nobody knows whether it had ended before
    /// this consent.
    earlier: Option<usize>,
}

/// The life of one state in one treaty, act by act.
pub(super) struct Course<'f> {
    frame: &'f Frame<'f>,
    signatory: Option<Spell>,
    provisional: Option<Spell>,
    bound: Option<Bound>,
    /// Acts that prepare a consent: what is ratified now and deposited later.
    prepared: Vec<Id<Act>>,
    done: Vec<Spell>,
}

impl<'f> Course<'f> {
    pub(super) fn new(frame: &'f Frame<'f>) -> Self {
        let (prepared, done) = (Vec::new(), Vec::new());
        Self { frame, signatory: None, provisional: None, bound: None, prepared, done }
    }

    pub(super) fn step(&mut self, id: Id<Act>, act: &Act, deposit_follows: bool) {
        use ActKind as K;
        self.settle(act);
        match act.kind {
            K::Sign if self.bound.is_none() && self.signatory.is_none() => {
                self.signatory = Some(Spell::new(Status::Signatory, id, act));
            }
            // What the deposit will establish is not established yet (VCLT 16).
            K::Ratify | K::Accept | K::Approve | K::Accede | K::FormalConfirmation
                if deposit_follows =>
            {
                self.prepared.push(id);
            }
            kind if kind.is_consent() => self.consents(id, act),
            K::EnterIntoForce => {
                if let Some(bound) = &mut self.bound {
                    bound.awaits = true;
                    bound.party.from = act.date.later_of(bound.consent.from);
                    bound.party.from_known = known(act);
                    bound.party.acts.push(id);
                }
            }
            K::ApplyProvisionally => {
                let party = self.bound.as_ref().map(|bound| bound.party.from);
                if self.provisional.is_none()
                    && party.is_none_or(|party| act.date.is_before(party).is_possible())
                {
                    self.provisional = Some(Spell::new(Status::Provisional, id, act));
                }
            }
            K::EndProvisionalApplication => self.end_provisional(id, act, "withdrawal"),
            K::NotifyWithdrawal => self.gives_notice(id, act, "withdrawal"),
            K::Denounce => self.gives_notice(id, act, "denunciation"),
            K::RevokeNotice => self.revokes(id, act),
            K::Expel => self.ends(id, act, "expulsion"),
            K::Terminate => self.ends(id, act, "termination"),
            // Neither binds nor unbinds: a parliament's approval; suspension; reservations and declarations.
            _ => {}
        }
    }

    /// Closes what has ended by the time of the act.
    fn settle(&mut self, act: &Act) {
        let exit = self.bound.as_ref().and_then(|bound| bound.exit);
        if let Some(exit) = exit.filter(|exit| exit.date.is_on_or_before(act.date).is_yes()) {
            self.unbind(Some(exit));
        }
    }

    fn consents(&mut self, id: Id<Act>, act: &Act) {
        // In force for the state with the treaty, or with its own consent and the delay that the treaty names (VCLT 24).
        let own = self.frame.delay.map_or(act.date, |delay| delay.after(act.date));
        let entry = self.frame.force.map_or(own, |force| force.later_of(own));
        let mut earlier = None;
        if let Some(bound) = &mut self.bound {
            bound.party.acts.push(id);
            match bound.exit {
                // It may have left already: then this is the way back in, and if not, it never left.
                Some(exit) if exit.date.is_on_or_before(act.date).is_unknown() => {
                    let latest = exit.date.latest().zip(entry.latest()).map(|(a, b)| a.max(b));
                    let date = Date::from_bounds(exit.date.earliest(), latest);
                    self.unbind(Some(End { date, ..exit }));
                    earlier = self.done.len().checked_sub(1);
                }
                // Who consents again before a notice takes effect takes the notice back.
                Some(_) => return self.revokes(id, act),
                None => return,
            }
        }
        let mut consent = Spell::new(Status::ContractingState, id, act);
        consent.acts.append(&mut self.prepared);
        let end = End { date: act.date, known: known(act), reason: "consent" };
        if let Some(mut signatory) = self.signatory.take() {
            signatory.acts.push(id);
            signatory.end_by(end);
            self.done.push(signatory);
        }
        let mut party = Spell { acts: consent.acts.clone(), ..Spell::new(Status::Party, id, act) };
        party.from = entry;
        // Before it was in force nobody knew when it would be.
        let later = self.frame.force.filter(|force| !force.is_on_or_before(act.date).is_yes());
        party.from_known = known(act).max(later.and_then(Date::earliest));
        let awaits = later.is_some() || own.bounds() != act.date.bounds();
        self.bound = Some(Bound { consent, awaits, party, exit: None, earlier });
    }

    fn gives_notice(&mut self, id: Id<Act>, act: &Act, reason: &'static str) {
        let now = End { date: act.date, known: known(act), reason };
        let Some(bound) = &mut self.bound else {
            self.end_signature(id, now);
            self.end_provisional(id, act, reason);
            return;
        };
        if bound.exit.is_some() {
            return;
        }
        let after_period = self.frame.exit(act.date);
        match act.date.is_before(bound.party.from) {
            // Consent that has bound nobody yet is taken back at once (VCLT 18(b)), and provisional
            // application ends with the intention to become a party (VCLT 25(2)).
            Truth::Yes => {
                bound.consent.acts.push(id);
                let earlier = bound.earlier;
                // Its notice then runs, and may be taken back: where it ends is open.
                self.go_on(earlier, None);
                self.end_provisional(id, act, reason);
                self.unbind(Some(now));
            }
            known => {
                let Some(date) = after_period else { return };
                let date = match known {
                    Truth::No => date,
                    _ => Date::from_bounds(act.date.earliest(), date.latest()),
                };
                bound.party.acts.push(id);
                bound.exit = Some(End { date, ..now });
            }
        }
    }

    /// A notice may be revoked before it takes effect (VCLT 68). Until then the end was known.
    fn revokes(&mut self, id: Id<Act>, act: &Act) {
        let Some(bound) = &mut self.bound else { return };
        let Some(exit) = bound.exit else { return };
        if bound.party.acts.last() != Some(&id) {
            bound.party.acts.push(id);
        }
        if !act.date.is_before(exit.date).is_yes() {
            // It may have come too late.
            let date = Date::from_bounds(exit.date.earliest(), None);
            bound.exit = Some(End { date, ..exit });
            return;
        }
        bound.exit = None;
        if let Some(on) = known(act) {
            let valid = Interval { from: Some(bound.party.from), to: Some(exit.date) };
            let from_known = bound.party.from_known;
            let time = Timed { valid, from_known, to_known: exit.known };
            bound.party.superseded.push(Superseded { on, time });
        }
    }

    /// Everything ends on the day of the act.
    fn ends(&mut self, id: Id<Act>, act: &Act, reason: &'static str) {
        let now = End { date: act.date, known: known(act), reason };
        if let Some(bound) = &mut self.bound {
            bound.party.acts.push(id);
            let exit = bound.exit.map_or(now, |exit| exit.or_earlier(now));
            let earlier = bound.earlier;
            self.go_on(earlier, act.date.latest());
            self.unbind(Some(exit));
        }
        self.end_signature(id, now);
        self.end_provisional(id, act, reason);
    }

    /// If an earlier life as a party had not ended before the last consent, it goes on until now.
    fn go_on(&mut self, earlier: Option<usize>, until: Option<Day>) {
        let spell = earlier.and_then(|at| self.done.get_mut(at));
        if let Some(end) = spell.and_then(|spell| spell.end.as_mut()) {
            let latest = end.date.latest().zip(until).map(|(own, until)| own.max(until));
            end.date = Date::from_bounds(end.date.earliest(), latest);
        }
    }

    fn end_signature(&mut self, id: Id<Act>, end: End) {
        if let Some(mut signatory) = self.signatory.take() {
            signatory.acts.push(id);
            signatory.end_by(end);
            self.done.push(signatory);
        }
    }

    fn end_provisional(&mut self, id: Id<Act>, act: &Act, reason: &'static str) {
        if let Some(mut provisional) = self.provisional.take() {
            provisional.acts.push(id);
            provisional.end_by(End { date: act.date, known: known(act), reason });
            self.done.push(provisional);
        }
    }

    /// Closes the life as contracting state and party: contracting until the entry into force, party from then on.
    fn unbind(&mut self, exit: Option<End>) {
        let Some(bound) = self.bound.take() else { return };
        let Bound { mut consent, awaits, mut party, .. } = bound;
        let entry = End { date: party.from, known: party.from_known, reason: "entry_into_force" };
        for pending in [Some(&mut consent), self.provisional.as_mut()].into_iter().flatten() {
            pending.end_by(entry);
            if let Some(exit) = exit {
                pending.end_by(exit);
            }
        }
        if let Some(exit) = exit {
            party.end_by(exit);
        }
        self.done.extend(self.provisional.take());
        self.done.extend(Some(consent).filter(|_| awaits));
        self.done.push(party);
    }

    /// All spells by time and grade, none beyond the end of the treaty, and none that holds no day.
    pub(super) fn finish(mut self) -> Vec<Spell> {
        let exit = self.bound.as_ref().and_then(|bound| bound.exit);
        self.unbind(exit);
        self.done.extend(self.signatory.take());
        self.done.extend(self.provisional.take());
        if let Some(end) = self.frame.end {
            self.done.iter_mut().for_each(|spell| spell.end_by(end));
        }
        self.done.retain(|spell| !spell.valid().is_inverted());
        self.done.iter_mut().for_each(Spell::leave_open);
        self.done.sort_by_key(|spell| (spell.from.bounds(), spell.status));
        self.done
    }
}
