"""Steps that several journeys take, in whichever language the page speaks; and the eyes that look at each page."""

import gettext
import os
import re
import time
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

import pamong
from pamong.cli.demo.cast import CAST
from pamong.policy.workdays import is_workday
from pamong.programme.queries.days import national_days_off
from tests.browser.tour import found_wrong, kind_of
from tests.mail_server import Post

NAMES = {one.username: one.name for one in CAST}
PASSWORD = "empat kata yang mudah diingat"
JAKARTA = ZoneInfo("Asia/Jakarta")
# The post of the server sends every fifteen seconds, later where the machine is busy.
MAIL_SECONDS = 120
DIGEST = "hal perlu ditindaklanjuti"
# To fill in forms before the time in them has passed; a mail about a meeting that has been is not sent any more.
SOON_SECONDS = 75


# ── Words ────────────────────────────────────────────────────────────────────────────────────


@cache
def _words(language: str) -> gettext.NullTranslations:
    folder = Path(pamong.__file__).with_name("locale")
    return gettext.translation("django", folder, [language], fallback=language == "id")


def said(page: Page, words: str, context: str = "") -> str:
    """Words of the source as this page says them."""
    known = _words(page.locator("html").get_attribute("lang") or "id")
    return known.pgettext(context, words) if context else known.gettext(words)


def press(page: Page | Locator, words: str) -> None:
    here = page if isinstance(page, Page) else page.page
    page.get_by_role("button", name=said(here, words), exact=True).first.click()


def field(page: Page, words: str, context: str = "") -> Locator:
    """A field by its label, whatever stands behind it in small letters."""
    return page.get_by_label(re.compile(f"^{re.escape(said(page, words, context))}( \\(|$)"))


def shows(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(said(page, words))


def unfold(page: Page, words: str) -> Locator:
    """What lies folded under these words, open."""
    folded = page.locator("details", has=page.locator("summary", has_text=said(page, words))).first
    if folded.get_attribute("open") is None:
        folded.locator("summary").first.click()
    return folded


def confirmed(page: Page, words: str) -> None:
    """A button that asks again."""
    folded = page.locator("details.pm-confirm", has=page.locator("summary", has_text=said(page, words))).first
    folded.locator("summary").click()
    folded.locator("form button").click()


# ── Looking ──────────────────────────────────────────────────────────────────────────────────


class Eyes:
    """Looks at one page of each kind in both widths. With PICTURES=folder each look is kept as pictures."""

    def __init__(self, name: str) -> None:
        self.wrong: list[str] = []
        self.seen: set[str] = set()
        self._name, self._folder = name, os.environ.get("PICTURES", "")

    def look(self, page: Page, kind: str = "") -> None:
        """`kind` tells apart what one address shows in two states."""
        where = f"{kind_of(page.url)} {kind}".strip()
        if where in self.seen:
            return
        self.seen.add(where)
        if page.evaluate("typeof htmx === 'undefined'"):
            self._look_with_scripts(page, where)
            return
        self._look(page, where)

    def _look_with_scripts(self, page: Page, where: str) -> None:
        """axe is a script: what a page without any shows is looked at in a context that runs them."""
        browser = page.context.browser
        assert browser is not None
        context = browser.new_context(storage_state=page.context.storage_state(), locale="id-ID")
        other = context.new_page()
        other.goto(page.url)
        self._look(other, where)
        context.close()

    def _look(self, page: Page, where: str) -> None:
        def keep(width: int) -> None:
            if self._folder:
                name = re.sub(r"\W+", "-", f"{self._name} {len(self.seen):02} {where}").strip("-")
                page.screenshot(path=Path(self._folder) / f"{name}-{width}.png", full_page=True)

        self.wrong += found_wrong(page, where, keep)


# ── People ───────────────────────────────────────────────────────────────────────────────────


def account_for(admin: Page, visitor: Callable[..., Page], nip: str, **how: object) -> Page:
    """Anybody of the institution at their own page: by the admin's one-time link, and a password of their own."""
    admin.goto(f"/settings/accounts/?q={nip}")
    row = admin.locator("main tbody").get_by_role("link")
    if row.count():
        row.first.click()
    else:
        admin.goto("/settings/accounts/new/")
        field(admin, "NIP pegawai").fill(nip)
        field(admin, "Nama pengguna").fill(nip)
        press(admin, "Buat akun")
    press(admin, "Buat tautan aktivasi")
    link = admin.locator("main code").first.inner_text()
    page = visitor(**how)
    page.goto(link)
    field(page, "Kata sandi baru").fill(PASSWORD)
    field(page, "Ulangi kata sandi").fill(PASSWORD)
    press(page, "Simpan dan lanjut masuk")
    page.locator("main form input[name=username]").first.fill(nip)
    page.locator("main form input[name=password]").first.fill(PASSWORD)
    press(page, "Masuk")
    page.wait_for_url("**/home/")
    return page


# ── The way to a guide ───────────────────────────────────────────────────────────────────────


def approved(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("input[name=answer][value=approved]").check()
    page.locator("main form:has(input[name=answer]) button.btn-primary").click()
    shows(page, "Jawaban Anda tersimpan.")


def chosen(page: Page, proposal: str, guide: str) -> None:
    """The first wish, on whichever six the guide stands among."""
    page.goto(f"{proposal}choose/")
    card = page.locator("main form .pm-guide", has_text=guide)
    others = page.locator("main form button[name=page]:not([value='1'])")
    while not card.count() and others.count():
        others.click()
        page.wait_for_load_state()
    card.locator("select").select_option("1")
    press(page, "Simpan pilihan")


def appointed(planner: Page, employee: str) -> str:
    """The letter over one pair, with its number; its address."""
    planner.goto(f"/letters/new/?q={employee.split()[0]}")
    planner.locator("tr", has_text=employee).locator("input[name=engagement]").check()
    field(planner, "Nama penanda tangan").fill(NAMES["pyb"])
    field(planner, "Jabatan penanda tangan").fill("Sekretaris Utama")
    field(planner, "Tempat").fill("Jakarta")
    press(planner, "Lihat dahulu")
    press(planner, "Simpan rancangan")
    number = f"KP.05.01/{datetime.now():%H%M%S}/SU"
    field(planner, "Nomor surat").fill(number)
    press(planner, "Simpan nomor")
    expect(planner.locator("main")).to_contain_text(number)
    assert planner.request.get(f"{planner.url}document.pdf").body().startswith(b"%PDF-")
    return planner.url


def agreed(page: Page, room: str) -> None:
    page.goto(f"{room}agreement/")
    press(page, "Saya menyetujui isi ini")


# ── Sessions ─────────────────────────────────────────────────────────────────────────────────


def soon() -> datetime:
    """The first full minute that leaves time to agree on it: so a session begins while the test goes on."""
    return (datetime.now(JAKARTA) + timedelta(seconds=60 + SOON_SECONDS)).replace(second=0, microsecond=0)


def wait_until(start: datetime) -> None:
    time.sleep(max(0.0, (start - datetime.now(JAKARTA)).total_seconds() + 0.5))


def logged(page: Page, room: str) -> None:
    """A session that was held without the system, an hour ago."""
    page.goto(f"{room}sessions/log/")
    ago = datetime.now(JAKARTA) - timedelta(hours=1)
    page.locator("input[name=date]").fill(f"{ago:%Y-%m-%d}")
    page.locator("input[name=hour]").fill(f"{ago:%H:%M}")
    page.locator("input[name=minutes]").fill("60")
    page.locator("input[name=rating][value='4']").check()
    page.locator("main form button.btn-primary").last.click()
    shows(page, "Terlaksana")


# ── Calendar and mail ────────────────────────────────────────────────────────────────────────


def feed_address(page: Page) -> str:
    """The person's private address, made anew."""
    page.goto("/settings/mine/")
    new, other = said(page, "Buat tautan"), said(page, "Ganti tautan")
    page.get_by_role("button", name=re.compile(f"^({new}|{other})$")).click()
    found = re.search(r"https?://\S+?\.ics", page.locator("main code").first.inner_text())
    assert found
    return found[0]


def feed_of(page: Page) -> str:
    """What a calendar client reads at the person's private address."""
    with urllib.request.urlopen(feed_address(page), timeout=10) as answer:  # noqa: S310 our own server
        return str(answer.read().decode()).replace("\r\n ", "")


def mail_to(post: Post, address: str, words: str, after: int = 0) -> EmailMessage:
    """The first message of this subject to somebody since `after` have arrived."""
    end = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < end:
        for message in post.arrived[after:]:
            if message["To"] == address and words in message["Subject"]:
                return message
        time.sleep(0.2)
    raise AssertionError(f"no “{words}” for {address}: {[(m['To'], m['Subject']) for m in post.arrived]}")


def part_of(message: EmailMessage, kind: str) -> str:
    """One part of a message as text, its folded lines unfolded."""
    part = next(part for part in message.walk() if part.get_content_type() == kind)
    return str(part.get_content()).replace("\r\n ", "")


def told_by_the_day(post: Post, remind: Callable[[], str], address: str, link: str) -> None:
    """The daily run tells somebody of this page in one digest, on working days; run again, it tells nobody."""
    told, today = len(post.arrived), datetime.now(JAKARTA).date()
    remind()
    if is_workday(today, national_days_off(today.year)):
        digest = mail_to(post, address, DIGEST, told)
        assert all(link in part_of(digest, kind) for kind in ("text/plain", "text/html"))
        told = len(post.arrived)
        remind()
    assert not [mail for mail in post.arrived[told:] if DIGEST in mail["Subject"]]


# ── The end ──────────────────────────────────────────────────────────────────────────────────


def evaluated(page: Page, room: str, helped: str) -> None:
    """One side's evaluation."""
    page.goto(f"{room}results/")
    page.locator("input[name=mark][value='4']").check()
    field(page, "Apa yang paling membantu?").fill(helped)
    press(page, "Simpan evaluasi")
    shows(page, "Evaluasi Anda tersimpan.")


def gave_feedback(page: Page, room: str) -> None:
    """Format B.1.8."""
    page.goto(f"{room}feedback/")
    for number in range(9):
        page.locator(f"input[type=radio][value='4'][name='mark_{number}']").check()
    press(page, "Kirim umpan balik")
    sent = said(page, "Umpan balik terkirim kepada %(who)s.")
    expect(page.locator("main")).to_contain_text(sent % {"who": said(page, "atasan pembimbing")})


def reported(page: Page, room: str, strategy: str) -> None:
    """The guide's report to the superior and HR."""
    page.goto(f"{room}results/")
    field(page, "Strategi untuk meningkatkan kinerja").fill(strategy)
    field(page, "Kemampuan yang ditemukan").fill("Menyimpulkan pendapat.")
    field(page, "Kompetensi yang perlu dikembangkan berikutnya").fill("Pengambilan keputusan.")
    press(page, "Simpan laporan")
    shows(page, "Laporan tersimpan dan terbaca oleh atasan dan pengelola.")


def completed(page: Page, room: str, follow_up: str = "") -> None:
    page.goto(f"{room}results/")
    page.locator("form[action$='/complete/'] textarea").fill(follow_up)
    press(page, "Selesaikan pendampingan")
    shows(page, "Pendampingan selesai.")
