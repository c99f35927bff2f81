"""The same calls on other storages: only the URL is another. `cargo xtask python` starts a PostgreSQL."""

import os
from pathlib import Path

import pytest
from conftest import NOW, ROOT

import guanxi

POSTGRES = os.environ.get("GUANXI_TEST_POSTGRES")
WITHOUT = pytest.mark.skipif(POSTGRES is None and os.environ.get("CI") != "true", reason="GUANXI_TEST_POSTGRES is not set")


@pytest.mark.parametrize("storage", ["redb", "sled", "sqlite", pytest.param("postgres", marks=WITHOUT)])
def test_a_shop_elsewhere_is_the_shop_in_memory(storage: str, tmp_path: Path, shop: guanxi.Crm) -> None:
    url = POSTGRES if storage == "postgres" else f"{storage}:{tmp_path / 'shop'}"
    assert url is not None
    with guanxi.open(url, now=NOW, seed=7) as crm:
        crm.imports.customers(ROOT / "examples/data/shop/customers.csv")
        crm.imports.orders(ROOT / "examples/data/shop/orders.csv")
        assert crm.reports.stats() == shop.reports.stats()
        assert crm.customers.list(limit=500).items == shop.customers.list(limit=500).items
