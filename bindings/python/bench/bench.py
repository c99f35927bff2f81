"""What calls cost, in microseconds of CPU, best of several rounds; beside Rust when `--rust RATE` names its example.

    python bench/bench.py [--rust path/to/rate]
"""

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import guanxi

DATA = Path(__file__).resolve().parents[3] / "examples/data/shop"


def best(rounds: int, work: Callable[[], object], times: int = 1) -> float:
    """Microseconds of CPU of one time, the least of several rounds."""
    least = float("inf")
    for _ in range(rounds):
        gc.collect()
        started = time.process_time_ns()
        for _ in range(times):
            work()
        least = min(least, time.process_time_ns() - started)
    return least / 1000 / times


def main() -> None:
    figures: dict[str, float] = {}
    csv = (DATA / "customers.csv").read_bytes()

    def load() -> guanxi.Crm:
        crm = guanxi.open("memory:")
        crm.imports.customers(csv)
        return crm

    figures["import"] = best(3, load)
    inputs = [
        {"name": f"Person {i}", "email": f"p{i}@example.com", "source": "till", "external_id": str(i)}
        for i in range(5000)
    ]
    figures["upsert_many"] = best(5, lambda: guanxi.open("memory:").customers.upsert_many(inputs))
    figures["upsert_many_table"] = best(
        5, lambda: guanxi.open("memory:").customers.upsert_many_table(inputs)
    )
    crm = load()
    crm.imports.orders(DATA / "orders.csv")
    customers = crm.customers
    figures["page"] = best(20, lambda: customers.list(limit=1000))
    figures["customers_as_table"] = best(20, lambda: customers.list_table(max_rows=1000))
    figures["scores_as_table"] = best(10, crm.reports.rfm_scores_table)
    figures["scores"] = best(10, crm.reports.rfm_scores)
    figures["shop_get"] = best(20, crm.shop.get, 1000)
    empty = guanxi.open("memory:").customers
    figures["count_of_none"] = best(50, empty.count, 10_000)
    one = customers.list(limit=1).items[0].id
    figures["get"] = best(20, lambda: customers.get(one), 1000)
    rust: dict[str, float] = {}
    if "--rust" in sys.argv:
        rate = sys.argv[sys.argv.index("--rust") + 1]
        out = subprocess.run(
            [rate, DATA / "customers.csv", DATA / "orders.csv"], capture_output=True, text=True, check=True
        ).stdout
        rust = {line.split()[0]: float(line.split()[1]) for line in out.splitlines()}
    for name in dict.fromkeys([*figures, *rust]):
        shown = [f"{of[name]:12,.3f}" if name in of else " " * 12 for of in (figures, rust)]
        print(f"{name:24}", *shown)
    print("fields of a customer:", len(fields(guanxi.Customer)))


if __name__ == "__main__":
    main()
