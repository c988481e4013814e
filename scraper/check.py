"""What ``metier check`` says of the sources when the adapters are at hand: which exist, what each must be told."""

from __future__ import annotations

from dataclasses import replace

from pydantic import ValidationError

from catalog.load import LoadResult, Within
from catalog.messages import report_validation
from catalog.problem import Problem
from scraper.sources import adapters, unknown_adapter


def adapter_problems(loaded: LoadResult) -> list[Problem]:
    """Unknown adapters and wrong parameters, each at its line and column; only of sources without other faults."""
    known = adapters()
    problems: list[Problem] = []
    for source in loaded.catalog.sources.values():
        read = loaded.documents[loaded.catalog.files["sources", source.id]]
        document = replace(read, problems=[], others=0)
        spider = known.get(source.adapter)
        if spider is None:
            document.report(document.place(("adapter",)), unknown_adapter(source.adapter, known), "unknown_adapter")
        else:
            try:
                spider.Parameters.model_validate(dict(source.parameters))
            except ValidationError as error:
                report_validation(error, spider.Parameters, Within(document, "parameters"))
        problems += document.problems
    return problems
