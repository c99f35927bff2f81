"""Deduplicating tables without a store."""

import csv
import io
import itertools
import os
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import csv as pa_csv

import guanxi
from conftest import ROOT

DATA = ROOT / "crates/guanxi-match/tests/data"


def columns(name: str) -> dict[str, list[str]]:
    with open(DATA / name, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {column: [row[column] for row in rows] for column in rows[0]}


def numbers(table: guanxi.Table, column: str = "cluster") -> list[Any]:
    return pa.table(table)[column].to_pylist()


def f1(clusters: list[int], truth: list[str]) -> float:
    """Of pairs of rows in one cluster."""

    def pairs(groups: list[Any]) -> int:
        sizes: dict[Any, int] = {}
        for group in groups:
            sizes[group] = sizes.get(group, 0) + 1
        return sum(n * (n - 1) // 2 for n in sizes.values())

    both = pairs(list(zip(clusters, truth)))
    return 2 * both / (pairs(clusters) + pairs(truth))


@pytest.mark.parametrize("name", ["fake_1000.csv", "febrl1.csv", "restaurant.csv"])
def test_the_clusters_are_those_of_the_command(name: str, command: Callable[..., None], tmp_path: Path) -> None:
    table = columns(name)
    truth = table.pop("cluster")
    with open(tmp_path / "rows.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(table)
        writer.writerows(zip(*table.values()))
    command("dedupe", tmp_path / "rows.csv", "--out", tmp_path / "clusters.csv")
    with open(tmp_path / "clusters.csv", newline="", encoding="utf-8") as file:
        wanted = [(int(row["row"]), int(row["cluster"])) for row in csv.DictReader(file)]
    found = guanxi.dedupe(table)
    assert list(zip(numbers(found.clusters, "row"), numbers(found.clusters))) == wanted
    assert f1(numbers(found.clusters), truth) > 0.95


PEOPLE = {
    "name": ["Ann Smith", "SMITH, Ann", "Bob Jones", None],
    "email": ["ann.smith@example.org", "Ann.Smith@example.org", "bob@example.org", None],
    "phone": ["+44 20 7123 4567", "020 7123 4567", None, None],
    "born": [date(1990, 2, 3), date(1990, 2, 3), None, None],
}


@pytest.mark.parametrize("make", [
    dict,
    pa.table,
    pl.DataFrame,
    pd.DataFrame,
    lambda frame: pa.RecordBatch.from_pydict(frame),
    lambda frame: pa.table(frame).to_reader(max_chunksize=1),
    lambda frame: pa.concat_tables([pa.table(frame).slice(0, 1), pa.table(frame).slice(1)]),
    lambda frame: pa.table({name: pa.array(cells).dictionary_encode() for name, cells in frame.items()}),
    lambda frame: duckdb.from_arrow(pa.table(frame)),
])
def test_tables_of_every_library(make: Callable[[Any], Any]) -> None:
    found = guanxi.dedupe(make(PEOPLE))
    assert numbers(found.clusters, "row") == [1, 2, 3, 4]
    assert numbers(found.clusters) == [1, 1, 2, 3]
    assert pl.DataFrame(found.clusters).columns == ["row", "cluster"]


def test_pairs() -> None:
    table = columns("fake_1000.csv")
    del table["cluster"]
    found = guanxi.dedupe(table)
    pairs = pl.DataFrame(found.pairs)
    assert pairs.columns == ["left", "right", "weight", "probability"] and len(pairs) > 1000
    assert (pairs["left"] < pairs["right"]).all() and pairs["left"].min() == 1
    assert (pairs["probability"] >= 0.05 - 1e-9).all()
    expected = 1 / (1 + 2 ** -pairs["weight"])
    assert (pairs["probability"] - expected).abs().max() < 1e-12  # type: ignore[operator]
    assert isinstance(found.warnings, list)


def test_numbers_are_read_as_people_write_them() -> None:
    """A telephone number becomes a float where one is missing."""
    text = {"name": ["Ann Smith", "A. Smith", "Bob Jones"], "phone": ["2071234567", "2071234567", ""]}
    as_float = pd.DataFrame({"name": text["name"], "phone": [2071234567, 2071234567, None]})
    assert as_float["phone"].dtype == float
    wanted = pa.table(guanxi.dedupe(text).pairs)
    assert wanted.num_rows == 1
    for table in [as_float, {**text, "phone": [2071234567, 2071234567.0, float("nan")]}]:
        assert pa.table(guanxi.dedupe(table).pairs) == wanted


def test_times_of_a_zone_by_name() -> None:
    people = pd.DataFrame({"name": PEOPLE["name"], "email": PEOPLE["email"]})
    for zone in ["UTC", "Asia/Shanghai"]:
        people["seen"] = pd.to_datetime(["2026-01-02T03:04:05", "2026-01-02T03:04:05", None, None]).tz_localize(zone)
        assert numbers(guanxi.dedupe(people).clusters) == [1, 1, 2, 3]


def test_streams_are_read_as_they_come() -> None:
    batch = pa.RecordBatch.from_pydict({"name": ["Ann Smith"]})
    token = guanxi.CancelToken()

    def endless() -> Iterator[pa.RecordBatch]:
        for turn in itertools.count():
            if turn == 1000:
                token.cancel()
            yield batch

    def failing() -> Iterator[pa.RecordBatch]:
        yield batch
        raise ZeroDivisionError("nothing by nothing")

    with pytest.raises(guanxi.Cancelled):
        guanxi.dedupe(pa.RecordBatchReader.from_batches(batch.schema, endless()), cancel=token)
    with pytest.raises(guanxi.InvalidArgument, match="the table cannot be read: .*nothing by nothing") as caught:
        guanxi.dedupe(pa.RecordBatchReader.from_batches(batch.schema, failing()))
    assert caught.value.path == "table"


def test_settings(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("threshold = 0.999999999", "utf-8")
    table = columns("fake_1000.csv")
    del table["cluster"]
    plain, strict = (max(numbers(guanxi.dedupe(table, settings=s).clusters)) for s in (None, file))
    assert plain < strict
    for same in ['{"threshold": 0.999999999}', "threshold = 0.999999999", {"threshold": 0.999999999}]:
        assert max(numbers(guanxi.dedupe(table, settings=same).clusters)) == strict


@pytest.mark.parametrize(("table", "settings", "path"), [
    (PEOPLE, {"threshold": 2}, "settings.threshold"),
    (PEOPLE, {"treshold": 0.5}, "settings"),
    (PEOPLE, "threshold =", "settings"),
    ([1, 2], None, "table"),
    ({"name": ["a"], "email": ["b", "c"]}, None, 'table["email"]'),
    ({"name": [["a"]]}, None, "table"),
    (pa.table({"tags": [["a", "b"]]}), None, 'table["tags"]'),
    (pa.table([["a"], ["b"]], names=["name", "name"]), None, "table"),
])
def test_what_cannot_be_taken(table: Any, settings: Any, path: str) -> None:
    with pytest.raises(guanxi.InvalidArgument) as caught:
        guanxi.dedupe(table, settings=settings)
    assert caught.value.path == path


def test_labels() -> None:
    people = {
        "first_name": ["Anna", "Anna", "Bernd", "Clara"],
        "last_name": ["Adler", "Adler", "Brandt", "Conrad"],
        "email": ["anna@mailbox.org", "anna@mailbox.org", "bernd@mailbox.org", "clara@mailbox.org"],
        "birth_date": ["1980-01-02", "1980-01-03", "1990-05-06", "1970-07-08"],
    }
    assert numbers(guanxi.dedupe(people).clusters) == [1, 1, 2, 3]
    found = guanxi.dedupe(people, labels=[(2, 1, False), (3, 4, True)])
    assert numbers(found.clusters) == [1, 2, 3, 3]
    asked = guanxi.dedupe(people, settings={"review": 0.000001}).next_question
    assert asked == (1, 2)
    assert guanxi.dedupe(people, settings={"review": 0.000001}, labels=[(1, 2, True)]).next_question != asked
    for row in (-1, 0, 5):
        with pytest.raises(guanxi.InvalidArgument, match="no row") as caught:
            guanxi.dedupe(people, labels=[(1, 2, True), (1, row, True)])
        assert caught.value.path == "labels[1]"


def test_truth() -> None:
    table = columns("fake_1000.csv")
    found = guanxi.dedupe(table, truth="cluster")
    truth = table.pop("cluster")
    assert numbers(found.clusters) == numbers(guanxi.dedupe(table).clusters), "it decides nothing"
    measured = found.evaluation
    assert measured is not None and measured.rows == 1000
    assert measured.default.threshold_ppm == 400_000 and measured.default in measured.curve
    assert abs(measured.default.pairwise.f1_ppm / 1e6 - f1(numbers(found.clusters), truth)) < 1e-6
    assert measured.best.pairwise.f1_ppm >= measured.default.pairwise.f1_ppm
    assert measured.default.b_cubed.f1_ppm > 950_000 and measured.block_recall_ppm > 900_000
    assert measured.false_positives + measured.false_negatives > 0
    for mistake in measured.mistakes:
        assert mistake.same == (truth[mistake.row - 1] == truth[mistake.other_row - 1])
        told = [mistake.prior_milli, mistake.household_milli, *(e.weight_milli + e.frequency_milli for e in mistake.evidence)]
        assert abs(sum(told) - mistake.weight_milli) <= len(told) + len(mistake.evidence)
    assert guanxi.dedupe(table).evaluation is None
    with pytest.raises(guanxi.InvalidArgument) as caught:
        guanxi.dedupe(table, truth="cluster")
    assert caught.value.path == "truth"


def test_tables_of_nothing() -> None:
    for table in [{}, {"name": []}, pa.table({})]:
        assert len(guanxi.dedupe(table).clusters) == 0


def test_keys_that_are_not_used_are_told() -> None:
    table = {"shop": ["the same"] * 500, "code": [f"x{n * 7919}" for n in range(500)]}
    fields = [{"name": name, "kind": "text", "source": {"columns": [name]}} for name in table]
    rules = [{"name": "shop", "parts": [{"field": 0, "key": 0}]}]
    settings = {"block_most": 20, "schema": {"fields": fields}, "rules": rules}
    found = guanxi.dedupe(table, settings=settings)
    assert len(found.pairs) == 0
    assert any("not used" in warning and "500 records" in warning for warning in found.warnings), found.warnings


def many() -> pa.Table:
    """febrl1 sixty times over, each time somebody else."""
    table = columns("febrl1.csv")
    del table["cluster"]
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(table)
    for turn in range(60):
        writer.writerows([*cells[:2], f"{cells[2]}{turn}", *cells[3:-1], f"{turn}{cells[-1]}"] for cells in zip(*table.values()))
    return pa_csv.read_csv(io.BytesIO(rows.getvalue().encode()))


def test_progress_and_stopping() -> None:
    table = many()
    heard: list[guanxi.Progress] = []
    guanxi.dedupe(table, on_progress=heard.append)
    assert heard[-1].stage == "match" and heard[-1].rows == table.num_rows
    assert heard[-1].done == heard[-1].total and heard[-1].total
    token = guanxi.CancelToken()
    with pytest.raises(guanxi.Cancelled):
        guanxi.dedupe(table, cancel=token, on_progress=lambda _: token.cancel())
    with pytest.raises(ZeroDivisionError):
        guanxi.dedupe(table, on_progress=lambda _: 1 / 0)


@pytest.mark.skipif(os.name == "nt", reason="signals of Windows are others")
def test_the_interpreter_is_free_and_ctrl_c_stops() -> None:
    table, ticks, done = many(), [0], threading.Event()

    def tick() -> None:
        while not done.wait(0.001):
            ticks[0] += 1
        os.kill(os.getpid(), signal.SIGINT)

    # Who was started in the background, as by `nohup`, does not listen.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Timer(0.1, done.set).start()
    threading.Thread(target=tick).start()
    try:
        with pytest.raises(KeyboardInterrupt):
            while True:
                guanxi.dedupe(table)
    finally:
        signal.signal(signal.SIGINT, before)
    assert ticks[0] > 10
