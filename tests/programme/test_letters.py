"""Letters of appointment: who makes them, over which pairs, and what their number does."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from pamong.audit.models import Event
from pamong.people.access import viewer
from pamong.people.models import RoleGrant
from pamong.people.roles import Role
from pamong.policy.errors import BadNip, Invalid, NotAllowed, PamongError, WrongState
from pamong.policy.papers import MEGABYTE
from pamong.programme import access, actions, queries
from pamong.programme.models import Engagement, Letter
from pamong.programme.workflow import EngagementState, LetterState
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, make_cast
from tests.programme.meeting_point import at_once
from tests.programme.pairs import Pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]
PDF = b"%PDF-1.7 naskah bertanda tangan"


def copy(content: bytes = PDF, name: str = "sk.pdf") -> ContentFile[bytes]:
    return ContentFile(content, name=name)


def test_a_draft_holds_the_pairs_and_changes_nothing_for_them(pairs: Pairs) -> None:
    one, two = pairs.rara(), pairs.of("Made Suardana")
    assert {e.pk for e in queries.waiting_for_letter(pairs.cast.sees("planner"))} == {one.pk, two.pk}
    letter = pairs.draft(one, two)
    assert (letter.state, letter.number, letter.signatory_nip) == ("draft", "", "196501011990031003")
    assert [e.employee.name for e in queries.pairs_of(letter)] == ["Made Suardana", "Rara Anindita"]
    assert set(Engagement.objects.values_list("state", flat=True)) == {"matched"}
    assert not queries.waiting_for_letter(pairs.cast.sees("planner")).exists()
    assert Event.objects.get(verb="draft_letter").after == {"kind": "sk", "pairs": 2}


def test_the_number_appoints_every_pair_and_opens_its_agreement(pairs: Pairs) -> None:
    letter = pairs.numbered(pairs.rara(), pairs.of("Made Suardana"))
    assert (letter.state, letter.dated) == (LetterState.NUMBERED, ON)
    for one in Engagement.objects.all():
        assert one.state == EngagementState.APPOINTED
        assert one.agreements.get().version == 1
    assert Event.objects.filter(verb="appoint", after={"letter": "SK-12/K.1/2026"}).count() == 2


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_planner_and_whoever_signs_keep_letters(pairs: Pairs, who: str) -> None:
    one = pairs.rara()
    may = who in ("planner", "competent_authority")
    sees = viewer(pairs.cast[who], ON)
    assert access.can_keep_letters(sees) == (may or who == "stranger")  # there it is another institution
    works: list[Callable[[Letter], object]] = [
        lambda letter: actions.leave_out(by=pairs.cast[who], letter=letter, engagement=one, on=ON),
        lambda letter: actions.number_letter(
            by=pairs.cast[who], letter=letter, number="1", dated=ON, on=ON
        ),
        lambda letter: actions.attach_signed_copy(by=pairs.cast[who], letter=letter, file=copy(), on=ON),
        lambda letter: actions.cancel_letter(by=pairs.cast[who], letter=letter, reason="x", on=ON),
        lambda letter: actions.withdraw_letter(by=pairs.cast[who], letter=letter, reason="x", on=ON),
    ]  # fmt: skip
    if may:
        assert pairs.draft(one, by=who).pk
        return
    with pytest.raises(NotAllowed):
        pairs.draft(one, by=who)
    letter = pairs.draft(one)
    for work in works:
        with pytest.raises(NotAllowed):
            work(letter)
    letter.refresh_from_db()
    assert letter.state == "draft"


def test_a_planner_of_one_unit_makes_no_letters(pairs: Pairs) -> None:
    narrow = f.account(pairs.cast.institution, "pengelola-unit", None, Role.PLANNER, in_unit=pairs.cast.unit)
    pairs.cast.accounts["narrow"] = narrow
    with pytest.raises(NotAllowed):
        pairs.draft(pairs.rara(), by="narrow")


def test_nobody_makes_the_letter_that_names_oneself(pairs: Pairs) -> None:
    one = pairs.rara()
    cast = pairs.cast
    RoleGrant.objects.create(
        account=cast["employee"], role=Role.PLANNER, institution=cast.institution, start=ON
    )
    with pytest.raises(NotAllowed, match="memuat nama Anda"):
        pairs.draft(one, by="employee")
    letter = pairs.draft(one)
    with pytest.raises(NotAllowed, match="memuat nama Anda"):
        actions.number_letter(by=cast["employee"], letter=letter, number="1", dated=ON, on=ON)
    assert pairs.draft(pairs.of("Made Suardana"), by="employee").pk


def test_a_konseling_never_stands_on_a_letter_nor_does_asking_tell_of_it(pairs: Pairs) -> None:
    closed = pairs.counselling()
    assert not queries.waiting_for_letter(pairs.cast.sees("planner")).exists()
    nobody = Engagement(pk=10**9)
    for asked in (closed, nobody):
        with pytest.raises(NotAllowed) as refused:
            pairs.draft(pairs.rara() if asked is closed else Engagement.objects.exclude(pk=closed.pk).get(), asked)  # fmt: skip
        assert str(refused.value) == str(NotAllowed())
    assert not Letter.objects.exists()


def test_a_pair_stands_on_one_letter_only(pairs: Pairs) -> None:
    one = pairs.rara()
    pairs.draft(one)
    with pytest.raises(WrongState, match="Rara Anindita"):
        pairs.draft(one, pairs.of("Made Suardana"))
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "kind", "words"),
    [
        ({"place": " "}, Invalid, "tempat"),
        ({"signatory_name": ""}, Invalid, "nama"),
        ({"signatory_position": ""}, Invalid, "jabatan"),
        ({"on_behalf_of": ""}, Invalid, "diatasnamakan"),
        ({"kind": "memo"}, Invalid, "tidak dapat dipakai"),
        ({"signs_as": "raja"}, Invalid, "tidak dapat dipakai"),
        ({"signatory_nip": "123"}, BadNip, "bukan 18 angka"),
    ],
)
def test_a_draft_is_complete(
    pairs: Pairs, wrong: dict[str, str], kind: type[PamongError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        pairs.draft(pairs.rara(), **wrong)
    assert not Letter.objects.exists()


def test_only_on_behalf_is_another_office_named(pairs: Pairs) -> None:
    assert pairs.draft(pairs.rara(), signs_as="plt.").on_behalf_of == ""


def test_an_empty_letter_is_no_letter(pairs: Pairs) -> None:
    with pytest.raises(NotAllowed):
        pairs.draft()


@pytest.mark.parametrize(
    ("number", "later", "words"),
    [(" ", 0, "nomor"), ("SK-1", 1, "setelah hari ini")],
)
def test_number_and_day_are_checked(pairs: Pairs, number: str, later: int, words: str) -> None:
    letter = pairs.draft(pairs.rara())
    with pytest.raises(Invalid, match=words):
        actions.number_letter(
            by=pairs.cast["planner"], letter=letter, number=number, dated=ON + timedelta(days=later), on=ON
        )
    assert Engagement.objects.get().state == "matched"


def test_a_number_is_given_once(pairs: Pairs) -> None:
    pairs.numbered(pairs.rara(), number="SK-1")
    second = pairs.draft(pairs.of("Made Suardana"))
    with pytest.raises(Invalid, match="sudah dipakai"):
        actions.number_letter(by=pairs.cast["planner"], letter=second, number=" SK-1 ", dated=ON, on=ON)


def test_a_pair_that_was_declined_is_left_out_before_the_number(pairs: Pairs) -> None:
    one, two = pairs.rara(), pairs.of("Made Suardana")
    letter = pairs.draft(one, two)
    planner = pairs.cast["planner"]
    actions.decline_engagement(by=pairs.account, engagement=one, reason="Pindah tugas.", on=ON)
    with pytest.raises(WrongState, match=r"Rara Anindita.*Keluarkan"):
        actions.number_letter(by=planner, letter=letter, number="SK-1", dated=ON, on=ON)
    assert Letter.objects.get().number == ""
    actions.leave_out(by=planner, letter=letter, engagement=one, on=ON)
    actions.number_letter(by=planner, letter=letter, number="SK-1", dated=ON, on=ON)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.letter, one.state) == (None, "declined")
    assert (two.letter, two.state) == (letter, "appointed")


def test_the_last_pair_stays_and_a_strange_one_cannot_leave(pairs: Pairs) -> None:
    one, other = pairs.rara(), pairs.of("Made Suardana")
    letter = pairs.draft(one)
    with pytest.raises(Invalid, match="pasangan terakhir"):
        actions.leave_out(by=pairs.cast["planner"], letter=letter, engagement=one, on=ON)
    with pytest.raises(NotAllowed):
        actions.leave_out(by=pairs.cast["planner"], letter=letter, engagement=other, on=ON)


def test_a_cancelled_draft_frees_its_pairs(pairs: Pairs) -> None:
    one = pairs.rara()
    letter = pairs.draft(one)
    with pytest.raises(Invalid):
        actions.cancel_letter(by=pairs.cast["planner"], letter=letter, reason=" ", on=ON)
    actions.cancel_letter(by=pairs.cast["planner"], letter=letter, reason="Salah pejabat.", on=ON)
    assert Letter.objects.get().state == "cancelled"
    assert pairs.draft(Engagement.objects.get(pk=one.pk)).pk
    assert Event.objects.get(verb="cancel_letter").reason == "Salah pejabat."


def test_the_signed_copy_is_kept_with_its_hash_under_a_name_that_tells_nothing(pairs: Pairs) -> None:
    letter = pairs.numbered(pairs.rara())
    actions.attach_signed_copy(
        by=pairs.cast["competent_authority"], letter=letter, file=copy(name="SK Rara Anindita.pdf"), on=ON
    )
    letter.refresh_from_db()
    assert letter.state == LetterState.SIGNED
    assert letter.signed_copy_sha256 == hashlib.sha256(PDF).hexdigest()
    assert "Rara" not in letter.signed_copy.name
    assert letter.signed_copy.read() == PDF


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 sebuah dokumen", "bukan PDF"),
        (b"", "bukan PDF"),
        (PDF + b"0" * (5 * MEGABYTE), "lebih dari 5 MB"),
    ],
)
def test_what_is_no_small_pdf_is_refused_with_a_sentence(pairs: Pairs, content: bytes, words: str) -> None:
    letter = pairs.numbered(pairs.rara())
    with pytest.raises(Invalid, match=words):
        actions.attach_signed_copy(by=pairs.cast["planner"], letter=letter, file=copy(content), on=ON)
    letter.refresh_from_db()
    assert (letter.state, bool(letter.signed_copy)) == ("numbered", False)


ROADS = {
    "numbered": ["number"],
    "signed": ["number", "sign"],
    "cancelled": ["cancel"],
    "withdrawn": ["number", "sign", "withdraw"],
}


def moves(pairs: Pairs) -> dict[str, Callable[[Letter], object]]:
    by = pairs.cast["planner"]
    return {
        "leave_out": lambda letter: actions.leave_out(
            by=by, letter=letter, engagement=letter.engagements.first() or Engagement(pk=0), on=ON
        ),
        "number": lambda letter: actions.number_letter(by=by, letter=letter, number="N-9", dated=ON, on=ON),
        "sign": lambda letter: actions.attach_signed_copy(by=by, letter=letter, file=copy(), on=ON),
        "cancel": lambda letter: actions.cancel_letter(by=by, letter=letter, reason="x", on=ON),
        "withdraw": lambda letter: actions.withdraw_letter(by=by, letter=letter, reason="x", on=ON),
    }


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("draft", {"leave_out", "number", "cancel"}),
        ("numbered", {"sign", "withdraw"}),
        ("signed", {"withdraw"}),
        ("cancelled", set()),
        ("withdrawn", set()),
    ],
)
@pytest.mark.parametrize("name", ["leave_out", "number", "sign", "cancel", "withdraw"])
def test_each_state_allows_its_moves_and_no_others(
    pairs: Pairs, state: str, allowed: set[str], name: str
) -> None:
    pairs.draft(pairs.rara(), pairs.of("Made Suardana"))
    for step in ROADS.get(state, []):
        moves(pairs)[step](Letter.objects.get())
    assert Letter.objects.get().state == state
    if name in allowed:
        moves(pairs)[name](Letter.objects.get())
        return
    with pytest.raises(WrongState):
        moves(pairs)[name](Letter.objects.get())
    assert Letter.objects.get().state == state


def test_a_page_of_proof_names_nobody(pairs: Pairs) -> None:
    letter = pairs.numbered(pairs.rara())
    told = queries.proven(letter.token)
    assert told == queries.Proven("sk", pairs.cast.institution.name, "SK-12/K.1/2026", ON, "numbered")
    agreement = letter.engagements.get().agreements.get()
    told = queries.proven(agreement.token)
    assert told == queries.Proven("agreement", pairs.cast.institution.name, "", None, "draft")
    assert queries.proven(uuid4()) is None


@pytest.mark.parametrize("who", EVERYBODY)
def test_whole_letters_are_read_by_those_who_keep_or_audit_them(pairs: Pairs, who: str) -> None:
    pairs.numbered(pairs.rara(), pairs.of("Made Suardana"))
    sees = viewer(pairs.cast[who], ON)
    whole = who in ("planner", "competent_authority", "auditor")
    assert queries.letters(sees).count() == int(whole)
    by_pair = who in ("employee", "superior", "unit_head")
    assert access.letters_visible_to(sees).count() == int(whole or by_pair)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.parametrize("same_letter", [True, False])
def test_two_numbers_at_the_same_moment_and_one_is_given(*, same_letter: bool) -> None:
    """One letter numbered twice, or one number for two letters: the second is refused with a sentence."""
    pairs = Pairs(make_cast())
    first = pairs.draft(pairs.rara())
    second = first if same_letter else pairs.draft(pairs.of("Made Suardana"))
    asked = [(first, "SK-1"), (second, "SK-2" if same_letter else "SK-1")]
    [refused] = at_once(
        *(
            partial(
                actions.number_letter, by=pairs.cast["planner"], letter=letter, number=number, dated=ON, on=ON
            )
            for letter, number in asked
        )
    )
    assert isinstance(refused, (WrongState, Invalid))
    assert Letter.objects.filter(state="numbered").count() == 1
    assert Engagement.objects.filter(state="appointed").count() == 1
