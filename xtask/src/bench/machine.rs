//! Where figures were measured, and by which programs: figures mean nothing without it.

use std::process::Command;

use super::contenders::Field;

/// The lines that stand above the tables.
pub(super) fn lines(field: &Field) -> String {
    let contenders = field.contenders.iter();
    let versions: Vec<String> = contenders
        .map(|contender| format!("{} {}", contender.name, contender.version))
        .collect();
    let missing = if field.missing.is_empty() {
        String::new()
    } else {
        format!(
            "\nNot installed, so not measured: {}.\n",
            field.missing.join(", ")
        )
    };
    format!(
        "`{}`\n\n{}\n\nMeasured: {}.\n{missing}",
        command_line(),
        machine(),
        versions.join(", ")
    )
}

/// The processor, its cores, the memory, the operating system and the compiler.
pub(super) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processor =
        field_of("/proc/cpuinfo", "model name").unwrap_or("unknown processor".to_owned());
    let memory = field_of("/proc/meminfo", "MemTotal");
    let memory = memory.and_then(|text| text.strip_suffix(" kB")?.parse::<f64>().ok());
    let memory = memory.map_or(String::new(), |kilobytes| {
        format!(", {:.0} GB", kilobytes * 1024.0 / 1e9)
    });
    format!(
        "Machine: {processor}, {cores} cores{memory}, {}; {}.",
        std::env::consts::OS,
        compiler()
    )
}

/// What was typed to get the tables.
fn command_line() -> String {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    format!("cargo xtask {}", arguments.join(" "))
}

fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output();
    output.map_or("unknown compiler".to_owned(), |output| {
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    })
}

/// The value of the first line of a file that begins with a name (Linux).
fn field_of(file: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
