"""What every handle has, written by hand; the calls are in `_client.py`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from types import TracebackType
from typing import IO, Any, Generic, ParamSpec, Protocol, TypeAlias, TypeVar, Union

from . import _native

Own = TypeVar("Own", bound="Base")
OwnAsync = TypeVar("OwnAsync", bound="AsyncBase[Any]")
SyncCrm = TypeVar("SyncCrm", bound="Base")
Given = TypeVar("Given")
Takes = ParamSpec("Takes")


class ArrowStream(Protocol):
    """A table: of pyarrow, pandas, polars, duckdb, or of whatever else speaks Arrow."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


Source: TypeAlias = Union[
    str, "os.PathLike[str]", bytes, bytearray, "IO[bytes]", "IO[str]", ArrowStream
]
"""What an import reads: a path, content in memory, a file object, a table."""

ROWS_PER_PAGE = 1000


class Base:
    """What stays the same whatever the areas are."""

    def __init__(self, native: _native.Crm) -> None:
        self._native = native

    def acting_as(self: Own, actor: str) -> Own:
        """The same store, used by somebody else (`staff:mei`): who stands in feed and audit."""
        return type(self)(self._native.acting_as(actor))

    def dry_run(self: Own) -> Own:
        """The same store; writes are worked out and answered, and not kept."""
        return type(self)(self._native.dry_run())

    def set_now(self, now: datetime) -> None:
        """Moves the clock of a store that was opened with `now`, for tests and simulations.

        Raises:
            `invalid_argument` for a store on the clock of the system.
        """
        self._native.set_now(now)

    def size_on_disk(self) -> int:
        """Bytes on disk; 0 for a store in memory."""
        return self._native.size_on_disk()

    def suspend(self) -> None:
        """Lets go of every file lock; the next call takes them again."""
        self._native.suspend()

    def close(self) -> None:
        """Closes the store for every handle on it, after the calls under way. Closing again does nothing."""
        self._native.close()

    def __enter__(self: Own) -> Own:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class AsyncBase(Generic[SyncCrm]):
    """The same for asyncio."""

    def __init__(self, crm: SyncCrm) -> None:
        self._crm = crm

    @property
    def sync(self) -> SyncCrm:
        """The handle without `await`, on the same store."""
        return self._crm

    def acting_as(self: OwnAsync, actor: str) -> OwnAsync:
        """The same store, used by somebody else (`staff:mei`): who stands in feed and audit."""
        return type(self)(self._crm.acting_as(actor))

    def dry_run(self: OwnAsync) -> OwnAsync:
        """The same store; writes are worked out and answered, and not kept."""
        return type(self)(self._crm.dry_run())

    def set_now(self, now: datetime) -> None:
        """Moves the clock of a store that was opened with `now`, for tests and simulations."""
        self._crm.set_now(now)

    async def size_on_disk(self) -> int:
        """Bytes on disk; 0 for a store in memory."""
        return await in_thread(self._crm.size_on_disk)

    async def suspend(self) -> None:
        """Lets go of every file lock; the next call takes them again."""
        await in_thread(self._crm.suspend)

    async def close(self) -> None:
        """Closes the store for every handle on it, after the calls under way. Closing again does nothing."""
        await in_thread(self._crm.close)

    async def __aenter__(self: OwnAsync) -> OwnAsync:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


async def in_thread(call: Callable[Takes, Given], *args: Takes.args, **kwargs: Takes.kwargs) -> Given:
    """Runs a call on a thread, as the engine lets go of the interpreter while it works."""
    return await asyncio.to_thread(call, *args, **kwargs)


async def long_in_thread(
    call: Callable[Takes, Given], *args: Takes.args, **kwargs: Takes.kwargs
) -> Given:
    """The same for a call that can be stopped: it is when the task is, and tells progress in the event loop."""
    loop = asyncio.get_running_loop()
    token: Any = kwargs.get("cancel") or _native.CancelToken()
    kwargs["cancel"] = token
    tell: Any = kwargs.get("on_progress")
    if callable(tell):
        kwargs["on_progress"] = lambda progress: in_loop(loop, tell, progress)
    try:
        return await asyncio.to_thread(call, *args, **kwargs)
    except asyncio.CancelledError:
        token.cancel()
        raise


def in_loop(loop: asyncio.AbstractEventLoop, tell: Callable[[Any], object], what: Any) -> None:
    """Calls back in the event loop and waits for it, so that what it raises stops the call."""
    answer: Future[None] = Future()

    def run() -> None:
        try:
            tell(what)
        except BaseException as error:
            answer.set_exception(error)
        else:
            answer.set_result(None)

    loop.call_soon_threadsafe(run)
    answer.result()


def table_of_pages(
    page: Callable[[int, str | None], _native.Table], max_rows: int | None
) -> _native.Table:
    """Goes through pages and puts them together, without copying."""
    pages: list[_native.Table] = []
    left, cursor = max_rows, None
    while True:
        limit = ROWS_PER_PAGE if left is None else min(left, ROWS_PER_PAGE)
        pages.append(page(max(limit, 1), cursor))
        last, cursor = pages[-1], pages[-1].next_cursor
        left = None if left is None else left - len(last)
        if not len(last) or cursor is None or (left is not None and left <= 0):
            return _native.Table.concat(pages)
