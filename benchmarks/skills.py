"""Speed of folding and skill matching, beside spaCy's PhraseMatcher on the same texts.

``python -m benchmarks.skills``. Texts are gold ads joined to the size of a real ad (about 2 kB). Ours knows every
form of every name of ``data/skills``; spaCy (blank "fr", attribute LOWER, tokenising included) is given the names as
they are written, on folded text, and so is our first line; the second adds inflections, ambiguous names and spans in
the original text; the third what is asked of each skill. Processor time of one core; rounds alternate, so that a busy
machine slows both alike.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable, Sequence
from itertools import cycle

from benchmarks.quality_skills import ROOT, gold_ads
from catalog.load import load_catalog
from scraper.extract.fold import Folded, fold
from scraper.extract.phrases import Phrases, words
from scraper.extract.skills import SkillMatcher
from scraper.extract.variants import plain

SIZE, TEXTS, ROUNDS = 2000, 400, 9
PEER = "spaCy PhraseMatcher"


def ads() -> list[str]:
    """``TEXTS`` different texts of about ``SIZE`` characters."""
    sources = cycle(ad["text"] for ad in gold_ads())
    made: list[str] = []
    while len(made) < TEXTS:
        text = next(sources)
        while len(text) < SIZE:
            text += "\n" + next(sources)
        made.append(text[: SIZE + len(made) % 200])
    return made


def seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    began = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - began


def main() -> None:
    skills = load_catalog(ROOT / "data", dt.date.max).catalog.skills.values()
    names = sorted({name for skill in skills for name in (skill.label.fr, skill.label.en, *skill.aliases) if name})
    matcher = SkillMatcher(skills)
    texts = ads()
    mentions = statistics.mean(len(matcher.names(text)) for text in texts)
    size = statistics.mean(map(len, texts))
    print(f"{len(texts)} textes de {size:.0f} caractères et {mentions:.0f} mentions, {len(names)} noms")
    plainly = Phrases((plain(name), number) for number, name in enumerate(names))
    works: dict[str, Callable[[str], object]] = {
        "repli + noms tels quels": lambda text: plainly.find(words(Folded(text).aligned)),
        "repli + compétences": matcher.names,
        "repli + compétences + exigence": matcher.find,
    }
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        print("spaCy absent, comparaison sautée : pip install -r benchmarks/requirements.txt")
    else:
        nlp = spacy.blank("fr")
        peer = PhraseMatcher(nlp.vocab, attr="LOWER")
        peer.add("skill", [nlp.make_doc(fold(name)) for name in names])
        works[PEER] = lambda text: peer(nlp.make_doc(fold(text)))
    for work in works.values():
        seconds(work, texts[:20])
    rounds = [{name: seconds(work, texts) for name, work in works.items()} for _ in range(ROUNDS)]
    for name in works:
        print(f"{name} : {len(texts) / statistics.median(times[name] for times in rounds):.0f} textes/s")
    for name in [name for name in works if PEER in works and name != PEER]:
        ratio = statistics.median(times[PEER] / times[name] for times in rounds)
        print(f"{name}, contre spaCy : ×{ratio:.1f}")


if __name__ == "__main__":
    main()
