"""The agreement of the two: made from the plan, changed by either, in force once both confirmed the same text."""

import hashlib
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy.days import months_after
from pamong.policy.errors import Invalid, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.actions.engagements import acting, held, move, set_lights
from pamong.programme.models import Agreement, Anchor, Engagement, Task, TemplateTask
from pamong.programme.workflow import AGREEMENT, AgreementState, EngagementState, Party

FIELDS = ("purpose", "schedule", "confidentiality", "superior_sees", "ending")
# An agreement is a paper of the agency, so its first draft is in the agency's language.
_SCHEDULE = (
    "{sessions} sesi selama {months} bulan, sekitar setiap {every} hari, masing-masing {minutes} menit. "
    "Sesi yang batal dijadwalkan ulang paling lambat tujuh hari kemudian."
)
_CONFIDENTIAL = (
    "Catatan bersama hanya dibaca kami berdua. Catatan pribadi hanya dibaca penulisnya. Isi pembicaraan tidak "
    "diteruskan kepada orang lain tanpa persetujuan kedua pihak."
)
_SUPERIOR = (
    "Atasan langsung melihat judul dan persentase tujuan, jumlah sesi, bukti, penilaian ulang kompetensi, dan laporan "
    "akhir; bukan catatan dan topik sesi."
)
_CLOSED = (
    "Konselor menjaga kerahasiaan isi konseling. Pegawai hanya membaca apa yang dilepas konselor kepadanya."
)
_CLOSED_SUPERIOR = (
    "Atasan tidak melihat isi konseling. Jalur pelaporan menurut aturan menerima hasil dan tindak lanjutnya, tanpa isi. "
    "Bila ada bahaya bagi keselamatan, konselor merujuk ke layanan darurat dan memberi tahu pegawai."
)
_ENDING = (
    "Selesai setelah sesi terakhir dan evaluasi kedua pihak. Salah satu pihak dapat menghentikannya kapan saja dengan "
    "alasan, tanpa dipersalahkan."
)
_CLOSED_ENDING = (
    "Selesai setelah sesi terakhir dan hasil yang ditulis konselor. Salah satu pihak dapat menghentikannya kapan saja "
    "dengan alasan, tanpa dipersalahkan."
)


def draft(engagement: Engagement) -> Agreement:
    """The first version, from the plan of the engagement."""
    closed = engagement.method == Method.COUNSELLING
    return Agreement.objects.create(
        engagement=engagement,
        version=1,
        state=AgreementState.DRAFT,
        purpose=engagement.proposal.purpose or "Tujuan disepakati pada sesi pertama.",
        schedule=_SCHEDULE.format(
            sessions=engagement.sessions,
            months=engagement.months,
            every=engagement.every_days,
            minutes=engagement.minutes,
        ),
        confidentiality=_CLOSED if closed else _CONFIDENTIAL,
        superior_sees=_CLOSED_SUPERIOR if closed else _SUPERIOR,
        ending=_CLOSED_ENDING if closed else _ENDING,
    )


def appointed(engagement: Engagement, party: Party, now: datetime) -> Agreement:
    """What follows of an appointment: the state, and an agreement to talk about."""
    move(engagement, "appoint", {party}, now)
    return draft(engagement)


def text_hash(agreement: Agreement) -> str:
    """Of everything that is agreed on, in its order; the same words give the same hash."""
    words = "\x1e".join(getattr(agreement, name) for name in FIELDS)
    return hashlib.sha256(f"{agreement.engagement_id}\x1e{agreement.version}\x1e{words}".encode()).hexdigest()


def _current(by: Account, engagement: Engagement, on: date) -> tuple[Engagement, Agreement, Party]:
    engagement, _ = acting(by, engagement, on)
    side = access.check_is_one_of_the_two(viewer(by, on), engagement)
    if engagement.state not in access.OPEN:
        raise WrongState
    agreement = (
        Agreement.objects.select_for_update()
        .filter(engagement=engagement)
        .exclude(state=AgreementState.REPLACED)
        .first()
    )
    if agreement is None:
        raise WrongState
    return engagement, agreement, side


@transaction.atomic
def change_agreement(*, by: Account, engagement: Engagement, on: date, **words: str) -> Agreement:
    """Write the text anew; whoever had confirmed confirms the new words again."""
    engagement, agreement, side = _current(by, engagement, on)
    if not set(words) <= set(FIELDS) or not all(text.strip() for text in words.values()):
        raise Invalid(
            Sentence("Setiap bagian kesepakatan harus diisi.", "Every part of the agreement is needed.")
        )
    agreement.state = AGREEMENT.end_of("change", AgreementState(agreement.state), {side})
    for name, text in words.items():
        setattr(agreement, name, text.strip())
    agreement.employee_confirmed_at = agreement.guide_confirmed_at = None
    agreement.sha256, agreement.changed_by = "", by
    agreement.save()
    record(by=by, verb="change_agreement", subject=agreement, employee=engagement.employee)
    return agreement


@transaction.atomic
def confirm_agreement(*, by: Account, engagement: Engagement, text: str, on: date) -> Agreement:
    """Confirm the words one has read: `text` is their hash, so that nobody confirms what was changed meanwhile."""
    engagement, agreement, side = _current(by, engagement, on)
    if text != text_hash(agreement):
        raise WrongState(
            Sentence(
                "Isi kesepakatan berubah sejak Anda membacanya. Baca lagi, lalu setujui.",
                "The agreement was changed since you read it. Read it again, then confirm.",
            )
        )
    name = "employee_confirmed_at" if side is Party.EMPLOYEE else "guide_confirmed_at"
    if getattr(agreement, name) is not None:
        return agreement  # pressed twice
    step = "confirm_too" if agreement.state == AgreementState.HALF else "confirm"
    agreement.state = AGREEMENT.end_of(step, AgreementState(agreement.state), {side})
    now = timezone.now()
    setattr(agreement, name, now)
    agreement.sha256 = text
    agreement.save()
    if agreement.state == AgreementState.IN_FORCE and engagement.state == EngagementState.APPOINTED:
        _agreed(engagement, side, now, on)
    record(by=by, verb="confirm_agreement", subject=agreement, employee=engagement.employee)
    return agreement


def _agreed(engagement: Engagement, side: Party, now: datetime, on: date) -> None:
    """The plan gets its days and its tasks; it runs at once where the first session was held already."""
    move(engagement, "agree", {side}, now)
    engagement.starts_on, engagement.ends_on = on, months_after(on, engagement.months)
    engagement.save(update_fields=["starts_on", "ends_on"])
    set_lights(engagement, on)
    if engagement.template is not None and engagement.method != Method.COUNSELLING:
        Task.objects.bulk_create(_task(engagement, row, on) for row in engagement.template.tasks.all())
    if engagement.held:
        move(engagement, "begin", {side}, now)


def _task(engagement: Engagement, row: TemplateTask, on: date) -> Task:
    """Days after the start, or before the day on which the session of that number falls by the plan."""
    days = row.days
    if row.anchor == Anchor.SESSION and row.session is not None:
        days = max(0, (row.session - 1) * engagement.every_days - row.days)
    return Task(
        engagement=engagement,
        title=row.title,
        owner=row.owner,
        due=on + timedelta(days=days),
        milestone=row.milestone,
    )


@transaction.atomic
def reopen_agreement(*, by: Account, engagement: Engagement, on: date) -> Agreement:
    """A new version to talk about; the old one is kept, and the engagement goes on meanwhile."""
    engagement, agreement, side = _current(by, engagement, on)
    agreement.state = AGREEMENT.end_of("reopen", AgreementState(agreement.state), {side})
    agreement.save(update_fields=["state"])
    anew = Agreement(engagement=held(engagement), version=agreement.version + 1, state=AgreementState.DRAFT)
    for name in FIELDS:
        setattr(anew, name, getattr(agreement, name))
    anew.changed_by = by
    anew.save()
    record(by=by, verb="reopen_agreement", subject=anew, employee=engagement.employee)
    return anew
