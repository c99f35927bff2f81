package io.guanxi

import java.math.BigDecimal
import java.nio.file.Path
import java.time.Instant
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir

class ErrorsTest {
    private val crm = Crm.openBlocking("memory:", now = Instant.parse("2026-03-01T02:15:00Z"), seed = 7)

    /** The store still answers: the process lives. */
    private inline fun <reified E : GuanxiException> refused(code: String, crossinline call: () -> Unit): E {
        val e = assertThrows<E> { call() }
        assertEquals(code, e.code)
        assertTrue(e.message.isNotEmpty())
        crm.customers.countBlocking()
        return e
    }

    @Test
    fun `what does not exist`() {
        val e = refused<GuanxiException.NotFound>("not_found") { crm.customers.getBlocking("cus_00000000000000000000000001") }
        assertEquals("not_found", e.kind)
        assertEquals("customer", e.fields["entity"])
    }

    @Test
    fun `what suspends throws the same`() = runTest {
        val e = assertThrows<GuanxiException.NotFound> { crm.customers.get("cus_00000000000000000000000001") }
        assertEquals("not_found", e.code)
    }

    @Test
    fun `an id that is none, and one of another kind`() {
        for (id in listOf("mei", "ord_00000000000000000000000001")) {
            val e = refused<GuanxiException.Invalid>("invalid_argument") { crm.customers.getBlocking(id) }
            assertEquals("id", e.fields["path"])
        }
    }

    @Test
    fun `a value inside what is handed in has a path`() {
        val inputs = List(3) { at -> EventInput(name = "viewed", customer = if (at == 2) CustomerRef.Id("nobody") else CustomerRef.of("a@web.de")) }
        val e = refused<GuanxiException.Invalid>("invalid_argument") { crm.events.recordManyBlocking(inputs) }
        assertTrue(e.fields.getValue("path").startsWith("inputs[2].customer"), e.message)
    }

    @Test
    fun `a value of JSON that holds others too deep`() {
        val deep = generateSequence<Any>(1) { listOf(it) }.elementAt(1_000)
        val e = refused<GuanxiException.Invalid>("invalid_argument") {
            crm.events.recordBlocking(EventInput(name = "viewed", customer = CustomerRef.of("a@web.de"), properties = jsonOf("x" to deep)))
        }
        assertEquals("input", e.fields["path"])
    }

    @Test
    fun `a whole number past 2^53, and one below zero`() {
        for (version in listOf(1L shl 53, Long.MAX_VALUE, -1)) {
            val e = refused<GuanxiException.Invalid>("invalid_argument") {
                crm.customers.updateBlocking("cus_00000000000000000000000001", expectedVersion = version)
            }
            assertEquals("patch.expected_version", e.fields["path"])
        }
    }

    @Test
    fun `an unknown currency, and more decimals than it has`() {
        for (price in listOf(Money(BigDecimal("1.00"), "XYZ"), Money.of("1.005 CNY"))) {
            val e = refused<GuanxiException.Invalid>("invalid_argument") { crm.products.upsertBlocking(ProductInput(sku = "A", price = price)) }
            assertTrue(e.fields.getValue("path").startsWith("input.price"), e.message)
        }
        val e = refused<GuanxiException.Invalid>("invalid_argument") { crm.shop.setBlocking(currency = "XYZ") }
        assertEquals("patch.currency", e.fields["path"])
    }

    @Test
    fun `an instant beyond all calendars`() {
        val e = refused<GuanxiException.Invalid>("invalid_argument") {
            crm.events.recordBlocking(EventInput(name = "x", customer = CustomerRef.of("a@web.de"), occurredAt = Instant.MAX))
        }
        assertEquals("input.occurred_at", e.fields["path"])
        refused<GuanxiException.Invalid>("invalid_argument") { crm.setNow(Instant.MAX) }
    }

    @Test
    fun `a panic in the core is an exception, and the store goes on`() {
        val panics = object : NativeProgress {
            override fun progress(progress: Progress) = throw IllegalStateException("from the test")
        }
        val native = NativeCrm.open("memory:", NativeOptions(null, null, null, null, false))
        val csv = "email\n" + List(5_000) { "a$it@web.de\n" }.joinToString("")
        val e = assertThrows<GuanxiException.Internal> {
            translated { native.importsCustomers(Source.Text("a.csv", csv), ImportQuery(), null, panics, null) }
        }
        assertEquals("internal", e.code)
        assertTrue(native.customersCount() >= 0)
        native.shut()
    }

    @Test
    fun `every call on a closed handle`() {
        val closed = Crm.openBlocking("memory:")
        val other = closed.actingAs("staff:mei")
        closed.close()
        closed.close()
        for (handle in listOf(closed, other)) {
            val e = assertThrows<GuanxiException.Unavailable> { handle.customers.countBlocking() }
            assertEquals("closed", e.code)
        }
    }

    @Test
    fun `a store that is held already, and none that must be there`(@TempDir folder: Path) {
        val path = folder.resolve("shop.redb").toString()
        refused<GuanxiException.NotFound>("no_store") { Crm.openBlocking(path, mustExist = true) }
        Crm.openBlocking(path).use { held ->
            held.customers.upsertBlocking(CustomerInput(email = "a@web.de"))
            refused<GuanxiException.Unavailable>("locked") { Crm.openBlocking(path) }
        }
        Crm.openBlocking(path, mustExist = true).use { again ->
            assertEquals(1, again.customers.countBlocking())
            assertTrue(again.sizeOnDiskBlocking() > 0)
            again.suspendBlocking()
            assertEquals(1, again.customers.countBlocking())
        }
    }

    @Test
    fun `options that cannot be`() {
        refused<GuanxiException.Invalid>("unknown_storage") { Crm.openBlocking("mongo:shop") }
        refused<GuanxiException.Invalid>("invalid_field") { Crm.openBlocking("memory:", actor = "") }
        refused<GuanxiException.Invalid>("invalid_argument") { Crm.openBlocking("memory:", seed = -1) }
        refused<GuanxiException.Invalid>("invalid_field") { crm.actingAs("") }
        refused<GuanxiException.Invalid>("invalid_argument") { Crm.openBlocking("memory:").setNow(Instant.EPOCH) }
    }

    @Test
    fun `a file that is not there`() {
        val e = refused<GuanxiException.Storage>("io") { crm.imports.customersBlocking(Source.File("nowhere.csv")) }
        assertEquals("nowhere.csv", e.fields["place"])
    }
}
