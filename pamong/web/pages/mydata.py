"""All that Pamong holds of oneself, as a file to keep."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pamong.audit.queries import readers_of
from pamong.people.access import Viewer
from pamong.people.models import Employee
from pamong.people.queries import delegations_of, history_of
from pamong.performance.queries import dialogues_of, evaluations_of
from pamong.programme.models import BusyTime
from pamong.recommendation import access
from pamong.web.http import Request, signed_in, viewer_of
from pamong.web.lists import download
from pamong.web.pages import mydata_guidance

Rows = list[dict[str, Any]]


def sections(viewer: Viewer, employee: Employee) -> dict[str, Rows]:
    """The person's record in the words of the import files; what the person may not see is not in it."""
    result = access.levels_visible_to(viewer).filter(employee=employee).first()
    decision = access.decisions_visible_to(viewer).filter(employee=employee).first()
    assessed = employee.assessments.select_related("competency").order_by("-assessed_on", "competency")
    return {
        "pegawai": [
            {
                "nip": employee.nip,
                "nama": employee.name,
                "jenis_asn": employee.asn_kind,
                "golongan": employee.rank,
                "jabatan": employee.position.name if employee.position else "",
                "unit": employee.unit.name if employee.unit else "",
                "tmt_jabatan": employee.position_since,
                "pendidikan": employee.education,
                "email": employee.email,
                "status": employee.status,
                "akhir_kontrak": employee.contract_end,
            }
        ],
        "riwayat": [
            {
                "jabatan": row.position.name if row.position else "",
                "unit": row.unit.name if row.unit else "",
                "jenis": row.kind,
                "mulai": row.start,
                "selesai": row.end,
            }
            for row in history_of(employee)
        ],
        "pelimpahan": [
            {"dari": row.of.name, "kepada": row.to.name, "mulai": row.start, "selesai": row.end}
            for row in delegations_of(employee)
        ],
        "asesmen": [
            {
                "kompetensi": row.competency.name,
                "level": row.level,
                "sumber": row.source,
                "tanggal": row.assessed_on,
            }
            for row in assessed
        ],
        "kinerja": [
            {
                "tahun": row.year,
                "hasil_kerja": row.work,
                "perilaku_kerja": row.behaviour,
                "indikator_di_bawah": row.indicators_below,
                "nilai": row.score,
            }
            for row in evaluations_of(employee)
        ],
        "dialog": [
            {
                "tahun": row.dialogue.year,
                "tanggal": row.dialogue.held_on,
                "penyebab": row.dialogue.cause,
                "catatan": row.note,
                "tanggapan": row.answer,
            }
            for row in dialogues_of(viewer, employee)
        ],
        "hasil": [
            {
                "jpm": result.jpm,
                "kategori_jpm": result.jpm_category,
                "gap_umum": result.generic_gap,
                "gap_teknis": result.technical_gap,
                "predikat": result.rating,
                "kotak": result.box,
                "keyakinan": result.completeness,
            }
        ]
        if result
        else [],
        "keputusan": [{"keputusan": decision.verdict, "metode": decision.method, "pada": decision.at}]
        if decision
        else [],
        "usulan": [
            {
                "metode": row.method,
                "pintu_masuk": row.entrance,
                "kompetensi": row.competency.name if row.competency else "",
                "tujuan": row.purpose,
                "cara_bertemu": row.sitting,
                "jam": " ".join(row.hours),
                "keadaan": row.state,
                "alasan": row.reason,
                "pada": row.at,
            }
            for row in employee.proposals.select_related("competency").order_by("-at")
        ],
        "laporan": [
            {"tentang": row.about, "isi": row.text, "pada": row.at, "jawaban": row.answer}
            for row in access.contests_visible_to(viewer).filter(employee=employee).order_by("-at")
        ],
        **mydata_guidance.sections(viewer, employee),
        "surel": [
            {
                "jenis": row.kind,
                "judul": row.subject,
                "kepada": row.address,
                "pada": row.created_at,
                "terkirim": row.sent_at,
            }
            for row in viewer.account.mails.order_by("-pk")
        ],
        "waktu_sibuk": [
            {"dari": row.calendar.host, "mulai": row.start, "selesai": row.end}
            for row in BusyTime.objects.filter(calendar__account=viewer.account).select_related("calendar")
        ],
        "pembaca": [
            {"pada": row.at, "pembaca": row.reader_name, "sebagai": row.reader_role, "data": row.what}
            for row in readers_of(employee)
        ],
    }


@require_GET
@signed_in
def my_data(request: Request, kind: str) -> HttpResponseBase:
    """JSON for a machine, a list for a person."""
    viewer = viewer_of(request)
    if viewer.employee is None:
        raise Http404
    found = sections(viewer, viewer.employee)
    if kind != "json":
        headers = [_("Bagian"), _("Nomor"), _("Hal"), _("Isi")]
        return download(kind, "data-saya", viewer.on, headers, lines(found))
    text = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="data-saya-{viewer.on:%Y-%m-%d}.json"'
    return response


def lines(found: dict[str, Rows]) -> Iterator[list[object]]:
    """One line a value, in the order of the sections."""
    for section, rows in found.items():
        for number, row in enumerate(rows, start=1):
            for name, value in row.items():
                if value not in (None, ""):
                    yield [section, number, name, value]
