"""One konseling from the decision to its ending, by its counsellor; everybody else tries whatever address there is."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pamong.policy.sentence import day
from tests.browser.conftest import SignIn
from tests.browser.steps import (
    NAMES,
    Eyes,
    account_for,
    chosen,
    confirmed,
    feed_of,
    field,
    mail_to,
    part_of,
    press,
    shows,
    soon,
    unfold,
    wait_until,
)
from tests.browser.tour import NARROW
from tests.mail_server import Post

pytestmark = pytest.mark.browser
UNIT = "Bagian Pengembangan Pegawai"  # led by the account `atasan`, who is appointed a counsellor, too
# The superior's superior leads the bureau of human resources; the counsellor's superior receives the result.
HEAD_OF_HR, RECEIVER = "Mela Syahrial", "Bambang Teguh Santosa"
PROBLEM, AGREED, ADVICE = "RAHASIA-masalah-5d2c", "RAHASIA-sepakat-5d2c", "RAHASIA-saran-5d2c"
NOTE, PRIVATE, OWN = "RAHASIA-catatan-5d2c", "RAHASIA-konselor-5d2c", "RAHASIA-pegawai-5d2c"
RELEASED, TOLD = "DILEPAS-untuk-dibaca-5d2c", "DITERUSKAN-bimbingan-5d2c"
CONTENT = (PROBLEM, AGREED, ADVICE, NOTE, PRIVATE, OWN, RELEASED)
OTHERS = ("pyb", "pimpinan", "coach", "mentor", "talenta", "pembina", "orang-luar", "pegawai")
# Everything at once, as fast as the browser asks; then whatever answers.
ASK = """async addresses => {
  const found = [];
  while (addresses.length) {
    found.push(...await Promise.all(addresses.splice(0, 8).map(async ([how, address]) => {
      const token = document.querySelector("[name=csrfmiddlewaretoken]");
      const body = how === "POST" ? new URLSearchParams({csrfmiddlewaretoken: token.value}) : undefined;
      const answer = await fetch(address, {method: how, body});
      return [how, address, answer.status, new URL(answer.url).pathname, await answer.text()];
    })));
  }
  return found;
}"""


def decided(planner: Page, superior: Page) -> tuple[int, str]:
    """The planner accepts the suggestion for somebody of the superior's team; who it is."""
    planner.goto("/recommendations/counselling/")
    row = planner.locator("main tbody tr", has_text=UNIT).first
    name = row.locator("th b").first.inner_text()
    row.locator("a.btn").click()
    planner.wait_for_url(re.compile(r"/recommendations/counselling/\d+/$"))
    who = int(re.findall(r"\d+", planner.url)[-1])
    # Until the decision the direct superior is asked, too.
    superior.goto(f"/recommendations/counselling/{who}/")
    expect(superior.locator("h1")).to_contain_text(name)
    planner.locator("input[name=verdict][value=accept]").check()
    press(planner, "Simpan keputusan")
    shows(planner, f"Keputusan untuk {name} tersimpan.")
    for page in (planner, superior):
        page.goto("/recommendations/counselling/")
        expect(page.locator("main tbody tr", has_text=name)).to_have_count(0)
    return who, name


def nip_of(planner: Page, who: int) -> str:
    planner.goto(f"/people/{who}/")
    found = re.search(r"\d{8} \d{6} \d \d{3}", planner.locator("main").inner_text())
    assert found
    return found[0].replace(" ", "")


def proposed(page: Page, case: str, start: Any) -> str:
    """A session of the room; its address."""
    page.goto(f"{case}sessions/new/")
    field(page, "Tanggal").fill(f"{start:%Y-%m-%d}")
    field(page, "Jam mulai").fill(f"{start:%H:%M}")
    page.locator("select[name=minutes]").select_option("30")
    page.locator("input[name=on_day_off]").check()
    press(page, "Usulkan")
    page.wait_for_url(re.compile(r"/sessions/\d+/$"))
    return page.url


def noted(page: Page, kind: str, words: str) -> None:
    form = page.locator(f"form:has(input[name=kind][value={kind}])")
    form.locator("textarea").fill(words)
    press(form, "Simpan catatan")
    shows(page, "Catatan tersimpan.")


def path_of(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)


class Trial:
    """Whoever is not of the two looks for the konseling at every address there could be."""

    def __init__(self, who: int, name: str, case: str, session: str, proposal: str) -> None:
        self.who, self.name, self.result = who, name, ""
        self.case, self.session, self.proposal = map(path_of, (case, session, proposal))
        self.number = re.findall(r"\d+", self.case)[-1]

    def closed(self, *, all_of_it: bool) -> list[tuple[str, str]]:
        """The rooms and what could be done in them: for none of the others is there such a page."""
        case, session, proposal = self.case, self.session, self.proposal
        read = [case, session, proposal, f"{case}agreement/", f"{case}card.pdf", f"{case}result/"]
        read += [f"/engagements/{self.number}/", *([self.result] if self.result else [])]
        written = [f"{case}notes/", f"{case}complete/", f"{session}close/"]
        if all_of_it:
            read += [f"{case}{one}/" for one in ("sessions/new", "sessions/log", "handover", "referral")]
            read += [
                f"{case}agreement.pdf",
                f"{proposal}choose/",
                f"/recommendations/counselling/{self.who}/",
            ]
            read.append(proposal.replace("/counselling/", "/proposals/"))
            for area in ("goals/", "notes/", "results/", "report/", "feedback/", "report.pdf", "agreement/"):
                read.append(f"/engagements/{self.number}/{area}")
            done = (
                "fit",
                "agreement/confirm",
                "agreement/reopen",
                "pause",
                "resume",
                "stop",
                "result",
                "transfer",
                "referral",
            )
            written += [f"{case}{one}/" for one in (*done, "handover/consent")]
            written += [f"{session}{one}/" for one in ("confirm", "cancel", "miss", "reschedule")]
            written += [f"{proposal}{one}/" for one in ("withdraw", "answer", "resume")]
        return [("GET", one) for one in read] + [("POST", one) for one in written]

    def open(self, *, all_of_it: bool) -> list[tuple[str, str]]:
        """Pages that others have, where it could show."""
        first = self.name.split()[0]
        lists = ["/home/", "/inbox/", f"/search/?q={first}", f"/people/?q={first}", f"/people/{self.who}/"]
        lists += [f"/engagements/?state=all&q={first}", f"/proposals/?state=all&q={first}"]
        lists += ["/counselling/cases/", "/counselling/results/", "/recommendations/counselling/"]
        lists += ["/privacy/my-data.json"]
        if all_of_it:
            lists += ["/proposals/?state=all&file=csv", "/engagements/?state=all&file=csv"]
            lists += ["/people/export.csv", "/recommendations/export.csv?state=all", "/people/team/"]
            lists += [f"/recommendations/?state=all&q={first}", f"/people/{self.who}/history/"]
            lists += [f"/letters/new/?q={first}", "/letters/", "/openings/", "/monitoring/", "/matching/"]
            lists += ["/cohorts/", "/talent/", "/reports/", "/units/quality/", "/guides/", "/audit/"]
        return [("GET", one) for one in lists]

    def by(self, page: Page, *, knows: bool = False, all_of_it: bool = False) -> None:
        """`knows`: the rule tells this person that there is a konseling, by whoever counsels, and no more."""
        page.goto("/home/")
        for how, address, status, place, _text in page.evaluate(ASK, self.closed(all_of_it=all_of_it)):
            assert status in (403, 404) or (knows and address == self.result), (how, address, status, place)
        for _how, address, status, place, text in page.evaluate(ASK, self.open(all_of_it=all_of_it)):
            assert status in (200, 404), (address, status)
            assert not any(words in text for words in CONTENT), (address, place)
            assert self.case not in text, address
            assert knows or not self.tells(text), (address, self.tells(text))

    def tells(self, text: str) -> str:
        """Where a page says of this person that there is a konseling, or leads to what came of it."""
        for address in (self.proposal, self.result, TOLD):
            if address and address in text:
                return address
        main = text[text.find("<main") :] if "<main" in text else text
        plain = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())
        near = rf"{re.escape(self.name)}.{{0,150}}?onseling|onseling.{{0,150}}?{re.escape(self.name)}"
        found = re.search(near, plain)
        return found[0] if found else ""


def test_a_konseling_from_the_decision_to_its_ending(sign_in: SignIn, visitor: SignIn, post: Post) -> None:
    eyes, told = Eyes("konseling"), len(post.arrived)
    planner, superior, counsellor = sign_in("perencana"), sign_in("atasan"), sign_in("konselor")
    admin = sign_in("admin")
    who, name = decided(planner, superior)
    me = account_for(admin, visitor, nip_of(planner, who), viewport=NARROW)

    # The decided one waits in the counsellors' own list; taken up, the person chooses who counsels.
    counsellor.goto("/recommendations/counselling/")
    eyes.look(counsellor)
    counsellor.get_by_role("button", name=re.compile(f"Mulai.*{name}")).click()
    counsellor.wait_for_url(re.compile(r"/counselling/\d+/$"))
    proposal = counsellor.url
    eyes.look(counsellor)
    chosen(me, proposal, NAMES["konselor"])
    eyes.look(me)
    counsellor.goto("/inbox/")
    counsellor.locator(f"main a[href='{path_of(proposal)}']").first.click()
    press(counsellor, "Bersedia")
    counsellor.goto("/counselling/cases/")
    eyes.look(counsellor)
    counsellor.locator("main").get_by_role("link", name=name).first.click()
    counsellor.wait_for_url(re.compile(r"/counselling/cases/\d+/$"))
    case = counsellor.url

    # Both agree; a session begins while the private notes are written.
    for page in (me, counsellor):
        page.goto(f"{case}agreement/")
        eyes.look(page)
        press(page, "Saya setuju")
        shows(page, "Anda menyetujui kesepakatan ini.")
    start = soon()
    session = proposed(counsellor, case, start)
    me.goto(session)
    eyes.look(me, "asked")
    press(me, "Cocok")
    shows(me, "Sesi terjadwal.")
    for page, words in ((counsellor, PRIVATE), (me, OWN)):
        page.goto(case)
        noted(page, "private", words)
    assert OWN not in counsellor.content()
    eyes.look(me, "before")

    # The mail names nobody and says nothing, not even that it is a konseling.
    address = ".".join(name.lower().split()) + "@lpa.example"
    for mail in (
        mail_to(post, address, "Undangan pertemuan", told),
        mail_to(post, "tiurma.nainggolan@lpa.example", "Jadwal pertemuan sudah pasti", told),
    ):
        words = "".join(part_of(mail, kind) for kind in ("text/plain", "text/calendar"))
        assert "onseling" not in re.sub(r"https?://\S+", "", words)
        assert name not in mail["Subject"] + part_of(mail, "text/calendar")
    for page in (me, counsellor):
        events = [line for line in feed_of(page).splitlines() if "onseling" in line]
        assert all(line.startswith("URL:") for line in events), events

    # Meanwhile others look for it.
    trial = Trial(who, name, case, session, proposal)
    others = [sign_in(one) for one in OTHERS]
    for page in others:
        trial.by(page)

    wait_until(start)
    counsellor.goto(session)
    eyes.look(counsellor, "began")
    press(counsellor, "Ya, terlaksana")
    shows(counsellor, "Sesi tercatat terlaksana.")
    noted(counsellor, "counselling", NOTE)
    noted(counsellor, "released", RELEASED)
    # Nothing of it stays in the browser: no word, and no address of the room.
    counsellor.locator("form:has(input[name=kind][value=counselling]) textarea").press_sequentially(" Lagi.")
    assert counsellor.evaluate("JSON.stringify([localStorage, sessionStorage])") == "[{},{}]"
    me.goto(session)
    press(me, "Ya, terlaksana")
    expect(me.locator("main")).to_contain_text(RELEASED)
    eyes.look(me, "held")
    me.goto(case)
    press(me, "Cocok, lanjutkan")
    expect(me.locator("main")).to_contain_text(RELEASED)
    assert not any(words in me.content() for words in (NOTE, PRIVATE))

    # A second session, moved by the other; it is called off with the end.
    later = start.replace(hour=10, minute=0) + timedelta(days=7)
    second = proposed(me, case, later)
    counsellor.goto(second)
    moved = unfold(counsellor, "Jadwalkan ulang")
    moved.locator("input[name=hour]").fill("13:00")
    moved.locator("input[name=on_day_off]").check()
    press(moved, "Usulkan waktu baru")
    me.goto(second)
    expect(me.locator("h1")).to_have_text(f"{day(later.date()).id}, 13.00")
    expect(me.locator("main")).to_contain_text("30 menit")
    press(me, "Cocok")

    # The form of the result: its words stay, the follow-up and one sentence go up the line of the rule.
    counsellor.goto(f"{case}result/")
    field(counsellor, "Masalah yang dibicarakan").fill(PROBLEM)
    field(counsellor, "Yang disepakati").fill(AGREED)
    field(counsellor, "Saran").fill(ADVICE)
    counsellor.locator("input[name=follow_ups][value=bimbingan]").check()
    field(counsellor, "Kalimat untuk penerima hasil").fill(TOLD)
    eyes.look(counsellor)
    press(counsellor, "Simpan hasil")
    shows(counsellor, "Hasil tersimpan; isinya tetap tertutup.")
    eyes.look(counsellor, "result")
    confirmed(counsellor, "Selesaikan")
    shows(counsellor, "Konseling selesai.")
    me.goto(case)
    expect(me.locator("main")).to_contain_text(TOLD)
    expect(me.locator("main")).to_contain_text(RELEASED)
    assert not any(words in me.content() for words in (PROBLEM, AGREED, ADVICE, NOTE, PRIVATE))
    eyes.look(me, "over")
    own = me.request.get("/privacy/my-data.json").text()
    assert RELEASED in own
    assert not any(words in own for words in (PROBLEM, AGREED, ADVICE, NOTE, PRIVATE))
    me.goto("/privacy/")
    expect(me.get_by_role("table", name="Siapa membaca data saya")).to_contain_text(NAMES["konselor"])

    # Who receives the result by the rule reads the follow-up and the sentence, never what was said.
    receiver = visited(planner, admin, visitor, RECEIVER)
    receiver.goto("/counselling/results/")
    eyes.look(receiver)
    receiver.locator("main").get_by_role("link", name=name).click()
    expect(receiver.locator("main")).to_contain_text(TOLD)
    assert not any(words in receiver.content() for words in CONTENT)
    eyes.look(receiver)
    trial.result = path_of(receiver.url)
    press(receiver, "Sudah saya baca")

    # What is looked for is there to be found, by whoever may.
    assert trial.tells(counsellor.request.get(proposal).text())
    assert trial.tells(receiver.request.get("/counselling/results/").text())
    trial.by(receiver, knows=True)
    trial.by(sign_in("auditor"), knows=True)
    for page in (planner, superior, admin, visited(planner, admin, visitor, HEAD_OF_HR)):
        trial.by(page, all_of_it=True)
    for page in others:
        assert all(page.request.get(one).status == 404 for one in (trial.result, trial.case, trial.session))
    for page in (planner, superior):
        assert "onseling" not in feed_of(page)
    counsellor.goto(case)
    shows(counsellor, "Selesai")
    # What lay ahead was called off, in a mail that still names nobody.
    off = mail_to(post, address, "Pembatalan pertemuan", told)
    assert "METHOD:CANCEL" in part_of(off, "text/calendar")
    assert not any(words in mail.as_string() for mail in post.arrived[told:] for words in (*CONTENT, TOLD))
    assert eyes.wrong == []


def visited(planner: Page, admin: Page, visitor: SignIn, name: str) -> Page:
    """Somebody of the institution by name."""
    planner.goto(f"/people/?q={name}")
    planner.locator("main tbody").get_by_role("link", name=name).first.click()
    planner.wait_for_url(re.compile(r"/people/\d+/$"))
    return account_for(admin, visitor, nip_of(planner, int(re.findall(r"\d+", planner.url)[-1])))
