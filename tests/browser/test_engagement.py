"""A mentoring from the request to the report through all its people, and a konseling that stays with its two."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.steps import (
    NAMES,
    agreed,
    appointed,
    approved,
    chosen,
    completed,
    evaluated,
    feed_of,
    gave_feedback,
    logged,
    press,
    reported,
)
from tests.browser.tour import NARROW

pytestmark = pytest.mark.browser


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


def test_a_mentoring_from_the_request_to_the_report(sign_in: SignIn) -> None:
    employee, superior, planner = sign_in("pegawai"), sign_in("atasan"), sign_in("perencana")
    mentor = sign_in("mentor", viewport=NARROW)
    proposal = own_request(employee)
    approved(superior, proposal)
    approved(planner, proposal)

    chosen(employee, proposal, NAMES["mentor"])
    mentor.goto("/inbox/")
    mentor.get_by_role("link", name=re.compile(f"mentoring dari {NAMES['pegawai']}")).first.click()
    press(mentor, "Bersedia")

    # Pra: the letter with its number, and an agreement that both confirm.
    appointed(planner, NAMES["pegawai"])

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
        evaluated(page, room, "Latihan memimpin rapat.")
    gave_feedback(employee, room)
    reported(mentor, room, "Agenda tertulis setiap rapat.")
    completed(mentor, room)
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
