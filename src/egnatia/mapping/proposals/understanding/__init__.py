"""From the text of a proposal to facts, each with the words that it was read from. A guess, which a person edits."""

from egnatia.mapping.proposals.understanding.fact import MANY, ONE, Fact, Understood, once
from egnatia.mapping.proposals.understanding.facts import activity_of
from egnatia.mapping.proposals.understanding.organisations import NOBODY, Known
from egnatia.mapping.proposals.understanding.reading import understand

__all__ = ["MANY", "NOBODY", "ONE", "Fact", "Known", "Understood", "activity_of", "once", "understand"]
