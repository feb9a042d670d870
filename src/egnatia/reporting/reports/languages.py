"""A report's two languages: each text is said in English and, beside it, in the other one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

from egnatia.formats.reports.document import Words
from egnatia.matching.clauses import MatchLabels
from egnatia.taxonomy.forum import EconomyName, ForumNames
from egnatia.taxonomy.vocabularies import Objectives

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class LanguageNames:
    """How economies, objectives and the framework are called in one language."""

    forum: ForumNames
    objectives: Objectives
    framework: str = ""  # "" where it is not known by a name
    matches: MatchLabels = MatchLabels()  # noqa: RUF009 - frozen: what codes of matches are called


@dataclass(frozen=True, slots=True)
class Speaking:
    """`other` is "" for a report in one language; `second` is then the same as `first`. `own` is that language: English
    but on pages, which speak the reader's.
    """

    first: LanguageNames
    second: LanguageNames
    other: str = ""
    own: str = ENGLISH

    def say(self, tell: Callable[[], object]) -> Words:
        """What `tell` says in each of the languages."""
        with override(self.own):
            text = str(tell())
        if not self.other:
            return Words(text, self.own)
        with override(self.other):
            return Words(text, self.own, str(tell()), self.other)

    def each(self, tell: Callable[[LanguageNames], object]) -> Words:
        """What `tell` says with the names of each language."""
        with override(self.own):
            text = str(tell(self.first))
        if not self.other:
            return Words(text, self.own)
        with override(self.other):
            return Words(text, self.own, str(tell(self.second)), self.other)

    def economy(self, code: str) -> Words:
        return self.each(lambda names: _named(names.forum.economy(code), code))

    def objective(self, code: str) -> Words:
        return self.each(lambda names: names.objectives.full(code))

    def day(self, value: date) -> Words:
        return self.say(lambda: date_format(value))


def _named(economy: EconomyName | None, code: str) -> str:
    return economy.name if economy else code
