"""The pairs the flow may choose from: few of the allowed ones, grown as prices ask for more."""

from dataclasses import dataclass

import numpy as np

from pamong.matching.pairs import Whole


@dataclass(frozen=True, slots=True)
class Columns:
    """Pairs by mentee and then mentor, each once, with their fit."""

    mentee: Whole
    mentor: Whole
    fit: Whole

    @classmethod
    def of(cls, mentee: Whole, mentor: Whole, fit: Whole) -> "Columns":
        """Sorted, each pair once."""
        key = (mentee << 32) | mentor
        _keys, first = np.unique(key, return_index=True)
        return cls(mentee[first], mentor[first], fit[first])

    def __len__(self) -> int:
        return len(self.mentee)

    def plus(self, mentee: Whole, mentor: Whole, fit: Whole) -> "Columns":
        """With more pairs; one that is here already stays once."""
        if not len(mentee):
            return self
        joined = (
            np.concatenate(both) for both in ((self.mentee, mentee), (self.mentor, mentor), (self.fit, fit))
        )
        return Columns.of(*joined)

    def where(self, keep: Whole) -> "Columns":
        return Columns(self.mentee[keep], self.mentor[keep], self.fit[keep])
