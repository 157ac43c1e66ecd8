//! A sweep as a page: how many accessions meet what, body by body, and what stands in the way, alike kinds told once.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::states::in_few_words;
use super::{Item, Length, Passage, Report, Section, Tone, Topic, witnesses};
use crate::answer::{Accession, Outlook, Sweep, Tally};
use crate::time::{Date, Day};
use crate::words::Names;
use crate::words::names::listed;
use crate::world::{Reading, View};
use crate::{BodyId, EntityId, Id, Organization, Provision, State, Treaty, Truth};

/// How many states a line of a brief page names at most; beyond that it is a number.
const MANY: usize = 12;

/// How many kinds of one section a brief page tells.
const KINDS: usize = 3;

/// What stands on the page of a sweep: one line of it, as data.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum SweepPassage {
    /// How many accessions need something first.
    Head {
        /// How many meet what.
        tally: Tally,
    },
    /// What was asked, and what stands beside the accessions.
    Scope {
        /// How many states.
        states: usize,
        /// How many bodies.
        organizations: usize,
        /// How many cells are what.
        tally: Tally,
        /// Of those in whose way nothing stands, how many lack what the clause on accession asks for.
        ineligible: usize,
        /// On which day it is asked.
        as_of: Date,
        /// The day by which things had to be known.
        known_by: Option<Day>,
    },
    /// What accessions to one body would meet.
    Body {
        /// How many meet what.
        tally: Tally,
    },
    /// So many bodies in the way of which nothing stands for anybody.
    Unhindered {
        /// Which.
        bodies: Vec<Id<Organization>>,
    },
    /// What some states meet that would join some bodies.
    Meets {
        /// How many states, where they are not named.
        of: Option<usize>,
        /// Which bodies.
        joins: Vec<Id<Organization>>,
        /// What they meet; of consents, those of all whom any of them needs.
        outlook: Outlook,
        /// Whether those who are asked are just those who join, so that each needs the others.
        each_other: bool,
    },
    /// The alliances that stand opposed to what some states would join.
    Opposed {
        /// Which bodies.
        joins: Vec<Id<Organization>>,
        /// What stands opposed to them.
        against: Vec<BodyId>,
    },
    /// So many more kinds.
    MoreKinds {
        /// How many.
        kinds: usize,
        /// How many accessions these are.
        accessions: usize,
    },
    /// What another reading of a provision would make of it.
    Otherwise {
        /// The provision that can be read in several ways.
        provision: Id<Provision>,
        /// The other reading.
        reading: Box<str>,
        /// How many accessions turn, and to what.
        then: Tally,
    },
    /// What "free" means here.
    Meaning,
}

impl From<SweepPassage> for Passage {
    fn from(passage: SweepPassage) -> Self {
        Self::Sweep(Box::new(passage))
    }
}

impl Sweep {
    /// The sweep as a page, for people: how many accessions meet what, body by body; what stands in the way, alike kinds told once;
    /// what another reading would make of it; and the sources.
    ///
    /// The view is the one of which the sweep was asked.
    ///
    /// Cost: that of the sweep, and of every accession again on which a provision with several readings bears.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{World, date};
    ///
    /// let world = World::bundled();
    /// let today = world.as_of(date(2024, 10, 20));
    /// let page = today.accessions().report(today).to_string();
    /// assert!(page.contains("Austria"));
    /// # }
    /// ```
    #[track_caller]
    pub fn report<'w>(&self, view: View<'w>) -> Report<'w> {
        self.report_as(Length::Brief, Names::of(view))
    }

    /// The same, as much of it as is wanted, and with things called as is wanted.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date, words::{Length, Names}};
    /// # let world = World::bundled();
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let page = today.accessions().report_as(Length::Full, Names::keys(today)).to_string();
    /// assert!(page.contains("csto"));
    /// # }
    /// ```
    #[track_caller]
    pub fn report_as<'w>(&self, length: Length, names: Names<'w>) -> Report<'w> {
        let section = |topic, items: Vec<Item>| Section { topic, items };
        let kinds = kinds(self, &names);
        let met = |topic: Topic, tone, is_meant: fn(&Outlook) -> bool| {
            section(topic, met(&kinds, length, tone, is_meant))
        };
        let sections = vec![
            section(Topic::Bodies, bodies(self, &names)),
            met(Topic::Exits, Tone::Grave, |one| matches!(one, Outlook::MustExit { .. })),
            met(Topic::OwnLaw, Tone::Grave, |one| matches!(one, Outlook::MustChangeLaw { .. })),
            met(Topic::Consent, Tone::Watchful, |one| matches!(one, Outlook::NeedsConsent { .. })),
            met(Topic::Open, Tone::Watchful, |one| matches!(one, Outlook::Undetermined { .. })),
            section(Topic::Turns, turns(self, &names)),
            section(Topic::Opposed, opposed(self, &names)),
            section(Topic::Sources, sources(&kinds, &names, length)),
        ];
        let sections = sections.into_iter().filter(|one| !one.items.is_empty()).collect();
        let foot = vec![SweepPassage::Meaning.into(), Passage::Meaning];
        Report { names, head: head(self, &names), sections, foot }
    }
}

fn head(sweep: &Sweep, names: &Names<'_>) -> Vec<Passage> {
    let tally: Tally = sweep.cells.iter().collect();
    let is_ineligible =
        |cell: &&Accession| cell.outlook == Outlook::Free && cell.eligible == Some(Truth::No);
    let view = names.view();
    vec![
        SweepPassage::Head { tally }.into(),
        SweepPassage::Scope {
            states: sweep.states.len(),
            organizations: sweep.organizations.len(),
            tally,
            ineligible: sweep.cells.iter().filter(is_ineligible).count(),
            as_of: view.as_of(),
            known_by: view.knowledge(),
        }
        .into(),
    ]
}

/// What accessions to each body meet, by name, those that meet as much in one line; and so those in the way of which nothing stands.
fn bodies(sweep: &Sweep, names: &Names<'_>) -> Vec<Item> {
    let mut organizations = sweep.organizations.clone();
    organizations.sort_by_key(|body| names.name(*body));
    let (mut groups, mut free): (Vec<(Tally, Vec<EntityId>)>, _) = (Vec::new(), Vec::new());
    // Who is in already is no accession, and whoever is not counted is free.
    let beside = |tally: Tally| Tally { member: 0, maybe_member: 0, free: 0, ..tally };
    for body in organizations {
        let tally: Tally = sweep.column(body).collect();
        if tally.accessions() == tally.free {
            free.push(body);
            continue;
        }
        match groups.iter_mut().find(|(known, _)| beside(*known) == beside(tally)) {
            Some((_, bodies)) => bodies.push(body.into()),
            None => groups.push((beside(tally), vec![body.into()])),
        }
    }
    let item = |(tally, about)| Item { about, ..Item::new(SweepPassage::Body { tally }.into()) };
    let mut items: Vec<Item> = groups.into_iter().map(item).collect();
    if !free.is_empty() {
        items.push(Item::new(SweepPassage::Unhindered { bodies: free }.into()));
    }
    items
}

/// Who meets the same on the way to what.
struct Kind {
    states: Vec<Id<State>>,
    joins: Vec<Id<Organization>>,
    outlook: Outlook,
}

impl Kind {
    fn accessions(&self) -> usize {
        self.states.len() * self.joins.len()
    }

    /// Whether those who are asked are just those who ask, of whom each is asked by the others.
    fn asks_itself(&self) -> bool {
        let asks =
            |entity: &EntityId| self.states.iter().any(|state| *entity == EntityId::from(*state));
        match &self.outlook {
            Outlook::NeedsConsent { of, .. } => {
                of.len() == self.states.len() && of.iter().all(asks)
            }
            Outlook::Member
            | Outlook::MaybeMember
            | Outlook::Free
            | Outlook::MustExit { .. }
            | Outlook::MustChangeLaw { .. }
            | Outlook::Undetermined { .. } => false,
        }
    }
}

/// All that stands in the way of something, alike accessions once: those of the same states to several bodies, and those of several
/// states; the most first, then by name.
fn kinds(sweep: &Sweep, names: &Names<'_>) -> Vec<Kind> {
    let mut of_one: Vec<Kind> = Vec::new();
    for cell in &sweep.cells {
        if matches!(cell.outlook, Outlook::Member | Outlook::MaybeMember | Outlook::Free) {
            continue;
        }
        let same = |kind: &&mut Kind| {
            kind.joins.first() == Some(&cell.organization) && is_alike(kind, cell)
        };
        match of_one.iter_mut().find(same) {
            Some(kind) => kind.take(cell),
            None => of_one.push(Kind {
                states: vec![cell.state],
                joins: vec![cell.organization],
                outlook: cell.outlook.clone(),
            }),
        }
    }
    let mut kinds: Vec<Kind> = Vec::new();
    for mut one in of_one {
        let same = |kind: &&mut Kind| kind.outlook == one.outlook && kind.states == one.states;
        match kinds.iter_mut().find(same) {
            Some(kind) => kind.joins.append(&mut one.joins),
            None => kinds.push(one),
        }
    }
    for kind in &mut kinds {
        if let Outlook::NeedsConsent { of, .. } = &mut kind.outlook {
            of.sort_by_key(|entity| names.name(*entity));
        }
        kind.states.sort_by_key(|state| names.name(*state));
        kind.joins.sort_by_key(|body| names.in_short().name(*body));
    }
    let first = |kind: &Kind| kind.states.first().map(|state| names.name(*state));
    kinds.sort_by(|a, b| {
        Reverse(a.accessions()).cmp(&Reverse(b.accessions())).then_with(|| first(a).cmp(&first(b)))
    });
    kinds
}

/// Whether an accession meets what others do. Of several who may ask each other, each asks the rest.
fn is_alike(kind: &Kind, cell: &Accession) -> bool {
    match (&kind.outlook, &cell.outlook) {
        (Outlook::NeedsConsent { of, because }, Outlook::NeedsConsent { of: own, because: by }) => {
            let all = |of: &[EntityId], states: &[Id<State>]| {
                let states = states.iter().map(|state| EntityId::from(*state));
                of.iter().copied().chain(states).collect::<BTreeSet<EntityId>>()
            };
            because == by && (of == own || all(of, &kind.states) == all(own, &[cell.state]))
        }
        (met, other) => met == other,
    }
}

impl Kind {
    /// Takes up an accession that meets the same.
    fn take(&mut self, cell: &Accession) {
        self.states.push(cell.state);
        if let (Outlook::NeedsConsent { of, .. }, Outlook::NeedsConsent { of: own, .. }) =
            (&mut self.outlook, &cell.outlook)
        {
            of.extend(own);
            of.sort_unstable();
            of.dedup();
        }
    }
}

/// The entries of one section.
fn met(kinds: &[Kind], length: Length, tone: Tone, is_meant: fn(&Outlook) -> bool) -> Vec<Item> {
    let meant: Vec<&Kind> = kinds.iter().filter(|kind| is_meant(&kind.outlook)).collect();
    let all: usize = meant.iter().map(|kind| kind.accessions()).sum();
    let (told, hidden) = length.of(meant, KINDS);
    let rest = all - told.iter().map(|kind| kind.accessions()).sum::<usize>();
    let item = |kind: &Kind| {
        let is_named = length == Length::Full || kind.states.len() <= MANY;
        let passage = SweepPassage::Meets {
            of: (!is_named).then_some(kind.states.len()),
            joins: kind.joins.clone(),
            outlook: kind.outlook.clone(),
            each_other: kind.asks_itself(),
        };
        let mut item = Item::new(passage.into());
        item.tone = tone;
        if is_named {
            item.about = kind.states.iter().map(|state| EntityId::from(*state)).collect();
        }
        item
    };
    let mut items: Vec<Item> = told.into_iter().map(item).collect();
    if hidden > 0 {
        let more = SweepPassage::MoreKinds { kinds: hidden, accessions: rest };
        items.push(Item::new(more.into()));
    }
    items
}

/// Every provision on which an outlook rests.
fn rests_on(outlook: &Outlook) -> impl Iterator<Item = Id<Provision>> {
    let (one, other): (&[Id<Provision>], &[Id<Provision>]) = match outlook {
        Outlook::MustExit { because, laws, .. } => (because, laws),
        Outlook::MustChangeLaw { laws } => (laws, &[]),
        Outlook::NeedsConsent { because, .. } | Outlook::Undetermined { because, .. } => {
            (because, &[])
        }
        Outlook::Member | Outlook::MaybeMember | Outlook::Free => (&[], &[]),
    };
    one.iter().chain(other).copied()
}

/// What other readings would make of it: each of a provision that bears on some accession.
fn turns(sweep: &Sweep, names: &Names<'_>) -> Vec<Item> {
    let (view, world) = (names.view(), names.world());
    let bears = |cell: &Accession, id: Id<Provision>| {
        cell.watch.contains(&id) || rests_on(&cell.outlook).any(|one| one == id)
    };
    let mut ambiguous: Vec<Id<Provision>> = (sweep.cells.iter())
        .flat_map(|cell| rests_on(&cell.outlook).chain(cell.watch.iter().copied()))
        .filter(|id| !world[*id].readings().is_empty())
        .collect();
    ambiguous.sort_by_key(|id| &world[*id].key);
    ambiguous.dedup();
    let mut items = Vec::new();
    for id in ambiguous {
        let provision = &world[id];
        let current = view.reading().of(provision);
        for name in provision.readings().into_iter().filter(|name| Some(*name) != current) {
            let other: Reading = view.reading().clone().provision(provision.key.clone(), name);
            let other: View<'_> = view.under_kept(&other);
            let touched = sweep.cells.iter().filter(|cell| bears(cell, id));
            let turned: Vec<Accession> = touched
                .map(|cell| (cell, other.accession(cell.state, cell.organization)))
                .filter(|(cell, then)| cell.outlook.as_str() != then.outlook.as_str())
                .map(|(_, then)| then)
                .collect();
            if !turned.is_empty() {
                let then = turned.iter().collect();
                let passage = SweepPassage::Otherwise { provision: id, reading: name.into(), then };
                items.push(Item { tone: Tone::Watchful, ..Item::new(passage.into()) });
            }
        }
    }
    items
}

/// Who is in an alliance that stands opposed to what it would join: no rule forces anything of that.
fn opposed(sweep: &Sweep, names: &Names<'_>) -> Vec<Item> {
    let mut groups: Vec<(&[BodyId], Id<Organization>, Vec<EntityId>)> = Vec::new();
    for cell in sweep.cells.iter().filter(|cell| !cell.against.is_empty()) {
        let key = (&*cell.against, cell.organization);
        match groups.iter_mut().find(|(against, body, _)| (*against, *body) == key) {
            Some((.., states)) => states.push(cell.state.into()),
            None => groups.push((key.0, key.1, vec![cell.state.into()])),
        }
    }
    groups.sort_by_key(|(.., states)| Reverse(states.len()));
    let item = |(against, body, mut states): (&[BodyId], Id<Organization>, Vec<EntityId>)| {
        states.sort_by_key(|state| names.name(*state));
        let passage = SweepPassage::Opposed { joins: vec![body], against: against.to_vec() };
        Item { about: states, tone: Tone::Watchful, ..Item::new(passage.into()) }
    };
    groups.into_iter().map(item).collect()
}

/// On whose word what stands in the way rests, the most accessions first.
fn sources(kinds: &[Kind], names: &Names<'_>, length: Length) -> Vec<Item> {
    let mut provisions: Vec<Id<Provision>> = Vec::new();
    for id in kinds.iter().flat_map(|kind| rests_on(&kind.outlook)) {
        if !provisions.contains(&id) {
            provisions.push(id);
        }
    }
    witnesses::of_provisions(names.world(), provisions, length)
}

/// What stands on the page of a sweep, in the clauses of a language.
pub(super) fn passage(names: &Names<'_>, passage: &SweepPassage) -> String {
    let names = &names.in_short();
    match passage {
        SweepPassage::Head { tally } => {
            let first = [
                (tally.must_exit, "an exit"),
                (tally.must_change_law, "a change of the state’s own law"),
                (tally.needs_consent, "the consent of somebody"),
            ];
            let of = tally.accessions();
            let first = first.iter().filter(|(n, _)| *n > 0).enumerate();
            let needs: Vec<String> = first
                .map(|(at, (n, what))| match at {
                    0 => format!("{} first {what}", need(*n)),
                    _ => format!("{n} {what}"),
                })
                .collect();
            let open = match tally.undetermined {
                0 => String::new(),
                n => format!("; of {n} it cannot be told from the record"),
            };
            match &*needs {
                [] => format!("Of {of} accessions none needs anything first{open}"),
                needs => format!("Of {of} accessions {}{open}", listed(needs)),
            }
        }
        SweepPassage::Scope { states, organizations, tally, ineligible, as_of, known_by } => {
            let known = known_by.map_or_else(String::new, |day| format!(", as known by {day}"));
            let maybe = match tally.maybe_member {
                0 => String::new(),
                n => format!(", of {n} that is not certain"),
            };
            let lacking = match ineligible {
                0 => String::new(),
                n => format!(", but {n} lack what accession asks for"),
            };
            format!(
                "Every state with every body, as of {as_of}{known}: {states} states, {organizations} bodies. {} are in \
                 already{maybe}; in the way of {} nothing on record stands{lacking}.",
                tally.member, tally.free
            )
        }
        SweepPassage::Body { tally } => {
            counts(tally).join(", ")
        }
        SweepPassage::Unhindered { bodies } => {
            format!("nothing on record stands in the way of any other, nor in anybody’s to {}", names.all(bodies))
        }
        SweepPassage::Meets { of, joins, outlook, each_other } => {
            let who = of.map_or_else(String::new, |n| format!("{n} states, "));
            let told = match outlook {
                Outlook::NeedsConsent { because, .. } if *each_other => {
                    format!("each needs all the others first, by {}", provisions(names, because))
                }
                outlook => outlook_of(names, outlook),
            };
            format!("{who}to join {}: {told}", names.all(joins))
        }
        SweepPassage::Opposed { joins, against } => {
            let against: Vec<EntityId> = against.iter().map(|body| body.entity()).collect();
            format!("to join {}: in {}", names.all(joins), names.all(&against))
        }
        SweepPassage::MoreKinds { kinds, accessions } => {
            let kinds = match kinds {
                1 => "one more kind".to_owned(),
                n => format!("{n} more kinds"),
            };
            let accessions = match accessions {
                1 => "one accession".to_owned(),
                n => format!("{n} accessions"),
            };
            format!("and {kinds}, {accessions}, which the whole sweep has")
        }
        SweepPassage::Otherwise { provision, reading, then } => {
            let told = listed(&counts(then));
            format!("on the {reading} reading of {}, other than here: {told}", names.provision(*provision))
        }
        SweepPassage::Meaning => "What is “free” has nothing on record in its way; whether a body would take the state is another matter."
            .to_owned(),
    }
}

/// "one needs", "188 need".
fn need(n: usize) -> String {
    if n == 1 { "one needs".to_owned() } else { format!("{n} need") }
}

/// How many meet what, in words.
fn counts(tally: &Tally) -> Vec<String> {
    let told = [
        (tally.must_exit, "after an exit"),
        (tally.must_change_law, "after a change of law"),
        (tally.needs_consent, "with consent"),
        (tally.undetermined, "open"),
        (tally.free, "free"),
    ];
    let told = told.into_iter().filter(|(n, _)| *n > 0);
    told.map(|(n, what)| format!("{n} {what}")).collect()
}

/// Some provisions, each once.
fn provisions(names: &Names<'_>, ids: &[Id<Provision>]) -> String {
    let mut told: Vec<String> = ids.iter().map(|id| names.provision(*id)).collect();
    told.dedup();
    listed(&told)
}

/// What somebody meets.
fn outlook_of(names: &Names<'_>, outlook: &Outlook) -> String {
    let provisions = |ids: &[Id<Provision>]| provisions(names, ids);
    let texts = |ids: &[Id<Treaty>]| names.all(ids);
    match outlook {
        Outlook::MustExit { exits, earliest, because, laws } => {
            let bodies = in_few_words(names.world(), exits);
            let bodies: Vec<EntityId> = bodies.iter().map(|body| body.entity()).collect();
            let day = earliest.map_or_else(
                || "on no known day".to_owned(),
                |day| format!("out on {day} at the earliest"),
            );
            let law = match &**laws {
                [] => String::new(),
                laws => format!(", and change its own law: {}", provisions(laws)),
            };
            let left = names.all(&bodies);
            format!("must first leave {left} ({day}), because of {}{law}", provisions(because))
        }
        Outlook::MustChangeLaw { laws } => {
            format!("must first change its own law: {}", provisions(laws))
        }
        Outlook::NeedsConsent { of, because } => {
            format!("needs {} first, by {}", names.all(of), provisions(because))
        }
        Outlook::Undetermined { because, unread } => {
            let because = (!because.is_empty())
                .then(|| format!("it depends on what is not known about {}", provisions(because)));
            let unread =
                (!unread.is_empty()).then(|| format!("nothing is read of {}", texts(unread)));
            let told: Vec<String> = because.into_iter().chain(unread).collect();
            told.join("; ")
        }
        Outlook::Member => "in already".to_owned(),
        Outlook::MaybeMember => "perhaps in already".to_owned(),
        Outlook::Free => "free".to_owned(),
    }
}
