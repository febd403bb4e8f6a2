"""A mentoring from the request to the report through all its people, and a konseling that stays with its two."""

import re
import urllib.request
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from pamong.cli.demo.cast import CAST
from tests.browser.conftest import NARROW, SignIn

pytestmark = pytest.mark.browser
NAMES = {one.username: one.name for one in CAST}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def own_request(page: Page) -> str:
    """A new request for mentoring; an open one is withdrawn first. Its address."""
    page.goto("/proposals/?state=open")
    mine = page.locator("main tbody tr", has_text="entoring").get_by_role("link")
    if mine.count():
        mine.first.click()
        page.locator("details summary", has_text="Tarik").first.click()
        page.get_by_label("Alasan").last.fill("Memulai lagi dengan tujuan yang lebih jelas.")
        page.get_by_role("button", name=re.compile("Tarik")).last.click()
    page.goto("/proposals/new/")
    page.locator("input[name=method][value=mentoring]").check()
    page.get_by_label("Apa yang ingin dicapai?").fill("Memimpin rapat lintas unit dengan tenang.")
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_url(re.compile(r"/proposals/\d+/$"))
    return page.url


def approved(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("input[name=answer][value=approved]").check()
    page.locator("main form:has(input[name=answer]) button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("Jawaban Anda tersimpan")


def agreed(page: Page, room: str) -> None:
    page.goto(f"{room}agreement/")
    press(page, "Saya menyetujui isi ini")


def logged(page: Page, room: str) -> None:
    """A session that was held without the system, an hour ago; on a phone."""
    page.goto(f"{room}sessions/log/")
    now = page.evaluate("new Date(Date.now() - 3600000).toLocaleString('sv', {timeZone: 'Asia/Jakarta'})")
    page.locator("input[name=date]").fill(now[:10])
    page.locator("input[name=hour]").fill(now[11:16])
    page.locator("input[name=minutes]").fill("60")
    page.locator("input[name=rating][value='4']").check()
    page.locator("main form button.btn-primary").last.click()
    expect(page.locator("main")).to_contain_text("Terlaksana")


def feed_of(page: Page) -> str:
    """What a calendar client reads at the person's private address."""
    page.goto("/settings/mine/")
    page.get_by_role("button", name=re.compile("(Buat|Ganti) tautan")).first.click()
    address = page.locator("main").get_by_text(re.compile(r"/calendar/\S+\.ics")).first
    found = re.search(r"https?://\S+?\.ics", address.inner_text() or address.input_value())
    assert found
    with urllib.request.urlopen(found[0], timeout=10) as answer:  # noqa: S310 our own server
        return str(answer.read().decode()).replace("\r\n ", "")


def test_a_mentoring_from_the_request_to_the_report(sign_in: SignIn) -> None:
    employee, superior, planner = sign_in("pegawai"), sign_in("atasan"), sign_in("perencana")
    mentor = sign_in("mentor", viewport=NARROW)
    proposal = own_request(employee)
    approved(superior, proposal)
    approved(planner, proposal)

    employee.goto(f"{proposal}choose/")
    if employee.locator(".pm-guide", has_text=NAMES["mentor"]).first.is_hidden():
        employee.locator("details summary", has_text="Tampilkan").first.click()
    employee.locator(".pm-guide", has_text=NAMES["mentor"]).first.locator("select").select_option("1")
    press(employee, "Simpan pilihan")
    mentor.goto("/inbox/")
    mentor.get_by_role("link", name=re.compile(f"mentoring dari {NAMES['pegawai']}")).first.click()
    press(mentor, "Bersedia")

    # Pra: the letter with its number, and an agreement that both confirm.
    planner.goto(f"/letters/new/?q={NAMES['pegawai'].split()[0]}")
    row = planner.locator("tr", has_text=NAMES["pegawai"])
    row.locator("input[name=engagement]").check()
    planner.get_by_label("Nama penanda tangan").fill(NAMES["pyb"])
    planner.get_by_label("Jabatan penanda tangan").fill("Sekretaris Utama")
    planner.get_by_label("Tempat", exact=True).fill("Jakarta")
    press(planner, "Lihat dahulu")
    press(planner, "Simpan rancangan")
    planner.get_by_label("Nomor surat").fill(f"KP.05.01/{datetime.now():%H%M%S}/SU")
    press(planner, "Simpan nomor")
    expect(planner.locator("main")).to_contain_text("KP.05.01/")
    pdf = planner.request.get(f"{planner.url}document.pdf")
    assert pdf.body().startswith(b"%PDF-")

    employee.goto("/engagements/?mine=on")
    employee.locator("tbody tr", has_text=NAMES["mentor"]).get_by_role("link").first.click()
    employee.wait_for_url(re.compile(r"/engagements/\d+/$"))
    room = employee.url
    agreed(employee, room)
    agreed(mentor, room)
    expect(mentor.locator("main")).to_contain_text("Berlaku")

    # Pelaksanaan: a session in both calendars, one that was held, a goal, progress and proof.
    employee.goto(f"{room}sessions/new/")
    employee.locator(".pm-chips a").first.click()
    press(employee, "Kirim usulan waktu")
    session = employee.url
    mentor.goto(session)
    press(mentor, "Setujui waktu ini")
    calendar = feed_of(mentor)
    assert "BEGIN:VTIMEZONE" in calendar
    assert f"/engagements/{room.rstrip('/').rsplit('/', 1)[1]}/" in calendar or "UID:" in calendar
    logged(mentor, room)
    employee.goto(f"{room}goals/new/")
    employee.locator("input[name=kind][value=project]").check()
    employee.get_by_label("Tujuan", exact=True).fill("Rapat ditutup dengan keputusan tertulis")
    employee.get_by_label("Ukuran").fill("Rapat dengan keputusan")
    employee.get_by_label("Keadaan awal").fill("1 dari 4")
    employee.get_by_label("Sasaran").fill("4 dari 4")
    press(employee, "Simpan tujuan")
    employee.get_by_label("Kemajuan (%)").fill("60")
    employee.get_by_label("Komentar").fill("Dua rapat ditutup dengan keputusan.")
    press(employee, "Simpan kemajuan")
    expect(employee.locator("main")).to_contain_text("60%")
    employee.goto(f"{room}proof/")
    employee.get_by_label("Judul bukti").fill("Notula rapat")
    employee.locator("input[name=kind][value=text]").check()
    employee.locator("textarea[name=text]").fill("Keputusan rapat 12 November, dibagikan hari itu juga.")
    press(employee, "Kirim bukti")
    superior.goto(f"{room}proof/")
    superior.locator("input[name=accept][value=yes]").first.check()
    press(superior, "Simpan verifikasi")

    # What the superior sees: goals and their progress, no note and no task.
    superior.goto(room)
    expect(superior.locator("main")).to_contain_text("Rapat ditutup dengan keputusan tertulis")
    expect(superior.locator("main")).not_to_contain_text("Catatan bersama")

    # Pasca: both evaluate, B.1.8 to the superior of the mentor, the report, and it is completed.
    mentor.goto(room)
    mentor.get_by_role("link", name="Mulai evaluasi").click()
    mentor.locator("details.pm-confirm summary", has_text="evaluasi").click()
    mentor.locator("details.pm-confirm[open] form button").click()
    for page in (employee, mentor):
        page.goto(f"{room}results/")
        page.locator("input[name=mark][value='4']").check()
        page.get_by_label("Apa yang paling membantu?").fill("Latihan memimpin rapat.")
        press(page, "Simpan evaluasi")
    employee.goto(f"{room}feedback/")
    for number in range(9):
        employee.locator(f"input[type=radio][value='4'][name$='{number}']").first.check()
    press(employee, "Kirim umpan balik")
    mentor.goto(f"{room}results/")
    mentor.get_by_label("Strategi untuk meningkatkan kinerja").fill("Agenda tertulis setiap rapat.")
    mentor.get_by_label("Kemampuan yang ditemukan").fill("Menyimpulkan pendapat.")
    mentor.get_by_label("Kompetensi yang perlu dikembangkan berikutnya").fill("Pengambilan keputusan.")
    press(mentor, "Simpan laporan")
    mentor.goto(f"{room}results/")
    press(mentor, "Selesaikan pendampingan")
    expect(mentor.locator("main")).to_contain_text("Selesai")
    superior.goto("/inbox/")
    superior.get_by_role("link", name=re.compile(f"laporan mentoring {NAMES['pegawai']}")).first.click()
    expect(superior.locator("main")).to_contain_text("Agenda tertulis setiap rapat.")
    assert superior.request.get(f"{room}report.pdf").body().startswith(b"%PDF-")
    assert mentor.request.get(f"{room}b18.pdf").status == 404, "not for the mentor"


def test_a_konseling_is_seen_by_its_two_alone(sign_in: SignIn) -> None:
    counsellor = sign_in("konselor")
    counsellor.goto("/counselling/cases/")
    counsellor.locator("main tbody, main ul").get_by_role("link").first.click()
    counsellor.wait_for_url(re.compile(r"/counselling/cases/\d+/$"))
    case = counsellor.url
    who = counsellor.locator("h1").inner_text()
    name = next(iter(re.findall(r"[A-Z]\w+ [A-Z]\w+", who)), who)
    for account in ("perencana", "admin", "atasan", "pimpinan", "auditor", "coach", "talenta", "orang-luar"):
        page = sign_in(account)
        answer = page.goto(case)
        assert answer is not None
        assert answer.status == 404, account
        for address in ("/engagements/", "/inbox/", "/home/"):
            page.goto(address)
            html = page.content()
            assert case not in html
            assert not re.search(rf"[Kk]onseling[^<]{{0,40}}{re.escape(name)}", html), (account, address)
