//! The real command against real servers: killed in the middle, and gone on with.
#![allow(missing_docs)]

use std::{
    collections::HashSet,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use async_nats::jetstream;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use guanxi::{CustomerInput, FeedChange, PageRequest};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const SECRET: &str = "a secret of two";
const CUSTOMERS: usize = 30;

fn fill(url: &str) -> Vec<FeedChange> {
    let crm = guanxi::open(url).unwrap();
    for i in 0..CUSTOMERS {
        let input = CustomerInput::new().external_id("till", i.to_string()).name(format!("Wang Nr{i}"));
        crm.customers().upsert(input).unwrap();
    }
    crm.feed().changes(PageRequest::new().with_limit(1000)).unwrap().items
}

fn forward(store: &str, target: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guanxi-forward"));
    command.arg(store).args(target).env("GUANXI_WEBHOOK_SECRET", SECRET).env("GUANXI_LEASE_SECONDS", "1");
    command.stderr(Stdio::null()).spawn().unwrap()
}

fn store(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("shop.db").display())
}

/// A post as it came, still to be answered.
struct Post {
    stream: TcpStream,
    id: String,
    body: Vec<u8>,
}

impl Post {
    /// Reads a post and checks its signature.
    fn read(stream: TcpStream) -> Option<Self> {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut headers = std::collections::HashMap::new();
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
        loop {
            line.clear();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim().split_once(": ") else { break };
            headers.insert(name.to_lowercase(), value.to_owned());
        }
        let mut body = vec![0; headers["content-length"].parse().unwrap()];
        reader.read_exact(&mut body).ok()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(format!("{}.{}.", headers["webhook-id"], headers["webhook-timestamp"]).as_bytes());
        mac.update(&body);
        let signature = STANDARD.decode(headers["webhook-signature"].strip_prefix("v1,").unwrap()).unwrap();
        mac.verify_slice(&signature).unwrap();
        Some(Self { stream, id: headers["webhook-id"].clone(), body })
    }

    fn answer(mut self, status: &str) {
        let _ = write!(self.stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    }
}

fn receiver() -> (String, Receiver<Post>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (send, posts) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            if let Some(post) = Post::read(stream.unwrap())
                && send.send(post).is_err()
            {
                return;
            }
        }
    });
    (url, posts)
}

#[test]
fn a_webhook_gets_every_change_and_knows_those_that_come_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let changes = fill(&store);
    let (url, posts) = receiver();
    let next = || posts.recv_timeout(Duration::from_secs(20)).unwrap();
    let mut came: Vec<(String, Vec<u8>)> = Vec::new();
    let mut child = forward(&store, &["webhook", &url]);
    for n in 0..15 {
        let post = next();
        came.push((post.id.clone(), post.body.clone()));
        // The receiver fails now and then, and once it hangs up.
        match n {
            3 | 4 => post.answer("503 Service Unavailable"),
            7 => drop(post),
            14 => {
                child.kill().unwrap();
                drop(post);
            }
            _ => post.answer("204 No Content"),
        }
    }
    child.wait().unwrap();
    let mut child = forward(&store, &["webhook", &url, "--once"]);
    while let Ok(post) = posts.recv_timeout(Duration::from_millis(1500)) {
        came.push((post.id.clone(), post.body.clone()));
        post.answer("200 OK");
    }
    assert!(child.wait().unwrap().success());
    let mut known = HashSet::new();
    let repeated = came.len();
    came.retain(|(id, _)| known.insert(id.clone()));
    assert!(repeated >= changes.len() + 3 + 12, "{repeated} posts: the batch of the one killed came again");
    let bodies: Vec<FeedChange> =
        came.iter().map(|(_, body)| serde_json::from_slice(body).unwrap()).collect();
    assert_eq!(bodies, changes, "each once by its id, in order");
}

/// A server of NATS with JetStream, for one test.
struct Server {
    child: Child,
    url: String,
    _folder: tempfile::TempDir,
}

impl Server {
    /// Starts `$NATS_SERVER`, else `nats-server`; `None` where there is none.
    fn start() -> Option<Self> {
        let program = std::env::var("NATS_SERVER").unwrap_or_else(|_| "nats-server".to_owned());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(program);
        command.args(["-js", "-a", "127.0.0.1", "-p", &port, "-sd"]).arg(folder.path());
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
        let started = Instant::now();
        while TcpStream::connect(format!("127.0.0.1:{port}")).is_err() {
            assert!(started.elapsed() < Duration::from_secs(20), "the server of NATS does not answer");
            thread::sleep(Duration::from_millis(50));
        }
        Some(Self { child, url: format!("nats://127.0.0.1:{port}"), _folder: folder })
    }

    /// The keys of all messages of the stream, in its order.
    fn keys(&self, runtime: &tokio::runtime::Runtime) -> Vec<String> {
        runtime.block_on(async {
            let context = jetstream::new(async_nats::connect(&self.url).await.unwrap());
            let Ok(mut stream) = context.get_stream("GUANXI").await else { return vec![] };
            let last = stream.info().await.unwrap().state.last_sequence;
            let mut keys = Vec::new();
            for number in 1..=last {
                let message = stream.get_raw_message(number).await.unwrap();
                keys.push(message.headers.get("Nats-Msg-Id").unwrap().to_string());
                assert_eq!(message.subject.as_str(), "guanxi.customer_created");
            }
            keys
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn jetstream_keeps_every_change_once() {
    let Some(server) = Server::start() else {
        assert!(std::env::var_os("CI").is_none(), "CI has a server of NATS");
        eprintln!("skipped: there is no nats-server; install it, or set NATS_SERVER");
        return;
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let changes = fill(&store);
    let target = ["nats", &server.url, "guanxi"];
    // Killed at once whenever a few messages more are there.
    for wanted in [1, 22] {
        let mut child = forward(&store, &target);
        let started = Instant::now();
        while server.keys(&runtime).len() < wanted && started.elapsed() < Duration::from_secs(20) {
            thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let once = [&target[..], &["--once"]].concat();
    assert!(forward(&store, &once).wait().unwrap().success());
    let expected: Vec<_> = changes.iter().map(|change| change.key.clone()).collect();
    assert_eq!(server.keys(&runtime), expected);
    // Everything once more, as after a crash before the last acknowledgement: JetStream knows every key.
    let feed = guanxi::open(&store).unwrap().feed();
    assert_eq!(feed.rewind("nats".into(), None).unwrap().lag, Some(changes.len() as u64));
    assert!(forward(&store, &once).wait().unwrap().success());
    assert_eq!(feed.groups().unwrap()[0].lag, Some(0));
    assert_eq!(server.keys(&runtime), expected, "nothing twice");
}
