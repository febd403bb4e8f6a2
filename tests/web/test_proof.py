"""Goals, tasks, reviews, proof and the agreement on pages: what is asked, what is refused, what a file may do."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pamong.policy.words import Method
from pamong.programme import actions
from pamong.programme.models import Engagement, Goal, Milestone, Proof, Review, Task
from tests.programme.road import Road
from tests.web.rooms import base, door, text

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("days_of_the_clock", "files_apart"),
]
PDF = b"%PDF-1.7 " + b"x" * 600_000


def goal_sent(road: Road, **more: object) -> dict[str, object]:
    return {
        "kind": "project",
        "title": "Dasbor layanan unit",
        "measure": "Dipakai rapat",
        "baseline": "Belum ada",
        "target": "Terbit",
        "due": "2026-12-15",
        "milestone_1": "Indikator disepakati",
        "until_1": "2026-09-30",
    } | more


def test_a_goal_begins_with_the_largest_gap_and_the_kind_of_task_of_the_rules(road: Road) -> None:
    road.agreed()
    page = door(road.employee).get(f"{base(road)}goals/new/").content.decode()
    assert f'<option value="{road.programme.communication.pk}" selected>' in page
    assert 'value="Komunikasi: level 2 ke 3"' in page
    assert "proyek di luar tugas rutin unit; pegawai mengevaluasi kesulitannya" in page
    assert 'name="given_by"' not in page
    assert 'name="task_kind"' not in page, "what is worked on is the rule's, not asked"
    assert "Dapat dibaca oleh" in page


def test_a_goal_is_set_told_and_dropped(road: Road) -> None:
    road.agreed()
    mine, guide, superior = door(road.employee), door(road.guide), door(road.cast["superior"])
    assert superior.post(f"{base(road)}goals/new/", goal_sent(road)).status_code == 404
    assert mine.post(f"{base(road)}goals/new/", goal_sent(road, measure="")).status_code == 422
    assert mine.post(f"{base(road)}goals/new/", goal_sent(road, kind="gap")).status_code == 422
    assert mine.post(f"{base(road)}goals/new/", goal_sent(road)).status_code == 303
    goal = Goal.objects.get()
    here = f"{base(road)}goals/{goal.pk}/"
    assert guide.post(f"{here}progress/", {"percent": "120", "comment": "x"}).status_code == 422
    assert guide.post(f"{here}progress/", {"percent": "30", "comment": ""}).status_code == 422
    assert superior.post(f"{here}progress/", {"percent": "30", "comment": "x"}).status_code == 403
    assert guide.post(f"{here}progress/", {"percent": "30", "comment": "Mulai."}).status_code == 303
    assert mine.post(f"{here}progress/", {"percent": "55", "comment": "Uji coba."}).status_code == 303
    page = text(superior, here)
    assert "55%" in page
    assert "30%" in page
    assert "Mulai." not in page
    step = Milestone.objects.get()
    assert mine.post(f"{here}milestones/{step.pk}/", {"done": "yes"}).status_code == 303
    step.refresh_from_db()
    assert step.done_at is not None
    assert guide.post(f"{here}difficulty/", {"words": "x"}).status_code == 409
    assert mine.post(f"{here}difficulty/", {"words": "Data belum seragam."}).status_code == 303
    assert "Data belum seragam." in text(guide, here)
    assert superior.post(f"{here}drop/").status_code == 403
    assert guide.post(f"{here}drop/").status_code == 303
    assert "dilepas" in text(mine, f"{base(road)}goals/")
    assert mine.post(f"{base(road)}goals/{goal.pk + 999}/drop/").status_code == 404


def test_the_list_of_goals_leads_to_telling_how_far_one_is(road: Road) -> None:
    road.agreed()
    goal = road.goal()
    there = f'href="{base(road)}goals/{goal.pk}/">'
    assert "Catat kemajuan" in text(door(road.employee), f"{base(road)}goals/")
    assert there in door(road.guide).get(f"{base(road)}goals/").content.decode()
    assert "Catat kemajuan" not in text(door(road.cast["planner"]), f"{base(road)}goals/")


def test_the_form_of_a_coaching_asks_who_gave_the_task(road: Road) -> None:
    road.agreed()
    Engagement.objects.filter(pk=road.engagement.pk).update(method=Method.COACHING)
    mine, address = door(road.employee), f"{base(road)}goals/new/"
    page = mine.get(address).content.decode()
    assert "coach dan pegawai sama-sama bertanggung jawab atasnya" in page
    assert 'name="given_by" value="Sri Wahyuni"' in page
    assert mine.post(address, goal_sent(road, given_by="")).status_code == 422
    assert mine.post(address, goal_sent(road, given_by="Sri Wahyuni")).status_code == 303
    shown = text(door(road.guide), f"{base(road)}goals/{Goal.objects.get().pk}/")
    assert "diberikan Sri Wahyuni" in shown


def test_the_form_with_the_direct_superior_takes_own_tasks(road: Road) -> None:
    road.agreed()
    road.cast.rara.superior = road.engagement.guide.employee
    road.cast.rara.save()
    page = door(road.employee).get(f"{base(road)}goals/new/").content.decode()
    assert "mengerjakan tugas sendiri dalam SKP" in page
    assert 'name="given_by"' not in page


def test_a_task_is_done_with_one_tap_by_whose_it_is(road: Road) -> None:
    road.agreed()
    mine, guide = door(road.employee), door(road.guide)
    room = base(road)
    assert mine.post(f"{room}tasks/", {"title": "", "owner": "employee"}).status_code == 422
    assert mine.post(f"{room}tasks/", {"title": "Kirim notula", "owner": "guide"}).status_code == 303
    task = Task.objects.get()
    assert mine.post(f"{room}tasks/{task.pk}/", {"done": "yes"}).status_code == 403
    back = guide.post(f"{room}tasks/{task.pk}/", {"done": "yes", "next": room})
    assert (back.status_code, back["Location"]) == (303, room)
    away = guide.post(f"{room}tasks/{task.pk}/", {"done": "no", "next": "//example.org/"})
    assert away["Location"] == f"{room}tasks/"
    task.refresh_from_db()
    assert task.done_at is None
    assert door(road.cast["planner"]).post(f"{room}tasks/{task.pk}/", {"done": "yes"}).status_code == 404


def test_a_monthly_review_is_written_and_seen_by_the_other(road: Road) -> None:
    road.agreed()
    mine, guide = door(road.employee), door(road.guide)
    sent = {
        "month": road.clock.on.replace(day=1).isoformat(),
        "achieved": "Dua rapat.",
        "next_target": "Tiga.",
    }
    assert guide.post(f"{base(road)}reviews/", {**sent, "achieved": ""}).status_code == 422
    assert guide.post(f"{base(road)}reviews/", {**sent, "month": "2020-01-01"}).status_code == 422
    assert guide.post(f"{base(road)}reviews/", sent).status_code == 303
    review = Review.objects.get()
    assert guide.post(f"{base(road)}reviews/{review.pk}/seen/").status_code == 303
    review.refresh_from_db()
    assert review.seen_at is None  # one's own words are not "seen" by oneself
    assert mine.post(f"{base(road)}reviews/{review.pk}/seen/").status_code == 303
    review.refresh_from_db()
    assert review.seen_at is not None
    assert door(road.cast["superior"]).get(f"{base(road)}reviews/").status_code == 404


def proof_sent(road: Road, **more: object) -> dict[str, object]:
    return {"goal": road.engagement.goals.get().pk, "title": "Notula", "kind": "file"} | more


def pdf(name: str = "notula.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")


def test_a_file_is_told_its_limits_first_and_is_only_ever_saved(road: Road) -> None:
    road.agreed()
    road.goal()
    mine, guide, superior = door(road.employee), door(road.guide), door(road.cast["superior"])
    room = f"{base(road)}proof/"
    assert "Paling besar 5 MB: pdf, png" in text(mine, room)
    wrong = mine.post(room, proof_sent(road, file=pdf("notula.exe")))
    assert (wrong.status_code, Proof.objects.count()) == (422, 0)
    assert mine.post(room, proof_sent(road, file=pdf(content=b"<script>"))).status_code == 422
    assert guide.post(room, proof_sent(road, file=pdf())).status_code == 403
    assert mine.post(room, proof_sent(road, file=pdf("../../notula.pdf"))).status_code == 303
    proof = Proof.objects.get()
    assert Path(settings.MEDIA_ROOT) in Path(proof.file.path).parents
    for client in (mine, guide, superior):
        answer = client.get(f"{room}{proof.pk}/file/")
        assert b"".join(answer) == PDF  # type: ignore[arg-type]
        assert answer["Content-Disposition"] == 'attachment; filename="notula.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == "application/octet-stream"
    for who in ("planner", "auditor", "unit_head", "stranger", "admin"):
        assert door(road.cast[who]).get(f"{room}{proof.pk}/file/").status_code == 404, who
    assert Client().get(f"{room}{proof.pk}/file/").status_code == 302
    assert mine.get(f"/files/{proof.file.name}").status_code == 404
    assert "sudah diajukan" in mine.post(room, proof_sent(road, file=pdf())).content.decode()


def test_somebody_else_verifies_and_what_is_returned_is_mended(road: Road) -> None:
    road.agreed()
    road.goal()
    mine, guide, superior = door(road.employee), door(road.guide), door(road.cast["superior"])
    room = f"{base(road)}proof/"
    assert mine.post(room, proof_sent(road, kind="link", link="javascript:alert(1)")).status_code == 422
    assert mine.post(room, proof_sent(road, kind="link", link="https://example.go.id/a")).status_code == 303
    proof = Proof.objects.get()
    here = f"{room}{proof.pk}/"
    assert mine.post(f"{here}verify/", {"accept": "yes"}).status_code == 403
    for verdict, said in (
        ({"accept": "no", "reason": ""}, "Alasan harus diisi."),
        ({"accept": "no", "reason": "Belum bertanggal. " * 40}, "paling banyak 500"),
        ({"accept": "ya", "reason": "Belum bertanggal."}, "ya bukan salah satu"),
    ):
        answer = guide.post(f"{here}verify/", verdict)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert verdict["reason"].strip() in answer.content.decode(), "what was typed stays"
    proof.refresh_from_db()
    assert proof.state == "submitted"  # a reason is needed
    guide.post(f"{here}verify/", {"accept": "no", "reason": "Belum bertanggal."})
    assert "Belum bertanggal." in text(mine, room)
    assert guide.post(f"{here}mend/", {"title": "x"}).status_code == 403
    unsafe = mine.post(
        f"{here}mend/", {"title": "Notula bertanggal", "link": "javascript:alert(1)", "text": "Sudah rapi."}
    )
    assert unsafe.status_code == 422
    for kept in ('value="Notula bertanggal"', "Sudah rapi.</textarea>", '<details class="pm-unfolds" open>'):
        assert kept in unsafe.content.decode()
    assert mine.post(f"{here}mend/", {"title": ""}).status_code == 422
    mended = {"title": "Notula bertanggal", "link": "https://example.go.id/b"}
    assert mine.post(f"{here}mend/", mended).status_code == 303
    assert superior.post(f"{here}verify/", {"accept": "yes"}).status_code == 303
    proof.refresh_from_db()
    assert (proof.state, proof.title) == ("accepted", "Notula bertanggal")
    assert mine.post(f"{here}withdraw/").status_code == 409


def test_the_mended_file_tells_its_limits_first_and_comes_in_pieces_too(road: Road) -> None:
    road.agreed()
    road.goal()
    mine, guide, room = door(road.employee), door(road.guide), f"{base(road)}proof/"
    mine.post(room, proof_sent(road, file=pdf()))
    proof = Proof.objects.get()
    guide.post(f"{room}{proof.pk}/verify/", {"accept": "no", "reason": "Belum bertanggal."})
    page = mine.get(room).content.decode()
    assert page.count(f'data-chunks="{room}chunks/"') == 2
    assert page.count("Paling besar 5 MB") == 2
    better = PDF + b" bertanggal"
    sha256 = hashlib.sha256(better).hexdigest()
    for offset in range(0, len(better), actions.CHUNK_BYTES):
        part = better[offset : offset + actions.CHUNK_BYTES]
        assert mine.post(f"{room}chunks/", piece(sha256, offset, part, len(better))).status_code == 200
    mended = {"title": "Notula bertanggal", "uploaded": sha256, "uploaded_name": "notula-2.pdf"}
    assert mine.post(f"{room}{proof.pk}/mend/", mended).status_code == 303
    proof.refresh_from_db()
    assert (proof.state, proof.sha256, proof.file_name) == ("submitted", sha256, "notula-2.pdf")


def piece(sha256: str, offset: int, content: bytes, size: int | None = None) -> dict[str, object]:
    return {
        "sha256": sha256,
        "offset": offset,
        "size": len(PDF) if size is None else size,
        "piece": SimpleUploadedFile("piece", content),
    }


def test_a_broken_upload_goes_on_where_it_stopped(road: Road) -> None:
    road.agreed()
    road.goal()
    mine, address = door(road.employee), f"{base(road)}proof/chunks/"
    sha256, step = hashlib.sha256(PDF).hexdigest(), actions.CHUNK_BYTES
    assert mine.get(address, {"sha256": sha256}).json() == {"offset": 0}
    assert mine.post(address, piece(sha256, 0, PDF[:step])).json() == {"offset": step}
    # The answer was lost and the piece is sent again: nothing is added twice.
    again = mine.post(address, piece(sha256, 0, PDF[:step]))
    assert (again.status_code, again.json()) == (200, {"offset": step})
    ahead = mine.post(address, piece(sha256, 3 * step, b"x"))
    assert (ahead.status_code, ahead.json()) == (409, {"offset": step})
    early = mine.post(f"{base(road)}proof/", proof_sent(road, uploaded=sha256, uploaded_name="notula.pdf"))
    assert early.status_code == 422
    assert mine.get(address, {"sha256": sha256}).json() == {"offset": step}
    mine.post(address, piece(sha256, step, PDF[step : 2 * step]))
    last = mine.post(address, piece(sha256, 2 * step, PDF[2 * step :]))
    assert last.json() == {"offset": len(PDF)}
    sent = mine.post(f"{base(road)}proof/", proof_sent(road, uploaded=sha256, uploaded_name="notula.pdf"))
    assert sent.status_code == 303
    proof = Proof.objects.get()
    assert (proof.sha256, proof.size, proof.file_name) == (sha256, len(PDF), "notula.pdf")
    assert mine.get(address, {"sha256": sha256}).json() == {"offset": 0}  # the pieces are gone


def test_pieces_are_bounded_and_ones_own(road: Road) -> None:
    road.agreed()
    road.goal()
    mine, address = door(road.employee), f"{base(road)}proof/chunks/"
    sha256 = hashlib.sha256(PDF).hexdigest()
    for wrong in (
        piece("../../../etc/passwd", 0, b"x"),
        piece(sha256, 0, b"x", size=6 * 1024 * 1024),
        piece(sha256, 0, b"x" * (actions.CHUNK_BYTES + 1)),
        piece(sha256, 0, b"xx", size=1),
        piece(sha256, 0, b"x", size=1),  # the whole, and not what its checksum says
    ):
        assert mine.post(address, wrong).status_code == 422
    assert mine.post(address, {"sha256": sha256}).status_code == 400
    for number in ("²", "-1", "1e3", "9" * 5000):
        for name in ("offset", "size"):
            assert mine.post(address, piece(sha256, 0, b"x") | {name: number}).status_code == 400, number[:4]
    assert mine.get(address, {"sha256": sha256}).json() == {"offset": 0}
    for account in (road.guide, road.cast["superior"], road.cast["stranger"]):
        assert door(account).post(address, piece(sha256, 0, b"x")).status_code == 404
    for number in range(8):
        name = hashlib.sha256(str(number).encode()).hexdigest()
        assert mine.post(address, piece(name, 0, b"x")).status_code == 200
    folder = Path(settings.MEDIA_ROOT) / "chunks" / str(road.employee.pk)
    assert len(list(folder.iterdir())) <= 5


def test_the_agreement_is_confirmed_as_it_was_read(road: Road) -> None:
    road.appointed()
    mine, guide, planner = door(road.employee), door(road.guide), door(road.cast["planner"])
    room = f"{base(road)}agreement/"
    read = actions.text_hash(road.engagement.agreements.get())
    assert f'name="text" value="{read}"' in mine.get(room).content.decode()
    words = {name: f"Bagian {name}" for name in actions.AGREEMENT_FIELDS}
    assert guide.post(f"{room}change/", {**words, "purpose": ""}).status_code == 422
    assert guide.post(f"{room}change/", words).status_code == 303
    assert mine.post(f"{room}confirm/", {"text": read}).status_code == 409
    page = text(planner, room)
    assert "Bagian purpose" in page
    assert "Saya menyetujui" not in page
    assert planner.post(f"{room}confirm/", {"text": read}).status_code == 404
    now = actions.text_hash(road.engagement.agreements.get())
    assert mine.post(f"{room}confirm/", {"text": now}).status_code == 303
    assert guide.post(f"{room}confirm/", {"text": now}).status_code == 303
    assert road.fresh().state == "agreed"
    assert guide.post(f"{room}change/", words).status_code == 409
    assert guide.post(f"{room}reopen/").status_code == 303
    assert "Kesepakatan, versi 2" in text(mine, room)
    assert "Kesepakatan, versi 1" in text(mine, f"{room}?version=1")
    assert door(road.cast["superior"]).get(room).status_code == 404
