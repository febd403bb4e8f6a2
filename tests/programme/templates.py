"""A template that somebody of the cast makes."""

from typing import Any

from pamong.policy.words import Context, Method
from pamong.programme import actions
from pamong.programme.models import Template
from tests.factories import ON
from tests.people_cast import Cast


def template(cast: Cast, who: str = "planner", **more: Any) -> Template:
    shape = more.pop("shape", actions.Shape(4, 5, 21, 45, 1, 2))
    words: dict[str, Any] = {"name": "Mentoring tim", "method": Method.MENTORING, "context": Context.DAILY}
    return actions.make_template(
        by=cast[who], institution=cast.institution, shape=shape, on=ON, **(words | more)
    )
