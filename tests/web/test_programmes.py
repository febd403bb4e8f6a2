"""Templates of programmes: who shapes them, a unit's own way, and whom a change touches."""

from typing import Any

import pytest

from pamong.policy.words import Context, Method
from pamong.programme import actions
from pamong.programme.actions import Shape
from pamong.programme.models import Closing, Engagement, Template
from pamong.web.forms.results import field_of
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.road import Road
from tests.programme.templates import template
from tests.web.rooms import door, text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOCUMENTS = [
    {"title": "Buku saku", "address": "https://belajar.uji.example/buku"},
    {"title": "A | B", "address": "https://belajar.uji.example/b"},
]
LINK = '<a href="https://belajar.uji.example/buku" rel="noopener noreferrer"'


def sent(**more: Any) -> dict[str, Any]:
    words = {
        "months": 4,
        "sessions": 5,
        "every_days": 21,
        "minutes": 45,
        "goals_least": 1,
        "goals_most": 2,
        "monthly_review": "on",
        "questions": "Apa yang membantu?\n\nApa yang menghambat?",
        "closing_questions": "Apa yang dilanjutkan?\n\nSiapa berikutnya?",
        "documents": "Buku saku | https://belajar.uji.example/buku\r\n\r\nA | B | https://belajar.uji.example/b",
        "guide_texts": "Siapkan tujuan.",
        "task-TOTAL_FORMS": 2,
        "task-INITIAL_FORMS": 2,
        "task-0-title": "Baca standar",
        "task-0-owner": "employee",
        "task-0-anchor": "session",
        "task-0-days": 2,
        "task-0-session": 1,
        "task-0-milestone": "on",
        "task-1-title": "",
        "task-1-owner": "both",
        "task-1-anchor": "start",
    }
    return words | more


def test_the_planner_makes_a_template_with_its_tasks(cast: Cast) -> None:
    client = door(cast["planner"])
    new = {"name": "Mentoring awal", "method": "mentoring", "context": Context.DAILY.value}
    assert client.post("/programmes/new/", sent(**new)).status_code == 303
    made = Template.objects.get(name="Mentoring awal")
    assert (made.method, made.months, made.every_days) == (Method.MENTORING, 4, 21)
    assert made.questions == ["Apa yang membantu?", "Apa yang menghambat?"]
    assert made.closing_questions == ["Apa yang dilanjutkan?", "Siapa berikutnya?"]
    assert made.documents == DOCUMENTS
    task = made.tasks.get()
    assert (task.title, task.session, task.days, task.milestone) == ("Baca standar", 1, 2, True)
    assert "Mentoring awal" in text(client, "/programmes/")
    again = client.post("/programmes/new/", sent(**new))
    assert again.status_code == 422
    assert "sudah dipakai" in again.content.decode()


def test_a_template_of_pengayaan_begins_with_its_preset(cast: Cast) -> None:
    client = door(cast["planner"])
    assert (
        "/programmes/new/?method=mentoring&amp;context=pengayaan"
        in client.get("/programmes/new/").content.decode()
    )
    form = client.get("/programmes/new/?method=mentoring&context=pengayaan").context["form"]
    found = {
        name: form[name].value()
        for name in ("months", "sessions", "every_days", "context", "enrichment_form")
    }
    assert found == {
        "months": 3,
        "sessions": 3,
        "every_days": 30,
        "context": "pengayaan",
        "enrichment_form": "mentoring",
    }
    new = {"name": "Pengayaan", "method": "mentoring", "context": "pengayaan"}
    other = client.post("/programmes/new/", sent(**new, enrichment_form="magang"))
    assert other.status_code == 422
    assert "Bentuk pengayaan yang memerlukan rancangan" in other.content.decode()
    assert client.post("/programmes/new/", sent(**new, enrichment_form="mentoring")).status_code == 303
    assert Template.objects.get().enrichment_form == "mentoring"


def test_a_unit_head_makes_the_unit_s_way_inside_the_bounds_only(cast: Cast) -> None:
    base, client = template(cast), door(cast["unit_head"])
    address, own = f"/programmes/{base.pk}/variant/", {"name": "Cara kami", "unit": cast.unit.pk}
    assert "7 sampai 45" in text(client, address), "the bounds are named before anything is sent"
    outside = client.post(address, sent(**own, every_days=60))
    assert outside.status_code == 422
    assert "Hari antar sesi 60 di luar batas 7 sampai 45" in outside.content.decode()
    assert client.post(address, sent(**own)).status_code == 303
    made = Template.objects.get(name="Cara kami")
    assert (made.base, made.unit) == (base, cast.unit)
    assert (made.closing_questions[0], made.documents) == ("Apa yang dilanjutkan?", DOCUMENTS)
    assert client.post(f"/programmes/{base.pk}/", sent(months=2)).status_code == 404
    assert client.post(f"/programmes/{base.pk}/retire/").status_code == 404
    base.refresh_from_db()
    assert (base.months, base.active) == (4, True)
    assert client.post(f"/programmes/{made.pk}/retire/").status_code == 303
    made.refresh_from_db()
    assert not made.active


@pytest.mark.parametrize("who", sorted(set(EVERYBODY) - {"planner", "unit_head"}))
def test_for_others_there_is_nothing_to_shape(cast: Cast, who: str) -> None:
    base, client = template(cast), door(cast[who])
    for address in ("", "variant/", "retire/"):
        assert client.post(f"/programmes/{base.pk}/{address}", sent(months=2)).status_code == 404
    assert client.get(f"/programmes/{base.pk}/").status_code == 404
    base.refresh_from_db()
    assert (base.months, base.active, base.variants.count()) == (4, True, 0)


@pytest.mark.parametrize(("answer", "every"), [("no", 30), ("yes", 28)])
def test_a_change_asks_whether_open_engagements_take_it_over(road: Road, answer: str, every: int) -> None:
    made, client = template(road.cast), door(road.cast["planner"])
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)
    address = f"/programmes/{made.pk}/"
    shown = client.post(address, sent(every_days=28))
    assert "Perubahan ini menyentuh 1 pendampingan" in shown.content.decode()
    assert "Pertanyaan, persiapan sesi, dan bahan selalu mengikuti rancangan." in shown.content.decode()
    made.refresh_from_db()
    assert made.every_days == 21, "nothing is kept before the answer"
    assert client.post(address, sent(every_days=28, take_over=answer)).status_code == 303
    made.refresh_from_db()
    assert (made.every_days, road.fresh().every_days) == (28, every)


def test_a_change_says_which_part_touches_how_many_and_whom(road: Road) -> None:
    made = template(road.cast, shape=Shape(4, 5, 21, 45, 1, 2))
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)
    road.evaluating()
    client, address = door(road.cast["planner"]), f"/programmes/{made.pk}/"
    bare = {"questions": "", "closing_questions": "", "documents": "", "guide_texts": "", "task-0-title": ""}
    assert "1 pendampingan yang belum selesai memakainya" in text(client, address)
    # Its evaluation has begun: another rhythm touches it no more, another question at the end does.
    assert client.post(address, sent(**bare, every_days=28)).status_code == 303
    asked = client.post(address, sent(**bare | {"closing_questions": "Apa lagi?"}, every_days=28))
    page = " ".join(asked.content.decode().split())
    assert asked.status_code == 200
    assert "Perubahan ini menyentuh 1 pendampingan yang belum selesai." in page
    assert "<li>Pertanyaan evaluasi akhir: 1 pendampingan</li>" in page
    assert "Simpan dan ubah rencananya" not in page
    assert f'href="/engagements/?template={made.pk}"' in page
    made.refresh_from_db()
    assert (made.every_days, made.closing_questions) == (28, [])
    assert "Rara Anindita" in text(client, f"/engagements/?template={made.pk}")
    other = template(road.cast, name="Lain")
    assert "Rara Anindita" not in text(client, f"/engagements/?template={other.pk}")
    done = client.post(
        address, sent(**bare | {"closing_questions": "Apa lagi?"}, every_days=28, take_over="no")
    )
    assert done.status_code == 303
    made.refresh_from_db()
    assert made.closing_questions == ["Apa lagi?"]


def test_a_change_outside_the_bounds_is_refused_before_anything_is_asked(road: Road) -> None:
    made, client = template(road.cast), door(road.cast["planner"])
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)
    answer = client.post(f"/programmes/{made.pk}/", sent(every_days=60))
    assert answer.status_code == 422
    assert "di luar batas 7 sampai 45" in answer.content.decode()
    assert "menyentuh" not in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"goals_least": 3, "goals_most": 1}, "yang paling sedikit tidak melebihi yang paling banyak"),
        ({"task-0-session": 6}, "Tugas “Baca standar” menunggu sesi ke-6, padahal programnya 5 sesi."),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(cast: Cast, wrong: dict[str, int], words: str) -> None:
    made, client = template(cast), door(cast["planner"])
    answer = client.post(f"/programmes/{made.pk}/", sent(**wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not made.tasks.exists()


def test_a_retired_template_is_no_longer_changed(cast: Cast) -> None:
    made, client = template(cast), door(cast["planner"])
    actions.retire_template(by=cast["planner"], template=made, on=ON)
    assert client.post(f"/programmes/{made.pk}/", sent(months=2)).status_code == 404
    assert client.get(f"/programmes/{made.pk}/variant/").status_code == 404


def test_a_unit_s_way_stays_in_the_list_after_its_template_was_withdrawn(cast: Cast) -> None:
    base = template(cast)
    own = template(cast, unit=cast.unit, base=base, name="Cara kami")
    actions.retire_template(by=cast["planner"], template=base, on=ON)
    for who in ("planner", "unit_head"):
        shown = text(door(cast[who]), "/programmes/")
        assert "Mentoring tim" not in shown
        assert f"Cara kami {cast.unit.name} · Kinerja harian" in shown
    assert door(cast["unit_head"]).post(f"/programmes/{own.pk}/retire/").status_code == 303
    assert "Cara kami" not in text(door(cast["planner"]), "/programmes/")


@pytest.mark.parametrize("with_one", [False, True])
def test_a_template_of_konseling_tells_nothing_of_who_goes_by_it(road: Road, with_one: bool) -> None:
    made, client = template(road.cast, method=Method.COUNSELLING), door(road.cast["planner"])
    if with_one:
        Engagement.objects.filter(pk=road.engagement.pk).update(template=made, method=Method.COUNSELLING)
    address = f"/programmes/{made.pk}/"
    assert "yang belum selesai memakainya" not in text(client, address)
    shown = client.post(address, sent(every_days=28)).content.decode()
    assert "Apakah rencana yang belum selesai ikut berubah?" in shown
    assert "menyentuh" not in shown
    done = client.post(address, sent(every_days=28, take_over="yes"), follow=True).content.decode()
    assert "Rancangan tersimpan." in done


def test_documents_are_refused_by_the_line_that_is_wrong(cast: Cast) -> None:
    made, client = template(cast), door(cast["planner"])
    wrong = "Buku | https://belajar.uji.example/\n\nLain | http://belajar.uji.example/"
    answer = client.post(f"/programmes/{made.pk}/", sent(documents=wrong))
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Bahan baris 3, “Lain | http://belajar.uji.example/”: tulis “Judul | https://alamat”." in said
    made.refresh_from_db()
    assert made.documents == []


def test_a_unit_s_way_begins_with_what_its_base_asks_and_gives(cast: Cast) -> None:
    shape = Shape(
        4, 5, 21, 45, closing_questions=("Apa lagi?",), documents=("Buku saku | https://belajar.uji.example/buku",)
    )  # fmt: skip
    base, head = template(cast, shape=shape), door(cast["unit_head"])
    form = head.get(f"/programmes/{base.pk}/variant/").context["form"]
    assert form["closing_questions"].value() == "Apa lagi?"
    assert form["documents"].value() == "Buku saku | https://belajar.uji.example/buku"
    own = {"name": "Cara kami", "unit": cast.unit.pk, "closing_questions": "Apa dari unit?", "documents": ""}
    assert head.post(f"/programmes/{base.pk}/variant/", sent(**own)).status_code == 303
    made = Template.objects.get(unit=cast.unit)
    assert (made.closing_questions, made.documents) == (["Apa dari unit?"], [])
    base.refresh_from_db()
    assert (base.closing_questions, base.documents) == (["Apa lagi?"], DOCUMENTS[:1])
    # On the page of the template for whoever may only read it, too.
    assert LINK in head.get(f"/programmes/{base.pk}/").content.decode()


def test_a_konseling_has_no_questions_at_the_end(cast: Cast) -> None:
    made, client = template(cast, method=Method.COUNSELLING), door(cast["planner"])
    page = client.get(f"/programmes/{made.pk}/").content.decode()
    assert 'name="documents"' in page
    assert 'name="closing_questions"' not in page


def test_the_two_find_the_material_in_their_room_and_nobody_else_does(road: Road) -> None:
    made = template(
        road.cast, shape=Shape(4, 5, 21, 45, documents=("Buku saku | https://belajar.uji.example/buku",))
    )
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)
    road.running()
    address = f"/engagements/{road.engagement.pk}/"
    for who in (road.employee, road.guide):
        assert LINK in door(who).get(address).content.decode()
    for name in ("superior", "planner"):
        answer = door(road.cast[name]).get(address)
        assert answer.status_code == 200
        assert "belajar.uji.example" not in answer.content.decode()


def test_both_answer_the_questions_of_the_programme_at_the_end(road: Road) -> None:
    made = template(
        road.cast, shape=Shape(4, 5, 21, 45, closing_questions=("Apa lagi?", "Siapa berikutnya?"))
    )
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)
    road.evaluating()
    mine, guide = door(road.employee), door(road.guide)
    address = f"/engagements/{road.engagement.pk}/results/"
    assert "Siapa berikutnya?" in text(mine, address)
    first, second = field_of("Apa lagi?"), field_of("Siapa berikutnya?")
    words = {"mark": "4", "helped": "Latihan.", first: "Rapat\npagi.", second: ""}
    assert guide.post(f"{address}close/", words).status_code == 303
    assert "Rapat" not in text(mine, address), "nobody is led by the other's words"
    assert mine.post(f"{address}close/", words | {first: "Menulis."}).status_code == 303
    shown = text(mine, address)
    assert "Rapat pagi." in shown
    assert "Menulis." in shown
    assert Closing.objects.get(party="guide").answers == [["Apa lagi?", "Rapat\npagi."]]
    assert "Rapat pagi." in text(door(road.cast["auditor"]), address)
    for name in ("superior", "unit_head", "planner"):
        seen = text(door(road.cast[name]), address)
        assert "Rapat" not in seen
        assert "Apa lagi?" not in seen
    # The question stays as it stood, and its answer can still be corrected.
    Template.objects.filter(pk=made.pk).update(closing_questions=["Apa yang baru?"])
    shown = mine.get(address).content.decode()
    assert shown.count("Apa lagi?") >= 2
    assert f'name="{field_of("Apa yang baru?")}"' in shown
    assert mine.post(f"{address}close/", words | {first: "Membaca."}).status_code == 303
    assert Closing.objects.get(party="employee").answers == [["Apa lagi?", "Membaca."]]


def test_an_answer_to_a_question_that_is_gone_does_not_vanish_unseen(road: Road) -> None:
    made = template(road.cast, shape=Shape(4, 5, 21, 45, closing_questions=("Apa lagi?",)))
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)
    road.evaluating()
    Template.objects.filter(pk=made.pk).update(closing_questions=["Apa yang baru?"])
    words = {"mark": "4", "helped": "Latihan.", field_of("Apa lagi?"): "Rapat pagi."}
    answer = door(road.employee).post(f"/engagements/{road.engagement.pk}/results/close/", words)
    assert answer.status_code == 422
    assert "Pertanyaan penutup program sudah berubah." in answer.content.decode()
    assert not Closing.objects.exists()


def test_the_two_of_a_konseling_find_the_material_in_their_locked_room(closed_road: Road) -> None:
    road = closed_road
    shape = Shape(1, 4, 7, 60, documents=("Buku saku | https://belajar.uji.example/buku",))
    made = template(road.cast, method=Method.COUNSELLING, shape=shape)
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)
    for who in (road.employee, road.guide):
        assert LINK in door(who).get(f"/counselling/cases/{road.engagement.pk}/").content.decode()
