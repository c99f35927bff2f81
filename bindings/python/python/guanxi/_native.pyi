# Written by hand: the native module has a fixed size.
from collections.abc import Mapping, Sequence
from typing import Any, final

__version__: str

@final
class CancelToken:
    """Asks a call to stop."""

    def __new__(cls) -> CancelToken: ...
    def cancel(self) -> None:
        """Asks the call to stop at the next safe place. Cannot be taken back."""
    @property
    def cancelled(self) -> bool:
        """Whether somebody asked."""

@final
class Table:
    """Rows as columns; pyarrow, pandas, polars and duckdb read it without copying."""

    @staticmethod
    def concat(tables: Sequence[Table]) -> Table:
        """One table of the rows of several."""
    @property
    def num_rows(self) -> int:
        """How many rows it has."""
    @property
    def column_names(self) -> list[str]:
        """The names of its columns."""
    @property
    def next_cursor(self) -> str | None:
        """From where to go on, of a page."""
    def flatten(self) -> Table:
        """The fields of structs as columns of their own: `net_amount.amount`, `net_amount.currency`."""
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class Crm:
    @staticmethod
    def open(
        url: object, now: object, seed: object, actor: object, cache_bytes: object, must_exist: object
    ) -> Crm: ...
    def acting_as(self, actor: object) -> Crm: ...
    def dry_run(self) -> Crm: ...
    def set_now(self, now: object) -> None: ...
    def size_on_disk(self) -> int: ...
    def suspend(self) -> None: ...
    def close(self) -> None: ...
    def call(self, name: str, *values: Any) -> Any: ...
    def call_long(self, name: str, *values: Any) -> Any: ...
    def call_table(self, name: str, *values: Any) -> Table: ...

def dedupe(
    rows: object,
    settings: str | None,
    labels: list[tuple[int, int, bool]],
    truth: str | None,
    on_progress: object,
    cancel: object,
) -> tuple[Table, Table, tuple[int, int] | None, Any, list[str]]: ...
def register(
    structs: Mapping[str, Any],
    enums: Mapping[str, Any],
    natives: Mapping[str, Any],
    exceptions: Mapping[str, Any],
    money: type,
) -> None: ...
