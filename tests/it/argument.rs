//! Argumentation frameworks, against the definitions, against brute force, and against an answer-set solver.

use std::collections::BTreeSet;

use comity::argument::{Because, Framework, Label, SearchLimits, Semantics};

use super::dice::Dice;

fn limits() -> SearchLimits {
    SearchLimits::default()
}

/// What is found, all of it.
fn all(framework: &Framework, semantics: Semantics) -> Vec<Vec<usize>> {
    let found = framework.extensions(semantics, &limits());
    assert!(found.complete, "{semantics}");
    assert!(found.sets.is_sorted() && found.sets.iter().all(|set| set.is_sorted()));
    found.sets
}

/// Every vector: attacks, then the grounded, preferred, stable and ideal extensions, by names.
#[test]
fn the_known_frameworks_have_their_extensions() {
    type Vector = (
        &'static str,
        &'static str,
        &'static [&'static str],
        &'static [&'static str],
        &'static str,
    );
    let vectors: [Vector; 8] = [
        ("cb ba", "ac", &["ac"], &["ac"], "ac"),
        ("ab ba", "", &["a", "b"], &["a", "b"], ""),
        ("ab bc ca", "", &[""], &[], ""),
        ("ab bc cd da", "", &["ac", "bd"], &["ac", "bd"], ""),
        ("aa ab", "", &[""], &[], ""),
        ("ab ba ac bc cd", "", &["ad", "bd"], &["ad", "bd"], ""),
        ("ab ba bc cd de ec", "", &["a", "bd"], &["bd"], ""),
        ("", "", &[""], &[""], ""),
    ];
    for (attacks, grounded, preferred, stable, ideal) in vectors {
        let mut builder = Framework::builder();
        let mut letters: Vec<char> = attacks.chars().filter(char::is_ascii_lowercase).collect();
        letters.sort_unstable();
        for letter in letters {
            builder.argument(&letter.to_string());
        }
        for attack in attacks.split_whitespace() {
            builder.attack(&attack[..1], &attack[1..]);
        }
        let framework = builder.build();
        let told = |semantics| -> Vec<String> {
            let sets = all(&framework, semantics);
            sets.iter().map(|set| framework.names(set).concat()).collect()
        };
        assert_eq!(told(Semantics::Grounded), [grounded], "{attacks}");
        assert_eq!(told(Semantics::Preferred), preferred, "{attacks}");
        assert_eq!(told(Semantics::Stable), stable, "{attacks}");
        assert_eq!(told(Semantics::Ideal), [ideal], "{attacks}");
    }
}

/// In the floating assignment the last argument is accepted whichever side is taken, and by nobody who takes none.
#[test]
fn who_is_accepted_is_told_with_what_is_not_known() {
    let framework = Framework::numbered(4, [(0, 1), (1, 0), (0, 2), (1, 2), (2, 3)]).unwrap();
    let preferred = framework.extensions(Semantics::Preferred, &limits());
    let truths = |argument| (preferred.is_in_some(argument), preferred.is_in_all(argument));
    assert!(truths(0).0.is_yes() && truths(0).1.is_no());
    assert!(truths(2).0.is_no() && truths(3).1.is_yes());
    assert_eq!(framework.grounded().label(3), Some(Label::Undecided));

    for cut in [limits().extensions(1), limits().steps(3), limits().arguments(1), limits().steps(0)]
    {
        let some = framework.extensions(Semantics::Preferred, &cut);
        assert!(!some.complete, "{cut:?}");
        assert!(some.sets.iter().all(|set| preferred.sets.contains(set)));
        assert!(some.is_in_all(3).is_unknown() && some.is_in_some(2).is_unknown());
        let ideal = framework.extensions(Semantics::Ideal, &cut);
        assert!(!ideal.complete && ideal.sets.is_empty());
    }
    assert!(framework.extensions(Semantics::Preferred, &limits().extensions(2)).complete);
    let none = Framework::numbered(1, [(0, 0)]).unwrap().extensions(Semantics::Stable, &limits());
    assert!(none.is_in_all(0).is_yes() && none.is_in_some(0).is_no());
}

fn random(dice: &mut Dice, n: usize, m: usize) -> Framework {
    let attacks: Vec<_> = (0..m).map(|_| (dice.below(n), dice.below(n))).collect();
    Framework::numbered(n, attacks).unwrap()
}

/// The extensions by the definitions, on sets as bits: nothing of the library but who attacks whom.
struct Brute {
    complete: BTreeSet<u32>,
    preferred: BTreeSet<u32>,
    stable: BTreeSet<u32>,
    grounded: u32,
    ideal: u32,
}

impl Brute {
    fn new(framework: &Framework) -> Self {
        let n = framework.len();
        let mut attackers = vec![0_u32; n];
        for (from, to) in framework.attacks() {
            attackers[to] |= 1 << from;
        }
        let bits = |of: &dyn Fn(usize) -> bool| {
            (0..n).filter(|at| of(*at)).fold(0, |all, at| all | 1_u32 << at)
        };
        let hit = |set: u32| bits(&|at| attackers[at] & set != 0);
        let defended = |set: u32| bits(&|at| attackers[at] & !hit(set) == 0);
        let every = 0..1_u32 << n;
        let free = every.filter(|set| hit(*set) & set == 0);
        let admissible: Vec<u32> = free.filter(|set| set & !defended(*set) == 0).collect();
        let is_maximal = |set: &u32| !admissible.iter().any(|one| one != set && set & !one == 0);
        let preferred: BTreeSet<u32> = admissible.iter().copied().filter(is_maximal).collect();
        let common = preferred.iter().fold(u32::MAX, |all, set| all & set);
        let complete = || admissible.iter().copied().filter(|set| defended(*set) == *set);
        let within = admissible.iter().copied().filter(|set| set & !common == 0);
        Self {
            complete: complete().collect(),
            stable: admissible
                .iter()
                .copied()
                .filter(|set| set | hit(*set) == bits(&|_| true))
                .collect(),
            grounded: complete().fold(u32::MAX, |all, set| all & set),
            ideal: within.max_by_key(|set| set.count_ones()).unwrap(),
            preferred,
        }
    }
}

fn as_bits(sets: &[Vec<usize>]) -> BTreeSet<u32> {
    sets.iter().map(|set| set.iter().fold(0, |all, at| all | 1 << at)).collect()
}

#[test]
fn every_semantics_agrees_with_brute_force() {
    let mut dice = Dice(1995);
    for turn in 0..6_000 {
        let n = 1 + dice.below(if turn % 20 == 0 { 10 } else { 7 });
        let m = dice.below(3 * n + 1);
        let framework = random(&mut dice, n, m);
        let brute = Brute::new(&framework);
        let found = |semantics| as_bits(&all(&framework, semantics));
        let told = framework.to_iccma();
        assert_eq!(found(Semantics::Grounded), BTreeSet::from([brute.grounded]), "{told}");
        assert_eq!(found(Semantics::Complete), brute.complete, "{told}");
        assert_eq!(found(Semantics::Preferred), brute.preferred, "{told}");
        assert_eq!(found(Semantics::Stable), brute.stable, "{told}");
        assert_eq!(found(Semantics::Ideal), BTreeSet::from([brute.ideal]), "{told}");
        for set in 0..1_u32 << n.min(5) {
            let members: Vec<usize> = (0..n).filter(|at| set >> at & 1 == 1).collect();
            assert_eq!(framework.is_complete(&members), brute.complete.contains(&set), "{told}");
            assert_eq!(framework.is_stable(&members), brute.stable.contains(&set), "{told}");
        }
    }
}

/// What must hold of every framework, however large.
#[test]
fn the_laws_hold_of_larger_frameworks() {
    let mut dice = Dice(2009);
    for _ in 0..150 {
        let n = 10 + dice.below(25);
        let m = n + dice.below(2 * n);
        let framework = random(&mut dice, n, m);
        let grounded: Vec<usize> = framework.grounded().accepted().collect();
        let [complete, preferred, stable] =
            [Semantics::Complete, Semantics::Preferred, Semantics::Stable]
                .map(|semantics| all(&framework, semantics));
        let is_within = |small: &[usize], large: &[usize]| {
            small.iter().all(|one| large.binary_search(one).is_ok())
        };
        assert!(complete.contains(&grounded));
        for set in &complete {
            assert!(framework.is_complete(set) && framework.is_admissible(set));
            assert!(framework.is_conflict_free(set) && is_within(&grounded, set));
            assert!(preferred.iter().any(|larger| is_within(set, larger)));
            assert_eq!(framework.is_stable(set), stable.contains(set));
        }
        assert!(preferred.iter().all(|set| complete.contains(set)));
        assert!(stable.iter().all(|set| preferred.contains(set)));
        let ideal = all(&framework, Semantics::Ideal).remove(0);
        assert!(framework.is_complete(&ideal) && is_within(&grounded, &ideal));
        assert!(preferred.iter().all(|set| is_within(&ideal, set)));
    }
}

/// The explanation is a proof: in its order every reason has been given before, and what is undecided has an open attacker.
#[test]
fn grounded_labels_are_explained_in_order() {
    let mut dice = Dice(20);
    for _ in 0..300 {
        let framework = random(&mut dice, 30, 45);
        let grounded = framework.grounded();
        let mut known = vec![None; framework.len()];
        for argument in grounded.order() {
            let label = match grounded.because(argument).unwrap() {
                Because::AllAttackersOut { attackers } => {
                    assert_eq!(attackers, framework.attackers(argument).collect::<Vec<_>>());
                    assert!(attackers.iter().all(|one| known[*one] == Some(Label::Out)));
                    Label::In
                }
                Because::AttackedBy { attacker } => {
                    assert!(framework.has_attack(attacker, argument));
                    assert_eq!(known[attacker], Some(Label::In));
                    Label::Out
                }
                other => panic!("{other:?}"),
            };
            assert_eq!(known[argument].replace(label), None);
        }
        for argument in grounded.with(Label::Undecided) {
            assert_eq!(known[argument], None);
            let Some(Because::OpenAttackers { attackers }) = grounded.because(argument) else {
                panic!("{argument}");
            };
            assert!(!attackers.is_empty());
            assert!(attackers.iter().all(|one| grounded.label(*one) == Some(Label::Undecided)));
            assert!(
                framework.attackers(argument).all(|one| grounded.label(one) != Some(Label::In))
            );
        }
        let labels = (0..30).map(|one| known[one].unwrap_or(Label::Undecided));
        assert!(labels.eq(grounded.labels().iter().copied()));
    }
}

/// The table was counted with clingo 5.8.3, from the definitions as an answer-set program; the frameworks come from the dice.
#[test]
fn larger_frameworks_agree_with_an_answer_set_solver() {
    let table = include_str!("data/argument/counts.tsv");
    let mut compared = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let row: Vec<usize> = line.split('\t').map(|cell| cell.parse().unwrap()).collect();
        let [seed, n, m, ref expected @ ..] = row[..] else { panic!("{line}") };
        let framework = random(&mut Dice(seed as u64), n, m);
        let [complete, preferred, stable] =
            [Semantics::Complete, Semantics::Preferred, Semantics::Stable]
                .map(|semantics| framework.extensions(semantics, &limits()));
        assert!(complete.complete && preferred.complete && stable.complete, "{line}");
        let ideal = all(&framework, Semantics::Ideal);
        let found = [
            framework.grounded().accepted().count(),
            complete.sets.len(),
            preferred.sets.len(),
            stable.sets.len(),
            ideal[0].len(),
            (0..n).filter(|one| preferred.is_in_some(*one).is_yes()).count(),
            (0..n).filter(|one| preferred.is_in_all(*one).is_yes()).count(),
        ];
        assert_eq!(found, expected, "{line}");
        compared += 1;
    }
    assert!(compared >= 30, "{compared} frameworks");
}

/// Long chains and many components neither overflow the stack nor escape the limits.
#[test]
fn what_is_large_stays_within_its_limits() {
    let n = 50_000;
    let chain = Framework::numbered(n, (1..n).map(|at| (at - 1, at))).unwrap();
    assert_eq!(chain.grounded().accepted().count(), n / 2);
    let ring = Framework::numbered(n, (0..n).map(|at| (at, (at + 1) % n))).unwrap();
    let found = ring.extensions(Semantics::Preferred, &limits());
    assert!(found.sets.is_empty() && !found.complete);
    let mut tail: Vec<(usize, usize)> = (1..n).map(|at| (at - 1, at)).collect();
    tail.push((1, 0));
    let tail = Framework::numbered(n, tail).unwrap();
    assert_eq!(all(&tail, Semantics::Stable).len(), 2);

    let pairs = (0..n).map(|at| (at, at ^ 1));
    let pairs = Framework::numbered(n, pairs).unwrap();
    let cut = limits().extensions(20);
    let found = pairs.extensions(Semantics::Preferred, &cut);
    assert!(!found.complete && found.sets.len() == 20);
    assert!(found.sets.iter().all(|set| pairs.is_stable(set)));
    // Dead ends cost steps too: an argument that attacks itself, behind many pairs.
    let mut hopeless: Vec<(usize, usize)> = (0..60).map(|at| (at, at ^ 1)).collect();
    hopeless.push((60, 60));
    hopeless.extend((0..60).map(|at| (60, at)));
    let hopeless = Framework::numbered(61, hopeless).unwrap();
    let found = hopeless.extensions(Semantics::Stable, &limits());
    assert!(found.sets.is_empty());
    let mut behind: Vec<(usize, usize)> = (0..60).map(|at| (at, at ^ 1)).collect();
    behind.extend([(60, 60), (0, 61), (61, 60), (61, 61)]);
    let behind = Framework::numbered(62, behind).unwrap();
    assert!(behind.extensions(Semantics::Stable, &limits()).sets.is_empty());
}

#[test]
fn both_formats_are_read_as_they_are_written() {
    let mut dice = Dice(23);
    for _ in 0..200 {
        let n = 1 + dice.below(20);
        let m = dice.below(40);
        let framework = random(&mut dice, n, m);
        let read = Framework::read_iccma("a.af", &framework.to_iccma()).unwrap();
        assert_eq!(read, framework);
        let read = Framework::read_aspartix("a.lp", &framework.to_aspartix()).unwrap();
        assert!(read.attacks().eq(framework.attacks()) && read.len() == framework.len());
        assert_eq!(read.to_aspartix(), framework.to_aspartix());
    }
    let mut odd = Framework::builder();
    for name in
        ["a", "A", "two words", "\"", "\\", "\n", "%", "not", "007", "7", "", "é", "_x", "_X"]
    {
        odd.attack(name, "a");
    }
    let odd = odd.build();
    assert_eq!(Framework::read_iccma("a.af", &odd.to_iccma()).unwrap(), odd);
    assert_eq!(Framework::read_aspartix("a.lp", &odd.to_aspartix()), Ok(odd));
    // Names that are not those of all are comments, and so is whatever else stands there.
    for names in [
        "# argument 1: \"a\"\n",
        "# argument 1: \"a\"\n# argument 2: \"a\"\n",
        "# argument 1: \"a\"\n#argument 3: \"b\"\n",
        "# argument 1: \"a\n# argument 2: b\n",
    ] {
        let read = Framework::read_iccma("a.af", &format!("p af 2\n{names}1 2\n")).unwrap();
        assert!(!read.has_names() && read.has_attack(0, 1), "{names:?}");
    }
    let read = Framework::read_aspartix("a.lp", "att(a,\n b) . arg( b ).arg(a).% arg(c).\n");
    assert_eq!(read.unwrap().to_aspartix(), "arg(b).\narg(a).\natt(a,b).\n");
    for text in ["p af 0", "\n# x\n\np af 0\n", "p  af\t0\r\n"] {
        assert!(Framework::read_iccma("a.af", text).unwrap().is_empty(), "{text:?}");
    }
}

/// What is wrong with a text: code, line, column, width.
fn wrong(
    read: Result<Framework, comity::argument::FrameworkError>,
) -> Vec<(&'static str, u32, u32, u32)> {
    let told = read.unwrap_err().diagnostics;
    told.iter().map(|one| (one.code, one.line, one.column, one.width)).collect()
}

#[test]
fn everything_wrong_with_a_text_is_told_at_once() {
    let iccma = |text| wrong(Framework::read_iccma("a.af", text));
    assert_eq!(iccma(""), [("missing-header", 0, 0, 0)]);
    assert_eq!(
        iccma("1 2\n0 1\nx y\n"),
        [
            ("missing-header", 1, 1, 3),
            ("no-such-argument", 2, 1, 1),
            ("bad-attack", 3, 1, 1),
            ("bad-attack", 3, 3, 1),
        ]
    );
    assert_eq!(
        iccma("p af 2\np af 2\n1 2 3\n 1\n3 -1\n1 01\n"),
        [
            ("second-header", 2, 1, 6),
            ("bad-attack", 3, 1, 5),
            ("bad-attack", 4, 2, 1),
            ("no-such-argument", 5, 1, 1),
            ("bad-attack", 5, 3, 2),
            ("bad-attack", 6, 3, 2),
        ]
    );
    assert_eq!(iccma("p af 4000000000\n"), [("too-many", 1, 6, 10)]);
    assert_eq!(iccma("p af 99999999999999999999999\n"), [("too-many", 1, 6, 23)]);
    assert_eq!(iccma("p af two\n1 1"), [("bad-header", 1, 6, 3)]);
    assert_eq!(iccma("p cnf 3 2\n"), [("missing-header", 1, 1, 9)]);
    let many = iccma(&("p af 1\n".to_owned() + &"2 1\n".repeat(150)));
    assert_eq!((many.len(), many[100].0), (101, "too-many-errors"));

    let aspartix = |text| wrong(Framework::read_aspartix("a.lp", text));
    assert_eq!(
        aspartix("arg(a).\natt(a,b). att(c,a).\nag(a).\narg(B).\narg(\"a\").\narg(\"x).\narg(a"),
        [
            ("no-such-argument", 2, 7, 1),
            ("no-such-argument", 2, 15, 1),
            ("syntax", 3, 1, 2),
            ("bad-name", 4, 5, 1),
            ("bad-name", 5, 5, 3),
            ("syntax", 6, 1, 3),
            ("bad-name", 6, 5, 4),
        ]
    );
    assert_eq!(
        aspartix("arg a). att(a;b). arg(a,b)."),
        [("syntax", 1, 5, 1), ("syntax", 1, 14, 1), ("syntax", 1, 24, 1),]
    );
    // Whatever is written, reading ends.
    let mut dice = Dice(7);
    let pieces = [
        "p", " af ", "1", "-", "arg(", "att(a,b", ").", "\"", "\\", "%", "#", "\n", "é", "\u{202e}",
    ];
    for _ in 0..2_000 {
        let text: String = (0..dice.below(12)).map(|_| dice.pick(&pieces)).collect();
        let _ = Framework::read_iccma("a", &text).map_err(|error| error.to_string());
        let _ = Framework::read_aspartix("a", &text).map_err(|error| error.to_string());
    }
}
