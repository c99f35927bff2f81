# Written by `cargo xtask codegen` from the core's description of itself. Do not edit.
from __future__ import annotations

from collections.abc import Mapping


class Error(Exception):
    """Whatever a call is refused with.

    `code` is stable and the same in every language; `kind` says what can be done about it; `fields` holds the named
    values of the message. None of them holds personal data.
    """

    code: str = "internal"
    kind: str = "internal"
    fields: dict[str, str]

    def __init__(self, message: str = "", fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})

    def _field(self, name: str) -> str:
        return self.fields.get(name, "")


class Invalid(Error, ValueError):
    """The request is wrong; mend it and call again."""

    kind = "invalid"


class InvalidField(Invalid):
    """A value of the request cannot be taken."""

    code = "invalid_field"

    @property
    def field(self) -> str:
        """The `field` of the message."""
        return self._field("field")

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class InvalidArgument(Invalid, TypeError):
    """An argument of a call is of another shape than it must be."""

    code = "invalid_argument"

    @property
    def path(self) -> str:
        """The `path` of the message."""
        return self._field("path")

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class InvalidQuery(Invalid):
    """A condition cannot run; the first of its problems."""

    code = "invalid_query"

    @property
    def problem(self) -> str:
        """The `problem` of the message."""
        return self._field("problem")

    @property
    def line(self) -> str:
        """The `line` of the message."""
        return self._field("line")

    @property
    def column(self) -> str:
        """The `column` of the message."""
        return self._field("column")

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class InvalidMoney(Invalid):
    """An amount does not fit, or two currencies met."""

    code = "invalid_money"

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class InvalidFile(Invalid):
    """A file cannot be read as what it was given for."""

    code = "invalid_file"

    @property
    def place(self) -> str:
        """The `place` of the message."""
        return self._field("place")

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class InvalidCursor(Invalid):
    """A cursor that this call did not give out."""

    code = "invalid_cursor"

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class CursorExpired(Invalid):
    """A place of the feed whose successors are not kept any more."""

    code = "cursor_expired"


class UnknownStorage(Invalid):
    """No storage of this name is built in."""

    code = "unknown_storage"

    @property
    def scheme(self) -> str:
        """The `scheme` of the message."""
        return self._field("scheme")

    @property
    def known(self) -> str:
        """The `known` of the message."""
        return self._field("known")


class Unsupported(Invalid):
    """A storage cannot do what is asked."""

    code = "unsupported"

    @property
    def what(self) -> str:
        """The `what` of the message."""
        return self._field("what")


class NotFound(Error, LookupError):
    """What the request names does not exist."""

    kind = "not_found"
    code = "not_found"

    @property
    def entity(self) -> str:
        """The `entity` of the message."""
        return self._field("entity")

    @property
    def id(self) -> str:
        """The `id` of the message."""
        return self._field("id")


class Deleted(NotFound):
    """The record's customer was deleted."""

    code = "deleted"


class Erased(NotFound):
    """The customer was erased: nothing is kept that says who it was."""

    code = "erased"

    @property
    def id(self) -> str:
        """The `id` of the message."""
        return self._field("id")


class NoStore(NotFound):
    """Nothing is stored there."""

    code = "no_store"

    @property
    def place(self) -> str:
        """The `place` of the message."""
        return self._field("place")


class Conflict(Error):
    """The request contradicts what is there: another version, a key with other content."""

    kind = "conflict"


class StaleVersion(Conflict):
    """The thing was changed since the caller looked."""

    code = "stale_version"

    @property
    def entity(self) -> str:
        """The `entity` of the message."""
        return self._field("entity")

    @property
    def expected(self) -> str:
        """The `expected` of the message."""
        return self._field("expected")

    @property
    def found(self) -> str:
        """The `found` of the message."""
        return self._field("found")


class Duplicate(Conflict):
    """A unique key is taken."""

    code = "duplicate"

    @property
    def table(self) -> str:
        """The `table` of the message."""
        return self._field("table")

    @property
    def index(self) -> str:
        """The `index` of the message."""
        return self._field("index")


class Contended(Conflict):
    """Other writers were faster every time."""

    code = "contended"

    @property
    def tries(self) -> str:
        """The `tries` of the message."""
        return self._field("tries")


class KeyReused(Conflict):
    """A key was used before with other content."""

    code = "key_reused"

    @property
    def key(self) -> str:
        """The `key` of the message."""
        return self._field("key")


class NotEmpty(Conflict):
    """What should be empty holds something."""

    code = "not_empty"


class Refused(Error):
    """A rule of the shop refuses it: too few points, too little stock."""

    kind = "refused"


class InUse(Refused):
    """Something else needs the thing."""

    code = "in_use"

    @property
    def entity(self) -> str:
        """The `entity` of the message."""
        return self._field("entity")

    @property
    def id(self) -> str:
        """The `id` of the message."""
        return self._field("id")

    @property
    def by(self) -> str:
        """The `by` of the message."""
        return self._field("by")


class BelowFloor(Refused):
    """A sum would fall below what is allowed."""

    code = "below_floor"

    @property
    def table(self) -> str:
        """The `table` of the message."""
        return self._field("table")

    @property
    def floor(self) -> str:
        """The `floor` of the message."""
        return self._field("floor")

    @property
    def result(self) -> str:
        """The `result` of the message."""
        return self._field("result")


class RefundTooLarge(Refused):
    """More is given back than was paid."""

    code = "refund_too_large"

    @property
    def paid(self) -> str:
        """The `paid` of the message."""
        return self._field("paid")

    @property
    def refunded(self) -> str:
        """The `refunded` of the message."""
        return self._field("refunded")

    @property
    def asked(self) -> str:
        """The `asked` of the message."""
        return self._field("asked")


class InsufficientPoints(Refused):
    """A member has fewer points than are asked for."""

    code = "insufficient_points"

    @property
    def program(self) -> str:
        """The `program` of the message."""
        return self._field("program")

    @property
    def available(self) -> str:
        """The `available` of the message."""
        return self._field("available")

    @property
    def asked(self) -> str:
        """The `asked` of the message."""
        return self._field("asked")


class ProgramRefuses(Refused):
    """A rule of a loyalty program refuses it."""

    code = "program_refuses"

    @property
    def program(self) -> str:
        """The `program` of the message."""
        return self._field("program")

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class RewardRefuses(Refused):
    """A reward cannot be had: it is not on offer, or the customer has as many as it may."""

    code = "reward_refuses"

    @property
    def reward(self) -> str:
        """The `reward` of the message."""
        return self._field("reward")

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class ReferralRefuses(Refused):
    """A customer cannot be referred: it is itself, bought before, or came with another code."""

    code = "referral_refuses"

    @property
    def program(self) -> str:
        """The `program` of the message."""
        return self._field("program")

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class SoldOut(Refused):
    """Nothing is left of a reward."""

    code = "sold_out"

    @property
    def reward(self) -> str:
        """The `reward` of the message."""
        return self._field("reward")


class RewardClosed(Refused):
    """The code of a reward cannot be used any more, or its redemption not be cancelled."""

    code = "reward_closed"

    @property
    def reward(self) -> str:
        """The `reward` of the message."""
        return self._field("reward")

    @property
    def state(self) -> str:
        """The `state` of the message."""
        return self._field("state")

    @property
    def at(self) -> str:
        """The `at` of the message."""
        return self._field("at")


class ConsentClosed(Refused):
    """A consent that was asked for cannot be confirmed any more."""

    code = "consent_closed"

    @property
    def state(self) -> str:
        """The `state` of the message."""
        return self._field("state")

    @property
    def at(self) -> str:
        """The `at` of the message."""
        return self._field("at")


class Cancelled(Error):
    """The caller asked to stop."""

    kind = "cancelled"
    code = "cancelled"


class Unavailable(Error):
    """The handle or the storage is closed or held by somebody else; try again later."""

    kind = "unavailable"


class Closed(Unavailable):
    """The handle was closed."""

    code = "closed"


class Locked(Unavailable):
    """Another process holds the storage."""

    code = "locked"

    @property
    def place(self) -> str:
        """The `place` of the message."""
        return self._field("place")


class UnfinishedCopy(Unavailable):
    """The store is half of a copy."""

    code = "unfinished_copy"


class StorageError(Error):
    """The disk, the network or the file failed; the data is as it was before the call."""

    kind = "storage"


class Io(StorageError):
    """Reading or writing failed."""

    code = "io"

    @property
    def place(self) -> str:
        """The `place` of the message."""
        return self._field("place")

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class DiskFull(StorageError):
    """No room is left."""

    code = "disk_full"

    @property
    def place(self) -> str:
        """The `place` of the message."""
        return self._field("place")


class UnknownOutcome(Error):
    """The outcome is not known: the connection died inside a commit. Look before repeating."""

    kind = "unknown"
    code = "unknown_outcome"

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class DataError(Error):
    """The stored data is damaged, or was written by a newer version."""

    kind = "data"


class Corrupt(DataError):
    """Stored bytes do not read as they must."""

    code = "corrupt"

    @property
    def place(self) -> str:
        """The `place` of the message."""
        return self._field("place")

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


class NewerFormat(DataError):
    """The store was written by a newer version."""

    code = "newer_format"

    @property
    def place(self) -> str:
        """The `place` of the message."""
        return self._field("place")

    @property
    def found(self) -> str:
        """The `found` of the message."""
        return self._field("found")

    @property
    def known(self) -> str:
        """The `known` of the message."""
        return self._field("known")


class InternalError(Error):
    """A fault of guanxi itself; please report it."""

    kind = "internal"


class Internal(InternalError):
    """A fault of ours."""

    code = "internal"

    @property
    def reason(self) -> str:
        """The `reason` of the message."""
        return self._field("reason")


__all__ = [
    "BelowFloor",
    "Cancelled",
    "Closed",
    "Conflict",
    "ConsentClosed",
    "Contended",
    "Corrupt",
    "CursorExpired",
    "DataError",
    "Deleted",
    "DiskFull",
    "Duplicate",
    "Erased",
    "Error",
    "InUse",
    "InsufficientPoints",
    "Internal",
    "InternalError",
    "Invalid",
    "InvalidArgument",
    "InvalidCursor",
    "InvalidField",
    "InvalidFile",
    "InvalidMoney",
    "InvalidQuery",
    "Io",
    "KeyReused",
    "Locked",
    "NewerFormat",
    "NoStore",
    "NotEmpty",
    "NotFound",
    "ProgramRefuses",
    "ReferralRefuses",
    "RefundTooLarge",
    "Refused",
    "RewardClosed",
    "RewardRefuses",
    "SoldOut",
    "StaleVersion",
    "StorageError",
    "Unavailable",
    "UnfinishedCopy",
    "UnknownOutcome",
    "UnknownStorage",
    "Unsupported",
]
