//! A bad network between the SDK and the server: every operation meets every fault.
//!
//! Whatever happens, the outcome is told rightly, nothing is sent twice that may do harm, and what is safe is sent again.

mod faults;
mod operations;

use std::collections::BTreeSet;
use std::time::Duration;

use drata_custom_connections::runtime::{HttpOptions, HttpTransport};
use drata_custom_connections::{Client, ClientBuilder, Error, ErrorKind};
use futures_util::{StreamExt as _, stream};
use tests::{Api, Ending, Moment, NetworkFault, Proxy, Reply, soon};
use tokio::task::JoinSet;

use faults::{Fault, LARGEST_REPLY, PATIENCE, Seen};
use operations::{ALL, Data, Gives, Operation, Repeat, Sent};

/// Attempts that a client makes by default.
const ATTEMPTS: usize = 4;

/// How many cases of an operation are under way at once.
const AT_ONCE: usize = 4;

/// One operation, and the server that acts on it.
struct Bench {
    operation: Operation,
    api: Api,
    /// Shared, since setting up TLS takes longer than a whole case.
    transport: HttpTransport,
}

impl Bench {
    /// The operation on data of its own, through a network of its own.
    async fn setting(&self) -> Setting<'_> {
        let data = Data::make(&self.api).await.unwrap();
        let proxy = Proxy::in_front_of(&self.api.sandbox);
        let client = self.client(&proxy, |builder| builder);
        Setting {
            bench: self,
            data,
            proxy,
            client,
        }
    }

    fn client(&self, proxy: &Proxy, set_up: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        self.api.client_through(proxy, |builder| {
            let builder = builder.transport(self.transport.clone());
            set_up(builder.max_response_bytes(LARGEST_REPLY))
        })
    }
}

/// One operation on data of its own, through a network of its own.
struct Setting<'b> {
    bench: &'b Bench,
    data: Data,
    proxy: Proxy,
    client: Client,
}

impl Setting<'_> {
    fn with_client(self, set_up: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        let client = self.bench.client(&self.proxy, set_up);
        Self { client, ..self }
    }

    fn send(&self) -> Sent<'_> {
        (self.bench.operation.send)(&self.client, &self.data)
    }

    /// How many requests have left, and how many of them the server has acted upon.
    fn sent_and_handled(&self) -> (usize, usize) {
        (self.proxy.requests().len(), self.proxy.handled())
    }
}

/// Runs a test for each operation, several at a time.
async fn for_each_operation<F>(test: impl Fn(Bench) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let transport = HttpTransport::new(&HttpOptions::default()).unwrap();
    let benches = ALL.iter().map(|operation| Bench {
        operation: *operation,
        api: Api::start(),
        transport: transport.clone(),
    });
    let mut tests: JoinSet<()> = benches.map(test).collect();
    while let Some(outcome) = tests.join_next().await {
        outcome.unwrap();
    }
}

#[test]
fn no_operation_is_left_out() {
    let document: serde_yaml::Value =
        serde_yaml::from_str(include_str!("../../spec/custom-connections.yaml")).unwrap();
    let paths = document["paths"].as_mapping().unwrap();
    let operations = paths
        .values()
        .flat_map(|path| path.as_mapping().unwrap().values());
    let described: BTreeSet<_> = operations
        .filter_map(|operation| operation.get("operationId")?.as_str())
        .collect();
    let known: BTreeSet<_> = ALL.iter().map(|operation| operation.id).collect();
    assert_eq!(described, known);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_fault_is_mended_where_that_is_safe_and_told_where_it_is_not() {
    for_each_operation(|bench| async move {
        let bench = &bench;
        stream::iter(faults::all())
            .for_each_concurrent(AT_ONCE, |fault| async move { meet(bench, &fault).await })
            .await;
    })
    .await;
}

/// One call of an operation, and one fault.
async fn meet(bench: &Bench, fault: &Fault) {
    let operation = &bench.operation;
    let setting = bench.setting().await;
    setting.proxy.fail_next(fault.fault.clone());
    let outcome = setting.send().await;
    let case = format!("{} meets {}: {outcome:?}", operation.id, fault.name);

    let is_repeated = match fault.seen {
        Seen::Refused => true,
        Seen::Passing(_) => operation.repeat != Repeat::Never,
        Seen::Final(_) | Seen::Unreadable | Seen::Harmless => false,
    };
    let attempts = if is_repeated { 2 } else { 1 };
    let handled = usize::from(fault.handled) + usize::from(is_repeated);
    assert_eq!(setting.sent_and_handled(), (attempts, handled), "{case}");

    let is_gone = is_repeated && fault.handled && operation.repeat == Repeat::Gone;
    let expected = match fault.seen {
        _ if is_gone => Some(ErrorKind::Status),
        _ if is_repeated => None,
        Seen::Passing(kind) | Seen::Final(kind) => Some(kind),
        Seen::Unreadable if operation.gives == Gives::Json => Some(ErrorKind::Decode),
        Seen::Refused | Seen::Unreadable | Seen::Harmless => None,
    };
    let error = outcome.err();
    assert_eq!(error.as_ref().map(Error::kind), expected, "{case}");
    if let Some(error) = error {
        assert_eq!(error.operation(), Some(operation.id), "{case}");
        assert_eq!(error.attempts() as usize, attempts, "{case}");
        let may_pass = matches!(fault.seen, Seen::Passing(_)) && !is_gone;
        assert_eq!(error.is_retryable(), may_pass, "{case}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silence_is_not_waited_out() {
    for_each_operation(|bench| async move {
        let bench = &bench;
        stream::iter(faults::silent())
            .for_each_concurrent(None, |fault| async move { be_silent(bench, &fault).await })
            .await;
    })
    .await;
}

/// One call of an operation, and one silence. On a slow machine further attempts may take too long by themselves.
async fn be_silent(bench: &Bench, fault: &Fault) {
    let operation = &bench.operation;
    let setting = bench.setting().await;
    let setting = setting.with_client(|builder| builder.attempt_timeout(PATIENCE));
    setting.proxy.fail_next(fault.fault.clone());
    let outcome = setting.send().await;
    let case = format!("{} meets {}: {outcome:?}", operation.id, fault.name);

    let (sent, handled) = setting.sent_and_handled();
    match (operation.repeat, outcome) {
        (Repeat::Never, outcome) => {
            let error = outcome.expect_err(&case);
            assert_eq!(error.kind(), ErrorKind::Timeout, "{case}");
            assert!(sent <= 1 && handled <= usize::from(fault.handled), "{case}");
            assert!(error.is_retryable(), "{case}");
        }
        (_, Ok(())) => assert!(sent > 1, "{case}"),
        (repeat, Err(error)) => {
            assert_eq!(repeat, Repeat::Gone, "{case}");
            assert_eq!(error.kind(), ErrorKind::Status, "{case}");
            assert!(handled > 1, "{case}");
        }
    }
}

/// What goes wrong with every attempt: what is seen of it, and whether the server has acted all the same.
fn storms() -> [(NetworkFault, Seen, bool); 4] {
    let status = Seen::Passing(ErrorKind::Status);
    let lost = Seen::Passing(ErrorKind::Transport);
    [
        (NetworkFault::status(429), Seen::Refused, false),
        (NetworkFault::status(503), status, false),
        (NetworkFault::alter(|_| Reply::error(502)), status, true),
        (
            NetworkFault::Break(Moment::AfterHandling, Ending::Reset),
            lost,
            true,
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_ends_with_the_last_attempt() {
    for_each_operation(|bench| async move {
        for (fault, seen, handled) in storms() {
            let setting = bench.setting().await;
            let storm = fault.clone();
            setting.proxy.fail_by(move |_| Some(storm.clone()));
            let error = setting.send().await.unwrap_err();
            let case = format!("{fault:?}: {error:?}");

            let is_repeated = seen == Seen::Refused || bench.operation.repeat != Repeat::Never;
            let attempts = if is_repeated { ATTEMPTS } else { 1 };
            assert_eq!(error.attempts() as usize, attempts, "{case}");
            let handled = if handled { attempts } else { 0 };
            assert_eq!(setting.sent_and_handled(), (attempts, handled), "{case}");
            assert!(error.is_retryable(), "{case}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_of_different_failures_is_outlasted_where_that_is_safe() {
    for_each_operation(|bench| async move {
        for run in [[500, 502, 504], [503, 503, 503], [504, 429, 500]] {
            let setting = bench.setting().await;
            for status in run {
                setting.proxy.fail_next(NetworkFault::status(status));
            }
            let outcome = setting.send().await;
            let case = format!("{}: {outcome:?}", bench.operation.id);
            let is_repeated = bench.operation.repeat != Repeat::Never;
            assert_eq!(outcome.is_ok(), is_repeated, "{case}");
            let expected = if is_repeated { (ATTEMPTS, 1) } else { (1, 0) };
            assert_eq!(setting.sent_and_handled(), expected, "{case}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nobody_listens_anything_is_tried_again() {
    for_each_operation(|bench| async move {
        let setting = bench.setting().await;
        setting.proxy.refuse();
        let error = setting.send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
        assert_eq!(error.attempts() as usize, ATTEMPTS, "{error:?}");
        assert_eq!(setting.sent_and_handled(), (0, 0));
        setting.proxy.listen();
        setting.send().await.unwrap();
        assert_eq!(setting.sent_and_handled(), (1, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_limit_of_the_whole_call_holds_whatever_the_network_does() {
    for_each_operation(|bench| async move {
        for moment in [Moment::AfterRequest, Moment::DuringReply] {
            let setting = bench.setting().await.with_client(|builder| {
                builder
                    .attempt_timeout(PATIENCE / 4)
                    .total_timeout(PATIENCE)
            });
            let silence = NetworkFault::Break(moment, Ending::Silence);
            setting.proxy.fail_by(move |_| Some(silence.clone()));
            let error = soon(setting.send()).await.unwrap_err();
            // An attempt before may have done what was asked for: that it is done already is a failure, of which the
            // beginning of the reply tells.
            let is_told = error.kind() == ErrorKind::Status && moment == Moment::DuringReply;
            assert!(is_told || error.kind() == ErrorKind::Timeout, "{error:?}");
            // What is above it is the machine's.
            assert!(
                error.elapsed() < PATIENCE + Duration::from_secs(20),
                "{error:?}"
            );
            // The last one may have had no time to leave.
            assert!(setting.sent_and_handled().0 <= error.attempts() as usize);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_follows_a_reply_is_not_taken_for_the_next_one() {
    for_each_operation(|bench| async move {
        let setting = bench.setting().await;
        setting.proxy.fail_next(faults::surplus());
        let connections = setting.client.custom_connections();
        connections.list().send().await.unwrap();
        setting.send().await.unwrap();
        assert_eq!(setting.sent_and_handled(), (2, 2));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_key_follows_no_redirect() {
    for_each_operation(|bench| async move {
        let elsewhere = Api::start();
        let trap = Proxy::in_front_of(&elsewhere.sandbox);
        let setting = bench.setting().await;
        for (before, status) in [301, 302, 303, 307, 308].into_iter().enumerate() {
            let moved = Reply::error(status).with_header("location", trap.url());
            setting.proxy.fail_next(NetworkFault::Answer(moved));
            let error = setting.send().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Status, "{error:?}");
            assert_eq!(
                (error.attempts(), setting.sent_and_handled().0),
                (1, before + 1)
            );
        }
        assert!(trap.requests().is_empty(), "{:?}", trap.requests());
    })
    .await;
}
