//! `explain`

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use generator::diagnostics::Code;
use generator::explain;

use crate::inputs::InputArguments;
use crate::program::Program;
use crate::terminal::print_diagnostics;

#[derive(Args)]
pub struct Arguments {
    /// A code of a diagnostic (`E0102`), or an item of the document: an operation by its `operationId`, as `GET /path`
    /// or `client.orders().create`, a schema by its name or as `types::Order`, or a JSON pointer
    what: String,
    #[command(flatten)]
    inputs: InputArguments,
}

pub(crate) fn run(arguments: &Arguments, program: &Program) -> Result<ExitCode> {
    if let Some(code) = Code::find(&arguments.what) {
        println!("{code}: {}\n\n{}", code.title(), code.page().trim_end());
        return Ok(ExitCode::SUCCESS);
    }
    let generation = arguments.inputs.files(program)?.generate();
    match explain(&generation, &arguments.what) {
        Some(Ok(page)) => println!("{}", page.trim_end()),
        Some(Err(unknown)) => bail!("{unknown}"),
        None => {
            print_diagnostics(&generation);
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
