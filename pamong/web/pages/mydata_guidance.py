"""Of one's own data: how one was coached, mentored and counselled; nothing that another wrote for himself."""

from typing import Any

from pamong.people.access import Viewer
from pamong.people.models import Employee
from pamong.programme import access
from pamong.programme.actions import opened
from pamong.programme.actions.notes import read
from pamong.programme.models import (
    Agreement,
    Closing,
    CounsellingResult,
    Feedback,
    Goal,
    Progress,
    Proof,
    Reassessment,
    Referral,
    Report,
    Review,
    Session,
    Task,
)

Rows = list[dict[str, Any]]


def sections(viewer: Viewer, employee: Employee) -> dict[str, Rows]:
    """Everything of one's engagements as the employee, by kind; `pendampingan` is the number that joins them."""
    mine = {"engagement__employee": employee}
    rows = employee.engagements.select_related("guide__employee").order_by("matched_at", "pk")
    return {
        "pendampingan": [
            {
                "nomor": row.pk,
                "metode": row.method,
                "pembimbing": str(row.guide),
                "keadaan": row.state,
                "mulai": row.starts_on,
                "selesai": row.ends_on,
                "sesi_terlaksana": row.held,
                "kecocokan_menurut_saya": row.employee_fit,
                "tindak_lanjut": row.follow_up,
            }
            for row in rows
        ],
        "kesepakatan": [
            {
                "pendampingan": row.engagement_id,
                "versi": row.version,
                "keadaan": row.state,
                "tujuan": row.purpose,
                "jadwal": row.schedule,
                "kerahasiaan": row.confidentiality,
                "yang_diketahui_orang_lain": row.superior_sees,
                "cara_mengakhiri": row.ending,
                "saya_setujui": row.employee_confirmed_at,
            }
            for row in Agreement.objects.filter(**mine).order_by("engagement", "version")
        ],
        "sesi": [
            {
                "pendampingan": row.engagement_id,
                "mulai": row.start,
                "menit": row.minutes,
                "keadaan": row.state,
                "topik": row.topic,
                "tempat": row.place,
                "nilai_saya": row.employee_rating,
                "alasan": row.reason,
            }
            for row in Session.objects.filter(**mine).order_by("start", "pk")
        ],
        "catatan": [
            {
                "pendampingan": row.engagement_id,
                "jenis": row.kind,
                "sesi": row.session.start if row.session else None,
                "isi": "\n".join(text for text in read(row).values() if text),
            }
            for row in access.own_notes(viewer).select_related("session").order_by("engagement", "at", "pk")
        ],
        "tugas": [
            {
                "pendampingan": row.engagement_id,
                "tugas": row.title,
                "pemilik": row.owner,
                "tenggat": row.due,
                "selesai": row.done_at,
                "komentar": row.comment,
            }
            for row in Task.objects.filter(**mine).order_by("engagement", "pk")
        ],
        **_achieved(mine),
        **_ended(mine),
        "pembukaan": [
            {
                "pendampingan": row.engagement_id,
                "oleh": str(row.asked_by),
                "disetujui": str(row.answered_by),
                "pada": row.answered_at,
                "sampai": row.until,
                "alasan": row.reason,
            }
            for row in access.openings_about(viewer).select_related("asked_by", "answered_by")
        ],
    }


def _achieved(mine: dict[str, Employee]) -> dict[str, Rows]:
    progress = Progress.objects.filter(goal__engagement__employee=mine["engagement__employee"])
    return {
        "tujuan": [
            {
                "nomor": row.pk,
                "pendampingan": row.engagement_id,
                "tujuan": row.title,
                "ukuran": row.measure,
                "awal": row.baseline,
                "target": row.target,
                "tenggat": row.due,
                "persen": row.percent,
                "kesulitan": row.difficulty,
            }
            for row in Goal.objects.filter(**mine).order_by("engagement", "pk")
        ],
        "kemajuan": [
            {"tujuan": row.goal_id, "pada": row.at, "persen": row.percent, "komentar": row.comment}
            for row in progress.order_by("goal", "at", "pk")
        ],
        "bukti": [
            {
                "tujuan": row.goal_id,
                "judul": row.title,
                "isi": row.text,
                "tautan": row.link,
                "berkas": row.file_name,
                "keadaan": row.state,
                "alasan": row.reason,
                "pada": row.submitted_at,
            }
            for row in Proof.objects.filter(**mine).order_by("engagement", "pk")
        ],
        "tinjauan": [
            {
                "pendampingan": row.engagement_id,
                "bulan": row.month,
                "tercapai": row.achieved,
                "target_berikutnya": row.next_target,
                "kesulitan": row.difficulty,
                "jawaban": "\n".join(": ".join(map(str, pair)) for pair in row.answers),
            }
            for row in Review.objects.filter(**mine).order_by("engagement", "month")
        ],
    }


def _ended(mine: dict[str, Employee]) -> dict[str, Rows]:
    return {
        "evaluasi": [
            {
                "pendampingan": row.engagement_id,
                "dari": row.party,
                "nilai": row.mark,
                "membantu": row.helped,
                "lebih_baik": row.better,
                "jawaban": "\n".join(": ".join(map(str, pair)) for pair in row.answers),
            }
            for row in Closing.objects.filter(**mine).order_by("engagement", "party")
        ],
        "umpan_balik": [
            {
                "pendampingan": row.engagement_id,
                "nilai": " ".join(map(str, row.marks)),
                "isi": row.words,
                "pada": row.at,
            }
            for row in Feedback.objects.filter(**mine)
        ],
        "penilaian_ulang": [
            {
                "pendampingan": row.engagement_id,
                "kompetensi": row.competency.name,
                "sebelum": row.before,
                "sesudah": row.after,
                "alasan": row.reason,
            }
            for row in Reassessment.objects.filter(**mine).select_related("competency")
        ],
        "laporan_pendampingan": [
            {
                "pendampingan": row.engagement_id,
                "strategi": row.strategy,
                "kemampuan": row.abilities,
                "kompetensi_berikutnya": row.develop_next,
                "tindak_lanjut": row.follow_up,
                "pada": row.at,
            }
            for row in Report.objects.filter(**mine)
        ],
        "hasil_pendampingan": [
            {
                "pendampingan": row.engagement_id,
                "tindak_lanjut": " ".join(row.follow_ups),
                "diteruskan": row.told,
                "kepada": row.reports_to,
                "pada": row.at,
            }
            for row in CounsellingResult.objects.filter(**mine).defer("body")
        ],
        "rujukan": [
            {"pendampingan": row.engagement_id, "kepada": words["to"], "disampaikan": words["told"], "pada": row.referred_at}
            for row in Referral.objects.filter(**mine)
            for words in (opened(row),)
        ],
    }  # fmt: skip
