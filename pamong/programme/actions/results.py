"""The end of an engagement: both evaluate, B.1.8, B.1.9, the report, and completion."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.competency.models import Assessment
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.performance.notes import encrypt
from pamong.policy import programme as p
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.feedback import SCALE, STATEMENTS
from pamong.policy.sentence import Sentence, listing
from pamong.policy.words import CounsellorKind, FollowUp, Method, Source
from pamong.programme import access, notices
from pamong.programme.actions.engagements import acting, held, move, told
from pamong.programme.models import (
    Closing,
    CounsellingResult,
    Engagement,
    Feedback,
    Reassessment,
    Report,
)
from pamong.programme.workflow import EngagementState, Party

DIRECT = (Source.SUPERIOR, Source.SELF, Source.EVIDENCE)  # measured by a person here; a test is not


def _evaluating(by: Account, engagement: Engagement, on: date) -> tuple[Engagement, frozenset[Party]]:
    engagement, parties = acting(by, engagement, on)
    if engagement.state != EngagementState.EVALUATING:
        raise WrongState
    return engagement, parties


def closing_questions(engagement: Engagement, mine: Closing | None) -> list[str]:
    """What the programme asks a side at the end, and what that side has answered of older questions."""
    asked = engagement.template.closing_questions if engagement.template else []
    answered = [question for question, _ in mine.answers] if mine else []
    return list(dict.fromkeys([*asked, *answered]))


@transaction.atomic
def close_for_side(
    *,
    by: Account,
    engagement: Engagement,
    mark: int,
    helped: str,
    on: date,
    better: str = "",
    answers: Sequence[tuple[str, str]] = (),
) -> Closing:
    """One side's evaluation; it can be corrected until the engagement is completed."""
    engagement, _ = _evaluating(by, engagement, on)
    side = access.check_is_one_of_the_two(viewer(by, on), engagement)
    if not 1 <= mark <= 4 or not helped.strip():
        raise Invalid(
            Sentence(
                "Beri nilai 1 sampai 4 dan tuliskan apa yang membantu.",
                "Give a mark of 1 to 4 and write what helped.",
            )
        )
    before = Closing.objects.filter(engagement=engagement, party=side).first()
    asked = closing_questions(engagement, before)
    if any(question not in asked for question, _ in answers):
        raise Invalid(
            Sentence(
                "Pertanyaan penutup program sudah berubah. Periksa jawaban Anda, lalu simpan lagi.",
                "The closing questions of the programme have changed. Look at your answers and save again.",
            )
        )
    closing, _ = Closing.objects.update_or_create(
        engagement=engagement,
        party=side,
        defaults={
            "mark": mark,
            "helped": helped.strip(),
            "better": better.strip(),
            "answers": [[question, text.strip()] for question, text in answers if text.strip()],
            "by": by,
            "at": timezone.now(),
        },
    )
    record(by=by, verb="evaluate_engagement", subject=closing, employee=engagement.employee)
    return closing


@transaction.atomic
def give_feedback(
    *, by: Account, engagement: Engagement, marks: Sequence[int], on: date, words: str = ""
) -> Feedback:
    """Format B.1.8 by the employee, once: to the superior of the guide, or the authority where there is none."""
    engagement, parties = _evaluating(by, engagement, on)
    if Party.EMPLOYEE not in parties or engagement.method == Method.COUNSELLING:
        raise NotAllowed
    if len(marks) != len(STATEMENTS) or not all(mark in SCALE for mark in marks):
        raise Invalid(
            Sentence(
                "Jawab kesembilan pernyataan dengan 1 sampai 5.", "Answer all nine statements with 1 to 5."
            )
        )
    if Feedback.objects.filter(engagement=engagement).exists():
        raise WrongState(
            Sentence("Umpan balik ini sudah Anda kirim.", "You have sent this feedback already.")
        )
    guide = engagement.guide.employee
    feedback = Feedback.objects.create(
        engagement=engagement,
        to=guide.superior if guide is not None else None,
        marks=list(marks),
        words=words.strip(),
        by=by,
        at=timezone.now(),
    )
    record(by=by, verb="give_feedback", subject=feedback, employee=engagement.employee)
    return feedback


@transaction.atomic
def read_feedback(*, by: Account, feedback: Feedback, on: date) -> Feedback:
    """The superior of the guide has read it, or the authority where there is none."""
    feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
    who = viewer(by, on)
    if feedback.read_at is None and access.feedback_received_by(who).filter(pk=feedback.pk).exists():
        feedback.read_at = timezone.now()
        feedback.save(update_fields=["read_at"])
    return feedback


@transaction.atomic
def measure_again(
    *, by: Account, reassessment: Reassessment, level: int, reason: str, on: date
) -> Reassessment:
    """Format B.1.9: the level now and why; by whoever was asked. A level a person gives becomes an assessment."""
    engagement = held(Engagement(pk=reassessment.engagement_id))
    reassessment = (
        Reassessment.objects.select_for_update(of=("self",))
        .select_related("competency")
        .get(pk=reassessment.pk)
    )
    parties = access.parties_in(viewer(by, on), engagement)
    if reassessment.party not in parties:
        raise NotAllowed
    if engagement.state not in (EngagementState.EVALUATING, EngagementState.COMPLETED):
        raise WrongState
    if not 0 <= level <= 5 or not reason.strip():
        raise Invalid(
            Sentence("Beri level 0 sampai 5 dan alasannya.", "Give a level of 0 to 5 and its reason.")
        )
    reassessment.after, reassessment.reason = level, reason.strip()
    reassessment.by, reassessment.done_at = by, timezone.now()
    reassessment.save(update_fields=["after", "sealed_reason", "by", "done_at"])
    if reassessment.source in DIRECT:
        Assessment.objects.update_or_create(
            employee=engagement.employee,
            competency=reassessment.competency,
            source=reassessment.source,
            assessed_on=on,
            defaults={"level": level},
        )
    record(
        by=by,
        verb="measure_again",
        subject=reassessment,
        employee=engagement.employee,
        before={"level": reassessment.before},
        after={"level": level, "competency": str(reassessment.competency)},
    )
    return reassessment


@transaction.atomic
def write_report(
    *,
    by: Account,
    engagement: Engagement,
    strategy: str,
    abilities: str,
    develop_next: str,
    on: date,
    follow_up: str = "",
) -> Report:
    """The guide's report, written to be shown to the superior and HR."""
    engagement, parties = _evaluating(by, engagement, on)
    if Party.GUIDE not in parties or engagement.method == Method.COUNSELLING:
        raise NotAllowed
    if not all(text.strip() for text in (strategy, abilities, develop_next)):
        raise Invalid(
            Sentence(
                "Isi strategi, kemampuan yang ditemukan, dan kompetensi berikutnya.",
                "Fill in the strategy, the abilities discovered and the competencies next.",
            )
        )
    report, _ = Report.objects.update_or_create(
        engagement=engagement,
        defaults={
            "strategy": strategy.strip(),
            "abilities": abilities.strip(),
            "develop_next": develop_next.strip(),
            "follow_up": follow_up.strip(),
            "by": by,
            "at": timezone.now(),
        },
    )
    record(by=by, verb="write_report", subject=report, employee=engagement.employee)
    return report


@transaction.atomic
def read_report(*, by: Account, report: Report, on: date) -> Report:
    """The superior has read it; told once."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    engagement = held(Engagement(pk=report.engagement_id))
    if report.superior_read_at is None and Party.SUPERIOR in access.parties_in(viewer(by, on), engagement):
        report.superior_read_at = timezone.now()
        report.save(update_fields=["superior_read_at"])
    return report


@transaction.atomic
def record_counselling_result(
    *,
    by: Account,
    engagement: Engagement,
    problem: str,
    agreed: str,
    advice: str,
    follow_ups: Sequence[str],
    told_up: str,
    on: date,
) -> CounsellingResult:
    """The form of a konseling's result: its words stay with the counsellor, the follow-up goes up the line of the rule."""
    engagement, parties = acting(by, engagement, on)
    if Party.GUIDE not in parties or engagement.method != Method.COUNSELLING:
        raise NotAllowed
    if engagement.state not in (EngagementState.RUNNING, EngagementState.EVALUATING):
        raise WrongState
    if not all(text.strip() for text in (problem, agreed)) or not set(follow_ups) <= set(FollowUp):
        raise Invalid(
            Sentence(
                "Isi masalah dan kesepakatan; tindak lanjut dari lima pilihan.",
                "Fill in the problem and what was agreed; follow-ups are of the five.",
            )
        )
    words = {"problem": problem.strip(), "agreed": agreed.strip(), "advice": advice.strip()}
    kind = CounsellorKind(engagement.guide.counsellor_kind or CounsellorKind.OFFICIAL)
    result, _ = CounsellingResult.objects.update_or_create(
        engagement=engagement,
        defaults={
            "body": encrypt(json.dumps(words, ensure_ascii=False)),
            "follow_ups": [word for word in FollowUp if word in follow_ups],
            "reports_to": p.REPORTS_TO.on(on)[kind],
            "told": told_up.strip(),
            "by": by,
            "at": timezone.now(),
            "received_at": None,  # new words are read anew
        },
    )
    record(by=by, verb="record_result", subject=result, employee=engagement.employee)
    return result


def employee_waited_for(engagement: Engagement, on: date) -> date:
    """The day from which the employee's part is not waited for any more."""
    return engagement.state_since.date() + timedelta(days=p.SILENT_CLOSING_DAYS.on(on))


def what_is_left(engagement: Engagement, on: date) -> tuple[list[Sentence], list[Sentence]]:
    """What is still to be done before it can be completed; and what nobody gave and completion does not wait for.

    The employee's part is waited for a time; measures taken again come when their raters come to it.
    """
    if engagement.method == Method.COUNSELLING:
        there = CounsellingResult.objects.filter(engagement=engagement).exists()
        return [] if there else [Sentence("hasil konseling", "the result of the konseling")], []
    sides = set(engagement.closings.values_list("party", flat=True))
    asked, mine = [], []
    if Party.GUIDE not in sides:
        asked.append(Sentence("evaluasi pembimbing", "the guide's evaluation"))
    if not Report.objects.filter(engagement=engagement).exists():
        asked.append(Sentence("laporan untuk atasan", "the report to the superior"))
    if Party.EMPLOYEE not in sides:
        mine.append(Sentence("evaluasi pegawai", "the employee's evaluation"))
    if not Feedback.objects.filter(engagement=engagement).exists():
        mine.append(Sentence("umpan balik B.1.8", "the feedback B.1.8"))
    again = []
    if number := Reassessment.objects.filter(engagement=engagement, done_at__isnull=True).count():
        words = Sentence("penilaian ulang {n} kompetensi (B.1.9)", "{n} competencies measured again (B.1.9)")
        again.append(words.fill(n=number))
    if on < employee_waited_for(engagement, on):
        return asked + mine, again
    return asked, mine + again


@transaction.atomic
def complete(*, by: Account, engagement: Engagement, follow_up: str, on: date) -> Engagement:
    """Over, and done: with what follows. Not before everything that is asked has been given."""
    engagement, parties = acting(by, engagement, on)
    if engagement.state == EngagementState.EVALUATING and (left := what_is_left(engagement, on)[0]):
        raise WrongState(
            Sentence("Belum dapat diselesaikan; masih kurang: {left}.", "Not yet complete; missing: {left}.").fill(
                left=listing(left)
            )
        )  # fmt: skip
    engagement.follow_up = follow_up.strip()
    engagement.reason = ""
    move(engagement, "complete", parties, timezone.now())
    notices.turned(engagement, "complete", by)
    record(
        by=by,
        verb="complete",
        subject=engagement,
        employee=engagement.employee,
        after=told(engagement, held=engagement.held),
    )
    return engagement
