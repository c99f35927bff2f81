"""Values that every call knows, written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, TypedDict

__all__ = ["Money", "MoneyDict", "TextEnum"]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money: exact, in units of its currency (`Money(Decimal("134.00"), "CNY")`)."""

    amount: Decimal
    """The amount, never a float."""
    currency: str
    """The currency, by the three letters of ISO 4217."""

    @classmethod
    def parse(cls, text: str) -> Money:
        """Reads `134.00 CNY`."""
        amount, _, currency = text.strip().partition(" ")
        return cls(Decimal(amount), currency)

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"


class MoneyDict(TypedDict):
    """`Money` as a dict."""

    amount: Decimal | int | str
    currency: str


class TextEnum(str, Enum):
    """Names that are equal to their text: `Outcome.CREATED == "created"`."""

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, spec: str) -> str:
        return format(str(self.value), spec)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return type(self), (self.value,)
