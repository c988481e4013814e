"""Who is interviewed, as the page says it: name, role and employer; None for what it does not say.

Read from the title ("Interview de X, community manager chez Y", "3 questions à X", "X (Y) : « … »"), from the lines
before the first question, from the label or the signature of the answers, and how they present themselves.
Nothing is deduced: a town is no employer, a first name alone needs a role beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from scraper.extract.ad_keys import words_of
from scraper.extract.interview_role import CAPITAL, HEAD, HEADS, employer_at, house_at, is_name, named, role_at

#: Lines before the first question that are read, their characters; mentions of a name looked at, and how far a role
#: may stand before one.
_MOST_LINES, _LONGEST_LINE, _MOST_MENTIONS, _NEAR = 40, 1500, 20, 150
_PART = rf"(?:{CAPITAL}[\w’'-]*\.?)"
_NAME = rf"{_PART}(?: (?:(?:de|du|des|le|la|van|von|ben|el|al|d’|d')[ ]?)?{_PART}){{0,3}}"
#: Words that names of persons do not hold, however they are capitalised.
_NOT_NAMES = words_of(
    "madame mesdames monsieur mademoiselle docteur"
    " itw entrevue aujourd’hui hello salut community communauté manager manageur managers"
    " social media médias sociaux réseaux digital"
    " interview entretien portrait rencontre témoignage questions question responsable chargé chargée chef cheffe"
    " directeur directrice facebook instagram twitter tiktok linkedin youtube le la les l’ l' un une des"
    " notre nos votre vos mon ma mes son sa ses ce cette ces il elle nous vous je comment pourquoi quel"
    " quelle que qui quand dans pour sur avec sans chez être métier métiers profession journée agence"
    " ville mairie région université office freelance cm smm gestionnaire animateur animatrice content"
    " spécial dossier podcast vidéo focus zoom merci bonjour et ou à au aux en du de d’ d' quelques cinq"
    " trois dix deux quatre six sept huit neuf expert experte experts invité invitée équipe blog magazine"
    " france paris lyon"
)
_INTRODUCED = re.compile(
    r"(?i:(?:interviews?|entretien|rencontre|échange|conversation|discussion|témoignage|portrait|itw|questions?"
    r"|questions[- ]réponses|réponses|minutes|café|parole|confidences?|tête[- ]à[- ]tête|rendez-vous|zoom|focus"
    r"|bienvenue|parcours|journée|invitée?|profil|expérience|regard|histoire|quotidien|avis|vision|conseils"
    r"|secrets)"
    r"(?: [\wà-ÿ’'-]+){0,6}? ?(?:de la|de l[’']|du|de|d[’']|avec|à|:|-|–|—|sur|\|))\s*(?:(?:notre|la|le"
    r"|l[’']) ?(?:[a-zà-ÿ-]+ )?)?(?P<name>NAME)".replace("NAME", _NAME)
)
_LEADING = re.compile(
    rf"(?:«[^»]{{0,300}}»|“[^”]{{0,300}}”|\"[^\"]{{0,300}}\")?[\s,:–—-]*(?P<name>{_NAME})(?=\s*(?:,|\(|:|–|—|-|\|"
    rf"|est |$))"
)
_PLACED = re.compile(rf"(?:^|[\s(«:–—|,’'])(?P<name>{_NAME})")
_SEVERAL = re.compile(r"(?i:manage(?:r|ur|use)s|chargé(?:e)?s|responsables|gestionnaires)\b")
_SOMEBODY = re.compile(
    r"(?i:(?<!\w)(?:d[’']une?|une?|la|le|cette|ce|elle est|elle y est|il est|il y est|être)) (?=\w)"
)
#: The person is a subject, or was met.
_MET = re.compile(
    r"(?i:rencontrée?|interrogée?|reçue?|interviewée?|(?:échangé|discuté|jasé|parlé) avec|elle s[’']appelle"
    r"|il s[’']appelle)"
    rf" (?P<name>{_NAME})"
)
_SUBJECT = re.compile(
    rf"(?:^|[\s,])(?P<name>{_NAME}) (?:veille sur|anime|gère|modère|tient|pilote|travaille|s[’']occupe)(?!\w)"
)
#: "Entretien avec la modératrice de Forum Vert": what follows a job is no person.
_OF_A_JOB = re.compile(
    rf"(?<!\w)(?:{HEADS})(?!\w)[^,:–—|]{{0,40}}(?: de| du| d[’']| chez)(?: la| l[’'])? ?$",
    re.IGNORECASE,
)
_WORKS = re.compile(r"travaill(?:e|ait)(?: depuis [\wà-ÿ ]{2,20}?)?(?= (?:pour|chez|au sein) )")
_HAIL = re.compile(
    rf"(?:(?i:bonjour|salut|hello|coucou|bienvenue|merci) (?P<name>{_NAME})(?=\s*[,!.])"
    rf"|(?=(?P<first>{_NAME}), (?i:vous|tu|peux-tu|pouvez-vous|pourquoi|comment|quel)))"
)
#: Whose accounts they are that somebody tends.
_TENDS = re.compile(
    r"(?i:veille sur|anime|gère|modère|tient|pilote|s[’']occupe)(?: depuis [\wà-ÿ ]{2,20}?)? (?:les?|la|des?|du"
    r"|l[’']) ?"
    r"(?i:comptes?|réseaux(?: sociaux)?|pages?|communautés?|commentaires|discord|forums?)(?: (?:facebook"
    r"|instagram|twitter|discord))? ",
    re.IGNORECASE,
)
_POST = re.compile(r"(?i:ton|votre|ta|tes|vos) (?:[\wà-ÿ]+ ){0,3}?(?=chez )")
_CALLED = re.compile(rf"(?i:je m[’']appelle|moi,? c[’']est|je me nomme|je me présente,?) (?P<name>{_NAME})")
_IAM = re.compile(
    r"(?i:je suis|je travaille(?: actuellement)? (?:comme|en tant que)|j[’']occupe le poste de"
    r"|en tant que)(?: (?:actuellement|aujourd[’']hui|désormais|maintenant|donc|la|le|une?))* "
)
_JOINS = re.compile(
    r"(?:\s*[,–—|:-]\s*|\s+)?(?:(?:a )?\(?\d\d ans\)?,? ?(?:et )?(?:(?:elle|il) )?)?(?:(?i:est|était"
    r"|occupe le poste de|travaille comme"
    r"|exerce comme|,? aujourd[’']hui|actuellement|désormais|devenue?|en tant que|:)\s+)*(?:(?i:la|le|l[’']|une?"
    r"|notre|nouve(?:au|lle))\s*)*"
)


@dataclass(frozen=True)
class Person:
    """What the page says of who answers."""

    name: str | None = None
    role: str | None = None
    employer: str | None = None


def read_person(
    title: str | None,
    before: Sequence[str],
    speaker: str | None,
    questions: Sequence[str],
    first_answer: str,
    signature: str,
) -> Person:
    """``before``: the lines before the first question; ``speaker``: the label of the answers; ``signature``: the last
    line. The first place that says a thing is believed, the title before the text; a first name grows into the full
    name where the text gives it."""
    before = [line[:_LONGEST_LINE] for line in before[:_MOST_LINES]]
    found = Person()
    for text in ((title,) if title else ()) + tuple(before):
        found = _merge(found, _introduced(text))
    label = _label_person(speaker, before)
    if found.name is None or (label.name and label.name.startswith(found.name)):
        found = _merge(Person(label.name or found.name, found.role, found.employer), label)
    if called := _CALLED.search(first_answer[:400]):
        found = _merge(found, Person(_valid(called["name"])))
    if len(signature) <= 160 and not signature.endswith(("?", "!")):
        found = _merge(found, _leading(signature))
    if found.name is None and questions:
        found = _merge(found, _hailed(questions[0]))
    if found.name:
        for text in (*before, *((title,) if title else ())):
            found = _merge(found, _said_of(found.name, text))
    return _completed(found, title or "", before, questions, first_answer[:400])


def _completed(
    found: Person, title: str, before: Sequence[str], questions: Sequence[str], first_answer: str
) -> Person:
    """``found`` with what is told without naming the person: "elle est …", "je suis …", "ton rôle chez …"."""
    introduction = " ".join(before)
    if iam := _IAM.search(first_answer):
        role, employer, _ = role_at(first_answer, iam.end())
        if role:
            found = _merge(found, Person(None, role, employer))
    if found.role is None:
        for text in (title, introduction) if found.name is None else (introduction, title):
            found = _merge(found, _somebody(text))
    if found.employer is None and (tends := _TENDS.search(introduction)):
        found = Person(found.name, found.role, house_at(introduction, tends.end() - 1))
    if found.employer is None and (works := _WORKS.search(introduction)):
        found = Person(found.name, found.role, employer_at(introduction, works.end())[0])
    if found.employer is None and questions and (post := _POST.search(questions[0])):
        found = Person(found.name, found.role, employer_at(questions[0], post.end() - 1)[0])
    return found


def _hailed(question: str) -> Person:
    """The name that the first question calls: "Bonjour Léa !", "Léa Roy, vous dirigez…"."""
    match = _HAIL.match(question)
    return Person(_valid(match["name"] or match["first"])) if match else Person()


def _merge(first: Person, second: Person) -> Person:
    """``first`` completed by ``second``, unless they are about two persons."""
    if first.name and second.name and not _same(first.name, second.name):
        return first
    longer = second.name if second.name and (not first.name or len(second.name) > len(first.name)) else first.name
    return Person(longer, first.role or second.role, first.employer or second.employer)


def _same(one: str, other: str) -> bool:
    short, long = sorted((one.lower().split(), other.lower().split()), key=len)
    return long[: len(short)] == short


def _introduced(text: str) -> Person:
    """A person whom the words of a title or of an introduction present, with a role or after "interview de"."""
    for match in _INTRODUCED.finditer(text):
        if _OF_A_JOB.search(text, match.start(), match.start("name")):
            continue
        name = _valid(match["name"])
        role, employer, _ = _after(text, match.end("name")) if name else (None, None, 0)
        if name and (" " in name or role):
            return Person(name, role, employer)
    return _leading(text)


def _leading(text: str) -> Person:
    """A person named first, with a role or an employer in brackets right after: "Léa Roy, CM de …"."""
    match = _LEADING.match(text)
    if match and (name := _valid(match["name"])):
        role, employer, end = _after(text, match.end("name"))
        told = text[end:].lstrip(" )")[:1] in (":", "«", "“") or len(text) <= 160
        if role or (employer and " " in name and told):
            return Person(name, role, employer)
        if " " in name and re.match(r"\s*:\s*[«“\"]", text[match.end("name") :]):
            return Person(name)
    if (met := _MET.search(text) or _SUBJECT.search(text)) and (name := _valid(met["name"])) and " " in name:
        role, employer, _ = _after(text, met.end("name"))
        return Person(name, role, employer)
    for match in _PLACED.finditer(text):
        name = _valid(match["name"])
        if name and not text[: match.start("name")].endswith((" et ", " & ")):
            role, employer, _ = _after(text, match.end("name"))
            if role and not _SEVERAL.search(role):
                return Person(name, role, employer)
    return Person()


def _somebody(text: str) -> Person:
    """The role of somebody unnamed: "confessions d'un community manager", "la social media manager défend"."""
    for match in _SOMEBODY.finditer(text[:1500]):
        role, employer, _ = role_at(text, match.end())
        if role and not _SEVERAL.search(role):
            return Person(None, role, employer)
    return Person()


def _said_of(name: str, text: str) -> Person:
    """What ``text`` says right after ``name``, or after its first name alone, or right before it."""
    for known in dict.fromkeys((name, name.split()[0])):
        for match in islice(re.finditer(rf"(?<!\w){re.escape(known)}(?!\w)", text), _MOST_MENTIONS):
            grown = re.compile(_NAME).match(text, match.start())
            longer = _valid(grown[0]) if grown else None
            role, employer, _ = _after(text, grown.end() if grown and longer else match.end())
            if longer and _same(name, longer) and len(longer) > len(name) and not role:
                return Person(longer)
            if role or (employer and text[match.end() : match.end() + 2].strip().startswith("(")):
                return Person(longer if longer and _same(name, longer) else None, role, employer)
            for head in HEAD.finditer(text, max(0, match.start() - _NEAR), match.start()):
                role, employer, end = role_at(text, head.start("role"))
                if role and text[end : match.start()].strip(" ,:–—-") == "":
                    return Person(longer if longer and _same(name, longer) else None, role, employer)
    return Person()


def _after(text: str, start: int) -> tuple[str | None, str | None, int]:
    """Role and employer that follow a name ending at ``start``: in apposition, in brackets, after "est"."""
    at = start
    if match := re.compile(r"\s*\((?P<in>[^)]{2,120})\)").match(text, start):
        role, employer, end = role_at(match["in"], 0)
        if role:
            return role, employer, match.end()
        if is_name(match["in"]):
            joined = _JOINS.match(text, match.end())
            role, _, end = role_at(text, joined.end() if joined else match.end())
            return role, named(match["in"]), max(end, match.end())
        at = match.end()
    joined = _JOINS.match(text, at)
    role, employer, end = role_at(text, joined.end() if joined else at)
    if role:
        return role, employer, end
    employer, end = employer_at(text, at)
    return None, employer, end


def _valid(name: str) -> str | None:
    """The words of ``name`` that may be a person's name; capitals all over are a way to shout."""
    parts: list[str] = []
    for part in name.replace("'", "’").split():
        if part.lower().strip(".") in _NOT_NAMES and not (parts and part.islower()):
            break
        parts.append(part)
        if part.endswith(".") and len(part) > 2:
            break
    while parts and parts[-1].islower():
        parts.pop()
    if not parts or re.fullmatch(HEADS, " ".join(parts), re.IGNORECASE) or len(parts[0].strip(".")) < 2:
        return None
    whole = (
        " ".join(parts).rstrip(",’")
        if len(parts[-1]) == 2 and parts[-1].endswith(".")
        else " ".join(parts).rstrip(".,’")
    )
    whole = re.sub(r"’s$", "", whole)
    return whole.title() if whole.isupper() and len(whole) > 4 else whole


def _label_person(speaker: str | None, before: Sequence[str]) -> Person:
    """The name that labels the answers; of initials, the name before the first question that begins by them."""
    if not speaker:
        return Person()
    if initials := re.fullmatch(r"([A-ZÀ-Þ])[. -]*([A-ZÀ-Þ])\.?", speaker):
        for line in before:
            for match in _PLACED.finditer(line):
                words = (_valid(match["name"]) or "").split()
                if len(words) == 2 and tuple(word[0] for word in words) == initials.groups():
                    return Person(" ".join(words))
        return Person()
    name = _valid(speaker) if re.fullmatch(_NAME, speaker) else None
    return Person(name if name and len(name) > 3 and not name.isupper() else None)
