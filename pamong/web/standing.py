"""How a proposal stands, in words: whom it waits for, until when, and its road so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pamong.people.models import RoleGrant
from pamong.people.queries import holders, holders_over
from pamong.people.roles import Role
from pamong.policy.words import Method
from pamong.programme.models import Guide, Proposal, Step, Wish, WishState
from pamong.programme.notices import LIST, LOCKED
from pamong.programme.queries import Card
from pamong.programme.workflow import Party, ProposalState
from pamong.web.said import DAYS, GUIDE_OF, PARTIES, PROPOSAL_STATES, PROPOSAL_TONES
from pamong.web.templatetags.pamong import label, say, tanggal

GOOD_FIT, FAIR_FIT = 80, 60
MOST_NAMED = 3  # of whom any one may answer


def base_of(proposal: Proposal) -> str:
    """The proposal's own address: a konseling stays within the locked area."""
    return f"{LOCKED if proposal.method == Method.COUNSELLING else LIST}{proposal.pk}/"


@dataclass(frozen=True, slots=True)
class Waits:
    """Who has to do something now, what, and until when."""

    who: str
    what: str
    until: date | None = None
    late: bool = False
    passed_to: str = ""  # who may answer too, once it was escalated


def party_said(step: Step, method: str) -> str:
    """A konseling is answered by counsellors, whom the chain counts as its planners."""
    code = "counsellor" if method == Method.COUNSELLING and step.party == Party.PLANNER else step.party
    return str(PARTIES.get(code, code))


def passed_to(step: Step, method: str) -> str:
    """To whom an unanswered question went on; of a konseling to nobody."""
    if step.escalated_at is None or (method == Method.COUNSELLING and step.party == Party.PLANNER):
        return ""
    if step.party == Party.SUPERIOR:
        above = step.employee is not None and step.employee.superior_id is not None
        return _("diteruskan ke atasannya") if above else _("diteruskan ke pengelola")
    return _("diteruskan ke pejabat yang berwenang")


def open_step(proposal: Proposal) -> Step | None:
    return next((step for step in proposal.chain if not step.answer), None)  # type: ignore[attr-defined]


def asked_wish(proposal: Proposal) -> Wish | None:
    return next((w for w in proposal.choices if w.state == WishState.ASKED), None)  # type: ignore[attr-defined]


def waits(
    proposal: Proposal,
    on: date,
    me: int | None = None,
    place: int | None = None,
    asked: Iterable[RoleGrant] = (),
) -> Waits | None:
    """Of a proposal `with_chain`; nothing where nobody has to do anything.

    `me`: who reads, called "Anda"; `place`: in the waiting list, where it is to be told; `asked`: the planners.
    """

    def named(employee_id: int | None, name: str) -> str:
        return _("Anda") if me is not None and employee_id == me else name

    who = named(proposal.employee_id, proposal.employee.name)
    match proposal.state:
        case ProposalState.PROPOSED:
            step = open_step(proposal)
            if step is None:
                return None
            name = named(step.employee_id, step.employee.name if step.employee else "")
            if step.party == Party.PLANNER:
                name = planners(proposal, asked, me)
            said = party_said(step, proposal.method)
            late = step.due is not None and step.due < on
            return Waits(name or said, said if name else "", step.due, late, passed_to(step, proposal.method))
        case ProposalState.APPROVED:
            if (wish := asked_wish(proposal)) is not None:
                late = wish.due is not None and wish.due < on
                name = named(wish.guide.employee_id, str(wish.guide))
                return Waits(name, str(GUIDE_OF[proposal.method]), wish.due, late)
            if proposal.offered_until is not None:
                return Waits(who, _("mengambil tempat yang ditawarkan"), proposal.offered_until)
            chosen = proposal.choices  # type: ignore[attr-defined]
            what = _("memilih lagi") if chosen else pgettext("tugas", "memilih pembimbing")
            until = proposal.choose_by
            return Waits(who, what, until, until is not None and until < on)
        case ProposalState.DEFERRED:
            return Waits("", _("dilanjutkan"), proposal.deferred_until)
        case ProposalState.WAITING:
            what = _("tempat yang kosong, urutan %(n)s") % {"n": place} if place else _("tempat yang kosong")
            return Waits("", what)
    return None


def age(proposal: Proposal, on: date) -> str:
    days = max(0, (on - localtime(proposal.at).date()).days)
    return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": days} if days else _("hari ini")


def state_said(state: str) -> dict[str, Any]:
    return {"said": PROPOSAL_STATES.get(state, state), "tone": PROPOSAL_TONES.get(state, "plain")}


@dataclass(frozen=True, slots=True)
class Station:
    """One point of the road: what, by whom, when; what was said; done, here or next."""

    title: str
    state: str
    at: datetime | None = None
    note: str = ""
    text: str = ""
    late: bool = False


def planners_asked(proposals: Iterable[Proposal], on: date) -> list[RoleGrant]:
    """The planners of those proposals' institution, where one waits for them; one query at most, of konseling none."""
    for one in proposals:
        step = next((s for s in one.chain if not s.answer and s.party == Party.PLANNER), None)  # type: ignore[attr-defined]  # `with_chain`
        if step is not None and one.method != Method.COUNSELLING and one.state == ProposalState.PROPOSED:
            return holders(Role.PLANNER, one.institution_id, on)
    return []


def planners(proposal: Proposal, asked: Iterable[RoleGrant], me: int | None = None) -> str:
    """Those of whom one is to answer, by name; of a konseling nobody."""
    if proposal.method == Method.COUNSELLING:
        return ""
    found = holders_over(asked, proposal.employee)
    own = [one for one in found if me is not None and one.employee_id == me]
    names = [_("Anda") for _one in own] + [str(one) for one in found if one not in own]
    return _(" atau ").join(names[:MOST_NAMED])


def road(proposal: Proposal, on: date, asked: Iterable[RoleGrant] = ()) -> list[Station]:
    """From the proposal over the answers to the guide; of a proposal `with_chain`."""
    open_now = proposal.state == ProposalState.PROPOSED
    made = [
        Station(
            _("Diusulkan: %(entrance)s") % {"entrance": label(proposal.entrance, "Entrance")},
            "done",
            proposal.at,
            str(proposal.proposed_by),
        )
    ]
    may = planners(proposal, asked)
    made += [_answered(step, proposal, on, may, here=open_now) for step in proposal.chain]  # type: ignore[attr-defined]
    if proposal.state in (ProposalState.WITHDRAWN, ProposalState.DEFERRED):
        said = PROPOSAL_STATES[proposal.state]
        until = proposal.deferred_until
        note = _("sampai %(day)s") % {"day": tanggal(until)} if until else ""
        made.append(Station(str(said), "here", proposal.state_since, note, proposal.reason))
        return made
    if proposal.state == ProposalState.REJECTED:
        return made
    made.append(_guide_station(proposal, on))
    return made


def _answered(step: Step, proposal: Proposal, on: date, planners: str, *, here: bool) -> Station:
    said = party_said(step, proposal.method)
    name = step.employee.name if step.employee else ""
    if not step.answer and step.party == Party.PLANNER:
        name = planners
    title = f"{name}, {said}" if name else said[:1].upper() + said[1:]
    if step.answer:
        words = {"approved": _("menyetujui"), "rejected": _("menolak"), "deferred": _("menunda")}
        by = str(step.answered_by or "")
        note = words[step.answer] if by == name else f"{words[step.answer]}: {by}"
        return Station(title, "done", step.answered_at, note, step.reason)
    if step.asked_at is None or not here:
        return Station(title, "next", None, _("menjawab sesudahnya"))
    note = _("ditunggu sampai %(day)s") % {"day": tanggal(step.due)}
    if passed := passed_to(step, proposal.method):
        note += f" · {passed}"
    elif step.reminded_at:
        note += " · " + _("sudah diingatkan")
    return Station(title, "here", step.asked_at, note, late=step.due is not None and step.due < on)


def _guide_station(proposal: Proposal, on: date) -> Station:
    guide = str(GUIDE_OF[proposal.method])
    title = _("Memilih %(guide)s") % {"guide": guide}
    if proposal.state == ProposalState.MATCHED:
        taken = next((w for w in proposal.choices if w.state == WishState.ACCEPTED), None)  # type: ignore[attr-defined]
        title = f"{taken.guide}, {guide}" if taken else title
        return Station(title, "done", taken.answered_at if taken else proposal.state_since, _("bersedia"))
    if proposal.state == ProposalState.WAITING:
        return Station(title, "here", proposal.state_since, str(PROPOSAL_STATES["waiting"]))
    if proposal.state != ProposalState.APPROVED:
        return Station(title, "next", None, _("setelah disetujui"))
    wish = asked_wish(proposal)
    if wish is not None:
        note = _("%(name)s ditanya, ditunggu sampai %(day)s") % {
            "name": str(wish.guide),
            "day": tanggal(wish.due),
        }
        return Station(title, "here", wish.asked_at, note, late=wish.due is not None and wish.due < on)
    return Station(title, "here", proposal.state_since, _("belum ada yang ditanya"))


def slots_said(slots: Any) -> str:
    """ "sen-09" and "sen-13" as "Senin 09.00 dan 13.00"."""
    days: dict[str, list[str]] = {}
    for slot in sorted(slots, key=lambda one: (list(DAYS).index(one[:3]), one)):
        days.setdefault(slot[:3], []).append(f"{slot[4:]}.00")
    return "; ".join(f"{DAYS[day]} {', '.join(hours)}" for day, hours in days.items())


def load_said(guide: Guide, load: int) -> str:
    return _("%(load)s dari %(all)s tempat terisi") % {"load": load, "all": guide.capacity}


def fit_said(card: Card) -> str:
    """The sentence of the matching, which says what suits and what does not."""
    words = say(card.words) if card.words is not None else ""
    return words[:1].upper() + words[1:]


def pros(card: Card, *, locked: bool) -> list[str]:
    """What speaks for a guide: the fit, then hours and places."""
    found = []
    if card.points is not None:
        fit = (
            _("Sangat sesuai")
            if card.points >= GOOD_FIT
            else _("Sesuai")
            if card.points >= FAIR_FIT
            else _("Cukup sesuai")
        )
        found.append(_("%(fit)s (%(n)s dari 100)") % {"fit": fit, "n": card.points})
    if card.shared_hours:
        found.append(_("Jadwal yang sama: %(hours)s") % {"hours": slots_said(card.shared_hours)})
    if card.places_left:
        left = ngettext("%(n)s tempat tersisa", "%(n)s tempat tersisa", card.places_left)
        found.append(_("Masih ada tempat") if locked else left % {"n": card.places_left})
    return found


def cons(card: Card, proposal: Proposal) -> list[str]:
    """What speaks against: every refusal of the rules, and what is only less good."""
    found = [say(one.sentence) for one in card.refusals]
    if proposal.hours and not card.shared_hours:
        found.append(
            _("Tidak ada jam yang sama dengan jadwal pegawai")
            if card.guide.hours
            else _("Jam yang tersedia belum diisi")
        )
    return found
