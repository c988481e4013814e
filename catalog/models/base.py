"""What every entry shares: strictness, and the few field types with a rule of their own."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

ID_PATTERN = r"[a-z0-9-]{1,80}"
_ID = re.compile(ID_PATTERN)
UNKNOWN: Literal["inconnu"] = "inconnu"

#: A value looked for and not found: written down rather than left out.
Unknown = Literal["inconnu"]

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
#: Controls (C0 but tab and line ends, C1), line separators, and those that turn the direction of the text around.
_CONTROL = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069{_NONCHARACTERS}]")
_NOT_IN_A_URL = re.compile(r'[\s"<>\\`]')
#: Letters that show nothing: Hangul fillers, the empty Braille cell.
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"


class Strict(BaseModel):
    """Nothing unknown, nothing converted, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True)


def _list_to_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _text(value: str) -> str:
    # Nothing printable is one of these, and `isprintable` is ten times sooner.
    if not value.isprintable() and (found := _CONTROL.search(value)):
        raise PydanticCustomError(
            "control_character", "caractère de contrôle interdit (U+{code})", {"code": f"{ord(found[0]):04X}"}
        )
    return value


def _line(value: str) -> str:
    if value.isprintable() and value[0].isalnum() and value[0] not in _BLANKS:
        return value
    if any(character in value for character in "\r\n\t"):
        raise PydanticCustomError("line_break", "doit tenir sur une ligne, sans tabulation")
    if not any(unicodedata.category(character)[0] not in "CMZ" and character not in _BLANKS for character in value):
        raise PydanticCustomError("blank", "doit avoir au moins un caractère visible")
    return value


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - a bad port raises only when read
    except ValueError:
        raise PydanticCustomError("url", "l’adresse est mal formée") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise PydanticCustomError("url_scheme", "l’adresse doit commencer par http:// ou https://")
    if not parts.hostname or _NOT_IN_A_URL.search(value):
        raise PydanticCustomError("url", "l’adresse est mal formée")
    if parts.username is not None or parts.password is not None:
        raise PydanticCustomError("url_credentials", "l’adresse ne doit pas contenir d’identifiants")
    return value


def slugify(text: str) -> str:
    """ASCII lower case with hyphens: ``Île-de-France`` gives ``ile-de-france``."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(character for character in folded if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _entry_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise PydanticCustomError(
            "id",
            "« {value} » n’est pas un identifiant : lettres minuscules, chiffres et tirets, 80 au plus{hint}",
            {
                "value": value[:80],
                "hint": f" ; vouliez-vous dire « {slugify(value)[:80]} » ?" if slugify(value) else "",
            },
        )
    return value


def check_order(low: float | None, high: float | None) -> None:
    """Refuse a range written upside down."""
    if low is not None and high is not None and low > high:
        raise PydanticCustomError(
            "min_over_max", "« min » ({low}) dépasse « max » ({high})", {"low": low, "high": high}
        )


_plain = AfterValidator(_text)
AsTuple = BeforeValidator(_list_to_tuple)

#: One line of plain text. Never HTML, Markdown or a template: it is shown as it is.
Line = Annotated[str, Field(min_length=1, max_length=300), _plain, AfterValidator(_line)]
#: Plain text; a blank line separates two paragraphs.
Text = Annotated[str, Field(min_length=1, max_length=8000), _plain]
#: An absolute http or https address, without credentials.
Url = Annotated[str, Field(max_length=2000), _plain, AfterValidator(_url)]
#: The name of an entry: that of its file, without ``.yml``.
Id = Annotated[str, AfterValidator(_entry_id)]
Lines = Annotated[tuple[Line, ...], AsTuple]
Ids = Annotated[tuple[Id, ...], AsTuple]

#: ISO 3166-1 alpha-2.
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
#: ISO 639-1.
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
RomeCode = Annotated[str, Field(pattern=r"^[A-N]\d{4}$")]
#: A concept of the European classification: https://esco.ec.europa.eu/fr/classification
EscoUri = Annotated[str, Field(pattern=r"^http://data\.europa\.eu/esco/(skill|occupation|isco)/[A-Za-z0-9.-]+$")]


class Entry(Strict):
    """One file of ``data/<folder>/<id>.yml``; ``id`` comes from the file name, never from its text."""

    id: Id


class Labels(Strict):
    """A name in French and, when one is used, in English."""

    fr: Line
    en: Line | None = None
