// Written by `cargo xtask codegen` from the core's description of itself; not to be edited.
import guanxi from './index.js';

export const { Crm, GuanxiError, InvalidError, NotFoundError, ConflictError, RefusedError, CancelledError, UnavailableError, StorageError, UnknownOutcomeError, DataError, InternalError, InvalidFieldError, InvalidArgumentError, InvalidQueryError, InvalidMoneyError, InvalidFileError, InvalidCursorError, CursorExpiredError, DeletedError, StaleVersionError, DuplicateError, ContendedError, InUseError, KeyReusedError, BelowFloorError, RefundTooLargeError, ClosedError, LockedError, IoError, DiskFullError, UnknownStorageError, NotEmptyError, UnfinishedCopyError, NoStoreError, UnsupportedError, CorruptError, NewerFormatError } = guanxi;
