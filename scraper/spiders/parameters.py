"""Types that the parameters of several adapters share."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

#: A company's name at its vendor: it goes into an address, so it holds nothing that an address could stumble on.
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
#: The host of a careers site.
Host = Annotated[str, Field(pattern=r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")]


def host_of(board: str, domain: str) -> str:
    """The host of ``board``: itself when it is one, on the employer's own domain, else under the vendor's."""
    return board if "." in board else f"{board}.{domain}"
