"""The terms of a framework in what an activity says of itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from egnatia.coverage.described import Described, Text
from egnatia.coverage.profiles import FIELD, Profiles, Term
from egnatia.language import concept_words, concepts_of, folded_words, language_group, stem, words

IN_DESCRIPTION = 0.5  # a term only there, against one in the title
LONGEST = 1_500  # characters of a text that are read


def worth_of(described: Described, profiles: Profiles) -> dict[Term, float]:
    """Term -> what it is worth: 1 in a title, less where only the description has it."""
    found: dict[Term, float] = {}
    for texts, worth in ((described.titles, 1.0), (described.descriptions, IN_DESCRIPTION)):
        for text in texts:
            for term in _terms(text, profiles):
                found.setdefault(term, worth)
    return found


def in_field(terms: Iterable[Term]) -> bool:
    """Whether one of the terms is a theme that no other field has."""
    return any(term.is_concept and term.words[0] in FIELD for term in terms)


def as_written(terms: Iterable[Term], described: Described) -> tuple[str, ...]:
    """The terms as the activity writes them, in the order given; what stands inside another is left out."""
    texts = [_Written(each) for each in (*described.titles, *described.descriptions)]
    found = [next(filter(None, (text.of(term) for text in texts)), "") for term in terms]
    return tuple(dict.fromkeys(each for each in found if each and not _inside_another(each.lower(), found)))


def _inside_another(lower: str, found: list[str]) -> bool:
    return any(lower != other.lower() and lower in other.lower() for other in found)


def _terms(text: Text, profiles: Profiles) -> Iterator[Term]:
    """A word counts in the language of its label. English is read in every text, all languages where none is stated."""
    row = folded_words(text.text[:LONGEST])
    for concept in concepts_of(row, text.lang):
        if concept in profiles.concepts:
            yield profiles.concepts[concept]
    group, stems = language_group(text.lang), [*map(stem, row), ""]
    for number, each in enumerate(stems):
        for term in profiles.written.get(each, ()):
            read = term.lang in (group, "en") or not group
            if read and term.words[-1] == stems[number + len(term.words) - 1]:
                yield term


@dataclass(slots=True)
class _Written:
    """A text whose words are looked up."""

    text: Text

    def of(self, term: Term) -> str:
        """The first words of the text that make the term; "" where it has none."""
        start = self.text.text[:LONGEST]
        if term.is_concept:
            return concept_words(start, self.text.lang).get(term.words[0], "")
        row = list(words(start))
        for number in range(len(row) - len(term.words) + 1):
            span = row[number : number + len(term.words)]
            if tuple(word.stem for word in span) == term.words:
                return " ".join(word.written for word in span)
        return ""
