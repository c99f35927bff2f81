package till

import io.guanxi.ChangeKind
import io.guanxi.Crm
import io.guanxi.CustomerInput
import io.guanxi.CustomerRef
import io.guanxi.Money
import io.guanxi.Order
import io.guanxi.OrderInput
import io.guanxi.OrderLineInput
import io.guanxi.OrderRef
import io.guanxi.Outcome
import io.guanxi.Refund
import io.guanxi.RefundInput
import java.math.BigDecimal
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.toList

/** An article as it is rung up. */
data class Article(val sku: String, val name: String, val price: Money, val quantity: Long = 1)

/** A till that works without a network: everything is in one file beside it. */
class Till private constructor(private val crm: Crm, val name: String) : AutoCloseable by crm {
    /**
     * Records a sale and answers with its receipt. The number makes it safe to ring up twice: a till that lost power after
     * the sale was kept, and is asked again, answers the same and books nothing.
     */
    suspend fun sell(number: String, at: Instant, articles: List<Article>, phone: String? = null): Receipt {
        val lines = articles.map { OrderLineInput(sku = it.sku, name = it.name, quantity = it.quantity, unitPrice = it.price) }
        val customer = phone?.let { member(it) }
        val receipt = crm.orders.record(
            OrderInput(source = name, externalId = number, number = number, placedAt = at, lines = lines, customer = customer, channel = "till"),
        )
        val visits = receipt.order.customerId?.let { crm.orders.metrics(it).numberOfOrders }
        return Receipt(receipt.order, visits, again = receipt.outcome == Outcome.UNCHANGED)
    }

    /**
     * Gives everything back that is left of a sale.
     *
     * @throws io.guanxi.GuanxiException.NotFound for a sale that this till does not know
     */
    suspend fun refund(number: String, reason: String): Refund {
        val order = OrderRef.External(name, number)
        crm.orders.get(order) // a till gives nothing back for a sale that it does not know
        val receipt = crm.orders.refund(RefundInput(order = order, externalId = "$number-R", reason = reason))
        return checkNotNull(receipt.order).refunds.last()
    }

    /** What was sold on a day of the shop's. */
    suspend fun day(day: LocalDate): DayTotal {
        val zone = ZoneId.of(crm.shop.get().zone)
        val placed = crm.feed.iterChanges(limit = 500)
            .filter { it.kind == ChangeKind.ORDER_RECORDED }
            .toList()
            .mapNotNull { it.subject }
            .distinct()
            .map { crm.orders.get(it) }
        return DayTotal.of(day, placed.filter { it.counted && it.placedAt.atZone(zone).toLocalDate() == day })
    }

    private suspend fun member(phone: String): CustomerRef {
        val saved = crm.customers.upsert(CustomerInput(source = name, externalId = phone, phone = phone))
        return CustomerRef.Id(saved.customer.id)
    }

    companion object {
        /** Opens the till's file, or begins a new one. */
        suspend fun open(file: String, name: String, currency: String, zone: String, country: String): Till {
            val crm = Crm.open(file, actor = "till:$name")
            crm.shop.set(currency = currency, zone = zone, country = country)
            return Till(crm, name)
        }
    }
}

/** A sale on paper. */
data class Receipt(val order: Order, val visits: Long?, val again: Boolean) {
    fun print(): String = buildString {
        appendLine("Receipt ${order.number}")
        for (line in order.lines) {
            val total = Money(BigDecimal.valueOf(line.total, order.total.amount.scale()), order.total.currency) // from minor units
            appendLine("%-20s %3d %12s".format(line.name ?: line.sku, line.quantity, text(total)))
        }
        appendLine("%-24s %12s".format("Total", text(order.total)))
        visits?.let { appendLine("Visit no. $it. Thank you!") }
    }
}

/** The sum of a day. */
data class DayTotal(val day: LocalDate, val sales: Int, val total: Money?, val refunded: Money?, val net: Money?) {
    fun print(): String = "%s  %d sales, %s, given back %s, net %s".format(day, sales, text(total), text(refunded), text(net))

    companion object {
        fun of(day: LocalDate, orders: List<Order>) =
            DayTotal(day, orders.size, sum(orders.map { it.total }), sum(orders.map { it.refunded }), sum(orders.map { it.netAmount }))

        private fun sum(amounts: List<Money>): Money? = amounts.reduceOrNull { a, b -> Money(a.amount + b.amount, a.currency) }
    }
}

internal fun text(money: Money?): String = money?.let { "${it.amount.toPlainString()} ${it.currency}" } ?: "-"
