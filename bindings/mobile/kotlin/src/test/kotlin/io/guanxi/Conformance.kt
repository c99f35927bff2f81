package io.guanxi

import java.io.File
import java.lang.reflect.InvocationTargetException
import java.math.BigDecimal
import java.time.Instant
import java.time.LocalDate
import java.time.OffsetDateTime
import kotlin.reflect.KClass
import kotlin.reflect.KFunction
import kotlin.reflect.KParameter
import kotlin.reflect.KType
import kotlin.reflect.full.callSuspendBy
import kotlin.reflect.full.memberFunctions
import kotlin.reflect.full.memberProperties
import kotlin.reflect.full.primaryConstructor

/** Runs a conformance case over the public API, by reflection: no call and no type is named here. */
class Conformance(private val case: Map<String, Any?>, private val blocking: Boolean) {
    private val saved = mutableMapOf<String, Any?>()

    suspend fun run() {
        val now = instant(case.text("now"))
        Crm.open("memory:", now = now, seed = (case["seed"] as Number?)?.toLong() ?: 7, actor = case["actor"] as String?).use { crm ->
            case.list("step").forEachIndexed { at, step ->
                @Suppress("UNCHECKED_CAST")
                take(crm, step as Map<String, Any?>, "step ${at + 1}, ${step["call"]}")
            }
            val proof = crm.proof.verify()
            val wrong = proof.tables.filter { it.missing + it.extra + it.different != 0L }
            check(wrong.isEmpty() && proof.storageProblems.isEmpty()) { "after the last step: $wrong, ${proof.storageProblems}" }
        }
    }

    private suspend fun take(crm: Crm, step: Map<String, Any?>, place: String) {
        val unknown = step.keys - KEYS
        check(unknown.isEmpty()) { "$place: unknown keys $unknown" }
        step["at"]?.let { crm.setNow(instant(it as String)) }
        val acting = step["actor"]?.let { crm.actingAs(it as String) } ?: crm
        val handle = if (step["dry_run"] == true) acting.dryRun() else acting
        val with = fill(step["with"] ?: emptyMap<String, Any?>())
        val answer = try {
            Result.success(tree(call(handle, step.text("call"), with)))
        } catch (e: GuanxiException) {
            Result.failure(e)
        }
        val error = step["error"]
        if (error == null) {
            val found = answer.getOrElse { throw AssertionError("$place: expected an answer", it) }
            step["expect"]?.let { difference(fill(it), found, "") }?.let { throw AssertionError("$place: $it") }
            step["save"]?.let { saved[it as String] = found }
        } else {
            val e = answer.exceptionOrNull() as GuanxiException? ?: throw AssertionError("$place: expected $error, found ${answer.getOrNull()}")
            refused(e, error, place)
        }
    }

    private fun refused(e: GuanxiException, expected: Any, place: String) {
        val code = expected as? String ?: (expected as Map<*, *>)["code"]
        check(e.code == code) { "$place: expected the error $code, found ${e.code}: ${e.message}" }
        val fields = (expected as? Map<*, *>)?.get("fields") ?: return
        difference(fill(fields), e.fields, "")?.let { throw AssertionError("$place: the error's fields: $it") }
    }

    private suspend fun call(crm: Crm, name: String, with: Any?): Any? {
        val (area, verb) = name.split('.').map(::camel)
        val handle = checkNotNull(CrmAreas::class.memberProperties.single { it.name == area }.get(crm))
        val named = if (blocking) "${verb}Blocking" else verb
        // Where a text is taken as well, the other one.
        val function = handle::class.memberFunctions.filter { it.name == named }.maxBy { f -> f.parameters.count { isSealed(it.type) } }
        @Suppress("UNCHECKED_CAST")
        val arguments = arguments(function, with as Map<String, Any?>)
        val all = arguments + (function.parameters.first() to handle)
        return try {
            if (blocking) function.callBy(all) else function.callSuspendBy(all)
        } catch (e: InvocationTargetException) {
            throw e.targetException
        }
    }

    private fun arguments(function: KFunction<*>, with: Map<String, Any?>): Map<KParameter, Any?> {
        val params = function.parameters.drop(1).filter { it.name !in SPECIAL }.associateBy { checkNotNull(it.name) }
        params["source"]?.takeIf { it.type.classifier == Source::class }?.let { source ->
            val text = if ("csv" in with) "csv" else "json"
            val file = Source.Text(with.text("name"), with.text(text))
            return spread(params, with - setOf("name", text)) + (source to file)
        }
        val only = params.values.singleOrNull()
        if (only != null && (only.type.classifier as KClass<*>).isData && with.keys.none { camel(it) == only.name }) {
            return mapOf(only to build(only.type, with))
        }
        return spread(params, with)
    }

    /** Arguments by name; what the cases hand in as one table is handed over field by field here. */
    private fun spread(params: Map<String, KParameter>, with: Map<*, *>): Map<KParameter, Any?> =
        with.entries.fold(emptyMap()) { done, (key, value) ->
            val param = params[camel(key as String)]
            done + when {
                param != null -> mapOf(param to build(param.type, value))
                value is Map<*, *> -> spread(params, value)
                else -> throw AssertionError("with.$key: no such argument; there are ${params.keys}")
            }
        }

    private fun fill(value: Any?): Any? =
        when (value) {
            is String -> if (value.startsWith("$$")) value.drop(1) else if (value.startsWith("$")) lookUp(value.drop(1)) else value
            is List<*> -> value.map(::fill)
            is Map<*, *> -> value.mapValues { fill(it.value) }
            else -> value
        }

    private fun lookUp(path: String): Any? {
        val parts = path.split('.')
        check(parts[0] in saved) { "$$path: no step before saved that" }
        return parts.drop(1).fold(saved[parts[0]]) { at, part ->
            when (at) {
                is List<*> -> at[part.toInt()]
                is Map<*, *> -> at[part]
                else -> throw AssertionError("$$path: nothing at $part")
            }
        }
    }

    companion object {
        private val KEYS = setOf("call", "with", "expect", "error", "save", "at", "actor", "dry_run")
        private val SPECIAL = setOf("onProgress", "cancel")

        fun root() = File(System.getProperty("guanxi.root") ?: "../../..")

        fun files() = root().resolve("crates/guanxi-testkit/cases").walk().filter { it.extension == "toml" }.sorted().toList()
    }
}

private fun Map<String, Any?>.text(key: String): String = get(key) as? String ?: throw AssertionError("$key: expected text")

private fun Map<String, Any?>.list(key: String): List<*> = get(key) as? List<*> ?: throw AssertionError("$key: expected a list")

private fun instant(text: String): Instant = OffsetDateTime.parse(text).toInstant()

fun camel(name: String): String = name.replace(Regex("_([a-z0-9])")) { it.groupValues[1].uppercase() }

fun snake(name: String): String = name.replace(Regex("(?<!^)([A-Z])"), "_$1").lowercase()

private fun isSealed(type: KType) = (type.classifier as? KClass<*>)?.isSealed == true

/** A value of the API from a value of a case. */
private fun build(type: KType, value: Any?): Any? {
    if (value == null) return null
    val of = type.classifier as KClass<*>
    val inner = type.arguments.lastOrNull()?.type
    return when {
        of == String::class || of == Boolean::class -> value
        of == Long::class -> (value as Number).toLong()
        of == Instant::class -> instant(value as String)
        of == LocalDate::class -> LocalDate.parse(value as String)
        of == BigDecimal::class -> BigDecimal(value.toString())
        of == Money::class && value is String -> Money.of(value)
        of == JsonValue::class -> JsonValue.of(value)
        of == List::class -> (value as List<*>).map { build(inner!!, it) }
        of == Map::class -> (value as Map<*, *>).mapValues { build(inner!!, it.value) }
        of.java.isEnum -> constant(of, value as String)
        of.isSealed -> variant(of, value)
        else -> construct(of, value as Map<*, *>)
    }
}

private fun constant(of: KClass<*>, wire: String): Any {
    val name = mapOf("." to "DOT", "," to "COMMA")[wire] ?: wire.uppercase()
    return of.java.enumConstants.first { (it as Enum<*>).name == name }
}

private fun variant(of: KClass<*>, value: Any): Any? {
    val (name, content) = (value as? Map<*, *>)?.entries?.single()?.let { it.key to it.value } ?: (value to null)
    val variants = of.sealedSubclasses.associateBy { snake(it.simpleName!!) }
    val found = variants[name] ?: return checkNotNull(variants["text"]) { "${of.simpleName} has no $name" }.primaryConstructor!!.call(value)
    val constructor = found.primaryConstructor
    return when {
        found.objectInstance != null -> found.objectInstance
        constructor!!.parameters.singleOrNull()?.name == "value" -> constructor.call(build(constructor.parameters[0].type, content))
        else -> construct(found, content as Map<*, *>)
    }
}

private fun construct(of: KClass<*>, fields: Map<*, *>): Any {
    val constructor = of.primaryConstructor!!
    val params = constructor.parameters.associateBy { it.name }
    val given = fields.entries.associate { (key, value) ->
        val param = params[camel(key as String)] ?: throw AssertionError("${of.simpleName} has no $key")
        param to build(param.type, value)
    }
    return constructor.callBy(given)
}

/** What an answer looks like in JSON. */
private fun tree(value: Any?): Any? =
    when (value) {
        null, Unit -> null
        is String, is Boolean, is Long -> value
        is Instant, is LocalDate -> value.toString()
        is BigDecimal -> value.toPlainString()
        is RfmGroup, is ProblemCode -> value.name
        is Enum<*> -> value.name.lowercase()
        is JsonValue -> value.toKotlin()
        is List<*> -> value.map(::tree)
        is Map<*, *> -> value.mapValues { tree(it.value) }
        else -> if (value::class.java.superclass.kotlin.isSealed) tagged(value) else fields(value)
    }

private fun tagged(value: Any): Any? {
    val name = snake(value::class.simpleName!!)
    if (value::class.objectInstance != null) return name
    val content = fields(value)
    return mapOf(name to if (content.keys == setOf("value")) content["value"] else content)
}

private fun fields(value: Any): Map<String, Any?> =
    value::class.memberProperties.associate { snake(it.name) to tree(it.getter.call(value)) }

/** What is not as expected. */
private fun difference(expected: Any?, found: Any?, path: String): String? {
    val wrong = "${path.trimStart('.')}: expected $expected, found $found"
    return when (expected) {
        null -> wrong.takeIf { found != null }
        is Map<*, *> -> {
            val form = expected.keys.singleOrNull() as String?
            when {
                form != null && form.startsWith("$") -> wrong.takeIf { !matches(form, expected[form], found) }
                found is Map<*, *> -> expected.entries.firstNotNullOfOrNull { (key, value) -> difference(value, found[key], "$path.$key") }
                else -> wrong
            }
        }
        is List<*> ->
            if (found !is List<*> || found.size != expected.size) {
                wrong
            } else {
                expected.indices.firstNotNullOfOrNull { difference(expected[it], found[it], "$path.$it") }
            }
        is Number -> wrong.takeIf { found !is Number || BigDecimal(expected.toString()).compareTo(BigDecimal(found.toString())) != 0 }
        is String -> wrong.takeIf { expected != found && expected != money(found) }
        else -> wrong.takeIf { expected != found }
    }
}

private fun money(found: Any?): String? =
    (found as? Map<*, *>)?.takeIf { it.keys == setOf("amount", "currency") }?.let { "${it["amount"]} ${it["currency"]}" }

private fun matches(form: String, expected: Any?, found: Any?): Boolean =
    when (form) {
        "\$absent" -> found == null
        "\$any" -> found != null
        "\$prefix" -> found is String && found.startsWith(expected as String)
        "\$contains" -> found is String && found.contains(expected as String)
        "\$count" -> size(found) == (expected as Number).toInt()
        "\$not" -> difference(expected, found, "") != null
        else -> throw AssertionError("no form $form")
    }

private fun size(found: Any?): Int? =
    when (found) {
        is List<*> -> found.size
        is Map<*, *> -> found.size
        is String -> found.codePointCount(0, found.length)
        else -> null
    }
