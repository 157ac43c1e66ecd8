use std::cmp::Ordering;

use super::interval::{completions, ends};
use crate::time::{AllenRelation, AllenSet, FOREVER, Interval, NEVER, Span, date};

/// The one relation between two intervals, from its definition.
fn naive(a: (i32, i32), b: (i32, i32)) -> AllenRelation {
    use AllenRelation as R;
    use Ordering::{Equal, Greater, Less};
    match (a.0.cmp(&b.0), a.1.cmp(&b.1), a.1.cmp(&b.0), a.0.cmp(&b.1)) {
        (_, _, Less, _) => R::Before,
        (_, _, Equal, _) => R::Meets,
        (_, _, _, Greater) => R::After,
        (_, _, _, Equal) => R::MetBy,
        (Less, Less, ..) => R::Overlaps,
        (Less, Equal, ..) => R::FinishedBy,
        (Less, Greater, ..) => R::Contains,
        (Equal, Less, ..) => R::Starts,
        (Equal, Equal, ..) => R::Equals,
        (Equal, Greater, ..) => R::StartedBy,
        (Greater, Less, ..) => R::During,
        (Greater, Equal, ..) => R::Finishes,
        (Greater, Greater, ..) => R::OverlappedBy,
    }
}

#[test]
fn the_possible_relations_are_those_of_the_completions() {
    let spans: Vec<_> = ends(NEVER)
        .into_iter()
        .flat_map(|from| ends(FOREVER).into_iter().map(move |to| (from, to)))
        .map(|(from, to)| (Span::new(from, to), completions(from, to)))
        .collect();
    for (one, ones) in &spans {
        for (two, twos) in &spans {
            let expected: AllenSet =
                ones.iter().flat_map(|&a| twos.iter().map(move |&b| naive(a, b))).collect();
            let found = AllenSet::between(*one, *two);
            assert_eq!(found, expected, "{one:?} {two:?}");
            assert_eq!(found.inverse(), AllenSet::between(*two, *one));
            assert_eq!(found.is_empty(), ones.is_empty() || twos.is_empty());
        }
    }
}

/// The published size of Allen's table: 169 cells with 409 entries.
#[test]
fn composition_is_allens_table() {
    use AllenRelation::{Before, During, Equals, Meets, Overlaps, Starts};
    let mut sizes = [0; 14];
    for one in AllenRelation::ALL {
        for two in AllenRelation::ALL {
            let cell = AllenSet::of(one).compose(two.into());
            sizes[cell.len()] += 1;
            let back = AllenSet::of(two.inverse()).compose(one.inverse().into());
            assert_eq!(cell.inverse(), back);
        }
    }
    let expected = [0, 97, 0, 42, 0, 24, 0, 0, 0, 3, 0, 0, 0, 3];
    assert_eq!(sizes, expected);
    assert_eq!(expected.iter().enumerate().map(|(size, cells)| size * cells).sum::<usize>(), 409);
    let cell = AllenSet::of(Before).compose(During.into());
    assert_eq!(cell, [Before, Overlaps, Meets, During, Starts].into_iter().collect());
    assert_eq!(AllenSet::of(Equals).compose(AllenSet::ALL), AllenSet::ALL);
    assert_eq!(AllenSet::EMPTY.compose(AllenSet::ALL), AllenSet::EMPTY);
}

#[test]
fn a_set_of_relations_behaves_as_one() {
    use AllenRelation::{After, Before, Meets};
    let set: AllenSet = [After, Before].into_iter().collect();
    assert_eq!(set.iter().collect::<Vec<_>>(), [Before, After]);
    assert_eq!(set.iter().len(), 2);
    assert!(!set.is_certain() && set.only().is_none());
    assert_eq!(set.intersection(Before.into()).only(), Some(Before));
    assert_eq!(set.union(Meets.into()).to_string(), "before, meets or after");
    assert_eq!(AllenSet::EMPTY.to_string(), "none");
    assert_eq!(AllenSet::ALL.len(), 13);
    let first = Interval::from(date(2000, 1, 1)..date(2001, 1, 1));
    let second = Interval::from(date(2001, 1, 1)..);
    assert_eq!(first.relations(second).only(), Some(Meets));
    assert_eq!(Interval::ALWAYS.relations(Interval::ALWAYS).only(), Some(AllenRelation::Equals));
}
