"""One coaching from the suggestion to the report, in English: every role, its mail, its calendar, a coach without script."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.steps import (
    NAMES,
    Eyes,
    account_for,
    agreed,
    appointed,
    chosen,
    completed,
    confirmed,
    evaluated,
    feed_address,
    field,
    gave_feedback,
    mail_to,
    part_of,
    press,
    reported,
    shows,
    soon,
    told_by_the_day,
    wait_until,
)
from tests.browser.tour import NARROW
from tests.calendar_clients import Reader
from tests.mail_server import Post

pytestmark = pytest.mark.browser
# The superior is the account `coach`, who leads the unit; the coach is the account `atasan`, who leads another.
UNIT, SUPERIOR, COACH = "Bagian Administrasi Kepegawaian", "coach", "atasan"
STRATEGY = "A written agenda for every meeting."
TOPIC, TAKEN, PRIVATE = "Meetings without an end", "One decision a meeting.", "Ask again about the workload."


def somebody(planner: Page) -> tuple[str, str]:
    """The first of the unit with a suggested coaching that nobody decided or proposed; address and name."""
    planner.goto("/recommendations/")
    unit = planner.locator("#f-unit option", has_text=UNIT).first.get_attribute("value")
    planner.goto(f"/recommendations/?method=coaching&state=open&order=name&unit={unit}")
    rows = planner.locator("main tbody tr").filter(has=planner.locator("a[href*='/recommendations/']"))
    found = [(row.locator("th a").first.inner_text(), row) for row in rows.all()]
    addresses = {
        name: str(row.locator("a[href*='/recommendations/']").first.get_attribute("href")).split("?")[0]
        for name, row in found
    }
    for name, address in addresses.items():
        lists = (f"/proposals/?state=all&q={name}", f"/engagements/?state=all&q={name}")
        if all(f"{name}</a>" not in planner.request.get(one).text() for one in lists):
            return address, name
    raise AssertionError(f"nobody of {UNIT} is free: {list(addresses)}")


def measured(*pages: Page, room: str) -> int:
    """Format B.1.9 by whoever is asked; how many were."""
    done = 0
    for page in pages:
        page.goto(f"{room}results/")
        forms = page.locator("form[action*='/results/measure/']")
        for _number in range(forms.count()):
            form = page.locator("form[action*='/results/measure/']").nth(done)
            form.locator("select[name=level]").select_option("3")
            form.locator("textarea[name=reason]").fill("Three meetings closed with a decision.")
            form.locator("button").click()
            shows(page, "Penilaian ulang tersimpan.")
            done += 1
    return done


def test_a_coaching_from_the_suggestion_to_the_report(
    sign_in: SignIn, visitor: SignIn, post: Post, server: str, remind: Callable[[], str], tmp_path: Path
) -> None:
    eyes = Eyes("coaching")
    planner, superior = sign_in("perencana", language="en"), sign_in(SUPERIOR, language="en")
    coach = sign_in(COACH, language="en", scripts=False)

    # The superior's view, then the planner's decision, which becomes a proposal.
    suggestion, name = somebody(planner)
    superior.goto(suggestion)
    superior.locator("input[name=view][value=agree]").check()
    eyes.look(superior)
    press(superior, "Simpan pendapat")
    shows(superior, "Pendapat Anda tersimpan dan terbaca oleh pengelola.")
    planner.goto(suggestion)
    eyes.look(planner, "to decide")
    nip = re.sub(r"\D", "", planner.locator("main .pm-muted").first.inner_text())[:18]
    press(planner, "Simpan keputusan")
    planner.goto(suggestion)
    eyes.look(planner, "decided")
    press(planner, "Ajukan pendampingan")
    planner.wait_for_url(re.compile(r"/proposals/\d+/$"))
    proposal = planner.url
    eyes.look(planner)

    # The coachee, on a phone, reads what was decided, is told in English and WITA, and chooses a coach.
    me = account_for(sign_in("admin", language="en"), visitor, nip, language="en", viewport=NARROW)
    expect(me.locator("main")).to_contain_text(re.compile("coaching", re.IGNORECASE))
    eyes.look(me)
    me.goto("/settings/mine/")
    me.locator("input[name=how][value=at_once]").check()
    me.locator("select[name=language]").select_option("en")
    me.locator("select[name=time_zone]").select_option("Asia/Makassar")
    press(me, "Simpan pengaturan")
    eyes.look(me)
    me.goto("/inbox/")
    eyes.look(me)
    me.locator(f"main a[href^='{proposal.removeprefix(server)}']").first.click()
    chosen(me, proposal, NAMES[COACH])

    # The coach is told by the day's digest, once, and comes from it; what waits stands in the inbox too.
    address = ".".join(NAMES[COACH].lower().split()) + "@lpa.example"
    told_by_the_day(post, remind, address, proposal)
    coach.goto("/inbox/")
    expect(coach.locator(f"main a[href='{proposal.removeprefix(server)}']").first).to_be_visible()
    coach.goto(proposal)
    eyes.look(coach, "asked")
    press(coach, "Bersedia")

    # The letter: numbered by the planner, its signed copy kept by the authority; then both agree.
    letter = appointed(planner, name)
    eyes.look(planner)
    authority = sign_in("pyb", language="en")
    authority.goto(letter)
    copy = {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 signed"}
    authority.locator("input[type=file]").set_input_files([copy])  # type: ignore[list-item]
    press(authority, "Unggah naskah")
    expect(authority.locator(f"a[href='{letter.removeprefix(server)}signed.pdf']")).to_be_visible()
    me.goto("/engagements/?mine=on")
    eyes.look(me)
    me.locator("tbody tr", has_text=NAMES[COACH]).get_by_role("link").first.click()
    me.wait_for_url(re.compile(r"/engagements/\d+/$"))
    room = me.url
    eyes.look(me)
    agreed(me, room)
    agreed(coach, room)
    shows(coach, "Berlaku")
    eyes.look(me)

    # Two sessions: one that begins while they go on with the rest, proposed without script, and one of next days.
    start, told = soon(), len(post.arrived)
    coach.goto(f"{room}sessions/new/")
    eyes.look(coach)
    field(coach, "Tanggal").fill(f"{start:%Y-%m-%d}")
    field(coach, "Jam mulai").fill(f"{start:%H:%M}")
    field(coach, "Lama (menit)").fill("30")
    coach.locator("input[name=on_day_off]").check()
    field(coach, "Topik").fill(TOPIC)
    press(coach, "Kirim usulan waktu")
    first = coach.url
    me.goto(first)
    eyes.look(me, "asked")
    press(me, "Setujui waktu ini")
    shows(me, "Waktu sesi disetujui.")
    me.goto(f"{room}sessions/new/")
    me.locator(".pm-chips a").first.click()
    later = f"{field(me, 'Tanggal').input_value()} {field(me, 'Jam mulai').input_value()}"
    press(me, "Kirim usulan waktu")
    second = me.url
    coach.goto(second)
    press(coach, "Setujui waktu ini")
    shows(coach, "Waktu sesi disetujui.")
    feed = feed_address(me)

    # Goal, progress and proof, which the coach verifies without script.
    me.goto(f"{room}goals/new/")
    me.locator("input[name=kind][value=gap]").check()
    field(me, "Tujuan", "satu").fill("Meetings end with a written decision")
    field(me, "Kompetensi", "satu").select_option(index=1)
    field(me, "Pimpinan yang memberi tugas atau proyek").fill(NAMES[SUPERIOR])
    field(me, "Ukuran").fill("Meetings with a decision")
    field(me, "Keadaan awal").fill("1 of 4")
    field(me, "Sasaran").fill("4 of 4")
    eyes.look(me)
    press(me, "Simpan tujuan")
    field(me, "Kemajuan (%)").fill("60")
    field(me, "Komentar").fill("Two meetings closed with a decision.")
    press(me, "Simpan kemajuan")
    expect(me.locator("main")).to_contain_text("60%")
    eyes.look(me)
    me.goto(f"{room}proof/")
    field(me, "Judul bukti").fill("Minutes")
    me.locator("input[name=kind][value=text]").check()
    me.locator("textarea[name=text]").fill("Decisions, shared on the same day.")
    press(me, "Kirim bukti")
    coach.goto(f"{room}proof/")
    eyes.look(coach)
    coach.locator("input[name=accept][value=yes]").first.check()
    press(coach, "Simpan verifikasi")
    shows(coach, "Diterima")
    superior.goto(room)
    expect(superior.locator("main")).to_contain_text("Meetings end with a written decision")
    for hidden in (TOPIC, "Minutes"):
        expect(superior.locator("main")).not_to_contain_text(hidden)
    eyes.look(superior, "superior")

    # The mail: an invitation for both calendars, in each one's language and zone, without the topic.
    mine = re.sub(r"\W+", ".", name.lower())
    invited = mail_to(post, f"{mine}@lpa.example", "Invitation to a coaching session", told)
    assert "WITA" in invited["Subject"]
    event = part_of(invited, "text/calendar")
    assert "METHOD:REQUEST" in event
    assert "TZID=Asia/Makassar" in event
    sure = mail_to(post, f"{mine}@lpa.example", "A coaching session is confirmed", told)
    link = re.search(r"https?://\S+/engagements/sessions/close/\S+", part_of(sure, "text/plain"))
    assert link
    asked = mail_to(post, address, "Jadwal sesi coaching sudah pasti", told)
    assert "WIB" in asked["Subject"]
    assert not any(TOPIC in message.as_string() for message in post.arrived[told:])

    # The calendar: other people's programs show both, by their times and no more.
    reader = Reader(tmp_path, feed)
    events = reader.sync()
    assert [line.split(" | ")[0] for line in events] == [f"{start:%Y-%m-%d %H:%M}", later]
    assert {line.split(" | ")[2] for line in events} == {f"Coaching session with {NAMES[COACH][0]}."}

    # Closed by the coach without script, and by the coachee from the mail, without signing in.
    wait_until(start)
    coach.goto(first)
    coach.get_by_role("link", name=re.compile("^(Close the session|Close session)$")).first.click()
    eyes.look(coach)
    coach.locator("input[name=rating][value='4']").check()
    coach.locator("textarea[name=takeaway]").fill(TAKEN)
    coach.locator("input[name=action_1]").fill("Write the agenda")
    coach.locator("textarea[name=private]").fill(PRIVATE)
    press(coach, "Tutup sesi")
    shows(coach, "Sesi ditutup. Terima kasih.")
    phone = visitor(language="en", viewport=NARROW, scripts=False)
    phone.goto(link[0])
    eyes.look(phone)
    expect(phone.locator("main")).not_to_contain_text(TAKEN)
    phone.locator("input[name=rating][value='3']").check()
    press(phone, "Tutup sesi")
    shows(phone, "Sesi ditutup. Terima kasih.")
    me.goto(first)
    shows(me, "Dibenarkan kedua pihak.")
    expect(me.locator("main")).to_contain_text("Write the agenda")
    expect(me.locator("main")).to_contain_text(TAKEN)
    assert PRIVATE not in me.content()
    eyes.look(me, "held")

    # Pasca: both evaluate, B.1.8 and B.1.9, the report; what lay ahead is cancelled in mail and calendar.
    told = len(post.arrived)
    coach.goto(f"{room}results/")
    confirmed(coach, "Mulai evaluasi")
    evaluated(coach, room, "Trying it out between two sessions.")
    evaluated(me, room, "Questions instead of answers.")
    eyes.look(me)
    me.goto(f"{room}feedback/")
    expect(me.locator(".pm-tabs [aria-current]")).to_be_in_viewport(ratio=1)  # the last of a strip
    eyes.look(me)
    gave_feedback(me, room)
    assert measured(superior, planner, me, room=room) == 1
    reported(coach, room, STRATEGY)
    completed(coach, room, "Lead the quarterly meeting.")
    assert "METHOD:CANCEL" in part_of(
        mail_to(post, f"{mine}@lpa.example", "A coaching session was cancelled", told), "text/calendar"
    )
    assert later not in " ".join(reader.sync())

    # Who reads what: the report up the line, B.1.8 to the coach's superior alone, the room to no outsider.
    superior.goto("/inbox/")
    superior.locator(f"main a[href='{room.removeprefix(server)}report/']").first.click()
    expect(superior.locator("main")).to_contain_text(STRATEGY)
    eyes.look(superior)
    planner.goto(f"{room}report/")
    expect(planner.locator("main")).to_contain_text(STRATEGY)
    assert planner.request.get(f"{room}report.pdf").body().startswith(b"%PDF-")
    for page, place in (
        *((page, "notes/") for page in (superior, planner, authority)),
        *((page, "feedback/") for page in (superior, planner, coach, authority)),
        *((sign_in("mentor"), place) for place in ("", "report/", "results/", "sessions/new/")),
        *((sign_in("orang-luar"), place) for place in ("", "report/")),
    ):
        assert page.request.get(f"{room}{place}").status == 404, place
    assert me.request.get(f"{room}feedback/").status == 200
    for page in (superior, planner):
        html = "".join(page.request.get(f"{room}{place}").text() for place in ("", "goals/", "results/"))
        assert not any(words in html for words in (TOPIC, TAKEN, PRIVATE, "Questions instead"))
    assert eyes.wrong == []
