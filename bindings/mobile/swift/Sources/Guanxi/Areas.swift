// Written by `cargo xtask codegen` from the core's description of itself; changes here are lost.

import Foundation

/// One handle per area.
public class CrmAreas: @unchecked Sendable {
    let native: NativeCrm

    /// The shop's settings.
    public let shop: ShopHandle

    /// The shop's customers.
    public let customers: Customers

    /// What customers bought.
    public let orders: Orders

    /// What the shop sells.
    public let products: Products

    /// What customers did.
    public let events: Events

    /// What customers agreed to.
    public let consents: Consents

    /// Points and tiers.
    public let loyalty: Loyalty

    /// What points buy.
    public let rewards: Rewards

    /// Customers who bring their friends.
    public let referrals: Referrals

    /// Groups of customers by what is known of them.
    public let segments: Segments

    /// Customers that may be one person.
    public let duplicates: Duplicates

    /// What is known of a person, handed out or destroyed.
    public let privacy: Privacy

    /// Files taken in.
    public let imports: Imports

    /// Figures over the whole shop.
    public let reports: Reports

    /// Every committed change.
    public let feed: Feed

    /// Who did what.
    public let audit: Audit

    /// State is what the facts make it.
    public let proof: Proof

    init(_ native: NativeCrm) {
        self.native = native
        shop = ShopHandle(native)
        customers = Customers(native)
        orders = Orders(native)
        products = Products(native)
        events = Events(native)
        consents = Consents(native)
        loyalty = Loyalty(native)
        rewards = Rewards(native)
        referrals = Referrals(native)
        segments = Segments(native)
        duplicates = Duplicates(native)
        privacy = Privacy(native)
        imports = Imports(native)
        reports = Reports(native)
        feed = Feed(native)
        audit = Audit(native)
        proof = Proof(native)
    }
}

/// The shop's settings.
public final class ShopHandle: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// The settings in force.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func get() async throws -> ShopSettings {
        try await offThread { try self.native.shopGet() }
    }

    /// ``get``, on the calling thread.
    public func getBlocking() throws -> ShopSettings {
        try translated { try self.native.shopGet() }
    }

    /// Changes settings; what is left out stays. Where profiles or figures depend on what changed they are derived
    /// anew, which takes a while on a large store.
    ///
    /// - Parameters:
    ///   - name: What people call the shop.
    ///   - currency: The currency of its sums.
    ///   - zone: The zone of its days.
    ///   - country: The country that phone numbers and dates without one are read for.
    ///   - language: The language of its people.
    ///   - channels: Where it sells.
    ///   - trustedSources: Sources from the most trusted to the least.
    ///   - survivorship: Which of several records a field of a profile comes from.
    ///   - recordsPerIdentifierMax: An e-mail or phone borne by more records than this joins nobody any more: 1 to 1,000.
    ///   - feedDays: How many days the feed and the audit are kept: 1 to 36,500; 0 to keep them for ever. What is older goes when `feed.trim` is called.
    ///   - duplicates: From where on customers are taken for duplicates: probabilities of 1 to 1,000,000 that do not fall from review to match to link, and 2 to 1,000 records.
    ///   - purposes: What the purposes that customers are contacted for stand on, each named once, where that is other than by itself: a contract for `service`, `order` and `transaction`, consent for every other. All that were set before are replaced.
    ///   - retention: How long what is known of persons is kept, each kind of data named once for an action and a basis. All that were set before are replaced. What is past its time goes when `privacy.advance` is called.
    /// - Throws: ``GuanxiError``: `invalid_field`.
    public func set(name: String? = nil, currency: String? = nil, zone: String? = nil, country: String? = nil, language: String? = nil, channels: [String]? = nil, trustedSources: [String]? = nil, survivorship: Survivorship? = nil, recordsPerIdentifierMax: Int64? = nil, feedDays: Int64? = nil, duplicates: DuplicatePolicy? = nil, purposes: [PurposeBasis]? = nil, retention: [RetentionRule]? = nil) async throws -> SettingsReceipt {
        try await offThread { try self.native.shopSet(patch: ShopPatch(name: name, currency: currency, zone: zone, country: country, language: language, channels: channels, trustedSources: trustedSources, survivorship: survivorship, recordsPerIdentifierMax: recordsPerIdentifierMax, feedDays: feedDays, duplicates: duplicates, purposes: purposes, retention: retention)) }
    }

    /// ``set``, on the calling thread.
    public func setBlocking(name: String? = nil, currency: String? = nil, zone: String? = nil, country: String? = nil, language: String? = nil, channels: [String]? = nil, trustedSources: [String]? = nil, survivorship: Survivorship? = nil, recordsPerIdentifierMax: Int64? = nil, feedDays: Int64? = nil, duplicates: DuplicatePolicy? = nil, purposes: [PurposeBasis]? = nil, retention: [RetentionRule]? = nil) throws -> SettingsReceipt {
        try translated { try self.native.shopSet(patch: ShopPatch(name: name, currency: currency, zone: zone, country: country, language: language, channels: channels, trustedSources: trustedSources, survivorship: survivorship, recordsPerIdentifierMax: recordsPerIdentifierMax, feedDays: feedDays, duplicates: duplicates, purposes: purposes, retention: retention)) }
    }

    /// Defines a field of the shop's own that customers have, or changes its limits. Its type stays.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for a name that is no identifier or is taken, another type than before, choices without values.
    public func defineField(_ field: FieldDefinition) async throws -> SettingsReceipt {
        try await offThread { try self.native.shopDefineField(field: field) }
    }

    /// ``defineField``, on the calling thread.
    public func defineFieldBlocking(_ field: FieldDefinition) throws -> SettingsReceipt {
        try translated { try self.native.shopDefineField(field: field) }
    }

    /// Defines a physical store, or changes it; its code names it.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for a code that is empty.
    public func defineStore(_ store: Store) async throws -> SettingsReceipt {
        try await offThread { try self.native.shopDefineStore(store: store) }
    }

    /// ``defineStore``, on the calling thread.
    public func defineStoreBlocking(_ store: Store) throws -> SettingsReceipt {
        try translated { try self.native.shopDefineStore(store: store) }
    }
}

/// The shop's customers.
public final class Customers: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Takes what a source says about a person: finds the record by (source, external id), else by e-mail or phone
    /// of the same source, or makes it; joins it to the customer that its identifiers name, or makes one.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for a value that does not read; see `CustomerInput` for what each takes.
    public func upsert(_ input: CustomerInput) async throws -> UpsertReceipt {
        try await offThread { try self.native.customersUpsert(input: input) }
    }

    /// ``upsert``, on the calling thread.
    public func upsertBlocking(_ input: CustomerInput) throws -> UpsertReceipt {
        try translated { try self.native.customersUpsert(input: input) }
    }

    /// Takes many at once, in one commit: all of them or none.
    ///
    /// - Throws: ``GuanxiError``: As `upsert`, for the first that cannot be taken.
    public func upsertMany(_ inputs: [CustomerInput]) async throws -> [UpsertReceipt] {
        try await offThread { try self.native.customersUpsertMany(inputs: inputs) }
    }

    /// ``upsertMany``, on the calling thread.
    public func upsertManyBlocking(_ inputs: [CustomerInput]) throws -> [UpsertReceipt] {
        try translated { try self.native.customersUpsertMany(inputs: inputs) }
    }

    /// Changes a customer by hand. What is entered so comes before what every source says.
    ///
    /// - Parameters:
    ///   - expectedVersion: Refuse when the customer's version is another one.
    ///   - name: The whole name.
    ///   - givenName: Given name.
    ///   - familyName: Family name.
    ///   - email: E-mail address.
    ///   - phone: Phone number.
    ///   - birthDate: Birth date.
    ///   - gender: Gender.
    ///   - language: Language.
    ///   - company: Company.
    ///   - address: Postal address, whole.
    ///   - note: A note.
    ///   - addTags: Tags to add.
    ///   - removeTags: Tags to take away, whoever gave them.
    ///   - fields: Values of the shop's own fields.
    ///   - clear: Fields to leave empty whatever the sources say: `email`, `phone`, `birth_date`, `gender`, `language`, `company`, `address`, `note`, `name`, or the name of a field of the shop's own.
    /// - Throws: ``GuanxiError``: `not_found`; `stale_version` when `expected_version` is given and is not the present one; `invalid_field`.
    public func update(id: String, expectedVersion: Int64? = nil, name: String? = nil, givenName: String? = nil, familyName: String? = nil, email: String? = nil, phone: String? = nil, birthDate: String? = nil, gender: String? = nil, language: String? = nil, company: String? = nil, address: AddressInput? = nil, note: String? = nil, addTags: [String] = [], removeTags: [String] = [], fields: [String: String] = [:], clear: [String] = []) async throws -> UpsertReceipt {
        try await offThread { try self.native.customersUpdate(id: id, patch: CustomerPatch(expectedVersion: expectedVersion, name: name, givenName: givenName, familyName: familyName, email: email, phone: phone, birthDate: birthDate, gender: gender, language: language, company: company, address: address, note: note, addTags: addTags, removeTags: removeTags, fields: fields, clear: clear)) }
    }

    /// ``update``, on the calling thread.
    public func updateBlocking(id: String, expectedVersion: Int64? = nil, name: String? = nil, givenName: String? = nil, familyName: String? = nil, email: String? = nil, phone: String? = nil, birthDate: String? = nil, gender: String? = nil, language: String? = nil, company: String? = nil, address: AddressInput? = nil, note: String? = nil, addTags: [String] = [], removeTags: [String] = [], fields: [String: String] = [:], clear: [String] = []) throws -> UpsertReceipt {
        try translated { try self.native.customersUpdate(id: id, patch: CustomerPatch(expectedVersion: expectedVersion, name: name, givenName: givenName, familyName: familyName, email: email, phone: phone, birthDate: birthDate, gender: gender, language: language, company: company, address: address, note: note, addTags: addTags, removeTags: removeTags, fields: fields, clear: clear)) }
    }

    /// Takes a customer out of lists, look-ups and reports. What came in stays as facts; `privacy.erase` is what
    /// forgets a person for good. A source that says something new about one of the records brings it back as a new
    /// customer.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `stale_version`.
    public func delete(id: String, expectedVersion: Int64? = nil) async throws -> DeleteReceipt {
        try await offThread { try self.native.customersDelete(id: id, expectedVersion: expectedVersion) }
    }

    /// ``delete``, on the calling thread.
    public func deleteBlocking(id: String, expectedVersion: Int64? = nil) throws -> DeleteReceipt {
        try translated { try self.native.customersDelete(id: id, expectedVersion: expectedVersion) }
    }

    /// A customer by id; the id of one that was merged gives the customer that it went into.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func get(id: String) async throws -> Customer {
        try await offThread { try self.native.customersGet(id: id) }
    }

    /// ``get``, on the calling thread.
    public func getBlocking(id: String) throws -> Customer {
        try translated { try self.native.customersGet(id: id) }
    }

    /// The customer that a reference names: by id, by what a source calls it, by an e-mail or a phone.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
    public func resolve(customer: CustomerRef) async throws -> Customer {
        try await offThread { try self.native.customersResolve(customer: customer) }
    }

    /// ``resolve``, on the calling thread.
    public func resolveBlocking(customer: CustomerRef) throws -> Customer {
        try translated { try self.native.customersResolve(customer: customer) }
    }

    /// The customers that bear an e-mail, a phone number or an external id (`shopify:6940095`, or the id alone), or
    /// that have a name starting with this text; best first: exact identifiers before names, more orders later on. A
    /// text that reads as an e-mail is looked up as one, not as a name.
    ///
    /// - Parameters:
    ///   - text: An e-mail, a phone, an external id, or the beginning of one or several names.
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`; `invalid_field` for a text without a letter or digit.
    public func find(text: String = "", limit: Int64? = nil, cursor: String? = nil) async throws -> CustomerPage {
        try await offThread { try self.native.customersFind(query: CustomerQuery(text: text, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// ``find``, on the calling thread.
    public func findBlocking(text: String = "", limit: Int64? = nil, cursor: String? = nil) throws -> CustomerPage {
        try translated { try self.native.customersFind(query: CustomerQuery(text: text, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// All that ``find`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterFind(text: String = "", limit: Int64? = nil, cursor: String? = nil) -> Pages<Customer> {
        Pages(from: cursor) { at in
            let page = try self.findBlocking(text: text, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// Every customer, page by page, oldest first.
    ///
    /// - Parameters:
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`.
    public func list(limit: Int64? = nil, cursor: String? = nil) async throws -> CustomerPage {
        try await offThread { try self.native.customersList(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// ``list``, on the calling thread.
    public func listBlocking(limit: Int64? = nil, cursor: String? = nil) throws -> CustomerPage {
        try translated { try self.native.customersList(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// All that ``list`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iter(limit: Int64? = nil, cursor: String? = nil) -> Pages<Customer> {
        Pages(from: cursor) { at in
            let page = try self.listBlocking(limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// How many customers there are.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func count() async throws -> Int64 {
        try await offThread { try self.native.customersCount() }
    }

    /// ``count``, on the calling thread.
    public func countBlocking() throws -> Int64 {
        try translated { try self.native.customersCount() }
    }
}

/// What customers bought.
public final class Orders: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Takes an order in, or a new version of one.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for amounts in several currencies, no amount at all, or an external id that is empty; `invalid_money` when a sum does not fit; `not_found` for a customer named by id, e-mail or phone that does not exist.
    public func record(_ input: OrderInput) async throws -> OrderReceipt {
        try await offThread { try self.native.ordersRecord(input: input) }
    }

    /// ``record``, on the calling thread.
    public func recordBlocking(_ input: OrderInput) throws -> OrderReceipt {
        try translated { try self.native.ordersRecord(input: input) }
    }

    /// Takes many at once, in one commit: all of them or none.
    ///
    /// - Throws: ``GuanxiError``: As `record`, for the first that cannot be taken.
    public func recordMany(_ inputs: [OrderInput]) async throws -> [OrderReceipt] {
        try await offThread { try self.native.ordersRecordMany(inputs: inputs) }
    }

    /// ``recordMany``, on the calling thread.
    public func recordManyBlocking(_ inputs: [OrderInput]) throws -> [OrderReceipt] {
        try translated { try self.native.ordersRecordMany(inputs: inputs) }
    }

    /// Takes a refund in. The same again gives the same receipt. It may come before its order.
    ///
    /// - Throws: ``GuanxiError``: `not_found` for an order named by id; `key_reused` when the refund came before with other content; `invalid_field` for another currency than the order's; `refund_too_large`; `invalid_field` for a sum that is not positive.
    public func refund(_ input: RefundInput) async throws -> RefundReceipt {
        try await offThread { try self.native.ordersRefund(input: input) }
    }

    /// ``refund``, on the calling thread.
    public func refundBlocking(_ input: RefundInput) throws -> RefundReceipt {
        try translated { try self.native.ordersRefund(input: input) }
    }

    /// Calls an order off: it counts in no figure from then on. Cancelling again changes nothing.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for a reason that is empty; `not_found`.
    public func cancel(order: OrderRef, reason: String? = nil) async throws -> OrderReceipt {
        try await offThread { try self.native.ordersCancel(order: order, reason: reason) }
    }

    /// ``cancel``, on the calling thread.
    public func cancelBlocking(order: OrderRef, reason: String? = nil) throws -> OrderReceipt {
        try translated { try self.native.ordersCancel(order: order, reason: reason) }
    }

    /// Moves an order on: paid, shipped, delivered. The same status again changes nothing.
    ///
    /// - Parameters:
    ///   - financialStatus: Where its payment stands.
    ///   - fulfillmentStatus: Where its goods are.
    ///   - at: When it got there; now when left out. What the order's source says of a later instant comes before it.
    /// - Throws: ``GuanxiError``: `not_found`.
    public func setStatus(order: OrderRef, financialStatus: FinancialStatus? = nil, fulfillmentStatus: FulfillmentStatus? = nil, at: Date? = nil) async throws -> OrderReceipt {
        try await offThread { try self.native.ordersSetStatus(order: order, status: StatusInput(financialStatus: financialStatus, fulfillmentStatus: fulfillmentStatus, at: at)) }
    }

    /// ``setStatus``, on the calling thread.
    public func setStatusBlocking(order: OrderRef, financialStatus: FinancialStatus? = nil, fulfillmentStatus: FulfillmentStatus? = nil, at: Date? = nil) throws -> OrderReceipt {
        try translated { try self.native.ordersSetStatus(order: order, status: StatusInput(financialStatus: financialStatus, fulfillmentStatus: fulfillmentStatus, at: at)) }
    }

    /// An order.
    ///
    /// - Throws: ``GuanxiError``: `not_found`, also for one of which only refunds are known so far.
    public func get(order: OrderRef) async throws -> Order {
        try await offThread { try self.native.ordersGet(order: order) }
    }

    /// ``get``, on the calling thread.
    public func getBlocking(order: OrderRef) throws -> Order {
        try translated { try self.native.ordersGet(order: order) }
    }

    /// A customer's orders, newest first.
    ///
    /// - Parameters:
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`; `not_found`.
    public func list(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) async throws -> OrderPage {
        try await offThread { try self.native.ordersList(customer: customer, page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// ``list``, on the calling thread.
    public func listBlocking(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) throws -> OrderPage {
        try translated { try self.native.ordersList(customer: customer, page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// All that ``list`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iter(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) -> Pages<Order> {
        Pages(from: cursor) { at in
            let page = try self.listBlocking(customer: customer, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// The figures of a customer's orders.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func metrics(customer: String) async throws -> CustomerMetrics {
        try await offThread { try self.native.ordersMetrics(customer: customer) }
    }

    /// ``metrics``, on the calling thread.
    public func metricsBlocking(customer: String) throws -> CustomerMetrics {
        try translated { try self.native.ordersMetrics(customer: customer) }
    }

    /// How many orders are known, whether they count or not.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func count() async throws -> Int64 {
        try await offThread { try self.native.ordersCount() }
    }

    /// ``count``, on the calling thread.
    public func countBlocking() throws -> Int64 {
        try translated { try self.native.ordersCount() }
    }
}

/// What the shop sells.
public final class Products: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Takes a product in, or a new version of one. The same content again changes nothing.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for a SKU that is empty or too long.
    public func upsert(_ input: ProductInput) async throws -> ProductReceipt {
        try await offThread { try self.native.productsUpsert(input: input) }
    }

    /// ``upsert``, on the calling thread.
    public func upsertBlocking(_ input: ProductInput) throws -> ProductReceipt {
        try translated { try self.native.productsUpsert(input: input) }
    }

    /// A product as it is now.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func get(sku: String) async throws -> Product {
        try await offThread { try self.native.productsGet(sku: sku) }
    }

    /// ``get``, on the calling thread.
    public func getBlocking(sku: String) throws -> Product {
        try translated { try self.native.productsGet(sku: sku) }
    }

    /// Every product as it is now, by SKU.
    ///
    /// - Parameters:
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`.
    public func list(limit: Int64? = nil, cursor: String? = nil) async throws -> ProductPage {
        try await offThread { try self.native.productsList(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// ``list``, on the calling thread.
    public func listBlocking(limit: Int64? = nil, cursor: String? = nil) throws -> ProductPage {
        try translated { try self.native.productsList(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// All that ``list`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iter(limit: Int64? = nil, cursor: String? = nil) -> Pages<Product> {
        Pages(from: cursor) { at in
            let page = try self.listBlocking(limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }
}

/// What customers did.
public final class Events: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Takes an event in.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for a name that is empty or properties that are too large; `not_found` for a customer named by id, e-mail or phone that does not exist.
    public func record(_ input: EventInput) async throws -> EventReceipt {
        try await offThread { try self.native.eventsRecord(input: input) }
    }

    /// ``record``, on the calling thread.
    public func recordBlocking(_ input: EventInput) throws -> EventReceipt {
        try translated { try self.native.eventsRecord(input: input) }
    }

    /// Takes several events in, all or none.
    ///
    /// - Throws: ``GuanxiError``: As `record`, for the first that is refused.
    public func recordMany(_ inputs: [EventInput]) async throws -> [EventReceipt] {
        try await offThread { try self.native.eventsRecordMany(inputs: inputs) }
    }

    /// ``recordMany``, on the calling thread.
    public func recordManyBlocking(_ inputs: [EventInput]) throws -> [EventReceipt] {
        try translated { try self.native.eventsRecordMany(inputs: inputs) }
    }

    /// Everything a customer did and had, newest first.
    ///
    /// - Parameters:
    ///   - customer: Whose.
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`; `not_found`.
    public func timeline(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) async throws -> TimelinePage {
        try await offThread { try self.native.eventsTimeline(query: TimelineQuery(customer: customer, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// ``timeline``, on the calling thread.
    public func timelineBlocking(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) throws -> TimelinePage {
        try translated { try self.native.eventsTimeline(query: TimelineQuery(customer: customer, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// All that ``timeline`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterTimeline(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) -> Pages<TimelineItem> {
        Pages(from: cursor) { at in
            let page = try self.timelineBlocking(customer: customer, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }
}

/// What customers agreed to.
public final class Consents: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Takes an entry in. Without a time of its own, an entry that says again what its record said last changes nothing:
    /// nobody was asked again. A no can be said to every channel (`*`); it counts for each until something else is said of
    /// that one later.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field`, also for a yes to every channel; `not_found` for a customer that does not exist.
    public func record(_ input: ConsentInput) async throws -> ConsentReceipt {
        try await offThread { try self.native.consentsRecord(input: input) }
    }

    /// ``record``, on the calling thread.
    public func recordBlocking(_ input: ConsentInput) throws -> ConsentReceipt {
        try translated { try self.native.consentsRecord(input: input) }
    }

    /// Asks a customer for a consent: it is pending until `confirm` is called with the token, which the app
    /// sends to the address (double opt-in, rule M4). Where it is granted already nothing is asked.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field`, also for an address that is none of the customer's, and where it has none; `not_found`; `deleted`.
    public func request(_ input: ConsentRequestInput) async throws -> ConsentRequest {
        try await offThread { try self.native.consentsRequest(input: input) }
    }

    /// ``request``, on the calling thread.
    public func requestBlocking(_ input: ConsentRequestInput) throws -> ConsentRequest {
        try translated { try self.native.consentsRequest(input: input) }
    }

    /// Grants what was asked for with this token, once. The same again changes nothing as long as that holds.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for what cannot be a token; `not_found`; `deleted`; `consent_closed` when it was used and withdrawn since, has expired, the customer withdrew or objected after it was asked for, or the address is the customer's no more.
    public func confirm(token: String) async throws -> ConsentReceipt {
        try await offThread { try self.native.consentsConfirm(token: token) }
    }

    /// ``confirm``, on the calling thread.
    public func confirmBlocking(token: String) throws -> ConsentReceipt {
        try translated { try self.native.consentsConfirm(token: token) }
    }

    /// What a customer agreed to, as it stood at an instant: one entry per purpose × channel, sorted.
    ///
    /// - Parameters:
    ///   - customer: Whose.
    ///   - at: As of when; as of everything known when left out.
    /// - Throws: ``GuanxiError``: `not_found`.
    public func state(customer: CustomerRef, at: Date? = nil) async throws -> [Consent] {
        try await offThread { try self.native.consentsState(query: ConsentQuery(customer: customer, at: at)) }
    }

    /// ``state``, on the calling thread.
    public func stateBlocking(customer: CustomerRef, at: Date? = nil) throws -> [Consent] {
        try translated { try self.native.consentsState(query: ConsentQuery(customer: customer, at: at)) }
    }

    /// Whether a customer may be contacted for a purpose by a channel, as it stood at an instant, and why. It is the one
    /// gate: whatever is sent asks it, at the time of sending. `reachable` of segments gives the same answer for
    /// `marketing`.
    ///
    /// Whatever the purpose, processing must not be restricted (`privacy.restrict`), and the customer must have an address that
    /// is not suppressed and from which nothing came back for good. Beyond that it hangs on what the purpose stands on,
    /// which the shop's settings tell (`purposes`): under consent the last word must be yes; under the shop's interest it must
    /// not be anything else, and nothing said is no obstacle; under a contract or a law nobody is asked, and no objection
    /// counts (GDPR articles 6, 7 and 21, PIPL articles 13 to 15).
    ///
    /// - Parameters:
    ///   - customer: Whom.
    ///   - purpose: For what: `marketing`, `service`. Letter case does not matter.
    ///   - channel: By which channel: `email`, `sms`, `phone`, `whatsapp`, `wechat`. Letter case does not matter.
    ///   - at: As of when; as of everything known when left out. Addresses and what purposes stand on are those of now.
    /// - Throws: ``GuanxiError``: `invalid_field`, also for an e-mail or phone that does not read, or that several customers bear; `not_found`; `erased`.
    public func mayContact(customer: CustomerRef, purpose: String, channel: String, at: Date? = nil) async throws -> ContactDecision {
        try await offThread { try self.native.consentsMayContact(query: ContactQuery(customer: customer, purpose: purpose, channel: channel, at: at)) }
    }

    /// ``mayContact``, on the calling thread.
    public func mayContactBlocking(customer: CustomerRef, purpose: String, channel: String, at: Date? = nil) throws -> ContactDecision {
        try translated { try self.native.consentsMayContact(query: ContactQuery(customer: customer, purpose: purpose, channel: channel, at: at)) }
    }
}

/// Points and tiers.
public final class Loyalty: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Defines a program, or a new version of one. The same terms again change nothing; what was earned stays as it is.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field`, naming the first field that cannot be taken.
    public func defineProgram(name: String, terms: ProgramTerms) async throws -> ProgramReceipt {
        try await offThread { try self.native.loyaltyDefineProgram(name: name, terms: terms) }
    }

    /// ``defineProgram``, on the calling thread.
    public func defineProgramBlocking(name: String, terms: ProgramTerms) throws -> ProgramReceipt {
        try translated { try self.native.loyaltyDefineProgram(name: name, terms: terms) }
    }

    /// Every program as it is now, by name.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func programs() async throws -> [Program] {
        try await offThread { try self.native.loyaltyPrograms() }
    }

    /// ``programs``, on the calling thread.
    public func programsBlocking() throws -> [Program] {
        try translated { try self.native.loyaltyPrograms() }
    }

    /// Points for an order, on the record it is booked on (rules P3, P9). Asked again it gives the same entry. Points
    /// that paid for a part of the order are redeemed before, so that this part earns nothing.
    ///
    /// - Throws: ``GuanxiError``: `not_found`, also for the program; `invalid_field` for nobody's order or a time ahead of the clock; `deleted`; `key_reused`; `program_refuses`; `invalid_money` for another currency.
    public func earn(_ input: EarnInput) async throws -> PointsReceipt {
        try await offThread { try self.native.loyaltyEarn(input: input) }
    }

    /// ``earn``, on the calling thread.
    public func earnBlocking(_ input: EarnInput) throws -> PointsReceipt {
        try translated { try self.native.loyaltyEarn(input: input) }
    }

    /// Points for many orders, in one commit: all of them or none.
    ///
    /// - Throws: ``GuanxiError``: As `earn`, for the first that cannot earn.
    public func earnMany(_ inputs: [EarnInput]) async throws -> [PointsReceipt] {
        try await offThread { try self.native.loyaltyEarnMany(inputs: inputs) }
    }

    /// ``earnMany``, on the calling thread.
    public func earnManyBlocking(_ inputs: [EarnInput]) throws -> [PointsReceipt] {
        try translated { try self.native.loyaltyEarnMany(inputs: inputs) }
    }

    /// Points for something a customer did, as the program has it.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `program_refuses` for an event that earns nothing; `deleted`; `key_reused`; `invalid_field`.
    public func earnEvent(_ input: EarnEventInput) async throws -> PointsReceipt {
        try await offThread { try self.native.loyaltyEarnEvent(input: input) }
    }

    /// ``earnEvent``, on the calling thread.
    public func earnEventBlocking(_ input: EarnEventInput) throws -> PointsReceipt {
        try translated { try self.native.loyaltyEarnEvent(input: input) }
    }

    /// What an order would earn, and why; nothing is written, and the order need not be recorded.
    ///
    /// - Throws: ``GuanxiError``: `not_found` for the program; `invalid_field`, `invalid_money` as for an order.
    public func preview(_ input: PreviewInput) async throws -> EarningExplanation {
        try await offThread { try self.native.loyaltyPreview(input: input) }
    }

    /// ``preview``, on the calling thread.
    public func previewBlocking(_ input: PreviewInput) throws -> EarningExplanation {
        try translated { try self.native.loyaltyPreview(input: input) }
    }

    /// Spends points: those that expire first go first (rule P2). For an order it is known by the order.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses` for the program's limits; `insufficient_points`.
    public func redeem(_ input: RedeemInput) async throws -> PointsReceipt {
        try await offThread { try self.native.loyaltyRedeem(input: input) }
    }

    /// ``redeem``, on the calling thread.
    public func redeemBlocking(_ input: RedeemInput) throws -> PointsReceipt {
        try translated { try self.native.loyaltyRedeem(input: input) }
    }

    /// Sets points aside for a while, as for a checkout (rule P6).
    ///
    /// - Throws: ``GuanxiError``: As `redeem`.
    public func hold(_ input: RedeemInput) async throws -> PointsReceipt {
        try await offThread { try self.native.loyaltyHold(input: input) }
    }

    /// ``hold``, on the calling thread.
    public func holdBlocking(_ input: RedeemInput) throws -> PointsReceipt {
        try translated { try self.native.loyaltyHold(input: input) }
    }

    /// Spends held points, all or some; the others go back to their lots.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `deleted`; `key_reused`; `program_refuses` when the hold ended; `invalid_field`; `insufficient_points`.
    public func capture(_ input: CaptureInput) async throws -> PointsReceipt {
        try await offThread { try self.native.loyaltyCapture(input: input) }
    }

    /// ``capture``, on the calling thread.
    public func captureBlocking(_ input: CaptureInput) throws -> PointsReceipt {
        try translated { try self.native.loyaltyCapture(input: input) }
    }

    /// Calls a hold off: its points go back to their lots.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `deleted`; `program_refuses` when the hold ended otherwise.
    public func voidHold(hold: String) async throws -> PointsReceipt {
        try await offThread { try self.native.loyaltyVoidHold(hold: hold) }
    }

    /// ``voidHold``, on the calling thread.
    public func voidHoldBlocking(hold: String) throws -> PointsReceipt {
        try translated { try self.native.loyaltyVoidHold(hold: hold) }
    }

    /// Gives spent points back to the lots they came from, with their dates (rule P7).
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `program_refuses` for what paid for a reward, which is cancelled instead; `deleted`; `key_reused`; `invalid_field`; `program_refuses` for more than is left of it.
    public func giveBack(_ input: GiveBackInput) async throws -> PointsReceipt {
        try await offThread { try self.native.loyaltyGiveBack(input: input) }
    }

    /// ``giveBack``, on the calling thread.
    public func giveBackBlocking(_ input: GiveBackInput) throws -> PointsReceipt {
        try translated { try self.native.loyaltyGiveBack(input: input) }
    }

    /// Goods came back: gives back the points that paid for them, then takes back the points they earned, by the split
    /// that was recorded when they were earned (rules P8, P9). How much money goes back is answered, too.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `deleted`; `key_reused`; `program_refuses` before the order earned; `invalid_field` for units that cannot come back.
    public func returnOrder(_ input: ReturnInput) async throws -> ReturnReceipt {
        try await offThread { try self.native.loyaltyReturnOrder(input: input) }
    }

    /// ``returnOrder``, on the calling thread.
    public func returnOrderBlocking(_ input: ReturnInput) throws -> ReturnReceipt {
        try translated { try self.native.loyaltyReturnOrder(input: input) }
    }

    /// Gives or takes points by hand, for a reason. What is given can be spent at once.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field`; `deleted`; `key_reused`; `insufficient_points`.
    public func adjust(_ input: AdjustInput) async throws -> PointsReceipt {
        try await offThread { try self.native.loyaltyAdjust(input: input) }
    }

    /// ``adjust``, on the calling thread.
    public func adjustBlocking(_ input: AdjustInput) throws -> PointsReceipt {
        try translated { try self.native.loyaltyAdjust(input: input) }
    }

    /// Takes a lot of points in that was earned elsewhere, with its dates: the opening balance of a new program.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses`.
    public func importPoints(_ input: ImportPointsInput) async throws -> PointsReceipt {
        try await offThread { try self.native.loyaltyImportPoints(input: input) }
    }

    /// ``importPoints``, on the calling thread.
    public func importPointsBlocking(_ input: ImportPointsInput) throws -> PointsReceipt {
        try translated { try self.native.loyaltyImportPoints(input: input) }
    }

    /// Gives points to another member; they keep their dates.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field`, also for the same member; `deleted`; `key_reused`; `program_refuses`; `insufficient_points`.
    public func transfer(_ input: TransferInput) async throws -> PointsReceipt {
        try await offThread { try self.native.loyaltyTransfer(input: input) }
    }

    /// ``transfer``, on the calling thread.
    public func transferBlocking(_ input: TransferInput) throws -> PointsReceipt {
        try translated { try self.native.loyaltyTransfer(input: input) }
    }

    /// Brings a member into a pool, whose members spend each other's points, those that expire first before others, whosever
    /// they are (rule P14). Points stay whose they are: only what redeems and holds, rewards included, draws on the pool.
    /// A member that is in it already stays.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field`; `deleted`; `program_refuses` for a member of another pool, a pool that is full, and a program that has none.
    public func joinPool(_ input: PoolInput) async throws -> PointPool {
        try await offThread { try self.native.loyaltyJoinPool(input: input) }
    }

    /// ``joinPool``, on the calling thread.
    public func joinPoolBlocking(_ input: PoolInput) throws -> PointPool {
        try translated { try self.native.loyaltyJoinPool(input: input) }
    }

    /// Takes a member out of its pool, with what it has; nothing that was spent is paid back. Answers with the pool that it
    /// left, if it was in one.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func leavePool(customer: CustomerRef, program: String? = nil) async throws -> PointPool? {
        try await offThread { try self.native.loyaltyLeavePool(customer: customer, program: program) }
    }

    /// ``leavePool``, on the calling thread.
    public func leavePoolBlocking(customer: CustomerRef, program: String? = nil) throws -> PointPool? {
        try translated { try self.native.loyaltyLeavePool(customer: customer, program: program) }
    }

    /// The pool of a member, with what it can spend now, if it is in one. `balance` is the member's own.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func pool(customer: CustomerRef, program: String? = nil) async throws -> PointPool? {
        try await offThread { try self.native.loyaltyPool(customer: customer, program: program) }
    }

    /// ``pool``, on the calling thread.
    public func poolBlocking(customer: CustomerRef, program: String? = nil) throws -> PointPool? {
        try translated { try self.native.loyaltyPool(customer: customer, program: program) }
    }

    /// What a member has at an instant, or had, or was known to have.
    ///
    /// - Parameters:
    ///   - customer: Whose.
    ///   - program: The program; may be left out when the shop has one.
    ///   - at: As of this instant; now when left out.
    ///   - knownAt: As it was known at this instant; now when left out.
    /// - Throws: ``GuanxiError``: `not_found`.
    public func balance(customer: CustomerRef, program: String? = nil, at: Date? = nil, knownAt: Date? = nil) async throws -> PointBalance {
        try await offThread { try self.native.loyaltyBalance(query: BalanceQuery(customer: customer, program: program, at: at, knownAt: knownAt)) }
    }

    /// ``balance``, on the calling thread.
    public func balanceBlocking(customer: CustomerRef, program: String? = nil, at: Date? = nil, knownAt: Date? = nil) throws -> PointBalance {
        try translated { try self.native.loyaltyBalance(query: BalanceQuery(customer: customer, program: program, at: at, knownAt: knownAt)) }
    }

    /// A member's entries, newest first.
    ///
    /// - Parameters:
    ///   - customer: Whose.
    ///   - program: The program; may be left out when the shop has one.
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`; `not_found`.
    public func entries(customer: CustomerRef, program: String? = nil, limit: Int64? = nil, cursor: String? = nil) async throws -> EntryPage {
        try await offThread { try self.native.loyaltyEntries(query: EntryQuery(customer: customer, program: program, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// ``entries``, on the calling thread.
    public func entriesBlocking(customer: CustomerRef, program: String? = nil, limit: Int64? = nil, cursor: String? = nil) throws -> EntryPage {
        try translated { try self.native.loyaltyEntries(query: EntryQuery(customer: customer, program: program, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// All that ``entries`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterEntries(customer: CustomerRef, program: String? = nil, limit: Int64? = nil, cursor: String? = nil) -> Pages<PointEntry> {
        Pages(from: cursor) { at in
            let page = try self.entriesBlocking(customer: customer, program: program, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// Why an entry is what it is: the arithmetic, the lots, and a sentence.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func explain(entry: String) async throws -> EntryExplanation {
        try await offThread { try self.native.loyaltyExplain(entry: entry) }
    }

    /// ``explain``, on the calling thread.
    public func explainBlocking(entry: String) throws -> EntryExplanation {
        try translated { try self.native.loyaltyExplain(entry: entry) }
    }

    /// Books what time alone did: points that expired, holds that ran out, in the order of their times; then what members
    /// earn on their birthdays and anniversaries; then tells the feed who came into another tier. Balances and tiers are
    /// right without it, but for what occasions earn.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func advance() async throws -> AdvanceReport {
        try await offThread { try self.native.loyaltyAdvance() }
    }

    /// ``advance``, on the calling thread.
    public func advanceBlocking() throws -> AdvanceReport {
        try translated { try self.native.loyaltyAdvance() }
    }

    /// What a program owes its members (rule P12).
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_money` when a sum does not fit.
    public func liability(program: String? = nil, at: Date? = nil) async throws -> LiabilityReport {
        try await offThread { try self.native.loyaltyLiability(program: program, at: at) }
    }

    /// ``liability``, on the calling thread.
    public func liabilityBlocking(program: String? = nil, at: Date? = nil) throws -> LiabilityReport {
        try translated { try self.native.loyaltyLiability(program: program, at: at) }
    }

    /// What became of points, by the month of the program's zone in which they were earned: spent, expired, taken back or
    /// still there at an instant, by the clock and by what took effect up to then (rule P12b). Points of customers who are
    /// deleted now are `forfeited`.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field` where the shop has several programs and none is named.
    public func pointCohorts(program: String? = nil, at: Date? = nil) async throws -> PointCohortReport {
        try await offThread { try self.native.loyaltyPointCohorts(program: program, at: at) }
    }

    /// ``pointCohorts``, on the calling thread.
    public func pointCohortsBlocking(program: String? = nil, at: Date? = nil) throws -> PointCohortReport {
        try translated { try self.native.loyaltyPointCohorts(program: program, at: at) }
    }

    /// What a program cost in a period (rule P12c): points by what moved them and what they are worth, rewards, and the share of
    /// the net revenue of the orders that earned in it. A period is from its first instant to that after its last; without
    /// one it has no end on that side. What took effect in it counts, whenever it came in.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` unless `since` is earlier than `until`; `not_found`; `invalid_money` when a sum does not fit.
    public func programCost(since: Date? = nil, until: Date? = nil, program: String? = nil) async throws -> ProgramCostReport {
        try await offThread { try self.native.loyaltyProgramCost(since: since, until: until, program: program) }
    }

    /// ``programCost``, on the calling thread.
    public func programCostBlocking(since: Date? = nil, until: Date? = nil, program: String? = nil) throws -> ProgramCostReport {
        try translated { try self.native.loyaltyProgramCost(since: since, until: until, program: program) }
    }

    /// What other terms would have meant for the orders of a period: they earn once as the program is and once as it would
    /// be, as if none had earned before and nothing had come back. Points that paid for an order, first orders and tiers
    /// are as they are recorded; a tier that counts points counts those that were really earned. Nothing is written.
    ///
    /// - Parameters:
    ///   - terms: All of its terms, as they would be.
    ///   - program: The program; may be left out when the shop has one.
    ///   - since: Orders placed at this instant or later; from the first on when left out.
    ///   - until: Orders placed before this instant; up to the last when left out.
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_field`, also for the terms; `invalid_cursor`; `not_found`; `invalid_money` when a sum does not fit.
    public func simulate(_ terms: ProgramTerms, program: String? = nil, since: Date? = nil, until: Date? = nil, limit: Int64? = nil, cursor: String? = nil) async throws -> SimulationPage {
        try await offThread { try self.native.loyaltySimulate(query: SimulationQuery(program: program, terms: terms, since: since, until: until, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// ``simulate``, on the calling thread.
    public func simulateBlocking(_ terms: ProgramTerms, program: String? = nil, since: Date? = nil, until: Date? = nil, limit: Int64? = nil, cursor: String? = nil) throws -> SimulationPage {
        try translated { try self.native.loyaltySimulate(query: SimulationQuery(program: program, terms: terms, since: since, until: until, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// All that ``simulate`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterSimulate(_ terms: ProgramTerms, program: String? = nil, since: Date? = nil, until: Date? = nil, limit: Int64? = nil, cursor: String? = nil) -> Pages<CustomerSimulation> {
        Pages(from: cursor) { at in
            let page = try self.simulateBlocking(terms, program: program, since: since, until: until, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// Whose birthdays and anniversaries come on some days, by day: with when they are kept and how many years it is (rules D1,
    /// D5), and at what instant to greet (rule D2). All customers are looked through. Anniversaries are by days of the shop's zone.
    ///
    /// - Parameters:
    ///   - since: The first day.
    ///   - until: The day after the last, 366 days later at most.
    ///   - kinds: Which; all when left out.
    ///   - leapDay: When those of 29 February are kept in common years (rule D1).
    ///   - greeting: At what time of the day to greet; without it occasions are days alone (rule D2).
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_field`; `invalid_cursor`.
    public func occasions(since: CalendarDay, until: CalendarDay, kinds: [OccasionKind] = [], leapDay: LeapPolicy? = nil, greeting: Greeting? = nil, limit: Int64? = nil, cursor: String? = nil) async throws -> OccasionPage {
        try await offThread { try self.native.loyaltyOccasions(query: OccasionQuery(since: since, until: until, kinds: kinds, leapDay: leapDay, greeting: greeting, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// ``occasions``, on the calling thread.
    public func occasionsBlocking(since: CalendarDay, until: CalendarDay, kinds: [OccasionKind] = [], leapDay: LeapPolicy? = nil, greeting: Greeting? = nil, limit: Int64? = nil, cursor: String? = nil) throws -> OccasionPage {
        try translated { try self.native.loyaltyOccasions(query: OccasionQuery(since: since, until: until, kinds: kinds, leapDay: leapDay, greeting: greeting, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// All that ``occasions`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterOccasions(since: CalendarDay, until: CalendarDay, kinds: [OccasionKind] = [], leapDay: LeapPolicy? = nil, greeting: Greeting? = nil, limit: Int64? = nil, cursor: String? = nil) -> Pages<Occasion> {
        Pages(from: cursor) { at in
            let page = try self.occasionsBlocking(since: since, until: until, kinds: kinds, leapDay: leapDay, greeting: greeting, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// The holidays of the Chinese lunar calendar on some days, the last of which is left out (rules D3, D4). They are known
    /// from 1900 to 2100.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for no days at all.
    public func holidays(since: CalendarDay, until: CalendarDay) async throws -> [Holiday] {
        try await offThread { try self.native.loyaltyHolidays(since: since, until: until) }
    }

    /// ``holidays``, on the calling thread.
    public func holidaysBlocking(since: CalendarDay, until: CalendarDay) throws -> [Holiday] {
        try translated { try self.native.loyaltyHolidays(since: since, until: until) }
    }

    /// Splits the price of a sale between goods and points, by what each would be sold for alone (IFRS 15).
    ///
    /// - Throws: ``GuanxiError``: `invalid_money` for several currencies; `invalid_field`.
    public func allocate(_ input: AllocationInput) async throws -> Allocation {
        try await offThread { try self.native.loyaltyAllocate(input: input) }
    }

    /// ``allocate``, on the calling thread.
    public func allocateBlocking(_ input: AllocationInput) throws -> Allocation {
        try translated { try self.native.loyaltyAllocate(input: input) }
    }

    /// Revenue to be recognised now for points redeemed so far, out of what was deferred (IFRS 15).
    ///
    /// - Throws: ``GuanxiError``: `invalid_field`; `invalid_money`.
    public func recognise(_ input: RecognitionInput) async throws -> Recognition {
        try await offThread { try self.native.loyaltyRecognise(input: input) }
    }

    /// ``recognise``, on the calling thread.
    public func recogniseBlocking(_ input: RecognitionInput) throws -> Recognition {
        try translated { try self.native.loyaltyRecognise(input: input) }
    }

    /// The tier of a member at an instant, what is missing for the next, and what time alone will change.
    ///
    /// - Parameters:
    ///   - customer: Whose.
    ///   - program: The program; may be left out when the shop has one.
    ///   - at: As of this instant; now when left out.
    /// - Throws: ``GuanxiError``: `not_found`; `program_refuses` for a program without tiers.
    public func tier(customer: CustomerRef, program: String? = nil, at: Date? = nil) async throws -> TierStatus {
        try await offThread { try self.native.loyaltyTier(query: TierQuery(customer: customer, program: program, at: at)) }
    }

    /// ``tier``, on the calling thread.
    public func tierBlocking(customer: CustomerRef, program: String? = nil, at: Date? = nil) throws -> TierStatus {
        try translated { try self.native.loyaltyTier(query: TierQuery(customer: customer, program: program, at: at)) }
    }

    /// Every change of a member's tier up to an instant, with its reason.
    ///
    /// - Parameters:
    ///   - customer: Whose.
    ///   - program: The program; may be left out when the shop has one.
    ///   - at: As of this instant; now when left out.
    /// - Throws: ``GuanxiError``: As `tier`.
    public func tierHistory(customer: CustomerRef, program: String? = nil, at: Date? = nil) async throws -> [TierChange] {
        try await offThread { try self.native.loyaltyTierHistory(query: TierQuery(customer: customer, program: program, at: at)) }
    }

    /// ``tierHistory``, on the calling thread.
    public func tierHistoryBlocking(customer: CustomerRef, program: String? = nil, at: Date? = nil) throws -> [TierChange] {
        try translated { try self.native.loyaltyTierHistory(query: TierQuery(customer: customer, program: program, at: at)) }
    }

    /// How many members each tier has at an instant.
    ///
    /// - Throws: ``GuanxiError``: As `tier`.
    public func tierReport(program: String? = nil, at: Date? = nil) async throws -> TierReport {
        try await offThread { try self.native.loyaltyTierReport(program: program, at: at) }
    }

    /// ``tierReport``, on the calling thread.
    public func tierReportBlocking(program: String? = nil, at: Date? = nil) throws -> TierReport {
        try translated { try self.native.loyaltyTierReport(program: program, at: at) }
    }

    /// Who moved between tiers from one instant to another, now when left out: from which to which, and how many came up, fell,
    /// came into the tiers and out of them. Customers as they are now, with the tier that they had at the first and at the last
    /// instant, whatever was known then.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` unless `since` is earlier than `until`; `not_found`; `program_refuses` for a program without tiers.
    public func tierMovement(since: Date, until: Date? = nil, program: String? = nil) async throws -> TierMovementReport {
        try await offThread { try self.native.loyaltyTierMovement(since: since, until: until, program: program) }
    }

    /// ``tierMovement``, on the calling thread.
    public func tierMovementBlocking(since: Date, until: Date? = nil, program: String? = nil) throws -> TierMovementReport {
        try translated { try self.native.loyaltyTierMovement(since: since, until: until, program: program) }
    }

    /// Gives a member a tier by hand, for a while or for ever. A higher one that is reached counts before it.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `program_refuses`; `invalid_field`; `deleted`.
    public func grantTier(_ input: TierGrantInput) async throws -> TierStatus {
        try await offThread { try self.native.loyaltyGrantTier(input: input) }
    }

    /// ``grantTier``, on the calling thread.
    public func grantTierBlocking(_ input: TierGrantInput) throws -> TierStatus {
        try translated { try self.native.loyaltyGrantTier(input: input) }
    }
}

/// What points buy.
public final class Rewards: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Defines a reward, or a new version of one. The same terms again change nothing; what was redeemed stays as it is.
    ///
    /// - Throws: ``GuanxiError``: `not_found` for the program; `invalid_field`, naming the first field that cannot be taken.
    public func define(name: String, terms: RewardTerms) async throws -> RewardReceipt {
        try await offThread { try self.native.rewardsDefine(name: name, terms: terms) }
    }

    /// ``define``, on the calling thread.
    public func defineBlocking(name: String, terms: RewardTerms) throws -> RewardReceipt {
        try translated { try self.native.rewardsDefine(name: name, terms: terms) }
    }

    /// Every reward as it is now, by name, with what is left of it.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func catalogue() async throws -> [RewardOffer] {
        try await offThread { try self.native.rewardsCatalogue() }
    }

    /// ``catalogue``, on the calling thread.
    public func catalogueBlocking() throws -> [RewardOffer] {
        try translated { try self.native.rewardsCatalogue() }
    }

    /// Redeems a reward: takes its points by rule P2, takes one from stock, and gives out a code, all or nothing.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field` for a time ahead of the clock; `deleted`; `key_reused`; `program_refuses`; `reward_refuses` when it is not on offer, or for more than a customer may have; `sold_out`; `insufficient_points`.
    public func redeem(_ input: RedeemRewardInput) async throws -> RedemptionReceipt {
        try await offThread { try self.native.rewardsRedeem(input: input) }
    }

    /// ``redeem``, on the calling thread.
    public func redeemBlocking(_ input: RedeemRewardInput) throws -> RedemptionReceipt {
        try translated { try self.native.rewardsRedeem(input: input) }
    }

    /// What a code stands for; nothing is used. Blanks and dashes do not matter, nor whether letters are large.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for what cannot be a code; `not_found`; `deleted`.
    public func findCode(code: String) async throws -> RewardRedemption {
        try await offThread { try self.native.rewardsFindCode(code: code) }
    }

    /// ``findCode``, on the calling thread.
    public func findCodeBlocking(code: String) throws -> RewardRedemption {
        try translated { try self.native.rewardsFindCode(code: code) }
    }

    /// Uses a code: what it stands for is handed over.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for what cannot be a code, or a time ahead of the clock or before the code was given out; `not_found`; `deleted`; `key_reused`; `reward_closed` with the `state`: `used`, `cancelled` or `expired`.
    public func useCode(_ input: UseCodeInput) async throws -> RedemptionReceipt {
        try await offThread { try self.native.rewardsUseCode(input: input) }
    }

    /// ``useCode``, on the calling thread.
    public func useCodeBlocking(_ input: UseCodeInput) throws -> RedemptionReceipt {
        try translated { try self.native.rewardsUseCode(input: input) }
    }

    /// Calls a redemption off that was not used, also one past its date: its points go back to their lots (rule P7), and
    /// it is in stock again. Cancelling again changes nothing.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for a reason that is empty; `not_found`; `deleted`; `reward_closed` when it was used.
    public func cancel(redemption: String, reason: String? = nil) async throws -> RedemptionReceipt {
        try await offThread { try self.native.rewardsCancel(redemption: redemption, reason: reason) }
    }

    /// ``cancel``, on the calling thread.
    public func cancelBlocking(redemption: String, reason: String? = nil) throws -> RedemptionReceipt {
        try translated { try self.native.rewardsCancel(redemption: redemption, reason: reason) }
    }

    /// What a customer redeemed, newest first.
    ///
    /// - Parameters:
    ///   - customer: Whose.
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`; `not_found`.
    public func list(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) async throws -> RedemptionPage {
        try await offThread { try self.native.rewardsList(query: RedemptionQuery(customer: customer, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// ``list``, on the calling thread.
    public func listBlocking(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) throws -> RedemptionPage {
        try translated { try self.native.rewardsList(query: RedemptionQuery(customer: customer, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// All that ``list`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iter(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) -> Pages<RewardRedemption> {
        Pages(from: cursor) { at in
            let page = try self.listBlocking(customer: customer, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }
}

/// Customers who bring their friends.
public final class Referrals: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Defines a program, or a new version of one. The same terms again change nothing; who was referred before is
    /// rewarded by the terms of then.
    ///
    /// - Throws: ``GuanxiError``: `not_found` for the loyalty program; `invalid_field`, naming the first field that cannot be taken; `invalid_query` for the condition.
    public func define(name: String, terms: ReferralTerms) async throws -> ReferralProgram {
        try await offThread { try self.native.referralsDefine(name: name, terms: terms) }
    }

    /// ``define``, on the calling thread.
    public func defineBlocking(name: String, terms: ReferralTerms) throws -> ReferralProgram {
        try translated { try self.native.referralsDefine(name: name, terms: terms) }
    }

    /// Every program as it is now, by name.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func programs() async throws -> [ReferralProgram] {
        try await offThread { try self.native.referralsPrograms() }
    }

    /// ``programs``, on the calling thread.
    public func programsBlocking() throws -> [ReferralProgram] {
        try translated { try self.native.referralsPrograms() }
    }

    /// The code of a customer, made when there is none yet: the same customer has the same code for ever.
    ///
    /// - Throws: ``GuanxiError``: `not_found`, also for the program; `deleted`.
    public func code(customer: CustomerRef, program: String? = nil) async throws -> ReferralCode {
        try await offThread { try self.native.referralsCode(customer: customer, program: program) }
    }

    /// ``code``, on the calling thread.
    public func codeBlocking(customer: CustomerRef, program: String? = nil) throws -> ReferralCode {
        try translated { try self.native.referralsCode(customer: customer, program: program) }
    }

    /// Notes that a customer came with a code. The first code counts; the same again changes nothing.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for what cannot be a code, or a time ahead of the clock; `not_found` for a code that nobody has; `deleted`, also for the customer whose code it is; `referral_refuses` for one's own code, a customer who bought before, and one who came with another code.
    public func attribute(_ input: ReferralInput) async throws -> Referral {
        try await offThread { try self.native.referralsAttribute(input: input) }
    }

    /// ``attribute``, on the calling thread.
    public func attributeBlocking(_ input: ReferralInput) throws -> Referral {
        try translated { try self.native.referralsAttribute(input: input) }
    }

    /// Looks again what an order means for the referral of its customer, if there is one: rewards both sides when it qualifies,
    /// takes the points back when the order that qualified counts no more or not enough. Whatever happens to an order does
    /// this by itself, in its own commit; this call says what was looked at, and helps where the condition came to hold
    /// later. As often as one likes.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func settle(order: OrderRef) async throws -> [Referral] {
        try await offThread { try self.native.referralsSettle(order: order) }
    }

    /// ``settle``, on the calling thread.
    public func settleBlocking(order: OrderRef) throws -> [Referral] {
        try translated { try self.native.referralsSettle(order: order) }
    }

    /// Whom a customer referred, newest first, and before them by whom it was referred itself.
    ///
    /// - Parameters:
    ///   - customer: Whose.
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`; `not_found`.
    public func list(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) async throws -> ReferralPage {
        try await offThread { try self.native.referralsList(query: ReferralQuery(customer: customer, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// ``list``, on the calling thread.
    public func listBlocking(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) throws -> ReferralPage {
        try translated { try self.native.referralsList(query: ReferralQuery(customer: customer, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// All that ``list`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iter(customer: CustomerRef, limit: Int64? = nil, cursor: String? = nil) -> Pages<Referral> {
        Pages(from: cursor) { at in
            let page = try self.listBlocking(customer: customer, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }
}

/// Groups of customers by what is known of them.
public final class Segments: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Reads and checks a query, with the shop's own fields and segments. Tells everything that is wrong at once.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func check(query: String, profile: Profile? = nil) async throws -> QueryCheck {
        try await offThread { try self.native.segmentsCheck(query: query, profile: profile) }
    }

    /// ``check``, on the calling thread.
    public func checkBlocking(query: String, profile: Profile? = nil) throws -> QueryCheck {
        try translated { try self.native.segmentsCheck(query: query, profile: profile) }
    }

    /// Defines a segment, or a new version of one, and works out who is in it: as a commit of its own, which looks at all
    /// customers. The same again changes nothing.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for the key or the name; `invalid_query` with the first problem of the query, also when it leads back to the segment itself.
    public func define(_ input: SegmentInput) async throws -> SegmentReceipt {
        try await offThread { try self.native.segmentsDefine(input: input) }
    }

    /// ``define``, on the calling thread.
    public func defineBlocking(_ input: SegmentInput) throws -> SegmentReceipt {
        try translated { try self.native.segmentsDefine(input: input) }
    }

    /// Defines many at once, in one commit, all of them or none, and works out who is in them together. One may ask about
    /// those before it.
    ///
    /// - Throws: ``GuanxiError``: As `define`, for the first that cannot be defined.
    public func defineMany(_ inputs: [SegmentInput]) async throws -> [SegmentReceipt] {
        try await offThread { try self.native.segmentsDefineMany(inputs: inputs) }
    }

    /// ``defineMany``, on the calling thread.
    public func defineManyBlocking(_ inputs: [SegmentInput]) throws -> [SegmentReceipt] {
        try translated { try self.native.segmentsDefineMany(inputs: inputs) }
    }

    /// A segment as it is now.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func get(key: String) async throws -> Segment {
        try await offThread { try self.native.segmentsGet(key: key) }
    }

    /// ``get``, on the calling thread.
    public func getBlocking(key: String) throws -> Segment {
        try translated { try self.native.segmentsGet(key: key) }
    }

    /// Every segment as it is now, by key.
    ///
    /// - Throws: ``GuanxiError``: As `check`.
    public func list() async throws -> [Segment] {
        try await offThread { try self.native.segmentsList() }
    }

    /// ``list``, on the calling thread.
    public func listBlocking() throws -> [Segment] {
        try translated { try self.native.segmentsList() }
    }

    /// Every version of a segment, oldest first; also of one that was taken away.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func versions(key: String) async throws -> [Segment] {
        try await offThread { try self.native.segmentsVersions(key: key) }
    }

    /// ``versions``, on the calling thread.
    public func versionsBlocking(key: String) throws -> [Segment] {
        try translated { try self.native.segmentsVersions(key: key) }
    }

    /// Takes a segment away; its versions stay. The answer is its last version.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `in_use` when another segment asks about it.
    public func remove(key: String) async throws -> Segment {
        try await offThread { try self.native.segmentsRemove(key: key) }
    }

    /// ``remove``, on the calling thread.
    public func removeBlocking(key: String) throws -> Segment {
        try translated { try self.native.segmentsRemove(key: key) }
    }

    /// The customers that a query holds for, by their ids. Every page is worked out anew, as of the call.
    ///
    /// - Parameters:
    ///   - query: The condition; `segment('vip')` for the members of a segment.
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_query`; `invalid_field` for the limit; `invalid_cursor`.
    public func members(query: String, limit: Int64? = nil, cursor: String? = nil) async throws -> MemberPage {
        try await offThread { try self.native.segmentsMembers(query: MemberQuery(query: query, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// ``members``, on the calling thread.
    public func membersBlocking(query: String, limit: Int64? = nil, cursor: String? = nil) throws -> MemberPage {
        try translated { try self.native.segmentsMembers(query: MemberQuery(query: query, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// All that ``members`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterMembers(query: String, limit: Int64? = nil, cursor: String? = nil) -> Pages<SegmentMember> {
        Pages(from: cursor) { at in
            let page = try self.membersBlocking(query: query, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// How many customers a query holds for.
    ///
    /// - Throws: ``GuanxiError``: `invalid_query`.
    public func count(query: String) async throws -> SegmentCount {
        try await offThread { try self.native.segmentsCount(query: query) }
    }

    /// ``count``, on the calling thread.
    public func countBlocking(query: String) throws -> SegmentCount {
        try translated { try self.native.segmentsCount(query: query) }
    }

    /// How many customers are in each segment, pins included, by key. All segments are worked out together: what they
    /// ask for is loaded once.
    ///
    /// - Throws: ``GuanxiError``: As `check`.
    public func sizes() async throws -> SegmentSizes {
        try await offThread { try self.native.segmentsSizes() }
    }

    /// ``sizes``, on the calling thread.
    public func sizesBlocking() throws -> SegmentSizes {
        try translated { try self.native.segmentsSizes() }
    }

    /// How many customers segments have in common, two by two, pins included: of these segments, in this order, each
    /// once; of all, by key, when left out. They are worked out together, as for `sizes`.
    ///
    /// - Throws: ``GuanxiError``: `not_found` for a key; `invalid_field` for the keys when there are more than 100 segments.
    public func overlap(keys: [String]? = nil) async throws -> SegmentOverlap {
        try await offThread { try self.native.segmentsOverlap(keys: keys) }
    }

    /// ``overlap``, on the calling thread.
    public func overlapBlocking(keys: [String]? = nil) throws -> SegmentOverlap {
        try translated { try self.native.segmentsOverlap(keys: keys) }
    }

    /// Who would enter and leave a segment if it were defined so. Writes nothing.
    ///
    /// - Throws: ``GuanxiError``: As `define`.
    public func preview(_ input: SegmentInput) async throws -> SegmentPreview {
        try await offThread { try self.native.segmentsPreview(input: input) }
    }

    /// ``preview``, on the calling thread.
    public func previewBlocking(_ input: SegmentInput) throws -> SegmentPreview {
        try translated { try self.native.segmentsPreview(input: input) }
    }

    /// Puts a customer into a segment, keeps it out, or leaves it to the query again. The word holds for the records that
    /// the customer has now: it goes with them through merges.
    ///
    /// - Throws: ``GuanxiError``: `not_found` for the segment, then for the customer.
    public func pin(key: String, customer: CustomerRef, change: PinChange) async throws -> PinReceipt {
        try await offThread { try self.native.segmentsPin(key: key, customer: customer, change: change) }
    }

    /// ``pin``, on the calling thread.
    public func pinBlocking(key: String, customer: CustomerRef, change: PinChange) throws -> PinReceipt {
        try translated { try self.native.segmentsPin(key: key, customer: customer, change: change) }
    }

    /// Why a query holds for a customer, or does not: each part with what it comes to, the values found, and the ids of
    /// the rows that decided it. Shows values of the profile: for the shop's own staff.
    ///
    /// - Throws: ``GuanxiError``: `invalid_query`; `not_found`.
    public func explain(customer: CustomerRef, query: String) async throws -> SegmentExplanation {
        try await offThread { try self.native.segmentsExplain(customer: customer, query: query) }
    }

    /// ``explain``, on the calling thread.
    public func explainBlocking(customer: CustomerRef, query: String) throws -> SegmentExplanation {
        try translated { try self.native.segmentsExplain(customer: customer, query: query) }
    }

    /// Has time move customers into segments and out of them, up to now: each at the very moment, in the order of the
    /// moments, for the feed to tell. The first call of a store day also works out anew what depends on all customers:
    /// places among them, RFM and lifecycle stages; so does the first after a change of the shop's settings or products.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func advance() async throws -> SegmentAdvance {
        try await offThread { try self.native.segmentsAdvance() }
    }

    /// ``advance``, on the calling thread.
    public func advanceBlocking() throws -> SegmentAdvance {
        try translated { try self.native.segmentsAdvance() }
    }

    /// The segments that a customer is in, since when, and what time alone will change next. Of a past instant: what it was
    /// in by what is known now of that time; a time to come is answered as if nothing happened until then.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func memberships(customer: CustomerRef, at: Date? = nil) async throws -> CustomerSegments {
        try await offThread { try self.native.segmentsMemberships(customer: customer, at: at) }
    }

    /// ``memberships``, on the calling thread.
    public func membershipsBlocking(customer: CustomerRef, at: Date? = nil) throws -> CustomerSegments {
        try translated { try self.native.segmentsMemberships(customer: customer, at: at) }
    }

    /// How a customer came into segments and fell out of them, in the order that it was written down, with what caused it.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func history(customer: CustomerRef) async throws -> [SegmentMove] {
        try await offThread { try self.native.segmentsHistory(customer: customer) }
    }

    /// ``history``, on the calling thread.
    public func historyBlocking(customer: CustomerRef) throws -> [SegmentMove] {
        try translated { try self.native.segmentsHistory(customer: customer) }
    }

    /// How a segment grew and shrank, one row a store day, both days included; 3,660 days at most.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field` for the days.
    public func sizeByDay(key: String, from: CalendarDay, to: CalendarDay) async throws -> [SegmentDay] {
        try await offThread { try self.native.segmentsSizeByDay(key: key, from: from, to: to) }
    }

    /// ``sizeByDay``, on the calling thread.
    public func sizeByDayBlocking(key: String, from: CalendarDay, to: CalendarDay) throws -> [SegmentDay] {
        try translated { try self.native.segmentsSizeByDay(key: key, from: from, to: to) }
    }
}

/// Customers that may be one person.
public final class Duplicates: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// The pairs of customers that may be one person, most likely first; of all customers, or of one. Pairs that were
    /// decided to be two persons are left out. Writes nothing.
    ///
    /// - Parameters:
    ///   - customer: Pairs of this customer only.
    ///   - abovePpm: Pairs of this probability and above, in millionths; the shop's `review_above_ppm` when left out.
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`; `invalid_field`; `not_found` for a customer that does not exist; `cancelled`.
    public func find(customer: CustomerRef? = nil, abovePpm: Int64? = nil, limit: Int64? = nil, cursor: String? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil) async throws -> DuplicatePage {
        try await cancellable(onProgress) { progress, cancel in try self.native.duplicatesFind(query: DuplicateQuery(customer: customer, abovePpm: abovePpm, page: PageRequest(limit: limit, cursor: cursor)), progress: progress, cancel: cancel) }
    }

    /// ``find``, on the calling thread.
    public func findBlocking(customer: CustomerRef? = nil, abovePpm: Int64? = nil, limit: Int64? = nil, cursor: String? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil, cancel: CancelToken? = nil) throws -> DuplicatePage {
        try long(onProgress, cancel) { progress, cancel in try self.native.duplicatesFind(query: DuplicateQuery(customer: customer, abovePpm: abovePpm, page: PageRequest(limit: limit, cursor: cursor)), progress: progress, cancel: cancel) }
    }

    /// All that ``find`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterFind(customer: CustomerRef? = nil, abovePpm: Int64? = nil, limit: Int64? = nil, cursor: String? = nil) -> Pages<DuplicatePair> {
        Pages(from: cursor) { at in
            let page = try self.findBlocking(customer: customer, abovePpm: abovePpm, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// The customers that somebody may be who is not stored yet, most likely first, a hundred at most. Writes nothing.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for a value that does not read.
    public func findNew(_ input: CustomerInput) async throws -> [CustomerMatch] {
        try await offThread { try self.native.duplicatesFindNew(input: input) }
    }

    /// ``findNew``, on the calling thread.
    public func findNewBlocking(_ input: CustomerInput) throws -> [CustomerMatch] {
        try translated { try self.native.duplicatesFindNew(input: input) }
    }

    /// Learns from all records what agreement says, and has pairs be weighed by that from now on. Nobody is linked. The
    /// same records give the same model.
    ///
    /// - Throws: ``GuanxiError``: `cancelled`; those of every write.
    public func train(onProgress: (@Sendable (Progress) -> Void)? = nil) async throws -> DuplicateModel {
        try await cancellable(onProgress) { progress, cancel in try self.native.duplicatesTrain(progress: progress, cancel: cancel) }
    }

    /// ``train``, on the calling thread.
    public func trainBlocking(onProgress: (@Sendable (Progress) -> Void)? = nil, cancel: CancelToken? = nil) throws -> DuplicateModel {
        try long(onProgress, cancel) { progress, cancel in try self.native.duplicatesTrain(progress: progress, cancel: cancel) }
    }

    /// What pairs are weighed by.
    ///
    /// - Throws: ``GuanxiError``: `not_found` while neither `train` nor `run` made one.
    public func model() async throws -> DuplicateModel {
        try await offThread { try self.native.duplicatesModel() }
    }

    /// ``model``, on the calling thread.
    public func modelBlocking() throws -> DuplicateModel {
        try translated { try self.native.duplicatesModel() }
    }

    /// Trains on all records, links the customers that the policy allows to link, and makes the review queue anew out of
    /// the other pairs. `link` overrules the policy for this run: `false` links nobody, `true` links from
    /// `link_above_ppm` on, or `match_above_ppm` while that is not set. Links of long runs are committed in parts, each
    /// whole; cancelled between them, a run leaves what it linked, and the review queue as it was.
    ///
    /// - Throws: ``GuanxiError``: `cancelled`; those of every write.
    public func run(link: Bool? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil) async throws -> DuplicateReport {
        try await cancellable(onProgress) { progress, cancel in try self.native.duplicatesRun(link: link, progress: progress, cancel: cancel) }
    }

    /// ``run``, on the calling thread.
    public func runBlocking(link: Bool? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil, cancel: CancelToken? = nil) throws -> DuplicateReport {
        try long(onProgress, cancel) { progress, cancel in try self.native.duplicatesRun(link: link, progress: progress, cancel: cancel) }
    }

    /// The review queue, most likely pairs first: what the last run found, without what was decided or merged since.
    ///
    /// - Parameters:
    ///   - later: The pairs that somebody put off, in place of those that nobody decided about.
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`.
    public func reviews(later: Bool = false, limit: Int64? = nil, cursor: String? = nil) async throws -> ReviewPage {
        try await offThread { try self.native.duplicatesReviews(query: ReviewQuery(later: later, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// ``reviews``, on the calling thread.
    public func reviewsBlocking(later: Bool = false, limit: Int64? = nil, cursor: String? = nil) throws -> ReviewPage {
        try translated { try self.native.duplicatesReviews(query: ReviewQuery(later: later, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// All that ``reviews`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterReviews(later: Bool = false, limit: Int64? = nil, cursor: String? = nil) -> Pages<Review> {
        Pages(from: cursor) { at in
            let page = try self.reviewsBlocking(later: later, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// Decides about two customers. `match` merges them; `not_the_same` keeps every record of the one from every record
    /// of the other, until somebody decides otherwise; `later` takes the pair
    /// out of the queue, to be asked for.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field` when both are one customer already and the verdict is not `match`.
    public func decide(customer: CustomerRef, other: CustomerRef, verdict: Verdict) async throws -> DecisionReceipt {
        try await offThread { try self.native.duplicatesDecide(customer: customer, other: other, verdict: verdict) }
    }

    /// ``decide``, on the calling thread.
    public func decideBlocking(customer: CustomerRef, other: CustomerRef, verdict: Verdict) throws -> DecisionReceipt {
        try translated { try self.native.duplicatesDecide(customer: customer, other: other, verdict: verdict) }
    }

    /// Makes one of two customers. The older keeps its id, the id of the other leads there; the profile is that of all
    /// records, and orders, events and consents follow. What was decided against it holds no more.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field`.
    public func merge(customer: CustomerRef, other: CustomerRef) async throws -> MergeReceipt {
        try await offThread { try self.native.duplicatesMerge(customer: customer, other: other) }
    }

    /// ``merge``, on the calling thread.
    public func mergeBlocking(customer: CustomerRef, other: CustomerRef) throws -> MergeReceipt {
        try translated { try self.native.duplicatesMerge(customer: customer, other: other) }
    }

    /// Gives records of a customer back to one of their own, with their orders, events and consents; a customer that had
    /// been merged away has its old id again. An old id of a customer with no records named means those that came with
    /// it. What happened after the merge stays with the record it was booked on: that whose identifier it named, else the
    /// survivor's. Identifiers and later runs join the two parts no more.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field` for records that are not the customer's, or all of them.
    public func unmerge(customer: CustomerRef, records: [String]) async throws -> UnmergeReceipt {
        try await offThread { try self.native.duplicatesUnmerge(customer: customer, records: records) }
    }

    /// ``unmerge``, on the calling thread.
    public func unmergeBlocking(customer: CustomerRef, records: [String]) throws -> UnmergeReceipt {
        try translated { try self.native.duplicatesUnmerge(customer: customer, records: records) }
    }

    /// Which rows of a table are one person: a list, a file, whatever has columns. What each column holds is recognised
    /// by its name and cells, and what agreement says is learned from the table itself, and from what was decided before.
    /// Against a truth the clusters are measured. Customers are not looked at, and nothing is written.
    ///
    /// - Parameters:
    ///   - settings: What is not to be found out: the text of a settings file, TOML or JSON.
    ///   - labels: Pairs of rows that somebody decided about. It is learned from and held to; what is said last of a pair counts.
    ///   - truth: A column whose cells are equal for rows of one person, and empty where that is not known. It decides nothing: the clusters are measured by it.
    /// - Throws: ``GuanxiError``: `invalid_field` for columns of unequal length or one name, a truth that is no column, settings that do not read, and labels of rows that are not there; `cancelled`.
    public func findInTable(_ columns: [TableColumn], settings: String? = nil, labels: [TableLabel] = [], truth: String? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil) async throws -> TableDuplicates {
        try await cancellable(onProgress) { progress, cancel in try self.native.duplicatesFindInTable(columns: columns, query: TableQuery(settings: settings, labels: labels, truth: truth), progress: progress, cancel: cancel) }
    }

    /// ``findInTable``, on the calling thread.
    public func findInTableBlocking(_ columns: [TableColumn], settings: String? = nil, labels: [TableLabel] = [], truth: String? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil, cancel: CancelToken? = nil) throws -> TableDuplicates {
        try long(onProgress, cancel) { progress, cancel in try self.native.duplicatesFindInTable(columns: columns, query: TableQuery(settings: settings, labels: labels, truth: truth), progress: progress, cancel: cancel) }
    }

    /// Why two customers score as they do: by the records of each that agree most, the level of agreement of each field
    /// with its weight and what the frequency of the value adds.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `invalid_field` when both are one customer, or nothing of one can be compared.
    public func explain(customer: CustomerRef, other: CustomerRef) async throws -> PairExplanation {
        try await offThread { try self.native.duplicatesExplain(customer: customer, other: other) }
    }

    /// ``explain``, on the calling thread.
    public func explainBlocking(customer: CustomerRef, other: CustomerRef) throws -> PairExplanation {
        try translated { try self.native.duplicatesExplain(customer: customer, other: other) }
    }

    /// What makes the records of a customer one person: each record with its link, and a path of evidence through all.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func explainCustomer(customer: CustomerRef) async throws -> CustomerExplanation {
        try await offThread { try self.native.duplicatesExplainCustomer(customer: customer) }
    }

    /// ``explainCustomer``, on the calling thread.
    public func explainCustomerBlocking(customer: CustomerRef) throws -> CustomerExplanation {
        try translated { try self.native.duplicatesExplainCustomer(customer: customer) }
    }

    /// Every link of a customer's records, and of those that were taken from it, oldest first.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func history(customer: CustomerRef) async throws -> [LinkChange] {
        try await offThread { try self.native.duplicatesHistory(customer: customer) }
    }

    /// ``history``, on the calling thread.
    public func historyBlocking(customer: CustomerRef) throws -> [LinkChange] {
        try translated { try self.native.duplicatesHistory(customer: customer) }
    }
}

/// What is known of a person, handed out or destroyed.
public final class Privacy: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Destroys what is kept of a customer, also of one that was deleted, by its id. What the law orders kept (amounts,
    /// lines and dates of orders, entries of the ledger of points) stays, tied to records that say nothing any more. With
    /// `suppress`, keyed hashes of its e-mails and phones are kept, so that marketing does not reach them when they come in
    /// again with an old list. Erasing again gives the receipt of the first time. It cannot be undone; what lies in
    /// backups, and old bytes in the store's own files until `compact`, are not touched.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
    public func erase(customer: CustomerRef, reason: ErasureReason, suppress: Bool? = nil) async throws -> ErasureReceipt {
        try await offThread { try self.native.privacyErase(customer: customer, reason: reason, suppress: suppress) }
    }

    /// ``erase``, on the calling thread.
    public func eraseBlocking(customer: CustomerRef, reason: ErasureReason, suppress: Bool? = nil) throws -> ErasureReceipt {
        try translated { try self.native.privacyErase(customer: customer, reason: reason, suppress: suppress) }
    }

    /// Restricts processing of what is known of a customer, also of one that was deleted, by its id (GDPR article 18): it is
    /// kept, nobody is contacted for any purpose, and no segment reaches it. Taking facts in goes on. Every record of the customer is
    /// restricted, so it stays so when records are taken apart, and a customer one of whose records is restricted is. For
    /// the same reason again it changes nothing.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`; `erased`.
    public func restrict(customer: CustomerRef, reason: RestrictionReason) async throws -> RestrictionReceipt {
        try await offThread { try self.native.privacyRestrict(customer: customer, reason: reason) }
    }

    /// ``restrict``, on the calling thread.
    public func restrictBlocking(customer: CustomerRef, reason: RestrictionReason) throws -> RestrictionReceipt {
        try translated { try self.native.privacyRestrict(customer: customer, reason: reason) }
    }

    /// Lifts the restriction of a customer, with all its records. The person must be told before (GDPR article 18(3)).
    ///
    /// - Throws: ``GuanxiError``: As `restrict`.
    public func unrestrict(customer: CustomerRef) async throws -> RestrictionReceipt {
        try await offThread { try self.native.privacyUnrestrict(customer: customer) }
    }

    /// ``unrestrict``, on the calling thread.
    public func unrestrictBlocking(customer: CustomerRef) throws -> RestrictionReceipt {
        try translated { try self.native.privacyUnrestrict(customer: customer) }
    }

    /// Takes in that a customer objects to a purpose, by one channel or by all (GDPR article 21): nobody is contacted for it,
    /// also where no consent is needed, unless it stands on a contract or a law. It is an entry among the customer's consents, `objected`,
    /// and holds until the customer agrees again later, for the channel that is agreed to; after a merge it holds over what the
    /// other record said. The same again changes nothing.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field`; `not_found` for a customer that does not exist.
    public func object(_ input: ObjectionInput) async throws -> ConsentReceipt {
        try await offThread { try self.native.privacyObject(input: input) }
    }

    /// ``object``, on the calling thread.
    public func objectBlocking(_ input: ObjectionInput) throws -> ConsentReceipt {
        try translated { try self.native.privacyObject(input: input) }
    }

    /// Every erasure. Kept outside of backups, it tells whom to erase again after one was restored.
    ///
    /// - Parameters:
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`.
    public func erasures(limit: Int64? = nil, cursor: String? = nil) async throws -> ErasurePage {
        try await offThread { try self.native.privacyErasures(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// ``erasures``, on the calling thread.
    public func erasuresBlocking(limit: Int64? = nil, cursor: String? = nil) throws -> ErasurePage {
        try translated { try self.native.privacyErasures(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// All that ``erasures`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterErasures(limit: Int64? = nil, cursor: String? = nil) -> Pages<ErasureReceipt> {
        Pages(from: cursor) { at in
            let page = try self.erasuresBlocking(limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// Destroys what is past its time by the shop's rules of retention (`retention` of the settings; GDPR article 5(1)(e),
    /// PIPL article 19): events and contacts first, then customers, as `erase` does it, for the reason
    /// `retention`. Of several rules that take the same, one that deletes comes before one that anonymises, and then the one
    /// that was set first. E-mails and phones of customers who said no to marketing are suppressed when they go.
    /// Who is restricted is not touched. It works in commits of 500 events or 100 customers; cut off, it goes on
    /// when it is called again, and with nothing past its time it writes nothing.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func advance() async throws -> RetentionReport {
        try await offThread { try self.native.privacyAdvance() }
    }

    /// ``advance``, on the calling thread.
    public func advanceBlocking() throws -> RetentionReport {
        try translated { try self.native.privacyAdvance() }
    }

    /// What `advance` would destroy at an instant, now when left out, of what is known now. Nothing is written.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func previewRetention(asOf: Date? = nil) async throws -> RetentionReport {
        try await offThread { try self.native.privacyPreviewRetention(asOf: asOf) }
    }

    /// ``previewRetention``, on the calling thread.
    public func previewRetentionBlocking(asOf: Date? = nil) throws -> RetentionReport {
        try translated { try self.native.privacyPreviewRetention(asOf: asOf) }
    }

    /// What runs of `advance` destroyed, the newest first; those that found nothing are left out.
    ///
    /// - Parameters:
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`.
    public func retentionRuns(limit: Int64? = nil, cursor: String? = nil) async throws -> RetentionRunPage {
        try await offThread { try self.native.privacyRetentionRuns(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// ``retentionRuns``, on the calling thread.
    public func retentionRunsBlocking(limit: Int64? = nil, cursor: String? = nil) throws -> RetentionRunPage {
        try translated { try self.native.privacyRetentionRuns(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// All that ``retentionRuns`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterRetentionRuns(limit: Int64? = nil, cursor: String? = nil) -> Pages<RetentionRun> {
        Pages(from: cursor) { at in
            let page = try self.retentionRunsBlocking(limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// All that is known of a customer, also of one that was deleted, by its id: every version of every record as it came,
    /// the profile made of them, orders, events, consents, points, segments, links and decisions, and what the audit has
    /// of it (GDPR articles 15 and 20, PIPL article 45). Of an erased one: the receipt. That it was handed out stands in
    /// the audit.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
    public func export(customer: CustomerRef) async throws -> CustomerDossier {
        try await offThread { try self.native.privacyExport(customer: customer) }
    }

    /// ``export``, on the calling thread.
    public func exportBlocking(customer: CustomerRef) throws -> CustomerDossier {
        try translated { try self.native.privacyExport(customer: customer) }
    }

    /// The same as a page of HTML that people read, in one piece: it loads nothing.
    ///
    /// - Throws: ``GuanxiError``: As `export`.
    public func exportPage(customer: CustomerRef) async throws -> String {
        try await offThread { try self.native.privacyExportPage(customer: customer) }
    }

    /// ``exportPage``, on the calling thread.
    public func exportPageBlocking(customer: CustomerRef) throws -> String {
        try translated { try self.native.privacyExportPage(customer: customer) }
    }

    /// Writes the store's files anew, so that no byte of what was erased, or ever replaced, is left in them; gives how many
    /// bytes they take then. Other calls wait meanwhile. The memory storage has no files.
    ///
    /// - Throws: ``GuanxiError``: `unsupported` by sled and PostgreSQL; `contended` while another process reads a SQLite store; `disk_full`, `io`.
    public func compact() async throws -> Int64 {
        try await offThread { try self.native.privacyCompact() }
    }

    /// ``compact``, on the calling thread.
    public func compactBlocking() throws -> Int64 {
        try translated { try self.native.privacyCompact() }
    }

    /// Since when an e-mail or phone is suppressed; absent when it is not.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for a text that is neither.
    public func suppressedSince(address: String) async throws -> Date? {
        try await offThread { try self.native.privacySuppressedSince(address: address) }
    }

    /// ``suppressedSince``, on the calling thread.
    public func suppressedSinceBlocking(address: String) throws -> Date? {
        try translated { try self.native.privacySuppressedSince(address: address) }
    }
}

/// Files taken in.
public final class Imports: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Takes customers in from a delimited text file: CSV or TSV of any usual encoding, columns found by their headers.
    /// Rows name their record by (source, external id), else by e-mail or phone. Values that do not read are kept as they
    /// came and counted; rows that cannot be taken are told in the report and written to `rejects`, and stop nothing. The
    /// same file again changes nothing; a run that was cut off goes on.
    ///
    /// - Parameters:
    ///   - mapping: What its columns hold, where their headers do not tell.
    ///   - batchRows: Rows of one commit; a sensible number when left out.
    /// - Throws: ``GuanxiError``: `io`; `invalid_file` when it is empty or none of its columns is known; `invalid_field` when the mapping names a column it does not have; `cancelled`; those of the storage. What was committed before an error stays.
    public func customers(_ source: Source, mapping: Mapping? = nil, batchRows: Int64? = nil, rejects: String? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil) async throws -> ImportReport {
        try await cancellable(onProgress) { progress, cancel in try self.native.importsCustomers(source: source, query: ImportQuery(mapping: mapping, batchRows: batchRows), rejects: rejects, progress: progress, cancel: cancel) }
    }

    /// ``customers``, on the calling thread.
    public func customersBlocking(_ source: Source, mapping: Mapping? = nil, batchRows: Int64? = nil, rejects: String? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil, cancel: CancelToken? = nil) throws -> ImportReport {
        try long(onProgress, cancel) { progress, cancel in try self.native.importsCustomers(source: source, query: ImportQuery(mapping: mapping, batchRows: batchRows), rejects: rejects, progress: progress, cancel: cancel) }
    }

    /// Takes orders in from a delimited text file. A row is an order, or one line of an order. The customer is the record
    /// that the row's source calls so, else whoever bears its e-mail or phone; a record that does not exist yet is made.
    ///
    /// - Parameters:
    ///   - mapping: What its columns hold, where their headers do not tell.
    ///   - batchRows: Rows of one commit; a sensible number when left out.
    /// - Throws: ``GuanxiError``: As `customers`.
    public func orders(_ source: Source, mapping: Mapping? = nil, batchRows: Int64? = nil, rejects: String? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil) async throws -> ImportReport {
        try await cancellable(onProgress) { progress, cancel in try self.native.importsOrders(source: source, query: ImportQuery(mapping: mapping, batchRows: batchRows), rejects: rejects, progress: progress, cancel: cancel) }
    }

    /// ``orders``, on the calling thread.
    public func ordersBlocking(_ source: Source, mapping: Mapping? = nil, batchRows: Int64? = nil, rejects: String? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil, cancel: CancelToken? = nil) throws -> ImportReport {
        try long(onProgress, cancel) { progress, cancel in try self.native.importsOrders(source: source, query: ImportQuery(mapping: mapping, batchRows: batchRows), rejects: rejects, progress: progress, cancel: cancel) }
    }

    /// Takes in what a commerce platform sends, as JSON: one object, a list, the envelope of an export or a webhook, or an
    /// object on each line. Customers, orders, refunds and consents go where they belong, under the platform's own ids;
    /// what has no field is kept with them. Platform and kind are recognised where they are not said. Objects that
    /// cannot be taken are told in the report, and written to `rejects` as JSON Lines, and stop nothing. The same again
    /// changes nothing, and what is older never takes the place of what is newer.
    ///
    /// - Parameters:
    ///   - platform: Which platform sent them; looked for in each object when left out.
    ///   - kind: What the objects are, as the platform says it in the singular: `order`, `customer`, `refund`. Looked for when left out.
    ///   - sourceName: What the source is called; the platform's name when left out. Two shops of one platform need two names.
    ///   - zone: The zone of times without one; the shop's when left out.
    ///   - batchObjects: Objects of one commit; a sensible number when left out.
    /// - Throws: ``GuanxiError``: `io`; `invalid_file` when it is empty or no JSON; `cancelled`; those of the storage. What was committed before an error stays.
    public func payload(_ source: Source, platform: Platform? = nil, kind: String? = nil, sourceName: String? = nil, zone: String? = nil, batchObjects: Int64? = nil, rejects: String? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil) async throws -> PayloadReport {
        try await cancellable(onProgress) { progress, cancel in try self.native.importsPayload(source: source, query: PayloadQuery(platform: platform, kind: kind, sourceName: sourceName, zone: zone, batchObjects: batchObjects), rejects: rejects, progress: progress, cancel: cancel) }
    }

    /// ``payload``, on the calling thread.
    public func payloadBlocking(_ source: Source, platform: Platform? = nil, kind: String? = nil, sourceName: String? = nil, zone: String? = nil, batchObjects: Int64? = nil, rejects: String? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil, cancel: CancelToken? = nil) throws -> PayloadReport {
        try long(onProgress, cancel) { progress, cancel in try self.native.importsPayload(source: source, query: PayloadQuery(platform: platform, kind: kind, sourceName: sourceName, zone: zone, batchObjects: batchObjects), rejects: rejects, progress: progress, cancel: cancel) }
    }

    /// Verifies that a webhook comes from its platform: that its signature is that of its body under the secret that both
    /// sides know, and, where the platform signs a time, that it is recent. It reads and writes nothing.
    ///
    /// - Parameters:
    ///   - platform: Who is said to have sent it.
    ///   - body: The body, byte by byte as it came: parsed and written anew it has another signature.
    ///   - signature: What stands in the header of the signature.
    ///   - secret: The secret that platform and shop share for webhooks.
    ///   - toleranceSeconds: How many seconds a signed time may lie before or behind the present; 300 when left out. Of Stripe alone, as the others sign no time.
    /// - Throws: ``GuanxiError``: `invalid_field` for a secret that is empty, for a signature that does not read or is another's, and for a time outside of the tolerance.
    public func verifyWebhook(platform: Platform, body: String, signature: String, secret: String, toleranceSeconds: Int64? = nil) async throws -> WebhookReceipt {
        try await offThread { try self.native.importsVerifyWebhook(query: WebhookQuery(platform: platform, body: body, signature: signature, secret: secret, toleranceSeconds: toleranceSeconds)) }
    }

    /// ``verifyWebhook``, on the calling thread.
    public func verifyWebhookBlocking(platform: Platform, body: String, signature: String, secret: String, toleranceSeconds: Int64? = nil) throws -> WebhookReceipt {
        try translated { try self.native.importsVerifyWebhook(query: WebhookQuery(platform: platform, body: body, signature: signature, secret: secret, toleranceSeconds: toleranceSeconds)) }
    }
}

/// Figures over the whole shop.
public final class Reports: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// How much there is of everything, and the net revenue.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func stats() async throws -> Stats {
        try await offThread { try self.native.reportsStats() }
    }

    /// ``stats``, on the calling thread.
    public func statsBlocking() throws -> Stats {
        try translated { try self.native.reportsStats() }
    }

    /// Net revenue by the month that orders were placed in, oldest first, months without orders included.
    ///
    /// - Throws: ``GuanxiError``: As `stats`.
    public func revenueByMonth(asOf: CalendarDay? = nil) async throws -> RevenueReport {
        try await offThread { try self.native.reportsRevenueByMonth(asOf: asOf) }
    }

    /// ``revenueByMonth``, on the calling thread.
    public func revenueByMonthBlocking(asOf: CalendarDay? = nil) throws -> RevenueReport {
        try translated { try self.native.reportsRevenueByMonth(asOf: asOf) }
    }

    /// How customers fall into the groups of recency, frequency and money.
    ///
    /// - Parameters:
    ///   - asOf: As of the end of this day; today when left out.
    ///   - windowDays: Only orders of the last so many days, the day looked at being the last; all when left out.
    ///   - method: How scores are cut.
    /// - Throws: ``GuanxiError``: `invalid_field` for cut points that do not grow; as `stats`.
    public func rfm(asOf: CalendarDay? = nil, windowDays: Int64? = nil, method: RfmMethod? = nil) async throws -> RfmReport {
        try await offThread { try self.native.reportsRfm(query: RfmQuery(asOf: asOf, windowDays: windowDays, method: method)) }
    }

    /// ``rfm``, on the calling thread.
    public func rfmBlocking(asOf: CalendarDay? = nil, windowDays: Int64? = nil, method: RfmMethod? = nil) throws -> RfmReport {
        try translated { try self.native.reportsRfm(query: RfmQuery(asOf: asOf, windowDays: windowDays, method: method)) }
    }

    /// The score of every customer that has orders, by customer.
    ///
    /// - Parameters:
    ///   - asOf: As of the end of this day; today when left out.
    ///   - windowDays: Only orders of the last so many days, the day looked at being the last; all when left out.
    ///   - method: How scores are cut.
    /// - Throws: ``GuanxiError``: As `rfm`.
    public func rfmScores(asOf: CalendarDay? = nil, windowDays: Int64? = nil, method: RfmMethod? = nil) async throws -> [RfmScore] {
        try await offThread { try self.native.reportsRfmScores(query: RfmQuery(asOf: asOf, windowDays: windowDays, method: method)) }
    }

    /// ``rfmScores``, on the calling thread.
    public func rfmScoresBlocking(asOf: CalendarDay? = nil, windowDays: Int64? = nil, method: RfmMethod? = nil) throws -> [RfmScore] {
        try translated { try self.native.reportsRfmScores(query: RfmQuery(asOf: asOf, windowDays: windowDays, method: method)) }
    }

    /// The customers that spent most, as of the end of a day or, without one, of all that is known.
    ///
    /// - Throws: ``GuanxiError``: As `stats`.
    public func topCustomers(limit: Int64, asOf: CalendarDay? = nil) async throws -> [TopCustomer] {
        try await offThread { try self.native.reportsTopCustomers(limit: limit, asOf: asOf) }
    }

    /// ``topCustomers``, on the calling thread.
    public func topCustomersBlocking(limit: Int64, asOf: CalendarDay? = nil) throws -> [TopCustomer] {
        try translated { try self.native.reportsTopCustomers(limit: limit, asOf: asOf) }
    }
}

/// Every committed change.
public final class Feed: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// The changes after a cursor; without one, from the first that is kept.
    ///
    /// - Parameters:
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`; `cursor_expired` when changes after the cursor are not kept any more.
    public func changes(limit: Int64? = nil, cursor: String? = nil) async throws -> FeedPage {
        try await offThread { try self.native.feedChanges(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// ``changes``, on the calling thread.
    public func changesBlocking(limit: Int64? = nil, cursor: String? = nil) throws -> FeedPage {
        try translated { try self.native.feedChanges(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// All that ``changes`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterChanges(limit: Int64? = nil, cursor: String? = nil) -> Pages<FeedChange> {
        Pages(from: cursor) { at in
            let page = try self.changesBlocking(limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// The cursor before the first change that was committed at this time or later: from where to read what happened
    /// since.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func cursorAt(at: Date) async throws -> String {
        try await offThread { try self.native.feedCursorAt(at: at) }
    }

    /// ``cursorAt``, on the calling thread.
    public func cursorAtBlocking(at: Date) throws -> String {
        try translated { try self.native.feedCursorAt(at: at) }
    }

    /// Makes a group that follows the feed, from the beginning unless told otherwise. One that is there stays where it
    /// is.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for a name that is empty or longer than 100 bytes.
    public func defineGroup(name: String, start: FeedStart? = nil) async throws -> FeedGroup {
        try await offThread { try self.native.feedDefineGroup(name: name, start: start) }
    }

    /// ``defineGroup``, on the calling thread.
    public func defineGroupBlocking(name: String, start: FeedStart? = nil) throws -> FeedGroup {
        try translated { try self.native.feedDefineGroup(name: name, start: start) }
    }

    /// Every group with how far it is, by name.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func groups() async throws -> [FeedGroup] {
        try await offThread { try self.native.feedGroups() }
    }

    /// ``groups``, on the calling thread.
    public func groupsBlocking() throws -> [FeedGroup] {
        try translated { try self.native.feedGroups() }
    }

    /// The next changes of a group, for one worker until its lease ends. Until they are acknowledged no other worker
    /// gets any, so that changes stay in order; a worker that asks again, or whoever asks first after the lease ended,
    /// gets them again.
    ///
    /// - Parameters:
    ///   - group: The group.
    ///   - worker: Who takes: a name that no other worker of the group has, 1 to 100 bytes.
    ///   - limit: At most this many changes, 1 to 1,000; 50 when left out.
    ///   - leaseSeconds: How long it has for them, 1 to 86,400 seconds; 60 when left out.
    /// - Throws: ``GuanxiError``: `invalid_field`; `not_found`; `cursor_expired` when changes that the group has not read are not kept any more; `contended`.
    public func take(group: String, worker: String, limit: Int64? = nil, leaseSeconds: Int64? = nil) async throws -> FeedBatch {
        try await offThread { try self.native.feedTake(query: FeedTake(group: group, worker: worker, limit: limit, leaseSeconds: leaseSeconds)) }
    }

    /// ``take``, on the calling thread.
    public func takeBlocking(group: String, worker: String, limit: Int64? = nil, leaseSeconds: Int64? = nil) throws -> FeedBatch {
        try translated { try self.native.feedTake(query: FeedTake(group: group, worker: worker, limit: limit, leaseSeconds: leaseSeconds)) }
    }

    /// Says that a batch is done, or the first so many of its changes; the rest is given out again at once. The same
    /// again changes nothing.
    ///
    /// - Throws: ``GuanxiError``: `not_found`; `stale_version` when the lease ended and somebody else took the batch; `invalid_field` for more changes than the batch has; `contended`.
    public func acknowledge(group: String, lease: Int64, done: Int64? = nil) async throws -> FeedGroup {
        try await offThread { try self.native.feedAcknowledge(group: group, lease: lease, done: done) }
    }

    /// ``acknowledge``, on the calling thread.
    public func acknowledgeBlocking(group: String, lease: Int64, done: Int64? = nil) throws -> FeedGroup {
        try translated { try self.native.feedAcknowledge(group: group, lease: lease, done: done) }
    }

    /// Sets a group to a cursor, or to the first change that is kept. A batch that is out can be acknowledged no more.
    ///
    /// - Throws: ``GuanxiError``: `invalid_cursor`; `cursor_expired`; `not_found`.
    public func rewind(group: String, cursor: String? = nil) async throws -> FeedGroup {
        try await offThread { try self.native.feedRewind(group: group, cursor: cursor) }
    }

    /// ``rewind``, on the calling thread.
    public func rewindBlocking(group: String, cursor: String? = nil) throws -> FeedGroup {
        try translated { try self.native.feedRewind(group: group, cursor: cursor) }
    }

    /// Forgets a group.
    ///
    /// - Throws: ``GuanxiError``: `not_found`.
    public func forgetGroup(name: String) async throws {
        try await offThread { try self.native.feedForgetGroup(name: name) }
    }

    /// ``forgetGroup``, on the calling thread.
    public func forgetGroupBlocking(name: String) throws {
        try translated { try self.native.feedForgetGroup(name: name) }
    }

    /// Drops what is older than the setting `feed_days` allows, from the feed and so from the audit too, whose chain begins
    /// after it then; the newest commit always stays. For a job that runs now and then.
    ///
    /// - Throws: ``GuanxiError``: `corrupt` when the audit was tampered with: see `audit.verify`; `unsupported` by this storage; `disk_full`, `io`.
    public func trim() async throws -> FeedTrimReport {
        try await offThread { try self.native.feedTrim() }
    }

    /// ``trim``, on the calling thread.
    public func trimBlocking() throws -> FeedTrimReport {
        try translated { try self.native.feedTrim() }
    }
}

/// Who did what.
public final class Audit: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Every commit, page by page, oldest first.
    ///
    /// - Parameters:
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_cursor`.
    public func list(limit: Int64? = nil, cursor: String? = nil) async throws -> AuditPage {
        try await offThread { try self.native.auditList(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// ``list``, on the calling thread.
    public func listBlocking(limit: Int64? = nil, cursor: String? = nil) throws -> AuditPage {
        try translated { try self.native.auditList(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// All that ``list`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iter(limit: Int64? = nil, cursor: String? = nil) -> Pages<AuditEntry> {
        Pages(from: cursor) { at in
            let page = try self.listBlocking(limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// The commits that a query names, page by page, oldest first: about a customer, by a call, by somebody, in a time. It
    /// reads through the audit as far as it is kept.
    ///
    /// - Parameters:
    ///   - customer: Those that change something of this customer; an id of before a merge has those of that time.
    ///   - verb: Those of this call, such as `customers.update`, or of an area: `customers`.
    ///   - actor: Those of who acted so, such as `staff:mei`.
    ///   - since: Those from this instant on.
    ///   - until: Those before this instant.
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_field` for the limit; `invalid_cursor`.
    public func find(customer: String? = nil, verb: String? = nil, actor: String? = nil, since: Date? = nil, until: Date? = nil, limit: Int64? = nil, cursor: String? = nil) async throws -> AuditPage {
        try await offThread { try self.native.auditFind(query: AuditQuery(customer: customer, verb: verb, actor: actor, since: since, until: until, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// ``find``, on the calling thread.
    public func findBlocking(customer: String? = nil, verb: String? = nil, actor: String? = nil, since: Date? = nil, until: Date? = nil, limit: Int64? = nil, cursor: String? = nil) throws -> AuditPage {
        try translated { try self.native.auditFind(query: AuditQuery(customer: customer, verb: verb, actor: actor, since: since, until: until, page: PageRequest(limit: limit, cursor: cursor))) }
    }

    /// All that ``find`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterFind(customer: String? = nil, verb: String? = nil, actor: String? = nil, since: Date? = nil, until: Date? = nil, limit: Int64? = nil, cursor: String? = nil) -> Pages<AuditEntry> {
        Pages(from: cursor) { at in
            let page = try self.findBlocking(customer: customer, verb: verb, actor: actor, since: since, until: until, limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }

    /// Writes down what the chain is now, and gives it: for a job that runs now and then and keeps it somewhere else. A
    /// chain that is not intact is left as it was sealed.
    ///
    /// - Throws: ``GuanxiError``: Those of every call: `closed`, `io`, `corrupt`.
    public func seal() async throws -> AuditHead {
        try await offThread { try self.native.auditSeal() }
    }

    /// ``seal``, on the calling thread.
    public func sealBlocking() throws -> AuditHead {
        try translated { try self.native.auditSeal() }
    }

    /// Works the chain out anew and compares it with every seal, and with a head that was kept elsewhere; then seals what
    /// came since. Who can write to the store's files can write seals, too: only a head from elsewhere tells of that.
    ///
    /// - Throws: ``GuanxiError``: `invalid_field` for an anchor whose entries were dropped from the feed.
    public func verify(anchor: AuditHead? = nil) async throws -> AuditProof {
        try await offThread { try self.native.auditVerify(anchor: anchor) }
    }

    /// ``verify``, on the calling thread.
    public func verifyBlocking(anchor: AuditHead? = nil) throws -> AuditProof {
        try translated { try self.native.auditVerify(anchor: anchor) }
    }

    /// The entries as lines of JSON with their hashes, page by page, oldest first, and sealed first: for who wants to keep
    /// them, and to check the chain, elsewhere.
    ///
    /// - Parameters:
    ///   - limit: At most this many, 1 to 1,000; 50 when left out.
    ///   - cursor: What the page before gave as its `next_cursor`.
    /// - Throws: ``GuanxiError``: `invalid_field` for the limit; `invalid_cursor`.
    public func export(limit: Int64? = nil, cursor: String? = nil) async throws -> AuditExport {
        try await offThread { try self.native.auditExport(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// ``export``, on the calling thread.
    public func exportBlocking(limit: Int64? = nil, cursor: String? = nil) throws -> AuditExport {
        try translated { try self.native.auditExport(page: PageRequest(limit: limit, cursor: cursor)) }
    }

    /// All that ``export`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin.
    public func iterExport(limit: Int64? = nil, cursor: String? = nil) -> Pages<String> {
        Pages(from: cursor) { at in
            let page = try self.exportBlocking(limit: limit, cursor: at)
            return (page.items, page.nextCursor)
        }
    }
}

/// State is what the facts make it.
public final class Proof: @unchecked Sendable {
    private let native: NativeCrm

    init(_ native: NativeCrm) { self.native = native }

    /// Derives all state again, in memory, and compares. Looks at the storage's indexes, too.
    ///
    /// - Throws: ``GuanxiError``: `corrupt` when facts do not read.
    public func verify() async throws -> VerifyReport {
        try await offThread { try self.native.proofVerify() }
    }

    /// ``verify``, on the calling thread.
    public func verifyBlocking() throws -> VerifyReport {
        try translated { try self.native.proofVerify() }
    }

    /// Derives all state again and replaces what differs, in one transaction.
    ///
    /// - Throws: ``GuanxiError``: `corrupt` when facts do not read.
    public func rebuild() async throws -> VerifyReport {
        try await offThread { try self.native.proofRebuild() }
    }

    /// ``rebuild``, on the calling thread.
    public func rebuildBlocking() throws -> VerifyReport {
        try translated { try self.native.proofRebuild() }
    }
}

extension CustomerRef: ExpressibleByStringLiteral {
    /// From text, which the core reads: an id, an e-mail address, a phone number, `source:external id`.
    public static func of(_ text: String) -> CustomerRef { .text(text: text) }

    /// From text, which the core reads.
    public init(stringLiteral text: String) { self = .text(text: text) }
}

extension OrderRef: ExpressibleByStringLiteral {
    /// From text, which the core reads: an id, an e-mail address, a phone number, `source:external id`.
    public static func of(_ text: String) -> OrderRef { .text(text: text) }

    /// From text, which the core reads.
    public init(stringLiteral text: String) { self = .text(text: text) }
}
