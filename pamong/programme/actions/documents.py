"""What a programme gives its two to read along: titles with web addresses, typed one a line."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from pamong.policy.errors import Invalid
from pamong.policy.sentence import Sentence

MOST_DOCUMENTS = 10
LONGEST_TITLE, LONGEST_ADDRESS = 200, 500
BETWEEN = "|"
_web_address = URLValidator(schemes=["https"])


def documents_of(lines: Sequence[str]) -> list[dict[str, str]]:
    """The documents these lines name; the first line that is none is told with what it should be."""
    found: list[dict[str, str]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        title, _, address = (part.strip() for part in line.rpartition(BETWEEN))
        if not title or not _is_address(address):
            raise Invalid(
                Sentence(
                    "Bahan baris {number}, “{line}”: tulis “Judul | https://alamat”.",
                    "Line {number} of the material, “{line}”: write “Title | https://address”.",
                ).fill(number=number, line=line.strip()[:80])
            )
        if len(title) > LONGEST_TITLE or len(address) > LONGEST_ADDRESS:
            raise Invalid(
                Sentence(
                    "Bahan baris {number} terlalu panjang: judul paling banyak {title} huruf, alamat {address}.",
                    "Line {number} of the material is too long: {title} letters of title at most, {address} of address.",
                ).fill(number=number, title=LONGEST_TITLE, address=LONGEST_ADDRESS)
            )
        found.append({"title": title, "address": address})
    if len(found) > MOST_DOCUMENTS:
        raise Invalid(
            Sentence("Paling banyak {most} bahan.", "At most {most} documents.").fill(most=MOST_DOCUMENTS)
        )
    return found


def lines_of(documents: Sequence[dict[str, str]]) -> list[str]:
    """The documents as they are typed."""
    return [f"{one['title']} {BETWEEN} {one['address']}" for one in documents]


def _is_address(text: str) -> bool:
    try:
        _web_address(text)
    except ValidationError:
        return False
    # A name before the @ makes an address look as if it were another's.
    return "@" not in urlsplit(text).netloc
