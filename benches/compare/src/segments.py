"""DuckDB, Polars and SQLite on the shop that the benchmark made: figures are wall clock / processor."""

import json
import sqlite3
import sys
import time
from pathlib import Path

import duckdb
import polars as pl

folder = Path(sys.argv[1])
shop = json.loads((folder / "shop.json").read_text())
today, windows, segments, counts = shop["today"], shop["windows"], shop["segments"], shop["counts"]


def told(what, f, per=1):
    wall, cpu = time.perf_counter(), time.process_time()
    out = f()
    wall, cpu = (time.perf_counter() - wall) / per, (time.process_time() - cpu) / per
    unit, times = ("µs", 1e6) if wall < 1e-3 else ("ms", 1e3) if wall < 1 else ("s", 1)
    print(f"  {what}: {wall * times:.1f} / {cpu * times:.1f} {unit}")
    return out


def figures(day):
    """A row of figures per customer, as SQL."""
    within = lambda what, of: f"count(*) FILTER (WHERE {of})" if what == "n" else f"coalesce(sum(cents) FILTER (WHERE {of}), 0)"
    columns = [f"{within('n', f'day > {day - w}')} AS n_{w}, {within('s', f'day > {day - w}')} AS s_{w}" for w in windows]
    return (
        "SELECT c.id AS id, c.tag AS tag, count(o.customer) AS n, coalesce(sum(cents), 0) AS spent, min(day) AS first_day,"
        f" max(day) AS last_day, {', '.join(columns)} FROM customers c LEFT JOIN orders o ON o.customer = c.id GROUP BY c.id, c.tag"
    )


def sums(segments):
    return ", ".join(f"sum(CASE WHEN {sql} THEN 1 ELSE 0 END)" for sql in segments)


def same(name, found):
    found = [int(n or 0) for n in found]
    wrong = [(n, a, b, segments[n]) for n, (a, b) in enumerate(zip(found, counts)) if a != b]
    assert not wrong, (name, wrong[:3])


def duck():
    print(f"DuckDB {duckdb.__version__}")
    db = duckdb.connect()
    db.execute(f"CREATE TABLE orders AS SELECT * FROM read_csv('{folder}/orders.csv')")
    db.execute(f"CREATE TABLE customers AS SELECT * FROM read_csv('{folder}/customers.csv')")
    told("figures from orders", lambda: db.execute(f"CREATE TABLE m AS {figures(today)}"))
    same("DuckDB", told("G3 count all, from figures", lambda: db.execute(f"SELECT {sums(segments)} FROM m").fetchone()))

    def arrive():
        for n in range(20):
            asked = f"SELECT {', '.join(segments)} FROM m WHERE id = {n}"
            before = db.execute(asked).fetchone()
            db.execute(f"UPDATE m SET n = n + 1, spent = spent + 5000, last_day = {today} WHERE id = {n}")
            after = db.execute(asked).fetchone()
            [a != b for a, b in zip(before, after)]

    told("G1 an order arrives: figures changed, all evaluated before and after", arrive, 20)

    def day():
        db.execute(f"CREATE TABLE m2 AS {figures(today + 1)}")
        moved = [sql.replace(str(today), str(today + 1)) for sql in segments]
        return db.execute(f"SELECT {sums(moved)} FROM m2").fetchone()

    told("G2 a day: all worked out anew", day)


def polars():
    print(f"Polars {pl.__version__}")
    orders, customers = pl.read_csv(folder / "orders.csv"), pl.read_csv(folder / "customers.csv")

    def made(day):
        per = [pl.len().alias("n"), pl.col("cents").sum().alias("spent"), pl.col("day").min().alias("first_day"), pl.col("day").max().alias("last_day")]
        for w in windows:
            recent = pl.col("day") > day - w
            per += [recent.sum().alias(f"n_{w}"), pl.col("cents").filter(recent).sum().alias(f"s_{w}")]
        of = orders.group_by("customer").agg(per)
        zero = ["n", "spent"] + [f"{k}_{w}" for w in windows for k in "ns"]
        return customers.join(of, left_on="id", right_on="customer", how="left").with_columns(pl.col(zero).fill_null(0))

    m = told("figures from orders", lambda: made(today))
    exprs = [pl.sql_expr(sql).sum().alias(str(n)) for n, sql in enumerate(segments)]
    same("Polars", told("G3 count all, from figures", lambda: m.select(exprs).row(0)))
    told("G2 a day: all worked out anew", lambda: made(today + 1).select(exprs).row(0))


def sqlite():
    print(f"SQLite {sqlite3.sqlite_version}")
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE orders (customer INTEGER, day INTEGER, cents INTEGER)")
    db.execute("CREATE TABLE customers (id INTEGER PRIMARY KEY, tag INTEGER)")
    db.executemany("INSERT INTO orders VALUES (?, ?, ?)", pl.read_csv(folder / "orders.csv").iter_rows())
    db.executemany("INSERT INTO customers VALUES (?, ?)", pl.read_csv(folder / "customers.csv").iter_rows())
    db.execute("CREATE INDEX by_customer ON orders (customer)")
    told("figures from orders", lambda: db.execute(f"CREATE TABLE m AS {figures(today)}"))
    db.execute("CREATE UNIQUE INDEX by_id ON m (id)")
    parts = [segments[n : n + 100] for n in range(0, len(segments), 100)]
    count = lambda: [n for part in parts for n in db.execute(f"SELECT {sums(part)} FROM m").fetchone()]
    same("SQLite", told("G3 count all, from figures", count))
    asked = [f"SELECT {', '.join(part)} FROM m WHERE id = ?" for part in parts]

    def arrive():
        for n in range(shop["arrivals"]):
            before = [x for sql in asked for x in db.execute(sql, (n,)).fetchone()]
            db.execute("INSERT INTO orders VALUES (?, ?, 5000)", (n, today))
            windows_set = ", ".join(f"n_{w} = n_{w} + 1, s_{w} = s_{w} + 5000" for w in windows)
            db.execute(f"UPDATE m SET n = n + 1, spent = spent + 5000, last_day = {today}, {windows_set} WHERE id = ?", (n,))
            after = [x for sql in asked for x in db.execute(sql, (n,)).fetchone()]
            [a != b for a, b in zip(before, after)]

    told("G1 an order arrives, in memory: figures changed, all evaluated before and after", arrive, shop["arrivals"])


duck()
polars()
sqlite()
# Not `getrusage`: what it tells begins with what the process had that started this one.
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(f"the peers' process had {int(peak.split()[1]) / 1024:.0f} MB at most")
