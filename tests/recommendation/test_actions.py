"""The life of a suggestion, and who may move it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from pamong.audit.models import Event
from pamong.performance.models import Dialogue
from pamong.policy.errors import Invalid, NotAllowed, OutOfBounds, WrongState
from pamong.policy.words import Axis, Cause, Completeness, Method
from pamong.recommendation import actions, queries
from pamong.recommendation.models import Decision, DialogueRequest, Result, Verdict, View
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast

pytestmark = pytest.mark.django_db


def analysed(cast: Cast) -> Result:
    actions.analyse(institution=cast.institution, on=ON, by=None)
    return Result.objects.get(employee=cast.rara, current=True)


def test_a_run_keeps_a_result_for_everybody(cast: Cast) -> None:
    result = analysed(cast)
    assert (result.rule, result.method, result.completeness) == (
        "JALUR-08",
        Method.COACHING,
        Completeness.PROVISIONAL,
    )
    assert (str(result.jpm), result.gaps) == ("96.30", 1)
    assert Result.objects.filter(current=True).count() == 5
    assert result.run is not None
    assert result.run.counts["people"] == {"all": 5}
    assert Event.objects.filter(verb="analyse").count() == 1


def test_the_same_inputs_are_told_and_the_results_kept(cast: Cast) -> None:
    first = actions.analyse(institution=cast.institution, on=ON, by=cast["planner"])
    again = actions.analyse(institution=cast.institution, on=ON, by=cast["planner"])
    assert again.same_as == first
    assert Result.objects.count() == 5
    f.evaluation(cast.superior)
    third = actions.analyse(institution=cast.institution, on=ON, by=cast["planner"])
    assert third.same_as is None
    assert Result.objects.filter(current=True).count() == 5
    assert Result.objects.count() == 10


def test_one_person_again_gives_the_row_of_the_run(cast: Cast) -> None:
    result = analysed(cast)
    again = actions.reevaluate(employee=cast.rara, by=None, on=ON)
    own = {"id", "at", "current"}
    names = [field.attname for field in Result._meta.concrete_fields if field.name not in own]
    result.refresh_from_db()
    again.refresh_from_db()
    assert [getattr(result, n) for n in names] == [getattr(again, n) for n in names]
    assert not result.current


def test_a_cause_changes_the_suggestion_and_a_correction_keeps_history(cast: Cast) -> None:
    analysed(cast)
    actions.ask_dialogue(by=cast["planner"], employee=cast.rara, on=ON)
    given = {"by": cast["superior"], "employee": cast.rara, "year": 2026, "held_on": ON, "on": ON}
    _, result = actions.record_cause(**given, cause=Cause.SKILL, note="Perlu contoh kerja.")
    assert (result.rule, result.method) == ("JALUR-03", Method.MENTORING)
    assert not DialogueRequest.objects.filter(done_at__isnull=True).exists()
    with pytest.raises(Invalid):
        actions.record_cause(**given, cause=Cause.MOTIVATION)
    _, result = actions.record_cause(**given, cause=Cause.MOTIVATION, reason="Terbalik")
    assert result.rule == "JALUR-07"
    assert Dialogue.objects.filter(employee=cast.rara).count() == 2
    assert Dialogue.objects.get(current=True).cause == Cause.MOTIVATION
    told = " ".join(str(event.after) + str(event.before) for event in Event.objects.all())
    assert "motivasi" not in told
    assert "keterampilan" not in told


def deciding(cast: Cast, **more: object) -> Decision:
    return actions.decide(**{"by": cast["planner"], "employee": cast.rara, "on": ON, **more})  # type: ignore[arg-type]


def test_decisions_ask_for_what_they_need(cast: Cast) -> None:
    analysed(cast)
    tomorrow = ON + timedelta(days=1)
    for wrong in (
        {"verdict": Verdict.REJECT},
        {"verdict": Verdict.DEFER, "reason": "Cuti"},
        {"verdict": Verdict.DEFER, "reason": "Cuti", "until": ON},
        {"verdict": Verdict.OTHER, "method": Method.MENTORING},
        {"verdict": Verdict.OTHER, "method": Method.COACHING, "reason": "Sama"},
        {"verdict": Verdict.OTHER, "method": Method.COUNSELLING, "reason": "Bukan dari sini"},
        {"verdict": Verdict.OTHER, "method": Method.ENRICHMENT, "reason": "Tanpa bentuk"},
        {"verdict": Verdict.ACCEPT, "until": tomorrow},
        {"verdict": "entah"},
    ):
        with pytest.raises(Invalid):
            deciding(cast, **wrong)
    decision = deciding(cast, verdict=Verdict.ACCEPT)
    assert decision.method == Method.COACHING
    with pytest.raises(WrongState):
        deciding(cast, verdict=Verdict.ACCEPT)
    with pytest.raises(Invalid):
        actions.reopen(by=cast["planner"], decision=decision, reason=" ", on=ON)
    actions.reopen(by=cast["planner"], decision=decision, reason="Data baru", on=ON)
    deferred = deciding(cast, verdict=Verdict.DEFER, reason="Cuti", until=tomorrow)
    assert deferred.method == ""
    actions.reopen(by=cast["planner"], decision=deferred, reason="Sudah kembali", on=ON)
    other = deciding(
        cast,
        verdict=Verdict.OTHER,
        method=Method.ENRICHMENT,
        reason="Proyek",
        form="magang",
        need="Tim data",
    )
    assert (other.form, other.need) == ("magang", "Tim data")


def test_a_decision_outlives_the_next_run_and_shows_a_changed_basis(cast: Cast) -> None:
    analysed(cast)
    decision = deciding(cast, verdict=Verdict.ACCEPT)
    cast.rara.evaluations.update(work=Axis.ABOVE)
    now = analysed(cast)
    decision.refresh_from_db()
    assert decision.current
    assert queries.basis_changed(decision, now)


def test_the_trail_has_what_the_superior_said_before_and_why(cast: Cast) -> None:
    analysed(cast)
    by = cast["superior"]
    actions.say_view(by=by, employee=cast.rara, view=View.AGREE, on=ON)
    actions.say_view(by=by, employee=cast.rara, view=View.NOT_NOW, reason="Sedang pindah tugas", on=ON)
    event = Event.objects.filter(verb="say_view").latest("pk")
    assert (event.before["view"], event.after["view"]) == ("agree", "not_now")
    assert event.reason == "Sedang pindah tugas"


def test_many_are_accepted_of_one_rule_and_never_konseling(cast: Cast) -> None:
    result = analysed(cast)
    with pytest.raises(Invalid):
        actions.decide_many(by=cast["planner"], employees=[cast.rara], rule="JALUR-02", on=ON)
    (decision,) = actions.decide_many(by=cast["planner"], employees=[cast.rara], rule=result.rule, on=ON)
    assert Event.objects.filter(verb="decide", employee_id=cast.rara.pk).count() == 1
    actions.reopen(by=cast["planner"], decision=decision, reason="Uji", on=ON)
    cast.rara.evaluations.update(behaviour=Axis.BELOW)
    result = analysed(cast)
    assert result.method == Method.COUNSELLING
    with pytest.raises(Invalid):
        actions.decide_many(by=cast["planner"], employees=[cast.rara], rule=result.rule, on=ON)


def test_who_is_set_aside_is_decided_only_after_being_taken_in(cast: Cast) -> None:
    cast.rara.status = "tugas_belajar"
    cast.rara.save()
    assert analysed(cast).set_aside == "tugas_belajar"
    with pytest.raises(WrongState):
        deciding(cast, verdict=Verdict.ACCEPT)
    result = actions.take_in(by=cast["planner"], employee=cast.rara, reason="Kembali bulan depan", on=ON)
    assert result.set_aside == ""
    deciding(cast, verdict=Verdict.ACCEPT)


def test_settings_stay_within_their_bounds(cast: Cast) -> None:
    given = {"by": cast["planner"], "institution": cast.institution, "since": ON, "on": ON}
    with pytest.raises(OutOfBounds):
        actions.set_setting(**given, name="stale_months", value=72, reason="Lama")
    with pytest.raises(Invalid):
        actions.set_setting(**given, name="stale_months", value=24, reason="")
    actions.set_setting(**given, name="stale_months", value=24, reason="Lebih ketat")
    assert queries.settings_of(cast.institution, ON).stale_months == 24
    assert queries.settings_of(cast.institution, date(2026, 1, 1)).stale_months == 36


# Who may do each; everybody else is refused.
MATRIX: dict[str, tuple[set[str], Callable[[Cast, str], object]]] = {
    "analyse": (
        {"planner"},
        lambda c, who: actions.analyse(institution=c.institution, on=ON, by=c[who]),
    ),
    "decide": (
        {"planner"},
        lambda c, who: actions.decide(by=c[who], employee=c.rara, verdict=Verdict.ACCEPT, on=ON),
    ),
    "decide_many": (
        {"planner"},
        lambda c, who: actions.decide_many(by=c[who], employees=[c.rara], rule="JALUR-08", on=ON),
    ),
    "ask_dialogue": (
        {"planner"},
        lambda c, who: actions.ask_dialogue(by=c[who], employee=c.rara, on=ON),
    ),
    "say_view": (
        {"superior"},
        lambda c, who: actions.say_view(by=c[who], employee=c.rara, view=View.AGREE, on=ON),
    ),
    "record_cause": (
        {"superior"},
        lambda c, who: actions.record_cause(
            by=c[who], employee=c.rara, year=2026, held_on=ON, cause=Cause.SKILL, on=ON
        ),
    ),
    "set_setting": (
        {"planner", "admin"},
        lambda c, who: actions.set_setting(
            by=c[who],
            institution=c.institution,
            name="stale_months",
            value=24,
            since=ON,
            reason="Uji",
            on=ON,
        ),
    ),
    "contest": (
        {"employee"},
        lambda c, who: actions.contest(by=c[who], employee=c.rara, about="asesmen", text="Keliru", on=ON),
    ),
}


@pytest.mark.parametrize("act", MATRIX)
def test_only_those_named_may_act(cast: Cast, act: str) -> None:
    analysed(cast)
    allowed, do = MATRIX[act]
    for who in EVERYBODY:
        if who not in allowed:
            with pytest.raises(NotAllowed):
                do(cast, who)
    for who in sorted(allowed):
        do(cast, who)


def test_only_a_planner_reopens_and_answers(cast: Cast) -> None:
    analysed(cast)
    decision = deciding(cast, verdict=Verdict.ACCEPT)
    contest = actions.contest(by=cast["employee"], employee=cast.rara, about="kinerja", text="Keliru", on=ON)
    for who in EVERYBODY:
        if who != "planner":
            with pytest.raises(NotAllowed):
                actions.reopen(by=cast[who], decision=decision, reason="Uji", on=ON)
            with pytest.raises(NotAllowed):
                actions.answer_contest(by=cast[who], contest=contest, answer="Benar", on=ON)
    actions.answer_contest(by=cast["planner"], contest=contest, answer="Sudah diperbaiki", on=ON)
    with pytest.raises(WrongState):
        actions.answer_contest(by=cast["planner"], contest=contest, answer="Lagi", on=ON)


def test_the_worker_carries_out_a_requested_run(cast: Cast) -> None:
    run = actions.request_run(institution=cast.institution, on=ON, by=cast["planner"])
    assert run.status == "queued"
    done = actions.carry_out(run_id=run.pk)
    assert (done.pk, done.status, done.progress) == (run.pk, "done", 100)
    assert Result.objects.filter(run=run).count() == 5
    assert actions.carry_out(run_id=run.pk).status == "done"
    with pytest.raises(NotAllowed):
        actions.request_run(institution=cast.institution, on=ON, by=cast["superior"])
