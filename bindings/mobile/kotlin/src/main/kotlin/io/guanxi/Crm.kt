package io.guanxi

import java.time.Instant

/**
 * A shop's customer relationships: one property per area, such as [customers].
 *
 * Every call is there twice: as a suspending function, which runs on `Dispatchers.IO`, and with `Blocking` at the end of its
 * name, which runs on the calling thread. Safe to share between threads and coroutines.
 *
 * ```kotlin
 * Crm.open("shop.redb").use { crm ->
 *     val mei = crm.customers.upsert(CustomerInput(name = "Li Mei", email = "mei@example.cn")).customer
 *     println(crm.customers.get(mei.id).name?.full)
 * }
 * ```
 */
class Crm private constructor(private val native: NativeCrm) : CrmAreas(native), AutoCloseable {
    /**
     * The same store, used by somebody else: who stands in feed and audit, such as `staff:mei`.
     *
     * @throws GuanxiException.Invalid `invalid_field` for a text that is empty, longer than 100 bytes, or has control characters
     */
    fun actingAs(actor: String): Crm = Crm(translated { native.actingAs(actor) })

    /** The same store; writes are worked out and answered, and not kept. */
    fun dryRun(): Crm = Crm(translated { native.dryRun() })

    /**
     * Moves the clock, for tests and simulations.
     *
     * @throws GuanxiException.Invalid `invalid_argument` when the store was opened without `now`
     */
    fun setNow(now: Instant): Unit = translated { native.setNow(now) }

    /** Bytes on disk; 0 for a store in memory. */
    suspend fun sizeOnDisk(): Long = offThread { native.sizeOnDisk() }

    /** [sizeOnDisk], on the calling thread. */
    fun sizeOnDiskBlocking(): Long = translated { native.sizeOnDisk() }

    /** Lets go of every file lock, as a phone app must before it sleeps. The next call takes them again. */
    suspend fun suspend(): Unit = offThread { native.suspend() }

    /** [suspend], on the calling thread. */
    fun suspendBlocking(): Unit = translated { native.suspend() }

    /**
     * Closes the store for every handle on it, after the calls under way. Every call afterwards is refused with `closed`;
     * closing again does nothing.
     */
    override fun close(): Unit = translated { native.shut() }

    companion object {
        /**
         * Opens a store, making it when there is none.
         *
         * @param url `memory:`, `redb:PATH`, or a path
         * @param now stops the clock, for tests and simulations; [setNow] moves it
         * @param seed makes ids and keys repeatable, for tests and simulations; never for real shops, as the keys are no
         * secret then
         * @param actor who acts; `system` when left out
         * @param cacheBytes bytes of cache; the storage's own default when left out
         * @param mustExist refuse with `no_store` when nothing is stored there yet
         * @throws GuanxiException `unknown_storage`; `no_store`; `locked` when it is open already; `newer_format`, `corrupt`,
         * `io`
         */
        suspend fun open(
            url: String,
            now: Instant? = null,
            seed: Long? = null,
            actor: String? = null,
            cacheBytes: Long? = null,
            mustExist: Boolean = false,
        ): Crm = offThread { Crm(NativeCrm.open(url, NativeOptions(now, seed, actor, cacheBytes, mustExist))) }

        /** [open], on the calling thread. */
        fun openBlocking(
            url: String,
            now: Instant? = null,
            seed: Long? = null,
            actor: String? = null,
            cacheBytes: Long? = null,
            mustExist: Boolean = false,
        ): Crm = translated { Crm(NativeCrm.open(url, NativeOptions(now, seed, actor, cacheBytes, mustExist))) }
    }
}
