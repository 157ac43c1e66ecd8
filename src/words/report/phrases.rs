//! In English: the words of each line of a page.

use super::admission::{beyond, by_clause, criterion, decision_of, lacking, met, unseen};
use super::held::{FEW, MANY, Told, clause, disputed, row, touched};
use super::passages::{HangsOn, Passage, Topic, Unbound};
use super::steps::{day_of, if_any, must, must_so_much, out, step, step_of, terms_of};
use super::{debate, sweep};
use crate::deliberation::Of;
use crate::model::{Effect, ExclusiveObject, Kind, Need, Qualifier};
use crate::time::Date;
use crate::verdict::{Clause, Verdict, VetoStep};
use crate::words::names::{Names, barred, capital, listed, numbered, read};
use crate::words::{Language, cited, prevails};
use crate::{BodyId, EntityId, Id, Provision, State, Truth};

/// What stands on the page, in the clauses of a language.
#[expect(clippy::too_many_lines, reason = "a sentence for each passage")]
pub(in crate::words) fn passage<L: Language + ?Sized>(
    language: &L,
    names: &Names<'_>,
    passage: &Passage,
) -> String {
    match passage {
        Passage::MustExit { who, of, bodies, hangs_on } => {
            let what = if bodies.is_empty() {
                "something".to_owned()
            } else {
                in_a_row(&names.in_short(), bodies)
            };
            let reading = hanging(names, hangs_on);
            format!("{} must first leave {what}{reading}", capital(&counted(names, who, *of)))
        }
        Passage::CannotTell { who, of, hangs_on } => {
            let reading = hanging(names, hangs_on);
            format!("It cannot be told of {} from the record{reading}", counted(names, who, *of))
        }
        Passage::MustChangeLaw { who, of, hangs_on } => {
            let reading = hanging(names, hangs_on);
            let whose = if who.len() == 1 { "its" } else { "their" };
            let who = capital(&counted(names, who, *of));
            format!("{who} must first change {whose} own law{reading}")
        }
        Passage::NeedsConsent { who, of, needs, hangs_on } => {
            let verb = if who.len() == 1 { "needs" } else { "need" };
            let (needed, reading) = (needed(names, needs), hanging(names, hangs_on));
            format!("{} {verb} {needed} first{reading}", capital(&counted(names, who, *of)))
        }
        Passage::Leaves { state, exit } => {
            let (who, what) = (names.the(*state), names.the(exit.body));
            match exit.earliest {
                Some(day) => format!("{} can be out of {what} on {day}", capital(&who)),
                None => format!("No day is known on which {who} can be out of {what}"),
            }
        }
        Passage::AllFree { who, lacks, agreement, hangs_on } => {
            let whom = match &**who {
                [one] => names.the(*one),
                all => format!("any of the {}", all.len()),
            };
            let lacks: Vec<String> = lacks.iter().map(|one| lacking(names, one)).collect();
            let lacks = if lacks.is_empty() {
                String::new()
            } else {
                format!(", but for {}", listed(&lacks))
            };
            let reading = hanging(names, hangs_on);
            let agreement = agreed(names, agreement);
            format!("Nothing on record stands in the way of {whom}{lacks}{reading}{agreement}")
        }
        Passage::Lacks { lacks } => {
            let lacks: Vec<String> = lacks.iter().map(|one| lacking(names, one)).collect();
            format!("Beside that there is {}", listed(&lacks))
        }
        Passage::BindsNobody => "The change binds nobody".to_owned(),
        Passage::AlreadyIn { who, what } => {
            format!("{} is in {} already: nothing changes", capital(&names.the(*who)), names.the(*what))
        }
        Passage::NotYet { what, first } => {
            let first = first.map_or_else(
                || "no later day on which it does is on record".to_owned(),
                |day| format!("the first possible day is {day}"),
            );
            format!("Impossible on the day: {} does not exist; {first}", names.the(*what))
        }
        Passage::PerhapsNot { what, on } => {
            format!("Whether {} exists on {on} is not certain", names.the(*what))
        }
        Passage::Asked(question) => capital(&language.question(names, question)),
        Passage::Context { as_of, notice, known_by } => {
            let known = known_by.map_or_else(String::new, |day| format!(", as known by {day}"));
            format!("As of {as_of}{known}; whoever must leave gives notice on {notice}.")
        }
        Passage::Topic(topic) => match topic {
            Topic::States => "Who must do what",
            Topic::Leaving => "Who leaves by the question itself",
            Topic::Eligibility => "Asked of whoever joins",
            Topic::Order => "In this order",
            Topic::Choice => "Each of these would do",
            Topic::AfterExits => "Only after all exits",
            Topic::Blocking => "Who can block it",
            Topic::Turns => "What would change it",
            Topic::Alternatives => "What else could be done",
            Topic::Contradictions => "What could not all be done",
            Topic::Watch => "To keep an eye on",
            Topic::Notes => "To keep in mind",
            Topic::Sources => "Sources of what decides",
            Topic::Positions => "Who holds what",
            Topic::Accord => "Who agrees with whom, and who does not",
            Topic::BorneOut => "What the record says of it",
            Topic::LeftOpen => "What the record leaves open",
            Topic::Opinions => "What is opinion",
            Topic::MixedUp => "Where two texts may be mixed up",
            Topic::Readings => "What turns on a reading",
            Topic::Overtaken => "What later days made of it",
            Topic::Voices => "Whose words they are",
            Topic::Bodies => "Body by body",
            Topic::Exits => "Who must first leave something",
            Topic::OwnLaw => "Whose own law bars it",
            Topic::Consent => "Who needs others first",
            Topic::Open => "Of whom it cannot be told",
            Topic::Opposed => "Who is in what stands opposed",
        }
        .to_owned(),
        Passage::Verdict { verdict, bodies, clauses, besides, barred, needs } => {
            let bodies = in_a_row(names, bodies);
            let cited = |clauses: &[Clause]| {
                listed(&clauses.iter().map(|one| clause(names, one)).collect::<Vec<_>>())
            };
            let besides = if besides.is_empty() {
                String::new()
            } else {
                format!("; its own law bars it in any case: {}", cited(besides))
            };
            let cited = cited(clauses);
            let barred: Vec<String> = barred.iter().map(|one| self::barred(names, *one)).collect();
            let bars =
                if barred.is_empty() { String::new() } else { format!(", which bars {}", listed(&barred)) };
            match verdict {
                Verdict::MustExit if clauses.is_empty() => format!("must first leave {bodies}"),
                Verdict::MustExit => {
                    format!("must first leave {bodies}, and change its own law{bars}: {cited}")
                }
                Verdict::Undetermined if clauses.is_empty() => {
                    format!("cannot be told from the record{besides}")
                }
                Verdict::Undetermined => {
                    format!("cannot be told: it depends on what is not known about {cited}{besides}")
                }
                Verdict::MustChangeLaw => format!("must first change its own law{bars}: {cited}"),
                Verdict::NeedsConsent => format!("needs {} first", needed(names, needs)),
                Verdict::Free => "free: nothing on record stands in the way".to_owned(),
                Verdict::NotBound => "not bound by the change".to_owned(),
            }
        }
        Passage::Exit(exit) => out(&names.in_short(), exit),
        Passage::Exits(exits) => {
            let names = &names.in_short();
            let days = exits.first().map_or_else(String::new, day_of);
            format!("out {days}{}", terms_of(names, exits))
        }
        Passage::ExitsAlike(exits) => {
            let names = &names.in_short();
            let bodies: Vec<BodyId> = exits.iter().map(|exit| exit.body).collect();
            let days = exits.first().map_or_else(String::new, day_of);
            format!("out of {} {days}{}", listed(&the_all(names, &bodies)), terms_of(names, exits))
        }
        Passage::TooLate { effective, days } => {
            format!("the change of {effective} would come {days} days too early")
        }
        Passage::Because { conflict, with } => {
            let names = &names.in_short();
            let told = Told::of(names, conflict);
            let certain = if conflict.truth.is_yes() { "because" } else { "perhaps because" };
            // An article of the same text goes without its name.
            let text = conflict.provision.recorded().map(|id| names.world()[id].instrument);
            let article = |id: &Id<Provision>| {
                let provision = &names.world()[*id];
                let number = numbered(provision).filter(|_| Some(provision.instrument) == text);
                match number {
                    Some(number) if !names.are_keys() => {
                        format!("its {} {number}", names.unit(provision.instrument))
                    }
                    Some(_) | None => names.provision(*id),
                }
            };
            let with: Vec<String> = with.iter().map(article).collect();
            let with = match with.len() {
                0 => String::new(),
                1 => format!("; so does {}", listed(&with)),
                _ => format!("; so do {}", listed(&with)),
            };
            let disputed = disputed(names, conflict);
            format!("{certain} {} {}: {}{with}{disputed}", told.clause, told.gist, told.because)
        }
        Passage::BecauseAlike { conflict, more } => {
            let told = Told::of(&names.in_short(), conflict);
            let certain = if conflict.truth.is_yes() { "because" } else { "perhaps because" };
            let more = format!("and {more} more of the kind");
            match conflict.brought {
                Some(_) => format!("{certain} {} {}, {more}: {}", told.clause, told.gist, told.because),
                None => format!("{certain} {} {}, {more} do: {}", told.clause, told.gist, told.because),
            }
        }
        Passage::Prevails { texts, but, over, step } => {
            let names = &names.in_short();
            let goes = if texts.len() == 1 { "goes" } else { "go" };
            let treaties = || match but.len() {
                1 | 2 => format!("{} treaties, all but {},", texts.len(), names.all(but)),
                _ => format!("{} treaties", texts.len()),
            };
            let which = if texts.len() > FEW { treaties() } else { names.all(texts) };
            format!(
                "while both bind it, {which} {goes} before {} toward the other parties: {}",
                names.the(*over),
                prevails::step(*step)
            )
        }
        Passage::Left { state, bodies } => {
            let mut days: Vec<(Date, Vec<String>)> = Vec::new();
            for (body, day) in bodies {
                match days.iter_mut().find(|(known, _)| known == day) {
                    Some((_, left)) => left.push(names.in_short().the(*body)),
                    None => days.push((*day, vec![names.in_short().the(*body)])),
                }
            }
            let left: Vec<String> =
                days.iter().map(|(day, left)| format!("{} on {day}", listed(left))).collect();
            format!("{} left {}", names.the(*state), listed(&left))
        }
        Passage::InAnotherGrade { body, status, since } => {
            let since = since.map_or_else(String::new, |day| format!(" since {day}"));
            format!("takes part in {} already as {}{since}", names.in_short().the(*body), read(status.as_str()))
        }
        Passage::NotBound(grades) => {
            let told = grades.iter().map(|Unbound { who, status, is_uncertain, .. }| {
                let doubt = if *is_uncertain { ", uncertain or contested" } else { "" };
                format!("{} ({}{doubt})", row(names, who), read(status.as_str()))
            });
            let told = told.collect::<Vec<_>>().join("; ");
            let is_whole = grades.iter().all(|one| one.is_whole);
            let others = if is_whole { "" } else { "; and perhaps others" };
            format!("not bound: {told}{others}")
        }
        Passage::Step { number, step, of, by, change, after, waits, consent } => {
            let left = |of: &Of| match of {
                Of::Body(body) => Some(*body),
                Of::Law(_) | Of::Rule(_) | Of::Change(_) => None,
            };
            let bodies: Option<Vec<BodyId>> = of.iter().map(left).collect();
            let what = bodies.map_or_else(
                || listed(&of.iter().map(|of| step_of(names, of)).collect::<Vec<_>>()),
                |bodies| in_a_row(&names.in_short(), &bodies),
            );
            let told = self::step(names, *number, step, &what, by, change, (after, *waits));
            if *consent { told + ", once it has the consent that it needs" } else { told }
        }
        Passage::Veto { step, who, why, truth, until, by_treaty } => {
            let names = &names.in_short();
            let what = match step {
                VetoStep::Adopt => "the change itself",
                VetoStep::Accede => "the accession",
                VetoStep::Consent => "the consent that it needs",
                VetoStep::Exit => "an exit before its lawful day",
                VetoStep::Amend => "the amendment",
            };
            let why = match (why, step) {
                (Some(id), VetoStep::Accede) => by_clause(names, *id),
                (Some(id), VetoStep::Consent) => {
                    format!(", by {}{}", names.provision(*id), decision_of(names, *id))
                }
                (Some(id), VetoStep::Adopt | VetoStep::Exit | VetoStep::Amend) => {
                    format!(", by {}", names.provision(*id))
                }
                (None, VetoStep::Accede) if !*by_treaty => {
                    ", as it rests on no treaty: those who are in it decide".to_owned()
                }
                (None, VetoStep::Accede) => {
                    ", no clause on it being on record (VCLT art. 15(c))".to_owned()
                }
                (None, VetoStep::Adopt | VetoStep::Consent | VetoStep::Exit | VetoStep::Amend) => {
                    String::new()
                }
            };
            let doubt = if truth.is_yes() {
                ""
            } else {
                " (perhaps: whether it takes their agreement is not certain)"
            };
            let is_treaty = |one: &EntityId| names.world()[*one].kind() == Kind::Treaty;
            let each = match who.as_slice() {
                [one] if is_treaty(one) => "the parties to ",
                [_] => "",
                _ => "each of ",
            };
            let until = until.map_or_else(String::new, |body| {
                format!(", until {} is left, which must be first", names.the(body))
            });
            format!("{what}: {each}{}{why}{until}{doubt}", row(names, who))
        }
        Passage::ByMajority { clause, of_others } => {
            let words = decision_of(names, *clause);
            let whom = if *of_others { "of the others nobody alone" } else { "nobody alone" };
            format!("the accession: {whom}, by {}{words}", names.in_short().provision(*clause))
        }
        Passage::Turn { contingencies, more, less, is_all, is_besides, in_full } => {
            let names = &names.in_short();
            let mut then = Vec::new();
            if !more.is_empty() {
                let told = if *in_full || more.len() <= FEW {
                    must(names, more, "must")
                } else {
                    must_so_much(names, more)
                };
                // Besides what must go as it is, if anything must.
                let besides = if *is_besides { " as well" } else { "" };
                then.push(format!("{told}{besides}"));
            }
            if *is_all {
                then.push("nobody need leave anything".to_owned());
            } else if !less.is_empty() {
                then.push(must(names, less, "need not"));
            }
            format!("if {}: {}", if_any(language, names, contingencies), then.join("; "))
        }
        Passage::Instead { measure, alike, vetoes } => {
            let names = &names.in_short();
            let blocked = if vetoes.is_empty() {
                String::new()
            } else {
                format!(" (could be blocked by {})", row(names, vetoes))
            };
            let alike = match alike {
                0 => String::new(),
                1 => "; likewise one other".to_owned(),
                n => format!("; likewise {n} others"),
            };
            format!("{}{blocked}{alike}", language.measure(names, measure))
        }
        Passage::Asks(one) => {
            let so = met(names, one);
            let clause = names.provision(one.provision);
            let unseen = unseen(names, one.provision);
            let words = beyond(names, one).map_or_else(String::new, |words| {
                format!("; beside what was tested, the clause asks in substance: “{words}”")
            });
            format!("to be {}, by {clause}{unseen}: {so}{words}", criterion(names, one))
        }
        Passage::Repair(gone) => must(&names.in_short(), gone, "must"),
        Passage::Contradiction { example, attacks } => {
            let texts: Vec<String> =
                example.between.iter().map(|owed| names.in_short().changed(&owed.by)).collect();
            let (attacker, victim) = (names.the(example.attacker), names.the(example.victim));
            let attacks = match attacks {
                1 => "in one conceivable attack".to_owned(),
                n => format!("in {n} conceivable attacks, for one"),
            };
            format!("by {}, {attacks}: if {attacker} attacks {victim}", listed(&texts))
        }
        Passage::Touched { conflicts, with_gist } => touched(names, conflicts, *with_gist),
        Passage::Besides { touched, untouched, tested, is_first } => {
            let more = (*touched > 0).then(|| format!("{touched} more, which the whole answer has"));
            let more_of = if *is_first && *touched == 0 { "" } else { " more" };
            let none = match untouched {
                0 => None,
                1 => Some(format!("one{more_of} that was tested and is in no conflict")),
                n => Some(format!("{n}{more_of} that were tested and are in no conflict")),
            };
            let names = &names.in_short();
            // Two provisions may stand in one article.
            let mut some: Vec<String> = Vec::new();
            for told in tested.iter().map(|one| clause(names, one)) {
                if !some.contains(&told) {
                    some.push(told);
                }
            }
            let such_as = if some.len() < *untouched { ", such as" } else { ":" };
            let none = none.map(|none| match some.len() {
                0 => none,
                _ => format!("{none}{such_as} {}", listed(&some)),
            });
            let told: Vec<String> = more.into_iter().chain(none).collect();
            let and = if *is_first { "" } else { "and " };
            format!("{and}{}", told.join("; "))
        }
        Passage::More { n } => format!("and {n} more, which the whole answer has"),
        Passage::Note(caveat) => capital(&language.caveat(names, caveat)) + ".",
        Passage::Debate(passage) => debate::passage(language, names, passage),
        Passage::Sweep(passage) => sweep::passage(names, passage),
        Passage::Source { source, at } => {
            let source = &names.world()[*source];
            let host = source.address.as_deref().and_then(host);
            let behind: Vec<&str> = cited::remark(source).into_iter().chain(host).collect();
            let cited = cited::cited(source, at.as_deref());
            if behind.is_empty() { cited } else { format!("{cited} ({})", behind.join(", ")) }
        }
        Passage::Checked { steps, accepted: true } => {
            format!("A checker that shares no rule with the engine accepted all {steps} steps of the proofs.")
        }
        Passage::Checked { accepted: false, .. } => {
            "A checker that shares no rule with the engine did NOT accept the proofs of this: do not rely on it.".to_owned()
        }
        Passage::Meaning => "“Must” means: must, to stay in compliance, on this reading. A later treaty that conflicts is \
             not void (VCLT art. 30). This is no legal advice."
            .to_owned(),
    }
}

/// "; it takes the agreement of Armenia and Belarus", or perhaps it does.
fn agreed(names: &Names<'_>, agreement: &[(EntityId, Truth)]) -> String {
    let of = |is_certain: bool| -> Vec<EntityId> {
        let them = agreement.iter().filter(|(_, truth)| truth.is_yes() == is_certain);
        let mut them: Vec<EntityId> = them.map(|(entity, _)| *entity).collect();
        // Two changes of a question may take the agreement of one.
        them.sort_unstable();
        them.dedup();
        them
    };
    let names = &names.in_short();
    let told = [(of(true), "it takes"), (of(false), "perhaps it takes")];
    let told = told.iter().filter(|(them, _)| !them.is_empty());
    let told = told.map(|(them, takes)| {
        let whom = match them.len() {
            n if n > MANY => format!("{n} others"),
            _ => names.all(them),
        };
        format!("; {takes} the agreement of {whom}")
    });
    told.collect()
}

/// ", on the strict reading of article 1(2) of …; on the narrow reading nobody must".
fn hanging(names: &Names<'_>, hangs_on: &[HangsOn]) -> String {
    let told = hangs_on.iter().enumerate().map(|(at, one)| {
        let here = match &one.reading {
            Some(reading) => format!(", on the {reading} reading of"),
            None => ", as this is read:".to_owned(),
        };
        let of = |one: &HangsOn| (one.provision, one.reading.clone());
        // Of one clause with several readings the one that is taken is told once.
        let is_told = at > 0 && of(&hangs_on[at - 1]) == of(one);
        let here = if is_told {
            String::new()
        } else {
            format!("{here} {}", names.provision(one.provision))
        };
        let then = match one.then {
            0 => "nobody must".to_owned(),
            1 => "one must".to_owned(),
            n => format!("{n} must"),
        };
        let bars = barred_on(names, one.provision, &one.other);
        format!("{here}; on the {} reading {then}{bars}", one.other)
    });
    told.collect()
}

/// Which alliances a clause bars on a reading: " (which bars alliances aimed at a party alone)".
fn barred_on(names: &Names<'_>, provision: Id<Provision>, reading: &str) -> &'static str {
    let Effect::Exclusivity { object: ExclusiveObject::MilitaryAlliance, qualifiers, .. } =
        &names.world()[provision].effect
    else {
        return "";
    };
    match Qualifier::under(qualifiers, Some(reading)) {
        Qualifier::Absolute => " (which bars all other alliances)",
        Qualifier::AimsContrary => " (which bars alliances with contrary aims alone)",
        Qualifier::DirectedAgainst => " (which bars alliances aimed at a party alone)",
    }
}

/// "the consent of Armenia and Belarus and the absence of objections by Russia".
fn needed(names: &Names<'_>, needs: &[(EntityId, Need)]) -> String {
    let of = |kind: Need| -> Vec<EntityId> {
        let mut whom: Vec<EntityId> =
            needs.iter().filter(|(_, one)| *one == kind).map(|(whom, _)| *whom).collect();
        whom.dedup();
        whom
    };
    let told = Need::ALL.iter().filter_map(|kind| {
        let whom = of(*kind);
        let told = match kind {
            Need::Consent => format!("the consent of {}", row(names, &whom)),
            Need::NoObjection => format!("the absence of objections by {}", row(names, &whom)),
        };
        (!whom.is_empty()).then_some(told)
    });
    listed(&told.collect::<Vec<_>>())
}

/// "2 of 5", or the name of the only one there is.
fn counted(names: &Names<'_>, who: &[Id<State>], of: usize) -> String {
    match who {
        [one] if of == 1 => names.the(*one),
        all => format!("{} of {of}", all.len()),
    }
}

/// What is left, in a row; of many the organizations, and how many treaties: these stand below, by day.
fn in_a_row(names: &Names<'_>, bodies: &[BodyId]) -> String {
    if bodies.len() <= MANY_ENDS {
        return listed(&the_all(names, bodies));
    }
    let organizations = bodies.iter().filter(|body| matches!(body, BodyId::Organization(_)));
    let mut told: Vec<String> = organizations.map(|body| names.the(*body)).collect();
    match bodies.len() - told.len() {
        0 => {}
        1 => told.push("a treaty".to_owned()),
        n => told.push(format!("{n} treaties")),
    }
    listed(&told)
}

fn the_all(names: &Names<'_>, bodies: &[BodyId]) -> Vec<String> {
    bodies.iter().map(|body| names.the(*body)).collect()
}

/// How many things that are left a sentence names.
const MANY_ENDS: usize = 6;

/// The host of an address.
pub(super) fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}
