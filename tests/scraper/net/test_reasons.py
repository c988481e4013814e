"""Every error has a word."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import scrapy.exceptions as se
from hypothesis import given
from hypothesis import strategies as st
from OpenSSL import SSL
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from scraper.net import errors
from scraper.net.reasons import LABELS, is_final, label_of, reason_of
from scraper.net.xml import XmlRefused

ROOT = Path(__file__).parents[3]


def caused(outer: Exception, cause: Exception) -> Exception:
    outer.__cause__ = cause
    return outer


class HTTPTrucError(Exception):
    pass


@pytest.mark.parametrize(
    ("exception", "reason"),
    [
        (HttpError(Response("http://a.fr", status=404)), "http-404"),
        (se.DownloadTimeoutError(), "delai-depasse"),
        (error.TCPTimedOutError(), "delai-depasse"),
        (se.CannotResolveHostError(), "nom-inconnu"),
        (se.DownloadCancelledError(), "trop-gros"),
        (se.ResponseDataLossError(), "reponse-tronquee"),
        (se.DownloadConnectionRefusedError(), "connexion"),
        (ConnectionResetError(), "connexion"),
        (se.NotSupported(), "adresse-refusee"),
        (se.IgnoreRequest(), "ignore"),
        (errors.RobotsRefused(), "robots"),
        (errors.BadCompression(), "compression"),
        (XmlRefused(), "xml-refuse"),
        (Failure(errors.AddressRefused()), "adresse-refusee"),
        (Failure(Failure(ValueError()).value), "erreur-value-error"),
        (caused(se.DownloadFailedError(), ResponseFailed([Failure(SSL.Error())])), "certificat"),
        (caused(se.DownloadFailedError(), ResponseFailed([Failure(errors.TooLarge())])), "trop-gros"),
        (caused(se.ResponseDataLossError(), ResponseFailed([Failure(error.ConnectionDone())])), "reponse-tronquee"),
        (caused(ValueError(), KeyError()), "erreur-value-error"),
        (HTTPTrucError(), "erreur-http-truc-error"),
        # Python's own, whose ``reason`` is no code of ours.
        (UnicodeDecodeError("utf-8", b"", 0, 1, "robots ou pas"), "erreur-unicode-decode-error"),
    ],
)
def test_an_error_has_a_reason(exception: Exception, reason: str) -> None:
    assert reason_of(exception) == reason
    assert label_of(reason)


def test_an_error_that_is_its_own_cause_ends() -> None:
    assert reason_of(caused(caused(KeyError(), first := ValueError()), first)) == "erreur-key-error"
    loop = ValueError()
    loop.__cause__ = loop
    assert reason_of(loop) == "erreur-value-error"


def test_every_reason_of_ours_has_a_label_and_is_final() -> None:
    def subclasses(kind: type[Exception]) -> list[type[Exception]]:
        return [kind, *(below for sub in kind.__subclasses__() for below in subclasses(sub))]

    for kind in subclasses(errors.PageError):
        assert kind.reason in LABELS
        assert is_final(kind())
    assert not is_final(se.DownloadTimeoutError())


def test_what_spiders_and_pipelines_count_has_a_label() -> None:
    counted = set()
    for file in (ROOT / "scraper").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            called = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
            if called in ("error", "_miss") and node.args and isinstance(node.args[0], ast.Constant):
                counted.add(node.args[0].value)
    assert len(counted) > 5
    assert counted <= LABELS.keys()


@given(st.text(min_size=1, max_size=30).filter(str.isidentifier))
def test_a_reason_is_a_word(name: str) -> None:
    reason = reason_of(type(name, (Exception,), {})())
    assert reason.startswith("erreur-")
    assert reason == reason.lower()
    assert not set(reason) & set(" _/")
