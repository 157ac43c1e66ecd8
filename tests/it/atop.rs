//! The bundled provisions against an independent coding of the same treaties (ATOP).
//!
//! `atop.tsv` says for each treaty what it codes, and which provisions agree with that. Where the world says something
//! else than the coding, the difference stands in [`KNOWN`], with the reason.
#![cfg(feature = "dataset")]

use std::collections::{BTreeMap, BTreeSet};

use comity::model::{Effect, EffectKind, Provision, Strength, WithdrawalRight};
use comity::{Treaty, TreatyId, World};

use crate::domain::compare::{Differences, folder, key, table};

/// Of some treaties the tables have only what the coding says and the rules test; their articles were not seen.
const ONLY_CODED: &str = "coded only: no row says so, and its articles were not seen";

/// Of others they have articles, but none on this.
const OTHER_ARTICLES: &str = "coded only: the articles that have rows are on something else";

/// What does not agree: the column, the instruments, and why. Numbers of articles are general knowledge.
const KNOWN: &[(&str, &[&str], &str)] = &[
    ("nonaggression", &["CST"], "art. 1(1) has no row of its own, only art. 1(2) has (p01)"),
    ("nonaggression", &["WT", "NAT", "RIO", "JDEC"], "art. 1 has no row"),
    ("nonaggression", &["ANZ", "MANILA"], "art. 1 repeats the Charter of the United Nations"),
    ("nonaggression", &["CISC"], "art. 3 has no row"),
    ("nonaggression", &["BAGH"], "art. 3 bars interference, not aggression"),
    ("nonaggression", &["KZRU92", "KGRU92", "UZRU92", "RUTM02"], ONLY_CODED),
    ("neutrality", &["KGRU92"], ONLY_CODED),
    ("consultation", &["JDEC"], "art. 3 has no row"),
    ("consultation", &["KZRU92", "KGRU92", "UZRU92", "KZKG97", "RUTM02"], ONLY_CODED),
    ("consultation", &["AZTR10", "UZRU05"], OTHER_ARTICLES),
    (
        "renounce",
        &["NAT"],
        "coded for the first twenty years; then one may leave (p24, `earliest`)",
    ),
    ("renounce", &["JDEC"], "coded for the first ten years; then one may leave (p89, `earliest`)"),
    ("renounce", &["UZRU92", "KZKG03", "AZKZ05", "SCO07"], ONLY_CODED),
    ("len", &["NAT"], "without end (p25); the twenty years stand in p24, as `earliest`"),
    ("len", &["JDEC"], "the ten years stand in p89, as `earliest`"),
    ("len", &["YYA"], "its term of years has no row, only its end (`ended` of the treaty)"),
    ("len", &["KGRU92", "UZRU92", "AZRU97", "TURU92", "RUTM02"], ONLY_CODED),
];

/// Whether a provision shows something.
type Shows = fn(&Provision) -> bool;

/// The columns that say whether a treaty has something, and how its provisions show it.
const FLAGS: [(&str, Shows); 6] = [
    ("defence", |provision| provision.kind() == EffectKind::MutualDefence),
    ("neutrality", |provision| is(provision, EffectKind::Neutrality, "neutrality")),
    ("nonaggression", |provision| is(provision, EffectKind::NonAggression, "non_aggression")),
    ("consultation", |provision| {
        is(provision, EffectKind::Consultation, "consultation")
            || provision.strength == Some(Strength::ConsultFirst)
    }),
    ("noothall", |provision| {
        use EffectKind::{DirectedAgainst, Exclusivity, NonContradiction};
        matches!(provision.kind(), DirectedAgainst | Exclusivity | NonContradiction)
    }),
    (
        "renounce",
        |provision| matches!(&provision.effect, Effect::Withdrawal(terms) if terms.right == WithdrawalRight::Yes),
    ),
];

/// Whether a provision is of a kind, or says that it does the same besides (`also=`).
fn is(provision: &Provision, kind: EffectKind, word: &str) -> bool {
    let also = provision.param("also").unwrap_or_default();
    provision.kind() == kind || also.split(", ").any(|also| also.starts_with(word))
}

/// The length of the first term in months; 0 where there is none.
fn months(provisions: &[&Provision]) -> u32 {
    let number = |provision: &Provision, name| provision.param(name)?.parse::<u32>().ok();
    let lengths = provisions.iter().map(|provision| {
        let years = number(provision, "term_years").unwrap_or(0);
        12 * years + number(provision, "term_months").unwrap_or(0)
    });
    lengths.max().unwrap_or(0)
}

#[test]
#[ignore = "needs COMITY_DOMAIN"]
fn provisions_agree_with_the_coding() {
    let (folder, world) = (folder(), World::bundled());
    let mut diff = Differences::new(&world);
    let known = KNOWN.iter().flat_map(|(column, treaties, why)| {
        treaties.iter().map(move |treaty| ((*treaty, *column), *why))
    });
    let known: BTreeMap<(&str, &str), &str> = known.collect();
    let mut met = BTreeSet::new();
    let rows = table(&folder, "atop", 2);
    for row in &rows {
        row.raw("atopid").parse::<u32>().expect("a number of ATOP");
        let instrument = row.raw("instrument");
        let treaty: TreatyId = world.find::<Treaty>(&row.key("instrument")).expect(instrument);
        let provisions: Vec<&Provision> =
            world.provisions_of(treaty).map(|id| &world[id]).collect();

        let words = row.raw("agrees_with").split(" (").next().unwrap_or_default();
        for named in words.split(',').map(key) {
            let found = provisions.iter().any(|provision| *provision.key == *named);
            diff.same(row, "agrees_with", true, found);
        }

        let mut told = Vec::new();
        for (column, shows) in FLAGS {
            // What is not coded says nothing.
            let Some(coded) = row.cell(column) else { continue };
            let said = provisions.iter().copied().any(shows);
            if (coded == "1") != said {
                told.push((
                    column,
                    if said { "there is such a provision" } else { "no such provision" },
                ));
            }
            diff.same(row, column, true, matches!(coded, "0" | "1"));
        }
        if row.cell("len").is_some_and(|len| len != months(&provisions).to_string()) {
            told.push(("len", "another length"));
        }
        for (column, what) in told {
            match known.get_key_value(&(instrument, column)) {
                Some((pair, why)) => {
                    println!("{instrument} {column} = {}: {what}: {why}", row.raw(column));
                    met.insert(*pair);
                }
                None => diff.tell(row, column, what),
            }
        }
    }
    diff.all_read(&rows);
    for (treaty, column) in known.keys().filter(|pair| !met.contains(*pair)) {
        diff.say(format!("atop | {treaty} | {column} | agrees now: take it off the list"));
    }
    diff.finish("");
}
