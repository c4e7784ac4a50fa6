//! `CHANGELOG.md` of the crate, as [Keep a Changelog](https://keepachangelog.com/en/1.1.0/) has it.
//!
//! The section `[Unreleased]` collects what changed since the last release. An entry that is made ends with its kind in
//! parentheses; it may be wrapped, its words mended by hand, but for the code among them, by which it is known again, and
//! a note put below them. Entries without a kind are left alone. What was written for a change that was taken back before it was committed goes
//! again, so that any number of runs give the same text.

use std::collections::BTreeSet;

use semver::Version;

use super::report::Report;
use super::{Bump, Change, KINDS, Kind, Proof, Verdict};

/// What is written at the top of a new one.
const TITLE: &str = "# Changelog\n\nWhat changed for programs that use this crate. Lines that end with a kind of change are written by the generator.\n";

/// The heading of what is not released yet, where there is none so far.
const UNRELEASED: &str = "## [Unreleased]";

/// Before what is no longer as callers have it.
const BREAKING: &str = "**Breaking:** ";

/// A changelog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changelog {
    /// Everything before the section of what is not released.
    head: String,
    /// The heading of that section.
    heading: String,
    /// What is in that section.
    unreleased: Vec<Section>,
    /// What comes after it: where its links lead, and the releases, the last one first.
    releases: String,
    /// How lines end.
    line_end: &'static str,
}

/// Entries under a heading of the third level; those before the first one have none.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Section {
    heading: Option<String>,
    /// Each with all its lines, where it is an item of a list; any other line is one by itself.
    entries: Vec<String>,
}

impl Changelog {
    /// Reads one; an empty text is a new one.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let text = text.replace("\r\n", "\n");
        let (head, section) = split_before(&text, is_unreleased);
        if section.is_empty() {
            let (head, releases) = split_before(&text, |line| release_name(line).is_some());
            let head = match head.trim_end() {
                "" if releases.is_empty() => format!("{TITLE}\n"),
                "" => String::new(),
                head => format!("{head}\n\n"),
            };
            return Self {
                head,
                heading: UNRELEASED.to_owned(),
                unreleased: Vec::new(),
                releases: releases.to_owned(),
                line_end,
            };
        }
        let (heading, body) = section.split_once('\n').unwrap_or((section, ""));
        let (unreleased, _) = split_before(body, |line| release_name(line).is_some());
        let (unreleased, _) = split_links(unreleased);
        let (unreleased, releases) = body.split_at(unreleased.len());
        Self {
            head: head.to_owned(),
            heading: heading.to_owned(),
            unreleased: sections(unreleased),
            releases: releases.to_owned(),
            line_end,
        }
    }

    /// Adds what the report tells and is not there. `committed` is the changelog as of the state that the report
    /// starts from: what was made since then and is no longer so goes.
    ///
    /// Gives whether anything changed.
    pub fn add(&mut self, committed: &Self, report: &Report) -> bool {
        let changes = report.changes.iter().map(|located| &located.change);
        let entries = changes.filter(|change| is_told(change)).map(|change| {
            let entry = entry(change);
            Some((Key::read(&entry)?, entry, heading(change)))
        });
        let wanted: Vec<(Key, String, &str)> = entries.flatten().collect();
        let before = self.clone();
        let kept: BTreeSet<String> = committed.entries().map(words).collect();
        let still: BTreeSet<String> = self.entries().map(words).collect();
        let mended = kept.difference(&still);
        let mended: Vec<Key> = mended.filter_map(|entry| Key::read(entry)).collect();
        for section in &mut self.unreleased {
            section.entries.retain(|entry| {
                let Some(key) = Key::read(entry) else {
                    return true;
                };
                kept.contains(&words(entry))
                    || mended.iter().any(|committed| key.has_item_of(committed))
                    || wanted.iter().any(|(change, ..)| key.is_about(change))
            });
        }
        let known = self.entries().filter_map(Key::read);
        let mut known: Vec<Key> = known.chain(self.released_since(committed)).collect();
        for (change, entry, heading) in wanted {
            if !known.iter().any(|key| key.is_about(&change)) {
                self.section(heading).entries.push(entry);
                known.push(change);
            }
        }
        self.unreleased
            .retain(|section| section.heading.is_none() || section.says_something());
        *self != before
    }

    /// The version that is above all others with a heading.
    #[must_use]
    pub fn last_release(&self) -> Option<Version> {
        let names = self.releases.lines().filter_map(release_name);
        let versions = names.filter_map(|name| Version::parse(name.trim_start_matches('v')).ok());
        versions.max()
    }

    /// The highest verdict of what is not released; `None` where there is nothing.
    #[must_use]
    pub fn unreleased(&self) -> Option<Verdict> {
        let verdicts = self.unreleased.iter().flat_map(|section| {
            let entries = section.entries.iter();
            entries.filter_map(|entry| match section.heading.as_deref() {
                _ if entry.contains(BREAKING) => Some(Verdict::Breaking),
                _ if !is_item(entry) => None,
                Some("Added") => Some(Verdict::Additive),
                Some("Deprecated") => Some(Verdict::Deprecating),
                _ => Some(Verdict::Invisible),
            })
        });
        verdicts.max()
    }

    /// The version that the next release needs, and by which bump; without a release so far, the one that is set.
    #[must_use]
    pub fn next_version(&self, set: &Version) -> (Bump, Version) {
        match self.last_release() {
            None => (Bump::None, set.clone()),
            Some(last) => {
                let bump = Bump::needed(&last, self.unreleased());
                (bump, bump.of(&last))
            }
        }
    }

    /// Makes a release of all that is not released. The date is written as it is given.
    pub fn release(&mut self, version: &Version, date: &str) {
        let body = written(&std::mem::take(&mut self.unreleased));
        let rest = std::mem::take(&mut self.releases);
        self.releases = format!("## [{version}] - {date}\n{body}");
        if !rest.is_empty() {
            self.releases.push('\n');
            self.releases.push_str(&rest);
        }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> String {
        let body = written(&self.unreleased);
        let gap = if self.releases.is_empty() { "" } else { "\n" };
        let Self {
            head,
            heading,
            releases,
            ..
        } = self;
        let text = format!("{head}{heading}\n{body}{gap}{releases}");
        text.replace('\n', self.line_end)
    }

    fn section(&mut self, heading: &str) -> &mut Section {
        let is_it = |section: &Section| section.heading.as_deref() == Some(heading);
        let index = match self.unreleased.iter().position(is_it) {
            Some(index) => index,
            None => {
                self.unreleased.push(Section {
                    heading: Some(heading.to_owned()),
                    entries: Vec::new(),
                });
                self.unreleased.len() - 1
            }
        };
        &mut self.unreleased[index]
    }

    /// What a release has taken over that is not committed yet.
    fn released_since(&self, committed: &Self) -> Vec<Key> {
        let (before, now) = (sections(&committed.releases), sections(&self.releases));
        let before: BTreeSet<String> = entries(&before).map(words).collect();
        let new = entries(&now).filter(|entry| !before.contains(&words(entry)));
        new.filter_map(Key::read).collect()
    }

    /// The entries of what is not released.
    fn entries(&self) -> impl Iterator<Item = &str> {
        entries(&self.unreleased)
    }
}

/// What an entry that is made is known by when its words are mended.
struct Key {
    kind: Kind,
    /// The code in it: the item, then what the change is about, such as one of an operation's parameters.
    code: Vec<String>,
}

impl Key {
    /// Reads one up to the line that ends with the kind: what stands below it is a note.
    fn read(entry: &str) -> Option<Self> {
        let mut lines = entry.lines().enumerate();
        let (last, kind) = lines.find_map(|(index, line)| Some((index, kind_at_end(line)?)))?;
        let made: Vec<&str> = entry.lines().take(last + 1).collect();
        let words = words(&made.join("\n"));
        let code = words.split('`').skip(1).step_by(2);
        let code: Vec<String> = code.map(str::to_owned).collect();
        (!code.is_empty()).then_some(Self { kind, code })
    }

    fn has_item_of(&self, other: &Self) -> bool {
        self.kind == other.kind && self.code.first() == other.code.first()
    }

    /// Whether it has all the code of the entry that a change makes. More may have been put in by hand.
    fn is_about(&self, change: &Self) -> bool {
        let mut code = self.code.iter();
        self.has_item_of(change) && change.code.iter().all(|name| code.any(|it| it == name))
    }
}

impl Section {
    fn says_something(&self) -> bool {
        self.entries.iter().any(|entry| !entry.trim().is_empty())
    }

    /// Takes a line as one more of the last entry, or as an entry.
    fn take(&mut self, line: &str) {
        match self.entries.last_mut() {
            Some(entry) if goes_on(entry, line) => {
                entry.push('\n');
                entry.push_str(line);
            }
            _ => self.entries.push(line.to_owned()),
        }
    }
}

/// What callers can see, or may have to know though they can't.
fn is_told(change: &Change) -> bool {
    let rule = change.kind.rule();
    rule.verdict > Verdict::Invisible || rule.proof == Proof::Rule
}

fn heading(change: &Change) -> &'static str {
    match change.verdict() {
        Verdict::Additive => "Added",
        Verdict::Deprecating => "Deprecated",
        Verdict::Breaking if change.kind.as_str().ends_with("-removed") => "Removed",
        Verdict::Breaking | Verdict::Invisible => "Changed",
    }
}

fn entry(change: &Change) -> String {
    let mark = match change.verdict() {
        Verdict::Breaking => BREAKING,
        _ => "",
    };
    format!(
        "- {mark}`{}`: {} ({})",
        change.item,
        change.sentence,
        change.kind.as_str()
    )
}

/// The kind in parentheses that a line ends with.
fn kind_at_end(line: &str) -> Option<Kind> {
    let name = line.trim_end().strip_suffix(')')?.rsplit('(').next()?;
    KINDS.iter().copied().find(|kind| kind.as_str() == name)
}

/// The text before the first line that is such a one, and the rest.
fn split_before(text: &str, is_such: impl Fn(&str) -> bool) -> (&str, &str) {
    let lines = text.split_inclusive('\n');
    let before = lines.take_while(|line| !is_such(line));
    text.split_at(before.map(str::len).sum())
}

/// The text before the definitions of links that it ends with, and these.
fn split_links(text: &str) -> (&str, &str) {
    let is_link = |line: &str| line.starts_with('[') && line.contains("]: ");
    let lines = text.split_inclusive('\n').rev();
    let links = lines.take_while(|line| is_link(line) || line.trim().is_empty());
    let (before, links) = text.split_at(text.len() - links.map(str::len).sum::<usize>());
    let (gap, _) = split_before(links, is_link);
    text.split_at(before.len() + gap.len())
}

/// What the heading of a release calls it, if the line is one: `## [1.2.0](https://..) - 2026-01-31`
fn release_name(line: &str) -> Option<&str> {
    let name = line.strip_prefix("## ")?.trim_start_matches('[');
    let name = name.split([']', ' ']).next()?;
    Some(name.trim_end())
}

fn is_unreleased(line: &str) -> bool {
    release_name(line).is_some_and(|name| name.eq_ignore_ascii_case("unreleased"))
}

/// Whether a line is the first one of an item of a list.
fn is_item(line: &str) -> bool {
    let marks = ["- ", "* ", "+ "];
    let line = line.trim_start();
    marks.iter().any(|mark| line.starts_with(mark))
}

/// Whether a line goes on with an entry: one of an item is further in, or its words go on at the margin.
fn goes_on(entry: &str, line: &str) -> bool {
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let is_further_in = indentation(line) > indentation(entry);
    let is_text = !is_item(line) && !line.starts_with('#');
    is_item(entry) && !line.trim().is_empty() && (is_further_in || is_text)
}

/// An entry in one line.
fn words(entry: &str) -> String {
    let lines: Vec<&str> = entry.lines().map(str::trim).collect();
    lines.join(" ")
}

fn entries(sections: &[Section]) -> impl Iterator<Item = &str> {
    let entries = sections.iter().flat_map(|section| &section.entries);
    entries.map(String::as_str)
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections = vec![Section {
        heading: None,
        entries: Vec::new(),
    }];
    for line in text.lines() {
        match line.strip_prefix("### ") {
            Some(heading) => sections.push(Section {
                heading: Some(heading.trim().to_owned()),
                entries: Vec::new(),
            }),
            None => {
                if let Some(section) = sections.last_mut() {
                    section.take(line);
                }
            }
        }
    }
    for section in &mut sections {
        trim(&mut section.entries);
    }
    sections.retain(|section| section.heading.is_some() || section.says_something());
    sections
}

/// Takes away empty lines at both ends.
fn trim(entries: &mut Vec<String>) {
    let is_empty = |entry: &String| entry.trim().is_empty();
    while entries.last().is_some_and(is_empty) {
        entries.pop();
    }
    let leading = entries.iter().take_while(|entry| is_empty(entry)).count();
    entries.drain(..leading);
}

fn written(sections: &[Section]) -> String {
    let mut out = String::new();
    for section in sections {
        if let Some(heading) = &section.heading {
            out.push_str(&format!("\n### {heading}\n"));
        }
        out.push('\n');
        for entry in &section.entries {
            out.push_str(entry);
            out.push('\n');
        }
    }
    out
}
