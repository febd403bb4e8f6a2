"""The weights of an institution's programme, from a TOML file."""

import tomllib
from pathlib import Path

from pamong.matching.errors import BadInput
from pamong.policy.errors import OutOfBounds
from pamong.policy.pairing import Term
from pamong.policy.settings import DEFAULTS
from pamong.policy.settings import read as setting

# Other names of the terms that people write.
_SAME = {
    "competency": Term.COMPETENCY,
    "grade": Term.GRADE,
    "field": Term.FIELD,
    "slots": Term.SLOTS,
    "jadwal": Term.SLOTS,
    "place": Term.PLACE,
    "tempat": Term.PLACE,
    "preferences": Term.PREFERENCES,
    "pilihan": Term.PREFERENCES,
}


def read_weights(path: Path) -> tuple[int, ...]:
    """The six weights; a term that is not named keeps its default. They may stand in a table [bobot]."""
    try:
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise BadInput(f"Berkas {path} tidak ada; periksa nama dan foldernya.") from error
    except OSError as error:
        raise BadInput(f"{path} tidak dapat dibaca ({error.strerror}); periksa berkas itu.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path.name} bukan TOML ({error}); tulis seperti kompetensi = 40.") from error
    for table in ("bobot", "weights"):
        if set(found) == {table} and isinstance(found[table], dict):
            found = found[table]
    weights = dict(zip(Term, DEFAULTS.matching_weights, strict=True))
    known = {str(term): term for term in Term} | _SAME
    for name, value in found.items():
        if name not in known:
            raise BadInput(
                f'{path.name}: bobot "{name}" tidak dikenal, padahal diharapkan {", ".join(Term)}; ganti namanya.'
            )
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadInput(
                f'{path.name}, bobot {name}: "{value}", padahal diharapkan bilangan bulat 0 sampai 60; perbaiki angkanya.'
            )
        weights[known[name]] = value
    try:
        setting("matching_weights", tuple(weights.values()))
    except OutOfBounds as error:
        raise BadInput(
            f"{path.name}: {' / '.join(str(value) for value in weights.values())} berjumlah {sum(weights.values())}; "
            f"{error.sentence.id[0].lower()}{error.sentence.id[1:-1]}, jadi perbaiki angkanya."
        ) from error
    return tuple(weights.values())
