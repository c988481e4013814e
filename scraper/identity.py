"""One address and one id for one record, wherever a link to it was found."""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url, url_query_cleaner

from catalog.models import slugify
from scraper.extract.ad_keys import words_of

#: Parameters that say where a reader comes from, never which page it is. ``ref``, ``id`` or ``source`` alone may be
#: part of the page's name on a job board: they stay.
_TRACKING = words_of(
    "utm_source utm_medium utm_campaign utm_term utm_content utm_id utm_name utm_reader utm_cid utm_social"
    " gh_src lever-source lever-origin lever_source ashby_source fbclid gclid dclid gbraid wbraid msclkid yclid"
    " twclid ttclid li_fat_id igshid mc_cid mc_eid _ga _gl _hsenc _hsmi mkt_tok trk trkinfo trackingid at_medium"
    " at_campaign at_custom1 xtor cmpid wt.mc_id __s vero_id oly_enc_id s_kwcid"
)
_DEFAULT_PORT = {"http": 80, "https": 443}
#: Longest id of an entry, and length of the digest that stands for what does not fit.
_LONGEST, _DIGEST = 80, 10
_LIKE_DIGEST = re.compile(rf"-[0-9a-f]{{{_DIGEST}}}$")
#: The month that ends the name of a source read once.
_MONTH = re.compile(r"-\d{4}-(?:0[1-9]|1[0-2])(?=-)", re.ASCII)
#: An address that is already written in the one way: most of those of a sitemap.
_CANONICAL = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::(?!(?:80|443)/)[1-9][0-9]{1,4})?/[A-Za-z0-9/_.-]*", re.ASCII
)


def canonical_url(url: str) -> str:
    """The address without tracking parameters, fragment or default port; parameters in order, host in lower case."""
    if _CANONICAL.fullmatch(url):
        return url
    cleaned = url_query_cleaner(_lowered_names(url.strip()), sorted(_TRACKING), remove=True)
    parts = urlsplit(canonicalize_url(cleaned))
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    netloc = host if port is None or port == _DEFAULT_PORT.get(parts.scheme) else f"{host}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def _lowered_names(url: str) -> str:
    """``UTM_Source`` is ``utm_source``; other names keep their case, which may count."""
    return re.sub(
        r"(?<=[?&])[A-Za-z0-9_.-]+(?==)",
        lambda match: match[0].lower() if match[0].lower() in _TRACKING else match[0],
        url,
    )


def record_id(source: str, source_id: str) -> str:
    """The id of a record: its source, then its id there, in the letters of an entry's id.

    What is lost on the way (signs, length, capitals among small letters) is told by a digest of the whole, so that
    two ids of a source give two, but for one all in capitals and the same all in small letters. So is where the
    source ends, unless that is after a month (``releve-2026-10``), or else at the last hyphen: two sources never give
    the same.
    """
    slug = slugify(source_id)
    name = f"{source}-{slug}"
    alike = slug in (source_id, source_id.lower() if source_id.isupper() else None)
    if slug and alike and _source_end(name) == len(source) and len(name) <= _LONGEST:
        return name
    whole = f"{source}\n{source_id}".encode("utf-8", "surrogatepass")
    digest = blake2b(whole, digest_size=_DIGEST // 2).hexdigest()
    room = _LONGEST - _DIGEST - 1
    return f"{name[:room].rstrip('-')}-{digest}" if slug else f"{source[:room]}-{digest}"


def _source_end(name: str) -> int | None:
    """Where the source ends in an id that holds nothing else but the id there; None when it may end in a digest."""
    if _LIKE_DIGEST.search(name):
        return None
    month = _MONTH.search(name)
    return month.end() if month else name.rfind("-")
