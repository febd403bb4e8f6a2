"""The room of an engagement in a browser: saved as one goes, nothing overwritten unseen, nothing lost with the line."""

import os
import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import SignIn
from tests.browser.steps import mail_to, part_of
from tests.browser.tour import NARROW
from tests.mail_server import Post

pytestmark = pytest.mark.browser
DRAFTS = "Object.keys(localStorage).filter(name => name.startsWith('pamong-kept:'))"


def my_room(page: Page) -> str:
    """The running engagement of the account; its address."""
    page.goto("/engagements/?state=running&mine=on")
    page.locator("table tbody th a").first.click()
    page.wait_for_url(re.compile(r"/engagements/\d+/$"))
    return page.url


def proposed(page: Page, room: str, topic: str) -> str:
    """A session at the first time at which both are free; its address."""
    page.goto(f"{room}sessions/new/")
    page.locator(".pm-chips a").first.click()
    page.get_by_label("Topik", exact=True).fill(topic)
    page.get_by_role("button", name="Kirim usulan waktu").click()
    page.wait_for_url(re.compile(r"/sessions/\d+/$"))
    return page.url


def test_a_note_is_saved_as_one_goes_and_never_over_the_other_unseen(sign_in: SignIn) -> None:
    mine, coach = sign_in("pegawai"), sign_in("coach")
    session = proposed(mine, my_room(mine), "Menyusun indikator")
    coach.goto(session)
    coach.get_by_role("button", name="Setujui waktu ini").click()
    expect(coach.locator("main")).to_contain_text("Dijadwalkan")
    mine.goto(session)
    mine.get_by_label("Hambatan").fill("Data belum seragam.")
    expect(mine.locator(".pm-note-state")).to_contain_text("Tersimpan pukul")
    assert mine.evaluate(DRAFTS) == []
    coach.goto(session)
    expect(coach.get_by_label("Hambatan")).to_have_value("Data belum seragam.")
    mine.get_by_label("Alternatif").fill("Satu formulir.")
    expect(mine.locator(".pm-note-state input[name=version]")).to_have_value("2")
    coach.get_by_label("Alternatif").fill("Dua formulir.")
    state = coach.locator(".pm-note-state")
    expect(state).to_contain_text("Catatan ini berubah sejak Anda membukanya")
    expect(state).to_contain_text("Satu formulir.")
    coach.get_by_label("Alternatif").fill("Satu formulir untuk dua unit.")
    # Typing on does not overwrite; only the button that says so does.
    expect(state).to_contain_text("Satu formulir untuk dua unit.")
    expect(state).to_contain_text("Isi terbaru")
    coach.get_by_role("button", name="Sudah saya gabungkan").click()
    expect(state).to_contain_text("Tersimpan pukul")
    mine.reload()
    expect(mine.get_by_label("Alternatif")).to_have_value("Satu formulir untuk dua unit.")


def test_what_was_typed_without_a_line_comes_back_and_goes_with_signing_out(sign_in: SignIn) -> None:
    page = sign_in("pegawai", viewport=NARROW)
    session = proposed(page, my_room(page), "Tanpa sambungan")
    page.goto(session)
    page.context.set_offline(True)
    page.get_by_label("Kondisi saat ini").fill("Ditulis di kereta.")
    page.get_by_label("Catatan pribadi").fill("Jangan disimpan di sini.")
    page.wait_for_timeout(200)
    assert "Jangan disimpan" not in str(page.evaluate("JSON.stringify(localStorage)"))
    page.context.set_offline(False)
    page.goto(session)
    expect(page.locator(".pm-kept")).to_contain_text("belum tersimpan")
    expect(page.get_by_label("Kondisi saat ini")).to_have_value("Ditulis di kereta.")
    page.get_by_role("button", name="Buang tulisan itu").click()
    expect(page.get_by_label("Kondisi saat ini")).to_have_value("")
    page.get_by_label("Kondisi saat ini").press_sequentially("Lagi")
    assert page.evaluate(DRAFTS) != []
    page.locator("details.pm-me summary").click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(re.compile(r"/sign-in/|/$"))
    assert page.evaluate(DRAFTS) == []


def test_what_was_typed_at_the_link_of_a_mail_comes_back(
    sign_in: SignIn, visitor: SignIn, post: Post
) -> None:
    """On a phone, without signing in: where a line is lost most."""
    mine, coach, told = sign_in("pegawai"), sign_in("coach"), len(post.arrived)
    coach.goto(proposed(mine, my_room(mine), "Dari surat"))
    coach.get_by_role("button", name="Setujui waktu ini").click()
    sure = mail_to(post, "dimas.prakoso@lpa.example", "Jadwal sesi coaching sudah pasti", told)
    link = re.search(r"https?://\S+/engagements/sessions/close/\S+", part_of(sure, "text/plain"))
    assert link
    phone = visitor(viewport=NARROW)
    phone.goto(link[0])
    phone.get_by_label("Apa yang Anda bawa pulang?").fill("Ditulis di kereta.")
    phone.locator("input[name=rating][value='3']").check()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Tutup sesi").click()
    phone.wait_for_timeout(500)
    phone.context.set_offline(False)
    phone.goto(link[0])
    expect(phone.locator(".pm-kept")).to_contain_text("belum tersimpan")
    expect(phone.get_by_label("Apa yang Anda bawa pulang?")).to_have_value("Ditulis di kereta.")
    expect(phone.locator("input[name=rating][value='3']")).to_be_checked()


def test_words_of_a_proof_come_back_and_go_once_it_is_sent(sign_in: SignIn) -> None:
    page = sign_in("pegawai", viewport=NARROW)
    room = my_room(page)
    page.goto(f"{room}proof/")
    form = page.locator("form[data-chunks]")
    form.get_by_label("Judul bukti").fill("Notula tanpa sambungan")
    page.context.set_offline(True)
    form.get_by_label("Uraian", exact=False).last.fill("Diketik di kapal.")
    page.context.set_offline(False)
    page.goto(f"{room}proof/")
    expect(form.locator(".pm-kept")).to_contain_text("belum tersimpan")
    expect(form.get_by_label("Judul bukti")).to_have_value("Notula tanpa sambungan")
    file = {"name": "kapal.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 " + os.urandom(900)}
    form.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    form.get_by_role("button", name="Kirim bukti").click()
    expect(page.locator("main")).to_contain_text("Bukti diajukan, menunggu verifikasi.", timeout=20_000)
    expect(page.locator("main")).to_contain_text("kapal.pdf")
    assert page.evaluate(DRAFTS) == []


def test_a_broken_upload_goes_on_where_it_stopped(sign_in: SignIn) -> None:
    page = sign_in("pegawai")
    room = my_room(page)
    page.goto(f"{room}proof/")
    form = page.locator("form[data-chunks]")
    form.get_by_label("Judul bukti").fill("Rancangan yang besar")
    file = {"name": "besar.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 " + os.urandom(900_000)}
    form.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    sent: list[str] = []

    def sometimes(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            if len(sent) == 3:
                route.abort()
                return
        route.continue_()

    page.route("**/proof/chunks/**", sometimes)
    form.get_by_role("button", name="Kirim bukti").click()
    expect(form.locator("[data-chunks-told]")).to_contain_text("Sambungan terputus")
    form.get_by_role("button", name="Kirim bukti").click()
    expect(page.locator("main")).to_contain_text("Bukti diajukan, menunggu verifikasi.")
    expect(page.locator("main")).to_contain_text("besar.pdf")
    assert len(sent) == 5  # four pieces, one of them twice


def test_the_same_without_script(sign_in: SignIn) -> None:
    page = sign_in("pegawai", scripts=False, viewport=NARROW)
    room = my_room(page)
    session = proposed(page, room, "Tanpa skrip")
    page.get_by_label("Hambatan").fill("Tanpa skrip pun tersimpan.")
    page.get_by_role("button", name="Simpan catatan", exact=True).click()
    expect(page.locator("main")).to_contain_text("Catatan tersimpan.")
    page.goto(session)
    expect(page.get_by_label("Hambatan")).to_have_value("Tanpa skrip pun tersimpan.")
    page.goto(f"{room}tasks/")
    page.get_by_label("Tugas", exact=True).fill("Kirim notula")
    page.get_by_role("button", name="Tambah", exact=True).click()
    page.get_by_role("button", name="Tandai selesai: Kirim notula").first.click()
    expect(page.locator("main")).to_contain_text("Tugas selesai.")
    page.goto(f"{room}proof/")
    form = page.locator("form[data-chunks]")
    form.get_by_label("Judul bukti").fill("Notula")
    file = {"name": "notula.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 " + os.urandom(2000)}
    form.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    form.get_by_role("button", name="Kirim bukti").click()
    expect(page.locator("main")).to_contain_text("notula.pdf")
