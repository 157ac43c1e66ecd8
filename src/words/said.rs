//! In English: what somebody said, and how it stands against the record.

use super::facts::Facts;
use super::names::{Names, listed, read};
use super::{English, Language};
use crate::answer::{ClaimCaveat, ClaimFinding, ClaimGround, ClaimVerdict, News, NewsKind, Pooled};
use crate::base::text::printable;
use crate::model::{
    Assurance, Claim, Confidence, ConsentTo, Duty, Judgement, Kind, Manner, Mode, Polarity,
    Proposition, RecordId, Relation, RelationKind, Stance, Status, Verb, Voice,
};
use crate::proof::Key;
use crate::verdict::WordOn;
use crate::world::{Heard, Hearing, View};
use crate::{EntityId, Id, Truth};

impl Proposition {
    /// In words, by names on the date of a view: "Kazakhstan is a member of the Collective Security Treaty Organization".
    pub fn tell(&self, view: &View<'_>) -> String {
        English.proposition(&Names::of(*view), self)
    }
}

impl ClaimFinding<'_> {
    /// In words, by names on the date of a view: how it stands, and on which records that rests.
    pub fn tell(&self, view: &View<'_>) -> String {
        English.claim_stands(&Names::of(*view), self.verdict, self.ground, &self.rests_on)
    }
}

/// How a verb stands: as it is, denied, or after a word such as "should".
#[derive(Copy, Clone)]
struct Mood {
    modal: Option<&'static str>,
    is_denied: bool,
}

impl Mood {
    const PLAIN: Self = Self { modal: None, is_denied: false };

    /// As a claim says it.
    fn of(claim: &Claim) -> Self {
        let is_possible = claim.factuality.assurance() == Assurance::Possible;
        let modal = match claim.mode {
            _ if is_possible => Some("may"),
            Some(Mode::Advocacy | Mode::Proposal | Mode::Priority) => Some("should"),
            Some(Mode::Prediction | Mode::Expectation) => Some("will"),
            Some(
                Mode::Fact
                | Mode::Claim
                | Mode::Definition
                | Mode::Plan
                | Mode::Denial
                | Mode::Condition
                | Mode::Summary,
            )
            | None => None,
        };
        Self { modal, is_denied: claim.factuality.polarity() == Polarity::Negative }
    }

    /// A verb of its own: "becomes", "become", "does not become", "should not become".
    fn does(self, one: &str, many: &str, is_many: bool) -> String {
        match (self.modal, self.is_denied) {
            (None, false) => if is_many { many } else { one }.to_owned(),
            (None, true) if is_many => format!("do not {many}"),
            (None, true) => format!("does not {many}"),
            (Some(modal), false) => format!("{modal} {many}"),
            (Some(modal), true) => format!("{modal} not {many}"),
        }
    }

    /// "is", "are", "is not", "should be".
    fn is(self, is_many: bool) -> String {
        let plain = if is_many { "are " } else { "is " };
        self.auxiliary(plain, "be")
    }

    /// "has", "have", "has not", "should have".
    fn has(self, is_many: bool) -> String {
        let plain = if is_many { "have " } else { "has " };
        self.auxiliary(plain, "have")
    }

    /// A verb that is denied without another one.
    fn auxiliary(self, plain: &str, base: &str) -> String {
        match (self.modal, self.is_denied) {
            (None, false) => plain.trim_end().to_owned(),
            (None, true) => format!("{plain}not"),
            (Some(_), _) => self.does(plain, base, false),
        }
    }
}

/// What a proposition says, as a clause.
pub(super) fn proposition(names: &Names<'_>, proposition: &Proposition) -> String {
    clause(names, proposition, Mood::PLAIN)
}

/// What a claim says, as a clause, without who says it.
pub(super) fn claim<L: Language + ?Sized>(
    language: &L,
    names: &Names<'_>,
    id: Id<Claim>,
) -> String {
    let claim = &names.world()[id];
    let tables = names.world().tables();
    let said = match claim.stated_in(tables) {
        _ if claim.text.is_some() => printable(claim.text.as_deref().unwrap_or_default()),
        Some(proposition) => {
            let mood = Mood::of(claim);
            let said = clause(names, proposition, mood);
            match (claim.factuality.assurance(), claim.factuality.polarity()) {
                (_, Polarity::Open) => format!("whether {said}"),
                (Assurance::Probable, _) => format!("probably, {said}"),
                (Assurance::Certain | Assurance::Possible | Assurance::Uncommitted, _) => said,
            }
        }
        // As the record has it.
        None => {
            let parts = [&claim.subject, &claim.predicate, &claim.object];
            let parts: Vec<String> =
                parts.into_iter().flatten().map(|part| read(&printable(part))).collect();
            parts.join(" ")
        }
    };
    // The words of the record say of when they are.
    let when = claim.when.filter(|_| claim.text.is_none());
    let when = when.map_or_else(String::new, |when| format!(", on {when}"));
    let condition = claim.condition_in(tables).map_or_else(String::new, |condition| {
        format!(", if {}", language.proposition(names, condition))
    });
    said + &when + &condition
}

/// How strongly a claim is put, behind what it says; nothing, where it is simply said.
pub(super) fn put(claim: &Claim) -> &'static str {
    match claim.verb {
        None | Some(Verb::Says) => "",
        Some(Verb::Suggests) => " (hinted at)",
        Some(Verb::Stresses) => " (stressed)",
        Some(Verb::Insists) => " (insisted on)",
    }
}

/// What a claim speaks of, free of how it is meant.
pub(super) fn said_by(names: &Names<'_>, id: Id<Claim>) -> String {
    match names.world()[id].stated_in(names.world().tables()) {
        Some(said) => proposition(names, said),
        None => claim(&English, names, id),
    }
}

fn clause(names: &Names<'_>, proposition: &Proposition, mood: Mood) -> String {
    let the = |entity: EntityId| names.the(entity);
    match proposition {
        Proposition::TakesPart { member, body, status } => {
            format!("{} {} {}", the(*member), mood.is(false), in_grade(*status) + &names.the(*body))
        }
        Proposition::BoundBy { state, treaty } => {
            format!("{} {} bound by {}", names.the(*state), mood.is(false), names.the(*treaty))
        }
        Proposition::HasClause { text, kind } => {
            let has = mood.does("has", "have", false);
            let kind = names.word(kind.as_str()).replacen("non ", "non-", 1);
            format!("{} {has} a clause on {kind}", the(text.entity()))
        }
        Proposition::Owes { state, duty, toward, under } => {
            let (who, whom) = (names.the(*state), the(*toward));
            let said = match duty {
                Some(duty) => {
                    format!(
                        "{who} {} {}",
                        mood.does("has to", "have to", false),
                        owed(*duty, &whom)
                    )
                }
                None => format!("{who} {} committed to {whom}", mood.is(false)),
            };
            let under = under.map(|text| format!(" under {}", the(text.entity())));
            said + &under.unwrap_or_default()
        }
        Proposition::HasLeft { member, body } => {
            format!("{} {} left {}", the(*member), mood.has(false), names.the(*body))
        }
        Proposition::Related { kind, subject, object } => {
            related(*kind, &the(*subject), &the(*object), mood)
        }
        Proposition::Declared { who, what } => {
            format!("{} {} officially declared {}", the(*who), mood.has(false), plan(names, *what))
        }
        Proposition::Plans { who, what } => {
            let plans = mood.does("plans", "plan", false);
            let what: Vec<String> = what.iter().map(|one| the(*one)).collect();
            format!("{} {plans} {}", the(*who), what.join(" or "))
        }
        Proposition::PlansExit { states, from } => {
            let is_many = states.len() > 1;
            let plan = mood.does("plans", "plan", is_many);
            format!("{} {plan} to leave {}", names.all(states), names.the(*from))
        }
        Proposition::NeedsConsent { of, organization, to } => {
            let needs = mood.does("needs", "need", false);
            let what = match to {
                ConsentTo::Acquiring(kind) => format!("a clause on {}", names.word(kind.as_str())),
                ConsentTo::Admitting(state) => format!("the accession of {}", names.the(*state)),
            };
            let (body, whose) = (names.the(*organization), names.all(of));
            match to {
                ConsentTo::Acquiring(_) => {
                    format!("{what} of {body} {needs} the consent of {whose}")
                }
                ConsentTo::Admitting(_) => {
                    format!("{what} to {body} {needs} the consent of {whose}")
                }
            }
        }
        Proposition::MustExitToJoin { states, from, into } => {
            let who = names.all(states);
            let not = if mood.is_denied { "not " } else { "" };
            let (from, into) = (names.the(*from), names.the(*into));
            format!("{who} would {not}have to leave {from} to join {into}")
        }
        Proposition::MustExitFirst { states, from, organization, acquires } => {
            let who = names.all(states);
            let not = if mood.is_denied { "not " } else { "" };
            format!(
                "{who} would {not}first have to leave {} if {} acquired a clause on {}",
                names.the(*from),
                names.the(*organization),
                names.word(acquires.as_str())
            )
        }
        Proposition::Holds { who, stance, of } => {
            let stance = match stance {
                Stance::Support => "for",
                Stance::Oppose => "against",
                Stance::Neutral => "neutral on",
            };
            format!("{} {} {stance} {}", the(*who), mood.is(false), the(*of))
        }
        Proposition::Judgement { kind, of, toward, words } => {
            let words = words.as_deref().map(printable);
            judgement(names, *kind, (of, toward, words), mood)
        }
        Proposition::Unrecorded { of, toward, words } => {
            let parts = [names.all(of), printable(words), names.all(toward)];
            let said =
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            if mood.is_denied { format!("it is not so that {said}") } else { said }
        }
    }
}

/// Whose word stands beside the record.
pub(super) fn according_to(
    names: &Names<'_>,
    speakers: &[EntityId],
    positions: &[Id<Relation>],
) -> String {
    let positions: Vec<String> = (positions.iter())
        .map(|id| {
            let one = &names.world()[*id];
            related(one.kind, &names.the(one.subject), &names.the(one.object), Mood::PLAIN)
        })
        .collect();
    let positions = match &positions[..] {
        [] => String::new(),
        all => format!("; that {} counts as it says", all.join(", that ")),
    };
    format!("according to {}: what is said so counts as on record{positions}", names.all(speakers))
}

/// What several speakers say together.
pub(super) const fn pooled(value: Pooled) -> &'static str {
    match value {
        Pooled::ToldTrue => "said to be so, and denied by nobody",
        Pooled::ToldFalse => "said not to be so, and by nobody to be so",
        Pooled::ToldBoth => "said to be so, and said not to be so",
        Pooled::ToldNone => "nobody says either",
    }
}

/// What became of a claim of somebody who is heard.
pub(super) fn testified(names: &Names<'_>, heard: &Heard) -> String {
    let said = claim(&English, names, heard.claim);
    let whose = names.claim(heard.claim);
    match heard.hearing {
        Hearing::Added => format!("by {whose}, and not by the record: {said}"),
        Hearing::Struck => format!("by {whose}, and against the record: {said}"),
        Hearing::BorneOut => format!("by {whose}, and by the record: {said}"),
        Hearing::NoRecord => format!("no record is changed by {whose}: {said}"),
        Hearing::Open => format!("the record leaves open, in spite of {whose}: {said}"),
        Hearing::Contradicted => {
            format!("the record stands, as others who are heard contradict {whose}: {said}")
        }
        Hearing::Superseded => {
            format!("a later word of the same speaker goes before {whose}: {said}")
        }
        Hearing::Stale => format!("too long ago to be presumed still: {whose}: {said}"),
        Hearing::InDoubt => {
            format!("left out, as it is not plain who speaks: {whose}: {said}")
        }
    }
}

/// That one thing stands in a relation to another.
fn related(kind: RelationKind, subject: &str, object: &str, mood: Mood) -> String {
    let is = mood.is(false);
    match kind {
        RelationKind::Opposed => format!("{subject} {is} opposed to {object}"),
        RelationKind::DirectedAgainst => format!("{subject} {is} directed against {object}"),
        RelationKind::Hostility => format!("{subject} {is} hostile to {object}"),
        RelationKind::Continues => {
            format!("{subject} {} {object}", mood.does("continues", "continue", false))
        }
        RelationKind::Succeeds => {
            format!("{subject} {} {object}", mood.does("succeeds", "succeed", false))
        }
        RelationKind::Absorbs => {
            format!("{subject} {} {object}", mood.does("absorbs", "absorb", false))
        }
        RelationKind::Recognises => {
            format!("{subject} {} {object}", mood.does("recognises", "recognise", false))
        }
        RelationKind::Hosts => {
            format!("{subject} {} forces of {object}", mood.does("hosts", "host", false))
        }
        RelationKind::Requires => {
            let requires = mood.does("requires", "require", false);
            format!("{subject} {requires} its members to be in {object}")
        }
    }
}

/// What is planned: of what is no more than an idea, "a plan for" it.
fn plan(names: &Names<'_>, what: EntityId) -> String {
    let the = names.the(what);
    if is_idea(names, what) { format!("a plan for {the}") } else { the }
}

/// What something becomes: what is no more than an idea, in quotation marks.
fn idea(names: &Names<'_>, what: EntityId) -> String {
    if is_idea(names, what) && !names.are_keys() {
        format!("“{}”", names.title(what))
    } else {
        names.the(what)
    }
}

/// Whether something is no more than an idea.
fn is_idea(names: &Names<'_>, what: EntityId) -> bool {
    match names.world()[what].kind() {
        Kind::Hypothetical | Kind::Project => true,
        Kind::State
        | Kind::Organization
        | Kind::Treaty
        | Kind::Law
        | Kind::Person
        | Kind::Analyst
        | Kind::Outlet
        | Kind::Source
        | Kind::Event
        | Kind::Place
        | Kind::Group
        | Kind::CapabilityDomain
        | Kind::Relationship => false,
    }
}

/// What one is in a body, before its name.
fn in_grade(status: Option<Status>) -> String {
    match status {
        None => "in ",
        Some(Status::Member) => "a member of ",
        Some(Status::Party) => "a party to ",
        Some(Status::Participating) => "a participating state of ",
        Some(Status::Provisional) => "a provisional party to ",
        Some(Status::Associate) => "an associate member of ",
        Some(Status::Observer) => "an observer of ",
        Some(Status::Partner) => "a partner of ",
        Some(Status::DialoguePartner) => "a dialogue partner of ",
        Some(Status::FoundingState) => "a founding state of ",
        Some(Status::ContractingState) => "a contracting state of ",
        Some(Status::Signatory) => "a signatory of ",
        Some(Status::Acceding) => "an acceding state of ",
    }
    .to_owned()
}

/// What is owed to somebody, after "has to".
fn owed(duty: Duty, toward: &str) -> String {
    match duty {
        Duty::Defend => format!("come to the defence of {toward}"),
        Duty::JoinOffence => format!("join an offensive of {toward}"),
        Duty::StayNeutral => format!("stay neutral toward whoever attacks {toward}"),
        Duty::NotAttack => format!("refrain from attacking {toward}"),
        Duty::Consult => format!("consult with {toward}"),
        Duty::NotJoinOpposing => format!("keep out of alliances against {toward}"),
        Duty::SettlePeacefully => format!("settle disputes with {toward} peacefully"),
        Duty::Supersedes => format!("let what binds it to {toward} prevail"),
        Duty::SubjectTo => format!("let other texts prevail over what binds it to {toward}"),
    }
}

/// A judgement. What no key names stands for whatever of it is not named: the one, the other, or, after a semicolon, both.
fn judgement(
    names: &Names<'_>,
    kind: Judgement,
    (of, toward, words): (&[EntityId], &[EntityId], Option<String>),
    mood: Mood,
) -> String {
    let (subject, object) = match (of.is_empty(), words) {
        (false, words) => {
            let object = match kind {
                Judgement::Becomes => {
                    toward.iter().map(|one| idea(names, *one)).collect::<Vec<_>>()
                }
                Judgement::Causes
                | Judgement::Strains
                | Judgement::Threatens
                | Judgement::Serves
                | Judgement::Requires
                | Judgement::DependsOn
                | Judgement::ModelledOn
                | Judgement::Prioritises
                | Judgement::Shows
                | Judgement::Lacks
                | Judgement::WorksOn
                | Judgement::SeatedIn
                | Judgement::AlignsWith
                | Judgement::Such
                | Judgement::Outlook => vec![names.all(toward)],
            };
            let parts = [object.join(" and "), words.unwrap_or_default()];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            (names.all(of), parts.join(", "))
        }
        (true, None) => ("something".to_owned(), names.all(toward)),
        (true, Some(words)) => match words.split_once("; ") {
            Some((subject, object)) => (subject.to_owned(), object.to_owned()),
            None => (words, names.all(toward)),
        },
    };
    let is_many = of.len() > 1 || of.is_empty() && is_plural(&subject);
    let verb = match kind {
        Judgement::Becomes => mood.does("becomes", "become", is_many),
        Judgement::Causes => mood.does("causes", "cause", is_many),
        Judgement::Strains => mood.does("strains", "strain", is_many),
        Judgement::Threatens => mood.does("threatens", "threaten", is_many),
        Judgement::Serves => mood.does("serves", "serve", is_many),
        Judgement::Requires => mood.does("requires", "require", is_many),
        Judgement::DependsOn => mood.does("depends on", "depend on", is_many),
        Judgement::ModelledOn => mood.is(is_many) + " modelled on",
        Judgement::Prioritises => mood.does("puts first", "put first", is_many),
        Judgement::Shows => mood.does("shows that", "show that", is_many),
        Judgement::Lacks => mood.does("lacks", "lack", is_many),
        Judgement::WorksOn => mood.does("works on", "work on", is_many),
        Judgement::SeatedIn => mood.is(is_many) + " seated in",
        Judgement::AlignsWith => mood.is(is_many) + " in line with",
        Judgement::Such => mood.is(is_many),
        Judgement::Outlook => {
            return format!("the outlook for {subject} {} {object}", mood.is(false));
        }
    };
    if object.is_empty() {
        format!("{subject} {verb} something")
    } else {
        format!("{subject} {verb} {object}")
    }
}

/// Whether what some words name is many: the last word before the first preposition ends as plurals do.
fn is_plural(words: &str) -> bool {
    let is_between =
        |word: &&str| matches!(*word, "of" | "with" | "without" | "for" | "between" | "in" | "on");
    let named = words.split(' ').take_while(|word| !is_between(word)).last();
    named.is_some_and(|word| word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us"))
}

/// How a claim stands against the record, and on which records that rests, as a clause.
pub(super) fn stands(
    names: &Names<'_>,
    verdict: ClaimVerdict,
    ground: ClaimGround,
    rests_on: &[RecordId],
) -> String {
    let stands = match (verdict, ground) {
        (ClaimVerdict::Supported, ClaimGround::OfficialWord) => {
            "borne out by the word of the government concerned"
        }
        (ClaimVerdict::Refuted, ClaimGround::OfficialWord) => {
            "contradicted by the word of the government concerned"
        }
        (ClaimVerdict::Supported, _) => "borne out by the record",
        (ClaimVerdict::Refuted, _) => "contradicted by the record",
        (ClaimVerdict::Undetermined | ClaimVerdict::Opinion, ground) => open(ground),
    };
    format!("{stands}{}", resting(names, rests_on))
}

/// How a claim stands, with what it says, as a clause.
pub(super) fn judged(
    names: &Names<'_>,
    key: &str,
    verdict: ClaimVerdict,
    ground: ClaimGround,
    hindsight: bool,
) -> String {
    let later = if hindsight { ", with what is known later" } else { "" };
    let stands = stands(names, verdict, ground, &[]);
    match names.world().record(key) {
        Ok(RecordId::Claim(id)) => {
            let said = claim(&English, names, id);
            format!("{} is {stands}{later}: {said}", names.claim(id))
        }
        _ => format!("the claim “{key}” is {stands}{later}"),
    }
}

/// Whether the condition of a claim holds, as a clause.
pub(super) fn condition(names: &Names<'_>, key: &str, truth: Truth) -> String {
    let holds = match truth {
        Truth::Yes => "holds",
        Truth::No => "does not hold",
        Truth::Unknown => "is left open by the record",
    };
    let Ok(RecordId::Claim(id)) = names.world().record(key) else {
        return format!("the condition of the claim “{key}” {holds}");
    };
    let condition = names.world()[id].condition_in(names.world().tables());
    let said = condition.map(|said| format!(": {}", proposition(names, said)));
    format!("the condition of {} {holds}{}", names.claim(id), said.unwrap_or_default())
}

/// What became known, as a clause.
pub(super) fn news<L: Language + ?Sized>(language: &L, names: &Names<'_>, news: &News) -> String {
    let (world, on) = (names.world(), news.on);
    let what = names.record(world.tables().key(news.record).unwrap_or_default());
    match (news.record, news.kind) {
        (RecordId::Act(id), _) => {
            let act = &world[id];
            let of = act.concerning.map_or_else(String::new, |state| {
                format!(", of the accession of {}", names.the(state))
            });
            let (text, kind) = (names.the(act.instrument.entity()), read(act.kind.as_str()));
            let by = act.by.map_or_else(String::new, |by| format!(" by {}", names.the(by)));
            format!("{text}: {kind}{by}{of}, on {on}")
        }
        (RecordId::Claim(id), _) => format!("{what}: {}", language.claim(names, id)),
        (_, NewsKind::Signed) => format!("{what}: signed on {on}"),
        (_, NewsKind::Begins) => format!("{what}: since {on}"),
        (_, NewsKind::Ends) => format!("{what}: until {on}"),
        (_, NewsKind::Corrected | NewsKind::Act | NewsKind::Said) => {
            format!("{what}: its days were corrected")
        }
    }
}

/// What the word of somebody says, as a clause.
pub(super) fn word(
    facts: &Facts<'_, '_>,
    who: &str,
    on: &WordOn<Key>,
    by: &str,
    says: bool,
) -> String {
    let (who, what, world) = (facts.the(who), facts.the(on.what()), facts.names.world());
    let (day, is_act) = match world.record(by) {
        Ok(RecordId::Claim(id)) => (world[id].date, false),
        Ok(RecordId::Act(id)) => (Some(world[id].date), true),
        _ => (None, false),
    };
    let day = day.map_or_else(String::new, |day| format!(" on {day}"));
    match (on, is_act, says) {
        (WordOn::Leaving(_), true, _) => format!("{who} gave notice{day} that it leaves {what}"),
        (_, true, _) => format!("{who} made{day} the declaration on {what}"),
        (WordOn::Declared(_), false, true) => format!("{who} itself declared{day} {what}"),
        (WordOn::Declared(_), false, false) => {
            format!("{who} itself said{day} that it has not declared {what}")
        }
        (WordOn::Planned(_), false, true) => format!("{who} itself said{day} that it plans {what}"),
        (WordOn::Planned(_), false, false) => {
            format!("{who} itself said{day} that it does not plan {what}")
        }
        (WordOn::Leaving(_), false, true) => {
            format!("{who} itself said{day} that it plans to leave {what}")
        }
        (WordOn::Leaving(_), false, false) => {
            format!("{who} itself said{day} that it does not plan to leave {what}")
        }
        (WordOn::Stance(stance, _), false, true) => {
            let stance = match stance {
                Stance::Support => "is for",
                Stance::Oppose => "is against",
                Stance::Neutral => "is neutral on",
            };
            format!("{who} {stance} {what}, by what was said{day}")
        }
        (WordOn::Stance(..), false, false) => {
            format!("{who} takes another stance on {what}, by what was said{day}")
        }
    }
}

/// Why a claim is not decided.
const fn open(ground: ClaimGround) -> &'static str {
    match ground {
        ClaimGround::Record | ClaimGround::RecordOpen | ClaimGround::OfficialWord => {
            "left open by the record"
        }
        ClaimGround::Judgement => "a judgement, which no record decides",
        ClaimGround::OfValue => "what should be, which no record decides",
        ClaimGround::Unrecorded => "a matter of which the record keeps no account",
        ClaimGround::Untyped => "on record in words alone",
        ClaimGround::Uncommitted => "said without committing to it",
        ClaimGround::Undated => "left open: it is not known of which day it speaks",
        ClaimGround::Ahead => "open when it was said: it was still to come",
        ClaimGround::Condition => "said under a condition that does not hold for certain",
    }
}

/// The records on which it rests, in brackets.
fn resting(names: &Names<'_>, records: &[RecordId]) -> String {
    /// How many are named.
    const MOST: usize = 3;
    let tables = names.world().tables();
    let mut told: Vec<String> = Vec::new();
    for key in records.iter().filter_map(|record| tables.key(*record)) {
        let one = names.record(key);
        if !told.contains(&one) {
            told.push(one);
        }
    }
    let more = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    if more > 0 {
        told.push(format!("{more} more"));
    }
    if told.is_empty() { String::new() } else { format!(" ({})", listed(&told)) }
}

/// What is to be kept in mind about what somebody said, as a clause.
pub(super) fn caveat(names: &Names<'_>, caveat: &ClaimCaveat) -> String {
    let world = names.world();
    match caveat {
        ClaimCaveat::InferredSpeaker { speaker, claims } => {
            let (confidence, reasons) = inference(names, *speaker, claims);
            format!(
                "that {} said so is inferred{}: the text does not name who speaks ({}){}",
                names.the(*speaker),
                confidence.map_or("", with_confidence),
                places(names, claims),
                reasons.iter().fold(String::new(), |all, reason| all + "; " + reason)
            )
        }
        ClaimCaveat::UnclearVoice { speaker, answerable, claims } => {
            let (who, whom) = (names.the(*speaker), names.the(*answerable));
            format!(
                "whether {who} or {whom} speaks is not clear, so that it falls on {whom} if it is not so ({})",
                places(names, claims)
            )
        }
        ClaimCaveat::UnresolvedIdentity { speaker, record } => {
            let values = world[*record].values.iter().map(|value| printable(&value.value));
            let values: Vec<String> = values.collect();
            let who = names.the(*speaker);
            if values.is_empty() {
                format!("who {who} is has not been found out")
            } else {
                format!(
                    "who {who} is has not been found out; perhaps {}, which no source confirms",
                    values.join(" or ")
                )
            }
        }
        ClaimCaveat::OneSource { speakers, through } => {
            format!(
                "{} reach us through {} alone: they are one source",
                names.all(speakers),
                names.the(*through)
            )
        }
        ClaimCaveat::MixedUp { claim, text, with } => {
            let texts: Vec<String> = with.iter().map(|id| names.provision(*id)).collect();
            format!(
                "{} has no such clause on record, and {} has one: {} may mix them up",
                names.the(text.entity()),
                listed(&texts),
                names.claim(*claim)
            )
        }
        ClaimCaveat::TurnsOnReading { claim, readings } => {
            let told: Vec<String> = (readings.iter())
                .map(|(reading, verdict)| {
                    format!("{} on the {} reading", read(verdict.as_str()), reading.general())
                })
                .collect();
            format!("{}: {}", names.claim(*claim), told.join(", "))
        }
        ClaimCaveat::Overtaken { claim, verdict } => {
            format!("{}: with what is known later, {}", names.claim(*claim), read(verdict.as_str()))
        }
        ClaimCaveat::Undated { claim } => {
            format!("{}: it is not known whether it was said by then", names.claim(*claim))
        }
    }
}

/// How sure it is that a speaker is the one in some claims, at the least, and by what that was inferred, each reason once.
pub(super) fn inference(
    names: &Names<'_>,
    speaker: EntityId,
    claims: &[Id<Claim>],
) -> (Option<Confidence>, Vec<String>) {
    let world = names.world();
    let is_meant = |voice: &&Voice| (voice.speaker, voice.manner) == (speaker, Manner::Inferred);
    let voices = claims.iter().flat_map(|claim| &world[*claim].voices).filter(is_meant);
    let mut reasons: Vec<String> = Vec::new();
    for reason in voices.clone().filter_map(|voice| voice.because.as_deref()).map(printable) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    // Of one of which nothing is said the whole says nothing.
    let least = voices.map(|voice| voice.confidence).min().flatten();
    (least, reasons)
}

/// How sure an inference is, behind it.
pub(super) const fn with_confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => " with low confidence",
        Confidence::Medium => " with some confidence",
        Confidence::High => " with high confidence",
    }
}

/// In which sentences claims stand; without these, how many there are.
pub(super) fn places(names: &Names<'_>, claims: &[Id<Claim>]) -> String {
    if names.are_keys() {
        return claims
            .iter()
            .map(|claim| &*names.world()[*claim].key)
            .collect::<Vec<_>>()
            .join(", ");
    }
    let sentence = |claim: &Id<Claim>| names.world()[*claim].sentence.as_deref();
    let mut places: Vec<&str> = claims.iter().filter_map(sentence).collect();
    places.sort_unstable();
    places.dedup();
    let places: Vec<String> =
        places.iter().map(|place| printable(place).trim_start_matches('0').to_owned()).collect();
    match (places.len(), claims.len()) {
        (0, 1) => "one claim".to_owned(),
        (0, n) => format!("{n} claims"),
        (1, _) => format!("sentence {}", listed(&places)),
        _ => format!("sentences {}", listed(&places)),
    }
}
