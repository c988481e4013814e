"""The keys that the sandbox's APIs take, by the environment variable that holds the real ones."""

from tests.sandbox.apis import adzuna, france_travail, la_bonne_alternance

SECRETS = {
    "FRANCE_TRAVAIL_CLIENT_ID": france_travail.CLIENT_ID,
    "FRANCE_TRAVAIL_CLIENT_SECRET": france_travail.CLIENT_SECRET,
    "LA_BONNE_ALTERNANCE_KEY": la_bonne_alternance.KEY,
    "ADZUNA_APP_ID": adzuna.APP_ID,
    "ADZUNA_APP_KEY": adzuna.APP_KEY,
}
