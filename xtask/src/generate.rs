//! `cargo xtask generate`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

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
    let (Some(api), Some(artefacts)) = (&generation.api, generation.artefacts()) else {
        eprintln!("nothing was written");
        return Ok(ExitCode::FAILURE);
    };
    let folder = arguments.output.folder(&arguments.inputs)?;
    let plan = Plan::new(&folder, &artefacts)?;
    plan.apply(&folder)?;
    list_files(&plan);
    let operations = api.groups.iter().map(|group| group.operations.len()).sum();
    println!(
        "{}: {} and {} in {}; {} changed, {} removed, {} unchanged",
        folder.display(),
        counted(operations, "operation"),
        counted(api.types.len(), "type"),
        counted(artefacts.files.len(), "file"),
        plan.write.len(),
        plan.remove.len(),
        plan.unchanged,
    );
    Ok(ExitCode::SUCCESS)
}

/// A list is for reading: where a whole crate is new, the count says it.
fn list_files(plan: &Plan) {
    const READABLE: usize = 50;
    if plan.write.len() + plan.remove.len() > READABLE {
        return;
    }
    for (name, (before, _)) in &plan.write {
        println!(
            "{} {name}",
            if before.is_some() {
                "changed"
            } else {
                "added  "
            }
        );
    }
    for name in plan.remove.keys() {
        println!("removed {name}");
    }
}
