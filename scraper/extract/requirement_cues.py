"""The words by which an ad says that a skill is required, an asset, or not asked, and what each of them means.

The names of kinds say where the skill stands: after the words (``…_BEFORE``), before them (``…_AFTER``), on either
side (``BOTH_…``), or in the list that they head (``…_HEADING``).
"""

from __future__ import annotations

from scraper.extract.phrases import Match, Phrases
from scraper.extract.variants import forms, plain


def _list(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(","))


_REQUIRED_BEFORE = _list("""
    maîtrise, maîtriser, vous devez, tu dois, il faut, parlez couramment, parles couramment, parler couramment,
    impérativement, obligatoirement, must have, les indispensables, exigences techniques,
    nous demandons, on demande, nous exigeons, nous attendons de vous
""")
_REQUIRED_AFTER = _list("""
    exigé, requis, indispensable, obligatoire, impératif, nécessaire, primordial, impérativement, essentiel,
    incontournable, must have, demandées, est demandé, sont demandés, est attendu, sont attendus, est imposé,
    un prérequis, un pré-requis, obligatoirement, a must, required, mandatory
""")
#: These say so of a list they head, of nothing else: "s’adapter aux exigences du client".
_REQUIRED_HEADING = _list("""
    exigences, ce que nous demandons, prérequis, pré-requis, requirements
""")
_OPTIONAL_BEFORE = _list("""
    idéalement, de préférence, si possible, dans l’idéal, l’idéal, éventuellement, les plus, vos plus, tes plus,
    les +, le +, le petit plus, les petits plus, nice to have, en bonus, les atouts, atout, bonus, préférablement,
    ce qui fera la différence
""")
#: Elsewhere "le plus" is a superlative.
_OPTIONAL_HEADING = ("le plus",)
_OPTIONAL_AFTER = _list("""
    un plus, un +, un vrai plus, un réel plus, un gros plus, un petit plus, des plus, un atout, un véritable atout,
    un réel atout, un sérieux atout, un atout supplémentaire, des atouts, un avantage, un bonus, en bonus, apprécié,
    souhaité, souhaitable, bienvenu, valorisé, facultatif, optionnel, serait idéal, serait top, tant mieux,
    encore mieux, préférable, une valeur ajoutée, idéalement, de préférence, si possible, nice to have,
    pas obligatoire mais, sera regardé avec intérêt, considered an asset, is a plus, an asset,
    mais pas nécessaire, mais pas indispensable, mais pas obligatoire, serait bien, pas une obligation,
    preferred, desirable
""")
_REFUSED_BEFORE = _list("""
    pas besoin, nul besoin, aucun besoin, inutile, sans, aucun, aucune, ni, peu importe, pas nécessaire de,
    pas indispensable de, pas obligé de, ne demandons pas, n’exigeons pas, n’attendons pas, ne cherchons pas,
    ne recherchons pas, n’est pas un, n’est pas une, pas de, pas d’, n’utilisons pas
""")
_REFUSED_AFTER = ("not needed",)
#: These say something only once refused: "n’est pas un critère", "non demandée".
_REFUSABLE = _list("""
    demandé, attendu, imposé, critère, un critère, must, un must
""")
#: Phrases that hold one of the words above and say nothing of the kind.
_NEUTRAL = _list("""
    sans oublier, sans faute, sans fautes, sans cesse, sans relâche, sans compter, sans hésiter, sans parler de,
    sans parler du, sans parler des, sans parler d’, sans mentionner, sans citer, sans aucun doute,
    sans doute, non sans, sans limite, sans filtre, ni plus ni moins, sans attendre, aucun doute, aucun frais,
    un plus grand, un plus large, le plus possible, sans frontières, maîtrise d’œuvre, maîtrise d’ouvrage, de plus,
    sans diplôme, sans expérience, si nécessaire, nécessaire à, nécessaires à, sans pression, sans stress,
    n’hésitez pas, manquez pas de, manques pas de, manque pas de, pas de secret, les plus grands, les plus grandes,
    les plus belles, les plus beaux, les plus récents, les plus récentes, les plus pertinents, les plus pertinentes,
    les plus influents, les plus performants, les plus performantes, des plus grands, des plus grandes,
    les plus adaptés, les plus adaptées, sans prise de tête, les plus engageants, de plus en plus
""")

(
    REQ_BEFORE,
    REQ_AFTER,
    OPT_BEFORE,
    OPT_AFTER,
    NO_BEFORE,
    NO_AFTER,
    NOTHING,
    BOTH_OPT,
    BOTH_REQ,
    REQ_HEADING,
    OPT_HEADING,
    BOTH_NO,
    IF_REFUSED,
) = range(13)
BEFORE = {REQ_BEFORE, OPT_BEFORE, NO_BEFORE, BOTH_OPT, BOTH_REQ, BOTH_NO}
AFTER = {REQ_AFTER, OPT_AFTER, NO_AFTER, BOTH_OPT, BOTH_REQ, BOTH_NO}
HEADINGS = {REQ_HEADING, OPT_HEADING}
# What a negator makes of a cue.
REFUSED = {REQ_BEFORE: NO_BEFORE, REQ_AFTER: NO_AFTER, BOTH_REQ: BOTH_NO, IF_REFUSED: NO_AFTER}


def _cue_phrases() -> list[tuple[str, int]]:
    kinds = [
        (_NEUTRAL, NOTHING),
        (_REFUSED_AFTER, NO_AFTER),
        (_REFUSED_BEFORE, NO_BEFORE),
        (tuple(name for name in _OPTIONAL_AFTER if name in _OPTIONAL_BEFORE), BOTH_OPT),
        (tuple(name for name in _REQUIRED_AFTER if name in _REQUIRED_BEFORE), BOTH_REQ),
        (_OPTIONAL_AFTER, OPT_AFTER),
        (_OPTIONAL_BEFORE, OPT_BEFORE),
        (_REQUIRED_AFTER, REQ_AFTER),
        (_REQUIRED_BEFORE, REQ_BEFORE),
        (_REQUIRED_HEADING, REQ_HEADING),
        (_OPTIONAL_HEADING, OPT_HEADING),
        (_REFUSABLE, IF_REFUSED),
    ]
    pairs: list[tuple[str, int]] = []
    for names, kind in kinds:
        for name in names:
            pairs.append((plain(name), kind))
            if kind == REQ_BEFORE:
                pairs += [(form, kind) for form in sorted(forms(name))]
            elif kind not in (NOTHING, NO_BEFORE, OPT_HEADING) and not name.startswith(("un ", "une ")):
                pairs += [(form, kind) for form in sorted(forms(name, verbs=False, genders=True))]
    return pairs


_CUES = Phrases(_cue_phrases())


def find_cues(padded: str) -> list[Match]:
    """The words that say what is asked, in order, each with its kind; ``padded`` is ``phrases.words`` of a text."""
    return [cue for cue in _CUES.find(padded) if cue[2] != NOTHING]
