"""What every page about a round's findings begins with: how things are called, and where its cells stand."""

from egnatia.kernel.forum import forum
from egnatia.mapping.activities.queries.vocabulary import vocabulary
from egnatia.mapping.extracts.showing import naming_of
from egnatia.mapping.matches.shown import words_of
from egnatia.mapping.needs.objectives import Objectives
from egnatia.mapping.snapshots.showing import Showing


def showing(root: str) -> Showing:
    """`root` is the address under which the cells stand, "" where they lead nowhere."""
    names, words = forum(), vocabulary()
    return Showing(naming_of(names, Objectives(words.objectives), root), words_of(names, words))
