//! Loading: every bad input has its code, line and column; what is written is read back; layers correct each other.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use comity::base::Severity;
use comity::{LoadError, Loaded, Loader, Organization, State, Truth, World, date};
use proptest::prelude::*;

#[cfg(feature = "dataset")]
#[path = "../../examples/lint.rs"]
#[expect(dead_code, reason = "its `main` is called by nobody here")]
mod lint;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/load").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(data(name)).unwrap()
}

/// What a load says, as `code line:column`, one a line.
fn said(result: &Result<Loaded, LoadError>) -> Vec<String> {
    let diagnostics = match result {
        Ok(loaded) => &loaded.diagnostics,
        Err(error) => &error.diagnostics,
    };
    diagnostics.iter().map(|d| format!("{} {}:{}", d.code, d.line, d.column)).collect()
}

/// Of ten thousand errors and as many warnings the rest is counted, and neither hides the other.
#[test]
fn a_file_of_errors_does_not_fill_the_memory() {
    let most = 10_000;
    let odd = r#"{"state":"a","name":"A"}"#.to_owned() + "\n";
    for bad in ["{\n".as_bytes(), b"\xff\n", &[&b" ".repeat(1 << 20)[..], b"{\n"].concat()] {
        let n = if bad.len() > 100 { 2 } else { most + 7 };
        let text = [odd.repeat(most + 3).into_bytes(), bad.repeat(n)].concat();
        let error = Loader::new().text("mine", text).load().unwrap_err();
        let of = |severity| error.diagnostics.iter().filter(|d| d.severity == severity).count();
        // The first line of a record is no repetition.
        assert_eq!((of(Severity::Warning), of(Severity::Error)), (most, n.min(most)));
        assert_eq!(error.untold, 2 + n.saturating_sub(most));
        assert!(error.to_string().ends_with(&format!("\n… and {} more", error.untold)));
    }
    // A file of which nothing is kept holds something all the same.
    let bad = b"\xff\n".repeat(most + 1);
    let error = Loader::new().text("one", bad.clone()).text("two", bad).load().unwrap_err();
    assert!(error.diagnostics.iter().all(|d| d.code == "invalid-utf8"));
    assert_eq!(error.untold, most + 2);
}

/// File of `data/load/bad`, and all that is said of it.
const BAD: &[(&str, &[&str])] = &[
    ("bad_condition", &["bad-condition 2:60", "unknown-field 2:98"]),
    ("bad_key", &["bad-key 1:10"]),
    ("bad_param", &["bad-param 4:65", "bad-param 4:91"]),
    ("bearer", &["unknown-word 3:52", "unknown-key 4:52"]),
    ("bom", &["wrong-type 1:23"]),
    ("clause_of_an_organization", &["wrong-kind 3:28", "wrong-kind 4:18"]),
    ("column_in_characters", &["bad-key 1:10"]),
    ("deep", &["syntax 1:54"]),
    ("duplicate_field", &["duplicate-field 1:36"]),
    ("duplicate_key", &["duplicate-key 2:17"]),
    ("invalid_utf8", &["invalid-utf8 1:26"]),
    ("inverted", &["inverted-interval 3:83"]),
    ("inverted_name", &["inverted-interval 1:89"]),
    ("line_ends", &["wrong-type 2:23", "wrong-type 4:23", "wrong-type 6:23"]),
    ("list", &["syntax 1:1"]),
    ("missing_field", &["missing-field 3:15"]),
    ("missing_kind", &["missing-kind 1:2"]),
    ("overlapping", &["overlapping-spells 4:71"]),
    (
        "proposition",
        &[
            "unknown-field 3:43",
            "unknown-key 4:66",
            "unknown-field 5:57",
            "unknown-word 6:41",
            "unknown-word 6:54",
            "unknown-word 6:96",
            "empty-value 7:71",
            "wrong-kind 7:81",
            "unknown-word 7:110",
            "missing-field 8:52",
            "unknown-word 8:77",
        ],
    ),
    ("repeated_value", &["unknown-key 3:28", "unknown-key 3:40"]),
    (
        "several_spells",
        &[
            "spells-out-of-order 2:39",
            "two-existences 3:34",
            "empty-value 4:39",
            "inverted-interval 5:66",
        ],
    ),
    ("single_quotes", &["syntax 1:2"]),
    ("truncated", &["syntax 2:23"]),
    ("truncated_known", &["syntax 1:35"]),
    ("two_kinds", &["two-kinds 1:36"]),
    ("two_on_one_line", &["unknown-key 3:28", "unknown-word 3:55", "bad-date 3:76"]),
    ("two_records", &["syntax 1:37"]),
    (
        "unknown_extent",
        &["unknown-word 2:28", "unknown-word 3:45", "inverted-interval 4:93", "missing-field 5:11"],
    ),
    ("unknown_field", &["unknown-field 1:16", "unknown-field 1:36"]),
    ("unknown_key", &["unknown-key 3:28"]),
    ("unknown_source", &["unknown-source 2:53", "wrong-kind 2:69"]),
    ("unread_date", &["bad-date 4:79", "bad-date 5:72"]),
    ("version", &["bad-version 1:11", "unknown-field 1:13"]),
    ("wrong_kind", &["wrong-kind 3:39"]),
    ("wrong_type", &["wrong-type 1:23", "wrong-type 1:33", "unknown-word 1:55"]),
];

/// The same for what is odd but loads.
const ODD: &[(&str, &[&str])] = &[
    ("empty", &["empty-file 0:0"]),
    ("misplaced_header", &["misplaced-header 2:2"]),
    ("only_header", &["empty-file 0:0"]),
    ("repeated_record", &["repeated-record 2:30"]),
    ("unlikely_param", &["unlikely-param 2:86"]),
];

#[test]
fn every_error_is_reported_at_its_place() {
    for (name, expected) in BAD {
        let result = Loader::new().file(data(&format!("bad/{name}.jsonl"))).load();
        assert_eq!(&said(&result), expected, "{name}");
        let error = result.unwrap_err();
        assert!(error.diagnostics.iter().all(|d| d.severity == Severity::Error), "{name}");
    }
}

#[test]
fn what_is_odd_is_reported_and_loads() {
    for (name, expected) in ODD {
        let result = Loader::new().file(data(&format!("bad/{name}.jsonl"))).load();
        assert_eq!(&said(&result), expected, "{name}");
        assert!(result.is_ok(), "{name}");
    }
}

#[test]
fn the_tables_name_every_file() {
    let mut named: Vec<String> =
        BAD.iter().chain(ODD).map(|(name, _)| format!("{name}.jsonl")).collect();
    named.sort();
    let mut files: Vec<String> = std::fs::read_dir(data("bad"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(named, files);
}

#[test]
fn a_diagnostic_shows_the_line_and_a_caret() {
    let error = Loader::new().text("mine", text("bad/unknown_key.jsonl")).load().unwrap_err();
    expect_test::expect![[r#"
        error[unknown-key]: no state or organization has the key `kax`
         --> mine:3:28
          |
        3 | {"membership":"m","member":"kax","of":"csto","status":"member"}
          |                            ^^^^^
          = help: did you mean `kaz`?"#]]
    .assert_eq(&error.to_string());
    let json = serde_json::to_string(&error.diagnostics[0]).unwrap();
    expect_test::expect![[r#"{"severity":"error","code":"unknown-key","file":"mine","line":3,"column":28,"message":"no state or organization has the key `kax`","help":"did you mean `kaz`?"}"#]]
    .assert_eq(&json);
}

#[test]
fn a_clause_of_an_organization_is_told_where_clauses_stand() {
    let file = data("bad/clause_of_an_organization.jsonl");
    let error = Loader::new().file(file).load().unwrap_err();
    let told: Vec<(&str, Option<&str>)> =
        error.diagnostics.iter().map(|d| (&*d.message, d.help.as_deref())).collect();
    let message = "`pact` is an organization, not a treaty or a law";
    let help = "add a treaty and link it to the organization";
    assert_eq!(
        told,
        [
            (message, Some(&*format!("clauses stand in texts: {help}"))),
            (message, Some(&*format!("acts are done under texts: {help}"))),
        ]
    );
}

#[test]
fn a_long_line_is_shown_around_its_caret() {
    let line = format!(r#"{{"note":"{}\u0007","state":"x","name":7}}"#, "ö".repeat(5000));
    let error = World::from_jsonl("mine", line).unwrap_err();
    let shown = error.to_string();
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[3].starts_with("1 | …ööö") && lines[3].chars().count() < 140, "{shown}");
    let caret = lines[4].chars().position(|c| c == '^').unwrap();
    assert_eq!(lines[3].chars().nth(caret), Some('7'));
    assert_eq!(error.diagnostics[0].column, 5037);
}

#[test]
fn control_characters_are_made_visible() {
    let error =
        World::from_jsonl("a\u{1b}[31m", "{\"state\":\"a\u{1b}[31m\",\"name\":\"x\"}").unwrap_err();
    assert!(!error.to_string().contains('\u{1b}'));
    assert_eq!(error.diagnostics[0].column, 12);
}

#[test]
fn what_is_no_file_is_said() {
    let result = Loader::new().file(data("bad")).file(data("nowhere.jsonl")).load();
    assert_eq!(said(&result), ["is-a-directory 0:0", "no-such-file 0:0"]);
}

/// Gives `len` bytes of one line, and then another line; nothing is held.
struct Endless {
    len: usize,
    rest: &'static [u8],
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.len == 0 {
            return self.rest.read(into);
        }
        let len = self.len.min(into.len());
        into[..len].fill(b'[');
        self.len -= len;
        Ok(len)
    }
}

#[test]
fn a_line_of_a_hundred_megabytes_is_one_error() {
    let reader = Endless { len: 100_000_000, rest: b"\n{\"state\":\"kaz\",\"name\":5}" };
    let result = Loader::new().reader("endless", reader).load();
    assert_eq!(said(&result), ["line-too-long 1:1", "wrong-type 2:23"]);
}

#[test]
fn a_reader_that_fails_is_said() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the cable is cut"))
        }
    }
    let result = Loader::new().reader("broken", Broken).load();
    assert_eq!(said(&result), ["io 0:0"]);
}

/// All records with their ids.
fn tables(world: &World) -> String {
    format!("{:#?}", world.tables())
}

#[test]
fn what_is_written_is_read_back() {
    let world = World::load(data("world.jsonl")).unwrap();
    let written = world.to_jsonl();
    let again = World::from_jsonl("again", written.clone()).unwrap();
    assert_eq!(tables(&again), tables(&world));
    assert_eq!(again.to_jsonl(), written);
    // The file is in canonical form but for its title and the order of its records.
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
        lines.sort();
        lines.join("\n")
    };
    assert_eq!(sorted(&written), sorted(&text("world.jsonl")));
}

#[cfg(feature = "dataset")]
#[test]
fn the_layer_of_the_example_corrects_one_field() {
    let mine = include_str!("../../examples/layers.jsonl");
    let loaded = Loader::new().bundled().layer().text("layers.jsonl", mine).load().unwrap();
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let told: Vec<String> = loaded.overrides.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["`uzb-csto-member`: `to` was `2012-12-19`, is `2012-06-28` (layers.jsonl:4)"]
    );
    let bsec = loaded.world.find::<Organization>("bsec").unwrap();
    assert_eq!(loaded.world.as_of(date(2024, 10, 20)).members(bsec).count(), 13);
    assert_eq!(loaded.world.assertions_about("uzb-guam-member").count(), 1);
}

#[cfg(feature = "dataset")]
#[test]
fn the_bundled_world_loads_without_a_word_and_is_read_back() {
    let loaded = Loader::new().bundled().load().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(loaded.diagnostics.iter().map(ToString::to_string).collect::<String>(), "");
    let written = loaded.world.to_jsonl();
    let again = World::from_jsonl("again", written.clone()).unwrap();
    assert_eq!(tables(&again), tables(&loaded.world));
    assert_eq!(again.to_jsonl(), written);
}

#[cfg(feature = "dataset")]
#[test]
fn a_file_lies_over_the_bundled_world() {
    let mine = r#"{"state":"kaz","name":"Kazakhstan (mine)"}"#;
    let loaded = Loader::new().bundled().layer().text("mine", mine).load().unwrap();
    let kazakhstan = loaded.world.find::<State>("kaz").unwrap();
    assert_eq!(loaded.world.name(kazakhstan), "Kazakhstan (mine)");
    assert_eq!(loaded.overrides.len(), 1);
    assert_eq!(loaded.world.tables().entities.len(), World::bundled().tables().entities.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn neither_the_order_of_lines_nor_their_files_matter(
        lines in Just(text("world.jsonl").lines().map(str::to_owned).collect::<Vec<_>>())
            .prop_shuffle(),
        cut in 0..40_usize,
    ) {
        let world = World::load(data("world.jsonl")).unwrap();
        let (first, second) = lines.split_at(cut);
        let loaded = Loader::new()
            .text("first", first.join("\r"))
            .text("second", second.join("\r\n"))
            .load()
            .unwrap();
        prop_assert_eq!(tables(&loaded.world), tables(&world));
        prop_assert_eq!(loaded.world.to_jsonl(), world.to_jsonl());
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = World::from_jsonl("bytes", bytes);
    }

    #[test]
    fn no_change_of_a_good_file_panics(
        at in 0..9000_usize,
        len in 0..5_usize,
        with in prop::collection::vec(
            prop::sample::select(&b"{}[]\",:\\\n\r -0123456789aeinrstu@\xff\xc3\x00"[..]), 0..5),
    ) {
        let mut bytes = text("world.jsonl").into_bytes();
        let at = at.min(bytes.len());
        let end = (at + len).min(bytes.len());
        bytes.splice(at..end, with);
        match Loader::new().text("changed", bytes).load() {
            // What loads is written and read back.
            Ok(loaded) => {
                let written = loaded.world.to_jsonl();
                let again = World::from_jsonl("again", written.clone());
                prop_assert_eq!(again.unwrap().to_jsonl(), written);
            }
            Err(error) => {
                prop_assert!(error.diagnostics.iter().any(|d| d.severity == Severity::Error));
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}

const BASE: &str = r#"
{"state":"uzb","name":"Uzbekistan","tags":{"european":"no"},"sources":["old"]}
{"organization":"csto","name":"CSTO"}
{"source":"old","name":"Old"}
{"source":"new","name":"New"}
{"source":"newer","name":"Newer"}
{"membership":"uzb-csto","member":"uzb","of":"csto","status":"member","from":"2006-08-16","to":"2012-12-19","sources":["old"]}
"#;

fn layers(layers: &[&str]) -> Result<Loaded, LoadError> {
    let mut loader = Loader::new().text("base", BASE);
    for (nth, layer) in layers.iter().enumerate() {
        loader = loader.layer().text(format!("layer{}", nth + 1), *layer);
    }
    loader.load()
}

/// The interval of the membership as known by a day.
fn spell(world: &World, known_by: Option<&str>) -> String {
    let uzbekistan = world.find::<State>("uzb").unwrap();
    let csto = world.find::<Organization>("csto").unwrap();
    let known_by = known_by.map(|day| day.parse().unwrap());
    world.spells(uzbekistan, csto, known_by)[0].valid.to_string()
}

#[test]
fn a_recorded_correction_leaves_the_past_as_it_was_known() {
    let loaded = layers(&[
        r#"{"membership":"uzb-csto","to":"2012-06-28","recorded":"2025-01-01","sources":["new"]}"#,
    ])
    .unwrap();
    let world = &loaded.world;
    assert_eq!(spell(world, None), "2006-08-16/2012-06-28");
    assert_eq!(spell(world, Some("2025-01-01")), "2006-08-16/2012-06-28");
    assert_eq!(spell(world, Some("2024-12-31")), "2006-08-16/2012-12-19");
    assert_eq!(spell(world, Some("2012-12-18")), "2006-08-16/..");
    let uzbekistan = world.find::<State>("uzb").unwrap();
    let csto = world.find::<Organization>("csto").unwrap();
    let view = world.as_of(date(2012, 9, 1));
    assert!(view.is_member(uzbekistan, csto).is_no());
    assert!(
        view.known_by(date(2020, 1, 1).earliest().unwrap()).is_member(uzbekistan, csto).is_yes()
    );

    let change = &loaded.overrides[..];
    assert_eq!(change.len(), 1);
    assert_eq!(
        change[0].to_string(),
        "`uzb-csto`: `to` was `2012-12-19`, is `2012-06-28` (layer1:1)"
    );
    let assertion = world.tables().assertions.iter().next().unwrap();
    assert_eq!(&*assertion.key, "uzb-csto-to-superseded");
    assert_eq!(
        (&*assertion.of, &*assertion.field, &*assertion.value),
        ("uzb-csto", "to", "2012-12-19")
    );
    let sources: Vec<&str> =
        assertion.provenance.sources.iter().map(|citation| world.key(citation.source)).collect();
    assert_eq!(sources, ["old"]);
    let again = World::from_jsonl("again", world.to_jsonl()).unwrap();
    assert_eq!(tables(&again), tables(world));
}

#[test]
fn corrections_of_corrections_are_kept_in_the_order_of_their_days() {
    let first =
        r#"{"membership":"uzb-csto","to":"2012-06-28","recorded":"2025-01-01","sources":["new"]}"#;
    let second = r#"{"membership":"uzb-csto","to":"2012-07-01","recorded":"2024-01-01","sources":["newer"]}"#;
    let loaded = layers(&[first, second]).unwrap();
    assert_eq!(spell(&loaded.world, Some("2023-12-31")), "2006-08-16/2012-12-19");
    // The later layer prevails from its own day on.
    assert_eq!(spell(&loaded.world, Some("2024-01-01")), "2006-08-16/2012-07-01");
    assert_eq!(spell(&loaded.world, None), "2006-08-16/2012-07-01");
    let assertions: Vec<(&str, &str)> = (loaded.world.tables().assertions.iter())
        .map(|one| (&*one.value, loaded.world.key(one.provenance.sources[0].source)))
        .collect();
    assert_eq!(assertions, [("2012-12-19", "old"), ("2012-06-28", "new")]);

    let loaded = layers(&[second, first]).unwrap();
    assert_eq!(spell(&loaded.world, Some("2023-12-31")), "2006-08-16/2012-12-19");
    assert_eq!(spell(&loaded.world, Some("2024-06-01")), "2006-08-16/2012-07-01");
    assert_eq!(spell(&loaded.world, Some("2025-01-01")), "2006-08-16/2012-06-28");
    let again = World::from_jsonl("again", loaded.world.to_jsonl()).unwrap();
    assert_eq!(tables(&again), tables(&loaded.world));
}

#[test]
fn a_correction_without_a_day_holds_from_the_beginning() {
    let loaded = layers(&[r#"{"membership":"uzb-csto","to":"2012-06-28"}"#]).unwrap();
    assert_eq!(spell(&loaded.world, Some("2012-06-28")), "2006-08-16/2012-06-28");
    assert_eq!(spell(&loaded.world, Some("2012-06-27")), "2006-08-16/..");
}

#[test]
fn lists_grow_and_tags_are_overridden_one_by_one() {
    let loaded = layers(&[
        r#"{"state":"uzb","names":[{"text":"O‘zbekiston"}],"tags":{"turkic_speaking":"yes","european":"contested"},"sources":["new","old"]}"#,
        r#"{"state":"uzb","names":[{"text":"O‘zbekiston"},{"text":"Özbekistan"}],"name":"Uzbekistan"}"#,
    ])
    .unwrap();
    let world = &loaded.world;
    let line =
        world.to_jsonl().lines().find(|line| line.starts_with(r#"{"state""#)).unwrap().to_owned();
    expect_test::expect![[r#"{"state":"uzb","name":"Uzbekistan","names":[{"text":"O‘zbekiston"},{"text":"Özbekistan"}],"tags":{"european":"contested","turkic_speaking":"yes"},"sources":["old","new"]}"#]]
    .assert_eq(&line);
    let mut overrides = String::new();
    for change in &loaded.overrides {
        writeln!(overrides, "{change}").unwrap();
    }
    assert_eq!(overrides, "`uzb`: `tags.european` was `no`, is `contested` (layer1:1)\n");
    assert_eq!(
        &*world.tables().assertions.iter().next().unwrap().key,
        "uzb-tags-european-superseded"
    );
}

#[test]
fn a_later_layer_cannot_change_the_kind() {
    let result = layers(&[r#"{"organization":"uzb","name":"Uzbekistan"}"#]);
    assert_eq!(said(&result), ["wrong-kind 1:17"]);
    assert_eq!(result.unwrap_err().diagnostics[0].help.as_deref(), Some("it is defined at base:2"));
}

#[test]
fn a_later_layer_may_close_what_was_open() {
    let loaded = layers(&[
        r#"{"membership":"uzb-csto","to":null}"#,
        r#"{"membership":"uzb-csto","to":"2013","recorded":"2014-01-01"}"#,
    ])
    .unwrap();
    assert_eq!(spell(&loaded.world, None), "2006-08-16/2013");
    assert_eq!(spell(&loaded.world, Some("2013-12-31")), "2006-08-16/..");
    let shown: Vec<String> = loaded.overrides.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "`uzb-csto`: `to` was `2012-12-19`, is absent (layer1:1)",
            "`uzb-csto`: `to` was absent, is `2013` (layer2:1)"
        ]
    );
}

/// What a load says, in full.
fn shown(result: &Result<Loaded, LoadError>) -> String {
    let diagnostics = match result {
        Ok(loaded) => &loaded.diagnostics,
        Err(error) => &error.diagnostics,
    };
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_misspelt_key_of_a_correction_is_one_error() {
    let result = layers(&[r#"{"membership":"uzb-cto","to":"2012-06-28"}"#]);
    expect_test::expect![[r#"
        error[unknown-key]: `uzb-cto` is not in the world: to add it, give its `member`, `of` and `status`; to correct another record, use that one’s key
         --> layer1:1:15
          |
        1 | {"membership":"uzb-cto","to":"2012-06-28"}
          |               ^^^^^^^^^
          = help: did you mean `uzb-csto`?"#]]
    .assert_eq(&shown(&result));
    // The name that is near must be of an earlier layer, and of the same kind.
    let own = "{\"membership\":\"uzb-odkb\",\"member\":\"uzb\",\"of\":\"csto\",\"status\":\"observer\"}\n{\"membership\":\"uzb-odk\"}";
    let result = layers(&[own, r#"{"state":"csto2","tags":{"european":"no"}}"#]);
    expect_test::expect![[r#"
        error[missing-field]: a membership needs the fields `member`, `of` and `status`
         --> layer1:2:15
          |
        2 | {"membership":"uzb-odk"}
          |               ^^^^^^^^^
          = help: `uzb-odk` is not in the world; to correct another record, use that one’s key
        error[missing-field]: a state needs the field `name`
         --> layer2:1:10
          |
        1 | {"state":"csto2","tags":{"european":"no"}}
          |          ^^^^^^^
          = help: `csto2` is not in the world; to correct another record, use that one’s key"#]]
    .assert_eq(&shown(&result));
}

#[test]
fn a_record_with_all_its_fields_may_have_a_near_key() {
    let line = r#"{"membership":"uzb-csto2","member":"uzb","of":"csto","status":"observer"}"#;
    assert_eq!(shown(&layers(&[line])), "");
}

#[test]
fn what_is_missing_is_said_at_once() {
    let result = Loader::new().text("mine", r#"{"membership":"m"}"#).load();
    expect_test::expect![[r#"
        error[missing-field]: a membership needs the fields `member`, `of` and `status`
         --> mine:1:15
          |
        1 | {"membership":"m"}
          |               ^^^"#]]
    .assert_eq(&shown(&result));
}

#[test]
fn a_correction_that_makes_another_record_is_odd() {
    let base = r#"
{"state":"kaz","name":"Kazakhstan"}
{"organization":"eaeu","name":"EAEU"}
{"treaty":"cst","name":"CST","form":"treaty"}
{"treaty":"dcst","name":"DCST","form":"treaty"}
{"overlay":"o","member":"uzb","of":"csto","kind":"suspended"}
{"link":"l","of":"csto","instrument":"cst","role":"constituent"}
{"provision":"p","of":"cst","kind":"withdrawal"}
{"act":"a","by":"uzb","of":"cst","kind":"sign","date":"1992"}
{"relation":"r","kind":"succeeds","subject":"uzb","object":"kaz"}"#;
    let changes = r#"{"membership":"uzb-csto","member":"kaz","of":"csto"}
{"overlay":"o","member":"uzb","of":"eaeu"}
{"link":"l","of":"eaeu"}
{"provision":"p","of":"dcst"}
{"act":"a","by":"kaz","of":"dcst"}
{"relation":"r","subject":"kaz","object":"uzb"}"#;
    let result = layers(&[base, changes]);
    let identity: Vec<String> =
        said(&result).into_iter().filter(|one| one.starts_with("changed-identity")).collect();
    assert_eq!(
        identity,
        [
            "changed-identity 1:35",
            "changed-identity 2:36",
            "changed-identity 3:18",
            "changed-identity 4:23",
            "changed-identity 5:17",
            "changed-identity 5:28",
            "changed-identity 6:27",
            "changed-identity 6:42",
        ]
    );
    let loaded = result.unwrap();
    let change = loaded.diagnostics.iter().find(|one| one.code == "changed-identity").unwrap();
    assert_eq!(change.severity, Severity::Warning);
    expect_test::expect![[r#"
        warning[changed-identity]: this changes `member` of `uzb-csto` from `uzb` to `kaz`, which makes it another membership
         --> layer2:1:35
          |
        1 | {"membership":"uzb-csto","member":"kaz","of":"csto"}
          |                                   ^^^^^
          = help: `uzb-csto` is at base:7; to add a membership, give it a key of its own"#]].assert_eq(&change.to_string());
    // It applies.
    assert!(loaded.world.to_jsonl().contains(r#"{"membership":"uzb-csto","member":"kaz""#));
}

#[test]
fn an_overlap_is_told_of_the_later_line() {
    // The key is the first by name, and the line is the last.
    let result = layers(&[
        r#"{"membership":"a","member":"uzb","of":"csto","status":"member","from":"2010"}"#,
    ]);
    expect_test::expect![[r#"
        error[overlapping-spells]: overlaps `uzb-csto`, another spell of the same member
         --> layer1:1:71
          |
        1 | …ip":"a","member":"uzb","of":"csto","status":"member","from":"2010"}
          |                                                              ^^^^^^
          = help: `uzb-csto` is at base:7; to correct it, name its key"#]]
    .assert_eq(&shown(&result));

    // The line that corrects one of two records is the later one.
    let spells = r#"
{"membership":"b","member":"uzb","of":"csto","status":"member","from":"2015-01-01","to":"2016"}
{"membership":"a","member":"uzb","of":"csto","status":"member","from":"2014","to":"2015-01-01"}"#;
    let result = layers(&[spells, r#"{"membership":"b","from":"2014-06-01"}"#]);
    assert_eq!(said(&result), ["overlapping-spells 1:26"]);
    let result = layers(&[spells, r#"{"membership":"a","to":"2015-06-01"}"#]);
    expect_test::expect![[r#"
        error[overlapping-spells]: overlaps `b`, another spell of the same member
         --> layer2:1:24
          |
        1 | {"membership":"a","to":"2015-06-01"}
          |                        ^^^^^^^^^^^^
          = help: `b` is at layer1:2; to correct it, name its key"#]]
    .assert_eq(&shown(&result));

    // Within a layer, the later line is the one that is odd, and naming the key would not help.
    let within = r#"{"membership":"b","member":"uzb","of":"csto","status":"member","from":"2015"}
{"membership":"a","member":"uzb","of":"csto","status":"member","from":"2016"}"#;
    let result = layers(&[within]);
    expect_test::expect![[r#"
        error[overlapping-spells]: overlaps `b`, another spell of the same member
         --> layer1:2:71
          |
        2 | …ip":"a","member":"uzb","of":"csto","status":"member","from":"2016"}
          |                                                              ^^^^^^
          = help: `b` is at layer1:1"#]]
    .assert_eq(&shown(&result));
}

/// The exit status of the example and what it prints.
#[cfg(feature = "dataset")]
fn linted(options: &[&str], text: &str) -> (u8, String) {
    use std::sync::atomic::{AtomicU32, Ordering};

    static NTH: AtomicU32 = AtomicU32::new(0);
    let nth = NTH.fetch_add(1, Ordering::Relaxed);
    let dir = std::env::temp_dir().join(format!("comity-lint-{}-{nth}", std::process::id()));
    std::fs::create_dir(&dir).unwrap();
    let file = dir.join("mine.jsonl");
    std::fs::write(&file, text).unwrap();
    let args = options.iter().map(Into::into).chain([file.clone().into()]);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = lint::run(args, &mut out, &mut err);
    std::fs::remove_dir_all(&dir).unwrap();
    assert_eq!(String::from_utf8(err).unwrap(), "");
    let out = String::from_utf8(out).unwrap();
    (status, out.replace(file.to_str().unwrap(), "mine.jsonl"))
}

#[cfg(feature = "dataset")]
const MINE: &str = r#"{"comity":1}
{"state":"kaz","name":"Qazaqstan"}
{"membership":"kaz-csto-member","to":"2024-06-01"}
"#;

#[cfg(feature = "dataset")]
#[test]
fn the_linter_notes_what_is_overridden() {
    let (status, out) = linted(&["--world", "bundled"], MINE);
    assert_eq!(status, 0);
    expect_test::expect![[r"
        note: mine.jsonl:2 overrides `name` of `kaz`: Kazakhstan → Qazaqstan
        note: mine.jsonl:3 overrides `to` of `kaz-csto-member`: open → 2024-06-01
        0 errors, 0 warnings
    "]]
    .assert_eq(&out);
    let (status, out) = linted(&["--world", "bundled", "--json"], MINE);
    assert_eq!(status, 0);
    expect_test::expect![[r#"
        {"diagnostics":[],"overrides":[{"key":"kaz","field":"name","from":"Kazakhstan","to":"Qazaqstan","by":"mine.jsonl:2"},{"key":"kaz-csto-member","field":"to","from":null,"to":"2024-06-01","by":"mine.jsonl:3"}]}
    "#]]
    .assert_eq(&out);
}

#[cfg(feature = "dataset")]
#[test]
fn the_linter_knows_corrections_of_the_bundled_world() {
    const HELP: &str =
        "help: these look like corrections of the bundled world; try `--world bundled`\n";
    for text in [
        MINE,
        r#"{"membership":"m","member":"kaz","of":"csto","status":"member"}"#,
        r#"{"state":"mine","name":"Mine","sources":["c10"]}"#,
    ] {
        let (status, out) = linted(&[], text);
        assert_eq!((status, out.matches(HELP).count()), (1, 1), "{out}");
    }
    let (status, out) = linted(&[], r#"{"membership":"m","member":"nowhere-at-all"}"#);
    assert_eq!((status, out.contains(HELP)), (1, false), "{out}");
    let (status, out) =
        linted(&["--world", "bundled"], r#"{"membership":"kaz-csto-membr","to":"2024-06-01"}"#);
    assert_eq!((status, out.contains(HELP)), (1, false), "{out}");
    expect_test::expect![[r#"
        error[unknown-key]: `kaz-csto-membr` is not in the world: to add it, give its `member`, `of` and `status`; to correct another record, use that one’s key
         --> mine.jsonl:1:15
          |
        1 | {"membership":"kaz-csto-membr","to":"2024-06-01"}
          |               ^^^^^^^^^^^^^^^^
          = help: did you mean `kaz-csto-member`?
        1 error, 0 warnings
    "#]]
    .assert_eq(&out);
}

#[cfg(feature = "dataset")]
#[test]
fn a_new_record_over_the_bundled_world_is_told_what_it_lacks() {
    let (_, out) =
        linted(&["--world", "bundled"], r#"{"treaty":"t","name":"The Treaty","parties":["kaz"]}"#);
    expect_test::expect![[r#"
        error[unknown-key]: `t` is not in the world: to add it, give its `form`; to correct another record, use that one’s key
         --> mine.jsonl:1:11
          |
        1 | {"treaty":"t","name":"The Treaty","parties":["kaz"]}
          |           ^^^
          = help: did you mean `wt`?
        1 error, 0 warnings
    "#]].assert_eq(&out);
    let (_, out) = linted(&["--world", "bundled"], r#"{"treaty":"steppe-pact","name":"The Pact"}"#);
    expect_test::expect![[r#"
        error[missing-field]: a treaty needs the field `form`
         --> mine.jsonl:1:11
          |
        1 | {"treaty":"steppe-pact","name":"The Pact"}
          |           ^^^^^^^^^^^^^
          = help: `steppe-pact` is not in the world; to correct another record, use that one’s key
        1 error, 0 warnings
    "#]]
    .assert_eq(&out);
}

#[test]
fn a_correction_that_cannot_be_read_is_one_error() {
    let result = layers(&[r#"{"membership":"uzb-csto","of":"cst0"}"#]);
    assert_eq!(said(&result), ["changed-identity 1:31", "unknown-key 1:31"]);
}

#[test]
fn treaties_that_bind_each_others_parties_are_refused() {
    let text = r#"{"treaty":"one","name":"One","form":"treaty","parties":"@two"}
{"treaty":"two","name":"Two","form":"treaty","parties":"@one"}"#;
    let error = World::from_jsonl("circle.jsonl", text).unwrap_err();
    let codes: Vec<String> = error.diagnostics.iter().map(|one| one.code.to_string()).collect();
    assert_eq!(codes, ["parties-in-a-chain", "parties-in-a-chain"]);
}

/// What existed in several spells, a roll from a day to a day, how far other records reach, and a member before it was a state.
const SCHEMA: &str = r#"{"comity":1}
{"state":"aal","name":"Aaland","existence":[{"from":"1918-02-24","to":"1940-08-06"},{"from":"1991-08-20"}],"tags":{"european":"yes"}}
{"state":"bel","name":"Belmark","from":"1918-02-24","to":"1940-08-06"}
{"organization":"pact","name":"The Pact","coverage":{"level":"partial","of":["bel"],"from":"1945-10-24","until":"2026-11-01"}}
{"membership":"aal-pact-member","member":"aal","of":"pact","status":"member","from":"1945-10-24","before_statehood":true}
{"extent":"ext-codes","about":"codes","subject":"cow","level":"none"}
{"extent":"ext-defence","about":"duties","subject":"mutual_defence","level":"complete","of":["aal"],"from":"2016-01-01","until":"2026-11-01","evidence":"general"}
"#;

#[test]
fn the_schema_of_certainty_is_read_and_written() {
    let world = World::from_jsonl("schema", SCHEMA).unwrap();
    assert_eq!(world.to_jsonl(), SCHEMA);
    assert!(world.warnings().is_empty(), "the body admitted it before it was a state");
    let aal = world.find::<State>("aal").unwrap();
    for (day, truth) in [
        (date(1917, 1, 1), Truth::No),
        (date(1930, 1, 1), Truth::Yes),
        (date(1960, 1, 1), Truth::No),
        (date(2000, 1, 1), Truth::Yes),
    ] {
        assert_eq!(world.as_of(day).is_state(aal), truth, "{day}");
    }
}

#[test]
fn a_list_of_spells_takes_the_place_of_what_was_said_before() {
    let base = r#"{"state":"aal","name":"Aaland","from":"1918-02-24","to":"1940-08-06"}"#;
    let correction = r#"{"state":"aal","existence":[{"from":"1918-02-24","to":"1940-08-06"},{"from":"1991-08-20"}]}"#;
    let loaded = Loader::new().text("base", base).layer().text("mine", correction).load().unwrap();
    let aal = loaded.world.find::<State>("aal").unwrap();
    assert_eq!(loaded.world[aal].profile.existence.spells().count(), 2);
    let fields: Vec<&str> = loaded.overrides.iter().map(|change| &*change.field).collect();
    assert_eq!(fields, ["from", "to"]);
}

/// The bundled world of an earlier day, on which benchmarks count, has to be read by every later program.
#[test]
fn a_world_file_of_an_earlier_day_is_read_without_a_word() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/frozen.jsonl");
    let loaded = Loader::new().file(file).load();
    assert_eq!(said(&loaded), [""; 0]);
    let world = loaded.unwrap().world;
    let csto = world.find::<Organization>("csto").unwrap();
    assert_eq!(world.as_of(date(2024, 10, 20)).members(csto).count(), 6);
}
