//! The course of a case.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use guanxi_core::{
    Crm, Error, Result,
    id::{Random, SeededRandom},
    scope::Actor,
    time::FixedClock,
};
use serde_json::{Map, Value};

use super::{
    case::{Case, ExpectedError, Malformed, Segment, Step, find_line},
    dispatch::{self, Fault},
    matching::{difference, short},
};

/// What a case is opened with: the clock that its steps move, and its seed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Setup {
    /// The clock to open the store with.
    pub clock: Arc<FixedClock>,
    /// The seed of ids and keys.
    pub seed: u64,
}

impl Setup {
    /// The randomness to open the store with.
    pub fn random(&self) -> Box<dyn Random> {
        Box::new(SeededRandom::new(self.seed))
    }
}

/// How a case went.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CaseReport {
    /// The file, as it was named.
    pub name: String,
    /// What the case shows; empty when the file does not read.
    pub about: String,
    /// How many steps it has; 0 when the file does not read.
    pub steps: usize,
    /// The first thing that was not as expected.
    pub failure: Option<CaseFailure>,
}

/// The first thing in a case that was not as expected.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CaseFailure {
    /// The line of the file, from 1, when it is known.
    pub line: Option<usize>,
    /// The step, from 1; `None` for the file as a whole.
    pub step: Option<usize>,
    /// What the step calls.
    pub call: Option<String>,
    /// What was expected, and what was found.
    pub reason: String,
}

impl CaseReport {
    /// Whether everything was as expected.
    pub fn is_passed(&self) -> bool {
        self.failure.is_none()
    }
}

impl fmt::Display for CaseReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(failure) = &self.failure else {
            return write!(f, "{}: {} steps as expected", self.name, self.steps);
        };
        f.write_str(&self.name)?;
        failure.line.map_or(Ok(()), |line| write!(f, ", line {line}"))?;
        f.write_str(": ")?;
        failure.step.map_or(Ok(()), |step| write!(f, "step {step}, "))?;
        failure.call.as_ref().map_or(Ok(()), |call| write!(f, "{call}: "))?;
        f.write_str(&failure.reason)
    }
}

/// Every case file under a folder, sorted.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|e| e == "toml") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Runs the case in a file on a store that `open` opens, empty and only for it.
pub fn run_file(path: &Path, open: &mut dyn FnMut(&Setup) -> Result<Crm>) -> CaseReport {
    let name = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => run_text(&name, &text, open),
        Err(e) => CaseReport {
            about: String::new(),
            steps: 0,
            failure: Some(of_the_file(None, e.to_string())),
            name,
        },
    }
}

/// Runs a case; messages call it `name`.
pub fn run_text(name: &str, text: &str, open: &mut dyn FnMut(&Setup) -> Result<Crm>) -> CaseReport {
    let mut report = CaseReport { name: name.to_owned(), about: String::new(), steps: 0, failure: None };
    match Case::parse(text) {
        Ok(case) => {
            report.steps = case.steps.len();
            report.failure = run(&case, text, open).err();
            report.about = case.about;
        }
        Err(Malformed { line, reason }) => report.failure = Some(of_the_file(line, reason)),
    }
    report
}

fn of_the_file(line: Option<usize>, reason: String) -> CaseFailure {
    CaseFailure { line, step: None, call: None, reason }
}

fn run(case: &Case, text: &str, open: &mut dyn FnMut(&Setup) -> Result<Crm>) -> Result<(), CaseFailure> {
    let setup = Setup { clock: Arc::new(FixedClock::new(case.now)), seed: case.seed };
    let crm = open(&setup).map_err(|e| of_the_file(None, format!("the store does not open: {e}")))?;
    let mut saved = Saved::default();
    for (i, step) in case.steps.iter().enumerate() {
        take(&crm, &setup, case, step, &mut saved).map_err(|wrong| CaseFailure {
            line: find_line(text, i, &wrong.place),
            step: Some(i + 1),
            call: Some(step.call.clone()),
            reason: wrong.reason,
        })?;
    }
    let proof = crm
        .proof()
        .verify()
        .map_err(|e| of_the_file(None, format!("after the last step, proof.verify: {e}")))?;
    if !proof.is_equal() {
        let reason = format!("after the last step, state is not what the facts make it: {proof:?}");
        return Err(of_the_file(None, reason));
    }
    crm.close().map_err(|e| of_the_file(None, format!("the store does not close: {e}")))
}

/// What went wrong in a step, and where in the step.
struct Wrong {
    place: Vec<Segment>,
    reason: String,
}

impl Wrong {
    fn at(key: &str, reason: impl Into<String>) -> Self {
        Self { place: vec![key.into()], reason: reason.into() }
    }
}

fn take(crm: &Crm, setup: &Setup, case: &Case, step: &Step, saved: &mut Saved) -> Result<(), Wrong> {
    if let Some(at) = step.at {
        setup.clock.set(at);
    }
    let crm = handle(crm, case, step)?;
    let with = step.with.clone().unwrap_or_else(|| Value::Object(Map::new()));
    let with = saved.fill(with).map_err(|reason| Wrong::at("with", reason))?;
    let answer = match dispatch::call(&crm, &step.call, with) {
        Ok(answer) => Ok(answer),
        Err(Fault::Refused(err)) => Err(err),
        Err(Fault::Input(reason)) => return Err(Wrong::at("with", reason)),
    };
    match (answer, &step.error) {
        (Ok(answer), None) => {
            expect(step, &answer, saved)?;
            if let Some(name) = &step.save {
                saved.0.insert(name.clone(), answer);
            }
            Ok(())
        }
        (Err(err), Some(expected)) => refused(&err, expected, saved),
        (Ok(answer), Some(expected)) => Err(Wrong::at(
            "error",
            format!("expected the error {}, found the answer {}", expected.code(), short(&answer)),
        )),
        (Err(err), None) => Err(Wrong::at("call", format!("expected an answer, found the error {err:?}"))),
    }
}

/// The handle that a step calls: as whom, for real or not.
fn handle(crm: &Crm, case: &Case, step: &Step) -> Result<Crm, Wrong> {
    let actor = step.actor.as_ref().or(case.actor.as_ref());
    let actor =
        actor.map(|text| text.parse::<Actor>()).transpose().map_err(|e| Wrong::at("actor", e.to_string()))?;
    let crm = actor.map_or_else(|| crm.clone(), |actor| crm.acting_as(actor));
    Ok(if step.dry_run { crm.dry_run() } else { crm })
}

fn expect(step: &Step, answer: &Value, saved: &Saved) -> Result<(), Wrong> {
    let Some(expected) = &step.expect else { return Ok(()) };
    let expected = saved.fill(expected.clone()).map_err(|reason| Wrong::at("expect", reason))?;
    let Some(found) = difference(&expected, Some(answer)) else { return Ok(()) };
    let shown = shown(&found.path);
    let reason = format!("{shown}expected {}, found {}", found.expected, found.found);
    Err(Wrong { place: [vec!["expect".into()], found.path].concat(), reason })
}

fn refused(err: &Error, expected: &ExpectedError, saved: &Saved) -> Result<(), Wrong> {
    if err.code() != expected.code() {
        return Err(Wrong::at("error", format!("expected the error {}, found {err:?}", expected.code())));
    }
    let ExpectedError::Detailed(detail) = expected else { return Ok(()) };
    let fields = Value::Object(detail.fields.clone().into_iter().collect());
    let fields = saved.fill(fields).map_err(|reason| Wrong::at("error", reason))?;
    let found: Map<String, Value> =
        err.fields().into_iter().map(|(name, value)| (name.to_owned(), Value::String(value))).collect();
    let Some(wrong) = difference(&fields, Some(&Value::Object(found))) else { return Ok(()) };
    let reason =
        format!("the error's field {}expected {}, found {}", shown(&wrong.path), wrong.expected, wrong.found);
    Err(Wrong { place: [vec!["error".into(), "fields".into()], wrong.path].concat(), reason })
}

/// A path as a message shows it: `customer.tags.0: `.
fn shown(path: &[Segment]) -> String {
    let parts: Vec<String> = path
        .iter()
        .map(|segment| match segment {
            Segment::Key(key) => key.clone(),
            Segment::Index(i) => i.to_string(),
        })
        .collect();
    if parts.is_empty() { String::new() } else { format!("{}: ", parts.join(".")) }
}

/// Answers that steps saved.
#[derive(Default)]
struct Saved(BTreeMap<String, Value>);

impl Saved {
    /// The value with every text `$name.path` replaced by what was saved there; `$$` at the beginning stands for `$`.
    fn fill(&self, value: Value) -> Result<Value, String> {
        Ok(match value {
            Value::String(text) => match text.strip_prefix('$') {
                None => Value::String(text),
                Some(rest) if rest.starts_with('$') => Value::String(rest.to_owned()),
                Some(path) => self.look_up(path)?,
            },
            Value::Array(items) => items.into_iter().map(|item| self.fill(item)).collect::<Result<_, _>>()?,
            Value::Object(map) => {
                let filled = map.into_iter().map(|(key, value)| Ok((key, self.fill(value)?)));
                Value::Object(filled.collect::<Result<_, String>>()?)
            }
            other => other,
        })
    }

    fn look_up(&self, path: &str) -> Result<Value, String> {
        let mut parts = path.split('.');
        let mut at = parts.next().and_then(|name| self.0.get(name));
        for part in parts {
            at = match at {
                Some(Value::Array(items)) => part.parse::<usize>().ok().and_then(|i| items.get(i)),
                Some(Value::Object(map)) => map.get(part),
                _ => None,
            };
        }
        at.cloned().ok_or_else(|| {
            format!("${path}: no step before saved that; for a text that begins with $ write $$")
        })
    }
}

#[cfg(test)]
mod tests {
    use guanxi_core::storage::Memory;

    use super::*;

    fn run(steps: &str) -> CaseReport {
        let text = format!("about = \"x\"\nnow = \"2026-03-01T02:15:00Z\"\n{steps}");
        run_text("x.toml", &text, &mut |setup| {
            Crm::new(Arc::new(Memory::storage()), setup.clock.clone(), setup.random())
        })
    }

    #[test]
    fn a_case_that_holds() {
        let report = run(r#"
            actor = "staff:mei"
            [[step]]
            call = "customers.upsert"
            with = { source = "till", external_id = "1", name = "$$ Anna" }
            save = "anna"
            [[step]]
            call = "customers.get"
            with = { id = "$anna.customer.id" }
            expect = { id = "$anna.customer.id", sources = ["till"], email = { "$absent" = true } }
            [[step]]
            call = "customers.update"
            with = { id = "$anna.customer.id", patch = { company = "Wolf KG", expected_version = 9 } }
            error = { code = "stale_version", fields = { found = "1" } }
            [[step]]
            at = "2026-03-02T00:00:00Z"
            call = "customers.update"
            with = { id = "$anna.customer.id", patch = { company = "Wolf KG" } }
            dry_run = true
            expect = { customer = { updated_at = "2026-03-02T00:00:00Z", company = "Wolf KG" } }
            [[step]]
            call = "audit.list"
            expect = { items = [{ actor = "staff:mei", verb = "customers.upsert", at = "2026-03-01T02:15:00Z" }] }
        "#);
        assert!(report.is_passed(), "{report}");
        assert_eq!(report.to_string(), "x.toml: 5 steps as expected");
    }

    #[test]
    fn a_failure_says_where() {
        let head = "[[step]]\ncall = \"customers.count\"\n";
        for (rest, message) in [
            ("expect = 1\n", "x.toml, line 5: step 1, customers.count: expected 1, found 0"),
            (
                "error = \"closed\"\n",
                "x.toml, line 5: step 1, customers.count: expected the error closed, found the answer 0",
            ),
            (
                "with = { a = 1 }\n",
                "x.toml, line 5: step 1, customers.count: with.a: no such argument; there are: ",
            ),
            ("with = { a = \"$b.c\" }\n", "x.toml, line 5: step 1, customers.count: $b.c: no step before"),
            ("actor = \"\"\n", "x.toml, line 5: step 1, customers.count: actor: "),
        ] {
            let shown = run(&format!("{head}{rest}")).to_string();
            assert!(shown.starts_with(message), "{shown}");
        }
        let deep = run(
            "[[step]]\ncall = \"shop.get\"\n[step.expect]\nzone = \"UTC\"\nsurvivorship = { name = \"x\" }\n",
        );
        let message =
            "x.toml, line 7: step 1, shop.get: survivorship.name: expected \"x\", found \"most_frequent\"";
        assert_eq!(deep.to_string(), message);
        let refused = run("[[step]]\ncall = \"products.get\"\nwith = { sku = \"A\" }\n").to_string();
        assert!(refused.starts_with(
            "x.toml, line 4: step 1, products.get: expected an answer, found the error not_found"
        ));
        let missing = run("[[step]]\ncall = \"products.get\"\n").to_string();
        assert!(missing.contains("with.sku: "), "{missing}");
        assert!(
            run_file(Path::new("nowhere.toml"), &mut |_| Err(Error::closed()))
                .to_string()
                .starts_with("nowhere.toml: ")
        );
        let closed = run_text(
            "x",
            "about = \"\"\nnow = \"2026-03-01T02:15:00Z\"\n[[step]]\ncall = \"shop.get\"",
            &mut |_| Err(Error::closed()),
        );
        assert_eq!(closed.to_string(), "x: the store does not open: the storage is closed");
    }

    #[test]
    fn fields_of_errors() {
        let wrong = run("[[step]]\ncall = \"shop.set\"\nwith = { records_per_identifier_max = 0 }\n\
             error = { code = \"invalid_field\", fields = { field = \"zone\" } }\n");
        let message = "x.toml, line 6: step 1, shop.set: the error's field field: expected \"zone\", \
                       found \"records_per_identifier_max\"";
        assert_eq!(wrong.to_string(), message);
    }
}
