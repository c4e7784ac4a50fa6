//! Texts that are made to cost much.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::read;
use crate::runtime::wire::{Reader, object, union};

/// Many times what it takes, on a slow machine too.
const PATIENCE: Duration = Duration::from_secs(300);

#[derive(Debug, PartialEq)]
enum Node {
    Left(Box<Left>),
    Right(Box<Right>),
    Unrecognized(Value),
}
union! { Node { Left(Box<Left>), Right(Box<Right>) } }

#[derive(PartialEq)]
struct Left {
    node: Option<Node>,
    trap: Option<Vec<Vec<Vec<Vec<i64>>>>>,
}
object! { Left { node: "node", trap: "trap" } }

#[derive(PartialEq)]
struct Right {
    node: Option<Node>,
    trap: Option<Vec<Vec<Vec<Vec<bool>>>>>,
}
object! { Right { node: "node", trap: "trap" } }

#[test]
fn unions_in_unions_that_all_fail_late_take_bounded_time() {
    let levels = usize::from(Reader::MAX_DEPTH) - 8;
    let (open, close) = (r#"{"node":"#, r#","trap":[[[["neither"]]]]}"#);
    let json = format!("{}1{}", open.repeat(levels), close.repeat(levels));
    assert_eq!(
        in_bounded_time(move || read::<Node>(&json).is_ok()),
        Ok(true)
    );
}

/// What the work gives. Trying everything would take longer than the universe has existed.
fn in_bounded_time<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, RecvTimeoutError> {
    let (done, waiting) = channel();
    thread::spawn(move || done.send(work()));
    waiting.recv_timeout(PATIENCE)
}

#[derive(Debug, PartialEq)]
enum Chain {
    Link(Box<Link>),
    End(bool),
    Unrecognized(Value),
}
union! { Chain { Link(Box<Link>), End(bool) } }

#[derive(PartialEq)]
struct Link {
    next: Chain,
    trap: Vec<Vec<Vec<Vec<i64>>>>,
}
object! { Link { next: "next" required, trap: "trap" required } }

#[derive(Debug, PartialEq)]
enum OnlyLink {
    Link(Box<OnlyLinks>),
    Unrecognized(Value),
}
union! { OnlyLink { Link(Box<OnlyLinks>) } }

#[derive(PartialEq)]
struct OnlyLinks {
    next: OnlyLink,
    trap: Vec<Vec<Vec<Vec<i64>>>>,
}
object! { OnlyLinks { next: "next" required, trap: "trap" required } }

#[test]
fn unions_in_unions_of_which_only_one_type_has_the_keys_take_bounded_time() {
    let levels = usize::from(Reader::MAX_DEPTH) - 8;
    let (open, close) = (r#"{"next":"#, r#","trap":[[[["neither"]]]]}"#);
    let json = format!("{}1{}", open.repeat(levels), close.repeat(levels));
    let chains = in_bounded_time(move || (read(&json), read(&json)));
    assert!(matches!(
        chains,
        Ok((Ok(Chain::Unrecognized(_)), Ok(OnlyLink::Unrecognized(_))))
    ));
}

#[test]
fn nesting_is_bounded() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(read::<Value>(&nested(128)).is_ok());
    let error = read::<Value>(&nested(129)).expect_err("129 levels");
    assert_eq!(error.expected(), "at most 128 levels of arrays and objects");
    assert_eq!(error.offset(), Some(128));
    assert!(read::<Left>(&format!(r#"{{"unknown":{}}}"#, nested(100_000))).is_err());
    assert!(read::<Node>(&nested(100_000)).is_err());
}
