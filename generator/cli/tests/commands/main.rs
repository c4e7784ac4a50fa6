//! The commands as their users have them: the program runs in a folder of its own, with git around it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "whatever fails here fails the test"
)]

mod check;
mod diff;
mod folder;
mod history;
mod init;
mod inputs;
mod watch;
