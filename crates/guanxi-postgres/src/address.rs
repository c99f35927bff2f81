//! Where the server is and how to come in: what a URL says.

use std::{fmt, path::PathBuf, time::Duration};

use guanxi_core::error::{Error, Result};
use percent_encoding::percent_decode_str;

/// What a URL such as `postgres://crm:secret@db.example.com/shop?schema=shop_a&sslmode=verify-full` says.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) host: Host,
    pub(crate) port: u16,
    pub(crate) user: String,
    pub(crate) password: Option<String>,
    pub(crate) database: String,
    pub(crate) schema: String,
    pub(crate) tls: TlsMode,
    pub(crate) root: Option<PathBuf>,
    pub(crate) connect: Duration,
    pub(crate) statement: Duration,
    pub(crate) patience: Duration,
    pub(crate) connections: usize,
    /// Where reads go that may be some time behind.
    pub(crate) replica: Option<(Host, u16)>,
}

/// A name or number of a machine, or a folder with the server's socket.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Host {
    Name(String),
    Folder(PathBuf),
}

/// How much of TLS is asked for; the words are those of libpq.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TlsMode {
    /// None.
    Disable,
    /// Where the server has it; whose certificate that is, is not looked at.
    Prefer,
    /// Always; whose certificate that is, is not looked at.
    Require,
    /// Always, with a certificate for this host by an authority that is trusted.
    VerifyFull,
}

const PORT: u16 = 5432;
/// The schema that tables are kept in when the URL names none.
const SCHEMA: &str = "guanxi";
/// Longest name that PostgreSQL keeps whole, in bytes.
const NAME_MAX: usize = 63;

impl Address {
    /// Reads a URL.
    ///
    /// # Errors
    /// `invalid_argument`, which repeats nothing of a password.
    pub(crate) fn parse(url: &str) -> Result<Self> {
        let rest = url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://"));
        let rest = rest.ok_or_else(|| wrong("expected postgres://user@host/database"))?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, place) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (user, password) = user.split_once(':').map_or((user, None), |(user, word)| (user, Some(word)));
        let (host, port) = host_and_port(place)?;
        let user = text(user)?;
        let mut address = Self {
            host,
            port,
            database: text(database)?,
            user: if user.is_empty() { "postgres".to_owned() } else { user },
            password: password.map(text).transpose()?,
            schema: SCHEMA.to_owned(),
            tls: TlsMode::Prefer,
            root: None,
            connect: Duration::from_secs(5),
            statement: Duration::from_secs(30),
            patience: Duration::from_secs(30),
            connections: 16,
            replica: None,
        };
        if address.database.is_empty() {
            address.database.clone_from(&address.user);
        }
        query.split('&').filter(|pair| !pair.is_empty()).try_for_each(|pair| address.option(pair))?;
        Ok(address)
    }

    fn option(&mut self, pair: &str) -> Result<()> {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = text(value)?;
        match name {
            "schema" => self.schema = name_of(&value)?,
            "host" if value.starts_with('/') => self.host = Host::Folder(value.into()),
            "port" => self.port = value.parse().map_err(|_| wrong("the port is no number up to 65535"))?,
            "sslmode" => self.tls = TlsMode::parse(&value)?,
            "sslrootcert" => self.root = Some(value.into()),
            "connect_timeout" => self.connect = seconds(name, &value)?,
            "statement_timeout" => self.statement = seconds(name, &value)?,
            "retry_timeout" => self.patience = seconds(name, &value)?,
            "connections" => self.connections = number(name, &value)?.max(1) as usize,
            "read_host" => self.replica = Some(host_and_port(&value)?),
            "password" | "user" => return Err(wrong("user and password stand before the host")),
            _ => return Err(wrong(format_args!("it knows no option {name:?}"))),
        }
        Ok(())
    }

    /// The same store, as its replica has it.
    pub(crate) fn of_replica(&self) -> Option<Self> {
        let (host, port) = self.replica.clone()?;
        Some(Self { host, port, replica: None, ..self.clone() })
    }
}

impl TlsMode {
    fn parse(text: &str) -> Result<Self> {
        match text {
            "disable" => Ok(Self::Disable),
            "prefer" => Ok(Self::Prefer),
            "require" => Ok(Self::Require),
            "verify-full" => Ok(Self::VerifyFull),
            _ => Err(wrong("sslmode is disable, prefer, require or verify-full")),
        }
    }
}

/// For messages: where, without who and with what.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.host {
            Host::Name(name) => write!(f, "postgres://{name}:{}/{}", self.port, self.database),
            Host::Folder(folder) => {
                write!(f, "postgres://{}:{}/{}", folder.display(), self.port, self.database)
            }
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

fn host_and_port(text: &str) -> Result<(Host, u16)> {
    let (host, port) = match text.rsplit_once(':') {
        // Numbers of the sixth version stand in brackets: [::1]:5432.
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (text, ""),
    };
    let host = self::text(host.trim_start_matches('[').trim_end_matches(']'))?;
    let port = if port.is_empty() { Ok(PORT) } else { port.parse() };
    let port = port.map_err(|_| wrong("the port is no number up to 65535"))?;
    let host = match host {
        folder if folder.starts_with('/') => Host::Folder(folder.into()),
        name if name.is_empty() => Host::Name("localhost".to_owned()),
        name => Host::Name(name),
    };
    Ok((host, port))
}

fn text(encoded: &str) -> Result<String> {
    let text = percent_decode_str(encoded).decode_utf8().map_err(|_| wrong("it is no UTF-8"))?;
    if text.contains('\0') { Err(wrong("it has a zero byte")) } else { Ok(text.into_owned()) }
}

fn name_of(text: &str) -> Result<String> {
    let fits = !text.is_empty() && text.len() <= NAME_MAX && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(wrong("a schema has a name of 1 to 63 bytes")) }
}

fn number(name: &str, text: &str) -> Result<u32> {
    text.parse().map_err(|_| wrong(format_args!("{name} is no whole number")))
}

fn seconds(name: &str, text: &str) -> Result<Duration> {
    Ok(Duration::from_secs(u64::from(number(name, text)?.max(1))))
}

fn wrong(reason: impl fmt::Display) -> Error {
    Error::argument("url", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read() {
        let all = Address::parse(
            "postgres://crm:s%40cret@db.example.com:6000/shop?schema=shop_a&sslmode=verify-full&sslrootcert=/ca.pem&connect_timeout=3&statement_timeout=9&connections=4&read_host=near:1",
        )
        .unwrap();
        assert_eq!((&*all.user, all.password.as_deref(), &*all.database), ("crm", Some("s@cret"), "shop"));
        assert_eq!((all.port, &*all.schema, all.tls), (6000, "shop_a", TlsMode::VerifyFull));
        assert_eq!((all.connect.as_secs(), all.statement.as_secs(), all.connections), (3, 9, 4));
        assert!(all.of_replica().unwrap().host == Host::Name("near".into()));
        assert!(!format!("{all:?}").contains("cret"));
        let short = Address::parse("postgresql://mei@[::1]").unwrap();
        assert!(short.host == Host::Name("::1".into()));
        assert_eq!((short.port, &*short.database, &*short.schema), (5432, "mei", "guanxi"));
        let socket = Address::parse("postgres://mei@/shop?host=%2Frun%2Fpg").unwrap();
        assert!(socket.host == Host::Folder("/run/pg".into()));
        for bad in [
            "mysql://a",
            "postgres://h:99999/x",
            "postgres://h/x?schema=",
            "postgres://h/x?sslmode=no",
            "postgres://h/x?colour=red",
            "postgres://a:secret@h/x?connect_timeout=soon",
        ] {
            let err = Address::parse(bad).unwrap_err();
            assert_eq!(err.code(), "invalid_argument", "{bad}");
            assert!(!err.to_string().contains("secret"), "{err}");
        }
    }
}
