//! The one place where names of the document become names of Rust.

mod distinct;
mod symbols;

use std::borrow::Cow;

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization as _;

pub(super) use distinct::{Claim, Collision, Marking, distinct};
use symbols::spell_symbols;

use crate::emit;

/// Type names that emitted files use themselves; a schema of such a name gets the suffix `Model`.
const RESERVED_TYPES: [&str; 47] = [
    "Additional",
    "Base64",
    "Box",
    "Bytes",
    "Call",
    "Client",
    "ClientBuilder",
    "Clone",
    "Date",
    "DateTime",
    "Debug",
    "Decode",
    "DecodeError",
    "Default",
    "Display",
    "Encode",
    "Err",
    "Error",
    "Failure",
    "File",
    "From",
    "FromStr",
    "Into",
    "Invalid",
    "Iterator",
    "Map",
    "None",
    "Nullable",
    "Ok",
    "Operation",
    "Option",
    "Paginated",
    "PartialEq",
    "Repeat",
    "Reply",
    "Result",
    "SecurityScheme",
    "Self",
    "Some",
    "Spec",
    "String",
    "Style",
    "ToString",
    "TryFrom",
    "Uuid",
    "Value",
    "Vec",
];

/// Words that can't be identifiers, not even raw ones.
const NEVER_IDENTIFIERS: [&str; 4] = ["crate", "self", "super", "_"];

/// The name of a type: Pascal case.
pub(crate) fn type_name(text: &str) -> String {
    let name = pascal(text);
    match is_reserved(&name) {
        true => format!("{name}Model"),
        false => name,
    }
}

/// The name of the enumeration of servers, which stands at the root of the crate.
pub(super) fn servers_name(text: &str) -> String {
    let name = pascal(text);
    match is_reserved(&name) || emit::is_at_root(&name) {
        true => format!("{name}Server"),
        false => name,
    }
}

fn is_reserved(name: &str) -> bool {
    RESERVED_TYPES.contains(&name)
}

/// The name of a variant: Pascal case. `Self` and the variant of unknown values are taken.
pub(super) fn variant_name(text: &str) -> String {
    free_variant(pascal(&spell_symbols(text)))
}

fn free_variant(name: String) -> String {
    match name.as_str() {
        "Self" => "SelfValue".to_owned(),
        "Unrecognized" => "UnrecognizedValue".to_owned(),
        _ => name,
    }
}

/// The name of a field, argument, method or module: snake case. Keywords stay: they are written raw.
pub(super) fn snake_name(text: &str) -> String {
    if is_snake(text) && !NEVER_IDENTIFIERS.contains(&text) {
        return text.to_owned();
    }
    let mut name = snake_words(text);
    if name.is_empty() {
        name = snake_words(&spell_symbols(text));
    }
    if name.is_empty() {
        name = code_points(text).to_lowercase();
    }
    match name.chars().next() {
        None => "empty".to_owned(),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("n{name}"),
        Some(_) if NEVER_IDENTIFIERS.contains(&name.as_str()) => format!("{name}_"),
        Some(_) => name,
    }
}

fn snake_words(text: &str) -> String {
    normalised(text)
        .replace(|c: char| !is_word(c), " ")
        .to_snake_case()
}

/// Whether a text is snake case already, at a glance: words of small ASCII letters and digits, the first of a letter.
fn is_snake(text: &str) -> bool {
    let is_small = |word| is_of(word, u8::is_ascii_lowercase);
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('_').all(is_small)
}

/// Whether a text is one word of such ASCII letters and digits.
fn is_of(word: &str, is_letter: fn(&u8) -> bool) -> bool {
    let is_either = |byte: u8| is_letter(&byte) || byte.is_ascii_digit();
    !word.is_empty() && word.bytes().all(is_either)
}

/// The name of an argument that stands in a format string, where no raw identifier can.
pub(super) fn argument_name(text: &str) -> String {
    let name = snake_name(text);
    match syn::parse_str::<syn::Ident>(&name) {
        Ok(_) => name,
        Err(_) => format!("{name}_"),
    }
}

/// Names of files have an end: 255 bytes on most systems, and paths of 260 characters on some.
const LONGEST_MODULE_NAME: usize = 80;
/// The longest of the shortest marks.
const LONGEST_MARK: usize = "_ffff".len();

/// A text in ASCII, for names that can have nothing else: other letters as they are commonly spelled.
pub(super) fn in_ascii(text: &str) -> Cow<'_, str> {
    match text.is_ascii() {
        true => Cow::Borrowed(text),
        // What it has for signs that no word has, such as the soft sign, would end a word.
        false => deunicode::deunicode(text)
            .replace(['\'', '`', '@'], "")
            .into(),
    }
}

/// The name of a module, which is that of a file as well: snake case in ASCII. One that is too long for a file is cut
/// between two words and gets a mark.
pub(crate) fn module_name(text: &str) -> String {
    let mut name = snake_name(text);
    if !name.is_ascii() {
        name = snake_name(&in_ascii(&name));
    }
    if name.len() <= LONGEST_MODULE_NAME {
        return name;
    }
    let start = &name[..LONGEST_MODULE_NAME - LONGEST_MARK];
    let words = start.rsplit_once('_').map_or(start, |(words, _)| words);
    Marking::Snake.marked(words, &name, |_| true)
}

/// An operation id without the class that web frameworks put before it, such as `PetsController_list`.
pub(crate) fn without_controller(id: &str) -> &str {
    match id.split_once(['_', '.']) {
        Some((class, method)) if class.ends_with("Controller") && !method.is_empty() => method,
        _ => id,
    }
}

/// Pascal case; digits that were apart stay apart (`1.10` and `11.0` differ).
pub(super) fn pascal(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for word in normalised(text).split(|c: char| c == '_' || !is_word(c)) {
        let is_after_digit = name.ends_with(|c: char| c.is_ascii_digit());
        if is_after_digit && word.starts_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        push_pascal(&mut name, word);
    }
    if name.is_empty() {
        name = code_points(text);
    }
    match name.chars().next() {
        None => "Empty".to_owned(),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("N{name}"),
        Some(_) => name,
    }
}

fn push_pascal(name: &mut String, word: &str) {
    if !is_of(word, u8::is_ascii_lowercase) && !is_of(word, u8::is_ascii_uppercase) {
        name.push_str(&word.to_upper_camel_case());
        return;
    }
    let start = name.len();
    name.push_str(word);
    name[start..].make_ascii_lowercase();
    name[start..=start].make_ascii_uppercase();
}

fn is_word(c: char) -> bool {
    c == '_' || unicode_ident::is_xid_continue(c)
}

/// The text with its words where readers see them, in the plainest characters.
fn normalised(text: &str) -> Cow<'_, str> {
    match plain_characters(text) {
        Cow::Borrowed(text) => whole_acronyms(text),
        Cow::Owned(text) => whole_acronyms(&text).into_owned().into(),
    }
}

/// A small `s` behind several capitals is their plural: `userIDs` are `user` and `IDs`, not `user`, `I` and `Ds`.
fn whole_acronyms(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_capital = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_uppercase);
    let goes_on = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_lowercase);
    let is_plural = |index: &usize| {
        bytes[*index] == b's'
            && is_capital(index - 1)
            && is_capital(index - 2)
            && !goes_on(index + 1)
    };
    let mut plurals = (2..bytes.len()).filter(is_plural).peekable();
    if plurals.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len() + 1);
    let mut written = 0;
    for index in plurals {
        whole.push_str(&text[written..index]);
        whole.push_str("S_");
        written = index + 1;
    }
    whole.push_str(&text[written..]);
    whole.into()
}

/// Each character in its plainest form (NFKC), such as `Ⅷ` as `VIII`: the compiler warns of others.
fn plain_characters(text: &str) -> Cow<'_, str> {
    /// They choose how the character before them is drawn, and can't be seen themselves.
    fn is_selector(c: char) -> bool {
        matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
    }
    match text.is_ascii() {
        true => Cow::Borrowed(text),
        false => text.nfkc().filter(|c| !is_selector(*c)).collect(),
    }
}

/// What a text is called that has nothing to make a name of: `🚀` is `U1F680`.
fn code_points(text: &str) -> String {
    const MOST: usize = 8;
    text.chars()
        .take(MOST)
        .map(|c| format!("U{:X}", u32::from(c)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_pascal_case_and_leave_the_names_of_emitted_code_alone() {
        assert_eq!(
            type_name("CustomConnectionResponsePublicV2Dto"),
            "CustomConnectionResponsePublicV2Dto"
        );
        assert_eq!(type_name("simple-user"), "SimpleUser");
        assert_eq!(type_name("ContactIDs"), "ContactIds");
        assert_eq!(type_name("Option"), "OptionModel");
        assert_eq!(type_name("2fa"), "N2fa");
        assert_eq!(type_name(""), "Empty");
    }

    #[test]
    fn variants_keep_apart_what_differs_in_symbols_or_digits() {
        assert_eq!(variant_name("+1"), "Plus1");
        assert_eq!(variant_name("-1"), "Minus1");
        assert_eq!(variant_name("1.10"), "N1_10");
        assert_eq!(variant_name("11.0"), "N11_0");
        assert_eq!(variant_name(">="), "GreaterEqual");
        assert_eq!(variant_name("IN_PROGRESS"), "InProgress");
        assert_eq!(variant_name("application/json"), "ApplicationJson");
        assert_eq!(variant_name("unrecognized"), "UnrecognizedValue");
        assert_eq!(variant_name("-created_at"), "MinusCreatedAt");
    }

    #[test]
    fn fields_are_snake_case() {
        assert_eq!(snake_name("providerTypes"), "provider_types");
        assert_eq!(snake_name("expand[]"), "expand");
        assert_eq!(snake_name("X-Request-ID"), "x_request_id");
        assert_eq!(snake_name("userIDs"), "user_ids");
        assert_eq!(snake_name("URLsByID"), "urls_by_id");
        assert_eq!(snake_name("IDsURL"), "ids_url");
        assert_eq!(snake_name("ISsued"), "i_ssued");
        assert_eq!(snake_name("type"), "type");
        assert_eq!(snake_name("self"), "self_");
        assert_eq!(snake_name("@"), "at");
    }

    #[test]
    fn characters_that_only_look_otherwise_are_the_same() {
        assert_eq!(snake_name("µs"), "μs");
        assert_eq!(type_name("Ⅷ"), "Viii");
        assert_eq!(snake_name("e\u{301}t"), "ét");
        assert_eq!(snake_name("1\u{fe0f}"), "n1");
    }

    #[test]
    fn what_has_no_letters_is_named_after_its_characters() {
        assert_eq!(variant_name("🚀"), "U1F680");
        assert_eq!(snake_name("€"), "u20ac");
        assert_eq!(snake_name(""), "empty");
    }

    #[test]
    fn the_class_of_a_framework_is_no_part_of_an_operation() {
        assert_eq!(without_controller("PetsV2Controller_listPets"), "listPets");
        assert_eq!(without_controller("list_pets"), "list_pets");
    }

    #[test]
    fn modules_are_ascii_as_files_are_named_after_them() {
        assert_eq!(module_name("FileSystem"), "file_system");
        assert_eq!(module_name("größe"), "grosse");
        assert_eq!(
            module_name("Médicos e Enfermeiros"),
            "medicos_e_enfermeiros"
        );
        assert_eq!(module_name("Мои заказы"), "moi_zakazy");
        assert_eq!(module_name("объявления"), "obiavleniia");
        assert_eq!(module_name("用户"), "yong_hu");
        assert_eq!(module_name("ь"), "empty");
    }

    #[test]
    fn modules_are_short_enough_for_names_of_files() {
        let first = module_name(&"a_rather_long_name_".repeat(20));
        let second = module_name(&"a_rather_long_name_".repeat(21));
        assert!(first.starts_with("a_rather_long_name_a_rather_long_name_"));
        assert!(first.len() < 90 && second.len() < 90);
        assert_ne!(first, second);
        assert_eq!(module_name(&first), first);
    }
}
