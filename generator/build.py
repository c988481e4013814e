"""The site, built beside the one in place and moved over it when it is whole; served, or exported as text."""

from __future__ import annotations

import logging
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

# Material prints an advertisement about MkDocs 2 on import: it is no news to someone who builds this site.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer

from catalog.disk import refusal
from generator.export import export_tree
from generator.plugin import ELSEWHERE, MetierPlugin
from generator.reading import BadData
from generator.replacing import replacing

log = logging.getLogger("mkdocs.metier")

#: Written in a site, so that a later one knows what it may replace. Pages leaves dot files out of what it publishes.
SITE_MARK = ".metier-site"

#: What only our sites hold together: those built by the engine alone have no mark.
UNMARKED_SITE = ("index.html", "pagefind/kinds.json")


class BuildFailed(Exception):
    """The site could not be built; what is wrong was logged, and the previous site is where it was."""


def build_site(config_file: Path, site_dir: Path, demonstration: Path | None = None) -> None:
    """Build the site of ``config_file`` (strictly: a warning is a failure) and put it in place of ``site_dir``.

    ``demonstration`` is a folder of invented records, shown in place of ours under a banner; our own needs none.

    Raises BuildFailed or ForeignFolder, and leaves ``site_dir`` untouched whenever it raises.
    """
    with _refusals_told(site_dir), replacing(site_dir, SITE_MARK, unmarked=UNMARKED_SITE) as folder:
        _build(_load(config_file, folder, demonstration, strict=True))


def export_site(config_file: Path, target: Path, demonstration: Path | None = None, *, force: bool = False) -> int:
    """Write the site's source as a plain Markdown tree (see ``export_tree``); raises BuildFailed or ForeignFolder."""
    config = _load(config_file, target, demonstration, strict=True)
    plugin = cast(MetierPlugin, config.plugins["metier"])
    try:
        with _refusals_told(target):
            contents = plugin.contents(config)
            banner = f"**Démonstration\u00a0:** {ELSEWHERE}" if plugin.demonstration else ""
            return export_tree(
                Path(config.docs_dir), contents, target, excluded=_exclusion(config), banner=banner, force=force
            )
    except (BadData, PluginError, ValueError) as error:
        log.error(str(error))
        raise BuildFailed(str(error)) from None


def serve_site(
    config_file: Path, host: str = "127.0.0.1", port: int = 8000, demonstration: Path | None = None
) -> None:
    """Serve the site and build it again at each edit of the texts, entries, templates or settings, until Ctrl-C.

    A build that fails is logged and the pages of the last good one stay. Raises BuildFailed if the first one fails,
    OSError if the port is taken.
    """
    _end_on_sigterm()
    with tempfile.TemporaryDirectory(prefix="metier-serve-") as temporary:
        site = Path(temporary, "site")
        # The preview stands under the path of the published site ("/metier-cm/"), so that links behave the same.
        mount_path = urlsplit(_load(config_file, site, strict=False).site_url or "/").path
        url = f"http://{host}:{port}{mount_path}"

        def rebuild() -> MkDocsConfig:
            with replacing(site, SITE_MARK) as folder:
                config = _load(config_file, folder, demonstration, strict=False)
                config.site_url = url
                _build(config, serve_url=url)
            return config

        def rebuild_or_keep() -> None:
            try:
                rebuild()
            except BuildFailed:
                log.error("Le site affiché reste celui d’avant cette erreur.")
            except Exception:
                log.exception("Le site affiché reste celui d’avant cette erreur.")

        config = rebuild()
        server = LiveReloadServer(rebuild_or_keep, host, port, root=str(site), mount_path=mount_path)
        server.error_handler = lambda code: _error_page(site, code)
        for path in (config.docs_dir, str(config_file), *config.watch):
            server.watch(path)
        config.plugins.on_serve(server, config=config, builder=rebuild_or_keep)
        log.warning("Le site est sur %s (Ctrl-C pour arrêter)", url)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


@contextmanager
def _refusals_told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        log.error(refusal(error, target))
        raise BuildFailed(refusal(error, target)) from error


def _load(config_file: Path, site_dir: Path, demonstration: Path | None = None, *, strict: bool) -> MkDocsConfig:
    try:
        config = load_config(config_file=str(config_file), site_dir=str(site_dir), strict=strict)
    except MkDocsException as error:
        if not isinstance(error, Abort):  # which comes after its reasons were logged
            log.error(error.format_message())
        raise BuildFailed(error.format_message()) from None
    plugin = cast(MetierPlugin, config.plugins["metier"])
    ours = Path(plugin.config.data_dir, "collected").resolve()
    plugin.demonstration = None if demonstration and demonstration.resolve() == ours else demonstration
    return config


def _build(config: MkDocsConfig, serve_url: str | None = None) -> None:
    config.plugins.on_startup(command="serve" if serve_url else "build", dirty=False)
    try:
        build(config, serve_url=serve_url)
    except MkDocsException as error:
        raise BuildFailed(error.format_message()) from None
    finally:
        config.plugins.on_shutdown()


def _exclusion(config: MkDocsConfig) -> Callable[[str], bool]:
    """Whether MkDocs leaves a path of docs/ out: dot files, and what mkdocs.yml excludes."""
    patterns = config.exclude_docs
    return lambda path: "/." in f"/{path}" or bool(patterns and patterns.match_file(path))


def _end_on_sigterm() -> None:
    """A plain kill ends the server as Ctrl-C does, temporary files removed."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
