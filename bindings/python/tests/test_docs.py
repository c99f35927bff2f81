"""What the guide and the examples show, runs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, STORAGES, url

PAGES = [ROOT / "docs/guide/python.md", ROOT / "bindings/python/README.md"]


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_snippets_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a page, one after the other, as one program in an empty folder."""
    monkeypatch.chdir(tmp_path)
    data = ROOT / "examples/data/shop"
    for name in ["customers.csv", "orders.csv"]:
        (tmp_path / name).write_bytes((data / name).read_bytes())
    blocks = re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    space: dict[str, object] = {"__name__": "guide"}
    for block in blocks:
        exec(compile(block, page.name, "exec"), space)


@pytest.mark.parametrize("storage", STORAGES)
def test_the_notebook(storage: str, tmp_path: Path) -> None:
    picture = tmp_path / "rfm.png"
    script = ROOT / "examples/notebook/shop.py"
    environment = {**os.environ, "SHOP_STORE": url(storage, tmp_path, "notebook")}
    done = subprocess.run([sys.executable, script, picture], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    assert picture.stat().st_size > 10_000
    assert "6,919 orders" in done.stdout


def test_docstrings_of_the_package() -> None:
    import doctest

    import guanxi

    assert doctest.testmod(guanxi).failed == 0
    assert doctest.testmod(sys.modules["guanxi._dedupe"]).failed == 0
    for area in [guanxi.Customers, guanxi.AsyncOrders]:
        methods = [m for n, m in vars(area).items() if not n.startswith("_") and callable(m)]
        assert methods and all(m.__doc__ for m in methods)
