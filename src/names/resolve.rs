//! Whom a name or a code means.

use super::codes::Coded;
use super::foreign::foreign;
use super::forms::{forms, halves};
use super::index::{Entry, NameIndex, Which, sort_of, validity};
use super::{Candidate, Meaning, MeantBy, Resolution, Suggestion, fold};
use crate::model::{AnyEntity, Kind, NameKind, Profile, Scheme, Tables};
use crate::time::{Date, Interval};
use crate::{EntityId, Truth};

/// How many suggestions are made.
const SUGGESTED: usize = 5;

/// A key of so few letters is a word of some language: it is taken for a key only as it is written, or in capitals.
const WORD: usize = 3;

/// What in the record says that somebody is meant; a better sort comes first.
#[derive(Clone, Debug)]
enum Ground {
    /// One of its names, or its key.
    Name(Which),
    /// One of its codes.
    Code(Coded),
    /// What it is called in these languages.
    Foreign(&'static str),
}

/// Somebody who carries the name, by the best that speaks for it.
#[derive(Clone, Debug)]
struct Match {
    entity: EntityId,
    ground: Ground,
    /// Whether this name of a living entity is right on the day.
    in_time: Truth,
    /// Whether the name is right on the day, whoever lives.
    name_in_time: Truth,
    /// Whether its bearer is there on the day.
    lives: Truth,
    /// Whether it is carried to this day.
    still: bool,
    /// Whether it was found as it is written, and not in another form.
    literal: bool,
}

impl NameIndex {
    /// Whom a name means, on a date or (`None`) at any time.
    ///
    /// A key written exactly means its entity, whatever else has that name. With a date, those who did
    /// not carry the name then, or did not exist, are left out as long as somebody else remains; without one, those who
    /// carry it no longer, as long as somebody does. Only what nobody carries as it is written is tried in other forms.
    ///
    /// Cost: O(log n) for a name that is known, O(n) for suggestions.
    pub(crate) fn resolve(&self, tables: &Tables, name: &str, when: Option<Date>) -> Resolution {
        let name = name.trim();
        let by_key =
            |entry: &&Entry| entry.which == Which::Key && tables.key_of(entry.entity) == name;
        if let Some(entry) = self.matching(&fold(name)).iter().find(by_key) {
            return Resolution::Exact(entry.entity);
        }
        let found = self.found(tables, name, when);
        decided(tables, found, when).unwrap_or_else(|| Resolution::Unknown {
            suggestions: self.suggestions(tables, name, SUGGESTED),
        })
    }

    /// Whom a code means, on a date or (`None`) at any time.
    ///
    /// Cost: O(log n) in the number of codes.
    pub(crate) fn resolve_code(
        &self,
        tables: &Tables,
        scheme: Scheme,
        code: &str,
        when: Option<Date>,
    ) -> Resolution {
        let carriers = self.codes.carriers(tables, scheme, code, when);
        let found = carriers.iter().filter(|coded| coded.truth.is_possible()).cloned();
        let found = one_each(found.map(|coded| Match::of_code(tables, coded)).collect());
        decided(tables, found, when).unwrap_or_else(|| {
            // Nobody has it on the day: who has it on another.
            let mut suggestions: Vec<Suggestion> = Vec::new();
            for coded in carriers {
                let known = suggestions.iter().any(|known| known.entity == coded.entity);
                if let Some(profile) = tables.entity(coded.entity).map(AnyEntity::profile)
                    && !known
                {
                    let name = profile.name.clone();
                    suggestions.push(Suggestion { entity: coded.entity, name, distance: 0 });
                }
            }
            Resolution::Unknown { suggestions }
        })
    }

    /// All who carry a text as a name or a code at some time, as it is written or in another form.
    fn found(&self, tables: &Tables, text: &str, when: Option<Date>) -> Vec<Match> {
        let folded = fold(text);
        let coded = self.coded(tables, text, when);
        // What is somebody's code is nobody's key in capitals.
        let key = coded.is_empty().then_some(text);
        let mut found = self.named(tables, &folded, key, when);
        // In capitals an acronym is meant (or a key that is one), and not the place that has its letters.
        if is_in_capitals(text)
            && found.iter().any(|one| one.in_time.is_possible() && one.is_acronym(tables))
        {
            found.retain(|one| !one.is_place(tables));
        }
        found.extend(coded);
        if !found.iter().any(|one| one.in_time.is_possible()) {
            found.extend(self.foreign(tables, &folded, when));
        }
        let mut found = one_each(found);
        if found.is_empty() {
            for form in forms(text) {
                found.extend(self.named(tables, &form, None, when));
                found.extend(self.foreign(tables, &form, when));
            }
            found = one_each(found);
            for one in &mut found {
                one.literal = false;
            }
        }
        match halves(text) {
            // "Myanmar (Burma)", "Samoa/Western Samoa": whom both halves mean.
            Some((head, tail)) if found.is_empty() => {
                let mut heads = self.found(tables, head, when);
                let tails = self.found(tables, tail, when);
                heads.retain(|one| {
                    !one.is_metonym(tables) && tails.iter().any(|tail| tail.entity == one.entity)
                });
                for one in &mut heads {
                    one.literal = false;
                }
                heads
            }
            _ => found,
        }
    }

    /// All who carry a folded name at some time, by the best of their names; keys only where `written` may be one.
    fn named(
        &self,
        tables: &Tables,
        folded: &str,
        written: Option<&str>,
        when: Option<Date>,
    ) -> Vec<Match> {
        let fits = |entry: &&Entry| match (entry.which, written) {
            (Which::Key, None) => false,
            (Which::Key, Some(text)) => {
                let key = tables.key_of(entry.entity);
                key.len() > WORD || text == key || is_in_capitals(text)
            }
            (Which::Canonical | Which::Other(_), _) => true,
        };
        let mut matches = Vec::new();
        for run in self.matching(folded).chunk_by(|a, b| a.entity == b.entity) {
            let Some(profile) = tables.entity(run[0].entity).map(AnyEntity::profile) else {
                continue;
            };
            let mut still = false;
            let found: Vec<Match> = run
                .iter()
                .filter(fits)
                .map(|entry| {
                    let one = Match::of_name(profile, entry, when);
                    still |= one.still;
                    one
                })
                .collect();
            // A name that is right on the day before one that is not, then the better name.
            let best = found.into_iter().min_by_key(|found| {
                let Ground::Name(which) = found.ground else { return (true, None, Which::Key) };
                (found.name_in_time.is_no(), sort_of(profile, which), which)
            });
            matches.extend(best.map(|best| Match { still, ..best }));
        }
        matches
    }

    /// All of whom a text is a code that is known without its scheme: in capitals, as ISO 3166 has them, or of Wikidata.
    fn coded(&self, tables: &Tables, text: &str, when: Option<Date>) -> Vec<Match> {
        let letters = text.bytes().all(|byte| byte.is_ascii_uppercase());
        let scheme = match text.len() {
            2 if letters => Scheme::Iso2,
            3 if letters => Scheme::Iso3,
            _ => match text.strip_prefix('Q') {
                Some(rest)
                    if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) =>
                {
                    Scheme::Wikidata
                }
                _ => return Vec::new(),
            },
        };
        let carriers = self.codes.carriers(tables, scheme, text, when).into_iter();
        let right = carriers.filter(|coded| coded.truth.is_possible());
        right.map(|coded| Match::of_code(tables, coded)).collect()
    }

    /// Whoever is called so in another language: the holder of the code today, or who had its name on the day.
    fn foreign(&self, tables: &Tables, folded: &str, when: Option<Date>) -> Vec<Match> {
        let mut matches = Vec::new();
        for one in foreign(folded) {
            let carriers = self.codes.carriers(tables, Scheme::Iso2, one.code, None).into_iter();
            for holder in carriers.filter(|coded| coded.valid.to.is_none()) {
                let Some(profile) = tables.entity(holder.entity).map(AnyEntity::profile) else {
                    continue;
                };
                let in_time = exists(profile, when);
                let still = profile.existence.ends().is_none();
                let ground = Ground::Foreign(one.languages);
                let name_in_time = Truth::Yes;
                matches.push(Match {
                    entity: holder.entity,
                    ground: ground.clone(),
                    in_time,
                    name_in_time,
                    lives: in_time,
                    still,
                    literal: true,
                });
                if in_time.is_no() {
                    // Before it was there, somebody else may have had the name.
                    let namesakes = self.named(tables, &fold(&profile.name), None, when);
                    let then = namesakes.into_iter().filter(|one| one.in_time.is_possible());
                    matches.extend(then.map(|one| Match { ground: ground.clone(), ..one }));
                }
            }
        }
        matches
    }
}

impl Match {
    fn of_name(profile: &Profile, entry: &Entry, when: Option<Date>) -> Self {
        let valid = validity(profile, entry.which);
        let holds = |span: &Interval| when.map_or(Truth::Yes, |when| span.contains(when));
        let name_in_time = Truth::any(valid.iter().map(holds));
        let lives = exists(profile, when);
        let in_time = name_in_time & lives;
        let open = valid.iter().any(|valid| valid.to.is_none());
        let still = open && profile.existence.ends().is_none();
        let ground = Ground::Name(entry.which);
        Self { entity: entry.entity, ground, in_time, name_in_time, lives, still, literal: true }
    }

    fn of_code(tables: &Tables, coded: Coded) -> Self {
        let profile = tables.entity(coded.entity).map(AnyEntity::profile);
        let open = profile.is_some_and(|profile| profile.existence.ends().is_none());
        let still = coded.valid.to.is_none() && open;
        let (entity, truth) = (coded.entity, coded.truth);
        let ground = Ground::Code(coded);
        Self {
            entity,
            ground,
            in_time: truth,
            name_in_time: truth,
            lives: truth,
            still,
            literal: true,
        }
    }

    /// The sort of name, where it is one of its names.
    fn sort(&self, tables: &Tables) -> Option<NameKind> {
        let Ground::Name(which) = self.ground else { return None };
        sort_of(tables.entity(self.entity)?.profile(), which)
    }

    fn is_acronym(&self, tables: &Tables) -> bool {
        matches!(self.ground, Ground::Name(Which::Key))
            || self.sort(tables) == Some(NameKind::Acronym)
    }

    fn is_metonym(&self, tables: &Tables) -> bool {
        self.sort(tables) == Some(NameKind::Metonym)
    }

    fn is_place(&self, tables: &Tables) -> bool {
        tables.entity(self.entity).is_some_and(|any| any.kind() == Kind::Place)
    }

    /// The place among all that speaks for one entity: a name that is right first, then a code, then other names.
    fn rank(&self) -> (bool, u8) {
        let rank = match &self.ground {
            Ground::Name(Which::Canonical) => 0,
            Ground::Code(_) => 1,
            Ground::Name(Which::Other(_)) => 2,
            Ground::Name(Which::Key) => 3,
            Ground::Foreign(_) => 4,
        };
        (self.name_in_time.is_no(), rank)
    }
}

/// Whether it is there on the day.
fn exists(profile: &Profile, when: Option<Date>) -> Truth {
    when.map_or(Truth::Yes, |when| profile.existence.contains(when))
}

/// Whether a text has letters, and all of them are capitals.
fn is_in_capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

/// One match for each entity: the best that speaks for it.
fn one_each(mut found: Vec<Match>) -> Vec<Match> {
    found.sort_by_key(|one| (one.entity, one.rank()));
    let mut each: Vec<Match> = Vec::with_capacity(found.len());
    for one in found {
        match each.last_mut() {
            Some(last) if last.entity == one.entity => last.still |= one.still,
            _ => each.push(one),
        }
    }
    each
}

/// What the matches come to, if there are any.
fn decided(tables: &Tables, mut found: Vec<Match>, when: Option<Date>) -> Option<Resolution> {
    // Who had the name then; or who was there then; or anybody.
    if found.iter().any(|one| one.in_time.is_possible()) {
        found.retain(|one| one.in_time.is_possible());
    } else if found.iter().any(|one| one.lives.is_possible()) {
        found.retain(|one| one.lives.is_possible());
    }
    if when.is_none() && found.iter().any(|one| one.still) {
        found.retain(|one| one.still);
    }
    found.sort_by(|a, b| tables.key_of(a.entity).cmp(tables.key_of(b.entity)));
    match &*found {
        [] => None,
        [one] => Some(match &one.ground {
            Ground::Name(Which::Canonical | Which::Key)
                if one.literal && one.in_time.is_possible() =>
            {
                Resolution::Exact(one.entity)
            }
            Ground::Name(_) | Ground::Foreign(_) => Resolution::Alias(one.entity, one.why(tables)),
            Ground::Code(coded) => Resolution::Code(one.entity, coded.scheme),
        }),
        several => {
            let candidate = |one: &Match| Candidate { entity: one.entity, reason: one.why(tables) };
            Some(Resolution::Ambiguous(several.iter().map(candidate).collect()))
        }
    }
}

impl Match {
    /// What says that it is meant.
    fn why(&self, tables: &Tables) -> MeantBy {
        let profile = tables.entity(self.entity).map(AnyEntity::profile);
        let is_gone = self.name_in_time.is_possible() && self.in_time.is_no();
        let by = match (&self.ground, profile) {
            (Ground::Name(which), Some(profile)) => MeantBy::name(profile, *which),
            (Ground::Code(coded), _) => MeantBy::code(coded),
            (Ground::Foreign(languages), _) => MeantBy::foreign(languages),
            // Whatever matched is in the tables.
            (Ground::Name(_), None) => MeantBy::new(Meaning::Name(None), Interval::ALWAYS),
        };
        MeantBy { is_in_another_form: !self.literal, is_gone, truth: self.name_in_time, ..by }
    }
}
