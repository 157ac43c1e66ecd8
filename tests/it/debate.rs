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

/// What a reader wants of a debate, on a page.
#[cfg(feature = "dataset")]
mod page {
    use comity::words::{English, Layout, Names};
    use comity::{World, date};
    use expect_test::expect_file;

    #[test]
    fn the_debate_is_told_on_a_page_without_a_key() {
        let world = World::bundled();
        let page = world.as_of(date(2024, 10, 20)).debate().report().to_string();
        expect_file!["data/claims/debate.txt"].assert_eq(&page);
        assert!(page.lines().count() <= 82, "{} lines", page.lines().count());
        let claims = world.tables().claims.iter().map(|claim| &*claim.key);
        let provisions = world.tables().provisions.iter().map(|provision| &*provision.key);
        let keys: Vec<&str> = claims.chain(provisions).collect();
        let words = page.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
        let found: Vec<&str> = words.filter(|word| keys.contains(word)).collect();
        assert!(found.is_empty(), "{found:?}");
    }

    /// Two further debates, each as a page: Finland and Sweden in NATO, and Armenia between two unions.
    #[test]
    fn other_debates_are_told_in_the_same_way() {
        let world = World::bundled();
        let told = |topic: &str, day: comity::Date| {
            let debate = world.as_of(day).debate().on(world.entity(topic).unwrap());
            debate.report().to_string()
        };
        expect_file!["data/claims/nordic.txt"].assert_eq(&told("nato", date(2022, 12, 31)));
        expect_file!["data/claims/armenia.txt"].assert_eq(&told("arm", date(2025, 12, 31)));
        // What is debated elsewhere does not change what is asked without a topic.
        let topic = world.as_of_newest().debate().topic();
        assert_eq!(topic, Some(world.entity("ots-alliance").unwrap()));
    }

    #[test]
    fn it_is_narrowed_to_a_topic_or_a_speaker() {
        let world = World::bundled();
        let view = world.as_of_newest();
        let entity = |key: &str| world.entity(key).unwrap();
        let of = view.debate().on(entity("csto"));
        let key = |id: &comity::Id<comity::model::Claim>| world[*id].key.to_string();
        let keys: Vec<String> = of.claims().iter().map(key).collect();
        let (others, article): (Vec<&str>, Vec<&str>) =
            keys.iter().map(String::as_str).partition(|key| !key.starts_with("st"));
        assert_eq!(article, ["st10", "st11", "st12", "st13", "st14"]);
        let expected = "cauc01 cauc02 cauc03 cauc05 cauc06 cauc07 cauc09 cauc10 cauc11 cauc15 ex02 ex04 ex04-crisis ex08 ex08-protocol ex09-csto kaz-stays kgz-stays";
        assert_eq!(others.join(" "), expected);
        assert_eq!(of.by(entity("ozer")).claims().len(), 5);
        // What came of a prediction is told with hindsight.
        let page = view.debate().by(entity("cavusoglu")).report().to_string();
        assert!(page.contains("What later days made of it"), "{page}");
        let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("with what is known later, refuted"), "{page}");
        let layout = Layout::of_width(60);
        for names in [Names::of(view), Names::keys(view)] {
            let page = of.report_by(names).to_text(&English, layout);
            for line in page.lines() {
                assert!(line.chars().count() <= 60 || !line.trim().contains(' '), "{line}");
            }
        }
        assert!(view.debate().on(entity("zwe")).claims().is_empty());
    }

    /// The object has what the page has, by keys.
    #[test]
    fn it_is_data_as_well() {
        let world = World::bundled();
        let answer = world.as_of(date(2024, 10, 20)).debate().answer();
        let json: serde_json::Value = serde_json::from_str(&answer.to_json()).unwrap();
        let standing = |claim: &str| {
            let all = json["standings"].as_array().unwrap();
            all.iter().find(|row| row["claim"] == claim).unwrap().clone()
        };
        assert_eq!(standing("st13")["verdict"], "supported");
        assert_eq!(standing("st13")["readings"][1]["reading"], "narrow");
        assert_eq!(standing("st04")["mixed_up_with"], serde_json::json!(["p50b"]));
        assert_eq!(standing("st04")["answerable"], serde_json::json!(["newsaz"]));
        let agreed = |row: &&serde_json::Value| row["content"] == "agreement";
        let agreed = json["comparisons"].as_array().unwrap().iter().find(agreed).unwrap();
        assert_eq!(agreed["claims"], serde_json::json!(["st08-military", "st26"]));
        assert_eq!(agreed["one_source"], true);
        assert_eq!(json["kind"], "debate");
        assert_eq!(json["sources"].as_array().unwrap().len(), 3);
        assert_eq!(
            json["claims"].as_array().unwrap().len(),
            json["standings"].as_array().unwrap().len()
        );
    }
}

/// What turns on one fact, and what does not turn on what somebody says.
#[cfg(feature = "dataset")]
mod turning {
    use std::collections::BTreeMap;

    use comity::model::EffectKind;
    use comity::{Change, Date, Organization, World, date};

    use super::rows;

    const FLIPS: &str = include_str!("data/claims/flips.tsv");
    const FLIPS_OF_QUESTIONS: &str = include_str!("data/claims/flips_questions.tsv");

    /// What a further analyst says of Uzbekistan, and of others.
    const SAID: &str = r#"
{"analyst":"ann","name":"Ann"}
{"claim":"left","by":["ann"],"date":"2024-10-20","mode":"fact","proposition":{"has_left":{"member":"uzb","of":"csto"}}}
{"claim":"member","by":["ann"],"date":"2024-10-20","mode":"fact","proposition":{"takes_part":{"member":"uzb","of":"csto","status":"member"}}}
{"claim":"no-member","by":["ann"],"date":"2024-10-20","mode":"denial","proposition":{"takes_part":{"member":"uzb","of":"csto"}},"factuality":"CT-"}
{"claim":"then-member","by":["ann"],"date":"2024-10-20","when":"2010-05-01","mode":"fact","proposition":{"takes_part":{"member":"uzb","of":"csto"}}}
{"claim":"three-first","by":["ann"],"date":"2024-10-20","mode":"condition","proposition":{"must_exit_first":{"states":["kaz","kgz","uzb"],"from":"csto","if":"ots","acquires":"mutual_defence"}}}
{"claim":"two-first","by":["ann"],"date":"2024-10-20","mode":"condition","proposition":{"must_exit_first":{"states":["kaz","kgz"],"from":"csto","if":"ots","acquires":"mutual_defence"}}}
{"claim":"kaz-member","by":["ann"],"date":"2024-10-20","mode":"fact","proposition":{"takes_part":{"member":"kaz","of":"csto","status":"member"}}}
"#;

    fn load(text: &str) -> World {
        World::from_jsonl("turning", text).unwrap_or_else(|errors| panic!("{errors}"))
    }

    /// The verdicts on all claims, then and with hindsight, on all states under the question of the debate, and who is in what.
    fn answers(world: &World) -> BTreeMap<String, String> {
        let view = world.as_of(date(2024, 10, 20));
        let mut found = BTreeMap::new();
        for id in world.tables().claims.ids() {
            let key = &world[id].key;
            found.insert(format!("claim {key}"), view.verdict_on(id).verdict.to_string());
        }
        let ots = world.find::<Organization>("ots").unwrap();
        let answer = view.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
        for finding in answer.findings() {
            let key = world.key(finding.state());
            found.insert(format!("must_exit {key}"), finding.verdict().to_string());
        }
        for day in ["2010-05-01", "2012-12-18", "2013-01-01", "2024-10-20"] {
            let then = world.as_of(day.parse::<Date>().unwrap());
            for state in world.states() {
                for body in ["csto", "ots"] {
                    let organization = world.find::<Organization>(body).unwrap();
                    let truth = then.is_member(state, organization);
                    let key = world.key(state);
                    found.insert(format!("is_member {key} {body} {day}"), truth.to_string());
                }
                let cst = world.find::<comity::Treaty>("cst").unwrap();
                let truth = then.is_member(state, cst);
                found
                    .insert(format!("is_member {} cst {day}", world.key(state)), truth.to_string());
            }
        }
        found
    }

    /// What differs, as the list has it.
    fn differences(one: &World, other: &World) -> Vec<String> {
        let (one, other) = (answers(one), answers(other));
        assert_eq!(one.len(), other.len());
        let differing = one.iter().zip(other.values()).filter(|((_, was), is)| was != is);
        differing.map(|((what, was), is)| format!("{what}\t{was}\t{is}")).collect()
    }

    /// The bundled world and what Ann says, without the end of Uzbekistan's membership and participation of 2012.
    fn without_the_exit(text: &str) -> World {
        let end = r#""to":"2012-12-19","end_reason":"withdrawal""#;
        let of = ["\"membership\":\"uzb-csto-member\"", "\"membership\":\"uzb-cst-party-2\""];
        let without = |line: &str| {
            if of.iter().any(|key| line.contains(key)) {
                assert!(line.contains(end), "{line}");
                return line.replace(&format!("{end},"), "") + "\n";
            }
            line.to_owned() + "\n"
        };
        load(&text.lines().map(without).collect::<String>())
    }

    /// That three must exit first is open, and not refuted, where one of them is out: texts bind it of which nothing is read.
    #[test]
    fn one_fact_turns_what_rests_on_it_and_nothing_else() {
        let text = World::bundled().to_jsonl() + SAID;
        let expected: Vec<String> = rows(FLIPS).map(|row| row.join("\t")).collect();
        assert_eq!(differences(&load(&text), &without_the_exit(&text)), expected);
    }

    /// Of all questions of the tables those answer otherwise that the list names, which was written before.
    #[test]
    fn one_fact_turns_the_questions_that_rest_on_it() {
        use crate::cores::each;
        use crate::questions::{FILES, ask};
        let text = World::bundled().to_jsonl();
        let (with, without) = (load(&text), without_the_exit(&text));
        let entries: Vec<(&str, serde_json::Value)> = (FILES.iter())
            .flat_map(|(file, text)| {
                let entries: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
                entries.into_iter().map(move |entry| (*file, entry))
            })
            .collect();
        let turned = each(&entries, |(file, entry)| {
            let (one, other) = (ask(&with, entry), ask(&without, entry));
            let is_same = (one.truth, one.rows) == (other.truth, other.rows);
            (!is_same).then(|| format!("{file}\t{}", entry["why"].as_str().unwrap()))
        });
        let turned: Vec<String> = turned.into_iter().flatten().collect();
        let expected: Vec<String> = rows(FLIPS_OF_QUESTIONS).map(|row| row.join("\t")).collect();
        assert_eq!(turned, expected);
    }

    /// A further speaker changes nobody's verdict: of no claim that was there, and of no state.
    #[test]
    fn a_new_speaker_turns_nothing() {
        let (before, after) =
            (answers(&World::bundled()), answers(&load(&(World::bundled().to_jsonl() + SAID))));
        for (what, was) in &before {
            assert_eq!(after.get(what), Some(was), "{what}");
        }
        assert_eq!(after.len(), before.len() + 7);
    }
}

#[test]
fn claims_attack_what_they_contradict_and_whose_condition_they_deny() {
    let mut text = WORLD.to_owned();
    let is_in = r#""proposition":{"takes_part":{"member":"bbb","of":"pact"}}"#;
    let judged = r#""proposition":{"judgement":{"kind":"causes","of":["pact"],"words":"unrest"}},"condition":{"takes_part":{"member":"bbb","of":"pact"}}"#;
    for (key, by, mode, fields) in [
        ("a-in", "ann", "fact", is_in.to_owned()),
        ("b-out", "ben", "fact", format!("{is_in},\"factuality\":\"CT-\"")),
        ("b-maybe", "ben", "fact", format!("{is_in},\"factuality\":\"PS-\"")),
        ("b-wish", "ben", "advocacy", format!("{is_in},\"factuality\":\"CT-\"")),
        ("a-if", "ann", "claim", judged.to_owned()),
    ] {
        let _ = writeln!(
            text,
            "{{\"claim\":\"{key}\",\"by\":[\"{by}\"],\"date\":\"2024-10-20\",\"mode\":\"{mode}\",{fields}}}"
        );
    }
    let world = World::from_jsonl("attacks", text).unwrap();
    let debate = world.as_of(date(2024, 10, 20)).debate().on(world.entity("pact").unwrap());
    let attacks: Vec<String> = (debate.attacks().iter())
        .map(|one| format!("{} {} {}", world[one.by].key, one.kind, world[one.on].key))
        .collect();
    assert_eq!(
        attacks,
        ["a-in contradiction b-out", "b-out undercut a-if", "b-out contradiction a-in"]
    );
    let refuted: Vec<&str> = debate.refuted().iter().map(|claim| &*world[*claim].key).collect();
    assert_eq!(refuted, ["b-out"]);
    if cfg!(feature = "argumentation") {
        stands(&debate);
    }
}

/// Without the record only what nobody attacks stands; with it, also what is attacked by nothing but what it refutes.
#[cfg(feature = "argumentation")]
fn stands(debate: &comity::answer::Debate<'_>) {
    let accepted = |framework: comity::argument::Framework| -> Vec<String> {
        let grounded = framework.grounded();
        let accepted: Vec<usize> = grounded.accepted().collect();
        let names = framework.names(&accepted).into_iter();
        names.map(std::borrow::Cow::into_owned).collect()
    };
    assert_eq!(accepted(debate.framework()), ["b-maybe", "b-wish"]);
    assert_eq!(
        accepted(debate.framework_with_record()),
        ["a-if", "a-in", "b-maybe", "b-wish", "@record"]
    );
}

#[cfg(not(feature = "argumentation"))]
fn stands(_: &comity::answer::Debate<'_>) {}

#[cfg(feature = "dataset")]
#[test]
fn a_debate_that_was_kept_is_read_back() {
    use comity::wire::DebateAnswer;

    let world = World::bundled();
    let debate = world.as_of(date(2026, 2, 1)).debate();
    let topic = world.entity("csto").unwrap();
    let speaker = world.entity("ozer").unwrap();
    for answer in [debate.answer(), debate.on(topic).answer(), debate.by(speaker).answer()] {
        let text = answer.to_json();
        assert!(text.contains(r#""kind":"debate""#));
        let again = DebateAnswer::from_json(&text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(again, answer);
        assert_eq!(again.to_json(), text);
    }
    let text = debate.answer().to_json();
    for wrong in [
        text.replacen("\"debate\"", "\"what_if\"", 1),
        text.replacen("\"stances\"", "\"stanzas\"", 1),
        text.replacen("\"supported\"", "\"perhaps\"", 1),
        text[..text.len() / 2].to_owned(),
    ] {
        assert!(DebateAnswer::from_json(&wrong).is_err());
    }
}
