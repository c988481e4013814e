"""What extractors say, in the codes that ``catalog.models.JobAd`` stores."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.models.vocabulary import Level
from catalog.models.works import EmployerType
from scraper.extract.conditions.education import Education
from scraper.extract.conditions.employer import Kind as EmployerKind
from scraper.extract.conditions.experience import Level as ExperienceLevel
from scraper.extract.contract_words import Kind as ContractKind

#: A recruiter's ad is somebody else's: it says nothing of who employs. Sizes are those of décret n° 2008-1354: an ETI
#: is neither an SME nor a large firm.
EMPLOYER_TYPES: dict[EmployerKind, EmployerType | None] = {
    "agence": "agence",
    "collectivité": "collectivite",
    "administration": "public",
    "association": "association",
    "start-up": "start-up",
    "TPE": "pme",
    "PME": "pme",
    "ETI": "autre",
    "grande entreprise": "grande-entreprise",
    "organisme de formation": "ecole",
    "cabinet de recrutement": None,
    "média": "media",
    "club sportif": "autre",
}
#: A trainee's contract decides the level, whatever the title boasts.
TRAINEE_LEVELS: dict[ContractKind, Level] = {
    "stage": "stagiaire",
    "alternance": "alternant",
    "apprentissage": "alternant",
    "professionnalisation": "alternant",
}
LEVELS: dict[ExperienceLevel, Level] = {"junior": "junior", "confirmé": "confirme", "senior": "senior"}
#: What a contract says of the pay, in the flags of ``pay_yearly``: an allowance, a trainee's pay, an invoice.
PAY_FLAGS: dict[ContractKind, str] = {
    "stage": "stage",
    "alternance": "alternance",
    "apprentissage": "alternance",
    "professionnalisation": "alternance",
    "freelance": "independent",
}
#: Years after the baccalauréat of a level of the national framework (décret n° 2019-14): a CAP is one under it.
_YEARS_OF_LEVEL = {3: -1, 4: 0, 5: 2, 6: 3, 7: 5, 8: 8}

#: Reservations worth storing with an ad, by reader; the others are the reader's own business.
_FLAGS = {
    "contract": {"contradiction": "contrat-contradictoire", "several": "plusieurs-contrats"},
    "place": {
        "ambiguous": "lieu-ambigu",
        "homonym": "lieu-homonyme",
        "contradiction": "lieu-contradictoire",
        "completed": "lieu-complete",
        "approximate": "lieu-approximatif",
        "unknown-town": "commune-inconnue",
    },
    "employer": {"for-client": "pour-un-client"},
    "date": {"future": "date-a-venir"},
}

#: The money of a country, where amounts are written without one.
CURRENCIES = {
    **dict.fromkeys(
        ("FR", "BE", "LU", "DE", "ES", "IT", "IE", "NL", "PT", "AT", "FI", "GR", "MC", "EE", "LV", "LT", "SK", "SI"),
        "EUR",
    ),
    "CH": "CHF",
    "CA": "CAD",
    "GB": "GBP",
    "US": "USD",
    "MA": "MAD",
    "TN": "TND",
    "DZ": "DZD",
}


def ad_flags(reader: str, flags: Iterable[str]) -> list[str]:
    """Those of ``flags``, found by ``reader`` ("contract", "place", "employer" or "date"), that an ad keeps."""
    known = _FLAGS[reader]
    return [known[flag] for flag in flags if flag in known]


def years_after_bac(education: Education) -> int | None:
    """The least asked, in years after the baccalauréat; under zero for less than it."""
    if education.bac_min is not None:
        return education.bac_min
    return _YEARS_OF_LEVEL.get(education.level) if education.level is not None else None
