"""The tables of ads and skills in DuckDB's SQL, written by hand from the same facts: what ours are measured against.

Written as one would for speed alone: subtotals come from CUBE, quartiles from one list, and what tables share is made
once where that was measured to be quicker (the skills of read ads; a copy of the market costs more than it saves).
Each table has the columns of ours but ``key``, in the same order, with the same rounding.
"""

from __future__ import annotations

import duckdb

_WINDOW = "min(earliest) AS since, max(day) AS until, string_agg(DISTINCT source, ',' ORDER BY source) AS sources"

#: Made first.
SHARED = """
CREATE VIEW market AS
    SELECT ad, source, earliest, day, title, place, departement, coalesce(level, 'non précisé') AS level,
        coalesce(contract, 'non précisé') AS contract, coalesce(employer_type, 'non précisé') AS employer_type,
        coalesce(remote, 'non précisé') AS remote, training, pay_stated, pay_flagged, low, high, read, age_wording,
        online_days
    FROM ads WHERE recent AND france;
CREATE TEMP TABLE whole AS SELECT count(*) AS of FROM market;
CREATE VIEW read_ads AS SELECT * FROM market WHERE read;
CREATE TEMP TABLE naming AS
    SELECT s.skill, r.ad, r.earliest, r.day, r.source, r.level, r.contract
    FROM ad_skills s JOIN read_ads r USING (ad);
CREATE MACRO share(n, of) AS CASE WHEN of >= 5 THEN round(100.0::DOUBLE * n / of, 1) END;
CREATE MACRO few(n, least) AS CASE WHEN n >= least THEN 'publié' ELSE 'effectif insuffisant' END;
CREATE MACRO all_of(said, is_total) AS CASE WHEN is_total = 1 THEN 'toutes' ELSE said END;
"""

_PAY = f"""
    count(low + high) AS n, count(*) AS of, count(*) FILTER (pay_flagged) AS flagged,
    count(*) FILTER ((low IS NULL) <> (high IS NULL)) AS one_ended,
    quantile_cont(low, [0.25, 0.5, 0.75]) FILTER (high IS NOT NULL) AS low_q,
    quantile_cont(high, [0.25, 0.5, 0.75]) FILTER (low IS NOT NULL) AS high_q, {_WINDOW}
"""
_PUBLISHED = """
    n, of, CASE WHEN of >= 5 THEN round(100.0::DOUBLE * n / of, 1) END AS coverage, flagged, one_ended,
    CASE WHEN n >= 10 THEN round(low_q[1], 2) END AS low_q1,
    CASE WHEN n >= 10 THEN round(low_q[2], 2) END AS low_median,
    CASE WHEN n >= 10 THEN round(low_q[3], 2) END AS low_q3,
    CASE WHEN n >= 10 THEN round(high_q[1], 2) END AS high_q1,
    CASE WHEN n >= 10 THEN round(high_q[2], 2) END AS high_median,
    CASE WHEN n >= 10 THEN round(high_q[3], 2) END AS high_q3,
    few(n, 10) AS status, since, until, sources
"""


def _by(column: str) -> str:
    return f"""
    SELECT {column}, n, of, paid, since, until, sources, CASE WHEN n >= 5 THEN share(paid, n) END AS paid_share,
        share(n, of) AS share, few(of, 5) AS status
    FROM (
        SELECT {column}, count(*) AS n, count(*) FILTER (pay_stated) AS paid, {_WINDOW} FROM market GROUP BY 1
    ), whole
    ORDER BY {column}"""


def _by_place(scale: str) -> str:
    return f"""
    SELECT {scale}, name AS {scale}_name, n, of, paid, since, until, sources,
        CASE WHEN n >= 5 THEN share(paid, n) END AS paid_share, share(n, of) AS share, few(of, 5) AS status
    FROM (
        SELECT {scale}, count(*) AS n, count(*) FILTER (pay_stated) AS paid, {_WINDOW}
        FROM (SELECT DISTINCT ad, p.{scale} FROM ad_places p WHERE p.{scale} IS NOT NULL)
        JOIN (SELECT ad, earliest, day, source, pay_stated FROM market) USING (ad) GROUP BY 1
    ) LEFT JOIN (SELECT code AS {scale}, name FROM places WHERE scale = '{scale}') USING ({scale}), whole
    ORDER BY {scale}"""


def _skills_by(column: str, naming: str, read: str) -> str:
    return f"""
    SELECT skill, coalesce(label, skill) AS skill_label, {column}, n, of, since, until, sources,
        share(n, of) AS share, few(of, 5) AS status
    FROM (SELECT skill, {column}, count(*) AS n, {_WINDOW} FROM {naming} GROUP BY ALL)
    JOIN (SELECT {column}, count(*) AS of FROM {read} GROUP BY 1) USING ({column})
    LEFT JOIN (SELECT skill, label FROM skills) USING (skill)
    ORDER BY skill, {column}"""


def _works(corpus: str, works: str) -> str:
    return f"""
    SELECT '{corpus}' AS corpus, skill, count(*) AS n, (SELECT count(*) FROM works WHERE NOT off_topic AND {works}),
        min(year)::VARCHAR, max(year)::VARCHAR, count(*), string_agg(work, ',' ORDER BY work)
    FROM work_skills JOIN works USING (work) WHERE NOT off_topic AND {works} GROUP BY skill"""


_MONTHLY = "(SELECT month, ad, earliest, day, source FROM ads WHERE france AND read AND month IS NOT NULL)"
TABLES = {
    "annonces-par-mois": """
    SELECT month, source, coalesce(n, 0) AS n, coalesce(reposts, 0)::BIGINT AS reposts, complete, since, until
    FROM source_months LEFT JOIN (
        SELECT month, source, count(*) AS n, sum(publications - 1) AS reposts, min(earliest) AS since,
            max(day) AS until
        FROM ads GROUP BY ALL
    ) USING (month, source)
    WHERE complete OR n > 0 ORDER BY month, source""",
    "annonces-par-contrat": _by("contract"),
    "annonces-par-niveau": _by("level"),
    "annonces-par-employeur": _by("employer_type"),
    "annonces-par-teletravail": _by("remote"),
    "annonces-par-region": _by_place("region"),
    "annonces-par-departement": _by_place("departement"),
    "annonces-par-source": """
    SELECT source, n, of, in_market, paid, reposts, since, until, share(n, of) AS share, few(of, 5) AS status
    FROM (
        SELECT source, count(*) AS n, count(*) FILTER (recent AND france) AS in_market,
            count(*) FILTER (pay_stated) AS paid, sum(publications - 1)::BIGINT AS reposts, min(earliest) AS since,
            max(day) AS until
        FROM ads GROUP BY 1
    ), (SELECT count(*) AS of FROM ads)
    ORDER BY source""",
    "annonces-duree": f"""
    SELECT contract, n, of, since, until, sources,
        CASE WHEN of >= 5 THEN round(100.0::DOUBLE * n / of, 1) END AS coverage,
        CASE WHEN n >= 10 THEN round(days[1], 2) END AS days_q1,
        CASE WHEN n >= 10 THEN round(days[2], 2) END AS days_median,
        CASE WHEN n >= 10 THEN round(days[3], 2) END AS days_q3, few(n, 10) AS status
    FROM (
        SELECT all_of(contract, grouping(contract)) AS contract, count(online_days) AS n, count(*) AS of,
            quantile_cont(online_days, [0.25, 0.5, 0.75]) AS days, {_WINDOW}
        FROM market GROUP BY CUBE (contract)
    )
    ORDER BY contract""",
    "annonces-mentions-age": f"""
    SELECT contract, n, of, since, until, sources, share(n, of) AS share, few(of, 5) AS status
    FROM (
        SELECT all_of(contract, grouping(contract)) AS contract, count(*) FILTER (age_wording) AS n, count(*) AS of,
            {_WINDOW}
        FROM read_ads GROUP BY CUBE (contract)
    )
    ORDER BY contract""",
    "salaires-annonces": f"""
    WITH jobs AS (
        SELECT ad, level, contract, employer_type, low, high, pay_flagged, earliest, day, source
        FROM market WHERE NOT training
    ), placed AS (
        SELECT region, jobs.* FROM (SELECT DISTINCT ad, region FROM ad_places WHERE region IS NOT NULL)
        JOIN jobs USING (ad)
    ), cells AS (
        SELECT 'toutes' AS region, all_of(level, grouping(level)) AS level,
            all_of(contract, grouping(contract)) AS contract,
            all_of(employer_type, grouping(employer_type)) AS employer_type, {_PAY}
        FROM jobs GROUP BY CUBE (level, contract, employer_type)
        UNION ALL
        SELECT region, all_of(level, grouping(level)) AS level, all_of(contract, grouping(contract)) AS contract,
            all_of(employer_type, grouping(employer_type)) AS employer_type, {_PAY}
        FROM placed GROUP BY region, CUBE (level, contract, employer_type)
    )
    SELECT level, region, contract, employer_type, {_PUBLISHED} FROM cells
    ORDER BY level, region, contract, employer_type""",
    "salaires-affiches": """
    SELECT ad, coalesce(label, title) AS title, place, departement, contract, level, round(low, 2) AS low,
        round(high, 2) AS high, source,
        CASE WHEN earliest = day THEN day END AS day
    FROM (
        SELECT * FROM market WHERE low IS NOT NULL OR high IS NOT NULL ORDER BY day DESC, ad LIMIT 10000
    ) LEFT JOIN titles USING (title) ORDER BY ad""",
    "salaires-competences": f"""
    SELECT skill, coalesce(label, skill) AS skill_label, {_PUBLISHED}
    FROM (
        SELECT skill, {_PAY} FROM ad_skills JOIN market USING (ad)
        WHERE NOT training AND contract IN ('CDI', 'CDD') GROUP BY 1
    ) LEFT JOIN skills USING (skill)
    ORDER BY skill""",
    "competences-corpus": f"""
    WITH each AS (
        SELECT 'annonces' AS corpus, skill, count(*) AS n, (SELECT count(*) FROM read_ads) AS of,
            min(earliest)::VARCHAR AS since, max(day)::VARCHAR AS until, count(DISTINCT source) AS source_count,
            string_agg(DISTINCT source, ',' ORDER BY source) AS sources
        FROM naming GROUP BY 2
        UNION ALL {_works("fiches-metier", "kind = 'fiche-metier'")}
        UNION ALL {_works("interviews", "folder = 'interviews'")}
    )
    SELECT corpus, skill, coalesce(label, skill) AS skill_label, category, n, of, since, until, source_count,
        CASE WHEN source_count <= 10 THEN sources END AS sources, share(n, of) AS share, few(of, 5) AS status
    FROM each LEFT JOIN skills USING (skill) ORDER BY corpus, skill""",
    "competences-par-mois": _skills_by("month", f"ad_skills JOIN {_MONTHLY} USING (ad)", _MONTHLY),
    "competences-par-niveau": _skills_by("level", "naming", "read_ads"),
    "competences-par-contrat": _skills_by("contract", "naming", "read_ads"),
    "competences-par-region": f"""
    WITH placed AS (
        SELECT region, ad, earliest, day, source
        FROM (SELECT DISTINCT ad, region FROM ad_places WHERE region IS NOT NULL)
        JOIN (SELECT ad, earliest, day, source FROM read_ads) USING (ad)
    )
    SELECT skill, label AS skill_label, region, name AS region_name, n, of, since, until, sources,
        share(n, of) AS share, few(of, 5) AS status
    FROM (SELECT skill, region, count(*) AS n, {_WINDOW} FROM placed JOIN ad_skills USING (ad) GROUP BY ALL)
    JOIN (SELECT region, count(*) AS of FROM placed GROUP BY 1) USING (region)
    LEFT JOIN (SELECT code AS region, name FROM places WHERE scale = 'region') USING (region)
    JOIN skills USING (skill)
    ORDER BY skill, region""",
    "competences-par-source": f"""
    WITH read_monthly AS {_MONTHLY}
    SELECT skill, label AS skill_label, source, month, n, of, complete, since, until, share(n, of) AS share,
        few(of, 5) AS status
    FROM (
        SELECT skill, source, month, count(*) AS n, min(earliest) AS since, max(day) AS until
        FROM ad_skills JOIN read_monthly USING (ad) GROUP BY ALL
    )
    JOIN (SELECT source, month, count(*) AS of FROM read_monthly GROUP BY ALL) USING (source, month)
    LEFT JOIN source_months USING (source, month) JOIN skills USING (skill)
    ORDER BY skill, source, month""",
    "competences-ensemble": f"""
    WITH alone AS (SELECT skill, count(*) AS of, {_WINDOW} FROM naming GROUP BY 1),
    pairs AS (
        SELECT a.skill AS one, b.skill AS two, count(*) AS n
        FROM naming a JOIN naming b ON a.ad = b.ad AND a.skill < b.skill GROUP BY ALL
    ),
    both_ways AS (SELECT one AS skill, two AS other, n FROM pairs UNION ALL SELECT two, one, n FROM pairs)
    SELECT skill, coalesce(s.label, skill) AS skill_label, other, coalesce(o.label, other) AS other_label, n, of,
        CASE WHEN n >= 5 THEN round(100.0::DOUBLE * n / of, 1) END AS share, round(lift, 2) AS lift,
        few(n, 5) AS status, since, until, sources
    FROM (
        SELECT skill, other, n, a.of, a.since, a.until, a.sources,
            CASE WHEN n >= 5 THEN n::DOUBLE * read / (a.of * b.of) END AS lift
        FROM (SELECT count(*) AS read FROM read_ads), both_ways JOIN alone a USING (skill)
        JOIN alone b ON b.skill = other
        QUALIFY row_number() OVER (PARTITION BY skill ORDER BY lift DESC NULLS LAST, n DESC, other) <= 20
    )
    LEFT JOIN skills s USING (skill) LEFT JOIN skills o ON o.skill = other
    ORDER BY skill, other""",
}


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes what the tables share, from the tables of facts that ``connection`` holds."""
    connection.execute(SHARED)
