//! The program.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use reqwest::Client;
use sandbox::{Options, Sandbox};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[tokio::test]
async fn it_says_where_it_listens_and_answers_there() {
    let arguments = [
        "--port",
        "0",
        "--key",
        "mine",
        "--quirks",
        r#"{"idForm": "text"}"#,
    ];
    let mut child = program().args(arguments).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let url = lines.next().unwrap().unwrap();
    let example = lines.next().unwrap().unwrap();
    let reply = Client::new()
        .get(format!("{url}/custom-connections"))
        .bearer_auth("mine");
    let status = reply.send().await.unwrap().status();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(status, 200);
    assert!(
        example.contains("curl -H 'Authorization: Bearer mine'"),
        "{example}"
    );
}

#[test]
fn it_says_what_to_do_about_a_port_in_use() {
    let taken = Sandbox::start(Options::default()).unwrap();
    let port = taken.url().split([':', '/']).nth(4).unwrap().to_owned();
    let output = program().args(["--port", &port]).output().unwrap();
    assert!(!output.status.success());
    let message = String::from_utf8(output.stderr).unwrap();
    let expected = format!(
        "error: port {port} is in use by another program: choose another one, or 0 for any free one\n"
    );
    assert_eq!(message, expected);
}

#[test]
fn it_says_which_quirks_it_does_not_know() {
    let output = program()
        .args(["--quirks", r#"{"idFrom": 1}"#])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("idForm"));
}

#[test]
#[cfg(unix)]
fn it_ends_in_good_order_when_interrupted() {
    let mut child = program().args(["--port", "0"]).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.take(4).last().unwrap().unwrap().contains("Ctrl-C"));
    // The signal is awaited right after the last line is printed.
    std::thread::sleep(std::time::Duration::from_millis(100));
    Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(child.wait().unwrap().success());
}

#[tokio::test]
async fn it_begins_with_the_faults_of_its_options() {
    let arguments = [
        "--port",
        "0",
        "--faults",
        "503 nth=2",
        "--faults",
        "504 nth=3",
        "--seed",
        "7",
    ];
    let mut child = program().args(arguments).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let url = lines.next().unwrap().unwrap();
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let request = Client::new()
            .get(format!("{url}/custom-connections"))
            .bearer_auth("test-key");
        statuses.push(request.send().await.unwrap().status().as_u16());
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(statuses, [200, 503, 504]);
}

#[test]
fn it_explains_each_kind_of_fault() {
    let output = program().arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for (form, about) in sandbox::KINDS {
        assert!(help.contains(form) && help.contains(about), "{form}");
    }
}
