"""Deduplicating a table, without a store."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, Union

from . import _native
from ._base import ArrowStream
from ._models import Progress, TableEvaluation

__all__ = ["Deduped", "dedupe"]

DedupeSettings: TypeAlias = Union[Mapping[str, Any], str, "os.PathLike[str]"]


@dataclass(frozen=True)
class Deduped:
    """Which rows of a table are one person. Rows and clusters count from 1, as in the file of `guanxi dedupe --out`."""

    clusters: _native.Table
    """A line for every row, in their order: `row`, and `cluster`. Rows of one cluster are one person; clusters are
    numbered in the order of their first rows."""
    pairs: _native.Table
    """The pairs that score above the review threshold: `left` and `right`, the lower row first; `weight`, the binary
    logarithm of the odds that both are one person; `probability`. Of rows that hold the same the first stands for all."""
    next_question: tuple[int, int] | None
    """The two rows an answer about would teach most: of the pairs that were not decided the one nearest to the threshold."""
    evaluation: TableEvaluation | None
    """The clusters against the truth, where one was given."""
    warnings: list[str]
    """What to take note of: fields of which too little was seen to learn from, keys that too many rows share to be used."""


def dedupe(
    table: ArrowStream | Mapping[str, Iterable[Any]],
    *,
    settings: DedupeSettings | None = None,
    labels: Iterable[tuple[int, int, bool]] = (),
    truth: str | None = None,
    on_progress: Callable[[Progress], object] | None = None,
    cancel: _native.CancelToken | None = None,
) -> Deduped:
    """Finds out which rows of a table are the same person, as `guanxi dedupe` does with a file. No store is read or made.

    What each column holds is recognised, and how much agreement tells is learned from the table itself. A column that
    knows the answer is named as the `truth`, or left out.

    >>> found = dedupe({
    ...     "name": ["Ann Smith", "SMITH, Ann", "Bob Jones"],
    ...     "email": ["ann.smith@example.org", "Ann.Smith@example.org", "bob@example.org"],
    ...     "phone": ["+44 20 7123 4567", "020 7123 4567", None],
    ... })
    >>> len(found.clusters), found.clusters.column_names
    (3, ['row', 'cluster'])

    Args:
        table: A table of pyarrow, pandas, polars, duckdb or of whatever else speaks Arrow, or a dict of columns. Cells
            are text, numbers or dates; columns of structs or lists are refused.
        settings: What is not to be found out, as the settings file of the command has it: its content as a dict, as
            text in TOML or JSON, or the path of the file as a `Path`.
        labels: Pairs somebody decided about: two rows, from 1, and whether they are one person. It is learned from and held to;
            what is said last of a pair counts.
        truth: The column whose cells are equal for rows of one person, and missing where that is not known. It decides
            nothing: the clusters are measured by it.
        on_progress: Hears how far the comparing is, in pairs. What it raises stops the work.
        cancel: Stops the work at its next step; so does Ctrl-C.

    Raises:
        `invalid_argument` for a table, settings, labels or a truth that cannot be taken; `cancelled`.
    """
    made = _native.dedupe(table, _text(settings), list(labels), truth, on_progress, cancel)
    return Deduped(*made)


def _text(settings: DedupeSettings | None) -> str | None:
    if settings is None or isinstance(settings, str):
        return settings
    if isinstance(settings, Mapping):
        return json.dumps(dict(settings))
    return Path(settings).read_text("utf-8")
