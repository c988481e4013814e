"""Where the site and its repository are published, and the addresses that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Address:
    """Where the site and its repository are published (mkdocs.yml says it); empty when it is not said.

    ``edit`` and the path of a file in the checkout make the address where it is edited: it ends with the branch.
    ``title`` is the name of the site, as a citation writes it.
    """

    site_url: str = ""
    repository: str = ""
    edit: str = ""
    title: str = "Le métier de Community Manager"

    def url(self, path: str) -> str:
        """The whole address of a page of the tree ("etudes/x/index.md#chiffre-y"); empty when none is known."""
        page, mark, anchor = path.partition("#")
        return f"{self.site_url.rstrip('/')}/{page.removesuffix('index.md')}{mark}{anchor}" if self.site_url else ""

    def source(self, file: str) -> str:
        """Where a file of the checkout is read; empty when it is not known or the file is not in ``data/``."""
        root = self.edit.rstrip("/").replace("/edit/", "/blob/", 1)
        return f"{root}/{file}" if root and file.startswith("data/") else ""

    def report(self, title: str, body: str) -> str:
        """A new ticket about something, its text begun; empty without a repository."""
        about = quote(title[:120])
        root = self.repository.rstrip("/")
        return f"{root}/issues/new?title={about}&body={quote(body)}" if root else ""
