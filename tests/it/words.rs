//! English stands in one room, every code on one page, and what is told can be told in another language.

use std::collections::BTreeSet;

use super::sources::{self, is_test, sources, without_tests};

const PAGE: &str = include_str!("../../src/guide/codes.md");

/// Who else may speak, and why: diagnostics speak where they arise.
const SPEAKERS: [(&str, &str); 13] = [
    ("base/", "the shapes of messages"),
    ("time/", "why a text is no date"),
    ("model/params.rs", "why a parameter is none"),
    ("model/table", "what an id of another world would name"),
    ("json/", "why a text is no JSON"),
    ("names/forms.rs", "how lists write names, to read them"),
    ("world/", "why a world is none, and what has no such key"),
    ("io/", "what is wrong with a file"),
    ("dataset/", "that the bundled world is whole"),
    ("proof/check/", "why a proof does not hold"),
    ("logic/", "why a program or a certificate does not hold"),
    ("argument/", "why a text is no framework"),
    ("wire/", "what is wrong with a hypothesis, a question or an answer that was kept"),
];

/// What reads as prose elsewhere and is none, and what it is.
const NAMES: [(&str, &str, &str); 7] = [
    ("deliberation/contradiction.rs", "contradictory duties", "the name of a rule"),
    ("deliberation/draft.rs", "keeps alive", "the name of a rule"),
    ("deliberation/doubt.rs", "what the conflict rests on", "what no premise says"),
    ("model/terms.rs", "two thirds", "a word of the file format"),
    ("model/terms.rs", "three quarters", "a word of the file format"),
    ("model/terms.rs", "agreement of parties", "a word of the file format"),
    ("model/terms.rs", "vote against", "a word of the file format"),
];

/// The string literals of a source, without what it says to the compiler.
fn literals(text: &str) -> Vec<String> {
    let mut in_attribute = false;
    let mut is_code = |line: &&str| {
        let line = line.trim();
        // What an error says stands in an attribute.
        in_attribute |= line.starts_with("#[") && !line.starts_with("#[error(");
        let is_code = !in_attribute && !line.contains("reason = \"");
        in_attribute &= !line.ends_with(']');
        // What the words of an enum are called in messages stands above them.
        is_code && !line.ends_with("\":")
    };
    let code = without_tests(text).lines().filter(&mut is_code);
    sources::literals(&code.flat_map(|line| [line, "\n"]).collect::<String>())
}

/// Whether a text reads as prose: two words of small letters side by side.
fn is_prose(text: &str) -> bool {
    let is_word = |word: &str| {
        word.len() > 1
            && word.trim_end_matches([',', ':', ';', '.']).chars().all(|c| c.is_ascii_lowercase())
    };
    let words: Vec<&str> = text.split(' ').collect();
    words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)))
}

/// Every text that reads as prose outside `words`, with its file.
fn prose() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (file, text) in sources() {
        if !file.starts_with("words/") && !is_test(&file) {
            let said = literals(&text).into_iter().filter(|one| is_prose(one));
            found.extend(said.map(|one| (file.clone(), one)));
        }
    }
    found
}

#[test]
fn english_stands_in_one_room() {
    let is_expected = |file: &str, said: &str| {
        SPEAKERS.iter().any(|(room, _)| file.starts_with(room))
            || NAMES.iter().any(|(place, text, _)| file == *place && said.contains(text))
    };
    let found: Vec<String> = (prose().iter())
        .filter(|(file, said)| !is_expected(file, said))
        .map(|(file, said)| format!("{file}: {said:?}"))
        .collect();
    assert!(found.is_empty(), "these speak, and should let `words` do so:\n{}", found.join("\n"));
}

#[test]
fn whoever_may_speak_does() {
    let prose = prose();
    for (room, why) in SPEAKERS {
        assert!(
            prose.iter().any(|(file, _)| file.starts_with(room)),
            "nothing in {room} says {why}"
        );
    }
    for (place, text, what) in NAMES {
        let is_there = prose.iter().any(|(file, said)| file == place && said.contains(text));
        assert!(is_there, "{place} no longer has {text:?}, {what}");
    }
}

#[test]
fn planted_prose_is_found() {
    let planted = r#"fn f(who: &str) -> String { format!("{who} must leave it") }"#;
    assert!(literals(planted).iter().any(|one| is_prose(one)));
    for silent in [
        r#"const WORD: &str = "must_exit";"#,
        r#"// "must leave it""#,
        r#"#[expect(clippy::panic, reason = "must leave it")]"#,
    ] {
        assert!(!literals(silent).iter().any(|one| is_prose(one)), "{silent}");
    }
}

/// Words of small letters joined by hyphens.
fn is_code(text: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    text.contains('-') && text.split('-').all(is_part)
}

/// The codes that a room can emit: its literals with hyphens, and two of one word.
fn emitted(rooms: &[&str]) -> BTreeSet<String> {
    let files = sources();
    let own = files.iter().filter(|(file, _)| rooms.iter().any(|room| file.starts_with(room)));
    let own = own.filter(|(file, _)| !is_test(file));
    let all = own.flat_map(|(_, text)| literals(text));
    all.filter(|text| is_code(text) || ["io", "syntax"].contains(&text.as_str())).collect()
}

/// The codes in the first column of the table under a heading of the page.
fn listed(heading: &str) -> BTreeSet<String> {
    let section = PAGE.split("\n## ").find(|section| section.starts_with(heading)).unwrap_or("");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split_once('`').map(|(code, _)| code.to_owned())).collect()
}

#[test]
fn the_page_lists_every_code_of_a_caveat() {
    let caveat = sources().into_iter().find(|(file, _)| file == "answer/caveat/mod.rs").unwrap().1;
    let (_, rest) = caveat.split_once("pub const fn code").unwrap();
    let codes: BTreeSet<String> = literals(rest).into_iter().collect();
    assert!(codes.len() > 25, "{codes:?}");
    assert_eq!(listed("Caveats"), codes);
}

#[test]
fn the_page_lists_every_code_of_a_diagnostic() {
    assert_eq!(listed("Records"), emitted(&["io/", "world/", "json/"]));
    assert_eq!(listed("Argumentation frameworks"), emitted(&["argument/"]));
    assert_eq!(listed("Hypotheses and questions"), emitted(&["wire/", "json/"]));
}

#[cfg(feature = "dataset")]
mod told {
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    use comity::answer::Caveat;
    use comity::model::EffectKind;
    use comity::proof::Fact;
    use comity::wire::Rows;
    use comity::words::{English, Language, Names, Point, Sentence};
    use comity::{Change, Organization, Question, State, World, date};

    /// A language that counts words, and says nothing else.
    struct Counted;

    impl Language for Counted {
        fn fact(&self, names: &Names<'_>, fact: &Fact) -> String {
            let mut text = String::from("#");
            let _ = write!(text, "{}", English.fact(names, fact).split(' ').count());
            text
        }

        fn sentence(&self, names: &Names<'_>, sentence: &Sentence<'_>) -> String {
            match sentence {
                Sentence::Sources => "##".to_owned(),
                other => English.sentence_around(self, names, other),
            }
        }

        fn point(&self, _: &Names<'_>, _: &Point) -> String {
            "#".to_owned()
        }

        fn caveat(&self, _: &Names<'_>, caveat: &Caveat) -> String {
            format!("#{}", caveat.code())
        }

        fn question(&self, _: &Names<'_>, _: &Question) -> String {
            "#?".to_owned()
        }
    }

    #[test]
    fn an_answer_is_told_in_another_language_throughout() {
        let world = World::bundled();
        let ots = world.find::<Organization>("ots").unwrap();
        let view = world.as_of(date(2024, 10, 20));
        let question = Question::must_exit(Change::acquire(ots, EffectKind::MutualDefence));
        let (plain, told) = (view.ask(&question), view.ask_in(&question, &Counted));
        assert_eq!(told.question, "#?");
        assert!(told.caveats.iter().all(|row| row.text == format!("#{}", row.code)));
        // Two of one code are told alike here, and once.
        let codes: BTreeSet<&str> = plain.caveats.iter().map(|row| &*row.code).collect();
        assert_eq!(codes.len(), told.caveats.len());
        let (Rows::Exits(plain), Rows::Exits(told)) = (plain.rows, told.rows) else { panic!() };
        assert_eq!(plain, told);

        let answer = view.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
        let why = answer.must_exit().next().unwrap().why();
        let told = why.tell_in(&Counted);
        assert!(told.starts_with('#'), "{told}");
        assert!(told.contains("\n##\n[1]"), "{told}");
        assert_eq!(why.tell_in(&English), why.to_string());
        let deliberation = answer.deliberate();
        let account = deliberation.account_in(&Counted).unwrap();
        let points = |line: &str| line.trim().is_empty() || line.trim() == "#";
        assert!(account.lines().all(points), "{account}");
        assert_eq!(deliberation.account_in(&English), deliberation.account());
    }

    /// Names with an article where the record says so, on questions and in sentences.
    #[test]
    fn whether_a_name_has_an_article_stands_in_the_record() {
        let world = World::bundled();
        let is_in = |state: &str| {
            let state = world.find::<State>(state).unwrap();
            let nato = world.find::<Organization>("nato").unwrap();
            Question::is_member(state, nato).in_words(&world)
        };
        let nato = "a member of the North Atlantic Treaty Organization?";
        assert_eq!(is_in("nld"), format!("Is the Netherlands {nato}"));
        assert_eq!(is_in("deu"), format!("Is Germany {nato}"));
    }

    #[test]
    fn a_change_is_told_by_keys_and_by_names() {
        let world = World::bundled();
        let view = world.as_of(date(2024, 10, 20));
        let (kaz, usa) = (world.find::<State>("kaz").unwrap(), world.find::<State>("usa").unwrap());
        let pact = Change::conclude("pact", [kaz, usa], [EffectKind::MutualDefence]);
        let pact = pact.effective_on(date(2025, 1, 1));
        assert_eq!(
            English.change(&Names::keys(view), &pact),
            "kaz and usa conclude pact with mutual_defence on 2025-01-01"
        );
        assert_eq!(
            pact.tell(&view),
            "Kazakhstan and the United States conclude pact on mutual defence with effect from 2025-01-01"
        );
    }
}
