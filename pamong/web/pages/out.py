"""What each list holds as a file: its titles, and its rows one by one."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from pamong.audit.models import Event, Read
from pamong.exchange.models import ImportStatus
from pamong.people.models import Account, Employee
from pamong.recommendation.models import Result
from pamong.web.context import ROLES_SAID
from pamong.web.templatetags.pamong import label, role, say, subject, told, verb

File = tuple[list[str], Iterator[list[object]]]
CHUNK = 2000


def people(rows: QuerySet[Employee]) -> File:
    headers = [_("NIP"), _("Nama"), _("Jabatan"), _("Unit")]
    return headers, (
        [
            one.nip,
            one.name,
            one.position.name if one.position else "",
            one.unit.name if one.unit else "",
        ]
        for one in rows.iterator(chunk_size=CHUNK)
    )


def box(rows: Iterable[Result]) -> File:
    headers = [_("NIP"), _("Nama"), _("Jabatan"), _("Unit"), _("Kotak"), _("JPM"), _("Predikat")]

    def line(row: Result) -> list[object]:
        who = row.employee
        place = [who.position.name if who.position else "", who.unit.name if who.unit else ""]
        return [who.nip, who.name, *place, row.box, row.jpm, label(row.rating, "Rating")]

    return headers, (line(row) for row in rows)


def quality(rows: Iterable[Any]) -> File:
    headers = [
        _("Unit"),
        _("Yang melengkapi"),
        _("Pegawai"),
        _("Belum dinilai"),
        _("Tanpa evaluasi"),
        _("Tanpa penyebab"),
        _("Kedaluwarsa"),
        _("Tanpa atasan"),
    ]
    names = ("unit", "owner", "people", "no_assessment", "no_evaluation", "no_cause", "stale", "no_superior")
    return headers, ([getattr(row, name) for name in names] for row in rows)


def matrix(rows: Iterable[dict[str, Any]], columns: Iterable[Any]) -> File:
    headers = [
        _("Kode jabatan"),
        _("Jabatan"),
        _("Unit"),
        _("Pemegang"),
        *(str(say(name)) for name in columns),
    ]

    def line(row: dict[str, Any]) -> list[object]:
        one = row["position"]
        return [one.code, one.name, one.unit.name if one.unit else "", one.holder_count, *row["levels"]]

    return headers, (line(row) for row in rows)


def dictionary(branches: Iterable[Any]) -> File:
    headers = [_("Kelompok"), _("Kode"), _("Kompetensi"), _("Arti")]
    return headers, (
        [
            label(branch.cluster, "Cluster"),
            one.code,
            one.name,
            one.editions_newest[0].definition if one.editions_newest else "",
        ]
        for branch in branches
        for one in branch.competencies
    )


def trail(rows: QuerySet[Event]) -> File:
    headers = [_("Kapan"), _("Siapa"), _("Apa"), _("Tentang"), _("Sebelum"), _("Sesudah"), _("Alasan")]
    return headers, (
        [
            one.at,
            one.actor_name or _("Perintah server"),
            str(verb(one.verb)),
            str(subject(one)),
            str(told(one.before)),
            str(told(one.after)),
            one.reason,
        ]
        for one in rows.iterator(chunk_size=CHUNK)
    )


def reads(rows: QuerySet[Read], names: dict[int, str]) -> File:
    headers = [_("Kapan"), _("Pembaca"), _("Sebagai"), _("Data milik"), _("Halaman")]
    return headers, (
        [one.at, one.reader_name, str(role(one.reader_role)), names.get(one.employee_id, ""), one.page]
        for one in rows.iterator(chunk_size=CHUNK)
    )


def accounts(rows: QuerySet[Account]) -> File:
    headers = [_("Nama"), _("Nama pengguna"), _("Surel"), _("Peran"), _("Keadaan")]
    return headers, (
        [
            str(one),
            one.username,
            one.email,
            ", ".join(str(ROLES_SAID.get(grant.role, grant.role)) for grant in one.grants.all()),
            _("aktif") if one.is_active else _("ditutup"),
        ]
        for one in rows.iterator(chunk_size=CHUNK)
    )


def imports(rows: Iterable[Any]) -> File:
    headers = [_("Berkas"), _("Jenis"), _("Oleh"), _("Kapan"), _("Keadaan")]
    states = {
        ImportStatus.DONE: _("terimpor"),
        ImportStatus.CHECKED: _("menunggu persetujuan"),
        ImportStatus.FAILED: _("ada kesalahan"),
        ImportStatus.UNDONE: _("dibatalkan"),
    }
    return headers, (
        [one.file_name, one.kind, str(one.by or ""), one.at, states.get(one.status, _("diunggah"))]
        for one in rows
    )


def sides(rows: Iterable[Any]) -> File:
    headers = [_("Instansi"), _("Dianalisis"), _("Sudah dinilai"), _("Ada kesenjangan"), _("Rata-rata JPM")]
    methods = ("coaching", "mentoring", "konseling", "pelatihan", "pengayaan")
    headers += [str(label(method, "Method")) for method in methods]
    return headers, (
        [
            row.institution.name,
            row.people,
            row.assessed,
            row.gap,
            None if row.mean_jpm is None else round(row.mean_jpm, 2),
            *(row.methods[method] for method in methods),
        ]
        for row in rows
    )


def decided(rows: Iterable[dict[str, Any]]) -> File:
    headers = [_("Unit"), _("Metode"), _("Orang")]
    return headers, (
        [row["employee__unit__name"] or "", str(label(row["method"], "Method")), row["number"]]
        for row in rows
    )


def proposals(rows: Iterable[dict[str, Any]]) -> File:
    headers = [
        _("NIP"),
        _("Nama"),
        _("Unit"),
        _("Metode"),
        _("Pintu masuk"),
        _("Kompetensi"),
        _("Diusulkan"),
        _("Keadaan"),
        _("Menunggu"),
        _("Sampai"),
        _("Terlambat"),
    ]

    def line(row: dict[str, Any]) -> list[object]:
        one, waits = row["proposal"], row["waits"]
        who = one.employee
        whom = ", ".join(part for part in (waits.who, waits.what) if part) if waits else ""
        return [
            who.nip,
            who.name,
            who.unit.name if who.unit else "",
            label(one.method, "Method"),
            label(one.entrance, "Entrance"),
            one.competency.name if one.competency else "",
            localtime(one.at).date(),
            str(row["state"]["said"]),
            whom,
            waits.until if waits else None,
            _("ya") if waits and waits.late else "",
        ]

    return headers, (line(row) for row in rows)


def guides(rows: Iterable[dict[str, Any]]) -> File:
    headers = [
        _("Nama"),
        _("NIP"),
        _("Lembaga"),
        _("Metode"),
        _("Surat"),
        _("Mulai"),
        _("Sampai"),
        _("Kapasitas"),
        _("Terisi"),
        _("Jeda sampai"),
        _("Kompetensi"),
    ]

    def line(row: dict[str, Any]) -> list[object]:
        one = row["guide"]
        unit = one.employee.unit.name if one.employee and one.employee.unit else ""
        return [
            str(one),
            one.employee.nip if one.employee else "",
            one.organisation or unit,
            label(one.method, "Method"),
            one.letter,
            one.start,
            one.end,
            row["capacity"],
            row["load"],
            one.paused_until if row["paused"] else None,
            ", ".join(f"{skill.competency.name} {skill.level}" for skill in one.skills.all()),
        ]

    return headers, (line(row) for row in rows)


def engagements(rows: Iterable[dict[str, Any]]) -> File:
    headers = [
        _("NIP"),
        _("Nama"),
        _("Unit"),
        _("Metode"),
        _("Pembimbing"),
        _("Keadaan"),
        _("Lampu"),
        _("Hari sejak sesi terakhir"),
        _("Sesi terlaksana"),
        _("Sesi direncanakan"),
        _("Rata-rata tujuan (%)"),
        _("Sesi berikutnya"),
    ]

    def line(row: dict[str, Any]) -> list[object]:
        one, who = row["engagement"], row["engagement"].employee
        coming = localtime(one.next_start).date() if one.next_start else ""
        return [
            who.nip,
            who.name,
            who.unit.name if who.unit else "",
            label(one.method, "Method"),
            str(one.guide),
            str(row["state"]["said"]),
            row["light"],
            "" if row["days"] is None else row["days"],
            one.held,
            one.sessions,
            "" if row["percent"] is None else row["percent"],
            coming,
        ]

    return headers, (line(row) for row in rows)
