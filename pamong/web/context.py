"""What every page's frame needs: the menu of your roles, your inbox's number, the language."""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pamong.people.models import Account
from pamong.people.roles import Role
from pamong.web.http import viewer_of, waiting_count

EVERYBODY = "everybody"
EMPLOYEE = "employee"
SUPERIOR = "superior"
UNIT_HEAD = "unit_head"

MOST_ITEMS = 8


@dataclass(frozen=True)
class Item:
    address: str
    label: Any
    icon: str
    roles: frozenset[str]


def item(address: str, label: Any, icon: str, *roles: str) -> Item:
    return Item(address, label, icon, frozenset(roles))


# In the order of the menu; the first eight that are yours are shown, the rest is reached from home.
MENU = (
    item("/home/", _("Beranda"), "home", EVERYBODY),
    item("/people/team/", _("Tim saya"), "users", SUPERIOR),
    item(
        "/people/",
        _("Pegawai & jabatan"),
        "users",
        Role.PLANNER,
        Role.TALENT_OFFICER,
        Role.ADMIN,
        Role.AUDITOR,
        UNIT_HEAD,
    ),
    item("/competencies/", _("Kompetensi"), "certificate", EVERYBODY),
    item(
        "/recommendations/",
        _("Rekomendasi"),
        "bulb",
        Role.PLANNER,
        Role.COMPETENT_AUTHORITY,
        SUPERIOR,
        UNIT_HEAD,
        Role.AUDITOR,
    ),
    item(
        "/engagements/",
        _("Pendampingan"),
        "messages",
        EMPLOYEE,
        Role.PLANNER,
        Role.AUDITOR,
        Role.COACH,
        Role.MENTOR,
    ),
    # For the others a tab of the engagements.
    item("/proposals/", _("Usulan"), "clipboard-check", Role.TALENT_OFFICER),
    item("/guides/", pgettext_lazy("banyak", "Pembimbing"), "user-check", Role.COMPETENT_AUTHORITY),
    item("/letters/", _("Surat penunjukan"), "file-text", Role.COMPETENT_AUTHORITY, Role.AUDITOR),
    item("/recommendations/counselling/", _("Konseling"), "heart-handshake", Role.COUNSELLOR),
    item("/talent/", _("Peta talenta"), "layout-grid", Role.TALENT_OFFICER, Role.PLANNER),
    item("/reports/", _("Antarinstansi"), "chart-bar", Role.OVERSEER),
    item("/audit/", _("Jejak audit"), "history", Role.AUDITOR),
    item("/imports/", _("Impor data"), "file-import", Role.ADMIN, Role.PLANNER),
    item("/settings/", _("Pengaturan"), "settings", Role.ADMIN, Role.PLANNER),
    # Last, as the lists it explains link to it too.
    item("/rules/", _("Aturan"), "scale", EVERYBODY),
)


# Pages without an item of their own light the first of these that is yours.
UNDER = {
    "/units/": ("/people/",),
    "/positions/": ("/people/", "/competencies/"),
    "/proposals/": ("/proposals/", "/engagements/"),
    "/guides/": ("/guides/", "/engagements/", "/proposals/"),
    "/matching/": ("/engagements/",),
    "/monitoring/": ("/engagements/",),
    "/cohorts/": ("/engagements/",),
    "/programmes/": ("/engagements/",),
    "/letters/": ("/letters/", "/engagements/", "/proposals/"),
}


@cache
def _has_page(address: str) -> bool:
    """A menu never holds a dead link: rooms that are not built yet stay out."""
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def menu_for(roles: frozenset[str], path: str) -> list[dict[str, Any]]:
    mine = roles | {EVERYBODY}
    shown = [entry for entry in MENU if entry.roles & mine and _has_page(entry.address)][:MOST_ITEMS]
    # The longest address that begins this path is where we are.
    near = next((above for begin, above in UNDER.items() if path.startswith(begin)), (path,))
    begins = next((one for one in near if any(one.startswith(e.address) for e in shown)), path)
    here = max((e.address for e in shown if begins.startswith(e.address)), key=len, default="")
    return [
        {"address": e.address, "label": e.label, "icon": e.icon, "here": e.address == here} for e in shown
    ]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor. Lazy: a fragment that shows no frame costs no query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"user": user, "menu": [], "inbox_count": 0, "roles_said": ""}
    return {
        "user": user,
        "menu": SimpleLazyObject(lambda: menu_for(roles_of(request), request.path)),
        "inbox_count": SimpleLazyObject(lambda: waiting_count(request)),
        "roles_said": SimpleLazyObject(lambda: roles_said(request)),
    }


ROLES_SAID = {
    Role.ADMIN: _("Admin instansi"),
    Role.PLANNER: _("Pengelola pengembangan kompetensi"),
    Role.TALENT_OFFICER: _("Pengelola talenta"),
    Role.COMPETENT_AUTHORITY: _("Pejabat yang berwenang"),
    Role.OVERSEER: _("Pembina nasional"),
    Role.AUDITOR: _("Auditor"),
    Role.COACH: _("Coach"),
    Role.MENTOR: _("Mentor"),
    Role.COUNSELLOR: _("Konselor"),
    UNIT_HEAD: _("Pimpinan unit"),
    SUPERIOR: _("Atasan langsung"),
    EMPLOYEE: _("Pegawai"),
}


def roles_of(request: HttpRequest) -> frozenset[str]:
    """Roles and relations for the frame only; what one may do is asked of `access`, never here."""
    viewer = viewer_of(request)
    roles: set[str] = {role.value for role in viewer.roles}
    if viewer.employee is not None:
        roles.add(EMPLOYEE)
    if viewer.has_team:
        roles.add(SUPERIOR)
    if viewer.is_unit_head:
        roles.add(UNIT_HEAD)
    return frozenset(roles)


def roles_said(request: HttpRequest) -> str:
    """The granted roles in words, else the position, else what follows from the reporting line."""
    roles = roles_of(request)
    granted = [str(ROLES_SAID[role]) for role in Role if role in roles]
    if granted:
        return " · ".join(granted[:2])
    employee = cast(Account, request.user).employee
    if employee is not None and employee.position is not None:
        return employee.position.name
    return str(next((said for role, said in ROLES_SAID.items() if role in roles), ""))
