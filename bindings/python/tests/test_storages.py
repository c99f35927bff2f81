"""The same calls on other storages: only the URL is another."""

from pathlib import Path

import pytest
from conftest import NOW, ROOT, STORAGES, url

import guanxi


@pytest.mark.parametrize("storage", STORAGES)
def test_a_shop_elsewhere_is_the_shop_in_memory(storage: str, tmp_path: Path, shop: guanxi.Crm) -> None:
    with guanxi.open(url(storage, tmp_path, "shop"), now=NOW, seed=7) as crm:
        crm.imports.customers(ROOT / "examples/data/shop/customers.csv")
        crm.imports.orders(ROOT / "examples/data/shop/orders.csv")
        assert crm.reports.stats() == shop.reports.stats()
        assert crm.customers.list(limit=500).items == shop.customers.list(limit=500).items
