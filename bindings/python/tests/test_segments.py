"""Segments counted by guanxi and, independently, by DuckDB in SQL, over generated shops."""

import random
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import duckdb
import pytest

import guanxi

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=timezone.utc)
SKUS = ["A", "B", "C", "D", "E"]
CHANNELS = ["web", "till", "wechat", None]
STATUSES = ["open", "open", "open", "open", "cancelled"]
TAGS = ["vip", "Early", "wholesale"]

def euros(cents: int) -> guanxi.Money:
    return guanxi.Money(Decimal(cents) / 100, "EUR")


Shop = tuple[guanxi.Crm, duckdb.DuckDBPyConnection]


def generate(seed: int) -> Shop:
    """A shop of 60 customers, in guanxi and in tables of DuckDB."""
    dice = random.Random(seed)
    crm = guanxi.open("memory:", now=NOW, seed=seed)
    crm.shop.set(currency="EUR", zone="UTC")
    db = duckdb.connect()
    db.execute("CREATE TABLE customers (c INT, language TEXT, domain TEXT, country TEXT, subscribed TEXT)")
    db.execute("CREATE TABLE tags (c INT, tag TEXT)")
    db.execute(
        "CREATE TABLE orders (o INT, c INT, day DATE, placed TIMESTAMP, cents BIGINT, net BIGINT, channel TEXT, counted BOOLEAN)"
    )
    db.execute("CREATE TABLE lines (o INT, c INT, day DATE, sku TEXT, quantity INT)")
    db.execute("CREATE TABLE rides (c INT, happened TIMESTAMP, km DECIMAL(9, 1), bike TEXT)")
    number = 0
    for c in range(60):
        language, domain = dice.choice(["de", "fr", None]), dice.choice(["web.de", "gmx.net", None])
        country = dice.choice(["DE", "FR", None])
        tags = [tag for tag in TAGS if dice.random() < 0.3]
        crm.customers.upsert(
            guanxi.CustomerInput(
                source="till",
                external_id=str(c),
                language=language,
                email=f"kunde{c}@{domain}" if domain else None,
                address=guanxi.AddressInput(country=country) if country else None,
                tags=tags,
            )
        )
        who = f"till:{c}"
        said = dice.choice(["granted", "withdrawn", None])
        if said:
            crm.consents.record(guanxi.ConsentInput(customer=who, purpose="marketing", channel="email", state=said))
        status = {"granted": "SUBSCRIBED", "withdrawn": "UNSUBSCRIBED", None: "NOT_SUBSCRIBED"}[said]
        db.execute("INSERT INTO customers VALUES (?, ?, ?, ?, ?)", [c, language, domain, country, status if domain else None])
        for tag in tags:
            db.execute("INSERT INTO tags VALUES (?, ?)", [c, tag.lower()])
        for _ in range(dice.choice([0, 0, 1, 1, 2, 3, 6])):
            number += 1
            at = NOW - timedelta(days=dice.randrange(0, 400), hours=dice.randrange(0, 12))
            bought = {sku: dice.randrange(1, 5) for sku in dice.sample(SKUS, dice.randrange(1, 4))}
            cents = dice.randrange(100, 30_000)
            refunded = dice.choice([0, 0, 0, cents // 2, cents])
            channel, status = dice.choice(CHANNELS), dice.choice(STATUSES)
            crm.orders.record(
                guanxi.OrderInput(
                    source="till",
                    external_id=str(number),
                    customer=who,
                    placed_at=at,
                    total=euros(cents),
                    refunded=euros(refunded),
                    channel=channel,
                    status=status,
                    lines=[
                        guanxi.OrderLineInput(sku=sku, quantity=n, total=euros(0)) for sku, n in bought.items()
                    ],
                )
            )
            plain, counted = at.replace(tzinfo=None), status == "open"
            row = [number, c, plain.date(), plain, cents, cents - refunded, channel, counted]
            db.execute("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            for sku, n in bought.items():
                if counted:
                    db.execute("INSERT INTO lines VALUES (?, ?, ?, ?, ?)", [number, c, plain.date(), sku, n])
        for _ in range(dice.choice([0, 0, 1, 3])):
            at = NOW - timedelta(days=dice.randrange(0, 60), hours=dice.randrange(0, 12))
            km, bike = dice.randrange(10, 800) / 10, dice.choice(["gravel", "road", None])
            properties = {"km": km} if bike is None else {"km": km, "bike": bike}
            crm.events.record(guanxi.EventInput(name="ride", customer=who, occurred_at=at, properties=properties))
            db.execute("INSERT INTO rides VALUES (?, ?, ?, ?)", [c, at.replace(tzinfo=None), km, bike])
    db.execute("CREATE VIEW o AS SELECT * FROM orders WHERE counted")
    db.execute(
        "CREATE VIEW m AS SELECT customers.*, coalesce(n, 0) AS n, coalesce(net, 0) AS net, coalesce(gross, 0) AS gross, "
        "first, last FROM customers LEFT JOIN (SELECT c, count(*) AS n, sum(net) AS net, sum(cents) AS gross, "
        "min(day) AS first, max(day) AS last FROM o GROUP BY c) AS f USING (c)"
    )
    return crm, db


def some(table: str, where: str = "true", having: str = "count(*) > 0") -> str:
    """Customers with such rows; aggregates hold for those without rows, too."""
    return (
        f"c IN (SELECT customers.c FROM customers LEFT JOIN (SELECT * FROM {table} WHERE {where}) AS r "
        f"USING (c) GROUP BY customers.c HAVING {having.replace('count(*)', 'count(r.c)')})"
    )


def day(back: int) -> str:
    return f"DATE '{TODAY - timedelta(days=back)}'"


D30, D90, D365 = day(30), day(90), day(365)
TAGGED = "c IN (SELECT c FROM tags WHERE tag = '{}')"

# The query, and what DuckDB asks of `m`: customers with their figures.
QUERIES: list[tuple[str, str]] = [
    ("number_of_orders = 0", "n = 0"),
    ("number_of_orders != 1", "n != 1"),
    ("number_of_orders >= 3", "n >= 3"),
    ("number_of_orders BETWEEN 1 AND 2", "n BETWEEN 1 AND 2"),
    ("number_of_orders NOT BETWEEN 1 AND 2", "n NOT BETWEEN 1 AND 2"),
    ("number_of_orders IN (1, 3, 6)", "n IN (1, 3, 6)"),
    ("amount_spent > 100", "net > 10000"),
    ("amount_spent <= 99.99", "net <= 9999"),
    ("amount_spent = 0", "net = 0"),
    ("amount_spent > 123.456", "net > 12345.6"),
    ("gross_amount_spent >= 200", "gross >= 20000"),
    ("amount_refunded > 0", "gross > net"),
    ("average_order_value > 100", "n > 0 AND round(net::DECIMAL(18, 0) / n) > 10000"),
    ("last_order_date > -30d", f"coalesce(last > {D30}, false)"),
    ("last_order_date >= -30d", f"coalesce(last >= {D30}, false)"),
    ("last_order_date < -90d", f"coalesce(last < {D90}, false)"),
    ("NOT last_order_date < -90d", f"NOT coalesce(last < {D90}, false)"),
    ("last_order_date = today", f"coalesce(last = {day(0)}, false)"),
    ("last_order_date != today", f"coalesce(last != {day(0)}, true)"),
    ("last_order_date IS NULL", "last IS NULL"),
    ("first_order_date IS NOT NULL", "first IS NOT NULL"),
    ("first_order_date BETWEEN -365d AND -90d", f"coalesce(first BETWEEN {D365} AND {D90}, false)"),
    ("first_order_date NOT BETWEEN -365d AND -90d", f"coalesce(first NOT BETWEEN {D365} AND {D90}, true)"),
    ("last_order_date >= -3m", "coalesce(last >= DATE '2025-12-01', false)"),
    ("last_order_date >= -1y", "coalesce(last >= DATE '2025-03-01', false)"),
    ("last_order_date < -2w", f"coalesce(last < {day(14)}, false)"),
    ("last_order_date IN last_month", "coalesce(last BETWEEN DATE '2026-02-01' AND DATE '2026-02-28', false)"),
    ("last_order_date IN this_week", "coalesce(last BETWEEN DATE '2026-02-23' AND DATE '2026-03-01', false)"),
    ("last_order_date > first_order_date", "coalesce(last > first, false)"),
    ("days_since_last_order > 60", f"coalesce({day(0)} - last > 60, false)"),
    ("average_days_between_orders < 45.5", "n > 1 AND (last - first)::DECIMAL(18, 3) / (n - 1) < 45.5"),
    ("amount_spent / number_of_orders > 50", "n > 0 AND net > 5000 * n"),
    ("customer_language = 'de'", "coalesce(language = 'de', false)"),
    ("customer_language != 'de'", "coalesce(language != 'de', true)"),
    ("customer_language IS NULL", "language IS NULL"),
    ("customer_email_domain = 'gmx.net'", "coalesce(domain = 'gmx.net', false)"),
    ("customer_email_domain STARTS WITH 'web'", "coalesce(domain LIKE 'web%', false)"),
    ("customer_countries CONTAINS 'DE'", "coalesce(country = 'DE', false)"),
    ("customer_countries NOT CONTAINS 'DE'", "coalesce(country != 'DE', true)"),
    ("customer_countries IS NULL", "country IS NULL"),
    ("email_subscription_status = 'SUBSCRIBED'", "coalesce(subscribed = 'SUBSCRIBED', false)"),
    ("email_subscription_status != 'UNSUBSCRIBED'", "coalesce(subscribed != 'UNSUBSCRIBED', true)"),
    ("customer_tags CONTAINS 'VIP'", TAGGED.format("vip")),
    ("customer_tags NOT CONTAINS 'early'", "NOT " + TAGGED.format("early")),
    ("customer_tags CONTAINS ANY ('vip', 'early')", f"({TAGGED.format('vip')} OR {TAGGED.format('early')})"),
    ("customer_tags CONTAINS ALL ('vip', 'early')", f"({TAGGED.format('vip')} AND {TAGGED.format('early')})"),
    ("customer_tags IS NULL", "c NOT IN (SELECT c FROM tags)"),
    ("orders_placed MATCHES ()", some("o")),
    ("orders_placed NOT MATCHES (date >= -90d)", "NOT " + some("o", f"day >= {D90}")),
    ("orders_placed MATCHES (date >= -90d, amount > 100)", some("o", f"day >= {D90} AND cents > 10000")),
    ("orders_placed MATCHES (date > -365d, count >= 2)", some("o", f"day > {D365}", "count(*) >= 2")),
    ("orders_placed MATCHES (date > -90d, count = 0)", some("o", f"day > {D90}", "count(*) = 0")),
    ("orders_placed MATCHES (amount > 50, count < 2)", some("o", "cents > 5000", "count(*) < 2")),
    ("orders_placed MATCHES (sum_amount >= 300)", some("o", "true", "coalesce(sum(cents), 0) >= 30000")),
    ("orders_placed MATCHES (avg(amount) >= 80, count >= 2)", some("o", "true", "sum(cents) >= 8000 * count(*) AND count(*) >= 2")),
    ("orders_placed MATCHES (max(amount) < 150)", some("o", "true", "max(cents) < 15000")),
    ("orders_placed MATCHES (median(amount) > 120)", some("o", "true", "median(cents) > 12000")),
    ("orders_placed MATCHES (channel = 'web')", some("o", "channel = 'web'")),
    ("orders_placed MATCHES (channel != 'web')", some("o", "coalesce(channel != 'web', true)")),
    ("orders_placed MATCHES (channel IS NULL, count >= 2)", some("o", "channel IS NULL", "count(*) >= 2")),
    ("orders_placed MATCHES (count_distinct(channel) >= 2)", some("o", "true", "count(DISTINCT channel) >= 2")),
    ("orders_placed MATCHES (status = 'CANCELLED')", some("orders", "NOT counted")),
    ("orders_placed MATCHES (refunded = true)", some("o", "net = 0")),
    ("orders_placed MATCHES (days_active >= 2)", some("o", "true", "count(DISTINCT day) >= 2")),
    ("orders_placed MATCHES (first_date >= -180d)", some("o", "true", f"min(day) >= {day(180)}")),
    ("orders_placed MATCHES (day_of_week IN ('SAT', 'SUN'))", some("o", "isodow(day) IN (6, 7)")),
    ("orders_placed MATCHES (hour BETWEEN 8 AND 12)", some("o", "hour(placed) BETWEEN 8 AND 12")),
    ("LAST orders_placed MATCHES (amount >= 100)", "(SELECT arg_max(cents, placed) FROM o WHERE o.c = m.c) >= 10000"),
    ("products_purchased MATCHES (id = 'A')", some("lines", "sku = 'A'")),
    ("products_purchased NOT MATCHES (id IN ('A', 'B'))", "NOT " + some("lines", "sku IN ('A', 'B')")),
    ("products_purchased MATCHES (id = 'A', quantity >= 3)", some("lines", "sku = 'A' AND quantity >= 3")),
    ("products_purchased MATCHES (id IN ('A', 'B'), count >= 2)", some("lines", "sku IN ('A', 'B')", "count(DISTINCT r.o) >= 2")),
    ("products_purchased MATCHES (date >= -365d, sum_quantity > 8)", some("lines", f"day >= {D365}", "coalesce(sum(quantity), 0) > 8")),
    ("products_purchased MATCHES (count_distinct(id) >= 4)", some("lines", "true", "count(DISTINCT sku) >= 4")),
    ("event.ride MATCHES (properties.km > 20.5)", some("rides", "km > 20.5")),
    ("event.ride MATCHES (properties.bike != 'road', count >= 1)", some("rides", "coalesce(bike != 'road', true)")),
    ("event.ride MATCHES (sum(properties.km) >= 60)", some("rides", "true", "coalesce(sum(km), 0) >= 60")),
    ("event.ride MATCHES (date >= -72h)", some("rides", "happened >= TIMESTAMP '2026-02-26 12:00:00'")),
    (
        "SEQUENCE (event.ride () THEN orders_placed () WITHIN 30d)",
        "EXISTS (FROM rides AS r JOIN o ON o.c = r.c AND o.placed > r.happened AND o.placed <= r.happened + INTERVAL 30 DAY WHERE r.c = m.c)",
    ),
    ("TOP 10 BY amount_spent", "net >= (SELECT min(net) FROM (SELECT net FROM m ORDER BY net DESC LIMIT 10))"),
    ("NTILE(5, amount_spent) = 5", "1 + 5 * (SELECT count(*) FROM m AS w WHERE w.net < m.net) // (SELECT count(*) FROM m) = 5"),
    ("PERCENT_RANK(number_of_orders) >= 0.5", "(SELECT count(*) FROM m AS w WHERE w.n < m.n) * 2 >= (SELECT count(*) FROM m) - 1"),
    ("number_of_orders > 0 AND customer_language = 'de' OR amount_spent > 300", "n > 0 AND coalesce(language = 'de', false) OR net > 30000"),
    ("number_of_orders > 0 AND (customer_language = 'de' OR amount_spent > 300)", "n > 0 AND (coalesce(language = 'de', false) OR net > 30000)"),
    ("NOT (number_of_orders > 2 OR customer_tags CONTAINS 'vip')", f"NOT (n > 2 OR {TAGGED.format('vip')})"),
]


@pytest.fixture(scope="module", params=[1, 2, 3])
def generated(request: pytest.FixtureRequest) -> Shop:
    return generate(request.param)


@pytest.mark.parametrize(("query", "sql"), QUERIES, ids=[query for query, _ in QUERIES])
def test_a_query_holds_for_whom_duckdb_finds(generated: Shop, query: str, sql: str) -> None:
    crm, db = generated
    found = {str(c) for (c,) in db.execute(f"SELECT c FROM m WHERE {sql}").fetchall()}
    members = {member.customer_id for member in crm.segments.iter_members(query)}
    ids = {str(c): crm.customers.resolve(f"till:{c}").id for c in range(60)}
    assert {c for c, id in ids.items() if id in members} == found
    assert crm.segments.count(query).members == len(found)
    assert crm.segments.count(f"NOT ({query})").members == 60 - len(found)


def test_there_are_enough() -> None:
    assert len({query for query, _ in QUERIES}) == len(QUERIES) >= 60
