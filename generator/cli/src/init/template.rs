//! The files of a new workspace, apart from document and crate.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml_edit::Value;

/// What CI runs.
const CI: &str = ".ci/run";

/// How the document becomes a crate.
pub(super) const CONFIG: &str = "spec/sdk.toml";

/// The folder of the crate.
pub(super) const SDK: &str = "generated-sdk";

/// Where each goes, and its text in `template/`, with `{{value}}` where a value goes.
const FILES: &[(&str, &str)] = &[
    (CI, include_str!("../../template/ci-run.template")),
    (
        ".cargo/config.toml",
        include_str!("../../template/cargo-config.toml.template"),
    ),
    (
        ".github/workflows/ci.yml",
        include_str!("../../template/workflow.yml.template"),
    ),
    (
        ".gitignore",
        include_str!("../../template/gitignore.template"),
    ),
    (
        "Cargo.toml",
        include_str!("../../template/Cargo.toml.template"),
    ),
    (
        "README.md",
        include_str!("../../template/README.md.template"),
    ),
    (
        "generated-sdk/CHANGELOG.md",
        include_str!("../../template/generated-sdk/CHANGELOG.md.template"),
    ),
    (
        CONFIG,
        include_str!("../../template/spec/sdk.toml.template"),
    ),
    (
        "tests/Cargo.toml",
        include_str!("../../template/tests/Cargo.toml.template"),
    ),
    (
        "tests/sdk.rs",
        include_str!("../../template/tests/sdk.rs.template"),
    ),
    (
        "xtask/Cargo.toml",
        include_str!("../../template/xtask/Cargo.toml.template"),
    ),
    (
        "xtask/src/main.rs",
        include_str!("../../template/xtask/src/main.rs.template"),
    ),
];

/// What differs from workspace to workspace.
pub(super) struct Values {
    /// What the API is called.
    pub(super) title: String,
    /// The name of the crate.
    pub(super) name: String,
    /// The document's place.
    pub(super) document: String,
    /// The dependency on the generator.
    pub(super) generator: String,
}

/// The files by their place.
pub(super) fn files(values: &Values) -> BTreeMap<String, String> {
    let quoted = |text: &str| Value::from(text).to_string();
    let filled = |text: &str| {
        text.replace("{{title}}", &values.title)
            .replace("{{name}}", &quoted(&values.name))
            .replace("{{document}}", &quoted(&values.document))
            .replace("{{generator}}", &values.generator)
    };
    FILES
        .iter()
        .map(|(place, text)| ((*place).to_owned(), filled(text)))
        .collect()
}

/// Lets what CI runs be run.
///
/// # Errors
/// When its permissions can't be set.
pub(super) fn make_executable(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let path = folder.join(CI);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))
            .with_context(|| format!("can't make {} executable", path.display()))?;
    }
    Ok(())
}
