//! [cargo-semver-checks] as the judge of the rules, which it knows nothing of: it is given what rustdoc says of the
//! crates of both sides of each case, one way and the other.
//!
//! | verdict | from the old crate to the new one | back |
//! |---|---|---|
//! | breaking | major | |
//! | additive | not major | major |
//! | deprecating | minor | none |
//! | invisible | none | |
//! | breaking, by rule only | none or major | |
//! | any other, by rule only | none | none |
//!
//! It compares names and numbers, but no types: where nothing else tells the difference, a case says so (`unseen`).
//!
//! Cases share crates, so that what it finds has to be given to one of them: to the one whose crate, were it alone, had
//! the file in which it is found.
//!
//! [cargo-semver-checks]: https://crates.io/crates/cargo-semver-checks

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use generator::compare::{Bump, Proof, Verdict};
use generator::emit::Artefacts;

use super::cases::{self, Case, Side};
use crate::scratch::{Scratch, under_name};

/// What is found in the step from one crate to another: what a release would need for it, the name of the lint, and the
/// file below `src`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    needs: Bump,
    lint: String,
    file: String,
}

#[test]
#[ignore = "takes minutes, and what `cargo install cargo-semver-checks --locked` installs"]
fn cargo_semver_checks_agrees_with_the_rules() {
    assert!(is_installed(), "cargo install cargo-semver-checks --locked");
    let cases = cases::all();
    let packages = cases::packages(&cases);
    let name = |index: usize| format!("pair{index}");
    let [old, new] = [("judged-old", 0), ("judged-new", 1)].map(|(scratch, side)| {
        let crates = packages.values().enumerate().map(|(index, sides)| {
            let mut artefacts = under_name(&sides[side].artefacts(), &name(index));
            without_tls(&mut artefacts);
            (name(index), artefacts)
        });
        Scratch::new(scratch, &crates.collect::<Vec<_>>()).documentation("pair*")
    });
    let mut faults = Vec::new();
    for (index, package) in packages.keys().enumerate() {
        let file = format!("{}.json", name(index));
        let (old, new) = (old.join(&file), new.join(&file));
        let found = [found(&old, &new), found(&new, &old)];
        let cases: Vec<&Case> = cases
            .iter()
            .filter(|case| case.package() == *package)
            .collect();
        faults.extend(disagreements(&cases, found));
    }
    let unseen = cases.iter().filter(|case| case.is_unseen()).count();
    println!(
        "{} cases in {} pairs of crates; of {unseen} nothing is seen",
        cases.len(),
        packages.len()
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Where the judge says something else of cases that share a crate than their rules, given what is found forth and back.
fn disagreements(cases: &[&Case], mut found: [BTreeSet<Finding>; 2]) -> Vec<String> {
    let files: Vec<BTreeSet<String>> = cases.iter().map(|case| own_files(case)).collect();
    let mut faults = Vec::new();
    for (case, own) in cases.iter().zip(&files) {
        let is_own = |finding: &Finding| match cases {
            [_] => true,
            _ => {
                let owners = files.iter().filter(|files| files.contains(&finding.file));
                own.contains(&finding.file) && owners.count() == 1
            }
        };
        let own = found.each_mut().map(|found| {
            let (own, others): (BTreeSet<_>, _) =
                std::mem::take(found).into_iter().partition(&is_own);
            *found = others;
            own
        });
        let [forth, back] = own.each_ref().map(needed);
        // What is said to be unseen has to be: else the list of that would never get shorter.
        if agrees(case, forth, back) == case.is_unseen() {
            let (kind, verdict) = (case.kind().as_str(), case.kind().rule().verdict);
            faults.push(format!("{kind}, {verdict}: {own:?}"));
        }
    }
    let rest = found.iter().flatten();
    faults.extend(rest.map(|finding| format!("of no case: {finding:?}")));
    faults
}

/// The files that the crate of a case has for the sake of the case.
fn own_files(case: &Case) -> BTreeSet<String> {
    let of = |side: &Side| side.artefacts().files.into_keys().collect::<BTreeSet<_>>();
    let usual = of(&Side::empty());
    let own = case.sides().iter().flat_map(of).collect::<BTreeSet<_>>();
    own.difference(&usual).cloned().collect()
}

/// Nothing public depends on TLS, which takes long to compile.
fn without_tls(artefacts: &mut Artefacts) {
    let manifest = artefacts.files.get_mut("Cargo.toml");
    let manifest = manifest.expect("a crate has a manifest");
    let mut table: toml::Table = manifest.parse().expect("the manifest is TOML");
    if let Some(usual) = table["features"]["default"].as_array_mut() {
        usual.retain(|feature| feature.as_str() != Some("rustls"));
    }
    *manifest = table.to_string();
}

fn needed(findings: &BTreeSet<Finding>) -> Bump {
    let needs = findings.iter().map(|finding| finding.needs);
    needs.max().unwrap_or(Bump::None)
}

/// Whether the judge says what the rule of a case says.
fn agrees(case: &Case, forth: Bump, back: Bump) -> bool {
    let rule = case.kind().rule();
    match (rule.proof, rule.verdict) {
        (Proof::Rule, Verdict::Breaking) => matches!(forth, Bump::None | Bump::Major),
        (Proof::Rule, _) => forth == Bump::None && back == Bump::None,
        (Proof::Compiler, Verdict::Breaking) => forth == Bump::Major,
        (Proof::Compiler, Verdict::Additive) => forth != Bump::Major && back == Bump::Major,
        (Proof::Compiler, Verdict::Deprecating) => forth == Bump::Minor && back == Bump::None,
        (Proof::Compiler, Verdict::Invisible) => forth == Bump::None,
    }
}

fn judge() -> Command {
    let mut command = Command::new("cargo-semver-checks");
    command.args(["semver-checks", "--color", "never"]);
    command
}

fn is_installed() -> bool {
    let output = judge().arg("--version").output();
    output.is_ok_and(|output| output.status.success())
}

/// All that is found in the step from one crate to another.
fn found(old: &Path, new: &Path) -> BTreeSet<Finding> {
    let any = too_much_for("patch", old, new);
    let major = match any.is_empty() {
        true => BTreeSet::new(),
        false => too_much_for("minor", old, new),
    };
    let finding = |(lint, file): (String, String)| Finding {
        needs: match major.contains(&(lint.clone(), file.clone())) {
            true => Bump::Major,
            false => Bump::Minor,
        },
        lint,
        file,
    };
    any.into_iter().map(finding).collect()
}

/// What a release of a type may not have: lints with the files in which they find something.
fn too_much_for(release: &str, old: &Path, new: &Path) -> BTreeSet<(String, String)> {
    // The exit code of a check that comes to an end and finds something.
    const FOUND: i32 = 100;
    let output = judge()
        .args(["--release-type", release, "--baseline-rustdoc"])
        .args([old, Path::new("--current-rustdoc"), new])
        .output()
        .expect("it can be run");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        matches!(output.status.code(), Some(0 | FOUND)),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut lint = "";
    let mut found = BTreeSet::new();
    for line in text.lines() {
        // `--- failure struct_missing: pub struct removed or renamed ---`
        if let Some(heading) = line.strip_prefix("--- failure ") {
            lint = heading.split(':').next().unwrap_or_default();
        }
        // `  struct sdk::types::Pet, previously in file sdk/src/types/pet.rs:10`
        let place = line
            .strip_prefix("  ")
            .and_then(|it| it.split_once("/src/"));
        if let Some((file, _)) = place.and_then(|(_, file)| file.split_once(".rs:")) {
            found.insert((lint.to_owned(), format!("src/{file}.rs")));
        }
    }
    found
}
