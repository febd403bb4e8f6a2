"""What a planner can do for whoever has nobody in a draft, in words and as the page on which to do it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pamong.policy.pairing import PairRule
from pamong.policy.sentence import Sentence
from pamong.programme.models import Guide, Matching
from pamong.web.templatetags.pamong import say

Row = dict[str, Any]
NEW_MENTOR = "/guides/new/?method=mentoring"
_IN_APPOINTMENT = (PairRule.CAPACITY, PairRule.GRADE, PairRule.ELIGIBLE)  # mended by changing it

# What a rule looks at, for counts of "why not".
LOOKS_AT = {
    PairRule.ACTIVE: gettext_lazy("mentor tidak aktif"),
    PairRule.ONESELF: gettext_lazy("diri sendiri"),
    PairRule.ELIGIBLE: gettext_lazy("syarat metode"),
    PairRule.LEVEL: gettext_lazy("level"),
    PairRule.GRADE: gettext_lazy("jenjang"),
    PairRule.FIELD: gettext_lazy("urusan"),
    PairRule.UNIT: gettext_lazy("unit"),
    PairRule.CAPACITY: gettext_lazy("kapasitas"),
    PairRule.REFUSAL: gettext_lazy("penolakan"),
    PairRule.FAILED: gettext_lazy("pernah gagal"),
}


def counted(unmatched: Iterable[Row]) -> list[Row]:
    """Of how many people each rule is the reason, the most frequent first."""
    rules = Counter(row["rule"] for row in unmatched if row.get("rule"))
    return [
        {"rule": rule, "label": LOOKS_AT[PairRule(rule)], "number": number}
        for rule, number in sorted(rules.items(), key=lambda one: (-one[1], one[0]))
    ]


def remedy(row: Row, guides: dict[int, Guide], made: Matching) -> Row | None:
    """What to press for one person: the words and the page; nothing in drafts of before."""
    rule, guide = row.get("remedy"), guides.get(row.get("guide") or 0)
    if rule is None:
        return None
    appointment = f"/guides/{guide.pk}/" if guide else ""
    mends = {
        PairRule.CAPACITY: (_("Minta %(guide)s menerima satu lagi"), f"{appointment}change/"),
        PairRule.GRADE: (_("Bebaskan jenjang pada %(guide)s"), f"{appointment}change/"),
        PairRule.ELIGIBLE: (_("Catat kualifikasi %(guide)s"), f"{appointment}change/"),
        PairRule.ACTIVE: (_("Lihat penunjukan %(guide)s"), appointment),
        PairRule.REFUSAL: (_("Ajak bicara tentang %(guide)s"), f"/proposals/{row['proposal']}/"),
        PairRule.FAILED: (_("Bicarakan lagi %(guide)s"), f"/proposals/{row['proposal']}/"),
        PairRule.UNIT: (_("Hitung dengan aturan unit lain"), f"/matching/?like={made.pk}"),
        PairRule.FIELD: (_("Hitung tanpa syarat urusan"), f"/matching/?like={made.pk}"),
    }
    words, address = mends.get(PairRule(rule), (_("Cari mentor lain"), NEW_MENTOR))
    if "%(guide)s" in words and guide is None:
        return None
    return {"words": words % {"guide": guide} if guide else words, "address": address}


def helps_said(made: Matching, guides: dict[int, Guide]) -> list[Row]:
    """What helps most people first: "Tambah 3 kapasitas pada Nur Aini (Balai Timur): 3 orang tertolong"."""
    found = []
    for one in made.result.get("helps", []):
        words, guide = helped(one, guides), guides.get(one["guide"] or 0)
        if words is None:
            continue
        people = len(one["proposals"])
        rule = PairRule(one["rule"])
        who = (
            ngettext("%(n)s orang tertolong", "%(n)s orang tertolong", people)
            if rule is PairRule.CAPACITY
            else ngettext("terbuka bagi %(n)s orang", "terbuka bagi %(n)s orang", people)
        )
        address = (
            f"/guides/{guide.pk}/{'change/' if rule in _IN_APPOINTMENT else ''}" if guide else NEW_MENTOR
        )
        if rule in (PairRule.UNIT, PairRule.FIELD):
            address = f"/matching/?like={made.pk}"
        found.append({"words": words, "who": who % {"n": people}, "address": address, "people": people})
    return found


def helped(one: Row, guides: dict[int, Guide]) -> str | None:
    rule, guide, people = PairRule(one["rule"]), guides.get(one["guide"] or 0), len(one["proposals"])
    name = say(Sentence(one["competency"]["id"], one["competency"]["en"]))
    told = {"n": people, "guide": guide, "unit": one["unit"] or "–", "name": name, "level": one["level"]}
    if rule is PairRule.LEVEL:
        return (
            _("Cari mentor atau pihak ketiga dengan level %(level)s untuk %(name)s") % told
            if one["level"]
            else _("Cari mentor atau pihak ketiga untuk %(name)s") % told
        )
    if rule is PairRule.UNIT:
        return _("Longgarkan aturan unit")
    if rule is PairRule.FIELD:
        return _("Longgarkan syarat urusan")
    if guide is None:
        return None
    words = {
        PairRule.CAPACITY: ngettext(
            "Tambah %(n)s kapasitas pada %(guide)s, %(unit)s, untuk %(name)s",
            "Tambah %(n)s kapasitas pada %(guide)s, %(unit)s, untuk %(name)s",
            people,
        ),
        PairRule.GRADE: _("Bebaskan jenjang dalam penunjukan %(guide)s untuk %(name)s"),
        PairRule.ELIGIBLE: _("Catat kualifikasi %(guide)s untuk %(name)s"),
        PairRule.REFUSAL: _("Ajak bicara kedua pihak tentang %(guide)s untuk %(name)s"),
        PairRule.ACTIVE: _("Tunggu atau pulihkan penunjukan %(guide)s untuk %(name)s"),
        PairRule.FAILED: _("Bicarakan lagi pasangan dengan %(guide)s untuk %(name)s"),
    }
    return words[rule] % told if rule in words else None
