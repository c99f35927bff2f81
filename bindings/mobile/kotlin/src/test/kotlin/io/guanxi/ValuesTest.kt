package io.guanxi

import java.math.BigDecimal
import java.time.Instant
import java.time.LocalDate
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

private val NOW: Instant = Instant.parse("2026-03-01T02:15:00Z")

class ValuesTest {
    private suspend fun crm() = Crm.open("memory:", now = NOW, seed = 7)

    @Test
    fun `money, instants, days and numbers are those of the JDK`() = runTest {
        crm().use { crm ->
            crm.customers.upsert(CustomerInput(email = "mei@example.cn"))
            val placed = Instant.parse("2026-02-28T23:59:59.123456Z")
            val receipt = crm.orders.record(
                OrderInput(
                    externalId = "SO-1",
                    placedAt = placed,
                    customer = CustomerRef.of("mei@example.cn"),
                    lines = listOf(OrderLineInput(sku = "SKU-9", quantity = 2, unitPrice = Money.of("134.00 CNY"))),
                ),
            )
            assertEquals(Outcome.CREATED, receipt.outcome)
            assertEquals(Money(BigDecimal("268.00"), "CNY"), receipt.order.total)
            assertEquals(placed, receipt.order.placedAt)
            assertEquals(26_800L, receipt.order.lines.single().total)
            val metrics = crm.orders.metrics(receipt.order.customerId!!)
            assertEquals(LocalDate.parse("2026-02-28"), metrics.firstOrderDate)
            assertEquals(listOf(receipt.order), crm.orders.list("mei@example.cn").items)
        }
    }

    @Test
    fun `a person is named by an object or by text`() = runTest {
        crm().use { crm ->
            val saved = crm.customers.upsert(CustomerInput(source = "till", externalId = "9", phone = "+8613910357642")).customer
            val refs = listOf(
                CustomerRef.Id(saved.id), CustomerRef.Record("till", "9"), CustomerRef.Phone("+8613910357642"),
                CustomerRef.of(saved.id), CustomerRef.of("till:9"), CustomerRef.of("+8613910357642"),
            )
            refs.forEach { ref -> assertEquals(saved, runCatching { crm.customers.resolve(ref) }.getOrNull(), "$ref") }
            assertEquals(saved, crm.customers.resolve("till:9"))
            assertEquals(saved, crm.customers.resolveBlocking("till:9"))
        }
    }

    @Test
    fun `sealed classes are matched without an else`() = runTest {
        crm().use { crm ->
            crm.shop.defineField(FieldDefinition(name = "visits", type = FieldType.INTEGER))
            crm.shop.defineField(FieldDefinition(name = "vip", type = FieldType.BOOLEAN))
            crm.shop.defineField(FieldDefinition(name = "since", type = FieldType.DATE))
            val fields = mapOf("visits" to "3", "vip" to "yes", "since" to "2026-01-02")
            val saved = crm.customers.upsert(CustomerInput(email = "a@web.de", fields = fields)).customer
            val shown = saved.fields.mapValues { (_, value) ->
                when (value) {
                    is FieldValue.Boolean -> value.value
                    is FieldValue.Integer -> value.value
                    is FieldValue.Date -> value.value
                    is FieldValue.Text -> value.value
                }
            }
            assertEquals(mapOf("visits" to 3L, "vip" to true, "since" to LocalDate.parse("2026-01-02")), shown)
        }
    }

    @Test
    fun `properties of events are JSON`() = runTest {
        crm().use { crm ->
            crm.customers.upsert(CustomerInput(email = "a@web.de"))
            val properties = jsonOf("sku" to "A", "n" to 3, "share" to 0.5, "gone" to null, "tags" to listOf("x", true), "in" to mapOf("deep" to 1))
            crm.events.record(EventInput(name = "viewed", customer = CustomerRef.of("a@web.de"), properties = properties))
            val kind = crm.events.timeline("a@web.de").items.single().kind as TimelineKind.Event
            assertEquals(properties, kind.value.properties)
            assertEquals(0.5, kind.value.properties.getValue("share").toKotlin())
            assertNull(kind.value.properties.getValue("gone").toKotlin())
        }
        assertThrows<IllegalArgumentException> { jsonOf("x" to Any()) }
    }

    @Test
    fun `records have defaults, copy and equality`() {
        val input = CustomerInput(name = "Li Mei")
        assertEquals(input, CustomerInput().copy(name = "Li Mei"))
        assertTrue(input.tags.isEmpty() && input.email == null)
        assertThrows<IllegalArgumentException> { Money.of("134.00") }
    }

    @Test
    fun `the same seed and clock give the same ids, and the clock moves`() = runTest {
        val ids = List(2) { crm().use { it.customers.upsert(CustomerInput(email = "a@web.de")).customer.id } }
        assertEquals(ids[0], ids[1])
        crm().use { crm ->
            crm.setNow(NOW.plusSeconds(60))
            assertEquals(NOW.plusSeconds(60), crm.customers.upsert(CustomerInput(email = "a@web.de")).customer.createdAt)
        }
    }

    @Test
    fun `somebody acts, and a dry run keeps nothing`() = runTest {
        crm().use { crm ->
            val dry = crm.dryRun().customers.upsert(CustomerInput(email = "a@web.de"))
            assertTrue(dry.customerCreated)
            assertEquals(0, crm.customers.count())
            crm.actingAs("staff:mei").customers.upsert(CustomerInput(email = "a@web.de"))
            assertEquals(listOf("staff:mei"), crm.audit.list().items.map { it.actor })
        }
    }
}
