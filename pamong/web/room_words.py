"""Codes of an engagement, its sessions, notes and proof in the words of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ENGAGEMENT_STATES: dict[str, str | Promise] = {
    "matched": _("Menunggu penunjukan"),
    "appointed": _("Menyusun kesepakatan"),
    "agreed": _("Siap dimulai"),
    "running": _("Berjalan"),
    "paused": _("Jeda"),
    "evaluating": _("Evaluasi"),
    "completed": _("Selesai"),
    "declined": _("Mundur sebelum mulai"),
    "stopped": _("Dihentikan"),
    "transferred": _("Berganti pembimbing"),
}
ENGAGEMENT_TONES = {
    "matched": "warn",
    "appointed": "warn",
    "agreed": "info",
    "running": "good",
    "paused": "warn",
    "evaluating": "info",
    "completed": "good",
    "stopped": "bad",
}
SESSION_STATES: dict[str, str | Promise] = {
    "proposed": _("Diusulkan"),
    "scheduled": _("Dijadwalkan"),
    "held": _("Terlaksana"),
    "missed": _("Tidak hadir"),
    "cancelled": _("Batal"),
}
WHO_MISSED: dict[str, str | Promise] = {
    "employee": _("Pegawai tidak hadir"),
    "guide": _("Pembimbing tidak hadir"),
    "both": _("Keduanya tidak hadir"),
}
SESSION_TONES = {
    "proposed": "warn",
    "scheduled": "info",
    "held": "good",
    "missed": "bad",
    "cancelled": "plain",
}
SITTINGS_OF_SESSION: dict[str, str | Promise] = {
    "luring": _("bertemu langsung"),
    "daring": _("daring"),
}
AGREEMENT_PARTS: dict[str, str | Promise] = {
    "purpose": _("Tujuan"),
    "schedule": _("Jadwal"),
    "confidentiality": _("Kerahasiaan"),
    "superior_sees": _("Yang dilihat atasan"),
    "ending": _("Cara mengakhiri"),
}
PROOF_STATES: dict[str, str | Promise] = {
    "submitted": _("Menunggu verifikasi"),
    "accepted": _("Diterima"),
    "returned": _("Dikembalikan"),
    "withdrawn": _("Ditarik"),
}
PROOF_TONES = {"submitted": "warn", "accepted": "good", "returned": "bad", "withdrawn": "plain"}
GROW: dict[str, str | Promise] = {
    "goal": pgettext_lazy("satu", "Tujuan"),
    "reality": _("Kondisi saat ini"),
    "options": _("Alternatif"),
    "will": _("Rencana aksi"),
    "hindrance": _("Hambatan"),
    "takeaway": _("Yang dibawa pulang"),
}
COHORT_STATES: dict[str, str | Promise] = {
    "open": _("Dibuka"),
    "running": _("Berjalan"),
    "closing": _("Penutupan"),
    "archived": _("Diarsipkan"),
}
COHORT_TONES = {"open": "info", "running": "good", "closing": "warn", "archived": "plain"}
COHORT_MOVES: dict[str, str | Promise] = {
    "start": _("Mulai angkatan"),
    "close": _("Tutup angkatan"),
    "reopen": _("Buka kembali"),
    "archive": _("Arsipkan"),
}
