//! In English: what each step of a proof states.

use super::changes::agreed;
use super::grounds::undertaking;
use super::names::{Names, listed, read};
use super::{prevails, said};
use crate::base::text::{a, join, printable};
use crate::model::{
    Effect, EffectKind, ExclusiveObject, ExitCondition, Kind, LastDay, Need, Qualifier, Status,
};
use crate::names::fold;
use crate::proof::{CircleOf, Fact, Key, PriorityWay};
use crate::scenario::Wording;
use crate::time::{Date, Period};
use crate::verdict::{Class, Clause, ExitMode, Verdict};
use crate::{BodyId, Truth};

/// What is told of a proof, by keys of the world that it was derived in.
pub(super) struct Facts<'n, 'w> {
    pub(super) names: &'n Names<'w>,
}

impl Facts<'_, '_> {
    /// The name of what has a key, with an article where English wants one.
    pub(super) fn the(&self, key: &str) -> String {
        self.names.of_key(key)
    }

    /// "article 1(2) of the Collective Security Treaty".
    pub(super) fn article(&self, key: &str) -> String {
        match self.names.provision_of_key(key) {
            Some(id) => self.names.article(id),
            None => format!("the provision “{key}”"),
        }
    }

    /// What a conflict is with: "article 1(2) of the Collective Security Treaty".
    pub(super) fn clause_held(&self, clause: &Clause<Key>) -> String {
        match clause {
            Clause::Recorded(key) => self.article(key),
            Clause::Enacted { .. } => "the law that the question enacts".to_owned(),
            Clause::Agreed { kind, .. } => {
                format!("{} that an earlier change of the question agrees", agreed(*kind))
            }
        }
    }

    /// What that does, as a verb phrase.
    pub(super) fn gist_held(&self, clause: &Clause<Key>) -> String {
        match clause {
            Clause::Recorded(key) => self.gist(key),
            Clause::Enacted { .. } => "bars it".to_owned(),
            Clause::Agreed { kind, .. } => self.gist_of(&Wording::from(*kind).effect(), None),
        }
    }

    /// What a provision does, as a verb phrase.
    pub(super) fn gist(&self, key: &str) -> String {
        let Some(id) = self.names.provision_of_key(key) else { return "bars it".to_owned() };
        let provision = &self.names.world()[id];
        self.gist_of(&provision.effect, self.names.view().reading().of(provision))
    }

    /// The same under a reading.
    pub(super) fn gist_of(&self, effect: &Effect, reading: Option<&str>) -> String {
        let words = match effect {
            Effect::Exclusivity { object: ExclusiveObject::CustomsUnion, .. } => {
                "keeps its members from other customs unions"
            }
            Effect::Exclusivity { qualifiers, .. } => {
                let qualifier = (qualifiers.iter())
                    .find(|(name, _)| name.is_none() || name.as_deref() == reading)
                    .map_or(Qualifier::Absolute, |(_, qualifier)| *qualifier);
                let words = match qualifier {
                    Qualifier::Absolute => "keeps its parties from other military alliances",
                    Qualifier::AimsContrary => {
                        "keeps its parties from alliances with contrary aims"
                    }
                    Qualifier::DirectedAgainst => {
                        "keeps its parties from alliances directed against another party"
                    }
                };
                return match reading {
                    Some(reading) if qualifiers.len() > 1 => {
                        format!("{words} ({reading} reading)")
                    }
                    _ => words.to_owned(),
                };
            }
            Effect::NonContradiction { .. } => {
                "keeps its parties from engagements that contradict it"
            }
            Effect::DirectedAgainst { .. } => {
                "keeps its parties from alliances aimed at one another"
            }
            Effect::Neutrality { bars, .. } if bars.is_empty() => {
                "is about neutrality, and bars nothing that is tested"
            }
            Effect::NonAlignment { bars, .. } if bars.is_empty() => {
                "is about non-alignment, and bars nothing that is tested"
            }
            Effect::BaseBan { bars, .. } => match (bars.foreign_bases, bars.foreign_troops) {
                (true, true) => "keeps foreign bases and troops out of the state",
                (true, false) => "keeps foreign bases out of the state",
                (false, true) => "keeps foreign troops out of the state",
                (false, false) => "is about bases, and bars nothing that is tested",
            },
            Effect::Neutrality { .. } => "makes the state neutral",
            Effect::NonAlignment { .. } => "keeps the state out of military blocs",
            Effect::NonAggression => "pledges that its parties do not attack one another",
            Effect::CustomsUnion { .. } => "makes its parties a customs union",
            Effect::FreeTrade { .. } => "makes its parties a free-trade area",
            Effect::Forbidden { acts, .. } => match (acts.peace, acts.recognition, acts.accord) {
                (true, false, false) => "forbids a separate peace",
                (false, true, false) => "forbids recognition",
                (true, true, false) => "forbids a separate peace and recognition",
                (true, false, true) => "forbids a separate peace and separate agreements",
                (false, true, true) => "forbids recognition and separate agreements",
                (true, true, true) => {
                    "forbids a separate peace, recognition and separate agreements"
                }
                (false, false, true) => "forbids separate agreements",
                (false, false, false) => "forbids an act toward somebody",
            },
            Effect::Sanctions => "decides against somebody",
            Effect::Peace => "makes peace",
            Effect::Recognition => "recognises the other party",
            Effect::ConsentRequired { to, need, decision: _ } => {
                let to: Vec<String> = to.iter().map(|one| undertaking(*one).to_owned()).collect();
                let need = match need {
                    Need::Consent => "a matter of the others’ consent",
                    Need::NoObjection => "possible only if the others do not object",
                };
                return format!("makes {} {need}", listed(&to));
            }
            Effect::MutualDefence { .. } => "obliges its parties to help one another if attacked",
            Effect::Consultation
            | Effect::Savings { .. }
            | Effect::Supremacy { .. }
            | Effect::Accession { .. }
            | Effect::Amendment { .. }
            | Effect::Withdrawal(_)
            | Effect::Duration { .. }
            | Effect::Suspension
            | Effect::Expulsion
            | Effect::Decision { .. }
            | Effect::ReservedExit { .. }
            | Effect::Purposes { .. }
            | Effect::GeneralRule
            | Effect::Procedure(_) => "binds its parties",
        };
        match effect.within() {
            Some(within) => {
                let named: Vec<String> = within.split('|').map(|key| self.the(key)).collect();
                format!("{words}, in what {} does", join(&named, "or"))
            }
            None => words.to_owned(),
        }
    }

    fn since(&self, member: &str, body: &str) -> Option<Date> {
        let world = self.names.world();
        let (member, body) = (world.entity(member).ok()?, world.entity(body).ok()?);
        let body = BodyId::of(body, world[body].kind())?;
        let found = self.names.view().standing(member, body).participation?;
        world.tables().detail(&found.participation()?)?.time.valid.from
    }

    /// What a fact says, as a clause without a full stop.
    pub(super) fn clause(&self, fact: &Fact) -> String {
        match fact {
            Fact::Change { with, .. } => format!("the question changes {}", self.the(with)),
            Fact::TakesPart { member, body, truth, .. } => self.takes_part(member, body, *truth),
            Fact::Circle { of, members, .. } => self.circle(of, members),
            Fact::Stands { provision, truth, .. } => {
                let certain = if truth.is_yes() { "" } else { ", if it stands at all," };
                format!("{}{certain} {}", self.article(provision), self.gist(provision))
            }
            Fact::Bound { member, provision, truth, .. } => {
                let binds = if truth.is_yes() { "binds" } else { "may bind" };
                format!("{} {binds} {}", self.article(provision), self.the(member))
            }
            Fact::Committed { state, truth, .. } => {
                let binds = if truth.is_yes() { "would bind" } else { "may bind" };
                format!("the change {binds} {}", self.the(state))
            }
            Fact::Alliance { defence: Truth::No, .. } => {
                "the change brings no mutual defence".to_owned()
            }
            Fact::Alliance { alliance: Truth::Yes, .. } => {
                "the change brings mutual defence, and makes or joins a military alliance"
                    .to_owned()
            }
            Fact::Alliance { alliance: Truth::Unknown, .. } => {
                "the change brings mutual defence, and may make or join a military alliance"
                    .to_owned()
            }
            Fact::Alliance { alliance: Truth::No, .. } => {
                "the change brings a clause on mutual defence, but no military alliance".to_owned()
            }
            Fact::Said { relation, subject, object, truth, .. } => {
                let doubt = if truth.is_yes() { "" } else { ", it is said but not certain," };
                let word = read(relation.as_str());
                format!(
                    "{}{doubt} is in the relation “{word}” to {}",
                    self.the(subject),
                    self.the(object)
                )
            }
            Fact::Conflict { provision, brought, class, because, .. } => {
                let because = self.because(because, provision, brought.as_ref());
                format!("{because} ({})", class_word(*class))
            }
            Fact::Complete { provisions, against, state, .. } => {
                let mut words = format!(
                    "no other of the tested provisions on record binds {}, beside these {}",
                    self.the(state),
                    provisions.len()
                );
                if !against.is_empty() {
                    let more = format!(", and the change brings {} against them", against.len());
                    words.push_str(&more);
                }
                words
            }
            Fact::Bundle { state, bodies, .. } => {
                format!("{} is held to it through {}", self.the(state), self.list(bodies))
            }
            Fact::Exit { state, body, notice, mode, earliest, bounds } => {
                self.exit(state, body, *notice, *mode, *earliest, *bounds)
            }
            Fact::Unread { state, text, .. } => format!(
                "{} binds {} and is about what changes, and nothing of it is read",
                self.the(text),
                self.the(state)
            ),
            Fact::Verdict { state, verdict, exits, exits_possible, .. } => {
                self.verdict(state, *verdict, exits, exits_possible)
            }
            Fact::Prevails { texts, between: [one, other], ways, .. } => {
                let ways: Vec<String> = ways.iter().map(|way| self.way(texts, way)).collect();
                format!("between {} and {} {}", self.the(one), self.the(other), ways.join(", or "))
            }
            Fact::Lacks { text, kind, .. } => self.lacks(text, *kind),
            Fact::Word { who, on, by, says, .. } => said::word(self, who, on, by, *says),
            Fact::Consent { entity, why, truth, .. } => {
                let needed = if truth.is_yes() { "is needed" } else { "may be needed" };
                let by = why.as_ref().map(|key| format!(", by {}", self.article(key)));
                format!("the agreement of {} {needed}{}", self.the(entity), by.unwrap_or_default())
            }
            Fact::Condition { claim, truth } | Fact::Supposed { claim, truth, .. } => {
                said::condition(self.names, claim, *truth)
            }
            Fact::Claim { claim, hindsight, ground, verdict, .. } => {
                said::judged(self.names, claim, *verdict, *ground, *hindsight)
            }
            Fact::NotBound { member, body, status, since, truth, .. } => {
                self.not_bound(member, body, *status, *since, *truth)
            }
        }
    }

    fn not_bound(
        &self,
        member: &str,
        body: &str,
        status: Option<Status>,
        since: Option<Date>,
        truth: Truth,
    ) -> String {
        let (member, body) = (self.the(member), self.the(body));
        match (status, since) {
            (Some(status), since) => {
                let grade = a(&read(status.as_str()));
                let left = since.map(|day| format!(", which left it on {day},"));
                let left = left.unwrap_or_default();
                format!("{member}{left} takes part in {body} as {grade}, which is not bound")
            }
            (None, Some(since)) => format!("{member} left {body} on {since}"),
            (None, None) if truth.is_unknown() => {
                format!("the record does not say whether {member} is in {body}")
            }
            (None, None) => format!("{member} is not in {body}"),
        }
    }

    fn circle(&self, of: &CircleOf, members: &[(Key, Truth)]) -> String {
        let what = match of {
            CircleOf::Change => "the change".to_owned(),
            CircleOf::Provision(key) => self.article(key),
            CircleOf::Agreed { change, kind } => {
                self.clause_held(&Clause::Agreed { change: *change, kind: *kind })
            }
        };
        format!("{what} binds together {}", self.list(members))
    }

    fn lacks(&self, text: &str, kind: EffectKind) -> String {
        let kind = self.names.word(kind.as_str()).replacen("non ", "non-", 1);
        format!("{} was read, and has no clause on {kind}", self.the(text))
    }

    fn takes_part(&self, member: &str, body: &str, truth: Truth) -> String {
        let (who, what) = (self.the(member), self.the(body));
        let kind = self.names.world().entity(body).map(|id| self.names.world()[id].kind());
        let role = if kind == Ok(Kind::Treaty) { "party to" } else { "a member of" };
        match (truth, self.since(member, body)) {
            (Truth::No, _) => format!("{who} is not {role} {what}"),
            (Truth::Unknown, _) => format!("{who} may be {role} {what}"),
            (Truth::Yes, Some(since)) => format!("{who} has been {role} {what} since {since}"),
            (Truth::Yes, None) => format!("{who} is {role} {what}"),
        }
    }

    /// The clause that an exit rests on: "by article 19 of the CSTO Charter, on 6 months’ notice, its obligations settled".
    pub(super) fn exit_clause(&self, key: &str) -> String {
        format!("by {}{}", self.article(key), self.exit_terms(key))
    }

    /// The terms of that clause: ", on 6 months’ notice, its obligations settled".
    pub(super) fn exit_terms(&self, key: &str) -> String {
        let mut words = String::new();
        let id = self.names.provision_of_key(key);
        let Some(Effect::Withdrawal(terms)) = id.map(|id| &self.names.world()[id].effect) else {
            return words;
        };
        if terms.notice == Some(Period::days(0)) {
            words.push_str(", as soon as notice is given");
        } else if let Some(period) = terms.notice {
            let period = period.to_string();
            let mark = if period.ends_with('s') { "’" } else { "’s" };
            words = format!(", on {period}{mark} notice");
            if terms.last_day == LastDay::MonthEnd {
                words.push_str(" to the end of a month");
            }
        }
        if let Some(years) = terms.own_years {
            let mark = if years == 1 { "year" } else { "years" };
            let own = format!(", after {years} {mark} of its own in it");
            words.push_str(&own);
        }
        let shorter = id.and_then(|id| self.names.world()[id].param("shorter"));
        if let Some(shorter) = shorter {
            words.push_str(", or sooner ");
            words.push_str(&printable(shorter));
        }
        if terms.conditions.contains(&ExitCondition::ObligationsSettled) {
            words.push_str(", its obligations settled");
        }
        if terms.conditions.contains(&ExitCondition::Other)
            && let Some(condition) = id.and_then(|id| self.names.world()[id].param("condition"))
        {
            words.push_str(" (condition: ");
            words.push_str(&printable(condition));
            words.push(')');
        }
        words
    }

    fn exit(
        &self,
        state: &str,
        body: &str,
        notice: Date,
        mode: ExitMode,
        earliest: Option<Date>,
        bounds: Option<Date>,
    ) -> String {
        let (who, what) = (self.the(state), self.the(body));
        match (earliest, mode) {
            (Some(day), ExitMode::Lapse) => {
                format!("{what} lapses for {who} on {day}, without notice")
            }
            (Some(day), ExitMode::TermEnd) => format!(
                "{who} can leave {what} at the end of a term, on {day}, if it gives notice on {notice}"
            ),
            (Some(day), _) => {
                format!("{who} can be out of {what} on {day}, if it gives notice on {notice}")
            }
            (None, ExitMode::ConsentOnly) => {
                format!("{who} can leave {what} only with the consent of all parties")
            }
            (None, _) => {
                let bounds = bounds.map_or_else(|| "?".to_owned(), |bounds| bounds.to_string());
                format!("no day is known on which {who} can be out of {what} (within {bounds})")
            }
        }
    }

    fn verdict(&self, state: &str, verdict: Verdict, exits: &[Key], possible: &[Key]) -> String {
        let who = self.the(state);
        match verdict {
            Verdict::MustExit => {
                let named = |exits: &[Key]| {
                    listed(&exits.iter().map(|body| self.the(body)).collect::<Vec<String>>())
                };
                match (exits, possible) {
                    (_, []) => format!("{who} must leave {} first", named(exits)),
                    // It is in one of them for certain.
                    ([], _) => {
                        format!("{who} must leave what it is in of {} first", named(possible))
                    }
                    _ => {
                        let (sure, open) = (named(exits), named(possible));
                        format!("{who} must leave {sure} first, and possibly {open}")
                    }
                }
            }
            Verdict::MustChangeLaw => {
                format!("{who} has nothing to leave, but must change its own law first")
            }
            Verdict::NeedsConsent => {
                format!("{who} has nothing to leave, but others must consent, or not object, first")
            }
            Verdict::Free => format!("{who} need not leave anything"),
            Verdict::NotBound => format!("{who} is not bound by the change"),
            Verdict::Undetermined => {
                format!("whether {who} must leave anything depends on facts that are not known")
            }
        }
    }

    /// One way in which it may turn out which of two texts prevails.
    fn way(&self, [one, other]: &[Key; 2], way: &PriorityWay) -> String {
        let first = match &way.text {
            Some(text) => {
                let over = if text == one { other } else { one };
                format!("{} prevails over {}", self.the(text), self.the(over))
            }
            None => format!("neither {} nor {} prevails", self.the(one), self.the(other)),
        };
        let by = way.clause.as_ref().map(|key| format!(", by {}", self.article(key)));
        format!("{first}: {}{}", prevails::step(way.step), by.unwrap_or_default())
    }

    /// A list of names, the uncertain ones marked.
    fn list(&self, members: &[(Key, Truth)]) -> String {
        let mut members: Vec<&(Key, Truth)> = members.iter().collect();
        if !self.names.are_keys() {
            members.sort_by_cached_key(|(key, _)| {
                let entity = self.names.world().entity(key);
                entity.map_or_else(|_| fold(key), |entity| fold(self.names.title(entity)))
            });
        }
        let names: Vec<String> = (members.into_iter())
            .map(|(key, truth)| {
                let name = self.the(key);
                if truth.is_yes() { name } else { format!("{name} (uncertain)") }
            })
            .collect();
        if names.is_empty() { "nobody".to_owned() } else { listed(&names) }
    }
}

/// A word for the gravity of a conflict.
pub(super) const fn class_word(class: Class) -> &'static str {
    match class {
        Class::None => "no conflict",
        Class::NeedsNoObjection => "nobody may object",
        Class::NeedsConsent => "a consent is needed",
        Class::Saved => "settled by a savings clause",
        Class::Potential => "a potential conflict",
        Class::Domestic => "barred by its own law",
        Class::Hard => "the two cannot be held together",
    }
}
