//! A server that answers every request alike, in a process of its own.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

const BODY: &str = r#"{"id":7,"clientAlias":"Software Inventory","description":"What is installed where","providerTypes":["CUSTOM"],"createdAt":"2025-07-01T16:45:55.246Z","updatedAt":"2025-07-01T16:45:55.246Z","createdById":12}"#;

/// Listens on a port of the system's choice, says on the standard output which, and answers for ever.
pub(crate) fn run() -> anyhow::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("{}", listener.local_addr()?.port());
    for connection in listener.incoming() {
        let connection = connection?;
        thread::spawn(move || answer(connection));
    }
    Ok(())
}

/// Answers what comes in over one connection. A request arrives in one piece: it is short.
fn answer(mut connection: TcpStream) -> std::io::Result<()> {
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\ndate: Tue, 01 Jul 2025 16:45:55 GMT\r\n\r\n{BODY}",
        BODY.len()
    );
    connection.set_nodelay(true)?;
    let mut request = [0; 4096];
    while connection.read(&mut request)? > 0 {
        connection.write_all(reply.as_bytes())?;
    }
    Ok(())
}
