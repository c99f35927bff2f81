"""What a type checker must accept, and, where it says so, must refuse. Read by mypy and pyright, never run."""

import os
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import guanxi
from guanxi import (
    Crm,
    Customer,
    CustomerId,
    CustomerInput,
    CustomerInputDict,
    Money,
    OrderInput,
    TimelineItem,
    TimelineKindConsent,
    TimelineKindEvent,
    TimelineKindOrder,
    TimelineKindRefund,
)

if TYPE_CHECKING:
    import polars as pl


def right(crm: Crm, at: datetime, path: os.PathLike[str]) -> Customer:
    row: CustomerInputDict = {"name": "Anna", "tags": ["vip"], "address": {"city": "Berlin"}}
    saved = crm.customers.upsert(row)
    crm.customers.upsert(CustomerInput(name="Anna", updated_at=at))
    many: list[guanxi.UpsertReceipt] = crm.customers.upsert_many([row, {"email": "x"}])
    total: Money = crm.orders.record(
        OrderInput(external_id="1", placed_at=at, total=Money(Decimal(1), "CNY"), financial_status="paid")
    ).order.total
    amount: Decimal = total.amount
    found: guanxi.CustomerPage = crm.customers.find("li", limit=20)
    day: date | None = crm.orders.metrics(saved.customer.id).first_order_date
    crm.reports.rfm(as_of=day, method="dependent")
    crm.imports.customers(path, on_progress=lambda p: print(p.done), cancel=guanxi.CancelToken())
    crm.events.record({"name": "x", "customer": {"email": "a@b.de"}, "occurred_at": "2026-03-01T00:00:00Z"})
    for customer in crm.customers.iter(page_size=100):
        values: dict[str, bool | int | date | str] = customer.fields
        del values
    clusters: guanxi.Table = guanxi.dedupe({"name": ["a", None]}, settings={"threshold": 0.5}).clusters
    guanxi.dedupe(clusters, settings=path, on_progress=lambda p: print(p.done), cancel=guanxi.CancelToken())
    del many, amount, found
    return saved.customer


def exhaustive(item: TimelineItem) -> str:
    match item.kind:
        case TimelineKindOrder(number=number):
            return number
        case TimelineKindRefund(amount=amount):
            return str(amount)
        case TimelineKindEvent(event):
            return event.name
        case TimelineKindConsent(purpose=purpose):
            return purpose


def wrong(crm: Crm, customer: Customer) -> None:
    crm.customers.get("cus_1")  # type: ignore[arg-type]
    crm.customers.upsert({"emial": "x"})  # type: ignore[arg-type]
    crm.customers.upsert(CustomerInput(emial="x"))  # type: ignore[call-arg]
    crm.customers.list(20)  # type: ignore[call-arg]
    crm.reports.rfm(method="odd")  # type: ignore[arg-type]
    customer.note = "x"  # type: ignore[misc]
    crm.orders.get(CustomerId("cus_1"), 1)  # type: ignore[call-arg]


async def asynchronous() -> list[Customer]:
    async with guanxi.open_async("shop") as crm:
        assert (await crm.customers.count()) + 1
        table: guanxi.Table = await crm.reports.rfm_scores_table()
        print(len(table))
        return [customer async for customer in crm.customers.iter()]


def tables(crm: Crm, frame: "pl.DataFrame") -> None:
    crm.imports.customers(frame)
    crm.imports.customers(b"name,email\n")
