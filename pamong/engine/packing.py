"""Several small numbers in one 64-bit number, the weightiest first, so that one `max` chooses a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

ROW = ("row", 33)
_LIMIT = 63


@dataclass(frozen=True, slots=True)
class Packing:
    """Fields and their bits, weightiest first."""

    fields: tuple[tuple[str, int], ...]

    def __post_init__(self) -> None:
        if sum(bits for _name, bits in self.fields) > _LIMIT:
            raise ValueError("the fields do not fit into 63 bits")

    def pack(self, values: Mapping[str, ir.Value]) -> ir.IntegerColumn:
        """The fields as one number; null if any is."""
        (first, _bits), *others = self.fields
        packed = values[first].cast("int64")
        for name, bits in others:
            # Multiplied, not shifted: a database widens a product, and Ibis leaves out casts it believes needless.
            packed = packed * (1 << bits) + values[name].cast("int64")
        return packed

    def unpack(self, packed: ir.Value, name: str) -> ir.IntegerValue:
        """One field of a packed number."""
        shift = 0
        for field, bits in reversed(self.fields):
            if field == name:
                return (packed >> shift) & ((1 << bits) - 1)
            shift += bits
        raise KeyError(name)


def place(value: ir.Value, words: Sequence[str]) -> ir.IntegerValue:
    """The place of a text among words, 0 where it is null or none of them."""
    return value.cases(*((word, number) for number, word in enumerate(words, start=1)), else_=0).cast("int64")


def word(number: ir.Value, words: Sequence[str]) -> ir.StringValue:
    """The word at a place; null for 0."""
    return number.cases(*((place, text) for place, text in enumerate(words, start=1)), else_=None).cast(
        "string"
    )
