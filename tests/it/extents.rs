//! How far the record of relations, laws, treaties, names and codes reaches decides what is true, and so does what sources dispute of
//! their ends: on the days between, nothing is certain, and the contest is told.

use std::fmt::Write as _;

use Truth::{No, Unknown, Yes};
use comity::answer::Caveat;
use comity::model::{Matter, Presumption, RelationKind, Scheme};
use comity::world::{RecordReach, RecordSubject};
use comity::{Date, Id, Law, Loader, Question, State, Treaty, Truth, View, World, date};

const RECORDS: &str = r#"{"state":"aaa","name":"Aland","from":"1900-01-01","identifiers":[{"scheme":"iso2","code":"AA"},{"scheme":"iso3","code":"AAX","to":"2010-01-01"}]}
{"state":"bbb","name":"Beland","from":"1900-01-01"}
{"state":"ccc","name":"Celand","from":"1900-01-01"}
{"law":"lawa","name":"Law","form":"statute","parties":["aaa"],"in_force":"1990-01-01"}
{"law":"lawo","name":"Old law","form":"statute","parties":["aaa"],"in_force":"1990-01-01","ended":"2005-01-01"}
{"treaty":"pact","name":"Pact","form":"treaty","signed":"1990-01-01","in_force":"1990-01-01","parties":["aaa","bbb"]}
{"provision":"pactp","of":"pact","kind":"mutual_defence","bound":["aaa","bbb"]}
{"relation":"rel-open","subject":"aaa","kind":"hostility","object":"bbb","from":"1990-01-01"}
{"relation":"rel-ended","subject":"aaa","kind":"hostility","object":"ccc","from":"1990-01-01","to":"2005-01-01"}
{"relation":"rel-always","subject":"bbb","kind":"hostility","object":"ccc"}"#;

fn world(more: &str) -> World {
    let text = format!("{RECORDS}\n{more}");
    Loader::new().text("small", text).load().unwrap_or_else(|error| panic!("{error}")).world
}

/// All matters are on record from 1950 to the end of 2019.
fn bounded() -> World {
    let mut more = String::new();
    for about in ["treaties", "relations", "laws", "names", "codes"] {
        writeln!(
            more,
            "{{\"extent\":\"ext-{about}\",\"about\":\"{about}\",\"level\":\"complete\",\"from\":\"1950-01-01\",\"until\":\"2020-01-01\"}}"
        )
        .unwrap();
    }
    world(&more)
}

fn codes(caveats: &[Caveat]) -> Vec<&'static str> {
    caveats.iter().map(Caveat::code).collect()
}

fn state(world: &World, key: &str) -> Id<State> {
    world.find(key).unwrap()
}

#[test]
fn outside_its_extent_the_record_of_a_matter_decides_nothing() {
    let world = bounded();
    let [aaa, bbb, ccc] = ["aaa", "bbb", "ccc"].map(|key| state(&world, key));
    let law = |key| world.find::<Law>(key).unwrap();
    let (still, ended_law) = (law("lawa"), law("lawo"));
    let pact = world.find::<Treaty>("pact").unwrap();
    let hostile = |view: View<'_>, a, b| view.is_related(a, RelationKind::Hostility, b);
    for (day, [open, ended, always, none], [law, old, treaty]) in [
        (date(1940, 1, 1), [Unknown, Unknown, Unknown, Unknown], [No, No, No]),
        (date(1960, 1, 1), [No, No, Yes, No], [No, No, No]),
        (date(2000, 1, 1), [Yes, Yes, Yes, No], [Yes, Yes, Yes]),
        (date(2010, 1, 1), [Yes, No, Yes, No], [Yes, No, Yes]),
        // What held last is presumed to hold for a year.
        (date(2020, 12, 31), [Yes, No, Yes, No], [Yes, No, Yes]),
        (date(2021, 1, 1), [Unknown, Unknown, Unknown, Unknown], [Unknown, No, Unknown]),
    ] {
        let view = world.as_of(day);
        let found = [
            hostile(view, aaa, bbb),
            hostile(view, aaa, ccc),
            hostile(view, bbb, ccc),
            view.is_related(aaa, RelationKind::Recognises, bbb),
        ];
        assert_eq!(found, [open, ended, always, none], "relations on {day}");
        let texts = [view.in_force(still), view.in_force(ended_law), view.in_force(pact)];
        assert_eq!(texts, [law, old, treaty], "texts on {day}");
        let list = view.related(aaa, RelationKind::Hostility);
        let within = day > date(1950, 1, 1) && day < date(2021, 1, 1);
        assert_eq!(list.is_complete(), within, "{day}");
        // Outside, and where it is presumed, that is told.
        let told = codes(&list.caveats());
        assert_eq!(told.contains(&"presumed"), day == date(2020, 12, 31), "{day}: {told:?}");
        assert_eq!(told.contains(&"beyond-coverage"), !within, "{day}: {told:?}");
        let name = view.ask(&Question::Name { entity: aaa.into() });
        assert_eq!(name.has_caveat("presumed"), day == date(2020, 12, 31), "{day}");
        assert_eq!(name.has_caveat("beyond-coverage"), !within, "{day}");
        let called = |name| view.is_called(aaa, name);
        let right = if within { [Yes, No] } else { [Unknown, Unknown] };
        assert_eq!([called("aland"), called("Beland")], right, "{day}");
        // Presumed for ever, it is as it was on the last day; not at all, it ends with the last day.
        if day > date(2020, 1, 1) {
            let then = view.presuming(Presumption::ForEver);
            assert_eq!(hostile(then, aaa, bbb), Yes);
            assert_eq!(then.in_force(still), Yes);
            let not = view.presuming(Presumption::NotAtAll);
            assert_eq!(hostile(not, aaa, bbb), Unknown);
            assert_eq!(not.in_force(still), Unknown);
        }
    }
    for (day, truth, old) in [
        (date(1960, 1, 1), Yes, Yes),
        (date(2015, 1, 1), Yes, No),
        (date(2020, 6, 1), Yes, No),
        (date(2030, 1, 1), Unknown, No),
    ] {
        let view = world.as_of(day);
        let found = |scheme| Truth::any(view.codes_of(aaa, scheme).iter().map(|one| one.truth));
        assert_eq!((found(Scheme::Iso2), found(Scheme::Iso3)), (truth, old), "{day}");
        let by_code = view.by_code(Scheme::Iso2, "AA");
        assert_eq!(Truth::any(by_code.iter().map(|one| one.truth)), truth, "{day}");
    }
}

/// A world without extents is taken as complete for ever.
#[test]
fn without_extents_the_record_reaches_for_ever() {
    let world = world("");
    let [aaa, bbb] = ["aaa", "bbb"].map(|key| state(&world, key));
    for day in [date(1700, 1, 1), date(2000, 1, 1), date(2500, 1, 1)] {
        let view = world.as_of(day);
        assert!(view.is_related(aaa, RelationKind::Recognises, bbb).is_no());
        for about in [Matter::Relations, Matter::Laws, Matter::Names, Matter::Codes] {
            assert_eq!(view.reach(&RecordSubject::matter(about)), RecordReach::Covered);
        }
    }
    let far = world.as_of(date(2500, 1, 1));
    assert!(far.in_force(world.find::<Law>("lawa").unwrap()).is_yes());
    assert!(far.is_related(aaa, RelationKind::Hostility, bbb).is_yes());
}

/// What sources dispute of an end, with and without a preference.
fn disputed(of: &str, field: &str, dates: [&str; 2], preferred: bool) -> String {
    let [one, other] = dates;
    let preferred = if preferred { r#","preferred":true"# } else { "" };
    format!(
        r#"{{"contested":"dispute-{of}","of":"{of}","field":"{field}","question":"When?","values":[{{"value":"{one}"{preferred}}},{{"value":"{other}"}}]}}"#
    )
}

const CLUB: &str = r#"{"organization":"club","name":"Club","from":"1990-01-01"}
{"membership":"aaa-club","member":"aaa","of":"club","status":"member","from":"1990-01-01"}
{"overlay":"ovl","member":"aaa","of":"club","kind":"suspended","from":"2000-01-01","to":"2002-01-01"}
{"provision":"pactq","of":"pact","kind":"consultation","bound":["aaa","bbb"],"from":"2000-01-01","to":"2002-01-01"}
{"relation":"rel","subject":"aaa","kind":"opposed","object":"bbb","from":"2000-01-01","to":"2002-01-01"}
{"law":"lawc","name":"Law","form":"statute","parties":["aaa"],"in_force":"2000-01-01","ended":"2002-01-01"}
{"provision":"lawcp","of":"lawc","kind":"neutrality"}"#;

#[test]
fn a_contested_end_of_anything_is_open_between_and_told() {
    let days = [date(1999, 6, 1), date(1999, 9, 1), date(2000, 6, 1), date(2002, 6, 1)];
    for (of, beginning) in
        [("ovl", "from"), ("pactq", "from"), ("rel", "from"), ("lawc", "in_force")]
    {
        for preferred in [false, true] {
            let dates = ["2000-01-01", "1999-08-01"];
            let world = world(&format!("{CLUB}\n{}", disputed(of, beginning, dates, preferred)));
            let [aaa, bbb] = ["aaa", "bbb"].map(|key| state(&world, key));
            let club = world.find::<comity::Organization>("club").unwrap();
            let truth = |view: View<'_>| match of {
                "ovl" => {
                    let lying = view.overlays(aaa, club).count();
                    // What lies over a participation is told where it possibly does.
                    if lying == 0 { No } else { Yes }
                }
                "rel" => view.is_related(aaa, RelationKind::Opposed, bbb),
                "lawc" => view.in_force(world.find::<Law>("lawc").unwrap()),
                _ => {
                    let found = view.provisions_binding(aaa);
                    let own = found.iter().find(|(id, _)| &*world[*id].key == of);
                    own.map_or(No, |(_, truth)| *truth)
                }
            };
            let told = |view: View<'_>| match of {
                "ovl" => codes(&view.standing(aaa, club).caveats()).contains(&"contested"),
                "rel" => codes(&view.related(aaa, RelationKind::Opposed).caveats())
                    .contains(&"contested"),
                _ => codes(&view.obligations_of(aaa).caveats()).contains(&"contested"),
            };
            let found = days.map(|day| truth(world.as_of(day)));
            let between = match (preferred, of) {
                (true, _) => No,
                (false, "ovl") => Yes,
                (false, _) => Unknown,
            };
            assert_eq!(found, [No, between, Yes, No], "{of}, preferred: {preferred}");
            if of != "lawc" && (of != "pactq" || !preferred) {
                let found = days.map(|day| told(world.as_of(day)));
                assert_eq!(found, [false, true, false, false], "{of}, preferred: {preferred}");
            }
            // As it was known before the end was.
            let before = world.as_of(date(1999, 9, 1)).known_by(date(1999, 1, 1));
            assert!(!truth(before).is_yes(), "{of}");
        }
    }
}

/// The end of a contested suspension decides who may veto, and a contested provision what is a conflict: with a proof that is accepted.
#[test]
fn what_rests_on_a_contested_end_is_open_and_proved() {
    let day: Date = date(1999, 9, 1);
    for (of, field) in
        [("pactp", "from"), ("rel-open", "from"), ("pact", "in_force"), ("lawb", "in_force")]
    {
        let bar = r#"{"law":"lawb","name":"Bar","form":"statute","parties":["aaa"],"in_force":"1990-01-01"}
{"provision":"lawbp","of":"lawb","kind":"neutrality","params":{"bars":"military_alliance","rank":"constitutional"}}
{"organization":"bloc","name":"Bloc","from":"1990-01-01","purpose":"cooperation"}
{"membership":"aaa-bloc","member":"aaa","of":"bloc","status":"member","from":"1990-01-01"}
{"membership":"bbb-bloc","member":"bbb","of":"bloc","status":"member","from":"1990-01-01"}
{"membership":"ccc-bloc","member":"ccc","of":"bloc","status":"member","from":"1990-01-01"}"#;
        let dispute = disputed(of, field, ["1990-01-01", "2001-01-01"], false);
        let mut text = RECORDS
            .replace(r#""bound":["aaa","bbb"]}"#, r#""bound":["aaa","bbb"],"from":"1990-01-01"}"#);
        _ = write!(text, "\n{bar}\n{dispute}");
        let world = Loader::new().text("small", text).load().unwrap().world;
        let bloc = world.find::<comity::Organization>("bloc").unwrap();
        let change = comity::Change::acquire(bloc, comity::model::EffectKind::MutualDefence);
        let answer = world.as_of(day).consequences_of(change);
        for finding in answer.findings() {
            assert!(finding.why().holds(), "{of}: {}", world.key(finding.state()));
        }
        let open = answer.findings().flat_map(|one| one.conflicts().to_vec());
        let open = open.filter(|one| one.truth.is_unknown()).count();
        assert!(open > 0 || of == "rel-open" || of == "pactp" || of == "pact", "{of}");
    }
}
