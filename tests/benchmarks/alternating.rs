//! Two ways to do the same, timed in turns.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;

/// How often each of the two is timed.
const ROUNDS: usize = 15;

/// The shortest processor time that each of two ways takes: whatever disturbs a run makes it longer. They take turns, so that
/// what disturbs for longer disturbs both. What they give is dropped outside the time.
pub fn shortest<A, B>(
    mut one: impl FnMut() -> A,
    mut other: impl FnMut() -> B,
) -> (Duration, Duration) {
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        best.0 = best.0.min(time(&mut one));
        best.1 = best.1.min(time(&mut other));
    }
    best
}

fn time<T>(work: &mut impl FnMut() -> T) -> Duration {
    settle();
    let start = ThreadTime::now();
    let result = black_box(work());
    let elapsed = start.elapsed();
    drop(result);
    elapsed
}

/// Has the allocator clear up behind what was freed before: glibc puts that off until it is asked for a large block,
/// and whoever came next would pay for it.
fn settle() {
    black_box(Vec::<u8>::with_capacity(1 << 16));
}
