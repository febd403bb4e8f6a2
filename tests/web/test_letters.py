"""A new letter of appointment on pages: three steps to a draft, and what of it is refused."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pamong.audit.models import Event
from pamong.programme.models import Engagement, Letter
from pamong.web.pages import letters as pages_of_letters
from tests import factories as f
from tests.people_cast import EVERYBODY
from tests.programme.pairs import Pairs
from tests.web.doors import door
from tests.web.rooms import filled, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]
HOME = "/letters/"


def test_a_letter_is_looked_at_before_it_is_kept(pairs: Pairs) -> None:
    one, two = pairs.rara(), pairs.of("Made Suardana")
    client = door(pairs.cast, "planner")
    page = client.get(f"{HOME}new/").content.decode()
    assert "Rara Anindita" in page
    assert "Made Suardana" in page
    looked = client.post(f"{HOME}new/", filled(one, two))
    assert looked.status_code == 200
    shown = looked.content.decode()
    assert "a.n. Kepala Lembaga Pembelajaran Aparatur" in shown
    assert "NIP 19650101 199003 1 003" in shown
    assert not Letter.objects.exists()
    paper = client.post(f"{HOME}new/preview.pdf", filled(one, two))
    assert paper["Content-Type"] == "application/pdf"
    assert "Periksa keaslian" not in words(paper.content)  # nothing is kept, so nothing proves it
    assert not Letter.objects.exists()
    kept = client.post(f"{HOME}new/", filled(one, two, step="save"))
    letter = Letter.objects.get()
    assert (kept.status_code, kept["Location"]) == (303, f"{HOME}{letter.pk}/")
    assert letter.engagements.count() == 2


def test_going_back_keeps_what_was_chosen_and_typed(pairs: Pairs) -> None:
    one, two = pairs.rara(), pairs.of("Made Suardana")
    page = door(pairs.cast, "planner").post(f"{HOME}new/", filled(one, step="edit", place="Bandung"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Bandung" in text
    assert re.search(rf'value="{one.pk}" checked', text)
    assert not re.search(rf'value="{two.pk}" checked', text)


def test_pairs_of_other_pages_go_along_together_or_as_they_were_ticked(
    pairs: Pairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_of_letters, "TO_CHOOSE", 1)
    one, two, three = pairs.of("Ana"), pairs.of("Budi"), pairs.of("Citra")
    client = door(pairs.cast, "planner")
    assert "Semua 3 pasangan" in client.get(f"{HOME}new/").content.decode()
    every = client.post(f"{HOME}new/", filled(all="on")).content.decode()
    assert all(name in every for name in ("Ana", "Budi", "Citra"))
    narrowed = client.post(f"{HOME}new/?q=Budi", filled(all="on")).content.decode()
    assert "Ana" not in narrowed
    back = client.post(f"{HOME}new/", filled(one, two, three, step="edit")).content.decode()
    assert f'name="others" value="{two.pk},{three.pk}" checked' in back
    client.post(f"{HOME}new/", filled(one, step="save", others=f"{two.pk},{three.pk}"))
    assert Letter.objects.get().engagements.count() == 3


def test_the_next_letter_begins_with_the_signatory_of_the_last(pairs: Pairs) -> None:
    pairs.draft(pairs.rara(), place="Makassar")
    pairs.of("Made Suardana")
    page = door(pairs.cast, "competent_authority").get(f"{HOME}new/").content.decode()
    assert "Makassar" in page
    assert "Sekretaris Utama" in page


def test_who_signs_is_remembered_for_each_kind_of_letter(pairs: Pairs) -> None:
    client = door(pairs.cast, "planner")
    pairs.draft(pairs.rara(), copies_to="Inspektur")
    personnel = {
        "signs_as": "plt.",
        "signatory_name": "Dewi Sartika",
        "signatory_position": "Kepala Biro SDM",
    }
    pairs.draft(pairs.of("Made Suardana"), kind="surat_tugas", **personnel)
    pairs.of("Luh Sekar")

    def begins(address: str) -> dict[str, str]:
        form = client.get(address).context["form"]
        return {name: form[name].value() for name in ("kind", "signs_as", "signatory_name", "copies_to")}

    decree = {
        "kind": "sk",
        "signs_as": "a.n.",
        "signatory_name": "Hamid Tuasikal, S.H.",
        "copies_to": "Inspektur",
    }
    task = {"kind": "surat_tugas", "signs_as": "plt.", "signatory_name": "Dewi Sartika", "copies_to": ""}
    assert begins(f"{HOME}new/") == task, "the newest of all"
    assert begins(f"{HOME}new/?kind=sk") == decree
    assert begins(f"{HOME}new/?kind=surat_tugas") == task
    page = client.get(f"{HOME}new/").content.decode()
    assert "?kind=sk" in page
    assert "?kind=surat_tugas" in page


def test_every_pair_may_have_a_letter_of_its_own(pairs: Pairs) -> None:
    one, two = pairs.rara(), pairs.of("Made Suardana")
    client = door(pairs.cast, "planner")
    asked = filled(one, two, kind="surat_tugas", each="on", copies_to="Inspektur\n\n Atasan langsung ")
    looked = client.post(f"{HOME}new/", asked).content.decode()
    assert "2 surat, satu untuk tiap pasangan" in looked
    paper = words(client.post(f"{HOME}new/preview.pdf", asked).content)
    assert ("LAMPIRAN" in paper, "Made Suardana" in paper and "Rara" in paper) == (False, False)
    answer = client.post(f"{HOME}new/", asked | {"step": "save"})
    assert (answer.status_code, answer["Location"]) == (303, f"{HOME}?state=draft")
    made = list(Letter.objects.order_by("pk"))
    assert [letter.engagements.count() for letter in made] == [1, 1]
    assert {letter.engagements.get() for letter in made} == {one, two}
    assert {letter.copies_to for letter in made} == {"Inspektur\nAtasan langsung"}
    assert "Tembusan: 1. Inspektur 2. Atasan langsung" in words(
        client.get(f"{HOME}{made[0].pk}/document.pdf").content
    )


@pytest.mark.parametrize("text", ["\n".join("abcdefghijk"), "x" * 121])
def test_copies_are_few_and_short(pairs: Pairs, text: str) -> None:
    answer = door(pairs.cast, "planner").post(
        f"{HOME}new/", filled(pairs.rara(), step="save", copies_to=text)
    )
    assert answer.status_code == 422
    assert "Paling banyak 10 baris" in answer.content.decode()
    assert not Letter.objects.exists()


def test_the_head_of_the_paper_is_the_institutions(pairs: Pairs) -> None:
    letter = pairs.numbered(pairs.rara())
    client, paper = door(pairs.cast, "planner"), f"{HOME}{letter.pk}/document.pdf"
    assert "Jalan Cendekia" not in words(client.get(paper).content)
    lines = "Jalan Cendekia Nomor 7, Jakarta\r\n\r\nTelepon (021) 555-0100"
    for who in set(EVERYBODY) - {"planner", "competent_authority", "stranger"}:
        assert door(pairs.cast, who).post(f"{HOME}letterhead/", {"lines": lines}).status_code == 404, who
    assert (
        door(pairs.cast, "stranger").post(f"{HOME}letterhead/", {"lines": "Alamat lain"}).status_code == 303
    )
    assert client.post(f"{HOME}letterhead/", {"lines": "a\nb\nc\nd"}).status_code == 422
    assert client.post(f"{HOME}letterhead/", {"lines": lines}).status_code == 303
    said = words(client.get(paper).content)
    assert "Jalan Cendekia Nomor 7, Jakarta Telepon (021) 555-0100" in said
    assert "Alamat lain" not in said
    assert "Nomor 7, Jakarta\nTelepon" in client.get(f"{HOME}letterhead/").content.decode()
    event = Event.objects.get(verb="set_letterhead", institution_id=pairs.cast.institution.pk)
    assert event.after == {"lines": "Jalan Cendekia Nomor 7, Jakarta\nTelepon (021) 555-0100"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"engagement": []}, "Pilih paling sedikit satu pasangan."),
        ({"engagement": [10**6]}, "Satu pasangan tidak menunggu surat lagi."),
        ({"engagement": [10**20]}, "Satu pasangan tidak menunggu surat lagi."),
        ({"engagement": ["²"]}, "Satu pasangan tidak menunggu surat lagi."),
        ({"signatory_nip": "123"}, "bukan 18 angka"),
        ({"on_behalf_of": ""}, "Isi jabatan yang diatasnamakan."),
        ({"place": ""}, "Perbaiki isian yang ditandai"),
        ({"kind": "memo"}, "Perbaiki isian yang ditandai"),
    ],
)
@pytest.mark.parametrize("step", ["preview", "save"])
def test_what_is_wrong_is_said_and_nothing_kept(
    pairs: Pairs, step: str, wrong: dict[str, object], said: str
) -> None:
    answer = door(pairs.cast, "planner").post(f"{HOME}new/", filled(pairs.rara(), step=step) | wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_konseling_is_not_among_the_pairs_nor_can_it_be_named(pairs: Pairs) -> None:
    closed = pairs.counselling()
    client = door(pairs.cast, "planner")
    assert "Rara Anindita" not in client.get(f"{HOME}new/").content.decode()
    assert client.post(f"{HOME}new/", filled(closed, step="save")).status_code == 422
    assert not Letter.objects.exists()


def test_the_waiting_are_narrowed_by_name_and_unit(pairs: Pairs) -> None:
    pairs.rara()
    client = door(pairs.cast, "planner")
    assert "Rara Anindita" in client.get(f"{HOME}new/?q=rara").content.decode()
    assert "Rara Anindita" in client.get(f"{HOME}new/?q=pusat").content.decode()
    assert "Tidak ada pasangan yang cocok" in client.get(f"{HOME}new/?method=coaching").content.decode()


# ── However many ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_many_pairs_take_no_more_queries(pairs: Pairs) -> None:
    first = pairs.rara()
    client = door(pairs.cast, "planner")

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    asked(HOME)  # counts what waits, which is then known
    few = asked(f"{HOME}new/")
    copies = []
    for n in range(60):
        who = f.employee(
            pairs.cast.institution, f"Pegawai {n:03}", unit=pairs.cast.unit, position=pairs.cast.rara.position
        )
        copies.append(
            Engagement(
                proposal=first.proposal,
                institution=first.institution,
                employee=who,
                guide=first.guide,
                method=first.method,
                state="matched",
                state_since=timezone.now(),
                matched_at=timezone.now(),
            )
        )
    rows = Engagement.objects.bulk_create(copies)
    assert asked(f"{HOME}new/") == few
    letter = pairs.draft(first, *rows)
    assert asked(f"{HOME}{letter.pk}/") <= 12
    assert asked(f"{HOME}{letter.pk}/document.pdf") <= 12
    assert Event.objects.filter(verb="draft_letter").count() == 1
