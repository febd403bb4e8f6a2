"""Every part of the pages renders with sample data, says its words and breaks no promise of the CSP."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

import pamong.web
from pamong.policy.citation import PERMENPANRB_38_2017
from pamong.policy.finding import Finding
from pamong.policy.sentence import Sentence
from pamong.policy.words import Axis, Gap, Method, Rating
from pamong.web import shapes
from pamong.web.templatetags import pamong as tags

WEB = Path(pamong.web.__file__).parent
NAMES = ("Integritas", "Kerja sama", "Komunikasi", "Orientasi pada hasil", "Pelayanan publik")


class NoteForm(forms.Form):
    cause = forms.ChoiceField(label="Penyebab", choices=[("", "Pilih …"), ("motivasi", "Motivasi")])
    note = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="Sudah dibicarakan", required=False)


def sample() -> dict[str, Any]:
    """Invented people; the numbers of the house's pictures."""
    people = [
        (
            "Dimas Prakoso",
            "199104122015021003",
            "Analis SDM Aparatur Ahli Muda",
            "mentoring",
            "butuh_perbaikan",
        ),
        ("Rina Kartikasari", "198809032011012007", "Analis Kebijakan Ahli Muda", "coaching", "baik"),
        ("Maya Lestari", "199301282019032010", "Perencana Ahli Pertama", "pengayaan", "sangat_baik"),
        ("Bayu Nugroho", "198506172009011002", "Kepala Subbagian Tata Usaha", "", ""),
    ]
    gaps = list(zip(NAMES, ("tidak_ada", "rendah", "sedang", "tinggi", "tidak_diketahui"), strict=True))
    rows = [
        {
            "employee": SimpleNamespace(name=name, nip=nip, position=position),
            "unit": "Biro SDM dan Umum",
            "gaps": gaps,
            "method": method,
            "rating": rating,
            "completeness": "lengkap",
        }
        for name, nip, position, method, rating in people
    ]
    steps = [("Pegawai", 842, ""), ("Data lengkap", 801, "41 belum"), ("Ada kesenjangan", 317, "")]
    steps += [("Disarankan", 298, "19 ditunda"), ("Diputuskan", 211, "87 menunggu")]
    finding = Finding(
        "GAP-01",
        Sentence("Komunikasi: standar 3, level 1, selisih 2.", "Communication: standard 3, level 1, gap 2."),
        PERMENPANRB_38_2017.at(),
        PERMENPANRB_38_2017.at().tag,
    )
    return {
        "on": date(2026, 11, 24),
        "jpm": Decimal("82.61"),
        "rows": rows,
        "findings": [finding, finding],
        "steps": [
            {"number": n, "label": label, "note": note, "address": "/recommendations/", "here": n == 298}
            for label, n, note in steps
        ],
        "chips": [
            {"label": "Semua", "number": 289, "address": "?", "here": True},
            {"label": "Coaching", "number": 128, "address": "?method=coaching"},
            {"label": "Mentoring", "number": 64, "address": "?method=mentoring"},
        ],
        "tiles": [
            {
                "label": "Dinilai",
                "number": 801,
                "unit": "dari 842",
                "note": "tahun lalu 770",
                "address": "/people/",
            }
        ],
        "levels": [
            {"name": n, "held": h, "required": 3} for n, h in zip(NAMES, (1, 2, 2, 3, 4), strict=True)
        ],
        "boxes": {1: 2, 5: 40, 9: 7},
        "heat_names": NAMES,
        "page": Paginator(range(500), 25).page(6),
        "form": NoteForm({"cause": "", "note": "x"}),
        "menu": [
            {"address": "/home/", "label": "Beranda", "icon": "home", "here": False},
            {"address": "/recommendations/", "label": "Rekomendasi", "icon": "bulb", "here": True},
        ],
        "inbox_count": 7,
        "roles_said": "Pengelola pengembangan kompetensi",
        "user": SimpleNamespace(is_authenticated=True, name="Sari Wulandari", username="perencana"),
    }


@pytest.fixture(params=["id", "en"])
def page(request: pytest.FixtureRequest) -> Iterator[str]:
    asked = RequestFactory().get("/recommendations/?method=coaching&page=6")
    with override(request.param):
        yield render_to_string("gallery.html", {**sample(), "request": asked})


def test_every_part_renders_without_inline_code(page: str) -> None:
    assert not re.search(r"\sstyle=", page)
    assert not re.search(r"\son[a-z]+=", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_pages_keep_the_query(page: str) -> None:
    assert "?method=coaching&amp;page=7" in page


def test_no_picture_is_without_words(page: str) -> None:
    for picture in re.findall(r"<svg[^>]*>", page):
        assert 'aria-hidden="true"' in picture or 'aria-label="' in picture


def test_ids_are_unique(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_every_icon_used_is_in_the_sprite() -> None:
    sprite = (WEB / "static/vendor/icons/icons.svg").read_text()
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used = set(shapes.METHOD_ICON.values())
    for template in (WEB / "templates").rglob("*.html"):
        used |= set(re.findall(r'{% icon "([^"]+)"', template.read_text()))
    assert used <= known


def test_vendor_files_are_those_of_the_manifest() -> None:
    vendor = WEB / "static/vendor"
    listed = json.loads((vendor / "manifest.json").read_text())["files"]
    for entry in listed:
        assert all(entry[key] for key in ("name", "version", "licence"))
        assert hashlib.sha256((vendor / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    found = {p.relative_to(vendor).as_posix() for p in vendor.rglob("*") if p.is_file()}
    assert found == {entry["file"] for entry in listed} | {"manifest.json"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("199104122015021003", "19910412 201502 1 003"),
        ("19910412 201502 1 003", "19910412 201502 1 003"),
        ("123", "123"),
        (None, ""),
    ],
)
def test_nip_is_shown_in_its_four_parts(given: object, said: str) -> None:
    assert tags.nip(given) == said


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Dimas Prakoso", "DP"), ("Dr. Ratna Dewi, S.Sos.", "RD"), ("Sukarno", "S"), ("", "?")],
)
def test_initials_leave_titles_out(name: str, letters: str) -> None:
    assert tags.initials(name) == letters


def test_numbers_and_days_speak_the_language() -> None:
    with override("id"):
        assert tags.angka(Decimal("82.61"), 2) == "82,61"
        assert tags.angka(4477) == "4.477"
        assert tags.tanggal(date(2026, 8, 24)) == "24 Agustus 2026"
        assert tags.label("konseling", "Method") == "konseling"
    with override("en"):
        assert tags.angka(Decimal("82.61"), 2) == "82.61"
        assert tags.tanggal(date(2026, 8, 24)) == "24 August 2026"


def test_the_level_bar_tells_held_missing_and_rest() -> None:
    kinds = [cell.kind for cell in shapes.level_cells(1, 3)]
    assert kinds == ["held", "missing", "missing", "rest", "rest"]
    assert [cell.kind for cell in shapes.level_cells(None, None)] == ["rest"] * 5


def test_the_grid_lights_exactly_the_cell_of_the_person() -> None:
    lit = [c for row in shapes.rating_rows(Axis.BELOW, "sesuai") for c in row["cells"] if c["lit"]]
    assert [cell["rating"] for cell in lit] == [Rating.NEEDS_IMPROVEMENT]
    assert not any(c["lit"] for row in shapes.rating_rows("", "") for c in row["cells"])


def test_every_method_has_an_icon_and_every_gap_a_height() -> None:
    assert set(shapes.METHOD_ICON) == {method.value for method in Method}
    assert set(shapes.COLUMN_HEIGHT) == {gap.value for gap in Gap}
    assert set(shapes.RATING_TONE) == {rating.value for rating in Rating}
