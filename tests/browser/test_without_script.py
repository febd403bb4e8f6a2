"""The same work in a browser that runs no script: plain links and forms carry all of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignIn
from tests.browser.tour import NARROW

pytestmark = pytest.mark.browser
FILE = b"kode_unit,nama_unit,kode_induk,kode_instansi\nU-TANPA-SKRIP,Unit Tanpa Skrip,,\n"


def test_the_planner_filters_reads_a_reason_and_decides(sign_in: SignIn) -> None:
    page = sign_in("perencana", scripts=False)
    page.goto("/recommendations/")
    filters = page.locator(".pm-filters form").first
    filters.locator("select[name=order]").select_option("name")
    filters.get_by_role("button", name="Terapkan").click()
    expect(page).to_have_url(re.compile(r"order=name"))
    page.get_by_role("link", name="Mengapa?").first.click()
    # A whole page, where the script would unfold a row.
    expect(page.locator("main")).to_contain_text("Saran berubah jika")
    expect(page.locator("nav").first).to_be_attached()
    name = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("Tolak", exact=False).check()
    page.get_by_role("button", name="Simpan keputusan").click()
    expect(page.locator("main")).to_contain_text("Alasan")  # asked for by the server
    page.get_by_label("Alasan", exact=False).first.fill("Sedang menjalani program lain.")
    page.get_by_role("button", name="Simpan keputusan").click()
    expect(page.locator("main")).to_contain_text(f"Keputusan untuk {name} tersimpan")


def test_nothing_is_counted_or_chosen_that_needs_a_script(sign_in: SignIn) -> None:
    for scripts in (True, False):
        page = sign_in("perencana", scripts=scripts)
        for address in ("/recommendations/", "/monitoring/", "/letters/new/", "/proposals/?turn=planner"):
            page.goto(address)
            assert page.locator("[data-chosen]").first.is_visible() is scripts, address
            assert page.locator("[data-choose-all]").first.is_visible() is scripts, address
            assert page.locator("tbody input[type=checkbox]").first.is_visible(), address


def test_a_file_goes_in_and_out_again(sign_in: SignIn) -> None:
    page = sign_in("admin", scripts=False)
    page.goto("/imports/?kind=unit")
    page.locator("input[type=file]").set_input_files(
        [{"name": "unit.csv", "mimeType": "text/csv", "buffer": FILE}]
    )
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("button", name="Impor sekarang").click()
    expect(page.locator("main")).to_contain_text("terimpor")
    page.locator("details.pm-confirm summary").first.click()  # asks again, without script too
    page.get_by_role("button", name="Batalkan impor").click()
    expect(page.locator("main")).to_contain_text("kembali seperti sebelumnya")


def test_the_language_the_menu_and_the_search_on_a_phone(sign_in: SignIn) -> None:
    page = sign_in("perencana", scripts=False, viewport=NARROW)
    page.locator("details.pm-drawer summary").click()
    page.locator("details.pm-drawer").get_by_role("link", name="Kompetensi", exact=True).click()
    expect(page).to_have_url(re.compile(r"/competencies/"))
    page.goto("/search/?q=JALUR")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/home/")
    page.locator("details.pm-me summary").click()
    page.locator(".pm-me-menu").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
