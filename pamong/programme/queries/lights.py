"""The light of an engagement: of one, and of many in one query."""

from datetime import date

from django.db.models import Q, QuerySet

from pamong.policy.programme import turns
from pamong.policy.words import Light
from pamong.programme.models import Engagement
from pamong.programme.workflow import EngagementState

# Only these have a rhythm; whoever pauses, waits or evaluates is not late.
LIT = (EngagementState.AGREED, EngagementState.RUNNING)


def light_of(engagement: Engagement, on: date) -> Light | None:
    """The light on a day; None where nothing is planned."""
    if engagement.state not in LIT or engagement.attention_on is None or engagement.stuck_on is None:
        return None
    if on >= engagement.stuck_on:
        return Light.STUCK
    return Light.ATTENTION if on >= engagement.attention_on else Light.SMOOTH


def resumed_on(engagement: Engagement) -> date | None:
    """The day after its last session from which the light counts, where a pause ended meanwhile."""
    last, attention = engagement.last_held_on or engagement.starts_on, engagement.attention_on
    if last is None or attention is None:
        return None
    waits = turns(last, engagement.every_days, on=last)[Light.ATTENTION] - last
    counted = attention - waits
    return counted if counted > max(last, engagement.starts_on or last) else None


def light_is(light: Light, on: date) -> Q:
    """Whether a row has this light on a day."""
    test = {
        Light.STUCK: Q(stuck_on__lte=on),
        Light.ATTENTION: Q(attention_on__lte=on, stuck_on__gt=on),
        Light.SMOOTH: Q(attention_on__gt=on),
    }
    return test[light] & Q(state__in=LIT)


def with_light(rows: QuerySet[Engagement], light: Light, on: date) -> QuerySet[Engagement]:
    """Those of the rows that have this light on a day."""
    return rows.filter(light_is(light, on))
