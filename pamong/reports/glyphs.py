"""Which characters the documents' font can draw: an archive's PDF may hold no others."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"
INSTEAD = "?"
_UNICODE = (3, 1)  # platform and encoding of the table for the basic plane
_SEGMENTS = 4  # its format


@cache
def drawn() -> frozenset[str]:
    """The characters all our faces have, read from their character maps."""
    return frozenset.intersection(*(_characters(path.read_bytes()) for path in FONTS.glob("*.ttf")))


def drawable(text: str) -> str:
    """The text composed, without control characters, and with a mark where the font has no character."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(
        one if one == "\n" or one in drawn() else INSTEAD
        for one in composed
        if one == "\n" or unicodedata.category(one) not in ("Cc", "Cf")
    )


def _characters(font: bytes) -> frozenset[str]:
    """What the character map of a TrueType file names."""
    (tables,) = struct.unpack_from(">H", font, 4)
    places = {font[at : at + 4]: struct.unpack_from(">L", font, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}  # fmt: skip
    start = places[b"cmap"]
    (count,) = struct.unpack_from(">H", font, start + 2)
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", font, start + offset)
        if (platform, encoding) == _UNICODE and form == _SEGMENTS:
            return _of_segments(font, start + offset)
    raise ValueError("the font has no character map of the basic plane")


def _of_segments(font: bytes, start: int) -> frozenset[str]:
    twice, found = struct.unpack_from(">H", font, start + 6)[0], set()
    many = twice // 2
    ends = struct.unpack_from(f">{many}H", font, start + 14)
    firsts = struct.unpack_from(f">{many}H", font, start + 16 + twice)
    deltas = struct.unpack_from(f">{many}H", font, start + 16 + 2 * twice)
    where = start + 16 + 3 * twice
    offsets = struct.unpack_from(f">{many}H", font, where)
    for segment in range(many):
        for code in range(firsts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = code
            if offsets[segment]:
                at = where + 2 * segment + offsets[segment] + 2 * (code - firsts[segment])
                (glyph,) = struct.unpack_from(">H", font, at)
                if not glyph:
                    continue
            if (glyph + deltas[segment]) & 0xFFFF:
                found.add(chr(code))
    return frozenset(found)
