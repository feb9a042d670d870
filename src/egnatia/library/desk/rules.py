"""How translations stand to their original, which visits count, and which addresses a text names. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from egnatia.kernel.records.content import UNKNOWN, ByLanguage

# Of the public site. Serbian in Latin letters follows from the Cyrillic text.
LANGUAGES = ("en", "sq", "bs", "cnr", "hr", "sr", "mk", "bg", "ro", "el", "tr", "sl")
ADDRESS = re.compile(r"https?://[^\s<>\"'“”„‘’«»|]+")
CLOSING = ".,;:!?)]}*"
LONGEST_ADDRESS = 500
MOST_ADDRESSES = 20  # of one record
MACHINES = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|monitor|curl|wget|python|java/|go-http|\+http|headless|lighthouse|feed|scan",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TranslationState:
    """The languages of a record: that of its `original`, those that its texts have, the original first; those in which
    some texts are missing, and those whose texts are older than the original."""

    original: str
    there: tuple[str, ...]
    partly: frozenset[str] = frozenset()
    older: frozenset[str] = frozenset()

    @property
    def missing(self) -> tuple[str, ...]:
        """Languages of the public site in which there is nothing."""
        found = {language.partition("-")[0] for language in self.there}
        return tuple(language for language in LANGUAGES if language not in found)

    def is_asked_for(self, language: str) -> bool:
        """Whether somebody could write or renew the text in this language."""
        return language in self.missing or language in self.partly | self.older


def translation_state(said: Mapping[str, ByLanguage], bodies: Sequence[Mapping[str, Any]] = ()) -> TranslationState:
    """Of the texts of a record, by field, the one that it is called by first.

    `bodies`: what its versions said, the oldest first, as far as the reader may know. Where these do not reach back to
    the change of a text, nothing is claimed of it.
    """
    texts = {name: text for name, text in said.items() if text}
    first = next(iter(texts.values()), ByLanguage())
    original = first.first()[1]
    found = {language for text in texts.values() for language, words in text.texts.items() if words}
    there = sorted(found - {UNKNOWN}, key=lambda language: (language != original, _place(language)))
    partly = {language for language in there for text in texts.values() if not text.texts.get(language)}
    older = {language for name in texts for language in older_translations(name, texts[name], bodies)}
    return TranslationState(original, tuple(there), frozenset(partly), frozenset(older))


def _place(language: str) -> tuple[int, str]:
    base = language.partition("-")[0]
    return (LANGUAGES.index(base) if base in LANGUAGES else len(LANGUAGES), language)


def older_translations(name: str, text: ByLanguage, bodies: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The languages in which a text was last changed before its original was."""
    original = text.original or text.first()[1]
    told = [_texts(body.get(name)) for body in bodies]
    changed = {language: _last_change(language, told) for language, words in text.texts.items() if words}
    since = changed.pop(original, 0)
    return frozenset(language for language, at in changed.items() if at < since)


def _texts(said: Any) -> Mapping[str, str]:  # noqa: ANN401 - of whatever shape the version had
    texts = said.get("texts") if isinstance(said, Mapping) else None
    return texts if isinstance(texts, Mapping) else {}


def _last_change(language: str, told: Sequence[Mapping[str, str]]) -> int:
    """The index of the version that changed a text last; 0 where none did since the first."""
    changes = (at for at in range(len(told) - 1, 0, -1) if told[at].get(language) != told[at - 1].get(language))
    return next(changes, 0)


def read_in(said: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The same values, of which each text is in this language alone where it has one."""
    return {
        name: ByLanguage({language: value.texts[language]}, language)
        if isinstance(value, ByLanguage) and value.texts.get(language)
        else value
        for name, value in said.items()
    }


def is_visit(method: str, headers: Mapping[str, str]) -> bool:
    """Whether somebody reads the page: no program, and no browser that fetches it before it is wanted."""
    agent = headers.get("User-Agent", "")
    ahead = "prefetch" in f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')}".lower()
    return method == "GET" and not ahead and bool(agent) and MACHINES.search(agent) is None


def addresses_in(said: Iterable[Any]) -> tuple[str, ...]:
    """The web addresses that the values of a content name, each once, in their order."""
    texts = (text for value in said for text in (value.texts.values() if isinstance(value, ByLanguage) else [value]))
    found = (
        match.group().rstrip(CLOSING) for text in texts if isinstance(text, str) for match in ADDRESS.finditer(text)
    )
    usable = dict.fromkeys(address for address in found if len(address) <= LONGEST_ADDRESS)
    return tuple(usable)[:MOST_ADDRESSES]
