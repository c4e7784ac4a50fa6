//! Names that `sdk.toml` chooses, and that Rust or the emitted code can't have as they are.

use unicode_normalization::UnicodeNormalization as _;

use super::names;
use crate::config::ConfigFile;
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::emit;

/// Reports the names of types, groups and operations that can't be kept.
pub(super) fn check(config: &ConfigFile, diagnostics: &mut Diagnostics) {
    let values = &config.values;
    let mut report =
        |chosen: &str, name: &str, place: Place| report(chosen, name, place, diagnostics);
    for (name, entry) in &values.newtypes {
        report(name, &names::type_name(name), config.place(entry));
    }
    for entry in values.types.values() {
        if let Some(name) = &entry.get_ref().name {
            report(name, &names::type_name(name), config.place(entry));
        }
    }
    for entry in values.groups.values() {
        if let Some(name) = &entry.get_ref().name {
            let method = emit::names::client_method(&names::module_name(name));
            report(name, &method, config.place(entry));
        }
    }
    for entry in values.operations.values() {
        let settings = entry.get_ref();
        for name in settings.name.iter().chain(&settings.group) {
            report(name, &names::module_name(name), config.place(entry));
        }
    }
}

/// Reports a name that became another one by more than its case and what stands between its words.
pub(super) fn report(chosen: &str, name: &str, place: Place, diagnostics: &mut Diagnostics) {
    if letters(chosen) == letters(name) {
        return;
    }
    diagnostics.push(
        Diagnostic::warning(
            codes::CHANGED_NAME,
            format!("the name `{chosen}` can't be kept, it becomes `{name}`"),
        )
        .at(place)
        .help(
            "choose one of letters and digits, a letter first, that the crate has for nothing else",
        ),
    );
}

fn letters(name: &str) -> String {
    let letters = name.nfkc().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
