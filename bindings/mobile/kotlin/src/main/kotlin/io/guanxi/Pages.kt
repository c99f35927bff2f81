package io.guanxi

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** A page as the loops see it. */
internal class Page<T>(val items: List<T>, val next: String?)

/** All items, page by page, until a page is empty or the last. */
internal fun <T> pages(from: String?, fetch: suspend (String?) -> Page<T>): Flow<T> = flow {
    var cursor = from
    do {
        val page = fetch(cursor)
        page.items.forEach { emit(it) }
        cursor = page.next
    } while (cursor != null && page.items.isNotEmpty())
}

/** The same, on the calling thread. */
internal fun <T> pagesBlocking(from: String?, fetch: (String?) -> Page<T>): Sequence<T> = sequence {
    var cursor = from
    do {
        val page = fetch(cursor)
        yieldAll(page.items)
        cursor = page.next
    } while (cursor != null && page.items.isNotEmpty())
}
