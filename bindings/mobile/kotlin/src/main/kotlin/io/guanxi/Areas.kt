// Written by `cargo xtask codegen` from the core's description of itself; changes here are lost.

package io.guanxi

import java.math.BigDecimal
import java.time.Instant
import java.time.LocalDate
import kotlinx.coroutines.flow.Flow

/** One handle per area. */
sealed class CrmAreas(native: NativeCrm) {
    /** The shop's settings. */
    val shop: ShopHandle = ShopHandle(native)

    /** The shop's customers. */
    val customers: Customers = Customers(native)

    /** What customers bought. */
    val orders: Orders = Orders(native)

    /** What the shop sells. */
    val products: Products = Products(native)

    /** What customers did. */
    val events: Events = Events(native)

    /** What customers agreed to. */
    val consents: Consents = Consents(native)

    /** Points and tiers. */
    val loyalty: Loyalty = Loyalty(native)

    /** What points buy. */
    val rewards: Rewards = Rewards(native)

    /** Customers who bring their friends. */
    val referrals: Referrals = Referrals(native)

    /** Groups of customers by what is known of them. */
    val segments: Segments = Segments(native)

    /** Customers that may be one person. */
    val duplicates: Duplicates = Duplicates(native)

    /** What is known of a person, handed out or destroyed. */
    val privacy: Privacy = Privacy(native)

    /** Files taken in. */
    val imports: Imports = Imports(native)

    /** Figures over the whole shop. */
    val reports: Reports = Reports(native)

    /** Every committed change. */
    val feed: Feed = Feed(native)

    /** Who did what. */
    val audit: Audit = Audit(native)

    /** State is what the facts make it. */
    val proof: Proof = Proof(native)
}

/** The shop's settings. */
class ShopHandle internal constructor(private val native: NativeCrm) {
    /**
     * The settings in force.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun get(): ShopSettings =
        offThread { native.shopGet() }

    /** [get], on the calling thread. */
    fun getBlocking(): ShopSettings =
        translated { native.shopGet() }

    /**
     * Changes settings; what is left out stays. Where profiles or figures depend on what changed they are derived
     * anew, which takes a while on a large store.
     *
     * @param name What people call the shop.
     * @param currency The currency of its sums.
     * @param zone The zone of its days.
     * @param country The country that phone numbers and dates without one are read for.
     * @param language The language of its people.
     * @param channels Where it sells.
     * @param trustedSources Sources from the most trusted to the least.
     * @param survivorship Which of several records a field of a profile comes from.
     * @param recordsPerIdentifierMax An e-mail or phone borne by more records than this joins nobody any more: 1 to 1,000.
     * @param feedDays How many days the feed and the audit are kept: 1 to 36,500; 0 to keep them for ever. What is older goes when `feed.trim` is called.
     * @param duplicates From where on customers are taken for duplicates: probabilities of 1 to 1,000,000 that do not fall from review to match to link, and 2 to 1,000 records.
     * @param purposes What the purposes that customers are contacted for stand on, each named once, where that is other than by itself: a contract for `service`, `order` and `transaction`, consent for every other. All that were set before are replaced.
     * @param retention How long what is known of persons is kept, each kind of data named once for an action and a basis. All that were set before are replaced. What is past its time goes when `privacy.advance` is called.
     * @throws GuanxiException `invalid_field`.
     */
    suspend fun set(name: String? = null, currency: String? = null, zone: String? = null, country: String? = null, language: String? = null, channels: List<String>? = null, trustedSources: List<String>? = null, survivorship: Survivorship? = null, recordsPerIdentifierMax: Long? = null, feedDays: Long? = null, duplicates: DuplicatePolicy? = null, purposes: List<PurposeBasis>? = null, retention: List<RetentionRule>? = null): SettingsReceipt =
        offThread { native.shopSet(ShopPatch(name = name, currency = currency, zone = zone, country = country, language = language, channels = channels, trustedSources = trustedSources, survivorship = survivorship, recordsPerIdentifierMax = recordsPerIdentifierMax, feedDays = feedDays, duplicates = duplicates, purposes = purposes, retention = retention)) }

    /** [set], on the calling thread. */
    fun setBlocking(name: String? = null, currency: String? = null, zone: String? = null, country: String? = null, language: String? = null, channels: List<String>? = null, trustedSources: List<String>? = null, survivorship: Survivorship? = null, recordsPerIdentifierMax: Long? = null, feedDays: Long? = null, duplicates: DuplicatePolicy? = null, purposes: List<PurposeBasis>? = null, retention: List<RetentionRule>? = null): SettingsReceipt =
        translated { native.shopSet(ShopPatch(name = name, currency = currency, zone = zone, country = country, language = language, channels = channels, trustedSources = trustedSources, survivorship = survivorship, recordsPerIdentifierMax = recordsPerIdentifierMax, feedDays = feedDays, duplicates = duplicates, purposes = purposes, retention = retention)) }

    /**
     * Defines a field of the shop's own that customers have, or changes its limits. Its type stays.
     *
     * @throws GuanxiException `invalid_field` for a name that is no identifier or is taken, another type than before, choices without values.
     */
    suspend fun defineField(field: FieldDefinition): SettingsReceipt =
        offThread { native.shopDefineField(field) }

    /** [defineField], on the calling thread. */
    fun defineFieldBlocking(field: FieldDefinition): SettingsReceipt =
        translated { native.shopDefineField(field) }

    /**
     * Defines a physical store, or changes it; its code names it.
     *
     * @throws GuanxiException `invalid_field` for a code that is empty.
     */
    suspend fun defineStore(store: Store): SettingsReceipt =
        offThread { native.shopDefineStore(store) }

    /** [defineStore], on the calling thread. */
    fun defineStoreBlocking(store: Store): SettingsReceipt =
        translated { native.shopDefineStore(store) }
}

/** The shop's customers. */
class Customers internal constructor(private val native: NativeCrm) {
    /**
     * Takes what a source says about a person: finds the record by (source, external id), else by e-mail or phone
     * of the same source, or makes it; joins it to the customer that its identifiers name, or makes one.
     *
     * @throws GuanxiException `invalid_field` for a value that does not read; see `CustomerInput` for what each takes.
     */
    suspend fun upsert(input: CustomerInput): UpsertReceipt =
        offThread { native.customersUpsert(input) }

    /** [upsert], on the calling thread. */
    fun upsertBlocking(input: CustomerInput): UpsertReceipt =
        translated { native.customersUpsert(input) }

    /**
     * Takes many at once, in one commit: all of them or none.
     *
     * @throws GuanxiException As `upsert`, for the first that cannot be taken.
     */
    suspend fun upsertMany(inputs: List<CustomerInput>): List<UpsertReceipt> =
        offThread { native.customersUpsertMany(inputs) }

    /** [upsertMany], on the calling thread. */
    fun upsertManyBlocking(inputs: List<CustomerInput>): List<UpsertReceipt> =
        translated { native.customersUpsertMany(inputs) }

    /**
     * Changes a customer by hand. What is entered so comes before what every source says.
     *
     * @param expectedVersion Refuse when the customer's version is another one.
     * @param name The whole name.
     * @param givenName Given name.
     * @param familyName Family name.
     * @param email E-mail address.
     * @param phone Phone number.
     * @param birthDate Birth date.
     * @param gender Gender.
     * @param language Language.
     * @param company Company.
     * @param address Postal address, whole.
     * @param note A note.
     * @param addTags Tags to add.
     * @param removeTags Tags to take away, whoever gave them.
     * @param fields Values of the shop's own fields.
     * @param clear Fields to leave empty whatever the sources say: `email`, `phone`, `birth_date`, `gender`, `language`, `company`, `address`, `note`, `name`, or the name of a field of the shop's own.
     * @throws GuanxiException `not_found`; `stale_version` when `expected_version` is given and is not the present one; `invalid_field`.
     */
    suspend fun update(id: String, expectedVersion: Long? = null, name: String? = null, givenName: String? = null, familyName: String? = null, email: String? = null, phone: String? = null, birthDate: String? = null, gender: String? = null, language: String? = null, company: String? = null, address: AddressInput? = null, note: String? = null, addTags: List<String> = emptyList(), removeTags: List<String> = emptyList(), fields: Map<String, String> = emptyMap(), clear: List<String> = emptyList()): UpsertReceipt =
        offThread { native.customersUpdate(id, CustomerPatch(expectedVersion = expectedVersion, name = name, givenName = givenName, familyName = familyName, email = email, phone = phone, birthDate = birthDate, gender = gender, language = language, company = company, address = address, note = note, addTags = addTags, removeTags = removeTags, fields = fields, clear = clear)) }

    /** [update], on the calling thread. */
    fun updateBlocking(id: String, expectedVersion: Long? = null, name: String? = null, givenName: String? = null, familyName: String? = null, email: String? = null, phone: String? = null, birthDate: String? = null, gender: String? = null, language: String? = null, company: String? = null, address: AddressInput? = null, note: String? = null, addTags: List<String> = emptyList(), removeTags: List<String> = emptyList(), fields: Map<String, String> = emptyMap(), clear: List<String> = emptyList()): UpsertReceipt =
        translated { native.customersUpdate(id, CustomerPatch(expectedVersion = expectedVersion, name = name, givenName = givenName, familyName = familyName, email = email, phone = phone, birthDate = birthDate, gender = gender, language = language, company = company, address = address, note = note, addTags = addTags, removeTags = removeTags, fields = fields, clear = clear)) }

    /**
     * Takes a customer out of lists, look-ups and reports. What came in stays as facts; `privacy.erase` is what
     * forgets a person for good. A source that says something new about one of the records brings it back as a new
     * customer.
     *
     * @throws GuanxiException `not_found`; `stale_version`.
     */
    suspend fun delete(id: String, expectedVersion: Long? = null): DeleteReceipt =
        offThread { native.customersDelete(id, expectedVersion) }

    /** [delete], on the calling thread. */
    fun deleteBlocking(id: String, expectedVersion: Long? = null): DeleteReceipt =
        translated { native.customersDelete(id, expectedVersion) }

    /**
     * A customer by id; the id of one that was merged gives the customer that it went into.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun get(id: String): Customer =
        offThread { native.customersGet(id) }

    /** [get], on the calling thread. */
    fun getBlocking(id: String): Customer =
        translated { native.customersGet(id) }

    /**
     * The customer that a reference names: by id, by what a source calls it, by an e-mail or a phone.
     *
     * @throws GuanxiException `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
     */
    suspend fun resolve(customer: CustomerRef): Customer =
        offThread { native.customersResolve(customer) }

    /** [resolve], on the calling thread. */
    fun resolveBlocking(customer: CustomerRef): Customer =
        translated { native.customersResolve(customer) }

    /**
     * The customer that a reference names: by id, by what a source calls it, by an e-mail or a phone.
     *
     * @throws GuanxiException `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
     */
    suspend fun resolve(customer: String): Customer =
        resolve(customer = CustomerRef.of(customer))

    /** [resolve], on the calling thread. */
    fun resolveBlocking(customer: String): Customer =
        resolveBlocking(customer = CustomerRef.of(customer))

    /**
     * The customers that bear an e-mail, a phone number or an external id (`shopify:6940095`, or the id alone), or
     * that have a name starting with this text; best first: exact identifiers before names, more orders later on. A
     * text that reads as an e-mail is looked up as one, not as a name.
     *
     * @param text An e-mail, a phone, an external id, or the beginning of one or several names.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `invalid_field` for a text without a letter or digit.
     */
    suspend fun find(text: String = "", limit: Long? = null, cursor: String? = null): CustomerPage =
        offThread { native.customersFind(CustomerQuery(text = text, page = PageRequest(limit = limit, cursor = cursor))) }

    /** [find], on the calling thread. */
    fun findBlocking(text: String = "", limit: Long? = null, cursor: String? = null): CustomerPage =
        translated { native.customersFind(CustomerQuery(text = text, page = PageRequest(limit = limit, cursor = cursor))) }

    /** All that [find] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterFind(text: String = "", limit: Long? = null, cursor: String? = null): Flow<Customer> =
        pages(cursor) { at -> find(text = text, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterFind], on the calling thread. */
    fun iterFindBlocking(text: String = "", limit: Long? = null, cursor: String? = null): Sequence<Customer> =
        pagesBlocking(cursor) { at -> findBlocking(text = text, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * Every customer, page by page, oldest first.
     *
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`.
     */
    suspend fun list(limit: Long? = null, cursor: String? = null): CustomerPage =
        offThread { native.customersList(PageRequest(limit = limit, cursor = cursor)) }

    /** [list], on the calling thread. */
    fun listBlocking(limit: Long? = null, cursor: String? = null): CustomerPage =
        translated { native.customersList(PageRequest(limit = limit, cursor = cursor)) }

    /** All that [list] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iter(limit: Long? = null, cursor: String? = null): Flow<Customer> =
        pages(cursor) { at -> list(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iter], on the calling thread. */
    fun iterBlocking(limit: Long? = null, cursor: String? = null): Sequence<Customer> =
        pagesBlocking(cursor) { at -> listBlocking(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * How many customers there are.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun count(): Long =
        offThread { native.customersCount() }

    /** [count], on the calling thread. */
    fun countBlocking(): Long =
        translated { native.customersCount() }
}

/** What customers bought. */
class Orders internal constructor(private val native: NativeCrm) {
    /**
     * Takes an order in, or a new version of one.
     *
     * @throws GuanxiException `invalid_field` for amounts in several currencies, no amount at all, or an external id that is empty; `invalid_money` when a sum does not fit; `not_found` for a customer named by id, e-mail or phone that does not exist.
     */
    suspend fun record(input: OrderInput): OrderReceipt =
        offThread { native.ordersRecord(input) }

    /** [record], on the calling thread. */
    fun recordBlocking(input: OrderInput): OrderReceipt =
        translated { native.ordersRecord(input) }

    /**
     * Takes many at once, in one commit: all of them or none.
     *
     * @throws GuanxiException As `record`, for the first that cannot be taken.
     */
    suspend fun recordMany(inputs: List<OrderInput>): List<OrderReceipt> =
        offThread { native.ordersRecordMany(inputs) }

    /** [recordMany], on the calling thread. */
    fun recordManyBlocking(inputs: List<OrderInput>): List<OrderReceipt> =
        translated { native.ordersRecordMany(inputs) }

    /**
     * Takes a refund in. The same again gives the same receipt. It may come before its order.
     *
     * @throws GuanxiException `not_found` for an order named by id; `key_reused` when the refund came before with other content; `invalid_field` for another currency than the order's; `refund_too_large`; `invalid_field` for a sum that is not positive.
     */
    suspend fun refund(input: RefundInput): RefundReceipt =
        offThread { native.ordersRefund(input) }

    /** [refund], on the calling thread. */
    fun refundBlocking(input: RefundInput): RefundReceipt =
        translated { native.ordersRefund(input) }

    /**
     * Calls an order off: it counts in no figure from then on. Cancelling again changes nothing.
     *
     * @throws GuanxiException `invalid_field` for a reason that is empty; `not_found`.
     */
    suspend fun cancel(order: OrderRef, reason: String? = null): OrderReceipt =
        offThread { native.ordersCancel(order, reason) }

    /** [cancel], on the calling thread. */
    fun cancelBlocking(order: OrderRef, reason: String? = null): OrderReceipt =
        translated { native.ordersCancel(order, reason) }

    /**
     * Calls an order off: it counts in no figure from then on. Cancelling again changes nothing.
     *
     * @throws GuanxiException `invalid_field` for a reason that is empty; `not_found`.
     */
    suspend fun cancel(order: String, reason: String? = null): OrderReceipt =
        cancel(order = OrderRef.of(order), reason = reason)

    /** [cancel], on the calling thread. */
    fun cancelBlocking(order: String, reason: String? = null): OrderReceipt =
        cancelBlocking(order = OrderRef.of(order), reason = reason)

    /**
     * Moves an order on: paid, shipped, delivered. The same status again changes nothing.
     *
     * @param financialStatus Where its payment stands.
     * @param fulfillmentStatus Where its goods are.
     * @param at When it got there; now when left out. What the order's source says of a later instant comes before it.
     * @throws GuanxiException `not_found`.
     */
    suspend fun setStatus(order: OrderRef, financialStatus: FinancialStatus? = null, fulfillmentStatus: FulfillmentStatus? = null, at: Instant? = null): OrderReceipt =
        offThread { native.ordersSetStatus(order, StatusInput(financialStatus = financialStatus, fulfillmentStatus = fulfillmentStatus, at = at)) }

    /** [setStatus], on the calling thread. */
    fun setStatusBlocking(order: OrderRef, financialStatus: FinancialStatus? = null, fulfillmentStatus: FulfillmentStatus? = null, at: Instant? = null): OrderReceipt =
        translated { native.ordersSetStatus(order, StatusInput(financialStatus = financialStatus, fulfillmentStatus = fulfillmentStatus, at = at)) }

    /**
     * Moves an order on: paid, shipped, delivered. The same status again changes nothing.
     *
     * @param financialStatus Where its payment stands.
     * @param fulfillmentStatus Where its goods are.
     * @param at When it got there; now when left out. What the order's source says of a later instant comes before it.
     * @throws GuanxiException `not_found`.
     */
    suspend fun setStatus(order: String, financialStatus: FinancialStatus? = null, fulfillmentStatus: FulfillmentStatus? = null, at: Instant? = null): OrderReceipt =
        setStatus(order = OrderRef.of(order), financialStatus = financialStatus, fulfillmentStatus = fulfillmentStatus, at = at)

    /** [setStatus], on the calling thread. */
    fun setStatusBlocking(order: String, financialStatus: FinancialStatus? = null, fulfillmentStatus: FulfillmentStatus? = null, at: Instant? = null): OrderReceipt =
        setStatusBlocking(order = OrderRef.of(order), financialStatus = financialStatus, fulfillmentStatus = fulfillmentStatus, at = at)

    /**
     * An order.
     *
     * @throws GuanxiException `not_found`, also for one of which only refunds are known so far.
     */
    suspend fun get(order: OrderRef): Order =
        offThread { native.ordersGet(order) }

    /** [get], on the calling thread. */
    fun getBlocking(order: OrderRef): Order =
        translated { native.ordersGet(order) }

    /**
     * An order.
     *
     * @throws GuanxiException `not_found`, also for one of which only refunds are known so far.
     */
    suspend fun get(order: String): Order =
        get(order = OrderRef.of(order))

    /** [get], on the calling thread. */
    fun getBlocking(order: String): Order =
        getBlocking(order = OrderRef.of(order))

    /**
     * A customer's orders, newest first.
     *
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `not_found`.
     */
    suspend fun list(customer: CustomerRef, limit: Long? = null, cursor: String? = null): OrderPage =
        offThread { native.ordersList(customer, PageRequest(limit = limit, cursor = cursor)) }

    /** [list], on the calling thread. */
    fun listBlocking(customer: CustomerRef, limit: Long? = null, cursor: String? = null): OrderPage =
        translated { native.ordersList(customer, PageRequest(limit = limit, cursor = cursor)) }

    /**
     * A customer's orders, newest first.
     *
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `not_found`.
     */
    suspend fun list(customer: String, limit: Long? = null, cursor: String? = null): OrderPage =
        list(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** [list], on the calling thread. */
    fun listBlocking(customer: String, limit: Long? = null, cursor: String? = null): OrderPage =
        listBlocking(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** All that [list] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iter(customer: CustomerRef, limit: Long? = null, cursor: String? = null): Flow<Order> =
        pages(cursor) { at -> list(customer = customer, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iter], on the calling thread. */
    fun iterBlocking(customer: CustomerRef, limit: Long? = null, cursor: String? = null): Sequence<Order> =
        pagesBlocking(cursor) { at -> listBlocking(customer = customer, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** All that [list] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iter(customer: String, limit: Long? = null, cursor: String? = null): Flow<Order> =
        iter(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** [iter], on the calling thread. */
    fun iterBlocking(customer: String, limit: Long? = null, cursor: String? = null): Sequence<Order> =
        iterBlocking(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /**
     * The figures of a customer's orders.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun metrics(customer: String): CustomerMetrics =
        offThread { native.ordersMetrics(customer) }

    /** [metrics], on the calling thread. */
    fun metricsBlocking(customer: String): CustomerMetrics =
        translated { native.ordersMetrics(customer) }

    /**
     * How many orders are known, whether they count or not.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun count(): Long =
        offThread { native.ordersCount() }

    /** [count], on the calling thread. */
    fun countBlocking(): Long =
        translated { native.ordersCount() }
}

/** What the shop sells. */
class Products internal constructor(private val native: NativeCrm) {
    /**
     * Takes a product in, or a new version of one. The same content again changes nothing.
     *
     * @throws GuanxiException `invalid_field` for a SKU that is empty or too long.
     */
    suspend fun upsert(input: ProductInput): ProductReceipt =
        offThread { native.productsUpsert(input) }

    /** [upsert], on the calling thread. */
    fun upsertBlocking(input: ProductInput): ProductReceipt =
        translated { native.productsUpsert(input) }

    /**
     * A product as it is now.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun get(sku: String): Product =
        offThread { native.productsGet(sku) }

    /** [get], on the calling thread. */
    fun getBlocking(sku: String): Product =
        translated { native.productsGet(sku) }

    /**
     * Every product as it is now, by SKU.
     *
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`.
     */
    suspend fun list(limit: Long? = null, cursor: String? = null): ProductPage =
        offThread { native.productsList(PageRequest(limit = limit, cursor = cursor)) }

    /** [list], on the calling thread. */
    fun listBlocking(limit: Long? = null, cursor: String? = null): ProductPage =
        translated { native.productsList(PageRequest(limit = limit, cursor = cursor)) }

    /** All that [list] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iter(limit: Long? = null, cursor: String? = null): Flow<Product> =
        pages(cursor) { at -> list(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iter], on the calling thread. */
    fun iterBlocking(limit: Long? = null, cursor: String? = null): Sequence<Product> =
        pagesBlocking(cursor) { at -> listBlocking(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }
}

/** What customers did. */
class Events internal constructor(private val native: NativeCrm) {
    /**
     * Takes an event in.
     *
     * @throws GuanxiException `invalid_field` for a name that is empty or properties that are too large; `not_found` for a customer named by id, e-mail or phone that does not exist.
     */
    suspend fun record(input: EventInput): EventReceipt =
        offThread { native.eventsRecord(input) }

    /** [record], on the calling thread. */
    fun recordBlocking(input: EventInput): EventReceipt =
        translated { native.eventsRecord(input) }

    /**
     * Takes several events in, all or none.
     *
     * @throws GuanxiException As `record`, for the first that is refused.
     */
    suspend fun recordMany(inputs: List<EventInput>): List<EventReceipt> =
        offThread { native.eventsRecordMany(inputs) }

    /** [recordMany], on the calling thread. */
    fun recordManyBlocking(inputs: List<EventInput>): List<EventReceipt> =
        translated { native.eventsRecordMany(inputs) }

    /**
     * Everything a customer did and had, newest first.
     *
     * @param customer Whose.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `not_found`.
     */
    suspend fun timeline(customer: CustomerRef, limit: Long? = null, cursor: String? = null): TimelinePage =
        offThread { native.eventsTimeline(TimelineQuery(customer = customer, page = PageRequest(limit = limit, cursor = cursor))) }

    /** [timeline], on the calling thread. */
    fun timelineBlocking(customer: CustomerRef, limit: Long? = null, cursor: String? = null): TimelinePage =
        translated { native.eventsTimeline(TimelineQuery(customer = customer, page = PageRequest(limit = limit, cursor = cursor))) }

    /**
     * Everything a customer did and had, newest first.
     *
     * @param customer Whose.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `not_found`.
     */
    suspend fun timeline(customer: String, limit: Long? = null, cursor: String? = null): TimelinePage =
        timeline(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** [timeline], on the calling thread. */
    fun timelineBlocking(customer: String, limit: Long? = null, cursor: String? = null): TimelinePage =
        timelineBlocking(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** All that [timeline] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterTimeline(customer: CustomerRef, limit: Long? = null, cursor: String? = null): Flow<TimelineItem> =
        pages(cursor) { at -> timeline(customer = customer, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterTimeline], on the calling thread. */
    fun iterTimelineBlocking(customer: CustomerRef, limit: Long? = null, cursor: String? = null): Sequence<TimelineItem> =
        pagesBlocking(cursor) { at -> timelineBlocking(customer = customer, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** All that [timeline] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterTimeline(customer: String, limit: Long? = null, cursor: String? = null): Flow<TimelineItem> =
        iterTimeline(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** [iterTimeline], on the calling thread. */
    fun iterTimelineBlocking(customer: String, limit: Long? = null, cursor: String? = null): Sequence<TimelineItem> =
        iterTimelineBlocking(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)
}

/** What customers agreed to. */
class Consents internal constructor(private val native: NativeCrm) {
    /**
     * Takes an entry in. Without a time of its own, an entry that says again what its record said last changes nothing:
     * nobody was asked again. A no can be said to every channel (`*`); it counts for each until something else is said of
     * that one later.
     *
     * @throws GuanxiException `invalid_field`, also for a yes to every channel; `not_found` for a customer that does not exist.
     */
    suspend fun record(input: ConsentInput): ConsentReceipt =
        offThread { native.consentsRecord(input) }

    /** [record], on the calling thread. */
    fun recordBlocking(input: ConsentInput): ConsentReceipt =
        translated { native.consentsRecord(input) }

    /**
     * Asks a customer for a consent: it is pending until `confirm` is called with the token, which the app
     * sends to the address (double opt-in, rule M4). Where it is granted already nothing is asked.
     *
     * @throws GuanxiException `invalid_field`, also for an address that is none of the customer's, and where it has none; `not_found`; `deleted`.
     */
    suspend fun request(input: ConsentRequestInput): ConsentRequest =
        offThread { native.consentsRequest(input) }

    /** [request], on the calling thread. */
    fun requestBlocking(input: ConsentRequestInput): ConsentRequest =
        translated { native.consentsRequest(input) }

    /**
     * Grants what was asked for with this token, once. The same again changes nothing as long as that holds.
     *
     * @throws GuanxiException `invalid_field` for what cannot be a token; `not_found`; `deleted`; `consent_closed` when it was used and withdrawn since, has expired, the customer withdrew or objected after it was asked for, or the address is the customer's no more.
     */
    suspend fun confirm(token: String): ConsentReceipt =
        offThread { native.consentsConfirm(token) }

    /** [confirm], on the calling thread. */
    fun confirmBlocking(token: String): ConsentReceipt =
        translated { native.consentsConfirm(token) }

    /**
     * What a customer agreed to, as it stood at an instant: one entry per purpose × channel, sorted.
     *
     * @param customer Whose.
     * @param at As of when; as of everything known when left out.
     * @throws GuanxiException `not_found`.
     */
    suspend fun state(customer: CustomerRef, at: Instant? = null): List<Consent> =
        offThread { native.consentsState(ConsentQuery(customer = customer, at = at)) }

    /** [state], on the calling thread. */
    fun stateBlocking(customer: CustomerRef, at: Instant? = null): List<Consent> =
        translated { native.consentsState(ConsentQuery(customer = customer, at = at)) }

    /**
     * What a customer agreed to, as it stood at an instant: one entry per purpose × channel, sorted.
     *
     * @param customer Whose.
     * @param at As of when; as of everything known when left out.
     * @throws GuanxiException `not_found`.
     */
    suspend fun state(customer: String, at: Instant? = null): List<Consent> =
        state(customer = CustomerRef.of(customer), at = at)

    /** [state], on the calling thread. */
    fun stateBlocking(customer: String, at: Instant? = null): List<Consent> =
        stateBlocking(customer = CustomerRef.of(customer), at = at)

    /**
     * Whether a customer may be contacted for a purpose by a channel, as it stood at an instant, and why. It is the one
     * gate: whatever is sent asks it, at the time of sending. `reachable` of segments gives the same answer for
     * `marketing`.
     *
     * Whatever the purpose, processing must not be restricted (`privacy.restrict`), and the customer must have an address that
     * is not suppressed and from which nothing came back for good. Beyond that it hangs on what the purpose stands on,
     * which the shop's settings tell (`purposes`): under consent the last word must be yes; under the shop's interest it must
     * not be anything else, and nothing said is no obstacle; under a contract or a law nobody is asked, and no objection
     * counts (GDPR articles 6, 7 and 21, PIPL articles 13 to 15).
     *
     * @param customer Whom.
     * @param purpose For what: `marketing`, `service`. Letter case does not matter.
     * @param channel By which channel: `email`, `sms`, `phone`, `whatsapp`, `wechat`. Letter case does not matter.
     * @param at As of when; as of everything known when left out. Addresses and what purposes stand on are those of now.
     * @throws GuanxiException `invalid_field`, also for an e-mail or phone that does not read, or that several customers bear; `not_found`; `erased`.
     */
    suspend fun mayContact(customer: CustomerRef, purpose: String, channel: String, at: Instant? = null): ContactDecision =
        offThread { native.consentsMayContact(ContactQuery(customer = customer, purpose = purpose, channel = channel, at = at)) }

    /** [mayContact], on the calling thread. */
    fun mayContactBlocking(customer: CustomerRef, purpose: String, channel: String, at: Instant? = null): ContactDecision =
        translated { native.consentsMayContact(ContactQuery(customer = customer, purpose = purpose, channel = channel, at = at)) }

    /**
     * Whether a customer may be contacted for a purpose by a channel, as it stood at an instant, and why. It is the one
     * gate: whatever is sent asks it, at the time of sending. `reachable` of segments gives the same answer for
     * `marketing`.
     *
     * Whatever the purpose, processing must not be restricted (`privacy.restrict`), and the customer must have an address that
     * is not suppressed and from which nothing came back for good. Beyond that it hangs on what the purpose stands on,
     * which the shop's settings tell (`purposes`): under consent the last word must be yes; under the shop's interest it must
     * not be anything else, and nothing said is no obstacle; under a contract or a law nobody is asked, and no objection
     * counts (GDPR articles 6, 7 and 21, PIPL articles 13 to 15).
     *
     * @param customer Whom.
     * @param purpose For what: `marketing`, `service`. Letter case does not matter.
     * @param channel By which channel: `email`, `sms`, `phone`, `whatsapp`, `wechat`. Letter case does not matter.
     * @param at As of when; as of everything known when left out. Addresses and what purposes stand on are those of now.
     * @throws GuanxiException `invalid_field`, also for an e-mail or phone that does not read, or that several customers bear; `not_found`; `erased`.
     */
    suspend fun mayContact(customer: String, purpose: String, channel: String, at: Instant? = null): ContactDecision =
        mayContact(customer = CustomerRef.of(customer), purpose = purpose, channel = channel, at = at)

    /** [mayContact], on the calling thread. */
    fun mayContactBlocking(customer: String, purpose: String, channel: String, at: Instant? = null): ContactDecision =
        mayContactBlocking(customer = CustomerRef.of(customer), purpose = purpose, channel = channel, at = at)
}

/** Points and tiers. */
class Loyalty internal constructor(private val native: NativeCrm) {
    /**
     * Defines a program, or a new version of one. The same terms again change nothing; what was earned stays as it is.
     *
     * @throws GuanxiException `invalid_field`, naming the first field that cannot be taken.
     */
    suspend fun defineProgram(name: String, terms: ProgramTerms): ProgramReceipt =
        offThread { native.loyaltyDefineProgram(name, terms) }

    /** [defineProgram], on the calling thread. */
    fun defineProgramBlocking(name: String, terms: ProgramTerms): ProgramReceipt =
        translated { native.loyaltyDefineProgram(name, terms) }

    /**
     * Every program as it is now, by name.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun programs(): List<Program> =
        offThread { native.loyaltyPrograms() }

    /** [programs], on the calling thread. */
    fun programsBlocking(): List<Program> =
        translated { native.loyaltyPrograms() }

    /**
     * Points for an order, on the record it is booked on (rules P3, P9). Asked again it gives the same entry. Points
     * that paid for a part of the order are redeemed before, so that this part earns nothing.
     *
     * @throws GuanxiException `not_found`, also for the program; `invalid_field` for nobody's order or a time ahead of the clock; `deleted`; `key_reused`; `program_refuses`; `invalid_money` for another currency.
     */
    suspend fun earn(input: EarnInput): PointsReceipt =
        offThread { native.loyaltyEarn(input) }

    /** [earn], on the calling thread. */
    fun earnBlocking(input: EarnInput): PointsReceipt =
        translated { native.loyaltyEarn(input) }

    /**
     * Points for many orders, in one commit: all of them or none.
     *
     * @throws GuanxiException As `earn`, for the first that cannot earn.
     */
    suspend fun earnMany(inputs: List<EarnInput>): List<PointsReceipt> =
        offThread { native.loyaltyEarnMany(inputs) }

    /** [earnMany], on the calling thread. */
    fun earnManyBlocking(inputs: List<EarnInput>): List<PointsReceipt> =
        translated { native.loyaltyEarnMany(inputs) }

    /**
     * Points for something a customer did, as the program has it.
     *
     * @throws GuanxiException `not_found`; `program_refuses` for an event that earns nothing; `deleted`; `key_reused`; `invalid_field`.
     */
    suspend fun earnEvent(input: EarnEventInput): PointsReceipt =
        offThread { native.loyaltyEarnEvent(input) }

    /** [earnEvent], on the calling thread. */
    fun earnEventBlocking(input: EarnEventInput): PointsReceipt =
        translated { native.loyaltyEarnEvent(input) }

    /**
     * What an order would earn, and why; nothing is written, and the order need not be recorded.
     *
     * @throws GuanxiException `not_found` for the program; `invalid_field`, `invalid_money` as for an order.
     */
    suspend fun preview(input: PreviewInput): EarningExplanation =
        offThread { native.loyaltyPreview(input) }

    /** [preview], on the calling thread. */
    fun previewBlocking(input: PreviewInput): EarningExplanation =
        translated { native.loyaltyPreview(input) }

    /**
     * Spends points: those that expire first go first (rule P2). For an order it is known by the order.
     *
     * @throws GuanxiException `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses` for the program's limits; `insufficient_points`.
     */
    suspend fun redeem(input: RedeemInput): PointsReceipt =
        offThread { native.loyaltyRedeem(input) }

    /** [redeem], on the calling thread. */
    fun redeemBlocking(input: RedeemInput): PointsReceipt =
        translated { native.loyaltyRedeem(input) }

    /**
     * Sets points aside for a while, as for a checkout (rule P6).
     *
     * @throws GuanxiException As `redeem`.
     */
    suspend fun hold(input: RedeemInput): PointsReceipt =
        offThread { native.loyaltyHold(input) }

    /** [hold], on the calling thread. */
    fun holdBlocking(input: RedeemInput): PointsReceipt =
        translated { native.loyaltyHold(input) }

    /**
     * Spends held points, all or some; the others go back to their lots.
     *
     * @throws GuanxiException `not_found`; `deleted`; `key_reused`; `program_refuses` when the hold ended; `invalid_field`; `insufficient_points`.
     */
    suspend fun capture(input: CaptureInput): PointsReceipt =
        offThread { native.loyaltyCapture(input) }

    /** [capture], on the calling thread. */
    fun captureBlocking(input: CaptureInput): PointsReceipt =
        translated { native.loyaltyCapture(input) }

    /**
     * Calls a hold off: its points go back to their lots.
     *
     * @throws GuanxiException `not_found`; `deleted`; `program_refuses` when the hold ended otherwise.
     */
    suspend fun voidHold(hold: String): PointsReceipt =
        offThread { native.loyaltyVoidHold(hold) }

    /** [voidHold], on the calling thread. */
    fun voidHoldBlocking(hold: String): PointsReceipt =
        translated { native.loyaltyVoidHold(hold) }

    /**
     * Gives spent points back to the lots they came from, with their dates (rule P7).
     *
     * @throws GuanxiException `not_found`; `program_refuses` for what paid for a reward, which is cancelled instead; `deleted`; `key_reused`; `invalid_field`; `program_refuses` for more than is left of it.
     */
    suspend fun giveBack(input: GiveBackInput): PointsReceipt =
        offThread { native.loyaltyGiveBack(input) }

    /** [giveBack], on the calling thread. */
    fun giveBackBlocking(input: GiveBackInput): PointsReceipt =
        translated { native.loyaltyGiveBack(input) }

    /**
     * Goods came back: gives back the points that paid for them, then takes back the points they earned, by the split
     * that was recorded when they were earned (rules P8, P9). How much money goes back is answered, too.
     *
     * @throws GuanxiException `not_found`; `deleted`; `key_reused`; `program_refuses` before the order earned; `invalid_field` for units that cannot come back.
     */
    suspend fun returnOrder(input: ReturnInput): ReturnReceipt =
        offThread { native.loyaltyReturnOrder(input) }

    /** [returnOrder], on the calling thread. */
    fun returnOrderBlocking(input: ReturnInput): ReturnReceipt =
        translated { native.loyaltyReturnOrder(input) }

    /**
     * Gives or takes points by hand, for a reason. What is given can be spent at once.
     *
     * @throws GuanxiException `not_found`; `invalid_field`; `deleted`; `key_reused`; `insufficient_points`.
     */
    suspend fun adjust(input: AdjustInput): PointsReceipt =
        offThread { native.loyaltyAdjust(input) }

    /** [adjust], on the calling thread. */
    fun adjustBlocking(input: AdjustInput): PointsReceipt =
        translated { native.loyaltyAdjust(input) }

    /**
     * Takes a lot of points in that was earned elsewhere, with its dates: the opening balance of a new program.
     *
     * @throws GuanxiException `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses`.
     */
    suspend fun importPoints(input: ImportPointsInput): PointsReceipt =
        offThread { native.loyaltyImportPoints(input) }

    /** [importPoints], on the calling thread. */
    fun importPointsBlocking(input: ImportPointsInput): PointsReceipt =
        translated { native.loyaltyImportPoints(input) }

    /**
     * Gives points to another member; they keep their dates.
     *
     * @throws GuanxiException `not_found`; `invalid_field`, also for the same member; `deleted`; `key_reused`; `program_refuses`; `insufficient_points`.
     */
    suspend fun transfer(input: TransferInput): PointsReceipt =
        offThread { native.loyaltyTransfer(input) }

    /** [transfer], on the calling thread. */
    fun transferBlocking(input: TransferInput): PointsReceipt =
        translated { native.loyaltyTransfer(input) }

    /**
     * Brings a member into a pool, whose members spend each other's points, those that expire first before others, whosever
     * they are (rule P14). Points stay whose they are: only what redeems and holds, rewards included, draws on the pool.
     * A member that is in it already stays.
     *
     * @throws GuanxiException `not_found`; `invalid_field`; `deleted`; `program_refuses` for a member of another pool, a pool that is full, and a program that has none.
     */
    suspend fun joinPool(input: PoolInput): PointPool =
        offThread { native.loyaltyJoinPool(input) }

    /** [joinPool], on the calling thread. */
    fun joinPoolBlocking(input: PoolInput): PointPool =
        translated { native.loyaltyJoinPool(input) }

    /**
     * Takes a member out of its pool, with what it has; nothing that was spent is paid back. Answers with the pool that it
     * left, if it was in one.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun leavePool(customer: CustomerRef, program: String? = null): PointPool? =
        offThread { native.loyaltyLeavePool(customer, program) }

    /** [leavePool], on the calling thread. */
    fun leavePoolBlocking(customer: CustomerRef, program: String? = null): PointPool? =
        translated { native.loyaltyLeavePool(customer, program) }

    /**
     * Takes a member out of its pool, with what it has; nothing that was spent is paid back. Answers with the pool that it
     * left, if it was in one.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun leavePool(customer: String, program: String? = null): PointPool? =
        leavePool(customer = CustomerRef.of(customer), program = program)

    /** [leavePool], on the calling thread. */
    fun leavePoolBlocking(customer: String, program: String? = null): PointPool? =
        leavePoolBlocking(customer = CustomerRef.of(customer), program = program)

    /**
     * The pool of a member, with what it can spend now, if it is in one. `balance` is the member's own.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun pool(customer: CustomerRef, program: String? = null): PointPool? =
        offThread { native.loyaltyPool(customer, program) }

    /** [pool], on the calling thread. */
    fun poolBlocking(customer: CustomerRef, program: String? = null): PointPool? =
        translated { native.loyaltyPool(customer, program) }

    /**
     * The pool of a member, with what it can spend now, if it is in one. `balance` is the member's own.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun pool(customer: String, program: String? = null): PointPool? =
        pool(customer = CustomerRef.of(customer), program = program)

    /** [pool], on the calling thread. */
    fun poolBlocking(customer: String, program: String? = null): PointPool? =
        poolBlocking(customer = CustomerRef.of(customer), program = program)

    /**
     * What a member has at an instant, or had, or was known to have.
     *
     * @param customer Whose.
     * @param program The program; may be left out when the shop has one.
     * @param at As of this instant; now when left out.
     * @param knownAt As it was known at this instant; now when left out.
     * @throws GuanxiException `not_found`.
     */
    suspend fun balance(customer: CustomerRef, program: String? = null, at: Instant? = null, knownAt: Instant? = null): PointBalance =
        offThread { native.loyaltyBalance(BalanceQuery(customer = customer, program = program, at = at, knownAt = knownAt)) }

    /** [balance], on the calling thread. */
    fun balanceBlocking(customer: CustomerRef, program: String? = null, at: Instant? = null, knownAt: Instant? = null): PointBalance =
        translated { native.loyaltyBalance(BalanceQuery(customer = customer, program = program, at = at, knownAt = knownAt)) }

    /**
     * What a member has at an instant, or had, or was known to have.
     *
     * @param customer Whose.
     * @param program The program; may be left out when the shop has one.
     * @param at As of this instant; now when left out.
     * @param knownAt As it was known at this instant; now when left out.
     * @throws GuanxiException `not_found`.
     */
    suspend fun balance(customer: String, program: String? = null, at: Instant? = null, knownAt: Instant? = null): PointBalance =
        balance(customer = CustomerRef.of(customer), program = program, at = at, knownAt = knownAt)

    /** [balance], on the calling thread. */
    fun balanceBlocking(customer: String, program: String? = null, at: Instant? = null, knownAt: Instant? = null): PointBalance =
        balanceBlocking(customer = CustomerRef.of(customer), program = program, at = at, knownAt = knownAt)

    /**
     * A member's entries, newest first.
     *
     * @param customer Whose.
     * @param program The program; may be left out when the shop has one.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `not_found`.
     */
    suspend fun entries(customer: CustomerRef, program: String? = null, limit: Long? = null, cursor: String? = null): EntryPage =
        offThread { native.loyaltyEntries(EntryQuery(customer = customer, program = program, page = PageRequest(limit = limit, cursor = cursor))) }

    /** [entries], on the calling thread. */
    fun entriesBlocking(customer: CustomerRef, program: String? = null, limit: Long? = null, cursor: String? = null): EntryPage =
        translated { native.loyaltyEntries(EntryQuery(customer = customer, program = program, page = PageRequest(limit = limit, cursor = cursor))) }

    /**
     * A member's entries, newest first.
     *
     * @param customer Whose.
     * @param program The program; may be left out when the shop has one.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `not_found`.
     */
    suspend fun entries(customer: String, program: String? = null, limit: Long? = null, cursor: String? = null): EntryPage =
        entries(customer = CustomerRef.of(customer), program = program, limit = limit, cursor = cursor)

    /** [entries], on the calling thread. */
    fun entriesBlocking(customer: String, program: String? = null, limit: Long? = null, cursor: String? = null): EntryPage =
        entriesBlocking(customer = CustomerRef.of(customer), program = program, limit = limit, cursor = cursor)

    /** All that [entries] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterEntries(customer: CustomerRef, program: String? = null, limit: Long? = null, cursor: String? = null): Flow<PointEntry> =
        pages(cursor) { at -> entries(customer = customer, program = program, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterEntries], on the calling thread. */
    fun iterEntriesBlocking(customer: CustomerRef, program: String? = null, limit: Long? = null, cursor: String? = null): Sequence<PointEntry> =
        pagesBlocking(cursor) { at -> entriesBlocking(customer = customer, program = program, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** All that [entries] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterEntries(customer: String, program: String? = null, limit: Long? = null, cursor: String? = null): Flow<PointEntry> =
        iterEntries(customer = CustomerRef.of(customer), program = program, limit = limit, cursor = cursor)

    /** [iterEntries], on the calling thread. */
    fun iterEntriesBlocking(customer: String, program: String? = null, limit: Long? = null, cursor: String? = null): Sequence<PointEntry> =
        iterEntriesBlocking(customer = CustomerRef.of(customer), program = program, limit = limit, cursor = cursor)

    /**
     * Why an entry is what it is: the arithmetic, the lots, and a sentence.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun explain(entry: String): EntryExplanation =
        offThread { native.loyaltyExplain(entry) }

    /** [explain], on the calling thread. */
    fun explainBlocking(entry: String): EntryExplanation =
        translated { native.loyaltyExplain(entry) }

    /**
     * Books what time alone did: points that expired, holds that ran out, in the order of their times; then what members
     * earn on their birthdays and anniversaries; then tells the feed who came into another tier. Balances and tiers are
     * right without it, but for what occasions earn.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun advance(): AdvanceReport =
        offThread { native.loyaltyAdvance() }

    /** [advance], on the calling thread. */
    fun advanceBlocking(): AdvanceReport =
        translated { native.loyaltyAdvance() }

    /**
     * What a program owes its members (rule P12).
     *
     * @throws GuanxiException `not_found`; `invalid_money` when a sum does not fit.
     */
    suspend fun liability(program: String? = null, at: Instant? = null): LiabilityReport =
        offThread { native.loyaltyLiability(program, at) }

    /** [liability], on the calling thread. */
    fun liabilityBlocking(program: String? = null, at: Instant? = null): LiabilityReport =
        translated { native.loyaltyLiability(program, at) }

    /**
     * What became of points, by the month of the program's zone in which they were earned: spent, expired, taken back or
     * still there at an instant, by the clock and by what took effect up to then (rule P12b). Points of customers who are
     * deleted now are `forfeited`.
     *
     * @throws GuanxiException `not_found`; `invalid_field` where the shop has several programs and none is named.
     */
    suspend fun pointCohorts(program: String? = null, at: Instant? = null): PointCohortReport =
        offThread { native.loyaltyPointCohorts(program, at) }

    /** [pointCohorts], on the calling thread. */
    fun pointCohortsBlocking(program: String? = null, at: Instant? = null): PointCohortReport =
        translated { native.loyaltyPointCohorts(program, at) }

    /**
     * What a program cost in a period (rule P12c): points by what moved them and what they are worth, rewards, and the share of
     * the net revenue of the orders that earned in it. A period is from its first instant to that after its last; without
     * one it has no end on that side. What took effect in it counts, whenever it came in.
     *
     * @throws GuanxiException `invalid_field` unless `since` is earlier than `until`; `not_found`; `invalid_money` when a sum does not fit.
     */
    suspend fun programCost(since: Instant? = null, until: Instant? = null, program: String? = null): ProgramCostReport =
        offThread { native.loyaltyProgramCost(since, until, program) }

    /** [programCost], on the calling thread. */
    fun programCostBlocking(since: Instant? = null, until: Instant? = null, program: String? = null): ProgramCostReport =
        translated { native.loyaltyProgramCost(since, until, program) }

    /**
     * What other terms would have meant for the orders of a period: they earn once as the program is and once as it would
     * be, as if none had earned before and nothing had come back. Points that paid for an order, first orders and tiers
     * are as they are recorded; a tier that counts points counts those that were really earned. Nothing is written.
     *
     * @param terms All of its terms, as they would be.
     * @param program The program; may be left out when the shop has one.
     * @param since Orders placed at this instant or later; from the first on when left out.
     * @param until Orders placed before this instant; up to the last when left out.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_field`, also for the terms; `invalid_cursor`; `not_found`; `invalid_money` when a sum does not fit.
     */
    suspend fun simulate(terms: ProgramTerms, program: String? = null, since: Instant? = null, until: Instant? = null, limit: Long? = null, cursor: String? = null): SimulationPage =
        offThread { native.loyaltySimulate(SimulationQuery(program = program, terms = terms, since = since, until = until, page = PageRequest(limit = limit, cursor = cursor))) }

    /** [simulate], on the calling thread. */
    fun simulateBlocking(terms: ProgramTerms, program: String? = null, since: Instant? = null, until: Instant? = null, limit: Long? = null, cursor: String? = null): SimulationPage =
        translated { native.loyaltySimulate(SimulationQuery(program = program, terms = terms, since = since, until = until, page = PageRequest(limit = limit, cursor = cursor))) }

    /** All that [simulate] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterSimulate(terms: ProgramTerms, program: String? = null, since: Instant? = null, until: Instant? = null, limit: Long? = null, cursor: String? = null): Flow<CustomerSimulation> =
        pages(cursor) { at -> simulate(terms = terms, program = program, since = since, until = until, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterSimulate], on the calling thread. */
    fun iterSimulateBlocking(terms: ProgramTerms, program: String? = null, since: Instant? = null, until: Instant? = null, limit: Long? = null, cursor: String? = null): Sequence<CustomerSimulation> =
        pagesBlocking(cursor) { at -> simulateBlocking(terms = terms, program = program, since = since, until = until, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * Whose birthdays and anniversaries come on some days, by day: with when they are kept and how many years it is (rules D1,
     * D5), and at what instant to greet (rule D2). All customers are looked through. Anniversaries are by days of the shop's zone.
     *
     * @param since The first day.
     * @param until The day after the last, 366 days later at most.
     * @param kinds Which; all when left out.
     * @param leapDay When those of 29 February are kept in common years (rule D1).
     * @param greeting At what time of the day to greet; without it occasions are days alone (rule D2).
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_field`; `invalid_cursor`.
     */
    suspend fun occasions(since: LocalDate, until: LocalDate, kinds: List<OccasionKind> = emptyList(), leapDay: LeapPolicy? = null, greeting: Greeting? = null, limit: Long? = null, cursor: String? = null): OccasionPage =
        offThread { native.loyaltyOccasions(OccasionQuery(since = since, until = until, kinds = kinds, leapDay = leapDay, greeting = greeting, page = PageRequest(limit = limit, cursor = cursor))) }

    /** [occasions], on the calling thread. */
    fun occasionsBlocking(since: LocalDate, until: LocalDate, kinds: List<OccasionKind> = emptyList(), leapDay: LeapPolicy? = null, greeting: Greeting? = null, limit: Long? = null, cursor: String? = null): OccasionPage =
        translated { native.loyaltyOccasions(OccasionQuery(since = since, until = until, kinds = kinds, leapDay = leapDay, greeting = greeting, page = PageRequest(limit = limit, cursor = cursor))) }

    /** All that [occasions] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterOccasions(since: LocalDate, until: LocalDate, kinds: List<OccasionKind> = emptyList(), leapDay: LeapPolicy? = null, greeting: Greeting? = null, limit: Long? = null, cursor: String? = null): Flow<Occasion> =
        pages(cursor) { at -> occasions(since = since, until = until, kinds = kinds, leapDay = leapDay, greeting = greeting, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterOccasions], on the calling thread. */
    fun iterOccasionsBlocking(since: LocalDate, until: LocalDate, kinds: List<OccasionKind> = emptyList(), leapDay: LeapPolicy? = null, greeting: Greeting? = null, limit: Long? = null, cursor: String? = null): Sequence<Occasion> =
        pagesBlocking(cursor) { at -> occasionsBlocking(since = since, until = until, kinds = kinds, leapDay = leapDay, greeting = greeting, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * The holidays of the Chinese lunar calendar on some days, the last of which is left out (rules D3, D4). They are known
     * from 1900 to 2100.
     *
     * @throws GuanxiException `invalid_field` for no days at all.
     */
    suspend fun holidays(since: LocalDate, until: LocalDate): List<Holiday> =
        offThread { native.loyaltyHolidays(since, until) }

    /** [holidays], on the calling thread. */
    fun holidaysBlocking(since: LocalDate, until: LocalDate): List<Holiday> =
        translated { native.loyaltyHolidays(since, until) }

    /**
     * Splits the price of a sale between goods and points, by what each would be sold for alone (IFRS 15).
     *
     * @throws GuanxiException `invalid_money` for several currencies; `invalid_field`.
     */
    suspend fun allocate(input: AllocationInput): Allocation =
        offThread { native.loyaltyAllocate(input) }

    /** [allocate], on the calling thread. */
    fun allocateBlocking(input: AllocationInput): Allocation =
        translated { native.loyaltyAllocate(input) }

    /**
     * Revenue to be recognised now for points redeemed so far, out of what was deferred (IFRS 15).
     *
     * @throws GuanxiException `invalid_field`; `invalid_money`.
     */
    suspend fun recognise(input: RecognitionInput): Recognition =
        offThread { native.loyaltyRecognise(input) }

    /** [recognise], on the calling thread. */
    fun recogniseBlocking(input: RecognitionInput): Recognition =
        translated { native.loyaltyRecognise(input) }

    /**
     * The tier of a member at an instant, what is missing for the next, and what time alone will change.
     *
     * @param customer Whose.
     * @param program The program; may be left out when the shop has one.
     * @param at As of this instant; now when left out.
     * @throws GuanxiException `not_found`; `program_refuses` for a program without tiers.
     */
    suspend fun tier(customer: CustomerRef, program: String? = null, at: Instant? = null): TierStatus =
        offThread { native.loyaltyTier(TierQuery(customer = customer, program = program, at = at)) }

    /** [tier], on the calling thread. */
    fun tierBlocking(customer: CustomerRef, program: String? = null, at: Instant? = null): TierStatus =
        translated { native.loyaltyTier(TierQuery(customer = customer, program = program, at = at)) }

    /**
     * The tier of a member at an instant, what is missing for the next, and what time alone will change.
     *
     * @param customer Whose.
     * @param program The program; may be left out when the shop has one.
     * @param at As of this instant; now when left out.
     * @throws GuanxiException `not_found`; `program_refuses` for a program without tiers.
     */
    suspend fun tier(customer: String, program: String? = null, at: Instant? = null): TierStatus =
        tier(customer = CustomerRef.of(customer), program = program, at = at)

    /** [tier], on the calling thread. */
    fun tierBlocking(customer: String, program: String? = null, at: Instant? = null): TierStatus =
        tierBlocking(customer = CustomerRef.of(customer), program = program, at = at)

    /**
     * Every change of a member's tier up to an instant, with its reason.
     *
     * @param customer Whose.
     * @param program The program; may be left out when the shop has one.
     * @param at As of this instant; now when left out.
     * @throws GuanxiException As `tier`.
     */
    suspend fun tierHistory(customer: CustomerRef, program: String? = null, at: Instant? = null): List<TierChange> =
        offThread { native.loyaltyTierHistory(TierQuery(customer = customer, program = program, at = at)) }

    /** [tierHistory], on the calling thread. */
    fun tierHistoryBlocking(customer: CustomerRef, program: String? = null, at: Instant? = null): List<TierChange> =
        translated { native.loyaltyTierHistory(TierQuery(customer = customer, program = program, at = at)) }

    /**
     * Every change of a member's tier up to an instant, with its reason.
     *
     * @param customer Whose.
     * @param program The program; may be left out when the shop has one.
     * @param at As of this instant; now when left out.
     * @throws GuanxiException As `tier`.
     */
    suspend fun tierHistory(customer: String, program: String? = null, at: Instant? = null): List<TierChange> =
        tierHistory(customer = CustomerRef.of(customer), program = program, at = at)

    /** [tierHistory], on the calling thread. */
    fun tierHistoryBlocking(customer: String, program: String? = null, at: Instant? = null): List<TierChange> =
        tierHistoryBlocking(customer = CustomerRef.of(customer), program = program, at = at)

    /**
     * How many members each tier has at an instant.
     *
     * @throws GuanxiException As `tier`.
     */
    suspend fun tierReport(program: String? = null, at: Instant? = null): TierReport =
        offThread { native.loyaltyTierReport(program, at) }

    /** [tierReport], on the calling thread. */
    fun tierReportBlocking(program: String? = null, at: Instant? = null): TierReport =
        translated { native.loyaltyTierReport(program, at) }

    /**
     * Who moved between tiers from one instant to another, now when left out: from which to which, and how many came up, fell,
     * came into the tiers and out of them. Customers as they are now, with the tier that they had at the first and at the last
     * instant, whatever was known then.
     *
     * @throws GuanxiException `invalid_field` unless `since` is earlier than `until`; `not_found`; `program_refuses` for a program without tiers.
     */
    suspend fun tierMovement(since: Instant, until: Instant? = null, program: String? = null): TierMovementReport =
        offThread { native.loyaltyTierMovement(since, until, program) }

    /** [tierMovement], on the calling thread. */
    fun tierMovementBlocking(since: Instant, until: Instant? = null, program: String? = null): TierMovementReport =
        translated { native.loyaltyTierMovement(since, until, program) }

    /**
     * Gives a member a tier by hand, for a while or for ever. A higher one that is reached counts before it.
     *
     * @throws GuanxiException `not_found`; `program_refuses`; `invalid_field`; `deleted`.
     */
    suspend fun grantTier(input: TierGrantInput): TierStatus =
        offThread { native.loyaltyGrantTier(input) }

    /** [grantTier], on the calling thread. */
    fun grantTierBlocking(input: TierGrantInput): TierStatus =
        translated { native.loyaltyGrantTier(input) }
}

/** What points buy. */
class Rewards internal constructor(private val native: NativeCrm) {
    /**
     * Defines a reward, or a new version of one. The same terms again change nothing; what was redeemed stays as it is.
     *
     * @throws GuanxiException `not_found` for the program; `invalid_field`, naming the first field that cannot be taken.
     */
    suspend fun define(name: String, terms: RewardTerms): RewardReceipt =
        offThread { native.rewardsDefine(name, terms) }

    /** [define], on the calling thread. */
    fun defineBlocking(name: String, terms: RewardTerms): RewardReceipt =
        translated { native.rewardsDefine(name, terms) }

    /**
     * Every reward as it is now, by name, with what is left of it.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun catalogue(): List<RewardOffer> =
        offThread { native.rewardsCatalogue() }

    /** [catalogue], on the calling thread. */
    fun catalogueBlocking(): List<RewardOffer> =
        translated { native.rewardsCatalogue() }

    /**
     * Redeems a reward: takes its points by rule P2, takes one from stock, and gives out a code, all or nothing.
     *
     * @throws GuanxiException `not_found`; `invalid_field` for a time ahead of the clock; `deleted`; `key_reused`; `program_refuses`; `reward_refuses` when it is not on offer, or for more than a customer may have; `sold_out`; `insufficient_points`.
     */
    suspend fun redeem(input: RedeemRewardInput): RedemptionReceipt =
        offThread { native.rewardsRedeem(input) }

    /** [redeem], on the calling thread. */
    fun redeemBlocking(input: RedeemRewardInput): RedemptionReceipt =
        translated { native.rewardsRedeem(input) }

    /**
     * What a code stands for; nothing is used. Blanks and dashes do not matter, nor whether letters are large.
     *
     * @throws GuanxiException `invalid_field` for what cannot be a code; `not_found`; `deleted`.
     */
    suspend fun findCode(code: String): RewardRedemption =
        offThread { native.rewardsFindCode(code) }

    /** [findCode], on the calling thread. */
    fun findCodeBlocking(code: String): RewardRedemption =
        translated { native.rewardsFindCode(code) }

    /**
     * Uses a code: what it stands for is handed over.
     *
     * @throws GuanxiException `invalid_field` for what cannot be a code, or a time ahead of the clock or before the code was given out; `not_found`; `deleted`; `key_reused`; `reward_closed` with the `state`: `used`, `cancelled` or `expired`.
     */
    suspend fun useCode(input: UseCodeInput): RedemptionReceipt =
        offThread { native.rewardsUseCode(input) }

    /** [useCode], on the calling thread. */
    fun useCodeBlocking(input: UseCodeInput): RedemptionReceipt =
        translated { native.rewardsUseCode(input) }

    /**
     * Calls a redemption off that was not used, also one past its date: its points go back to their lots (rule P7), and
     * it is in stock again. Cancelling again changes nothing.
     *
     * @throws GuanxiException `invalid_field` for a reason that is empty; `not_found`; `deleted`; `reward_closed` when it was used.
     */
    suspend fun cancel(redemption: String, reason: String? = null): RedemptionReceipt =
        offThread { native.rewardsCancel(redemption, reason) }

    /** [cancel], on the calling thread. */
    fun cancelBlocking(redemption: String, reason: String? = null): RedemptionReceipt =
        translated { native.rewardsCancel(redemption, reason) }

    /**
     * What a customer redeemed, newest first.
     *
     * @param customer Whose.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `not_found`.
     */
    suspend fun list(customer: CustomerRef, limit: Long? = null, cursor: String? = null): RedemptionPage =
        offThread { native.rewardsList(RedemptionQuery(customer = customer, page = PageRequest(limit = limit, cursor = cursor))) }

    /** [list], on the calling thread. */
    fun listBlocking(customer: CustomerRef, limit: Long? = null, cursor: String? = null): RedemptionPage =
        translated { native.rewardsList(RedemptionQuery(customer = customer, page = PageRequest(limit = limit, cursor = cursor))) }

    /**
     * What a customer redeemed, newest first.
     *
     * @param customer Whose.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `not_found`.
     */
    suspend fun list(customer: String, limit: Long? = null, cursor: String? = null): RedemptionPage =
        list(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** [list], on the calling thread. */
    fun listBlocking(customer: String, limit: Long? = null, cursor: String? = null): RedemptionPage =
        listBlocking(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** All that [list] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iter(customer: CustomerRef, limit: Long? = null, cursor: String? = null): Flow<RewardRedemption> =
        pages(cursor) { at -> list(customer = customer, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iter], on the calling thread. */
    fun iterBlocking(customer: CustomerRef, limit: Long? = null, cursor: String? = null): Sequence<RewardRedemption> =
        pagesBlocking(cursor) { at -> listBlocking(customer = customer, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** All that [list] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iter(customer: String, limit: Long? = null, cursor: String? = null): Flow<RewardRedemption> =
        iter(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** [iter], on the calling thread. */
    fun iterBlocking(customer: String, limit: Long? = null, cursor: String? = null): Sequence<RewardRedemption> =
        iterBlocking(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)
}

/** Customers who bring their friends. */
class Referrals internal constructor(private val native: NativeCrm) {
    /**
     * Defines a program, or a new version of one. The same terms again change nothing; who was referred before is
     * rewarded by the terms of then.
     *
     * @throws GuanxiException `not_found` for the loyalty program; `invalid_field`, naming the first field that cannot be taken; `invalid_query` for the condition.
     */
    suspend fun define(name: String, terms: ReferralTerms): ReferralProgram =
        offThread { native.referralsDefine(name, terms) }

    /** [define], on the calling thread. */
    fun defineBlocking(name: String, terms: ReferralTerms): ReferralProgram =
        translated { native.referralsDefine(name, terms) }

    /**
     * Every program as it is now, by name.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun programs(): List<ReferralProgram> =
        offThread { native.referralsPrograms() }

    /** [programs], on the calling thread. */
    fun programsBlocking(): List<ReferralProgram> =
        translated { native.referralsPrograms() }

    /**
     * The code of a customer, made when there is none yet: the same customer has the same code for ever.
     *
     * @throws GuanxiException `not_found`, also for the program; `deleted`.
     */
    suspend fun code(customer: CustomerRef, program: String? = null): ReferralCode =
        offThread { native.referralsCode(customer, program) }

    /** [code], on the calling thread. */
    fun codeBlocking(customer: CustomerRef, program: String? = null): ReferralCode =
        translated { native.referralsCode(customer, program) }

    /**
     * The code of a customer, made when there is none yet: the same customer has the same code for ever.
     *
     * @throws GuanxiException `not_found`, also for the program; `deleted`.
     */
    suspend fun code(customer: String, program: String? = null): ReferralCode =
        code(customer = CustomerRef.of(customer), program = program)

    /** [code], on the calling thread. */
    fun codeBlocking(customer: String, program: String? = null): ReferralCode =
        codeBlocking(customer = CustomerRef.of(customer), program = program)

    /**
     * Notes that a customer came with a code. The first code counts; the same again changes nothing.
     *
     * @throws GuanxiException `invalid_field` for what cannot be a code, or a time ahead of the clock; `not_found` for a code that nobody has; `deleted`, also for the customer whose code it is; `referral_refuses` for one's own code, a customer who bought before, and one who came with another code.
     */
    suspend fun attribute(input: ReferralInput): Referral =
        offThread { native.referralsAttribute(input) }

    /** [attribute], on the calling thread. */
    fun attributeBlocking(input: ReferralInput): Referral =
        translated { native.referralsAttribute(input) }

    /**
     * Looks again what an order means for the referral of its customer, if there is one: rewards both sides when it qualifies,
     * takes the points back when the order that qualified counts no more or not enough. Whatever happens to an order does
     * this by itself, in its own commit; this call says what was looked at, and helps where the condition came to hold
     * later. As often as one likes.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun settle(order: OrderRef): List<Referral> =
        offThread { native.referralsSettle(order) }

    /** [settle], on the calling thread. */
    fun settleBlocking(order: OrderRef): List<Referral> =
        translated { native.referralsSettle(order) }

    /**
     * Looks again what an order means for the referral of its customer, if there is one: rewards both sides when it qualifies,
     * takes the points back when the order that qualified counts no more or not enough. Whatever happens to an order does
     * this by itself, in its own commit; this call says what was looked at, and helps where the condition came to hold
     * later. As often as one likes.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun settle(order: String): List<Referral> =
        settle(order = OrderRef.of(order))

    /** [settle], on the calling thread. */
    fun settleBlocking(order: String): List<Referral> =
        settleBlocking(order = OrderRef.of(order))

    /**
     * Whom a customer referred, newest first, and before them by whom it was referred itself.
     *
     * @param customer Whose.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `not_found`.
     */
    suspend fun list(customer: CustomerRef, limit: Long? = null, cursor: String? = null): ReferralPage =
        offThread { native.referralsList(ReferralQuery(customer = customer, page = PageRequest(limit = limit, cursor = cursor))) }

    /** [list], on the calling thread. */
    fun listBlocking(customer: CustomerRef, limit: Long? = null, cursor: String? = null): ReferralPage =
        translated { native.referralsList(ReferralQuery(customer = customer, page = PageRequest(limit = limit, cursor = cursor))) }

    /**
     * Whom a customer referred, newest first, and before them by whom it was referred itself.
     *
     * @param customer Whose.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `not_found`.
     */
    suspend fun list(customer: String, limit: Long? = null, cursor: String? = null): ReferralPage =
        list(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** [list], on the calling thread. */
    fun listBlocking(customer: String, limit: Long? = null, cursor: String? = null): ReferralPage =
        listBlocking(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** All that [list] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iter(customer: CustomerRef, limit: Long? = null, cursor: String? = null): Flow<Referral> =
        pages(cursor) { at -> list(customer = customer, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iter], on the calling thread. */
    fun iterBlocking(customer: CustomerRef, limit: Long? = null, cursor: String? = null): Sequence<Referral> =
        pagesBlocking(cursor) { at -> listBlocking(customer = customer, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** All that [list] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iter(customer: String, limit: Long? = null, cursor: String? = null): Flow<Referral> =
        iter(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)

    /** [iter], on the calling thread. */
    fun iterBlocking(customer: String, limit: Long? = null, cursor: String? = null): Sequence<Referral> =
        iterBlocking(customer = CustomerRef.of(customer), limit = limit, cursor = cursor)
}

/** Groups of customers by what is known of them. */
class Segments internal constructor(private val native: NativeCrm) {
    /**
     * Reads and checks a query, with the shop's own fields and segments. Tells everything that is wrong at once.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun check(query: String, profile: Profile? = null): QueryCheck =
        offThread { native.segmentsCheck(query, profile) }

    /** [check], on the calling thread. */
    fun checkBlocking(query: String, profile: Profile? = null): QueryCheck =
        translated { native.segmentsCheck(query, profile) }

    /**
     * Defines a segment, or a new version of one, and works out who is in it: as a commit of its own, which looks at all
     * customers. The same again changes nothing.
     *
     * @throws GuanxiException `invalid_field` for the key or the name; `invalid_query` with the first problem of the query, also when it leads back to the segment itself.
     */
    suspend fun define(input: SegmentInput): SegmentReceipt =
        offThread { native.segmentsDefine(input) }

    /** [define], on the calling thread. */
    fun defineBlocking(input: SegmentInput): SegmentReceipt =
        translated { native.segmentsDefine(input) }

    /**
     * Defines many at once, in one commit, all of them or none, and works out who is in them together. One may ask about
     * those before it.
     *
     * @throws GuanxiException As `define`, for the first that cannot be defined.
     */
    suspend fun defineMany(inputs: List<SegmentInput>): List<SegmentReceipt> =
        offThread { native.segmentsDefineMany(inputs) }

    /** [defineMany], on the calling thread. */
    fun defineManyBlocking(inputs: List<SegmentInput>): List<SegmentReceipt> =
        translated { native.segmentsDefineMany(inputs) }

    /**
     * A segment as it is now.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun get(key: String): Segment =
        offThread { native.segmentsGet(key) }

    /** [get], on the calling thread. */
    fun getBlocking(key: String): Segment =
        translated { native.segmentsGet(key) }

    /**
     * Every segment as it is now, by key.
     *
     * @throws GuanxiException As `check`.
     */
    suspend fun list(): List<Segment> =
        offThread { native.segmentsList() }

    /** [list], on the calling thread. */
    fun listBlocking(): List<Segment> =
        translated { native.segmentsList() }

    /**
     * Every version of a segment, oldest first; also of one that was taken away.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun versions(key: String): List<Segment> =
        offThread { native.segmentsVersions(key) }

    /** [versions], on the calling thread. */
    fun versionsBlocking(key: String): List<Segment> =
        translated { native.segmentsVersions(key) }

    /**
     * Takes a segment away; its versions stay. The answer is its last version.
     *
     * @throws GuanxiException `not_found`; `in_use` when another segment asks about it.
     */
    suspend fun remove(key: String): Segment =
        offThread { native.segmentsRemove(key) }

    /** [remove], on the calling thread. */
    fun removeBlocking(key: String): Segment =
        translated { native.segmentsRemove(key) }

    /**
     * The customers that a query holds for, by their ids. Every page is worked out anew, as of the call.
     *
     * @param query The condition; `segment('vip')` for the members of a segment.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_query`; `invalid_field` for the limit; `invalid_cursor`.
     */
    suspend fun members(query: String, limit: Long? = null, cursor: String? = null): MemberPage =
        offThread { native.segmentsMembers(MemberQuery(query = query, page = PageRequest(limit = limit, cursor = cursor))) }

    /** [members], on the calling thread. */
    fun membersBlocking(query: String, limit: Long? = null, cursor: String? = null): MemberPage =
        translated { native.segmentsMembers(MemberQuery(query = query, page = PageRequest(limit = limit, cursor = cursor))) }

    /** All that [members] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterMembers(query: String, limit: Long? = null, cursor: String? = null): Flow<SegmentMember> =
        pages(cursor) { at -> members(query = query, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterMembers], on the calling thread. */
    fun iterMembersBlocking(query: String, limit: Long? = null, cursor: String? = null): Sequence<SegmentMember> =
        pagesBlocking(cursor) { at -> membersBlocking(query = query, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * How many customers a query holds for.
     *
     * @throws GuanxiException `invalid_query`.
     */
    suspend fun count(query: String): SegmentCount =
        offThread { native.segmentsCount(query) }

    /** [count], on the calling thread. */
    fun countBlocking(query: String): SegmentCount =
        translated { native.segmentsCount(query) }

    /**
     * How many customers are in each segment, pins included, by key. All segments are worked out together: what they
     * ask for is loaded once.
     *
     * @throws GuanxiException As `check`.
     */
    suspend fun sizes(): SegmentSizes =
        offThread { native.segmentsSizes() }

    /** [sizes], on the calling thread. */
    fun sizesBlocking(): SegmentSizes =
        translated { native.segmentsSizes() }

    /**
     * How many customers segments have in common, two by two, pins included: of these segments, in this order, each
     * once; of all, by key, when left out. They are worked out together, as for `sizes`.
     *
     * @throws GuanxiException `not_found` for a key; `invalid_field` for the keys when there are more than 100 segments.
     */
    suspend fun overlap(keys: List<String>? = null): SegmentOverlap =
        offThread { native.segmentsOverlap(keys) }

    /** [overlap], on the calling thread. */
    fun overlapBlocking(keys: List<String>? = null): SegmentOverlap =
        translated { native.segmentsOverlap(keys) }

    /**
     * Who would enter and leave a segment if it were defined so. Writes nothing.
     *
     * @throws GuanxiException As `define`.
     */
    suspend fun preview(input: SegmentInput): SegmentPreview =
        offThread { native.segmentsPreview(input) }

    /** [preview], on the calling thread. */
    fun previewBlocking(input: SegmentInput): SegmentPreview =
        translated { native.segmentsPreview(input) }

    /**
     * Puts a customer into a segment, keeps it out, or leaves it to the query again. The word holds for the records that
     * the customer has now: it goes with them through merges.
     *
     * @throws GuanxiException `not_found` for the segment, then for the customer.
     */
    suspend fun pin(key: String, customer: CustomerRef, change: PinChange): PinReceipt =
        offThread { native.segmentsPin(key, customer, change) }

    /** [pin], on the calling thread. */
    fun pinBlocking(key: String, customer: CustomerRef, change: PinChange): PinReceipt =
        translated { native.segmentsPin(key, customer, change) }

    /**
     * Puts a customer into a segment, keeps it out, or leaves it to the query again. The word holds for the records that
     * the customer has now: it goes with them through merges.
     *
     * @throws GuanxiException `not_found` for the segment, then for the customer.
     */
    suspend fun pin(key: String, customer: String, change: PinChange): PinReceipt =
        pin(key = key, customer = CustomerRef.of(customer), change = change)

    /** [pin], on the calling thread. */
    fun pinBlocking(key: String, customer: String, change: PinChange): PinReceipt =
        pinBlocking(key = key, customer = CustomerRef.of(customer), change = change)

    /**
     * Why a query holds for a customer, or does not: each part with what it comes to, the values found, and the ids of
     * the rows that decided it. Shows values of the profile: for the shop's own staff.
     *
     * @throws GuanxiException `invalid_query`; `not_found`.
     */
    suspend fun explain(customer: CustomerRef, query: String): SegmentExplanation =
        offThread { native.segmentsExplain(customer, query) }

    /** [explain], on the calling thread. */
    fun explainBlocking(customer: CustomerRef, query: String): SegmentExplanation =
        translated { native.segmentsExplain(customer, query) }

    /**
     * Why a query holds for a customer, or does not: each part with what it comes to, the values found, and the ids of
     * the rows that decided it. Shows values of the profile: for the shop's own staff.
     *
     * @throws GuanxiException `invalid_query`; `not_found`.
     */
    suspend fun explain(customer: String, query: String): SegmentExplanation =
        explain(customer = CustomerRef.of(customer), query = query)

    /** [explain], on the calling thread. */
    fun explainBlocking(customer: String, query: String): SegmentExplanation =
        explainBlocking(customer = CustomerRef.of(customer), query = query)

    /**
     * Has time move customers into segments and out of them, up to now: each at the very moment, in the order of the
     * moments, for the feed to tell. The first call of a store day also works out anew what depends on all customers:
     * places among them, RFM and lifecycle stages; so does the first after a change of the shop's settings or products.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun advance(): SegmentAdvance =
        offThread { native.segmentsAdvance() }

    /** [advance], on the calling thread. */
    fun advanceBlocking(): SegmentAdvance =
        translated { native.segmentsAdvance() }

    /**
     * The segments that a customer is in, since when, and what time alone will change next. Of a past instant: what it was
     * in by what is known now of that time; a time to come is answered as if nothing happened until then.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun memberships(customer: CustomerRef, at: Instant? = null): CustomerSegments =
        offThread { native.segmentsMemberships(customer, at) }

    /** [memberships], on the calling thread. */
    fun membershipsBlocking(customer: CustomerRef, at: Instant? = null): CustomerSegments =
        translated { native.segmentsMemberships(customer, at) }

    /**
     * The segments that a customer is in, since when, and what time alone will change next. Of a past instant: what it was
     * in by what is known now of that time; a time to come is answered as if nothing happened until then.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun memberships(customer: String, at: Instant? = null): CustomerSegments =
        memberships(customer = CustomerRef.of(customer), at = at)

    /** [memberships], on the calling thread. */
    fun membershipsBlocking(customer: String, at: Instant? = null): CustomerSegments =
        membershipsBlocking(customer = CustomerRef.of(customer), at = at)

    /**
     * How a customer came into segments and fell out of them, in the order that it was written down, with what caused it.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun history(customer: CustomerRef): List<SegmentMove> =
        offThread { native.segmentsHistory(customer) }

    /** [history], on the calling thread. */
    fun historyBlocking(customer: CustomerRef): List<SegmentMove> =
        translated { native.segmentsHistory(customer) }

    /**
     * How a customer came into segments and fell out of them, in the order that it was written down, with what caused it.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun history(customer: String): List<SegmentMove> =
        history(customer = CustomerRef.of(customer))

    /** [history], on the calling thread. */
    fun historyBlocking(customer: String): List<SegmentMove> =
        historyBlocking(customer = CustomerRef.of(customer))

    /**
     * How a segment grew and shrank, one row a store day, both days included; 3,660 days at most.
     *
     * @throws GuanxiException `not_found`; `invalid_field` for the days.
     */
    suspend fun sizeByDay(key: String, from: LocalDate, to: LocalDate): List<SegmentDay> =
        offThread { native.segmentsSizeByDay(key, from, to) }

    /** [sizeByDay], on the calling thread. */
    fun sizeByDayBlocking(key: String, from: LocalDate, to: LocalDate): List<SegmentDay> =
        translated { native.segmentsSizeByDay(key, from, to) }
}

/** Customers that may be one person. */
class Duplicates internal constructor(private val native: NativeCrm) {
    /**
     * The pairs of customers that may be one person, most likely first; of all customers, or of one. Pairs that were
     * decided to be two persons are left out. Writes nothing.
     *
     * @param customer Pairs of this customer only.
     * @param abovePpm Pairs of this probability and above, in millionths; the shop's `review_above_ppm` when left out.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @param onProgress hears how far the call is, on the thread that does the work
     * @throws GuanxiException `invalid_cursor`; `invalid_field`; `not_found` for a customer that does not exist; `cancelled`.
     */
    suspend fun find(customer: CustomerRef? = null, abovePpm: Long? = null, limit: Long? = null, cursor: String? = null, onProgress: ((Progress) -> Unit)? = null): DuplicatePage =
        cancellable(onProgress) { progress, cancel -> native.duplicatesFind(DuplicateQuery(customer = customer, abovePpm = abovePpm, page = PageRequest(limit = limit, cursor = cursor)), progress, cancel) }

    /** [find], on the calling thread. */
    fun findBlocking(customer: CustomerRef? = null, abovePpm: Long? = null, limit: Long? = null, cursor: String? = null, onProgress: ((Progress) -> Unit)? = null, cancel: CancelToken? = null): DuplicatePage =
        long(onProgress, cancel) { progress, cancel -> native.duplicatesFind(DuplicateQuery(customer = customer, abovePpm = abovePpm, page = PageRequest(limit = limit, cursor = cursor)), progress, cancel) }

    /** All that [find] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterFind(customer: CustomerRef? = null, abovePpm: Long? = null, limit: Long? = null, cursor: String? = null): Flow<DuplicatePair> =
        pages(cursor) { at -> find(customer = customer, abovePpm = abovePpm, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterFind], on the calling thread. */
    fun iterFindBlocking(customer: CustomerRef? = null, abovePpm: Long? = null, limit: Long? = null, cursor: String? = null): Sequence<DuplicatePair> =
        pagesBlocking(cursor) { at -> findBlocking(customer = customer, abovePpm = abovePpm, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * The customers that somebody may be who is not stored yet, most likely first, a hundred at most. Writes nothing.
     *
     * @throws GuanxiException `invalid_field` for a value that does not read.
     */
    suspend fun findNew(input: CustomerInput): List<CustomerMatch> =
        offThread { native.duplicatesFindNew(input) }

    /** [findNew], on the calling thread. */
    fun findNewBlocking(input: CustomerInput): List<CustomerMatch> =
        translated { native.duplicatesFindNew(input) }

    /**
     * Learns from all records what agreement says, and has pairs be weighed by that from now on. Nobody is linked. The
     * same records give the same model.
     *
     * @param onProgress hears how far the call is, on the thread that does the work
     * @throws GuanxiException `cancelled`; those of every write.
     */
    suspend fun train(onProgress: ((Progress) -> Unit)? = null): DuplicateModel =
        cancellable(onProgress) { progress, cancel -> native.duplicatesTrain(progress, cancel) }

    /** [train], on the calling thread. */
    fun trainBlocking(onProgress: ((Progress) -> Unit)? = null, cancel: CancelToken? = null): DuplicateModel =
        long(onProgress, cancel) { progress, cancel -> native.duplicatesTrain(progress, cancel) }

    /**
     * What pairs are weighed by.
     *
     * @throws GuanxiException `not_found` while neither `train` nor `run` made one.
     */
    suspend fun model(): DuplicateModel =
        offThread { native.duplicatesModel() }

    /** [model], on the calling thread. */
    fun modelBlocking(): DuplicateModel =
        translated { native.duplicatesModel() }

    /**
     * Trains on all records, links the customers that the policy allows to link, and makes the review queue anew out of
     * the other pairs. `link` overrules the policy for this run: `false` links nobody, `true` links from
     * `link_above_ppm` on, or `match_above_ppm` while that is not set. Links of long runs are committed in parts, each
     * whole; cancelled between them, a run leaves what it linked, and the review queue as it was.
     *
     * @param onProgress hears how far the call is, on the thread that does the work
     * @throws GuanxiException `cancelled`; those of every write.
     */
    suspend fun run(link: Boolean? = null, onProgress: ((Progress) -> Unit)? = null): DuplicateReport =
        cancellable(onProgress) { progress, cancel -> native.duplicatesRun(link, progress, cancel) }

    /** [run], on the calling thread. */
    fun runBlocking(link: Boolean? = null, onProgress: ((Progress) -> Unit)? = null, cancel: CancelToken? = null): DuplicateReport =
        long(onProgress, cancel) { progress, cancel -> native.duplicatesRun(link, progress, cancel) }

    /**
     * The review queue, most likely pairs first: what the last run found, without what was decided or merged since.
     *
     * @param later The pairs that somebody put off, in place of those that nobody decided about.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`.
     */
    suspend fun reviews(later: Boolean = false, limit: Long? = null, cursor: String? = null): ReviewPage =
        offThread { native.duplicatesReviews(ReviewQuery(later = later, page = PageRequest(limit = limit, cursor = cursor))) }

    /** [reviews], on the calling thread. */
    fun reviewsBlocking(later: Boolean = false, limit: Long? = null, cursor: String? = null): ReviewPage =
        translated { native.duplicatesReviews(ReviewQuery(later = later, page = PageRequest(limit = limit, cursor = cursor))) }

    /** All that [reviews] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterReviews(later: Boolean = false, limit: Long? = null, cursor: String? = null): Flow<Review> =
        pages(cursor) { at -> reviews(later = later, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterReviews], on the calling thread. */
    fun iterReviewsBlocking(later: Boolean = false, limit: Long? = null, cursor: String? = null): Sequence<Review> =
        pagesBlocking(cursor) { at -> reviewsBlocking(later = later, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * Decides about two customers. `match` merges them; `not_the_same` keeps every record of the one from every record
     * of the other, until somebody decides otherwise; `later` takes the pair
     * out of the queue, to be asked for.
     *
     * @throws GuanxiException `not_found`; `invalid_field` when both are one customer already and the verdict is not `match`.
     */
    suspend fun decide(customer: CustomerRef, other: CustomerRef, verdict: Verdict): DecisionReceipt =
        offThread { native.duplicatesDecide(customer, other, verdict) }

    /** [decide], on the calling thread. */
    fun decideBlocking(customer: CustomerRef, other: CustomerRef, verdict: Verdict): DecisionReceipt =
        translated { native.duplicatesDecide(customer, other, verdict) }

    /**
     * Decides about two customers. `match` merges them; `not_the_same` keeps every record of the one from every record
     * of the other, until somebody decides otherwise; `later` takes the pair
     * out of the queue, to be asked for.
     *
     * @throws GuanxiException `not_found`; `invalid_field` when both are one customer already and the verdict is not `match`.
     */
    suspend fun decide(customer: String, other: String, verdict: Verdict): DecisionReceipt =
        decide(customer = CustomerRef.of(customer), other = CustomerRef.of(other), verdict = verdict)

    /** [decide], on the calling thread. */
    fun decideBlocking(customer: String, other: String, verdict: Verdict): DecisionReceipt =
        decideBlocking(customer = CustomerRef.of(customer), other = CustomerRef.of(other), verdict = verdict)

    /**
     * Makes one of two customers. The older keeps its id, the id of the other leads there; the profile is that of all
     * records, and orders, events and consents follow. What was decided against it holds no more.
     *
     * @throws GuanxiException `not_found`; `invalid_field`.
     */
    suspend fun merge(customer: CustomerRef, other: CustomerRef): MergeReceipt =
        offThread { native.duplicatesMerge(customer, other) }

    /** [merge], on the calling thread. */
    fun mergeBlocking(customer: CustomerRef, other: CustomerRef): MergeReceipt =
        translated { native.duplicatesMerge(customer, other) }

    /**
     * Makes one of two customers. The older keeps its id, the id of the other leads there; the profile is that of all
     * records, and orders, events and consents follow. What was decided against it holds no more.
     *
     * @throws GuanxiException `not_found`; `invalid_field`.
     */
    suspend fun merge(customer: String, other: String): MergeReceipt =
        merge(customer = CustomerRef.of(customer), other = CustomerRef.of(other))

    /** [merge], on the calling thread. */
    fun mergeBlocking(customer: String, other: String): MergeReceipt =
        mergeBlocking(customer = CustomerRef.of(customer), other = CustomerRef.of(other))

    /**
     * Gives records of a customer back to one of their own, with their orders, events and consents; a customer that had
     * been merged away has its old id again. An old id of a customer with no records named means those that came with
     * it. What happened after the merge stays with the record it was booked on: that whose identifier it named, else the
     * survivor's. Identifiers and later runs join the two parts no more.
     *
     * @throws GuanxiException `not_found`; `invalid_field` for records that are not the customer's, or all of them.
     */
    suspend fun unmerge(customer: CustomerRef, records: List<String>): UnmergeReceipt =
        offThread { native.duplicatesUnmerge(customer, records) }

    /** [unmerge], on the calling thread. */
    fun unmergeBlocking(customer: CustomerRef, records: List<String>): UnmergeReceipt =
        translated { native.duplicatesUnmerge(customer, records) }

    /**
     * Gives records of a customer back to one of their own, with their orders, events and consents; a customer that had
     * been merged away has its old id again. An old id of a customer with no records named means those that came with
     * it. What happened after the merge stays with the record it was booked on: that whose identifier it named, else the
     * survivor's. Identifiers and later runs join the two parts no more.
     *
     * @throws GuanxiException `not_found`; `invalid_field` for records that are not the customer's, or all of them.
     */
    suspend fun unmerge(customer: String, records: List<String>): UnmergeReceipt =
        unmerge(customer = CustomerRef.of(customer), records = records)

    /** [unmerge], on the calling thread. */
    fun unmergeBlocking(customer: String, records: List<String>): UnmergeReceipt =
        unmergeBlocking(customer = CustomerRef.of(customer), records = records)

    /**
     * Which rows of a table are one person: a list, a file, whatever has columns. What each column holds is recognised
     * by its name and cells, and what agreement says is learned from the table itself, and from what was decided before.
     * Against a truth the clusters are measured. Customers are not looked at, and nothing is written.
     *
     * @param settings What is not to be found out: the text of a settings file, TOML or JSON.
     * @param labels Pairs of rows that somebody decided about. It is learned from and held to; what is said last of a pair counts.
     * @param truth A column whose cells are equal for rows of one person, and empty where that is not known. It decides nothing: the clusters are measured by it.
     * @param onProgress hears how far the call is, on the thread that does the work
     * @throws GuanxiException `invalid_field` for columns of unequal length or one name, a truth that is no column, settings that do not read, and labels of rows that are not there; `cancelled`.
     */
    suspend fun findInTable(columns: List<TableColumn>, settings: String? = null, labels: List<TableLabel> = emptyList(), truth: String? = null, onProgress: ((Progress) -> Unit)? = null): TableDuplicates =
        cancellable(onProgress) { progress, cancel -> native.duplicatesFindInTable(columns, TableQuery(settings = settings, labels = labels, truth = truth), progress, cancel) }

    /** [findInTable], on the calling thread. */
    fun findInTableBlocking(columns: List<TableColumn>, settings: String? = null, labels: List<TableLabel> = emptyList(), truth: String? = null, onProgress: ((Progress) -> Unit)? = null, cancel: CancelToken? = null): TableDuplicates =
        long(onProgress, cancel) { progress, cancel -> native.duplicatesFindInTable(columns, TableQuery(settings = settings, labels = labels, truth = truth), progress, cancel) }

    /**
     * Why two customers score as they do: by the records of each that agree most, the level of agreement of each field
     * with its weight and what the frequency of the value adds.
     *
     * @throws GuanxiException `not_found`; `invalid_field` when both are one customer, or nothing of one can be compared.
     */
    suspend fun explain(customer: CustomerRef, other: CustomerRef): PairExplanation =
        offThread { native.duplicatesExplain(customer, other) }

    /** [explain], on the calling thread. */
    fun explainBlocking(customer: CustomerRef, other: CustomerRef): PairExplanation =
        translated { native.duplicatesExplain(customer, other) }

    /**
     * Why two customers score as they do: by the records of each that agree most, the level of agreement of each field
     * with its weight and what the frequency of the value adds.
     *
     * @throws GuanxiException `not_found`; `invalid_field` when both are one customer, or nothing of one can be compared.
     */
    suspend fun explain(customer: String, other: String): PairExplanation =
        explain(customer = CustomerRef.of(customer), other = CustomerRef.of(other))

    /** [explain], on the calling thread. */
    fun explainBlocking(customer: String, other: String): PairExplanation =
        explainBlocking(customer = CustomerRef.of(customer), other = CustomerRef.of(other))

    /**
     * What makes the records of a customer one person: each record with its link, and a path of evidence through all.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun explainCustomer(customer: CustomerRef): CustomerExplanation =
        offThread { native.duplicatesExplainCustomer(customer) }

    /** [explainCustomer], on the calling thread. */
    fun explainCustomerBlocking(customer: CustomerRef): CustomerExplanation =
        translated { native.duplicatesExplainCustomer(customer) }

    /**
     * What makes the records of a customer one person: each record with its link, and a path of evidence through all.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun explainCustomer(customer: String): CustomerExplanation =
        explainCustomer(customer = CustomerRef.of(customer))

    /** [explainCustomer], on the calling thread. */
    fun explainCustomerBlocking(customer: String): CustomerExplanation =
        explainCustomerBlocking(customer = CustomerRef.of(customer))

    /**
     * Every link of a customer's records, and of those that were taken from it, oldest first.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun history(customer: CustomerRef): List<LinkChange> =
        offThread { native.duplicatesHistory(customer) }

    /** [history], on the calling thread. */
    fun historyBlocking(customer: CustomerRef): List<LinkChange> =
        translated { native.duplicatesHistory(customer) }

    /**
     * Every link of a customer's records, and of those that were taken from it, oldest first.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun history(customer: String): List<LinkChange> =
        history(customer = CustomerRef.of(customer))

    /** [history], on the calling thread. */
    fun historyBlocking(customer: String): List<LinkChange> =
        historyBlocking(customer = CustomerRef.of(customer))
}

/** What is known of a person, handed out or destroyed. */
class Privacy internal constructor(private val native: NativeCrm) {
    /**
     * Destroys what is kept of a customer, also of one that was deleted, by its id. What the law orders kept (amounts,
     * lines and dates of orders, entries of the ledger of points) stays, tied to records that say nothing any more. With
     * `suppress`, keyed hashes of its e-mails and phones are kept, so that marketing does not reach them when they come in
     * again with an old list. Erasing again gives the receipt of the first time. It cannot be undone; what lies in
     * backups, and old bytes in the store's own files until `compact`, are not touched.
     *
     * @throws GuanxiException `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
     */
    suspend fun erase(customer: CustomerRef, reason: ErasureReason, suppress: Boolean? = null): ErasureReceipt =
        offThread { native.privacyErase(customer, reason, suppress) }

    /** [erase], on the calling thread. */
    fun eraseBlocking(customer: CustomerRef, reason: ErasureReason, suppress: Boolean? = null): ErasureReceipt =
        translated { native.privacyErase(customer, reason, suppress) }

    /**
     * Destroys what is kept of a customer, also of one that was deleted, by its id. What the law orders kept (amounts,
     * lines and dates of orders, entries of the ledger of points) stays, tied to records that say nothing any more. With
     * `suppress`, keyed hashes of its e-mails and phones are kept, so that marketing does not reach them when they come in
     * again with an old list. Erasing again gives the receipt of the first time. It cannot be undone; what lies in
     * backups, and old bytes in the store's own files until `compact`, are not touched.
     *
     * @throws GuanxiException `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
     */
    suspend fun erase(customer: String, reason: ErasureReason, suppress: Boolean? = null): ErasureReceipt =
        erase(customer = CustomerRef.of(customer), reason = reason, suppress = suppress)

    /** [erase], on the calling thread. */
    fun eraseBlocking(customer: String, reason: ErasureReason, suppress: Boolean? = null): ErasureReceipt =
        eraseBlocking(customer = CustomerRef.of(customer), reason = reason, suppress = suppress)

    /**
     * Restricts processing of what is known of a customer, also of one that was deleted, by its id (GDPR article 18): it is
     * kept, nobody is contacted for any purpose, and no segment reaches it. Taking facts in goes on. Every record of the customer is
     * restricted, so it stays so when records are taken apart, and a customer one of whose records is restricted is. For
     * the same reason again it changes nothing.
     *
     * @throws GuanxiException `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`; `erased`.
     */
    suspend fun restrict(customer: CustomerRef, reason: RestrictionReason): RestrictionReceipt =
        offThread { native.privacyRestrict(customer, reason) }

    /** [restrict], on the calling thread. */
    fun restrictBlocking(customer: CustomerRef, reason: RestrictionReason): RestrictionReceipt =
        translated { native.privacyRestrict(customer, reason) }

    /**
     * Restricts processing of what is known of a customer, also of one that was deleted, by its id (GDPR article 18): it is
     * kept, nobody is contacted for any purpose, and no segment reaches it. Taking facts in goes on. Every record of the customer is
     * restricted, so it stays so when records are taken apart, and a customer one of whose records is restricted is. For
     * the same reason again it changes nothing.
     *
     * @throws GuanxiException `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`; `erased`.
     */
    suspend fun restrict(customer: String, reason: RestrictionReason): RestrictionReceipt =
        restrict(customer = CustomerRef.of(customer), reason = reason)

    /** [restrict], on the calling thread. */
    fun restrictBlocking(customer: String, reason: RestrictionReason): RestrictionReceipt =
        restrictBlocking(customer = CustomerRef.of(customer), reason = reason)

    /**
     * Lifts the restriction of a customer, with all its records. The person must be told before (GDPR article 18(3)).
     *
     * @throws GuanxiException As `restrict`.
     */
    suspend fun unrestrict(customer: CustomerRef): RestrictionReceipt =
        offThread { native.privacyUnrestrict(customer) }

    /** [unrestrict], on the calling thread. */
    fun unrestrictBlocking(customer: CustomerRef): RestrictionReceipt =
        translated { native.privacyUnrestrict(customer) }

    /**
     * Lifts the restriction of a customer, with all its records. The person must be told before (GDPR article 18(3)).
     *
     * @throws GuanxiException As `restrict`.
     */
    suspend fun unrestrict(customer: String): RestrictionReceipt =
        unrestrict(customer = CustomerRef.of(customer))

    /** [unrestrict], on the calling thread. */
    fun unrestrictBlocking(customer: String): RestrictionReceipt =
        unrestrictBlocking(customer = CustomerRef.of(customer))

    /**
     * Takes in that a customer objects to a purpose, by one channel or by all (GDPR article 21): nobody is contacted for it,
     * also where no consent is needed, unless it stands on a contract or a law. It is an entry among the customer's consents, `objected`,
     * and holds until the customer agrees again later, for the channel that is agreed to; after a merge it holds over what the
     * other record said. The same again changes nothing.
     *
     * @throws GuanxiException `invalid_field`; `not_found` for a customer that does not exist.
     */
    suspend fun `object`(input: ObjectionInput): ConsentReceipt =
        offThread { native.privacyObject(input) }

    /** `object`, on the calling thread. */
    fun objectBlocking(input: ObjectionInput): ConsentReceipt =
        translated { native.privacyObject(input) }

    /**
     * Every erasure. Kept outside of backups, it tells whom to erase again after one was restored.
     *
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`.
     */
    suspend fun erasures(limit: Long? = null, cursor: String? = null): ErasurePage =
        offThread { native.privacyErasures(PageRequest(limit = limit, cursor = cursor)) }

    /** [erasures], on the calling thread. */
    fun erasuresBlocking(limit: Long? = null, cursor: String? = null): ErasurePage =
        translated { native.privacyErasures(PageRequest(limit = limit, cursor = cursor)) }

    /** All that [erasures] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterErasures(limit: Long? = null, cursor: String? = null): Flow<ErasureReceipt> =
        pages(cursor) { at -> erasures(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterErasures], on the calling thread. */
    fun iterErasuresBlocking(limit: Long? = null, cursor: String? = null): Sequence<ErasureReceipt> =
        pagesBlocking(cursor) { at -> erasuresBlocking(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * Destroys what is past its time by the shop's rules of retention (`retention` of the settings; GDPR article 5(1)(e),
     * PIPL article 19): events and contacts first, then customers, as `erase` does it, for the reason
     * `retention`. Of several rules that take the same, one that deletes comes before one that anonymises, and then the one
     * that was set first. E-mails and phones of customers who said no to marketing are suppressed when they go.
     * Who is restricted is not touched. It works in commits of 500 events or 100 customers; cut off, it goes on
     * when it is called again, and with nothing past its time it writes nothing.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun advance(): RetentionReport =
        offThread { native.privacyAdvance() }

    /** [advance], on the calling thread. */
    fun advanceBlocking(): RetentionReport =
        translated { native.privacyAdvance() }

    /**
     * What `advance` would destroy at an instant, now when left out, of what is known now. Nothing is written.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun previewRetention(asOf: Instant? = null): RetentionReport =
        offThread { native.privacyPreviewRetention(asOf) }

    /** [previewRetention], on the calling thread. */
    fun previewRetentionBlocking(asOf: Instant? = null): RetentionReport =
        translated { native.privacyPreviewRetention(asOf) }

    /**
     * What runs of `advance` destroyed, the newest first; those that found nothing are left out.
     *
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`.
     */
    suspend fun retentionRuns(limit: Long? = null, cursor: String? = null): RetentionRunPage =
        offThread { native.privacyRetentionRuns(PageRequest(limit = limit, cursor = cursor)) }

    /** [retentionRuns], on the calling thread. */
    fun retentionRunsBlocking(limit: Long? = null, cursor: String? = null): RetentionRunPage =
        translated { native.privacyRetentionRuns(PageRequest(limit = limit, cursor = cursor)) }

    /** All that [retentionRuns] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterRetentionRuns(limit: Long? = null, cursor: String? = null): Flow<RetentionRun> =
        pages(cursor) { at -> retentionRuns(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterRetentionRuns], on the calling thread. */
    fun iterRetentionRunsBlocking(limit: Long? = null, cursor: String? = null): Sequence<RetentionRun> =
        pagesBlocking(cursor) { at -> retentionRunsBlocking(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * All that is known of a customer, also of one that was deleted, by its id: every version of every record as it came,
     * the profile made of them, orders, events, consents, points, segments, links and decisions, and what the audit has
     * of it (GDPR articles 15 and 20, PIPL article 45). Of an erased one: the receipt. That it was handed out stands in
     * the audit.
     *
     * @throws GuanxiException `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
     */
    suspend fun export(customer: CustomerRef): CustomerDossier =
        offThread { native.privacyExport(customer) }

    /** [export], on the calling thread. */
    fun exportBlocking(customer: CustomerRef): CustomerDossier =
        translated { native.privacyExport(customer) }

    /**
     * All that is known of a customer, also of one that was deleted, by its id: every version of every record as it came,
     * the profile made of them, orders, events, consents, points, segments, links and decisions, and what the audit has
     * of it (GDPR articles 15 and 20, PIPL article 45). Of an erased one: the receipt. That it was handed out stands in
     * the audit.
     *
     * @throws GuanxiException `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
     */
    suspend fun export(customer: String): CustomerDossier =
        export(customer = CustomerRef.of(customer))

    /** [export], on the calling thread. */
    fun exportBlocking(customer: String): CustomerDossier =
        exportBlocking(customer = CustomerRef.of(customer))

    /**
     * The same as a page of HTML that people read, in one piece: it loads nothing.
     *
     * @throws GuanxiException As `export`.
     */
    suspend fun exportPage(customer: CustomerRef): String =
        offThread { native.privacyExportPage(customer) }

    /** [exportPage], on the calling thread. */
    fun exportPageBlocking(customer: CustomerRef): String =
        translated { native.privacyExportPage(customer) }

    /**
     * The same as a page of HTML that people read, in one piece: it loads nothing.
     *
     * @throws GuanxiException As `export`.
     */
    suspend fun exportPage(customer: String): String =
        exportPage(customer = CustomerRef.of(customer))

    /** [exportPage], on the calling thread. */
    fun exportPageBlocking(customer: String): String =
        exportPageBlocking(customer = CustomerRef.of(customer))

    /**
     * Writes the store's files anew, so that no byte of what was erased, or ever replaced, is left in them; gives how many
     * bytes they take then. Other calls wait meanwhile. The memory storage has no files.
     *
     * @throws GuanxiException `unsupported` by sled and PostgreSQL; `contended` while another process reads a SQLite store; `disk_full`, `io`.
     */
    suspend fun compact(): Long =
        offThread { native.privacyCompact() }

    /** [compact], on the calling thread. */
    fun compactBlocking(): Long =
        translated { native.privacyCompact() }

    /**
     * Since when an e-mail or phone is suppressed; absent when it is not.
     *
     * @throws GuanxiException `invalid_field` for a text that is neither.
     */
    suspend fun suppressedSince(address: String): Instant? =
        offThread { native.privacySuppressedSince(address) }

    /** [suppressedSince], on the calling thread. */
    fun suppressedSinceBlocking(address: String): Instant? =
        translated { native.privacySuppressedSince(address) }
}

/** Files taken in. */
class Imports internal constructor(private val native: NativeCrm) {
    /**
     * Takes customers in from a delimited text file: CSV or TSV of any usual encoding, columns found by their headers.
     * Rows name their record by (source, external id), else by e-mail or phone. Values that do not read are kept as they
     * came and counted; rows that cannot be taken are told in the report and written to `rejects`, and stop nothing. The
     * same file again changes nothing; a run that was cut off goes on.
     *
     * @param mapping What its columns hold, where their headers do not tell.
     * @param batchRows Rows of one commit; a sensible number when left out.
     * @param onProgress hears how far the call is, on the thread that does the work
     * @throws GuanxiException `io`; `invalid_file` when it is empty or none of its columns is known; `invalid_field` when the mapping names a column it does not have; `cancelled`; those of the storage. What was committed before an error stays.
     */
    suspend fun customers(source: Source, mapping: Mapping? = null, batchRows: Long? = null, rejects: String? = null, onProgress: ((Progress) -> Unit)? = null): ImportReport =
        cancellable(onProgress) { progress, cancel -> native.importsCustomers(source, ImportQuery(mapping = mapping, batchRows = batchRows), rejects, progress, cancel) }

    /** [customers], on the calling thread. */
    fun customersBlocking(source: Source, mapping: Mapping? = null, batchRows: Long? = null, rejects: String? = null, onProgress: ((Progress) -> Unit)? = null, cancel: CancelToken? = null): ImportReport =
        long(onProgress, cancel) { progress, cancel -> native.importsCustomers(source, ImportQuery(mapping = mapping, batchRows = batchRows), rejects, progress, cancel) }

    /**
     * Takes orders in from a delimited text file. A row is an order, or one line of an order. The customer is the record
     * that the row's source calls so, else whoever bears its e-mail or phone; a record that does not exist yet is made.
     *
     * @param mapping What its columns hold, where their headers do not tell.
     * @param batchRows Rows of one commit; a sensible number when left out.
     * @param onProgress hears how far the call is, on the thread that does the work
     * @throws GuanxiException As `customers`.
     */
    suspend fun orders(source: Source, mapping: Mapping? = null, batchRows: Long? = null, rejects: String? = null, onProgress: ((Progress) -> Unit)? = null): ImportReport =
        cancellable(onProgress) { progress, cancel -> native.importsOrders(source, ImportQuery(mapping = mapping, batchRows = batchRows), rejects, progress, cancel) }

    /** [orders], on the calling thread. */
    fun ordersBlocking(source: Source, mapping: Mapping? = null, batchRows: Long? = null, rejects: String? = null, onProgress: ((Progress) -> Unit)? = null, cancel: CancelToken? = null): ImportReport =
        long(onProgress, cancel) { progress, cancel -> native.importsOrders(source, ImportQuery(mapping = mapping, batchRows = batchRows), rejects, progress, cancel) }

    /**
     * Takes in what a commerce platform sends, as JSON: one object, a list, the envelope of an export or a webhook, or an
     * object on each line. Customers, orders, refunds and consents go where they belong, under the platform's own ids;
     * what has no field is kept with them. Platform and kind are recognised where they are not said. Objects that
     * cannot be taken are told in the report, and written to `rejects` as JSON Lines, and stop nothing. The same again
     * changes nothing, and what is older never takes the place of what is newer.
     *
     * @param platform Which platform sent them; looked for in each object when left out.
     * @param kind What the objects are, as the platform says it in the singular: `order`, `customer`, `refund`. Looked for when left out.
     * @param sourceName What the source is called; the platform's name when left out. Two shops of one platform need two names.
     * @param zone The zone of times without one; the shop's when left out.
     * @param batchObjects Objects of one commit; a sensible number when left out.
     * @param onProgress hears how far the call is, on the thread that does the work
     * @throws GuanxiException `io`; `invalid_file` when it is empty or no JSON; `cancelled`; those of the storage. What was committed before an error stays.
     */
    suspend fun payload(source: Source, platform: Platform? = null, kind: String? = null, sourceName: String? = null, zone: String? = null, batchObjects: Long? = null, rejects: String? = null, onProgress: ((Progress) -> Unit)? = null): PayloadReport =
        cancellable(onProgress) { progress, cancel -> native.importsPayload(source, PayloadQuery(platform = platform, kind = kind, sourceName = sourceName, zone = zone, batchObjects = batchObjects), rejects, progress, cancel) }

    /** [payload], on the calling thread. */
    fun payloadBlocking(source: Source, platform: Platform? = null, kind: String? = null, sourceName: String? = null, zone: String? = null, batchObjects: Long? = null, rejects: String? = null, onProgress: ((Progress) -> Unit)? = null, cancel: CancelToken? = null): PayloadReport =
        long(onProgress, cancel) { progress, cancel -> native.importsPayload(source, PayloadQuery(platform = platform, kind = kind, sourceName = sourceName, zone = zone, batchObjects = batchObjects), rejects, progress, cancel) }

    /**
     * Verifies that a webhook comes from its platform: that its signature is that of its body under the secret that both
     * sides know, and, where the platform signs a time, that it is recent. It reads and writes nothing.
     *
     * @param platform Who is said to have sent it.
     * @param body The body, byte by byte as it came: parsed and written anew it has another signature.
     * @param signature What stands in the header of the signature.
     * @param secret The secret that platform and shop share for webhooks.
     * @param toleranceSeconds How many seconds a signed time may lie before or behind the present; 300 when left out. Of Stripe alone, as the others sign no time.
     * @throws GuanxiException `invalid_field` for a secret that is empty, for a signature that does not read or is another's, and for a time outside of the tolerance.
     */
    suspend fun verifyWebhook(platform: Platform, body: String, signature: String, secret: String, toleranceSeconds: Long? = null): WebhookReceipt =
        offThread { native.importsVerifyWebhook(WebhookQuery(platform = platform, body = body, signature = signature, secret = secret, toleranceSeconds = toleranceSeconds)) }

    /** [verifyWebhook], on the calling thread. */
    fun verifyWebhookBlocking(platform: Platform, body: String, signature: String, secret: String, toleranceSeconds: Long? = null): WebhookReceipt =
        translated { native.importsVerifyWebhook(WebhookQuery(platform = platform, body = body, signature = signature, secret = secret, toleranceSeconds = toleranceSeconds)) }
}

/** Figures over the whole shop. */
class Reports internal constructor(private val native: NativeCrm) {
    /**
     * How much there is of everything, and the net revenue.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun stats(): Stats =
        offThread { native.reportsStats() }

    /** [stats], on the calling thread. */
    fun statsBlocking(): Stats =
        translated { native.reportsStats() }

    /**
     * Net revenue by the month that orders were placed in, oldest first, months without orders included.
     *
     * @throws GuanxiException As `stats`.
     */
    suspend fun revenueByMonth(asOf: LocalDate? = null): RevenueReport =
        offThread { native.reportsRevenueByMonth(asOf) }

    /** [revenueByMonth], on the calling thread. */
    fun revenueByMonthBlocking(asOf: LocalDate? = null): RevenueReport =
        translated { native.reportsRevenueByMonth(asOf) }

    /**
     * How customers fall into the groups of recency, frequency and money.
     *
     * @param asOf As of the end of this day; today when left out.
     * @param windowDays Only orders of the last so many days, the day looked at being the last; all when left out.
     * @param method How scores are cut.
     * @throws GuanxiException `invalid_field` for cut points that do not grow; as `stats`.
     */
    suspend fun rfm(asOf: LocalDate? = null, windowDays: Long? = null, method: RfmMethod? = null): RfmReport =
        offThread { native.reportsRfm(RfmQuery(asOf = asOf, windowDays = windowDays, method = method)) }

    /** [rfm], on the calling thread. */
    fun rfmBlocking(asOf: LocalDate? = null, windowDays: Long? = null, method: RfmMethod? = null): RfmReport =
        translated { native.reportsRfm(RfmQuery(asOf = asOf, windowDays = windowDays, method = method)) }

    /**
     * The score of every customer that has orders, by customer.
     *
     * @param asOf As of the end of this day; today when left out.
     * @param windowDays Only orders of the last so many days, the day looked at being the last; all when left out.
     * @param method How scores are cut.
     * @throws GuanxiException As `rfm`.
     */
    suspend fun rfmScores(asOf: LocalDate? = null, windowDays: Long? = null, method: RfmMethod? = null): List<RfmScore> =
        offThread { native.reportsRfmScores(RfmQuery(asOf = asOf, windowDays = windowDays, method = method)) }

    /** [rfmScores], on the calling thread. */
    fun rfmScoresBlocking(asOf: LocalDate? = null, windowDays: Long? = null, method: RfmMethod? = null): List<RfmScore> =
        translated { native.reportsRfmScores(RfmQuery(asOf = asOf, windowDays = windowDays, method = method)) }

    /**
     * The customers that spent most, as of the end of a day or, without one, of all that is known.
     *
     * @throws GuanxiException As `stats`.
     */
    suspend fun topCustomers(limit: Long, asOf: LocalDate? = null): List<TopCustomer> =
        offThread { native.reportsTopCustomers(limit, asOf) }

    /** [topCustomers], on the calling thread. */
    fun topCustomersBlocking(limit: Long, asOf: LocalDate? = null): List<TopCustomer> =
        translated { native.reportsTopCustomers(limit, asOf) }
}

/** Every committed change. */
class Feed internal constructor(private val native: NativeCrm) {
    /**
     * The changes after a cursor; without one, from the first that is kept.
     *
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`; `cursor_expired` when changes after the cursor are not kept any more.
     */
    suspend fun changes(limit: Long? = null, cursor: String? = null): FeedPage =
        offThread { native.feedChanges(PageRequest(limit = limit, cursor = cursor)) }

    /** [changes], on the calling thread. */
    fun changesBlocking(limit: Long? = null, cursor: String? = null): FeedPage =
        translated { native.feedChanges(PageRequest(limit = limit, cursor = cursor)) }

    /** All that [changes] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterChanges(limit: Long? = null, cursor: String? = null): Flow<FeedChange> =
        pages(cursor) { at -> changes(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterChanges], on the calling thread. */
    fun iterChangesBlocking(limit: Long? = null, cursor: String? = null): Sequence<FeedChange> =
        pagesBlocking(cursor) { at -> changesBlocking(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * The cursor before the first change that was committed at this time or later: from where to read what happened
     * since.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun cursorAt(at: Instant): String =
        offThread { native.feedCursorAt(at) }

    /** [cursorAt], on the calling thread. */
    fun cursorAtBlocking(at: Instant): String =
        translated { native.feedCursorAt(at) }

    /**
     * Makes a group that follows the feed, from the beginning unless told otherwise. One that is there stays where it
     * is.
     *
     * @throws GuanxiException `invalid_field` for a name that is empty or longer than 100 bytes.
     */
    suspend fun defineGroup(name: String, start: FeedStart? = null): FeedGroup =
        offThread { native.feedDefineGroup(name, start) }

    /** [defineGroup], on the calling thread. */
    fun defineGroupBlocking(name: String, start: FeedStart? = null): FeedGroup =
        translated { native.feedDefineGroup(name, start) }

    /**
     * Every group with how far it is, by name.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun groups(): List<FeedGroup> =
        offThread { native.feedGroups() }

    /** [groups], on the calling thread. */
    fun groupsBlocking(): List<FeedGroup> =
        translated { native.feedGroups() }

    /**
     * The next changes of a group, for one worker until its lease ends. Until they are acknowledged no other worker
     * gets any, so that changes stay in order; a worker that asks again, or whoever asks first after the lease ended,
     * gets them again.
     *
     * @param group The group.
     * @param worker Who takes: a name that no other worker of the group has, 1 to 100 bytes.
     * @param limit At most this many changes, 1 to 1,000; 50 when left out.
     * @param leaseSeconds How long it has for them, 1 to 86,400 seconds; 60 when left out.
     * @throws GuanxiException `invalid_field`; `not_found`; `cursor_expired` when changes that the group has not read are not kept any more; `contended`.
     */
    suspend fun take(group: String, worker: String, limit: Long? = null, leaseSeconds: Long? = null): FeedBatch =
        offThread { native.feedTake(FeedTake(group = group, worker = worker, limit = limit, leaseSeconds = leaseSeconds)) }

    /** [take], on the calling thread. */
    fun takeBlocking(group: String, worker: String, limit: Long? = null, leaseSeconds: Long? = null): FeedBatch =
        translated { native.feedTake(FeedTake(group = group, worker = worker, limit = limit, leaseSeconds = leaseSeconds)) }

    /**
     * Says that a batch is done, or the first so many of its changes; the rest is given out again at once. The same
     * again changes nothing.
     *
     * @throws GuanxiException `not_found`; `stale_version` when the lease ended and somebody else took the batch; `invalid_field` for more changes than the batch has; `contended`.
     */
    suspend fun acknowledge(group: String, lease: Long, done: Long? = null): FeedGroup =
        offThread { native.feedAcknowledge(group, lease, done) }

    /** [acknowledge], on the calling thread. */
    fun acknowledgeBlocking(group: String, lease: Long, done: Long? = null): FeedGroup =
        translated { native.feedAcknowledge(group, lease, done) }

    /**
     * Sets a group to a cursor, or to the first change that is kept. A batch that is out can be acknowledged no more.
     *
     * @throws GuanxiException `invalid_cursor`; `cursor_expired`; `not_found`.
     */
    suspend fun rewind(group: String, cursor: String? = null): FeedGroup =
        offThread { native.feedRewind(group, cursor) }

    /** [rewind], on the calling thread. */
    fun rewindBlocking(group: String, cursor: String? = null): FeedGroup =
        translated { native.feedRewind(group, cursor) }

    /**
     * Forgets a group.
     *
     * @throws GuanxiException `not_found`.
     */
    suspend fun forgetGroup(name: String): Unit =
        offThread { native.feedForgetGroup(name) }

    /** [forgetGroup], on the calling thread. */
    fun forgetGroupBlocking(name: String): Unit =
        translated { native.feedForgetGroup(name) }

    /**
     * Drops what is older than the setting `feed_days` allows, from the feed and so from the audit too, whose chain begins
     * after it then; the newest commit always stays. For a job that runs now and then.
     *
     * @throws GuanxiException `corrupt` when the audit was tampered with: see `audit.verify`; `unsupported` by this storage; `disk_full`, `io`.
     */
    suspend fun trim(): FeedTrimReport =
        offThread { native.feedTrim() }

    /** [trim], on the calling thread. */
    fun trimBlocking(): FeedTrimReport =
        translated { native.feedTrim() }
}

/** Who did what. */
class Audit internal constructor(private val native: NativeCrm) {
    /**
     * Every commit, page by page, oldest first.
     *
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_cursor`.
     */
    suspend fun list(limit: Long? = null, cursor: String? = null): AuditPage =
        offThread { native.auditList(PageRequest(limit = limit, cursor = cursor)) }

    /** [list], on the calling thread. */
    fun listBlocking(limit: Long? = null, cursor: String? = null): AuditPage =
        translated { native.auditList(PageRequest(limit = limit, cursor = cursor)) }

    /** All that [list] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iter(limit: Long? = null, cursor: String? = null): Flow<AuditEntry> =
        pages(cursor) { at -> list(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iter], on the calling thread. */
    fun iterBlocking(limit: Long? = null, cursor: String? = null): Sequence<AuditEntry> =
        pagesBlocking(cursor) { at -> listBlocking(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * The commits that a query names, page by page, oldest first: about a customer, by a call, by somebody, in a time. It
     * reads through the audit as far as it is kept.
     *
     * @param customer Those that change something of this customer; an id of before a merge has those of that time.
     * @param verb Those of this call, such as `customers.update`, or of an area: `customers`.
     * @param actor Those of who acted so, such as `staff:mei`.
     * @param since Those from this instant on.
     * @param until Those before this instant.
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_field` for the limit; `invalid_cursor`.
     */
    suspend fun find(customer: String? = null, verb: String? = null, actor: String? = null, since: Instant? = null, until: Instant? = null, limit: Long? = null, cursor: String? = null): AuditPage =
        offThread { native.auditFind(AuditQuery(customer = customer, verb = verb, actor = actor, since = since, until = until, page = PageRequest(limit = limit, cursor = cursor))) }

    /** [find], on the calling thread. */
    fun findBlocking(customer: String? = null, verb: String? = null, actor: String? = null, since: Instant? = null, until: Instant? = null, limit: Long? = null, cursor: String? = null): AuditPage =
        translated { native.auditFind(AuditQuery(customer = customer, verb = verb, actor = actor, since = since, until = until, page = PageRequest(limit = limit, cursor = cursor))) }

    /** All that [find] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterFind(customer: String? = null, verb: String? = null, actor: String? = null, since: Instant? = null, until: Instant? = null, limit: Long? = null, cursor: String? = null): Flow<AuditEntry> =
        pages(cursor) { at -> find(customer = customer, verb = verb, actor = actor, since = since, until = until, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterFind], on the calling thread. */
    fun iterFindBlocking(customer: String? = null, verb: String? = null, actor: String? = null, since: Instant? = null, until: Instant? = null, limit: Long? = null, cursor: String? = null): Sequence<AuditEntry> =
        pagesBlocking(cursor) { at -> findBlocking(customer = customer, verb = verb, actor = actor, since = since, until = until, limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /**
     * Writes down what the chain is now, and gives it: for a job that runs now and then and keeps it somewhere else. A
     * chain that is not intact is left as it was sealed.
     *
     * @throws GuanxiException Those of every call: `closed`, `io`, `corrupt`.
     */
    suspend fun seal(): AuditHead =
        offThread { native.auditSeal() }

    /** [seal], on the calling thread. */
    fun sealBlocking(): AuditHead =
        translated { native.auditSeal() }

    /**
     * Works the chain out anew and compares it with every seal, and with a head that was kept elsewhere; then seals what
     * came since. Who can write to the store's files can write seals, too: only a head from elsewhere tells of that.
     *
     * @throws GuanxiException `invalid_field` for an anchor whose entries were dropped from the feed.
     */
    suspend fun verify(anchor: AuditHead? = null): AuditProof =
        offThread { native.auditVerify(anchor) }

    /** [verify], on the calling thread. */
    fun verifyBlocking(anchor: AuditHead? = null): AuditProof =
        translated { native.auditVerify(anchor) }

    /**
     * The entries as lines of JSON with their hashes, page by page, oldest first, and sealed first: for who wants to keep
     * them, and to check the chain, elsewhere.
     *
     * @param limit At most this many, 1 to 1,000; 50 when left out.
     * @param cursor What the page before gave as its `next_cursor`.
     * @throws GuanxiException `invalid_field` for the limit; `invalid_cursor`.
     */
    suspend fun export(limit: Long? = null, cursor: String? = null): AuditExport =
        offThread { native.auditExport(PageRequest(limit = limit, cursor = cursor)) }

    /** [export], on the calling thread. */
    fun exportBlocking(limit: Long? = null, cursor: String? = null): AuditExport =
        translated { native.auditExport(PageRequest(limit = limit, cursor = cursor)) }

    /** All that [export] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin. */
    fun iterExport(limit: Long? = null, cursor: String? = null): Flow<String> =
        pages(cursor) { at -> export(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }

    /** [iterExport], on the calling thread. */
    fun iterExportBlocking(limit: Long? = null, cursor: String? = null): Sequence<String> =
        pagesBlocking(cursor) { at -> exportBlocking(limit = limit, cursor = at).let { Page(it.items, it.nextCursor) } }
}

/** State is what the facts make it. */
class Proof internal constructor(private val native: NativeCrm) {
    /**
     * Derives all state again, in memory, and compares. Looks at the storage's indexes, too.
     *
     * @throws GuanxiException `corrupt` when facts do not read.
     */
    suspend fun verify(): VerifyReport =
        offThread { native.proofVerify() }

    /** [verify], on the calling thread. */
    fun verifyBlocking(): VerifyReport =
        translated { native.proofVerify() }

    /**
     * Derives all state again and replaces what differs, in one transaction.
     *
     * @throws GuanxiException `corrupt` when facts do not read.
     */
    suspend fun rebuild(): VerifyReport =
        offThread { native.proofRebuild() }

    /** [rebuild], on the calling thread. */
    fun rebuildBlocking(): VerifyReport =
        translated { native.proofRebuild() }
}

/** From text, which the core reads: an id, an e-mail address, a phone number, `source:external id`. */
fun CustomerRef.Companion.of(text: String): CustomerRef = CustomerRef.Text(text)

/** From text, which the core reads: an id, an e-mail address, a phone number, `source:external id`. */
fun OrderRef.Companion.of(text: String): OrderRef = OrderRef.Text(text)
