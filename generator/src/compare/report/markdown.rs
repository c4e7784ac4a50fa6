//! The report for a pull request, and the table of rules.

use super::{Merged, Report, places};
use crate::compare::{KINDS, Proof, Verdict};

/// A section a verdict; what nobody sees is folded away.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let mut out = format!("**{}**\n", report.bottom_line());
    let merged = report.merged();
    for verdict in Verdict::ALL {
        let of_verdict = |merged: &&Merged<'_>| merged.first.change.verdict() == verdict;
        let lines: String = merged.iter().filter(of_verdict).map(line).collect();
        if lines.is_empty() {
            continue;
        }
        let title = capitalised(verdict.as_str());
        out.push_str(&match verdict {
            Verdict::Invisible => {
                format!("\n<details><summary>{title}</summary>\n\n{lines}\n</details>\n")
            }
            _ => format!("\n### {title}\n\n{lines}"),
        });
    }
    out
}

fn line(merged: &Merged<'_>) -> String {
    let change = &merged.first.change;
    let places = places(merged.first);
    let places = if places.is_empty() {
        places
    } else {
        format!(" <sub>{}</sub>", places.replace("->", "→"))
    };
    format!(
        "- {}: {} (`{}`){places}\n",
        merged.items("`"),
        change.sentence,
        change.kind.as_str()
    )
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// What stands below the table of rules.
const NOTES: &str = "
\\* The compiler sees no difference; the verdict is a decision, for the reason that is given.

What a program stored through `serde` is the API's JSON of that day. Whether a later version of the crate reads it is no
part of a verdict: else a new member that replies always have would be breaking.
";

/// The table of rules.
#[must_use]
pub fn rules() -> String {
    let mut out = String::from("| change | verdict | why |\n|---|---|---|\n");
    for kind in KINDS {
        let rule = kind.rule();
        let by_rule = match rule.proof {
            Proof::Compiler => "",
            Proof::Rule => " *",
        };
        out.push_str(&format!(
            "| `{}` | {}{by_rule} | {} |\n",
            kind.as_str(),
            rule.verdict,
            rule.why
        ));
    }
    out.push_str(NOTES);
    out
}
