"""Names as they are given in many regions of the archipelago; every combination is invented."""

from random import Random

# Given names (men, women) and family, clan or second names, per region; the weight is the region's share.
# Where last names differ by sex they stand as men's | women's.
_REGIONS: tuple[tuple[int, str, str, str], ...] = (
    (
        34,
        "Agus Bambang Budi Dimas Eko Galih Hendra Joko Krisna Nugroho Prasetyo Rudi Slamet Sigit Teguh Tri Wahyu Yoga",
        "Ayu Dewi Dyah Endang Indah Kartika Lestari Nur Puji Ratih Retno Rini Sri Tri Utami Wahyuni Wulan Yuni",
        "Santosa Nugraha Wibowo Saputro Hartono Susilo Kusuma Purnomo Setiawan Widodo Handoko Pamungkas Raharjo "
        "Cahyono|Rahayu Hapsari Anggraini Wulandari Lestari Puspita Handayani Kusumawati Astuti Wijayanti Purwanti Safitri",
    ),
    (
        16,
        "Asep Cecep Dadang Deden Ujang Iwan Yayan Rizki Gilang Rangga",
        "Neneng Euis Lilis Teti Rina Tuti Yanti Wina Siti Nia",
        "Hidayat Sutisna Suryana Kurniawan Permana Firmansyah Ruhiyat Gunawan Sobari Maulana|"
        "Nurjanah Komariah Suryani Kurniasih Hidayati Rohaeti Mulyani Suhartini",
    ),
    (
        9,
        "Parlindungan Togar Jonathan Binsar Hotman Rikardo Tumpal Daniel",
        "Tiurma Rotua Lamria Desi Martha Yohana Ruth Debora",
        "Simanjuntak Sitorus Hutapea Sinaga Nainggolan Siregar Lubis Nasution Harahap Ginting Tarigan Sembiring",
    ),
    (
        8,
        "Rahmat Zulkifli Fadli Hendri Yusrizal Irwan Arif Ilham",
        "Yulia Fitri Rahmi Elvira Nurhayati Desmawati Mela Wirda",
        "Chaniago Koto Piliang Tanjung Sikumbang Caniago Jambak Syahrial Amran Yunus",
    ),
    (
        8,
        "Andi Muhammad Baso Syamsul Ridwan Amiruddin Haris Akbar",
        "Andi Nurlina Hasna Suriani Rosmini Fatimah Hartati Musdalifah",
        "Mappasessu Tenri Makkasau Patunru Rahman Basri Mangkona Palinggi Tandiarrang Sampetoding",
    ),
    (
        6,
        "I Wayan|I Made|I Nyoman|I Ketut|I Gede|I Putu",
        "Ni Wayan|Ni Made|Ni Nyoman|Ni Ketut|Ni Luh|Ni Putu",
        "Suardana Wirawan Adnyana Sudiarta Mahendra Artawan Yasa|Pradnyani Sukerti Widiantari Suryani Astiti Purnami Ariani",
    ),
    (
        6,
        "Syahrani Fahriansyah Rusdi Noor Hairil Murjani Yansen Rahmadi",
        "Norhayati Mahrita Rusmina Hayatun Raudah Emilia Yuliana Mariati",
        "Anshari Lambung Tingang Usop Asrani Saleh Hamid Bungai Effendi Sylvanus",
    ),
    (
        5,
        "Yohanes Marthen Frans Stefanus Gregorius Petrus Benyamin Yosef",
        "Maria Theresia Yuliana Fransiska Agnes Katarina Bernadeta Yosefina",
        "Nalle Taolin Lakapu Bria Manafe Seran Djawa Ngongo Kleden Hayon",
    ),
    (
        4,
        "Hendrik Jefri Rolly Ferdinan Christian Steven",
        "Meike Novita Fenny Grace Olvie Syane",
        "Lumentut Mandagi Rumengan Tumbelaka Wowor Pangemanan Kalalo Runtuwene",
    ),
    (
        4,
        "Yunus Elias Markus Melkias Simon Nataniel",
        "Yakoba Orpa Dorkas Naomi Mince Selvi",
        "Yoku Wanggai Kambu Rumbiak Mandacan Wonda Tabuni Korwa Imbiri",
    ),
)
_TABLE = [
    (
        weight,
        men.split("|") if "|" in men else men.split(),
        women.split("|") if "|" in women else women.split(),
        last.split("|")[0].split(),
        last.split("|")[-1].split(),
    )
    for weight, men, women, last in _REGIONS
]
_WEIGHTS = [row[0] for row in _TABLE]


def name(rng: Random, male: bool) -> str:
    """One full name: a given name, now and then a middle one, and a last name of the same region."""
    _, men, women, last_of_men, last_of_women = rng.choices(_TABLE, _WEIGHTS)[0]
    given, last = (men, last_of_men) if male else (women, last_of_women)
    first = rng.choice(given)
    second = rng.choice(given)
    family = rng.choice(last)
    while family == first:
        family = rng.choice(last)
    if second in (first, family) or " " in second or rng.random() < 0.55:
        return f"{first} {family}"
    return f"{first} {second} {family}"
