//! Claims as nanopublications: each line is an N-Quad, each claim has its four graphs, and no merge loses a statement.
#![cfg(feature = "provenance")]

use std::collections::{BTreeMap, BTreeSet};

use comity::World;

const BASE: &str = "https://example.org/debate/";

/// A statement, each part as it is written.
type Quad = [String; 4];

/// The IRI at the beginning of a text, and the rest.
fn iri(text: &str) -> Result<(&str, &str), String> {
    let rest = text.strip_prefix('<').ok_or("expected `<`")?;
    let (iri, rest) = rest.split_once('>').ok_or("expected `>`")?;
    let is_absolute = iri.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|one: char| one.is_ascii_alphabetic())
            && scheme.chars().all(|one| one.is_ascii_alphanumeric() || "+-.".contains(one))
    });
    let forbidden = |one: char| one <= ' ' || "<>\"{}|^`\\".contains(one);
    if !is_absolute || iri.contains(forbidden) {
        return Err(format!("`{iri}` is no IRI"));
    }
    Ok((iri, rest))
}

/// The literal at the beginning of a text, unescaped and with its type, and the rest.
fn literal(text: &str) -> Result<(String, &str), String> {
    let rest = text.strip_prefix('"').ok_or("expected a quotation mark")?;
    let mut value = String::new();
    let mut letters = rest.char_indices();
    loop {
        let (at, one) = letters.next().ok_or("the literal does not end")?;
        match one {
            '"' => {
                let mut rest = &rest[at + 1..];
                if let Some(typed) = rest.strip_prefix("^^") {
                    let (of, after) = iri(typed)?;
                    value = format!("{value}^^{of}");
                    rest = after;
                }
                return Ok((value, rest));
            }
            '\\' => match letters.next().ok_or("an escape does not end")?.1 {
                't' => value.push('\t'),
                'n' => value.push('\n'),
                'r' => value.push('\r'),
                '"' => value.push('"'),
                '\\' => value.push('\\'),
                'u' => {
                    let digits: String = letters.by_ref().take(4).map(|(_, one)| one).collect();
                    let code = u32::from_str_radix(&digits, 16).map_err(|_| "no number")?;
                    value.push(char::from_u32(code).ok_or("no character")?);
                }
                other => return Err(format!("`\\{other}` is no escape")),
            },
            '\n' | '\r' => return Err("a line break in a literal".to_owned()),
            other => value.push(other),
        }
    }
}

/// The statement of a line, as the grammar of N-Quads has it.
fn quad(line: &str) -> Result<Quad, String> {
    let space = |rest: &'_ str| rest.strip_prefix(' ').map(str::to_owned).ok_or("expected a space");
    let (subject, rest) = iri(line)?;
    let rest = space(rest)?;
    let (predicate, rest) = iri(&rest)?;
    let rest = space(rest)?;
    let (object, rest) = if rest.starts_with('"') {
        literal(&rest)?
    } else {
        let (object, rest) = iri(&rest)?;
        (object.to_owned(), rest)
    };
    let rest = space(rest)?;
    let (graph, rest) = iri(&rest)?;
    if rest != " ." {
        return Err(format!("expected ` .`, found `{rest}`"));
    }
    Ok([subject.to_owned(), predicate.to_owned(), object, graph.to_owned()])
}

fn quads(text: &str) -> Vec<Quad> {
    assert!(text.is_empty() || text.ends_with('\n'));
    let read = |line: &str| quad(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    text.lines().map(read).collect()
}

/// Each claim has a head that names its other three graphs, and each graph says something of what it should.
fn is_whole(world: &World, text: &str) {
    let quads = quads(text);
    let mut graphs: BTreeMap<&str, Vec<&Quad>> = BTreeMap::new();
    for quad in &quads {
        graphs.entry(&quad[3]).or_default().push(quad);
    }
    let heads = quads.iter().filter(|quad| quad[2].ends_with("#Nanopublication"));
    let heads: Vec<&Quad> = heads.collect();
    assert_eq!(heads.len(), world.tables().claims.len());
    let mut met = BTreeSet::new();
    for [name, _, _, head] in heads {
        met.insert(head.as_str());
        for part in ["hasAssertion", "hasProvenance", "hasPublicationInfo"] {
            let named = graphs[&**head]
                .iter()
                .find(|quad| quad[0] == *name && quad[1].ends_with(part))
                .unwrap_or_else(|| panic!("{name} {part}"));
            let graph = graphs.get(&*named[2]).unwrap_or_else(|| panic!("{} is empty", named[2]));
            met.insert(&named[2]);
            let about = match part {
                "hasProvenance" => graph.iter().any(|quad| quad[0].ends_with("/assertion")),
                "hasPublicationInfo" => graph.iter().any(|quad| quad[0] == *name),
                _ => graph.iter().any(|quad| quad[0].ends_with("/said")),
            };
            assert!(about, "{name} {part}");
        }
    }
    assert!(graphs.keys().all(|graph| met.contains(graph)), "no statement stands elsewhere");
}

#[test]
fn what_is_written_is_well_formed_whole_and_always_the_same() {
    let world = World::from_jsonl("claims", TRICKY).unwrap();
    let text = world.to_nanopublications(BASE).unwrap();
    is_whole(&world, &text);
    assert_eq!(text, world.clone().to_nanopublications(BASE).unwrap());
    let words = quads(&text).into_iter().find(|quad| quad[1].ends_with("/words")).unwrap();
    assert_eq!(words[2], "she \"said\" a\\b\nand\tmore\u{7}; Ça");
    assert_eq!(World::builder().freeze().unwrap().to_nanopublications(BASE).unwrap(), "");
    if cfg!(feature = "dataset") {
        bundled();
    }
}

#[cfg(feature = "dataset")]
fn bundled() {
    let world = World::bundled();
    let text = world.to_nanopublications(BASE).unwrap();
    is_whole(&world, &text);
    let quads = quads(&text);
    let claim = |key: &str| format!("{BASE}claim/{key}-");
    let has = |key: &str, predicate: &str, object: &str| {
        quads.iter().any(|quad| {
            quad[3].starts_with(&claim(key)) && quad[1].ends_with(predicate) && quad[2] == object
        })
    };
    // Quoted in one outlet, on a day, and on record with its source.
    assert!(has("st13", "prov#wasAttributedTo", &format!("{BASE}entity/ozer")));
    assert!(has("st13", "prov#wasQuotedFrom", &format!("{BASE}entity/newsaz")));
    assert!(has("st13", "prov#hadPrimarySource", &format!("{BASE}entity/seed")));
    let day = "2024-10-20^^http://www.w3.org/2001/XMLSchema#date";
    assert!(has("st13", "prov#generatedAtTime", day));
    // What may not be his own is the outlet's, and what was inferred is not said to be quoted.
    assert!(has("st04", "prov#wasAttributedTo", &format!("{BASE}entity/newsaz")));
    assert!(has("st04", "term/unclear", &format!("{BASE}entity/ozer")));
    assert!(has("st26", "term/inferred", &format!("{BASE}entity/mikail")));
}

#[cfg(not(feature = "dataset"))]
fn bundled() {}

const TRICKY: &str = r#"{"analyst":"ann","name":"Ann \"the Pen\" O'Neill"}
{"outlet":"paper","name":"The Paper"}
{"source":"print","name":"Print"}
{"claim":"c1","by":["ann"],"voices":[{"speaker":"paper","manner":"own"},{"speaker":"ann","manner":"quoted"}],"date":"2024-10","text":"she \"said\" a\\b\nand\tmore\u0007; Ça","grade":"B2","sources":["print"]}
{"claim":"c2","by":["paper"]}
"#;

#[test]
fn a_merge_of_two_exports_loses_nothing() {
    let other = TRICKY
        .replace("2024-10", "2024-11-01")
        .replace("{\"claim\":\"c2\",\"by\":[\"paper\"]}\n", "");
    let [one, two] = [TRICKY, &other].map(|text| {
        let world = World::from_jsonl("claims", text).unwrap();
        world.to_nanopublications(BASE).unwrap()
    });
    let lines: BTreeSet<&str> = one.lines().chain(two.lines()).collect();
    let merged = lines.into_iter().collect::<Vec<_>>().join("\n") + "\n";
    let all: BTreeSet<Quad> = quads(&merged).into_iter().collect();
    assert!(quads(&one).iter().chain(&quads(&two)).all(|quad| all.contains(quad)));
    // The claim that was corrected is another nanopublication: no graph has both what it said and what it says.
    let days: BTreeMap<&str, &str> = (all.iter())
        .filter(|quad| quad[1].ends_with("generatedAtTime") || quad[1].ends_with("/said"))
        .map(|quad| (&*quad[3], &*quad[2]))
        .collect();
    assert_eq!(days.len(), 2);
    assert_eq!(days.values().collect::<BTreeSet<_>>().len(), 2);
}

#[test]
fn what_cannot_begin_a_name_is_refused() {
    let world = World::from_jsonl("claims", TRICKY).unwrap();
    for base in [
        "",
        "example",
        "https://example.org",
        "https://example.org/a b/",
        "a<b:/",
        "1a:/",
        ":/",
        "https://example.org/\n/",
    ] {
        let error = world.to_nanopublications(base).unwrap_err();
        assert!(error.to_string().contains("cannot begin a name"), "{base}");
    }
    assert!(world.to_nanopublications("urn:debate:").is_ok());
}
