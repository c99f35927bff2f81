//! A way to a server on which connections break: before a request arrives, in the middle of it, or when it was answered
//! and the answer is on its way. The last is a commit whose outcome the caller does not see.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use crate::dice::Dice;

/// Listens until its process ends.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    server: SocketAddr,
    /// One of so many requests is cut; 0 for none.
    one_in: AtomicU64,
    /// Nobody is let through.
    shut: AtomicBool,
    cuts: AtomicU64,
    answers_cut: AtomicU64,
}

impl Proxy {
    /// Forwards to a port of the loopback.
    ///
    /// # Panics
    /// When the system has no port to listen on.
    pub fn start(port: u16, one_in: u64, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            server: ([127, 0, 0, 1], port).into(),
            one_in: AtomicU64::new(one_in),
            shut: AtomicBool::new(false),
            cuts: AtomicU64::new(0),
            answers_cut: AtomicU64::new(0),
        });
        let of_all = shared.clone();
        thread::spawn(move || {
            for (number, client) in listener.incoming().flatten().enumerate() {
                let (shared, dice) = (of_all.clone(), Dice::new(seed.wrapping_add(number as u64)));
                thread::spawn(move || forward(client, &shared, &dice));
            }
        });
        Self { address, shared }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// From now on one of so many requests is cut; 0 for none.
    pub fn cut_one_in(&self, requests: u64) {
        self.shared.one_in.store(requests, Ordering::Relaxed);
    }

    /// Lets nobody through, and ends what is under way; or lets everybody through again.
    pub fn shut(&self, shut: bool) {
        self.shared.shut.store(shut, Ordering::SeqCst);
    }

    /// How many connections it cut, and how many of these when a request was answered already.
    pub fn cuts(&self) -> (u64, u64) {
        (self.shared.cuts.load(Ordering::Relaxed), self.shared.answers_cut.load(Ordering::Relaxed))
    }
}

/// Forwards one connection until an end closes it, or it is cut.
fn forward(mut client: TcpStream, shared: &Arc<Shared>, dice: &Dice) {
    if shared.shut.load(Ordering::SeqCst) {
        return;
    }
    let Ok(mut server) = TcpStream::connect(shared.server) else { return };
    let (Ok(mut to_client), Ok(mut from_server)) = (client.try_clone(), server.try_clone()) else { return };
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let swallow = Arc::new(AtomicU64::new(0));
    let (answers, of_answers) = (shared.clone(), swallow.clone());
    thread::spawn(move || {
        let mut bytes = [0; 16 << 10];
        while let Ok(length @ 1..) = from_server.read(&mut bytes) {
            if of_answers.load(Ordering::SeqCst) == 1 {
                answers.answers_cut.fetch_add(1, Ordering::Relaxed);
                break;
            }
            if to_client.write_all(&bytes[..length]).is_err() {
                break;
            }
        }
        let _ = (to_client.shutdown(Shutdown::Both), from_server.shutdown(Shutdown::Both));
    });
    let mut bytes = [0; 16 << 10];
    while let Ok(length @ 1..) = client.read(&mut bytes) {
        if shared.shut.load(Ordering::SeqCst) {
            break;
        }
        let one_in = shared.one_in.load(Ordering::Relaxed);
        let cut = one_in > 0 && dice.below(one_in as usize) == 0;
        let way = if cut { dice.below(4) } else { 4 };
        let sent = match way {
            0 => 0,
            1 => length / 2,
            _ => length,
        };
        if cut {
            shared.cuts.fetch_add(1, Ordering::Relaxed);
        }
        if cut && way >= 2 {
            swallow.store(1, Ordering::SeqCst);
        }
        if server.write_all(&bytes[..sent]).is_err() || cut && way < 2 {
            break;
        }
    }
    let _ = (client.shutdown(Shutdown::Both), server.shutdown(Shutdown::Both));
}
