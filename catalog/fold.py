"""Forms under which two names or two addresses count as the same."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|xtor|at_\w+)", re.IGNORECASE)


def fold_name(text: str) -> str:
    """Case, accents' encoding (NFC), apostrophes and spaces set aside; accents themselves count."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", folded).strip()


def fold_url(url: str) -> str:
    """Scheme, ``www.``, a last slash, fragments and tracking parameters set aside."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    kept = [(key, value) for key, value in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(key)]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) or parts.fragment.isdigit() else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{query}{fragment}"
