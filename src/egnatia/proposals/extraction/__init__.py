"""From the text of a proposal to facts, each with the words that it was read from. A guess, which a person edits."""

from egnatia.proposals.extraction.bodies import NOBODY, OrganisationNames
from egnatia.proposals.extraction.extractor import objectives, understand
from egnatia.proposals.extraction.fact import BODIES, MANY, ONE, Fact, PlaceQuestion, Understood, once
from egnatia.proposals.extraction.facts import activity_of
from egnatia.proposals.extraction.titles import is_foreign

__all__ = [
    "BODIES",
    "MANY",
    "NOBODY",
    "ONE",
    "Fact",
    "OrganisationNames",
    "PlaceQuestion",
    "Understood",
    "activity_of",
    "is_foreign",
    "objectives",
    "once",
    "understand",
]
