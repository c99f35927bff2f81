package till

import io.guanxi.ChangeKind
import io.guanxi.Crm
import io.guanxi.CustomerInput
import io.guanxi.CustomerRef
import io.guanxi.EarnInput
import io.guanxi.EntryKind
import io.guanxi.GuanxiException
import io.guanxi.Money
import io.guanxi.Order
import io.guanxi.OrderInput
import io.guanxi.OrderLineInput
import io.guanxi.OrderRef
import io.guanxi.Outcome
import io.guanxi.PointEntry
import io.guanxi.PointsReceipt
import io.guanxi.ProgramTerms
import io.guanxi.RedeemInput
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
     * Records a sale, which a member may pay in part with points, and answers with its receipt. The number makes it safe to
     * ring up twice: a till that lost power after the sale was kept, and is asked again, answers the same and books nothing.
     *
     * @throws io.guanxi.GuanxiException.Refused for more points than the member has; nothing is sold then
     */
    suspend fun sell(number: String, at: Instant, articles: List<Article>, phone: String? = null, points: Long = 0): Receipt {
        val lines = articles.map { OrderLineInput(sku = it.sku, name = it.name, quantity = it.quantity, unitPrice = it.price) }
        val sale = OrderRef.External(name, number)
        val member = phone?.let { crm.member(it) }
        val paying = member?.takeIf { points > 0 }?.let { RedeemInput(customer = it, points = points, order = sale, at = at) }
        paying?.let { crm.dryRun().loyalty.redeem(it) } // refused before anything is sold
        val receipt = crm.orders.record(
            OrderInput(source = name, externalId = number, number = number, placedAt = at, lines = lines, customer = member, channel = "till"),
        )
        val paid = paying?.let { crm.loyalty.redeem(it) }
        val earned = member?.let { crm.loyalty.earn(EarnInput(sale)) }
        val visits = receipt.order.customerId?.let { crm.orders.metrics(it).numberOfOrders }
        return Receipt(receipt.order, visits, paid?.entry, earned, again = receipt.outcome == Outcome.UNCHANGED)
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

    /**
     * Tells the shop's store what happened here since the last time. Whatever is told twice counts once there: each act
     * goes by the name and the time that it has here. So a till that is cut off while it tells just tells again.
     */
    suspend fun sync(shop: Crm): Synced {
        crm.feed.defineGroup(SYNC)
        var synced = Synced(0, emptyList())
        while (true) {
            val batch = crm.feed.take(SYNC, name)
            val lease = batch.lease ?: return synced
            val sales = batch.items.filter { it.kind in OF_SALES }.mapNotNull { it.subject }.distinct().map { crm.orders.get(it) }
            val refused = sales.filterNot { tell(shop, it) }
            crm.feed.acknowledge(SYNC, lease)
            synced = Synced(synced.sales + sales.size, synced.refused + refused.mapNotNull { it.number })
        }
    }

    /** Whether the shop takes the points that paid: another till may have spent them first. */
    private suspend fun tell(shop: Crm, sold: Order): Boolean {
        val member = sold.customerId?.let { shop.member(checkNotNull(crm.customers.get(it).phone)) }
        val sale = OrderRef.External(name, sold.externalId)
        val lines = sold.lines.map { OrderLineInput(sku = it.sku, name = it.name, quantity = it.quantity, unitPrice = it.unitPrice?.of(sold)) }
        shop.orders.record(
            OrderInput(source = name, externalId = sold.externalId, number = sold.number, placedAt = sold.placedAt, lines = lines, customer = member, channel = "till"),
        )
        var taken = true
        if (member != null) {
            for (paid in paidWith(sold)) {
                try {
                    shop.loyalty.redeem(RedeemInput(customer = member, points = -paid.points, order = sale, at = paid.at))
                } catch (_: GuanxiException.Refused) {
                    taken = false
                }
            }
            shop.loyalty.earn(EarnInput(sale))
        }
        for (refund in sold.refunds) {
            shop.orders.refund(RefundInput(order = sale, externalId = refund.externalId, amount = refund.amount, lines = refund.lines, reason = refund.reason, refundedAt = refund.refundedAt))
        }
        return taken
    }

    private suspend fun paidWith(sold: Order): List<PointEntry> =
        crm.loyalty.iterEntries(CustomerRef.Id(checkNotNull(sold.customerId)))
            .filter { it.kind == EntryKind.REDEEMED && it.orderId == sold.id }
            .toList()

    private suspend fun Crm.member(phone: String): CustomerRef {
        val saved = customers.upsert(CustomerInput(source = this@Till.name, externalId = phone, phone = phone))
        return CustomerRef.Id(saved.customer.id)
    }

    companion object {
        /** Opens the till's file, or begins a new one. */
        suspend fun open(file: String, name: String, currency: String, zone: String, country: String): Till {
            val crm = Crm.open(file, actor = "till:$name")
            crm.shop.set(currency = currency, zone = zone, country = country)
            crm.loyalty.defineProgram("club", club(currency))
            return Till(crm, name)
        }

        /** A point for each unit of money; a hundred pay ten. Every till and the shop say the same. */
        fun club(currency: String) =
            ProgramTerms(earnAmount = Money(BigDecimal("1.00"), currency), redeemPoints = 100, redeemAmount = Money(BigDecimal("10.00"), currency))

        private const val SYNC = "sync"
        private val OF_SALES = setOf(ChangeKind.ORDER_RECORDED, ChangeKind.ORDER_UPDATED, ChangeKind.ORDER_REFUNDED)
    }
}

/** What was told to the shop: how many sales, and the numbers of those whose points the shop did not take. */
data class Synced(val sales: Int, val refused: List<String>)

/** A sale on paper. */
data class Receipt(val order: Order, val visits: Long?, val paid: PointEntry?, val earned: PointsReceipt?, val again: Boolean) {
    fun print(): String = buildString {
        appendLine("Receipt ${order.number}")
        for (line in order.lines) appendLine("%-20s %3d %12s".format(line.name ?: line.sku, line.quantity, text(line.total.of(order))))
        appendLine("%-24s %12s".format("Total", text(order.total)))
        paid?.let { appendLine("%-24s %12s".format("Paid with ${-it.points} points", text(it.value))) }
        earned?.let { appendLine("Points: ${it.entry.points} new ones, ${it.balance.available} in all") }
        visits?.let { appendLine("Visit no. $it. Thank you!") }
    }
}

/** Minor units as money of an order. */
private fun Long.of(order: Order) = Money(BigDecimal.valueOf(this, order.total.amount.scale()), order.total.currency)

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
