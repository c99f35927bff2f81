// Written by `cargo xtask codegen` from the core's description of itself; not to be edited.
'use strict';

class GuanxiError extends Error {
  constructor(code, kind, message, fields) {
    super(message);
    this.code = code;
    this.kind = kind;
    this.fields = Object.freeze(fields);
  }
}

class InvalidError extends GuanxiError {}
class NotFoundError extends GuanxiError {}
class ConflictError extends GuanxiError {}
class RefusedError extends GuanxiError {}
class CancelledError extends GuanxiError {}
class UnavailableError extends GuanxiError {}
class StorageError extends GuanxiError {}
class UnknownOutcomeError extends GuanxiError {}
class DataError extends GuanxiError {}
class InternalError extends GuanxiError {}
class InvalidFieldError extends InvalidError {}
class InvalidArgumentError extends InvalidError {
  get path() {
    return this.fields.path;
  }
}
class InvalidQueryError extends InvalidError {}
class InvalidMoneyError extends InvalidError {}
class InvalidFileError extends InvalidError {}
class InvalidCursorError extends InvalidError {}
class CursorExpiredError extends InvalidError {}
class DeletedError extends NotFoundError {}
class ErasedError extends NotFoundError {}
class StaleVersionError extends ConflictError {}
class DuplicateError extends ConflictError {}
class ContendedError extends ConflictError {}
class InUseError extends RefusedError {}
class KeyReusedError extends ConflictError {}
class BelowFloorError extends RefusedError {}
class RefundTooLargeError extends RefusedError {}
class InsufficientPointsError extends RefusedError {}
class ProgramRefusesError extends RefusedError {}
class RewardRefusesError extends RefusedError {}
class ReferralRefusesError extends RefusedError {}
class SoldOutError extends RefusedError {}
class RewardClosedError extends RefusedError {}
class ConsentClosedError extends RefusedError {}
class ClosedError extends UnavailableError {}
class LockedError extends UnavailableError {}
class IoError extends StorageError {}
class DiskFullError extends StorageError {}
class UnknownStorageError extends InvalidError {}
class NotEmptyError extends ConflictError {}
class UnfinishedCopyError extends UnavailableError {}
class NoStoreError extends NotFoundError {}
class UnsupportedError extends InvalidError {}
class CorruptError extends DataError {}
class NewerFormatError extends DataError {}

// The class and the kind of each code.
const byCode = {
  invalid_field: [InvalidFieldError, 'invalid'],
  invalid_argument: [InvalidArgumentError, 'invalid'],
  invalid_query: [InvalidQueryError, 'invalid'],
  invalid_money: [InvalidMoneyError, 'invalid'],
  invalid_file: [InvalidFileError, 'invalid'],
  invalid_cursor: [InvalidCursorError, 'invalid'],
  cursor_expired: [CursorExpiredError, 'invalid'],
  not_found: [NotFoundError, 'not_found'],
  deleted: [DeletedError, 'not_found'],
  erased: [ErasedError, 'not_found'],
  stale_version: [StaleVersionError, 'conflict'],
  duplicate: [DuplicateError, 'conflict'],
  contended: [ContendedError, 'conflict'],
  in_use: [InUseError, 'refused'],
  key_reused: [KeyReusedError, 'conflict'],
  below_floor: [BelowFloorError, 'refused'],
  refund_too_large: [RefundTooLargeError, 'refused'],
  insufficient_points: [InsufficientPointsError, 'refused'],
  program_refuses: [ProgramRefusesError, 'refused'],
  reward_refuses: [RewardRefusesError, 'refused'],
  referral_refuses: [ReferralRefusesError, 'refused'],
  sold_out: [SoldOutError, 'refused'],
  reward_closed: [RewardClosedError, 'refused'],
  consent_closed: [ConsentClosedError, 'refused'],
  cancelled: [CancelledError, 'cancelled'],
  closed: [ClosedError, 'unavailable'],
  locked: [LockedError, 'unavailable'],
  io: [IoError, 'storage'],
  disk_full: [DiskFullError, 'storage'],
  unknown_storage: [UnknownStorageError, 'invalid'],
  not_empty: [NotEmptyError, 'conflict'],
  unfinished_copy: [UnfinishedCopyError, 'unavailable'],
  no_store: [NoStoreError, 'not_found'],
  unsupported: [UnsupportedError, 'invalid'],
  unknown_outcome: [UnknownOutcomeError, 'unknown'],
  corrupt: [CorruptError, 'data'],
  newer_format: [NewerFormatError, 'data'],
  internal: [InternalError, 'internal'],
};

const classes = { GuanxiError, InvalidError, NotFoundError, ConflictError, RefusedError, CancelledError, UnavailableError, StorageError, UnknownOutcomeError, DataError, InternalError, InvalidFieldError, InvalidArgumentError, InvalidQueryError, InvalidMoneyError, InvalidFileError, InvalidCursorError, CursorExpiredError, DeletedError, ErasedError, StaleVersionError, DuplicateError, ContendedError, InUseError, KeyReusedError, BelowFloorError, RefundTooLargeError, InsufficientPointsError, ProgramRefusesError, RewardRefusesError, ReferralRefusesError, SoldOutError, RewardClosedError, ConsentClosedError, ClosedError, LockedError, IoError, DiskFullError, UnknownStorageError, NotEmptyError, UnfinishedCopyError, NoStoreError, UnsupportedError, CorruptError, NewerFormatError };
for (const [name, Class] of Object.entries(classes)) {
  Object.defineProperty(Class.prototype, 'name', { value: name, configurable: true, writable: true });
}

module.exports = { ...classes, byCode };
