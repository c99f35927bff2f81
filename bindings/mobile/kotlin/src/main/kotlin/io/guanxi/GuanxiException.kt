// Written by `cargo xtask codegen` from the core's description of itself; changes here are lost.

package io.guanxi

/** Why a call failed: one class per kind, which says what can be done about it. */
sealed class GuanxiException(
    /** The stable name of what can be done about it, the same in every language. */
    val kind: String,
    /** The stable name of what went wrong, the same in every language. */
    val code: String,
    /** What went wrong and how to mend it, for people. Without personal data. */
    override val message: String,
    /** The named values of the message, for programs. */
    val fields: Map<String, String>,
) : RuntimeException(message) {
    /**
     * - `invalid_field`: A value of the request cannot be taken.
     * - `invalid_argument`: An argument of a call is of another shape than it must be.
     * - `invalid_query`: A condition cannot run; the first of its problems.
     * - `invalid_money`: An amount does not fit, or two currencies met.
     * - `invalid_file`: A file cannot be read as what it was given for.
     * - `invalid_cursor`: A cursor that this call did not give out.
     * - `cursor_expired`: A place of the feed whose successors are not kept any more.
     * - `unknown_storage`: No storage of this name is built in.
     * - `unsupported`: A storage cannot do what is asked.
     */
    class Invalid internal constructor(code: String, message: String, fields: Map<String, String>) :
        GuanxiException("invalid", code, message, fields)

    /**
     * - `not_found`: Nothing is stored under this name.
     * - `deleted`: The record's customer was deleted.
     * - `erased`: The customer was erased: nothing is kept that says who it was.
     * - `no_store`: Nothing is stored there.
     */
    class NotFound internal constructor(code: String, message: String, fields: Map<String, String>) :
        GuanxiException("not_found", code, message, fields)

    /**
     * - `stale_version`: The thing was changed since the caller looked.
     * - `duplicate`: A unique key is taken.
     * - `contended`: Other writers were faster every time.
     * - `key_reused`: A key was used before with other content.
     * - `not_empty`: What should be empty holds something.
     */
    class Conflict internal constructor(code: String, message: String, fields: Map<String, String>) :
        GuanxiException("conflict", code, message, fields)

    /**
     * - `in_use`: Something else needs the thing.
     * - `below_floor`: A sum would fall below what is allowed.
     * - `refund_too_large`: More is given back than was paid.
     * - `insufficient_points`: A member has fewer points than are asked for.
     * - `program_refuses`: A rule of a loyalty program refuses it.
     * - `reward_refuses`: A reward cannot be had: it is not on offer, or the customer has as many as it may.
     * - `referral_refuses`: A customer cannot be referred: it is itself, bought before, or came with another code.
     * - `sold_out`: Nothing is left of a reward.
     * - `reward_closed`: The code of a reward cannot be used any more, or its redemption not be cancelled.
     * - `consent_closed`: A consent that was asked for cannot be confirmed any more.
     */
    class Refused internal constructor(code: String, message: String, fields: Map<String, String>) :
        GuanxiException("refused", code, message, fields)

    /** - `cancelled`: The caller asked to stop. */
    class Cancelled internal constructor(code: String, message: String, fields: Map<String, String>) :
        GuanxiException("cancelled", code, message, fields)

    /**
     * - `closed`: The handle was closed.
     * - `locked`: Another process holds the storage.
     * - `unfinished_copy`: The store is half of a copy.
     */
    class Unavailable internal constructor(code: String, message: String, fields: Map<String, String>) :
        GuanxiException("unavailable", code, message, fields)

    /**
     * - `io`: Reading or writing failed.
     * - `disk_full`: No room is left.
     */
    class Storage internal constructor(code: String, message: String, fields: Map<String, String>) :
        GuanxiException("storage", code, message, fields)

    /** - `unknown_outcome`: A commit whose outcome is not known. */
    class UnknownOutcome internal constructor(code: String, message: String, fields: Map<String, String>) :
        GuanxiException("unknown", code, message, fields)

    /**
     * - `corrupt`: Stored bytes do not read as they must.
     * - `newer_format`: The store was written by a newer version.
     */
    class Data internal constructor(code: String, message: String, fields: Map<String, String>) :
        GuanxiException("data", code, message, fields)

    /** - `internal`: A fault of ours. */
    class Internal internal constructor(code: String, message: String, fields: Map<String, String>) :
        GuanxiException("internal", code, message, fields)

    internal companion object {
        fun of(kind: String, code: String, message: String, fields: Map<String, String>): GuanxiException =
            when (kind) {
                "invalid" -> Invalid(code, message, fields)
                "not_found" -> NotFound(code, message, fields)
                "conflict" -> Conflict(code, message, fields)
                "refused" -> Refused(code, message, fields)
                "cancelled" -> Cancelled(code, message, fields)
                "unavailable" -> Unavailable(code, message, fields)
                "storage" -> Storage(code, message, fields)
                "unknown" -> UnknownOutcome(code, message, fields)
                "data" -> Data(code, message, fields)
                else -> Internal(code, message, fields)
            }
    }
}
