//! The bundled world as it is opened, and as its files are read: whatever is asked, nobody can tell them apart.
#![cfg(feature = "dataset")]

use std::fmt::Debug;
use std::sync::OnceLock;

use comity::model::{AnyEntity, Kind, Scheme};
use comity::{Change, Loader, Organization, Source, State, View, World, date};

/// The world that is opened, and the one that is read.
fn both() -> &'static [World; 2] {
    static BOTH: OnceLock<[World; 2]> = OnceLock::new();
    BOTH.get_or_init(|| [World::bundled(), Loader::new().bundled().load().unwrap().world])
}

/// The same answer from both, as it is written out; ids are the same in both, so they are compared as well.
fn same<T: Debug>(what: &str, ask: impl Fn(&World) -> T) {
    let [opened, read] = both().each_ref().map(|world| format!("{:?}", ask(world)));
    assert!(opened == read, "{what} differs:\n{}\n{}", shown(&opened), shown(&read));
}

fn shown(answer: &str) -> String {
    answer.chars().take(400).collect()
}

/// The same on two days: one long ago, and one of which the record speaks.
fn same_on_two_days<T: Debug>(what: &str, ask: impl Fn(&View<'_>) -> T) {
    for day in [date(1955, 5, 15), date(2024, 10, 20)] {
        same(what, |world| ask(&world.as_of(day)));
    }
}

#[test]
fn both_are_written_out_alike_and_have_one_fingerprint() {
    same("the text", World::to_jsonl);
    same("the fingerprint", World::fingerprint);
    same("the newest day", World::newest);
    same("the warnings", |world| world.warnings().to_vec());
    same("the bytes of participations", World::participation_bytes);
    let [opened, read] = both();
    assert!(opened.diff(read).is_empty());
    #[cfg(feature = "provenance")]
    same("the nanopublications", |world| {
        world.to_nanopublications("https://example.org/").unwrap()
    });
}

#[test]
fn every_key_finds_the_same() {
    let [opened, read] = both();
    for id in read.entities() {
        let key = read.key(id);
        assert_eq!(opened.entity(key), Ok(id), "{key}");
        assert_eq!(opened.find::<State>(key), read.find::<State>(key));
        assert_eq!(opened.record(key), read.record(key));
        assert!(opened.contains(id));
        assert_eq!(format!("{:?}", opened.about(id)), format!("{:?}", read.about(id)), "{key}");
    }
    assert!(opened.entities().eq(read.entities()));
    assert!(opened.all::<Source>().eq(read.all::<Source>()));
    for key in ["", "kax", "csto-", "zzz", "kaz-csto-member", "p01"] {
        same(key, |world| (world.entity(key), world.find::<Organization>(key), world.record(key)));
    }
    let tables = read.tables();
    for detail in &tables.details {
        assert_eq!(opened.record(&detail.key), read.record(&detail.key));
    }
}

#[test]
fn every_name_and_code_means_the_same() {
    let [_, read] = both();
    let named = read.tables().entities.iter().filter(|entity| entity.kind() != Kind::Source);
    for profile in named.map(AnyEntity::profile) {
        let others = profile.names.iter().map(|name| &*name.text);
        for name in others.chain([&*profile.name, &*profile.key]) {
            same(name, |world| world.resolve(name));
            same_on_two_days(name, |view| view.resolve(name));
        }
        for code in &profile.identifiers {
            if let Ok(scheme) = code.scheme.parse::<Scheme>() {
                same(&code.code, |world| world.resolve_code(scheme, &code.code));
            }
        }
    }
    same("a slip", |world| world.resolve("Kazakstan"));
}

#[test]
fn whatever_is_asked_of_a_day_is_answered_alike() {
    same_on_two_days("the sweep", |view| view.accessions().cells);
    same_on_two_days("the dyads", |view| format!("{:?}", view.dyads()));
    same_on_two_days("the graph", |view| {
        let graph = view.graph().into_inner();
        let nodes: Vec<_> = graph.node_weights().map(|id| format!("{id:?}")).collect();
        let ties: Vec<_> = graph.raw_edges().iter().map(|edge| format!("{edge:?}")).collect();
        (nodes, ties)
    });
    same_on_two_days("the names", |view| {
        let world = view.world();
        world.entities().map(|id| view.name(id).to_owned()).collect::<Vec<_>>()
    });
    same("what was known", |world| {
        let view = world.as_of(date(2024, 10, 20)).known_by(date(2019, 1, 1).exact().unwrap());
        let of = |body| format!("{:?}", view.participants(body).collect::<Vec<_>>());
        world.organizations().map(of).collect::<Vec<_>>()
    });
    same("the flagship", |world| {
        let (ots, uzb) =
            (world.find::<Organization>("ots").unwrap(), world.find::<State>("uzb").unwrap());
        let view = world.as_of(date(2024, 10, 20));
        let acquired = Change::acquire(ots, comity::model::EffectKind::MutualDefence);
        let answer = view.consequences_of(acquired);
        let history = world.history_of(uzb, None);
        let proofs = answer.findings().map(|finding| finding.why().to_string());
        (proofs.collect::<Vec<_>>(), answer.caveats().to_vec(), history)
    });
}

#[test]
fn what_is_made_of_both_is_alike() {
    same("without a source", |world| {
        let cited = world.all::<Source>().nth(40).unwrap();
        world.without_source(cited).unwrap().to_jsonl()
    });
    same("as somebody tells it", |world| {
        let speaker = world.tables().claims.iter().find_map(|claim| claim.by.first().copied());
        world.as_of(date(2024, 10, 20)).according_to(speaker.unwrap()).world().to_jsonl()
    });
}
