"""The same calls on a PostgreSQL: only the URL is another. `cargo xtask python` starts one."""

import os

import pytest
from conftest import NOW, ROOT

import guanxi

URL = os.environ.get("GUANXI_TEST_POSTGRES")


@pytest.mark.skipif(URL is None and os.environ.get("CI") != "true", reason="GUANXI_TEST_POSTGRES is not set")
def test_a_shop_on_a_server_is_the_shop_in_memory(shop: guanxi.Crm) -> None:
    assert URL is not None
    with guanxi.open(URL, now=NOW, seed=7) as crm:
        crm.imports.customers(ROOT / "examples/data/shop/customers.csv")
        crm.imports.orders(ROOT / "examples/data/shop/orders.csv")
        assert crm.reports.stats() == shop.reports.stats()
        assert crm.customers.list(limit=500).items == shop.customers.list(limit=500).items
