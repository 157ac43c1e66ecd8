//! Ids cannot lie: an id of one world is accepted by another one exactly where it names the thing of the same kind and
//! key, and is refused by every question anywhere else.

use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use comity::deliberation::{Added, AddedDuty, Commitment, Contingency, Repair, Rulebook};
use comity::model::{
    ActKind, AnyId, Assertion, Bars, Claim, Duty, EffectKind, LawForm, LinkRole, Matter,
    OverlayKind, Parties, Proposition, Provenance, RecordId, RelationKind, Scheme, Status,
    TreatyForm,
};
use comity::question::DateOf;
use comity::scenario::{AssumedFact, Changed};
use comity::world::RecordSubject;
use comity::{
    BodyId, Change, Consequences, Date, EntityId, Id, InstrumentId, Law, Loader, Organization,
    Participation, Provision, Question, Scenario, Source, State, Treaty, View, World, WorldBuilder,
    date,
};

/// A world with a record of every kind.
const BASE: &str = r#"{"comity":1}
{"state":"aal","name":"Aaland"}
{"state":"bel","name":"Beland"}
{"state":"cel","name":"Celand"}
{"organization":"pact","name":"The Pact","purpose":"defence"}
{"organization":"union","name":"The Union"}
{"treaty":"charter","name":"Charter of the Pact","form":"treaty","signed":"2000-01-01","in_force":"2000-01-01","parties":"@pact"}
{"treaty":"river","name":"River Treaty","form":"treaty","signed":"1999-05-01"}
{"treaty":"sea","name":"Sea Treaty","form":"treaty","signed":"1990","in_force":"1991","parties":["aal","bel"]}
{"law":"neutral","name":"Neutrality of Celand","form":"constitution","in_force":"1955","parties":["cel"]}
{"source":"book","name":"A book"}
{"analyst":"ann","name":"Ann"}
{"membership":"aal-pact","member":"aal","of":"pact","status":"member","from":"2000-01-01","sources":["book"]}
{"membership":"bel-pact","member":"bel","of":"pact","status":"member","from":"2001-01-01","to":"2010-01-01"}
{"membership":"bel-pact-2","member":"bel","of":"pact","status":"observer","from":"2012-01-01"}
{"membership":"cel-union","member":"cel","of":"union","status":"member","from":"1995-01-01"}
{"overlay":"aal-pact-frozen","member":"aal","of":"pact","kind":"frozen_declared","from":"2005-01-01"}
{"link":"pact-charter","of":"pact","instrument":"charter","role":"constituent"}
{"provision":"charter-5","of":"charter","article":"5","kind":"mutual_defence"}
{"provision":"charter-9","of":"charter","article":"9","kind":"withdrawal","params":{"right":"yes","notice_months":"6"}}
{"provision":"neutral-1","of":"neutral","article":"1","kind":"neutrality"}
{"act":"aal-river-signs","by":"aal","of":"river","kind":"sign","date":"1999-05-01"}
{"act":"aal-river-ratifies","by":"aal","of":"river","kind":"ratify","date":"1999-09-01"}
{"act":"bel-river-ratifies","by":"bel","of":"river","kind":"ratify","date":"1999-10-01"}
{"relation":"aal-bel","kind":"hostility","subject":"aal","object":"bel","from":"1980"}
{"claim":"ann-says","by":["ann"],"about":["pact"],"text":"something"}
{"contested":"when","of":"bel-pact","field":"to","question":"When?","values":[{"value":"2010-01-01"},{"value":"2010-02-01"}]}
{"assertion":"said","of":"bel-pact","field":"from","value":"2001-01-02"}
"#;

/// What a layer may add: things whose keys come before, between and after those of the base, and corrections of it.
const LAYER: &str = r#"{"treaty":"aaa","name":"First Treaty","form":"treaty","signed":"1980","in_force":"1980"}
{"state":"bas","name":"Basland"}
{"state":"zed","name":"Zedland"}
{"organization":"zone","name":"The Zone"}
{"source":"atlas","name":"An atlas"}
{"membership":"aal-aaa","member":"aal","of":"aaa","status":"party","from":"1980-01-01"}
{"membership":"aal-zone","member":"aal","of":"zone","status":"member","from":"1994-01-01"}
{"membership":"bas-pact","member":"bas","of":"pact","status":"member","from":"1994-01-01"}
{"membership":"bel-pact","from":"2001-03-01","recorded":"2015-01-01"}
{"overlay":"a","member":"aal","of":"zone","kind":"inactive","from":"2000-01-01"}
{"link":"a-link","of":"zone","instrument":"aaa","role":"constituent"}
{"provision":"aaa-1","of":"aaa","article":"1","kind":"non_aggression"}
{"act":"aal-river-a","by":"zed","of":"river","kind":"ratify","date":"1998-09-01"}
{"relation":"a-relation","kind":"hostility","subject":"zed","object":"bel","from":"1980"}
{"claim":"a-claim","by":["zed"],"text":"nothing"}
{"contested":"a-question","question":"Whether?","values":[{"value":"yes"},{"value":"no"}]}
{"assertion":"a-saying","of":"aal-pact","field":"from","value":"2000-01-02"}
"#;

/// What another layer may add to that.
const SECOND_LAYER: &str = r#"{"organization":"aab","name":"The First"}
{"membership":"aal-aab","member":"aal","of":"aab","status":"member","from":"1970-01-01"}
{"membership":"aal-zone","member":"aal","of":"zone","to":"2020-01-01"}
{"provision":"aaa-0","of":"charter","article":"0","kind":"consultation"}
"#;

fn load(texts: &[&str]) -> World {
    let layers =
        texts.iter().fold(Loader::new(), |loader, text| loader.text("text", *text).layer());
    layers.load().unwrap_or_else(|error| panic!("{error}")).world
}

/// The lines that do not name any of these.
fn without(text: &str, words: &[&str]) -> String {
    let is_kept = |line: &&str| !words.iter().any(|word| line.contains(&format!("\"{word}\"")));
    let kept: Vec<&str> = text.lines().filter(is_kept).collect();
    kept.join("\n") + "\n"
}

/// Worlds that have much in common, and numbers that have not.
fn worlds() -> Vec<(&'static str, World)> {
    let renamed = BASE.replace("aal", "zaa").replace("pact", "apact").replace("charter", "statute");
    let built = {
        let mut world = World::builder();
        let pact = world.add(Organization::new("pact", "The Pact"));
        let bel = world.add(State::new("bel", "Beland"));
        let aal = world.add(State::new("aal", "Aaland"));
        let river = world.add(Treaty::new("river", "River Treaty", TreatyForm::Treaty));
        let charter = world.add(Treaty::new("charter", "Charter", TreatyForm::Charter));
        let neutral = world.add(Law::new("neutral", "Neutrality", bel, LawForm::Constitution));
        world.add(Source::new("book", "A book"));
        world.link(pact, charter, LinkRole::Constituent);
        world.member(bel, pact, date(2001, 1, 1)..).member(aal, pact, date(2000, 1, 1)..);
        world.bulk_participation(aal, river, Status::Party, date(1999, 1, 1)..date(2004, 1, 1));
        world.bulk_participation(aal, river, Status::Party, date(2005, 1, 1)..);
        world.provision(charter, "5", EffectKind::MutualDefence);
        world.provision(neutral, "1", EffectKind::Neutrality);
        world.freeze().unwrap()
    };
    let mut worlds = vec![
        ("base", load(&[BASE])),
        ("layered", load(&[BASE, LAYER])),
        ("flat", load(&[&format!("{BASE}{}", without(LAYER, &["bel-pact"]))])),
        ("twice", load(&[BASE, LAYER, SECOND_LAYER])),
        ("renamed", load(&[&renamed])),
        ("subset", load(&[&without(BASE, &["aal", "union", "charter"])])),
        ("built", built),
        ("empty", load(&[r#"{"state":"zzz","name":"Nowhere"}"#])),
    ];
    if cfg!(feature = "dataset") {
        worlds.push(("bundled", World::bundled()));
        let layered = Loader::new()
            .bundled()
            .layer()
            .text("layer", r#"{"treaty":"aaa","name":"First","form":"treaty"}"#);
        worlds.push(("bundled, layered", layered.load().unwrap().world));
        let flat = World::bundled().to_jsonl() + r#"{"state":"aaa","name":"First"}"#;
        worlds.push(("bundled, with one more", load(&[&flat])));
    }
    worlds
}

/// What is at hand of a world to ask another one about: some of each kind, and fewer of a large world, where each question
/// takes longer.
#[derive(Default)]
struct Ids {
    entities: Vec<EntityId>,
    states: Vec<Id<State>>,
    organizations: Vec<Id<Organization>>,
    treaties: Vec<Id<Treaty>>,
    laws: Vec<Id<Law>>,
    sources: Vec<Id<Source>>,
    provisions: Vec<Id<Provision>>,
    participations: Vec<Id<Participation>>,
    records: Vec<RecordId>,
}

/// So many of all, from the first to the last.
fn some<T>(most: usize, all: impl IntoIterator<Item = T>) -> Vec<T> {
    let all: Vec<T> = all.into_iter().collect();
    let step = all.len().div_ceil(most).max(1);
    all.into_iter().step_by(step).collect()
}

impl Ids {
    fn of(world: &World) -> Self {
        let tables = world.tables();
        let most = if tables.entities.len() > 100 { 2 } else { 6 };
        let mut records: Vec<RecordId> = Vec::new();
        records.extend(some(most, tables.entities.ids()).into_iter().map(RecordId::from));
        records.extend(
            some(most, &tables.participations)
                .into_iter()
                .map(|row| RecordId::from(tables.id_of(&row))),
        );
        records.extend(some(most, tables.overlays.ids()).into_iter().map(RecordId::from));
        records.extend(some(most, tables.links.ids()).into_iter().map(RecordId::from));
        records.extend(some(most, tables.provisions.ids()).into_iter().map(RecordId::from));
        records.extend(some(most, tables.acts.ids()).into_iter().map(RecordId::from));
        records.extend(some(most, tables.relations.ids()).into_iter().map(RecordId::from));
        records.extend(some(most, tables.claims.ids()).into_iter().map(RecordId::from));
        records.extend(some(most, tables.contested.ids()).into_iter().map(RecordId::from));
        records.extend(some(most, tables.assertions.ids()).into_iter().map(RecordId::from));
        Self {
            entities: some(most, world.entities()),
            states: some(most, world.states()),
            organizations: some(most, world.organizations()),
            treaties: some(most, world.treaties()),
            laws: some(most, world.all::<Law>()),
            sources: some(most, world.all::<Source>()),
            provisions: some(most, tables.provisions.ids()),
            participations: some(most, &tables.participations)
                .into_iter()
                .map(|row| tables.id_of(&row))
                .collect(),
            records,
        }
    }
}

const REFUSED: &str = "the id is of another world";

/// Whether a question is refused as one about something of another world; any other panic goes on.
fn is_refused(ask: impl FnOnce()) -> bool {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let message = info.payload().downcast_ref::<String>();
            if !message.is_some_and(|message| message.starts_with(REFUSED)) {
                usual(info);
            }
        }));
    });
    match catch_unwind(AssertUnwindSafe(ask)) {
        Ok(()) => false,
        Err(panic) => {
            let message = panic.downcast_ref::<String>().map_or("", String::as_str);
            assert!(message.starts_with(REFUSED), "another panic: {message}");
            assert!(message.contains("world.carry"), "it says what to do: {message}");
            true
        }
    }
}

/// That there is an answer is enough.
fn done(answer: impl Sized) {
    black_box(answer);
}

/// Asks a world about an id of another one in every way, and compares with whether the id is of this world.
struct Asked<'w> {
    world: &'w World,
    names: String,
    belongs: bool,
}

impl<'w> Asked<'w> {
    fn new(world: &'w World, pair: &str, other: &World, id: impl AnyId) -> Self {
        let record = id.record();
        let key = other.tables().key(record).map(str::to_owned);
        let names = format!("{pair}: {record:?} {key:?}");
        let belongs = world.contains(id);
        // It belongs exactly where it names what has that kind and key.
        if belongs {
            assert_eq!(world.tables().key(record), key.as_deref(), "{names}");
        }
        Self { world, names, belongs }
    }

    fn ask(&self, what: &str, ask: impl FnOnce()) {
        assert_eq!(is_refused(ask), !self.belongs, "{what}: {}", self.names);
    }

    fn view(&self) -> View<'w> {
        self.world.as_of(date(2003, 1, 1))
    }
}

/// One question for each line: what is asked, and how.
macro_rules! asks {
    ($asked:ident: $($ask:expr;)+) => {{
        $($asked.ask(stringify!($ask), || {
            done($ask);
        });)+
    }};
}

/// One change of a state and a body that are known, with one part unknown.
fn ask_with(asked: &Asked<'_>, what: &str, scenario: impl Fn() -> Scenario) {
    let view = asked.view();
    let ask = |how: &str, ask: &dyn Fn()| asked.ask(&format!("{what}, {how}"), ask);
    ask("consequences", &|| done(view.consequences_of(scenario()).vetoes().len()));
    ask("what if", &|| done(view.what_if(scenario())));
    ask("what if, of the world", &|| done(asked.world.what_if(scenario())));
    ask("asked", &|| done(view.ask(&Question::must_exit(scenario()))));
    ask("vetoes", &|| done(view.ask(&Question::vetoes(scenario()))));
    ask("in words", &|| done(Question::must_exit(scenario()).in_words(asked.world)));
    ask("as JSON", &|| done(scenario().to_json(asked.world)));
    ask("normal", &|| done(scenario().normal(asked.world.tables())));
}

fn ask_entity(asked: &Asked<'_>, id: EntityId) {
    let (world, view) = (asked.world, asked.view());
    let graph = view.graph();
    asks! { asked:
        world[id].key();
        world.key(id);
        world.name(id);
        world.typed::<State>(id);
        world.relations_of(id).count();
        world.claims_by(id).count();
        world.about(id);
        view.according_to(id);
        view.according_to_all([id]);
        view.votes_on(&Proposition::Declared { who: id, what: id }, &[]);
        view.positions().on(id).count();
        view.positions().of(id).count();
        view.positions().cell(id, id);
        view.positions().silent_on(id);
        world.history_of(id, None);
        world.tables().key_of(id);
        world.tables().typed::<State>(id);
        view.name(id);
        view.related(id, RelationKind::Hostility);
        view.is_related(id, RelationKind::Hostility, id);
        view.called(id);
        view.is_called(id, "");
        view.memberships_of(id).count();
        view.organizations_of(id).count();
        view.treaties_of(id).count();
        view.possible_memberships_of(id).count();
        view.possible_organizations_of(id).count();
        view.possible_treaties_of(id).count();
        view.obligations_toward(id);
        view.codes_of(id, Scheme::Iso3);
        world.codes_of(id, Scheme::Cow, date(2003, 1, 1));
        view.reach(&RecordSubject::matter(Matter::Duties).in_the_case_of(id));
        graph.node(id);
        view.ask(&Question::Memberships { entity: id });
        view.ask(&Question::Name { entity: id });
        view.ask(&Question::claims_about(id));
        view.ask(&Question::claims_by(id));
        view.ask(&Question::stances_on(id));
        view.ask(&Question::Bonds { a: id, b: id });
        view.ask(&Question::Obligations { by: None, toward: Some(id), duty: None });
        Question::Name { entity: id }.to_json(world);
    }
    let Some(pact) = world.organizations().next() else { return };
    asks! { asked:
        view.is_member(id, pact);
        view.standing(id, pact);
        view.has_status(id, pact, Status::Member);
        view.sources_needed_for_membership(id, pact);
        view.overlays(id, pact).count();
        world.spells(id, pact, None);
        world.spells_in_bundle(id, pact, None);
        view.ask(&Question::is_member(id, pact));
        view.ask(&Question::Periods { entity: id, body: pact.into(), bundle: true, status: None });
        view.ask(&Question::Dates(DateOf::Joined { entity: id, body: pact.into() }));
        view.ask(&Question::Dates(DateOf::Left { entity: id, body: pact.into() }));
    }
    let acquire = || Change::acquire(pact, EffectKind::MutualDefence);
    let answer = view.consequences_of(acquire());
    asks! { asked:
        answer.why_not_bound(id, pact).is_some();
        view.what_if(acquire()).is_member(id, pact);
        view.what_if(acquire()).memberships_of(id);
    }
    ask_with(asked, "grant", || Change::grant(id, pact, Status::Observer).into());
    let against = || AssumedFact::DirectedAgainst { what: Changed::from(pact), against: id };
    ask_with(asked, "directed against", || Scenario::new(acquire()).assuming(against()));
}

fn ask_state(asked: &Asked<'_>, id: Id<State>) {
    let (world, view) = (asked.world, asked.view());
    let Some(of_own) = world.treaties().next() else { return };
    asks! { asked:
        &world[id].contested;
        world.acts_by(id).count();
        view.is_state(id);
        view.which_prevails(of_own, of_own, [id, id]);
        view.ask(&Question::which_prevails(of_own, of_own, [id, id]));
        view.provisions_binding(id);
        view.obligations_of(id);
        view.ask(&Question::Obligations { by: Some(id), toward: None, duty: None });
    }
    ask_with(asked, "enact", || Change::enact(id, Bars::default(), LawForm::Statute).into());
    ask_with(asked, "conclude", || {
        Change::conclude("new", [id], [EffectKind::NonAggression]).into()
    });
    let Some(state) = world.states().next() else { return };
    ask_with(asked, "host", || Change::host_base(id, state).into());
    ask_with(asked, "sender", || Change::host_base(state, id).into());
    let Some(pact) = world.organizations().next() else { return };
    ask_with(asked, "join", || Change::join(id, pact).into());
    ask_with(asked, "leave", || Change::leave(id, pact).into());
    let acquire = || Change::acquire(pact, EffectKind::MutualDefence);
    ask_with(asked, "adopt", || acquire().adopted_by([id]).into());
    ask_with(asked, "notice", || Scenario::new(acquire()).notice_by(id, date(2004, 1, 1)));
    ask_with(asked, "named", || Scenario::new(acquire()).naming(id, date(2004, 1, 1)));
    let hostility = || AssumedFact::Hostility { a: state, b: id };
    ask_with(asked, "hostility", || Scenario::new(acquire()).assuming(hostility()));
    let unsettled = || AssumedFact::Unsettled { state: id, body: pact.into() };
    ask_with(asked, "unsettled", || Scenario::new(acquire()).assuming(unsettled()));
    let answer = view.consequences_of(acquire());
    let hypothetical = view.what_if(acquire());
    let deliberation = answer.deliberate();
    let held = Commitment::Holds { state: id, body: pact.into() };
    let owing = |by: Id<State>, toward: Id<State>| {
        let rule = move |_: &Consequences<'_>, added: &mut Added| {
            added.duty(AddedDuty::new(by, Duty::Defend, [toward.into()], pact));
        };
        Rulebook::new().with("a rule", "nobody", rule)
    };
    let repair = Repair::new([held.clone()]);
    asks! { asked:
        answer.finding(id).is_some();
        answer.exit_from(id, pact);
        answer.why_not(id);
        answer.deliberate_by(&owing(id, state)).must();
        answer.deliberate_by(&owing(state, id)).must();
        hypothetical.provisions_binding(id);
        hypothetical.duties_of(id);
        hypothetical.clone().after(&repair);
        deliberation.must_if(&[Contingency::Hostility { a: id.into(), b: state.into() }]);
        deliberation.preferred_repair(std::slice::from_ref(&held));
        deliberation.free_on(&held);
        deliberation.certify_must(&held);
        deliberation.certify_repair(&repair);
        deliberation.why_must(&held).is_some();
        deliberation.why_may(&held).is_some();
        deliberation.why_not(&held).to_string().len();
        deliberation.why_repair(&repair).is_some();
        deliberation.plan_by(&repair);
        view.ask(&Question::Dates(DateOf::Exit { state: id, body: pact.into(), notice: None }));
    }
}

fn ask_body(asked: &Asked<'_>, id: BodyId) {
    let (world, view) = (asked.world, asked.view());
    asks! { asked:
        view.exists(id);
        view.participants(id).count();
        view.possible_participants(id).count();
        view.rolls([id]);
        view.dyads_in([id]);
        view.reach(&RecordSubject::Roll { body: id, status: None });
        world.changes(id, date(2000, 1, 1), date(2010, 1, 1), None);
        view.ask(&Question::Changes { body: id, from: date(2000, 1, 1), to: date(2010, 1, 1) });
    }
    ask_with(asked, "acquire", || Change::acquire(id, EffectKind::MutualDefence).into());
    let Some(pact) = world.organizations().next() else { return };
    let acquire = || Change::acquire(pact, EffectKind::MutualDefence);
    let answer = view.consequences_of(acquire());
    asks! { asked:
        view.in_both(id, pact).count();
        view.in_both(pact, id).count();
        view.in_either(id, pact).count();
        view.in_either(pact, id).count();
        view.in_one_but_not_other(id, pact).count();
        view.in_one_but_not_other(pact, id).count();
        view.possibly_in_both(id, pact).count();
        view.possibly_in_either(pact, id).count();
        view.possibly_in_one_but_not_other(pact, id).count();
        view.ask(&Question::InBoth { a: id, b: pact.into() });
        view.ask(&Question::InEither { a: pact.into(), b: id });
        view.ask(&Question::ButNot { a: id, b: pact.into() });
        answer.must_exit_from(id).count();
        view.what_if(acquire()).members(id);
    }
    ask_with(asked, "keep", || {
        let mut scenario = Scenario::new(acquire());
        scenario.keep = Some(vec![id]);
        scenario
    });
    let opposed = || AssumedFact::Opposed { a: Changed::from(pact), b: Changed::from(id) };
    ask_with(asked, "opposed", || Scenario::new(acquire()).assuming(opposed()));
    let Some(state) = world.states().next() else { return };
    asks! { asked:
        view.is_member(state, id);
        view.standing(state, id);
        view.has_status(state, id, Status::Observer);
        view.sources_needed_for_membership(state, id);
        view.ask(&Question::sources_needed_for_membership(state, id));
        view.overlays(state, id).count();
        world.spells(state, id, None);
        world.spells_in_bundle(state, id, None);
        answer.exit_from(state, id);
        answer.why_not_bound(state, id).is_some();
        view.what_if(acquire()).is_member(state, id);
        view.ask(&Question::is_member(state, id));
    }
    for finding in answer.findings().take(1) {
        asks! { asked: finding.leaves(id); }
    }
    ask_with(asked, "join", || Change::join(state, id).into());
    ask_with(asked, "leave", || Change::leave(state, id).into());
}

fn ask_instrument(asked: &Asked<'_>, id: InstrumentId) {
    let (world, view) = (asked.world, asked.view());
    let Some(state) = world.states().next() else { return };
    asks! { asked:
        view.in_force(id);
        view.which_prevails(id, id, [state, state]);
        view.ask(&Question::which_prevails(id, id, [state, state]));
        world.provisions_of(id).count();
        world.acts_on(id).count();
        world.organizations_by(id).count();
        view.ask(&Question::Dates(DateOf::Signed { instrument: id }));
        view.ask(&Question::Dates(DateOf::InForce { instrument: id }));
    }
}

fn ask_provision(asked: &Asked<'_>, id: Id<Provision>) {
    let (world, view) = (asked.world, asked.view());
    asks! { asked:
        &world[id].key;
        view.stands(id);
        view.bound_by(id);
    }
    ask_with(asked, "amend", || Change::amend(id, None).into());
    let Some(state) = world.states().next() else { return };
    let enact = || Change::enact(state, Bars::default(), LawForm::Statute);
    asks! { asked: view.what_if(enact()).is_bound(state, id); }
    ask_with(asked, "repeal", || Change::repeal(state, id).into());
}

fn ask_record(asked: &Asked<'_>, id: RecordId) {
    let world = asked.world;
    asks! { asked: world.tables().key(id); }
    match id {
        RecordId::Overlay(id) => asks! { asked: &world[id].key; },
        RecordId::Link(id) => asks! { asked: &world[id].key; },
        RecordId::Act(id) => asks! { asked: &world[id].key; },
        RecordId::Relation(id) => {
            let view = asked.view();
            asks! { asked:
                &world[id].key;
                view.truth_of_relation(id);
            }
        }
        RecordId::Claim(id) => asks! { asked:
            &world[id].key;
            asked.view().verdict_on(id);
            asked.view().hindsight_on(id);
            asked.view().compare_claims(id, id);
            asked.view().compare_all_claims(&[id, id]);
            asked.view().positions_in(&[id]);
            asked.world.claims_by_source(&[id]);
            asked.view().ask(&Question::votes_on(id));
            asked.view().ask(&Question::sources_needed_for_claim(id));
        },
        RecordId::Contested(id) => asks! { asked: &world[id].key; },
        RecordId::Assertion(id) => asks! { asked: &world[id].key; },
        _ => {}
    }
}

/// A state, an organization and a treaty of a world that is being filled.
type Ends = (Id<State>, Id<Organization>, Id<Treaty>);

/// A builder refuses at once what is not of its world.
fn ask_builder(pair: &str, other: &World, ids: &Ids) {
    let filled = || {
        let mut world = World::builder();
        let state = world.add(State::new("a-state", "A state"));
        let body = world.add(Organization::new("a-body", "A body"));
        let treaty = world.add(Treaty::new("a-treaty", "A treaty", TreatyForm::Treaty));
        (world, (state, body, treaty))
    };
    let days = || date(2000, 1, 1)..;
    let refuses = |what: &str, add: &dyn Fn(&mut WorldBuilder, Ends)| {
        let (mut world, ends) = filled();
        assert!(is_refused(|| add(&mut world, ends)), "{pair}: {what}");
    };
    for &id in &ids.states {
        refuses("member", &|world, (_, body, _)| done(world.member(id, body, days())));
        refuses("party", &|world, (_, _, treaty)| done(world.party(id, treaty, days())));
        refuses("bulk", &|world, (_, body, _)| {
            done(world.bulk_participation(id, body, Status::Member, days()));
        });
        refuses("overlay", &|world, (_, body, _)| {
            done(world.overlay(id, body, OverlayKind::Inactive, days()));
        });
        refuses("act", &|world, (_, _, treaty)| {
            done(world.act(id, treaty, ActKind::Sign, date(2000, 1, 1)));
        });
        refuses("relation", &|world, (state, ..)| {
            done(world.relation(state, RelationKind::Hostility, id, days()));
        });
        refuses("parties", &|world, _| {
            let mut record = Treaty::new("another", "Another", TreatyForm::Treaty);
            record.parties = Some(Parties::Listed(vec![id]));
            world.add(record);
        });
    }
    for &id in &ids.organizations {
        refuses("of", &|world, (state, ..)| done(world.member(state, id, days())));
        refuses("link", &|world, (_, _, treaty)| {
            done(world.link(id, treaty, LinkRole::Constituent));
        });
    }
    for &id in &ids.treaties {
        refuses("instrument", &|world, (_, body, _)| {
            done(world.link(body, id, LinkRole::Constituent));
        });
        refuses("provision", &|world, _| done(world.provision(id, "1", EffectKind::MutualDefence)));
        refuses("on", &|world, (state, ..)| {
            done(world.act(state, id, ActKind::Sign, date(2000, 1, 1)));
        });
    }
    for &id in &ids.sources {
        refuses("citing", &|world, _| done(world.citing(id, "1")));
        refuses("cited", &|world, _| {
            let mut saying = Assertion::new("a-saying", "a-state", "name", "A");
            saying.provenance = Provenance::citing([id.into()]);
            world.assertion(saying);
        });
    }
    let claims = other
        .tables()
        .claims
        .iter()
        .filter(|claim| !claim.by.is_empty() || !claim.about.is_empty());
    for claim in some(2, claims) {
        let claim: &Claim = claim;
        refuses("claim", &|world, _| done(world.claim(claim.clone())));
    }
}

/// What is said, in a base, in a layer over it, and in another world.
#[test]
fn what_is_said_has_one_id_in_a_world_and_in_every_layer_over_it() {
    let says = |key: &str, said: &str| {
        format!(
            "{{\"claim\":\"{key}\",\"by\":[\"ann\"],\"date\":\"2020-01-01\",\"proposition\":{said}}}\n"
        )
    };
    let aal = r#"{"takes_part":{"member":"aal","of":"pact"}}"#;
    let bel = r#"{"takes_part":{"member":"bel","of":"pact"}}"#;
    let both = [
        r#"{"plans_exit":{"states":["aal","bel"],"from":"pact"}}"#,
        r#"{"plans_exit":{"states":["bel","aal"],"from":"pact"}}"#,
    ];
    let text = BASE.to_owned() + &says("m", aal) + &says("o", both[0]) + &says("p", both[1]);
    let layer = says("a", bel) + &says("b", aal);
    let (base, layered) = (load(&[&text]), load(&[&text, &layer]));
    let said = &base.tables().propositions;
    assert_eq!((said.len(), layered.tables().propositions.len()), (2, 3));
    for (id, proposition) in said.entries() {
        assert_eq!(said.find(said.key(id)), Some(id));
        assert_eq!(&layered[id], proposition);
        assert_eq!(layered.tables().propositions.key(id), said.key(id));
    }
    let id = said.find("takes_part(aal,pact)").unwrap();
    let claims = |world: &World| {
        let view = world.as_of(date(2024, 1, 1));
        view.claims_on(id).map(|claim| world[claim].key.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!((&*claims(&base), &*claims(&layered)), ("m", "b m"));
    assert_eq!(layered.as_of(date(2019, 1, 1)).claims_on(id).count(), 0);
    assert!(said.find("plans_exit([aal,bel],pact)").is_some_and(|id| said.claims(id).len() == 2));
    let other = load(&[&(BASE.to_owned() + &says("m", bel))]);
    let (tables, view) = (other.tables(), other.as_of(date(2024, 1, 1)));
    assert!(!tables.propositions.contains(id) && tables.propositions.get(id).is_none());
    assert!(is_refused(|| done(other[id].predicate())));
    assert!(is_refused(|| done(tables.propositions.key(id))));
    assert!(is_refused(|| done(tables.propositions.claims(id))));
    assert!(is_refused(|| done(view.claims_on(id).count())));
    let mut claim = Claim::new("c");
    claim.proposition = Some(id);
    assert!(is_refused(|| done(claim.topics(tables))));
    assert!(is_refused(|| done(World::builder().claim(claim.clone()))));
}

#[test]
fn an_id_of_another_world_is_refused_by_every_question_or_names_the_same() {
    let worlds = worlds();
    for (name, world) in &worlds {
        for (from, other) in &worlds {
            // Two large worlds have too many questions between them.
            if name.starts_with("bundled") && !from.starts_with("bundled") && *from != "base" {
                continue;
            }
            let (pair, ids) = (format!("from {from} to {name}"), Ids::of(other));
            let asked = |id: RecordId| Asked::new(world, &pair, other, id);
            ids.entities.iter().for_each(|id| ask_entity(&asked((*id).into()), *id));
            ids.states.iter().for_each(|id| ask_state(&asked(id.record()), *id));
            for id in &ids.organizations {
                let at = asked(id.record());
                let (world, view) = (at.world, at.view());
                asks! { at:
                    world.links_of(*id).count();
                    view.members(*id).count();
                    view.observers(*id).count();
                    view.possible_members(*id).count();
                    view.possible_observers(*id).count();
                    view.ask(&Question::members(*id));
                    Question::members(*id).in_words(world);
                }
                ask_body(&at, (*id).into());
            }
            for id in &ids.treaties {
                let at = asked(id.record());
                let view = at.view();
                asks! { at:
                    view.parties(*id).count();
                    view.possible_parties(*id).count();
                    view.ask(&Question::parties(*id));
                }
                ask_body(&at, (*id).into());
                ask_instrument(&at, (*id).into());
            }
            ids.laws.iter().for_each(|id| ask_instrument(&asked(id.record()), (*id).into()));
            ids.provisions.iter().for_each(|id| ask_provision(&asked((*id).into()), *id));
            for id in &ids.participations {
                let at = asked((*id).into());
                let (world, view) = (at.world, at.view());
                asks! { at:
                    world.participation(*id).status;
                    view.truth_of(*id);
                }
            }
            ids.records.iter().for_each(|id| ask_record(&asked(*id), *id));
            if from == name {
                ask_builder(&pair, other, &ids);
            }
        }
    }
}

/// All records of a world, each with its key and its id.
fn all(world: &World) -> Vec<RecordId> {
    let tables = world.tables();
    let mut all: Vec<RecordId> = tables.entities.ids().map(RecordId::from).collect();
    all.extend(tables.participations.iter().map(|row| RecordId::from(tables.id_of(&row))));
    all.extend(tables.overlays.ids().map(RecordId::from));
    all.extend(tables.links.ids().map(RecordId::from));
    all.extend(tables.provisions.ids().map(RecordId::from));
    all.extend(tables.acts.ids().map(RecordId::from));
    all.extend(tables.relations.ids().map(RecordId::from));
    all.extend(tables.claims.ids().map(RecordId::from));
    all.extend(tables.contested.ids().map(RecordId::from));
    all.extend(tables.assertions.ids().map(RecordId::from));
    all
}

/// Every id of the one is an id of the other, and names the same there.
fn assert_kept(base: &World, over: &World) {
    for id in all(base) {
        assert!(over.contains(id), "{id:?} {:?}", base.tables().key(id));
        assert_eq!(over.tables().key(id), base.tables().key(id));
        assert_eq!(over.carry(base, id), Some(id));
    }
}

#[test]
fn a_layered_world_has_the_ids_of_those_it_is_layered_over() {
    let worlds = worlds();
    let world = |name: &str| &worlds.iter().find(|(known, _)| *known == name).unwrap().1;
    assert_kept(world("base"), world("layered"));
    assert_kept(world("layered"), world("twice"));
    assert!(all(world("twice")).len() > all(world("layered")).len());
    if cfg!(feature = "dataset") {
        assert_kept(world("bundled"), world("bundled, layered"));
    }
}

#[test]
fn worlds_of_the_same_content_have_the_same_ids() {
    let lines: Vec<&str> = BASE.lines().rev().collect();
    let (one, other) = (load(&[BASE]), load(&[&lines[..lines.len() - 1].join("\n")]));
    assert_eq!(all(&one), all(&other));
    assert_kept(&one, &load(&[&one.to_jsonl()]));
}

#[test]
fn ids_are_distinct_and_carried_there_and_back() {
    let worlds = worlds();
    for (name, world) in &worlds {
        let mut ids = all(world);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all(world).len(), "{name}");
        for (from, other) in &worlds {
            for id in some(50, all(other)) {
                let Some(carried) = world.carry(other, id) else { continue };
                assert_eq!(other.carry(world, carried), Some(id), "from {from} to {name}");
                let key = other.tables().key(id);
                assert_eq!(world.tables().key(carried), key, "from {from} to {name}");
            }
        }
    }
}

#[test]
fn what_is_carried_keeps_its_kind() {
    let (mut one, mut other) = (World::builder(), World::builder());
    let state = one.add(State::new("same", "A state"));
    let treaty = other.add(Treaty::new("same", "A treaty", TreatyForm::Treaty));
    let (one, other) = (one.freeze().unwrap(), other.freeze().unwrap());
    assert_eq!(other.carry(&one, state), None);
    assert_eq!(other.carry(&one, EntityId::from(state)), None);
    assert_eq!(one.carry(&other, BodyId::from(treaty)), None);
    assert_eq!(one.carry(&other, InstrumentId::from(treaty)), None);
    assert_eq!(other.carry(&other, BodyId::from(treaty)), Some(treaty.into()));
    assert_eq!(other.carry(&other, InstrumentId::from(treaty)), Some(treaty.into()));
    assert!(is_refused(|| done(other.carry(&other, state))));
}

#[test]
fn an_id_means_the_same_in_every_what_if() {
    let world = load(&[BASE]);
    let (bel, pact) =
        (world.find::<State>("bel").unwrap(), world.find::<Organization>("pact").unwrap());
    let supposed = world.what_if(Change::join(bel, pact)).as_of(date(2015, 1, 1));
    let members = supposed.members(pact).into_iter().map(|(member, _)| world.key(member));
    assert_eq!(members.collect::<Vec<_>>(), ["aal", "bel"]);
}

#[test]
fn the_order_of_layers_changes_ids_and_no_answer() {
    let (layered, flat) = (load(&[BASE, &without(LAYER, &["bel-pact"])]), {
        load(&[&format!("{BASE}{}", without(LAYER, &["bel-pact"]))])
    });
    assert_eq!(layered.to_jsonl(), flat.to_jsonl());
    let keys =
        |world: &World| world.entities().map(|id| world.key(id).to_owned()).collect::<Vec<_>>();
    assert_eq!(keys(&layered), keys(&flat));
    for on in ["1985", "1999-12", "2003-05-01", "2011", "2020-01-01"] {
        let on: Date = on.parse().unwrap();
        let asked = |world: &World| {
            let view = world.as_of(on);
            let mut told: Vec<String> = Vec::new();
            for state in world.states() {
                for body in world.organizations() {
                    for change in [
                        Change::join(state, body),
                        Change::leave(state, body),
                        Change::acquire(body, EffectKind::MutualDefence),
                    ] {
                        let answer = view.consequences_of(change);
                        told.push(answer.to_json_explained());
                        told.push(answer.deliberate().account().unwrap());
                    }
                    told.push(view.ask(&Question::is_member(state, body)).to_json());
                }
            }
            told
        };
        assert_eq!(asked(&layered), asked(&flat), "{on}");
    }
}

#[test]
fn a_refusal_says_what_stands_there_and_what_was_meant() {
    let (mut one, mut other) = (World::builder(), World::builder());
    let kaz = one.add(State::new("kaz", "Kazakhstan"));
    other.add(Treaty::new("cst", "Collective Security Treaty", TreatyForm::Treaty));
    other.add(State::new("kaz", "Kazakhstan"));
    let other = other.freeze().unwrap();
    let panic = catch_unwind(AssertUnwindSafe(|| done(other.key(kaz).len()))).unwrap_err();
    assert_eq!(
        panic.downcast_ref::<String>().unwrap(),
        "the id is of another world: number 0 of 2 is the treaty `cst` here, and it names the state `kaz`, which is \
         number 1 here; `world.carry(&other, id)` takes an id across by key"
    );
}

/// Every question about something by its id is asked here; who adds one is sent to this file.
#[test]
fn every_question_by_id_is_asked_here() {
    let asked = include_str!("ids.rs");
    let kinds = ["impl Into<BodyId>", "impl Into<EntityId>", "impl AsMember", "Id<"];
    let listed = include_str!("../public_api.txt").lines();
    let of_views = listed.filter(|line| line.contains("View") && line.contains("&self"));
    let missing: Vec<&str> = of_views
        .filter(|line| {
            // What it is asked with, and not what it answers.
            let arguments = line.split(" -> ").next().unwrap_or_default();
            kinds.iter().any(|kind| arguments.contains(kind))
        })
        .filter(|line| {
            let name = line.split_once("fn ").map_or("", |(_, rest)| rest);
            let name = name.split(['(', '<']).next().unwrap_or_default();
            !asked.contains(&format!(".{name}("))
        })
        .collect();
    assert!(missing.is_empty(), "no foreign id is tried with\n{}", missing.join("\n"));
}

/// Keys that come in their order are not kept twice, and a key is taken all the same: whoever has it, and in whatever order they come.
#[test]
fn a_key_that_is_taken_is_told_in_whatever_order_records_come() {
    let orders: [&[&str]; 6] = [
        &["aaa", "bbb", "bbb"],
        &["aaa", "bbb", "ccc", "aaa"],
        &["bbb", "aaa", "ccc", "ccc"],
        &["bbb", "aaa", "aaa"],
        &["aaa", "bbb", "aaa-bbb-member-2000", "bbb"],
        &["aaa", "aaa"],
    ];
    for keys in orders {
        let mut builder = World::builder();
        for key in keys {
            builder.add(State::new(*key, "A state"));
        }
        let error = builder.freeze().unwrap_err();
        let odd: Vec<&str> = error.violations.iter().map(|one| one.kind.code()).collect();
        assert_eq!(odd, ["duplicate-key"], "{keys:?}");
    }
    // A state has the key that a spell would be given: the spell gets another one.
    let mut builder = World::builder();
    let member = builder.add(State::new("aaa", "A state"));
    builder.add(State::new("aaa-org-member", "Another"));
    let body = builder.add(Organization::new("org", "An organization"));
    builder.member(member, body, date(2000, 1, 1)..);
    let world = builder.freeze().unwrap();
    assert!(world.find::<State>("aaa-org-member").is_ok());
    assert!(world.record("aaa-org-member-2000-01-01").is_ok());
}
