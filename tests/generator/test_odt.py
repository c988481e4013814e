"""A form as an OpenDocument text: a package that a word processor opens, the same bytes for the same words."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from generator.odt import MIME, Form, Heading, Paragraph, odt

BLOCKS = (Heading("Le but <&>"), Paragraph("Une « phrase »."), Form(("Qui ?", "Quand ?")))


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_the_kind_is_read_at_a_fixed_place():
    data = odt("Titre", BLOCKS)
    assert data[30:38] == b"mimetype"
    assert data[38 : 38 + len(MIME)] == MIME.encode()
    first = opened(data).infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")


def test_every_part_is_named_in_the_manifest_and_is_xml():
    package = opened(odt("Titre", BLOCKS))
    assert package.testzip() is None
    manifest = ElementTree.fromstring(package.read("META-INF/manifest.xml"))
    named = {value for entry in manifest for key, value in entry.items() if key.endswith("full-path")}
    assert named - {"/"} == set(package.namelist()) - {"mimetype", "META-INF/manifest.xml"}
    for name in named - {"/"}:
        ElementTree.fromstring(package.read(name))


def test_the_words_are_there_in_order_with_room_to_answer():
    content = ElementTree.fromstring(opened(odt("Titre & co", BLOCKS)).read("content.xml"))
    assert [text for text in content.itertext() if text.strip()] == [
        "Titre & co", "Le but <&>", "Une « phrase ».", "Qui ?", "Quand ?",
    ]  # fmt: skip
    rows = [element for element in content.iter() if element.tag.endswith("}table-row")]
    assert [len(row) for row in rows] == [2, 2]


def test_the_same_words_give_the_same_bytes():
    assert odt("Titre", BLOCKS) == odt("Titre", BLOCKS)
    assert odt("Titre", BLOCKS) != odt("Titre", BLOCKS[:2])
