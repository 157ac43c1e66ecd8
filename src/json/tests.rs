//! An independent reader says the same of every text; names and values know their places; nothing hostile does harm.

use proptest::prelude::*;

use super::*;

/// Keeps what is wrong.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Read for Faults {
    fn fault(&mut self, fault: Fault) {
        self.0.push(fault);
    }
}

impl Faults {
    fn codes(&self) -> Vec<&'static str> {
        self.0.iter().map(|fault| fault.code).collect()
    }
}

/// A value as the independent reader has it.
fn as_json(value: &Value<'_>) -> serde_json::Value {
    match &value.data {
        Data::Null => serde_json::Value::Null,
        Data::Bool(yes) => (*yes).into(),
        Data::Number(number) => serde_json::from_str(number).unwrap(),
        Data::Text(text) => text.as_ref().into(),
        Data::List(values) => values.iter().map(as_json).collect::<Vec<_>>().into(),
        Data::Object(members) => {
            let value = |member: &Member<'_>| (member.name.to_string(), as_json(&member.value));
            members.iter().map(value).collect::<serde_json::Map<_, _>>().into()
        }
    }
}

fn repeated(times: std::ops::Range<u32>, piece: fn(u32) -> String) -> String {
    times.map(piece).collect::<Vec<_>>().concat()
}

/// Holds the reader against the independent one. That keeps the last of two values of one name, and this the first; so what
/// has a name twice is compared as far as whether it is JSON.
fn compare(text: &str) -> Result<(), TestCaseError> {
    // A byte order mark is no part of the text.
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let theirs = serde_json::from_str::<serde_json::Value>(body);
    let mut faults = Faults::default();
    let ours = document(&mut faults, text);
    let is_syntax = faults.0.iter().any(|fault| fault.code == "syntax");
    prop_assert_eq!(ours.is_none(), is_syntax, "{:?}", faults.0);
    // That reader stops at a number that is JSON, but too large for it.
    if theirs.as_ref().is_err_and(|error| error.to_string().contains("out of range")) {
        return Ok(());
    }
    prop_assert_eq!(ours.is_some(), theirs.is_ok(), "{:?} {:?}", faults.0, theirs);
    if let (Some(ours), Ok(theirs), true) = (ours, theirs, faults.0.is_empty()) {
        prop_assert_eq!(as_json(&ours), theirs);
    }
    Ok(())
}

/// Texts that are nearly JSON.
fn nearly() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"a\"",
        "\"b\"",
        "\"\\u00e9\\n\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\u0000\"",
        "\"é\"",
        "1",
        "-0.5e+3",
        "01",
        "1.",
        "1e",
        "-",
        "true",
        "false",
        "null",
        "nul",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\\",
        "\"",
        "'",
        "é",
        "\u{1}",
        "\u{feff}",
    ]);
    let anything = prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat());
    prop_oneof![anything.clone(), anything.prop_map(|inner| format!("{{\"a\":{inner}}}"))]
}

/// Texts that are JSON.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::btree_map("[a-c]{0,2}", inner, 0..5)
                .prop_map(|fields| fields.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_what_an_independent_writer_writes(value in json(), text in "[\\x00-\\x7f€]{0,40}") {
        prop_assert_eq!(to_text(&value), value.to_string());
        prop_assert_eq!(to_text(&text), serde_json::to_string(&text).unwrap());
        prop_assert_eq!(to_text(&Some((&text, 1.5, 'x', [-7]))), serde_json::to_string(&(text, 1.5, 'x', [-7])).unwrap());
    }

    #[test]
    fn an_independent_reader_says_the_same(text in nearly()) {
        compare(&text)?;
    }

    #[test]
    fn it_says_the_same_of_json_and_of_what_is_nearly_json(
        value in json(),
        cut in any::<prop::sample::Index>(),
        len in 0..4_usize,
        with in "[{}\\[\\]\",:\\\\0-9a-fu]{0,3}",
    ) {
        let text = value.to_string();
        compare(&text)?;
        let mut letters: Vec<char> = text.chars().collect();
        let from = cut.index(letters.len() + 1);
        let to = (from + len).min(letters.len());
        letters.splice(from..to, with.chars());
        compare(&letters.into_iter().collect::<String>())?;
    }

    #[test]
    fn what_is_written_is_read_back(text in any::<String>()) {
        let mut line = String::new();
        write_string(&mut line, &text);
        let mut faults = Faults::default();
        let value = document(&mut faults, &line);
        prop_assert_eq!(value.as_ref().and_then(Value::as_text), Some(&*text));
    }
}

#[test]
fn names_and_values_know_their_places() {
    let text = r#" {"a" : "a", "é":[ "a",{"a":"a"}] }"#;
    let members = record(&mut Faults::default(), 7, text).unwrap();
    let shown = |at: Place| &text[at.start as usize..at.end as usize];
    let names: Vec<&str> = members.iter().map(|one| shown(one.name_at)).collect();
    assert_eq!(names, ["\"a\"", "\"é\""]);
    assert_eq!((members[0].name_at.start, members[0].value.at.start), (2, 8));
    let Data::List(values) = &members[1].value.data else { panic!("a list") };
    let values: Vec<&str> = values.iter().map(|one| shown(one.at)).collect();
    assert_eq!(values, ["\"a\"", r#"{"a":"a"}"#]);
}

#[test]
fn a_place_has_a_path() {
    let text = "{\"a\": [1, {\"b\": {\"c\": \"2024-13\"}}],\n \"d\": null}";
    let value = document(&mut Faults::default(), text).unwrap();
    for (piece, path) in [
        ("{\"a\"", ""),
        ("\"a\"", ""),
        ("[1", "a"),
        ("1,", "a[0]"),
        ("{\"b\"", "a[1]"),
        ("\"c\"", "a[1].b"),
        ("\"2024", "a[1].b.c"),
        ("13", "a[1].b.c"),
        ("null", "d"),
    ] {
        let start = u32::try_from(text.find(piece).unwrap()).unwrap();
        assert_eq!(value.path_to(Place { line: 0, start, end: start + 1 }), path, "{piece}");
    }
}

#[test]
fn a_part_of_a_text_has_a_place_unless_it_is_written_with_escapes() {
    for (text, byte, expected) in [
        (r#""2024-13""#, 5, "13"),
        (r#""2024-""#, 5, "\""),
        (r#""2024-""#, 50, "\""),
        (r#""""#, 0, "\""),
        (r#""2024-\u0031""#, 5, r#""2024-\u0031""#),
    ] {
        let value = document(&mut Faults::default(), text).unwrap();
        let at = value.from(byte);
        assert_eq!(&text[at.start as usize..at.end as usize], expected, "{text} from {byte}");
    }
}

#[test]
fn names_that_repeat_are_reported_wherever_they_stand_and_the_first_is_kept() {
    let text = r#"{"a":[{"b":1,"b":{"c":2,"c":3}}],"a":2}"#;
    let mut faults = Faults::default();
    let value = document(&mut faults, text).unwrap();
    assert_eq!(faults.codes(), ["duplicate-field"; 3]);
    assert_eq!(as_json(&value).to_string(), r#"{"a":[{"b":1}]}"#);
    // Also where there are too many names to search them from end to end.
    let names = repeated(0..50, |nth| format!("\"{nth}\":0,"));
    for repeated in [0, 20, 40] {
        let mut faults = Faults::default();
        document(&mut faults, &format!("{{{names}\"{repeated}\":1}}"));
        assert_eq!(faults.codes(), ["duplicate-field"]);
    }
}

#[test]
fn what_is_hostile_does_no_harm() {
    let long = "x".repeat(1 << 20);
    let many = repeated(0..100_000, |nth| format!("\"{nth}\":{nth},"));
    for (text, codes) in [
        ("[".repeat(1 << 20), &["syntax"][..]),
        ("{\"a\":".repeat(1 << 20), &["syntax"]),
        (format!("{}{}", "[".repeat(32), "]".repeat(32)), &[]),
        (format!("{}{}", "[".repeat(33), "]".repeat(33)), &["syntax"]),
        (format!("\"{long}\""), &[]),
        (format!("\"{long}"), &["syntax"]),
        (format!("-{}.{}e{}", "9".repeat(9999), "9".repeat(9999), "9".repeat(9999)), &[]),
        ("1e999999999".to_owned(), &[]),
        (r#""\ud800""#.to_owned(), &["syntax"]),
        (r#""\udc00\ud800""#.to_owned(), &["syntax"]),
        (r#""\ud800\u0041""#.to_owned(), &["syntax"]),
        (r#""\ud800\u"#.to_owned(), &["syntax"]),
        (r#""\u0000""#.to_owned(), &[]),
        ("\0".to_owned(), &["syntax"]),
        ("\"\0\"".to_owned(), &["syntax"]),
        ("\u{feff}null".to_owned(), &[]),
        ("\u{feff}\u{feff}null".to_owned(), &["syntax"]),
        ("\u{feff}".to_owned(), &["syntax"]),
        (String::new(), &["syntax"]),
        (format!("{{{many}\"a\":0}}"), &[]),
        (format!("{{{many}{many}\"a\":0}}"), &["duplicate-field"; 20]),
    ] {
        let start: String = text.chars().take(40).collect();
        let mut faults = Faults::default();
        document(&mut faults, &text);
        assert_eq!(faults.codes(), codes, "{start}");
        let mut faults = Faults::default();
        let _ = record(&mut faults, 0, &text);
        let _ = faults.0.iter().map(|fault| fault.message.len()).max();
    }
}

#[test]
fn names_that_are_not_known_are_reported_up_to_a_number() {
    let text = repeated(0..10_000, |nth| format!("\"{nth}\":{nth},"));
    let text = format!("{{{text}\"namme\":1}}");
    let mut faults = Faults::default();
    let value = document(&mut faults, &text).unwrap();
    let fields = faults.object(&value, "a thing", &["name"]).unwrap();
    assert_eq!(faults.0.len(), 20);
    assert!(fields.value("name").is_none());
}
