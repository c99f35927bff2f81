//! Bytes to the server and back: over TCP or a socket of the same machine, with TLS or without.

use std::{
    io::{self, Read, Write},
    net::{TcpStream, ToSocketAddrs},
    time::{Duration, Instant},
};

use bytes::BytesMut;
use postgres_protocol::message::frontend;

use crate::{
    address::{Address, Host, TlsMode},
    tls,
};

/// Both ways.
pub(crate) trait Stream: Read + Write + Send {
    /// How long a read or a write may take.
    fn set_deadline(&self, deadline: Duration) -> io::Result<()>;

    /// Whether the other side has closed it, as far as that is known here without asking.
    fn is_over(&self) -> bool {
        false
    }
}

impl Stream for TcpStream {
    fn set_deadline(&self, deadline: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(deadline))?;
        self.set_write_timeout(Some(deadline))
    }

    fn is_over(&self) -> bool {
        let peeked = self.set_nonblocking(true).and_then(|()| self.peek(&mut [0]));
        let over = match peeked {
            Ok(length) => length == 0,
            Err(e) => e.kind() != io::ErrorKind::WouldBlock,
        };
        over || self.set_nonblocking(false).is_err()
    }
}

#[cfg(unix)]
impl Stream for std::os::unix::net::UnixStream {
    fn set_deadline(&self, deadline: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(deadline))?;
        self.set_write_timeout(Some(deadline))
    }
}

impl Stream for rustls::StreamOwned<rustls::ClientConnection, TcpStream> {
    fn set_deadline(&self, deadline: Duration) -> io::Result<()> {
        self.sock.set_deadline(deadline)
    }

    fn is_over(&self) -> bool {
        self.sock.is_over()
    }
}

/// Reaches the server; it has not been greeted yet.
pub(crate) fn connect(address: &Address) -> io::Result<Box<dyn Stream>> {
    let name = match &address.host {
        Host::Name(name) => name,
        Host::Folder(folder) => return socket(&folder.join(format!(".s.PGSQL.{}", address.port)), address),
    };
    let mut tcp = reach(name, address)?;
    tcp.set_nodelay(true)?;
    tcp.set_deadline(address.connect)?;
    if address.tls == TlsMode::Disable {
        return Ok(Box::new(tcp));
    }
    let mut ask = BytesMut::new();
    frontend::ssl_request(&mut ask);
    tcp.write_all(&ask)?;
    let mut answer = [0];
    tcp.read_exact(&mut answer)?;
    match answer {
        [b'S'] => Ok(Box::new(tls::wrap(tcp, name, address)?)),
        _ if address.tls == TlsMode::Prefer => Ok(Box::new(tcp)),
        _ => Err(io::Error::new(io::ErrorKind::ConnectionRefused, "the server has no TLS")),
    }
}

/// Tries every address that the name has, within the time for all of them.
fn reach(name: &str, address: &Address) -> io::Result<TcpStream> {
    let end = Instant::now() + address.connect;
    let mut last = io::Error::new(io::ErrorKind::NotFound, "the name of the server has no address");
    for place in (name, address.port).to_socket_addrs()? {
        let left = end.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        match TcpStream::connect_timeout(&place, left) {
            Ok(stream) => return Ok(stream),
            Err(e) => last = e,
        }
    }
    Err(last)
}

#[cfg(unix)]
fn socket(path: &std::path::Path, address: &Address) -> io::Result<Box<dyn Stream>> {
    let stream = std::os::unix::net::UnixStream::connect(path)?;
    stream.set_deadline(address.connect)?;
    Ok(Box::new(stream))
}

#[cfg(not(unix))]
fn socket(_: &std::path::Path, _: &Address) -> io::Result<Box<dyn Stream>> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "this system has no such sockets"))
}
