"""The conformance cases, through the public API. What a runner does stands in the cases' README."""

import dataclasses
import io
import sys
from datetime import date, datetime, timezone
from decimal import Decimal
from enum import Enum
from keyword import iskeyword
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import guanxi
from conftest import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = ROOT / "crates/guanxi-testkit/cases"
FILES = sorted(CASES.rglob("*.toml"))
UNIONS = {"TimelineKind", "RfmMethod", "CustomerRef", "OrderRef"}


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


class File(io.BytesIO):
    """A file with a name, in memory."""

    name = ""


# What comes back, as JSON shows it.


def neutral(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, guanxi.Money):
        return {"amount": f"{value.amount:f}", "currency": value.currency}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        assert value.tzinfo is timezone.utc
        text = value.replace(tzinfo=None).isoformat()
        whole, dot, fraction = text.partition(".")
        return whole + dot + (fraction[:3] if fraction.endswith("000") else fraction) + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        fields = {f.name: neutral(getattr(value, f.name)) for f in dataclasses.fields(value)}
        union = next((u for u in UNIONS if type(value).__name__.startswith(u)), None)
        if union is None:
            return fields
        variant = type(value).__name__.removeprefix(union)
        return {variant.lower(): fields["value"] if list(fields) == ["value"] else fields}
    if isinstance(value, dict):
        return {key: neutral(item) for key, item in value.items()}
    if isinstance(value, list):
        return [neutral(item) for item in value]
    return value


# What a text such as `$anna.customer.id` stands for.


def fill(value: Any, saved: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: fill(item, saved) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, saved) for item in value]
    if not isinstance(value, str) or not value.startswith("$"):
        return value
    if value.startswith("$$"):
        return value[1:]
    name, *path = value[1:].split(".")
    found = saved[name]
    for part in path:
        found = found[int(part)] if isinstance(found, list) else found[part]
    return found


# What was expected against what was found.

FORMS: dict[str, Any] = {
    "$absent": lambda _, found: found is None,
    "$any": lambda _, found: found is not None,
    "$prefix": lambda prefix, found: isinstance(found, str) and found.startswith(prefix),
    "$contains": lambda part, found: isinstance(found, str) and part in found,
    "$count": lambda n, found: isinstance(found, (str, list, dict)) and len(found) == n,
    "$not": lambda inner, found: difference(inner, found) is not None,
}


def difference(expected: Any, found: Any, path: str = "") -> str | None:
    """Where the two differ first, and how."""
    wrong = f"{path or 'answer'}: expected {expected!r}, found {found!r}"
    if isinstance(expected, dict):
        if len(expected) == 1 and (name := next(iter(expected))).startswith("$"):
            return None if FORMS[name](expected[name], found) else wrong
        if len(expected) == 1 and set(expected) <= NATIVE and isinstance(found, (str, int, bool)):
            return difference(next(iter(expected.values())), found, path)
        if not isinstance(found, dict):
            return wrong
        return next(
            (d for k, v in expected.items() if (d := difference(v, found.get(k), f"{path}.{k}"))), None
        )
    if isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            return wrong
        pairs = enumerate(zip(expected, found))
        return next((d for i, (e, f) in pairs if (d := difference(e, f, f"{path}.{i}"))), None)
    if isinstance(found, dict) and isinstance(expected, str) and set(found) == {"amount", "currency"}:
        return None if expected == f"{found['amount']} {found['currency']}" else wrong
    same = expected == found and isinstance(expected, bool) == isinstance(found, bool)
    return None if same else wrong


# Variants that are plain values in Python.
NATIVE = {"boolean", "integer", "date", "text"}

# Calls.


def spread(given: dict[str, Any]) -> dict[str, Any]:
    """Keyword arguments: those of the page stand beside the others."""
    page = given.pop("page", None) or {}
    return {**given, **page}


def call(crm: guanxi.Crm, name: str, given: dict[str, Any]) -> Any:
    area, verb = name.split(".")
    method = getattr(getattr(crm, area), verb)
    if area == "imports" and "name" in given:
        text = given.pop("csv" if "csv" in given else "json")
        file = File(text.encode())
        file.name = given.pop("name")
        return method(file, **given)
    takes = [p for p in get_type_hints_names(method) if p != "return"]
    if takes in (["input"], ["field"], ["store"]):
        return method(given)
    for inner in ("patch", "status", "query"):
        if inner in given and inner not in takes:
            given.update(given.pop(inner))
    # A word of the language has an underscore behind it: `from_`.
    return method(**{f"{name}_" if iskeyword(name) else name: value for name, value in spread(given).items()})


def get_type_hints_names(method: Any) -> list[str]:
    return [name for name in method.__annotations__]


@pytest.mark.parametrize("file", FILES, ids=[str(f.relative_to(CASES)) for f in FILES])
def test_case(file: Path) -> None:
    case = tomllib.loads(file.read_text("utf-8"))
    assert set(case) <= {"about", "now", "seed", "actor", "step"}
    saved: dict[str, Any] = {}
    with guanxi.open("memory:", now=instant(case["now"]), seed=case.get("seed", 7)) as store:
        for number, step in enumerate(case["step"], 1):
            known = {"call", "with", "expect", "error", "save", "at", "actor", "dry_run"}
            assert set(step) <= known, f"step {number}"
            take(store, case, step, saved, f"step {number}, {step['call']}")
        proof = store.proof.verify()
        assert proof.storage_problems == []
        assert all(t.missing == t.extra == t.different == 0 for t in proof.tables), proof


def take(store: guanxi.Crm, case: Any, step: Any, saved: dict[str, Any], where: str) -> None:
    if "at" in step:
        store.set_now(instant(step["at"]))
    actor = step.get("actor", case.get("actor"))
    crm = store.acting_as(actor) if actor else store
    crm = crm.dry_run() if step.get("dry_run") else crm
    given = fill(step.get("with", {}), saved)
    if "error" not in step:
        answer = neutral(call(crm, step["call"], given))
        wrong = difference(fill(step["expect"], saved), answer) if "expect" in step else None
        assert wrong is None, f"{where}: {wrong}"
        if "save" in step:
            saved[step["save"]] = answer
        return
    error = step["error"] if isinstance(step["error"], dict) else {"code": step["error"]}
    with pytest.raises(guanxi.Error) as caught:
        call(crm, step["call"], given)
    assert caught.value.code == error["code"], f"{where}: {caught.value!r}"
    wrong = difference(fill(error.get("fields", {}), saved), caught.value.fields)
    assert wrong is None, f"{where}: {wrong}"


def test_there_are_cases() -> None:
    assert len(FILES) >= 100
