//! `cargo xtask check`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use similar::TextDiff;

use crate::inputs::{InputArguments, OutputArguments};
use crate::output_folder::Plan;
use crate::terminal::{counted, print_diagnostics};

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    inputs: InputArguments,
    #[command(flatten)]
    output: OutputArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let generation = arguments.inputs.generate();
    print_diagnostics(&generation);
    let Some(artefacts) = generation.artefacts() else {
        return Ok(ExitCode::FAILURE);
    };
    let folder = arguments.output.folder(&arguments.inputs)?;
    let plan = Plan::new(&folder, &artefacts)?;
    if plan.is_empty() {
        println!(
            "{}: {} as the document gives them",
            folder.display(),
            counted(plan.unchanged, "file")
        );
        return Ok(ExitCode::SUCCESS);
    }
    for (name, (before, after)) in &plan.write {
        print!("{}", unified(name, before.as_deref(), Some(after)));
    }
    for (name, before) in &plan.remove {
        print!("{}", unified(name, Some(before), None));
    }
    eprintln!(
        "{}: {} from what the document gives; run `cargo xtask generate` with the same options",
        folder.display(),
        match plan.write.len() + plan.remove.len() {
            1 => "1 file differs".to_owned(),
            count => format!("{count} files differ"),
        },
    );
    Ok(ExitCode::FAILURE)
}

fn unified(name: &str, before: Option<&str>, after: Option<&str>) -> String {
    let side = |text: Option<&str>, folder: &str| {
        text.map_or("/dev/null".to_owned(), |_| format!("{folder}/{name}"))
    };
    TextDiff::from_lines(before.unwrap_or_default(), after.unwrap_or_default())
        .unified_diff()
        .header(&side(before, "committed"), &side(after, "generated"))
        .to_string()
}
