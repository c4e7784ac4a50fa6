//! The compiler as the judge of the rules: the crates of both sides of each case are built, and so is the case's
//! program, against the old crate and against the new one.
//!
//! | verdict | the program | with the old crate | with the new crate |
//! |---|---|---|---|
//! | breaking | `lost` | compiles | does not |
//! | additive | `gained` | does not | compiles |
//! | deprecating | `kept` | compiles | compiles, with a warning |
//! | invisible, or by rule only | `kept` | compiles | compiles |

use std::collections::{BTreeMap, BTreeSet};

use generator::compare::{Kind, Proof, Verdict};
use generator::emit::Artefacts;
use serde_json::Value;

use super::cases::{self, Case, Side};
use crate::scratch::{Scratch, under_name};

/// What every program sees.
const PRELUDE: &str = "#![allow(unused, clippy::all)]\nuse sdk::*;\n";

/// What became of a program in the compiler's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Compiles,
    CompilesWithDeprecation,
    Fails,
}

/// An emitted crate with the programs that are tried on it.
struct Subject {
    artefacts: Artefacts,
    /// By the place of their case in the list.
    programs: BTreeMap<usize, String>,
}

#[test]
fn the_compiler_finds_what_the_rules_say() {
    let cases = cases::all();
    let mut subjects = Vec::new();
    let tried: Vec<[usize; 2]> = {
        let packages = cases::packages(&cases);
        let places: BTreeMap<&str, [usize; 2]> = packages
            .iter()
            .map(|(name, sides)| {
                (
                    *name,
                    sides.each_ref().map(|side| place(side, &mut subjects)),
                )
            })
            .collect();
        cases.iter().map(|case| places[case.package()]).collect()
    };
    for (index, case) in cases.iter().enumerate() {
        for place in tried[index] {
            subjects[place]
                .programs
                .insert(index, case.program().to_owned());
        }
    }
    let outcomes = outcomes(&subjects);
    let disagreements: Vec<String> = cases
        .iter()
        .enumerate()
        .filter_map(|(index, case)| {
            let found = tried[index].map(|place| outcomes[&(place, index)]);
            let said = said(case);
            (found != said).then(|| {
                format!(
                    "{}: {said:?} by the rules, {found:?} by the compiler\n  {}",
                    case.kind().as_str(),
                    case.program()
                )
            })
        })
        .collect();
    println!(
        "{} programs on both sides, {} crates",
        cases.len(),
        subjects.len()
    );
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
}

/// What the rule of a case says about its program, with the old crate and with the new one.
fn said(case: &Case) -> [Outcome; 2] {
    use Outcome::{Compiles, CompilesWithDeprecation, Fails};
    let rule = case.kind().rule();
    match (rule.kind, rule.verdict, rule.proof) {
        (Kind::OperationUndeprecated | Kind::ParameterUndeprecated, ..) => {
            [CompilesWithDeprecation, Compiles]
        }
        (_, Verdict::Breaking, Proof::Compiler) => [Compiles, Fails],
        (_, Verdict::Additive, Proof::Compiler) => [Fails, Compiles],
        (_, Verdict::Deprecating, Proof::Compiler) => [Compiles, CompilesWithDeprecation],
        _ => [Compiles, Compiles],
    }
}

/// The place of the crate of a side. Crates that are equal are one.
fn place(side: &Side, subjects: &mut Vec<Subject>) -> usize {
    let artefacts = side.artefacts();
    let known = subjects
        .iter()
        .position(|subject: &Subject| subject.artefacts.files == artefacts.files);
    known.unwrap_or_else(|| {
        subjects.push(Subject {
            artefacts,
            programs: BTreeMap::new(),
        });
        subjects.len() - 1
    })
}

/// Compiles all programs. Those in which the compiler finds an error are taken out, and the others compiled again: an
/// error keeps it from looking at all else.
fn outcomes(subjects: &[Subject]) -> BTreeMap<(usize, usize), Outcome> {
    let scratch = scratch(subjects);
    let mut outcomes = BTreeMap::new();
    loop {
        let mut deprecated = BTreeSet::new();
        let mut failed = BTreeSet::new();
        for message in scratch.check() {
            let (program, is_error) = blamed(&message);
            match program {
                Some(program) if is_error => {
                    failed.insert(program);
                }
                Some(program) if message["message"]["code"]["code"] == "deprecated" => {
                    deprecated.insert(program);
                }
                None if is_error => panic!("an emitted crate: {}", message["message"]["rendered"]),
                _ => {}
            }
        }
        outcomes.extend(failed.iter().map(|program| (*program, Outcome::Fails)));
        let is_left = |program: &(usize, usize)| !outcomes.contains_key(program);
        if failed.is_empty() {
            let all = subjects.iter().enumerate().flat_map(|(place, subject)| {
                subject
                    .programs
                    .keys()
                    .map(move |program| (place, *program))
            });
            let left: Vec<_> = all.filter(is_left).collect();
            outcomes.extend(
                left.into_iter()
                    .map(|program| match deprecated.contains(&program) {
                        true => (program, Outcome::CompilesWithDeprecation),
                        false => (program, Outcome::Compiles),
                    }),
            );
            return outcomes;
        }
        for place in failed
            .iter()
            .map(|(place, _)| *place)
            .collect::<BTreeSet<_>>()
        {
            let left = subjects[place].programs.keys();
            let left = left.filter(|program| is_left(&(place, **program)));
            write_list(&scratch, place, left);
        }
    }
}

/// The program that a message of the compiler is about, and whether it is an error.
fn blamed(message: &Value) -> (Option<(usize, usize)>, bool) {
    let is_error = message["message"]["level"] == "error";
    let spans = message["message"]["spans"].as_array();
    let mut files = spans
        .into_iter()
        .flatten()
        .filter_map(|span| span["file_name"].as_str());
    let program = files.find_map(|file| {
        let (place, program) = file.strip_prefix("programs")?.split_once("/src/program")?;
        Some((
            place.parse().ok()?,
            program.strip_suffix(".rs")?.parse().ok()?,
        ))
    });
    (program, is_error)
}

/// A workspace with each crate, and a crate of programs beside it.
fn scratch(subjects: &[Subject]) -> Scratch {
    let crates: Vec<(String, Artefacts)> = subjects
        .iter()
        .enumerate()
        .map(|(place, subject)| {
            let name = format!("crate{place}");
            let artefacts = under_name(&subject.artefacts, &name);
            (name, artefacts)
        })
        .collect();
    let programs: Vec<String> = (0..subjects.len())
        .map(|place| format!("programs{place}"))
        .collect();
    let scratch = Scratch::with_members("changes", &crates, &programs);
    for (place, subject) in subjects.iter().enumerate() {
        let manifest = format!(
            "[package]\nname = \"programs{place}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             sdk = {{ package = \"crate{place}\", path = \"../crate{place}\", default-features = false }}\n"
        );
        scratch.write(&format!("programs{place}/Cargo.toml"), &manifest);
        for (program, text) in &subject.programs {
            let name = format!("programs{place}/src/program{program}.rs");
            scratch.write(&name, &format!("{PRELUDE}{text}\n"));
        }
        write_list(&scratch, place, subject.programs.keys());
    }
    scratch
}

fn write_list<'p>(scratch: &Scratch, place: usize, programs: impl Iterator<Item = &'p usize>) {
    let modules: String = programs
        .map(|program| format!("mod program{program};\n"))
        .collect();
    scratch.write(&format!("programs{place}/src/lib.rs"), &modules);
}
