package io.guanxi

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/** Stops a blocking call from another thread. A suspending call stops when its coroutine is cancelled. */
class CancelToken {
    internal val native = NativeCancel()

    /** Asks the call to stop at the next safe place. Cannot be taken back. */
    fun cancel(): Unit = native.cancel()
}

/** Runs a call with its errors as exceptions of ours. */
internal inline fun <T> translated(call: () -> T): T =
    try {
        call()
    } catch (e: NativeException.Failed) {
        throw GuanxiException.of(e.kind, e.code, e.text, e.fields)
    } catch (e: InternalException) {
        throw GuanxiException.Internal("internal", "a fault of guanxi: ${e.message}", mapOf("reason" to "${e.message}"))
    }

/** Runs a call where it may block. */
internal suspend fun <T> offThread(call: () -> T): T = withContext(Dispatchers.IO) { translated(call) }

/** Runs a long call where it may block; it stops when the coroutine is cancelled. */
internal suspend fun <T> cancellable(
    onProgress: ((Progress) -> Unit)?,
    call: (NativeProgress?, NativeCancel) -> T,
): T = coroutineScope {
    val token = CancelToken()
    val watch = launch(start = CoroutineStart.UNDISPATCHED) {
        try {
            awaitCancellation()
        } finally {
            token.cancel()
        }
    }
    try {
        withContext(Dispatchers.IO) { long(onProgress, token, call) }
    } catch (e: GuanxiException.Cancelled) {
        currentCoroutineContext().ensureActive()
        throw e
    } finally {
        watch.cancel()
    }
}

/** Runs a long call. What the listener throws stops the call, and is thrown once it has stopped. */
internal fun <T> long(
    onProgress: ((Progress) -> Unit)?,
    cancel: CancelToken?,
    call: (NativeProgress?, NativeCancel) -> T,
): T {
    val token = cancel ?: CancelToken()
    val listener = onProgress?.let { Listener(it, token) }
    return try {
        translated { call(listener, token.native) }
    } catch (e: GuanxiException.Cancelled) {
        throw listener?.thrown ?: e
    }
}

/** Hears progress, and keeps what the host's listener throws away from the library. */
private class Listener(private val hear: (Progress) -> Unit, private val token: CancelToken) : NativeProgress {
    @Volatile
    var thrown: Throwable? = null

    override fun progress(progress: Progress) {
        if (thrown != null) return
        try {
            hear(progress)
        } catch (e: Throwable) {
            thrown = e
            token.cancel()
        }
    }
}
