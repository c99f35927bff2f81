"""Values cross in both directions as what they are."""

import copy
import dataclasses
import pickle
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

import guanxi
from guanxi import (
    CustomerInput,
    CustomerRefEmail,
    CustomerRefRecord,
    Money,
    OrderInput,
    OrderLineInput,
    Outcome,
)


def test_a_customer(crm: guanxi.Crm) -> None:
    saved = crm.customers.upsert(CustomerInput(name="Li Wei", email="Li.Wei@example.cn", tags=["vip"]))
    assert saved.outcome is Outcome.CREATED and saved.outcome == "created" and str(saved.outcome) == "created"
    customer = crm.customers.get(saved.customer.id)
    assert customer == saved.customer
    assert isinstance(customer.id, str) and customer.id.startswith("cus_")
    assert customer.name is not None and customer.name.full == "Li Wei"
    assert (customer.email, customer.tags, customer.phone) == ("li.wei@example.cn", ["vip"], None)
    assert customer.created_at == datetime(2026, 3, 1, 2, 15, tzinfo=timezone.utc)


def test_dicts_are_taken(crm: guanxi.Crm) -> None:
    from types import MappingProxyType

    one = crm.customers.upsert({"name": "Anna", "email": "anna@web.de", "address": {"city": "Berlin"}})
    assert one.customer.address is not None and one.customer.address.city == "Berlin"
    two = crm.customers.upsert_many(
        MappingProxyType(row) for row in [{"email": "a@web.de"}, {"email": "b@web.de"}]  # type: ignore[misc]
    )
    assert len(two) == 2


def test_money_and_times(crm: guanxi.Crm) -> None:
    china = timezone(timedelta(hours=8))
    crm.customers.upsert({"source": "till", "external_id": "1", "name": "Anna"})
    amounts = [Money(Decimal("134.00"), "CNY"), {"amount": 134, "currency": "CNY"}, "134.00 CNY", Money.parse("1.34E+2 CNY")]
    for i, price in enumerate(amounts):
        receipt = crm.orders.record(
            OrderInput(
                external_id=f"SO-{i}",
                source="till",
                placed_at=datetime(2026, 3, 1, 10, 15, 0, 250, tzinfo=china),
                customer=CustomerRefRecord(source="till", external_id="1"),
                lines=[OrderLineInput(sku="SKU-9", quantity=2, unit_price=price)],
            )
        )
        order = receipt.order
        assert order.total == Money(Decimal("268.00"), "CNY") and str(order.total) == "268.00 CNY"
        assert order.placed_at == datetime(2026, 3, 1, 2, 15, 0, 250, tzinfo=timezone.utc)
    metrics = crm.orders.metrics(order.customer_id)  # type: ignore[arg-type]
    assert metrics.amount_spent == Money.parse("1072.00 CNY")
    assert metrics.first_order_date == date(2026, 3, 1)


def test_exchange_rates_are_exact(crm: guanxi.Crm) -> None:
    crm.shop.set(currency="CNY")
    receipt = crm.orders.record(
        {
            "source": "web", "external_id": "1", "placed_at": "2026-03-01T00:00:00Z", "total": "10.00 USD",
            "exchange_rate": Decimal("7.1234"),
        }
    )
    assert receipt.order.exchange_rate == Decimal("7.1234")
    assert receipt.order.net_amount_in_shop_currency == Money.parse("71.23 CNY")


def test_references(crm: guanxi.Crm) -> None:
    saved = crm.customers.upsert({"source": "till", "external_id": "1", "email": "anna@web.de"}).customer
    for reference in [
        str(saved.id),
        "anna@web.de",
        "till:1",
        CustomerRefEmail("anna@web.de"),
        CustomerRefRecord(source="till", external_id="1"),
        {"email": "anna@web.de"},
        {"record": {"source": "till", "external_id": "1"}},
    ]:
        assert crm.customers.resolve(reference).id == saved.id, reference  # type: ignore[arg-type]


def test_fields_of_the_shops_own(crm: guanxi.Crm) -> None:
    for name, kind in [("visits", "integer"), ("member", "boolean"), ("since", "date"), ("size", "text")]:
        crm.shop.define_field({"name": name, "type": kind})  # type: ignore[typeddict-item]
    texts = {"visits": "3", "member": "yes", "since": "2026-01-02", "size": "XL"}
    customer = crm.customers.upsert({"name": "Anna", "email": "a@web.de", "fields": texts}).customer
    assert customer.fields == {"visits": 3, "member": True, "since": date(2026, 1, 2), "size": "XL"}
    assert customer.fields["member"] is True


def test_properties_of_events(crm: guanxi.Crm) -> None:
    crm.customers.upsert({"email": "anna@web.de"})
    properties = {"sku": "A", "n": 3, "ratio": 0.5, "tags": ["x", None], "in": {"stock": True}}
    receipt = crm.events.record({"name": "viewed", "customer": "anna@web.de", "properties": properties})
    assert receipt.event_id.startswith("evt_")
    item = next(item for item in crm.events.iter_timeline("anna@web.de"))
    match item.kind:
        case guanxi.TimelineKindEvent(event):
            assert event.properties == properties
        case other:
            pytest.fail(f"{other}")


def test_a_variant_with_numbers(shop: guanxi.Crm) -> None:
    cuts = guanxi.RfmCuts(recency_days=[30, 60, 90, 180], orders=[2, 3, 4, 5], net_amount_minor=[1, 2, 3, 4])
    for method in [guanxi.RfmMethodFixed(cuts), {"fixed": dataclasses.asdict(cuts)}, "dependent"]:
        assert shop.reports.rfm(method=method).population > 0  # type: ignore[arg-type]


def test_dataclasses_are_values(crm: guanxi.Crm) -> None:
    saved = crm.customers.upsert({"name": "Anna", "email": "anna@web.de"})
    again = pickle.loads(pickle.dumps(saved))
    assert again == saved == copy.deepcopy(saved) and again.outcome is Outcome.CREATED
    assert dataclasses.replace(saved.customer, note="x").note == "x"
    assert "anna@web.de" in repr(saved.customer)
    with pytest.raises(dataclasses.FrozenInstanceError):
        saved.customer.note = "y"  # type: ignore[misc]
    assert not hasattr(saved, "__dict__")


def test_pages(crm: guanxi.Crm) -> None:
    ids = [r.customer.id for r in crm.customers.upsert_many({"email": f"p{i}@web.de"} for i in range(7))]
    page = crm.customers.list(limit=3)
    assert len(page.items) == 3 and page.next_cursor
    assert {c.id for c in crm.customers.iter(page_size=2)} == set(ids)
    assert [c.email for c in crm.customers.iter_find("p3@web.de", page_size=1)] == ["p3@web.de"]
    changes = list(crm.feed.iter_changes(page_size=2))
    assert [c.kind for c in changes] == [guanxi.ChangeKind.CUSTOMER_CREATED] * 7


def test_the_handle(crm: guanxi.Crm, tmp_path: object) -> None:
    mei = crm.acting_as("staff:mei")
    mei.customers.upsert({"email": "a@web.de"})
    assert [entry.actor for entry in crm.audit.iter()] == ["staff:mei"]
    assert crm.dry_run().customers.upsert({"email": "b@web.de"}).outcome == "created"
    assert crm.customers.count() == 1
    crm.set_now(datetime(2026, 4, 1, tzinfo=timezone.utc))
    assert crm.customers.upsert({"email": "c@web.de"}).customer.created_at.month == 4
    assert crm.size_on_disk() == 0
    assert crm.customers is crm.customers
    assert crm.proof.rebuild() and crm.proof.verify().storage_problems == []
