//! The text form of faults and rules: a kind, then `name=value` pairs.
//!
//! ```text
//! 503 every=5 run=2                     every fifth request and the one after it
//! drip pause=20ms method=GET            all answers to GET, byte by byte
//! reset-after chance=0.1 path=/records  one in ten, as the seed has it
//! 429 after=30s as=date skew=-1h nth=3  the third, on a clock that is an hour slow
//! ```

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use axum::http::Method;
use jiff::SignedDuration;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Fault, FaultRule, Strikes};
use crate::RetryAfter;

/// The kinds of fault: how each is written, with its defaults, and what it does.
pub const KINDS: &[(&str, &str)] = &[
    ("503", "this status in place of the handling; any other too"),
    (
        "429 after=1s as=seconds skew=0s",
        "this status with Retry-After, as seconds or as a date, on a clock that is so much fast",
    ),
    ("html status=502", "a web page in place of the handling"),
    (
        "redirect to=https://elsewhere.example",
        "307 to the same path of another host",
    ),
    (
        "huge bytes=68157440",
        "200 with so much JSON and no Content-Length",
    ),
    (
        "refuse for=1s",
        "reset, and new connections refused for so long",
    ),
    ("close-before", "closed, not handled"),
    ("close-after", "handled, closed without an answer"),
    ("reset-during", "reset while the request is on its way"),
    ("reset-before", "reset, not handled"),
    ("reset-after", "handled, reset without an answer"),
    ("stall for=5s", "handled so much later"),
    ("stall-body for=5s", "half of the body so much later"),
    (
        "drip pause=20ms",
        "the body byte by byte, with pauses between them",
    ),
    ("cut", "half of the body, then closed"),
    ("duplicate", "the body twice, as one"),
    ("content-type", "the body as text/plain"),
    (
        "invalid-utf8",
        "a byte in the body's first string that isn't UTF-8",
    ),
    ("gzip", "the body compressed, asked for or not"),
];

/// Why a text isn't a fault or a rule, and what would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultNotationError(String);

impl fmt::Display for FaultNotationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for FaultNotationError {}

impl FromStr for Fault {
    type Err = FaultNotationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut words = Words::split(text)?;
        let fault = words.fault()?;
        words.finish()?;
        Ok(fault)
    }
}

impl FromStr for FaultRule {
    type Err = FaultNotationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut words = Words::split(text)?;
        let rule = Self {
            fault: words.fault()?,
            strikes: words.strikes()?,
            run: words.number("run")?.unwrap_or(1),
            method: words.method()?,
            path: words.take("path").map(ToOwned::to_owned),
        };
        words.finish()?;
        Ok(rule)
    }
}

/// A kind, and the pairs that nobody has asked for yet.
struct Words<'a> {
    kind: &'a str,
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Words<'a> {
    fn split(text: &'a str) -> Result<Self, FaultNotationError> {
        let mut words = text.split_whitespace();
        let kind = words.next().ok_or_else(|| unknown_kind(""))?;
        let pair = |word: &'a str| {
            word.split_once('=').ok_or_else(|| {
                FaultNotationError(format!("`{word}` is not of the form name=value"))
            })
        };
        let pairs = words.map(pair).collect::<Result<_, _>>()?;
        Ok(Self { kind, pairs })
    }

    fn take(&mut self, name: &str) -> Option<&'a str> {
        let place = self.pairs.iter().position(|(key, _)| *key == name)?;
        Some(self.pairs.remove(place).1)
    }

    fn number<T: FromStr>(&mut self, name: &str) -> Result<Option<T>, FaultNotationError> {
        let Some(text) = self.take(name) else {
            return Ok(None);
        };
        let number = text.parse();
        number
            .map(Some)
            .map_err(|_| FaultNotationError(format!("`{name}={text}`: a number is wanted")))
    }

    fn signed(&mut self, name: &str) -> Result<Option<SignedDuration>, FaultNotationError> {
        let Some(text) = self.take(name) else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|_| {
            let message = format!("`{name}={text}`: a time such as 20ms, 5s or 1h is wanted");
            FaultNotationError(message)
        })
    }

    fn time(&mut self, name: &str, default: Duration) -> Result<Duration, FaultNotationError> {
        match self.signed(name)? {
            None => Ok(default),
            Some(time) => Duration::try_from(time)
                .map_err(|_| FaultNotationError(format!("`{name}` can't be negative"))),
        }
    }

    fn fault(&mut self) -> Result<Fault, FaultNotationError> {
        const SECOND: Duration = Duration::from_secs(1);
        if let Ok(status @ 100..=599) = self.kind.parse() {
            return self.status(status);
        }
        Ok(match self.kind {
            "html" => Fault::web_page(self.number("status")?.unwrap_or(502)),
            "redirect" => Fault::Redirect {
                to: self
                    .take("to")
                    .unwrap_or("https://elsewhere.example")
                    .to_owned(),
            },
            "huge" => Fault::HugeBody(self.number("bytes")?.unwrap_or(65 * 1024 * 1024)),
            "refuse" => Fault::Refuse(self.time("for", SECOND)?),
            "close-before" => Fault::CloseBeforeHandling,
            "close-after" => Fault::CloseAfterHandling,
            "reset-during" => Fault::ResetWhileReading,
            "reset-before" => Fault::ResetBeforeHandling,
            "reset-after" => Fault::ResetAfterHandling,
            "stall" => Fault::Stall(self.time("for", 5 * SECOND)?),
            "stall-body" => Fault::StallBody(self.time("for", 5 * SECOND)?),
            "drip" => Fault::Drip(self.time("pause", Duration::from_millis(20))?),
            "cut" => Fault::CutBody,
            "duplicate" => Fault::DuplicateBody,
            "content-type" => Fault::WrongContentType,
            "invalid-utf8" => Fault::InvalidUtf8,
            "gzip" => Fault::Compress,
            other => return Err(unknown_kind(other)),
        })
    }

    fn status(&mut self, status: u16) -> Result<Fault, FaultNotationError> {
        let after = self.signed("after")?;
        let form = match self.take("as") {
            None | Some("seconds") => RetryAfter::Seconds,
            Some("date") => RetryAfter::Date,
            Some(other) => {
                let message = format!("`as={other}`: either seconds or date is wanted");
                return Err(FaultNotationError(message));
            }
        };
        let skew = self.signed("skew")?.unwrap_or_default().as_secs();
        match after {
            None if form == RetryAfter::Seconds && skew == 0 => Ok(Fault::status(status)),
            None => Err(FaultNotationError(
                "`as` and `skew` need `after`, such as after=1s".to_owned(),
            )),
            Some(after) => Ok(Fault::RetryLater {
                status,
                after: Duration::try_from(after)
                    .map_err(|_| FaultNotationError("`after` can't be negative".to_owned()))?,
                form,
                skew,
            }),
        }
    }

    fn strikes(&mut self) -> Result<Strikes, FaultNotationError> {
        let (nth, every) = (self.number("nth")?, self.number("every")?);
        match (nth, every, self.number("chance")?) {
            (None, None, None) => Ok(Strikes::Always),
            (Some(number), None, None) => Ok(Strikes::Nth(number)),
            (None, Some(number), None) => Ok(Strikes::Every(number)),
            (None, None, Some(chance)) if (0.0..=1.0).contains(&chance) => {
                Ok(Strikes::Chance(chance))
            }
            (None, None, Some(_)) => Err(FaultNotationError("`chance` is 0 to 1".to_owned())),
            _ => Err(FaultNotationError(
                "one of `nth`, `every` and `chance` is enough".to_owned(),
            )),
        }
    }

    fn method(&mut self) -> Result<Option<Method>, FaultNotationError> {
        let Some(text) = self.take("method") else {
            return Ok(None);
        };
        text.to_ascii_uppercase()
            .parse()
            .map(Some)
            .map_err(|_| FaultNotationError(format!("`method={text}` is no method")))
    }

    /// Nothing may be left that nobody asked for.
    fn finish(self) -> Result<(), FaultNotationError> {
        match self.pairs.first() {
            None => Ok(()),
            Some((name, _)) => Err(FaultNotationError(format!(
                "`{}` takes no `{name}`",
                self.kind
            ))),
        }
    }
}

fn unknown_kind(kind: &str) -> FaultNotationError {
    let known = KINDS.iter().filter_map(|(form, _)| form.split(' ').next());
    let known: Vec<&str> = known.filter(|kind| !kind.starts_with('4')).collect();
    FaultNotationError(format!(
        "`{kind}` is no kind of fault; these are: a status such as {}",
        known.join(", ")
    ))
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer { status, .. } if *self == Self::status(*status) => {
                write!(formatter, "{status}")
            }
            Self::Answer { status, .. } if *self == Self::web_page(*status) => {
                write!(formatter, "html status={status}")
            }
            // Made by a program; there is no way to write it.
            Self::Answer { status, .. } => write!(formatter, "an answer of its own, {status}"),
            Self::RetryLater {
                status,
                after,
                form,
                skew,
            } => {
                write!(formatter, "{status} after={}", written(*after))?;
                if *form == RetryAfter::Date {
                    formatter.write_str(" as=date")?;
                }
                if *skew != 0 {
                    let skew = SignedDuration::from_secs(*skew);
                    write!(formatter, " skew={}", unspaced(skew))?;
                }
                Ok(())
            }
            Self::Redirect { to } => write!(formatter, "redirect to={to}"),
            Self::HugeBody(bytes) => write!(formatter, "huge bytes={bytes}"),
            Self::Refuse(time) => write!(formatter, "refuse for={}", written(*time)),
            Self::CloseBeforeHandling => formatter.write_str("close-before"),
            Self::CloseAfterHandling => formatter.write_str("close-after"),
            Self::ResetWhileReading => formatter.write_str("reset-during"),
            Self::ResetBeforeHandling => formatter.write_str("reset-before"),
            Self::ResetAfterHandling => formatter.write_str("reset-after"),
            Self::Stall(time) => write!(formatter, "stall for={}", written(*time)),
            Self::StallBody(time) => write!(formatter, "stall-body for={}", written(*time)),
            Self::Drip(pause) => write!(formatter, "drip pause={}", written(*pause)),
            Self::CutBody => formatter.write_str("cut"),
            Self::DuplicateBody => formatter.write_str("duplicate"),
            Self::WrongContentType => formatter.write_str("content-type"),
            Self::InvalidUtf8 => formatter.write_str("invalid-utf8"),
            Self::Compress => formatter.write_str("gzip"),
        }
    }
}

fn written(time: Duration) -> String {
    unspaced(SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX))
}

/// `1m30s`, `-1h`: what is split at spaces can't have any.
fn unspaced(time: SignedDuration) -> String {
    let sign = if time.is_negative() { "-" } else { "" };
    let size = format!("{:#}", time.abs()).replace(' ', "");
    format!("{sign}{size}")
}

impl fmt::Display for FaultRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.fault)?;
        match self.strikes {
            Strikes::Always => Ok(()),
            Strikes::Nth(number) => write!(formatter, " nth={number}"),
            Strikes::Every(number) => write!(formatter, " every={number}"),
            Strikes::Chance(probability) => write!(formatter, " chance={probability}"),
        }?;
        if self.run > 1 {
            write!(formatter, " run={}", self.run)?;
        }
        if let Some(method) = &self.method {
            write!(formatter, " method={method}")?;
        }
        if let Some(path) = &self.path {
            write!(formatter, " path={path}")?;
        }
        Ok(())
    }
}

impl Serialize for FaultRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FaultRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}
