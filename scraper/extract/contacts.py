"""E-mail addresses and telephone numbers, in the forms people write them, out of a text."""

from __future__ import annotations

import re

from scraper.extract.html_text import tidy

#: ``@``, its wide and small forms, as an address of the web writes it, and as those who fear robots spell it.
_AT = re.compile(r"@|＠|﹫|%40| ?[(\[{] ?(?:at|arobase|@) ?[)\]}] ?| arobase ", re.IGNORECASE)
#: Whether there is one: a class of characters comes first, so that `re` can jump from one to the next.
_HAS_AT = re.compile(
    r"[@＠﹫%(\[{bB](?:(?<=[@＠﹫])|(?<=%)40|(?<=[(\[{]) ?(?:[aA][tT]|[aA][rR][oO][bB][aA][sSſ][eE]) ?[)\]}]"
    r"|(?<= [aA][rR][oO][bB])[aA][sSſ][eE] )"
)
_DOT = r"(?:\.| ?[(\[{] ?(?:dot|point|\.) ?[)\]}] ?)"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]++(?:{_AT.pattern})[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,5}}", re.IGNORECASE
)
#: What stands between two groups of a number, if anything: one sign, spaces around it or alone.
_S = "(?:[ \u00a0\u2009\u202f]?[./·\u2010-\u2015-][ \u00a0\u2009\u202f]?|[ \u00a0\u2009\u202f])"
#: The first character comes before the look-behind, so that `re` can jump from one to the next. A date and the hour
#: that follows it, a month and the pay that follows it, have ten digits too: they are no number.
_PHONE = re.compile(
    r"[+0(](?<![\d+][+0])(?:"
    rf"(?:(?<=\+)|(?<=0)0|(?<=\()(?:\+|00))33\)?{_S}?(?:\(0\)|0)?{_S}?[1-9](?:{_S}?\d\d){{4}}(?!\d)"
    rf"|(?<=0)[1-9](?!{_S}(?:0[1-9]|1[0-2]){_S}20[2-3]\d(?!\d)|{_S}20[2-3]\d(?!\d))(?:"
    rf"(?:{_S}?\d\d){{4}}"
    rf"|(?P<a>{_S})\d{{3}}(?P=a)\d{{3}}(?P=a)\d\d"
    rf"|\d\d(?P<b>{_S})\d{{3}}(?P=b)\d{{3}}"
    rf"|(?P<c>{_S})\d\d(?P=c)\d{{3}}(?P=c)\d{{3}}"
    rf"|(?P<d>{_S})\d{{4}}(?P=d)\d{{4}})(?!\d)"
    rf"|(?:(?<=\+)|(?<=\()\+)\d{{1,3}}\)?(?:{_S}?\(\d{{1,4}}\))?(?:{_S}\d(?={_S}))?(?:{_S}?\d{{2,4}}){{3,5}}(?!\d))"
)


#: What any number begins with: whether there is one is sooner known than where.
_ZERO, _PLUS = re.compile(rf"0(?:[1-9](?:{_S})?\d\d|033)"), re.compile(rf"\+\d{{1,3}}\)?(?:{_S})?[\d(]")


def without_contacts(text: str) -> str:
    """The text without e-mail addresses and telephone numbers."""
    cleaned = text
    if _HAS_AT.search(text):
        cleaned = "\n".join([_EMAIL.sub("", line) if _HAS_AT.search(line) else line for line in text.split("\n")])
    if _ZERO.search(cleaned) or ("+" in cleaned and _PLUS.search(cleaned)):
        cleaned = _PHONE.sub("", cleaned)
    return text if cleaned == text else tidy(cleaned)
