import Foundation

/// Stops a blocking call from another thread. An asynchronous call stops when its task is cancelled.
public final class CancelToken: @unchecked Sendable {
    let native = NativeCancel()

    public init() {}

    /// Asks the call to stop at the next safe place. Cannot be taken back.
    public func cancel() { native.cancel() }
}

/// Runs a call with its errors as ours.
func translated<T>(_ call: () throws -> T) throws -> T {
    do {
        return try call()
    } catch let NativeError.Failed(kind, code, text, fields) {
        throw GuanxiError.of(kind: kind, GuanxiError.Failure(code: code, message: text, fields: fields))
    } catch let error as GuanxiError {
        throw error
    } catch {
        let reason = String(describing: error)
        throw GuanxiError.internal(.init(code: "internal", message: "a fault of guanxi: \(reason)", fields: ["reason": reason]))
    }
}

/// Runs a call on a thread that may block: Swift's own pool has one per core.
func offThread<T>(_ call: @escaping () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async {
            continuation.resume(with: Result { try translated(call) })
        }
    }
}

/// Runs a long call on such a thread; it stops when the task is cancelled.
func cancellable<T>(
    _ onProgress: (@Sendable (Progress) -> Void)?,
    _ call: @escaping (NativeProgress?, NativeCancel?) throws -> T
) async throws -> T {
    let token = CancelToken()
    do {
        return try await withTaskCancellationHandler {
            try await offThread { try long(onProgress, token, call) }
        } onCancel: {
            token.cancel()
        }
    } catch GuanxiError.cancelled where Task.isCancelled {
        throw CancellationError()
    }
}

/// Runs a long call.
func long<T>(
    _ onProgress: (@Sendable (Progress) -> Void)?,
    _ cancel: CancelToken?,
    _ call: (NativeProgress?, NativeCancel?) throws -> T
) throws -> T {
    try translated { try call(onProgress.map(Listener.init), cancel?.native) }
}

private final class Listener: NativeProgress, @unchecked Sendable {
    private let hear: @Sendable (Progress) -> Void

    init(_ hear: @escaping @Sendable (Progress) -> Void) { self.hear = hear }

    func progress(progress: Progress) { hear(progress) }
}
