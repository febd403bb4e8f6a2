"""Writes on the register of coaches, mentors and counsellors, and on an institution's days off."""

import re
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from pamong.audit.actions import record
from pamong.competency.models import Competency
from pamong.people.access import viewer
from pamong.people.models import Account, Employee, Institution
from pamong.policy.errors import Invalid, NotAllowed
from pamong.policy.sentence import Sentence
from pamong.policy.words import CounsellorKind, Method
from pamong.programme import access
from pamong.programme.models import GUIDED, Guide, GuideSkill, OffDay

SLOT = re.compile(r"^(sen|sel|rab|kam|jum)-(0[7-9]|1[0-7])$")
MOST_CAPACITY = 30


@transaction.atomic
def appoint(
    *,
    by: Account,
    institution: Institution,
    method: str,
    letter: str,
    start: date,
    capacity: int,
    on: date,
    employee: Employee | None = None,
    name: str = "",
    organisation: str = "",
    account: Account | None = None,
    end: date | None = None,
    counsellor_kind: str = "",
    qualification: str = "",
    counselling_training: str = "",
    hours: tuple[str, ...] = (),
    skills: Mapping[Competency, int] | None = None,
    waiver_reason: str = "",
) -> Guide:
    """Enter an appointment with its letter; `waiver_reason` waives the grade, `hours` are slots in WIB."""
    access.check_can_keep_register(viewer(by, on), institution)
    skills = skills or {}
    things = [thing for thing in (employee, *skills) if thing is not None]
    if any(thing.institution_id != institution.pk for thing in things):
        raise NotAllowed
    _check(method, letter, start, end, capacity, hours, counsellor_kind)
    if (employee is None) == (not name.strip()):
        raise Invalid(
            Sentence(
                "Pilih pegawai, atau isi nama pihak luar; salah satu.",
                "Choose an employee or name an outsider; one of the two.",
            )
        )
    if employee is None and account is None:
        raise Invalid(
            Sentence(
                "Pihak luar menjawab permintaan dengan akun; isi nama pengguna yang dibuat admin.",
                "An outsider answers requests with an account; give the user name made by the administrator.",
            )
        )
    _check_skills(skills)
    earlier = Guide.objects.filter(employee=employee, method=method, start=start)
    if employee is not None and earlier.exists():
        raise Invalid(
            Sentence(
                "{name} sudah ditunjuk untuk {method} mulai tanggal itu.",
                "{name} is already appointed for {method} from that day.",
            ).fill(name=employee.name, method=Method(method).label)
        )
    guide = Guide.objects.create(
        institution=institution,
        method=method,
        employee=employee,
        name=employee.name if employee else name.strip(),
        organisation="" if employee else organisation.strip(),
        account=account or (getattr(employee, "account", None) if employee else None),
        counsellor_kind=counsellor_kind,
        qualification=qualification.strip(),
        counselling_training=counselling_training.strip(),
        capacity=capacity,
        hours=sorted(hours),
        letter=letter.strip(),
        start=start,
        end=end,
        grade_waived=bool(waiver_reason.strip()),
        waiver_reason=waiver_reason.strip(),
        appointed_by=by,
    )
    GuideSkill.objects.bulk_create(
        GuideSkill(guide=guide, competency=competency, level=level) for competency, level in skills.items()
    )
    record(
        by=by,
        verb="appoint_guide",
        subject=guide,
        employee=employee,
        after={"method": method, "letter": guide.letter, "capacity": capacity, "start": start, "end": end},
        reason=guide.waiver_reason,
    )
    return guide


def _check_skills(skills: Mapping[Competency, int]) -> None:
    if any(not 1 <= level <= 5 for level in skills.values()):
        raise Invalid(
            Sentence("Level kompetensi pembimbing 1 sampai 5.", "The levels of a guide run from 1 to 5.")
        )


def _check(
    method: str,
    letter: str,
    start: date,
    end: date | None,
    capacity: int,
    hours: tuple[str, ...],
    counsellor_kind: str,
) -> None:
    if method not in GUIDED:
        raise Invalid
    if not letter.strip():
        raise Invalid(
            Sentence("Nomor surat penunjukan harus diisi.", "The number of the appointment is needed.")
        )
    if end is not None and end < start:
        raise Invalid(Sentence("Hari terakhir mendahului hari pertama.", "The last day is before the first."))
    if not 1 <= capacity <= MOST_CAPACITY:
        raise Invalid(
            Sentence(
                "Kapasitas {capacity} tidak dapat dipakai; isi 1 sampai {most} orang.",
                "A capacity of {capacity} cannot be used; enter 1 to {most} people.",
            ).fill(capacity=capacity, most=MOST_CAPACITY)
        )
    _check_hours(hours)
    if (method == Method.COUNSELLING) != (counsellor_kind in set(CounsellorKind)):
        raise Invalid(
            Sentence(
                "Jenis konselor diisi untuk konseling, dan hanya untuk konseling.",
                "The kind of counsellor is given for counselling, and for nothing else.",
            )
        )


def _check_hours(hours: tuple[str, ...]) -> None:
    if wrong := [slot for slot in hours if not SLOT.match(slot)]:
        raise Invalid(
            Sentence(
                'Jam "{slot}" tidak dikenal; tulis seperti sen-09, dari sen sampai jum dan 07 sampai 17.',
                'The hour "{slot}" is unknown; write it as sen-09, from sen to jum and 07 to 17.',
            ).fill(slot=wrong[0])
        )


def _held(guide: Guide) -> Guide:
    return Guide.objects.select_for_update(of=("self",)).select_related("institution").get(pk=guide.pk)


@transaction.atomic
def change_appointment(
    *,
    by: Account,
    guide: Guide,
    letter: str,
    start: date,
    end: date | None,
    capacity: int,
    reason: str,
    on: date,
    counsellor_kind: str = "",
    qualification: str = "",
    counselling_training: str = "",
    skills: Mapping[Competency, int] | None = None,
    waiver_reason: str = "",
) -> Guide:
    """Correct or extend an appointment by a newer letter; who it is and for what stays, and so do those guided."""
    access.check_can_keep_register(viewer(by, on), guide.institution)
    guide, skills = _held(guide), skills or {}
    if any(competency.institution_id != guide.institution_id for competency in skills):
        raise NotAllowed
    _check(guide.method, letter, start, end, capacity, (), counsellor_kind)
    _check_skills(skills)
    if not reason.strip():
        raise Invalid(Sentence("Tuliskan dasar perubahannya.", "Say what the change rests on."))
    twin = Guide.objects.filter(employee=guide.employee_id, method=guide.method, start=start)
    if guide.employee_id and twin.exclude(pk=guide.pk).exists():
        raise Invalid(
            Sentence(
                "Sudah ada penunjukan lain yang mulai tanggal itu.",
                "Another appointment begins on that day already.",
            )
        )
    changed = {
        "letter": letter.strip(),
        "start": start,
        "end": end,
        "capacity": capacity,
        "counsellor_kind": counsellor_kind,
        "qualification": qualification.strip(),
        "counselling_training": counselling_training.strip(),
        "waiver_reason": waiver_reason.strip(),
        "grade_waived": bool(waiver_reason.strip()),
    }
    before: dict[str, object] = {name: getattr(guide, name) for name in changed}
    for name, value in changed.items():
        setattr(guide, name, value)
    guide.save(update_fields=list(changed))
    before["skills"], after_skills = _skills_said(guide), {c.code: level for c, level in skills.items()}
    if before["skills"] != after_skills:
        guide.skills.all().delete()
        GuideSkill.objects.bulk_create(
            GuideSkill(guide=guide, competency=competency, level=level)
            for competency, level in skills.items()
        )
    after: dict[str, object] = {**changed, "skills": after_skills}
    differ = [name for name in after if before[name] != after[name]]
    record(
        by=by,
        verb="change_appointment",
        subject=guide,
        employee=guide.employee_id,
        before={name: before[name] for name in differ},
        after={name: after[name] for name in differ},
        reason=reason.strip(),
    )
    return guide


def _skills_said(guide: Guide) -> dict[str, int]:
    return dict(guide.skills.values_list("competency__code", "level"))


@transaction.atomic
def set_hours(*, by: Account, guide: Guide, hours: tuple[str, ...], on: date) -> Guide:
    """The hours of a week at which the guide usually can; the guide's own say, or the register's."""
    access.check_can_pause_guide(viewer(by, on), guide)
    guide = _held(guide)
    _check_hours(hours)
    before, guide.hours = guide.hours, sorted(set(hours))
    guide.save(update_fields=["hours"])
    record(
        by=by,
        verb="set_guide_hours",
        subject=guide,
        employee=guide.employee_id,
        before={"hours": before},
        after={"hours": guide.hours},
    )
    return guide


@transaction.atomic
def pause_guide(*, by: Account, guide: Guide, until: date | None, reason: str, on: date) -> Guide:
    """No new people until a day; None ends the pause. Whoever is guided already stays."""
    access.check_can_pause_guide(viewer(by, on), guide)
    guide = _held(guide)
    if until is not None and (until < on or not reason.strip()):
        raise Invalid(
            Sentence(
                "Jeda memerlukan hari terakhir setelah hari ini dan alasannya.",
                "A pause needs a last day after today and a reason.",
            )
        )
    before, guide.paused_until = guide.paused_until, until
    guide.pause_reason = reason.strip()
    guide.save(update_fields=["paused_until", "pause_reason"])
    record(
        by=by,
        verb="pause_guide",
        subject=guide,
        employee=guide.employee_id,
        before={"until": before},
        after={"until": until},
        reason=guide.pause_reason,
    )
    return guide


@transaction.atomic
def end_appointment(*, by: Account, guide: Guide, last: date, reason: str, on: date) -> Guide:
    """The appointment's last day; it stays in the register's history."""
    access.check_can_keep_register(viewer(by, on), guide.institution)
    guide = _held(guide)
    if not reason.strip() or last < guide.start:
        raise Invalid(
            Sentence(
                "Isi alasan, dan hari terakhir yang tidak mendahului penunjukan.",
                "Give a reason, and a last day that is not before the appointment.",
            )
        )
    before, guide.end = guide.end, last
    guide.save(update_fields=["end"])
    record(
        by=by,
        verb="end_appointment",
        subject=guide,
        employee=guide.employee_id,
        before={"end": before},
        after={"end": last},
        reason=reason.strip(),
    )
    return guide


@transaction.atomic
def set_off_day(*, by: Account, institution: Institution, day: date, name: str, on: date) -> OffDay:
    """A day off of this institution alone; the national ones are known."""
    access.check_can_keep_register(viewer(by, on), institution)
    if not name.strip():
        raise Invalid(Sentence("Nama hari libur harus diisi.", "The day off needs a name."))
    row, _new = OffDay.objects.update_or_create(
        institution=institution, day=day, defaults={"name": name.strip()}
    )
    record(by=by, verb="set_off_day", subject=row, after={"on": day, "name": row.name})
    return row


@transaction.atomic
def drop_off_day(*, by: Account, off_day: OffDay, on: date) -> None:
    """It is a working day after all; days that were counted already stay as they are."""
    access.check_can_keep_register(viewer(by, on), off_day.institution)
    record(by=by, verb="drop_off_day", subject=off_day, before={"on": off_day.day, "name": off_day.name})
    off_day.delete()
