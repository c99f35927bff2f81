import Foundation

/// A shop's customer relationships: one property per area, such as ``CrmAreas/customers``.
///
/// Every call is there twice: as an asynchronous function, which runs off the caller's thread and off Swift's own pool, and
/// with `Blocking` at the end of its name, which runs on the calling thread. Safe to share between threads and tasks.
///
/// ```swift
/// let crm = try await Crm.open("shop.redb")
/// let mei = try await crm.customers.upsert(CustomerInput(name: "Li Mei", email: "mei@example.cn")).customer
/// print(try await crm.customers.get(id: mei.id).name?.full ?? "")
/// try crm.close()
/// ```
public final class Crm: CrmAreas, @unchecked Sendable {
    /// Opens a store, making it when there is none.
    ///
    /// - Parameters:
    ///   - url: `memory:`, `redb:PATH`, or a path
    ///   - now: stops the clock, for tests and simulations; ``setNow(_:)`` moves it
    ///   - seed: makes ids and keys repeatable, for tests and simulations; never for real shops
    ///   - actor: who acts; `system` when left out
    ///   - cacheBytes: bytes of cache; the storage's own default when left out
    ///   - mustExist: refuse with `no_store` when nothing is stored there yet
    /// - Throws: ``GuanxiError``: `unknown_storage`; `no_store`; `locked` when it is open already; `newer_format`,
    ///   `corrupt`, `io`
    public static func open(
        _ url: String,
        now: Date? = nil,
        seed: Int64? = nil,
        actor: String? = nil,
        cacheBytes: Int64? = nil,
        mustExist: Bool = false
    ) async throws -> Crm {
        try await offThread {
            let options = NativeOptions(now: now, seed: seed, actor: actor, cacheBytes: cacheBytes, mustExist: mustExist)
            return Crm(try NativeCrm.open(url: url, options: options))
        }
    }

    /// ``open(_:now:seed:actor:cacheBytes:mustExist:)``, on the calling thread.
    public static func openBlocking(
        _ url: String,
        now: Date? = nil,
        seed: Int64? = nil,
        actor: String? = nil,
        cacheBytes: Int64? = nil,
        mustExist: Bool = false
    ) throws -> Crm {
        try translated {
            let options = NativeOptions(now: now, seed: seed, actor: actor, cacheBytes: cacheBytes, mustExist: mustExist)
            return Crm(try NativeCrm.open(url: url, options: options))
        }
    }

    /// The same store, used by somebody else: who stands in feed and audit, such as `staff:mei`.
    ///
    /// - Throws: ``GuanxiError/invalid(_:)`` for a text that is empty or longer than 100 bytes
    public func actingAs(_ actor: String) throws -> Crm {
        try translated { Crm(try self.native.actingAs(actor: actor)) }
    }

    /// The same store; writes are worked out and answered, and not kept.
    public func dryRun() -> Crm { Crm(native.dryRun()) }

    /// Moves the clock, for tests and simulations.
    ///
    /// - Throws: ``GuanxiError/invalid(_:)`` when the store was opened without `now`
    public func setNow(_ now: Date) throws { try translated { try self.native.setNow(now: now) } }

    /// Bytes on disk; 0 for a store in memory.
    public func sizeOnDisk() async throws -> Int64 { try await offThread { try self.native.sizeOnDisk() } }

    /// ``sizeOnDisk()``, on the calling thread.
    public func sizeOnDiskBlocking() throws -> Int64 { try translated { try self.native.sizeOnDisk() } }

    /// Lets go of every file lock, as a phone app must before it sleeps. The next call takes them again.
    public func suspend() async throws { try await offThread { try self.native.suspend() } }

    /// ``suspend()``, on the calling thread.
    public func suspendBlocking() throws { try translated { try self.native.suspend() } }

    /// Closes the store for every handle on it, after the calls under way. Every call afterwards is refused with `closed`;
    /// closing again does nothing.
    public func close() throws { try translated { try self.native.shut() } }
}
