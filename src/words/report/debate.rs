//! A debate as a page: who holds what, who agrees with whom, what the record says of it, what is opinion, whose words they are.

use std::collections::BTreeMap;

use super::{Item, Passage, Report, Section, Tone, Topic};
use crate::answer::{
    Caveat, ClaimCaveat, ClaimComparison, ClaimFinding, ClaimGround, ClaimVerdict, ContentAccord,
    Debate, Position, StanceAccord,
};
use crate::model::{Claim, Proposition, RecordId};
use crate::time::{Date, Day};
use crate::words::names::{capital, listed};
use crate::words::said::{inference, places, put, with_confidence};
use crate::words::{Language, Names};
use crate::world::{World, provenance};
use crate::{EntityId, Id, Source};

/// What stands on the page of a debate: one line of it, as data.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum DebatePassage {
    /// What it is about, and how many hold what.
    Head {
        /// The topic; `None`: of all that a speaker says.
        topic: Option<EntityId>,
        /// The speaker; `None`: of all.
        speaker: Option<EntityId>,
        /// How many hold what of the topic.
        held: Vec<(Position, usize)>,
    },
    /// How much was said, and by how many ways it reaches us.
    Scope {
        /// How many claims.
        claims: usize,
        /// How many speakers.
        speakers: usize,
        /// How many ways.
        sources: usize,
        /// On which day it is asked.
        as_of: Date,
        /// The day by which things had to be known.
        known_by: Option<Day>,
    },
    /// What a speaker holds of a topic, in which claims.
    Holds {
        /// Of what; `None`: of the topic of the page.
        topic: Option<EntityId>,
        /// What.
        position: Position,
        /// Which claims say so.
        claims: Vec<Id<Claim>>,
    },
    /// Who speaks of other things, and not of the topic.
    Silent,
    /// Who is inferred to speak, where the text does not say, in which claims.
    Inferred(Vec<(EntityId, Vec<Id<Claim>>)>),
    /// Where it is not clear whether a speaker or the outlet speaks.
    Unclear {
        /// Which speakers, in which claims.
        speakers: Vec<(EntityId, Vec<Id<Claim>>)>,
        /// On whom it falls otherwise.
        answerable: EntityId,
    },
    /// Who is for something that others are against.
    Opposed {
        /// Those for it.
        support: Vec<EntityId>,
        /// Those against it.
        oppose: Vec<EntityId>,
        /// What.
        on: EntityId,
    },
    /// How what claims of two speakers say stands to each other: each of the one to each of the other.
    Compared {
        /// How.
        content: ContentAccord,
        /// Which claims of the one, and which of the other.
        claims: [Vec<Id<Claim>>; 2],
        /// Whether both reach us by one source.
        is_one_source: bool,
    },
    /// That the record has nobody who agrees or differs on what is so.
    NobodyMeets,
    /// What somebody says, and how it stands against the record.
    Said {
        /// Which claim.
        claim: Id<Claim>,
        /// How it stands.
        verdict: ClaimVerdict,
        /// Why.
        ground: ClaimGround,
        /// On which records that rests.
        rests_on: Vec<RecordId>,
    },
    /// On whose word that rests.
    Sources(Vec<Id<Source>>),
    /// What several claims say, in one sentence.
    Sayings {
        /// Which claims.
        claims: Vec<Id<Claim>>,
        /// How many more there are of the kind, which are counted here and told with the debate of their speaker alone.
        more: usize,
    },
    /// So many claims are kept in words alone, or are of something of which the record keeps no account.
    NotHeld {
        /// How many.
        n: usize,
    },
    /// What the verdicts mean.
    Meaning,
}

impl From<DebatePassage> for Passage {
    fn from(passage: DebatePassage) -> Self {
        Self::Debate(Box::new(passage))
    }
}

impl<'w> Debate<'w> {
    /// The debate as a page, for people: no key of a record is in it.
    ///
    /// Cost: that of the [verdicts](Self::findings) on all claims, and of the [comparisons](Self::comparisons).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{World, date};
    ///
    /// let world = World::bundled();
    /// let page = world.as_of(date(2024, 10, 20)).debate().report().to_string();
    /// assert!(page.starts_with("OTS as a military alliance: one is for it, one against it, and for one it depends"));
    /// # }
    /// ```
    pub fn report(&self) -> Report<'w> {
        self.report_by(Names::of(self.view()))
    }

    /// The same with things called as is wanted.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date, words::Names};
    /// # let world = World::bundled();
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let page = today.debate().report_by(Names::keys(today)).to_string();
    /// assert!(page.contains("karauz"));
    /// # }
    /// ```
    pub fn report_by(&self, names: Names<'w>) -> Report<'w> {
        let findings = self.findings();
        let sections = [
            (Topic::Positions, positions(self)),
            (Topic::Accord, accord(self)),
            (Topic::BorneOut, decided(self, &findings)),
            (Topic::LeftOpen, left_open(self, &findings)),
            (Topic::Opinions, opinions(self, &findings)),
            (Topic::MixedUp, noted(self, |caveat| matches!(caveat, ClaimCaveat::MixedUp { .. }))),
            (
                Topic::Readings,
                noted(self, |caveat| matches!(caveat, ClaimCaveat::TurnsOnReading { .. })),
            ),
            (
                Topic::Overtaken,
                noted(self, |caveat| matches!(caveat, ClaimCaveat::Overtaken { .. })),
            ),
            (Topic::Voices, voices(self)),
        ];
        let sections = sections.into_iter().filter(|(_, items)| !items.is_empty());
        let sections = sections.map(|(topic, items)| Section { topic, items }).collect();
        let foot = vec![DebatePassage::Meaning.into()];
        Report { names, head: head(self), sections, foot }
    }
}

/// Whose words they are: who is inferred to speak, and where it is not clear, told once for all speakers; then the rest.
fn voices(debate: &Debate<'_>) -> Vec<Item> {
    let (mut inferred, mut unclear, mut rest) = (Vec::new(), BTreeMap::new(), Vec::new());
    for caveat in debate.caveats() {
        match caveat {
            ClaimCaveat::InferredSpeaker { speaker, claims } => inferred.push((speaker, claims)),
            ClaimCaveat::UnclearVoice { speaker, answerable, claims } => {
                unclear.entry(answerable).or_insert_with(Vec::new).push((speaker, claims));
            }
            ClaimCaveat::UnresolvedIdentity { .. }
            | ClaimCaveat::OneSource { .. }
            | ClaimCaveat::Undated { .. } => rest.push(note(caveat)),
            ClaimCaveat::MixedUp { .. }
            | ClaimCaveat::TurnsOnReading { .. }
            | ClaimCaveat::Overtaken { .. } => {}
        }
    }
    let inferred = (!inferred.is_empty()).then_some(DebatePassage::Inferred(inferred));
    let unclear = unclear
        .into_iter()
        .map(|(answerable, speakers)| DebatePassage::Unclear { speakers, answerable });
    let told = inferred.into_iter().chain(unclear).map(|passage| Item::new(passage.into()));
    told.chain(rest).collect()
}

fn head(debate: &Debate<'_>) -> Vec<Passage> {
    let view = debate.view();
    let (topic, positions) = (debate.topic(), debate.positions());
    let held = |position: Position| {
        let cells = topic.map(|topic| positions.on(topic)).into_iter().flatten();
        let n = cells.filter(|cell| cell.position == Some(position)).count();
        (n > 0).then_some((position, n))
    };
    let held = Position::ALL.into_iter().filter_map(held).collect();
    let claims = debate.claims();
    let sources = view.world().claims_by_source(&claims).len();
    let (as_of, known_by) = (view.as_of(), view.knowledge());
    let speakers = positions.speakers().len();
    vec![
        DebatePassage::Head { topic, speaker: debate.speaker(), held }.into(),
        DebatePassage::Scope { claims: claims.len(), speakers, sources, as_of, known_by }.into(),
    ]
}

/// Who holds what: of the topic first, then of all else on which somebody takes a stance; and who is silent on it.
fn positions(debate: &Debate<'_>) -> Vec<Item> {
    let (topic, positions) = (debate.topic(), debate.positions());
    let mut items = Vec::new();
    let (first, others): (Vec<_>, Vec<_>) =
        positions.iter().partition(|cell| Some(cell.topic) == topic);
    for cell in first.into_iter().chain(others) {
        let Some(position) = cell.position else { continue };
        let of = (Some(cell.topic) != topic).then_some(cell.topic);
        let claims = cell.claims.clone();
        let mut item = Item::new(DebatePassage::Holds { topic: of, position, claims }.into());
        item.about = vec![cell.speaker];
        item.tone = Tone::Plain;
        items.push(item);
    }
    let silent = topic.map(|topic| positions.silent_on(topic)).unwrap_or_default();
    if !silent.is_empty() && !items.is_empty() {
        let mut item = Item::new(DebatePassage::Silent.into());
        item.about = silent;
        items.push(item);
    }
    items
}

/// Who agrees with whom and who does not: in what they want, and in what they say.
fn accord(debate: &Debate<'_>) -> Vec<Item> {
    let positions = debate.positions();
    let mut items: Vec<Item> = Vec::new();
    for topic in positions.topics() {
        let held = |position: Position| -> Vec<EntityId> {
            let cells = positions.on(topic).filter(|cell| cell.position == Some(position));
            cells.map(|cell| cell.speaker).collect()
        };
        let (support, oppose) = (held(Position::Support), held(Position::Oppose));
        if !support.is_empty() && !oppose.is_empty() {
            let mut item = Item::new(DebatePassage::Opposed { support, oppose, on: topic }.into());
            item.tone = Tone::Watchful;
            items.push(item);
        }
    }
    let mut meets = false;
    let compared = debate.comparisons();
    let of_content = [
        ContentAccord::Contradiction,
        ContentAccord::PlanAndDenial,
        ContentAccord::Tension,
        ContentAccord::Agreement,
    ];
    for content in of_content {
        let of_kind: Vec<&ClaimComparison> =
            compared.iter().filter(|two| two.content == content).collect();
        for (claims, is_one_source) in together(debate.view().world(), &of_kind) {
            let is_dissent = of_kind.iter().any(|two| {
                let [one, other] = two.claims;
                two.is_dissent() && claims[0].contains(&one) && claims[1].contains(&other)
            });
            let mut item =
                Item::new(DebatePassage::Compared { content, claims, is_one_source }.into());
            if is_dissent {
                item.tone = Tone::Watchful;
            }
            items.push(item);
            meets = true;
        }
    }
    let opposed = compared.iter().any(|two| two.stance == StanceAccord::Opposition);
    if !meets && opposed {
        items.push(Item::new(DebatePassage::NobodyMeets.into()));
    }
    items
}

/// Comparisons that are told as one: of several claims of one speaker with the same claims of another.
fn together(world: &World, compared: &[&ClaimComparison]) -> Vec<([Vec<Id<Claim>>; 2], bool)> {
    let speakers = |claims: &[Id<Claim>]| claims.first().map(|claim| &world[*claim].by);
    let mut found: Vec<([Vec<Id<Claim>>; 2], bool)> = Vec::new();
    for two in compared {
        let [one, other] = two.claims.map(|claim| vec![claim]);
        let like = found.iter_mut().find(|(claims, is_one_source)| {
            *is_one_source == two.is_one_source
                && claims[1] == other
                && speakers(&claims[0]) == speakers(&one)
        });
        match like {
            Some((claims, _)) => claims[0].extend(one),
            None => found.push(([one, other], two.is_one_source)),
        }
    }
    found
}

/// What the record decides, with the sources of the records that do.
fn decided(debate: &Debate<'_>, findings: &[ClaimFinding<'_>]) -> Vec<Item> {
    let is_decided = |one: &&ClaimFinding<'_>| {
        matches!(one.verdict, ClaimVerdict::Supported | ClaimVerdict::Refuted)
    };
    let mut decided: Vec<&ClaimFinding<'_>> = findings.iter().filter(is_decided).collect();
    // What the record contradicts is what a reader wants to know first.
    decided.sort_by_key(|one| one.verdict != ClaimVerdict::Refuted);
    let mut items: Vec<Item> = decided.into_iter().map(|one| said(debate, one)).collect();
    // A source that several in a row rest on is told with the last of them.
    for at in 1..items.len() {
        if let Some([one, next]) = items.get_mut(at - 1..=at)
            && source(one).is_some()
            && source(one) == source(next)
        {
            one.details.clear();
        }
    }
    items
}

/// The source that is told below an entry.
fn source(item: &Item) -> Option<&[Id<Source>]> {
    item.details.iter().find_map(|detail| {
        let Passage::Debate(passage) = detail else { return None };
        let DebatePassage::Sources(sources) = &**passage else { return None };
        Some(&**sources)
    })
}

/// What the record could decide and does not.
fn left_open(debate: &Debate<'_>, findings: &[ClaimFinding<'_>]) -> Vec<Item> {
    let is_kept = |one: &&ClaimFinding<'_>| {
        matches!(one.ground, ClaimGround::Untyped | ClaimGround::Unrecorded)
    };
    let is_open = |one: &&ClaimFinding<'_>| one.verdict == ClaimVerdict::Undetermined;
    let (kept, open): (Vec<_>, Vec<_>) = findings.iter().filter(is_open).partition(is_kept);
    // What is open and no more is told once for each on whom it falls: the heading says the rest.
    let (bare, told): (Vec<_>, Vec<_>) =
        open.into_iter().partition(|one| one.ground == ClaimGround::RecordOpen);
    let mut of_each: Vec<(&[EntityId], Vec<Id<Claim>>)> = Vec::new();
    for one in bare {
        match of_each.iter_mut().find(|(who, _)| *who == one.answerable) {
            Some((_, claims)) => claims.push(one.claim),
            None => of_each.push((&one.answerable, vec![one.claim])),
        }
    }
    let sayings = of_each.into_iter().map(|(who, claims)| {
        let mut item = Item::new(DebatePassage::Sayings { claims, more: 0 }.into());
        item.about = who.to_vec();
        item
    });
    let mut items: Vec<Item> = sayings.collect();
    items.extend(told.into_iter().map(|one| said(debate, one)));
    if !kept.is_empty() {
        items.push(Item::new(DebatePassage::NotHeld { n: kept.len() }.into()));
    }
    items
}

/// What somebody says, how it stands, and on whose word.
fn said(debate: &Debate<'_>, finding: &ClaimFinding<'_>) -> Item {
    /// How many sources are named.
    const MOST: usize = 1;
    let world = debate.view().world();
    let ClaimFinding { claim, verdict, ground, .. } = *finding;
    let rests_on = finding.rests_on.clone();
    let mut sources: Vec<Id<Source>> = Vec::new();
    for record in &rests_on {
        let cited = provenance(world, *record).into_iter().flat_map(|one| one.sources.iter());
        sources.extend(cited.map(|citation| citation.source));
    }
    sources.truncate(MOST);
    let passage = DebatePassage::Said { claim, verdict, ground, rests_on };
    let mut item = Item::new(passage.into());
    item.about.clone_from(&finding.answerable);
    item.tone = if verdict == ClaimVerdict::Refuted { Tone::Grave } else { Tone::Plain };
    let is_decided = matches!(verdict, ClaimVerdict::Supported | ClaimVerdict::Refuted);
    // What rests on the words of somebody has its source in them.
    let is_of_words = finding.rests_on.iter().all(|one| matches!(one, RecordId::Claim(_)));
    if is_decided && !is_of_words && !sources.is_empty() {
        item.details.push(DebatePassage::Sources(sources).into());
    }
    item
}

/// What is opinion, by speaker; what was told with a stance is not told again, and where several speak, the first of each are told.
fn opinions(debate: &Debate<'_>, findings: &[ClaimFinding<'_>]) -> Vec<Item> {
    /// How many of each are told where there are several speakers.
    const MOST: usize = 2;
    let (world, positions) = (debate.view().world(), debate.positions());
    let told = |claim: Id<Claim>| positions.iter().any(|cell| cell.claims.contains(&claim));
    let is_opinion = |one: &&ClaimFinding<'_>| one.verdict == ClaimVerdict::Opinion;
    let mut items = Vec::new();
    for speaker in positions.speakers() {
        let own = findings.iter().filter(is_opinion).map(|one| one.claim);
        let own = own.filter(|claim| world[*claim].by.contains(speaker) && !told(*claim));
        let mut claims: Vec<Id<Claim>> = own.collect();
        if !claims.is_empty() {
            let most = if positions.speakers().len() > 1 { MOST } else { claims.len() };
            let more = claims.len().saturating_sub(most);
            claims.truncate(most);
            let mut item = Item::new(DebatePassage::Sayings { claims, more }.into());
            item.about = vec![*speaker];
            items.push(item);
        }
    }
    items
}

/// What is to be kept in mind of some sort.
fn noted(debate: &Debate<'_>, is_meant: impl Fn(&ClaimCaveat) -> bool) -> Vec<Item> {
    debate.caveats().into_iter().filter(is_meant).map(note).collect()
}

fn note(caveat: ClaimCaveat) -> Item {
    Item::new(Passage::Note(Box::new(Caveat::OfClaims(caveat))))
}

/// What stands on the page of a debate, in the clauses of a language.
pub(super) fn passage<L: Language + ?Sized>(
    language: &L,
    names: &Names<'_>,
    passage: &DebatePassage,
) -> String {
    let short = names.in_short();
    let names = &short;
    match passage {
        DebatePassage::Head { topic, speaker, held } => head_line(names, *topic, *speaker, held),
        DebatePassage::Scope { claims, speakers, sources, as_of, known_by } => {
            let known = known_by.map_or_else(String::new, |day| format!(", as known by {day}"));
            format!(
                "{} by {}, in {}; as of {as_of}{known}.",
                counted(*claims, "statement"),
                counted(*speakers, "speaker"),
                counted(*sources, "independent source")
            )
        }
        DebatePassage::Holds { topic, position, claims } => {
            let of = topic.map_or_else(|| "it".to_owned(), |topic| names.the(topic));
            let held = match position {
                Position::Support => format!("for {of}"),
                Position::Oppose => format!("against {of}"),
                Position::Neutral => format!("neither for nor against {of}"),
                Position::Conditional => format!("on {of} it depends").replace("on it it", "it"),
                Position::Divided => format!("both for and against {of}"),
            };
            format!("{held}. {}.", capital(&sayings(language, names, claims)))
        }
        DebatePassage::Silent => "silent on it".to_owned(),
        DebatePassage::Inferred(speakers) => {
            let each = speakers.iter().map(|(who, claims)| inference(names, *who, claims).0);
            let confidence = each.min().flatten().map_or("", with_confidence);
            format!(
                "That {} said so is inferred{confidence}: the text does not name who speaks.",
                listed(&spoken(names, speakers))
            )
        }
        DebatePassage::Unclear { speakers, answerable } => {
            let whom = names.the(*answerable);
            format!(
                "Whether {} or {whom} speaks is not clear, so that it falls on {whom} if it is not so.",
                spoken(names, speakers).join(", ")
            )
        }
        DebatePassage::Opposed { support, oppose, on } => {
            let (are, others) = (verb(support.len()), verb(oppose.len()));
            format!(
                "{} {are} for {}, {} {others} against it.",
                capital(&names.all(support)),
                names.the(*on),
                names.all(oppose)
            )
        }
        DebatePassage::Compared { content, claims, is_one_source } => {
            let told = |claims: &[Id<Claim>]| {
                let by = claims.first().map(|claim| names.all(&names.world()[*claim].by));
                let said: Vec<String> =
                    claims.iter().map(|claim| language.claim(names, *claim)).collect();
                format!("{} ({})", by.unwrap_or_default(), said.join("; "))
            };
            let [one, two] = claims;
            let (one, two) = (told(one), told(two));
            let ways = if *is_one_source { "; both through one source" } else { "" };
            let told = match content {
                ContentAccord::Contradiction => format!("{one} contradicts {two}"),
                ContentAccord::PlanAndDenial => {
                    format!("{one} and {two} differ about what is planned")
                }
                ContentAccord::Tension => format!("{one} can hardly be right together with {two}"),
                ContentAccord::Agreement => format!("{one} agrees with {two}"),
                ContentAccord::Compatible => format!("{one} and {two} may both be right"),
                ContentAccord::NothingInCommon => format!("{one} and {two} speak of different things"),
            };
            format!("{}{ways}.", capital(&told))
        }
        DebatePassage::NobodyMeets => {
            "They differ in what they want; on what is so none contradicts another.".to_owned()
        }
        DebatePassage::Said { claim, verdict, ground, rests_on } => {
            let stands = language.claim_stands(names, *verdict, *ground, rests_on);
            let said = stated(language, names, *claim);
            format!("{}. {}.", capital(&said), capital(&stands))
        }
        DebatePassage::Sources(sources) => {
            let sources: Vec<&str> =
                sources.iter().map(|source| &*names.world()[*source].profile.name).collect();
            format!("source: {}", sources.join("; "))
        }
        DebatePassage::Sayings { claims, more } => {
            let told = capital(&sayings(language, names, claims));
            if *more == 0 { told + "." } else { format!("{told}; and {more} more.") }
        }
        DebatePassage::NotHeld { n: 1 } => {
            "One more is on record in words alone, or of something of which the record keeps no account.".to_owned()
        }
        DebatePassage::NotHeld { n } => format!(
            "{n} more are on record in words alone, or of something of which the record keeps no account."
        ),
        DebatePassage::Meaning => "“Borne out” means: by the record of the day that it is about, as known when it was said. \
             What nobody recorded is open, and not refuted."
            .to_owned(),
    }
}

/// The headline.
fn head_line(
    names: &Names<'_>,
    topic: Option<EntityId>,
    speaker: Option<EntityId>,
    held: &[(Position, usize)],
) -> String {
    let what = match (topic, speaker) {
        (Some(topic), Some(speaker)) => {
            format!("{} on {}", names.title(speaker), names.title(topic))
        }
        (Some(one), None) | (None, Some(one)) => names.title(one).to_owned(),
        (None, None) => "What was said".to_owned(),
    };
    let mut told: Vec<String> = Vec::new();
    for (position, n) in held {
        let who = number(*n);
        // The verb stands once.
        let verb = if told.is_empty() { format!(" {}", verb(*n)) } else { String::new() };
        told.push(match position {
            Position::Support => format!("{who}{verb} for it"),
            Position::Oppose => format!("{who}{verb} against it"),
            Position::Neutral => format!("{who}{verb} neutral"),
            Position::Conditional => format!("for {who} it depends"),
            Position::Divided => format!("{who}{verb} divided"),
        });
    }
    match &*told {
        [] => what,
        [first, .., last] if told.len() > 2 => {
            let middle = told.get(1..told.len() - 1).unwrap_or_default().join(", ");
            format!("{what}: {first}, {middle}, and {last}")
        }
        all => format!("{what}: {}", listed(all)),
    }
}

/// "is" or "are", after whom.
fn verb(n: usize) -> &'static str {
    if n == 1 { "is" } else { "are ".trim_end() }
}

/// A number in a sentence.
fn number(n: usize) -> String {
    if n == 1 { "one".to_owned() } else { n.to_string() }
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("one {what}") } else { format!("{n} {what}s") }
}

/// What a claim says, and how strongly.
fn stated<L: Language + ?Sized>(language: &L, names: &Names<'_>, claim: Id<Claim>) -> String {
    language.claim(names, claim) + put(&names.world()[claim])
}

/// What claims say, one after the other.
fn sayings<L: Language + ?Sized>(language: &L, names: &Names<'_>, claims: &[Id<Claim>]) -> String {
    let mut told: Vec<String> = Vec::new();
    let (mut last, mut said): (Option<String>, Vec<_>) = (None, Vec::new());
    for claim in claims {
        // Who says one thing twice is told to say it once.
        let record = &names.world()[*claim];
        let says = record.proposition.map(|said| (said, record.factuality));
        if says.is_some() && said.contains(&says) {
            continue;
        }
        said.push(says);
        let one = stated(language, names, *claim);
        // What was named just before is not named again.
        let subject = subject(names, *claim).map(|subject| subject + " ");
        let is_same = subject.is_some() && subject == last;
        let rest = subject.as_deref().and_then(|subject| one.strip_prefix(subject));
        let again = rest.filter(|_| is_same).map(|rest| format!("it {rest}"));
        last = subject;
        let one = again.unwrap_or(one);
        // What says more stands for what says less.
        if told.iter().any(|other| other.starts_with(&one)) {
            continue;
        }
        match told.iter_mut().find(|other| one.starts_with(other.as_str())) {
            Some(other) => *other = one,
            None => told.push(one),
        }
    }
    told.join("; ")
}

/// The one thing that a claim judges, as the sentence that tells it begins.
fn subject(names: &Names<'_>, claim: Id<Claim>) -> Option<String> {
    let world = names.world();
    let said = world[claim].stated_in(world.tables()).filter(|_| world[claim].text.is_none());
    let Some(Proposition::Judgement { of, .. }) = said else { return None };
    if let [one] = &**of { Some(names.the(*one)) } else { None }
}

/// Each speaker with the places where it spoke.
fn spoken(names: &Names<'_>, speakers: &[(EntityId, Vec<Id<Claim>>)]) -> Vec<String> {
    let one = |(who, claims): &(EntityId, Vec<Id<Claim>>)| {
        format!("{} ({})", names.the(*who), places(names, claims))
    };
    speakers.iter().map(one).collect()
}
