//! Work that is the same for each of many things, done on all cores.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Does the same with each of the items, on as many threads as there are cores; what comes of it is in the order of the items.
///
/// The first failure fails the test; the other threads finish what is left first, so that as much as can be is told at once.
pub(crate) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let one_thread = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return done };
            done.push((at, work(item)));
        }
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(one_thread)).collect();
        let done = threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|why| resume_unwind(why)));
        done.flatten().collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[test]
fn each_item_is_met_once_and_in_order() {
    let items: Vec<usize> = (0..1_000).collect();
    assert_eq!(
        each(&items, |item| item * 2),
        items.iter().map(|item| item * 2).collect::<Vec<_>>()
    );
}

#[test]
#[should_panic(expected = "seven")]
fn a_failure_of_one_item_fails_the_test() {
    each(&[1, 7, 9], |item| assert_ne!(*item, 7, "seven"));
}
