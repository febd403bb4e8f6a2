"""Letters of appointment on pages: three steps to a draft, its number, the signed copy, and who reads which paper."""

import hashlib
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pamong.audit.models import Event, Read
from pamong.people.models import Account
from pamong.policy.papers import MEGABYTE
from pamong.programme import actions
from pamong.programme.models import Agreement, Engagement, Letter, Session
from pamong.web.pages import letters as pages_of_letters
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.pairs import SIGNATORY, Pairs
from tests.web.rooms import words
from tests.web.test_addresses import BACKEND
from tests.web.test_work import door

pytestmark = pytest.mark.django_db
HOME = "/letters/"
PDF = b"%PDF-1.7 naskah bertanda tangan"


@pytest.fixture(autouse=True)
def _files_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def as_account(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def filled(*engagements: Engagement, step: str = "preview", **more: object) -> dict[str, object]:
    given = {"kind": "sk", **SIGNATORY, "engagement": [one.pk for one in engagements], "step": step}
    return given | more


# ── A new letter ─────────────────────────────────────────────────────────────────────────────


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


# ── One letter ───────────────────────────────────────────────────────────────────────────────


def test_number_then_signed_copy_then_downloads(pairs: Pairs) -> None:
    letter, client = pairs.draft(pairs.rara()), door(pairs.cast, "planner")
    base = f"{HOME}{letter.pk}/"
    wrong = client.post(f"{base}number/", {"number": "SK-1", "dated": "2027-01-01"})
    assert wrong.status_code == 422
    assert "setelah hari ini" in wrong.content.decode()
    assert client.post(f"{base}number/", {"number": "SK-1", "dated": str(ON)}).status_code == 303
    assert Engagement.objects.get().state == "appointed"
    big = SimpleUploadedFile("sk.pdf", PDF + b"0" * (5 * MEGABYTE), "application/pdf")
    for file, said in (
        (big, "lebih dari 5 MB"),
        (SimpleUploadedFile("sk.pdf", b"bukan apa-apa", "application/pdf"), "bukan PDF"),
        (SimpleUploadedFile("sk.pdf", b"", "application/pdf"), "kosong"),
    ):
        refused = client.post(f"{base}sign/", {"file": file})
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert "paling besar 5 MB" in client.get(base).content.decode()  # told before
    assert client.get(f"{base}signed.pdf").status_code == 404
    assert client.post(f"{base}sign/", {"file": SimpleUploadedFile("sk.pdf", PDF)}).status_code == 303
    copy = client.get(f"{base}signed.pdf")
    assert b"".join(copy.streaming_content) == PDF  # type: ignore[attr-defined]
    assert copy["Content-Disposition"].startswith("attachment")
    assert "no-store" in copy["Cache-Control"]
    assert client.post(f"{base}sign/", {"file": SimpleUploadedFile("sk.pdf", PDF)}).status_code == 409


def test_a_broken_upload_of_the_signed_copy_goes_on_where_it_stopped(pairs: Pairs) -> None:
    letter, client = pairs.numbered(pairs.rara()), door(pairs.cast, "planner")
    base, copy = f"{HOME}{letter.pk}/", PDF + b"0" * 2 * actions.CHUNK_BYTES
    address, sha256, step = f"{base}sign/chunks/", hashlib.sha256(copy).hexdigest(), actions.CHUNK_BYTES

    def piece(offset: int, **more: object) -> dict[str, object]:
        part = SimpleUploadedFile("piece", copy[offset : offset + step])
        return {"sha256": sha256, "offset": offset, "size": len(copy), "piece": part, **more}

    page = client.get(base).content.decode()
    assert f'data-chunks="{address}"' in page
    assert "paling besar 5 MB" in page  # told before
    assert client.post(address, piece(0)).json() == {"offset": step}
    assert client.get(address, {"sha256": sha256}).json() == {"offset": step}
    sent = {"uploaded": sha256, "uploaded_name": "sk.pdf"}
    early = client.post(f"{base}sign/", sent)
    assert early.status_code == 422
    assert "belum lengkap" in early.content.decode()
    assert f'data-chunks="{address}"' in early.content.decode()
    assert client.post(address, piece(0, size=6 * MEGABYTE)).status_code == 422
    for offset in (step, 2 * step):
        client.post(address, piece(offset))
    assert client.post(f"{base}sign/", {}).status_code == 422
    assert client.post(f"{base}sign/", sent).status_code == 303
    letter.refresh_from_db()
    assert letter.signed_copy_sha256 == sha256
    assert client.get(address, {"sha256": sha256}).status_code == 409, "signed, and no more copies"
    for who in ("auditor", "employee", "stranger"):
        assert door(pairs.cast, who).post(address, piece(0)).status_code == 404, who


def test_a_draft_is_cancelled_with_a_reason_and_its_paper_is_gone(pairs: Pairs) -> None:
    letter, client = pairs.draft(pairs.rara()), door(pairs.cast, "planner")
    base = f"{HOME}{letter.pk}/"
    assert client.get(f"{base}document.pdf").status_code == 200
    assert client.post(f"{base}cancel/", {"reason": ""}).status_code == 422
    assert client.post(f"{base}cancel/", {"reason": "Salah pejabat."}).status_code == 303
    assert client.get(base).status_code == 200
    assert client.get(f"{base}document.pdf").status_code == 404
    assert client.post(f"{base}number/", {"number": "1", "dated": str(ON)}).status_code == 409


def test_a_letter_with_a_mistake_is_withdrawn_and_replaced(pairs: Pairs, client: Client) -> None:
    one = pairs.rara()
    letter, planner = pairs.signed(one), door(pairs.cast, "planner")
    base = f"{HOME}{letter.pk}/"
    assert "Cabut surat ini" in planner.get(base).content.decode()
    assert planner.post(f"{base}withdraw/", {"reason": ""}).status_code == 422
    assert planner.post(f"{base}withdraw/", {"reason": "Penanda tangannya keliru."}).status_code == 303
    page = planner.get(base).content.decode()
    for said in ("Dicabut, tidak berlaku lagi", "Rara Anindita", f"{HOME}new/?replaces={letter.pk}"):
        assert said in page, said
    assert "Cabut surat ini" not in page
    paper = words(planner.get(f"{base}document.pdf").content)
    for said in ("Rara Anindita", "SK-12/K.1/2026", "telah dicabut dan tidak berlaku lagi"):
        assert said in paper, said
    assert planner.get(f"{base}signed.pdf").status_code == 200, "what was signed stays on file"
    assert planner.get(f"{base}extract/{one.pk}.pdf").status_code == 404
    proven = client.get(f"/verify/{letter.token}/").content.decode()
    assert "Dicabut, tidak berlaku lagi" in proven
    assert "Penanda tangannya" not in proven
    room = door(pairs.cast, "employee").get(f"/engagements/{one.pk}/").content.decode()
    assert "Surat penunjukan dicabut karena keliru" in room
    new = planner.get(f"{HOME}new/?replaces={letter.pk}").content.decode()
    assert re.search(rf'value="{one.pk}" checked', new)
    assert SIGNATORY["signatory_name"] in new
    assert planner.get(f"{HOME}new/?replaces=apa").status_code == 200
    made = planner.post(f"{HOME}new/?replaces={letter.pk}", {**filled(one), "step": "save"})
    assert made.status_code == 303
    assert f"?replaces={letter.pk}" not in planner.get(base).content.decode()
    other = words(planner.get(f"{made['Location']}document.pdf").content)
    assert "Keputusan Nomor SK-12/K.1/2026 tanggal" in other
    assert "dicabut dan dinyatakan tidak berlaku" in other
    assert "dalam huruf a, huruf b, huruf c, dan huruf d" in other
    assert "dinyatakan tidak berlaku" not in paper


def test_a_pair_is_left_out_by_its_button(pairs: Pairs) -> None:
    one, two = pairs.rara(), pairs.of("Made Suardana")
    letter, client = pairs.draft(one, two), door(pairs.cast, "planner")
    actions.decline_engagement(by=pairs.account, engagement=one, reason="Pindah.", on=ON)
    page = client.get(f"{HOME}{letter.pk}/").content.decode()
    assert "tidak menunggu surat lagi" in page
    stuck = client.post(f"{HOME}{letter.pk}/number/", {"number": "1", "dated": str(ON)})
    assert stuck.status_code == 409
    assert "Rara Anindita" in stuck.content.decode()
    assert client.post(f"{HOME}{letter.pk}/leave-out/{one.pk}/").status_code == 303
    assert client.post(f"{HOME}{letter.pk}/leave-out/{one.pk}/").status_code == 404
    assert list(letter.engagements.all()) == [two]


def test_the_list_is_narrowed_by_state_and_number(pairs: Pairs) -> None:
    pairs.numbered(pairs.rara(), number="SK-77/2026")
    client = door(pairs.cast, "auditor")
    assert "SK-77/2026" in client.get(f"{HOME}?state=numbered&q=77").content.decode()
    assert "SK-77/2026" not in client.get(f"{HOME}?state=draft").content.decode()
    assert "SK-77/2026" in client.get(f"{HOME}?state=apa").content.decode()
    assert "Buat surat" not in client.get(HOME).content.decode()  # an auditor makes none


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_those_who_keep_letters_write(pairs: Pairs, who: str) -> None:
    one = pairs.rara()
    letter = pairs.draft(one)
    client = door(pairs.cast, who)
    may = who in ("planner", "competent_authority")
    for step in ("number", "sign", "cancel", "withdraw", f"leave-out/{one.pk}"):
        status = client.post(f"{HOME}{letter.pk}/{step}/").status_code
        if may:
            assert status in (400, 422), step
        else:
            # Whoever reads letters and keeps none is refused; for the rest there is no such letter.
            assert status in ((403, 422) if who == "auditor" else (404,)), step
    letter.refresh_from_db()
    assert (letter.state, letter.engagements.count()) == ("draft", 1)


def test_an_auditor_writes_nothing_however_well_filled_in(pairs: Pairs) -> None:
    letter, client = pairs.draft(pairs.rara(), pairs.of("Made Suardana")), door(pairs.cast, "auditor")
    given = {
        "number": {"number": "SK-1", "dated": str(ON)},
        "sign": {"file": SimpleUploadedFile("sk.pdf", PDF)},
        "cancel": {"reason": "x"},
        "withdraw": {"reason": "x"},
        f"leave-out/{letter.engagements.all()[0].pk}": {},
    }
    for step, values in given.items():
        assert client.post(f"{HOME}{letter.pk}/{step}/", values).status_code == 403, step
    assert client.post(f"{HOME}new/", filled()).status_code == 404
    page = client.get(f"{HOME}{letter.pk}/").content.decode()
    assert "Simpan nomor" not in page
    assert "Keluarkan" not in page


# ── Who reads which paper ────────────────────────────────────────────────────────────────────


def test_an_extract_holds_the_own_pair_alone_and_is_logged(pairs: Pairs) -> None:
    one, two = pairs.rara(), pairs.of("Made Suardana")
    letter = pairs.numbered(one, two)
    Engagement.objects.filter(pk=two.pk).update(method="coaching")
    superior = door(pairs.cast, "superior").get(f"{HOME}{letter.pk}/extract/{one.pk}.pdf")
    said = words(superior.content)
    assert "PETIKAN" in said
    assert "PENUNJUKAN COACH DAN MENTOR DI LINGKUNGAN" in said, "the title of the whole letter"
    assert "Rara Anindita" in said
    assert "Made Suardana" not in said
    assert f"/verify/{str(letter.token)[:8]}" in said
    read = Read.objects.get(reader_name=str(pairs.cast["superior"]))
    assert (read.what, read.employee_id, read.reader_role) == ("letter", pairs.cast.rara.pk, "superior")
    door(pairs.cast, "employee").get(f"{HOME}{letter.pk}/extract/{one.pk}.pdf")
    assert not Read.objects.filter(reader_id=pairs.cast["employee"].pk).exists()  # one's own


def test_an_extract_is_of_a_numbered_letter_and_of_its_own_pairs(pairs: Pairs) -> None:
    one, two = pairs.rara(), pairs.of("Made Suardana")
    letter, other = pairs.draft(one), pairs.numbered(two)
    client = door(pairs.cast, "planner")
    assert client.get(f"{HOME}{letter.pk}/extract/{one.pk}.pdf").status_code == 404
    assert client.get(f"{HOME}{other.pk}/extract/{one.pk}.pdf").status_code == 404
    assert client.get(f"{HOME}{other.pk}/extract/{two.pk}.pdf").status_code == 200


def test_a_whole_letter_is_logged_for_each_person_it_names(pairs: Pairs) -> None:
    letter = pairs.numbered(pairs.rara(), pairs.of("Made Suardana"))
    Read.objects.all().delete()
    said = words(door(pairs.cast, "planner").get(f"{HOME}{letter.pk}/document.pdf").content)
    assert "Rara Anindita" in said
    assert "Made Suardana" in said
    assert Read.objects.filter(what="letter").count() == 2


PAPERS = ("card", "agreement", "report", "b18", "b19")
# Besides those of other institutions and roles, for whom none of it is there. Rows by hand, as the product has them.
READS = {
    "employee": {*PAPERS},
    "guide": {"card", "agreement", "report", "b19"},
    "superior": {"card", "report", "b19"},
    "unit_head": {"card", "report", "b18", "b19"},  # the superior of the guide, too
    "planner": {"card", "agreement", "report", "b19"},
    "auditor": {*PAPERS},
    "competent_authority": set(),
    "talent_officer": set(),
    "counsellor": set(),
    "admin": set(),
    "other_superior": set(),
    "overseer": set(),
    "stranger": set(),
}
EXTRACT = {"employee", "guide", "superior", "planner", "auditor", "competent_authority"}


@pytest.mark.parametrize("who", READS)
def test_who_reads_which_paper(pairs: Pairs, who: str) -> None:
    assert pairs.mentor.employee is not None
    pairs.mentor.employee.superior = pairs.cast.head
    pairs.mentor.employee.save()
    one = pairs.rara()
    letter = pairs.numbered(one)
    pairs.ended(one)
    client = as_account(pairs.account) if who == "guide" else door(pairs.cast, who)
    found = {name for name in PAPERS if client.get(f"/engagements/{one.pk}/{name}.pdf").status_code == 200}
    assert found == READS[who]
    extract = client.get(f"{HOME}{letter.pk}/extract/{one.pk}.pdf").status_code
    assert extract == (200 if who in EXTRACT else 404)
    whole = client.get(f"{HOME}{letter.pk}/document.pdf").status_code
    assert whole == (200 if who in ("planner", "auditor", "competent_authority") else 404)
    logged = set(Read.objects.filter(page__startswith="/engagements/").values_list("what", flat=True))
    names = {"card": "progress", "agreement": "agreement", "report": "report", "b18": "feedback", "b19": "reassessment"}  # fmt: skip
    assert logged == (set() if who == "employee" else {names[name] for name in READS[who]})


def test_papers_that_are_not_there_are_not_there(pairs: Pairs) -> None:
    one = pairs.rara()
    client = door(pairs.cast, "employee")
    assert client.get(f"/engagements/{one.pk}/card.pdf").status_code == 200
    for name in ("agreement", "report", "b18", "b19"):
        assert client.get(f"/engagements/{one.pk}/{name}.pdf").status_code == 404, name
    assert client.get("/engagements/999999/card.pdf").status_code == 404


def test_topics_on_the_card_are_for_the_two(pairs: Pairs) -> None:
    one = pairs.rara()
    Session.objects.create(
        engagement=one,
        state="held",
        start=timezone.now(),
        minutes=60,
        topic="Takut berbicara di depan umum",
        proposed_by=pairs.account,
        employee_held_at=timezone.now(),
    )
    address = f"/engagements/{one.pk}/card.pdf"
    for client in (door(pairs.cast, "employee"), as_account(pairs.account)):
        assert "Takut berbicara" in words(client.get(address).content)
    for who in ("superior", "unit_head", "planner", "auditor"):
        said = words(door(pairs.cast, who).get(address).content)
        assert "1 dari 6" in said
        assert "Takut" not in said


def test_hours_of_the_report_count_the_months_most_once(pairs: Pairs) -> None:
    one = pairs.ended(pairs.rara())
    for day in (3, 10, 17):
        start = timezone.now().replace(year=2026, month=9, day=day, hour=3)
        Session.objects.create(
            engagement=one, state="held", start=start, minutes=60, proposed_by=pairs.account, employee_held_at=start
        )  # fmt: skip
    said = words(door(pairs.cast, "employee").get(f"/engagements/{one.pk}/report.pdf").content)
    from pamong.policy.hours import counted
    from pamong.policy.words import Method
    from pamong.programme.queries import learning_hours
    from pamong.recommendation.queries.facts import settings_of

    days = [ON.replace(month=9, day=day) for day in (3, 10, 17)]
    whole = counted(Method.MENTORING, days, settings_of(one.institution, ON))
    assert learning_hours(one, ON) == sum(each.hours for each in whole) < 3 * whole[0].hours
    assert f"dengan {learning_hours(one, ON)} jam pelajaran" in said


@pytest.mark.parametrize("who", [*EVERYBODY, "second"])
def test_papers_of_a_konseling_are_of_the_two_alone(pairs: Pairs, who: str) -> None:
    closed = pairs.counselling()
    guide = Account.objects.get(username="konselor-dua")
    client = as_account(guide) if who == "second" else door(pairs.cast, who)
    both = who in ("employee", "second")
    for name in ("card", "agreement"):
        locked = client.get(f"/counselling/cases/{closed.pk}/{name}.pdf").status_code
        assert locked == (200 if both else 404), name
    for name in PAPERS:  # and none of it among the general ones
        assert client.get(f"/engagements/{closed.pk}/{name}.pdf").status_code == 404, name
    assert client.get(f"/counselling/cases/{closed.pk}/report.pdf").status_code == 404


def test_a_mentoring_has_no_page_in_the_locked_area(pairs: Pairs) -> None:
    one = pairs.rara()
    assert door(pairs.cast, "employee").get(f"/counselling/cases/{one.pk}/card.pdf").status_code == 404


# ── The page of proof ────────────────────────────────────────────────────────────────────────


def test_anybody_may_ask_whether_a_letter_is_genuine_and_learns_no_name(pairs: Pairs, client: Client) -> None:
    letter = pairs.signed(pairs.rara())
    answer = client.get(f"/verify/{letter.token}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    for said in ("Surat Keputusan", "SK-12/K.1/2026", "24 November 2026", "Lembaga Pembelajaran Aparatur", "Naskah bertanda tangan tersimpan"):  # fmt: skip
        assert said in page, said
    for hidden in ("Rara", "Ketut", "Hamid", "Perencana", "mentor"):
        assert hidden not in page, hidden
    assert "no-store" in answer["Cache-Control"]


def test_an_agreement_of_a_konseling_shows_not_even_the_method(pairs: Pairs, client: Client) -> None:
    agreement = Agreement.objects.get(engagement=pairs.counselling())
    page = client.get(f"/verify/{agreement.token}/").content.decode()
    assert "Kesepakatan pendampingan" in page
    assert "Belum disetujui" in page
    assert "onseling" not in page
    assert "Rara" not in page


def test_an_unknown_code_is_said_to_be_unknown(client: Client, cast: Cast) -> None:
    answer = client.get(f"/verify/{uuid4()}/")
    assert answer.status_code == 404
    assert "jangan anggap naskah itu asli" in answer.content.decode()
    assert client.get("/verify/bukan-kode/").status_code == 404
    assert client.post(f"/verify/{uuid4()}/").status_code == 405


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
