//! `openapi-crate`: the commands, installed.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_crate::run("openapi-crate", ".")
}
