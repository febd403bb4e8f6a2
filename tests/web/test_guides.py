"""The register on pages: who is appointed for what, by which letter; pause and end."""

from datetime import date

import pytest

from pamong.audit.models import Event
from pamong.policy.words import Method
from pamong.programme import actions, queries
from pamong.programme.models import Guide, OffDay
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.web.doors import door
from tests.web.rooms import as_guide, text

pytestmark = pytest.mark.django_db


def letter(cast: Cast, **more: object) -> dict[str, object]:
    skill = cast.competencies["komunikasi"].pk
    given = {
        "method": "mentoring",
        "employee": cast.superior.nip,
        "letter": "SK 12/2026",
        "start": "2026-01-01",
        "capacity": "3",
        "skill_1": skill,
        "level_1": "4",
        "hours": ["sen-09", "rab-13"],
        "waiver_reason": "Ahli di bidangnya.",
    }
    return given | more


def test_an_appointment_is_entered_as_the_letter_has_it(cast: Cast) -> None:
    client = door(cast, "planner")
    answer = client.post("/guides/new/", letter(cast))
    guide = Guide.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/guides/{guide.pk}/")
    assert (guide.employee, guide.hours, guide.grade_waived) == (cast.superior, ["rab-13", "sen-09"], True)
    page = text(client, f"/guides/{guide.pk}/")
    assert "Komunikasi level 4" in page
    assert "Senin 09.00; Rabu 13.00" in page
    assert "Ahli di bidangnya." in page
    assert "Ahli di bidangnya." not in text(door(cast, "employee"), f"/guides/{guide.pk}/")


def test_an_employee_is_found_by_name_and_an_outsider_is_named(cast: Cast) -> None:
    client = door(cast, "competent_authority")
    f.employee(cast.institution, "Sri Wahyuni Kedua")
    assert (
        client.post("/guides/new/", letter(cast, employee="sri wahyuni")).status_code == 303
    )  # the exact one
    assert Guide.objects.get().employee == cast.superior
    several = client.post("/guides/new/", letter(cast, employee="wahyuni"))
    assert several.status_code == 422
    assert "Beberapa cocok" in several.content.decode()
    outsider = letter(cast, employee="", name="Dr. Laksmi", organisation="Kampus", account="pegawai")
    assert client.post("/guides/new/", outsider).status_code == 303
    assert Guide.objects.get(name="Dr. Laksmi").account == cast["employee"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"employee": "Tidak Ada"},
        {"employee": ""},
        {"name": "Orang Luar"},
        {"employee": "", "name": "Orang Luar"},  # nobody could answer for him
        {"letter": ""},
        {"capacity": "0"},
        {"end": "2025-01-01"},
        {"level_1": ""},
        {"account": "tidak-ada"},
        {"method": "konseling"},
        {"hours": ["min-09"]},
    ],
)
def test_what_is_wrong_is_said_on_the_form(cast: Cast, wrong: dict[str, object]) -> None:
    answer = door(cast, "planner").post("/guides/new/", letter(cast, **wrong))
    assert answer.status_code == 422
    assert not Guide.objects.exists()


def test_the_guide_or_the_planner_pauses_and_the_planner_ends(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Ketut Wirawan")
    mine, planner = as_guide(cast, guide), door(cast, "planner")
    pause = f"/guides/{guide.pk}/pause/"
    assert mine.post(pause, {"until": "2026-12-20", "reason": ""}).status_code == 422
    assert mine.post(pause, {"until": "2026-01-20", "reason": "Cuti."}).status_code == 422
    assert mine.post(pause, {"until": "2026-12-20", "reason": "Cuti."}).status_code == 303
    assert "jeda sampai 20 Desember 2026" in text(door(cast, "employee"), "/guides/")
    assert planner.post(pause, {"resume": "1"}).status_code == 303
    guide.refresh_from_db()
    assert guide.paused_until is None
    end = f"/guides/{guide.pk}/end/"
    assert mine.post(end, {"last": "2026-11-30", "reason": "Mutasi."}).status_code == 404
    assert door(cast, "employee").post(pause, {"until": "2026-12-20", "reason": "X."}).status_code == 404
    assert planner.post(end, {"last": "2025-11-30", "reason": "Mutasi."}).status_code == 422
    assert planner.post(end, {"last": "2026-11-20", "reason": "Mutasi."}).status_code == 303
    assert "Ketut Wirawan" not in text(planner, "/guides/")
    assert "Ketut Wirawan" in text(planner, "/guides/?which=all")


def test_the_register_is_narrowed_and_taken_as_a_file(programme: Programme, cast: Cast) -> None:
    programme.guide("Ketut Wirawan")
    programme.guide("Tiurma Konselor", method=Method.COUNSELLING)
    client = door(cast, "employee")
    for query, names in {
        "": {"Ketut", "Tiurma"},
        "?method=mentoring": {"Ketut"},
        "?method=konseling": {"Tiurma"},
        "?q=wira": {"Ketut"},
        "?q=tidak": set(),
    }.items():
        page = text(client, f"/guides/{query}")
        assert {name for name in ("Ketut", "Tiurma") if name in page} == names, query
    file = b"".join(client.get("/guides/?file=csv&q=wira")).decode()  # type: ignore[arg-type]
    assert "SK 12/2026" in file
    assert "Tiurma" not in file


def test_how_many_a_counsellor_counsels_is_his_own_to_know(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Tiurma Konselor", method=Method.COUNSELLING)
    mentor = programme.guide("Ketut Wirawan")
    for address in ("/guides/", f"/guides/{guide.pk}/"):
        assert "Kapasitas 2 orang" in text(door(cast, "planner"), address)
        assert "0 dari 2 tempat terisi" in text(as_guide(cast, guide), address)
        for who in ("counsellor", "employee", "superior"):
            assert "tempat terisi" not in text(door(cast, who), f"{address}?method=konseling")
            assert "Kapasitas 2 orang" not in text(door(cast, who), f"{address}?method=konseling")
    assert "0 dari 2 tempat terisi" in text(door(cast, "planner"), f"/guides/{mentor.pk}/")
    assert "0 dari 2 tempat terisi" in text(as_guide(cast, mentor), "/home/")


def test_one_appointed_before_shows_until_when(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Ketut Wirawan", end=date(2027, 6, 30))
    assert "1 Januari 2026 – 30 Juni 2027" in text(door(cast, "employee"), f"/guides/{guide.pk}/")
    actions.end_appointment(by=cast["planner"], guide=guide, last=ON, reason="Mutasi.", on=ON)
    assert "24 November 2026" in text(door(cast, "employee"), f"/guides/{guide.pk}/")


def changed(cast: Cast, **more: object) -> dict[str, object]:
    skill = cast.competencies["komunikasi"].pk
    given = {
        "letter": "SK 40/2026",
        "start": "2026-01-01",
        "end": "2027-12-31",
        "capacity": "5",
        "qualification": "Sertifikat mentor instansi",
        "skill_1": skill,
        "level_1": "5",
        "reason": "Surat perpanjangan.",
    }
    return given | more


def test_an_appointment_is_extended_as_the_newer_letter_has_it(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Ketut Wirawan")
    address, planner = f"/guides/{guide.pk}/change/", door(cast, "planner")
    assert 'value="SK 12/2026"' in planner.get(address).content.decode()
    for who in ("employee", "superior", "unit_head", "counsellor", "auditor", "admin", "stranger"):
        assert door(cast, who).get(address).status_code == 404, who
        assert door(cast, who).post(address, changed(cast)).status_code == 404, who
    assert as_guide(cast, guide).post(address, changed(cast)).status_code == 404  # nobody extends oneself
    for wrong in (
        {"letter": ""},
        {"reason": ""},
        {"capacity": "0"},
        {"end": "2025-12-31"},
        {"level_1": ""},
    ):
        assert planner.post(address, changed(cast, **wrong)).status_code == 422, wrong
    assert planner.post(address, changed(cast)).status_code == 303
    guide.refresh_from_db()
    assert (guide.letter, guide.capacity, guide.end) == ("SK 40/2026", 5, date(2027, 12, 31))
    assert guide.skills.get().level == 5
    event = Event.objects.get(verb="change_appointment")
    assert event.before == {"letter": "SK 12/2026", "end": None, "capacity": 2, "skills": {"komunikasi": 4}}
    assert event.reason == "Surat perpanjangan."
    page = text(door(cast, "employee"), f"/guides/{guide.pk}/")
    assert "SK 40/2026" in page
    assert "Surat perpanjangan." not in page  # kept in the trail


def test_an_appointment_does_not_begin_on_the_day_of_another(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Ketut Wirawan")
    assert guide.employee is not None
    programme.guide(who=guide.employee, start=date(2026, 7, 1))
    answer = door(cast, "planner").post(f"/guides/{guide.pk}/change/", changed(cast, start="2026-07-01"))
    assert answer.status_code == 422
    assert "Sudah ada penunjukan lain" in answer.content.decode()


def test_a_counsellor_keeps_a_kind(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Tiurma Konselor", method=Method.COUNSELLING)
    address, planner = f"/guides/{guide.pk}/change/", door(cast, "planner")
    assert planner.post(address, changed(cast, counsellor_kind="")).status_code == 422
    given = changed(cast, counsellor_kind=guide.counsellor_kind, capacity="4")
    assert planner.post(address, given).status_code == 303
    guide.refresh_from_db()
    assert guide.capacity == 4


def test_the_guide_and_the_planner_set_the_hours(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Ketut Wirawan", hours=("sen-07",))  # an hour the table does not show
    address = f"/guides/{guide.pk}/hours/"
    mine, planner = as_guide(cast, guide), door(cast, "planner")
    for who in ("employee", "superior", "unit_head", "counsellor", "auditor", "admin", "stranger"):
        assert door(cast, who).post(address, {"hours": ["sen-09"]}).status_code == 404, who
    assert "Jam Anda" in text(mine, address)
    assert mine.post(address, {"hours": ["min-09"]}).status_code == 422
    assert mine.post(address, {"hours": ["sen-07", "rab-13"]}).status_code == 303
    guide.refresh_from_db()
    assert guide.hours == ["rab-13", "sen-07"]
    assert planner.post(address, {}).status_code == 303
    guide.refresh_from_db()
    assert guide.hours == []
    assert Event.objects.filter(verb="set_guide_hours").count() == 2


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_days_off_of_the_institution_are_kept_by_who_keeps_the_register(cast: Cast, who: str) -> None:
    client, sent = door(cast, who), {"day": "2026-11-26", "name": "Hari jadi lembaga"}
    answer = client.post("/settings/days/", sent)
    if who not in ("planner", "competent_authority"):
        assert OffDay.objects.filter(institution=cast.institution).count() == 0
        assert answer.status_code == (303 if who == "stranger" else 404)
        return
    assert answer.status_code == 303
    assert client.post("/settings/days/", sent | {"name": ""}).status_code == 422
    shown = client.get("/settings/days/").content.decode()
    assert "Hari jadi lembaga" in shown
    assert "Hari Raya Natal" in shown
    assert queries.due_after(cast.institution, ON, 3) == date(2026, 11, 30)  # not the 27th
    row = OffDay.objects.get()
    assert door(cast, "stranger").post(f"/settings/days/{row.pk}/drop/").status_code == 404
    assert client.post(f"/settings/days/{row.pk}/drop/").status_code == 303
    assert queries.due_after(cast.institution, ON, 3) == date(2026, 11, 27)
