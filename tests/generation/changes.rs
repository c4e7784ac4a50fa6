//! Verdicts on changes are right: what the rules say, the compiler finds.

mod cases;
mod compiled;
