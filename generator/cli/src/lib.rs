//! The commands around a generated crate: `init`, `generate`, `check`, `diff`, `lint` and `explain`.
//!
//! A workspace takes them as its own `cargo xtask` with one line in `xtask/src/main.rs`; its Cargo.toml says where
//! document and crate are ([`Workspace`]). The same commands can be installed as `openapi-crate`.
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! fn main() -> ExitCode {
//!     openapi_crate::run("cargo xtask", env!("CARGO_MANIFEST_DIR"))
//! }
//! ```

// What is printed goes through `terminal`, which knows that a reader may leave.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod check;
mod command;
mod diff;
mod explain;
mod generate;
mod git;
mod history;
mod init;
mod inputs;
mod lint;
mod output_folder;
mod paths;
mod program;
mod terminal;
mod watch;
mod workspace;

pub use command::{Command, exit, run};
pub use output_folder::Plan;
pub use program::Program;
pub use terminal::print_diagnostics;
pub use workspace::Workspace;
