"""Tables of ads, against counts made by hand."""

from __future__ import annotations

from catalog.models import JobAd
from generator.tables.compute import Result
from generator.tables.rules import PUBLISHED, TOO_FEW
from tests.generator.made import ad, run
from tests.generator.tables.counted import ANGERS, ANYWHERE, PARIS, pay_of, place, tables

#: Six jobs of the market (one published three times), one older, one abroad.
ADS = (
    ad("a", date_posted="2026-10-01", contract="CDI", level="junior", places=[PARIS], base_salary=pay_of(25_000)),
    ad("a2", date_posted="2026-10-09", contract="CDI", places=[PARIS], duplicate_of="a", source="autre"),
    ad("a3", date_posted="2026-11-01", contract="CDI", places=[ANGERS], duplicate_of="a"),
    ad("b", date_posted="2026-10-02", contract="CDI", level="senior", remote="total", employer_type="agence"),
    ad("c", date_posted="2026-10-03", contract="apprentissage", source="autre", base_salary=pay_of(12_000)),
    ad("d", date_posted="2026-11-04", contract="professionnalisation", places=[ANYWHERE]),
    ad("e", date_posted="2026-11-05", contract=None, places=[place("50"), place("75")]),
    ad("f", date_posted="2026-11-06", contract="CDD", base_salary=pay_of(800, usable=False), remote="partiel"),
    ad("old", date_posted="2024-10-05"),
    ad("far", date_posted="2026-10-06", places=[place(country="SN")], base_salary=pay_of(30_000)),
)  # fmt: skip
COUNTED = tables(*ADS)


def cells(result: Result, *columns: str) -> dict[str, tuple[object, ...]]:
    return {row.key: tuple(row[column] for column in columns) for row in result.rows}


def test_months_count_each_job_once_source_by_source() -> None:
    assert cells(COUNTED["annonces-par-mois"], "n", "reposts", "complete") == {
        "2024-10.site": (1, 0, False),
        "2026-10.site": (3, 2, False),
        "2026-10.autre": (1, 0, False),
        "2026-11.site": (3, 0, False),
    }


def test_a_complete_month_says_so_even_without_ads() -> None:
    days = ("2026-08-30", "2026-09-10", "2026-09-20", "2026-10-01", "2026-10-10", "2026-10-20", "2026-11-01")
    counted = tables(ad("a", date_posted="2026-10-05"), runs=tuple(map(run, days)))["annonces-par-mois"]
    assert cells(counted, "n", "complete", "since") == {
        "2026-09.site": (0, True, None),
        "2026-10.site": (1, True, counted.rows[1]["until"]),
    }


def test_contracts_of_the_market_join_the_two_kinds_of_apprenticeship() -> None:
    assert cells(COUNTED["annonces-par-contrat"], "n", "of", "share", "paid", "status") == {
        "cdd": (1, 6, 16.7, 1, PUBLISHED),
        "cdi": (2, 6, 33.3, 1, PUBLISHED),
        "alternance": (2, 6, 33.3, 1, PUBLISHED),
        "non-precise": (1, 6, 16.7, 0, PUBLISHED),
    }


def test_a_share_of_fewer_than_five_is_not_given() -> None:
    four = tables(*ADS[:7])["annonces-par-contrat"]
    assert cells(four, "n", "of", "share", "status")["cdi"] == (2, 5, 40.0, PUBLISHED)
    assert cells(tables(*ADS[:6])["annonces-par-contrat"], "n", "of", "share", "status") == {
        "cdi": (2, 4, None, TOO_FEW),
        "alternance": (2, 4, None, TOO_FEW),
    }


def test_levels_employers_and_remote_work_keep_what_is_not_said_apart() -> None:
    assert cells(COUNTED["annonces-par-niveau"], "n") == {"junior": (1,), "senior": (1,), "non-precise": (4,)}
    assert cells(COUNTED["annonces-par-employeur"], "n") == {"agence": (1,), "non-precise": (5,)}
    assert cells(COUNTED["annonces-par-teletravail"], "n") == {"partiel": (1,), "total": (1,), "non-precise": (4,)}


def test_a_job_of_two_places_counts_in_both() -> None:
    assert cells(COUNTED["annonces-par-region"], "region_name", "n", "of", "share") == {
        "11": ("Île-de-France", 2, 6, 33.3),
        "28": ("Normandie", 1, 6, 16.7),
        "52": ("Pays de la Loire", 4, 6, 66.7),
    }
    assert cells(COUNTED["annonces-par-departement"], "departement_name", "n") == {
        "49": ("Maine-et-Loire", 4),
        "50": ("Manche", 1),
        "75": ("Paris", 2),
    }


def test_two_places_of_one_region_are_one_job_of_it() -> None:
    counted = tables(ad("a", places=[PARIS, place(region="11")]))
    assert cells(counted["annonces-par-region"], "n") == {"11": (1,)}


def test_sources_count_everything_and_say_what_is_of_the_market() -> None:
    assert cells(COUNTED["annonces-par-source"], "n", "of", "in_market", "reposts", "paid") == {
        "autre": (1, 8, 1, 0, 1),
        "site": (7, 8, 5, 2, 3),
    }


def test_sources_and_window_are_those_of_the_ads_counted() -> None:
    row = COUNTED["annonces-par-contrat"].by_key["alternance"]
    assert (str(row["since"]), str(row["until"]), row["sources"]) == ("2026-10-03", "2026-11-04", "autre,site")


def test_the_window_holds_every_day_of_an_ad_that_tells_only_its_month_or_year() -> None:
    counted = tables(
        ad("a", date_posted="2026-10", base_salary=pay_of(25_000)),
        ad("b", date_posted="2026-10-12"),
        ad("old", date_posted="2010", source="autre"),
    )
    for name in ("annonces-par-contrat", "annonces-par-region", "annonces-par-mois", "salaires-annonces"):
        found = {(str(row["since"]), str(row["until"])) for row in counted[name].rows}
        assert found == {("2026-10-01", "2026-10-31")}, name
    old = counted["annonces-par-source"].by_key["autre"]
    assert (str(old["since"]), str(old["until"])) == ("2010-01-01", "2010-12-31")
    (paid,) = counted["salaires-affiches"].rows
    assert paid["day"] is None


def test_a_repost_in_another_region_counts_there_too_and_once_in_all() -> None:
    counted = tables(ad("a", places=[PARIS]), ad("b", places=[ANGERS], duplicate_of="a"))
    assert cells(counted["annonces-par-region"], "n", "of") == {"11": (1, 1), "52": (1, 1)}
    assert cells(counted["annonces-par-contrat"], "n", "of") == {"cdi": (1, 1)}


def gone(number: int, days: int, contract: str = "CDI") -> JobAd:
    return ad(
        f"{contract.lower()}{number}", date_posted="2026-10-01", expired=f"2026-10-{1 + days:02}", contract=contract
    )


def test_time_online_needs_ten_ads_that_are_gone() -> None:
    online = ad("still", date_posted="2026-10-01")
    nine = [gone(number, number) for number in range(1, 10)]
    assert cells(tables(online, *nine)["annonces-duree"], "n", "of", "days_median", "status") == {
        "cdi": (9, 10, None, TOO_FEW),
        "toutes": (9, 10, None, TOO_FEW),
    }
    ten = cells(
        tables(online, *nine, gone(1, 20, "CDD"))["annonces-duree"],
        "n",
        "coverage",
        "days_q1",
        "days_median",
        "days_q3",
    )
    assert ten["toutes"] == (10, 90.9, 3.25, 5.5, 7.75)  # of 1 to 9 and 20
    assert ten["cdd"] == (1, None, None, None, None)  # one ad is no share either


def test_age_wording_is_counted_among_the_ads_that_were_read() -> None:
    read = [ad(f"r{number}", fingerprint="x") for number in range(4)]
    flagged = ad("old-fashioned", fingerprint="x", flags=["critere-d-age"])
    unread = ad("unread")
    counted = tables(*read, flagged, unread)["annonces-mentions-age"]
    assert cells(counted, "n", "of", "share") == {"cdi": (1, 5, 20.0), "toutes": (1, 5, 20.0)}


def test_without_ads_every_table_is_empty_and_keeps_its_columns() -> None:
    for name, result in tables().items():
        assert len(result.rows) == 0, name
        assert [column.name for column in result.columns] == [column.name for column in COUNTED[name].columns]
