"""``metier release``: today's version, written beside the others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from catalog.atomic import write_atomically
from generator.ad_words import day_words
from generator.reading import BadData, read_site
from generator.releases.contents import difference
from generator.releases.ledger import Ledger, Release
from generator.releases.manifest import FOLDER, Manifest, load_manifests
from generator.releases.news import release_words
from generator.releases.present import contents_of, shown_figures


class NotReleased(Exception):
    """Nothing was written, for a reason told in French."""


def write_release(data_dir: Path, today: dt.date) -> str:
    """Write the version of ``today`` in ``data_dir``/releases, and tell what it holds in French.

    That of the same day is written again if what it says changed; when nothing did, nothing is written, and that is
    what is told. Raises NotReleased when a later version exists, BadData when the data has problems, OSError when the
    file cannot be written: no file changed then.
    """
    manifests, problems = load_manifests(data_dir / FOLDER, data_dir.parent)
    if problems:
        raise BadData(problems)
    later = [each.date for each in manifests if each.date > today]
    if later:
        raise NotReleased(
            f"la version du {day_words(later[-1])} existe déjà, et celle du {day_words(today)} la précède"
        )
    site = read_site(data_dir, today)
    before = Ledger(each for each in manifests if each.date < today)
    after = contents_of(site, shown_figures(site).values())
    changes = difference(before.contents, after)
    already = any(each.date == today for each in manifests)
    if before.last and not changes and not already:
        return f"Rien n’a changé depuis la version du {day_words(before.last)} : rien n’est écrit."
    path = data_dir / FOLDER / f"{today}.json"
    if not write_atomically(path, Manifest.of(today, changes, after).written()):
        return f"La version du {day_words(today)} dit déjà tout cela : rien n’est écrit."
    where = path.relative_to(data_dir.parent).as_posix()
    said = f"Version du {day_words(today)} {'écrite de nouveau' if already else 'écrite'} dans {where}"
    words = release_words(Release(today, changes, before.last))
    since = f"Depuis celle du {day_words(before.last)}" if before.last else "C’est la première"
    return f"{said}. {since} : {words}."
