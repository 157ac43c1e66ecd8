//! The public interface as a list, so that a change of it shows in review: every type with its fields, variants, methods and traits.
//!
//! It is read off the sources as they are formatted. That what is `pub` can be reached is held by the compiler
//! (`unreachable_pub`); that a type can grow, or says why it cannot, by clippy (`exhaustive_enums`, `exhaustive_structs`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use super::sources::{bare, is_test, sources};

const LIST: &str = "tests/public_api.txt";

/// One line of the list: of what, in which of its parts, and what it says. Fields and variants keep their order.
type Row = (String, Part, usize, String);

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Itself,
    Inside,
    Functions,
    Traits,
}

/// What is found in the sources.
#[derive(Default)]
struct Found {
    /// The modules that anybody can name.
    modules: BTreeSet<String>,
    /// The path of every type, trait and alias that is public.
    types: BTreeMap<String, String>,
    /// Those that two things share.
    twice: Vec<String>,
    /// The traits of the house that nobody outside can name.
    sealed: BTreeSet<String>,
    /// The enums that are words of the files.
    words: BTreeSet<String>,
    rows: Vec<Row>,
}

/// The text from here to one of these characters outside all brackets, in one line.
fn until(lines: &[&str], ends: &[char]) -> String {
    let (mut open, mut last, mut text) = (0, ' ', String::new());
    'text: for line in lines {
        for c in line.trim().chars().chain([' ']) {
            if open == 0 && ends.contains(&c) {
                break 'text;
            }
            match c {
                '(' | '[' | '{' | '<' => open += 1,
                ')' | ']' | '}' => open -= 1,
                '>' if last != '-' && last != '=' => open -= 1,
                _ => {}
            }
            (last, text) = (c, text + &c.to_string());
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("( ", "(").replace(", )", ")").replace(", }", " }").replace(", >", ">")
}

/// The first name in a text.
fn name(text: &str) -> &str {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).find(|part| !part.is_empty()).unwrap()
}

/// What an `impl` is of, and for which type: without the parameters in front.
fn implements(head: &str) -> (Option<&str>, &str) {
    let mut rest = head.trim_start_matches("impl").trim_start();
    if rest.starts_with('<') {
        let mut open = 0;
        let end = rest.find(|c| {
            open += match c {
                '<' => 1,
                '>' => -1,
                _ => 0,
            };
            open == 0
        });
        rest = rest[end.unwrap() + 1..].trim_start();
    }
    let rest = rest.split(" where ").next().unwrap();
    match rest.split_once(" for ") {
        Some((of, ty)) => (Some(of), ty),
        None => (None, rest),
    }
}

/// The module in which what a file declares can be named.
fn module(file: &str, modules: &BTreeSet<String>) -> String {
    let mut path = String::new();
    for part in file.trim_end_matches(".rs").split('/') {
        let longer = if path.is_empty() { part.to_owned() } else { format!("{path}::{part}") };
        if !modules.contains(&longer) {
            break;
        }
        path = longer;
    }
    path
}

/// Whether a name is written as those of types are.
fn is_of_type(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}

/// The words that begin a public type.
const TYPES: [&str; 4] = ["pub struct ", "pub enum ", "pub trait ", "pub type "];

impl Found {
    fn modules(&mut self, file: &str, text: &str) {
        let folder = file.trim_end_matches(".rs").trim_end_matches("mod").trim_end_matches('/');
        let folder = folder.trim_end_matches("lib").replace('/', "::");
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("pub mod ") {
                let path = format!("{folder}::{}", name(rest));
                self.modules.insert(path.trim_start_matches("::").to_owned());
            }
        }
    }

    fn types(&mut self, file: &str, text: &str) {
        let module = module(file, &self.modules);
        for line in text.lines().filter(|line| TYPES.iter().any(|word| line.starts_with(word))) {
            let name = name(line.splitn(3, ' ').nth(2).unwrap());
            let path = format!("{module}::{name}").trim_start_matches("::").to_owned();
            if let Some(other) = self.types.insert(name.to_owned(), path.clone()) {
                self.twice.push(format!("{other} and {path}"));
            }
        }
    }

    /// The traits that are not public, and the enums whose variants are words.
    fn inner(&mut self, text: &str) {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let line = line.trim_start();
            let line = line
                .split_once(") ")
                .filter(|(of, _)| of.starts_with("pub("))
                .map_or(line, |(_, rest)| rest);
            if let Some(rest) = line.strip_prefix("trait ") {
                self.sealed.insert(name(rest).to_owned());
            }
            if line == "words! {" {
                self.words.insert(name(lines[at + 1]).to_owned());
            }
        }
        self.sealed.insert("Sealed".to_owned());
    }

    /// What a macro declares is known by its export.
    fn exports(&mut self, file: &str, text: &str) {
        if file == "lib.rs" {
            return;
        }
        let module = module(file, &self.modules);
        for (at, _) in text.lines().enumerate().filter(|(_, line)| line.starts_with("pub use ")) {
            let lines: Vec<&str> = text.lines().skip(at).collect();
            let all = until(&lines, &[';']);
            let names = all.split("::").last().unwrap().trim_matches(['{', '}', ' ']).split(',');
            for name in names.map(str::trim).filter(|name| is_of_type(name)) {
                let path = format!("{module}::{name}");
                self.types.entry(name.to_owned()).or_insert(path);
            }
        }
    }

    fn row(&mut self, path: &str, part: Part, text: &str) {
        let at = if part == Part::Inside { self.rows.len() } else { 0 };
        self.rows.push((path.to_owned(), part, at, text.trim_start_matches("pub ").to_owned()));
    }

    fn rows(&mut self, file: &str, text: &str) {
        let lines: Vec<&str> = text.lines().collect();
        let module = module(file, &self.modules);
        let within = if module.is_empty() { "comity" } else { &module };
        let (mut attributes, mut owner) = (Vec::new(), None);
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let rest = &lines[at..];
            let inner = line.strip_prefix("    ").filter(|inner| !inner.starts_with([' ', '}']));
            if line.starts_with("#[") {
                attributes.push(until(rest, &[' ']));
                continue;
            }
            if let Some(word) = TYPES.iter().find(|word| line.starts_with(**word)) {
                let path = self.types[name(&line[word.len()..])].clone();
                let kept = attributes
                    .iter()
                    .filter(|a| a.starts_with("#[derive") || a.starts_with("#[non_exhaustive"));
                let kept: String = kept.fold(String::new(), |mut all, attribute| {
                    write!(all, "{attribute} ").unwrap();
                    all
                });
                let head = until(rest, &['{', ';']);
                self.row(
                    &path,
                    Part::Itself,
                    &format!("{kept}{}", head.trim_start_matches("pub ")),
                );
                owner = (!line.ends_with([';', '}'])).then_some((path, word.trim()));
            } else if line.starts_with("impl") {
                let head = until(rest, &['{']);
                let (of, ty) = implements(&head);
                let ty =
                    ty.trim_start_matches('&').trim_start_matches("'_ ").trim_start_matches("mut ");
                let path = self.types.get(name(ty.rsplit("::").next().unwrap_or(ty))).cloned();
                let of_trait = of.map(|of| {
                    name(of.split('<').next().unwrap_or(of).rsplit("::").next().unwrap_or(of))
                });
                if let (Some(path), Some(of)) = (&path, of_trait)
                    && !self.sealed.contains(of)
                {
                    self.row(path, Part::Traits, &head);
                }
                owner = path.filter(|_| of.is_none()).map(|path| (path, "impl"));
            } else if file == "lib.rs" && line.starts_with("pub use ") {
                self.row(within, Part::Itself, &until(rest, &[';']));
            } else if *line == "words! {" {
                if let Some(path) = self.types.get(name(lines[at + 1])).cloned() {
                    self.row(&path, Part::Traits, "impl Display, FromStr; const ALL; fn as_str");
                }
                owner = None;
            } else if line.starts_with("pub fn ") || line.starts_with("pub const ") {
                self.row(within, Part::Functions, &until(rest, &['{', ';', '=']));
            } else if let (Some(inner), Some((path, kind))) = (inner, owner.clone()) {
                let is_function = matches!(kind, "impl" | "pub trait");
                let is_public = match kind {
                    "pub enum" => inner.starts_with(char::is_uppercase),
                    "pub trait" => {
                        ["fn ", "const ", "type "].iter().any(|word| inner.starts_with(word))
                    }
                    _ => inner.starts_with("pub "),
                };
                if is_public && is_function {
                    self.row(&path, Part::Functions, &until(rest, &['{', ';', '=']));
                } else if is_public {
                    self.row(&path, Part::Inside, &until(rest, &[',']));
                }
            } else if line.starts_with('}') {
                owner = None;
            }
            attributes.clear();
        }
    }
}

fn found() -> Found {
    let mut found = Found::default();
    let sources: Vec<(String, String)> = (sources().into_iter())
        .filter(|(file, _)| !is_test(file))
        .map(|(file, text)| (file, bare(&text)))
        .collect();
    for (file, text) in &sources {
        found.modules(file, text);
    }
    for (file, text) in &sources {
        found.types(file, text);
        found.inner(text);
    }
    for (file, text) in &sources {
        found.exports(file, text);
    }
    for (file, text) in &sources {
        found.rows(file, text);
    }
    found
}

/// To bring the list up to date, run this test with `UPDATE_EXPECT=1`.
#[test]
fn a_change_of_the_interface_shows() {
    let mut found = found();
    for path in found.types.values().chain(&found.modules).cloned().collect::<BTreeSet<_>>() {
        if !found.rows.iter().any(|row| row.0 == path) {
            let what = if found.modules.contains(&path) { "mod" } else { "struct, by a macro" };
            found.row(&path, Part::Itself, what);
        }
    }
    found.rows.sort();
    found.rows.dedup();
    let mut list = String::new();
    for (path, _, _, text) in &found.rows {
        writeln!(list, "{path}: {text}").unwrap();
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&file, &list).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let (is, was) = (list.lines().collect::<BTreeSet<_>>(), kept.lines().collect::<BTreeSet<_>>());
    let new: Vec<_> = is.difference(&was).collect();
    let gone: Vec<_> = was.difference(&is).collect();
    assert!(
        list == kept,
        "the interface changed (UPDATE_EXPECT=1)\nnew: {new:#?}\ngone: {gone:#?}"
    );
}

#[test]
fn two_things_never_share_a_name() {
    let found = found();
    assert!(found.types.len() > 150, "only {} types were found", found.types.len());
    assert!(found.twice.is_empty(), "{:#?}", found.twice);
}

/// Every word is read back as what it stands for; the types are all whose variants are words of the files.
macro_rules! words {
    ($($room:ident: $($name:ident)+;)+) => {
        #[test]
        fn every_word_is_read_back() {
            let mut tested = BTreeSet::new();
            $($(
                for word in comity::$room::$name::ALL {
                    assert_eq!(word.as_str().parse(), Ok(word));
                    assert_eq!(word.to_string(), word.as_str());
                }
                assert!("no such word".parse::<comity::$room::$name>().is_err());
                tested.insert(stringify!($name).to_owned());
            )+)+
            assert_eq!(tested, found().words);
        }
    };
}

words! {
    base: Severity Truth;
    time: AllenRelation;
    model: ActKind Agreement Confidence CoverageLevel Credibility Decision Duty EarliestOf EffectKind Engagement Evidence ExclusiveObject ExitCondition Factuality Field
        Judgement Kind LastDay LawForm LinkRole Manner Matter Mode NameKind Need Occasion OverlayKind Outranked Owing Purpose Qualifier Rank Reach ReadMark RelationKind
        Reliability SavedTreaties Scheme SourceKind Stance Status Strength Tariff
        Subject TreatyForm Undertaking Verb WithdrawalRight YearEnd;
    verdict: ClaimGround ClaimVerdict Class ExitMode PriorityStep Rule Verdict VetoStep;
    world: Hearing RollChangeKind;
    answer: AttackKind ContentAccord NewsKind Pooled Position StanceAccord;
    logic: ConflictClass;
    argument: Label Semantics;
    deliberation: Action AlternativeKind;
    question: QuestionKind;
    wire: BondKind ChangeKind DateKind;
}

/// A reading may be made inside: a view keeps it.
fn view_of(world: &comity::World) -> comity::View<'_> {
    let reading = comity::Reading::default();
    world.as_of(comity::date(2024, 10, 20)).under(&reading)
}

#[test]
fn a_view_outlives_the_reading_it_was_made_with() {
    let world = comity::World::builder().freeze().unwrap();
    assert_eq!(petgraph::algo::connected_components(&view_of(&world).graph()), 0);
}
