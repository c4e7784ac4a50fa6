//! `explain`

use std::io;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use generator::diagnostics::{Code, codes};
use generator::explain;

use crate::inputs::InputArguments;
use crate::program::Program;
use crate::terminal::{print_diagnostics, say};

#[derive(Args)]
pub struct Arguments {
    /// A code of a diagnostic (`E0102`) or its name (`empty-file`), or an item of the document: an operation by its
    /// `operationId`, as `GET /path` or `client.orders().create`, a schema by its name or as `types::Order`, or a JSON
    /// pointer
    #[arg(required_unless_present = "list")]
    what: Option<String>,
    /// List all codes, each with its name, its level and what it means
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    inputs: InputArguments,
}

pub(crate) fn run(arguments: &Arguments, program: &Program) -> Result<ExitCode> {
    let Some(what) = arguments.what.as_deref().filter(|_| !arguments.list) else {
        list()?;
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(code) = Code::find(what) {
        let (name, severity) = (code.name(), code.severity().as_str());
        say(format_args!(
            "{severity}[{code}] {name}\n\n{}",
            code.explanation().trim_end()
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    if is_code(what) {
        bail!("no diagnostic has the code `{what}`: `--list` shows them all");
    }
    let generation = arguments.inputs.files(program)?.generate();
    match explain(&generation, what) {
        Some(Ok(page)) => say(page.trim_end())?,
        Some(Err(unknown)) => bail!("{unknown}"),
        None => {
            print_diagnostics(&generation);
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn is_code(text: &str) -> bool {
    let number = text.strip_prefix(['E', 'e']);
    number.is_some_and(|number| number.len() == 4 && number.parse::<u16>().is_ok())
}

fn list() -> io::Result<()> {
    let width = codes::ALL.iter().map(|code| code.name().len()).max();
    let width = width.unwrap_or_default();
    for code in codes::ALL {
        let (name, severity) = (code.name(), code.severity().as_str());
        let title = code.title();
        say(format_args!(
            "{code}  {severity:<7}  {name:<width$}  {title}"
        ))?;
    }
    Ok(())
}
