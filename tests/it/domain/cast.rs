//! Entities: what they are called, when, and what their tags say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use comity::model::{
    AnyEntity, CoverageLevel, Existence, Kind, Name, NameKind, Profile, Purpose, Status,
};
use comity::time::Interval;
use comity::{Date, EntityId};

use super::compare::{Differences, Row, date, interval, keys, table, words};

/// Words of the tables that are fields of the world, each with the field that carries it.
const CARRIED: [(&str, &str); 9] = [
    ("until", "`to` of a name"),
    ("before", "`to` of a name"),
    ("ended", "`to` of the existence"),
    ("from", "`from` of a name"),
    ("on", "`from` of a name"),
    ("name", "a name"),
    ("misnamed", "the kind `misspelling`"),
    ("capital", "the kind `metonym`"),
    ("english", "the language `en`"),
];

/// An entity, a name of it, `from`, `to`, and where they stand.
type NameTime =
    (&'static str, &'static str, Option<&'static str>, Option<&'static str>, &'static str);

/// Times of names that do not stand in the row of the entity.
const TIMES: [NameTime; 9] = [
    ("guam", "GUUAM", Some("1999-04"), Some("2005-05"), "memberships.tsv: UZB, a member"),
    ("ots", "Organization of Turkic States", Some("2021-11-12"), None, "contradictions.md: k6"),
    ("ots", "Turkic Council", None, Some("2021-11-12"), "contradictions.md: k6"),
    ("ots", "CCTS", None, Some("2021-11-12"), "as the name that it abbreviates"),
    ("ots", "Turk Keneshi", None, Some("2021-11-12"), "as the name that it translates"),
    ("tur", "Turkey", Some("1923-10-29"), Some("2022-06-01"), "renamed at the United Nations"),
    ("tur", "Republic of Türkiye", Some("2022-06-01"), None, "renamed at the United Nations"),
    ("chn", "People's Republic of China", Some("1949-10-01"), None, "when it was proclaimed"),
    ("deu", "West Germany", Some("1949-05-23"), Some("1990-10-03"), "when it was founded"),
];

/// Bodies of which the world says otherwise than the tables how far they are covered: the grades that are complete (none
/// stands for all of them), and why.
pub(super) const COVERED: [(&str, &[Status], &str); 17] = [
    ("aes", &[Status::Member], ONLY),
    ("arableague", &[Status::Member, Status::Observer], FILLED),
    ("cis", &[Status::Member, Status::Associate, Status::FoundingState], ONLY),
    ("coe", &[Status::Member, Status::Observer], FILLED),
    ("csto", &[Status::Member, Status::Signatory, Status::Acceding], ONLY),
    ("eco", &[Status::Member], "no source lists all observers, so another one is not known"),
    ("ecowas", &[Status::Member], FILLED),
    ("eu", &[Status::Member, Status::Acceding], ONLY),
    ("gcc", &[Status::Member], FILLED),
    ("guam", &[Status::Member], ONLY),
    ("nato", &[Status::Member], ONLY),
    ("nonaligned", &[Status::Member], FILLED),
    ("osce", &[Status::Participating, Status::Partner], FILLED),
    ("sadc", &[Status::Member], FILLED),
    ("sco", &[Status::Member, Status::Observer, Status::Partner, Status::DialoguePartner], FILLED),
    ("seato", &[], FILLED),
    ("un", &[Status::Member], FILLED),
];

/// Why most rolls are covered better.
const FILLED: &str = "the roll was recorded since the tables were written";

/// Why some rolls are covered for fewer grades than the tables say.
const ONLY: &str = "nobody looked for the other grades";

/// The lists of states that the days of states rest on; the tables name no source of an entity.
const LISTS: [&str; 2] = ["cow-states", "gw-states"];

/// `entities.tsv` and `entities_more.tsv`.
pub(super) fn entities(folder: &Path, diff: &mut Differences<'_>) {
    let world = diff.world;
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for name in ["entities", "entities_more"] {
        let rows = table(folder, name, 1);
        for row in &rows {
            let key = row.key("id");
            let found = world.entity(&key).ok().map(|id| &world[id]);
            // An instrument that is named here is the same thing, and counted there.
            let found = match row.raw("kind") {
                "Instrument" => found,
                _ => diff.one(row, &key, found),
            };
            let Some(entity) = found else { continue };
            *kinds.entry(entity.kind()).or_default() += 1;
            one(row, entity, diff);
        }
        diff.all_read(&rows);
    }
    // Of these the world has more.
    for wider in [
        Kind::Treaty,
        Kind::State,
        Kind::Organization,
        Kind::Place,
        Kind::Outlet,
        Kind::Hypothetical,
        Kind::Person,
    ] {
        kinds.remove(&wider);
    }
    for (body, ..) in COVERED {
        diff.same_whole(&format!("{body} has a row"), true, diff.has(body));
    }
    for (kind, count) in kinds {
        let found = world.entities().filter(|id| world[*id].kind() == kind).count();
        diff.same_whole(kind.as_str(), count, found);
    }
}

fn one(row: &Row, entity: &AnyEntity, diff: &mut Differences<'_>) {
    let profile = entity.profile();
    let kind = match (row.raw("kind"), entity.kind()) {
        ("Instrument", Kind::Treaty) => "Instrument",
        // Finer than the tables: those who are interviewed as such.
        ("Person", Kind::Analyst) => "Person",
        ("Relation", Kind::Relationship) => "Relation",
        (_, Kind::State) => "State",
        (_, Kind::Organization) => "Organization",
        (_, Kind::Outlet) => "Outlet",
        (_, Kind::Project) => "Project",
        (_, Kind::Event) => "Event",
        (_, Kind::Hypothetical) => "Hypothetical",
        (_, Kind::Group) => "Group",
        (_, Kind::Place) => "Place",
        (_, Kind::CapabilityDomain) => "CapabilityDomain",
        (_, other) => other.as_str(),
    };
    diff.same(row, "kind", row.raw("kind"), kind);
    diff.same(row, "canonical", row.raw("canonical"), &*profile.name);
    aliases(row, profile, diff);
    let notes = Notes::read(row, profile, diff);
    notes.compare(row, entity, diff);
    codes(row, entity, diff);
    if kind == "Instrument" {
        return;
    }
    diff.same(row, "evidence", None, profile.provenance.evidence);
    let cited = profile.provenance.sources.iter();
    let cited = cited.map(|citation| diff.world.key(EntityId::from(citation.source)));
    let own = |source: &&str| entity.kind() != Kind::State || !LISTS.contains(source);
    let cited: Vec<&str> = cited.filter(own).collect();
    diff.same(row, "sources", &[] as &[&str], &*cited);
    diff.same(row, "recorded", None, profile.provenance.recorded);

    // A name of the row has no other time than the row gives it; names that the row has not are the world's own, and so is
    // when the canonical one is right.
    let written = written(row);
    let of_row = profile.names.iter().filter(|name| written.contains(&&*name.text));
    let dated = of_row.filter(|name| name.valid != Interval::ALWAYS && name.text != profile.name);
    for name in dated {
        if !is_dated(row, &profile.key, name) {
            diff.tell(row, "aliases_and_spellings", &format!("`{}`: {}", name.text, name.valid));
        }
    }
    let elsewhere = TIMES.iter().filter(|time| *time.0 == *profile.key);
    for (_, text, from, to, _) in elsewhere {
        let valid = interval(*from, *to);
        let has = |name: &Name| *name.text == **text && name.valid == valid;
        diff.same(row, "aliases_and_spellings", true, profile.names.iter().any(has));
    }
}

/// The names in the cells of a row.
fn written(row: &Row) -> Vec<&str> {
    let aliases = row.raw("aliases_and_spellings").split("; ");
    let bare = aliases.map(|alias| alias.split(" (").next().unwrap_or(alias));
    bare.flat_map(|alias| alias.split('/')).map(str::trim).chain([row.raw("canonical")]).collect()
}

/// Whether the row, or the place that [`TIMES`] names, gives the name this time.
fn is_dated(row: &Row, key: &str, name: &Name) -> bool {
    let cells = [row.raw("aliases_and_spellings"), row.raw("notes")];
    let mut pieces = cells.iter().flat_map(|cell| cell.split("; "));
    let elsewhere = TIMES.iter().any(|(of, text, from, to, _)| {
        (*of, *text) == (key, &*name.text) && interval(*from, *to) == name.valid
    });
    elsewhere || pieces.any(|piece| piece.contains(&*name.text) && time_in(piece) == name.valid)
}

/// Every alias is a name of the entity, with its time and language, or a remark in its note.
fn aliases(row: &Row, profile: &Profile, diff: &mut Differences<'_>) {
    let column = "aliases_and_spellings";
    for piece in row.cell(column).into_iter().flat_map(|cell| cell.split("; ")) {
        let (base, remark) = match piece.split_once(" (") {
            Some((base, remark)) => (base, remark.trim_end_matches(')')),
            None => (piece, ""),
        };
        let mut texts: Vec<&str> = base.split('/').map(str::trim).collect();
        if let Some(quoted) = base.split('"').nth(1) {
            texts = vec![quoted];
        }
        // `Regional Cooperation for Development (RCD, 1964-1979)`: a name in the remark.
        let named = |word: &&str| profile.names.iter().any(|name| *name.text == **word);
        texts.extend(remark.split(", ").filter(named));
        for text in texts {
            let found = profile.names.iter().filter(|name| &*name.text == text);
            let found: Vec<&Name> = found.collect();
            let note = profile.provenance.note.as_deref().unwrap_or_default();
            let is_said = note.contains(piece) || *profile.name == *text;
            if found.is_empty() && is_said {
                continue;
            }
            if found.is_empty() {
                diff.tell(row, column, &format!("no name `{text}`"));
                continue;
            }
            alias_remark(row, profile, &found, remark, diff);
        }
    }
    // `Baghdad Pact until 1959-08`: a note on a name.
    for piece in row.cell("notes").into_iter().flat_map(|cell| cell.split("; ")) {
        let valid = time_in(piece);
        let named = profile.names.iter().filter(|name| piece.starts_with(&*name.text));
        for name in named.filter(|_| valid != Interval::ALWAYS) {
            diff.same(row, "notes", valid, name.valid);
        }
    }
    for language in profile.names.iter().filter_map(|name| name.lang.as_deref()) {
        diff.same(row, "language", 2, language.len());
    }
}

/// The remark in brackets behind an alias: its time, its language, its kind, or words.
fn alias_remark(
    row: &Row,
    profile: &Profile,
    names: &[&Name],
    remark: &str,
    diff: &mut Differences<'_>,
) {
    let column = "aliases_and_spellings";
    let valid = time_in(remark);
    if valid != Interval::ALWAYS && !names.iter().any(|name| name.valid == valid) {
        let found: Vec<Interval> = names.iter().map(|name| name.valid).collect();
        diff.tell(row, column, &format!("`{remark}` is {valid:?}, found {found:?}"));
    }
    let is_language = remark.len() == 2 && remark.chars().all(|char| char.is_ascii_lowercase());
    if is_language {
        let known = names.iter().any(|name| name.lang.as_deref() == Some(remark));
        diff.same(row, "language", true, known);
    }
    let mut said = all_words(profile);
    for name in names {
        said.insert(name.kind.as_str().to_owned());
    }
    if remark.contains("capital name") {
        diff.same(row, column, true, names.iter().any(|name| name.kind == NameKind::Metonym));
    }
    lost(row, column, remark, &said, diff);
}

/// The time in a remark: `until D`, `before D`, `from D`, `D on`, `D..D`, or two years with a hyphen.
fn time_in(remark: &str) -> Interval {
    let mut valid = Interval::ALWAYS;
    let words: Vec<&str> =
        remark.split([' ', ',', '(', ')', '/']).filter(|word| !word.is_empty()).collect();
    for (at, word) in words.iter().enumerate() {
        let is_year = |text: &str| text.len() == 4 && text.chars().all(|c| c.is_ascii_digit());
        let years = word.split_once('-').filter(|(a, b)| is_year(a) && is_year(b));
        let range = word.split_once("..").filter(|(from, _)| Date::parse(from).is_ok());
        if let Some((from, to)) = range.or(years) {
            return interval(Some(from), Some(to));
        }
        let next = words.get(at + 1).and_then(|next| Date::parse(next).ok());
        match *word {
            "until" | "before" => valid.to = next.or(valid.to),
            "from" => valid.from = next.or(valid.from),
            "on" if at > 0 => valid.from = Date::parse(words[at - 1]).ok().or(valid.from),
            _ => {}
        }
    }
    valid
}

/// All words that a record has for its name, its time and its note.
fn all_words(profile: &Profile) -> BTreeSet<String> {
    let mut all = words(&profile.name);
    let note = profile.provenance.note.as_deref().unwrap_or_default();
    all.extend(words(note));
    let mut times: Vec<Interval> = profile.existence.spells().collect();
    for name in &profile.names {
        all.extend(words(&name.text));
        all.extend(name.lang.as_deref().map(str::to_owned));
        times.push(name.valid);
    }
    let ends = times.iter().flat_map(|time| [time.from, time.to]).flatten();
    all.extend(ends.map(|end| end.to_string()));
    all
}

/// Tells of the words of a text that the world says nowhere.
fn lost(row: &Row, column: &str, text: &str, said: &BTreeSet<String>, diff: &mut Differences<'_>) {
    for word in words(text) {
        let carried = CARRIED.iter().any(|(known, _)| *known == word);
        let years = word.split('-').all(|part| said.contains(part));
        if !carried && !years && !said.contains(&word) {
            diff.tell(row, column, &format!("`{word}` is lost"));
        }
    }
}

/// What stands in the column `notes`.
#[derive(Debug, Default)]
struct Notes<'r> {
    tags: BTreeMap<&'r str, &'r str>,
    purpose: Option<&'r str>,
    coverage: Option<&'r str>,
    existence: Option<Interval>,
    recognition: Option<&'r str>,
}

impl<'r> Notes<'r> {
    /// Reads the tags, and compares all the rest with the note and the names of the record.
    fn read(row: &'r Row, profile: &Profile, diff: &mut Differences<'_>) -> Self {
        let mut notes = Self::default();
        let note = profile.provenance.note.as_deref().unwrap_or_default();
        let said = all_words(profile);
        let mut rest = Vec::new();
        for piece in row.cell("notes").into_iter().flat_map(|cell| cell.split("; ")) {
            let tagged = piece.split_once('=').filter(|(tag, _)| !tag.contains(' '));
            let Some((tag, value)) = tagged else {
                notes.dated(piece);
                rest.push(piece);
                continue;
            };
            let (word, remark) = value.split_once([',', ' ']).unwrap_or((value, ""));
            let remark = remark.trim().trim_matches(['(', ')']);
            match tag {
                "european" | "turkic_speaking" => _ = notes.tags.insert(tag, word),
                "purpose" => notes.purpose = Some(word),
                "recognition" => notes.recognition = Some(word),
                "coverage" => {
                    notes.coverage = Some(value);
                    continue;
                }
                "exists" => {
                    let (from, to) = word.split_once("..").unwrap_or((word, "-"));
                    let to = Some(to).filter(|to| *to != "-");
                    notes.existence = Some(interval(Some(from), to));
                }
                _ => diff.tell(row, "notes", &format!("no such tag: {tag}")),
            }
            rest.push(remark);
        }
        for piece in rest.into_iter().filter(|piece| !note.contains(piece)) {
            // The note of a treaty is that of its own table; its day of signature is a field.
            if row.raw("kind") != "Instrument" {
                lost(row, "notes", piece, &said, diff);
            }
        }
        notes
    }

    fn dated(&mut self, piece: &'r str) {
        if let Some(end) = piece.strip_prefix("ended ") {
            self.existence = Some(interval(None, Some(end)));
        }
    }

    fn compare(&self, row: &Row, entity: &AnyEntity, diff: &mut Differences<'_>) {
        let profile = entity.profile();
        if let Some(existence) = self.existence {
            diff.same(row, "notes exists", Existence::from(existence), profile.existence.clone());
        }
        for (tag, word) in &self.tags {
            let found = profile.tags.iter().find(|(found, _)| ***found == **tag);
            diff.same(row, "notes tags", Some(*word), found.map(|(_, word)| &**word));
        }
        match entity {
            AnyEntity::State(state) => {
                diff.same(row, "notes", self.recognition == Some("contested"), state.contested);
            }
            AnyEntity::Organization(organization) => {
                let purpose = organization.purpose.map(Purpose::as_str);
                diff.same(row, "notes purpose", self.purpose, purpose);
                let coverage = &organization.coverage;
                // A body of which no row says how far it is covered is not covered.
                let cell = self.coverage.unwrap_or(CoverageLevel::None.as_str());
                let (level, rest) = cell.split_once(' ').unwrap_or((cell, ""));
                let statuses = match rest {
                    "for members, partial for other grades" => &[Status::Member][..],
                    _ => &[],
                };
                // Until when a roll was checked, the tables do not say.
                let goes_on = profile.existence.spells().all(|spell| spell.to.is_none());
                let dated = goes_on && coverage.level != CoverageLevel::None;
                diff.same(row, "notes coverage", dated, coverage.until.is_some());
                let covered = COVERED.iter().find(|(body, ..)| **body == *profile.key);
                if let Some((_, now, _)) = covered {
                    diff.same(row, "notes coverage", "complete", coverage.level.as_str());
                    diff.same(row, "notes coverage", *now, &*coverage.statuses);
                    diff.same(row, "notes coverage", 0, coverage.of.len());
                    if (level, statuses) == ("complete", *now) {
                        diff.tell(row, "notes coverage", "as the table has it: off the list");
                    }
                    return;
                }
                diff.same(row, "notes coverage", level, coverage.level.as_str());
                let of = rest.strip_prefix('(').map(|of| of.trim_end_matches(')'));
                let found = coverage.of.iter().map(|id| diff.world.key(*id).to_owned());
                let found: Vec<String> = found.collect();
                diff.same(row, "notes coverage", keys(of), found);
                diff.same(row, "notes coverage", statuses, &*coverage.statuses);
            }
            AnyEntity::Treaty(treaty) => {
                let signed = row.raw("notes").strip_prefix("signed ");
                diff.same(row, "notes", date(signed), treaty.signed);
            }
            _ => {}
        }
    }
}

/// The id of a state is its code in ISO 3166, but for one that has none; beside it stands the code of two letters.
fn codes(row: &Row, entity: &AnyEntity, diff: &mut Differences<'_>) {
    let codes = entity.profile().identifiers.iter();
    let mut codes: BTreeMap<&str, &str> = codes.map(|code| (&*code.scheme, &*code.code)).collect();
    let id = row.raw("id");
    let has_code = entity.kind() == Kind::State && id != "TRNC";
    diff.same(row, "id", has_code.then_some(id), codes.remove("iso3"));
    if let Some(short) = codes.remove("iso2") {
        diff.same(row, "iso2", (true, 2), (has_code, short.len()));
    }
    for (scheme, code) in codes {
        let known = ["iso_numeric", "cow", "cow_abbr", "gw", "gw_abbr", "wikidata"]
            .contains(&scheme)
            && !code.is_empty();
        diff.same(row, scheme, true, known && entity.kind() == Kind::State);
    }
}
