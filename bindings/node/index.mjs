// Written by `cargo xtask codegen` from the core's description of itself; not to be edited.
import guanxi from './index.js';

export const { Crm, GuanxiError, InvalidError, NotFoundError, ConflictError, RefusedError, CancelledError, UnavailableError, StorageError, UnknownOutcomeError, DataError, InternalError, InvalidFieldError, InvalidArgumentError, InvalidMoneyError, InvalidFileError, InvalidCursorError, DeletedError, StaleVersionError, DuplicateError, ContendedError, KeyReusedError, BelowFloorError, RefundTooLargeError, ClosedError, LockedError, IoError, DiskFullError, UnknownStorageError, NoStoreError, UnsupportedError, CorruptError, NewerFormatError } = guanxi;
