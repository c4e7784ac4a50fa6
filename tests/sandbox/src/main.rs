//! The sandbox as a program.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sandbox::{
    FaultPlan, FaultRule, KINDS, LogBounds, Options, Quirks, Sandbox, Storage, VENDOR_RATE_LIMIT,
};

/// A local server that behaves as the vendor's Custom Connections API does.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 4010)]
    port: u16,
    /// The API key to let in
    #[arg(long, default_value = "test-key")]
    key: String,
    /// The SQLite file that keeps the data [default: in memory]
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
    /// Let any number of requests through, not 500 a minute
    #[arg(long)]
    no_rate_limit: bool,
    /// The vendor's deviations to start with, as JSON, such as '{"idForm": "text"}'
    #[arg(long, value_name = "JSON", value_parser = parse_quirks)]
    quirks: Option<Quirks>,
    /// A fault and the requests that meet it, such as '503 every=5 run=2'; may be given several times
    #[arg(long, value_name = "RULE", long_help = faults_help())]
    faults: Vec<FaultRule>,
    /// Where the draws of rules with chance=... begin
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
}

/// What the program remembers of the requests, which may go on for days.
const LOG: LogBounds = LogBounds {
    requests: 1000,
    body_bytes: 64 * 1024,
};

fn faults_help() -> String {
    let kinds: String = KINDS
        .iter()
        .map(|(form, about)| format!("\n  {form:<40} {about}"))
        .collect();
    format!(
        "A fault and the requests that meet it, such as '503 every=5 run=2'; may be given several times.\n\n\
         A rule is a kind of fault, then which requests: nth=N, every=N or chance=P (0 to 1), all of \
         them without; run=N for so many in a row; method=M and path=TEXT to narrow it.\n\n\
         Kinds, with their defaults:{kinds}"
    )
}

fn parse_quirks(json: &str) -> Result<Quirks, serde_json::Error> {
    serde_json::from_str(json)
}

impl From<Arguments> for Options {
    fn from(arguments: Arguments) -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port)),
            key: arguments.key,
            storage: arguments.database.map_or(Storage::Memory, Storage::File),
            rate_limit: (!arguments.no_rate_limit).then_some(VENDOR_RATE_LIMIT),
            quirks: arguments.quirks.unwrap_or_default(),
            faults: FaultPlan {
                seed: arguments.seed,
                rules: arguments.faults,
            },
            log: LOG,
        }
    }
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start(arguments.into())?;
    let url = sandbox.url();
    println!("{url}");
    println!(
        "Try: curl -H 'Authorization: Bearer {}' {url}/custom-connections",
        sandbox.key()
    );
    println!("Watch: {}", sandbox.page_url());
    println!("Ctrl-C ends it.");
    wait_for_interrupt()?;
    sandbox.stop();
    Ok(())
}

fn wait_for_interrupt() -> std::io::Result<()> {
    tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?
        .block_on(tokio::signal::ctrl_c())
}
