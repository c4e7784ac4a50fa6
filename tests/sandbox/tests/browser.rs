//! The page in a real browser: `cargo test -p sandbox --features browser --test browser`.
//!
//! Needs `chromium` and `chromedriver` on the path (Debian: `apt install chromium chromium-driver`);
//! without them it fails and says so.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "whatever fails in a test fails the test"
)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use sandbox::{Options, Sandbox};
use serde_json::{Value, json};
use thirtyfour::extensions::query::ElementQueryable;
use thirtyfour::{By, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};

/// A driver that ends with the test.
struct Driver {
    process: Child,
    port: String,
}

impl Driver {
    fn start() -> Self {
        let process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .spawn();
        let mut process = process.unwrap_or_else(|error| {
            panic!("chromedriver: {error}; install it beside chromium, such as by `apt install chromium chromium-driver`")
        });
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        Self {
            process,
            port: port.unwrap(),
        }
    }

    async fn browser(&self) -> WebDriver {
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
        ] {
            capabilities.add_arg(argument).unwrap();
        }
        let address = format!("http://127.0.0.1:{}", self.port);
        WebDriver::new(address, capabilities).await.unwrap()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn post(sandbox: &Sandbox, path: &str, body: Value) {
    let request = reqwest::Client::new().post(format!("{}{path}", sandbox.url()));
    let request = request.bearer_auth(sandbox.key()).json(&body);
    request.send().await.unwrap();
}

/// Waits until the page shows this text, without loading it anew.
async fn shows(browser: &WebDriver, text: &str) {
    let path = format!("//*[contains(text(), '{text}')]");
    browser.query(By::XPath(path)).first().await.unwrap();
}

async fn evaluate(browser: &WebDriver, script: &str) -> Value {
    let result = browser
        .execute(format!("return {script}"), Vec::new())
        .await;
    result.unwrap().json().clone()
}

#[tokio::test]
async fn people_see_what_their_program_does() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let driver = Driver::start();
    let browser = driver.browser().await;
    browser.goto(&sandbox.page_url()).await.unwrap();
    shows(&browser, "Live").await;
    evaluate(&browser, "window.sameWindow = true").await;

    // Requests, connections and hostile data turn up by themselves.
    let hostile = "<img src=x onerror=\"window.hurt = true\">";
    let connection = json!({ "name": format!("Laptops {hostile}"), "providerTypes": ["MDM"] });
    post(&sandbox, "/custom-connections", connection).await;
    shows(&browser, "Laptops <img").await;
    shows(&browser, "0 devices").await;
    assert_eq!(evaluate(&browser, "window.sameWindow").await, json!(true));
    assert_eq!(
        evaluate(&browser, "window.hurt ?? document.images.length").await,
        json!(0)
    );

    // A fault is ordered by the form, met by a request, and shown.
    let input = browser.find(By::Id("rule")).await.unwrap();
    input.send_keys("503 nth=1").await.unwrap();
    let order = browser.find(By::Css("form.order button")).await.unwrap();
    order.click().await.unwrap();
    shows(&browser, "503 nth=1").await;
    post(&sandbox, "/custom-connections", json!({})).await;
    shows(&browser, "A fault that was ordered").await;

    // The page of a connection follows a session from its first upload on.
    let schema = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let seeded = sandbox.seed_resource("Software", &schema, "name").unwrap();
    let address = format!("{}connections/{}", sandbox.page_url(), seeded.connection_id);
    browser.goto(&address).await.unwrap();
    shows(&browser, "Live records").await;
    let session = format!(
        "/custom-connections/{}/resources/{}/sessions/nightly-1",
        seeded.connection_id, seeded.resource_id
    );
    post(
        &sandbox,
        &session,
        json!({ "data": [{ "id": "app-1", "name": "Wiki" }] }),
    )
    .await;
    shows(&browser, "Staged by nightly-1").await;
    post(
        &sandbox,
        &format!("{session}/actions"),
        json!({ "action": "complete" }),
    )
    .await;
    shows(&browser, "ACTIVE").await;

    browser.quit().await.unwrap();
}

#[tokio::test]
async fn it_fits_a_narrow_window() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let long = "a-name-without-any-place-to-break-".repeat(8);
    post(
        &sandbox,
        "/custom-connections",
        json!({ "name": long, "providerTypes": ["HRIS"] }),
    )
    .await;
    let driver = Driver::start();
    let browser = driver.browser().await;
    browser.set_window_rect(0, 0, 500, 900).await.unwrap();
    for page in ["", "connections/1", "requests/1"] {
        browser
            .goto(&format!("{}{page}", sandbox.page_url()))
            .await
            .unwrap();
        let overflow = evaluate(
            &browser,
            "document.documentElement.scrollWidth - innerWidth",
        )
        .await;
        assert!(
            overflow.as_i64().is_some_and(|overflow| overflow <= 0),
            "{page}: {overflow} pixels too wide"
        );
    }
    browser.quit().await.unwrap();
}
