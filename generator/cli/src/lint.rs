//! `lint`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::inputs::InputArguments;
use crate::program::Program;
use crate::terminal::print_diagnostics;

#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    inputs: InputArguments,
}

pub(crate) fn run(arguments: &Arguments, program: &Program) -> Result<ExitCode> {
    let generation = arguments.inputs.files(program)?.generate();
    print_diagnostics(&generation);
    if generation.diagnostics.is_empty() {
        println!("nothing to say");
    }
    Ok(if generation.api.is_some() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
