//! `init`: a workspace for a document.

mod generator_source;
mod template;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use generator::Generation;
use generator::api::Api;

use self::generator_source::GeneratorSource;
use crate::inputs::{InputFiles, read};
use crate::output_folder::{Plan, artefacts};
use crate::program::Program;
use crate::terminal::{print_diagnostics, say, size};
use crate::workspace::Workspace;

/// The folder that document and sdk.toml go into.
const SPEC: &str = "spec";
/// What the tests of the new workspace hold to be said of the document.
const SNAPSHOT: &str = "tests/snapshots/sdk__diagnostics.snap";

#[derive(Args)]
pub struct Arguments {
    /// The OpenAPI document, YAML or JSON; it is copied together with the files that it refers to
    document: PathBuf,
    /// The folder of the new workspace
    folder: PathBuf,
    /// The name of the crate [default: made of the document's title]
    #[arg(long)]
    name: Option<String>,
    /// Where the new workspace takes the generator from: a folder with its sources, or a git URL, with `#REVISION` for
    /// one that stays [default: the sources that this program was built of]
    #[arg(long, value_name = "FOLDER|URL")]
    generator: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, program: &Program) -> Result<ExitCode> {
    let source = GeneratorSource::new(arguments.generator.as_deref())?;
    let generation = InputFiles::only(&arguments.document).generate();
    let Some(api) = &generation.api else {
        print_diagnostics(&generation);
        return Ok(ExitCode::FAILURE);
    };
    let copies = Copies::of(&generation)?;
    let name = arguments.name.as_ref().unwrap_or(&api.package.name);
    if generator::NEIGHBOURS.contains(&name.as_str()) {
        bail!(
            "the new workspace has a package `{name}` of its own; choose another name with --name"
        );
    }
    let mut files = template::files(&template::Values {
        title: api.title.clone(),
        name: name.clone(),
        document: format!("{SPEC}/{}", copies.document.display()),
        generator: source.dependency(),
    });
    files.extend(
        source
            .lock_file()
            .map(|lock| ("Cargo.lock".to_owned(), lock)),
    );
    let configured = configured(&arguments.document, &files);
    let Some(sdk) = configured.artefacts() else {
        print_diagnostics(&configured);
        return Ok(ExitCode::FAILURE);
    };
    let folder = &arguments.folder;
    let copied = copies
        .files
        .iter()
        .map(|(_, place)| Path::new(SPEC).join(place));
    let emitted = sdk
        .files
        .keys()
        .map(|name| Path::new(template::SDK).join(name));
    let written = files.keys().map(PathBuf::from).chain(copied).chain(emitted);
    refuse_what_is_there(folder, written.chain([PathBuf::from(SNAPSHOT)]))?;
    copies.write(&folder.join(SPEC))?;
    for (name, text) in &files {
        write(&folder.join(name), text)?;
    }
    template::make_executable(folder)?;
    let workspace = Workspace::around(folder)?.context("the new Cargo.toml can't be read")?;
    first_generation(&workspace, folder)?;
    report(api, folder, &source, program)?;
    Ok(ExitCode::SUCCESS)
}

/// The document under the sdk.toml that is to stand beside it.
fn configured(document: &Path, files: &BTreeMap<String, String>) -> Generation {
    let config = Path::new(template::CONFIG);
    let inputs = InputFiles {
        config: Some(config.to_path_buf()),
        ..InputFiles::only(document)
    };
    let text = files.get(template::CONFIG).cloned().unwrap_or_default();
    inputs.generate_through(&|path: &Path| match path == config {
        true => Ok(text.clone().into_bytes()),
        false => read(path),
    })
}

/// Writes the crate, and the snapshot of what there is to say about the document.
fn first_generation(workspace: &Workspace, folder: &Path) -> Result<()> {
    let generation = workspace.generate();
    print_diagnostics(&generation);
    let artefacts = artefacts(&generation, &workspace.output);
    let artefacts = artefacts.context("the document can't be used under this name")?;
    Plan::new(&workspace.output, &artefacts)?.apply(&workspace.output)?;
    let snapshot = format!(
        "---\nsource: tests/sdk.rs\n---\n{}\n",
        workspace.diagnostics()
    );
    write(&folder.join(SNAPSHOT), &snapshot)
}

fn report(api: &Api, folder: &Path, source: &GeneratorSource, program: &Program) -> io::Result<()> {
    say(format_args!(
        "{}: {} of {}\n",
        folder.display(),
        size(api),
        api.title,
    ))?;
    say(format_args!("  cd {}", folder.display()))?;
    say("  cargo test --workspace      # the SDK is what the document gives")?;
    say("  cargo xtask generate        # after each change of spec/\n")?;
    say(
        "README.md there says where things are; `git init` and a first commit let `generate` tell what changes.",
    )?;
    if let Some(path) = source.path() {
        say(format_args!(
            "The generator is taken from {}. For other machines, `{} init --generator URL` takes it from a repository.",
            path.display(),
            program.name,
        ))?;
    }
    Ok(())
}

/// A workspace is made where there is none: nothing is written over.
fn refuse_what_is_there(folder: &Path, names: impl Iterator<Item = PathBuf>) -> Result<()> {
    let mut paths = names.map(|name| folder.join(name));
    match paths.find(|path| path.symlink_metadata().is_ok()) {
        Some(path) => bail!(
            "{} is in the way; name a folder that is empty or not there yet",
            path.display()
        ),
        None => Ok(()),
    }
}

/// The document with the files that it refers to, at the places that they have to one another.
struct Copies {
    /// Where each file is, and where it goes below `spec/`.
    files: Vec<(PathBuf, PathBuf)>,
    /// The document among them.
    document: PathBuf,
}

impl Copies {
    fn of(generation: &Generation) -> Result<Self> {
        let sources = &generation.sources;
        let paths = sources
            .files()
            .map(|file| std::path::absolute(sources.path(file)));
        let paths: Vec<PathBuf> = paths.collect::<Result<_, _>>()?;
        let common = common_folder(&paths);
        let files = paths.iter().map(|path| {
            let place = path.strip_prefix(&common).unwrap_or(path);
            (path.clone(), place.to_path_buf())
        });
        let files: Vec<(PathBuf, PathBuf)> = files.collect();
        let (_, document) = files.first().context("no document was read")?;
        Ok(Self {
            document: document.clone(),
            files,
        })
    }

    fn write(&self, folder: &Path) -> Result<()> {
        for (from, place) in &self.files {
            let to = folder.join(place);
            make_parent(&to)?;
            fs::copy(from, &to)
                .with_context(|| format!("can't copy {} to {}", from.display(), to.display()))?;
        }
        Ok(())
    }
}

/// The deepest folder that all files are in.
fn common_folder(paths: &[PathBuf]) -> PathBuf {
    let mut common = paths.first().map(PathBuf::as_path).and_then(Path::parent);
    while let Some(folder) = common {
        if paths.iter().all(|path| path.starts_with(folder)) {
            break;
        }
        common = folder.parent();
    }
    common.unwrap_or(Path::new("")).to_path_buf()
}

fn write(path: &Path, text: &str) -> Result<()> {
    make_parent(path)?;
    fs::write(path, text).with_context(|| format!("can't write {}", path.display()))
}

fn make_parent(path: &Path) -> Result<()> {
    match path.parent() {
        Some(folder) => fs::create_dir_all(folder)
            .with_context(|| format!("can't make the folder {}", folder.display())),
        None => Ok(()),
    }
}
