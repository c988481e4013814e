"""What the collection holds, beside what it set out to hold."""

from __future__ import annotations

from catalog.load import load_catalog
from catalog.strict.stats import Count, counts, table
from tests.catalog.conftest import RESOURCE, TODAY

QUESTION = """\
title: Que faire ?
answer: {answer}
limits: Rien de plus.
topics: [moderation]
"""


def test_counts_each_kind_and_its_parts(data):
    for name, text in {
        "resources/ancienne": RESOURCE,
        "resources/recente": RESOURCE.replace("2012-05-09", "2020-01-01")
        .replace("repondre", "2")
        .replace("vite", "2"),
        "resources/doute": RESOURCE.replace("2012-05-09", "inconnu").replace("repondre", "3").replace("vite", "3")
        + "confidence: unverified\n",
        "questions/courte": QUESTION.format(answer="mot " * 79),
        "questions/juste": QUESTION.format(answer="mot " * 80).replace("Que", "Quand"),
    }.items():
        path = data / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    loaded = load_catalog(data, TODAY)
    assert loaded.problems == []
    found = {line.label.strip(): (line.value, line.least) for line in counts(loaded.catalog)}
    assert found["Ressources"] == (3, 160)
    assert found["Ressources de 2020 ou après"] == (1, 60)
    assert found["Ressources sans date"] == (1, None)
    assert found["thème : moderation (3 œuvres en tout)"] == (3, None)
    assert found["thème : salaires (0 œuvres en tout)"] == (0, None)
    assert found["Questions"] == (2, 31)
    assert found["Réponses de 80 à 250 mots"] == (1, 31)
    assert found["Œuvres non vérifiées"] == (1, None)
    assert found["Interviews"] == (0, 60)


def test_the_table_is_aligned_and_says_what_is_missing():
    lines = [Count("Interviews", 58, 60), Count("  pays : FR", 40), Count("Études", 100, 45)]
    assert table(lines).splitlines() == [
        "             compte  attendu  manque",
        "Interviews       58       60       2",
        "  pays : FR      40",
        "Études          100       45",
    ]
