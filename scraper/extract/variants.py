"""The forms under which a French name is met: plurals, feminines, conjugations, determiners.

Rules of French morphology, applied when the matcher is built, so that an entry lists names and not their inflections.
A form that is no French word does no harm: nobody writes it.
"""

from __future__ import annotations

from itertools import product

from scraper.extract.fold import Folded
from scraper.extract.phrases import words

#: Words that stand for one another after a verb ("animer une communauté", "animer nos communautés")…
_ARTICLES = (
    "le",
    "la",
    "les",
    "l",
    "un",
    "une",
    "des",
    "du",
    "de",
    "d",
    "nos",
    "notre",
    "vos",
    "votre",
    "ses",
    "leurs",
)
#: … and after a noun ("animation de communauté", "animation de nos communautés").
_OF = ("de", "d", "du", "des", "de la", "de l", "de nos", "de notre", "de vos", "de votre", "de ses", "d un", "d une")
_SLOT = frozenset((*_ARTICLES, "son", "sa"))
_JOINING = ("a", "au", "aux", "en", "et", "ou", "par", "pour", "sur", "sous", "avec", "dans", "chez", "via")
_SMALL = _SLOT.union(_JOINING)
_BETWEEN = (" ", "  ", "   ", " ou ", " et ")
_MOST_FORMS = 4000

# Endings of the present, imperative, future and participles, by the ending of the infinitive; all without accents.
_ER = ("er", "e", "es", "ez", "ons", "ent", "ant", "era", "eras", "erez", "eront", "eons", "eant")
_IR = ("ir", "is", "it", "issez", "issons", "issent", "ira", "iras", "irez", "iront", "e", "es", "ez", "ons")
_RE = ("re", "", "s", "t", "sez", "sons", "sent", "ez", "ons", "ent", "ra", "ras", "rez", "ront", "vez", "vent", "es")
_OIR = ("oir", "ois", "oit", "ez", "ons", "oivent", "ra", "ras", "rez", "ront", "ant")
_CONJUGATIONS = (("oir", _OIR), ("er", _ER), ("ir", _IR), ("re", _RE))

# Endings of masculine words, of their feminine, and what inclusive writing adds: "créatif·ve", "animateur/trice".
_FEMININES = (
    ("teur", ("trice", "teuse"), ("rice", "trice")),
    ("eur", ("euse",), ("euse", "rice", "se")),
    ("eux", ("euse",), ("se", "euse")),
    ("if", ("ive",), ("ve", "ive")),
    ("ien", ("ienne",), ("ne", "enne", "ienne")),
    ("el", ("elle",), ("le", "elle")),
    ("er", ("ere",), ("e", "ere", "iere")),
    ("ef", ("effe",), ("fe",)),
    ("et", ("ete", "ette"), ("e", "te")),
    ("e", ("ee",), ("e",)),
    ("", ("e",), ("e",)),
)
# Endings of nouns, which have no other gender.
_NEUTER = ("isme", "ite", "tion", "ence", "ance", "age", "ment", "ure", "ie", "oire")
_AGENTS = ("eur", "if", "eux", "ien", "ant", "chef", "apprenti", "ller", "ier")


def plain(name: str) -> str:
    """A name as ``Phrases`` reads it: folded words with single spaces."""
    return " ".join(words(Folded(name).aligned).split())


def forms(name: str, *, verbs: bool = True, genders: bool = False) -> set[str]:
    """Every form of ``name``, plain: plurals of its words, any determiner for its own, its verb conjugated.

    ``verbs``: conjugate a first word in -er, -ir, -oir or -re.
    ``genders``: add feminine and inclusive writing ("motivé" gives "motivée", "motivé(e)s", "motivé·e").
    """
    parts = plain(name).split()
    if not parts:
        return set()
    choices: list[tuple[str, ...]] = []
    conjugated = _conjugate(parts[0]) if verbs else ()
    slot = _ARTICLES if conjugated else _OF
    gendered = _gendered(name, parts) if genders else set[str]()
    for position, part in enumerate(parts):
        if position == 0 and conjugated:
            choices.append(conjugated if len(parts) > 1 else (*conjugated, *_inflected(part, part in gendered)))
        elif part in _SLOT and 0 < position < len(parts) - 1:
            choices.append(slot if part in slot else (part,))
        elif part in _SMALL or not part.isalpha():
            choices.append((part,))
        else:
            choices.append(_inflected(part, part in gendered))
    if _size(choices) > _MOST_FORMS:  # too many slots: keep the words as written, vary the first slot only
        seen_slot = False
        for position, part in enumerate(parts):
            if part in _SLOT and not seen_slot and position:
                seen_slot = True
            elif position:
                choices[position] = (part,) if part in _SMALL else _numbers(part)[:2]
    return {" ".join(" ".join(chosen).split(" ")) for chosen in product(*choices)}


def _gendered(name: str, parts: list[str]) -> set[str]:
    """The words of ``name`` that agree with a person: participles, agents, and lone adjectives."""
    participles = {plain(word) for word in name.lower().split() if word.endswith("é")}
    alone = len(parts) == 1 and not parts[0].endswith(_NEUTER)
    return {part for part in parts if alone or part in participles or part.endswith(_AGENTS)}


def _inflected(word: str, genders: bool) -> tuple[str, ...]:
    return _with_genders(word) if genders else _numbers(word)


def _size(choices: list[tuple[str, ...]]) -> int:
    size = 1
    for choice in choices:
        size *= len(choice)
    return size


def _conjugate(verb: str) -> tuple[str, ...]:
    for ending, endings in _CONJUGATIONS:
        if verb.endswith(ending) and len(verb) > 4:
            stem = verb.removesuffix(ending)
            return tuple(stem + tail for tail in endings)
    return ()


def _numbers(word: str) -> tuple[str, ...]:
    """The word and its plural; names of one to three letters and figures have none."""
    if len(word) <= 3 or word[-1] in "sxz":
        return (word,)
    if word.endswith("al"):
        return word, word[:-1] + "ux", word + "s"
    if word.endswith(("eau", "eu")):
        return word, word + "x"
    return word, word + "s"


def _with_genders(word: str) -> tuple[str, ...]:
    """The word, its feminine, their plurals, and inclusive writing once punctuation has become spaces."""
    ending, feminines, tails = next(line for line in _FEMININES if word.endswith(line[0]))
    forms = list(_numbers(word))
    for feminine in (word.removesuffix(ending) + other for other in feminines):
        # "animatrice", "animateur / animatrice", "animateur/animatrice", "animatrice, animateur"
        pairs = ((word, feminine), (feminine, word))
        forms += (*_numbers(feminine), *(f"{a}{gap}{b}" for a, b in pairs for gap in _BETWEEN))
    for tail in tails:
        # "motivé·e", "motivé(e) et", "motivé·e·s", "motivé(e)s"
        forms += (f"{word} {tail}", f"{word} {tail} ", f"{word} {tail} s", f"{word} {tail}s")
    return tuple(dict.fromkeys(forms))
