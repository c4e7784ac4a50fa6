//! What programs cost that use an emitted crate: one that calls a single operation, and one that calls all of them.
//!
//! How the operations of a crate are called is read from its source, whoever made it: `async` methods of `Client`, and
//! methods that return a `Call`, on handles that methods of `Client` return. Arguments are made of nothing, by a function
//! that would panic, and that the optimiser knows nothing of: the programs are for compiling, not for running.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use quote::ToTokens as _;
use syn::{FnArg, ImplItem, Item, ReturnType, Type, TypeParamBound, Visibility};

use super::compile::Emitted;
use super::contenders::{Contender, ContenderArguments, Field};
use super::machine;
use super::measure::{Cost, measure};
use super::sources::rust_files;
use super::table::{Figures, compared};
use crate::corpus::stand_alone;
use crate::documents::{DocumentArguments, name_of};

#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    documents: DocumentArguments,
    #[command(flatten)]
    contenders: ContenderArguments,
    /// How often each program is built, one contender after the other; the table shows medians
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    runs: usize,
}

pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let documents = arguments.documents.list()?;
    let field = Field::assemble(&arguments.contenders)?;
    println!("{}", machine::lines(&field));
    let mut rows = Vec::new();
    for document in &documents {
        let outcomes: Vec<Result<Outcome>> = field
            .contenders
            .iter()
            .map(|contender| Outcome::measured(document, contender, arguments.runs))
            .collect();
        rows.push((name_of(document), outcomes));
    }
    for (title, of) in FIGURES {
        let mut table = Figures::comparing(&["document"], &field.contenders);
        let mut is_known = false;
        for (document, outcomes) in &rows {
            let figures = outcomes.iter();
            let figures: Vec<Option<f64>> = figures
                .map(|outcome| outcome.as_ref().ok().and_then(of))
                .collect();
            is_known |= figures.iter().any(Option::is_some);
            table.row(compared(document, &figures));
        }
        if is_known {
            println!("{}", table.titled(title));
        }
    }
    for (document, outcomes) in &rows {
        for (outcome, contender) in outcomes.iter().zip(&field.contenders) {
            match outcome {
                Ok(outcome) => println!("- {document}, {}: {}", contender.name, outcome.calls()),
                Err(error) => println!("- {document}, {}: `{error:#}`", contender.name),
            }
        }
    }
    Ok(())
}

/// A figure of a table; nothing where it isn't known.
type Figure = fn(&Outcome) -> Option<f64>;

const FIGURES: &[(&str, Figure)] = &[
    (
        "`cargo build --release` of the crate and a program that calls every operation, dependencies done, processor s:",
        |outcome| Some(outcome.cost.cpu_seconds()),
    ),
    (
        "A program that calls one operation, stripped, MB:",
        |outcome| Some(outcome.one as f64 / 1e6),
    ),
    ("What calling all the others adds to it, MB:", |outcome| {
        Some(outcome.all.saturating_sub(outcome.one) as f64 / 1e6)
    }),
    (
        "Lines of LLVM that both are compiled from (`cargo llvm-lines`), in thousands:",
        |outcome| Some(outcome.llvm_lines? as f64 / 1e3),
    ),
];

/// What came of a document by one contender.
struct Outcome {
    /// Of the crate and the program that calls everything.
    cost: Cost,
    /// The size of a program that calls one operation, in bytes.
    one: u64,
    /// The size of the one that calls all.
    all: u64,
    /// What the compiler hands to LLVM for the crate and the program that calls everything.
    llvm_lines: Option<u64>,
    called: usize,
    left_out: usize,
}

impl Outcome {
    fn measured(document: &Path, contender: &Contender, runs: usize) -> Result<Self> {
        let emitted = Emitted::made(document, contender)?;
        let operations = Operations::of(&emitted.folder.join("src"))?;
        let Some(first) = operations.calls.first() else {
            bail!("no operations were found in it");
        };
        let program = Program::beside(&emitted)?;
        let one = program.size_of(std::slice::from_ref(first))?;
        let all = program.size_of(&operations.calls)?;
        let costs: Result<Vec<Cost>> = (0..runs.max(1)).map(|_| program.built_anew()).collect();
        Ok(Self {
            cost: Cost::median(&costs?),
            one,
            all,
            llvm_lines: program.llvm_lines(),
            called: operations.calls.len(),
            left_out: operations.left_out,
        })
    }

    fn calls(&self) -> String {
        match self.left_out {
            0 => format!("{} operations", self.called),
            left_out => format!("{} operations, {left_out} left out", self.called),
        }
    }
}

/// A program that uses a crate.
struct Program<'e> {
    emitted: &'e Emitted,
    folder: PathBuf,
}

impl<'e> Program<'e> {
    /// A program in a folder beside the crate.
    fn beside(emitted: &'e Emitted) -> Result<Self> {
        let manifest: toml::Table =
            fs::read_to_string(emitted.folder.join("Cargo.toml"))?.parse()?;
        let package = manifest
            .get("package")
            .and_then(|package| package.get("name"));
        let package = package
            .and_then(toml::Value::as_str)
            .context("the crate has no name")?;
        let name = emitted
            .folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let folder = emitted.folder.with_file_name(format!("{name}-program"));
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"program\"\nedition = \"2024\"\n\n\
             [profile.release]\nstrip = true\n\n[dependencies]\n\
             sdk = {{ package = {package:?}, path = {:?} }}\n\
             tokio = {{ version = \"1\", features = [\"rt\"] }}\n",
            emitted.folder,
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        stand_alone(&folder)?;
        Ok(Self { emitted, folder })
    }

    /// The size of the program that makes these calls, built.
    fn size_of(&self, calls: &[String]) -> Result<u64> {
        fs::write(self.folder.join("src/main.rs"), text(calls))?;
        self.build()?;
        let program = self.emitted.target.join("release/program");
        Ok(fs::metadata(program)?.len())
    }

    /// What `cargo llvm-lines` counts for the crate and the program; nothing where it isn't installed.
    fn llvm_lines(&self) -> Option<u64> {
        let of_crate = self.lines_of(&self.emitted.folder, "--lib")?;
        Some(of_crate + self.lines_of(&self.folder, "--bin=program")?)
    }

    fn lines_of(&self, package: &Path, target: &str) -> Option<u64> {
        let mut command = self
            .emitted
            .cargo(&["llvm-lines", "--release", target], &self.emitted.target);
        let output = command.current_dir(package).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let total = text.lines().find(|line| line.contains("(TOTAL)"))?;
        total.split_whitespace().next()?.parse().ok()
    }

    /// Builds crate and program once more.
    fn built_anew(&self) -> Result<Cost> {
        self.emitted.touch()?;
        self.build()
    }

    fn build(&self) -> Result<Cost> {
        let mut command = self
            .emitted
            .cargo(&["build", "--release"], &self.emitted.target);
        measure(command.current_dir(&self.folder))
    }
}

/// A program that makes the call whose number it is given.
fn text(calls: &[String]) -> String {
    let mut text = "fn argument<T>() -> T {\n    std::hint::black_box(None).expect(\"it is not for running\")\n}\n".to_owned();
    let mut arms = String::new();
    for (number, call) in calls.iter().enumerate() {
        text.push_str(&format!(
            "\nasync fn call_{number}(client: &sdk::Client) {{\n    let _ = {call}.await;\n}}\n"
        ));
        arms.push_str(&format!(
            "            {number} => call_{number}(&client).await,\n"
        ));
    }
    format!(
        "{text}\nfn main() {{\n    let client: sdk::Client = argument();\n    let runtime = tokio::runtime::Builder::new_current_thread().build().expect(\"a runtime\");\n    runtime.block_on(async {{\n        match std::env::args().count() {{\n{arms}            _ => {{}}\n        }}\n    }});\n}}\n"
    )
}

/// How the operations of a crate are called.
#[derive(Default)]
struct Operations {
    calls: Vec<String>,
    /// Those that take something that can't be made of nothing.
    left_out: usize,
}

/// A method that calls an operation: the type that has it, its name, its arguments, and what sends the call.
struct Method {
    of: String,
    name: String,
    arguments: Option<Vec<String>>,
    send: &'static str,
}

impl Operations {
    fn of(source: &Path) -> Result<Self> {
        let mut methods = Vec::new();
        // What a handle is got by.
        let mut handles = BTreeMap::from([("Client".to_owned(), "client".to_owned())]);
        for path in rust_files(source)? {
            let file = syn::parse_file(&fs::read_to_string(&path)?)
                .with_context(|| format!("{} is no Rust", path.display()))?;
            for item in file.items {
                read(item, &mut methods, &mut handles);
            }
        }
        let mut operations = Self::default();
        for method in methods {
            match (handles.get(&method.of), method.arguments) {
                (Some(handle), Some(arguments)) => operations.calls.push(format!(
                    "{handle}.{}({}){}",
                    method.name,
                    arguments.join(", "),
                    method.send
                )),
                (Some(_), None) => operations.left_out += 1,
                (None, _) => {}
            }
        }
        Ok(operations)
    }
}

/// Notes the public methods of an `impl` that call operations, and those of `Client` that give handles.
fn read(item: Item, methods: &mut Vec<Method>, handles: &mut BTreeMap<String, String>) {
    let Item::Impl(implementation) = item else {
        return;
    };
    let Some(of) = last_name(&implementation.self_ty).filter(|_| implementation.trait_.is_none())
    else {
        return;
    };
    for item in implementation.items {
        let ImplItem::Fn(function) = item else {
            continue;
        };
        let is_public = matches!(function.vis, Visibility::Public(_));
        let mut inputs = function.sig.inputs.iter();
        let takes_self = matches!(inputs.next(), Some(FnArg::Receiver(_)));
        let has_parameters = function.sig.generics.type_params().next().is_some();
        if !is_public || !takes_self || has_parameters {
            continue;
        }
        let output = match &function.sig.output {
            ReturnType::Type(_, output) => last_name(output).unwrap_or_default(),
            ReturnType::Default => String::new(),
        };
        let name = function.sig.ident.to_string();
        let send = match (function.sig.asyncness.is_some(), output.as_str()) {
            (true, _) => "",
            (false, "Call") => ".send()",
            (false, _) => {
                if of == "Client" && inputs.len() == 0 {
                    handles.insert(output, format!("client.{name}()"));
                }
                continue;
            }
        };
        methods.push(Method {
            of: of.clone(),
            name,
            arguments: inputs.map(argument).collect(),
            send,
        });
    }
}

/// The last name in the path of a type.
fn last_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    Some(path.path.segments.last()?.ident.to_string())
}

/// An argument of a type; none where the type is left open.
fn argument(input: &FnArg) -> Option<String> {
    let FnArg::Typed(input) = input else {
        return None;
    };
    let Type::ImplTrait(open) = &*input.ty else {
        return Some("argument()".to_owned());
    };
    let bound = open.bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    })?;
    let syn::PathArguments::AngleBracketed(of) = &bound.arguments else {
        return None;
    };
    let of = of.args.to_token_stream().to_string();
    // The program can't name what another crate has.
    if of.starts_with("::") {
        return None;
    }
    let of = of.replace("crate ::", "sdk ::");
    (bound.ident == "Into").then(|| format!("argument::<{of}>()"))
}
