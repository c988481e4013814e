"""The MkDocs plugin: the catalog's pages join the hand-written ones, and the built site gets its search index.

It runs unchanged under ProperDocs, which answers to the name of mkdocs.
"""

from __future__ import annotations

import os
import posixpath
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.config_options import Dir, ListOfItems, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink

from generator.actions import Address
from generator.clock import build_date
from generator.front_matter import each_string
from generator.page import Page
from generator.prose import typeset
from generator.reading import BadData, Contents, read_contents
from generator.search import Document, SearchFailed, build_index
from generator.site import typography
from generator.twins import refuse_twins

#: What pages say when the records are invented: those that show some (``collected`` in their front matter), the rest.
DEMONSTRATION = "les annonces et les sources de ces pages sont inventées."
ELSEWHERE = "seules les offres et les sources sont inventées."

#: An edit there changes every page.
TEMPLATES = Path(__file__).parent / "templates"


class Options(Config):  # type: ignore[no-untyped-call]
    """``data_dir`` is the folder of the entries, relative to mkdocs.yml. (An option named ``data`` recurses.)

    ``left_out`` are patterns of the theme's files that no page asks for: they do not go into the site.
    """

    data_dir = Dir(exists=True, default="data")
    left_out = ListOfItems(Type(str), default=[])


class MetierPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Pages are made in memory: nothing is written in docs/, where a live server would see it and build again.

    ``demonstration`` is a folder of invented records to show in place of ours (``metier build --collected``): every
    page then says so.
    """

    demonstration: Path | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Nothing to start; being there keeps the plugin from one rebuild of ``serve`` to the next."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._documents: list[Document] = []
        if self.demonstration:
            config.extra |= {"demo": DEMONSTRATION, "demo_elsewhere": ELSEWHERE}
        return config

    def contents(self, config: MkDocsConfig) -> Contents:
        """The pages of the catalog, and what resolves references; the error that stops a build tells all problems."""
        address = Address(config.site_url or "", config.repo_url or "", _edit_root(config), config.site_name)
        try:
            return read_contents(Path(self.config.data_dir), build_date(os.environ), address, self.demonstration)
        except (BadData, ValueError) as error:
            raise PluginError(str(error)) from None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages of the catalog to those of docs/; leave the theme's unused files out."""
        for theirs in [
            file for file in files if any(fnmatch(file.src_uri, pattern) for pattern in self.config.left_out)
        ]:
            files.remove(theirs)
        written = {file.dest_uri: file.src_uri for file in files if file.inclusion.is_included()}  # type: ignore[no-untyped-call]
        self._contents = self.contents(config)
        made = [(_as_file(page, config), page) for page in self._contents.pages]
        try:
            refuse_twins(written, ((file.dest_uri, page) for file, page in made))
            self._contents.check({file.src_uri: file.content_string for file in files if _is_written_page(file)})
        except (BadData, ValueError) as error:
            raise PluginError(str(error)) from None
        for file, _ in made:
            files.append(file)
        return files

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Resolve references; make the front matter safe to print: themes do not escape titles and descriptions."""
        # Strings become Markup, so that a template of ours that escapes does not escape twice.
        page.meta = each_string(page.meta, escape)
        return self._contents.resolve(markdown, page.file.src_uri) if _is_written_page(page.file) else markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        if _is_written_page(page.file):
            html = typeset(html)
            for heading in page.toc:
                _typeset_titles(heading)
        if page.meta.get("search") is not False:
            self._documents.append(_document(page, html))
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        try:
            build_index(self._documents, Path(config.site_dir))
        except SearchFailed as error:
            raise PluginError(str(error)) from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        server.watch(self.config.data_dir)
        server.watch(str(TEMPLATES))
        if self.demonstration:
            server.watch(str(self.demonstration))
        return server


def _typeset_titles(heading: AnchorLink) -> None:
    """The titles of the summary: the toc extension loses the no-break spaces that their headings hold."""
    heading.title = typography(heading.title)
    for below in heading.children:
        _typeset_titles(below)


def _document(page: MkDocsPage, html: str) -> Document:
    """The page as the search reads it; ``search: false`` in its front matter keeps it out."""
    return Document(
        path=page.file.dest_uri,
        title=str(page.title or ""),
        kind=str(page.meta.get("search_kind") or "Page"),
        html=html,
        words=" ".join(str(word) for word in page.meta.get("search_words") or []),
    )


def _is_written_page(file: File) -> bool:
    """Whether someone wrote this page by hand, in docs/."""
    written = file.generated_by is None and file.is_documentation_page()
    return written and file.inclusion.is_included()  # type: ignore[no-untyped-call]


def _as_file(page: Page, config: MkDocsConfig) -> File:
    """The page as a file of MkDocs: silent when the menu does not name it, edited where its entry stands."""
    file = File.generated(config, page.path, content=page.content, inclusion=InclusionLevel.NOT_IN_NAV)
    if page.source:
        file.edit_uri = posixpath.relpath(page.source, _docs_path(config))
    return file


def _edit_root(config: MkDocsConfig) -> str:
    """Where the checkout is edited: what ``edit_uri`` says of docs/, without its end; empty if not said."""
    tail = f"{_docs_path(config)}/"
    if not (config.repo_url and config.edit_uri and config.edit_uri.endswith(tail)):
        return ""
    return urljoin(config.repo_url.rstrip("/") + "/", config.edit_uri.removesuffix(tail))


def _docs_path(config: MkDocsConfig) -> str:
    return Path(os.path.relpath(config.docs_dir, Path(config.config_file_path).parent)).as_posix()
