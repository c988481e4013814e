"""The one clock of a build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping


def build_date(environ: Mapping[str, str]) -> dt.date:
    """The day a build takes for today: that of ``SOURCE_DATE_EPOCH`` (seconds, read in UTC) if set, else today.

    Raises ValueError, with a French message, when the variable is not a number of seconds.
    Source: reproducible-builds.org, "SOURCE_DATE_EPOCH specification".
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"SOURCE_DATE_EPOCH doit être un nombre de secondes, pas « {epoch} »") from None
