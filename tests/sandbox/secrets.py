"""The keys that the sandbox's APIs take, by the environment variable that holds the real ones."""

from tests.sandbox.apis.adzuna import APP_ID, APP_KEY
from tests.sandbox.apis.france_travail import CLIENT_ID, CLIENT_SECRET
from tests.sandbox.apis.la_bonne_alternance import KEY

SECRETS = {
    "FRANCE_TRAVAIL_CLIENT_ID": CLIENT_ID,
    "FRANCE_TRAVAIL_CLIENT_SECRET": CLIENT_SECRET,
    "LA_BONNE_ALTERNANCE_KEY": KEY,
    "ADZUNA_APP_ID": APP_ID,
    "ADZUNA_APP_KEY": APP_KEY,
}
