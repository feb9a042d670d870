"""From the text of a proposal to facts, each with the words that it was read from. A guess, which a person edits."""

from egnatia.proposals.understanding.fact import MANY, ONE, Fact, Understood, once
from egnatia.proposals.understanding.facts import activity_of
from egnatia.proposals.understanding.organisations import NOBODY, Known
from egnatia.proposals.understanding.reading import understand

__all__ = ["MANY", "NOBODY", "ONE", "Fact", "Known", "Understood", "activity_of", "once", "understand"]
