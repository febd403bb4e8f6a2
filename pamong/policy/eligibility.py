"""Who is set aside from suggestions, and why; a human may take the person in all the same."""

from dataclasses import dataclass
from datetime import date

from pamong.policy import parameters as p
from pamong.policy.citation import PAMONG, Citation, Tag
from pamong.policy.days import months_after
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import EmployeeStatus, GradeLevel, Method

_OURS = PAMONG.at(tag=Tag.PROPOSAL)
_BY_STATUS: dict[EmployeeStatus, S] = {
    EmployeeStatus.CANDIDATE: S(
        "Masih CPNS: pembinaannya melalui masa percobaan.",
        "Still a candidate (CPNS): development goes through the probation.",
    ),
    EmployeeStatus.STUDY_LEAVE: S(
        "Sedang tugas belajar: program dapat dimulai setelah kembali bertugas.",
        "On study leave: a programme may start after the return to duty.",
    ),
    EmployeeStatus.UNPAID_LEAVE: S(
        "Sedang cuti di luar tanggungan negara: program dapat dimulai setelah aktif kembali.",
        "On unpaid leave: a programme may start after the return to duty.",
    ),
    EmployeeStatus.RETIRED: S("Sudah pensiun.", "Retired."),
}


@dataclass(frozen=True, slots=True)
class Aside:
    """Set aside: the reason's code, its sentence and where it stands."""

    code: str
    sentence: S
    citation: Citation


def pension_day(birth: date, grade: GradeLevel, *, on: date) -> date:
    """The first day of the month after the birthday that reaches the age of the grade."""
    reached = months_after(birth, 12 * p.PENSION_AGE.on(on)[grade])
    return months_after(reached.replace(day=1), 1)


def programme_months(main: Method | None, *, on: date) -> int:
    """The shortest programme of the method; of any method, the longest of these."""
    months = p.PROGRAMME_MONTHS.on(on)
    return months[main] if main else max(months.values())


def set_aside(
    *,
    on: date,
    status: EmployeeStatus = EmployeeStatus.ACTIVE,
    birth: date | None = None,
    grade: GradeLevel | None = None,
    contract_end: date | None = None,
    main: Method | None = None,
) -> Aside | None:
    """The first reason that holds: status, then a pension, then a contract that ends too early."""
    if status in _BY_STATUS:
        return Aside(status.value, _BY_STATUS[status], _OURS)
    months = programme_months(main, on=on)
    end = months_after(on, months)
    if birth is not None and grade is not None:
        pension = pension_day(birth, grade, on=on)
        if pension <= on:
            return Aside(
                "batas_usia",
                S(
                    "Batas usia pensiun {age} tahun ({grade}) sudah tercapai; pensiun sejak {day}.",
                    "The pension age of {age} ({grade}) is reached; pensioned from {day}.",
                ).fill(age=p.PENSION_AGE.on(on)[grade], grade=grade.label, day=pension),
                p.PENSION_AGE.cite(on),
            )
        if pension < end:
            return Aside(
                "batas_usia",
                S(
                    "Pensiun pada {day} (batas usia {age} tahun, {grade}), sebelum program {months} bulan selesai.",
                    "Pensioned on {day} (age {age}, {grade}), before a programme of {months} months ends.",
                ).fill(day=pension, age=p.PENSION_AGE.on(on)[grade], grade=grade.label, months=months),
                p.PENSION_AGE.cite(on),
            )
    if contract_end is not None and contract_end < end:
        return Aside(
            "akhir_kontrak",
            S(
                "Kontrak berakhir pada {day}, sebelum program {months} bulan selesai.",
                "The contract ends on {day}, before a programme of {months} months ends.",
            ).fill(day=contract_end, months=months),
            _OURS,
        )
    return None
