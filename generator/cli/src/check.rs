//! `check`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::inputs::{InputArguments, OutputArguments};
use crate::output_folder::{Plan, artefacts};
use crate::program::Program;
use crate::terminal::{counted, print, print_diagnostics, say, tell};

#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    inputs: InputArguments,
    #[command(flatten)]
    output: OutputArguments,
}

pub(crate) fn run(arguments: &Arguments, program: &Program) -> Result<ExitCode> {
    let inputs = arguments.inputs.files(program)?;
    let generation = inputs.generate();
    print_diagnostics(&generation);
    let folder = arguments.output.folder(&inputs.document, program)?;
    let Some(artefacts) = artefacts(&generation, &folder) else {
        return Ok(ExitCode::FAILURE);
    };
    let plan = Plan::new(&folder, &artefacts)?;
    if plan.is_empty() {
        say(format_args!(
            "{}: {} as the document gives them",
            folder.display(),
            counted(plan.unchanged, "file")
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    print(plan.diff())?;
    tell(format_args!(
        "{}: {} from what the document gives; run `{} generate` with the same options",
        folder.display(),
        match plan.write.len() + plan.remove.len() {
            1 => "1 file differs".to_owned(),
            count => format!("{count} files differ"),
        },
        program.name,
    ));
    Ok(ExitCode::FAILURE)
}
