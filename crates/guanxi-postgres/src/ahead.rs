//! What was told ahead is fetched in one trip: the rows asked for, and by joins the rows that they lead to.

use std::collections::BTreeSet;

use guanxi_core::{
    error::Result,
    storage::{
        BODY_ID, By, Hop, Table, Want,
        key::after_prefix,
        sql::{Ends, Sql, quoted},
    },
};

use crate::{
    known::Known,
    rows::{Rows, TOGETHER},
    values::{Kept, Parameter},
};

/// Rows of a want, and of each of its hops. When there are more, what is missing is asked for when it is read.
const ROWS_MAX: usize = 200;

/// The rows of one question.
type Found = Vec<(Vec<u8>, Kept)>;

/// Fetches what is wanted and not known.
pub(crate) fn fetch(rows: &Rows<'_>, wants: &[Want]) -> Result<()> {
    let mut seen = BTreeSet::new();
    let missing: Vec<_> = wants
        .iter()
        .filter(|want| {
            let by = want.by.map(|by| by.column);
            seen.insert((want.table.space.number, &want.prefix, by, want.hops.as_ptr().addr()))
        })
        .filter(|want| rows.with_known(|known| is_missing(known, want)))
        .collect();
    let questions: Vec<Vec<_>> = missing.iter().map(|want| questions(rows.sql, want)).collect();
    let mut from = 0;
    while from < missing.len() {
        // As many wants as go together.
        let mut count = 0;
        let length = questions[from..].iter().take_while(|q| {
            count += q.len();
            count <= TOGETHER
        });
        let to = from + length.count().max(1);
        fetch_some(rows, &missing[from..to], &questions[from..to])?;
        from = to;
    }
    Ok(())
}

fn fetch_some(rows: &Rows<'_>, wants: &[&Want], questions: &[Vec<Question>]) -> Result<()> {
    let bounds: Vec<_> = wants.iter().map(|want| bounds(want)).collect();
    let mut asked = Vec::new();
    for (questions, ends) in questions.iter().zip(&bounds) {
        asked.extend(questions.iter().map(|question| (&*question.sql, parameters(ends))));
    }
    let tables: Vec<_> = questions.iter().flatten().map(|question| question.table).collect();
    let mut found: Vec<Result<Found>> = tables.iter().map(|_| Ok(Vec::new())).collect();
    rows.ask(&asked, &mut |at, cells| match (&mut found[at], cells.row(tables[at])) {
        (Ok(all), Ok((key, row, _))) => all.push((key, row)),
        (all, Err(e)) => *all = Err(e),
        (Err(_), Ok(_)) => {}
    })?;
    let found = found.into_iter().collect::<Result<Vec<_>>>()?;
    let mut found = found.into_iter();
    rows.with_known_mut(|known| {
        for (want, ends) in wants.iter().zip(bounds) {
            let first = found.next().unwrap_or_default();
            let whole = first.len() < ROWS_MAX;
            note_hops(known, want.hops, &first, whole, &mut found);
            if whole && want.by.is_none() {
                known.note_all(want.table, first.into_iter(), ends);
            }
        }
    });
    Ok(())
}

/// Notes what the rows of a question led to.
fn note_hops(
    known: &mut Known,
    hops: &[Hop],
    from: &[(Vec<u8>, Kept)],
    whole: bool,
    found: &mut impl Iterator<Item = Found>,
) {
    for hop in hops {
        let rows = found.next().unwrap_or_default();
        let whole = whole && rows.len() < ROWS_MAX;
        note_hops(known, hop.then, &rows, whole, found);
        if !whole {
            continue;
        }
        let ids: BTreeSet<_> = from.iter().filter_map(|(key, row)| hop.by.id(key, &row.body)).collect();
        for id in ids {
            let of_id: Vec<_> = rows.iter().filter(|(key, _)| key.starts_with(&id)).cloned().collect();
            known.note_all(hop.to, of_id.into_iter(), ends(&id));
        }
    }
}

/// Whether something that is wanted is not known.
fn is_missing(known: &Known, want: &Want) -> bool {
    if want.by.is_some() {
        return true;
    }
    let Some(rows) = known.scan(want.table, &ends(&want.prefix)) else { return true };
    hops_missing(known, want.hops, &rows)
}

fn hops_missing(known: &Known, hops: &[Hop], from: &[(&Vec<u8>, &Kept)]) -> bool {
    hops.iter().any(|hop| {
        from.iter().filter_map(|(key, row)| hop.by.id(key, &row.body)).any(|id| {
            let rows = known.scan(hop.to, &ends(&id));
            rows.is_none_or(|rows| hops_missing(known, hop.then, &rows))
        })
    })
}

struct Question {
    table: &'static Table,
    sql: String,
}

/// One question for the rows themselves, then one for each hop and, behind it, those of its own hops.
fn questions(sql: &Sql, want: &Want) -> Vec<Question> {
    let name = quoted(want.table.name());
    let ended = bounds(want).to.is_some();
    let limit = if ended { "$3" } else { "$2" };
    let found = match want.by {
        Some(by) => format!("{} = $1", quoted(by.column)),
        None if ended => "row_key >= $1 AND row_key < $2".to_owned(),
        None => "row_key >= $1".to_owned(),
    };
    let from = format!("(SELECT * FROM {name} WHERE {found} ORDER BY row_key LIMIT {limit}) AS t0");
    let mut all = Vec::new();
    ask(sql, want.table, &from, 0, &mut all);
    follow(sql, want.table, want.hops, &from, 0, limit, &mut all);
    all
}

fn ask(sql: &Sql, table: &'static Table, from: &str, depth: usize, all: &mut Vec<Question>) {
    let columns = sql.of(table).columns_of(&format!("t{depth}"));
    all.push(Question { table, sql: format!("SELECT {columns} FROM {from}") });
}

#[allow(clippy::too_many_arguments)]
fn follow(
    sql: &Sql,
    table: &Table,
    hops: &'static [Hop],
    from: &str,
    depth: usize,
    limit: &str,
    all: &mut Vec<Question>,
) {
    for hop in hops {
        let id = match hop.by {
            By::Part(part) => format!("t{depth}.{}", quoted(table.key[part].name)),
            By::Body => format!("substring(t{depth}.body FROM {} FOR 16)", BODY_ID + 1),
        };
        let next = depth + 1;
        // No key goes on after an id with as many bytes of ones.
        let joined = format!(
            "{from} JOIN {} AS t{next} ON t{next}.row_key >= {id} AND t{next}.row_key < {id} || CAST('\\x{}' AS BYTEA)",
            quoted(hop.to.name()),
            "ff".repeat(33),
        );
        ask(sql, hop.to, &joined, next, all);
        if let Some(question) = all.last_mut() {
            question.sql.push_str(" LIMIT ");
            question.sql.push_str(limit);
        }
        follow(sql, hop.to, hop.then, &joined, next, limit, all);
    }
}

fn parameters(ends: &Ends) -> Vec<Parameter<'_>> {
    let mut parameters = vec![Parameter::Bytes(&ends.from)];
    parameters.extend(ends.to.as_ref().map(|to| Parameter::Bytes(to)));
    parameters.push(Parameter::Int(ROWS_MAX as i64));
    parameters
}

/// Between what the wanted rows lie; with a column, the id alone.
fn bounds(want: &Want) -> Ends {
    match want.by {
        Some(_) => Ends { from: want.prefix.clone(), to: None },
        None => ends(&want.prefix),
    }
}

fn ends(prefix: &[u8]) -> Ends {
    Ends { from: prefix.to_vec(), to: after_prefix(prefix) }
}
