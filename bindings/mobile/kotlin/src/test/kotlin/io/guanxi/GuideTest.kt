package io.guanxi

import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The snippets of `docs/guide/kotlin.md`, run in their order; another test finds each of them here. */
class GuideTest {
    @Test
    fun `the snippets run`(@TempDir temporary: Path): Unit = runBlocking {
        val folder = temporary.resolve("shop").toString()
        val file = temporary.resolve("customers.csv").toString()
        Files.writeString(Path.of(file), "name,email\nBo Li,bo@example.cn\n")
        val people = List(3) { CustomerInput(email = "p$it@example.cn") }

        Crm.open(folder, actor = "staff:mei").use { crm ->
            crm.shop.set(currency = "CNY", zone = "Asia/Shanghai", country = "CN")
            println(crm.customers.count())
        }

        Crm.open(folder).use { crm ->
            val saved = crm.customers.upsert(
                CustomerInput(source = "shopify", externalId = "6940095", name = "Li Mei", email = "mei@example.cn", tags = listOf("vip")),
            )
            println("${saved.outcome} ${saved.customer.name?.full} ${saved.customer.id}")

            val receipts = crm.customers.upsertMany(people)
            assertEquals(3, receipts.size)

            val updated = crm.customers.update(saved.customer.id, company = "Mei's Tea", addTags = listOf("wholesale"))
            assertEquals(setOf("vip", "wholesale"), updated.customer.tags.toSet())

            val mei = crm.customers.resolve("shopify:6940095")
            assertEquals(saved.customer.id, mei.id)

            crm.customers.iterFind("li", limit = 50).collect { customer -> println(customer.name?.full) }

            val order = crm.orders.record(
                OrderInput(
                    source = "shopify",
                    externalId = "SO-1001",
                    placedAt = Instant.parse("2026-03-01T02:15:00Z"),
                    customer = CustomerRef.Id(mei.id),
                    lines = listOf(OrderLineInput(sku = "TEA-1", quantity = 2, unitPrice = Money.of("58.00 CNY"))),
                ),
            ).order
            assertEquals(Money.of("116.00 CNY"), order.total)

            crm.orders.refund(RefundInput(order = OrderRef.Id(order.id), amount = Money.of("58.00 CNY"), reason = "broken"))

            crm.events.record(EventInput(name = "viewed", customer = CustomerRef.Id(mei.id), properties = jsonOf("sku" to "TEA-1", "seconds" to 12)))
            crm.consents.record(ConsentInput(customer = CustomerRef.Id(mei.id), purpose = "newsletter", channel = "email", state = ConsentState.GRANTED))

            for (item in crm.events.timeline(CustomerRef.Id(mei.id)).items) {
                val what = when (val kind = item.kind) {
                    is TimelineKind.Order -> "order over ${kind.total.amount}"
                    is TimelineKind.Refund -> "refund of ${kind.amount.amount}"
                    is TimelineKind.Event -> kind.value.name
                    is TimelineKind.Consent -> "${kind.purpose}: ${kind.state}"
                }
                println("${item.at} $what")
            }

            val report = crm.imports.customers(Source.File(file), rejects = "$file.rej.csv", onProgress = { println("${it.done} of ${it.total}") })
            println("${report.created} new, ${report.rejected} rejected")
            assertEquals(1, report.created)

            try {
                crm.customers.update(mei.id, note = "tall", expectedVersion = 1)
            } catch (e: GuanxiException.Conflict) {
                println("${e.code}: somebody was faster, found version ${e.fields["found"]}")
            } catch (e: GuanxiException.Invalid) {
                println("${e.code} at ${e.fields["path"] ?: e.fields["field"]}: ${e.message}")
            }
        }
    }

    @Test
    fun `every snippet of the guide is above`() {
        val guide = Conformance.root().resolve("docs/guide/kotlin.md").readText()
        val here = flat(Conformance.root().resolve("bindings/mobile/kotlin/src/test/kotlin/io/guanxi/GuideTest.kt").readText())
        val snippets = Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL).findAll(guide).map { it.groupValues[1] }.toList()
        assertTrue(snippets.size >= 12)
        snippets.forEach { assertTrue(flat(it) in here, it) }
    }

    private fun flat(text: String) = text.lines().map { it.trim() }.filter { it.isNotEmpty() }.joinToString("\n")
}
