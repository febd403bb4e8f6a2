"""What a programme asks at the end and gives to read: what is refused, and what is kept with the answers."""

from typing import Any

import pytest

from pamong.audit.models import Event
from pamong.policy.errors import Invalid, NotAllowed
from pamong.policy.words import Method
from pamong.programme import actions
from pamong.programme.models import Closing, Engagement, Template
from tests.factories import ON
from tests.people_cast import Cast
from tests.programme.road import Road
from tests.programme.templates import template

pytestmark = pytest.mark.django_db


def shape(**more: Any) -> actions.Shape:
    return actions.Shape(4, 5, 21, 45, 1, 2, **more)


@pytest.mark.parametrize(
    "line",
    [
        "Buku",
        "https://belajar.uji.example/",
        " | https://belajar.uji.example/",
        "Buku | ",
        "Buku | http://belajar.uji.example/",
        "Buku | javascript:alert(1)",
        "Buku | https://",
        "Buku | https://belajar.uji.example/ dua",
        "Buku | https://belajar.uji.example@lain.example/",
    ],
)
def test_a_line_that_names_no_document_is_told_with_what_it_should_be(cast: Cast, line: str) -> None:
    right = "Buku saku | https://belajar.uji.example/"
    with pytest.raises(Invalid, match=r"Bahan baris 2.*tulis “Judul \| https://alamat”"):
        template(cast, shape=shape(documents=(right, line)))
    assert not Template.objects.exists()


def test_how_much_a_programme_asks_and_gives_is_bounded(cast: Cast) -> None:
    right = "Buku saku | https://belajar.uji.example/"
    for wrong, said in (
        ({"closing_questions": ("?",) * 6}, "Paling banyak 5 pertanyaan"),
        ({"documents": (right,) * 11}, "Paling banyak 10 bahan"),
        ({"documents": (f"{'b' * 201} | https://belajar.uji.example/",)}, "baris 1 terlalu panjang"),
        ({"documents": (right + "b" * 500,)}, "baris 1 terlalu panjang"),
    ):
        with pytest.raises(Invalid, match=said):
            template(cast, shape=shape(**wrong))
    with pytest.raises(Invalid, match="Konseling ditutup dengan hasilnya sendiri"):
        template(cast, method=Method.COUNSELLING, shape=shape(closing_questions=("Apa lagi?",)))
    made = template(
        cast, shape=shape(closing_questions=(" Apa lagi? ", "", "Apa lagi?"), documents=(right,) * 10)
    )
    assert made.closing_questions == ["Apa lagi?"]
    assert len(made.documents) == 10
    with pytest.raises(Invalid, match="Paling banyak 10 bahan"):
        actions.change_template(
            by=cast["planner"], template=made, shape=shape(documents=(right,) * 11), on=ON
        )
    with pytest.raises(NotAllowed):
        actions.change_template(by=cast["unit_head"], template=made, shape=shape(), on=ON)
    made.refresh_from_db()
    assert len(made.documents) == 10


def test_only_what_the_programme_asks_is_answered_and_the_trail_tells_no_answer(road: Road) -> None:
    made = template(road.cast, shape=shape(closing_questions=("Apa lagi?", "Siapa?")))
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)
    engagement = road.evaluating()
    words: dict[str, Any] = {"engagement": engagement, "mark": 4, "helped": "Latihan.", "on": road.clock.on}
    with pytest.raises(Invalid, match="Pertanyaan penutup program sudah berubah"):
        actions.close_for_side(by=road.guide, answers=[("Lain?", "x")], **words)
    with pytest.raises(NotAllowed):
        actions.close_for_side(by=road.cast["superior"], answers=[("Apa lagi?", "x")], **words)
    assert not Closing.objects.exists()
    given = [("Apa lagi?", " Rapat pagi. "), ("Siapa?", " ")]
    closing = actions.close_for_side(by=road.guide, answers=given, **words)
    closing.refresh_from_db()
    assert closing.answers == [["Apa lagi?", "Rapat pagi."]]
    told = Event.objects.get(verb="evaluate_engagement")
    assert "Rapat" not in f"{told.before}{told.after}"
    # The other side's older questions are none of one's own.
    Template.objects.filter(pk=made.pk).update(closing_questions=["Siapa?"])
    with pytest.raises(Invalid):
        actions.close_for_side(by=road.employee, answers=[("Apa lagi?", "x")], **words)
    actions.close_for_side(by=road.guide, answers=[("Apa lagi?", "Rapat sore.")], **words)
    assert Closing.objects.get().answers == [["Apa lagi?", "Rapat sore."]]
