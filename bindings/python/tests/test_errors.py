"""Whatever is wrong is a proper exception with code and path, and the process lives."""

import asyncio
import pickle
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import pytest

import guanxi
from conftest import customers_csv


@pytest.mark.parametrize(
    ("inputs", "path", "reason"),
    [
        ([{"email": 7}], "inputs[0].email", "expected str, got int"),
        ([{}, {"emial": "x"}], "inputs[1]", "there is no field emial"),
        ([{"tags": ["a", 7]}], "inputs[0].tags[1]", "expected str, got int"),
        ([{"tags": "vip"}], "inputs[0].tags", "expected list, got str"),
        ([{"created_at": datetime(2026, 3, 1)}], "inputs[0].created_at", "without a time zone"),
        ([{"created_at": date(2026, 3, 1)}], "inputs[0].created_at", "expected datetime, got date"),
        ([{"address": {"city": 1}}], "inputs[0].address.city", "expected str, got int"),
        ([{"fields": {"size": None}}], "inputs[0].fields.size", "expected str, got None"),
        ([{"fields": {7: "x"}}], "inputs[0].fields", "keys of type str"),
        ([7], "inputs[0]", "expected CustomerInput, got int"),
        (7, "inputs", "expected list, got int"),
        ({"email": "x"}, "inputs", "expected list, got dict"),
    ],
)
def test_wrong_arguments(crm: guanxi.Crm, inputs: Any, path: str, reason: str) -> None:
    with pytest.raises(guanxi.InvalidArgument) as caught:
        crm.customers.upsert_many(inputs)
    error = caught.value
    assert (error.code, error.kind, error.path) == ("invalid_argument", "invalid", path)
    assert reason in error.reason and reason in str(error)
    assert isinstance(error, (guanxi.Invalid, ValueError)) and isinstance(error, TypeError)
    assert crm.customers.count() == 0


@pytest.mark.parametrize("call", [
    lambda crm: crm.customers.delete("cus_00000000000000000000000001", 2**53),
    lambda crm: crm.customers.delete("cus_00000000000000000000000001", 2**70),
])
def test_a_whole_number_past_2_to_the_53rd(crm: guanxi.Crm, call: Any) -> None:
    with pytest.raises(guanxi.InvalidArgument, match="2\\^53") as caught:
        call(crm)
    assert caught.value.path == "expected_version"


@pytest.mark.parametrize(
    ("call", "path"),
    [
        (lambda crm: crm.customers.list(limit="3"), "limit"),
        (lambda crm: crm.customers.list(limit=True), "limit"),
        (lambda crm: crm.customers.list(limit=-1), "limit"),
        (lambda crm: crm.customers.find(7), "text"),
        (lambda crm: crm.customers.update("cus_00000000000000000000000001", add_tags=[1]), "add_tags[0]"),
        (lambda crm: crm.customers.get("ord_00000000000000000000000001"), "id"),
        (lambda crm: crm.customers.get(None), "id"),
        (lambda crm: crm.reports.rfm(as_of=datetime(2026, 1, 1, tzinfo=timezone.utc)), "as_of"),
        (lambda crm: crm.reports.rfm(method="fixed"), "method"),
        (lambda crm: crm.reports.rfm(method="odd"), "method"),
        (lambda crm: crm.orders.record({"external_id": "1"}), "input"),
        (lambda crm: crm.orders.record({"external_id": "1", "placed_at": "soon"}), "input.placed_at"),
        (lambda crm: crm.orders.record({"external_id": "1", "placed_at": "2026-03-01T00:00:00Z", "total": 1.5}), "input.total"),
        (
            lambda crm: crm.orders.record(
                {"external_id": "1", "placed_at": "2026-03-01T00:00:00Z", "total": {"amount": 1.5, "currency": "CNY"}}
            ),
            "input.total.amount",
        ),
        (lambda crm: crm.events.record({"name": "x", "customer": "a@b.de", "properties": {"x": float("nan")}}), "input.properties.x"),
        (lambda crm: crm.events.record({"name": "x", "customer": {"email": 7}}), "input.customer.email"),
        (lambda crm: crm.events.record({"name": "x", "customer": 7}), "input.customer"),
        (lambda crm: crm.imports.customers(7), "source"),
        (lambda crm: crm.imports.customers(b"", rejects=7), "rejects"),
        (lambda crm: crm.imports.customers(b"", on_progress=7), "progress"),
        (lambda crm: crm.imports.customers(b"", cancel=7), "cancel"),
        (lambda crm: crm.imports.customers(b"", batch_rows="x"), "batch_rows"),
        (lambda crm: crm.set_now(datetime(2026, 3, 1)), "now"),
        (lambda crm: guanxi.open("memory:", seed="x"), "seed"),
        (lambda crm: guanxi.open("memory:").set_now(datetime.now(timezone.utc)), "now"),
    ],
)
def test_paths(crm: guanxi.Crm, call: Any, path: str) -> None:
    with pytest.raises(guanxi.InvalidArgument) as caught:
        call(crm)
    assert caught.value.path == path, str(caught.value)


def test_values_are_not_shown(crm: guanxi.Crm) -> None:
    secret = "mei@example.com"
    for call in [
        lambda: crm.customers.get(secret),  # type: ignore[arg-type]
        lambda: crm.customers.list(limit=secret),  # type: ignore[arg-type]
        lambda: crm.customers.upsert({"created_at": secret}),
        lambda: crm.orders.list({"id": secret}),  # type: ignore[typeddict-item]
        lambda: crm.reports.rfm(method=secret),  # type: ignore[arg-type]
        lambda: crm.customers.resolve(secret),
    ]:
        with pytest.raises(guanxi.Error) as caught:
            call()
        assert "mei" not in str(caught.value) and "mei" not in repr(caught.value.fields), caught.value


def test_errors_of_the_core(crm: guanxi.Crm) -> None:
    with pytest.raises(guanxi.NotFound) as missing:
        crm.customers.get(guanxi.CustomerId("cus_00000000000000000000000001"))
    assert (missing.value.code, missing.value.kind, missing.value.entity) == ("not_found", "not_found", "customer")
    assert isinstance(missing.value, LookupError)
    saved = crm.customers.upsert({"email": "a@web.de"})
    with pytest.raises(guanxi.StaleVersion) as stale:
        crm.customers.update(saved.customer.id, company="Wolf KG", expected_version=9)
    assert isinstance(stale.value, guanxi.Conflict) and stale.value.fields["expected"] == "9"
    again = pickle.loads(pickle.dumps(stale.value))
    assert (type(again), again.code, again.fields, str(again)) == (
        guanxi.StaleVersion, "stale_version", stale.value.fields, str(stale.value),
    )
    with pytest.raises(guanxi.InvalidField):
        crm.customers.list(limit=0)
    with pytest.raises(guanxi.UnknownStorage):
        guanxi.open("mongo:shop")


def test_files(crm: guanxi.Crm, tmp_path: Path) -> None:
    with pytest.raises(guanxi.Io):
        crm.imports.customers(tmp_path / "none.csv")
    with pytest.raises(guanxi.InvalidFile):
        crm.imports.customers(b"")
    with pytest.raises(guanxi.NoStore):
        guanxi.open(tmp_path / "shop", must_exist=True)


def test_a_closed_handle(crm: guanxi.Crm) -> None:
    other, area = crm.acting_as("staff:mei"), crm.customers
    crm.close()
    crm.close()
    for call in [area.count, other.customers.count, crm.proof.verify, crm.dry_run().shop.get]:
        with pytest.raises(guanxi.Closed) as caught:
            call()
        assert (caught.value.code, caught.value.kind) == ("closed", "unavailable")


@pytest.mark.parametrize("scheme", ["", "redb:", "sled:"])
def test_a_second_open_of_a_held_store(tmp_path: Path, scheme: str) -> None:
    url = f"{scheme}{tmp_path / 'shop'}"
    with guanxi.open(url) as crm:
        crm.customers.upsert({"email": "a@web.de"})
        with pytest.raises(guanxi.Locked) as caught:
            guanxi.open(url)
        assert isinstance(caught.value, guanxi.Unavailable)
    with guanxi.open(url, must_exist=True) as crm:
        assert crm.customers.count() == 1
        assert crm.size_on_disk() > 0


def test_a_panic(crm: guanxi.Crm) -> None:
    source = getattr(guanxi._native, "PanickingSource", None)  # type: ignore[attr-defined]
    if source is None:
        pytest.skip("built without the feature test-hooks")
    with pytest.raises(guanxi.Internal) as caught:
        crm.imports.customers(source())
    assert isinstance(caught.value, guanxi.InternalError) and "asked for" in str(caught.value)
    assert crm.imports.customers(customers_csv(2)).created == 2


def test_exceptions_of_the_callers_own_code_pass(crm: guanxi.Crm) -> None:
    def rows() -> Any:
        yield {"email": "a@web.de"}
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        crm.customers.upsert_many(rows())
    assert crm.customers.count() == 0


def test_every_code_has_its_class() -> None:
    for error in [guanxi.Locked, guanxi.Closed]:
        assert issubclass(error, guanxi.Unavailable)
    assert issubclass(guanxi.Error, Exception)
    assert not issubclass(guanxi.Cancelled, asyncio.CancelledError)
