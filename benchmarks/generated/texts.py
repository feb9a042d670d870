"""Invented titles and descriptions: concepts and names in a row, put into words of a language at the end."""

from dataclasses import dataclass, replace
from random import Random

from benchmarks.generated.drawing import happens
from benchmarks.generated.vocabulary import concepts, name_words, small_words, topics

from egnatia.language.lexicon import entries

Token = int | str  # a concept's place in the lexicon, or a name as it stands

TOPICS = 5  # concepts that an activity is about
IN_TITLE = 3  # … of which its title names so many
CONTENT = 52  # tokens with content of a description; with small words and terms of several words, about 82 words
ON_TOPIC = 0.3  # share of a description that says what the activity is about
NAMED = 0.04  # share of names beyond the lexicon
SMALL = 0.35  # share of words without content
KEPT_TOPICS = 0.8  # how likely another writer mentions each of them
SENTENCE = 14  # words
MISSPELT = 0.05  # share of words with a typing mistake
SHORTEST_MISSPELT = 4  # letters


@dataclass(frozen=True, slots=True)
class Writing:
    """A title and a description before they are put into a language."""

    topic: tuple[int, ...]
    title: tuple[Token, ...]
    description: tuple[Token, ...]


def about(rng: Random, topic: tuple[int, ...], name: str = "") -> Writing:
    """A text about `topic`: some of it in the title, and a description that comes back to it."""
    named = rng.sample(topic, min(IN_TITLE, len(topic)))
    title: list[Token] = [*named, *concepts().some(rng, 2), *([name] if name else [])]
    rng.shuffle(title)
    return Writing(topic, tuple(title), tuple(_content(rng, topic) for _ in range(CONTENT)))


def invented(rng: Random) -> Writing:
    """A text about something; half of the activities have a name of their own."""
    name = name_words().one(rng) if happens(rng, 0.5) else ""
    return about(rng, tuple(topics().different(rng, TOPICS)), name)


def by_another(rng: Random, writing: Writing) -> Writing:
    """Another text about the same work, by somebody who has not seen the first: what it is about remains."""
    kept = tuple(concept for concept in writing.topic if happens(rng, KEPT_TOPICS)) or writing.topic
    return about(rng, kept)


def half_changed(rng: Random, writing: Writing, share: float = 0.5) -> Writing:
    """The same text with `share` of its words replaced by others."""
    title = tuple(_other(rng) if happens(rng, share) else token for token in writing.title)
    description = tuple(_other(rng) if happens(rng, share) else token for token in writing.description)
    return replace(writing, title=title, description=description)


def said(rng: Random, tokens: tuple[Token, ...], language: str, synonyms: bool = False) -> str:
    """Tokens in words of `language`: the usual term of each concept, or any of its terms."""
    terms, small = entries(language), small_words(language)
    written: list[str] = []
    for position, token in enumerate(tokens):
        if position and happens(rng, SMALL / (1 - SMALL)):
            written.append(rng.choice(small))
        if isinstance(token, str):
            written.append(token)
        else:
            written.append(rng.choice(terms[token]) if synonyms else terms[token][0])
    return _in_sentences(written)


def misspelt(rng: Random, text: str) -> str:
    """The text with typing mistakes in one word of twenty: letters swapped, left out or doubled."""
    return " ".join(_mistyped(rng, word) if happens(rng, MISSPELT) else word for word in text.split(" "))


def _mistyped(rng: Random, word: str) -> str:
    if len(word) < SHORTEST_MISSPELT:
        return word
    at = rng.randrange(1, len(word) - 1)
    changed = (word[at + 1] + word[at], word[at + 1], word[at] * 2 + word[at + 1])
    return word[:at] + rng.choice(changed) + word[at + 2 :]


def _content(rng: Random, topic: tuple[int, ...]) -> Token:
    return rng.choice(topic) if happens(rng, ON_TOPIC) else _other(rng)


def _other(rng: Random) -> Token:
    return name_words().one(rng) if happens(rng, NAMED) else concepts().one(rng)


def _in_sentences(written: list[str]) -> str:
    rows = (" ".join(written[at : at + SENTENCE]) for at in range(0, len(written), SENTENCE))
    return ". ".join(row[:1].upper() + row[1:] for row in rows)
