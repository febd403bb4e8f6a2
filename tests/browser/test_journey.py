"""From a file with one wrong row to a decision that the employee reads, through four people's eyes."""

import csv
import io
import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from pamong.cli.demo.cast import CAST, EMPLOYEE_NIP
from tests.browser.conftest import SignIn

pytestmark = pytest.mark.browser

HEADERS = ("nip", "kode_kompetensi", "level", "sumber", "tanggal")
NAMES = {one.username: one.name for one in CAST}


def upload(page: Page, name: str, level: str) -> None:
    """One person's two assessments, the second with this level."""
    out = io.StringIO()
    writer = csv.writer(out)
    day = date.today().isoformat()
    writer.writerow(HEADERS)
    writer.writerow((EMPLOYEE_NIP, "komunikasi", "2", "uji_kompetensi", day))
    writer.writerow((EMPLOYEE_NIP, "pengembangan_diri", level, "uji_kompetensi", day))
    page.goto("/imports/?kind=asesmen")
    content = out.getvalue().encode()
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content}]
    )
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.wait_for_url(re.compile(r"/imports/\d+/$"))


def address(page: Page) -> str:
    return urlsplit(page.url).path


def analyse(page: Page) -> None:
    """Asks for the analysis and waits for the worker to say that it is done."""
    page.goto("/recommendations/")
    page.get_by_role("button", name="Jalankan analisis").click()
    expect(page.get_by_text("Analisis selesai")).to_be_visible(timeout=60_000)


def test_from_a_file_to_a_decision_that_the_employee_reads(sign_in: SignIn) -> None:
    planner, seen = sign_in("perencana"), []
    employee_name = NAMES["pegawai"]

    # A file with one wrong row names row, column, what stands there and the cure; nothing is kept.
    upload(planner, "asesmen-keliru.csv", "7")
    seen.append(address(planner))
    wrong = planner.locator("tr", has=planner.get_by_role("rowheader", name="3", exact=True))
    expect(wrong).to_contain_text("level")
    expect(wrong.get_by_role("cell", name="7", exact=True)).to_be_visible()
    cure = wrong.get_by_role("cell").last.inner_text()
    assert len(cure) > 10
    expect(planner.get_by_text("Tidak ada yang tersimpan").first).to_be_visible()

    # Mended, it goes in.
    upload(planner, "asesmen.csv", "2")
    seen.append(address(planner))
    planner.get_by_role("button", name="Impor sekarang").click()
    expect(planner.get_by_text("terimpor").first).to_be_visible()

    analyse(planner)

    # The reason unfolds in the row.
    planner.goto(f"/recommendations/?state=open&q={EMPLOYEE_NIP}")
    planner.get_by_role("link", name="Mengapa?").click()
    why = planner.locator("tr.pm-unfold .pm-why")
    expect(why).to_contain_text("JALUR-03")
    expect(why).to_contain_text("Saran berubah jika")
    why.get_by_role("link", name=re.compile("putuskan")).click()
    suggestion = address(planner)
    seen.append(suggestion)

    # The superior sets a cause and sees the suggestion change.
    superior = sign_in("atasan")
    superior.goto(suggestion)
    expect(superior.locator("main")).to_contain_text("JALUR-03")
    person = suggestion.replace("/recommendations/", "/people/")
    superior.goto(f"{person}dialogue/")
    seen += [person, address(superior)]
    superior.get_by_label("Penyebab", exact=False).first.select_option("motivasi")
    note = superior.locator("textarea[name=note]")
    note.fill("Kami membahas target triwulan ini.")
    reason = superior.locator("[name=reason]")
    if reason.count():
        reason.fill("Setelah dibicarakan lagi, bukan keterampilan.")
    superior.get_by_role("button", name="Simpan dialog").click()
    superior.goto(suggestion)
    expect(superior.locator("main")).to_contain_text("JALUR-07")
    expect(superior.locator("main .pm-method").first).to_contain_text(re.compile("coaching", re.IGNORECASE))

    # The planner decides on what is now suggested.
    planner.goto(suggestion)
    expect(planner.locator("main")).to_contain_text("JALUR-07")
    planner.get_by_label("Setujui saran").check()
    planner.get_by_role("button", name="Simpan keputusan").click()
    planner.wait_for_url("**/recommendations/")
    planner.goto(suggestion)
    expect(planner.locator("main")).to_contain_text("saran disetujui")

    # The employee sees the method, and who read the record.
    employee = sign_in("pegawai")
    expect(employee.locator("main")).to_contain_text(re.compile("coaching", re.IGNORECASE))
    employee.goto("/privacy/")
    readers = employee.get_by_role("table", name="Siapa membaca data saya")
    expect(readers).to_contain_text(NAMES["perencana"])
    expect(readers).to_contain_text(NAMES["atasan"])
    assert employee.goto(suggestion).status == 404  # type: ignore[union-attr]

    # Somebody of another institution finds none of these addresses.
    stranger = sign_in("orang-luar")
    for path in seen:
        answer = stranger.goto(path)
        assert answer is not None
        assert answer.status == 404, path
        assert employee_name not in stranger.content()
