package io.guanxi

import java.math.BigDecimal
import java.nio.file.Path

/**
 * Money from its text, such as `134.00 CNY`.
 *
 * @throws IllegalArgumentException for a text that is not a number, a space and a currency
 */
fun Money.Companion.of(text: String): Money {
    val (amount, currency) = text.split(' ').takeIf { it.size == 2 } ?: throw IllegalArgumentException("expected money such as 134.00 CNY")
    return Money(BigDecimal(amount), currency)
}

/** Properties of an event from values of Kotlin: null, Boolean, whole and other numbers, text, lists and maps of these. */
fun jsonOf(vararg properties: Pair<String, Any?>): Map<String, JsonValue> = properties.toMap().mapValues { JsonValue.of(it.value) }

/**
 * A value of JSON from one of Kotlin: null, Boolean, whole and other numbers, text, lists and maps of these.
 *
 * @throws IllegalArgumentException for anything else
 */
fun JsonValue.Companion.of(value: Any?): JsonValue =
    when (value) {
        null -> JsonValue.Null
        is JsonValue -> value
        is Boolean -> JsonValue.Bool(value)
        is Byte, is Short, is Int, is Long -> JsonValue.Integer((value as Number).toLong())
        is Number -> JsonValue.Number(value.toDouble())
        is CharSequence -> JsonValue.Text(value.toString())
        is Iterable<*> -> JsonValue.Array(value.map { JsonValue.of(it) })
        is Map<*, *> -> JsonValue.Object(value.entries.associate { it.key.toString() to JsonValue.of(it.value) })
        else -> throw IllegalArgumentException("JSON has no ${value::class.simpleName}")
    }

/** The value as Kotlin has it: null, Boolean, Long, Double, String, List or Map. */
fun JsonValue.toKotlin(): Any? =
    when (this) {
        is JsonValue.Null -> null
        is JsonValue.Bool -> value
        is JsonValue.Integer -> value
        is JsonValue.Number -> value
        is JsonValue.Text -> value
        is JsonValue.Array -> items.map { it.toKotlin() }
        is JsonValue.Object -> fields.mapValues { it.value.toKotlin() }
    }

/** The file at a path. */
fun Source.Companion.of(path: Path): Source = Source.File(path.toString())
