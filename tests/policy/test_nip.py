import pytest

from pamong.policy.errors import BadNip
from pamong.policy.nip import check_kind, format_nip, parse_nip
from pamong.policy.words import AsnKind


def test_the_parts_are_read() -> None:
    nip = parse_nip("19900101 201501 1 001")
    assert nip.birth.isoformat() == "1990-01-01"
    assert (nip.appointed_year, nip.appointed_month, nip.male, nip.serial) == (2015, 1, True, 1)
    assert nip.kind is AsnKind.PNS
    assert str(nip) == format_nip("199001012015011001") == "19900101 201501 1 001"


def test_pppk_has_21_in_the_months_place() -> None:
    assert parse_nip("199001012023211001").kind is AsnKind.PPPK


@pytest.mark.parametrize("text", ["1,99104E+17", "1.99104E+17", "1,99104e+17"])
def test_what_a_spreadsheet_did_is_told_with_the_cure(text: str) -> None:
    with pytest.raises(BadNip, match=r"bilangan ilmiah.*Teks"):
        parse_nip(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("199001012015011000", "membulatkannya"),
        ("19900101201501100", "bukan 18 angka"),
        ("19900101201501100x", "bukan 18 angka"),
        ("199013012015011001", "bukan tanggal lahir"),
        ("199001012015131001", "bulan pengangkatan"),
        ("199001012000011001", "terlalu dekat"),
        ("199001012015013001", "laki-laki"),
    ],
)
def test_each_wrong_part_has_its_sentence(text: str, words: str) -> None:
    with pytest.raises(BadNip, match=words):
        parse_nip(text)


def test_the_kind_of_the_record_must_agree() -> None:
    nip = parse_nip("199001012023211001")
    check_kind(nip, AsnKind.PPPK)
    with pytest.raises(BadNip, match="berpola PPPK"):
        check_kind(nip, AsnKind.PNS)
