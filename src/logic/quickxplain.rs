//! One preferred minimal set, by divide and conquer.
//!
//! Source: Junker 2004, `QuickXplain`: Preferred explanations and relaxations for over-constrained problems.

/// A minimal subset of `order` that passes a monotone test; those that come late in the order are taken only if they must be.
///
/// `test` must be monotone: whatever contains a set that passes, passes. `None` if not even all of them together pass.
///
/// # Cost
///
/// At most `2k log2(n/k) + 2k` tests for a result of `k` out of `n`.
///
/// ```
/// use comity::logic::quickxplain;
///
/// // Whatever holds 1 and 4, or 2, passes.
/// let mut passes = |set: &[usize]| set.contains(&2) || set.contains(&1) && set.contains(&4);
/// assert_eq!(quickxplain(&[1, 4, 2], &mut passes), Some(vec![1, 4]));
/// assert_eq!(quickxplain(&[2, 1, 4], &mut passes), Some(vec![2]));
/// assert_eq!(quickxplain(&[1, 3], &mut passes), None);
/// ```
pub fn quickxplain(order: &[usize], test: &mut impl FnMut(&[usize]) -> bool) -> Option<Vec<usize>> {
    if test(&[]) {
        return Some(Vec::new());
    }
    if !test(order) {
        return None;
    }
    let mut given = Vec::with_capacity(order.len());
    Some(narrow(&mut given, false, order, test))
}

/// What of `order` is needed beside what is given. `grown`: whether something was given since the last test.
fn narrow(
    given: &mut Vec<usize>,
    grown: bool,
    order: &[usize],
    test: &mut impl FnMut(&[usize]) -> bool,
) -> Vec<usize> {
    if grown && test(given) {
        return Vec::new();
    }
    if let [only] = order {
        return vec![*only];
    }
    let (early, late) = order.split_at(order.len() / 2);
    let mark = given.len();
    given.extend(early);
    let of_late = narrow(given, !early.is_empty(), late, test);
    given.truncate(mark);
    given.extend(&of_late);
    let mut needed = narrow(given, !of_late.is_empty(), early, test);
    given.truncate(mark);
    needed.extend(of_late);
    needed
}
