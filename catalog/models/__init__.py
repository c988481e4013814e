"""The models of the catalog: one class for each kind of entry."""

from catalog.models.base import ID_PATTERN, UNKNOWN, Entry, Labels, Strict, slugify
from catalog.models.collected import BaseSalary, Candidate, Count, JobAd, PayFigure, Place, Record, Run
from catalog.models.editorial import Comparison, Door, Highlight
from catalog.models.figure import Figure, Metric
from catalog.models.records import (
    Collection,
    Expectation,
    Question,
    Reference,
    ReferenceValue,
    Source,
    Training,
)  # fmt: skip
from catalog.models.vocabulary import JobTitle, Skill, Tool, Topic
from catalog.models.works import Answer, Interview, Person, Repair, Resource, Study, Work

__all__ = [
    "ID_PATTERN",
    "UNKNOWN",
    "Answer",
    "BaseSalary",
    "Candidate",
    "Collection",
    "Comparison",
    "Count",
    "Door",
    "Entry",
    "Expectation",
    "Figure",
    "Highlight",
    "Interview",
    "JobAd",
    "JobTitle",
    "Labels",
    "Metric",
    "PayFigure",
    "Person",
    "Place",
    "Question",
    "Record",
    "Reference",
    "ReferenceValue",
    "Repair",
    "Resource",
    "Run",
    "Skill",
    "Source",
    "Strict",
    "Study",
    "Tool",
    "Topic",
    "Training",
    "Work",
    "slugify",
]  # fmt: skip
