"""What the invented people wrote: goals, notes, actions, proof and reports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Matter:
    """One thing two people work on, with the words they find for it on the way."""

    goal: str
    measure: str
    baseline: str
    target: str
    topics: tuple[str, ...]
    reality: tuple[str, ...]
    options: str
    actions: tuple[str, ...]
    proof: tuple[str, ...]


MATTERS = (
    Matter(
        "Dasbor layanan unit terbit dan dipakai rapat mingguan",
        "Indikator layanan yang terisi tepat waktu",
        "60% indikator terisi",
        "95% indikator terisi dua pekan berturut-turut",
        ("Memilih indikator", "Menyatukan data dua unit", "Uji coba dasbor", "Memakai dasbor di rapat"),
        ("Data dua unit belum seragam.", "Formulir lama masih dipakai satu unit.", "Rapat masih membahas angka."),
        "Satu formulir untuk kedua unit; atau penarikan data otomatis.",
        ("Kumpulkan data triwulan", "Uji formulir dengan unit data", "Tampilkan dasbor di rapat Senin"),
        ("Rancangan dasbor", "Notula rapat mingguan", "Daftar indikator yang disepakati"),
    ),
    Matter(
        "Rapat lintas unit ditutup dengan keputusan tertulis",
        "Rapat yang menghasilkan keputusan dan penanggung jawab",
        "1 dari 4 rapat",
        "4 dari 4 rapat",
        ("Agenda dan tujuan rapat", "Memimpin tanya jawab", "Menutup dengan keputusan", "Tindak lanjut rapat"),
        ("Rapat melebar ke hal di luar agenda.", "Dua peserta belum bicara.", "Keputusan belum dibagikan."),
        "Agenda dengan batas waktu; penyimpul bergantian; keputusan dibacakan di akhir.",
        ("Kirim agenda dua hari sebelumnya", "Minta umpan balik tiga peserta", "Bagikan keputusan hari itu juga"),
        ("Agenda dan notula", "Umpan balik peserta", "Daftar keputusan"),
    ),
    Matter(
        "Kajian singkat selesai dengan rekomendasi yang dapat dijalankan",
        "Rekomendasi yang disetujui pimpinan",
        "0 rekomendasi",
        "2 rekomendasi disetujui",
        ("Merumuskan pertanyaan", "Mencari bukti", "Menulis ringkas", "Menyampaikan kepada pimpinan"),
        ("Pertanyaan masih terlalu luas.", "Sumber data tersebar.", "Naskah masih sembilan halaman."),
        "Membatasi pada satu layanan; wawancara tiga pemangku kepentingan.",
        ("Tulis satu halaman ringkasan", "Wawancara dua kepala seksi", "Latih penyampaian lima menit"),
        ("Ringkasan satu halaman", "Bahan tayang", "Catatan wawancara"),
    ),
    Matter(
        "Waktu jawab pengaduan turun menjadi dua hari",
        "Rata-rata hari dari pengaduan sampai jawaban",
        "5 hari",
        "2 hari",
        ("Memetakan alur", "Membagi peran jawab", "Mengukur waktu jawab", "Menjaga hasil"),
        ("Tiga meja menunggu satu paraf.", "Pengaduan sederhana ikut antre.", "Waktu turun menjadi tiga hari."),
        "Jawaban baku untuk lima pengaduan tersering; paraf cukup sekali.",
        ("Ukur waktu satu pekan", "Susun lima jawaban baku", "Bahas hasil dengan petugas loket"),
        ("Peta alur pengaduan", "Jawaban baku", "Grafik waktu jawab"),
    ),
    Matter(
        "Rekan baru mandiri mengerjakan tugasnya",
        "Tugas yang selesai tanpa diambil alih",
        "2 dari 6 tugas",
        "6 dari 6 tugas",
        ("Membagi tugas", "Memberi umpan balik", "Menahan diri membantu", "Mengapresiasi"),
        ("Tugas dikembalikan dua kali.", "Umpan balik masih umum.", "Rekan mulai bertanya lebih dulu."),
        "Umpan balik dengan contoh; bertanya sebelum memberi jawaban.",
        ("Beri umpan balik dengan satu contoh", "Sepakati tiga tugas pekan ini", "Tanyakan apa yang menghambat"),
        ("Daftar tugas yang selesai", "Catatan umpan balik", "Hasil kerja rekan"),
    ),
)  # fmt: skip

COMMENTS = (
    "Langkah pertama selesai, data awal sudah ada.",
    "Separuh jalan; satu kendala dari unit lain teratasi.",
    "Hasil mulai dipakai; tinggal dijaga.",
    "Mendekati sasaran.",
)
TAKEAWAYS = (
    "Saya tahu langkah berikutnya.",
    "Bertanya lebih dulu membuat rapat lebih pendek.",
    "Memulai dari yang kecil ternyata cukup.",
    "Saya perlu meminta umpan balik lebih cepat.",
)
PRIVATE = "Lebih banyak bertanya pada sesi berikutnya; jangan memberi jawaban."
RETURNED = "Tambahkan tanggal dan nama kegiatan pada halaman pertama."
HELPED = (
    "Sesi yang teratur dan pertanyaan yang membuka pilihan.",
    "Umpan balik langsung atas hasil kerja.",
    "Dukungan atasan pada proyek ini.",
)
# Of the guide and of the employee, to the questions of the programme in their order.
GUIDE_ANSWERS = (
    "Membuka setiap pekan dengan satu target yang jelas.",
    "Rekan yang baru memimpin tim, karena awalnya paling berat.",
)
EMPLOYEE_ANSWERS = (
    "Meminta umpan balik segera setelah rapat.",
    "Ketua tim lain di unit ini, supaya caranya sama.",
)
BETTER = ("", "Jadwal yang lebih tetap.", "Bahan dikirim sebelum sesi.")
REPORT = {
    "strategy": "Melanjutkan proyek sebagai tugas tetap dengan sasaran triwulan dan satu rapat tinjauan setiap bulan.",
    "abilities": "Menyusun data lintas unit, menyimpulkan pendapat yang berbeda, dan tekun menindaklanjuti.",
    "develop_next": "Pengambilan keputusan dengan data, dan mengelola perubahan di unit.",
    "follow_up": "Penugasan memimpin tim kecil pada triwulan berikutnya.",
}
REVIEWS = (
    ("Dua langkah selesai tepat waktu.", "Menyelesaikan uji coba.", "Menunggu data dari unit lain."),
    ("Uji coba selesai dan diperbaiki.", "Dipakai pada rapat rutin.", ""),
    ("Hasil dipakai tiga pekan berturut-turut.", "Menyerahkan kepada tim.", "Satu rekan pindah tugas."),
)
CLOSED_NOTES = (
    "Beban kerja dan cara membagi waktu dibicarakan; yang bersangkutan memilih satu hal untuk dicoba.",
    "Percobaan berjalan; tidur lebih teratur. Dibicarakan dukungan rekan.",
    "Keadaan membaik; disepakati cara meminta bantuan lebih awal.",
)
RELEASED = "Yang kita sepakati: satu hal setiap pekan, dan bertanya lebih awal bila beban bertambah."
# Who did not come, and why.
MISSES = (
    ("employee", "Dipanggil rapat pimpinan."),
    ("employee", "Sakit, ada surat dokter."),
    ("guide", "Mendampingi kunjungan kerja yang maju sehari."),
    ("both", "Seluruh pegawai mengikuti apel mendadak."),
)
STOPS = ("Penugasan baru di luar kota.", "Prioritas unit berubah; dilanjutkan tahun depan.")
CANCELS = "Dinas luar mendadak; usulan waktu baru menyusul."
SUMMARY = "Tiga pertemuan tentang pembagian waktu; lanjutkan dari catatan pekanan yang sudah berjalan."
HANDOVER = "Pembimbing memimpin tim lain mulai bulan ini."
ENOUGH = "Tujuan sudah cukup tercapai; tidak perlu pembimbing baru."
