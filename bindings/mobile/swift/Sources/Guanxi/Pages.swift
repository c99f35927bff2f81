/// All items of a call that gives pages: a page is asked for when the one before is used up.
///
/// ```swift
/// for try await customer in crm.customers.iter(limit: 100) { … }
/// ```
public struct Pages<Item>: AsyncSequence {
    public typealias Element = Item

    let from: String?
    let fetch: (String?) throws -> (items: [Item], next: String?)

    init(from: String?, fetch: @escaping (String?) throws -> (items: [Item], next: String?)) {
        self.from = from
        self.fetch = fetch
    }

    public func makeAsyncIterator() -> Iterator { Iterator(state: State(from), fetch: fetch) }

    /// Does something with every item, on the calling thread.
    public func forEachBlocking(_ body: (Item) throws -> Void) throws {
        var state = State<Item>(from)
        while state.wantsPage {
            state.take(try fetch(state.cursor))
            while let item = state.nextItem() { try body(item) }
        }
    }

    public struct Iterator: AsyncIteratorProtocol {
        var state: State<Item>
        let fetch: (String?) throws -> (items: [Item], next: String?)

        public mutating func next() async throws -> Item? {
            while true {
                if let item = state.nextItem() { return item }
                guard state.wantsPage else { return nil }
                try Task.checkCancellation()
                let (fetch, cursor) = (self.fetch, state.cursor)
                state.take(try await offThread { try fetch(cursor) })
            }
        }
    }
}

/// Where a loop is: it ends at an empty page or at the last.
struct State<Item> {
    private(set) var cursor: String?
    private(set) var wantsPage = true
    private var items: ArraySlice<Item> = []

    init(_ from: String?) { cursor = from }

    mutating func take(_ page: (items: [Item], next: String?)) {
        items = page.items[...]
        cursor = page.next
        wantsPage = page.next != nil && !page.items.isEmpty
    }

    mutating func nextItem() -> Item? { items.popFirst() }
}
