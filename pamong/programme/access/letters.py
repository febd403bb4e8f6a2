"""Who makes letters of appointment, who reads them whole, and who only the own pair."""

from django.db.models import QuerySet

from pamong.people.access import Viewer, reaches_all, roles_reading
from pamong.people.roles import Role
from pamong.policy.errors import NotAllowed
from pamong.policy.secrecy import Data
from pamong.policy.silence import GOES_NEXT
from pamong.policy.words import AnswersNext
from pamong.programme.access.engagements import engagements_visible_to
from pamong.programme.models import Letter
from pamong.programme.workflow import Party

_KEEPERS = {Role.PLANNER: Party.PLANNER, Role.COMPETENT_AUTHORITY: Party.AUTHORITY}
_WHOLE = roles_reading(Data.LETTER)


def parties_to_letters(viewer: Viewer) -> frozenset[Party]:
    """In what capacities this person keeps letters: the planner of the whole institution, and whoever signs."""
    return frozenset(_KEEPERS[role] for role, path in viewer.scopes if role in _KEEPERS and not path)


def can_keep_letters(viewer: Viewer) -> bool:
    return bool(parties_to_letters(viewer))


def check_can_keep_letters(viewer: Viewer) -> None:
    if not can_keep_letters(viewer):
        raise NotAllowed


def can_read_whole_letters(viewer: Viewer) -> bool:
    """Every pair of a letter; the two and the superior get an extract with their own."""
    return reaches_all(viewer, *_WHOLE)


def letters_visible_to(viewer: Viewer) -> QuerySet[Letter]:
    """The planner's, the authority's and the auditor's; of others those that name an engagement they see."""
    if viewer.institution is None:
        return Letter.objects.none()
    rows = Letter.objects.filter(institution=viewer.institution)
    if can_read_whole_letters(viewer):
        return rows
    return rows.filter(engagements__in=engagements_visible_to(viewer).values("pk")).distinct()


def takes_letters_left(viewer: Viewer) -> bool:
    """Whether letters the planner leaves go on to this person by the rules: to whoever signs."""
    next_one = GOES_NEXT.on(viewer.on)["letter"]
    return next_one is AnswersNext.AUTHORITY and Party.AUTHORITY in parties_to_letters(viewer)
