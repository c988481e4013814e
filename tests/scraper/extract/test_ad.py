"""All the facts of an ad in one call: what comes first when two parts of it disagree, and what is never guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.load import load_catalog
from catalog.models.collected import JobAd
from scraper.extract.ad import AdFacts, AdReader
from scraper.extract.base_salary import Salary
from scraper.extract.posting import Location, Posting

DATA = Path(__file__).parents[3] / "data"
TODAY = dt.date(2026, 10, 3)
CM = "Community manager (H/F)"


@pytest.fixture(scope="module")
def reader() -> AdReader:
    return AdReader.of(load_catalog(DATA, TODAY).catalog)


def stored(facts: AdFacts) -> JobAd:
    """The ad as it is stored: pydantic refuses what the model does not accept."""
    return JobAd(
        id="essai-1",
        source="essai",
        source_id="1",
        url="https://emploi.example/1",
        first_seen=TODAY,
        title="Community manager",
        job_title=facts.title.title if facts.title else "community-manager",
        **{field: value for field, value in vars(facts).items() if field != "title"},
    )


def read(reader: AdReader, *, title: str | None = CM, found: dict[str, Any] | None = None, **posting: Any) -> JobAd:
    return stored(reader.read(Posting(title=title, **posting), today=TODAY, **(found or {})))


WHOLE = """Maison Tilleul recrute son ou sa community manager.

Nous sommes une agence de communication de 12 personnes. Vous animez nos comptes Instagram et LinkedIn.

Profil :
- Bac +3 minimum en communication
- 2 ans d’expérience exigés
- La maîtrise de Canva est exigée, WordPress serait un plus

CDD de 8 mois, à temps plein. Salaire : 2 300 € brut par mois sur 13 mois. 2 jours de télétravail par semaine."""


def test_every_fact_that_the_words_tell(reader: AdReader) -> None:
    facts = reader.read(Posting(CM, WHOLE, locations=(Location("69003 Lyon"),)), today=TODAY)
    assert facts.title
    assert (facts.title.title, facts.title.relevance) == ("community-manager", "profession")
    ad = stored(facts)
    assert (ad.contract, ad.contract_months, ad.part_time) == ("CDD", (8, 8), False)
    assert (ad.education, ad.experience_years, ad.remote) == (3, 2, "partiel")
    assert (ad.employer_type, ad.language) == ("agence", "fr")
    assert {"instagram", "linkedin", "canva", "wordpress"} <= set(ad.skills)
    assert ("canva" in ad.required, "wordpress" in ad.optional) == (True, True)
    assert [(place.commune, place.departement_code) for place in ad.places] == [("Lyon", "69")]
    assert ad.base_salary
    assert (ad.base_salary.min, ad.base_salary.unit, ad.base_salary.basis) == (2300, "MONTH", "brut")
    assert (ad.base_salary.yearly_gross_min, ad.base_salary.rule) == (29_900, "mensuel-n")
    assert ad.base_salary.usable
    assert ad.fingerprint
    assert ad.flags == ()


def test_nothing_stated_is_nothing_stored(reader: AdReader) -> None:
    ad = read(reader, description="Vous racontez la vie de notre maison et de ses clients, avec nous.")
    assert ad.places == ad.skills == ad.required == ad.optional == ad.flags == ()
    told = (ad.contract, ad.part_time, ad.base_salary, ad.experience_years, ad.education, ad.remote, ad.date_posted)
    assert set(told) == {None}
    assert ad.language == "fr"


def test_a_title_alone_is_read(reader: AdReader) -> None:
    ad = read(reader, title="Stage - Community manager - Nantes")
    assert (ad.level, ad.contract) == ("stagiaire", "stage")
    assert [place.commune for place in ad.places] == ["Nantes"]
    assert (ad.fingerprint, ad.language) == (None, None)


def test_a_title_we_do_not_know_is_said_so(reader: AdReader) -> None:
    assert reader.read(Posting("Chaudronnier soudeur"), today=TODAY).title is None


@pytest.mark.parametrize(
    ("types", "title", "kind", "months"),
    [
        (("CDD - 12 Mois",), "Alternance Community Manager", "alternance", (12, 12)),
        (("INTERN",), CM, "stage", None),
        (("CDI",), CM, "CDI", None),
    ],
)
def test_the_field_of_the_contract_with_the_title(
    reader: AdReader, types: tuple[str, ...], title: str, kind: str, months: tuple[float, float] | None
) -> None:
    ad = read(reader, title=title, employment_types=types)
    assert (ad.contract, ad.contract_months) == (kind, months)


def test_a_title_against_its_field_is_flagged(reader: AdReader) -> None:
    ad = read(reader, title="STAGE EN COMMUNICATION", employment_types=("CDI",))
    assert (ad.contract, ad.level) == ("stage", "stagiaire")
    assert "contrat-contradictoire" in ad.flags


def test_a_trainee_is_one_whatever_the_title_boasts(reader: AdReader) -> None:
    ad = read(reader, title="Community manager senior", employment_types=("Contrat d'apprentissage",))
    assert (ad.contract, ad.level) == ("apprentissage", "alternant")


def test_an_apprentice_s_pay_is_converted_and_stays_out_of_tables(reader: AdReader) -> None:
    ad = read(reader, employment_types=("Contrat d'apprentissage",), salaries=(Salary("60 % du SMIC"),))
    assert ad.base_salary
    assert ad.base_salary.yearly_gross_min
    assert ("trainee" in ad.base_salary.flags, ad.base_salary.usable) == (True, False)


@pytest.mark.parametrize(
    "salary",
    [
        Salary("Annuel de 489.0 Euros à 1801.8 Euros"),
        Salary("Mensuel de 28000 Euros"),
        Salary(None, 489, 1801.8, "EUR", "YEAR"),
        Salary(None, 28_000, 28_000, "EUR", "MONTH"),
    ],
)
def test_a_unit_wrong_at_the_source_is_flagged(reader: AdReader, salary: Salary) -> None:
    ad = read(reader, salaries=(salary,), locations=(Location("75 - Paris"),))
    assert ad.base_salary
    assert ("implausible" in ad.base_salary.flags, ad.base_salary.usable) == (True, False)


@pytest.mark.parametrize(
    ("salary", "yearly", "rule"),
    [
        (Salary("Mensuel de 1900.0 Euros à 2300.0 Euros"), (22_800, 27_600), "mensuel-12"),
        (Salary(None, 26_000, 30_000, "EUR", "YEAR"), (26_000, 30_000), "annuel"),
        (Salary(None, 30_000, 26_000, "EUR", "YEAR"), (26_000, 30_000), "annuel"),
        (Salary(None, 13, None, "EUR", "HOUR"), (23_660, None), "horaire-35h"),
        (Salary("28-32 K€", None, None, None, "YEAR"), (28_000, 32_000), "annuel"),
        (Salary(None, 2_200, 2_200), (26_400, 26_400), "mensuel-12"),
    ],
)
def test_structured_pay_is_converted_as_words_are(
    reader: AdReader, salary: Salary, yearly: tuple[float, float | None], rule: str
) -> None:
    pay = read(reader, salaries=(salary,), locations=(Location("59000 Lille, FR"),)).base_salary
    assert pay
    assert ((pay.yearly_gross_min, pay.yearly_gross_max), pay.rule) == (yearly, rule)


def test_pay_written_upside_down_is_stored_upright_and_not_used(reader: AdReader) -> None:
    pay = read(reader, salaries=(Salary(None, 30_000, 26_000, "EUR", "YEAR"),)).base_salary
    assert pay
    assert (pay.min, pay.max, pay.usable, "upside_down" in pay.flags) == (26_000, 30_000, False, True)


def test_the_field_of_the_pay_comes_before_the_words(reader: AdReader) -> None:
    prose = "Salaire : 3 000 € brut par mois."
    ad = read(reader, description=prose, salaries=(Salary(None, 26_000, 28_000, "EUR", "YEAR"),))
    assert ad.base_salary
    assert (ad.base_salary.min, ad.base_salary.max) == (26_000, 28_000)
    silent = read(reader, description=prose, salaries=(Salary("selon profil"),))
    assert silent.base_salary
    assert silent.base_salary.min == 3_000


def test_of_a_net_and_a_gross_pay_the_gross_one_counts(reader: AdReader) -> None:
    pay = read(reader, description="Salaire : 1 900 € net par mois, soit 2 430 € brut par mois.").base_salary
    assert pay
    assert (pay.min, pay.basis, pay.usable, "several" in pay.flags) == (2_430, "brut", True, True)


def test_a_pay_that_title_and_words_both_state_is_one(reader: AdReader) -> None:
    pay = read(reader, title="Community manager 28-32 K€", description="Salaire : 28-32 K€ brut annuel.").base_salary
    assert pay
    assert (pay.min, pay.max, "several" in pay.flags) == (28_000, 32_000, False)


def test_money_is_that_of_the_country(reader: AdReader) -> None:
    prose = "Salaire annuel brut : 60 000."
    paris = read(reader, description=prose, locations=(Location("75002 Paris"),)).base_salary
    geneva = read(reader, description=prose, locations=(Location("Genève, CH", "Genève", country="CH"),)).base_salary
    assert paris
    assert geneva
    assert (paris.currency, geneva.currency, geneva.yearly_gross_min) == ("EUR", "CHF", None)


@pytest.mark.parametrize("hours", ["24H/semaine Travail en journée", "Temps partiel - 24H00/semaine"])
def test_part_time_pay_by_the_month_is_not_a_full_one(reader: AdReader, hours: str) -> None:
    ad = read(
        reader,
        description="Poste à temps plein.",
        salaries=(Salary(None, 1_900, 1_900, "EUR", "MONTH"),),
        found={"hours": hours},
    )
    assert ad.part_time is True
    assert ad.base_salary
    assert ("part_time" in ad.base_salary.flags, ad.base_salary.usable) == (True, False)


def test_full_time_by_its_hours(reader: AdReader) -> None:
    assert read(reader, found={"hours": "35H/semaine Travail en journée"}).part_time is False


def test_a_freelance_s_rate_is_no_salary(reader: AdReader) -> None:
    pay = read(reader, employment_types=("CONTRACTOR",), salaries=(Salary(None, 40_000, 40_000, "EUR", "YEAR"),))
    assert pay.base_salary
    assert (pay.base_salary.usable, "independent" in pay.base_salary.flags) == (False, True)


def test_places_of_the_fields_come_before_the_words(reader: AdReader) -> None:
    ad = read(
        reader,
        title="Community manager - Lille",
        description="Poste basé à Marseille.",
        locations=(Location("69003 Lyon, FR"), Location("44000 Nantes"), Location("Lyon 3e Arrondissement")),
    )
    assert [place.commune for place in ad.places][:2] == ["Lyon", "Nantes"]
    assert "Marseille" not in [place.commune for place in ad.places]


def test_the_words_tell_the_place_when_no_field_does(reader: AdReader) -> None:
    ad = read(reader, description="Poste basé à Marseille.\nVous animez nos pages.")
    assert [place.commune for place in ad.places] == ["Marseille"]


def test_a_place_we_do_not_know_keeps_its_words(reader: AdReader) -> None:
    ad = read(reader, locations=(Location("Zzyzx, US", "Zzyzx", country="US"),))
    assert [(place.text, place.country, place.commune) for place in ad.places] == [("Zzyzx, US", "US", None)]


def test_a_village_under_a_town_s_name_is_flagged(reader: AdReader) -> None:
    assert "lieu-homonyme" in read(reader, locations=(Location("62 - Grigny"),)).flags


def test_where_applicants_may_live_when_nothing_else_is_said(reader: AdReader) -> None:
    ad = read(reader, telecommute=True, applicant_locations=("France",))
    assert ([place.country for place in ad.places], ad.remote) == (["FR"], "total")


def test_remote_against_the_words_is_flagged(reader: AdReader) -> None:
    ad = read(reader, telecommute=True, description="2 jours de télétravail par semaine.")
    assert (ad.remote, ad.flags) == ("total", ("teletravail-contradictoire",))


@pytest.mark.parametrize(
    ("words", "flagged"),
    [
        ("Vous avez entre 20 et 30 ans.", True),
        ("Rejoignez une équipe jeune et dynamique : vous êtes jeune et motivé.", True),
        ("Contrat d’apprentissage : vous avez moins de 30 ans.", False),
        ("Notre maison existe depuis 30 ans.", False),
    ],
)
def test_an_age_criterion_is_flagged_and_not_mined(reader: AdReader, words: str, flagged: bool) -> None:
    assert ("critere-d-age" in read(reader, description=words).flags) is flagged


@pytest.mark.parametrize(
    ("field", "words", "years"),
    [
        ("Débutant accepté", "Vous justifiez d’une expérience de 5 ans.", 0),
        ("Expérience exigée de 3 An(s)", "", 3),
        (None, "Vous justifiez d’une expérience de 5 ans.", 5),
        (None, "Débutants acceptés.", 0),
        (None, "Notre agence a 20 ans d’expérience.", None),
    ],
)
def test_experience(reader: AdReader, field: str | None, words: str, years: float | None) -> None:
    assert read(reader, description=words, found={"experience": field}).experience_years == years


@pytest.mark.parametrize(
    ("words", "years", "flags"),
    [
        ("Bac +2 à bac +5 en communication.", 2, ()),
        ("Titulaire d’un CAP ou d’un BEP.", -1, ()),
        ("Aucun diplôme exigé.", None, ("sans-diplome-exige",)),
        ("Vous préparez un Bachelor en communication.", None, ()),
    ],
)
def test_education(reader: AdReader, words: str, years: int | None, flags: tuple[str, ...]) -> None:
    ad = read(reader, title="Community manager", description=words)
    assert (ad.education, ad.flags) == (years, flags)


@pytest.mark.parametrize(
    ("name", "words", "kind"),
    [
        ("Mairie de Royan", "", "collectivite"),
        ("Ministère de la Culture", "", "public"),
        ("Zeste", "Notre association défend les abeilles.", "association"),
        ("Zeste", "Rejoignez une PME familiale.", "pme"),
        ("Cabinet de recrutement Alto", "", None),
        ("Zeste", "", None),
    ],
)
def test_employer_types(reader: AdReader, name: str, words: str, kind: str | None) -> None:
    assert read(reader, hiring_organization=name, description=words).employer_type == kind


def test_a_recruiter_s_ad_is_for_somebody_else(reader: AdReader) -> None:
    ad = read(reader, hiring_organization="Cabinet de recrutement Alto", description="Notre client est une start-up.")
    assert "pour-un-client" in ad.flags


def test_skills_listed_beside_the_ad_are_read_and_denied_ones_are_not(reader: AdReader) -> None:
    ad = read(
        reader, description="La maîtrise de Photoshop n’est pas demandée.", found={"skills": ("Utiliser Canva",)}
    )
    assert "canva" in ad.skills
    assert "adobe-photoshop" not in ad.skills


ENGLISH = """We are looking for a Community Manager to join our team in Paris. You will grow our communities on Discord
and TikTok with the marketing team. You have at least 3 years of experience. Permanent contract, full-time.
The salary is between €35,000 and €40,000 per year. Fully remote."""


def test_an_english_ad(reader: AdReader) -> None:
    ad = read(reader, title="Community Manager", description=ENGLISH, locations=(Location("Paris, France"),))
    assert (ad.language, ad.contract, ad.part_time, ad.remote) == ("en", "CDI", False, "total")
    assert (ad.experience_years, {"discord", "tiktok"} <= set(ad.skills)) == (3, True)
    assert ad.base_salary
    assert (ad.base_salary.yearly_gross_min, ad.base_salary.yearly_gross_max) == (35_000, 40_000)


@pytest.mark.parametrize(("given_language", "code"), [("fr-FR", "fr"), ("EN", "en"), ("français", None)])
def test_the_language_given_comes_first(reader: AdReader, given_language: str, code: str | None) -> None:
    assert read(reader, title=None, description="…", found={"language": given_language}).language == code


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2026-09-14", "2026-09-14"),
        ("2026-09-14T22:10:00.000Z", "2026-09-14"),
        ("14/09/2026", "2026-09-14"),
        ("il y a 3 jours", "2026-09-30"),
        ("2026-13-40", None),
        ("bientôt", None),
    ],
)
def test_dates_of_the_fields(reader: AdReader, written: str, date: str | None) -> None:
    ad = read(reader, date_posted=written)
    assert (str(ad.date_posted) if ad.date_posted else None) == date


def test_dates_of_the_words_when_labelled(reader: AdReader) -> None:
    ad = read(reader, description="Offre publiée le 12 septembre 2026.\nDate limite de candidature : 15 octobre 2026")
    assert (str(ad.date_posted), str(ad.valid_through)) == ("2026-09-12", "2026-10-15")
    silent = read(reader, description="Festival le 12 septembre 2026. Prise de poste le 1er novembre 2026.")
    assert (silent.date_posted, silent.valid_through) == (None, None)


def test_a_date_to_come_is_flagged(reader: AdReader) -> None:
    assert "date-a-venir" in read(reader, date_posted="2026-12-01").flags


def test_the_minimum_wage_is_that_of_the_day_of_the_ad(reader: AdReader) -> None:
    salaries = (Salary("Salaire : SMIC"),)
    old, new = (read(reader, date_posted=day, salaries=salaries) for day in ("2012-02-01", "2026-09-14"))
    assert old.base_salary
    assert new.base_salary
    assert old.base_salary.yearly_gross_min == pytest.approx(9.22 * 1820)
    assert (new.base_salary.yearly_gross_min or 0) > 21_000


# Any text at all, and texts of the very words the readers look for.
_READ = """CDI|CDD|stage|alternance|temps partiel|35 h|de 2 000 €|à 1 900 €|brut|par mois|salaire|SMIC|60 %|30 K€|bac +3
|Lyon|69003|(59)|basé à|télétravail|2 jours|ans d’expérience|entre 20 et 30 ans|publiée le|12/09/2026|date limite
|Canva|exigé|agence|association|13e mois|selon profil|primes|Paris|-|:|,|.|\x00|\ud800|\u202e"""
_WORDS = st.sampled_from(_READ.split("|"))
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map(" ".join))
_AMOUNTS = st.one_of(st.none(), st.floats(), st.sampled_from([0.0, 1_900.0, 28_000.0]))
_SALARIES = st.builds(
    Salary,
    st.none() | _TEXTS,
    _AMOUNTS,
    _AMOUNTS,
    st.sampled_from([None, "EUR", "CHF", "euros", ""]),
    st.sampled_from([None, "HOUR", "MONTH", "YEAR", "fois"]),
)
_POSTINGS = st.builds(
    Posting,
    title=st.none() | _TEXTS,
    description=st.none() | _TEXTS,
    date_posted=st.none() | _TEXTS,
    valid_through=st.none() | _TEXTS,
    hiring_organization=st.none() | _TEXTS,
    employment_types=st.lists(_TEXTS, max_size=2).map(tuple),
    locations=st.lists(st.builds(Location, _TEXTS, country=st.none() | _TEXTS), max_size=3).map(tuple),
    applicant_locations=st.lists(_TEXTS, max_size=2).map(tuple),
    telecommute=st.booleans(),
    salaries=st.lists(_SALARIES, max_size=2).map(tuple),
)


@settings(max_examples=200, deadline=None)
@given(posting=_POSTINGS, beside=_TEXTS, day=st.dates(dt.date(1990, 1, 1), dt.date(2099, 1, 1)))
def test_any_ad_is_read_to_something_that_can_be_stored(
    reader: AdReader, posting: Posting, beside: str, day: dt.date
) -> None:
    facts = reader.read(posting, today=day, experience=beside, hours=beside, skills=(beside,), language=beside)
    again = JobAd.model_validate_json(stored(facts).model_dump_json())
    assert again.places == facts.places


def test_a_short_pay_field_is_stored_whole_with_its_period(reader: AdReader) -> None:
    facts = reader.read(
        Posting("Community manager", salaries=(Salary(text="Mensuel de 2200.0 Euros à 2600.0 Euros sur 12.0 mois"),)),
        today=dt.date(2026, 10, 3),
    )
    assert facts.base_salary is not None
    assert facts.base_salary.text == "Mensuel de 2200.0 Euros à 2600.0 Euros sur 12.0 mois"
    assert (facts.base_salary.min, facts.base_salary.unit) == (2200, "MONTH")
