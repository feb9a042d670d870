"""What two activities share, said with the words of both sides."""

from collections.abc import Iterable, Iterator
from itertools import islice
from re import Match as Found
from typing import NamedTuple

from egnatia.language import Remembered, concept_words, folded_words, language_group, telling, words
from egnatia.language.identify import identify
from egnatia.language.lexicon import Concepts, families, names, plainest, spans, telling_weights
from egnatia.language.words import WORD
from egnatia.overlap.activity import OrganisationMention, Text
from egnatia.overlap.concepts import WORTH, apart, worths
from egnatia.overlap.identity import Reference
from egnatia.overlap.match import Evidence
from egnatia.overlap.organisations import Homes, home_of
from egnatia.overlap.organisations import shared as shared_organisations
from egnatia.overlap.prepare import Prepared
from egnatia.overlap.titles import TELLING_WORD

MOST_WORDS = 8
MOST_CONCEPTS = 8
MOST_WORDS_READ = 150  # of a text
MOST_SMALL = 3  # concepts that are named where none says much
SAYS_SOMETHING = 22.0  # weight from which a concept is worth naming, as a word of class 4 is: "project" is not


def identifiers(a: Prepared, b: Prepared, shared: Iterable[str], kind: str = "identifier") -> Evidence:
    """Identifiers or project numbers; each side shows its own identifier."""
    return Evidence(kind, a.activity.identifiers[:1], b.activity.identifiers[:1], tuple(sorted(shared)))


def references(found: Iterable[Reference]) -> tuple[Evidence, ...]:
    """One piece of evidence per reference: the identifier stands on the side of the record that names the other."""
    return tuple(
        Evidence("reference", (r.identifier,) if r.of_left else (), () if r.of_left else (r.identifier,), (r.kind,))
        for r in found
    )


def texts(a: Prepared, b: Prepared) -> Iterator[Evidence]:
    """The concepts that both express, telling ones first, and the words in common, as written on each side."""
    yield from _across(a, b) if apart(a.said, b.said) else _in_common(a, b)
    mine, theirs = _terms(a), _terms(b)
    shared = [stem for _, stem in sorted([(-mine[stem], stem) for stem in mine.keys() & theirs.keys()])[:MOST_WORDS]]
    if shared:
        left, right = _words(a, frozenset(shared)), _words(b, frozenset(shared))
        yield Evidence(
            "word", tuple(left.get(s, s) for s in shared), tuple(right.get(s, s) for s in shared), tuple(shared)
        )


def _in_common(a: Prepared, b: Prepared) -> list[Evidence]:
    """Of the concepts that both express, the telling ones first."""
    specific = telling()
    shared = sorted(a.concepts & b.concepts, key=lambda c: (c not in specific, c))[:MOST_CONCEPTS]
    left, right = _concepts(a, frozenset(shared)), _concepts(b, frozenset(shared))
    return [Evidence("concept", (left.get(c, c),), (right.get(c, c),), (c,)) for c in shared]


def _across(a: Prepared, b: Prepared) -> Iterator[Evidence]:
    """Of two that share no language: concepts of the short list, then those of the whole lexicon that say something
    and are hardly to be taken for others, in the words of both; of many small ones the few that say most."""
    mine, theirs = (worths(p.said.descriptions) | worths(p.said.titles) for p in (a, b))
    meant = list(_meant_by_both(a, b))
    related = (families()[each.concept] for each in meant)
    worth = {each: min(mine.get(family, 0), theirs.get(family, 0)) for each, family in zip(meant, related, strict=True)}
    first = sorted(meant, key=lambda each: (-worth[each], names()[each.concept]))
    further = [each for each in first if worth[each] >= TELLING_WORD * WORTH] or first[:MOST_SMALL]
    yield from _once((*_in_common(a, b), *map(_in_words, further)))


def meanings(a: Prepared, b: Prepared) -> Iterator[Evidence]:
    """The concepts of the whole lexicon that both express, the most telling first, in the words of both sides.

    Of several concepts that one word may express, the most telling one that the other side expresses too says how much
    the two words count; called they are by the concept that they express most plainly.
    """
    yield from _once(map(_in_words, _meant_by_both(a, b)))


class _Spoken(NamedTuple):
    """A word or a term as written, and the concepts that it may express in its language."""

    written: str
    language: str
    concepts: Concepts


class _Meant(NamedTuple):
    """A concept in common, and how each side says it."""

    concept: int
    left: _Spoken
    right: _Spoken


def _meant_by_both(a: Prepared, b: Prepared) -> Iterator[_Meant]:
    """The most telling first, each word once."""
    left, right, weights = _meant(a), _meant(b), telling_weights()
    said: set[str] = set()
    for concept in sorted(left.keys() & right.keys(), key=lambda c: (-weights[c], c)):
        each = _Meant(concept, left[concept], right[concept])
        if not {each.left.written, each.right.written} & said and len(said) < 2 * MOST_CONCEPTS:
            said |= {each.left.written, each.right.written}
            yield each


def _in_words(meant: _Meant) -> Evidence:
    """The words of both sides, with the concept that they share most plainly."""
    both = [concept for concept in meant.left.concepts if concept in meant.right.concepts]
    concept = plainest(both, [(each.written, each.language) for each in (meant.left, meant.right)])
    return Evidence("concept", (meant.left.written,), (meant.right.written,), (names()[concept],))


def _once(found: Iterable[Evidence]) -> Iterator[Evidence]:
    """Each word and each concept once, of as many as a reader takes in."""
    said: set[str] = set()
    named: set[str] = set()
    for each in found:
        if not ({*each.left, *each.right} & said or {*each.shared} & named) and len(said) < 2 * MOST_CONCEPTS:
            said.update(each.left, each.right)
            named.update(each.shared)
            yield each


def _meant(a: Prepared) -> dict[int, _Spoken]:
    """Concept of the lexicon that says something -> how the activity says it, in its title if it does so there."""
    found: dict[int, _Spoken] = {}
    for text in reversed(_texts(a)):
        written = list(map(Found.group, islice(WORD.finditer(text.text), MOST_WORDS_READ)))
        language = language_group(text.lang) if text.lang else identify(" ".join(written))
        for said, concepts in reversed(list(spans(written, language))):
            found.update(dict.fromkeys(_SAYING_SOMETHING[concepts], _Spoken(said, language, concepts)))
    return found


def _that_say_something(concepts: Concepts) -> Concepts:
    """Those of them that are worth naming."""
    weights = telling_weights()
    return tuple([each for each in concepts if weights[each] >= SAYS_SOMETHING])


_SAYING_SOMETHING = Remembered(_that_say_something, most=1 << 16)


def titles(a: Prepared, b: Prepared) -> Evidence:
    """Both titles as written."""
    return Evidence("title", tuple(t.text for t in a.activity.titles), tuple(t.text for t in b.activity.titles))


def _texts(a: Prepared) -> tuple[Text, ...]:
    return a.activity.titles + a.activity.descriptions


def _concepts(a: Prepared, wanted: frozenset[str]) -> dict[str, str]:
    """Concept of those `wanted` -> how the activity says it, in its title if it does so there."""
    found: dict[str, str] = {}
    for text in _texts(a):
        if len(found) == len(wanted):
            break
        found = concept_words(text.text, text.lang, wanted) | found
    return found


def _terms(a: Prepared) -> dict[str, int]:
    """Stems of the compared texts that say something about the work -> their weights."""
    every = (*(t.terms for t in a.titles), a.description)
    return {s: w for terms in every for s, w in terms.items() if w >= TELLING_WORD}


def _words(a: Prepared, wanted: frozenset[str]) -> dict[str, str]:
    """Stem of those `wanted` -> the word as written, in its title if it stands there, else where it stands last."""
    found: dict[str, str] = {}
    for text in _texts(a):
        if len(found) == len(wanted):
            break
        found = {stem: written for written, _, stem in words(text.text) if stem in wanted} | found
    return found


def organisations(
    kind: str, left: tuple[OrganisationMention, ...], right: tuple[OrganisationMention, ...], homes: Homes
) -> Iterator[Evidence]:
    """One piece of evidence per organisation in common."""
    if not left or not right:
        return
    for mine, theirs in shared_organisations(left, right, homes):
        yield Evidence(kind, (mine.name or mine.ref,), (theirs.name or theirs.ref,))


def homes(a: Prepared, b: Prepared) -> Homes:
    """The economies of both, where each has but one."""
    return home_of(a.activity.economies), home_of(b.activity.economies)


def common_facts(a: Prepared, b: Prepared) -> Iterator[Evidence]:
    """Economies, places, receiving institutions, objectives, sectors, types, groups, months and amounts in common."""
    left, right = a.activity, b.activity
    if economies := left.economies & right.economies:
        yield _same("economy", economies)
    if a.places & b.places:
        yield Evidence("place", _places(a, b), _places(b, a), tuple(sorted(a.places & b.places)))
    yield from organisations("receiver", left.receivers, right.receivers, homes(a, b))
    for kind, shared in (
        ("objective", left.objectives & right.objectives),
        ("sector", left.sectors & right.sectors),
        ("type", left.types & right.types),
        ("group", left.groups & right.groups),
    ):
        if shared:
            yield _same(kind, shared)
    if a.window and b.window and a.window.shared_days(b.window) > 0:
        yield Evidence("time", _period(left.start, left.end), _period(right.start, right.end))
    if a.amount and b.amount:
        yield Evidence("amount", _amount(a), _amount(b))


def _same(kind: str, shared: frozenset[str]) -> Evidence:
    both = tuple(sorted(shared))
    return Evidence(kind, both, both, both)


def _places(a: Prepared, b: Prepared) -> tuple[str, ...]:
    from_words = {" ".join(folded_words(place)): place for place in sorted(a.activity.places)}
    return tuple(from_words[place] for place in sorted(a.places & b.places))


def _period(start: str, end: str) -> tuple[str, ...]:
    return tuple(filter(None, (start, end)))


def _amount(a: Prepared) -> tuple[str, ...]:
    stated = a.activity
    value = stated.band if stated.amount is None else f"{stated.amount:.2f}"
    return (f"{value} {stated.currency}".strip(),)
