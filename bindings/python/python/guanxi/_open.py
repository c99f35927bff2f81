"""How a store is opened."""

from __future__ import annotations

import os
from collections.abc import Generator
from datetime import datetime
from types import TracebackType
from typing import Any

from . import _native
from ._base import in_thread
from ._client import AsyncCrm, Crm

__all__ = ["open", "open_async"]


def open(
    url: str | os.PathLike[str],
    *,
    now: datetime | None = None,
    seed: int | None = None,
    actor: str | None = None,
    cache_bytes: int | None = None,
    must_exist: bool = False,
) -> Crm:
    """Opens a store, making it when there is none: `memory:`, `redb:PATH`, `sled:PATH`; a bare path is redb.

    Args:
        url: Where it is.
        now: Stops the clock, for tests and simulations; `Crm.set_now` moves it.
        seed: Makes ids and keys repeatable, for tests and simulations. Never for real shops.
        actor: Who acts, such as `staff:mei`; `system` when left out.
        cache_bytes: Bytes of cache; the storage's own default when left out.
        must_exist: Refuse with `no_store` when nothing is stored there yet.

    Raises:
        `invalid_argument`; `unknown_storage`; `no_store`; `locked` when somebody else holds it; `newer_format`,
        `corrupt`, `io`.
    """
    return Crm(_native.Crm.open(os.fspath(url), now, seed, actor, cache_bytes, must_exist))


class Opening:
    """A store that is being opened: `await` it, or use it in `async with`."""

    def __init__(self, url: str | os.PathLike[str], options: dict[str, Any]) -> None:
        self._url, self._options = url, options
        self._crm: AsyncCrm | None = None

    async def _open(self) -> AsyncCrm:
        return AsyncCrm(await in_thread(open, self._url, **self._options))

    def __await__(self) -> Generator[Any, None, AsyncCrm]:
        return self._open().__await__()

    async def __aenter__(self) -> AsyncCrm:
        self._crm = await self._open()
        return self._crm

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._crm is not None:
            await self._crm.close()


def open_async(
    url: str | os.PathLike[str],
    *,
    now: datetime | None = None,
    seed: int | None = None,
    actor: str | None = None,
    cache_bytes: int | None = None,
    must_exist: bool = False,
) -> Opening:
    """As `open`, for asyncio: `crm = await open_async("shop")`, or `async with open_async("shop") as crm`."""
    options = {
        "now": now,
        "seed": seed,
        "actor": actor,
        "cache_bytes": cache_bytes,
        "must_exist": must_exist,
    }
    return Opening(url, options)
