"""A short form as an OpenDocument text: a title, headings, paragraphs, and tables of questions to answer.

Only what the format asks for (OpenDocument 1.3, part 2: the package; part 3: the schema), written by hand because the
documents are a page long; the same blocks give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from generator.opendocument import HEAD, package

MIME = "application/vnd.oasis.opendocument.text"
_NAMES = (
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"'
)
_STYLES = (
    f"{HEAD}<office:document-styles{_NAMES}><office:styles>"
    '<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/>'
    '<style:text-properties fo:font-size="11pt" fo:language="fr" fo:country="FR"/></style:default-style>'
    '<style:style style:name="Title" style:family="paragraph">'
    '<style:text-properties fo:font-size="20pt" fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph">'
    '<style:paragraph-properties fo:margin-top="0.5cm" fo:keep-with-next="always"/>'
    '<style:text-properties fo:font-size="14pt" fo:font-weight="bold"/></style:style>'
    "</office:styles><office:automatic-styles>"
    '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"'
    ' fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2cm" fo:margin-right="2cm"/></style:page-layout>'
    '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard"'
    ' style:page-layout-name="A4"/></office:master-styles></office:document-styles>'
)
_AUTOMATIC = (
    "<office:automatic-styles>"
    '<style:style style:name="question" style:family="table-column">'
    '<style:table-column-properties style:column-width="7cm"/></style:style>'
    '<style:style style:name="answer" style:family="table-column">'
    '<style:table-column-properties style:column-width="10cm"/></style:style>'
    '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.15cm"'
    ' fo:border="0.5pt solid #666666"/></style:style>'
    "</office:automatic-styles>"
)


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Form:
    """A table of two columns: the questions, and room to answer each."""

    questions: Sequence[str]


Block = Heading | Paragraph | Form


def odt(title: str, blocks: Sequence[Block]) -> bytes:
    """The document as the bytes of an ``.odt`` file; any text is allowed."""
    body = "".join(_block(block, number) for number, block in enumerate(blocks, 1))
    content = (
        f"{HEAD}<office:document-content{_NAMES}>{_AUTOMATIC}<office:body><office:text>"
        f'<text:p text:style-name="Title">{escape(title)}</text:p>{body}'
        "</office:text></office:body></office:document-content>"
    )
    meta = (
        f"{HEAD}<office:document-meta{_NAMES}><office:meta><dc:title>{escape(title)}</dc:title>"
        "<dc:language>fr-FR</dc:language></office:meta></office:document-meta>"
    )
    return package(MIME, {"content.xml": content, "styles.xml": _STYLES, "meta.xml": meta})


def _block(block: Block, number: int) -> str:
    match block:
        case Heading(text):
            return f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{escape(text)}</text:h>'
        case Paragraph(text):
            return f"<text:p>{escape(text)}</text:p>"
        case Form(questions):
            rows = "".join(
                f"<table:table-row>{_cell(question)}{_cell('')}</table:table-row>" for question in questions
            )
            return (
                f"<table:table table:name={quoteattr(f'Tableau {number}')}>"
                '<table:table-column table:style-name="question"/><table:table-column table:style-name="answer"/>'
                f"{rows}</table:table>"
            )


def _cell(text: str) -> str:
    return (
        '<table:table-cell table:style-name="cell" office:value-type="string">'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
    )
