"""Values of a regulation with the day they began; history is appended, never overwritten."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pamong.policy.citation import Citation
from pamong.policy.errors import NotInForce
from pamong.policy.sentence import Sentence, day

T = TypeVar("T")

# A first step that counts for every earlier year too: old years are analysed by today's rules.
ALWAYS = date.min


@dataclass(frozen=True, slots=True)
class Since(Generic[T]):
    """One step: from this day the value is this, as the citation says; None is a repeal."""

    start: date
    value: T | None
    cite: Citation


class Dated(Generic[T]):
    """A named value and its steps, oldest first; `checked_on` is the day a human last looked."""

    def __init__(self, name: Sentence, *steps: Since[T], checked_on: date, unit: str = "") -> None:
        days = [step.start for step in steps]
        if not steps or days != sorted(set(days)):
            raise ValueError(f"{name.id}: the steps must rise by day, and there must be one")
        self.name = name
        self.steps = steps
        self.checked_on = checked_on
        self.unit = unit

    def step(self, on: date) -> Since[T]:
        """The step in force on a day."""
        for step in reversed(self.steps):
            if step.start <= on:
                return step
        raise self._not_in_force(on)

    def on(self, on: date) -> T:
        """The value in force on a day."""
        value = self.step(on).value
        if value is None:
            raise self._not_in_force(on)
        return value

    @property
    def last(self) -> T:
        """The value in force from the last step on, for defaults that know no day."""
        return self.on(date.max)

    def cite(self, on: date) -> Citation:
        return self.step(on).cite

    def _not_in_force(self, on: date) -> NotInForce:
        return NotInForce(
            Sentence(
                "{name} tidak berlaku pada {on}; pilih hari lain atau tambahkan nilainya pada aturan.",
                "{name} is not in force on {on}; choose another day or add its value to the rules.",
            ).fill(name=self.name, on=day(on))
        )
