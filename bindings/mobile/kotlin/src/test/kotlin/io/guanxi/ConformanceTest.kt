package io.guanxi

import com.fasterxml.jackson.dataformat.toml.TomlMapper
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.assertThrows

/** The cases that every language runs, over the suspending and over the blocking calls. */
class ConformanceTest {
    @TestFactory
    fun suspending() = cases(blocking = false)

    @TestFactory
    fun blocking() = cases(blocking = true)

    @Test
    fun `all cases are there`() = assertTrue(Conformance.files().size >= 90)

    @Test
    fun `what is not as expected fails`() {
        val head = "now = \"2026-03-01T02:15:00Z\"\n[[step]]\ncall = \"customers.count\"\n"
        for (rest in listOf("expect = 1", "error = \"closed\"", "with = { a = 1 }")) {
            assertThrows<Throwable> { runBlocking { Conformance(read(head + rest), false).run() } }
        }
        runBlocking { Conformance(read(head + "expect = 0"), false).run() }
    }

    private fun cases(blocking: Boolean): List<DynamicTest> =
        Conformance.files().map { file ->
            val name = file.relativeTo(Conformance.root().resolve("crates/guanxi-testkit/cases")).path
            DynamicTest.dynamicTest(name) { runBlocking { Conformance(read(file.readText()), blocking).run() } }
        }

    @Suppress("UNCHECKED_CAST")
    private fun read(text: String) = TomlMapper().readValue(text, Map::class.java) as Map<String, Any?>
}
