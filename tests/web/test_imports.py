"""A file with its own titles and words is matched on pages, and the next one is understood at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pamong.competency.models import Assessment
from pamong.exchange.models import Import
from pamong.performance.models import Evaluation
from tests.people_cast import Cast
from tests.web.doors import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast["planner"], backend=BACKEND)
    return client


def upload(client: Client, kind: str, text: str) -> str:
    file = SimpleUploadedFile(f"{kind}.csv", text.encode())
    return str(client.post("/imports/", {"kind": kind, "file": file})["Location"])


def test_words_of_the_file_are_matched_once_and_remembered(cast: Cast, client: Client) -> None:
    nip = cast.rara.nip
    text = f"Nomor Pegawai;tahun;hasil_kerja;perilaku_kerja\n{nip};2025;Melampaui;2\n"
    address = upload(client, "kinerja", text)
    assert "Cocokkan kolom" in client.get(address).content.decode()
    columns = client.get(f"{address}columns/").content.decode()
    assert "Nomor Pegawai" in columns
    assert nip in columns
    chosen = {
        "column_0": "nip",
        "column_1": "tahun",
        "column_2": "hasil_kerja",
        "column_3": "perilaku_kerja",
    }
    twice = client.post(f"{address}columns/", {**chosen, "column_3": "hasil_kerja"})
    assert twice.status_code == 422
    assert client.post(f"{address}columns/", chosen).status_code == 303
    assert "Cocokkan kata" in client.get(address).content.decode()
    assert "Melampaui" in client.get(f"{address}words/").content.decode()
    report = client.get(f"{address}problems.csv")
    assert "Melampaui" in b"".join(report.streaming_content).decode()  # type: ignore[attr-defined]
    said = {"word_0": "di_atas", "word_1": "sesuai"}
    assert client.post(f"{address}words/", said).status_code == 303
    assert client.post(f"{address}confirm/").status_code == 303
    assert Evaluation.objects.get(employee=cast.rara, year=2025).work == "di_atas"
    assert client.get(f"{address}columns/").status_code == 404
    again = upload(client, "kinerja", text.replace("2025", "2024"))
    assert client.post(f"{again}confirm/").status_code == 303
    assert Evaluation.objects.filter(employee=cast.rara, year=2024, work="di_atas").exists()


def test_a_wide_file_takes_its_source_and_day_for_all_rows(cast: Cast, client: Client) -> None:
    address = upload(client, "asesmen", f"nip;Kode Etik;Komunikasi\n{cast.superior.nip};3;4\n")
    chosen = {"column_0": "nip", "column_1": "integritas", "column_2": ""}
    constants = {"all_sumber": "uji_kompetensi", "all_tanggal": "2026-03-12"}
    assert client.post(f"{address}columns/", {**chosen, **constants}).status_code == 303
    assert Import.objects.get().status == "checked", Import.objects.get().report
    page = client.get(f"{address}columns/").content.decode()
    assert 'value="2026-03-12"' in page
    client.post(f"{address}confirm/")
    found = Assessment.objects.filter(employee=cast.superior).values_list("competency__code", "level")
    assert list(found) == [("integritas", 3)]
