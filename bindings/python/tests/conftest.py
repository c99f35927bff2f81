from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

import guanxi

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 3, 1, 2, 15, tzinfo=timezone.utc)


@pytest.fixture
def crm() -> Iterator[guanxi.Crm]:
    with guanxi.open("memory:", now=NOW, seed=7) as crm:
        yield crm


@pytest.fixture
def shop(crm: guanxi.Crm) -> guanxi.Crm:
    """A shop with the customers and orders of the example."""
    crm.imports.customers(ROOT / "examples/data/shop/customers.csv")
    crm.imports.orders(ROOT / "examples/data/shop/orders.csv")
    return crm


def customers_csv(rows: int) -> bytes:
    lines = [f"till,{i},Person {i},p{i}@example.com" for i in range(rows)]
    return "\n".join(["source,external_id,name,email", *lines]).encode()
