//! What was said, by whom, what contradicts itself, and where all of it stands written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use comity::model::{Claim, Contested, Evidence, RecordId};
use comity::{Date, EntityId, World, date};

use super::compare::{Differences, Row, key, keys, table, text, words};

/// What a claim is about that its cells name in other words than ids, and the words.
const IN_WORDS: [(&str, &str, &str); 3] = [
    ("st07", "tur-rus-rel", "TUR-RUS relations"),
    ("st15", "ots", "OTS members"),
    ("st27", "ots-summits", "OTS summits"),
];

/// `statements.tsv`: the article of 20 October 2024, sentence by sentence.
pub(super) fn statements(folder: &Path, diff: &mut Differences<'_>) {
    let rows = table(folder, "statements", 1);
    for row in &rows {
        let Some(claim) = claim(row, diff) else { continue };
        diff.same(row, "date", Some(date(2024, 10, 20)), claim.date);
        diff.same(row, "sent", row.cell("sent"), claim.sentence.as_deref());
        diff.same(row, "speaker", row.cell("speaker"), claim.attribution.as_deref());
        // `narrator/OZER`, `OZER(GAP-A)`: whoever of them is not the narrator.
        let printed = row.raw("speaker").split(['/', '(', ')']);
        let people = printed.filter(|name| diff.world.entity(&key(name)).is_ok()).map(key);
        let people: Vec<String> = people.collect();
        diff.same(row, "speaker", 1, people.len());
        diff.same(row, "speaker", people, all_keys(diff.world, &claim.by));
        diff.same(
            row,
            "modality",
            row.cell("modality"),
            claim.mode.map(comity::model::Mode::as_str),
        );
        diff.same(row, "subject", row.cell("subject"), claim.subject.as_deref());
        diff.same(row, "predicate", row.cell("predicate"), claim.predicate.as_deref());
        diff.same(row, "object", row.cell("object"), claim.object.as_deref());
        diff.same(row, "check", row.cell("check"), claim.check.as_deref());
        diff.same(row, "verdict", row.cell("verdict"), claim.verdict.as_deref());
        diff.same(row, "reason", row.cell("reason"), claim.reason.as_deref());
        diff.same(row, "text", None, claim.text.as_deref());
        diff.same(row, "note", None, claim.provenance.note.as_deref());
        diff.same(row, "evidence", None, claim.provenance.evidence);
        diff.sources(row, "source", &keys(Some("SEED")), &claim.provenance);
        about(row, claim, diff);
    }
    diff.all_read(&rows);
}

/// What a statement is about is what its subject and its object name by id.
fn about(row: &Row, claim: &Claim, diff: &mut Differences<'_>) {
    let world = diff.world;
    let cells = format!("{} {}", row.raw("subject"), row.raw("object"));
    let apart = |char: char| !(char.is_ascii_alphanumeric() || char == '_');
    let is_id = |word: &&str| word.len() > 1 && !word.chars().any(|c| c.is_ascii_lowercase());
    let named = cells.split(apart).filter(is_id).map(key);
    let mut named: BTreeSet<String> = named.filter(|key| world.entity(key).is_ok()).collect();
    for (of, about, words) in IN_WORDS {
        if *of == *claim.key && cells.contains(words) {
            named.insert(about.to_owned());
        }
    }
    let found: BTreeSet<String> = all_keys(world, &claim.about).into_iter().collect();
    diff.same(row, "about", found.len(), claim.about.len());
    diff.same(row, "about", named, found);
}

/// `outside_statements.tsv`: what others said elsewhere.
pub(super) fn outside_statements(folder: &Path, diff: &mut Differences<'_>) {
    let world = diff.world;
    let rows = table(folder, "outside_statements", 1);
    for row in &rows {
        let Some(claim) = claim(row, diff) else { continue };
        diff.same(row, "date", row.date("date"), claim.date);
        diff.same(row, "speaker", row.cell("speaker"), claim.attribution.as_deref());
        let by = speaker(world, row, diff);
        diff.same(row, "speaker", Vec::from_iter(by), all_keys(world, &claim.by));
        diff.same(
            row,
            "modality",
            row.cell("modality"),
            claim.mode.map(comity::model::Mode::as_str),
        );
        // What became of it stands behind a dash, and in the note.
        let (content, fate) = match row.raw("content").split_once(" — ") {
            Some((content, fate)) => (content, Some(fate)),
            None => (row.raw("content"), None),
        };
        diff.same(row, "content", Some(content), claim.text.as_deref());
        diff.same(row, "content", fate, claim.provenance.note.as_deref());
        diff.cited(row, "source", &claim.provenance);
        diff.same(row, "evidence", None, claim.provenance.evidence);
        let others = [&claim.sentence, &claim.subject, &claim.predicate, &claim.object];
        let others = others.into_iter().chain([&claim.check, &claim.verdict, &claim.reason]);
        diff.same(row, "fields of no column", 0, others.flatten().count());
        for id in &claim.about {
            let profile = world[*id].profile();
            let mut names = profile.names.iter().map(|name| &*name.text).chain([&*profile.name]);
            if !names.any(|name| content.contains(name)) {
                diff.tell(row, "content", &format!("is about {}", profile.key));
            }
        }
        for id in world.states().map(EntityId::from).chain(world.organizations().map(Into::into)) {
            let names = [world.name(id).to_owned(), world.key(id).to_uppercase()];
            let is_named = |name: &String| content.split([' ', ';', ',', '"']).any(|w| w == name);
            if names.iter().any(is_named) && !claim.about.contains(&id) {
                diff.tell(row, "content", &format!("is not about {}", world.key(id)));
            }
        }
    }
    diff.all_read(&rows);
    // Of other debates the world has more, with people of their own.
    let own = world.tables().claims.iter().filter(|claim| claim.verdict.is_some());
    let own: Vec<&str> = own.map(|claim| &*claim.key).collect();
    let statements = own.iter().filter(|key| diff.has(key)).count();
    diff.same_whole("statements of the article", statements, own.len());
}

fn claim<'w>(row: &Row, diff: &mut Differences<'w>) -> Option<&'w Claim> {
    let key = row.key("id");
    let world = diff.world;
    let found = match world.record(&key) {
        Ok(RecordId::Claim(id)) => Some(&world[id]),
        _ => None,
    };
    diff.one(row, &key, found)
}

fn all_keys(world: &World, ids: &[EntityId]) -> Vec<String> {
    ids.iter().map(|id| world.key(*id).to_owned()).collect()
}

/// Values that are preferred where the suggested default names neither by its first word: what it comes to.
const PREFERRED: [(&str, Option<&str>, &str); 6] = [
    ("k4", Some("withdrew/left"), "end of membership"),
    ("k8", None, "N13 + contested TRNC"),
    ("k24", Some("1986-08-12"), "store zone-less local date + note"),
    ("k25", Some("no such status"), "member; overlay without effect"),
    ("k29", Some("no"), "no; keep overlay"),
    ("k32", Some("the treaty had lapsed for it"), "no membership, hence no overlay"),
];

/// The table in `contradictions.md`: values side by side.
pub(super) fn contradictions(folder: &Path, diff: &mut Differences<'_>) {
    let world = diff.world;
    let page = text(folder, "contradictions.md");
    let lines = page.lines().filter(|line| line.starts_with("| k"));
    let mut rows = 0;
    for line in lines {
        rows += 1;
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [id, question, a, b, default] = cells[..] else { panic!("{line}: no five cells") };
        let key = format!("contested-{id}");
        let found = match world.record(&key) {
            Ok(RecordId::Contested(record)) => Some(&world[record]),
            _ => None,
        };
        let Some(found) = found.filter(|_| diff.account(&key)) else {
            diff.say(format!("contradictions.md | {id} | - | world: no record {key}"));
            continue;
        };
        let mut told = Vec::new();
        if *found.question != *question {
            told.push(format!("question: {}", found.question));
        }
        if found.default.as_deref() != Some(default) {
            told.push(format!("default: {:?}", found.default));
        }
        told.extend(values(world, found, &format!("{a} | {b}")));
        told.extend(preference(world, id, found, default));
        told.extend(of_record(world, found));
        for what in told {
            diff.say(format!("contradictions.md | {id} | table: {line} | world: {what}"));
        }
    }
    assert!(rows > 0, "contradictions.md has no rows");
}

/// The values are in the cells, in their order, with their sources; nothing of the cells is lost.
fn values(world: &World, found: &Contested, cells: &str) -> Vec<String> {
    let mut told = Vec::new();
    let mut said = words(found.provenance.note.as_deref().unwrap_or_default());
    let mut rest = cells;
    let mut cited = Vec::new();
    for value in &found.values {
        match rest.find(&*value.value) {
            Some(at) => rest = &rest[at + value.value.len()..],
            None => {
                told.push(format!("`{}` is not in the cells, or not in this order", value.value));
            }
        }
        said.extend(words(&value.value));
        for citation in &value.sources {
            let source = world.key(citation.source);
            let brackets = rest.split(['(', ')']).nth(1).unwrap_or_default();
            if !words(brackets).contains(source) {
                told.push(format!("{source} does not stand behind `{}`", value.value));
            }
            cited.push(source);
            said.insert(source.to_owned());
        }
        match value.evidence {
            Some(Evidence::General) => said.extend(["k".to_owned()]),
            Some(Evidence::Derived) => said.extend(["k".to_owned(), "d".to_owned()]),
            None => {}
            other => told.push(format!("evidence {other:?}")),
        }
    }
    for word in words(cells).into_iter().filter(|word| !said.contains(word)) {
        told.push(format!("`{word}` is lost"));
    }
    if !found.provenance.sources.is_empty() || found.provenance.evidence.is_some() {
        told.push("has sources or evidence of the whole".to_owned());
    }
    told
}

/// The preferred value is the one that the suggested default begins with, by itself or by its source.
fn preference(world: &World, id: &str, found: &Contested, default: &str) -> Option<String> {
    let preferred = found.values.iter().filter(|value| value.preferred);
    let preferred: Vec<&str> = preferred.map(|value| &*value.value).collect();
    let first = |text: &str| text.split([' ', ';', ',']).next().map(str::to_owned);
    let exception = PREFERRED.iter().find(|(of, ..)| *of == id);
    let expected: Vec<&str> = match exception {
        Some((_, value, words)) if default.starts_with(words) => value.iter().copied().collect(),
        _ => {
            let start = first(default).unwrap_or_default();
            let begins = found.values.iter().filter(|value| {
                let mut sources = value.sources.iter().map(|cited| world.key(cited.source));
                first(&value.value).as_ref() == Some(&start)
                    || sources.any(|source| source == key(&start))
            });
            begins.map(|value| &*value.value).collect()
        }
    };
    (preferred != expected).then(|| format!("preferred: {preferred:?}, expected {expected:?}"))
}

/// Where the values are dates of a record, the preferred one is what the record has, or among what it leaves open.
fn of_record(world: &World, found: &Contested) -> Vec<String> {
    let Some(of) = found.of.as_deref() else { return Vec::new() };
    let Ok(record) = world.record(of) else { return vec![format!("{of} is no record")] };
    let field = found.field.as_deref().unwrap_or_default();
    let recorded = fields(world, record).remove(field).flatten();
    let dates = found
        .values
        .iter()
        .filter_map(|value| Some((Date::parse(&value.value).ok()?, value.preferred)));
    let dates: Vec<(Date, bool)> = dates.collect();
    let decided = dates.iter().any(|(_, preferred)| *preferred);
    let within = |date: Date, recorded: Date| {
        recorded.earliest() <= date.earliest() && date.latest() <= recorded.latest()
    };
    let odd = dates.iter().filter(|(_, preferred)| *preferred || !decided);
    let odd = odd.filter(|(date, _)| !recorded.is_some_and(|recorded| within(*date, recorded)));
    match field {
        "from" | "to" | "signed" | "date" => {
            odd.map(|(date, _)| format!("{date} is not what {of} has: {recorded:?}")).collect()
        }
        _ => Vec::new(),
    }
}

/// The dates of a record by field.
fn fields(world: &World, record: RecordId) -> BTreeMap<&'static str, Option<Date>> {
    let tables = world.tables();
    match record {
        RecordId::Participation(id) => {
            let valid = tables.detail(&world.participation(id)).map(|detail| detail.time.valid);
            let ends = valid.map(|valid| [("from", valid.from), ("to", valid.to)]);
            ends.into_iter().flatten().collect()
        }
        RecordId::Overlay(id) => {
            let valid = world[id].time.valid;
            BTreeMap::from([("from", valid.from), ("to", valid.to)])
        }
        RecordId::Act(id) => BTreeMap::from([("date", Some(world[id].date))]),
        RecordId::Entity(id) => {
            let existence = &world[id].profile().existence;
            let treaty = world.find::<comity::Treaty>(world.key(id)).ok();
            let signed = treaty.and_then(|treaty| world[treaty].signed);
            BTreeMap::from([
                ("from", existence.begins()),
                ("to", existence.ends()),
                ("signed", signed),
            ])
        }
        _ => BTreeMap::new(),
    }
}

/// `sources.tsv`.
pub(super) fn sources(folder: &Path, diff: &mut Differences<'_>) {
    let world = diff.world;
    let rows = table(folder, "sources", 1);
    for row in &rows {
        let key = row.key("id");
        let found = world.find::<comity::Source>(&key).ok().map(|id| &world[id]);
        let Some(source) = diff.one(row, &key, found) else { continue };
        let profile = &source.profile;
        // The tables have no titles: a source that bears its id as a name has none yet.
        diff.same(row, "id", true, row.raw("id") != &*profile.name);
        diff.same(row, "address", row.cell("address"), source.address.as_deref());
        diff.same(row, "used_for", row.cell("used_for"), profile.provenance.note.as_deref());
        diff.same(row, "evidence", None, profile.provenance.evidence);
        diff.sources(row, "sources", &[], &profile.provenance);
        diff.same(row, "names", 0, profile.names.len());
    }
    diff.all_read(&rows);
}

/// The people behind the speakers of `outside_statements.tsv`: `Name (what they are)`.
fn speaker<'w>(world: &'w World, row: &Row, diff: &mut Differences<'_>) -> Option<&'w str> {
    let speaker = row.raw("speaker");
    let Some((name, office)) = speaker.split_once(" (") else {
        // An office of a state speaks for it: `Administration of the President, KGZ`.
        let state = speaker.rsplit(", ").next().map(key).unwrap_or_default();
        return world.find::<comity::State>(&state).ok().map(|id| world.key(id));
    };
    let person = world.all::<comity::Person>().find(|id| world.name(*id) == name)?;
    let profile = &world[person].profile;
    diff.one(row, &profile.key, Some(()));
    let office = office.trim_end_matches(')');
    diff.same(row, "speaker", Some(office), profile.provenance.note.as_deref());
    diff.sources(row, "source", &keys(row.cell("source")), &profile.provenance);
    diff.same(row, "evidence", None, profile.provenance.evidence);
    Some(world.key(person))
}
