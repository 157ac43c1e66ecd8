//! Proofs that do not hold: written by hand, or made from one that does by a small change.

use super::super::{Forgery, Wrong, check};
use super::{NOW, prove, small, verdict_on};
use crate::Truth;
use crate::model::RelationKind;
use crate::proof::{CircleOf, Fact, Proof, Step};
use crate::scenario::AssumedFact;
use crate::time::date;
use crate::verdict::{Clause, Verdict};

#[test]
fn a_proof_written_by_hand() {
    let small = small();
    let scenario = small.alliance();
    let case = small.case(&scenario);
    let change = Fact::Change { at: 0, with: "ots".into() };
    let members = ["aze", "kaz", "tur", "uzb"].map(|key| (key.into(), Truth::Yes)).to_vec();
    let circle = Fact::Circle { at: 0, of: CircleOf::Change, day: NOW, members };
    let committed = Fact::Committed { at: 0, state: "kaz".into(), truth: Truth::Yes };
    let spells = ["aze", "kaz", "tur", "uzb"].map(|key| format!("{key}-ots-member"));
    let mut records: Vec<Box<str>> = spells.into_iter().map(Into::into).collect();
    records.push("ots".into());
    records.sort();
    let step = |fact: Fact, premises: &[u32], records: Vec<Box<str>>| Step {
        fact,
        premises: premises.to_vec(),
        records,
    };
    let proof = Proof {
        steps: vec![
            step(change, &[], vec![]),
            step(circle, &[0], records),
            step(committed, &[0, 1], vec![]),
        ],
    };
    assert_eq!(check(&case, &proof), Ok(()), "{proof}");

    let mut uncertain = proof.clone();
    uncertain.steps[2].fact = Fact::Committed { at: 0, state: "kaz".into(), truth: Truth::Unknown };
    assert!(matches!(
        check(&case, &uncertain),
        Err(Forgery { step: 3, wrong: Wrong::Otherwise(_) })
    ));
    let mut idle = proof;
    idle.steps[2].premises = [0].into_iter().collect();
    let missing = check(&case, &idle).map_err(|forgery| forgery.to_string());
    assert!(missing.is_err_and(|text| text.starts_with("step 3: it rests on a premise")));
    assert_eq!(check(&case, &Proof::default()), Err(Forgery { step: 0, wrong: Wrong::Empty }));
}

/// Every small change to a proof that holds.
fn forgeries(proof: &Proof) -> Vec<Proof> {
    let mut all = Vec::new();
    for (number, step) in proof.steps.iter().enumerate() {
        let mut forge = |change: &dyn Fn(&mut Proof)| {
            let mut forged = proof.clone();
            change(&mut forged);
            all.push(forged);
        };
        // Without its last step a proof proves something else.
        if number + 1 < proof.steps.len() {
            forge(&|p| drop(p.steps.remove(number)));
        }
        forge(&|p| p.steps.push(step.clone()));
        for premise in 0..step.premises.len() {
            forge(&|p| p.steps[number].premises.retain(|kept| *kept != step.premises[premise]));
            forge(&|p| p.steps[number].premises[premise] = u32::MAX);
            forge(&|p| p.steps[number].premises.push(step.premises[premise]));
        }
        for stray in 0..u32::try_from(number).expect("a short proof") {
            if !step.premises.contains(&stray) {
                forge(&|p| {
                    p.steps[number].premises.push(stray);
                    p.steps[number].premises.sort_unstable();
                });
            }
        }
        for record in 0..step.records.len() {
            forge(&|p| drop(p.steps[number].records.remove(record)));
            forge(&|p| p.steps[number].records[record] = "no-such-record".into());
        }
        forge(&|p| {
            p.steps[number].records.push("rus".into());
            p.steps[number].records.sort();
        });
        forge(&|p| spoil(&mut p.steps[number].fact));
        forge(&|p| p.steps[number].premises.push(u32::try_from(number).expect("short")));
    }
    all
}

/// Makes a fact say something else.
fn spoil(fact: &mut Fact) {
    let turned = |truth: &mut Truth| {
        *truth = if truth.is_yes() { Truth::Unknown } else { Truth::Yes };
    };
    match fact {
        Fact::Change { at, .. } => *at += 1,
        Fact::TakesPart { truth, .. }
        | Fact::Stands { truth, .. }
        | Fact::Bound { truth, .. }
        | Fact::Committed { truth, .. }
        | Fact::Said { truth, .. }
        | Fact::Conflict { truth, .. }
        | Fact::Consent { truth, .. }
        | Fact::Condition { truth, .. }
        | Fact::Supposed { truth, .. }
        | Fact::Claim { truth, .. }
        | Fact::NotBound { truth, .. } => turned(truth),
        Fact::Word { says, .. } => *says = !*says,
        Fact::Circle { members, .. } => drop(members.pop()),
        Fact::Alliance { alliance, .. } => *alliance = !*alliance,
        Fact::Complete { provisions, .. } => drop(provisions.pop()),
        Fact::Unread { text, .. } | Fact::Lacks { text, .. } => *text = "ots".into(),
        Fact::Prevails { ways, .. } => drop(ways.pop()),
        Fact::Bundle { bodies, .. } => bodies.push(("ots".into(), Truth::Yes)),
        Fact::Exit { notice, .. } => *notice = date(1900, 1, 1),
        Fact::Verdict { verdict, .. } => {
            *verdict = match verdict {
                Verdict::Free => Verdict::MustExit,
                Verdict::MustExit
                | Verdict::MustChangeLaw
                | Verdict::NeedsConsent
                | Verdict::NotBound
                | Verdict::Undetermined => Verdict::Free,
            };
        }
    }
}

#[test]
fn every_forgery_is_found() {
    let small = small();
    let against =
        AssumedFact::DirectedAgainst { what: small.ots.into(), against: small.rus.into() };
    let scenario = small.alliance().assuming(against);
    let case = small.case(&scenario);
    for state in ["kaz", "uzb", "tur"] {
        let proof = prove(&case, &verdict_on(state));
        for forged in forgeries(&proof) {
            if forged != proof {
                assert!(check(&case, &forged).is_err(), "accepted:\n{forged}");
            }
        }
    }
}

#[test]
fn what_names_nothing_is_refused() {
    let small = small();
    let scenario = small.alliance();
    let case = small.case(&scenario);
    let (day, truth) = (NOW, Truth::Yes);
    let nowhere = [
        Fact::Change { at: 7, with: "ots".into() },
        Fact::TakesPart { at: 0, member: "?".into(), body: "ots".into(), day, truth },
        Fact::TakesPart { at: usize::MAX, member: "kaz".into(), body: "ots".into(), day, truth },
        Fact::TakesPart { at: 0, member: "kaz".into(), body: "tur".into(), day, truth },
        Fact::Stands { at: 0, provision: String::new().into(), day, truth },
        Fact::Bound { at: 0, member: "tur".into(), provision: "cst-1".into(), day, truth },
        Fact::Circle { at: 1, of: CircleOf::Change, day, members: vec![] },
        Fact::Said {
            at: 0,
            relation: RelationKind::Opposed,
            subject: "ots".into(),
            object: "csto".into(),
            truth,
        },
        Fact::Complete { at: 0, state: "rus".into(), provisions: vec![], against: vec![] },
        Fact::Bundle {
            at: 0,
            state: "uzb".into(),
            provision: Clause::Recorded("bloc-law-1".into()),
            bodies: vec![],
        },
        verdict_on("nobody"),
    ];
    for fact in nowhere {
        let proof = Proof {
            steps: vec![Step { fact, premises: [].into_iter().collect(), records: vec![] }],
        };
        assert!(check(&case, &proof).is_err(), "accepted:\n{proof}");
    }
}
