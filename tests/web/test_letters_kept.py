"""A letter that is made: its number, its signed copy, its end, the list of all; and who may write in it."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from pamong.policy.papers import MEGABYTE
from pamong.programme import actions
from pamong.programme.models import Engagement
from pamong.web.templatetags.pamong import tanggal
from tests.factories import ON
from tests.people_cast import EVERYBODY
from tests.programme.pairs import SIGNATORY, Pairs
from tests.web.doors import door
from tests.web.rooms import filled, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]
HOME = "/letters/"
PDF = b"%PDF-1.7 naskah bertanda tangan"


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
    assert "Salah pejabat." in client.get(base).content.decode()
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
    assert "Penanda tangannya keliru." in planner.get(base).content.decode()
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
    page = planner.get(base).content.decode()
    assert f"?replaces={letter.pk}" not in page
    assert f'Diganti dengan</dt><dd><a href="{made["Location"]}">Rancangan, belum bernomor' in page
    assert "Diganti dengan" not in planner.get(made["Location"]).content.decode()
    other = words(planner.get(f"{made['Location']}document.pdf").content)
    assert "Keputusan Nomor SK-12/K.1/2026 tanggal" in other
    assert "dicabut dan dinyatakan tidak berlaku" in other
    assert "dalam huruf a, huruf b, huruf c, dan huruf d" in other
    assert "dinyatakan tidak berlaku" not in paper
    planner.post(f"{made['Location']}number/", {"number": "SK-13/K.1/2026", "dated": str(ON)})
    assert f'href="{made["Location"]}">SK-13/K.1/2026, ' in planner.get(base).content.decode()


def test_a_letter_says_until_when_it_is_waited_for(
    pairs: Pairs, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, planner = pairs.numbered(pairs.rara(), number="SK-77/2026"), door(pairs.cast, "planner")
    addresses = (HOME, f"{HOME}{letter.pk}/")
    until = f"ditunggu sampai {tanggal(letter.due)}"
    for address in addresses:
        page = planner.get(address).content.decode()
        assert until in page, address
        assert "terlambat" not in page, address
    monkeypatch.setattr(timezone, "localdate", lambda *_more: letter.due + timedelta(days=1))
    for address in addresses:
        assert "terlambat" in planner.get(address).content.decode(), address
    assert "ditunggu" not in client.get(f"/verify/{letter.token}/").content.decode()


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
