"""What every page about a round's findings begins with: how things are called, and where its cells stand."""

from dataclasses import replace
from uuid import UUID

from egnatia.matching.rows import words_of
from egnatia.reporting.snapshots.board import naming_of
from egnatia.reporting.snapshots.presenters import Showing
from egnatia.reporting.snapshots.queries.objectives import objectives_of
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import vocabulary


def showing(root: str, *, snapshot: UUID | None = None) -> Showing:
    """`root` is the address under which the cells stand, "" where they lead nowhere.

    Of a snapshot objectives are called as they were then.
    """
    names, words = forum(), vocabulary()
    called = words.objectives if snapshot is None else objectives_of(snapshot)
    return Showing(naming_of(names, called, root), words_of(names, replace(words, objectives=called)))
