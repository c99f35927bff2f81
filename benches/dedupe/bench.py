"""guanxi beside its peers on tables of people; `cargo xtask bench dedupe` runs it.

Needs nothing but Python and the net: the peers are installed into an environment of their own. One that cannot be installed,
or that fails or takes too long on a table, stands in the table as such.
"""

import argparse
import csv
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DATA = [ROOT / "crates/guanxi-match/tests/data", HERE / "data"]
PEERS = ["splink", "goldenmatch", "blazematch", "dedupe", "recordlinkage"]
DATASETS = ["fake_1000", "febrl1", "restaurant", "zh_customers", "shop_customers", "febrl3", "febrl4", "historical_50k",
            "generated:100000", "generated:1000000"]  # fmt: skip
HEADERS = ["", "CPU s", "start", "wall s", "MB", "F1", "B-cubed", "best F1"]


def environment(folder: Path) -> tuple[Path, dict[str, str]]:
    """Its Python, and why what could not be installed could not."""
    python = folder / "bin/python"
    if not python.is_file():
        venv.create(folder, with_pip=True)
    lines = [line.split("#")[0].strip() for line in (HERE / "requirements.txt").read_text("utf-8").splitlines()]
    wanted, stamp = [line for line in lines if line], folder / "wanted"
    if stamp.is_file() and stamp.read_text() == "\n".join(wanted):
        return python, {}
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*install, *wanted]).returncode == 0:
        stamp.write_text("\n".join(wanted))
        return python, {}
    # One stands in the way of all: each by itself.
    missing = {}
    for line in wanted:
        done = subprocess.run([*install, line], capture_output=True, text=True)
        if done.returncode:
            missing[line.split("==")[0]] = done.stderr.strip().splitlines()[-1]
    return python, missing


def file_of(dataset: str, python: Path, folder: Path) -> Path:
    if dataset.startswith("generated:"):
        path = folder / f"people-{dataset.split(':')[1]}.csv"
        if not path.is_file():
            made = path.with_suffix(".new")
            subprocess.run([python, HERE / "people.py", made, dataset.split(":")[1]], check=True)
            made.rename(path)
        return path
    kept = (place / f"{dataset}.csv" for place in DATA)
    return next((path for path in kept if path.is_file()), Path(dataset))


def ours(command: Path, path: Path, limit: float) -> dict:
    """The command, from the file to the file of clusters; what it does before it begins is counted in."""
    with tempfile.TemporaryDirectory() as folder:
        plain, out = Path(folder, "rows.csv"), Path(folder, "clusters.csv")
        with open(path, newline="", encoding="utf-8") as source, open(plain, "w", newline="", encoding="utf-8") as to:
            rows = csv.reader(source)
            headers = next(rows)
            at = headers.index("cluster")
            csv.writer(to).writerows(row[:at] + row[at + 1 :] for row in itertools.chain([headers], rows))
        begun = time.perf_counter()
        process = subprocess.Popen([command, "dedupe", plain, "--out", out, "--json"], stdout=subprocess.DEVNULL)
        _, status, spent = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        if status:
            return {"failed": f"it ended with {status}"}
    told = subprocess.run([command, "dedupe", path, "--truth", "cluster", "--json"], capture_output=True, timeout=limit * 4)
    measured = json.loads(told.stdout)["evaluation"]
    at = measured["default"]
    return {
        "cpu": spent.ru_utime + spent.ru_stime,
        "wall": wall,
        "memory": spent.ru_maxrss / 1024,
        "f1": at["pairwise"]["f1"],
        "b3": at["b_cubed"]["f1"],
        "best": measured["best"]["pairwise"]["f1"],
    }


def peer(name: str, python: Path, path: Path, limit: float) -> dict:
    try:
        done = subprocess.run([python, HERE / "peer.py", name, path], capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return {"failed": f"stopped after {limit:.0f} s"}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"killed by signal {-done.returncode}"])[-1]
        return {"failed": last[:100]}
    return json.loads(done.stdout.strip().splitlines()[-1])


def shown(name: str, took: dict) -> list[str]:
    if "failed" in took:
        return [name, took["failed"], *[""] * 6]
    number = lambda key, digits: "" if took.get(key) is None else f"{took[key]:.{digits}f}"  # noqa: E731
    return [name, number("cpu", 2), number("start", 2), number("wall", 2), number("memory", 0),
            number("f1", 4), number("b3", 4), number("best", 4)]  # fmt: skip


def main() -> None:
    ask = argparse.ArgumentParser(prog="cargo xtask bench dedupe", description=__doc__.splitlines()[0])
    ask.add_argument("datasets", nargs="*", metavar="DATASET", default=DATASETS,
                     help="the name of a kept set, generated:ROWS, or a CSV file with the truth in `cluster`")  # fmt: skip
    ask.add_argument("--guanxi", type=Path, required=True, help=argparse.SUPPRESS)
    ask.add_argument("--latency", type=Path, required=True, help=argparse.SUPPRESS)
    ask.add_argument("--folder", type=Path, required=True, help=argparse.SUPPRESS)
    ask.add_argument("--limit", type=float, default=900, help="seconds after which a peer is stopped [900]")
    ask.add_argument("--alone", action="store_true", help="without the peers")
    asked = ask.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    python, missing = environment(asked.folder / "venv")
    for dataset in asked.datasets:
        path = file_of(dataset, python, asked.folder)
        print(f"\n{path.stem}\n\n| {' | '.join(HEADERS)} |\n|---|{'---:|' * (len(HEADERS) - 1)}", flush=True)
        print(f"| {' | '.join(shown('guanxi', ours(asked.guanxi, path, asked.limit)))} |", flush=True)
        for name in [] if asked.alone else PEERS:
            took = {"failed": f"not installed: {missing[name]}"} if name in missing else peer(name, python, path, asked.limit)
            print(f"| {' | '.join(shown(name, took))} |", flush=True)
        print(f"\n{subprocess.run([asked.latency, path], capture_output=True, text=True, check=True).stdout}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
