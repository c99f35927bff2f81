"""Tables out and in, with every library that reads them."""

import io
from datetime import date
from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import guanxi


def test_pyarrow(shop: guanxi.Crm) -> None:
    table = pa.table(shop.customers.list_table())
    assert table.num_rows == shop.customers.count() > 0
    table.validate(full=True)
    customers = {c.id: c for c in shop.customers.iter()}
    for row in table.to_pylist():
        customer = customers[row["id"]]
        assert row["email"] == customer.email and row["tags"] == customer.tags
        assert row["created_at"] == customer.created_at
        assert (row["name"] or {}).get("full") == (customer.name.full if customer.name else None)
    assert table.schema.field("created_at").type == pa.timestamp("us", "UTC")
    assert pa.types.is_struct(table.schema.field("address").type)


def test_money_enums_and_dates(shop: guanxi.Crm) -> None:
    table = shop.reports.rfm_scores_table()
    scores = shop.reports.rfm_scores()
    assert len(table) == len(scores) > 0
    arrow = pa.table(table)
    assert pa.types.is_dictionary(arrow.schema.field("group").type)
    for row, score in zip(arrow.to_pylist(), scores):
        assert (row["customer_id"], row["group"], row["recency"]) == (score.customer_id, score.group, score.recency)
        assert score.net_amount is not None
        assert row["net_amount"] == {"amount": score.net_amount.amount, "currency": score.net_amount.currency}
    flat = pa.table(table.flatten())
    assert "net_amount.amount" in flat.column_names and "net_amount" not in flat.column_names
    assert isinstance(flat["net_amount.amount"][0].as_py(), Decimal)
    top = pa.table(shop.reports.top_customers_table(3).flatten())
    assert isinstance(top["metrics.first_order_date"][0].as_py(), date)


def test_pages_become_one_table(crm: guanxi.Crm) -> None:
    crm.customers.upsert_many({"email": f"p{i}@web.de"} for i in range(2500))
    assert len(crm.customers.list_table()) == 2500
    assert len(crm.customers.list_table(max_rows=1200)) == 1200
    assert len(set(pa.table(crm.customers.list_table())["id"].to_pylist())) == 2500
    assert len(crm.feed.changes_table()) == 2500
    assert len(crm.products.list_table()) == 0
    assert pa.table(crm.products.list_table()).column_names[0] == "sku"


def test_polars(shop: guanxi.Crm) -> None:
    frame = pl.DataFrame(shop.reports.rfm_scores_table())
    assert frame["recency"].min() >= 1  # type: ignore[operator]
    assert frame.select(pl.col("net_amount").struct.field("amount").sum()).item() > 0
    assert pl.DataFrame(shop.customers.list_table()).height == shop.customers.count()


def test_pandas(shop: guanxi.Crm) -> None:
    frame = pa.table(shop.reports.rfm_scores_table().flatten()).to_pandas()
    assert isinstance(frame, pd.DataFrame) and len(frame) == len(shop.reports.rfm_scores())
    if hasattr(pd.DataFrame, "from_arrow"):
        assert len(pd.DataFrame.from_arrow(shop.customers.list_table())) == shop.customers.count()


def test_duckdb(shop: guanxi.Crm) -> None:
    scores = pa.table(shop.reports.rfm_scores_table())  # noqa: F841
    total = duckdb.sql("select sum(net_amount.amount), count(*) from scores").fetchall()
    assert total[0][1] == len(shop.reports.rfm_scores())
    customers = shop.customers.list_table()  # noqa: F841
    found = duckdb.sql("select count(*) from customers").fetchall()
    assert found == [(shop.customers.count(),)]


FRAME = {
    "source": ["till", "till"],
    "external_id": ["1", "2"],
    "name": ["Anna Wolf", "Li Wei"],
    "email": ["anna@web.de", None],
    "born": [date(1990, 2, 3), None],
}


@pytest.mark.parametrize("make", [
    pa.table,
    pl.DataFrame,
    pd.DataFrame,
    lambda frame: pa.RecordBatch.from_pydict(frame),
    lambda frame: pa.table(frame).to_reader(),
    lambda frame: duckdb.from_arrow(pa.table(frame)),
])
def test_tables_are_taken(crm: guanxi.Crm, make: object) -> None:
    frame = make(FRAME)  # type: ignore[operator]
    report = crm.imports.customers(frame, mapping={"columns": {"born": "birth_date"}})
    assert (report.created, report.rejected) == (2, 0), report
    anna = crm.customers.resolve("till:1")
    assert (anna.email, anna.birth_date) == ("anna@web.de", "1990-02-03")


def test_own_tables_are_taken(shop: guanxi.Crm, crm: guanxi.Crm) -> None:
    table = pa.table(shop.customers.list_table().flatten()).select(["email"])
    with guanxi.open("memory:") as other:
        report = other.imports.customers(table)
        assert other.customers.count() == report.created > 0


def test_a_table_that_is_no_csv(crm: guanxi.Crm) -> None:
    with pytest.raises(guanxi.InvalidArgument) as caught:
        crm.imports.customers(pa.table({"name": [["a", "b"]]}))
    assert caught.value.path == "source"
    with pytest.raises(guanxi.InvalidFile):
        crm.imports.customers(pa.table({}))
    assert isinstance(io.BytesIO(), io.BytesIO)
