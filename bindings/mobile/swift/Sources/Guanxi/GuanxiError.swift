// Written by `cargo xtask codegen` from the core's description of itself; changes here are lost.

import Foundation

/// Why a call failed: one case per kind, which says what can be done about it.
public enum GuanxiError: Error, Sendable {
    /// - `invalid_field`: A value of the request cannot be taken.
    /// - `invalid_argument`: An argument of a call is of another shape than it must be.
    /// - `invalid_query`: A condition cannot run; the first of its problems.
    /// - `invalid_money`: An amount does not fit, or two currencies met.
    /// - `invalid_file`: A file cannot be read as what it was given for.
    /// - `invalid_cursor`: A cursor that this call did not give out.
    /// - `cursor_expired`: A place of the feed whose successors are not kept any more.
    /// - `unknown_storage`: No storage of this name is built in.
    /// - `unsupported`: A storage cannot do what is asked.
    case invalid(Failure)

    /// - `not_found`: Nothing is stored under this name.
    /// - `deleted`: The record's customer was deleted.
    /// - `erased`: The customer was erased: nothing is kept that says who it was.
    /// - `no_store`: Nothing is stored there.
    case notFound(Failure)

    /// - `stale_version`: The thing was changed since the caller looked.
    /// - `duplicate`: A unique key is taken.
    /// - `contended`: Other writers were faster every time.
    /// - `key_reused`: A key was used before with other content.
    /// - `not_empty`: What should be empty holds something.
    case conflict(Failure)

    /// - `in_use`: Something else needs the thing.
    /// - `below_floor`: A sum would fall below what is allowed.
    /// - `refund_too_large`: More is given back than was paid.
    /// - `insufficient_points`: A member has fewer points than are asked for.
    /// - `program_refuses`: A rule of a loyalty program refuses it.
    /// - `reward_refuses`: A reward cannot be had: it is not on offer, or the customer has as many as it may.
    /// - `referral_refuses`: A customer cannot be referred: it is itself, bought before, or came with another code.
    /// - `sold_out`: Nothing is left of a reward.
    /// - `reward_closed`: The code of a reward cannot be used any more, or its redemption not be cancelled.
    /// - `consent_closed`: A consent that was asked for cannot be confirmed any more.
    case refused(Failure)

    /// - `cancelled`: The caller asked to stop.
    case cancelled(Failure)

    /// - `closed`: The handle was closed.
    /// - `locked`: Another process holds the storage.
    /// - `unfinished_copy`: The store is half of a copy.
    case unavailable(Failure)

    /// - `io`: Reading or writing failed.
    /// - `disk_full`: No room is left.
    case storage(Failure)

    /// - `unknown_outcome`: A commit whose outcome is not known.
    case unknownOutcome(Failure)

    /// - `corrupt`: Stored bytes do not read as they must.
    /// - `newer_format`: The store was written by a newer version.
    case data(Failure)

    /// - `internal`: A fault of ours.
    case `internal`(Failure)

    /// What went wrong.
    public struct Failure: Sendable, Hashable {
        /// Its stable name, the same in every language.
        public let code: String
        /// What went wrong and how to mend it, for people. Without personal data.
        public let message: String
        /// The named values of the message, for programs.
        public let fields: [String: String]
    }

    /// What went wrong, whatever the kind.
    public var failure: Failure {
        switch self {
        case .invalid(let failure),
             .notFound(let failure),
             .conflict(let failure),
             .refused(let failure),
             .cancelled(let failure),
             .unavailable(let failure),
             .storage(let failure),
             .unknownOutcome(let failure),
             .data(let failure),
             .internal(let failure):
            return failure
        }
    }

    /// The stable name of what went wrong.
    public var code: String { failure.code }

    /// What went wrong and how to mend it, for people.
    public var message: String { failure.message }

    /// The named values of the message.
    public var fields: [String: String] { failure.fields }

    static func of(kind: String, _ failure: Failure) -> GuanxiError {
        switch kind {
        case "invalid": return .invalid(failure)
        case "not_found": return .notFound(failure)
        case "conflict": return .conflict(failure)
        case "refused": return .refused(failure)
        case "cancelled": return .cancelled(failure)
        case "unavailable": return .unavailable(failure)
        case "storage": return .storage(failure)
        case "unknown": return .unknownOutcome(failure)
        case "data": return .data(failure)
        default: return .internal(failure)
        }
    }
}

extension GuanxiError: LocalizedError {
    public var errorDescription: String? { message }
}
