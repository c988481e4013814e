"""A role and an employer where they stand in a sentence: "community manager freelance chez l'agence Pastel".

A role begins with the name of a job. An employer is a proper name after "chez", "pour", "au sein de" or "de", or an
institution after any preposition ("de la ville de Brest", "à l'Office de tourisme"); after "à", a town is none.
"""

from __future__ import annotations

import re

CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
HEADS = (
    r"community[ -]manag(?:er|eur|euse)s?|cm|smm|social[ -]media[ -](?:manager|strateg(?:ist|e)|specialist"
    r"|officer)|social media|content[ -]manager"
    r"|brand (?:content )?manager|head of [a-z]+|community (?:lead|officer|builder)|traffic manager"
    r"|influence manager"
    r"|(?:co-?)?responsable|charg(?:é|e)(?:·e|\(e\)|e)?|chef(?:fe)?|(?:co-?)?direct(?:eur|rice)|consultante?"
    r"|(?:co-?)?fondat(?:eur|rice)"
    r"|g(?:é|e)rante?|gestionnaire|animat(?:eur|rice)|coordinat(?:eur|rice)|coordonnat(?:eur|rice)|conseill(?:er"
    r"|ère)|mod(?:é|e)rat(?:eur|rice)|webmaster|webmestre|edimestre|édimestre"
    r"|assistante?|r(?:é|e)dact(?:eur|rice)|journaliste|cr(?:é|e)at(?:eur|rice)|stagiaire|alternante?|apprentie?"
    r"|format(?:eur|rice)"
    r"|sp(?:é|e)cialiste|experte?|pr(?:é|e)sidente?|porte-parole|strat(?:è|e)ge|attach(?:é|e)e?|strategist|chief"
    r"|lead|strat(?:é|e)giste"
    r"|ancien(?:ne)? [a-zé]+|webm(?:é|e)diat(?:eur|rice)|m(?:é|e)diat(?:eur|rice)|agent(?:e)?|technicien(?:ne)?"
    r"|professionnel(?:le)?"
)
#: Names of jobs that need nothing more; of other words, only these belong to the role.
_WHOLE = re.compile(
    r"(?:community[ -]manag(?:er|eur|euse)s?|cm|smm|social[ -]media[ -](?:manager|strateg(?:ist|e)|specialist"
    r"|officer)|content[ -]manager|webmaster|webmestre|[eé]dimestre)$",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"(?i:freelances?|indépendante?|junior|senior|confirmée?|en freelance|bénévole|digital|social media|(?:et|&"
    rf"|/) (?:{HEADS})(?!\w))"
)
#: Words that end a role.
_STOPS = (
    r"chez|pour|au sein|à|au|aux|@|dans|qui|que|dont|depuis|et (?:elle|il|fondat|co|maman|papa|auteur|autrice"
    r"|formatrice|formateur)|nous|a|ont|est|se|s[’'](?=\w)|raconte|répond|parle|explique|partage|revient"
    r"|travaille|en poste|basée?|installée?"
    r"|sur|face|avec|sans|mais|car"
)
_INSTITUTION = (
    r"(?:ville|mairie|commune|métropole|région|département|conseil (?:départemental|régional|général)"
    r"|communauté (?:de communes|d[’']agglomération|urbaine)"
    r"|agglomération|office (?:de|du) tourisme|université|école|chu|chr|hôpital|centre hospitalier|musée|théâtre"
    r"|opéra|groupe|agence|association|asso|fédération|fondation|club|festival"
    r"|chaîne|radio|ministère|préfecture|bibliothèque|médiathèque|cité|banque|caisse|parc|maison|chambre|société"
    r"|studio|start-?up|marque|mutuelle|enseigne|coopérative|librairie|brasserie|éditions?|cégep|centre|hôtel"
    r"|compagnie|zoo|aquarium|syndicat|comité|stade|salle|collectif|orchestre|institut|quotidien|journal|magazine"
    r"|site|entreprise|équipe)"
)
_STOP = re.compile(
    rf"(?:{_STOPS})(?=[\s’']|$)|[(«»,;:|.!?–—]|-(?= )"
    rf"|(?:de|du|des|d[’'])(?: (?:la|l[’']|les))? ?(?:[A-ZÀ-Þ]|(?i:{_INSTITUTION})\b)"
)
HEAD = re.compile(
    rf"(?:(?:jeune|la|le|l[’']|une?|notre|son|leur) ?)?(?P<role>(?:{HEADS})(?![\w]))",
    re.IGNORECASE,
)
_COMMON = re.compile(r"(?:marque|quotidien|journal|magazine|site|entreprise|société|start-?up|enseigne) (?=[A-ZÀ-Þ])")
_NEXT_WORD = re.compile(r"\s+(?=\S)|(?<=[’'])")
_ROLE_WORD = re.compile(r"[^\s(«»,;:|.!?–—]*[’']?[^\s(«»,;:|.!?–—’']*")
_ENDS = tuple("(«»,;:|.!?–—")
_LONGEST_ROLE = 90
_TOKEN = r"(?:[A-ZÀ-ÖØ-Þ0-9][\w&’'+-]*(?:\.\w[\w&’'+-]*)*)"
_SMALL = r"(?:de|du|des|d’|d'|la|le|les|l’|l'|et|&|en|sur|pour)"
_PROPER = rf"{_TOKEN}(?:(?: {_SMALL}){{0,3}} ?{_TOKEN})*"
_INSTITUTION_NAME = (
    rf"(?i:{_INSTITUTION})(?: (?!qui|depuis|nous|a |est |et )[\wà-ÿ’'-]+){{0,5}}? (?:(?:d[’']|l[’']))?{_PROPER}"
)
#: "la Fédération des randonneurs": a capital at its head names it.
_INSTITUTION_NAME += (
    rf"|(?={CAPITAL})(?i:{_INSTITUTION}) (?:des?|du|d[’'])(?: ?(?:la|l[’']))? ?[\wà-ÿ’'-]+(?: (?:de|du|des"
    rf"|et) [\wà-ÿ’'-]+)?"
)
_EMPLOYER = re.compile(
    rf"(?:,? (?:en poste |qui travaille |travaillant )?(?:chez|@|pour|au sein (?:de|du|des|d[’']))(?: ?(?:la"
    rf"|l[’']|le|les))? ?(?P<chez>{_INSTITUTION_NAME}|{_PROPER})"
    rf"|,? (?:à|au|aux|de|du|des|d[’'])(?: ?(?:la|l[’']))? ?(?P<house>{_INSTITUTION_NAME})"
    rf"|,? (?:de |du |des |d[’'])(?P<of>{_PROPER})"
    rf"|,? ?\((?P<paren>{_PROPER})\)"
    rf"|,? @ ?(?P<at>{_PROPER})"
    rf"|, (?P<apposed>{_INSTITUTION_NAME})$)"
)


def role_at(text: str, start: int) -> tuple[str | None, str | None, int]:
    """The role that begins at ``start``, the employer that follows it, and where they end."""
    head = HEAD.match(text, start)
    if not head:
        return None, None, start
    end = head.end()
    for word in _NEXT_WORD.finditer(text, end, end + _LONGEST_ROLE):
        if word.start() < end:
            continue
        if word.start() > end + 40 or _STOP.match(text, word.end()):
            break
        if _WHOLE.match(text[head.start("role") : end]):
            more = _MORE.match(text, word.end())
            if not more:
                break
            end = more.end()
            continue
        taken = _ROLE_WORD.match(text, word.end())
        end = taken.end() if taken else word.end()
        if text[end : end + 1] in _ENDS or end - head.start("role") > _LONGEST_ROLE:
            break
    role = text[head.start("role") : end].strip(" -–,’'")
    employer = _EMPLOYER.match(text, end)
    if not employer:
        return role, None, end
    name = next(value for value in employer.groupdict().values() if value)
    return role, named(name), employer.end()


def is_name(text: str) -> bool:
    """Whether ``text`` is the name of an organization, and nothing else."""
    return re.fullmatch(_PROPER, text) is not None or re.fullmatch(_INSTITUTION_NAME, text) is not None


def employer_at(text: str, start: int) -> tuple[str | None, int]:
    """The employer that ``chez``, ``pour`` or ``au sein de`` introduces at ``start``, and where it ends."""
    match = _EMPLOYER.match(text, start)
    return (named(match["chez"]), match.end()) if match and match["chez"] else (None, start)


def house_at(text: str, start: int) -> str | None:
    """The employer that ``de``, ``du`` or ``d'`` introduces at ``start``: "(les comptes) du Musée des Salines"."""
    match = _EMPLOYER.match(text, start)
    name = (match["house"] or match["of"]) if match else None
    return named(name) if name else None


def named(employer: str) -> str | None:
    """An employer as a name: its first letter a capital, without the common noun of what it is."""
    name = _COMMON.sub("", employer.strip(" ,.-–’'"))
    if not name or name.isdigit():
        return None
    return name[:1].upper() + name[1:]
