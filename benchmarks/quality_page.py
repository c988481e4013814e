"""``make quality``: score every extractor on the gold corpus and write the page that says so."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from benchmarks import (
    quality_conditions,
    quality_contract,
    quality_dates,
    quality_duplicates,
    quality_interviews,
    quality_jsonld,
    quality_pay,
    quality_places,
    quality_skills,
    quality_titles,
)
from benchmarks.quality import Score
from catalog.catalog import Catalog
from catalog.models import slugify
from generator.address import Address
from generator.markup import plain
from generator.numbers import french_number
from generator.site import Renderer, Site, View, typography
from generator.tracing import Link, Trace

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "methode" / "qualite.md"
#: Where the page stands in the site, and the same as an entry of the tree.
FOLDER = "methode/qualite"
TREE = f"{FOLDER}/index.md"
#: Lines of mkdocs.yml, which only MkDocs reads whole.
_SETTING = re.compile(r"""^(site_name|site_url|repo_url):[ \t]*["']?(.+?)["']?[ \t]*$""", re.MULTILINE)
FIRST_TRIES = tuple(ROOT / "tests" / "gold" / name for name in ("first_try.yml", "interviews/first_try.yml"))

SCORES: tuple[Callable[[], Score], ...] = (
    quality_pay.score,
    quality_dates.score,
    quality_places.score,
    quality_contract.score,
    quality_conditions.score,
    quality_skills.score,
    quality_titles.score,
    quality_jsonld.score,
    quality_duplicates.score,
    quality_interviews.score,
)

HEAD = """\
---
title: Qualité de la lecture
description: Ce que les programmes du site lisent juste dans une annonce, mesuré sur des textes écrits pour cela.
---

# Qualité de la lecture

Des programmes lisent les annonces : salaire, date, lieu, contrat, compétences. Un autre reconnaît les entretiens
parmi les pages de la veille, et dit qui y répond. Voici ce qu’ils lisent juste, mesuré sur un corpus écrit par
nous dans les formes que prennent les vraies annonces. Cette page est produite par `make quality` ; un test échoue
quand elle n’est plus à jour.

Un corpus que l’on a sous les yeux finit par être trop bien lu. Le second tableau compte donc davantage : il donne le
premier essai sur des textes nouveaux, avant toute correction.

## Sur le corpus de référence
"""
FIRST = """
## Au premier essai, sur des textes nouveaux

Ces textes ont été écrits sans regarder les programmes, lus une seule fois, puis versés au corpus.
"""


@dataclass(frozen=True)
class Row:
    """A measure: the reading and its texts (said once for several), its name; ``when`` is for first tries."""

    anchor: str
    cells: tuple[str, ...]
    result: str
    when: str = ""


def page(scores: list[Score], first_try: list[dict[str, Any]]) -> str:
    """The Markdown page: one row for each measure, then the first tries; each row has an address of its own."""
    rows = [
        Row(
            slugify(f"{score.extractor} {label}"),
            (score.extractor[:1].upper() + score.extractor[1:], french_number(score.n), label)
            if index == 0
            else ("", "", label),
            percent(ratio),
        )
        for score in scores
        for index, (label, ratio) in enumerate(score.measures.items())
    ]
    tries = [
        Row(
            slugify(f"essai {item['reading']} {item['n']} {item['measure']}"),
            (item["reading"], french_number(item["n"]), item["measure"]),
            percent(item["ratio"]),
            str(item["date"]),
        )
        for item in first_try
    ]
    corpus = (
        "Les programmes lisent chaque texte du corpus ; ce qu’ils en disent est comparé à ce qu’une personne y a lu."
    )
    parts = [
        HEAD,
        _table("reference", rows, f"{corpus} Refait à chaque construction : « make quality ».", "tests/gold"),
        FIRST,
        _table("essais", tries, f"{corpus} Mesuré une fois, avant toute correction.", "tests/gold/first_try.yml"),
        "",
    ]
    return typography("\n".join(parts))


def _table(name: str, rows: list[Row], how: str, files: str) -> str:
    """The rows as one block of HTML, and what they open onto."""
    heads = ["Lecture", "Textes", "Mesure", "Résultat", *(["Date"] if any(row.when for row in rows) else [])]
    lines = [
        f'<div data-trace id="{name}"><table class="data"><thead><tr>',
        *(f'<th scope="col"{_right(head)}>{head}</th>' for head in heads),
    ]
    lines.append("</tr></thead><tbody>")
    for row in rows:
        cells = [*row.cells, row.result, *([row.when] if row.when else [])]
        told = Markup("").join(
            Markup("<td{}>{}</td>").format(_right(head), plain(cell)) for head, cell in zip(heads, cells, strict=True)
        )
        lines.append(
            Markup('<tr id="{}" data-figure="made:{}#{}">{}</tr>').format(row.anchor, FOLDER, row.anchor, told)
        )
    lines += ["</tbody></table>", _opened(_trace(name, how, files)), "</div>"]
    return "\n".join(lines)


def _right(head: str) -> Markup:
    """Numbers stand to the right of their column."""
    return Markup(' class="n"') if head in ("Textes", "Résultat") else Markup("")


def _trace(name: str, how: str, files: str) -> Trace:
    address = _address()
    where = f"{TREE}#{name}"
    work = "«\u00a0Qualité de la lecture\u00a0»"
    return Trace(
        reference=f"made:{FOLDER}#{name}",
        label="Qualité de la lecture",
        value="",
        n="n : les textes de chaque ligne",
        period="mesuré sur un corpus écrit pour cela",
        sources=(Link("le corpus, écrit par le projet", f"{address.repository}/tree/main/tests/gold"),),
        how=how,
        row=Link(f"tableau de la page {work}", where),
        files=(Link(files, f"{address.repository}/tree/main/{files}"),),
        path=where,
        citation=f"{address.title}, {work}, {address.url(where)}.",
        report=address.report("Qualité de la lecture", f"Où : {address.url(where)}\n\nCe qui ne va pas :\n"),
    )


def _opened(trace: Trace) -> str:
    view = View(Renderer(Site(Catalog(), dt.date.min, address=_address())), FOLDER)
    # One block of HTML without blank lines: Markdown leaves it alone.
    return "\n".join(line for line in str(view.line(trace)).split("\n") if line.strip())


def _address() -> Address:
    settings = dict(_SETTING.findall((ROOT / "mkdocs.yml").read_text("utf-8")))
    return Address(settings["site_url"], settings["repo_url"], title=settings["site_name"])


def percent(ratio: float) -> str:
    """A ratio as a percentage, cut (never rounded up) to one decimal."""
    return f"{french_number(int(ratio * 1000 + 1e-6) / 10)}\u00a0%"


def current_page() -> tuple[str, list[Score]]:
    """The page as it should stand now, and the scores it tells."""
    scores = [measure() for measure in SCORES]
    tries = [line for file in FIRST_TRIES for line in yaml.safe_load(file.read_text("utf-8"))]
    return page(scores, tries), scores


def main() -> None:
    """Write the page; with ``-v``, print each failure."""
    text, scores = current_page()
    PAGE.write_text(text, "utf-8")
    for score in scores:
        sys.stdout.write(f"{score.extractor}: {score.n} texts, {score.measures}\n")
        if "-v" in sys.argv:
            sys.stdout.write("".join(f"  {failure}\n" for failure in score.failures))


if __name__ == "__main__":
    main()
