//! How far the bundled world reaches, and how much of it is confirmed, as it stands in the guide.
#![cfg(feature = "dataset")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use comity::model::{CoverageLevel, Matter, RelationKind, Scheme, SourceKind};
use comity::{Date, Day, EntityId, Treaty, World};
use expect_test::expect_file;
use serde_json::Value;

use crate::domain::bundled_lines;

/// What one file has, and how much of it is confirmed or reported.
#[derive(Clone, Debug, Default)]
struct Share {
    rows: [usize; 3],
    texts: [usize; 3],
    newest: Option<Day>,
}

impl Share {
    fn count(&mut self, record: &Value) {
        let kind = |name: &str| record.get(name).is_some();
        let counted = if kind("membership") || kind("overlay") {
            for end in ["from", "to"].into_iter().filter_map(|end| record[end].as_str()) {
                self.newest = self.newest.max(Date::parse(end).unwrap().earliest());
            }
            &mut self.rows
        } else if kind("treaty") || kind("provision") || kind("law") || kind("relation") {
            &mut self.texts
        } else {
            return;
        };
        counted[0] += 1;
        counted[1] += usize::from(record["evidence"] == "verified");
        counted[2] += usize::from(record["evidence"] == "reported");
    }

    fn row(&self, name: &str, covered: &str, until: &str) -> String {
        let newest = self.newest.map_or_else(|| "–".to_owned(), |day| day.to_string());
        let share = |[all, confirmed, reported]: [usize; 3]| match all {
            0 => "– | – | –".to_owned(),
            _ => format!("{all} | {} % | {} %", 100 * confirmed / all, 100 * reported / all),
        };
        let (rows, texts) = (share(self.rows), share(self.texts));
        format!("| {name} | {covered} | {until} | {newest} | {rows} | {texts} |")
    }
}

/// The table of the guide, as the files have it now.
fn by_organization() -> String {
    let mut lines = vec![
        "| organization | grades covered | checked until | last change | rows | confirmed | reported | texts and clauses | confirmed | reported |"
            .to_owned(),
        "|---|---|---|---|---:|---:|---:|---:|---:|---:|".to_owned(),
    ];
    let mut others = BTreeMap::new();
    let mut all = Share::default();
    for (file, records) in bundled_lines() {
        let records = records.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let records: Vec<Value> = records.collect();
        let mut share = Share::default();
        for record in &records {
            share.count(record);
            all.count(record);
        }
        let stem = Path::new(&file).file_stem().unwrap().to_str().unwrap();
        if Path::new(&file).parent().unwrap().ends_with("organizations") {
            let body = records.iter().find(|record| record["organization"] == *stem).unwrap();
            let statuses = body["coverage"]["statuses"].as_array();
            let covered = statuses.map_or_else(
                || "all".to_owned(),
                |statuses| statuses.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            );
            let until = body["coverage"]["until"].as_str().unwrap_or("its end");
            lines.push(share.row(&format!("`{stem}`"), &covered.replace('_', " "), until));
        } else if share.texts[0] > 0 {
            others.insert(stem.to_owned(), share);
        }
    }
    for (name, share) in others {
        lines.push(share.row(&format!("*{name}*"), "–", "–"));
    }
    lines.push(all.row("**all**", "–", "–"));
    lines.join("\n")
}

/// How many sources of each kind there are, how many records cite one, and what its best source is for texts and clauses.
fn by_kind_of_source() -> String {
    let lines_of_all = bundled_lines();
    let records = lines_of_all.values().flatten();
    let records: Vec<Value> = records.map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: BTreeMap<&str, SourceKind> = (records.iter())
        .filter(|record| record.get("kind").is_some())
        .filter_map(|record| Some((record["source"].as_str()?, record["kind"].as_str()?)))
        .map(|(key, kind)| (key, kind.parse().unwrap()))
        .collect();
    let mut counts: BTreeMap<SourceKind, [usize; 3]> = BTreeMap::new();
    for kind in kinds.values() {
        counts.entry(*kind).or_default()[0] += 1;
    }
    for record in &records {
        let cited = record["sources"].as_array().into_iter().flatten();
        let keys = cited.filter_map(|one| one.as_str().or_else(|| one["source"].as_str()));
        let cited: BTreeSet<SourceKind> = keys.map(|key| kinds[key]).collect();
        let is_text = record.get("treaty").is_some() || record.get("provision").is_some();
        // Those with the most authority come first.
        for (place, kind) in cited.into_iter().enumerate() {
            let count = counts.entry(kind).or_default();
            count[1] += 1;
            count[2] += usize::from(is_text && place == 0);
        }
    }
    let mut lines = vec![
        "| kind of source | sources | records that cite one | treaties and clauses of which it is the best |".to_owned(),
        "|---|---:|---:|---:|".to_owned(),
    ];
    for kind in SourceKind::ALL {
        let [sources, citing, best] = counts.get(&kind).copied().unwrap_or_default();
        let kind = kind.as_str().replace('_', " ");
        lines.push(format!("| {kind} | {sources} | {citing} | {best} |"));
    }
    lines.join("\n")
}

/// How far the record reaches beside the rolls, as the files have it now.
fn by_matter() -> String {
    let mut lines = vec![
        "| matter | of | level | from | until |".to_owned(),
        "|---|---|---|---|---|".to_owned(),
    ];
    let lines_of_all = bundled_lines();
    let records = lines_of_all.values().flatten();
    let records = records.map(|line| serde_json::from_str::<Value>(line).unwrap());
    for extent in records.filter(|record| record.get("extent").is_some()) {
        let word = |field: &str| extent[field].as_str().unwrap_or("–").replace('_', " ");
        let [about, subject, level] = ["about", "subject", "level"].map(word);
        let [from, until] = ["from", "until"].map(word);
        lines.push(format!("| {about} | {subject} | {level} | {from} | {until} |"));
    }
    lines.join("\n")
}

/// Puts a table in the place of the one that begins so.
pub(super) fn with_table(page: &str, beginning: &str, table: &str) -> String {
    let begins = page.find(beginning).unwrap();
    let ends = begins + page[begins..].find("\n\n").unwrap();
    format!("{}{table}{}", &page[..begins], &page[ends..])
}

/// To bring the page up to date, run this test with `UPDATE_EXPECT=1`.
#[test]
fn the_guide_says_how_far_the_record_reaches_and_how_much_of_it_is_confirmed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/bundled-world.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let page = with_table(&page, "| matter | of |", &by_matter());
    let page = with_table(&page, "| organization | grades covered |", &by_organization());
    let page = with_table(&page, "| kind of source |", &by_kind_of_source());
    expect_file![path].assert_eq(&page);
}

#[test]
fn no_bundled_record_is_odd() {
    let world = World::bundled();
    let warnings: Vec<String> = world.warnings().iter().map(ToString::to_string).collect();
    assert!(warnings.is_empty(), "{}", warnings.join("\n"));
}

#[test]
fn whatever_exists_has_a_first_day_and_whatever_is_covered_a_last_one() {
    let world = World::bundled();
    for state in world.states() {
        let begins = world[state].profile.existence.spells().next().and_then(|spell| spell.from);
        assert!(begins.is_some(), "{} has no first day", world.key(state));
    }
    for body in world.organizations() {
        let (existence, coverage) = (&world[body].profile.existence, &world[body].coverage);
        if coverage.level == CoverageLevel::None {
            continue;
        }
        let spells: Vec<_> = existence.spells().collect();
        assert!(spells.iter().all(|spell| spell.from.is_some()), "{}", world.key(body));
        let goes_on = spells.iter().any(|spell| spell.to.is_none());
        assert_eq!(goes_on, coverage.until.is_some(), "{}: checked until when?", world.key(body));
    }
    for treaty in world.treaties() {
        let record = &world[treaty];
        let mut rows = world.tables().participations.iter();
        let has_rows = rows.any(|row| world.tables().body(&row) == treaty.into());
        if has_rows && record.ended.is_none() {
            assert!(record.coverage.until.is_some(), "{}: checked until when?", record.profile.key);
        }
    }
    for about in Matter::ALL {
        let extents = world.tables().extents.iter();
        let dated = extents.filter(|extent| extent.about == about && extent.until.is_some());
        assert!(dated.count() > 0, "{about} reach how far?");
    }
}

/// A predecessor and the state that continues it do not both exist for certain on a day.
#[test]
fn of_two_that_are_one_at_most_one_exists() {
    let world = World::bundled();
    for relation in &world.tables().relations {
        if relation.kind != RelationKind::Continues {
            continue;
        }
        let spells = |entity: EntityId| world[entity].profile().existence.spells();
        for (one, other) in spells(relation.subject)
            .flat_map(|one| spells(relation.object).map(move |other| (one, other)))
        {
            assert!(!one.overlaps(other).is_yes(), "{}: {one} and {other}", relation.key);
        }
    }
}

/// However a place in a series is written, it leads to the treaty that is printed there; the codes say which are not confirmed.
#[test]
fn treaties_are_found_by_where_they_are_printed() {
    let world = World::bundled();
    let found = |scheme: Scheme, code: &str| -> Vec<&str> {
        let today = Date::parse("2024-10-20").unwrap();
        let coded = world.by_code(scheme, code, today);
        coded.iter().map(|one| world.key(one.entity)).collect()
    };
    for (scheme, code, key) in [
        (Scheme::Unts, "34/243", "nat"),
        (Scheme::Unts, "34 UNTS 243", "nat"),
        (Scheme::Unts, "UNTS vol. 34, p. 243, No. 541", "nat"),
        (Scheme::UnNumber, "I-541", "nat"),
        (Scheme::Tias, "TIAS 1964", "nat"),
        (Scheme::Ukts, "UKTS 56 (1949)", "nat"),
        (Scheme::Unts, "1 UNTS XVI", "unc"),
        (Scheme::Unts, "209/28", "manila"),
        (Scheme::UnNumber, "32307", "cst"),
        (Scheme::UnNumber, "II-241", "las"),
        (Scheme::Ilm, "32 ILM 116", "sadct"),
        (Scheme::Gazette, "jorf  2022-02-16", "frgr21"),
    ] {
        assert_eq!(found(scheme, code), [key], "{scheme} {code}");
    }
    let treaty = |key: &str| &world[world.find::<Treaty>(key).unwrap()].profile.identifiers;
    let is_sure = |key: &str, code: &str| {
        let mut codes = treaty(key).iter();
        codes.any(|one| &*one.code == code && one.evidence.is_none())
    };
    assert!(is_sure("nat", "34/243") && !is_sure("cst", "1894/309"));
}
