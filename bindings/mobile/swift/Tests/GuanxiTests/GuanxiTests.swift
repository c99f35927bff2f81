import XCTest

@testable import Guanxi

final class GuanxiTests: XCTestCase {
    private let now = Date(timeIntervalSince1970: 1_772_331_300)

    func testACustomerAndAnOrder() async throws {
        let crm = try await Crm.open("memory:", now: now, seed: 7)
        let saved = try await crm.customers.upsert(CustomerInput(name: "Li Mei", email: "mei@example.cn"))
        XCTAssertTrue(saved.customerCreated)
        let lines = [OrderLineInput(sku: "SKU-9", quantity: 2, unitPrice: Money.of("134.00 CNY"))]
        let receipt = try await crm.orders.record(
            OrderInput(externalId: "SO-1", customer: "mei@example.cn", placedAt: now, lines: lines))
        XCTAssertEqual(receipt.order.total, Money.of("268.00 CNY"))
        XCTAssertEqual(receipt.order.placedAt, now)
        let resolved = try await crm.customers.resolve(customer: "mei@example.cn")
        XCTAssertEqual(resolved.id, saved.customer.id)
        try crm.close()
    }

    func testErrorsHaveCodeAndFields() throws {
        let crm = try Crm.openBlocking("memory:")
        XCTAssertThrowsError(try crm.customers.getBlocking(id: "mei")) { error in
            XCTAssertEqual((error as? GuanxiError)?.code, "invalid_argument")
            XCTAssertEqual((error as? GuanxiError)?.fields["path"], "id")
        }
        try crm.close()
        try crm.close()
        XCTAssertThrowsError(try crm.customers.countBlocking()) { error in
            guard case GuanxiError.unavailable(let failure) = error else { return XCTFail("\(error)") }
            XCTAssertEqual(failure.code, "closed")
        }
    }

    func testLoopsOverPages() async throws {
        let crm = try await Crm.open("memory:")
        _ = try await crm.customers.upsertMany((0..<25).map { CustomerInput(email: "li\($0)@example.cn") })
        var ids = Set<String>()
        for try await customer in crm.customers.iter(limit: 10) { ids.insert(customer.id) }
        XCTAssertEqual(ids.count, 25)
        var again = 0
        try crm.customers.iter(limit: 7).forEachBlocking { _ in again += 1 }
        XCTAssertEqual(again, 25)
    }

    func testCancellingTheTaskStopsTheCall() async throws {
        let crm = try await Crm.open("memory:")
        let rows = (0..<100_000).map { "a\($0)@web.de" }.joined(separator: "\n")
        let begun = expectation(description: "begun")
        begun.assertForOverFulfill = false
        let task = Task {
            try await crm.imports.customers(.text(name: "a.csv", text: "email\n" + rows), batchRows: 100) { _ in begun.fulfill() }
        }
        await fulfillment(of: [begun])
        task.cancel()
        do {
            _ = try await task.value
            XCTFail("it went on")
        } catch is CancellationError {}
        let count = try await crm.customers.count()
        XCTAssertLessThan(count, 100_000)
    }

    func testValues() {
        let instant = Date(timeIntervalSince1970: 1_772_331_300.123456)
        XCTAssertEqual(Instants.text(instant), "2026-03-01T02:15:00.123456Z")
        XCTAssertEqual(Instants.read("2026-03-01T02:15:00.5Z").timeIntervalSince(now), 0.5, accuracy: 1e-6)
        XCTAssertEqual(CalendarDay("2026-03-01")?.description, "2026-03-01")
        XCTAssertEqual(Money.of("134.00 CNY")?.amount, 134)
        XCTAssertNil(Money.of("134.00"))
        let json: JsonValue = ["n": 3, "tags": ["a", true, nil]]
        XCTAssertEqual(json, .object(fields: ["n": .integer(value: 3), "tags": .array(items: [.text(value: "a"), .bool(value: true), .null])]))
    }
}
