//! A program that uses every line of a list, so that the compiler says which of them are wrong.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::listing::{Content, Function, Line, find, parse, split};
use super::{cargo, features, package_name};

/// The traits that the program imports. Of others only rustdoc tells whether they are there.
const AT_HAND: &[&str] = &[
    "AsRef",
    "Clone",
    "Copy",
    "Debug",
    "Decode",
    "Default",
    "Deserialize",
    "Display",
    "Encode",
    "Eq",
    "From",
    "FromStr",
    "Hash",
    "Into",
    "Object",
    "Operation",
    "Ord",
    "Paginated",
    "PartialEq",
    "PartialOrd",
    "Serialize",
    "Streamed",
    "TryFrom",
    "Union",
];

/// The lines with which the compiler doesn't agree.
pub(super) fn faults(folder: &Path, list: &str) -> Result<Vec<String>> {
    let library = package_name(folder)?.replace('-', "_");
    let lines: Vec<&str> = list.lines().collect();
    let mut program = format!(
        "#![allow(deprecated, unused)]\nuse {library}::*;\nuse {library}::runtime::wire::*;\nuse \
         {library}::runtime::*;\nuse std::convert::Infallible;\nuse std::fmt::{{Debug, Display}};\nuse \
         std::hash::Hash;\nuse std::num::ParseIntError;\nuse std::str::FromStr;\nuse \
         ::serde::{{Deserialize, Serialize}};\nfn main() {{}}\n"
    );
    let head = program.lines().count();
    for (number, line) in lines.iter().enumerate() {
        program.push_str(&uses(number, line));
        program.push('\n');
    }
    fs::create_dir_all(folder.join("examples"))?;
    fs::write(folder.join("examples/surface.rs"), program)?;
    let arguments = [
        "check",
        "--example=surface",
        "--no-default-features",
        "--features",
        &features(folder)?,
        "--message-format=json",
    ];
    let output = cargo(folder, &arguments)?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let errors = messages.filter(|message| message["message"]["level"] == "error");
    let faults: BTreeSet<String> = errors
        .map(|message| {
            let span = &message["message"]["spans"][0];
            let number = span["line_start"].as_u64().unwrap_or_default() as usize;
            let line = number
                .checked_sub(head + 1)
                .and_then(|number| lines.get(number));
            let said = message["message"]["message"].as_str().unwrap_or_default();
            match line {
                Some(line) => format!("the compiler doesn't agree: {line} ({said})"),
                None => format!("the program can't be compiled: {said}"),
            }
        })
        .collect();
    Ok(faults.into_iter().collect())
}

/// What uses a line, in one line.
fn uses(number: usize, line: &str) -> String {
    match parse(line) {
        Line::Type { path, traits } => implements(number, path, &traits),
        Line::Value { path, ty } => match path.rsplit_once('.') {
            Some((of, field)) => format!("fn f{number}(it: {of}) -> {ty} {{ it.{field} }}"),
            None => {
                let (of, constant) = path.rsplit_once("::").unwrap_or(("", path));
                let ty = ty.replace("Self", of);
                format!("const C{number}: {ty} = <{of}>::{constant};")
            }
        },
        Line::Alias { path, target } => format!("fn f{number}(it: {path}) -> {target} {{ it }}"),
        Line::Variant { path, content } => {
            let of = path.rsplit_once("::").map_or("", |(of, _)| of);
            match content {
                Some(Content::Value(content)) => {
                    format!("fn f{number}(it: {content}) -> {of} {{ {path}(it) }}")
                }
                Some(Content::Members) => {
                    format!("fn f{number}(it: {of}) {{ if let {path} {{ .. }} = it {{}} }}")
                }
                None => format!("fn f{number}() -> {of} {{ {path} }}"),
            }
        }
        Line::Function(function) => calls(number, &function),
    }
}

fn implements(number: usize, path: &str, traits: &[&str]) -> String {
    // Other types may have parameters, which their lines don't say.
    if !path.starts_with("types::") {
        return String::new();
    }
    let is_at_hand = |of: &&&str| AT_HAND.contains(&of.split('<').next().unwrap_or_default());
    let traits: Vec<String> = traits
        .iter()
        .filter(is_at_hand)
        .map(|of| {
            of.replace("Deserialize", "for<'d> Deserialize<'d>")
                .replace('&', "&'static ")
        })
        .collect();
    let bounds = match traits.is_empty() {
        true => String::new(),
        false => format!(": {}", traits.join(" + ")),
    };
    format!("fn f{number}() {{ fn has<T{bounds}>() {{}} has::<{path}>() }}")
}

/// A function of the same signature that calls the one of the line.
fn calls(number: usize, function: &Function<'_>) -> String {
    let (of, name) = function
        .path
        .rsplit_once("::")
        .unwrap_or(("", function.path));
    let mut parameters: Vec<String> = split(function.generics, ", ")
        .into_iter()
        .map(str::to_owned)
        .collect();
    // A `Self` in the result has the lifetime of the type, whatever else is borrowed.
    let of = without_bounds(&of.replace("'_", "'this"), &mut parameters);
    let mut arguments = Vec::new();
    let mut given = Vec::new();
    for (name, ty) in &function.arguments {
        match ty {
            Some(ty) => {
                arguments.push(format!("{name}: {}", ty.replace("Self", &of)));
                given.push((*name).to_owned());
            }
            None => {
                arguments.push(format!("this: {}", name.replace("self", &of)));
                given.push("this".to_owned());
            }
        }
    }
    let output = function.output.unwrap_or("()").replace("Self", &of);
    let text = format!("{} {output}", arguments.join(" "));
    let lifetimes: BTreeSet<&str> = lifetimes(&text).collect();
    let all: Vec<String> = lifetimes
        .into_iter()
        .filter(|lifetime| !parameters.iter().any(|it| it == lifetime))
        .map(str::to_owned)
        .chain(parameters.iter().cloned())
        .collect();
    let bounds = function
        .bounds
        .map_or(String::new(), |bounds| format!(" where {bounds}"));
    let turbofish = match function.generics {
        "" => String::new(),
        generics => {
            let names = split(generics, ", ")
                .into_iter()
                .map(|parameter| find(parameter, ": ").map_or(parameter, |at| &parameter[..at]));
            format!("::<{}>", names.collect::<Vec<_>>().join(", "))
        }
    };
    let is_free = of
        .split("::")
        .last()
        .is_none_or(|it| it.starts_with(char::is_lowercase));
    let path = match is_free {
        true => function.path.to_owned(),
        false => format!("<{of}>::{name}"),
    };
    let mut text = format!("fn f{number}<{}>({})", all.join(", "), arguments.join(", "));
    let _ = write!(
        text,
        " -> {output}{bounds} {{ {path}{turbofish}({}) }}",
        given.join(", ")
    );
    text
}

/// A type whose parameters have no bounds; they are added to the parameters of the function.
fn without_bounds(ty: &str, parameters: &mut Vec<String>) -> String {
    let Some((head, inside)) = ty.strip_suffix('>').and_then(|ty| ty.split_once('<')) else {
        return ty.to_owned();
    };
    let inside: Vec<&str> = split(inside, ", ")
        .into_iter()
        .map(|parameter| match find(parameter, ": ") {
            Some(at) => {
                parameters.push(parameter.to_owned());
                &parameter[..at]
            }
            None => parameter,
        })
        .collect();
    format!("{head}<{}>", inside.join(", "))
}

/// The named lifetimes of a text.
fn lifetimes(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('\'').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let name = &rest[..end.unwrap_or(rest.len())];
        (!matches!(name, "_" | "static" | "")).then(|| &text[at..at + 1 + name.len()])
    })
}
