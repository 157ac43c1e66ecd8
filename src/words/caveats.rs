//! In English: what is to be kept in mind about an answer.

use super::changes::agreed;
use super::facts::Facts;
use super::grounds::law_on_outsiders;
use super::names::{Names, asked_in_words, listed, read};
use super::plans::organ;
use super::prevails;
use super::reasons::absence;
use super::said;
use super::{English, Language};
use crate::answer::{Caveat, Sensitivity, Turned};
use crate::base::text::printable;
use crate::model::{
    Bearer, ContestedValue, Duty, Effect, EffectKind, Evidence, Matter, Outsiders, Overlay,
    Qualifier, Revocation,
};
use crate::time::{Date, Interval};
use crate::verdict::Clause;
use crate::world::{RecordReach, RecordSubject, View};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision, Truth};

impl Caveat {
    /// In words, by names on the date of a view.
    pub fn tell(&self, view: &View<'_>) -> String {
        English.caveat(&Names::of(*view), self)
    }
}

/// What is to be kept in mind, as a clause.
#[expect(clippy::too_many_lines, reason = "a sentence for each caveat")]
pub(super) fn caveat(names: &Names<'_>, caveat: &Caveat) -> String {
    let world = names.world();
    match caveat {
        Caveat::InterpretationSensitive(sensitivity) => sensitive(names, sensitivity),
        Caveat::ObligationsUnsettled { state, body, not_before } => {
            let day = not_before.map_or_else(|| "?".to_owned(), |day| day.to_string());
            let (who, what) = (names.the(*state), names.the(*body));
            format!(
                "{who} has obligations toward {what} that are not settled: its exit cannot take effect before {day}"
            )
        }
        Caveat::ExitInterpretation { state, body, clause, reading, day } => {
            let (who, what) = (names.the(*state), names.the(*body));
            let day = day.map_or_else(
                || "no day is known".to_owned(),
                |day| format!("{who} is out of {what} on {day} at the earliest"),
            );
            format!("{} is ambiguous; in the {reading} reading {day}", names.heading(*clause))
        }
        Caveat::Revocable { state, body, clause } => {
            let (who, what) = (names.the(*state), names.the(*body));
            let terms = clause.and_then(|id| world[id].effect.withdrawal());
            let how = match terms.map(|terms| &terms.revocation) {
                Some(Revocation::Allowed { how }) => format!(": {how}"),
                Some(Revocation::Unsaid | Revocation::Excluded) | None => String::new(),
            };
            let longer = terms.and_then(|terms| terms.longer.as_deref());
            let longer = longer.map(|words| format!("; the time may be longer {words}"));
            format!(
                "until it takes effect, {who} may revoke its notice to {what} (VCLT art. 68){how}{}",
                longer.unwrap_or_default()
            )
        }
        Caveat::LeftInFact { state, body, on, notices } => {
            let (who, what) = (names.the(*state), names.the(*body));
            let notes = notices.iter().filter_map(|id| world[*id].provenance.note.as_deref());
            let notes: Vec<String> = notes.map(remark).collect();
            let notes =
                if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
            format!("on record {who} left {what} on {on}{notes}")
        }
        Caveat::NoticeUnknown { state, body } => {
            let (who, what) = (names.the(*state), names.the(*body));
            format!("the day of notice of {who} to {what} is unknown, and so is its exit")
        }
        Caveat::ExitPutOff { state, body, given } => {
            let (who, what) = (names.the(*state), names.the(*body));
            let since = world[*given].time.valid.from;
            let since = since.map_or_else(String::new, |day| format!(" of {day}"));
            format!(
                "the time of the notice{since} that {who} gave to {what} has run out, and it is in all the same: its exit was put off, and until when is not on record for the day"
            )
        }
        Caveat::MonetaryUnion { state, body, text, joins, takes_part, introduced } => {
            let (who, what, text) = (names.the(*state), names.the(*body), names.the(*text));
            if !*introduced {
                return format!(
                    "{text} provides for a monetary union that goes with {what} and has not been introduced: nobody’s currency is in question yet, and what {who} owes about it no rule looks at"
                );
            }
            if *joins {
                format!(
                    "{text} makes a monetary union that goes with {what}: what {who} owes others about its currency, and its law on currency and central bank, no rule looks at"
                )
            } else {
                let whether = match takes_part {
                    Truth::Yes => format!(", in which {who} takes part: "),
                    Truth::No => {
                        return format!(
                            "{text} makes a monetary union that goes with {what}, in which {who} takes no part: what it owes of currencies by {what} itself, no rule looks at"
                        );
                    }
                    Truth::Unknown => format!(": whether {who} takes part in that, "),
                };
                format!(
                    "{text} makes a monetary union that goes with {what}{whether}when and how it leaves it, and what becomes of its currency, no rule looks at"
                )
            }
        }
        Caveat::NoUnilateralExit { state, body } => {
            let (who, what) = (names.the(*state), names.the(*body));
            format!("{who} can leave {what} only with the consent of all parties (VCLT art. 54(b))")
        }
        Caveat::WithdrawalUnknown { state, body, clause, is_allowed, bounds } => {
            let (who, what) = (names.the(*state), names.the(*body));
            let bounds = bounds.map_or_else(|| "?".to_owned(), |bounds| bounds.to_string());
            if *is_allowed {
                return format!(
                    "{who} may leave {what}, but no period of notice is on record: its exit takes effect within {bounds}"
                );
            }
            let said = |id: &Id<Provision>| world[*id].param("text").or(world[*id].param("words"));
            let clause = match clause.map(|id| (id, said(&id))) {
                Some((_, Some(words))) => {
                    format!("of leaving {what} the record has “{}”", read(&printable(words)))
                }
                // A clause without a number is called by its text.
                Some((id, None)) if names.provision(id) == what => {
                    format!("how one leaves {what} is not on record")
                }
                Some((id, None)) => {
                    format!("{} does not tell how one leaves {what}", names.provision(id))
                }
                None => format!("no clause on withdrawal from {what} is recorded"),
            };
            format!(
                "{clause}: the exit of {who} lies within {bounds}, on its last day if the text is silent, since that takes twelve months’ notice, if withdrawal is possible at all (VCLT art. 56)"
            )
        }
        Caveat::NotNegotiable { kept } => {
            let kept =
                kept.as_ref().map_or_else(|| "what changes".to_owned(), |kept| names.bodies(kept));
            format!(
                "no repair helps: what is not negotiable ({kept}) is itself in conflict with the question"
            )
        }
        Caveat::ClauseWithoutAllianceTag { with } => format!(
            "{} has a clause on mutual defence but is not counted as a military alliance: such conflicts are potential only",
            names.changed(with)
        ),
        Caveat::DomesticInconsistency { state, law, with } => {
            let law = match law {
                Clause::Recorded(id) => names.provision(*id),
                Clause::Enacted { .. } | Clause::Agreed { .. } => "the enacted law".to_owned(),
            };
            let (who, with) = (names.the(*state), names.changed(with));
            format!(
                "{law} bars what {who} holds already in {with}: domestic rules do not end treaties (VCLT art. 27)"
            )
        }
        Caveat::PactOfTwo { counts, verdicts } => {
            let other = if *counts { "did not count" } else { "counted" };
            format!("if a pact of two {other} as a military alliance: {}", turned(names, verdicts))
        }
        Caveat::SignedOnly { state, body } => {
            let (who, what) = (names.the(*state), names.the(*body));
            format!(
                "{who} signed {what}: until it ratifies it, or makes clear that it will not, it must not defeat its object and purpose (VCLT art. 18)"
            )
        }
        Caveat::ToCome { state, text, from, has_signed } => {
            let (who, what) = (names.the(*state), names.the(*text));
            let Some(from) = from else {
                return format!(
                    "{who} has signed {what}, in the field of what it joins, and from when it is bound is not on record: no rule tests it, and until then it must not defeat its object and purpose (VCLT art. 18)"
                );
            };
            let now = if *has_signed { "as" } else { "if" };
            format!(
                "{what} was signed by the day, and binds {who} from {from}, in the field of what it joins: no rule tests it before that day, and whether the two can stand beside each other then is to be asked, already now {now} {who} signed it (VCLT art. 18)"
            )
        }
        Caveat::ConstitutedAnew { body, text, from } => format!(
            "{} was signed by the day and is in force from {from}: it is to constitute {}, and what it will ask of whoever joins, no rule looks at",
            names.the(*text),
            names.the(*body)
        ),
        Caveat::DutiesOutlive { state, body, clause } => {
            let terms = world[*clause].effect.withdrawal();
            let words = terms.and_then(|terms| terms.outlive.as_deref()).unwrap_or_default();
            format!(
                "after {} leaves {}, some duties go on by {} (“{}”): the plan does not reckon with that time",
                names.the(*state),
                names.the(*body),
                names.provision(*clause),
                read(&printable(words))
            )
        }
        Caveat::OwnParties { state, body, texts } => {
            let what = listed(&texts.iter().map(|text| names.the(*text)).collect::<Vec<_>>());
            let (body, who) = (names.the(*body), names.the(*state));
            if texts.len() > 1 {
                format!("{what}, treaties under {body}, have parties of their own: by joining {body} alone, {who} becomes a party to none of them")
            } else {
                format!("{what}, a treaty under {body}, has parties of its own: by joining {body} alone, {who} becomes no party to it")
            }
        }
        Caveat::LeftApart { state, body, texts } => {
            let what: Vec<String> = texts.iter().map(|text| names.the(*text)).collect();
            format!(
                "to leave {} does not end {}, where {} is bound by such: each is left by a notice of its own, which the plan does not give",
                names.the(*body),
                what.join(" or "),
                names.the(*state)
            )
        }
        Caveat::OutsidersKept { union } => {
            let (by, when) = law_on_outsiders(names, *union);
            let is_on_conditions = matches!(
                world[*union].effect,
                Effect::CustomsUnion { outsiders: Outsiders::KeepOnConditions, .. }
            );
            let on_conditions =
                if is_on_conditions { " on conditions, which no rule tests," } else { "" };
            format!(
                "the law of the union that {} makes has members keep what they have with others{on_conditions}{when}{by}; whether that reaches another common tariff is a matter of appreciation, and the verdict takes it that it does not",
                names.provision(*union)
            )
        }
        Caveat::AreasOnRecord { state, union } => {
            let (by, when) = law_on_outsiders(names, *union);
            format!(
                "beside {} whatever free trade {} has with others{when} must go{by}: only what is on record is looked at",
                names.in_short().provision(*union),
                names.the(*state)
            )
        }
        Caveat::HostsForces { state, of, relation } => {
            let (who, whose) = (names.the(*state), names.the(*of));
            let note = world[*relation].provenance.note.as_ref();
            let note = note.map_or_else(String::new, |note| format!(" ({})", remark(note)));
            format!("{who} has forces or bases of {whose} on its territory{note}: an exit does not end that by itself")
        }
        Caveat::OwnProcedure { whose, provision, if_by_treaty } => {
            let (whose, what) = (names.the(*whose), names.provision(*provision));
            let organ = organ(names, *provision);
            // What an organization's own treaty asks for is no internal law of a state.
            let counts = if world[*provision].instrument.is_domestic() {
                "between states that changes nothing (VCLT art. 27, 46)"
            } else {
                "nothing comes of it without that"
            };
            let by_treaty = if *if_by_treaty {
                ", where it concludes a treaty, and what is joined rests on none"
            } else {
                ""
            };
            format!("{whose} decides by {what}{by_treaty}: {organ}; {counts}")
        }
        Caveat::UnreadText { state, text } => {
            let (who, what) = (names.the(*state), names.the(*text));
            format!("{what} binds {who} and is about what changes, and nothing of it is read: it may bar it")
        }
        Caveat::DomesticPolicy { state, policy, with } => {
            let (what, words) = match policy {
                Clause::Recorded(id) => {
                    let words = world[*id].param("words");
                    let words = words.map_or_else(String::new, |words| format!(" ({})", printable(words)));
                    (names.provision(*id), words)
                }
                Clause::Enacted { .. } | Clause::Agreed { .. } => {
                    ("the enacted policy".to_owned(), String::new())
                }
            };
            let (who, with) = (names.the(*state), names.changed(with));
            format!(
                "{what} speaks against what would bind {who} with {with}{words}: it is policy, which binds in politics and bars nothing in law"
            )
        }
        Caveat::OwedToOthers { state, provision, is_disputed } => {
            let (what, who) = (names.provision(*provision), names.the(*state));
            if *is_disputed {
                format!("whether {who} owes {what} to other states as well is disputed")
            } else {
                format!(
                    "{what} is owed to other states as well: a change of its own law alone does not free {who} (VCLT art. 27)"
                )
            }
        }
        Caveat::OpposedAlliance { state, with, held, party } => {
            let body = *held;
            let (who, with, held) = (names.the(*state), names.changed(with), names.the(body));
            match party {
                Some(party) => format!(
                    "{with} is, or is said to be, directed against {}, which {who} {} in {held}",
                    names.the(*party),
                    help_in(names, body)
                ),
                None => format!("{with} and {held} are opposed, and {who} is in {held}"),
            }
        }
        Caveat::AttackInProgress { with, attacker, victim } => format!(
            "{} attacks {}: {} would be triggered at once, as an attack that goes on is covered unless the text says otherwise (VCLT art. 28)",
            names.the(*attacker),
            names.the(*victim),
            names.changed(with)
        ),
        Caveat::Sanction { state, provision, overlays } => {
            let world = names.world();
            let sanction = world[*provision].param("sanction").unwrap_or_default();
            let done = overlays.iter().map(|id| &world[*id]).map(|overlay| {
                let day = |word: &str, day: Option<Date>| match day {
                    Some(day) => format!(" {word} {day}"),
                    None => String::new(),
                };
                let valid = overlay.time.valid;
                let (from, to) = (day("from", valid.from), day("to", valid.to));
                format!("; on record: {}{from}{to}", names.word(overlay.kind.as_str()))
            });
            let done: String = done.collect();
            let (what, who) = (names.heading(*provision), names.the(*state));
            format!("{what}, for {who}: {sanction}{done}")
        }
        Caveat::EarlierAlliance { state, pact, bar } => format!(
            "by an earlier change of the question {} would owe defence to some others ({}): whether {} bars that, no rule tests",
            names.the(*state),
            names.changed(pact),
            names.provision(*bar)
        ),
        Caveat::EarlierBar { state, pact, bar, with } => format!(
            "by an earlier change of the question {} would be bound by {} in {}: whether that bars {}, no rule tests",
            names.the(*state),
            agreed(*bar),
            names.changed(pact),
            names.changed(with)
        ),
        Caveat::ContestedStatehood { state } => format!(
            "whether {} is a state is contested: the answer takes it for one, and whoever does not recognise it sees in it no party and no member",
            names.the(*state)
        ),
        Caveat::AgainstJoiner { state, provisions, with } => {
            let clauses = |ids: &[Id<Provision>]| {
                listed(&ids.iter().map(|id| names.provision(*id)).collect::<Vec<_>>())
            };
            let with_object = |id: &Id<Provision>| {
                let object = world[*id].param("object");
                let object =
                    object.map_or_else(String::new, |words| format!(" (“{}”)", printable(words)));
                format!("{}{object}", names.provision(*id))
            };
            let is_decided = |id: &Id<Provision>| world[*id].kind() == EffectKind::Sanctions;
            let (decided, forbidden): (Vec<Id<Provision>>, Vec<Id<Provision>>) =
                provisions.iter().partition(|id| is_decided(id));
            let mut told = Vec::new();
            if !decided.is_empty() {
                told.push(format!(
                    "{} decides measures toward {}: what members of {} would owe it yields to that (UN Charter art. 25, 103)",
                    listed(&decided.iter().map(with_object).collect::<Vec<_>>()),
                    names.the(*state),
                    names.changed(with)
                ));
            }
            if !forbidden.is_empty() {
                told.push(format!(
                    "{} speaks to members of {} against the recognition of {}",
                    clauses(&forbidden),
                    names.changed(with),
                    names.the(*state)
                ));
            }
            told.join("; ")
        }
        Caveat::UnionAgreed { bar, union } => format!(
            "{} agrees on a common tariff that is not on record as applied throughout: {} is held against what was agreed",
            names.provision(*union),
            names.provision(*bar)
        ),
        Caveat::ForbidsMembers { state, provision, truth, recognised, agreements } => {
            let clause = &world[*provision];
            let gist = Facts { names }.gist(&clause.key);
            let toward = match &clause.counterparty {
                Some(Bearer::Listed(whom)) => {
                    format!(" toward {}", listed(&whom.iter().map(|one| names.the(*one)).collect::<Vec<_>>()))
                }
                Some(Bearer::Participants(_) | Bearer::ThirdStates | Bearer::Nobody) | None => {
                    String::new()
                }
            };
            let (clause, who) = (names.provision(*provision), names.the(*state));
            let still = if truth.is_unknown() { "perhaps still " } else { "" };
            let done = match recognised {
                Some(whom) => {
                    format!("on record {who} recognises {} already, and no rule says what becomes of that", names.the(*whom))
                }
                None if agreements.is_empty() => {
                    format!("whether {who} has done such already, no rule looks at")
                }
                None => {
                    let texts: Vec<String> = agreements.iter().map(|one| names.the(*one)).collect();
                    format!("on record is {}: whether that is such, and what {who} has done besides, no rule looks at", listed(&texts))
                }
            };
            format!("{clause} {still}{gist}{toward}: {done}")
        }
        Caveat::EntryTerms { state, provision } => {
            let words = asked_in_words(names, *provision);
            let words = words.map_or_else(String::new, |words| format!(" (“{}”)", read(&printable(words))));
            let is_tested = world[*provision].effect.eligibility().is_some_and(|asked| {
                asked.member_of.is_some() || asked.outside.is_some() || !asked.in_grade.is_empty()
            });
            let beside = if is_tested { ", beside what was tested of it," } else { "," };
            format!(
                "{} says whom it admits{words}: whether {} meets that{beside} no rule tests",
                names.provision(*provision),
                names.the(*state)
            )
        }
        Caveat::UntestedClause { state, provision, is_joined, truth } => {
            let words = world[*provision].param("words");
            let words = words.map_or_else(String::new, |words| {
                format!(" (“{}”)", read(&printable(words)))
            });
            let (clause, who) = (names.provision(*provision), names.the(*state));
            let is_contested = world[*provision].param("contested").is_some();
            let perhaps = if truth.is_yes() && !is_contested { "" } else { "perhaps " };
            let is_political = match world[*provision].instrument {
                InstrumentId::Treaty(text) => {
                    !world[text].form.is_binding() && !is_contested
                }
                InstrumentId::Law(_) => false,
            };
            if *is_joined {
                format!("{clause}{words} {perhaps}comes with what {who} joins: no rule tests what it has of old against that")
            } else if is_political {
                format!("{clause}{words} {perhaps}commits {who}, as a political text and not as law, in the field of what it joins: whether it keeps to that, no rule tests")
            } else {
                format!("{clause}{words} {perhaps}binds {who} in the field of what it joins: whether it keeps to that, no rule tests")
            }
        }
        Caveat::OwnCourse { state, provision } => {
            let aims = if let Effect::Purposes { aims: Some(aims), .. } = &world[*provision].effect {
                format!(" ({aims})")
            } else {
                String::new()
            };
            format!(
                "{} sets {} a course{aims}: whether this keeps to it is for its own organs to judge, and no rule does",
                names.heading(*provision),
                names.the(*state)
            )
        }
        Caveat::OwnText { provision, with } => format!(
            "{} belongs to {} itself: whether it must be amended as well is a matter of appreciation",
            names.heading(*provision),
            names.changed(with)
        ),
        Caveat::NotInExistence { entity, truth: Truth::Unknown, on, .. } => {
            let note = world[*entity].profile().provenance.note.as_deref();
            let note = note.map_or_else(String::new, |note| format!(" (the record: {})", remark(note)));
            format!("whether {} exists on {on} is not certain{note}", names.the(*entity))
        }
        Caveat::NotInExistence { entity, on, first, .. } => {
            let first = first.map(|day| format!(": the first possible day is {day}"));
            format!("{} did not exist on {on}{}", names.the(*entity), first.unwrap_or_default())
        }
        Caveat::NotInForce { treaty, on } => {
            format!("{} was not in force on {on}", names.the(*treaty))
        }
        Caveat::NotAMember { member, body } => {
            format!("{} has nothing to leave in {}", names.the(*member), names.the(*body))
        }
        Caveat::AlreadyMember { member, body, truth } => {
            let (who, what) = (names.the(*member), names.the(*body));
            if truth.is_yes() {
                format!("{who} is in {what} already")
            } else {
                format!("whether {who} is in {what} already is not certain")
            }
        }
        Caveat::AlreadyProvided { body, provisions } => {
            let had: Vec<String> = provisions.iter().map(|id| names.provision(*id)).collect();
            format!("{} has such a provision already: {}", names.the(*body), had.join(", "))
        }
        Caveat::DefaultAsOf { as_of } => {
            format!("no date was given: as of {as_of}, the newest fact on record")
        }
        Caveat::AccordingTo { speakers, positions } => {
            said::according_to(names, speakers, positions)
        }
        Caveat::Testified(heard) => said::testified(names, heard),
        Caveat::BeyondNewest { newest } => format!("the newest fact on record is of {newest}"),
        Caveat::UnknownReading { provision: None, reading } => {
            format!("no provision has a reading `{reading}`")
        }
        Caveat::UnknownReading { provision: Some(key), reading } => {
            format!("`{key}` has no reading `{reading}`")
        }
        Caveat::RollIncomplete { body } => format!(
            "the roll of {} is not complete: others may be bound together with those on record",
            names.the(*body)
        ),
        Caveat::Reach { what, reach } => reached(names, what, *reach),
        Caveat::RollEnds { body, until } => {
            let until = until.map_or_else(String::new, |until| until.to_string());
            format!("the roll of {} is recorded only up to {until}", names.the(*body))
        }
        Caveat::RollInPart { body, grade } => {
            let whom = grade.map_or_else(String::new, |grade| {
                format!(", for the grade {},", names.word(grade.as_str()))
            });
            let what = names.the(*body);
            format!("the roll of {what} is{whom} recorded only in part: others may be in as well")
        }
        Caveat::NotCovered { entity, body, on } => {
            let (who, what) = (names.the(*entity), names.the(*body));
            format!("the record does not reach: whether {who} is in {what} on {on} is not known")
        }
        Caveat::RollsSilent { entity, bodies } => {
            let (who, what) = (names.the(*entity), names.bodies(bodies));
            format!("the record does not say whether {who} is in any of these: {what}")
        }
        Caveat::Contested { member, body, status, effect } => {
            let (who, what) = (names.the(*member), names.the(*body));
            let effect = effect.as_ref().map_or_else(String::new, |words| format!(": {words}"));
            let grade = read(status.as_str());
            let a = if grade.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
            format!("whether {who} is {a} {grade} of {what} is contested{effect}")
        }
        Caveat::SourcesDiffer { record, field, values } => {
            let values: Vec<String> = values.iter().map(|value| said(names, value)).collect();
            let (field, record) = (names.word(field), names.record(record));
            format!("sources differ about the field “{field}” of {record}: {}", values.join("; "))
        }
        Caveat::UncertainDate { member, body, valid, on } => {
            let (who, what) = (names.the(*member), names.the(*body));
            format!("{who} in {what}: the record has {}; on {on} that is uncertain", time(*valid))
        }
        Caveat::Overlaid { member, body, overlay } => {
            overlaid(names, *member, *body, *overlay)
        }
        Caveat::UncertainDuty { text, by, toward, on } => {
            let (text, by, toward) =
                (names.the(text.entity()), names.the(*by), names.the(*toward));
            format!("whether {text} binds {by} toward {toward} on {on} is uncertain")
        }
        Caveat::UncertainBond { via, on } => {
            format!("on {on} the bond by {} is only possible", names.record(via))
        }
        Caveat::PoliticalText { text } => format!(
            "{} is a political text that was not ratified by all its parties: it binds in politics, not in law",
            names.the(text.entity())
        ),
        Caveat::RuleUnknown => {
            "no rule on how this is decided is recorded: by treaty law the parties must agree (VCLT art. 39 and 40)"
                .to_owned()
        }
        Caveat::PriorityOpen { texts, doubt } => {
            format!("it is open {}", prevails::doubt(names, *texts, *doubt))
        }
        Caveat::NotVoid { text } => format!(
            "{} is not void: whoever breaks it is responsible for that (VCLT art. 30(5))",
            names.the(*text)
        ),
        Caveat::NotIn { member, body, absence: why } => {
            let (who, what) = (names.the(*member), names.the(*body));
            format!("{who} has nothing to leave in {what}: {}", absence(names, *body, *why))
        }
        Caveat::SubjectTo { body, condition } => {
            let (what, condition) = (names.the(*body), read(condition.as_str()));
            format!("the exit from {what} also waits for this: {condition}")
        }
        Caveat::Pooled(value) => format!("taken together: {}", said::pooled(*value)),
        Caveat::PooledByGrade(value) => {
            format!("by the reports that no better one surpasses: {}", said::pooled(*value))
        }
        Caveat::OfClaims(of) => said::caveat(names, of),
        Caveat::AmbiguousName { name, candidates } => {
            let whom: Vec<String> = (candidates.iter())
                .map(|one| format!("{} ({})", names.the(one.entity), one.reason))
                .collect();
            format!("`{name}` may mean {}", whom.join(" or "))
        }
        Caveat::UnknownName { name, near } => {
            let near: Vec<String> = near.iter().map(|one| format!("`{one}`")).collect();
            let hint = near.join(", ");
            let hint = if near.is_empty() { hint } else { format!("; near it: {hint}") };
            format!("nothing in the record is called `{name}`{hint}")
        }
    }
}

/// What a record remarks, without the marks by which those who keep it tell how they know.
fn remark(note: &str) -> String {
    let marks = [" (V)", " (K)", " (R)"];
    marks.iter().fold(printable(note), |note, mark| note.replace(mark, ""))
}

/// What those in a body owe each other when one of them is attacked, as far as its clauses are read.
fn help_in(names: &Names<'_>, body: BodyId) -> &'static str {
    let world = names.world();
    let clauses = world.index().provisions_via(body).iter().map(|id| &world[*id]);
    let of_defence = clauses.filter(|one| one.kind() == EffectKind::MutualDefence);
    let mut duties = of_defence.flat_map(Provision::duties).peekable();
    let consults_only = duties.peek().is_some() && duties.all(|duty| duty == Duty::Consult);
    if consults_only { "has to consult with" } else { "has to help" }
}

/// What lies over a participation.
fn overlaid(names: &Names<'_>, member: EntityId, body: BodyId, overlay: Id<Overlay>) -> String {
    let world = names.world();
    let (who, what) = (names.the(member), names.the(body));
    let overlay = &world[overlay];
    let kind = read(overlay.kind.as_str());
    let since = overlay.time.valid.from;
    let contested = match overlay.provenance.evidence {
        Some(Evidence::Contested) => " (contested)",
        Some(
            Evidence::Verified
            | Evidence::Reported
            | Evidence::General
            | Evidence::Derived
            | Evidence::Unseen,
        )
        | None => "",
    };
    let since = since.map_or_else(String::new, |from| format!(" since {from}{contested}"));
    let effect = overlay.effect.as_ref();
    let effect = effect.map_or_else(String::new, |words| format!(" (legal effect: {words})"));
    format!("{who} in {what}: {kind}{since}{effect}; it does not end the participation")
}

/// The verdicts on some states as they would be.
fn turned(names: &Names<'_>, verdicts: &[Turned]) -> String {
    let verdicts: Vec<String> = (verdicts.iter())
        .map(|one| format!("{}: {}", names.view().name(one.state), read(one.verdict.as_str())))
        .collect();
    verdicts.join(", ")
}

/// How an answer depends on the reading of a provision.
fn sensitive(names: &Names<'_>, sensitivity: &Sensitivity) -> String {
    format!(
        "{} is ambiguous; in the {} reading{}, {}",
        names.heading(sensitivity.provision),
        sensitivity.reading,
        meaning(names, sensitivity),
        turned(names, &sensitivity.verdicts)
    )
}

/// What a reading makes of an exclusivity clause.
fn meaning(names: &Names<'_>, sensitivity: &Sensitivity) -> &'static str {
    let Effect::Exclusivity { qualifiers, .. } = &names.world()[sensitivity.provision].effect
    else {
        return "";
    };
    let reading = Some(&*sensitivity.reading);
    match qualifiers.iter().find(|(name, _)| name.as_deref() == reading) {
        Some((_, Qualifier::Absolute)) => " (it bars other alliances outright)",
        Some((_, Qualifier::AimsContrary)) => " (it bars only alliances with contrary aims)",
        Some((_, Qualifier::DirectedAgainst)) => {
            " (it bars only alliances directed against another party)"
        }
        None => "",
    }
}

/// One of several values that contradict each other, with whoever says so.
fn said(names: &Names<'_>, value: &ContestedValue) -> String {
    let sources = value.sources.iter().map(|citation| names.name(citation.source));
    let mut marks: Vec<&str> = sources.collect();
    if value.preferred {
        marks.push("preferred");
    }
    if marks.is_empty() {
        value.value.to_string()
    } else {
        format!("{} ({})", value.value, marks.join(", "))
    }
}

/// From when to when.
fn time(valid: Interval) -> String {
    let from = valid.from.map_or_else(|| "no beginning".to_owned(), |from| format!("from {from}"));
    let to = valid.to.map_or_else(String::new, |to| format!(" to {to}"));
    from + &to
}

/// How far the record of something reaches.
fn reached(names: &Names<'_>, what: &RecordSubject, reach: RecordReach) -> String {
    let record = match what {
        RecordSubject::Roll { body, .. } => format!("the roll of {}", names.the(*body)),
        RecordSubject::Participation { member, body } => {
            format!("whether {} is in {}", names.the(*member), names.the(*body))
        }
        RecordSubject::Matter { about, which, of } => {
            let about = match about {
                Matter::Treaties => "which treaties there are",
                Matter::Duties => "which duties texts impose",
                Matter::Relations => "which relations there are",
                Matter::Laws => "which laws there are",
                Matter::Names => "what things are called",
                Matter::Codes => "which codes there are",
                Matter::Existence => "when things existed",
                Matter::Acts => "what states did about texts",
            };
            let which = which
                .as_ref()
                .map_or_else(String::new, |which| format!(" ({})", names.word(which)));
            let of = of.map_or_else(String::new, |of| format!(", for {}", names.the(of)));
            format!("{about}{which}{of}")
        }
    };
    match reach {
        RecordReach::Covered => format!("{record} is on record"),
        RecordReach::Presumed { known } => {
            format!("{record} is on record up to {known}; what held then is presumed to hold")
        }
        RecordReach::Partial => format!("{record} is on record only in part: there may be more"),
        RecordReach::Beyond { known } => {
            format!("{record} is on record only up to {known}: what held then may hold no more")
        }
        RecordReach::Before { first } => {
            format!(
                "{record} is on record only from {first}: what is not on record before may be so"
            )
        }
    }
}
