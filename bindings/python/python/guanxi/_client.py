# Written by `cargo xtask codegen` from the core's description of itself. Do not edit.
from __future__ import annotations

import builtins
import os
from collections import abc
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import IO, Any

from . import _native, _wire  # noqa: F401
from ._base import AsyncBase, Base, Source, in_thread, long_in_thread, table_of_pages
from ._models import *  # noqa: F403
from ._values import Money, MoneyDict

__all__ = [
    "AsyncAudit",
    "AsyncConsents",
    "AsyncCrm",
    "AsyncCustomers",
    "AsyncDuplicates",
    "AsyncEvents",
    "AsyncFeed",
    "AsyncImports",
    "AsyncLoyalty",
    "AsyncOrders",
    "AsyncPrivacy",
    "AsyncProducts",
    "AsyncProof",
    "AsyncReferrals",
    "AsyncReports",
    "AsyncRewards",
    "AsyncSegments",
    "AsyncShop",
    "Audit",
    "Consents",
    "Crm",
    "Customers",
    "Duplicates",
    "Events",
    "Feed",
    "Imports",
    "Loyalty",
    "Orders",
    "Privacy",
    "Products",
    "Proof",
    "Referrals",
    "Reports",
    "Rewards",
    "Segments",
    "Shop",
]


class Shop:
    """The shop's settings."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def get(self) -> ShopSettings:
        """The settings in force.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: ShopSettings = self._call("shop.get")
        return answer

    def set(
        self,
        *,
        name: str | None = None,
        currency: str | None = None,
        zone: str | None = None,
        country: str | None = None,
        language: str | None = None,
        channels: abc.Iterable[str] | None = None,
        trusted_sources: abc.Iterable[str] | None = None,
        survivorship: Survivorship | SurvivorshipDict | None = None,
        records_per_identifier_max: int | None = None,
        feed_days: int | None = None,
        duplicates: DuplicatePolicy | DuplicatePolicyDict | None = None,
        purposes: abc.Iterable[PurposeBasis | PurposeBasisDict] | None = None,
        retention: abc.Iterable[RetentionRule | RetentionRuleDict] | None = None,
    ) -> SettingsReceipt:
        """Changes settings; what is left out stays. Where profiles or figures depend on what changed they are derived
        anew, which takes a while on a large store.

        Raises:
            `invalid_field`.
        """
        answer: SettingsReceipt = self._call(
            "shop.set",
            ({"name": name, "currency": currency, "zone": zone, "country": country, "language": language, "channels": channels, "trusted_sources": trusted_sources, "survivorship": survivorship, "records_per_identifier_max": records_per_identifier_max, "feed_days": feed_days, "duplicates": duplicates, "purposes": purposes, "retention": retention},),
        )
        return answer

    def define_field(self, field: FieldDefinition | FieldDefinitionDict) -> SettingsReceipt:
        """Defines a field of the shop's own that customers have, or changes its limits. Its type stays.

        Raises:
            `invalid_field` for a name that is no identifier or is taken, another type than before, choices without values.
        """
        answer: SettingsReceipt = self._call("shop.define_field", field)
        return answer

    def define_store(self, store: Store | StoreDict) -> SettingsReceipt:
        """Defines a physical store, or changes it; its code names it.

        Raises:
            `invalid_field` for a code that is empty.
        """
        answer: SettingsReceipt = self._call("shop.define_store", store)
        return answer


class AsyncShop:
    """The shop's settings."""

    __slots__ = ("_area",)

    def __init__(self, area: Shop) -> None:
        self._area = area

    async def get(self) -> ShopSettings:
        """The settings in force.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.get)

    async def set(
        self,
        *,
        name: str | None = None,
        currency: str | None = None,
        zone: str | None = None,
        country: str | None = None,
        language: str | None = None,
        channels: abc.Iterable[str] | None = None,
        trusted_sources: abc.Iterable[str] | None = None,
        survivorship: Survivorship | SurvivorshipDict | None = None,
        records_per_identifier_max: int | None = None,
        feed_days: int | None = None,
        duplicates: DuplicatePolicy | DuplicatePolicyDict | None = None,
        purposes: abc.Iterable[PurposeBasis | PurposeBasisDict] | None = None,
        retention: abc.Iterable[RetentionRule | RetentionRuleDict] | None = None,
    ) -> SettingsReceipt:
        """Changes settings; what is left out stays. Where profiles or figures depend on what changed they are derived
        anew, which takes a while on a large store.

        Raises:
            `invalid_field`.
        """
        return await in_thread(
            self._area.set,
            name=name,
            currency=currency,
            zone=zone,
            country=country,
            language=language,
            channels=channels,
            trusted_sources=trusted_sources,
            survivorship=survivorship,
            records_per_identifier_max=records_per_identifier_max,
            feed_days=feed_days,
            duplicates=duplicates,
            purposes=purposes,
            retention=retention,
        )

    async def define_field(self, field: FieldDefinition | FieldDefinitionDict) -> SettingsReceipt:
        """Defines a field of the shop's own that customers have, or changes its limits. Its type stays.

        Raises:
            `invalid_field` for a name that is no identifier or is taken, another type than before, choices without values.
        """
        return await in_thread(self._area.define_field, field)

    async def define_store(self, store: Store | StoreDict) -> SettingsReceipt:
        """Defines a physical store, or changes it; its code names it.

        Raises:
            `invalid_field` for a code that is empty.
        """
        return await in_thread(self._area.define_store, store)


class Customers:
    """The shop's customers."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def upsert(self, input: CustomerInput | CustomerInputDict) -> UpsertReceipt:
        """Takes what a source says about a person: finds the record by (source, external id), else by e-mail or phone
        of the same source, or makes it; joins it to the customer that its identifiers name, or makes one.

        Raises:
            `invalid_field` for a value that does not read; see `CustomerInput` for what each takes.
        """
        answer: UpsertReceipt = self._call("customers.upsert", input)
        return answer

    def upsert_many(
        self,
        inputs: abc.Iterable[CustomerInput | CustomerInputDict],
    ) -> builtins.list[UpsertReceipt]:
        """Takes many at once, in one commit: all of them or none.

        Raises:
            As `upsert`, for the first that cannot be taken.
        """
        answer: builtins.list[UpsertReceipt] = self._call("customers.upsert_many", inputs)
        return answer

    def upsert_many_table(
        self,
        inputs: abc.Iterable[CustomerInput | CustomerInputDict],
    ) -> _native.Table:
        """As `upsert_many`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("customers.upsert_many", inputs)

    def update(
        self,
        id: CustomerId,
        *,
        expected_version: int | None = None,
        name: str | None = None,
        given_name: str | None = None,
        family_name: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        birth_date: str | None = None,
        gender: str | None = None,
        language: str | None = None,
        company: str | None = None,
        address: AddressInput | AddressInputDict | None = None,
        note: str | None = None,
        add_tags: abc.Iterable[str] | None = None,
        remove_tags: abc.Iterable[str] | None = None,
        fields: abc.Mapping[str, str] | None = None,
        clear: abc.Iterable[str] | None = None,
    ) -> UpsertReceipt:
        """Changes a customer by hand. What is entered so comes before what every source says.

        Raises:
            `not_found`; `stale_version` when `expected_version` is given and is not the present one; `invalid_field`.
        """
        answer: UpsertReceipt = self._call(
            "customers.update",
            id,
            ({"expected_version": expected_version, "name": name, "given_name": given_name, "family_name": family_name, "email": email, "phone": phone, "birth_date": birth_date, "gender": gender, "language": language, "company": company, "address": address, "note": note, "add_tags": add_tags, "remove_tags": remove_tags, "fields": fields, "clear": clear},),
        )
        return answer

    def delete(self, id: CustomerId, expected_version: int | None = None) -> DeleteReceipt:
        """Takes a customer out of lists, look-ups and reports. What came in stays as facts; `privacy.erase` is what
        forgets a person for good. A source that says something new about one of the records brings it back as a new
        customer.

        Raises:
            `not_found`; `stale_version`.
        """
        answer: DeleteReceipt = self._call("customers.delete", id, expected_version)
        return answer

    def get(self, id: CustomerId) -> Customer:
        """A customer by id; the id of one that was merged gives the customer that it went into.

        Raises:
            `not_found`.
        """
        answer: Customer = self._call("customers.get", id)
        return answer

    def resolve(self, customer: CustomerRef | CustomerRefDict | str) -> Customer:
        """The customer that a reference names: by id, by what a source calls it, by an e-mail or a phone.

        Raises:
            `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
        """
        answer: Customer = self._call("customers.resolve", customer)
        return answer

    def find(
        self,
        text: str | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> CustomerPage:
        """The customers that bear an e-mail, a phone number or an external id (`shopify:6940095`, or the id alone), or
        that have a name starting with this text; best first: exact identifiers before names, more orders later on. A
        text that reads as an e-mail is looked up as one, not as a name.

        Raises:
            `invalid_cursor`; `invalid_field` for a text without a letter or digit.
        """
        answer: CustomerPage = self._call(
            "customers.find",
            ({"text": text, "page": ({"limit": limit, "cursor": cursor},)},),
        )
        return answer

    def iter_find(
        self,
        text: str | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[Customer]:
        """Goes through all pages of `find`, `page_size` of `Customer` at a time."""
        while True:
            page = self.find(text, limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def find_table(self, text: str | None = None, *, max_rows: int | None = None) -> _native.Table:
        """As `find`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table(
                "customers.find",
                ({"text": text, "page": ({"limit": limit, "cursor": cursor},)},),
            )

        return table_of_pages(page, max_rows)

    def list(self, *, limit: int | None = None, cursor: str | None = None) -> CustomerPage:
        """Every customer, page by page, oldest first.

        Raises:
            `invalid_cursor`.
        """
        answer: CustomerPage = self._call("customers.list", ({"limit": limit, "cursor": cursor},))
        return answer

    def iter(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[Customer]:
        """Goes through all pages of `list`, `page_size` of `Customer` at a time."""
        while True:
            page = self.list(limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def list_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table("customers.list", ({"limit": limit, "cursor": cursor},))

        return table_of_pages(page, max_rows)

    def count(self) -> int:
        """How many customers there are.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: int = self._call("customers.count")
        return answer


class AsyncCustomers:
    """The shop's customers."""

    __slots__ = ("_area",)

    def __init__(self, area: Customers) -> None:
        self._area = area

    async def upsert(self, input: CustomerInput | CustomerInputDict) -> UpsertReceipt:
        """Takes what a source says about a person: finds the record by (source, external id), else by e-mail or phone
        of the same source, or makes it; joins it to the customer that its identifiers name, or makes one.

        Raises:
            `invalid_field` for a value that does not read; see `CustomerInput` for what each takes.
        """
        return await in_thread(self._area.upsert, input)

    async def upsert_many(
        self,
        inputs: abc.Iterable[CustomerInput | CustomerInputDict],
    ) -> builtins.list[UpsertReceipt]:
        """Takes many at once, in one commit: all of them or none.

        Raises:
            As `upsert`, for the first that cannot be taken.
        """
        return await in_thread(self._area.upsert_many, inputs)

    async def upsert_many_table(
        self,
        inputs: abc.Iterable[CustomerInput | CustomerInputDict],
    ) -> _native.Table:
        """As `upsert_many`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.upsert_many_table, inputs)

    async def update(
        self,
        id: CustomerId,
        *,
        expected_version: int | None = None,
        name: str | None = None,
        given_name: str | None = None,
        family_name: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        birth_date: str | None = None,
        gender: str | None = None,
        language: str | None = None,
        company: str | None = None,
        address: AddressInput | AddressInputDict | None = None,
        note: str | None = None,
        add_tags: abc.Iterable[str] | None = None,
        remove_tags: abc.Iterable[str] | None = None,
        fields: abc.Mapping[str, str] | None = None,
        clear: abc.Iterable[str] | None = None,
    ) -> UpsertReceipt:
        """Changes a customer by hand. What is entered so comes before what every source says.

        Raises:
            `not_found`; `stale_version` when `expected_version` is given and is not the present one; `invalid_field`.
        """
        return await in_thread(
            self._area.update,
            id,
            expected_version=expected_version,
            name=name,
            given_name=given_name,
            family_name=family_name,
            email=email,
            phone=phone,
            birth_date=birth_date,
            gender=gender,
            language=language,
            company=company,
            address=address,
            note=note,
            add_tags=add_tags,
            remove_tags=remove_tags,
            fields=fields,
            clear=clear,
        )

    async def delete(self, id: CustomerId, expected_version: int | None = None) -> DeleteReceipt:
        """Takes a customer out of lists, look-ups and reports. What came in stays as facts; `privacy.erase` is what
        forgets a person for good. A source that says something new about one of the records brings it back as a new
        customer.

        Raises:
            `not_found`; `stale_version`.
        """
        return await in_thread(self._area.delete, id, expected_version)

    async def get(self, id: CustomerId) -> Customer:
        """A customer by id; the id of one that was merged gives the customer that it went into.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.get, id)

    async def resolve(self, customer: CustomerRef | CustomerRefDict | str) -> Customer:
        """The customer that a reference names: by id, by what a source calls it, by an e-mail or a phone.

        Raises:
            `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
        """
        return await in_thread(self._area.resolve, customer)

    async def find(
        self,
        text: str | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> CustomerPage:
        """The customers that bear an e-mail, a phone number or an external id (`shopify:6940095`, or the id alone), or
        that have a name starting with this text; best first: exact identifiers before names, more orders later on. A
        text that reads as an e-mail is looked up as one, not as a name.

        Raises:
            `invalid_cursor`; `invalid_field` for a text without a letter or digit.
        """
        return await in_thread(self._area.find, text, limit=limit, cursor=cursor)

    async def iter_find(
        self,
        text: str | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[Customer]:
        """Goes through all pages of `find`, `page_size` of `Customer` at a time."""
        while True:
            page = await self.find(text, limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def find_table(
        self,
        text: str | None = None,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `find`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.find_table, text, max_rows=max_rows)

    async def list(self, *, limit: int | None = None, cursor: str | None = None) -> CustomerPage:
        """Every customer, page by page, oldest first.

        Raises:
            `invalid_cursor`.
        """
        return await in_thread(self._area.list, limit=limit, cursor=cursor)

    async def iter(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[Customer]:
        """Goes through all pages of `list`, `page_size` of `Customer` at a time."""
        while True:
            page = await self.list(limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def list_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.list_table, max_rows=max_rows)

    async def count(self) -> int:
        """How many customers there are.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.count)


class Orders:
    """What customers bought."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def record(self, input: OrderInput | OrderInputDict) -> OrderReceipt:
        """Takes an order in, or a new version of one.

        Raises:
            `invalid_field` for amounts in several currencies, no amount at all, or an external id that is empty;
            `invalid_money` when a sum does not fit; `not_found` for a customer named by id, e-mail or phone that does not
            exist.
        """
        answer: OrderReceipt = self._call("orders.record", input)
        return answer

    def record_many(
        self,
        inputs: abc.Iterable[OrderInput | OrderInputDict],
    ) -> builtins.list[OrderReceipt]:
        """Takes many at once, in one commit: all of them or none.

        Raises:
            As `record`, for the first that cannot be taken.
        """
        answer: builtins.list[OrderReceipt] = self._call("orders.record_many", inputs)
        return answer

    def record_many_table(self, inputs: abc.Iterable[OrderInput | OrderInputDict]) -> _native.Table:
        """As `record_many`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("orders.record_many", inputs)

    def refund(self, input: RefundInput | RefundInputDict) -> RefundReceipt:
        """Takes a refund in. The same again gives the same receipt. It may come before its order.

        Raises:
            `not_found` for an order named by id; `key_reused` when the refund came before with other content;
            `invalid_field` for another currency than the order's; `refund_too_large`; `invalid_field` for a sum that is not
            positive.
        """
        answer: RefundReceipt = self._call("orders.refund", input)
        return answer

    def cancel(
        self,
        order: OrderRef | OrderRefDict | str,
        reason: str | None = None,
    ) -> OrderReceipt:
        """Calls an order off: it counts in no figure from then on. Cancelling again changes nothing.

        Raises:
            `invalid_field` for a reason that is empty; `not_found`.
        """
        answer: OrderReceipt = self._call("orders.cancel", order, reason)
        return answer

    def set_status(
        self,
        order: OrderRef | OrderRefDict | str,
        *,
        financial_status: FinancialStatus | FinancialStatusText | None = None,
        fulfillment_status: FulfillmentStatus | FulfillmentStatusText | None = None,
        at: datetime | None = None,
    ) -> OrderReceipt:
        """Moves an order on: paid, shipped, delivered. The same status again changes nothing.

        Raises:
            `not_found`.
        """
        answer: OrderReceipt = self._call(
            "orders.set_status",
            order,
            ({"financial_status": financial_status, "fulfillment_status": fulfillment_status, "at": at},),
        )
        return answer

    def get(self, order: OrderRef | OrderRefDict | str) -> Order:
        """An order.

        Raises:
            `not_found`, also for one of which only refunds are known so far.
        """
        answer: Order = self._call("orders.get", order)
        return answer

    def list(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> OrderPage:
        """A customer's orders, newest first.

        Raises:
            `invalid_cursor`; `not_found`.
        """
        answer: OrderPage = self._call(
            "orders.list",
            customer,
            ({"limit": limit, "cursor": cursor},),
        )
        return answer

    def iter(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[Order]:
        """Goes through all pages of `list`, `page_size` of `Order` at a time."""
        while True:
            page = self.list(customer, limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def list_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table("orders.list", customer, ({"limit": limit, "cursor": cursor},))

        return table_of_pages(page, max_rows)

    def metrics(self, customer: CustomerId) -> CustomerMetrics:
        """The figures of a customer's orders.

        Raises:
            `not_found`.
        """
        answer: CustomerMetrics = self._call("orders.metrics", customer)
        return answer

    def count(self) -> int:
        """How many orders are known, whether they count or not.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: int = self._call("orders.count")
        return answer


class AsyncOrders:
    """What customers bought."""

    __slots__ = ("_area",)

    def __init__(self, area: Orders) -> None:
        self._area = area

    async def record(self, input: OrderInput | OrderInputDict) -> OrderReceipt:
        """Takes an order in, or a new version of one.

        Raises:
            `invalid_field` for amounts in several currencies, no amount at all, or an external id that is empty;
            `invalid_money` when a sum does not fit; `not_found` for a customer named by id, e-mail or phone that does not
            exist.
        """
        return await in_thread(self._area.record, input)

    async def record_many(
        self,
        inputs: abc.Iterable[OrderInput | OrderInputDict],
    ) -> builtins.list[OrderReceipt]:
        """Takes many at once, in one commit: all of them or none.

        Raises:
            As `record`, for the first that cannot be taken.
        """
        return await in_thread(self._area.record_many, inputs)

    async def record_many_table(
        self,
        inputs: abc.Iterable[OrderInput | OrderInputDict],
    ) -> _native.Table:
        """As `record_many`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.record_many_table, inputs)

    async def refund(self, input: RefundInput | RefundInputDict) -> RefundReceipt:
        """Takes a refund in. The same again gives the same receipt. It may come before its order.

        Raises:
            `not_found` for an order named by id; `key_reused` when the refund came before with other content;
            `invalid_field` for another currency than the order's; `refund_too_large`; `invalid_field` for a sum that is not
            positive.
        """
        return await in_thread(self._area.refund, input)

    async def cancel(
        self,
        order: OrderRef | OrderRefDict | str,
        reason: str | None = None,
    ) -> OrderReceipt:
        """Calls an order off: it counts in no figure from then on. Cancelling again changes nothing.

        Raises:
            `invalid_field` for a reason that is empty; `not_found`.
        """
        return await in_thread(self._area.cancel, order, reason)

    async def set_status(
        self,
        order: OrderRef | OrderRefDict | str,
        *,
        financial_status: FinancialStatus | FinancialStatusText | None = None,
        fulfillment_status: FulfillmentStatus | FulfillmentStatusText | None = None,
        at: datetime | None = None,
    ) -> OrderReceipt:
        """Moves an order on: paid, shipped, delivered. The same status again changes nothing.

        Raises:
            `not_found`.
        """
        return await in_thread(
            self._area.set_status,
            order,
            financial_status=financial_status,
            fulfillment_status=fulfillment_status,
            at=at,
        )

    async def get(self, order: OrderRef | OrderRefDict | str) -> Order:
        """An order.

        Raises:
            `not_found`, also for one of which only refunds are known so far.
        """
        return await in_thread(self._area.get, order)

    async def list(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> OrderPage:
        """A customer's orders, newest first.

        Raises:
            `invalid_cursor`; `not_found`.
        """
        return await in_thread(self._area.list, customer, limit=limit, cursor=cursor)

    async def iter(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[Order]:
        """Goes through all pages of `list`, `page_size` of `Order` at a time."""
        while True:
            page = await self.list(customer, limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def list_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.list_table, customer, max_rows=max_rows)

    async def metrics(self, customer: CustomerId) -> CustomerMetrics:
        """The figures of a customer's orders.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.metrics, customer)

    async def count(self) -> int:
        """How many orders are known, whether they count or not.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.count)


class Products:
    """What the shop sells."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def upsert(self, input: ProductInput | ProductInputDict) -> ProductReceipt:
        """Takes a product in, or a new version of one. The same content again changes nothing.

        Raises:
            `invalid_field` for a SKU that is empty or too long.
        """
        answer: ProductReceipt = self._call("products.upsert", input)
        return answer

    def get(self, sku: str) -> Product:
        """A product as it is now.

        Raises:
            `not_found`.
        """
        answer: Product = self._call("products.get", sku)
        return answer

    def list(self, *, limit: int | None = None, cursor: str | None = None) -> ProductPage:
        """Every product as it is now, by SKU.

        Raises:
            `invalid_cursor`.
        """
        answer: ProductPage = self._call("products.list", ({"limit": limit, "cursor": cursor},))
        return answer

    def iter(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[Product]:
        """Goes through all pages of `list`, `page_size` of `Product` at a time."""
        while True:
            page = self.list(limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def list_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table("products.list", ({"limit": limit, "cursor": cursor},))

        return table_of_pages(page, max_rows)


class AsyncProducts:
    """What the shop sells."""

    __slots__ = ("_area",)

    def __init__(self, area: Products) -> None:
        self._area = area

    async def upsert(self, input: ProductInput | ProductInputDict) -> ProductReceipt:
        """Takes a product in, or a new version of one. The same content again changes nothing.

        Raises:
            `invalid_field` for a SKU that is empty or too long.
        """
        return await in_thread(self._area.upsert, input)

    async def get(self, sku: str) -> Product:
        """A product as it is now.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.get, sku)

    async def list(self, *, limit: int | None = None, cursor: str | None = None) -> ProductPage:
        """Every product as it is now, by SKU.

        Raises:
            `invalid_cursor`.
        """
        return await in_thread(self._area.list, limit=limit, cursor=cursor)

    async def iter(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[Product]:
        """Goes through all pages of `list`, `page_size` of `Product` at a time."""
        while True:
            page = await self.list(limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def list_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.list_table, max_rows=max_rows)


class Events:
    """What customers did."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def record(self, input: EventInput | EventInputDict) -> EventReceipt:
        """Takes an event in.

        Raises:
            `invalid_field` for a name that is empty or properties that are too large; `not_found` for a customer named by id,
            e-mail or phone that does not exist.
        """
        answer: EventReceipt = self._call("events.record", input)
        return answer

    def record_many(
        self,
        inputs: abc.Iterable[EventInput | EventInputDict],
    ) -> builtins.list[EventReceipt]:
        """Takes several events in, all or none.

        Raises:
            As `record`, for the first that is refused.
        """
        answer: builtins.list[EventReceipt] = self._call("events.record_many", inputs)
        return answer

    def record_many_table(self, inputs: abc.Iterable[EventInput | EventInputDict]) -> _native.Table:
        """As `record_many`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("events.record_many", inputs)

    def timeline(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> TimelinePage:
        """Everything a customer did and had, newest first.

        Raises:
            `invalid_cursor`; `not_found`.
        """
        answer: TimelinePage = self._call(
            "events.timeline",
            ({"customer": customer, "page": ({"limit": limit, "cursor": cursor},)},),
        )
        return answer

    def iter_timeline(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[TimelineItem]:
        """Goes through all pages of `timeline`, `page_size` of `TimelineItem` at a time."""
        while True:
            page = self.timeline(customer, limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def timeline_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `timeline`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table(
                "events.timeline",
                ({"customer": customer, "page": ({"limit": limit, "cursor": cursor},)},),
            )

        return table_of_pages(page, max_rows)


class AsyncEvents:
    """What customers did."""

    __slots__ = ("_area",)

    def __init__(self, area: Events) -> None:
        self._area = area

    async def record(self, input: EventInput | EventInputDict) -> EventReceipt:
        """Takes an event in.

        Raises:
            `invalid_field` for a name that is empty or properties that are too large; `not_found` for a customer named by id,
            e-mail or phone that does not exist.
        """
        return await in_thread(self._area.record, input)

    async def record_many(
        self,
        inputs: abc.Iterable[EventInput | EventInputDict],
    ) -> builtins.list[EventReceipt]:
        """Takes several events in, all or none.

        Raises:
            As `record`, for the first that is refused.
        """
        return await in_thread(self._area.record_many, inputs)

    async def record_many_table(
        self,
        inputs: abc.Iterable[EventInput | EventInputDict],
    ) -> _native.Table:
        """As `record_many`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.record_many_table, inputs)

    async def timeline(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> TimelinePage:
        """Everything a customer did and had, newest first.

        Raises:
            `invalid_cursor`; `not_found`.
        """
        return await in_thread(self._area.timeline, customer, limit=limit, cursor=cursor)

    async def iter_timeline(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[TimelineItem]:
        """Goes through all pages of `timeline`, `page_size` of `TimelineItem` at a time."""
        while True:
            page = await self.timeline(customer, limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def timeline_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `timeline`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.timeline_table, customer, max_rows=max_rows)


class Consents:
    """What customers agreed to."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def record(self, input: ConsentInput | ConsentInputDict) -> ConsentReceipt:
        """Takes an entry in. Without a time of its own, an entry that says again what its record said last changes nothing:
        nobody was asked again. A no can be said to every channel (`*`); it counts for each until something else is said of
        that one later.

        Raises:
            `invalid_field`, also for a yes to every channel; `not_found` for a customer that does not exist.
        """
        answer: ConsentReceipt = self._call("consents.record", input)
        return answer

    def request(self, input: ConsentRequestInput | ConsentRequestInputDict) -> ConsentRequest:
        """Asks a customer for a consent: it is pending until `confirm` is called with the token, which the app
        sends to the address (double opt-in, rule M4). Where it is granted already nothing is asked.

        Raises:
            `invalid_field`, also for an address that is none of the customer's, and where it has none; `not_found`; `deleted`.
        """
        answer: ConsentRequest = self._call("consents.request", input)
        return answer

    def confirm(self, token: str) -> ConsentReceipt:
        """Grants what was asked for with this token, once. The same again changes nothing as long as that holds.

        Raises:
            `invalid_field` for what cannot be a token; `not_found`; `deleted`; `consent_closed` when it was used and withdrawn
            since, has expired, the customer withdrew or objected after it was asked for, or the address is the customer's no more.
        """
        answer: ConsentReceipt = self._call("consents.confirm", token)
        return answer

    def state(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        at: datetime | None = None,
    ) -> builtins.list[Consent]:
        """What a customer agreed to, as it stood at an instant: one entry per purpose × channel, sorted.

        Raises:
            `not_found`.
        """
        answer: builtins.list[Consent] = self._call(
            "consents.state",
            ({"customer": customer, "at": at},),
        )
        return answer

    def state_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        at: datetime | None = None,
    ) -> _native.Table:
        """As `state`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("consents.state", ({"customer": customer, "at": at},))

    def may_contact(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        purpose: str,
        channel: str,
        *,
        at: datetime | None = None,
    ) -> ContactDecision:
        """Whether a customer may be contacted for a purpose by a channel, as it stood at an instant, and why. It is the one
        gate: whatever is sent asks it, at the time of sending. `reachable` of segments gives the same answer for
        `marketing`.

        Whatever the purpose, processing must not be restricted (`privacy.restrict`), and the customer must have an address that
        is not suppressed and from which nothing came back for good. Beyond that it hangs on what the purpose stands on,
        which the shop's settings tell (`purposes`): under consent the last word must be yes; under the shop's interest it must
        not be anything else, and nothing said is no obstacle; under a contract or a law nobody is asked, and no objection
        counts (GDPR articles 6, 7 and 21, PIPL articles 13 to 15).

        Raises:
            `invalid_field`, also for an e-mail or phone that does not read, or that several customers bear; `not_found`;
            `erased`.
        """
        answer: ContactDecision = self._call(
            "consents.may_contact",
            ({"customer": customer, "purpose": purpose, "channel": channel, "at": at},),
        )
        return answer


class AsyncConsents:
    """What customers agreed to."""

    __slots__ = ("_area",)

    def __init__(self, area: Consents) -> None:
        self._area = area

    async def record(self, input: ConsentInput | ConsentInputDict) -> ConsentReceipt:
        """Takes an entry in. Without a time of its own, an entry that says again what its record said last changes nothing:
        nobody was asked again. A no can be said to every channel (`*`); it counts for each until something else is said of
        that one later.

        Raises:
            `invalid_field`, also for a yes to every channel; `not_found` for a customer that does not exist.
        """
        return await in_thread(self._area.record, input)

    async def request(self, input: ConsentRequestInput | ConsentRequestInputDict) -> ConsentRequest:
        """Asks a customer for a consent: it is pending until `confirm` is called with the token, which the app
        sends to the address (double opt-in, rule M4). Where it is granted already nothing is asked.

        Raises:
            `invalid_field`, also for an address that is none of the customer's, and where it has none; `not_found`; `deleted`.
        """
        return await in_thread(self._area.request, input)

    async def confirm(self, token: str) -> ConsentReceipt:
        """Grants what was asked for with this token, once. The same again changes nothing as long as that holds.

        Raises:
            `invalid_field` for what cannot be a token; `not_found`; `deleted`; `consent_closed` when it was used and withdrawn
            since, has expired, the customer withdrew or objected after it was asked for, or the address is the customer's no more.
        """
        return await in_thread(self._area.confirm, token)

    async def state(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        at: datetime | None = None,
    ) -> builtins.list[Consent]:
        """What a customer agreed to, as it stood at an instant: one entry per purpose × channel, sorted.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.state, customer, at=at)

    async def state_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        at: datetime | None = None,
    ) -> _native.Table:
        """As `state`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.state_table, customer, at=at)

    async def may_contact(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        purpose: str,
        channel: str,
        *,
        at: datetime | None = None,
    ) -> ContactDecision:
        """Whether a customer may be contacted for a purpose by a channel, as it stood at an instant, and why. It is the one
        gate: whatever is sent asks it, at the time of sending. `reachable` of segments gives the same answer for
        `marketing`.

        Whatever the purpose, processing must not be restricted (`privacy.restrict`), and the customer must have an address that
        is not suppressed and from which nothing came back for good. Beyond that it hangs on what the purpose stands on,
        which the shop's settings tell (`purposes`): under consent the last word must be yes; under the shop's interest it must
        not be anything else, and nothing said is no obstacle; under a contract or a law nobody is asked, and no objection
        counts (GDPR articles 6, 7 and 21, PIPL articles 13 to 15).

        Raises:
            `invalid_field`, also for an e-mail or phone that does not read, or that several customers bear; `not_found`;
            `erased`.
        """
        return await in_thread(self._area.may_contact, customer, purpose, channel, at=at)


class Loyalty:
    """Points and tiers."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def define_program(self, name: str, terms: ProgramTerms | ProgramTermsDict) -> ProgramReceipt:
        """Defines a program, or a new version of one. The same terms again change nothing; what was earned stays as it is.

        Raises:
            `invalid_field`, naming the first field that cannot be taken.
        """
        answer: ProgramReceipt = self._call("loyalty.define_program", name, terms)
        return answer

    def programs(self) -> builtins.list[Program]:
        """Every program as it is now, by name.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: builtins.list[Program] = self._call("loyalty.programs")
        return answer

    def programs_table(self) -> _native.Table:
        """As `programs`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("loyalty.programs")

    def earn(self, input: EarnInput | EarnInputDict) -> PointsReceipt:
        """Points for an order, on the record it is booked on (rules P3, P9). Asked again it gives the same entry. Points
        that paid for a part of the order are redeemed before, so that this part earns nothing.

        Raises:
            `not_found`, also for the program; `invalid_field` for nobody's order or a time ahead of the clock; `deleted`;
            `key_reused`; `program_refuses`; `invalid_money` for another currency.
        """
        answer: PointsReceipt = self._call("loyalty.earn", input)
        return answer

    def earn_many(
        self,
        inputs: abc.Iterable[EarnInput | EarnInputDict],
    ) -> builtins.list[PointsReceipt]:
        """Points for many orders, in one commit: all of them or none.

        Raises:
            As `earn`, for the first that cannot earn.
        """
        answer: builtins.list[PointsReceipt] = self._call("loyalty.earn_many", inputs)
        return answer

    def earn_many_table(self, inputs: abc.Iterable[EarnInput | EarnInputDict]) -> _native.Table:
        """As `earn_many`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("loyalty.earn_many", inputs)

    def earn_event(self, input: EarnEventInput | EarnEventInputDict) -> PointsReceipt:
        """Points for something a customer did, as the program has it.

        Raises:
            `not_found`; `program_refuses` for an event that earns nothing; `deleted`; `key_reused`; `invalid_field`.
        """
        answer: PointsReceipt = self._call("loyalty.earn_event", input)
        return answer

    def preview(self, input: PreviewInput | PreviewInputDict) -> EarningExplanation:
        """What an order would earn, and why; nothing is written, and the order need not be recorded.

        Raises:
            `not_found` for the program; `invalid_field`, `invalid_money` as for an order.
        """
        answer: EarningExplanation = self._call("loyalty.preview", input)
        return answer

    def redeem(self, input: RedeemInput | RedeemInputDict) -> PointsReceipt:
        """Spends points: those that expire first go first (rule P2). For an order it is known by the order.

        Raises:
            `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses` for the program's limits;
            `insufficient_points`.
        """
        answer: PointsReceipt = self._call("loyalty.redeem", input)
        return answer

    def hold(self, input: RedeemInput | RedeemInputDict) -> PointsReceipt:
        """Sets points aside for a while, as for a checkout (rule P6).

        Raises:
            As `redeem`.
        """
        answer: PointsReceipt = self._call("loyalty.hold", input)
        return answer

    def capture(self, input: CaptureInput | CaptureInputDict) -> PointsReceipt:
        """Spends held points, all or some; the others go back to their lots.

        Raises:
            `not_found`; `deleted`; `key_reused`; `program_refuses` when the hold ended; `invalid_field`;
            `insufficient_points`.
        """
        answer: PointsReceipt = self._call("loyalty.capture", input)
        return answer

    def void_hold(self, hold: EntryId) -> PointsReceipt:
        """Calls a hold off: its points go back to their lots.

        Raises:
            `not_found`; `deleted`; `program_refuses` when the hold ended otherwise.
        """
        answer: PointsReceipt = self._call("loyalty.void_hold", hold)
        return answer

    def give_back(self, input: GiveBackInput | GiveBackInputDict) -> PointsReceipt:
        """Gives spent points back to the lots they came from, with their dates (rule P7).

        Raises:
            `not_found`; `program_refuses` for what paid for a reward, which is cancelled instead; `deleted`; `key_reused`;
            `invalid_field`; `program_refuses` for more than is left of it.
        """
        answer: PointsReceipt = self._call("loyalty.give_back", input)
        return answer

    def return_order(self, input: ReturnInput | ReturnInputDict) -> ReturnReceipt:
        """Goods came back: gives back the points that paid for them, then takes back the points they earned, by the split
        that was recorded when they were earned (rules P8, P9). How much money goes back is answered, too.

        Raises:
            `not_found`; `deleted`; `key_reused`; `program_refuses` before the order earned; `invalid_field` for units that
            cannot come back.
        """
        answer: ReturnReceipt = self._call("loyalty.return_order", input)
        return answer

    def adjust(self, input: AdjustInput | AdjustInputDict) -> PointsReceipt:
        """Gives or takes points by hand, for a reason. What is given can be spent at once.

        Raises:
            `not_found`; `invalid_field`; `deleted`; `key_reused`; `insufficient_points`.
        """
        answer: PointsReceipt = self._call("loyalty.adjust", input)
        return answer

    def import_points(self, input: ImportPointsInput | ImportPointsInputDict) -> PointsReceipt:
        """Takes a lot of points in that was earned elsewhere, with its dates: the opening balance of a new program.

        Raises:
            `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses`.
        """
        answer: PointsReceipt = self._call("loyalty.import_points", input)
        return answer

    def transfer(self, input: TransferInput | TransferInputDict) -> PointsReceipt:
        """Gives points to another member; they keep their dates.

        Raises:
            `not_found`; `invalid_field`, also for the same member; `deleted`; `key_reused`; `program_refuses`;
            `insufficient_points`.
        """
        answer: PointsReceipt = self._call("loyalty.transfer", input)
        return answer

    def join_pool(self, input: PoolInput | PoolInputDict) -> PointPool:
        """Brings a member into a pool, whose members spend each other's points, those that expire first before others, whosever
        they are (rule P14). Points stay whose they are: only what redeems and holds, rewards included, draws on the pool.
        A member that is in it already stays.

        Raises:
            `not_found`; `invalid_field`; `deleted`; `program_refuses` for a member of another pool, a pool that is full, and a
            program that has none.
        """
        answer: PointPool = self._call("loyalty.join_pool", input)
        return answer

    def leave_pool(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
    ) -> PointPool | None:
        """Takes a member out of its pool, with what it has; nothing that was spent is paid back. Answers with the pool that it
        left, if it was in one.

        Raises:
            `not_found`.
        """
        answer: PointPool | None = self._call("loyalty.leave_pool", customer, program)
        return answer

    def pool(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
    ) -> PointPool | None:
        """The pool of a member, with what it can spend now, if it is in one. `balance` is the member's own.

        Raises:
            `not_found`.
        """
        answer: PointPool | None = self._call("loyalty.pool", customer, program)
        return answer

    def balance(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        program: str | None = None,
        at: datetime | None = None,
        known_at: datetime | None = None,
    ) -> PointBalance:
        """What a member has at an instant, or had, or was known to have.

        Raises:
            `not_found`.
        """
        answer: PointBalance = self._call(
            "loyalty.balance",
            ({"customer": customer, "program": program, "at": at, "known_at": known_at},),
        )
        return answer

    def entries(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> EntryPage:
        """A member's entries, newest first.

        Raises:
            `invalid_cursor`; `not_found`.
        """
        answer: EntryPage = self._call(
            "loyalty.entries",
            ({"customer": customer, "program": program, "page": ({"limit": limit, "cursor": cursor},)},),
        )
        return answer

    def iter_entries(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[PointEntry]:
        """Goes through all pages of `entries`, `page_size` of `PointEntry` at a time."""
        while True:
            page = self.entries(customer, program, limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def entries_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `entries`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table(
                "loyalty.entries",
                ({"customer": customer, "program": program, "page": ({"limit": limit, "cursor": cursor},)},),
            )

        return table_of_pages(page, max_rows)

    def explain(self, entry: EntryId) -> EntryExplanation:
        """Why an entry is what it is: the arithmetic, the lots, and a sentence.

        Raises:
            `not_found`.
        """
        answer: EntryExplanation = self._call("loyalty.explain", entry)
        return answer

    def advance(self) -> AdvanceReport:
        """Books what time alone did: points that expired, holds that ran out, in the order of their times; then what members
        earn on their birthdays and anniversaries; then tells the feed who came into another tier. Balances and tiers are
        right without it, but for what occasions earn.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: AdvanceReport = self._call("loyalty.advance")
        return answer

    def liability(self, program: str | None = None, at: datetime | None = None) -> LiabilityReport:
        """What a program owes its members (rule P12).

        Raises:
            `not_found`; `invalid_money` when a sum does not fit.
        """
        answer: LiabilityReport = self._call("loyalty.liability", program, at)
        return answer

    def point_cohorts(
        self,
        program: str | None = None,
        at: datetime | None = None,
    ) -> PointCohortReport:
        """What became of points, by the month of the program's zone in which they were earned: spent, expired, taken back or
        still there at an instant, by the clock and by what took effect up to then (rule P12b). Points of customers who are
        deleted now are `forfeited`.

        Raises:
            `not_found`; `invalid_field` where the shop has several programs and none is named.
        """
        answer: PointCohortReport = self._call("loyalty.point_cohorts", program, at)
        return answer

    def program_cost(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        program: str | None = None,
    ) -> ProgramCostReport:
        """What a program cost in a period (rule P12c): points by what moved them and what they are worth, rewards, and the share of
        the net revenue of the orders that earned in it. A period is from its first instant to that after its last; without
        one it has no end on that side. What took effect in it counts, whenever it came in.

        Raises:
            `invalid_field` unless `since` is earlier than `until`; `not_found`; `invalid_money` when a sum does not fit.
        """
        answer: ProgramCostReport = self._call("loyalty.program_cost", since, until, program)
        return answer

    def simulate(
        self,
        terms: ProgramTerms | ProgramTermsDict,
        program: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> SimulationPage:
        """What other terms would have meant for the orders of a period: they earn once as the program is and once as it would
        be, as if none had earned before and nothing had come back. Points that paid for an order, first orders and tiers
        are as they are recorded; a tier that counts points counts those that were really earned. Nothing is written.

        Raises:
            `invalid_field`, also for the terms; `invalid_cursor`; `not_found`; `invalid_money` when a sum does not fit.
        """
        answer: SimulationPage = self._call(
            "loyalty.simulate",
            ({"program": program, "terms": terms, "since": since, "until": until, "page": ({"limit": limit, "cursor": cursor},)},),
        )
        return answer

    def iter_simulate(
        self,
        terms: ProgramTerms | ProgramTermsDict,
        program: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[CustomerSimulation]:
        """Goes through all pages of `simulate`, `page_size` of `CustomerSimulation` at a time."""
        while True:
            page = self.simulate(terms, program, since, until, limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def simulate_table(
        self,
        terms: ProgramTerms | ProgramTermsDict,
        program: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `simulate`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table(
                "loyalty.simulate",
                ({"program": program, "terms": terms, "since": since, "until": until, "page": ({"limit": limit, "cursor": cursor},)},),
            )

        return table_of_pages(page, max_rows)

    def occasions(
        self,
        since: date,
        until: date,
        kinds: abc.Iterable[OccasionKind | OccasionKindText] | None = None,
        leap_day: LeapPolicy | LeapPolicyText | None = None,
        greeting: Greeting | GreetingDict | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> OccasionPage:
        """Whose birthdays and anniversaries come on some days, by day: with when they are kept and how many years it is (rules D1,
        D5), and at what instant to greet (rule D2). All customers are looked through. Anniversaries are by days of the shop's zone.

        Raises:
            `invalid_field`; `invalid_cursor`.
        """
        answer: OccasionPage = self._call(
            "loyalty.occasions",
            ({"since": since, "until": until, "kinds": kinds, "leap_day": leap_day, "greeting": greeting, "page": ({"limit": limit, "cursor": cursor},)},),
        )
        return answer

    def iter_occasions(
        self,
        since: date,
        until: date,
        kinds: abc.Iterable[OccasionKind | OccasionKindText] | None = None,
        leap_day: LeapPolicy | LeapPolicyText | None = None,
        greeting: Greeting | GreetingDict | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[Occasion]:
        """Goes through all pages of `occasions`, `page_size` of `Occasion` at a time."""
        while True:
            page = self.occasions(
                since,
                until,
                kinds,
                leap_day,
                greeting,
                limit=page_size,
                cursor=cursor,
            )
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def occasions_table(
        self,
        since: date,
        until: date,
        kinds: abc.Iterable[OccasionKind | OccasionKindText] | None = None,
        leap_day: LeapPolicy | LeapPolicyText | None = None,
        greeting: Greeting | GreetingDict | None = None,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `occasions`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table(
                "loyalty.occasions",
                ({"since": since, "until": until, "kinds": kinds, "leap_day": leap_day, "greeting": greeting, "page": ({"limit": limit, "cursor": cursor},)},),
            )

        return table_of_pages(page, max_rows)

    def holidays(self, since: date, until: date) -> builtins.list[Holiday]:
        """The holidays of the Chinese lunar calendar on some days, the last of which is left out (rules D3, D4). They are known
        from 1900 to 2100.

        Raises:
            `invalid_field` for no days at all.
        """
        answer: builtins.list[Holiday] = self._call("loyalty.holidays", since, until)
        return answer

    def holidays_table(self, since: date, until: date) -> _native.Table:
        """As `holidays`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("loyalty.holidays", since, until)

    def allocate(self, input: AllocationInput | AllocationInputDict) -> Allocation:
        """Splits the price of a sale between goods and points, by what each would be sold for alone (IFRS 15).

        Raises:
            `invalid_money` for several currencies; `invalid_field`.
        """
        answer: Allocation = self._call("loyalty.allocate", input)
        return answer

    def recognise(self, input: RecognitionInput | RecognitionInputDict) -> Recognition:
        """Revenue to be recognised now for points redeemed so far, out of what was deferred (IFRS 15).

        Raises:
            `invalid_field`; `invalid_money`.
        """
        answer: Recognition = self._call("loyalty.recognise", input)
        return answer

    def tier(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        program: str | None = None,
        at: datetime | None = None,
    ) -> TierStatus:
        """The tier of a member at an instant, what is missing for the next, and what time alone will change.

        Raises:
            `not_found`; `program_refuses` for a program without tiers.
        """
        answer: TierStatus = self._call(
            "loyalty.tier",
            ({"customer": customer, "program": program, "at": at},),
        )
        return answer

    def tier_history(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        program: str | None = None,
        at: datetime | None = None,
    ) -> builtins.list[TierChange]:
        """Every change of a member's tier up to an instant, with its reason.

        Raises:
            As `tier`.
        """
        answer: builtins.list[TierChange] = self._call(
            "loyalty.tier_history",
            ({"customer": customer, "program": program, "at": at},),
        )
        return answer

    def tier_history_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        program: str | None = None,
        at: datetime | None = None,
    ) -> _native.Table:
        """As `tier_history`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table(
            "loyalty.tier_history",
            ({"customer": customer, "program": program, "at": at},),
        )

    def tier_report(self, program: str | None = None, at: datetime | None = None) -> TierReport:
        """How many members each tier has at an instant.

        Raises:
            As `tier`.
        """
        answer: TierReport = self._call("loyalty.tier_report", program, at)
        return answer

    def tier_movement(
        self,
        since: datetime,
        until: datetime | None = None,
        program: str | None = None,
    ) -> TierMovementReport:
        """Who moved between tiers from one instant to another, now when left out: from which to which, and how many came up, fell,
        came into the tiers and out of them. Customers as they are now, with the tier that they had at the first and at the last
        instant, whatever was known then.

        Raises:
            `invalid_field` unless `since` is earlier than `until`; `not_found`; `program_refuses` for a program without tiers.
        """
        answer: TierMovementReport = self._call("loyalty.tier_movement", since, until, program)
        return answer

    def grant_tier(self, input: TierGrantInput | TierGrantInputDict) -> TierStatus:
        """Gives a member a tier by hand, for a while or for ever. A higher one that is reached counts before it.

        Raises:
            `not_found`; `program_refuses`; `invalid_field`; `deleted`.
        """
        answer: TierStatus = self._call("loyalty.grant_tier", input)
        return answer


class AsyncLoyalty:
    """Points and tiers."""

    __slots__ = ("_area",)

    def __init__(self, area: Loyalty) -> None:
        self._area = area

    async def define_program(
        self,
        name: str,
        terms: ProgramTerms | ProgramTermsDict,
    ) -> ProgramReceipt:
        """Defines a program, or a new version of one. The same terms again change nothing; what was earned stays as it is.

        Raises:
            `invalid_field`, naming the first field that cannot be taken.
        """
        return await in_thread(self._area.define_program, name, terms)

    async def programs(self) -> builtins.list[Program]:
        """Every program as it is now, by name.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.programs)

    async def programs_table(self) -> _native.Table:
        """As `programs`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.programs_table)

    async def earn(self, input: EarnInput | EarnInputDict) -> PointsReceipt:
        """Points for an order, on the record it is booked on (rules P3, P9). Asked again it gives the same entry. Points
        that paid for a part of the order are redeemed before, so that this part earns nothing.

        Raises:
            `not_found`, also for the program; `invalid_field` for nobody's order or a time ahead of the clock; `deleted`;
            `key_reused`; `program_refuses`; `invalid_money` for another currency.
        """
        return await in_thread(self._area.earn, input)

    async def earn_many(
        self,
        inputs: abc.Iterable[EarnInput | EarnInputDict],
    ) -> builtins.list[PointsReceipt]:
        """Points for many orders, in one commit: all of them or none.

        Raises:
            As `earn`, for the first that cannot earn.
        """
        return await in_thread(self._area.earn_many, inputs)

    async def earn_many_table(
        self,
        inputs: abc.Iterable[EarnInput | EarnInputDict],
    ) -> _native.Table:
        """As `earn_many`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.earn_many_table, inputs)

    async def earn_event(self, input: EarnEventInput | EarnEventInputDict) -> PointsReceipt:
        """Points for something a customer did, as the program has it.

        Raises:
            `not_found`; `program_refuses` for an event that earns nothing; `deleted`; `key_reused`; `invalid_field`.
        """
        return await in_thread(self._area.earn_event, input)

    async def preview(self, input: PreviewInput | PreviewInputDict) -> EarningExplanation:
        """What an order would earn, and why; nothing is written, and the order need not be recorded.

        Raises:
            `not_found` for the program; `invalid_field`, `invalid_money` as for an order.
        """
        return await in_thread(self._area.preview, input)

    async def redeem(self, input: RedeemInput | RedeemInputDict) -> PointsReceipt:
        """Spends points: those that expire first go first (rule P2). For an order it is known by the order.

        Raises:
            `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses` for the program's limits;
            `insufficient_points`.
        """
        return await in_thread(self._area.redeem, input)

    async def hold(self, input: RedeemInput | RedeemInputDict) -> PointsReceipt:
        """Sets points aside for a while, as for a checkout (rule P6).

        Raises:
            As `redeem`.
        """
        return await in_thread(self._area.hold, input)

    async def capture(self, input: CaptureInput | CaptureInputDict) -> PointsReceipt:
        """Spends held points, all or some; the others go back to their lots.

        Raises:
            `not_found`; `deleted`; `key_reused`; `program_refuses` when the hold ended; `invalid_field`;
            `insufficient_points`.
        """
        return await in_thread(self._area.capture, input)

    async def void_hold(self, hold: EntryId) -> PointsReceipt:
        """Calls a hold off: its points go back to their lots.

        Raises:
            `not_found`; `deleted`; `program_refuses` when the hold ended otherwise.
        """
        return await in_thread(self._area.void_hold, hold)

    async def give_back(self, input: GiveBackInput | GiveBackInputDict) -> PointsReceipt:
        """Gives spent points back to the lots they came from, with their dates (rule P7).

        Raises:
            `not_found`; `program_refuses` for what paid for a reward, which is cancelled instead; `deleted`; `key_reused`;
            `invalid_field`; `program_refuses` for more than is left of it.
        """
        return await in_thread(self._area.give_back, input)

    async def return_order(self, input: ReturnInput | ReturnInputDict) -> ReturnReceipt:
        """Goods came back: gives back the points that paid for them, then takes back the points they earned, by the split
        that was recorded when they were earned (rules P8, P9). How much money goes back is answered, too.

        Raises:
            `not_found`; `deleted`; `key_reused`; `program_refuses` before the order earned; `invalid_field` for units that
            cannot come back.
        """
        return await in_thread(self._area.return_order, input)

    async def adjust(self, input: AdjustInput | AdjustInputDict) -> PointsReceipt:
        """Gives or takes points by hand, for a reason. What is given can be spent at once.

        Raises:
            `not_found`; `invalid_field`; `deleted`; `key_reused`; `insufficient_points`.
        """
        return await in_thread(self._area.adjust, input)

    async def import_points(
        self,
        input: ImportPointsInput | ImportPointsInputDict,
    ) -> PointsReceipt:
        """Takes a lot of points in that was earned elsewhere, with its dates: the opening balance of a new program.

        Raises:
            `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses`.
        """
        return await in_thread(self._area.import_points, input)

    async def transfer(self, input: TransferInput | TransferInputDict) -> PointsReceipt:
        """Gives points to another member; they keep their dates.

        Raises:
            `not_found`; `invalid_field`, also for the same member; `deleted`; `key_reused`; `program_refuses`;
            `insufficient_points`.
        """
        return await in_thread(self._area.transfer, input)

    async def join_pool(self, input: PoolInput | PoolInputDict) -> PointPool:
        """Brings a member into a pool, whose members spend each other's points, those that expire first before others, whosever
        they are (rule P14). Points stay whose they are: only what redeems and holds, rewards included, draws on the pool.
        A member that is in it already stays.

        Raises:
            `not_found`; `invalid_field`; `deleted`; `program_refuses` for a member of another pool, a pool that is full, and a
            program that has none.
        """
        return await in_thread(self._area.join_pool, input)

    async def leave_pool(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
    ) -> PointPool | None:
        """Takes a member out of its pool, with what it has; nothing that was spent is paid back. Answers with the pool that it
        left, if it was in one.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.leave_pool, customer, program)

    async def pool(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
    ) -> PointPool | None:
        """The pool of a member, with what it can spend now, if it is in one. `balance` is the member's own.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.pool, customer, program)

    async def balance(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        program: str | None = None,
        at: datetime | None = None,
        known_at: datetime | None = None,
    ) -> PointBalance:
        """What a member has at an instant, or had, or was known to have.

        Raises:
            `not_found`.
        """
        return await in_thread(
            self._area.balance,
            customer,
            program=program,
            at=at,
            known_at=known_at,
        )

    async def entries(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> EntryPage:
        """A member's entries, newest first.

        Raises:
            `invalid_cursor`; `not_found`.
        """
        return await in_thread(self._area.entries, customer, program, limit=limit, cursor=cursor)

    async def iter_entries(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[PointEntry]:
        """Goes through all pages of `entries`, `page_size` of `PointEntry` at a time."""
        while True:
            page = await self.entries(customer, program, limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def entries_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `entries`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.entries_table, customer, program, max_rows=max_rows)

    async def explain(self, entry: EntryId) -> EntryExplanation:
        """Why an entry is what it is: the arithmetic, the lots, and a sentence.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.explain, entry)

    async def advance(self) -> AdvanceReport:
        """Books what time alone did: points that expired, holds that ran out, in the order of their times; then what members
        earn on their birthdays and anniversaries; then tells the feed who came into another tier. Balances and tiers are
        right without it, but for what occasions earn.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.advance)

    async def liability(
        self,
        program: str | None = None,
        at: datetime | None = None,
    ) -> LiabilityReport:
        """What a program owes its members (rule P12).

        Raises:
            `not_found`; `invalid_money` when a sum does not fit.
        """
        return await in_thread(self._area.liability, program, at)

    async def point_cohorts(
        self,
        program: str | None = None,
        at: datetime | None = None,
    ) -> PointCohortReport:
        """What became of points, by the month of the program's zone in which they were earned: spent, expired, taken back or
        still there at an instant, by the clock and by what took effect up to then (rule P12b). Points of customers who are
        deleted now are `forfeited`.

        Raises:
            `not_found`; `invalid_field` where the shop has several programs and none is named.
        """
        return await in_thread(self._area.point_cohorts, program, at)

    async def program_cost(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        program: str | None = None,
    ) -> ProgramCostReport:
        """What a program cost in a period (rule P12c): points by what moved them and what they are worth, rewards, and the share of
        the net revenue of the orders that earned in it. A period is from its first instant to that after its last; without
        one it has no end on that side. What took effect in it counts, whenever it came in.

        Raises:
            `invalid_field` unless `since` is earlier than `until`; `not_found`; `invalid_money` when a sum does not fit.
        """
        return await in_thread(self._area.program_cost, since, until, program)

    async def simulate(
        self,
        terms: ProgramTerms | ProgramTermsDict,
        program: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> SimulationPage:
        """What other terms would have meant for the orders of a period: they earn once as the program is and once as it would
        be, as if none had earned before and nothing had come back. Points that paid for an order, first orders and tiers
        are as they are recorded; a tier that counts points counts those that were really earned. Nothing is written.

        Raises:
            `invalid_field`, also for the terms; `invalid_cursor`; `not_found`; `invalid_money` when a sum does not fit.
        """
        return await in_thread(
            self._area.simulate,
            terms,
            program,
            since,
            until,
            limit=limit,
            cursor=cursor,
        )

    async def iter_simulate(
        self,
        terms: ProgramTerms | ProgramTermsDict,
        program: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[CustomerSimulation]:
        """Goes through all pages of `simulate`, `page_size` of `CustomerSimulation` at a time."""
        while True:
            page = await self.simulate(terms, program, since, until, limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def simulate_table(
        self,
        terms: ProgramTerms | ProgramTermsDict,
        program: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `simulate`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(
            self._area.simulate_table,
            terms,
            program,
            since,
            until,
            max_rows=max_rows,
        )

    async def occasions(
        self,
        since: date,
        until: date,
        kinds: abc.Iterable[OccasionKind | OccasionKindText] | None = None,
        leap_day: LeapPolicy | LeapPolicyText | None = None,
        greeting: Greeting | GreetingDict | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> OccasionPage:
        """Whose birthdays and anniversaries come on some days, by day: with when they are kept and how many years it is (rules D1,
        D5), and at what instant to greet (rule D2). All customers are looked through. Anniversaries are by days of the shop's zone.

        Raises:
            `invalid_field`; `invalid_cursor`.
        """
        return await in_thread(
            self._area.occasions,
            since,
            until,
            kinds,
            leap_day,
            greeting,
            limit=limit,
            cursor=cursor,
        )

    async def iter_occasions(
        self,
        since: date,
        until: date,
        kinds: abc.Iterable[OccasionKind | OccasionKindText] | None = None,
        leap_day: LeapPolicy | LeapPolicyText | None = None,
        greeting: Greeting | GreetingDict | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[Occasion]:
        """Goes through all pages of `occasions`, `page_size` of `Occasion` at a time."""
        while True:
            page = await self.occasions(
                since,
                until,
                kinds,
                leap_day,
                greeting,
                limit=page_size,
                cursor=cursor,
            )
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def occasions_table(
        self,
        since: date,
        until: date,
        kinds: abc.Iterable[OccasionKind | OccasionKindText] | None = None,
        leap_day: LeapPolicy | LeapPolicyText | None = None,
        greeting: Greeting | GreetingDict | None = None,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `occasions`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(
            self._area.occasions_table,
            since,
            until,
            kinds,
            leap_day,
            greeting,
            max_rows=max_rows,
        )

    async def holidays(self, since: date, until: date) -> builtins.list[Holiday]:
        """The holidays of the Chinese lunar calendar on some days, the last of which is left out (rules D3, D4). They are known
        from 1900 to 2100.

        Raises:
            `invalid_field` for no days at all.
        """
        return await in_thread(self._area.holidays, since, until)

    async def holidays_table(self, since: date, until: date) -> _native.Table:
        """As `holidays`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.holidays_table, since, until)

    async def allocate(self, input: AllocationInput | AllocationInputDict) -> Allocation:
        """Splits the price of a sale between goods and points, by what each would be sold for alone (IFRS 15).

        Raises:
            `invalid_money` for several currencies; `invalid_field`.
        """
        return await in_thread(self._area.allocate, input)

    async def recognise(self, input: RecognitionInput | RecognitionInputDict) -> Recognition:
        """Revenue to be recognised now for points redeemed so far, out of what was deferred (IFRS 15).

        Raises:
            `invalid_field`; `invalid_money`.
        """
        return await in_thread(self._area.recognise, input)

    async def tier(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        program: str | None = None,
        at: datetime | None = None,
    ) -> TierStatus:
        """The tier of a member at an instant, what is missing for the next, and what time alone will change.

        Raises:
            `not_found`; `program_refuses` for a program without tiers.
        """
        return await in_thread(self._area.tier, customer, program=program, at=at)

    async def tier_history(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        program: str | None = None,
        at: datetime | None = None,
    ) -> builtins.list[TierChange]:
        """Every change of a member's tier up to an instant, with its reason.

        Raises:
            As `tier`.
        """
        return await in_thread(self._area.tier_history, customer, program=program, at=at)

    async def tier_history_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        program: str | None = None,
        at: datetime | None = None,
    ) -> _native.Table:
        """As `tier_history`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.tier_history_table, customer, program=program, at=at)

    async def tier_report(
        self,
        program: str | None = None,
        at: datetime | None = None,
    ) -> TierReport:
        """How many members each tier has at an instant.

        Raises:
            As `tier`.
        """
        return await in_thread(self._area.tier_report, program, at)

    async def tier_movement(
        self,
        since: datetime,
        until: datetime | None = None,
        program: str | None = None,
    ) -> TierMovementReport:
        """Who moved between tiers from one instant to another, now when left out: from which to which, and how many came up, fell,
        came into the tiers and out of them. Customers as they are now, with the tier that they had at the first and at the last
        instant, whatever was known then.

        Raises:
            `invalid_field` unless `since` is earlier than `until`; `not_found`; `program_refuses` for a program without tiers.
        """
        return await in_thread(self._area.tier_movement, since, until, program)

    async def grant_tier(self, input: TierGrantInput | TierGrantInputDict) -> TierStatus:
        """Gives a member a tier by hand, for a while or for ever. A higher one that is reached counts before it.

        Raises:
            `not_found`; `program_refuses`; `invalid_field`; `deleted`.
        """
        return await in_thread(self._area.grant_tier, input)


class Rewards:
    """What points buy."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def define(self, name: str, terms: RewardTerms | RewardTermsDict) -> RewardReceipt:
        """Defines a reward, or a new version of one. The same terms again change nothing; what was redeemed stays as it is.

        Raises:
            `not_found` for the program; `invalid_field`, naming the first field that cannot be taken.
        """
        answer: RewardReceipt = self._call("rewards.define", name, terms)
        return answer

    def catalogue(self) -> builtins.list[RewardOffer]:
        """Every reward as it is now, by name, with what is left of it.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: builtins.list[RewardOffer] = self._call("rewards.catalogue")
        return answer

    def catalogue_table(self) -> _native.Table:
        """As `catalogue`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("rewards.catalogue")

    def redeem(self, input: RedeemRewardInput | RedeemRewardInputDict) -> RedemptionReceipt:
        """Redeems a reward: takes its points by rule P2, takes one from stock, and gives out a code, all or nothing.

        Raises:
            `not_found`; `invalid_field` for a time ahead of the clock; `deleted`; `key_reused`; `program_refuses`;
            `reward_refuses` when it is not on offer, or for more than a customer may have; `sold_out`;
            `insufficient_points`.
        """
        answer: RedemptionReceipt = self._call("rewards.redeem", input)
        return answer

    def find_code(self, code: str) -> RewardRedemption:
        """What a code stands for; nothing is used. Blanks and dashes do not matter, nor whether letters are large.

        Raises:
            `invalid_field` for what cannot be a code; `not_found`; `deleted`.
        """
        answer: RewardRedemption = self._call("rewards.find_code", code)
        return answer

    def use_code(self, input: UseCodeInput | UseCodeInputDict) -> RedemptionReceipt:
        """Uses a code: what it stands for is handed over.

        Raises:
            `invalid_field` for what cannot be a code, or a time ahead of the clock or before the code was given out;
            `not_found`; `deleted`; `key_reused`; `reward_closed` with the `state`: `used`, `cancelled` or `expired`.
        """
        answer: RedemptionReceipt = self._call("rewards.use_code", input)
        return answer

    def cancel(self, redemption: EntryId, reason: str | None = None) -> RedemptionReceipt:
        """Calls a redemption off that was not used, also one past its date: its points go back to their lots (rule P7), and
        it is in stock again. Cancelling again changes nothing.

        Raises:
            `invalid_field` for a reason that is empty; `not_found`; `deleted`; `reward_closed` when it was used.
        """
        answer: RedemptionReceipt = self._call("rewards.cancel", redemption, reason)
        return answer

    def list(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> RedemptionPage:
        """What a customer redeemed, newest first.

        Raises:
            `invalid_cursor`; `not_found`.
        """
        answer: RedemptionPage = self._call(
            "rewards.list",
            ({"customer": customer, "page": ({"limit": limit, "cursor": cursor},)},),
        )
        return answer

    def iter(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[RewardRedemption]:
        """Goes through all pages of `list`, `page_size` of `RewardRedemption` at a time."""
        while True:
            page = self.list(customer, limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def list_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table(
                "rewards.list",
                ({"customer": customer, "page": ({"limit": limit, "cursor": cursor},)},),
            )

        return table_of_pages(page, max_rows)


class AsyncRewards:
    """What points buy."""

    __slots__ = ("_area",)

    def __init__(self, area: Rewards) -> None:
        self._area = area

    async def define(self, name: str, terms: RewardTerms | RewardTermsDict) -> RewardReceipt:
        """Defines a reward, or a new version of one. The same terms again change nothing; what was redeemed stays as it is.

        Raises:
            `not_found` for the program; `invalid_field`, naming the first field that cannot be taken.
        """
        return await in_thread(self._area.define, name, terms)

    async def catalogue(self) -> builtins.list[RewardOffer]:
        """Every reward as it is now, by name, with what is left of it.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.catalogue)

    async def catalogue_table(self) -> _native.Table:
        """As `catalogue`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.catalogue_table)

    async def redeem(self, input: RedeemRewardInput | RedeemRewardInputDict) -> RedemptionReceipt:
        """Redeems a reward: takes its points by rule P2, takes one from stock, and gives out a code, all or nothing.

        Raises:
            `not_found`; `invalid_field` for a time ahead of the clock; `deleted`; `key_reused`; `program_refuses`;
            `reward_refuses` when it is not on offer, or for more than a customer may have; `sold_out`;
            `insufficient_points`.
        """
        return await in_thread(self._area.redeem, input)

    async def find_code(self, code: str) -> RewardRedemption:
        """What a code stands for; nothing is used. Blanks and dashes do not matter, nor whether letters are large.

        Raises:
            `invalid_field` for what cannot be a code; `not_found`; `deleted`.
        """
        return await in_thread(self._area.find_code, code)

    async def use_code(self, input: UseCodeInput | UseCodeInputDict) -> RedemptionReceipt:
        """Uses a code: what it stands for is handed over.

        Raises:
            `invalid_field` for what cannot be a code, or a time ahead of the clock or before the code was given out;
            `not_found`; `deleted`; `key_reused`; `reward_closed` with the `state`: `used`, `cancelled` or `expired`.
        """
        return await in_thread(self._area.use_code, input)

    async def cancel(self, redemption: EntryId, reason: str | None = None) -> RedemptionReceipt:
        """Calls a redemption off that was not used, also one past its date: its points go back to their lots (rule P7), and
        it is in stock again. Cancelling again changes nothing.

        Raises:
            `invalid_field` for a reason that is empty; `not_found`; `deleted`; `reward_closed` when it was used.
        """
        return await in_thread(self._area.cancel, redemption, reason)

    async def list(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> RedemptionPage:
        """What a customer redeemed, newest first.

        Raises:
            `invalid_cursor`; `not_found`.
        """
        return await in_thread(self._area.list, customer, limit=limit, cursor=cursor)

    async def iter(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[RewardRedemption]:
        """Goes through all pages of `list`, `page_size` of `RewardRedemption` at a time."""
        while True:
            page = await self.list(customer, limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def list_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.list_table, customer, max_rows=max_rows)


class Referrals:
    """Customers who bring their friends."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def define(self, name: str, terms: ReferralTerms | ReferralTermsDict) -> ReferralProgram:
        """Defines a program, or a new version of one. The same terms again change nothing; who was referred before is
        rewarded by the terms of then.

        Raises:
            `not_found` for the loyalty program; `invalid_field`, naming the first field that cannot be taken;
            `invalid_query` for the condition.
        """
        answer: ReferralProgram = self._call("referrals.define", name, terms)
        return answer

    def programs(self) -> builtins.list[ReferralProgram]:
        """Every program as it is now, by name.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: builtins.list[ReferralProgram] = self._call("referrals.programs")
        return answer

    def programs_table(self) -> _native.Table:
        """As `programs`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("referrals.programs")

    def code(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
    ) -> ReferralCode:
        """The code of a customer, made when there is none yet: the same customer has the same code for ever.

        Raises:
            `not_found`, also for the program; `deleted`.
        """
        answer: ReferralCode = self._call("referrals.code", customer, program)
        return answer

    def attribute(self, input: ReferralInput | ReferralInputDict) -> Referral:
        """Notes that a customer came with a code. The first code counts; the same again changes nothing.

        Raises:
            `invalid_field` for what cannot be a code, or a time ahead of the clock; `not_found` for a code that nobody has;
            `deleted`, also for the customer whose code it is; `referral_refuses` for one's own code, a customer who bought
            before, and one who came with another code.
        """
        answer: Referral = self._call("referrals.attribute", input)
        return answer

    def settle(self, order: OrderRef | OrderRefDict | str) -> builtins.list[Referral]:
        """Looks again what an order means for the referral of its customer, if there is one: rewards both sides when it qualifies,
        takes the points back when the order that qualified counts no more or not enough. Whatever happens to an order does
        this by itself, in its own commit; this call says what was looked at, and helps where the condition came to hold
        later. As often as one likes.

        Raises:
            `not_found`.
        """
        answer: builtins.list[Referral] = self._call("referrals.settle", order)
        return answer

    def settle_table(self, order: OrderRef | OrderRefDict | str) -> _native.Table:
        """As `settle`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("referrals.settle", order)

    def list(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ReferralPage:
        """Whom a customer referred, newest first, and before them by whom it was referred itself.

        Raises:
            `invalid_cursor`; `not_found`.
        """
        answer: ReferralPage = self._call(
            "referrals.list",
            ({"customer": customer, "page": ({"limit": limit, "cursor": cursor},)},),
        )
        return answer

    def iter(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[Referral]:
        """Goes through all pages of `list`, `page_size` of `Referral` at a time."""
        while True:
            page = self.list(customer, limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def list_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table(
                "referrals.list",
                ({"customer": customer, "page": ({"limit": limit, "cursor": cursor},)},),
            )

        return table_of_pages(page, max_rows)


class AsyncReferrals:
    """Customers who bring their friends."""

    __slots__ = ("_area",)

    def __init__(self, area: Referrals) -> None:
        self._area = area

    async def define(self, name: str, terms: ReferralTerms | ReferralTermsDict) -> ReferralProgram:
        """Defines a program, or a new version of one. The same terms again change nothing; who was referred before is
        rewarded by the terms of then.

        Raises:
            `not_found` for the loyalty program; `invalid_field`, naming the first field that cannot be taken;
            `invalid_query` for the condition.
        """
        return await in_thread(self._area.define, name, terms)

    async def programs(self) -> builtins.list[ReferralProgram]:
        """Every program as it is now, by name.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.programs)

    async def programs_table(self) -> _native.Table:
        """As `programs`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.programs_table)

    async def code(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        program: str | None = None,
    ) -> ReferralCode:
        """The code of a customer, made when there is none yet: the same customer has the same code for ever.

        Raises:
            `not_found`, also for the program; `deleted`.
        """
        return await in_thread(self._area.code, customer, program)

    async def attribute(self, input: ReferralInput | ReferralInputDict) -> Referral:
        """Notes that a customer came with a code. The first code counts; the same again changes nothing.

        Raises:
            `invalid_field` for what cannot be a code, or a time ahead of the clock; `not_found` for a code that nobody has;
            `deleted`, also for the customer whose code it is; `referral_refuses` for one's own code, a customer who bought
            before, and one who came with another code.
        """
        return await in_thread(self._area.attribute, input)

    async def settle(self, order: OrderRef | OrderRefDict | str) -> builtins.list[Referral]:
        """Looks again what an order means for the referral of its customer, if there is one: rewards both sides when it qualifies,
        takes the points back when the order that qualified counts no more or not enough. Whatever happens to an order does
        this by itself, in its own commit; this call says what was looked at, and helps where the condition came to hold
        later. As often as one likes.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.settle, order)

    async def settle_table(self, order: OrderRef | OrderRefDict | str) -> _native.Table:
        """As `settle`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.settle_table, order)

    async def list(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ReferralPage:
        """Whom a customer referred, newest first, and before them by whom it was referred itself.

        Raises:
            `invalid_cursor`; `not_found`.
        """
        return await in_thread(self._area.list, customer, limit=limit, cursor=cursor)

    async def iter(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[Referral]:
        """Goes through all pages of `list`, `page_size` of `Referral` at a time."""
        while True:
            page = await self.list(customer, limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def list_table(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.list_table, customer, max_rows=max_rows)


class Segments:
    """Groups of customers by what is known of them."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def check(self, query: str, profile: Profile | ProfileText | None = None) -> QueryCheck:
        """Reads and checks a query, with the shop's own fields and segments. Tells everything that is wrong at once.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: QueryCheck = self._call("segments.check", query, profile)
        return answer

    def define(self, input: SegmentInput | SegmentInputDict) -> SegmentReceipt:
        """Defines a segment, or a new version of one, and works out who is in it: as a commit of its own, which looks at all
        customers. The same again changes nothing.

        Raises:
            `invalid_field` for the key or the name; `invalid_query` with the first problem of the query, also when it leads
            back to the segment itself.
        """
        answer: SegmentReceipt = self._call("segments.define", input)
        return answer

    def define_many(
        self,
        inputs: abc.Iterable[SegmentInput | SegmentInputDict],
    ) -> builtins.list[SegmentReceipt]:
        """Defines many at once, in one commit, all of them or none, and works out who is in them together. One may ask about
        those before it.

        Raises:
            As `define`, for the first that cannot be defined.
        """
        answer: builtins.list[SegmentReceipt] = self._call("segments.define_many", inputs)
        return answer

    def define_many_table(
        self,
        inputs: abc.Iterable[SegmentInput | SegmentInputDict],
    ) -> _native.Table:
        """As `define_many`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("segments.define_many", inputs)

    def get(self, key: str) -> Segment:
        """A segment as it is now.

        Raises:
            `not_found`.
        """
        answer: Segment = self._call("segments.get", key)
        return answer

    def list(self) -> builtins.list[Segment]:
        """Every segment as it is now, by key.

        Raises:
            As `check`.
        """
        answer: builtins.list[Segment] = self._call("segments.list")
        return answer

    def list_table(self) -> _native.Table:
        """As `list`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("segments.list")

    def versions(self, key: str) -> builtins.list[Segment]:
        """Every version of a segment, oldest first; also of one that was taken away.

        Raises:
            `not_found`.
        """
        answer: builtins.list[Segment] = self._call("segments.versions", key)
        return answer

    def versions_table(self, key: str) -> _native.Table:
        """As `versions`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("segments.versions", key)

    def remove(self, key: str) -> Segment:
        """Takes a segment away; its versions stay. The answer is its last version.

        Raises:
            `not_found`; `in_use` when another segment asks about it.
        """
        answer: Segment = self._call("segments.remove", key)
        return answer

    def members(
        self,
        query: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> MemberPage:
        """The customers that a query holds for, by their ids. Every page is worked out anew, as of the call.

        Raises:
            `invalid_query`; `invalid_field` for the limit; `invalid_cursor`.
        """
        answer: MemberPage = self._call(
            "segments.members",
            ({"query": query, "page": ({"limit": limit, "cursor": cursor},)},),
        )
        return answer

    def iter_members(
        self,
        query: str,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[SegmentMember]:
        """Goes through all pages of `members`, `page_size` of `SegmentMember` at a time."""
        while True:
            page = self.members(query, limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def members_table(self, query: str, *, max_rows: int | None = None) -> _native.Table:
        """As `members`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table(
                "segments.members",
                ({"query": query, "page": ({"limit": limit, "cursor": cursor},)},),
            )

        return table_of_pages(page, max_rows)

    def count(self, query: str) -> SegmentCount:
        """How many customers a query holds for.

        Raises:
            `invalid_query`.
        """
        answer: SegmentCount = self._call("segments.count", query)
        return answer

    def sizes(self) -> SegmentSizes:
        """How many customers are in each segment, pins included, by key. All segments are worked out together: what they
        ask for is loaded once.

        Raises:
            As `check`.
        """
        answer: SegmentSizes = self._call("segments.sizes")
        return answer

    def overlap(self, keys: abc.Iterable[str] | None = None) -> SegmentOverlap:
        """How many customers segments have in common, two by two, pins included: of these segments, in this order, each
        once; of all, by key, when left out. They are worked out together, as for `sizes`.

        Raises:
            `not_found` for a key; `invalid_field` for the keys when there are more than 100 segments.
        """
        answer: SegmentOverlap = self._call("segments.overlap", keys)
        return answer

    def preview(self, input: SegmentInput | SegmentInputDict) -> SegmentPreview:
        """Who would enter and leave a segment if it were defined so. Writes nothing.

        Raises:
            As `define`.
        """
        answer: SegmentPreview = self._call("segments.preview", input)
        return answer

    def pin(
        self,
        key: str,
        customer: CustomerRef | CustomerRefDict | str,
        change: PinChange | PinChangeText,
    ) -> PinReceipt:
        """Puts a customer into a segment, keeps it out, or leaves it to the query again. The word holds for the records that
        the customer has now: it goes with them through merges.

        Raises:
            `not_found` for the segment, then for the customer.
        """
        answer: PinReceipt = self._call("segments.pin", key, customer, change)
        return answer

    def explain(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        query: str,
    ) -> SegmentExplanation:
        """Why a query holds for a customer, or does not: each part with what it comes to, the values found, and the ids of
        the rows that decided it. Shows values of the profile: for the shop's own staff.

        Raises:
            `invalid_query`; `not_found`.
        """
        answer: SegmentExplanation = self._call("segments.explain", customer, query)
        return answer

    def advance(self) -> SegmentAdvance:
        """Has time move customers into segments and out of them, up to now: each at the very moment, in the order of the
        moments, for the feed to tell. The first call of a store day also works out anew what depends on all customers:
        places among them, RFM and lifecycle stages; so does the first after a change of the shop's settings or products.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: SegmentAdvance = self._call("segments.advance")
        return answer

    def memberships(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        at: datetime | None = None,
    ) -> CustomerSegments:
        """The segments that a customer is in, since when, and what time alone will change next. Of a past instant: what it was
        in by what is known now of that time; a time to come is answered as if nothing happened until then.

        Raises:
            `not_found`.
        """
        answer: CustomerSegments = self._call("segments.memberships", customer, at)
        return answer

    def history(self, customer: CustomerRef | CustomerRefDict | str) -> builtins.list[SegmentMove]:
        """How a customer came into segments and fell out of them, in the order that it was written down, with what caused it.

        Raises:
            `not_found`.
        """
        answer: builtins.list[SegmentMove] = self._call("segments.history", customer)
        return answer

    def history_table(self, customer: CustomerRef | CustomerRefDict | str) -> _native.Table:
        """As `history`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("segments.history", customer)

    def size_by_day(self, key: str, from_: date, to: date) -> builtins.list[SegmentDay]:
        """How a segment grew and shrank, one row a store day, both days included; 3,660 days at most.

        Raises:
            `not_found`; `invalid_field` for the days.
        """
        answer: builtins.list[SegmentDay] = self._call("segments.size_by_day", key, from_, to)
        return answer

    def size_by_day_table(self, key: str, from_: date, to: date) -> _native.Table:
        """As `size_by_day`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("segments.size_by_day", key, from_, to)


class AsyncSegments:
    """Groups of customers by what is known of them."""

    __slots__ = ("_area",)

    def __init__(self, area: Segments) -> None:
        self._area = area

    async def check(self, query: str, profile: Profile | ProfileText | None = None) -> QueryCheck:
        """Reads and checks a query, with the shop's own fields and segments. Tells everything that is wrong at once.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.check, query, profile)

    async def define(self, input: SegmentInput | SegmentInputDict) -> SegmentReceipt:
        """Defines a segment, or a new version of one, and works out who is in it: as a commit of its own, which looks at all
        customers. The same again changes nothing.

        Raises:
            `invalid_field` for the key or the name; `invalid_query` with the first problem of the query, also when it leads
            back to the segment itself.
        """
        return await in_thread(self._area.define, input)

    async def define_many(
        self,
        inputs: abc.Iterable[SegmentInput | SegmentInputDict],
    ) -> builtins.list[SegmentReceipt]:
        """Defines many at once, in one commit, all of them or none, and works out who is in them together. One may ask about
        those before it.

        Raises:
            As `define`, for the first that cannot be defined.
        """
        return await in_thread(self._area.define_many, inputs)

    async def define_many_table(
        self,
        inputs: abc.Iterable[SegmentInput | SegmentInputDict],
    ) -> _native.Table:
        """As `define_many`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.define_many_table, inputs)

    async def get(self, key: str) -> Segment:
        """A segment as it is now.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.get, key)

    async def list(self) -> builtins.list[Segment]:
        """Every segment as it is now, by key.

        Raises:
            As `check`.
        """
        return await in_thread(self._area.list)

    async def list_table(self) -> _native.Table:
        """As `list`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.list_table)

    async def versions(self, key: str) -> builtins.list[Segment]:
        """Every version of a segment, oldest first; also of one that was taken away.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.versions, key)

    async def versions_table(self, key: str) -> _native.Table:
        """As `versions`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.versions_table, key)

    async def remove(self, key: str) -> Segment:
        """Takes a segment away; its versions stay. The answer is its last version.

        Raises:
            `not_found`; `in_use` when another segment asks about it.
        """
        return await in_thread(self._area.remove, key)

    async def members(
        self,
        query: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> MemberPage:
        """The customers that a query holds for, by their ids. Every page is worked out anew, as of the call.

        Raises:
            `invalid_query`; `invalid_field` for the limit; `invalid_cursor`.
        """
        return await in_thread(self._area.members, query, limit=limit, cursor=cursor)

    async def iter_members(
        self,
        query: str,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[SegmentMember]:
        """Goes through all pages of `members`, `page_size` of `SegmentMember` at a time."""
        while True:
            page = await self.members(query, limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def members_table(self, query: str, *, max_rows: int | None = None) -> _native.Table:
        """As `members`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.members_table, query, max_rows=max_rows)

    async def count(self, query: str) -> SegmentCount:
        """How many customers a query holds for.

        Raises:
            `invalid_query`.
        """
        return await in_thread(self._area.count, query)

    async def sizes(self) -> SegmentSizes:
        """How many customers are in each segment, pins included, by key. All segments are worked out together: what they
        ask for is loaded once.

        Raises:
            As `check`.
        """
        return await in_thread(self._area.sizes)

    async def overlap(self, keys: abc.Iterable[str] | None = None) -> SegmentOverlap:
        """How many customers segments have in common, two by two, pins included: of these segments, in this order, each
        once; of all, by key, when left out. They are worked out together, as for `sizes`.

        Raises:
            `not_found` for a key; `invalid_field` for the keys when there are more than 100 segments.
        """
        return await in_thread(self._area.overlap, keys)

    async def preview(self, input: SegmentInput | SegmentInputDict) -> SegmentPreview:
        """Who would enter and leave a segment if it were defined so. Writes nothing.

        Raises:
            As `define`.
        """
        return await in_thread(self._area.preview, input)

    async def pin(
        self,
        key: str,
        customer: CustomerRef | CustomerRefDict | str,
        change: PinChange | PinChangeText,
    ) -> PinReceipt:
        """Puts a customer into a segment, keeps it out, or leaves it to the query again. The word holds for the records that
        the customer has now: it goes with them through merges.

        Raises:
            `not_found` for the segment, then for the customer.
        """
        return await in_thread(self._area.pin, key, customer, change)

    async def explain(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        query: str,
    ) -> SegmentExplanation:
        """Why a query holds for a customer, or does not: each part with what it comes to, the values found, and the ids of
        the rows that decided it. Shows values of the profile: for the shop's own staff.

        Raises:
            `invalid_query`; `not_found`.
        """
        return await in_thread(self._area.explain, customer, query)

    async def advance(self) -> SegmentAdvance:
        """Has time move customers into segments and out of them, up to now: each at the very moment, in the order of the
        moments, for the feed to tell. The first call of a store day also works out anew what depends on all customers:
        places among them, RFM and lifecycle stages; so does the first after a change of the shop's settings or products.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.advance)

    async def memberships(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        at: datetime | None = None,
    ) -> CustomerSegments:
        """The segments that a customer is in, since when, and what time alone will change next. Of a past instant: what it was
        in by what is known now of that time; a time to come is answered as if nothing happened until then.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.memberships, customer, at)

    async def history(
        self,
        customer: CustomerRef | CustomerRefDict | str,
    ) -> builtins.list[SegmentMove]:
        """How a customer came into segments and fell out of them, in the order that it was written down, with what caused it.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.history, customer)

    async def history_table(self, customer: CustomerRef | CustomerRefDict | str) -> _native.Table:
        """As `history`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.history_table, customer)

    async def size_by_day(self, key: str, from_: date, to: date) -> builtins.list[SegmentDay]:
        """How a segment grew and shrank, one row a store day, both days included; 3,660 days at most.

        Raises:
            `not_found`; `invalid_field` for the days.
        """
        return await in_thread(self._area.size_by_day, key, from_, to)

    async def size_by_day_table(self, key: str, from_: date, to: date) -> _native.Table:
        """As `size_by_day`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.size_by_day_table, key, from_, to)


class Duplicates:
    """Customers that may be one person."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def find(
        self,
        customer: CustomerRef | CustomerRefDict | str | None = None,
        above_ppm: int | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> DuplicatePage:
        """The pairs of customers that may be one person, most likely first; of all customers, or of one. Pairs that were
        decided to be two persons are left out. Writes nothing.

        Raises:
            `invalid_cursor`; `invalid_field`; `not_found` for a customer that does not exist; `cancelled`.
        """
        answer: DuplicatePage = self._call_long(
            "duplicates.find",
            ({"customer": customer, "above_ppm": above_ppm, "page": ({"limit": limit, "cursor": cursor},)},),
            on_progress,
            cancel,
        )
        return answer

    def iter_find(
        self,
        customer: CustomerRef | CustomerRefDict | str | None = None,
        above_ppm: int | None = None,
        *,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[DuplicatePair]:
        """Goes through all pages of `find`, `page_size` of `DuplicatePair` at a time."""
        while True:
            page = self.find(
                customer,
                above_ppm,
                on_progress=on_progress,
                cancel=cancel,
                limit=page_size,
                cursor=cursor,
            )
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def find_table(
        self,
        customer: CustomerRef | CustomerRefDict | str | None = None,
        above_ppm: int | None = None,
        *,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `find`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table(
                "duplicates.find",
                ({"customer": customer, "above_ppm": above_ppm, "page": ({"limit": limit, "cursor": cursor},)},),
                on_progress,
                cancel,
            )

        return table_of_pages(page, max_rows)

    def find_new(self, input: CustomerInput | CustomerInputDict) -> builtins.list[CustomerMatch]:
        """The customers that somebody may be who is not stored yet, most likely first, a hundred at most. Writes nothing.

        Raises:
            `invalid_field` for a value that does not read.
        """
        answer: builtins.list[CustomerMatch] = self._call("duplicates.find_new", input)
        return answer

    def find_new_table(self, input: CustomerInput | CustomerInputDict) -> _native.Table:
        """As `find_new`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("duplicates.find_new", input)

    def train(
        self,
        *,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> DuplicateModel:
        """Learns from all records what agreement says, and has pairs be weighed by that from now on. Nobody is linked. The
        same records give the same model.

        Raises:
            `cancelled`; those of every write.
        """
        answer: DuplicateModel = self._call_long("duplicates.train", on_progress, cancel)
        return answer

    def model(self) -> DuplicateModel:
        """What pairs are weighed by.

        Raises:
            `not_found` while neither `train` nor `run` made one.
        """
        answer: DuplicateModel = self._call("duplicates.model")
        return answer

    def run(
        self,
        link: bool | None = None,
        *,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> DuplicateReport:
        """Trains on all records, links the customers that the policy allows to link, and makes the review queue anew out of
        the other pairs. `link` overrules the policy for this run: `false` links nobody, `true` links from
        `link_above_ppm` on, or `match_above_ppm` while that is not set. Links of long runs are committed in parts, each
        whole; cancelled between them, a run leaves what it linked, and the review queue as it was.

        Raises:
            `cancelled`; those of every write.
        """
        answer: DuplicateReport = self._call_long("duplicates.run", link, on_progress, cancel)
        return answer

    def reviews(
        self,
        later: bool | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ReviewPage:
        """The review queue, most likely pairs first: what the last run found, without what was decided or merged since.

        Raises:
            `invalid_cursor`.
        """
        answer: ReviewPage = self._call(
            "duplicates.reviews",
            ({"later": later, "page": ({"limit": limit, "cursor": cursor},)},),
        )
        return answer

    def iter_reviews(
        self,
        later: bool | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[Review]:
        """Goes through all pages of `reviews`, `page_size` of `Review` at a time."""
        while True:
            page = self.reviews(later, limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def reviews_table(
        self,
        later: bool | None = None,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `reviews`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table(
                "duplicates.reviews",
                ({"later": later, "page": ({"limit": limit, "cursor": cursor},)},),
            )

        return table_of_pages(page, max_rows)

    def decide(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        other: CustomerRef | CustomerRefDict | str,
        verdict: Verdict | VerdictText,
    ) -> DecisionReceipt:
        """Decides about two customers. `match` merges them; `not_the_same` keeps every record of the one from every record
        of the other, until somebody decides otherwise; `later` takes the pair
        out of the queue, to be asked for.

        Raises:
            `not_found`; `invalid_field` when both are one customer already and the verdict is not `match`.
        """
        answer: DecisionReceipt = self._call("duplicates.decide", customer, other, verdict)
        return answer

    def merge(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        other: CustomerRef | CustomerRefDict | str,
    ) -> MergeReceipt:
        """Makes one of two customers. The older keeps its id, the id of the other leads there; the profile is that of all
        records, and orders, events and consents follow. What was decided against it holds no more.

        Raises:
            `not_found`; `invalid_field`.
        """
        answer: MergeReceipt = self._call("duplicates.merge", customer, other)
        return answer

    def unmerge(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        records: abc.Iterable[RecordId],
    ) -> UnmergeReceipt:
        """Gives records of a customer back to one of their own, with their orders, events and consents; a customer that had
        been merged away has its old id again. An old id of a customer with no records named means those that came with
        it. What happened after the merge stays with the record it was booked on: that whose identifier it named, else the
        survivor's. Identifiers and later runs join the two parts no more.

        Raises:
            `not_found`; `invalid_field` for records that are not the customer's, or all of them.
        """
        answer: UnmergeReceipt = self._call("duplicates.unmerge", customer, records)
        return answer

    def find_in_table(
        self,
        columns: abc.Iterable[TableColumn | TableColumnDict],
        *,
        settings: str | None = None,
        labels: abc.Iterable[TableLabel | TableLabelDict] | None = None,
        truth: str | None = None,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> TableDuplicates:
        """Which rows of a table are one person: a list, a file, whatever has columns. What each column holds is recognised
        by its name and cells, and what agreement says is learned from the table itself, and from what was decided before.
        Against a truth the clusters are measured. Customers are not looked at, and nothing is written.

        Raises:
            `invalid_field` for columns of unequal length or one name, a truth that is no column, settings that do not read,
            and labels of rows that are not there; `cancelled`.
        """
        answer: TableDuplicates = self._call_long(
            "duplicates.find_in_table",
            columns,
            ({"settings": settings, "labels": labels, "truth": truth},),
            on_progress,
            cancel,
        )
        return answer

    def explain(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        other: CustomerRef | CustomerRefDict | str,
    ) -> PairExplanation:
        """Why two customers score as they do: by the records of each that agree most, the level of agreement of each field
        with its weight and what the frequency of the value adds.

        Raises:
            `not_found`; `invalid_field` when both are one customer, or nothing of one can be compared.
        """
        answer: PairExplanation = self._call("duplicates.explain", customer, other)
        return answer

    def explain_customer(
        self,
        customer: CustomerRef | CustomerRefDict | str,
    ) -> CustomerExplanation:
        """What makes the records of a customer one person: each record with its link, and a path of evidence through all.

        Raises:
            `not_found`.
        """
        answer: CustomerExplanation = self._call("duplicates.explain_customer", customer)
        return answer

    def history(self, customer: CustomerRef | CustomerRefDict | str) -> builtins.list[LinkChange]:
        """Every link of a customer's records, and of those that were taken from it, oldest first.

        Raises:
            `not_found`.
        """
        answer: builtins.list[LinkChange] = self._call("duplicates.history", customer)
        return answer

    def history_table(self, customer: CustomerRef | CustomerRefDict | str) -> _native.Table:
        """As `history`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("duplicates.history", customer)


class AsyncDuplicates:
    """Customers that may be one person."""

    __slots__ = ("_area",)

    def __init__(self, area: Duplicates) -> None:
        self._area = area

    async def find(
        self,
        customer: CustomerRef | CustomerRefDict | str | None = None,
        above_ppm: int | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> DuplicatePage:
        """The pairs of customers that may be one person, most likely first; of all customers, or of one. Pairs that were
        decided to be two persons are left out. Writes nothing.

        Raises:
            `invalid_cursor`; `invalid_field`; `not_found` for a customer that does not exist; `cancelled`.
        """
        return await long_in_thread(
            self._area.find,
            customer,
            above_ppm,
            limit=limit,
            cursor=cursor,
            on_progress=on_progress,
            cancel=cancel,
        )

    async def iter_find(
        self,
        customer: CustomerRef | CustomerRefDict | str | None = None,
        above_ppm: int | None = None,
        *,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[DuplicatePair]:
        """Goes through all pages of `find`, `page_size` of `DuplicatePair` at a time."""
        while True:
            page = await self.find(
                customer,
                above_ppm,
                on_progress=on_progress,
                cancel=cancel,
                limit=page_size,
                cursor=cursor,
            )
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def find_table(
        self,
        customer: CustomerRef | CustomerRefDict | str | None = None,
        above_ppm: int | None = None,
        *,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `find`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(
            self._area.find_table,
            customer,
            above_ppm,
            on_progress=on_progress,
            cancel=cancel,
            max_rows=max_rows,
        )

    async def find_new(
        self,
        input: CustomerInput | CustomerInputDict,
    ) -> builtins.list[CustomerMatch]:
        """The customers that somebody may be who is not stored yet, most likely first, a hundred at most. Writes nothing.

        Raises:
            `invalid_field` for a value that does not read.
        """
        return await in_thread(self._area.find_new, input)

    async def find_new_table(self, input: CustomerInput | CustomerInputDict) -> _native.Table:
        """As `find_new`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.find_new_table, input)

    async def train(
        self,
        *,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> DuplicateModel:
        """Learns from all records what agreement says, and has pairs be weighed by that from now on. Nobody is linked. The
        same records give the same model.

        Raises:
            `cancelled`; those of every write.
        """
        return await long_in_thread(self._area.train, on_progress=on_progress, cancel=cancel)

    async def model(self) -> DuplicateModel:
        """What pairs are weighed by.

        Raises:
            `not_found` while neither `train` nor `run` made one.
        """
        return await in_thread(self._area.model)

    async def run(
        self,
        link: bool | None = None,
        *,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> DuplicateReport:
        """Trains on all records, links the customers that the policy allows to link, and makes the review queue anew out of
        the other pairs. `link` overrules the policy for this run: `false` links nobody, `true` links from
        `link_above_ppm` on, or `match_above_ppm` while that is not set. Links of long runs are committed in parts, each
        whole; cancelled between them, a run leaves what it linked, and the review queue as it was.

        Raises:
            `cancelled`; those of every write.
        """
        return await long_in_thread(self._area.run, link, on_progress=on_progress, cancel=cancel)

    async def reviews(
        self,
        later: bool | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> ReviewPage:
        """The review queue, most likely pairs first: what the last run found, without what was decided or merged since.

        Raises:
            `invalid_cursor`.
        """
        return await in_thread(self._area.reviews, later, limit=limit, cursor=cursor)

    async def iter_reviews(
        self,
        later: bool | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[Review]:
        """Goes through all pages of `reviews`, `page_size` of `Review` at a time."""
        while True:
            page = await self.reviews(later, limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def reviews_table(
        self,
        later: bool | None = None,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `reviews`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.reviews_table, later, max_rows=max_rows)

    async def decide(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        other: CustomerRef | CustomerRefDict | str,
        verdict: Verdict | VerdictText,
    ) -> DecisionReceipt:
        """Decides about two customers. `match` merges them; `not_the_same` keeps every record of the one from every record
        of the other, until somebody decides otherwise; `later` takes the pair
        out of the queue, to be asked for.

        Raises:
            `not_found`; `invalid_field` when both are one customer already and the verdict is not `match`.
        """
        return await in_thread(self._area.decide, customer, other, verdict)

    async def merge(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        other: CustomerRef | CustomerRefDict | str,
    ) -> MergeReceipt:
        """Makes one of two customers. The older keeps its id, the id of the other leads there; the profile is that of all
        records, and orders, events and consents follow. What was decided against it holds no more.

        Raises:
            `not_found`; `invalid_field`.
        """
        return await in_thread(self._area.merge, customer, other)

    async def unmerge(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        records: abc.Iterable[RecordId],
    ) -> UnmergeReceipt:
        """Gives records of a customer back to one of their own, with their orders, events and consents; a customer that had
        been merged away has its old id again. An old id of a customer with no records named means those that came with
        it. What happened after the merge stays with the record it was booked on: that whose identifier it named, else the
        survivor's. Identifiers and later runs join the two parts no more.

        Raises:
            `not_found`; `invalid_field` for records that are not the customer's, or all of them.
        """
        return await in_thread(self._area.unmerge, customer, records)

    async def find_in_table(
        self,
        columns: abc.Iterable[TableColumn | TableColumnDict],
        *,
        settings: str | None = None,
        labels: abc.Iterable[TableLabel | TableLabelDict] | None = None,
        truth: str | None = None,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> TableDuplicates:
        """Which rows of a table are one person: a list, a file, whatever has columns. What each column holds is recognised
        by its name and cells, and what agreement says is learned from the table itself, and from what was decided before.
        Against a truth the clusters are measured. Customers are not looked at, and nothing is written.

        Raises:
            `invalid_field` for columns of unequal length or one name, a truth that is no column, settings that do not read,
            and labels of rows that are not there; `cancelled`.
        """
        return await long_in_thread(
            self._area.find_in_table,
            columns,
            settings=settings,
            labels=labels,
            truth=truth,
            on_progress=on_progress,
            cancel=cancel,
        )

    async def explain(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        other: CustomerRef | CustomerRefDict | str,
    ) -> PairExplanation:
        """Why two customers score as they do: by the records of each that agree most, the level of agreement of each field
        with its weight and what the frequency of the value adds.

        Raises:
            `not_found`; `invalid_field` when both are one customer, or nothing of one can be compared.
        """
        return await in_thread(self._area.explain, customer, other)

    async def explain_customer(
        self,
        customer: CustomerRef | CustomerRefDict | str,
    ) -> CustomerExplanation:
        """What makes the records of a customer one person: each record with its link, and a path of evidence through all.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.explain_customer, customer)

    async def history(
        self,
        customer: CustomerRef | CustomerRefDict | str,
    ) -> builtins.list[LinkChange]:
        """Every link of a customer's records, and of those that were taken from it, oldest first.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.history, customer)

    async def history_table(self, customer: CustomerRef | CustomerRefDict | str) -> _native.Table:
        """As `history`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.history_table, customer)


class Privacy:
    """What is known of a person, handed out or destroyed."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def erase(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        reason: ErasureReason | ErasureReasonText,
        suppress: bool | None = None,
    ) -> ErasureReceipt:
        """Destroys what is kept of a customer, also of one that was deleted, by its id. What the law orders kept (amounts,
        lines and dates of orders, entries of the ledger of points) stays, tied to records that say nothing any more. With
        `suppress`, keyed hashes of its e-mails and phones are kept, so that marketing does not reach them when they come in
        again with an old list. Erasing again gives the receipt of the first time. It cannot be undone; what lies in
        backups, and old bytes in the store's own files until `compact`, are not touched.

        Raises:
            `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
        """
        answer: ErasureReceipt = self._call("privacy.erase", customer, reason, suppress)
        return answer

    def restrict(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        reason: RestrictionReason | RestrictionReasonText,
    ) -> RestrictionReceipt:
        """Restricts processing of what is known of a customer, also of one that was deleted, by its id (GDPR article 18): it is
        kept, nobody is contacted for any purpose, and no segment reaches it. Taking facts in goes on. Every record of the customer is
        restricted, so it stays so when records are taken apart, and a customer one of whose records is restricted is. For
        the same reason again it changes nothing.

        Raises:
            `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`; `erased`.
        """
        answer: RestrictionReceipt = self._call("privacy.restrict", customer, reason)
        return answer

    def unrestrict(self, customer: CustomerRef | CustomerRefDict | str) -> RestrictionReceipt:
        """Lifts the restriction of a customer, with all its records. The person must be told before (GDPR article 18(3)).

        Raises:
            As `restrict`.
        """
        answer: RestrictionReceipt = self._call("privacy.unrestrict", customer)
        return answer

    def object(self, input: ObjectionInput | ObjectionInputDict) -> ConsentReceipt:
        """Takes in that a customer objects to a purpose, by one channel or by all (GDPR article 21): nobody is contacted for it,
        also where no consent is needed, unless it stands on a contract or a law. It is an entry among the customer's consents, `objected`,
        and holds until the customer agrees again later, for the channel that is agreed to; after a merge it holds over what the
        other record said. The same again changes nothing.

        Raises:
            `invalid_field`; `not_found` for a customer that does not exist.
        """
        answer: ConsentReceipt = self._call("privacy.object", input)
        return answer

    def erasures(self, *, limit: int | None = None, cursor: str | None = None) -> ErasurePage:
        """Every erasure. Kept outside of backups, it tells whom to erase again after one was restored.

        Raises:
            `invalid_cursor`.
        """
        answer: ErasurePage = self._call("privacy.erasures", ({"limit": limit, "cursor": cursor},))
        return answer

    def iter_erasures(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[ErasureReceipt]:
        """Goes through all pages of `erasures`, `page_size` of `ErasureReceipt` at a time."""
        while True:
            page = self.erasures(limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def erasures_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `erasures`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table("privacy.erasures", ({"limit": limit, "cursor": cursor},))

        return table_of_pages(page, max_rows)

    def advance(self) -> RetentionReport:
        """Destroys what is past its time by the shop's rules of retention (`retention` of the settings; GDPR article 5(1)(e),
        PIPL article 19): events and contacts first, then customers, as `erase` does it, for the reason
        `retention`. Of several rules that take the same, one that deletes comes before one that anonymises, and then the one
        that was set first. E-mails and phones of customers who said no to marketing are suppressed when they go.
        Who is restricted is not touched. It works in commits of 500 events or 100 customers; cut off, it goes on
        when it is called again, and with nothing past its time it writes nothing.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: RetentionReport = self._call("privacy.advance")
        return answer

    def preview_retention(self, as_of: datetime | None = None) -> RetentionReport:
        """What `advance` would destroy at an instant, now when left out, of what is known now. Nothing is written.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: RetentionReport = self._call("privacy.preview_retention", as_of)
        return answer

    def retention_runs(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> RetentionRunPage:
        """What runs of `advance` destroyed, the newest first; those that found nothing are left out.

        Raises:
            `invalid_cursor`.
        """
        answer: RetentionRunPage = self._call(
            "privacy.retention_runs",
            ({"limit": limit, "cursor": cursor},),
        )
        return answer

    def iter_retention_runs(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[RetentionRun]:
        """Goes through all pages of `retention_runs`, `page_size` of `RetentionRun` at a time."""
        while True:
            page = self.retention_runs(limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def retention_runs_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `retention_runs`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table("privacy.retention_runs", ({"limit": limit, "cursor": cursor},))

        return table_of_pages(page, max_rows)

    def export(self, customer: CustomerRef | CustomerRefDict | str) -> CustomerDossier:
        """All that is known of a customer, also of one that was deleted, by its id: every version of every record as it came,
        the profile made of them, orders, events, consents, points, segments, links and decisions, and what the audit has
        of it (GDPR articles 15 and 20, PIPL article 45). Of an erased one: the receipt. That it was handed out stands in
        the audit.

        Raises:
            `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
        """
        answer: CustomerDossier = self._call("privacy.export", customer)
        return answer

    def export_page(self, customer: CustomerRef | CustomerRefDict | str) -> str:
        """The same as a page of HTML that people read, in one piece: it loads nothing.

        Raises:
            As `export`.
        """
        answer: str = self._call("privacy.export_page", customer)
        return answer

    def compact(self) -> int:
        """Writes the store's files anew, so that no byte of what was erased, or ever replaced, is left in them; gives how many
        bytes they take then. Other calls wait meanwhile. The memory storage has no files.

        Raises:
            `unsupported` by sled and PostgreSQL; `contended` while another process reads a SQLite store; `disk_full`, `io`.
        """
        answer: int = self._call("privacy.compact")
        return answer

    def suppressed_since(self, address: str) -> datetime | None:
        """Since when an e-mail or phone is suppressed; absent when it is not.

        Raises:
            `invalid_field` for a text that is neither.
        """
        answer: datetime | None = self._call("privacy.suppressed_since", address)
        return answer


class AsyncPrivacy:
    """What is known of a person, handed out or destroyed."""

    __slots__ = ("_area",)

    def __init__(self, area: Privacy) -> None:
        self._area = area

    async def erase(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        reason: ErasureReason | ErasureReasonText,
        suppress: bool | None = None,
    ) -> ErasureReceipt:
        """Destroys what is kept of a customer, also of one that was deleted, by its id. What the law orders kept (amounts,
        lines and dates of orders, entries of the ledger of points) stays, tied to records that say nothing any more. With
        `suppress`, keyed hashes of its e-mails and phones are kept, so that marketing does not reach them when they come in
        again with an old list. Erasing again gives the receipt of the first time. It cannot be undone; what lies in
        backups, and old bytes in the store's own files until `compact`, are not touched.

        Raises:
            `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
        """
        return await in_thread(self._area.erase, customer, reason, suppress)

    async def restrict(
        self,
        customer: CustomerRef | CustomerRefDict | str,
        reason: RestrictionReason | RestrictionReasonText,
    ) -> RestrictionReceipt:
        """Restricts processing of what is known of a customer, also of one that was deleted, by its id (GDPR article 18): it is
        kept, nobody is contacted for any purpose, and no segment reaches it. Taking facts in goes on. Every record of the customer is
        restricted, so it stays so when records are taken apart, and a customer one of whose records is restricted is. For
        the same reason again it changes nothing.

        Raises:
            `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`; `erased`.
        """
        return await in_thread(self._area.restrict, customer, reason)

    async def unrestrict(self, customer: CustomerRef | CustomerRefDict | str) -> RestrictionReceipt:
        """Lifts the restriction of a customer, with all its records. The person must be told before (GDPR article 18(3)).

        Raises:
            As `restrict`.
        """
        return await in_thread(self._area.unrestrict, customer)

    async def object(self, input: ObjectionInput | ObjectionInputDict) -> ConsentReceipt:
        """Takes in that a customer objects to a purpose, by one channel or by all (GDPR article 21): nobody is contacted for it,
        also where no consent is needed, unless it stands on a contract or a law. It is an entry among the customer's consents, `objected`,
        and holds until the customer agrees again later, for the channel that is agreed to; after a merge it holds over what the
        other record said. The same again changes nothing.

        Raises:
            `invalid_field`; `not_found` for a customer that does not exist.
        """
        return await in_thread(self._area.object, input)

    async def erasures(self, *, limit: int | None = None, cursor: str | None = None) -> ErasurePage:
        """Every erasure. Kept outside of backups, it tells whom to erase again after one was restored.

        Raises:
            `invalid_cursor`.
        """
        return await in_thread(self._area.erasures, limit=limit, cursor=cursor)

    async def iter_erasures(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[ErasureReceipt]:
        """Goes through all pages of `erasures`, `page_size` of `ErasureReceipt` at a time."""
        while True:
            page = await self.erasures(limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def erasures_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `erasures`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.erasures_table, max_rows=max_rows)

    async def advance(self) -> RetentionReport:
        """Destroys what is past its time by the shop's rules of retention (`retention` of the settings; GDPR article 5(1)(e),
        PIPL article 19): events and contacts first, then customers, as `erase` does it, for the reason
        `retention`. Of several rules that take the same, one that deletes comes before one that anonymises, and then the one
        that was set first. E-mails and phones of customers who said no to marketing are suppressed when they go.
        Who is restricted is not touched. It works in commits of 500 events or 100 customers; cut off, it goes on
        when it is called again, and with nothing past its time it writes nothing.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.advance)

    async def preview_retention(self, as_of: datetime | None = None) -> RetentionReport:
        """What `advance` would destroy at an instant, now when left out, of what is known now. Nothing is written.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.preview_retention, as_of)

    async def retention_runs(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> RetentionRunPage:
        """What runs of `advance` destroyed, the newest first; those that found nothing are left out.

        Raises:
            `invalid_cursor`.
        """
        return await in_thread(self._area.retention_runs, limit=limit, cursor=cursor)

    async def iter_retention_runs(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[RetentionRun]:
        """Goes through all pages of `retention_runs`, `page_size` of `RetentionRun` at a time."""
        while True:
            page = await self.retention_runs(limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def retention_runs_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `retention_runs`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.retention_runs_table, max_rows=max_rows)

    async def export(self, customer: CustomerRef | CustomerRefDict | str) -> CustomerDossier:
        """All that is known of a customer, also of one that was deleted, by its id: every version of every record as it came,
        the profile made of them, orders, events, consents, points, segments, links and decisions, and what the audit has
        of it (GDPR articles 15 and 20, PIPL article 45). Of an erased one: the receipt. That it was handed out stands in
        the audit.

        Raises:
            `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
        """
        return await in_thread(self._area.export, customer)

    async def export_page(self, customer: CustomerRef | CustomerRefDict | str) -> str:
        """The same as a page of HTML that people read, in one piece: it loads nothing.

        Raises:
            As `export`.
        """
        return await in_thread(self._area.export_page, customer)

    async def compact(self) -> int:
        """Writes the store's files anew, so that no byte of what was erased, or ever replaced, is left in them; gives how many
        bytes they take then. Other calls wait meanwhile. The memory storage has no files.

        Raises:
            `unsupported` by sled and PostgreSQL; `contended` while another process reads a SQLite store; `disk_full`, `io`.
        """
        return await in_thread(self._area.compact)

    async def suppressed_since(self, address: str) -> datetime | None:
        """Since when an e-mail or phone is suppressed; absent when it is not.

        Raises:
            `invalid_field` for a text that is neither.
        """
        return await in_thread(self._area.suppressed_since, address)


class Imports:
    """Files taken in."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def customers(
        self,
        source: Source,
        *,
        mapping: Mapping | MappingDict | None = None,
        batch_rows: int | None = None,
        rejects: str | os.PathLike[str] | IO[str] | IO[bytes] | None = None,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> ImportReport:
        """Takes customers in from a delimited text file: CSV or TSV of any usual encoding, columns found by their headers.
        Rows name their record by (source, external id), else by e-mail or phone. Values that do not read are kept as they
        came and counted; rows that cannot be taken are told in the report and written to `rejects`, and stop nothing. The
        same file again changes nothing; a run that was cut off goes on.

        Raises:
            `io`; `invalid_file` when it is empty or none of its columns is known; `invalid_field` when the mapping names a
            column it does not have; `cancelled`; those of the storage. What was committed before an error stays.
        """
        answer: ImportReport = self._call_long(
            "imports.customers",
            source,
            ({"mapping": mapping, "batch_rows": batch_rows},),
            rejects,
            on_progress,
            cancel,
        )
        return answer

    def orders(
        self,
        source: Source,
        *,
        mapping: Mapping | MappingDict | None = None,
        batch_rows: int | None = None,
        rejects: str | os.PathLike[str] | IO[str] | IO[bytes] | None = None,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> ImportReport:
        """Takes orders in from a delimited text file. A row is an order, or one line of an order. The customer is the record
        that the row's source calls so, else whoever bears its e-mail or phone; a record that does not exist yet is made.

        Raises:
            As `customers`.
        """
        answer: ImportReport = self._call_long(
            "imports.orders",
            source,
            ({"mapping": mapping, "batch_rows": batch_rows},),
            rejects,
            on_progress,
            cancel,
        )
        return answer

    def payload(
        self,
        source: Source,
        *,
        platform: Platform | PlatformText | None = None,
        kind: str | None = None,
        source_name: str | None = None,
        zone: str | None = None,
        batch_objects: int | None = None,
        rejects: str | os.PathLike[str] | IO[str] | IO[bytes] | None = None,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> PayloadReport:
        """Takes in what a commerce platform sends, as JSON: one object, a list, the envelope of an export or a webhook, or an
        object on each line. Customers, orders, refunds and consents go where they belong, under the platform's own ids;
        what has no field is kept with them. Platform and kind are recognised where they are not said. Objects that
        cannot be taken are told in the report, and written to `rejects` as JSON Lines, and stop nothing. The same again
        changes nothing, and what is older never takes the place of what is newer.

        Raises:
            `io`; `invalid_file` when it is empty or no JSON; `cancelled`; those of the storage. What was committed before an
            error stays.
        """
        answer: PayloadReport = self._call_long(
            "imports.payload",
            source,
            ({"platform": platform, "kind": kind, "source_name": source_name, "zone": zone, "batch_objects": batch_objects},),
            rejects,
            on_progress,
            cancel,
        )
        return answer

    def verify_webhook(
        self,
        platform: Platform | PlatformText,
        body: str,
        signature: str,
        secret: str,
        *,
        tolerance_seconds: int | None = None,
    ) -> WebhookReceipt:
        """Verifies that a webhook comes from its platform: that its signature is that of its body under the secret that both
        sides know, and, where the platform signs a time, that it is recent. It reads and writes nothing.

        Raises:
            `invalid_field` for a secret that is empty, for a signature that does not read or is another's, and for a time
            outside of the tolerance.
        """
        answer: WebhookReceipt = self._call(
            "imports.verify_webhook",
            ({"platform": platform, "body": body, "signature": signature, "secret": secret, "tolerance_seconds": tolerance_seconds},),
        )
        return answer


class AsyncImports:
    """Files taken in."""

    __slots__ = ("_area",)

    def __init__(self, area: Imports) -> None:
        self._area = area

    async def customers(
        self,
        source: Source,
        *,
        mapping: Mapping | MappingDict | None = None,
        batch_rows: int | None = None,
        rejects: str | os.PathLike[str] | IO[str] | IO[bytes] | None = None,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> ImportReport:
        """Takes customers in from a delimited text file: CSV or TSV of any usual encoding, columns found by their headers.
        Rows name their record by (source, external id), else by e-mail or phone. Values that do not read are kept as they
        came and counted; rows that cannot be taken are told in the report and written to `rejects`, and stop nothing. The
        same file again changes nothing; a run that was cut off goes on.

        Raises:
            `io`; `invalid_file` when it is empty or none of its columns is known; `invalid_field` when the mapping names a
            column it does not have; `cancelled`; those of the storage. What was committed before an error stays.
        """
        return await long_in_thread(
            self._area.customers,
            source,
            mapping=mapping,
            batch_rows=batch_rows,
            rejects=rejects,
            on_progress=on_progress,
            cancel=cancel,
        )

    async def orders(
        self,
        source: Source,
        *,
        mapping: Mapping | MappingDict | None = None,
        batch_rows: int | None = None,
        rejects: str | os.PathLike[str] | IO[str] | IO[bytes] | None = None,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> ImportReport:
        """Takes orders in from a delimited text file. A row is an order, or one line of an order. The customer is the record
        that the row's source calls so, else whoever bears its e-mail or phone; a record that does not exist yet is made.

        Raises:
            As `customers`.
        """
        return await long_in_thread(
            self._area.orders,
            source,
            mapping=mapping,
            batch_rows=batch_rows,
            rejects=rejects,
            on_progress=on_progress,
            cancel=cancel,
        )

    async def payload(
        self,
        source: Source,
        *,
        platform: Platform | PlatformText | None = None,
        kind: str | None = None,
        source_name: str | None = None,
        zone: str | None = None,
        batch_objects: int | None = None,
        rejects: str | os.PathLike[str] | IO[str] | IO[bytes] | None = None,
        on_progress: abc.Callable[[Progress], object] | None = None,
        cancel: _native.CancelToken | None = None,
    ) -> PayloadReport:
        """Takes in what a commerce platform sends, as JSON: one object, a list, the envelope of an export or a webhook, or an
        object on each line. Customers, orders, refunds and consents go where they belong, under the platform's own ids;
        what has no field is kept with them. Platform and kind are recognised where they are not said. Objects that
        cannot be taken are told in the report, and written to `rejects` as JSON Lines, and stop nothing. The same again
        changes nothing, and what is older never takes the place of what is newer.

        Raises:
            `io`; `invalid_file` when it is empty or no JSON; `cancelled`; those of the storage. What was committed before an
            error stays.
        """
        return await long_in_thread(
            self._area.payload,
            source,
            platform=platform,
            kind=kind,
            source_name=source_name,
            zone=zone,
            batch_objects=batch_objects,
            rejects=rejects,
            on_progress=on_progress,
            cancel=cancel,
        )

    async def verify_webhook(
        self,
        platform: Platform | PlatformText,
        body: str,
        signature: str,
        secret: str,
        *,
        tolerance_seconds: int | None = None,
    ) -> WebhookReceipt:
        """Verifies that a webhook comes from its platform: that its signature is that of its body under the secret that both
        sides know, and, where the platform signs a time, that it is recent. It reads and writes nothing.

        Raises:
            `invalid_field` for a secret that is empty, for a signature that does not read or is another's, and for a time
            outside of the tolerance.
        """
        return await in_thread(
            self._area.verify_webhook,
            platform,
            body,
            signature,
            secret,
            tolerance_seconds=tolerance_seconds,
        )


class Reports:
    """Figures over the whole shop."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def stats(self) -> Stats:
        """How much there is of everything, and the net revenue.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: Stats = self._call("reports.stats")
        return answer

    def revenue_by_month(self, as_of: date | None = None) -> RevenueReport:
        """Net revenue by the month that orders were placed in, oldest first, months without orders included.

        Raises:
            As `stats`.
        """
        answer: RevenueReport = self._call("reports.revenue_by_month", as_of)
        return answer

    def rfm(
        self,
        *,
        as_of: date | None = None,
        window_days: int | None = None,
        method: RfmMethod | RfmMethodDict | None = None,
    ) -> RfmReport:
        """How customers fall into the groups of recency, frequency and money.

        Raises:
            `invalid_field` for cut points that do not grow; as `stats`.
        """
        answer: RfmReport = self._call(
            "reports.rfm",
            ({"as_of": as_of, "window_days": window_days, "method": method},),
        )
        return answer

    def rfm_scores(
        self,
        *,
        as_of: date | None = None,
        window_days: int | None = None,
        method: RfmMethod | RfmMethodDict | None = None,
    ) -> builtins.list[RfmScore]:
        """The score of every customer that has orders, by customer.

        Raises:
            As `rfm`.
        """
        answer: builtins.list[RfmScore] = self._call(
            "reports.rfm_scores",
            ({"as_of": as_of, "window_days": window_days, "method": method},),
        )
        return answer

    def rfm_scores_table(
        self,
        *,
        as_of: date | None = None,
        window_days: int | None = None,
        method: RfmMethod | RfmMethodDict | None = None,
    ) -> _native.Table:
        """As `rfm_scores`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table(
            "reports.rfm_scores",
            ({"as_of": as_of, "window_days": window_days, "method": method},),
        )

    def top_customers(self, limit: int, as_of: date | None = None) -> builtins.list[TopCustomer]:
        """The customers that spent most, as of the end of a day or, without one, of all that is known.

        Raises:
            As `stats`.
        """
        answer: builtins.list[TopCustomer] = self._call("reports.top_customers", limit, as_of)
        return answer

    def top_customers_table(self, limit: int, as_of: date | None = None) -> _native.Table:
        """As `top_customers`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("reports.top_customers", limit, as_of)


class AsyncReports:
    """Figures over the whole shop."""

    __slots__ = ("_area",)

    def __init__(self, area: Reports) -> None:
        self._area = area

    async def stats(self) -> Stats:
        """How much there is of everything, and the net revenue.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.stats)

    async def revenue_by_month(self, as_of: date | None = None) -> RevenueReport:
        """Net revenue by the month that orders were placed in, oldest first, months without orders included.

        Raises:
            As `stats`.
        """
        return await in_thread(self._area.revenue_by_month, as_of)

    async def rfm(
        self,
        *,
        as_of: date | None = None,
        window_days: int | None = None,
        method: RfmMethod | RfmMethodDict | None = None,
    ) -> RfmReport:
        """How customers fall into the groups of recency, frequency and money.

        Raises:
            `invalid_field` for cut points that do not grow; as `stats`.
        """
        return await in_thread(self._area.rfm, as_of=as_of, window_days=window_days, method=method)

    async def rfm_scores(
        self,
        *,
        as_of: date | None = None,
        window_days: int | None = None,
        method: RfmMethod | RfmMethodDict | None = None,
    ) -> builtins.list[RfmScore]:
        """The score of every customer that has orders, by customer.

        Raises:
            As `rfm`.
        """
        return await in_thread(
            self._area.rfm_scores,
            as_of=as_of,
            window_days=window_days,
            method=method,
        )

    async def rfm_scores_table(
        self,
        *,
        as_of: date | None = None,
        window_days: int | None = None,
        method: RfmMethod | RfmMethodDict | None = None,
    ) -> _native.Table:
        """As `rfm_scores`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(
            self._area.rfm_scores_table,
            as_of=as_of,
            window_days=window_days,
            method=method,
        )

    async def top_customers(
        self,
        limit: int,
        as_of: date | None = None,
    ) -> builtins.list[TopCustomer]:
        """The customers that spent most, as of the end of a day or, without one, of all that is known.

        Raises:
            As `stats`.
        """
        return await in_thread(self._area.top_customers, limit, as_of)

    async def top_customers_table(self, limit: int, as_of: date | None = None) -> _native.Table:
        """As `top_customers`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.top_customers_table, limit, as_of)


class Feed:
    """Every committed change."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def changes(self, *, limit: int | None = None, cursor: str | None = None) -> FeedPage:
        """The changes after a cursor; without one, from the first that is kept.

        Raises:
            `invalid_cursor`; `cursor_expired` when changes after the cursor are not kept any more.
        """
        answer: FeedPage = self._call("feed.changes", ({"limit": limit, "cursor": cursor},))
        return answer

    def iter_changes(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[FeedChange]:
        """Goes through all pages of `changes`, `page_size` of `FeedChange` at a time."""
        while True:
            page = self.changes(limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def changes_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `changes`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table("feed.changes", ({"limit": limit, "cursor": cursor},))

        return table_of_pages(page, max_rows)

    def cursor_at(self, at: datetime) -> str:
        """The cursor before the first change that was committed at this time or later: from where to read what happened
        since.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: str = self._call("feed.cursor_at", at)
        return answer

    def define_group(self, name: str, start: FeedStart | FeedStartText | None = None) -> FeedGroup:
        """Makes a group that follows the feed, from the beginning unless told otherwise. One that is there stays where it
        is.

        Raises:
            `invalid_field` for a name that is empty or longer than 100 bytes.
        """
        answer: FeedGroup = self._call("feed.define_group", name, start)
        return answer

    def groups(self) -> builtins.list[FeedGroup]:
        """Every group with how far it is, by name.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: builtins.list[FeedGroup] = self._call("feed.groups")
        return answer

    def groups_table(self) -> _native.Table:
        """As `groups`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return self._call_table("feed.groups")

    def take(
        self,
        group: str,
        worker: str,
        *,
        limit: int | None = None,
        lease_seconds: int | None = None,
    ) -> FeedBatch:
        """The next changes of a group, for one worker until its lease ends. Until they are acknowledged no other worker
        gets any, so that changes stay in order; a worker that asks again, or whoever asks first after the lease ended,
        gets them again.

        Raises:
            `invalid_field`; `not_found`; `cursor_expired` when changes that the group has not read are not kept any more;
            `contended`.
        """
        answer: FeedBatch = self._call(
            "feed.take",
            ({"group": group, "worker": worker, "limit": limit, "lease_seconds": lease_seconds},),
        )
        return answer

    def acknowledge(self, group: str, lease: int, done: int | None = None) -> FeedGroup:
        """Says that a batch is done, or the first so many of its changes; the rest is given out again at once. The same
        again changes nothing.

        Raises:
            `not_found`; `stale_version` when the lease ended and somebody else took the batch; `invalid_field` for more
            changes than the batch has; `contended`.
        """
        answer: FeedGroup = self._call("feed.acknowledge", group, lease, done)
        return answer

    def rewind(self, group: str, cursor: str | None = None) -> FeedGroup:
        """Sets a group to a cursor, or to the first change that is kept. A batch that is out can be acknowledged no more.

        Raises:
            `invalid_cursor`; `cursor_expired`; `not_found`.
        """
        answer: FeedGroup = self._call("feed.rewind", group, cursor)
        return answer

    def forget_group(self, name: str) -> None:
        """Forgets a group.

        Raises:
            `not_found`.
        """
        self._call("feed.forget_group", name)

    def trim(self) -> FeedTrimReport:
        """Drops what is older than the setting `feed_days` allows, from the feed and so from the audit too, whose chain begins
        after it then; the newest commit always stays. For a job that runs now and then.

        Raises:
            `corrupt` when the audit was tampered with: see `audit.verify`; `unsupported` by this storage; `disk_full`, `io`.
        """
        answer: FeedTrimReport = self._call("feed.trim")
        return answer


class AsyncFeed:
    """Every committed change."""

    __slots__ = ("_area",)

    def __init__(self, area: Feed) -> None:
        self._area = area

    async def changes(self, *, limit: int | None = None, cursor: str | None = None) -> FeedPage:
        """The changes after a cursor; without one, from the first that is kept.

        Raises:
            `invalid_cursor`; `cursor_expired` when changes after the cursor are not kept any more.
        """
        return await in_thread(self._area.changes, limit=limit, cursor=cursor)

    async def iter_changes(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[FeedChange]:
        """Goes through all pages of `changes`, `page_size` of `FeedChange` at a time."""
        while True:
            page = await self.changes(limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def changes_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `changes`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.changes_table, max_rows=max_rows)

    async def cursor_at(self, at: datetime) -> str:
        """The cursor before the first change that was committed at this time or later: from where to read what happened
        since.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.cursor_at, at)

    async def define_group(
        self,
        name: str,
        start: FeedStart | FeedStartText | None = None,
    ) -> FeedGroup:
        """Makes a group that follows the feed, from the beginning unless told otherwise. One that is there stays where it
        is.

        Raises:
            `invalid_field` for a name that is empty or longer than 100 bytes.
        """
        return await in_thread(self._area.define_group, name, start)

    async def groups(self) -> builtins.list[FeedGroup]:
        """Every group with how far it is, by name.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.groups)

    async def groups_table(self) -> _native.Table:
        """As `groups`: its answer as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.groups_table)

    async def take(
        self,
        group: str,
        worker: str,
        *,
        limit: int | None = None,
        lease_seconds: int | None = None,
    ) -> FeedBatch:
        """The next changes of a group, for one worker until its lease ends. Until they are acknowledged no other worker
        gets any, so that changes stay in order; a worker that asks again, or whoever asks first after the lease ended,
        gets them again.

        Raises:
            `invalid_field`; `not_found`; `cursor_expired` when changes that the group has not read are not kept any more;
            `contended`.
        """
        return await in_thread(
            self._area.take,
            group,
            worker,
            limit=limit,
            lease_seconds=lease_seconds,
        )

    async def acknowledge(self, group: str, lease: int, done: int | None = None) -> FeedGroup:
        """Says that a batch is done, or the first so many of its changes; the rest is given out again at once. The same
        again changes nothing.

        Raises:
            `not_found`; `stale_version` when the lease ended and somebody else took the batch; `invalid_field` for more
            changes than the batch has; `contended`.
        """
        return await in_thread(self._area.acknowledge, group, lease, done)

    async def rewind(self, group: str, cursor: str | None = None) -> FeedGroup:
        """Sets a group to a cursor, or to the first change that is kept. A batch that is out can be acknowledged no more.

        Raises:
            `invalid_cursor`; `cursor_expired`; `not_found`.
        """
        return await in_thread(self._area.rewind, group, cursor)

    async def forget_group(self, name: str) -> None:
        """Forgets a group.

        Raises:
            `not_found`.
        """
        return await in_thread(self._area.forget_group, name)

    async def trim(self) -> FeedTrimReport:
        """Drops what is older than the setting `feed_days` allows, from the feed and so from the audit too, whose chain begins
        after it then; the newest commit always stays. For a job that runs now and then.

        Raises:
            `corrupt` when the audit was tampered with: see `audit.verify`; `unsupported` by this storage; `disk_full`, `io`.
        """
        return await in_thread(self._area.trim)


class Audit:
    """Who did what."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def list(self, *, limit: int | None = None, cursor: str | None = None) -> AuditPage:
        """Every commit, page by page, oldest first.

        Raises:
            `invalid_cursor`.
        """
        answer: AuditPage = self._call("audit.list", ({"limit": limit, "cursor": cursor},))
        return answer

    def iter(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[AuditEntry]:
        """Goes through all pages of `list`, `page_size` of `AuditEntry` at a time."""
        while True:
            page = self.list(limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def list_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table("audit.list", ({"limit": limit, "cursor": cursor},))

        return table_of_pages(page, max_rows)

    def find(
        self,
        customer: CustomerId | None = None,
        verb: str | None = None,
        actor: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> AuditPage:
        """The commits that a query names, page by page, oldest first: about a customer, by a call, by somebody, in a time. It
        reads through the audit as far as it is kept.

        Raises:
            `invalid_field` for the limit; `invalid_cursor`.
        """
        answer: AuditPage = self._call(
            "audit.find",
            ({"customer": customer, "verb": verb, "actor": actor, "since": since, "until": until, "page": ({"limit": limit, "cursor": cursor},)},),
        )
        return answer

    def iter_find(
        self,
        customer: CustomerId | None = None,
        verb: str | None = None,
        actor: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[AuditEntry]:
        """Goes through all pages of `find`, `page_size` of `AuditEntry` at a time."""
        while True:
            page = self.find(customer, verb, actor, since, until, limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def find_table(
        self,
        customer: CustomerId | None = None,
        verb: str | None = None,
        actor: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `find`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table(
                "audit.find",
                ({"customer": customer, "verb": verb, "actor": actor, "since": since, "until": until, "page": ({"limit": limit, "cursor": cursor},)},),
            )

        return table_of_pages(page, max_rows)

    def seal(self) -> AuditHead:
        """Writes down what the chain is now, and gives it: for a job that runs now and then and keeps it somewhere else. A
        chain that is not intact is left as it was sealed.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        answer: AuditHead = self._call("audit.seal")
        return answer

    def verify(self, anchor: AuditHead | AuditHeadDict | None = None) -> AuditProof:
        """Works the chain out anew and compares it with every seal, and with a head that was kept elsewhere; then seals what
        came since. Who can write to the store's files can write seals, too: only a head from elsewhere tells of that.

        Raises:
            `invalid_field` for an anchor whose entries were dropped from the feed.
        """
        answer: AuditProof = self._call("audit.verify", anchor)
        return answer

    def export(self, *, limit: int | None = None, cursor: str | None = None) -> AuditExport:
        """The entries as lines of JSON with their hashes, page by page, oldest first, and sealed first: for who wants to keep
        them, and to check the chain, elsewhere.

        Raises:
            `invalid_field` for the limit; `invalid_cursor`.
        """
        answer: AuditExport = self._call("audit.export", ({"limit": limit, "cursor": cursor},))
        return answer

    def iter_export(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.Iterator[str]:
        """Goes through all pages of `export`, `page_size` of `str` at a time."""
        while True:
            page = self.export(limit=page_size, cursor=cursor)
            yield from page.items
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def export_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `export`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""

        def page(limit: int, cursor: str | None) -> _native.Table:
            return self._call_table("audit.export", ({"limit": limit, "cursor": cursor},))

        return table_of_pages(page, max_rows)


class AsyncAudit:
    """Who did what."""

    __slots__ = ("_area",)

    def __init__(self, area: Audit) -> None:
        self._area = area

    async def list(self, *, limit: int | None = None, cursor: str | None = None) -> AuditPage:
        """Every commit, page by page, oldest first.

        Raises:
            `invalid_cursor`.
        """
        return await in_thread(self._area.list, limit=limit, cursor=cursor)

    async def iter(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[AuditEntry]:
        """Goes through all pages of `list`, `page_size` of `AuditEntry` at a time."""
        while True:
            page = await self.list(limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def list_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `list`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.list_table, max_rows=max_rows)

    async def find(
        self,
        customer: CustomerId | None = None,
        verb: str | None = None,
        actor: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> AuditPage:
        """The commits that a query names, page by page, oldest first: about a customer, by a call, by somebody, in a time. It
        reads through the audit as far as it is kept.

        Raises:
            `invalid_field` for the limit; `invalid_cursor`.
        """
        return await in_thread(
            self._area.find,
            customer,
            verb,
            actor,
            since,
            until,
            limit=limit,
            cursor=cursor,
        )

    async def iter_find(
        self,
        customer: CustomerId | None = None,
        verb: str | None = None,
        actor: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[AuditEntry]:
        """Goes through all pages of `find`, `page_size` of `AuditEntry` at a time."""
        while True:
            page = await self.find(
                customer,
                verb,
                actor,
                since,
                until,
                limit=page_size,
                cursor=cursor,
            )
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def find_table(
        self,
        customer: CustomerId | None = None,
        verb: str | None = None,
        actor: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        max_rows: int | None = None,
    ) -> _native.Table:
        """As `find`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(
            self._area.find_table,
            customer,
            verb,
            actor,
            since,
            until,
            max_rows=max_rows,
        )

    async def seal(self) -> AuditHead:
        """Writes down what the chain is now, and gives it: for a job that runs now and then and keeps it somewhere else. A
        chain that is not intact is left as it was sealed.

        Raises:
            Those of every call: `closed`, `io`, `corrupt`.
        """
        return await in_thread(self._area.seal)

    async def verify(self, anchor: AuditHead | AuditHeadDict | None = None) -> AuditProof:
        """Works the chain out anew and compares it with every seal, and with a head that was kept elsewhere; then seals what
        came since. Who can write to the store's files can write seals, too: only a head from elsewhere tells of that.

        Raises:
            `invalid_field` for an anchor whose entries were dropped from the feed.
        """
        return await in_thread(self._area.verify, anchor)

    async def export(self, *, limit: int | None = None, cursor: str | None = None) -> AuditExport:
        """The entries as lines of JSON with their hashes, page by page, oldest first, and sealed first: for who wants to keep
        them, and to check the chain, elsewhere.

        Raises:
            `invalid_field` for the limit; `invalid_cursor`.
        """
        return await in_thread(self._area.export, limit=limit, cursor=cursor)

    async def iter_export(
        self,
        *,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> abc.AsyncIterator[str]:
        """Goes through all pages of `export`, `page_size` of `str` at a time."""
        while True:
            page = await self.export(limit=page_size, cursor=cursor)
            for item in page.items:
                yield item
            if not page.items or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def export_table(self, *, max_rows: int | None = None) -> _native.Table:
        """As `export`: all its pages, or the first `max_rows` rows of them as columns, for pyarrow, pandas, polars or duckdb."""
        return await in_thread(self._area.export_table, max_rows=max_rows)


class Proof:
    """State is what the facts make it."""

    __slots__ = ("_call", "_call_long", "_call_table")

    def __init__(self, native: _native.Crm) -> None:
        self._call = native.call
        self._call_long = native.call_long
        self._call_table = native.call_table

    def verify(self) -> VerifyReport:
        """Derives all state again, in memory, and compares. Looks at the storage's indexes, too.

        Raises:
            `corrupt` when facts do not read.
        """
        answer: VerifyReport = self._call("proof.verify")
        return answer

    def rebuild(self) -> VerifyReport:
        """Derives all state again and replaces what differs, in one transaction.

        Raises:
            `corrupt` when facts do not read.
        """
        answer: VerifyReport = self._call("proof.rebuild")
        return answer


class AsyncProof:
    """State is what the facts make it."""

    __slots__ = ("_area",)

    def __init__(self, area: Proof) -> None:
        self._area = area

    async def verify(self) -> VerifyReport:
        """Derives all state again, in memory, and compares. Looks at the storage's indexes, too.

        Raises:
            `corrupt` when facts do not read.
        """
        return await in_thread(self._area.verify)

    async def rebuild(self) -> VerifyReport:
        """Derives all state again and replaces what differs, in one transaction.

        Raises:
            `corrupt` when facts do not read.
        """
        return await in_thread(self._area.rebuild)


class Crm(Base):
    """A shop's customer relationships: one handle per area."""

    @cached_property
    def shop(self) -> Shop:
        """The shop's settings."""
        return Shop(self._native)

    @cached_property
    def customers(self) -> Customers:
        """The shop's customers."""
        return Customers(self._native)

    @cached_property
    def orders(self) -> Orders:
        """What customers bought."""
        return Orders(self._native)

    @cached_property
    def products(self) -> Products:
        """What the shop sells."""
        return Products(self._native)

    @cached_property
    def events(self) -> Events:
        """What customers did."""
        return Events(self._native)

    @cached_property
    def consents(self) -> Consents:
        """What customers agreed to."""
        return Consents(self._native)

    @cached_property
    def loyalty(self) -> Loyalty:
        """Points and tiers."""
        return Loyalty(self._native)

    @cached_property
    def rewards(self) -> Rewards:
        """What points buy."""
        return Rewards(self._native)

    @cached_property
    def referrals(self) -> Referrals:
        """Customers who bring their friends."""
        return Referrals(self._native)

    @cached_property
    def segments(self) -> Segments:
        """Groups of customers by what is known of them."""
        return Segments(self._native)

    @cached_property
    def duplicates(self) -> Duplicates:
        """Customers that may be one person."""
        return Duplicates(self._native)

    @cached_property
    def privacy(self) -> Privacy:
        """What is known of a person, handed out or destroyed."""
        return Privacy(self._native)

    @cached_property
    def imports(self) -> Imports:
        """Files taken in."""
        return Imports(self._native)

    @cached_property
    def reports(self) -> Reports:
        """Figures over the whole shop."""
        return Reports(self._native)

    @cached_property
    def feed(self) -> Feed:
        """Every committed change."""
        return Feed(self._native)

    @cached_property
    def audit(self) -> Audit:
        """Who did what."""
        return Audit(self._native)

    @cached_property
    def proof(self) -> Proof:
        """State is what the facts make it."""
        return Proof(self._native)


class AsyncCrm(AsyncBase[Crm]):
    """The same for asyncio: every call runs on a thread of its own."""

    @cached_property
    def shop(self) -> AsyncShop:
        """The shop's settings."""
        return AsyncShop(self._crm.shop)

    @cached_property
    def customers(self) -> AsyncCustomers:
        """The shop's customers."""
        return AsyncCustomers(self._crm.customers)

    @cached_property
    def orders(self) -> AsyncOrders:
        """What customers bought."""
        return AsyncOrders(self._crm.orders)

    @cached_property
    def products(self) -> AsyncProducts:
        """What the shop sells."""
        return AsyncProducts(self._crm.products)

    @cached_property
    def events(self) -> AsyncEvents:
        """What customers did."""
        return AsyncEvents(self._crm.events)

    @cached_property
    def consents(self) -> AsyncConsents:
        """What customers agreed to."""
        return AsyncConsents(self._crm.consents)

    @cached_property
    def loyalty(self) -> AsyncLoyalty:
        """Points and tiers."""
        return AsyncLoyalty(self._crm.loyalty)

    @cached_property
    def rewards(self) -> AsyncRewards:
        """What points buy."""
        return AsyncRewards(self._crm.rewards)

    @cached_property
    def referrals(self) -> AsyncReferrals:
        """Customers who bring their friends."""
        return AsyncReferrals(self._crm.referrals)

    @cached_property
    def segments(self) -> AsyncSegments:
        """Groups of customers by what is known of them."""
        return AsyncSegments(self._crm.segments)

    @cached_property
    def duplicates(self) -> AsyncDuplicates:
        """Customers that may be one person."""
        return AsyncDuplicates(self._crm.duplicates)

    @cached_property
    def privacy(self) -> AsyncPrivacy:
        """What is known of a person, handed out or destroyed."""
        return AsyncPrivacy(self._crm.privacy)

    @cached_property
    def imports(self) -> AsyncImports:
        """Files taken in."""
        return AsyncImports(self._crm.imports)

    @cached_property
    def reports(self) -> AsyncReports:
        """Figures over the whole shop."""
        return AsyncReports(self._crm.reports)

    @cached_property
    def feed(self) -> AsyncFeed:
        """Every committed change."""
        return AsyncFeed(self._crm.feed)

    @cached_property
    def audit(self) -> AsyncAudit:
        """Who did what."""
        return AsyncAudit(self._crm.audit)

    @cached_property
    def proof(self) -> AsyncProof:
        """State is what the facts make it."""
        return AsyncProof(self._crm.proof)
