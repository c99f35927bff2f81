package io.guanxi

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir

class CoroutinesTest {
    private fun customers(many: Int) = "email\n" + List(many) { "a$it@web.de\n" }.joinToString("")

    @Test
    fun `hundreds at once on one store on disk`(@TempDir folder: Path) = hundreds(folder.resolve("shop").toString())

    @Test
    fun `hundreds at once on a SQLite file`(@TempDir folder: Path) {
        assumeTrue(System.getenv("GUANXI_BUILD_FEATURES").orEmpty().contains("sqlite"), "built without SQLite")
        hundreds("sqlite:${folder.resolve("shop.db")}")
    }

    private fun hundreds(url: String) = runBlocking(Dispatchers.Default) {
        withTimeout(120_000) {
            Crm.open(url).use { crm ->
                val ids = List(300) { at ->
                    async {
                        val saved = crm.customers.upsert(CustomerInput(source = "till", externalId = "$at", email = "a$at@web.de")).customer
                        crm.events.record(EventInput(name = "visit", customer = CustomerRef.Id(saved.id)))
                        assertEquals(saved.id, crm.customers.resolve("till:$at").id)
                        saved.id
                    }
                }.awaitAll()
                assertEquals(300, ids.toSet().size)
                assertEquals(300, crm.customers.count())
                assertEquals(ids.toSet(), crm.customers.iter(limit = 37).toList().map { it.id }.toSet())
                assertTrue(crm.proof.verify().tables.all { it.missing + it.extra + it.different == 0L })
            }
        }
    }

    @Test
    fun `a caller with one thread stays free`() = runBlocking {
        Crm.open("memory:").use { crm ->
            val begun = CompletableDeferred<Unit>()
            val import = launch { crm.imports.customers(Source.Text("a.csv", customers(3_000)), onProgress = { begun.complete(Unit) }) }
            begun.await() // this thread runs on while the import does
            assertTrue(crm.customers.count() >= 0)
            import.join()
            assertEquals(3_000, crm.customers.count())
        }
    }

    @Test
    fun `a Flow and a Sequence over pages`() = runBlocking {
        Crm.open("memory:").use { crm ->
            crm.customers.upsertMany(List(25) { CustomerInput(name = "Li $it", email = "li$it@example.cn") })
            val all = crm.customers.iter(limit = 10).toList()
            assertEquals(25, all.toSet().size)
            assertEquals(all, crm.customers.iterBlocking(limit = 7).toList())
            assertEquals(3, crm.customers.iter(limit = 2).take(3).toList().size)
            assertEquals(25, crm.customers.iterFind("li", limit = 4).toList().size)
            assertEquals(crm.feed.changes(limit = 100).items, crm.feed.iterChanges(limit = 3).toList())
            assertEquals(emptyList<Product>(), crm.products.iter().toList())
            crm.orders.record(OrderInput(externalId = "1", placedAt = java.time.Instant.EPOCH, customer = CustomerRef.of("li1@example.cn"), total = Money.of("1 CNY")))
            assertEquals(listOf("1"), crm.orders.iter("li1@example.cn").toList().map { it.externalId })
        }
    }

    @Test
    fun `progress, rejects and the report of an import`(@TempDir folder: Path) = runBlocking {
        Crm.open("memory:").use { crm ->
            val (file, rejects) = folder.resolve("a.csv") to folder.resolve("a.rej.csv")
            Files.writeString(file, "id,name,email\n1,Anna Wolf,a@web.de\n2,Bo Li\n3,Cy Ng,c@web.de\n")
            val heard = mutableListOf<Progress>()
            val report = crm.imports.customers(Source.of(file), mapping = Mapping(source = "till"), rejects = rejects.toString(), onProgress = { heard += it })
            assertEquals(listOf(3L, 2L, 1L), listOf(report.rows, report.created, report.rejected))
            assertEquals(Stage.IMPORT, heard.last().stage)
            assertEquals(Files.size(file), heard.last().total)
            assertTrue(Files.readString(rejects).lines().size >= 2)
            val bytes = crm.imports.customersBlocking(Source.Bytes("b.csv", "姓名,邮箱\n王伟,w@example.cn\n".toByteArray(charset("GBK"))))
            assertEquals(1, bytes.created)
        }
    }

    @Test
    fun `cancelling the coroutine stops the call, and what was committed stays`() = runBlocking {
        Crm.open("memory:").use { crm ->
            val source = Source.Text("a.csv", customers(100_000))
            val begun = CompletableDeferred<Unit>()
            val outcome = CompletableDeferred<Throwable>()
            val job = launch(Dispatchers.Default) {
                try {
                    crm.imports.customers(source, batchRows = 100, onProgress = { begun.complete(Unit) })
                } catch (e: Throwable) {
                    outcome.complete(e)
                    throw e
                }
            }
            begun.await()
            job.cancelAndJoin()
            assertTrue(outcome.await() is CancellationException, "${outcome.await()}")
            assertTrue(crm.customers.count() in 1 until 100_000)
        }
    }

    @Test
    fun `a token stops a blocking call`() {
        Crm.openBlocking("memory:").use { crm ->
            val token = CancelToken()
            val e = assertThrows<GuanxiException.Cancelled> {
                crm.imports.customersBlocking(Source.Text("a.csv", customers(100_000)), batchRows = 100, onProgress = { token.cancel() }, cancel = token)
            }
            assertEquals("cancelled", e.code)
        }
    }

    @Test
    fun `what a listener throws stops the call and comes out of it`() = runBlocking {
        Crm.open("memory:").use { crm ->
            val source = Source.Text("a.csv", customers(100_000))
            val heard = AtomicInteger()
            val e = assertThrows<IllegalStateException> {
                crm.imports.customers(source, batchRows = 100, onProgress = { heard.incrementAndGet(); error("enough") })
            }
            assertEquals("enough", e.message)
            assertEquals(1, heard.get())
            assertTrue(crm.customers.count() < 100_000)
        }
    }

    @Test
    fun `use closes after the calls under way`() {
        val crm = Crm.openBlocking("memory:")
        val begun = java.util.concurrent.CountDownLatch(1)
        val outcome = java.util.concurrent.LinkedBlockingQueue<Result<ImportReport>>()
        val import = thread {
            outcome += runCatching { crm.imports.customersBlocking(Source.Text("a.csv", customers(50_000)), batchRows = 100, onProgress = { begun.countDown() }) }
        }
        begun.await()
        crm.use { }
        import.join()
        // The import was cut at its next step; nothing crashed.
        assertEquals("closed", (outcome.take().exceptionOrNull() as GuanxiException.Unavailable).code)
    }
}
