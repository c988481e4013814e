"""Who reads the sites: the name and the address by which they know us. Both are those of the checkout: a fork that
names itself in ``pyproject.toml`` and ``mkdocs.yml`` asks in its own name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[1]
#: mkdocs.yml has tags of its own, which only MkDocs reads.
_SITE = re.compile(r"""^site_url:[ \t]*["']?(https?://[^\s"'#]+)""", re.MULTILINE)


@dataclass(frozen=True)
class Robot:
    """``name`` is what robots.txt files call us; ``contact`` the page that says what we collect and how to have us
    stop."""

    name: str
    version: str
    contact: str

    @property
    def user_agent(self) -> str:
        """``metier-cm/<version> (+<contact>)``: who asks, and where to say no."""
        return f"{self.name}/{self.version} (+{self.contact})"


@cache
def robot(root: Path = _ROOT) -> Robot:
    """The robot of the checkout at ``root``. Raises OSError or ValueError when it does not say who it is: nothing is
    then asked of anyone."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    site = _SITE.search((root / "mkdocs.yml").read_text("utf-8"))
    if not site:
        raise ValueError("mkdocs.yml : « site_url » manque, le robot n’a pas d’adresse à donner")
    return Robot(project["name"], project["version"], f"{site[1].rstrip('/')}/sources/")
