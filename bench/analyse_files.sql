-- The analysis written by hand for DuckDB, with the default settings and a fixed list of competencies:
-- one conditional maximum per competency, the key packed as source, day, row, level. Read by
-- bench/analyse_files.py, which replaces {folder}, {on}, {first} (the year before), {stale} and the lists.
COPY (
WITH std AS (
    SELECT kode_jabatan,
           {standard_columns},
           {generic_columns}
    FROM (SELECT *, row_number() OVER () FROM read_parquet('{folder}/standar.parquet') WHERE level > 0)
    GROUP BY kode_jabatan
), ases AS (
    SELECT nip, {key_columns}
    FROM (
        SELECT replace(nip, ' ', '') AS nip, kode_kompetensi,
               ((CASE sumber WHEN 'uji_kompetensi' THEN 5 WHEN 'atasan' THEN 4 WHEN '360' THEN 3
                             WHEN 'bukti' THEN 2 WHEN 'mandiri' THEN 1 END::BIGINT << 58)
                | ((tanggal - DATE '0001-01-01')::BIGINT << 36) | (file_row_number << 3) | level) AS k
        FROM read_parquet('{folder}/asesmen.parquet', file_row_number = true)
        WHERE tanggal <= DATE '{on}'
    )
    GROUP BY nip
), kin AS (
    SELECT replace(nip, ' ', '') AS nip,
           arg_max(struct_pack(h := hasil_kerja, p := perilaku_kerja, i := coalesce(indikator_di_bawah, 0), n := nilai),
                   (tahun::BIGINT << 33) | file_row_number) AS e
    FROM read_parquet('{folder}/kinerja.parquet', file_row_number = true)
    WHERE tahun BETWEEN {first} AND {first} + 1
    GROUP BY ALL
), sebab AS (
    SELECT replace(nip, ' ', '') AS nip, arg_max(penyebab, (tahun::BIGINT << 33) | file_row_number) AS penyebab
    FROM read_parquet('{folder}/penyebab.parquet', file_row_number = true)
    WHERE tahun BETWEEN {first} AND {first} + 1 AND penyebab <> ''
    GROUP BY ALL
), held AS (
    SELECT replace(p.nip, ' ', '') AS nip, kode_instansi, kode_unit, e, coalesce(penyebab, '') AS penyebab,
           {required_list}, {generic_list}, {level_list}, {old_list}
    FROM read_parquet('{folder}/pegawai.parquet') p
    LEFT JOIN std USING (kode_jabatan)
    LEFT JOIN ases ON ases.nip = replace(p.nip, ' ', '')
    LEFT JOIN kin ON kin.nip = replace(p.nip, ' ', '')
    LEFT JOIN sebab ON sebab.nip = replace(p.nip, ' ', '')
), sums AS (
    SELECT *,
           greatest({worst_generic}) AS wg, greatest({worst_technical}) AS wt,
           {sum_held} AS sh, {sum_required} AS sr, {generic_assessed} AS ga, {generic_required} AS gr,
           ({any_old}) AS old
    FROM held
), jpm AS (
    SELECT *, CASE WHEN sr > 0 THEN least(10000, (20000 * sh + sr) // (2 * sr)) END AS j,
           CASE WHEN e.h IS NOT NULL AND e.p IS NOT NULL AND e.h <> '' AND e.p <> '' THEN
               CASE WHEN e.p = 'di_bawah' AND e.h = 'di_bawah' THEN 'sangat_kurang'
                    WHEN e.p = 'di_bawah' THEN 'kurang'
                    WHEN e.h = 'di_bawah' THEN 'butuh_perbaikan'
                    WHEN e.h = 'di_atas' AND e.p = 'di_atas' THEN 'sangat_baik'
                    ELSE 'baik' END END AS m,
           CASE WHEN e.n >= 90 THEN 'baik' WHEN e.n >= 70 THEN 'cukup' WHEN e.n >= 50 THEN 'kurang'
                WHEN e.n IS NOT NULL THEN 'sangat_kurang' END AS s
    FROM sums
), gaps AS (
    SELECT *,
           CASE WHEN j >= 9000 THEN 'optimal' WHEN j >= 7800 THEN 'cukup_optimal' WHEN j IS NOT NULL THEN 'kurang_optimal'
                ELSE '' END AS kj,
           CASE WHEN j >= 8000 THEN 'ms' WHEN j >= 6800 THEN 'mms' WHEN j IS NOT NULL THEN 'kms' ELSE '' END AS ks,
           CASE WHEN wg IS NULL THEN 'tidak_diketahui' WHEN wg >= 3 THEN 'tinggi'
                WHEN wg = 2 OR (j < 7800 AND ga * 2 >= gr) THEN 'sedang'
                WHEN wg = 1 THEN 'rendah' ELSE 'tidak_ada' END AS gu,
           CASE WHEN wt IS NULL THEN 'tidak_diketahui' WHEN wt >= 3 THEN 'tinggi' WHEN wt = 2 THEN 'sedang'
                WHEN wt = 1 THEN 'rendah' ELSE 'tidak_ada' END AS gt,
           CASE WHEN m = 'sangat_baik' THEN 'tidak_ada'
                WHEN m = 'baik' THEN CASE WHEN e.i >= 1 THEN 'rendah' ELSE 'tidak_ada' END
                WHEN m IS NOT NULL THEN 'tinggi'
                WHEN e.n >= 90 THEN 'tidak_ada' WHEN e.n >= 80 THEN 'rendah' WHEN e.n >= 70 THEN 'sedang'
                WHEN e.n IS NOT NULL THEN 'tinggi' ELSE 'tidak_diketahui' END AS gk,
           coalesce(m, s, '') AS predikat
    FROM jpm
), rules AS (
    SELECT *,
           coalesce(e.p = 'di_bawah', false) OR penyebab IN ('perilaku', 'pribadi') AS f1,
           gk IN ('tidak_ada', 'rendah', 'tidak_diketahui') AS small,
           penyebab IN ('motivasi', 'kejenuhan') AS stalled, penyebab IN ('keterampilan', 'pengalaman') AS unskilled,
           gu IN ('sedang', 'tinggi') AS wide, gt IN ('rendah', 'sedang', 'tinggi') AS tech,
           penyebab = 'karier' AS career, penyebab = '' AND gk IN ('rendah', 'sedang', 'tinggi') AS f8,
           gk IN ('tidak_ada', 'tidak_diketahui') AND gu = 'rendah' AS f10,
           gk = 'tidak_ada' AND gu IN ('tidak_ada', 'tidak_diketahui') AND gt IN ('tidak_ada', 'tidak_diketahui')
               AND penyebab NOT IN ('perilaku', 'pribadi') AS f13
    FROM gaps
), methods AS (
    SELECT *,
           CASE WHEN f1 THEN 'JALUR-01' WHEN stalled AND small THEN 'JALUR-02' WHEN unskilled AND gk = 'tinggi' THEN 'JALUR-03'
                WHEN stalled AND gk = 'sedang' THEN 'JALUR-04' WHEN unskilled AND gk = 'sedang' THEN 'JALUR-05'
                WHEN unskilled AND small THEN 'JALUR-06' WHEN stalled AND gk = 'tinggi' THEN 'JALUR-07'
                WHEN f8 THEN 'JALUR-08' WHEN career THEN 'JALUR-09' WHEN f10 THEN 'JALUR-10' WHEN wide THEN 'JALUR-11'
                WHEN tech THEN 'JALUR-12' WHEN f13 THEN 'JALUR-13'
                WHEN gk = 'tidak_diketahui' AND gu = 'tidak_diketahui' AND gt = 'tidak_diketahui' THEN 'JALUR-00'
                ELSE 'JALUR-14' END AS rule,
           list_distinct_in_order
    FROM (
        SELECT *,
               list_filter([
                   CASE WHEN f1 THEN 'konseling' END,
                   CASE WHEN stalled THEN 'coaching' END,
                   CASE WHEN unskilled THEN CASE WHEN small AND NOT wide THEN 'coaching' ELSE 'mentoring' END END,
                   CASE WHEN f8 THEN CASE WHEN wide THEN 'mentoring' ELSE 'coaching' END END,
                   CASE WHEN career THEN 'mentoring' END,
                   CASE WHEN f10 THEN 'coaching' END,
                   CASE WHEN wide THEN 'mentoring' END,
                   CASE WHEN tech THEN 'pelatihan' END,
                   CASE WHEN f13 THEN 'pengayaan' END,
                   CASE WHEN career THEN 'coaching' END], lambda x, i: x IS NOT NULL) AS named,
               list_filter(named, lambda x, i: list_position(named, x) = i) AS list_distinct_in_order
        FROM rules
    )
)
SELECT nip, kode_instansi, kode_unit, (j / 100)::DECIMAL(5, 2) AS jpm, kj AS kategori_jpm, ks AS kategori_seleksi,
       gu AS gap_umum, gt AS gap_teknis, predikat, gk AS gap_kinerja,
       CASE WHEN j IS NULL OR predikat = '' THEN NULL
            WHEN predikat = 'sangat_baik' THEN CASE WHEN j >= 9000 THEN 9 WHEN j >= 7800 THEN 7 ELSE 4 END
            WHEN predikat = 'baik' THEN CASE WHEN j >= 9000 THEN 8 WHEN j >= 7800 THEN 5 ELSE 2 END
            ELSE CASE WHEN j >= 9000 THEN 6 WHEN j >= 7800 THEN 3 ELSE 1 END END AS kotak,
       penyebab, coalesce(list_distinct_in_order[1], '') AS saran, rule AS kode_aturan,
       array_to_string(list_distinct_in_order[2:], ';') AS saran_tambahan,
       CASE WHEN gk = 'tidak_diketahui' OR (gu = 'tidak_diketahui' AND gt = 'tidak_diketahui') THEN 'kurang_data'
            WHEN rule = 'JALUR-08' THEN 'sementara' WHEN old THEN 'kedaluwarsa' ELSE 'lengkap' END AS keyakinan
FROM methods
) TO '{out}' (FORMAT parquet, COMPRESSION zstd)
