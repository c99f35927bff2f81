package io.guanxi

import java.lang.management.ManagementFactory

/**
 * What calls cost from Kotlin: processor time of the calling thread, the best of many rounds, so that a busy machine tells
 * the same as an idle one.
 *
 * `mvn test-compile exec:java -Dexec.mainClass=io.guanxi.BenchmarkKt -Dexec.classpathScope=test`.
 */
fun main() {
    Crm.openBlocking("memory:").use { crm ->
        val inputs = List(1_000) { CustomerInput(name = "Li Wei $it", email = "li$it@example.cn", phone = "+86138%08d".format(it), tags = listOf("a", "b")) }
        val ids = crm.customers.upsertManyBlocking(inputs).map { it.customer.id }
        measure("a trivial call, blocking: orders.count", 2_000) { crm.orders.countBlocking() }
        measure("a customer by id, blocking", 500) { crm.customers.getBlocking(ids[7]) }
        measure("a page of 100 customers, blocking", 20) { crm.customers.listBlocking(limit = 100) }
    }
}

private val threads = ManagementFactory.getThreadMXBean()

private inline fun measure(what: String, calls: Int, call: () -> Unit) {
    var best = Long.MAX_VALUE
    repeat(300) {
        val start = threads.currentThreadCpuTime
        repeat(calls) { call() }
        best = minOf(best, (threads.currentThreadCpuTime - start) / calls)
    }
    println("%8.2f µs  %s".format(best / 1e3, what))
}
