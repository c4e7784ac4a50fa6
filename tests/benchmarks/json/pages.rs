//! The pages, each of about 10 MB. They are the same in every run.

use std::fmt::Write as _;

use fastrand::Rng;

const SIZE: usize = 10_000_000;

/// Items one after the other until the page is full.
fn page(start: &str, mut item: impl FnMut(&mut Rng, usize, &mut String), end: &str) -> String {
    let mut random = Rng::with_seed(9);
    let mut page = String::with_capacity(SIZE + 10_000);
    page.push_str(start);
    let mut count = 0;
    while page.len() < SIZE {
        if count > 0 {
            page.push(',');
        }
        item(&mut random, count, &mut page);
        count += 1;
    }
    page.push_str(end);
    page
}

/// Writing to a `String` can't fail.
macro_rules! put {
    ($page:expr, $($argument:tt)*) => {
        write!($page, $($argument)*).unwrap_or_default()
    };
}

const WORDS: &[&str] = &[
    "access",
    "audit",
    "backup",
    "browser",
    "change",
    "cloud",
    "compliance",
    "control",
    "device",
    "disk",
    "editor",
    "encrypted",
    "evidence",
    "finance",
    "gateway",
    "group",
    "laptop",
    "ledger",
    "license",
    "mail",
    "network",
    "office",
    "password",
    "payroll",
    "policy",
    "quarterly",
    "review",
    "scanner",
    "server",
    "training",
    "vendor",
];

const CYRILLIC: &[&str] = &[
    "доступ",
    "журнал",
    "запись",
    "проверка",
    "устройство",
    "сеть",
    "пароль",
    "отдел",
];

const CHINESE: &[&str] = &[
    "访问",
    "审计日志",
    "设备",
    "合规",
    "加密",
    "政策文件",
    "网络",
    "培训记录",
];

fn words(random: &mut Rng, words: &[&str], count: std::ops::Range<usize>) -> String {
    let count = random.usize(count);
    let words: Vec<&str> = (0..count)
        .map(|_| words[random.usize(..words.len())])
        .collect();
    words.join(" ")
}

fn date_time(random: &mut Rng) -> String {
    format!(
        "2025-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        random.u8(1..13),
        random.u8(1..29),
        random.u8(..24),
        random.u8(..60),
        random.u8(..60),
        random.u16(1..1000) | 1,
    )
}

fn uuid(random: &mut Rng) -> String {
    let (a, b) = (random.u64(..), random.u64(..));
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        a >> 32,
        a >> 16 & 0xffff,
        a & 0xffff,
        b >> 48,
        b & 0xffff_ffff_ffff
    )
}

const END_OF_PAGE: &str = r#"],"pagination":{"cursor":"b3JkZXI6MTIzNDU2","totalCount":48211}}"#;

/// Records with members that no schema tells of.
pub fn records() -> String {
    page(
        r#"{"data":["#,
        |random, index, page| {
            put!(
                page,
                r#"{{"id":"{}","attributes":{{"active":{},"category":"{}","id":"r-{index}","installs":{},"licensed":{},"#,
                uuid(random),
                random.bool(),
                WORDS[random.usize(..WORDS.len())],
                random.u32(..10_000),
                random.bool()
            );
            put!(
                page,
                r#""name":"{}","owner":{{"department":"{}","email":"user{index}@example.com"}},"score":{}.5,"tags":["{}","{}"],"vendor":null,"version":"{}.{}.{}"}},"#,
                words(random, WORDS, 2..5),
                words(random, WORDS, 1..3),
                random.u8(..),
                words(random, WORDS, 1..2),
                words(random, WORDS, 1..2),
                random.u8(..20),
                random.u8(..20),
                random.u16(..)
            );
            put!(
                page,
                r#""sessionId":"nightly-{}","createdAt":"{}","updatedAt":"{}"}}"#,
                random.u8(..),
                date_time(random),
                date_time(random)
            );
        },
        END_OF_PAGE,
    )
}

/// Records with every member in the schema.
pub fn devices() -> String {
    page(r#"{"data":["#, device, END_OF_PAGE)
}

fn device(random: &mut Rng, index: usize, page: &mut String) {
    put!(
        page,
        r#"{{"id":{index},"personnelId":{},"assetId":{},"appsCount":{},"screenLockTime":300,"osVersion":"{}.{}","serialNumber":"C02{:09X}","#,
        random.u32(..),
        random.u32(..),
        random.u8(..),
        random.u8(10..15),
        random.u8(..9),
        random.u64(..1 << 36)
    );
    put!(
        page,
        r#""model":"{}","macAddress":"{:02X}:{:02X}:{:02X}:4D:5E:6F","lastCheckedAt":"{}","sourceType":"{}","createdAt":"{}","updatedAt":"{}","#,
        words(random, WORDS, 1..4),
        random.u8(..),
        random.u8(..),
        random.u8(..),
        date_time(random),
        ["AGENT", "JAMF", "INTUNE", "CUSTOM"][random.usize(..4)],
        date_time(random),
        date_time(random)
    );
    put!(
        page,
        r#""antivirusEnabled":{},"encryptionEnabled":{},"firewallEnabled":null,"externalId":"device-{index}","isDeviceCompliant":{},"identifiers":[{{"id":"{}","identifier":"{}","type":"hostname"}}]}}"#,
        random.bool(),
        random.bool(),
        random.bool(),
        uuid(random),
        words(random, WORDS, 1..3)
    );
}

/// The same with line ends and spaces.
pub fn indented_devices() -> String {
    let value: serde_json::Value = serde_json::from_str(&devices()).unwrap_or_default();
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

/// A union that a tag tells apart.
pub fn tagged() -> String {
    page(
        r#"{"events":["#,
        |random, index, page| match random.u8(..4) {
            0 => {
                put!(
                    page,
                    r#"{{"type":"created","id":{index},"name":"{}","owner":"{}","tags":["{}","{}"]}}"#,
                    words(random, WORDS, 2..5),
                    words(random, WORDS, 1..3),
                    words(random, WORDS, 1..2),
                    words(random, WORDS, 1..2)
                );
            }
            1 => {
                put!(
                    page,
                    r#"{{"type":"renamed","id":{index},"from":"{}","to":"{}"}}"#,
                    words(random, WORDS, 2..5),
                    words(random, WORDS, 2..5)
                );
            }
            2 => {
                put!(
                    page,
                    r#"{{"type":"moved","id":{index},"folder":{},"position":{}.25}}"#,
                    random.u32(..),
                    random.u16(..)
                );
            }
            _ => {
                put!(
                    page,
                    r#"{{"type":"deleted","id":{index},"reason":"{}"}}"#,
                    words(random, WORDS, 2..8)
                );
            }
        },
        "]}",
    )
}

/// Unions that only the values tell apart.
pub fn untagged() -> String {
    page(
        r#"{"items":["#,
        |random, index, page| {
            match random.bool() {
                true => put!(page, r#"{{"id":{index},"content":"#),
                false => put!(page, r#"{{"id":"item-{index}","content":"#),
            }
            let colour = WORDS[random.usize(..WORDS.len())];
            match random.u8(..3) {
                0 => put!(
                    page,
                    r#"{{"radius":{}.5,"color":"{colour}"}}}}"#,
                    random.u8(..)
                ),
                1 => put!(
                    page,
                    r#"{{"width":{}.5,"height":{}.25,"color":"{colour}"}}}}"#,
                    random.u8(..),
                    random.u8(..)
                ),
                _ => put!(
                    page,
                    r#"{{"text":"{}","size":{}}}}}"#,
                    words(random, WORDS, 2..8),
                    random.u8(..)
                ),
            }
        },
        "]}",
    )
}

/// Maps of maps of numbers. The keys are in no order.
pub fn counts() -> String {
    page(
        "{",
        |random, index, page| {
            put!(page, r#""{:016x}-{index}":{{"#, random.u64(..));
            for (place, word) in some_words(random).enumerate() {
                let comma = if place == 0 { "" } else { "," };
                put!(page, r#"{comma}"{word}":{}"#, random.u32(..1_000_000));
            }
            page.push('}');
        },
        "}",
    )
}

/// A map of lists of strings.
pub fn names() -> String {
    page(
        "{",
        |random, index, page| {
            put!(
                page,
                r#""{}-{index}":["#,
                WORDS[random.usize(..WORDS.len())]
            );
            for (place, word) in some_words(random).enumerate() {
                let comma = if place == 0 { "" } else { "," };
                put!(page, r#"{comma}"{word}""#);
            }
            page.push(']');
        },
        "}",
    )
}

/// Words of which none comes twice.
fn some_words(random: &mut Rng) -> impl Iterator<Item = &'static str> + use<> {
    let count = random.usize(4..12);
    let mut words = WORDS.to_vec();
    random.shuffle(&mut words);
    words.into_iter().take(count)
}

/// Texts full of escape sequences: quotes, line ends, backslashes.
pub fn quoted() -> String {
    messages(|random| {
        let mut text = String::new();
        for _ in 0..random.usize(3..12) {
            text.push_str(WORDS[random.usize(..WORDS.len())]);
            text.push_str([r"\n", r#"\""#, r"\\", r"\t", " "][random.usize(..5)]);
        }
        text
    })
}

/// Texts in which every character that is not ASCII is an escape sequence.
pub fn unicode_escapes() -> String {
    messages(|random| {
        let mut text = String::new();
        for unit in words(random, CYRILLIC, 3..12).encode_utf16() {
            match unit {
                0x20 => text.push(' '),
                unit => {
                    put!(text, "\\u{unit:04x}");
                }
            }
        }
        text.push_str(r" \ud83d\ude00");
        text
    })
}

pub fn cyrillic() -> String {
    messages(|random| words(random, CYRILLIC, 3..20))
}

pub fn chinese() -> String {
    messages(|random| words(random, CHINESE, 3..20) + " 😀")
}

fn messages(mut text: impl FnMut(&mut Rng) -> String) -> String {
    page(
        r#"{"messages":["#,
        |random, _, page| {
            put!(
                page,
                r#"{{"subject":"{}","body":"{}"}}"#,
                text(random),
                text(random)
            );
        },
        "]}",
    )
}

pub fn numbers() -> String {
    page(
        "[",
        |random, index, page| {
            let mut degrees = |most: f64| (random.f64() - 0.5) * most;
            let (latitude, longitude, altitude) =
                (degrees(180.0), degrees(360.0), degrees(4_000.0));
            put!(
                page,
                r#"{{"latitude":{latitude:.6},"longitude":{longitude:.9},"altitude":{altitude:.1}1,"seconds":{}}}"#,
                1_700_000_000 + index
            );
        },
        "]",
    )
}
