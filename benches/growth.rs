//! How the time that hostile inputs take grows with each dimension of them: sizes, times and the exponent between them.
//!
//! ```text
//! cargo bench --bench growth               # all
//! cargo bench --bench growth -- spells     # those whose name has the word
//! ```
//!
//! An exponent of 1 is linear. Times on a shared machine mean little, exponents something; what grows faster than n log n has a limit,
//! and stands on the page of limits of the guide. A case ends at the first size that takes longer than the patience.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use comity::{Scenario, State, World, date};

/// Beyond this no larger size is tried.
const PATIENCE: Duration = Duration::from_secs(2);

/// One dimension of the input, and how long an input of that size takes.
struct Dimension {
    name: &'static str,
    sizes: &'static [usize],
    run: fn(usize) -> Duration,
}

const LARGE: &[usize] = &[1_000, 4_000, 16_000, 64_000];
/// Of what stands on one line, which has an end.
const LINE: &[usize] = &[1_000, 4_000, 16_000];
const SMALL: &[usize] = &[25, 50, 100, 200, 400];

const DIMENSIONS: &[Dimension] = &[
    Dimension { name: "load: states", sizes: LARGE, run: |n| load(&states(n)) },
    Dimension { name: "load: memberships of many", sizes: LARGE, run: |n| load(&memberships(n)) },
    Dimension { name: "load: spells of one pair", sizes: LARGE, run: |n| load(&spells(n, 2)) },
    Dimension { name: "load: overlapping spells", sizes: LARGE, run: |n| load(&spells(n, 400)) },
    Dimension { name: "load: acts of one pair", sizes: LARGE, run: |n| load(&acts(n)) },
    Dimension { name: "load: overlays of one pair", sizes: LARGE, run: |n| load(&overlays(n)) },
    Dimension { name: "load: relations of one pair", sizes: LARGE, run: |n| load(&relations(n)) },
    Dimension { name: "load: provisions of one text", sizes: LARGE, run: |n| load(&provisions(n)) },
    Dimension { name: "load: unknown references", sizes: LARGE, run: |n| load(&unknown(n)) },
    Dimension {
        name: "load: unknown fields of a line",
        sizes: LINE,
        run: |n| load(&fields(n, true)),
    },
    Dimension { name: "load: one field repeated", sizes: LINE, run: |n| load(&fields(n, false)) },
    Dimension { name: "load: names of one state", sizes: LINE, run: |n| load(&names(n)) },
    Dimension { name: "load: one name of all states", sizes: LARGE, run: |n| load(&homonyms(n)) },
    Dimension { name: "load: tags of one state", sizes: LINE, run: |n| load(&tags(n)) },
    Dimension { name: "load: spells of one existence", sizes: LINE, run: |n| load(&existence(n)) },
    Dimension { name: "load: parties of one treaty", sizes: LARGE, run: |n| load(&parties(n)) },
    Dimension {
        name: "load: lines that are no JSON",
        sizes: LARGE,
        run: |n| load(&"{\n".repeat(n)),
    },
    Dimension {
        name: "load: one key again and again",
        sizes: LARGE,
        run: |n| load(&states(1).repeat(n)),
    },
    Dimension { name: "load: layers over one record", sizes: SMALL, run: layers },
    Dimension { name: "look up: spells of one pair", sizes: LARGE, run: |n| asked(&spells(n, 2)) },
    Dimension { name: "resolve: a long text", sizes: LINE, run: |n| resolve(1, n) },
    Dimension { name: "resolve: among many names", sizes: LARGE, run: |n| resolve(n, 1) },
    Dimension {
        name: "scenario: changes",
        sizes: SMALL,
        run: |n| judged(&states(n + 1), &joins(n), false),
    },
    Dimension {
        name: "pact of n: answer",
        sizes: SMALL,
        run: |n| judged(&states(n), &pact(n), false),
    },
    Dimension {
        name: "pact of n: proofs",
        sizes: SMALL,
        run: |n| judged(&states(n), &pact(n), true),
    },
    Dimension {
        name: "pact of n: answer as JSON",
        sizes: SMALL,
        run: |n| told(&states(n), &pact(n)),
    },
    Dimension {
        name: "pact of n: contradictions",
        sizes: SMALL,
        run: |n| contradicted(&states(n), &pact(n)),
    },
    Dimension {
        name: "pact of n: alternatives",
        sizes: SMALL,
        run: |n| alternatives(&states(n), &pact(n)),
    },
    Dimension {
        name: "allies of n: contradictions",
        sizes: SMALL,
        run: |n| contradicted(&allied(n), &pact(n)),
    },
    Dimension {
        name: "one state in n: answer",
        sizes: SMALL,
        run: |n| judged(&exclusive(n), &join(n), false),
    },
    Dimension {
        name: "one state in n: proofs",
        sizes: SMALL,
        run: |n| judged(&exclusive(n), &join(n), true),
    },
    Dimension {
        name: "one state in n: repairs",
        sizes: SMALL,
        run: |n| repaired(&exclusive(n), &join(n)),
    },
    Dimension {
        name: "one state in n: alternatives",
        sizes: SMALL,
        run: |n| alternatives(&exclusive(n), &join(n)),
    },
    Dimension {
        name: "chain of n: answer",
        sizes: SMALL,
        run: |n| judged(&chain(n), &join(n), false),
    },
    Dimension { name: "chain of n: plan", sizes: SMALL, run: |n| planned(&chain(n), &join(n)) },
];

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_asked =
        |one: &&Dimension| words.is_empty() || words.iter().any(|word| one.name.contains(&**word));
    // `cargo test --benches` runs the smallest sizes and measures nothing.
    let measures = std::env::args().any(|flag| flag == "--bench");
    for one in DIMENSIONS.iter().filter(is_asked) {
        tell(one, measures);
    }
}

#[expect(clippy::print_stdout, reason = "the table is what this is for")]
#[expect(clippy::cast_precision_loss, reason = "sizes are small")]
fn tell(one: &Dimension, measures: bool) {
    let mut line = format!("{:<34}", one.name);
    let mut before: Option<(usize, f64)> = None;
    let mut last = f64::NAN;
    for &n in &one.sizes[..if measures { one.sizes.len() } else { 1 }] {
        let mut time = (one.run)(n);
        if time < PATIENCE / 20 {
            time = time.min((one.run)(n)).min((one.run)(n));
        }
        let seconds = time.as_secs_f64();
        let _ = write!(line, " {n:>7}: {:>9.2} ms", seconds * 1e3);
        if let Some((m, earlier)) = before {
            last = (seconds / earlier).ln() / (n as f64 / m as f64).ln();
        }
        before = Some((n, seconds));
        if time > PATIENCE {
            break;
        }
    }
    println!("{line}   exponent {last:.2}");
}

fn timed<T>(what: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(what());
    start.elapsed()
}

fn load(text: &str) -> Duration {
    timed(|| World::from_jsonl("hostile", text).is_ok())
}

#[expect(clippy::expect_used, reason = "what is generated here can be read")]
fn world(text: &str) -> World {
    World::from_jsonl("generated", text).expect("what is generated can be read")
}

#[expect(clippy::expect_used, reason = "what is generated here can be read")]
fn scenario(world: &World, text: &str) -> Scenario {
    Scenario::from_json(world, text).expect("what is generated can be read").scenario
}

fn joined(n: usize, one: impl Fn(usize) -> String) -> String {
    (0..n).map(|at| one(at) + "\n").collect()
}

fn states(n: usize) -> String {
    joined(n, |at| format!(r#"{{"state":"s{at}","name":"State {at}"}}"#))
}

const PAIR: &str = "{\"state\":\"a\",\"name\":\"A\"}\n{\"state\":\"b\",\"name\":\"B\"}\n\
    {\"organization\":\"o\",\"name\":\"The O\"}\n{\"treaty\":\"t\",\"name\":\"The T\",\"form\":\"treaty\"}\n";

fn day(number: usize) -> String {
    let (year, month, day) = (1000 + number / 336, 1 + number / 28 % 12, 1 + number % 28);
    format!("{year:04}-{month:02}-{day:02}")
}

fn memberships(n: usize) -> String {
    states(n)
        + "{\"organization\":\"o\",\"name\":\"The O\"}\n"
        + &joined(n, |at| {
            format!(
                r#"{{"membership":"m{at}","member":"s{at}","of":"o","status":"member","from":"1999-05-01"}}"#
            )
        })
}

fn spells(n: usize, length: usize) -> String {
    PAIR.to_owned()
        + &joined(n, |at| {
            let (from, to) = (day(2 * at), day(2 * at + length - 1));
            format!(
                r#"{{"membership":"m{at}","member":"a","of":"o","status":"member","from":"{from}","to":"{to}"}}"#
            )
        })
}

fn acts(n: usize) -> String {
    PAIR.to_owned()
        + &joined(n, |at| {
            let kind = if at % 2 == 0 { "accession" } else { "withdrawal" };
            format!(
                r#"{{"act":"x{at}","by":"a","of":"t","kind":"{kind}","date":"{}"}}"#,
                day(2 * at)
            )
        })
}

fn overlays(n: usize) -> String {
    PAIR.to_owned()
        + "{\"membership\":\"m\",\"member\":\"a\",\"of\":\"o\",\"status\":\"member\"}\n"
        + &joined(n, |at| {
            let (from, to) = (day(2 * at), day(2 * at + 1));
            format!(
                r#"{{"overlay":"v{at}","member":"a","of":"o","kind":"suspended","from":"{from}","to":"{to}"}}"#
            )
        })
}

fn relations(n: usize) -> String {
    PAIR.to_owned()
        + &joined(n, |at| {
            format!(
                r#"{{"relation":"r{at}","kind":"hostility","subject":"a","object":"b","from":"{}"}}"#,
                day(at)
            )
        })
}

fn provisions(n: usize) -> String {
    PAIR.to_owned()
        + &joined(n, |at| {
            format!(
                r#"{{"provision":"p{at}","of":"t","article":"{at}","kind":"consultation","bound":["a","b"]}}"#
            )
        })
}

fn unknown(n: usize) -> String {
    states(n)
        + &joined(n, |at| {
            format!(
                r#"{{"relation":"r{at}","kind":"hostility","subject":"x{at}","object":"s{at}"}}"#
            )
        })
}

fn fields(n: usize, differ: bool) -> String {
    let fields: String = (0..n)
        .map(|at| if differ { format!("\"f{at}\":1,") } else { "\"name\":1,".to_owned() })
        .collect();
    format!("{{{fields}\"state\":\"a\"}}\n")
}

fn names(n: usize) -> String {
    let names: Vec<String> = (0..n).map(|at| format!(r#"{{"text":"Name {at}"}}"#)).collect();
    format!("{{\"state\":\"a\",\"name\":\"A\",\"names\":[{}]}}\n", names.join(","))
}

fn homonyms(n: usize) -> String {
    joined(n, |at| format!(r#"{{"state":"s{at}","name":"Same Name"}}"#))
}

fn tags(n: usize) -> String {
    let tags: Vec<String> = (0..n).map(|at| format!(r#""t{at}":"yes""#)).collect();
    format!("{{\"state\":\"a\",\"name\":\"A\",\"tags\":{{{}}}}}\n", tags.join(","))
}

fn existence(n: usize) -> String {
    let spells: Vec<String> = (0..n)
        .map(|at| format!(r#"{{"from":"{}","to":"{}"}}"#, day(2 * at), day(2 * at + 1)))
        .collect();
    format!("{{\"state\":\"a\",\"name\":\"A\",\"existence\":[{}]}}\n", spells.join(","))
}

fn listed(n: usize) -> String {
    (0..n).map(|at| format!("\"s{at}\"")).collect::<Vec<_>>().join(",")
}

fn parties(n: usize) -> String {
    let treaty =
        format!(r#"{{"treaty":"t","name":"T","form":"treaty","parties":[{}]}}"#, listed(n));
    states(n) + &treaty + "\n"
}

fn layers(n: usize) -> Duration {
    let mut loader = comity::Loader::new().text("base", "{\"state\":\"a\",\"name\":\"A\"}\n");
    for at in 0..n {
        loader = loader.layer().text("over", format!("{{\"state\":\"a\",\"name\":\"A {at}\"}}\n"));
    }
    timed(|| loader.load().is_ok())
}

/// A thousand look-ups.
#[expect(clippy::expect_used, reason = "what is generated here is there")]
fn asked(text: &str) -> Duration {
    let world = world(text);
    let state = world.find::<State>("a").expect("it is generated");
    let organization = world.find::<comity::Organization>("o").expect("it is generated");
    timed(|| {
        (0..1000)
            .filter(|at| {
                world.as_of(date(1100 + at % 100, 3, 1)).is_member(state, organization).is_yes()
            })
            .count()
    })
}

fn resolve(names: usize, length: usize) -> Duration {
    let long = "Republic of Somewhere ".repeat(length);
    let recorded = format!("{{\"state\":\"z\",\"name\":\"{long}\"}}\n");
    let world = world(&(states(names) + &recorded));
    let asked = long + "x";
    timed(|| world.as_of(date(2024, 10, 20)).resolve(&asked))
}

fn joins(n: usize) -> String {
    let joins: Vec<String> = (0..n)
        .map(|at| format!(r#"{{"conclude":{{"treaty":"t{at}","parties":["s{at}","s{}"],"provisions":["consultation"]}}}}"#, at + 1))
        .collect();
    format!(r#"{{"changes":[{}]}}"#, joins.join(","))
}

fn pact(n: usize) -> String {
    format!(
        r#"{{"changes":[{{"conclude":{{"treaty":"pact","parties":[{}],"provisions":["mutual_defence"]}}}}]}}"#,
        listed(n)
    )
}

/// Every state has an alliance of two with the next, and a pledge not to attack the one after it.
fn allied(n: usize) -> String {
    let treaty = |at: usize, by: usize, kind: &str| {
        let parties = format!(r#"["s{at}","s{}"]"#, (at + by) % n);
        format!(
            "{{\"treaty\":\"{kind}{at}\",\"name\":\"T\",\"form\":\"treaty\",\"parties\":{parties},\"in_force\":\"1999\"}}\n\
            {{\"provision\":\"p-{kind}{at}\",\"of\":\"{kind}{at}\",\"article\":\"1\",\"kind\":\"{}\",\"bound\":{parties}}}\n",
            if kind == "d" { "mutual_defence" } else { "non_aggression" }
        )
    };
    states(n) + &(0..n).map(|at| treaty(at, 1, "d") + &treaty(at, 2, "n")).collect::<String>()
}

/// One state in many pacts, each of which bars other alliances.
fn exclusive(n: usize) -> String {
    let pact = |at: usize| {
        format!(
            "{{\"organization\":\"o{at}\",\"name\":\"O {at}\",\"purpose\":\"defence\"}}\n\
            {{\"treaty\":\"t{at}\",\"name\":\"T {at}\",\"form\":\"treaty\",\"parties\":\"@o{at}\",\"in_force\":\"1999\"}}\n\
            {{\"link\":\"l{at}\",\"of\":\"o{at}\",\"instrument\":\"t{at}\",\"role\":\"constituent\"}}\n\
            {{\"provision\":\"p{at}\",\"of\":\"t{at}\",\"article\":\"1\",\"kind\":\"exclusivity\",\"params\":{{\"object\":\"military_alliance\"}}}}\n\
            {{\"provision\":\"w{at}\",\"of\":\"t{at}\",\"article\":\"2\",\"kind\":\"withdrawal\",\"params\":{{\"notice\":\"P1Y\"}}}}\n\
            {{\"membership\":\"m{at}\",\"member\":\"s0\",\"of\":\"o{at}\",\"status\":\"member\",\"from\":\"2000-01-01\"}}\n"
        )
    };
    let new = "{\"organization\":\"new\",\"name\":\"The New\",\"purpose\":\"defence\"}\n\
        {\"treaty\":\"tn\",\"name\":\"TN\",\"form\":\"treaty\",\"parties\":\"@new\",\"in_force\":\"1999\"}\n\
        {\"link\":\"ln\",\"of\":\"new\",\"instrument\":\"tn\",\"role\":\"constituent\"}\n\
        {\"provision\":\"pn\",\"of\":\"tn\",\"article\":\"1\",\"kind\":\"mutual_defence\"}\n\
        {\"membership\":\"mn\",\"member\":\"s1\",\"of\":\"new\",\"status\":\"member\",\"from\":\"2000-01-01\"}\n";
    states(2) + &(0..n).map(pact).collect::<String>() + new
}

/// The same, where whoever is in one must be in the next.
fn chain(n: usize) -> String {
    exclusive(n)
        + &joined(n - 1, |at| {
            format!(
                r#"{{"relation":"r{at}","kind":"requires","subject":"o{at}","object":"o{}"}}"#,
                at + 1
            )
        })
}

fn join(_: usize) -> String {
    r#"{"changes":[{"join":{"state":"s0","organization":"new"}}]}"#.to_owned()
}

fn judged(text: &str, change: &str, proves: bool) -> Duration {
    let world = world(text);
    let scenario = scenario(&world, change);
    let view = world.as_of(date(2024, 10, 20));
    timed(|| {
        let answer = view.consequences_of(&scenario);
        let proofs = answer.findings().filter(|_| proves).filter(|one| one.why().verify().is_ok());
        (proofs.count(), answer.conflicts().count())
    })
}

fn told(text: &str, change: &str) -> Duration {
    let world = world(text);
    let scenario = scenario(&world, change);
    let view = world.as_of(date(2024, 10, 20));
    timed(|| view.consequences_of(&scenario).to_json().len())
}

/// Times what is asked of a deliberation, its making included.
macro_rules! deliberated {
    ($text:expr, $change:expr, $asked:expr) => {{
        let world = world($text);
        let scenario = scenario(&world, $change);
        let view = world.as_of(date(2024, 10, 20));
        timed(|| {
            let answer = view.consequences_of(&scenario);
            let deliberation = answer.deliberate();
            let asked: fn(&comity::deliberation::Deliberation<'_, '_>) -> usize = $asked;
            asked(&deliberation)
        })
    }};
}

fn contradicted(text: &str, change: &str) -> Duration {
    deliberated!(text, change, |deliberation| deliberation.contradictions().count())
}

fn alternatives(text: &str, change: &str) -> Duration {
    deliberated!(text, change, |deliberation| deliberation.alternatives().len())
}

fn repaired(text: &str, change: &str) -> Duration {
    deliberated!(text, change, |deliberation| deliberation.repairs().len())
}

fn planned(text: &str, change: &str) -> Duration {
    deliberated!(text, change, |deliberation| deliberation.plan().steps.len())
}
