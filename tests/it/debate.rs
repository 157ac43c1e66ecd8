//! What claims have to do with each other, who holds what, and how a debate is told.

use std::fmt::Write as _;

use comity::answer::{ClaimComparison, ContentAccord, Position, StanceAccord};
use comity::model::{Claim, RecordId};
use comity::{Id, World, date};

/// The rows of a table without its head.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).filter(|line| !line.is_empty()).map(|line| line.split('\t').collect())
}

const WORLD: &str = include_str!("data/claims/world.jsonl");
const COMPARED: &str = include_str!("data/claims/compared.tsv");

fn claim(world: &World, key: &str) -> Id<Claim> {
    match world.record(key) {
        Ok(RecordId::Claim(id)) => id,
        other => panic!("{key}: {other:?}"),
    }
}

/// The small world with the two claims of each row of the table: said by Ann and by Ben on 20 October 2024, unless their fields say
/// otherwise.
fn compared_world() -> World {
    let mut text = WORLD.to_owned();
    for row in rows(COMPARED) {
        let [what, one, two, ..] = row[..] else { panic!("{row:?}") };
        for (speaker, fields) in [("ann", one), ("ben", two)] {
            let date = r#""date":"2024-10-20","#;
            let date = if fields.contains("\"date\":") { "" } else { date };
            let _ = writeln!(
                text,
                "{{\"claim\":\"{what}-{speaker}\",\"by\":[\"{speaker}\"],{date}{fields}}}"
            );
        }
    }
    World::from_jsonl("compared", text).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn claims_compare_as_the_table_says() {
    let world = compared_world();
    let view = world.as_of(date(2024, 10, 20));
    let mut wrong = Vec::new();
    for row in rows(COMPARED) {
        let [what, _, _, content, stance, at_once] = row[..] else { panic!("{row:?}") };
        let [one, two] = ["ann", "ben"].map(|who| claim(&world, &format!("{what}-{who}")));
        let found = view.compare_claims(one, two);
        let told = format!("{} {} {}", found.content, found.stance, found.at_once);
        if told != format!("{content} {stance} {at_once}") {
            wrong.push(format!("{what}: {told} and not {content} {stance} {at_once}"));
        }
        // The order does not matter.
        let turned = view.compare_claims(two, one);
        assert_eq!(turned.claims, [two, one]);
        let alike =
            |one: &ClaimComparison| (one.content, one.stance, one.at_once, one.topics.clone());
        assert_eq!(alike(&turned), alike(&found), "{what}");
        assert!(!(found.is_dissent() && found.is_assent()), "{what}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is presumed to be meant still is so for as long as a record is.
#[test]
fn who_presumes_nothing_compares_days_strictly() {
    use comity::model::Presumption;
    let world = compared_world();
    let [one, two] = ["ann", "ben"].map(|who| claim(&world, &format!("said-months-apart-{who}")));
    let view = world.as_of(date(2024, 10, 20));
    let presumed = view.compare_claims(one, two);
    assert!(presumed.is_presumed);
    assert_eq!(presumed.content, ContentAccord::Contradiction);
    let strict = view.presuming(Presumption::NotAtAll).compare_claims(one, two);
    assert_eq!(strict.content, ContentAccord::Compatible);
}

/// Three speakers, of whom two reach us by one paper, and one of them by another document as well.
#[test]
fn two_speakers_of_one_outlet_are_not_two_sources() {
    let text = format!(
        r#"{WORLD}
{{"analyst":"cem","name":"Cem"}}
{{"source":"letter","name":"A letter"}}
{{"claim":"a","by":["ann"],"voices":[{{"speaker":"paper","manner":"own"}},{{"speaker":"ann","manner":"quoted"}}]}}
{{"claim":"b","by":["ben"],"voices":[{{"speaker":"paper","manner":"own"}},{{"speaker":"ben","manner":"quoted"}}]}}
{{"claim":"c","by":["cem"],"sources":["letter"]}}
{{"claim":"d","by":["ddd"]}}
{{"claim":"e","by":["ben"],"sources":["letter"]}}
"#
    );
    let world = World::from_jsonl("sources", text).unwrap();
    let groups = |keys: &[&str]| -> Vec<String> {
        let claims: Vec<_> = keys.iter().map(|key| claim(&world, key)).collect();
        let groups = world.claims_by_source(&claims).into_iter();
        let keys =
            |group: Vec<Id<Claim>>| group.iter().map(|id| &*world[*id].key).collect::<String>();
        groups.map(keys).collect()
    };
    assert_eq!(groups(&["a", "b", "d"]), ["ab", "d"]);
    assert_eq!(groups(&["a", "b", "c"]), ["ab", "c"]);
    assert_eq!(groups(&["a", "c", "e", "d"]), ["a", "ce", "d"]);
    // The letter has Ben as well, and Ben the paper: all of it is one way.
    assert_eq!(groups(&["a", "c", "d", "e", "b"]), ["aceb", "d"]);
    assert_eq!(groups(&[]), [""; 0]);
    let view = world.as_of(date(2024, 10, 20));
    assert!(view.compare_claims(claim(&world, "a"), claim(&world, "b")).is_one_source);
    assert!(!view.compare_claims(claim(&world, "a"), claim(&world, "c")).is_one_source);
}

#[test]
fn a_speaker_is_for_it_against_it_divided_or_silent() {
    let judgement = r#""proposition":{"judgement":{"kind":"serves","of":["plan"],"words":"all"}}"#;
    let text = format!(
        r#"{WORLD}
{{"analyst":"cem","name":"Cem"}}
{{"claim":"a1","by":["ann"],"date":"2024-01-01",{judgement},"stance":"support"}}
{{"claim":"a2","by":["ann"],"date":"2024-06-01",{judgement},"stance":"oppose"}}
{{"claim":"b1","by":["ben"],"date":"2024-01-01",{judgement},"stance":"support","condition":{{"takes_part":{{"member":"aaa","of":"league"}}}}}}
{{"claim":"b2","by":["ben"],"date":"2024-01-01","text":"It exists.","about":["plan","pact"]}}
{{"claim":"c1","by":["cem"],"date":"2024-01-01","text":"It rains.","about":["pact"]}}
"#
    );
    let world = World::from_jsonl("positions", text).unwrap();
    let told = |day: comity::Date| -> Vec<String> {
        let positions = world.as_of(day).positions();
        let key = |id: comity::EntityId| world.key(id);
        let cells = positions.iter().map(|cell| {
            let keys = |claims: &[Id<Claim>]| -> Vec<&str> {
                claims.iter().map(|id| &*world[*id].key).collect()
            };
            let held = cell.position.map_or("-", Position::as_str);
            let claims = (keys(&cell.claims), keys(&cell.others));
            format!(
                "{} on {}: {held} {:?} {:?}",
                key(cell.speaker),
                key(cell.topic),
                claims.0,
                claims.1
            )
        });
        cells.collect()
    };
    assert_eq!(
        told(date(2024, 10, 20)),
        [
            "ben on pact: - [] [\"b2\"]",
            "cem on pact: - [] [\"c1\"]",
            "ann on plan: divided [\"a1\", \"a2\"] []",
            "ben on plan: conditional [\"b1\"] [\"b2\"]",
        ]
    );
    assert!(told(date(2024, 3, 1)).contains(&"ann on plan: support [\"a1\"] []".to_owned()));
    assert!(told(date(2023, 3, 1)).is_empty());
    let positions = world.as_of(date(2024, 10, 20)).positions();
    let entity = |key: &str| world.entity(key).unwrap();
    assert_eq!(positions.silent_on(entity("plan")), [entity("cem")]);
    assert_eq!(positions.silent_on(entity("pact")), [entity("ann")]);
    assert_eq!(positions.main_topic(), Some(entity("plan")));
}

/// q24: who is for it, who is against it, and for whom it depends.
#[cfg(feature = "dataset")]
#[test]
fn the_three_analysts_hold_three_positions() {
    let world = World::bundled();
    let view = world.as_of(date(2024, 10, 20));
    let alliance = world.entity("ots-alliance").unwrap();
    let positions = view.positions();
    let held: Vec<(&str, Position, Vec<&str>)> = positions
        .on(alliance)
        .filter_map(|cell| {
            let claims = cell.claims.iter().map(|id| &*world[*id].key).collect();
            Some((world.key(cell.speaker), cell.position?, claims))
        })
        .collect();
    assert_eq!(
        held,
        [
            ("karauz", Position::Support, vec!["st17", "st21", "st22", "st38"]),
            ("mikail", Position::Conditional, vec!["st33", "st39"]),
            ("ozer", Position::Oppose, vec!["st09"]),
        ]
    );
    assert_eq!(positions.main_topic(), Some(alliance));
    // Karauz against Ozer, in what they want and not in what they say.
    let opposed = view.compare_claims(claim(&world, "st09"), claim(&world, "st17"));
    assert_eq!(opposed.stance, StanceAccord::Opposition);
    assert_eq!(opposed.content, ContentAccord::NothingInCommon);
    assert!(opposed.is_one_source);
    // Nobody in the debate contradicts another on a matter of fact.
    let claims: Vec<_> = view.claims().collect();
    let compared = view.compare_all_claims(&claims);
    assert!(compared.iter().all(|two| two.content != ContentAccord::Contradiction));
}
