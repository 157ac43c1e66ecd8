//! How long the grounded labelling of a hundred thousand arguments with a million attacks takes, beside a plain loop over all attacks.
//!
//! ```text
//! cargo bench --bench argumentation -- --sample-count 10
//! ```

use std::sync::LazyLock;

use comity::argument::Framework;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const ARGUMENTS: usize = 100_000;
const ATTACKS: usize = 1_000_000;

/// So many attacks between arguments that are chosen by a linear congruential generator with Knuth's constants.
fn attacks() -> Vec<(usize, usize)> {
    let mut seed = 1995_u64;
    let mut argument = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % ARGUMENTS
    };
    (0..ATTACKS).map(|_| (argument(), argument())).collect()
}

/// Only later arguments are attacked, so that every one is decided, one after the other: the longest way there is.
static DECIDED: LazyLock<Framework> = LazyLock::new(|| {
    let down = attacks().into_iter().map(|(one, other)| (one.min(other), one.max(other)));
    framework(down.filter(|(from, to)| from != to))
});

/// Any argument is attacked: most are left open.
static OPEN: LazyLock<Framework> = LazyLock::new(|| framework(attacks().into_iter()));

fn framework(attacks: impl Iterator<Item = (usize, usize)>) -> Framework {
    Framework::numbered(ARGUMENTS, attacks).unwrap_or_else(|_| Framework::builder().build())
}

#[divan::bench]
fn grounded_where_all_is_decided(bencher: Bencher<'_, '_>) {
    let framework = &*DECIDED;
    bencher.bench(|| black_box(framework).grounded().accepted().count());
}

#[divan::bench]
fn grounded_where_most_is_open(bencher: Bencher<'_, '_>) {
    let framework = &*OPEN;
    bencher.bench(|| black_box(framework).grounded().accepted().count());
}

/// What no labelling can do without: to look at every attack once.
#[divan::bench]
fn plain_loop_over_all_attacks(bencher: Bencher<'_, '_>) {
    let framework = &*DECIDED;
    bencher
        .bench(|| black_box(framework).attacks().map(|(from, to)| from ^ to).fold(0, |a, b| a ^ b));
}
