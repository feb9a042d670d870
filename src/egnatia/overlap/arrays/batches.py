"""Many activities put into arrays at once, or prepared: the same as each alone, for a fraction of what that costs."""

from collections.abc import Sequence
from types import ModuleType

import numpy as np

from egnatia.language import folded_words, language_group
from egnatia.language.lexicon import families
from egnatia.overlap.activity import ActivityFacts
from egnatia.overlap.arrays.buffers import ends_of
from egnatia.overlap.arrays.facts import Facts, Statements
from egnatia.overlap.arrays.glossary import MOST, Glossary, Sizes, TextArrays, TextFeatures
from egnatia.overlap.arrays.key_hashes import FIRST, turned
from egnatia.overlap.arrays.tables import NUMBER, Entries, Filed, Numbers
from egnatia.overlap.arrays.tokens import Pieces
from egnatia.overlap.basket_funds import pooled
from egnatia.overlap.concepts import ConceptProfile, beginning, languages_of, tongues
from egnatia.overlap.prepare import FIRST_WORDS, NOTHING, Prepared, Read, cited_by, with_texts

Given = tuple[ActivityFacts, ConceptProfile | None]  # an activity and what it says, where that was kept


class Batches:
    """Reads activities, thousands at a time. `loops`: the module of the compiled loops for it, `batch_kernels`."""

    def __init__(self, loops: ModuleType) -> None:
        self._loops = loops
        self._begin()

    def _begin(self) -> None:
        self._glossary = Glossary()
        self._statements = Statements(self._glossary)
        self._pieces = Pieces(self._loops)

    def prepared(self, batch: Sequence[Given]) -> list[Prepared]:
        """Each of `batch`, in order."""
        return list(map(with_texts, (activity for activity, _ in batch), self._read(batch)))

    def filed(self, batch: Sequence[Given]) -> tuple[Facts, Filed, Entries]:
        """What stands in columns of each of `batch`, and its keys: the same as of those that are prepared."""
        told, loops = self._told(batch), self._loops
        if any(kept for _, kept in batch):
            told = _as_kept(told, [kept for _, kept in batch])
        of, facts = self._statements.gathered([activity for activity, _ in batch], told)
        twos, twos_to = loops.in_twos(told.said, told.said_to)
        return facts, loops.filed(of), loops.entries(of, turned(twos, FIRST), twos_to)

    def _read(self, batch: Sequence[Given]) -> list[Read]:
        told, glossary = self._told(batch), self._glossary
        concepts, terms = glossary.concepts, glossary.terms
        marks, pooling = told.marks.tolist(), told.pooling.tolist()
        stems, ends, rows = _ends(told.stems_to), _ends(told.concepts_to), _ends(told.said_to)
        of_stems = told.stems[: stems[-1]].tolist()
        of_concepts = [concepts[each] for each in told.concepts[: ends[-1]].tolist()]
        of_said, written = told.said[: rows[-1]].astype(NUMBER).data, told.tongues.tolist()
        found = []
        for at, (activity, kept) in enumerate(batch):
            begin, middle, end = rows[2 * at : 2 * at + 3]
            first, titled, last = ends[2 * at : 2 * at + 3]
            found.append(
                Read(
                    description=dict([terms[stem] for stem in of_stems[stems[at] : stems[at + 1]]]),
                    title_concepts=frozenset(of_concepts[first:titled]),
                    concepts=frozenset(of_concepts[first:last]),
                    cited=cited_by(activity) if marks[at] else NOTHING,
                    pooled=pooling[at] and _pooled(activity),
                    said=kept
                    or ConceptProfile(written[at], of_said[begin:middle].tobytes(), of_said[middle:end].tobytes()),
                )
            )
        return found

    def _told(self, batch: Sequence[Given]) -> TextFeatures:
        """What the compiled loops read in all texts."""
        if self._glossary.count > MOST:
            self._statements.let_go()
            self._begin()
        glossary, texts, read_to, readers = self._glossary, [], [], []
        texts_at, written = [0], []
        for activity, kept in batch:
            told_in = _languages(activity, kept)
            written.append(kept.tongues if kept else tongues(told_in))
            for text, language in zip(activity.titles + activity.descriptions, told_in, strict=True):
                texts.append(text.text)
                read_to.append(len(beginning(text.text)) if language else 0)
                readers.append(glossary.pieces(language_group(text.lang), language))
            texts_at.append(texts_at[-1] + len(activity.titles))
            texts_at.append(texts_at[-1] + len(activity.descriptions))
        cut = self._pieces.of(texts, read_to, readers)
        ends = (np.array(each, np.int64) for each in (texts_at, written))
        found, known = TextArrays(cut.pieces, cut.pieces_at, cut.said_to, *ends), glossary.known()
        told: TextFeatures = self._loops.read(
            found, known, Sizes(len(glossary.terms), len(glossary.concepts), len(families()))
        )
        return told


def _languages(activity: ActivityFacts, kept: ConceptProfile | None) -> list[str]:
    """The language of each text that is read in the lexicon; "" for the others."""
    found = None if kept else languages_of(activity)
    return found or [""] * (len(activity.titles) + len(activity.descriptions))


def _as_kept(told: TextFeatures, kept: Sequence[ConceptProfile | None]) -> TextFeatures:
    """The same with what was kept of some activities, which was not read again."""
    rows = np.split(told.said, told.said_to)
    for at, says in enumerate(kept):
        if says:
            rows[2 * at : 2 * at + 2] = (np.frombuffer(row, NUMBER) for row in (says.titles, says.descriptions))
    return told._replace(said=np.concatenate(rows), said_to=ends_of(rows[:-1]))


def _pooled(activity: ActivityFacts) -> bool:
    described = (folded_words(text.text)[:FIRST_WORDS] for text in activity.descriptions)
    return pooled([*described, *(folded_words(text.text) for text in activity.titles)])


def _ends(numbers: Numbers) -> list[int]:
    """Ends, with the first beginning before them."""
    return [0, *numbers.tolist()]
