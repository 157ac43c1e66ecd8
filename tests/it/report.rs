//! Answers as pages: they fit, they name nothing by its key, and the README shows how the first of them begins.

use comity::model::{EffectKind, Kind};
use comity::words::{English, Layout, Length, Names, Passage, SweepPassage};
use comity::{Change, Organization, State, World, date};
use expect_test::expect_file;

use super::cases::cases;
use super::cores::each;

fn flagship(world: &World) -> comity::Consequences<'_> {
    let ots = world.find::<Organization>("ots").unwrap();
    let today = world.as_of(date(2024, 10, 20));
    today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence))
}

#[test]
fn the_main_job_fits_on_a_page_and_the_readme_shows_how_it_begins() {
    let world = World::bundled();
    let page = flagship(&world).report().to_string();
    assert!(page.lines().count() <= 60, "{} lines:\n{page}", page.lines().count());
    let (first, _) = page.split_once("\n\nIn this order").unwrap();
    assert!(
        include_str!("../../README.md").contains(first),
        "the README has another page than\n{first}"
    );
}

#[test]
fn no_page_has_a_key_in_its_prose_or_a_line_that_is_too_long() {
    let bundled = World::bundled();
    each(cases(), |case| {
        let world = case.world.as_ref().unwrap_or(&bundled);
        let answer = case.view(world).consequences_of(&case.file.scenario);
        let layout = Layout::of_width(72);
        let page = answer.report_as(Length::Full, Names::of(answer.view()));
        let page = page.to_text(&English, layout);
        for line in page.lines() {
            let fits = line.chars().count() <= layout.width || !line.trim_start().contains(' ');
            assert!(fits, "{}: {line}", case.name);
        }
        let keys = world.tables().provisions.iter().map(|one| &*one.key);
        let keys: std::collections::BTreeSet<&str> = keys.collect();
        // A key of letters alone may be a word.
        let words =
            page.split(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '_');
        let found = words.filter(|word| word.contains(|letter: char| letter.is_ascii_digit()));
        let found: Vec<&str> = found.filter(|word| keys.contains(word)).collect();
        assert!(found.is_empty(), "{}: {found:?} in\n{page}", case.name);
    });
}

/// In short, no two bodies or texts are called alike on any day, and none by letters or a name that another bears as well.
#[test]
fn what_is_named_in_short_is_named_apart() {
    let world = World::bundled();
    let (mut brief, pact) = (0, world.find::<Organization>("wp").unwrap());
    for day in ["1950-06-25", "1956-01-01", "1975-08-01", "1992-01-01", "2008-01-01", "2024-10-20"]
    {
        let view = world.as_of(day.parse::<comity::Date>().unwrap());
        let names = Names::acronyms(view);
        assert_eq!(names.the(pact), "the Warsaw Pact", "its letters are another’s to most readers");
        let mut called = std::collections::BTreeMap::new();
        for entity in world.entities() {
            if !matches!(world[entity].kind(), Kind::Organization | Kind::Treaty | Kind::Law) {
                continue;
            }
            let name = names.the(entity);
            brief += usize::from(name != Names::of(view).the(entity));
            let alike = called.insert(name.to_lowercase(), entity);
            assert!(alike.is_none(), "{day}: {} and {}", name, world.key(entity));
        }
    }
    assert!(brief > 200, "{brief}");
    // Of two that bear the same letters neither is called by them.
    let lines = r#"{"organization": "one", "name": "Alpha Beta Organization", "names": [{"text": "ABO", "kind": "acronym"}]}
        {"organization": "other", "name": "Another Body of Old", "names": [{"text": "ABO", "kind": "acronym"}]}"#;
    let world = comity::Loader::new().text("alike.jsonl", lines).load().unwrap().world;
    let names = Names::acronyms(world.as_of(date(2024, 10, 20)));
    assert_eq!(
        names.the(world.find::<Organization>("one").unwrap()),
        "the Alpha Beta Organization"
    );
    assert_eq!(names.the(world.find::<Organization>("other").unwrap()), "the Another Body of Old");
}

#[test]
fn markdown_and_text_say_the_same() {
    let world = World::bundled();
    let answer = flagship(&world);
    let report = answer.report();
    let bare = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let wide = report.to_text(&English, Layout::of_width(10_000));
    assert_eq!(bare(&wide), bare(&report.to_markdown(&English)));
    let coloured = report.to_text(&English, Layout::PLAIN.in_colour());
    assert!(coloured.contains("\u{1b}[1;31m"), "what is grave stands out");
    assert_eq!(coloured.lines().count(), report.to_string().lines().count());
}

#[test]
fn pages_of_accessions_say_who_is_asked_by_what_and_until_when() {
    let world = World::bundled();
    let today = world.as_of(date(2024, 10, 20));
    for (of, organization, expected) in [
        ("kor", "jef", "as it rests on no treaty: those who are in it decide"),
        ("wsm", "anzus", "no clause of its texts being on that (VCLT art. 15(c))"),
        ("vat", "un", "of the others nobody alone, by article 4"),
        ("vat", "nato", "the consent that it needs: Italy, by article 24 of the Lateran Treaty"),
        ("vat", "nato", "Sources of what decides"),
        ("lie", "cica", "where it concludes a treaty, and what is joined rests on none"),
        ("khm", "eaeu", "and not before 2025-10-20 if its text is silent (VCLT art. 56)"),
        (
            "yem",
            "eaeu",
            "the consent that it needs: the parties to the Arab Economic Unity Agreement",
        ),
        ("mys", "aes", "commits Malaysia, as a political text and not as law"),
        ("nam", "eaeu", "until SACU is left, which must be first"),
        ("guy", "mercosur", "needs the consent of the Caribbean Community"),
        ("guy", "mercosur", "once it has the consent that it needs"),
        ("mda", "nato", "change of article 11 of the Moldova constitution, by referendum"),
        ("mda", "nato", "which Moldova has to consult with in"),
        ("kaz", "jef", "such as article 1(2) of the CST"),
        ("mar", "asean", "; and perhaps others"),
        ("ltu", "csto", "; its own law bars it in any case: article 1 of the Lithuanian"),
        ("vut", "eccas", "whose clause on that was not seen: it is not"),
        ("prk", "aes", "what members of the Alliance of Sahel States would owe it yields to that"),
        ("trnc", "ots", "against the recognition of"),
        ("vut", "eccas", "whose clause on that was not seen: who agrees is not known"),
        ("isl", "sacu", "what they have with others and concluded before 2004-07-15"),
        ("isl", "sacu", "allow “customs unions as far as they do not conflict"),
        ("bfa", "icglr", "already now as Burkina Faso signed it (VCLT art. 18)"),
        ("ury", "caricom", "the accession: each of 14 states, by article 28, 238"),
        ("dza", "eaeu", "with notice on 2026-06-23, by article 27 of the AfCFTA"),
        ("cze", "g5s", "Whether the G5 Sahel exists on 2024-10-20 is not certain"),
        ("jpn", "eccas", "is taken to ask to be African"),
        ("svk", "eco", "by article XIII of the Treaty of Izmir (revised): who agrees is not known"),
        ("som", "mercosur", "the law of the union that article 45, 47 of the COMESA Treaty makes"),
        (
            "per",
            "eu",
            "by article 135 (153 in the codification of 1997) of the Cartagena Agreement, as soon as notice is given",
        ),
        ("pmr", "unionstate", "whether Transnistria meets that, no rule tests"),
        ("per", "eu", "must first leave the CAN, the Pacific Alliance and 22 treaties"),
        // Of the two of whom it is open, the treaty of the SCO is told with either.
        (
            "kaz",
            "aukus",
            "the Russia–Kazakhstan good-neighbourliness and alliance treaty and the SCO",
        ),
    ] {
        let state = world.find::<State>(of).unwrap();
        let change = Change::join(state, world.find::<Organization>(organization).unwrap());
        let answer = today.consequences_of(change);
        let page = answer.report().to_text(&English, Layout::of_width(10_000));
        assert!(page.contains(expected), "{of} {organization}: {expected}\n{page}");
    }
}

/// The article by which it must leave the Union is not one that was tested and does nothing.
#[test]
fn no_article_is_told_of_a_state_for_what_it_does_and_for_doing_nothing() {
    let world = World::bundled();
    let today = world.as_of(date(2024, 10, 20));
    let change = Change::join(
        world.find::<State>("fin").unwrap(),
        world.find::<Organization>("efta").unwrap(),
    );
    let page = today.consequences_of(change).report().to_text(&English, Layout::of_width(10_000));
    assert_eq!(page.matches("article 28 of the TFEU").count(), 1, "{page}");
    assert!(page.contains("one that was tested and is in no conflict: article 8"), "{page}");
}

/// A text under a body that has parties of its own is left by itself.
#[test]
fn whoever_leaves_a_text_with_parties_of_its_own_stays_in_the_body() {
    let world = World::bundled();
    let today = world.as_of(date(2024, 10, 20));
    let egy = world.find::<State>("egy").unwrap();
    let gafta = world.find::<comity::Treaty>("gafta97").unwrap();
    let page = today.consequences_of(Change::leave(egy, gafta)).report().to_string();
    assert!(
        page.starts_with("Egypt can be out of the Programme for a Greater Arab Free"),
        "{page}"
    );
    assert!(!page.contains("out of the Arab League"), "{page}");
}

#[test]
fn a_sweep_is_a_page_too() {
    let world = World::bundled();
    let today = world.as_of(date(2024, 10, 20));
    let sweep = today.accessions();
    let page = sweep.report(today).to_string();
    expect_file!["data/sweep.txt"].assert_eq(&page);
    assert!(page.lines().count() <= 120, "{} lines", page.lines().count());
    let full = sweep.report_as(Length::Full, Names::of(today));
    let text = full.to_text(&English, Layout::of_width(72));
    let keys: std::collections::BTreeSet<&str> =
        world.tables().provisions.iter().map(|one| &*one.key).collect();
    let words = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '_')
        .filter(|word| word.contains(|letter: char| letter.is_ascii_digit()));
    let found: Vec<&str> = words.filter(|word| keys.contains(word)).collect();
    assert!(found.is_empty(), "{found:?} in\n{text}");
    // Whoever meets something is told once in the whole: as many accessions as the sweep counts.
    let tally: comity::answer::Tally = sweep.cells.iter().collect();
    let told: usize = (full.sections().iter().flat_map(|section| &section.items))
        .filter_map(|item| match &item.says {
            Passage::Sweep(says) => Some((item, says)),
            _ => None,
        })
        .filter_map(|(item, says)| match &**says {
            SweepPassage::Meets { joins, .. } => Some(item.about.len() * joins.len()),
            _ => None,
        })
        .sum();
    assert_eq!(told, tally.accessions() - tally.free);
    assert!(full.to_markdown(&English).starts_with("# Of "));
}

#[test]
fn much_of_a_kind_is_told_once() {
    let world = World::bundled();
    let today = world.as_of(date(2024, 10, 20));
    let page = |state: &str, body: &str| {
        let state = world.find::<State>(state).unwrap();
        let body = world.find::<Organization>(body).unwrap();
        today.consequences_of(Change::join(state, body)).report().to_string()
    };
    let union = page("che", "eu");
    assert!(union.starts_with("Switzerland must first leave EFTA and "), "{union}");
    assert_eq!(union.matches("because article 28 of the TFEU").count(), 1, "{union}");
    assert!(union.lines().count() <= 100, "{union}");
    let majority = page("cri", "au");
    assert!(majority.contains("the accession: nobody alone, by article 29"), "{majority}");
}
