//! The bundled world against the tables it was written from, cell by cell, through the public API.
//!
//! The tables are found by `COMITY_DOMAIN`, a folder, or beside the folder `COMITY_DATA`; run with `--include-ignored`.
//! Every column of every row is compared, and all differences are printed at once. The world is wider than the tables:
//! what it has besides (states, bodies, names, codes) is no difference. Where it says something else than a row on
//! purpose, the difference stands in a list with its reason (`data/domain/mended.tsv`, [`cast::COVERED`], [`texts::CORRECTED`]).
#![cfg(feature = "dataset")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests tell what they find, and fail the test"
)]

mod cast;
pub(crate) mod compare;
mod rolls;
mod said;
mod texts;

use std::collections::BTreeMap;
use std::path::Path;

use comity::World;
use comity::model::{Citation, Evidence, Kind, Provenance, RecordId, SourceKind};

use compare::{Differences, folder};

#[test]
#[ignore = "needs COMITY_DOMAIN"]
fn the_world_is_the_tables() {
    let (folder, world) = (folder(), World::bundled());
    let mut diff = Differences::new(&world);
    texts::instruments(&folder, &mut diff);
    cast::entities(&folder, &mut diff);
    said::sources(&folder, &mut diff);
    rolls::memberships(&folder, &mut diff);
    rolls::overlays(&folder, &mut diff);
    rolls::relations(&folder, &mut diff);
    texts::links(&folder, &mut diff);
    texts::provisions(&folder, &mut diff);
    texts::acts(&folder, &mut diff);
    said::statements(&folder, &mut diff);
    said::outside_statements(&folder, &mut diff);
    said::contradictions(&folder, &mut diff);
    diff.finish(include_str!("../data/domain/mended.tsv"));
}

/// Every record with its table, its key and its provenance.
pub(crate) fn records(world: &World) -> Vec<(&'static str, &str, &Provenance)> {
    let tables = world.tables();
    let mut all: Vec<(&'static str, &str, &Provenance)> = Vec::new();
    for entity in &tables.entities {
        all.push((entity.kind().as_str(), entity.key(), &entity.profile().provenance));
    }
    for spell in &tables.participations {
        let detail = tables.detail(&spell).expect("every bundled membership has a key");
        all.push(("membership", &detail.key, &detail.provenance));
    }
    all.extend(tables.overlays.iter().map(|it| ("overlay", &*it.key, &it.provenance)));
    all.extend(tables.links.iter().map(|it| ("link", &*it.key, &it.provenance)));
    all.extend(tables.provisions.iter().map(|it| ("provision", &*it.key, &it.provenance)));
    all.extend(tables.acts.iter().map(|it| ("act", &*it.key, &it.provenance)));
    all.extend(tables.relations.iter().map(|it| ("relation", &*it.key, &it.provenance)));
    all.extend(tables.claims.iter().map(|it| ("claim", &*it.key, &it.provenance)));
    all.extend(tables.contested.iter().map(|it| ("contested", &*it.key, &it.provenance)));
    all.extend(tables.assertions.iter().map(|it| ("assertion", &*it.key, &it.provenance)));
    all.extend(tables.extents.iter().map(|it| ("extent", &*it.key, &it.provenance)));
    all
}

/// The lines of the bundled files, by file.
pub(crate) fn bundled_lines() -> BTreeMap<String, Vec<String>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/dataset")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "jsonl") {
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(text.ends_with('\n') && !text.contains('\r'), "{}", path.display());
                let name = path.display().to_string();
                files.insert(name, text.lines().map(str::to_owned).collect());
            }
        }
    }
    files
}

#[test]
fn bundled_files_are_canonical() {
    let world = World::bundled();
    let written = world.to_jsonl();
    let mut lines = written.lines();
    assert_eq!(lines.next(), Some("{\"comity\":1}"));
    let place: BTreeMap<&str, usize> = lines.zip(0..).collect();

    let mut told = Vec::new();
    let mut count = 0;
    for (file, lines) in bundled_lines() {
        count += lines.len();
        let mut last = None;
        for (line, number) in lines.iter().zip(1..) {
            match place.get(line.as_str()) {
                None => {
                    let start: String = line.chars().take_while(|char| *char != ',').collect();
                    let canonical = place.keys().find(|known| known.starts_with(&start));
                    let canonical = canonical.unwrap_or(&"no such record");
                    told.push(format!("{file}:{number}\n  file  {line}\n  world {canonical}"));
                }
                Some(place) if last > Some(*place) => {
                    told.push(format!("{file}:{number} is out of order\n  file  {line}"));
                }
                Some(place) => last = Some(*place),
            }
        }
    }
    for line in &told {
        println!("{line}");
    }
    assert_eq!(count, place.len(), "as many lines as records");
    assert!(told.is_empty(), "{} lines are not as the canonical writer has them", told.len());
}

#[test]
fn verified_means_that_a_source_is_named() {
    let world = World::bundled();
    for (table, key, provenance) in records(&world) {
        let named = !provenance.sources.is_empty();
        match provenance.evidence {
            Some(Evidence::Verified | Evidence::Reported) => {
                assert!(named, "{table} {key} names no source");
            }
            Some(Evidence::Unseen) => assert!(!named, "{table} {key} was not seen"),
            _ => {}
        }
    }
}

/// No mark says more than its sources can carry: what is confirmed rests on one with authority.
#[test]
fn verified_means_that_a_source_has_authority() {
    let world = World::bundled();
    let has_authority = |cited: &[Citation]| {
        let kinds = cited.iter().filter_map(|citation| world[citation.source].kind);
        kinds.into_iter().any(SourceKind::has_authority)
    };
    for (table, key, provenance) in records(&world) {
        if provenance.evidence == Some(Evidence::Verified) {
            assert!(has_authority(&provenance.sources), "{table} {key} rests on press and copies");
        }
    }
    for contested in &world.tables().contested {
        for value in &contested.values {
            let is_sure = value.evidence != Some(Evidence::Verified);
            assert!(is_sure || has_authority(&value.sources), "{}: {}", contested.key, value.value);
        }
    }
}

#[test]
fn every_source_says_for_what_and_where() {
    let world = World::bundled();
    for id in world.all::<comity::Source>() {
        let profile = &world[id].profile;
        assert!(profile.provenance.note.is_some(), "{}: for what?", profile.key);
        assert!(world[id].address.is_some(), "{}: where?", profile.key);
        assert!(world[id].kind.is_some(), "{}: what is it?", profile.key);
        assert!(world[id].publisher.is_some(), "{}: who published it?", profile.key);
        assert!(profile.name != profile.key, "{}: what is its title?", profile.key);
    }
    assert!(
        matches!(world.record("seed"), Ok(RecordId::Entity(id)) if world[id].kind() == Kind::Source)
    );
}
