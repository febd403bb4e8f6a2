"""What an import found and would do, in both languages; it travels to pages and back as JSON."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pamong.policy.sentence import Sentence as S

MOST_PROBLEMS = 2_000  # told one by one; the rest only counted


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong cell: where, what stands there, what was expected, what to do."""

    row: int
    column: str
    value: str
    expected: S
    cure: S

    @property
    def sentence(self) -> S:
        where = S(f"baris {self.row}", f"row {self.row}") if self.row else S("baris judul", "the header")
        if self.column:
            where += S(f", kolom {self.column}", f", column {self.column}")
        what = S(f'"{self.value}"', f'"{self.value}"') if self.value else S("kosong", "empty")
        return S(
            "{where}: {what}; diharapkan {expected}. {cure}", "{where}: {what}; expected {expected}. {cure}"
        ).fill(where=where, what=what, expected=self.expected, cure=self.cure)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something repaired or worth knowing, how often, and the first row that shows it."""

    sentence: S
    count: int = 1
    row: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The difference a file makes, counted in its rows."""

    kind: str
    rows: int
    new: int
    changed: int
    unchanged: int
    errors: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    more_errors: int = 0
    dry_run: bool = False

    @property
    def ok(self) -> bool:
        return not self.errors

    @property
    def wrong(self) -> int:
        """How many problems there are, told or not."""
        return len(self.errors) + self.more_errors

    @property
    def sentence(self) -> S:
        """The one line that a person reads first."""
        if self.errors:
            return S(
                f"{self.wrong} kesalahan; tidak ada yang disimpan.",
                f"{self.wrong} errors; nothing was saved.",
            )
        if not self.new and not self.changed:
            return S(
                f"Tidak ada yang berubah: {self.unchanged} baris sama dengan yang tersimpan.",
                f"Nothing changes: {self.unchanged} rows equal what is stored.",
            )
        head = S("Akan mengimpor", "Would import") if self.dry_run else S("Terimpor", "Imported")
        return head + S(
            f" {self.rows} baris: {self.new} baru, {self.changed} berubah, {self.unchanged} tetap.",
            f" {self.rows} rows: {self.new} new, {self.changed} changed, {self.unchanged} unchanged.",
        )

    def counts(self) -> dict[str, int]:
        return {
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "errors": self.wrong,
        }

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            **self.counts(),
            "dry_run": self.dry_run,
            "problems": [
                {
                    "row": p.row,
                    "column": p.column,
                    "value": p.value,
                    "expected": _pair(p.expected),
                    "cure": _pair(p.cure),
                }
                for p in self.errors
            ],
            "notices": [
                {"sentence": _pair(n.sentence), "count": n.count, "row": n.row} for n in self.notices
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Report":
        problems = tuple(
            Problem(p["row"], p["column"], p["value"], S(*p["expected"]), S(*p["cure"]))
            for p in data["problems"]
        )
        notices = tuple(Notice(S(*n["sentence"]), n["count"], n["row"]) for n in data["notices"])
        return cls(
            data["kind"],
            data["rows"],
            data["new"],
            data["changed"],
            data["unchanged"],
            problems,
            notices,
            data["errors"] - len(problems),
            data["dry_run"],
        )


@dataclass
class Notes:
    """Collects problems, notices and the fate of rows while a file is read."""

    problems: list[Problem] = field(default_factory=list)
    wrong: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    notices: dict[S, Notice] = field(default_factory=dict)

    def problem(self, row: int, column: str, value: str, expected: S, cure: S) -> None:
        self.wrong += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(row, column, value[:120], expected, cure))

    def notice(self, sentence: S, row: int = 0) -> None:
        """The same sentence again only raises its count."""
        known = self.notices.get(sentence)
        count, first = (known.count + 1, known.row) if known else (1, row)
        self.notices[sentence] = Notice(sentence, count, first)

    def report(self, kind: str, *, dry_run: bool) -> Report:
        fates = self.fates
        told = sorted(self.problems, key=lambda p: p.row)
        return Report(
            kind,
            fates.total(),
            fates["new"],
            fates["changed"],
            fates["unchanged"],
            tuple(told),
            tuple(self.notices.values()),
            self.wrong - len(told),
            dry_run,
        )


def _pair(sentence: S) -> list[str]:
    return [sentence.id, sentence.en]
