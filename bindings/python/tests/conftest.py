import os
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

import guanxi

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 3, 1, 2, 15, tzinfo=timezone.utc)

# An empty schema of a server: `cargo xtask python` starts one, and CI has to have it.
POSTGRES = os.environ.get("GUANXI_TEST_POSTGRES")
NO_SERVER = pytest.mark.skipif(
    POSTGRES is None and os.environ.get("CI") != "true", reason="GUANXI_TEST_POSTGRES is not set"
)
STORAGES = ["memory", "redb", "sled", "sqlite", pytest.param("postgres", marks=NO_SERVER)]


def url(storage: str, folder: Path, name: str) -> str:
    """The URL of a new store on a storage: in a folder, or in a schema of this name."""
    if storage == "memory":
        return "memory:"
    if storage == "postgres":
        assert POSTGRES is not None
        return re.sub(r"schema=\w+", f"schema={name}", POSTGRES)
    return f"{storage}:{folder / name}"


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


@pytest.fixture(scope="session")
def command() -> Callable[..., str]:
    """The command `guanxi`: the one that `GUANXI_COMMAND` names, else one that is built."""
    build = ["cargo", "run", "--quiet", "-p", "guanxi-cli", "--"]
    program = [os.environ["GUANXI_COMMAND"]] if "GUANXI_COMMAND" in os.environ else build

    def run(*args: object) -> str:
        done = subprocess.run([*program, *map(str, args)], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    return run


def customers_csv(rows: int) -> bytes:
    lines = [f"till,{i},Person {i},p{i}@example.com" for i in range(rows)]
    return "\n".join(["source,external_id,name,email", *lines]).encode()
