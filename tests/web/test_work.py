"""What people do on pages: decide, say, talk, contest, import; and what each then sees."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pamong.audit.models import Read
from pamong.competency.actions import draft_standard, put_in_force
from pamong.performance.models import Dialogue
from pamong.policy.nip import format_nip
from pamong.recommendation import actions
from pamong.recommendation.models import Contest, Decision, Result
from tests.factories import ON
from tests.people_cast import Cast
from tests.web.doors import door

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysed(cast: Cast) -> Cast:
    actions.analyse(institution=cast.institution, on=ON, by=None)
    return cast


def test_why_unfolds_in_the_row_and_is_a_page_without_script(analysed: Cast) -> None:
    client = door(analysed, "planner")
    address = f"/recommendations/{analysed.rara.pk}/"
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith("<tr")
    assert "JALUR-08" in fragment
    assert "<main" in client.get(address).content.decode()
    assert Read.objects.filter(employee_id=analysed.rara.pk, what="suggestion").count() == 2


def test_the_planner_decides_and_the_employee_sees_the_method_and_who_read(analysed: Cast) -> None:
    client = door(analysed, "planner")
    address = f"/recommendations/{analysed.rara.pk}/decide/"
    assert client.post(address, {"verdict": "reject"}).status_code == 422
    client.get(f"/people/{analysed.rara.pk}/")
    answer = client.post(address, {"verdict": "accept", "next": "/recommendations/?order=name"})
    assert (answer.status_code, answer["Location"]) == (303, "/recommendations/?order=name")
    home = door(analysed, "employee").get("/home/").content.decode()
    assert "Coaching" in home
    assert "Perencana" in home
    reopened = client.post(f"/recommendations/{analysed.rara.pk}/reopen/", {"reason": "Data berubah."})
    assert reopened.status_code == 303
    assert not Decision.objects.filter(current=True).exists()


def test_a_list_by_gap_taken_as_a_file_is_a_read(analysed: Cast) -> None:
    client = door(analysed, "planner")
    b"".join(client.get("/people/export.csv"))  # type: ignore[arg-type]
    assert not Read.objects.exists()
    b"".join(client.get("/people/export.csv?data=gap"))  # type: ignore[arg-type]
    assert Read.objects.filter(employee_id=analysed.rara.pk, page="/people/export.csv").exists()


def test_many_are_accepted_at_once(analysed: Cast) -> None:
    client = door(analysed, "planner")
    assert client.post("/recommendations/accept/", {}).status_code == 303
    client.post("/recommendations/accept/", {"employee": [analysed.rara.pk]})
    assert Decision.objects.get().verdict == "accept"


def test_the_superior_talks_and_the_suggestion_follows(analysed: Cast) -> None:
    client = door(analysed, "superior")
    address = f"/people/{analysed.rara.pk}/dialogue/"
    form = {"year": 2026, "held_on": "2026-11-20", "cause": "pengalaman", "note": "Butuh contoh kerja."}
    assert client.post(address, {**form, "cause": ""}).status_code == 422
    ahead = client.post(address, {**form, "held_on": "2026-12-20"})
    assert ahead.status_code == 422
    assert "setelah berlangsung" in ahead.content.decode()
    assert client.post(address, form).status_code == 303
    assert Result.objects.get(employee=analysed.rara, current=True).method == "mentoring"
    assert "Butuh contoh kerja." in client.get(address).content.decode()
    mine = door(analysed, "employee")
    assert "Butuh contoh kerja." in mine.get(address).content.decode()
    again = client.post(address, {**form, "note": "Sudah dibahas ulang."})
    assert again.status_code == 422
    assert "Sebutkan alasan koreksinya." in again.content.decode()
    assert "Sudah dibahas ulang.</textarea>" in again.content.decode(), "what was typed stays"
    dialogue = Dialogue.objects.get()
    too_long = mine.post(f"{address}{dialogue.pk}/answer/", {"text": "Setuju. " * 600})
    assert too_long.status_code == 422
    assert "Setuju. Setuju. " in too_long.content.decode(), "what was typed stays"
    dialogue.refresh_from_db()
    assert dialogue.answered_at is None
    assert mine.post(f"{address}{dialogue.pk}/answer/", {"text": "Setuju."}).status_code == 303
    assert door(analysed, "planner").get(address).status_code == 404
    view = f"/recommendations/{analysed.rara.pk}/view/"
    assert client.post(view, {"view": "other"}).status_code == 422
    assert client.post(view, {"view": "agree"}).status_code == 303


def test_a_report_of_wrong_data_is_answered(analysed: Cast) -> None:
    mine = door(analysed, "employee")
    sent = {"about": "Level Komunikasi", "text": "Seharusnya 3."}
    assert mine.post("/privacy/contest/", sent).status_code == 303
    row = Contest.objects.get()
    planner = door(analysed, "planner")
    assert f"/inbox/contests/{row.pk}/" in planner.get("/inbox/").content.decode()
    assert planner.post(f"/inbox/contests/{row.pk}/", {"answer": "Sudah dikoreksi."}).status_code == 303
    assert "Sudah dikoreksi." in mine.get(f"/inbox/contests/{row.pk}/").content.decode()


def test_a_file_is_checked_confirmed_and_undone(cast: Cast) -> None:
    client = door(cast, "admin")

    def upload(text: str) -> str:
        file = SimpleUploadedFile("unit.csv", text.encode())
        return str(client.post("/imports/", {"kind": "unit", "file": file})["Location"])

    head = "kode_unit,nama_unit,kode_induk,kode_instansi\n"
    wrong = upload(f"{head},Tanpa Kode,U0,LPA\n")
    page = client.get(wrong).content.decode()
    assert "kode_unit" in page
    assert client.get(f"{wrong}problems.xlsx").status_code == 200
    right = upload(f"{head}U9,Unit Sembilan,U0,LPA\n")
    assert client.post(f"{right}confirm/").status_code == 303
    assert cast.institution.units.filter(code="U9").exists()
    assert client.post(f"{right}undo/").status_code == 303
    assert not cast.institution.units.filter(code="U9").exists()


def test_the_export_holds_the_table_as_filtered(analysed: Cast) -> None:
    client = door(analysed, "planner")
    answer = client.get("/recommendations/export.csv?method=coaching")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert format_nip(analysed.rara.nip) in text  # bare, a spreadsheet would round it
    assert len(text.splitlines()) == 2
    assert client.get("/recommendations/export.xlsx").status_code == 200


def test_a_setting_outside_its_bounds_is_refused(cast: Cast) -> None:
    client = door(cast, "planner")
    form = {"name": "stale_months", "since": "2099-01-01", "reason": "Uji"}
    assert client.post("/settings/", {**form, "value": "7"}).status_code == 422
    assert client.post("/settings/", {**form, "value": "24"}).status_code == 303


def test_the_administrator_makes_accounts_roles_and_links(cast: Cast) -> None:
    client = door(cast, "admin")
    made = client.post("/settings/accounts/new/", {"username": "baru", "name": "Akun Baru"})
    address = made["Location"]
    assert client.post(address, {"role": "auditor", "start": "2026-11-24"}).status_code == 303
    assert "/activate/" in client.post(f"{address}link/").content.decode()
    links = client.post("/settings/accounts/links/", {"unit": cast.unit.pk}).content.decode()
    assert "/activate/" in links
    assert client.post(f"{address}close/", {"reason": "Selesai"}).status_code == 303


def test_a_standard_is_drafted_and_put_in_force(cast: Cast) -> None:
    client = door(cast, "planner")
    position = cast.rara.position_id
    levels = {f"level-{one.pk}": 4 for one in cast.competencies.values()}
    sent = client.post(f"/positions/{position}/draft/", {"since": "2026-12-01", "source": "SK", **levels})
    assert sent.status_code == 303
    version = cast.rara.position.standards.get(status="draft")  # type: ignore[union-attr]
    address = f"/positions/{position}/standards/{version.pk}/"
    assert client.post(f"{address}in-force/").status_code == 303
    version.refresh_from_db()
    assert version.status == "in_force"


def test_a_record_shows_the_jpm_on_both_scales(analysed: Cast) -> None:
    page = door(analysed, "planner").get(f"/people/{analysed.rara.pk}/").content.decode()
    assert "Optimal" in page
    assert "Memenuhi Syarat (MS)" in page


def test_a_draft_shows_what_it_changes_of_the_version_it_would_replace(cast: Cast) -> None:
    position, planner = cast.rara.position, cast["planner"]
    assert position
    names = cast.competencies
    for level in (4, 5):
        levels = dict.fromkeys(names.values(), 3) | {names["komunikasi"]: level}
        draft = draft_standard(by=planner, position=position, since=ON, levels=levels, on=ON)
        if level == 4:
            put_in_force(by=planner, standard=draft, on=ON)
    page = door(cast, "planner").get(f"/positions/{position.pk}/").content.decode()
    assert "4 → 5" in " ".join(page.split())
