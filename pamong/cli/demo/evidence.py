"""Assessments, evaluations and causes that lead one person to a planned case, with life's untidiness."""

from datetime import date, timedelta
from random import Random

from pamong.cli.demo.cases import Plan
from pamong.cli.demo.shapes import GENERIC_CODES, Row

_SOURCES = ("uji_kompetensi", "atasan", "360", "bukti", "mandiri")  # the default order of priority
_OPTIMAL = 78  # % below which nine small gaps are no small gap
_WAVES = (266, 259, 427, 431, 610, 797)  # days before the analysis on which whole groups were assessed
_OLD_WAVES = (1180, 1300, 1432)  # more than three years
_AXES = {
    "very_good": (("di_atas", "di_atas"),),
    "good": (("sesuai", "sesuai"), ("sesuai", "sesuai"), ("di_atas", "sesuai"), ("sesuai", "di_atas")),
    "low": (("sesuai", "sesuai"), ("di_atas", "sesuai")),
    "high": (("di_bawah", "sesuai"), ("di_bawah", "sesuai"), ("di_bawah", "di_atas")),
    "behaviour": (
        ("sesuai", "di_bawah"),
        ("sesuai", "di_bawah"),
        ("di_bawah", "di_bawah"),
        ("di_atas", "di_bawah"),
    ),
}
_SCORES = {"good_score": (900, 980), "low_score": (805, 895), "medium": (705, 795), "high_score": (560, 695)}
_EARLIER = (("sesuai", "sesuai"),) * 7 + (("di_atas", "sesuai"),) * 2 + (("di_bawah", "sesuai"),)


class Evidence:
    """Writes the rows of asesmen, kinerja and penyebab, person by person."""

    def __init__(self, rng: Random, on: date) -> None:
        self.rng, self.year = rng, on.year
        self._days = [(on - timedelta(days=back)).isoformat() for back in range(2600)]
        self.assessments: list[Row] = []
        self.evaluations: list[Row] = []
        self.causes: list[Row] = []

    def write(
        self,
        nip: str,
        plan: Plan,
        generic: tuple[int, ...],
        technical: dict[str, int],
        served_days: int,
        held: dict[str, int] | None = None,
    ) -> None:
        """All evidence of one person; `held` fixes the generic levels, otherwise the plan shapes them."""
        most = max(30, min(served_days - 10, 2590))
        if plan.generic != "none":
            if held is None:
                held = dict(zip(GENERIC_CODES, self.held(plan.generic, generic), strict=True))
                self._assess(nip, held, dict(zip(GENERIC_CODES, generic, strict=True)), most)
            else:
                self._assess_fixed(nip, held, most)
        if plan.technical != "none" and technical:
            self._assess_technical(nip, plan.technical, technical, most)
        self._evaluate(nip, plan.performance, served_days)
        if plan.cause:
            year = self.year if self.rng.random() < 0.85 else self.year - 1
            if year == self.year and self.rng.random() < 0.06:  # last year's talk came to another conclusion
                self.causes.append((nip, str(self.year - 1), "keterampilan"))
            self.causes.append((nip, str(year), plan.cause))

    def held(self, wanted: str, required: tuple[int, ...]) -> list[int]:
        """Generic levels that show the wanted gap: met, low, middle (two or more), or many of one level."""
        rng = self.rng
        levels = [min(5, need + (rng.random() < 0.1)) for need in required]
        if wanted == "met":
            return levels
        order = sorted(range(9), key=lambda place: (-required[place], rng.random()))
        total = sum(required)
        if wanted == "many":
            levels = list(required)
            for place in order:
                if 100 * sum(levels) < _OPTIMAL * total:
                    break
                levels[place] -= 1
            return levels
        # low: one to three gaps of one level, few enough to stay above the bound
        allowed = max(1, min(3, int(total * (100 - _OPTIMAL) / 100)))
        for place in order[: rng.randint(1, allowed)]:
            levels[place] = required[place] - 1
        if wanted == "middle":
            top = required[order[0]]
            levels[order[0]] = required[order[0]] - (3 if top >= 4 and rng.random() < 0.12 else 2)
        return levels

    def _day(self, back: int, most: int) -> str:
        return self._days[min(back, most)]

    def _assess_fixed(self, nip: str, held: dict[str, int], most: int) -> None:
        """A whole round of the assessment centre, after the superior's own view of the year before."""
        before, day = self._day(630, most), self._day(266, most)
        rows = self.assessments
        rows.extend((nip, code, str(max(0, level - 1)), "atasan", before) for code, level in held.items())
        rows.extend((nip, code, str(level), "uji_kompetensi", day) for code, level in held.items())

    def _assess(self, nip: str, held: dict[str, int], required: dict[str, int], most: int) -> None:
        rng, rows = self.rng, self.assessments
        main = rng.choices((0, 1, 2, 3, 4), (76, 13, 7, 2, 2))[0]
        stale = rng.random() < 0.055
        back = rng.choice(_OLD_WAVES) if stale else rng.choice(_WAVES)
        day = self._day(back, most)
        codes = list(held)
        if rng.random() < 0.08:  # a round that stopped half-way: what is met is partly missing
            keep = max(5, rng.randint(5, 8))
            met = [code for code in codes if held[code] >= required[code]]
            for code in rng.sample(met, min(len(met), 9 - keep)):
                codes.remove(code)
        source = _SOURCES[main]
        if most > 1000 and not stale and rng.random() < 0.16:  # an older round, since replaced
            older = self._days[min(most, back + rng.choice((365, 700)))]
            rows.extend(
                (nip, code, str(max(0, held[code] - rng.randint(0, 1))), source, older) for code in codes
            )
        if rng.random() < 0.004:  # entered twice on one day; the later row counts
            rows.append((nip, codes[0], str(max(0, held[codes[0]] - 1)), source, day))
        rows.extend((nip, code, str(held[code]), source, day) for code in codes)
        # other people see it otherwise: sources that count less
        if main < 1 and rng.random() < 0.34:
            seen = self._day(rng.randrange(140, 175), most)
            for code in rng.sample(codes, rng.randint(2, 4)):
                rows.append(
                    (nip, code, str(min(5, max(0, held[code] + rng.choice((-1, 0, 0, 1))))), "atasan", seen)
                )
        if main < 2 and rng.random() < 0.13:
            seen = self._day(rng.randrange(60, 100), most)
            rows.extend(
                (nip, code, str(min(5, max(0, held[code] + rng.choice((-1, 0, 0, 1))))), "360", seen)
                for code in codes[:6]
            )
        if main < 4 and rng.random() < 0.12:
            seen = self._day(rng.randrange(300, 330), most)
            rows.extend(
                (nip, code, str(min(5, held[code] + rng.choice((0, 1, 1)))), "mandiri", seen)
                for code in codes[-5:]
            )

    def _assess_technical(self, nip: str, wanted: str, required: dict[str, int], most: int) -> None:
        rng = self.rng
        short = set()
        if wanted == "gap":
            short = set(rng.sample(list(required), 1 if len(required) == 1 or rng.random() < 0.7 else 2))
        for code, need in required.items():
            source = rng.choices(("uji_kompetensi", "atasan", "bukti"), (45, 35, 20))[0]
            level = need
            if code in short:
                level = max(0, need - (1 if rng.random() < 0.7 else 2))
            elif rng.random() < 0.12:
                level = min(5, need + 1)
            day = self._day(rng.randrange(90, 900), most)
            self.assessments.append((nip, code, str(level), source, day))
            if rng.random() < 0.08 and source != "bukti":
                day = self._day(rng.randrange(20, 80), most)
                self.assessments.append((nip, code, str(min(5, level + 1)), "bukti", day))

    def _row(self, nip: str, year: int, kind: str) -> Row:
        rng = self.rng
        if kind in _SCORES:
            low, high = _SCORES[kind]
            return (nip, str(year), "", "", "", f"{rng.randint(low, high) / 10:.1f}")
        work, behaviour = rng.choice(_AXES[kind])
        below = str(rng.choices((1, 2, 3), (6, 3, 1))[0]) if kind == "low" else rng.choice(("", "0"))
        score = f"{rng.randint(720, 990) / 10:.1f}" if kind == "good" and rng.random() < 0.02 else ""
        return (nip, str(year), work, behaviour, below, score)

    def _evaluate(self, nip: str, kind: str, served_days: int) -> None:
        rng, year = self.rng, self.year
        if served_days > 1400:
            self.evaluations.append((nip, str(year - 3), "", "", "", f"{rng.randint(765, 960) / 10:.1f}"))
        if served_days > 1000 and rng.random() < 0.97:
            if rng.random() < 0.45:
                self.evaluations.append((nip, str(year - 2), "", "", "", f"{rng.randint(745, 970) / 10:.1f}"))
            else:
                work, behaviour = rng.choice(_EARLIER)
                self.evaluations.append((nip, str(year - 2), work, behaviour, "", ""))
        if kind == "none":
            return
        if (
            kind in ("good", "very_good") and rng.random() < 0.03
        ):  # moved or left early: this year's is there already
            self.evaluations.append(self._row(nip, year - 1, "good_score"))
            self.evaluations.append(self._row(nip, year, kind))
            return
        if kind in ("good", "low") and rng.random() < 0.006:  # sent again, corrected
            self.evaluations.append(self._row(nip, year - 1, "high"))
        self.evaluations.append(self._row(nip, year - 1, kind))
