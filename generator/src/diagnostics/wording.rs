//! What parsers say of wrong values, in the words of those who write the files.

/// An error of `serde`. What has keys is called `container`: JSON has objects, TOML has tables.
pub(crate) fn plain(error: &str, container: &str) -> String {
    let wrong = |kind: &str| error.strip_prefix(kind)?.rsplit_once(", expected ");
    if let Some((found, wanted)) = wrong("invalid type: ").or_else(|| wrong("invalid value: ")) {
        let (found, wanted) = (
            self::found(found, container),
            self::wanted(wanted, container),
        );
        format!("{wanted} is wanted here, but this is {found}")
    } else if let Some((name, known)) = wrong("unknown variant ") {
        format!("{name} is not known here, only {}", list(known))
    } else if let Some((name, known)) = wrong("unknown field ") {
        format!("there is no key {name} here, only {}", list(known))
    } else if let Some(name) = error.strip_prefix("missing field ") {
        format!("{name} is missing here")
    } else if error == "wanted string or table" {
        "a text is wanted here".to_owned()
    } else {
        error.to_owned()
    }
}

fn list(known: &str) -> &str {
    known.strip_prefix("one of ").unwrap_or(known)
}

fn wanted(text: &str, container: &str) -> String {
    const CONTAINERS: [&str; 3] = ["struct ", "internally tagged enum ", "a map"];
    const INTEGERS: [&str; 6] = ["u16", "u32", "u64", "usize", "i32", "i64"];
    match text {
        "a sequence" => "a list".to_owned(),
        "a string" => "a text".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "variant identifier" | "string or map" => "a word that the specification knows".to_owned(),
        _ if text.contains("nonzero") => "a whole number above 0".to_owned(),
        _ if INTEGERS.contains(&text) => "a whole number".to_owned(),
        _ if CONTAINERS.iter().any(|start| text.starts_with(start)) => container.to_owned(),
        _ => text.to_owned(),
    }
}

fn found(text: &str, container: &str) -> String {
    match text.split_once(' ') {
        _ if text == "map" => container.to_owned(),
        _ if text == "sequence" => "a list".to_owned(),
        _ if matches!(text, "null" | "unit value") => "nothing".to_owned(),
        Some(("string", value)) => format!("the text {value}"),
        Some(("integer", value)) => format!("the number {value}"),
        Some(("floating", value)) => value.replacen("point", "the number", 1),
        Some(("boolean", value)) => value.to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn no_word_of_a_parser_is_left() {
        for (error, said) in [
            (
                "invalid type: string \"Pets\", expected a sequence",
                "a list is wanted here, but this is the text \"Pets\"",
            ),
            (
                "invalid type: sequence, expected struct Operation",
                "an object is wanted here, but this is a list",
            ),
            (
                "invalid value: integer `0`, expected a nonzero u32",
                "a whole number above 0 is wanted here, but this is the number `0`",
            ),
            (
                "invalid type: floating point `1.5`, expected u32",
                "a whole number is wanted here, but this is the number `1.5`",
            ),
            (
                "unknown variant `frm`, expected one of `form`, `simple`",
                "`frm` is not known here, only `form`, `simple`",
            ),
            ("missing field `url`", "`url` is missing here"),
        ] {
            assert_eq!(plain(error, "an object"), said);
        }
    }
}
