"""What a rule found: code, sentence with the numbers, citation and the inputs it used."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pamong.policy.citation import Citation, Tag
from pamong.policy.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule says about one person."""

    rule: str
    sentence: Sentence
    citation: Citation
    tag: Tag
    inputs: Mapping[str, object] = field(default_factory=dict)

    @property
    def proposal(self) -> bool:
        """Whether the rule is a proposal of ours; the screen must say so."""
        return self.tag is Tag.PROPOSAL
