"""A stored draft of pairs as pages say it: its people, what they get and why, loads, fairness, and what a change cost."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pamong.policy.pairing import RULES_OF_A_PAIR, PairRule
from pamong.policy.sentence import Sentence
from pamong.programme.models import DraftChange, Guide, Matching, Proposal
from pamong.web.remedies import remedy
from pamong.web.templatetags.pamong import angka, say

Row = dict[str, Any]


class People:
    """Proposals and guides that a page of a draft names, read at once."""

    def __init__(self, proposals: Iterable[int], guides: Iterable[int]) -> None:
        rows = Proposal.objects.filter(pk__in=set(proposals))
        rows = rows.select_related("employee", "employee__unit", "competency")
        self.proposals = {row.pk: row for row in rows}
        appointments = Guide.objects.filter(pk__in=set(guides))
        self.guides = {row.pk: row for row in appointments.select_related("employee", "employee__position")}

    def guide_said(self, pk: int | None) -> str:
        return str(self.guides[pk]) if pk in self.guides else _("tanpa mentor")


def pairs_said(stored: Iterable[Row], people: People, made: Matching) -> list[Row]:
    """Pairs in words; those whose people are gone are left out."""
    skipped, fresh = set(made.result.get("skipped", ())), bool(made.result.get("before"))
    return [
        {
            "proposal": people.proposals[pair["proposal"]],
            "guide": people.guides[pair["guide"]],
            "fit": round(pair["fit"] / 100),
            "why": said(pair),
            "levels": levels_said(pair),
            "wanted": said(pair["wanted"]),
            "forced": pair.get("forced", False),
            "standing": _("tetap") if pair.get("kept") else _("baru") if fresh else "",
            "kept": pair.get("kept", False),
            "skipped": pair["proposal"] in skipped,
        }
        for pair in stored
        if pair["proposal"] in people.proposals and pair["guide"] in people.guides
    ]


def levels_said(pair: Row) -> Row:
    """The person's level, the standard's and the mentor's, where the draft tells them."""
    held, required, offered = pair.get("levels", (None, None, None))
    return {"held": held, "required": required, "offered": offered}


def unmatched_said(stored: Iterable[Row], people: People, made: Matching) -> list[Row]:
    return [
        {
            "proposal": people.proposals[row["proposal"]],
            "why": said(row),
            "remedy": remedy(row, people.guides, made),
        }
        for row in stored
        if row["proposal"] in people.proposals
    ]


def said(words: Mapping[str, str]) -> str:
    return say(Sentence(words["id"], words["en"]))


def loads_in(made: Matching) -> list[Row]:
    """Mentors who get somebody, the fullest first, as stored."""
    rows = [row for row in made.result.get("loads", []) if row["added"]]
    return sorted(rows, key=lambda row: (row["free"] - row["added"], row["guide"]))


def loads_said(rows: Iterable[Row], people: People) -> list[Row]:
    """Each place of a mentor: taken before, given by the draft, free."""
    found = []
    for row in rows:
        if row["guide"] not in people.guides:
            continue
        before, free = row["capacity"] - row["free"], row["free"] - row["added"]
        places = ["before"] * max(0, before) + ["added"] * row["added"] + ["free"] * max(0, free)
        found.append(
            {
                "guide": people.guides[row["guide"]],
                "load": before + row["added"],
                "added": row["added"],
                "capacity": row["capacity"],
                "full": free < 1,
                "places": places if len(places) <= 12 else [],
                "note": " · ".join(load_notes(before, free)),
            }
        )
    return found


def load_notes(before: int, free: int) -> list[str]:
    notes = [_("penuh")] if free < 1 else []
    if before > 0:
        notes.append(
            ngettext("%(n)s pendampingan berjalan", "%(n)s pendampingan berjalan", before) % {"n": before}
        )
    return notes


def _group(kind: str, group: str) -> str:
    if kind == "sex":
        return {"1": _("Laki-laki"), "2": _("Perempuan")}.get(group, group)
    if kind == "grade" and group:
        return _("Jenjang %(n)s") % {"n": group}
    return group or "–"


def fairness_in(made: Matching) -> list[Row]:
    """Groups of five people and more: who gets a mentor and how well they fit."""
    kinds = {"sex": _("Jenis kelamin"), "grade": _("Jenjang"), "unit": _("Unit"), "place": _("Tempat")}
    return [
        {
            "kind": kinds.get(row["kind"], row["kind"]),
            "group": _group(row["kind"], row["group"]),
            "key": (row["kind"], row["group"]),
            "matched": row["matched"],
            "people": row["mentees"],
            "mean": row["mean_fit"] / 100 if row["mean_fit"] is not None else None,
        }
        for row in made.result.get("fairness", [])
        if row["mentees"] >= 5
    ]


def quality(made: Matching, people: People) -> list[Row]:
    """The draft in three or four numbers."""
    found = made.result
    if not found:
        return []
    most = found["matched"] == found["matched_bound"]
    fits = [pair["fit"] for pair in found["pairs"]]
    return [
        {
            "label": _("Mendapat mentor"),
            "number": found["matched"],
            "unit": _("dari %(n)s") % {"n": found["people"]},
            "note": _("paling banyak yang mungkin")
            if most
            else _("paling banyak %(n)s yang mungkin") % {"n": found["matched_bound"]},
        },
        {
            "label": _("Kecocokan rata-rata"),
            "said": angka(sum(fits) / len(fits) / 100, 1) if fits else "–",
            "note": worst_said(found["pairs"][-1], people) if fits else "",
        },
        {
            "label": _("Mutu rancangan"),
            "said": _("Terbukti terbaik") if found["optimal"] else _("Belum terbukti"),
            "tone": "good" if found["optimal"] else "warn",
            "note": proof_said(found),
        },
        *([moved_said(found)] if found["before"] else []),
    ]


def moved_said(found: Row) -> Row:
    """How many pairs are others than before, and whose going away that may come from."""
    since = found.get("since") or {}
    notes = [_("%(n)s tetap") % {"n": found["kept"]}]
    if people := since.get("people_gone"):
        notes.append(
            ngettext("%(n)s orang tidak menunggu lagi", "%(n)s orang tidak menunggu lagi", people)
            % {"n": people}
        )
    if mentors := since.get("mentors_gone"):
        notes.append(ngettext("%(n)s mentor mundur", "%(n)s mentor mundur", mentors) % {"n": mentors})
    draft = since.get("draft")
    return {
        "label": _("Berubah dari rancangan %(n)s") % {"n": draft}
        if draft
        else _("Berubah dari rancangan sebelumnya"),
        "number": found["matched"] - found["kept"],
        "unit": pgettext("banyak", "pasangan"),
        "note": " · ".join(notes),
    }


def worst_said(pair: Row, people: People) -> str:
    """The lowest fit, and whose it is."""
    lowest = _("terendah %(n)s") % {"n": round(pair["fit"] / 100)}
    proposal = people.proposals.get(pair["proposal"])
    return f"{lowest} · {proposal.employee.name}" if proposal else lowest


def proof_said(found: Row) -> str:
    """Value and bound; with pairs settled beforehand the proof speaks of the rest."""
    words = _("nilai %(value)s, batas atas %(bound)s") % {
        "value": angka(found["total"] / 100),
        "bound": angka(found["upper_bound"] / 100),
    }
    if not found["optimal"]:
        words += _(", selisih %(gap)s") % {"gap": angka((found["upper_bound"] - found["total"]) / 100)}
    forced = sum(pair.get("forced", False) for pair in found["pairs"])
    if forced:
        words += "; " + ngettext(
            "bukti bagi yang lain, %(n)s ditetapkan", "bukti bagi yang lain, %(n)s ditetapkan", forced
        ) % {"n": forced}
    return words


def dropped_said(made: Matching, people: People) -> list[str]:
    """Settled pairs that a rule undoes now."""
    found = []
    for row in made.result.get("dropped", []):
        proposal, rule = people.proposals.get(row["proposal"]), PairRule(row["rule"])
        if proposal is None:
            continue
        told = {
            "name": proposal.employee.name,
            "guide": people.guide_said(row["guide"]),
            "rule": rule.value,
            "why": say(RULES_OF_A_PAIR[rule][0]),
        }
        found.append(_("%(name)s dan %(guide)s tidak dapat dipertahankan. %(rule)s: %(why)s") % told)
    return found


def named_in(made: Matching) -> tuple[set[int], set[int]]:
    """Proposals and guides that the change and the undone pairs of a draft name."""
    change = made.result.get("change") or {}
    rows = [
        *change.get("touched", ()),
        *made.result.get("dropped", ()),
        *([made.change] if made.change else []),
    ]
    rows += made.result.get("helps", ())
    guides = {row.get(key) for row in rows for key in ("guide", "before", "after")}
    return {row["proposal"] for row in rows if "proposal" in row}, {pk for pk in guides if pk}


def change_said(made: Matching, people: People) -> Row | None:
    """What was changed by hand, what it cost, and whom else it touched."""
    found = made.result.get("change") if made.result else None
    if not found or found["proposal"] not in people.proposals:
        return None
    name, guide = people.proposals[found["proposal"]].employee.name, people.guide_said(found["guide"])
    what = {
        DraftChange.MOVE: _("%(name)s ditetapkan dengan %(guide)s"),
        DraftChange.OUT: _("%(name)s dikeluarkan dari rancangan"),
        DraftChange.FREE: _("%(name)s dikembalikan ke perhitungan"),
    }
    touched = [
        _("%(name)s: %(before)s → %(after)s")
        % {
            "name": people.proposals[row["proposal"]].employee.name,
            "before": people.guide_said(row["before"]),
            "after": people.guide_said(row["after"]),
        }
        for row in found["touched"]
        if row["proposal"] in people.proposals
    ]
    return {
        "what": what[DraftChange(found["kind"])] % {"name": name, "guide": guide},
        "cost": cost_said(found["matched"], found["total"]),
        "touched": touched,
        "worse": found["matched"] < 0 or (found["matched"] == 0 and found["total"] < 0),
    }


def cost_said(matched: int, total: int) -> str:
    """ "1 orang lebih sedikit mendapat mentor; −3,4 dari total kecocokan"."""
    parts = []
    if matched < 0:
        parts.append(
            ngettext(
                "%(n)s orang lebih sedikit mendapat mentor",
                "%(n)s orang lebih sedikit mendapat mentor",
                -matched,
            )
            % {"n": -matched}
        )
    elif matched > 0:
        parts.append(
            ngettext(
                "%(n)s orang lebih banyak mendapat mentor",
                "%(n)s orang lebih banyak mendapat mentor",
                matched,
            )
            % {"n": matched}
        )
    if total:
        points = angka(abs(total) / 100, 0 if total % 100 == 0 else 1 if total % 10 == 0 else 2)
        parts.append(
            _("%(n)s dari total kecocokan") % {"n": f"−{points}"}
            if total < 0
            else _("%(n)s pada total kecocokan") % {"n": f"+{points}"}
        )
    return "; ".join(parts) or _("total kecocokan dan yang mendapat mentor tetap")


def total_under(pairs: Iterable[Row], weights: Sequence[int]) -> int | None:
    """The total fit of pairs under any weights; nothing where a draft of before does not tell the shares."""
    total = 0
    for pair in pairs:
        if "shares" not in pair:
            return None
        total += sum(weight * share for weight, share in zip(weights, pair["shares"], strict=True))
    return total
