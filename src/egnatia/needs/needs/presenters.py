"""Needs as lists show them, and sentences about them, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.activities.activities.labels import LANGUAGE, label
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import UNKNOWN, ByLanguage
from egnatia.language import Case
from egnatia.needs.needs import labels
from egnatia.needs.needs.fields import NEED, NeedContent
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import CONFIRMED, DECLINED, DRAFTED
from egnatia.overlap import Text
from egnatia.pages.amounts import figure
from egnatia.pages.concepts import chips
from egnatia.pages.labels import translation_words
from egnatia.people.marking.words import in_short
from egnatia.taxonomy.forum import EconomyName, ForumNames, in_case, told
from egnatia.taxonomy.vocabularies import Objectives

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class NeedAuthorship:
    """Who stands behind a need. `by` and `drafted_by` are "" where the reader may not know."""

    status: str
    economy: str
    by: str
    at: datetime | None
    drafted_by: str
    by_secretariat: bool


def standing_words(standing: NeedAuthorship) -> str:
    """Who confirmed it and when, or that nobody did."""
    said = {
        "economy": standing.economy,
        "person": standing.by,
        "organisation": standing.drafted_by,
        "day": date_format(standing.at) if standing.at else "",
    }
    if standing.status == "confirmed":
        if not standing.by:
            return _("confirmed by %(economy)s, %(day)s") % said
        said["economy"] = in_case(standing.economy, Case.FOR)
        return _("confirmed by %(person)s for %(economy)s, %(day)s") % said
    if standing.status == "declined":
        return _("set aside by %(economy)s") % said
    if standing.by_secretariat:
        return _("drafted by the secretariat, not confirmed")
    return (
        _("drafted by %(organisation)s, not confirmed") if standing.drafted_by else _("draft, not confirmed")
    ) % said


@dataclass(frozen=True, slots=True)
class NeedBasis:
    """What a list rests on: how many needs, of how many economies, how many of them confirmed, the newest."""

    needs: int
    economies: int
    confirmed: int
    newest: date | None


def basis_words(basis: NeedBasis, *, visitor: bool) -> str:
    """The sentence above a list."""
    if not basis.needs or basis.newest is None:
        return ""
    needs = ngettext("%(needs)s need", "%(needs)s needs", basis.needs) % {"needs": figure(basis.needs)}
    of = ngettext("%(economies)s economy", "%(economies)s economies", basis.economies) % {"economies": basis.economies}
    said = {"needs": needs, "economies": of, "confirmed": figure(basis.confirmed), "day": date_format(basis.newest)}
    if visitor:
        return (
            _("%(needs)s of %(economies)s visible to everyone; %(confirmed)s confirmed. Most recent: %(day)s.") % said
        )
    return _("%(needs)s of %(economies)s visible to you; %(confirmed)s confirmed. Most recent: %(day)s.") % said


@dataclass(frozen=True, slots=True)
class NeedText:
    """A text in its language; `language` is that language's own name."""

    text: str
    lang: str
    language: str


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What a list says of a need: `said`, and what that is called. `words` are in the reader's language where they are
    stored in it, else as they were written, in `lang`; `translation` says of which language, `others` are the rest.

    `standing` says in a sentence who confirmed it, or who drafted it; `reported` that it was reported as done or no
    longer needed, "" where that was not, or where the reply is none that the reader sees.
    `version` is what an answer is given to.
    """

    id: UUID
    said: NeedContent
    economy: EconomyName
    objective_words: str
    priority_words: str
    nature_words: str
    perspective_words: str
    words: str
    lang: str
    translation: str
    others: tuple[NeedText, ...]
    chips: tuple[str, ...]
    stated_on: date
    status: str
    standing: str
    reported: str
    confirmed_by: str
    confirmed_at: datetime | None
    tlp: str
    audience: str
    owner: str  # the identifier of the organisation
    version: int

    @property
    def original(self) -> tuple[str, str]:
        """As it was written, and in which language: what is signed, and what files bring back."""
        return self.said.words.first()

    @property
    def confirmed(self) -> bool:
        return self.status == CONFIRMED

    @property
    def drafted(self) -> bool:
        return self.status == DRAFTED

    @property
    def declined(self) -> bool:
        return self.status == DECLINED


@dataclass(frozen=True, slots=True)
class NeedLabels:
    """How a reader is answered: names of economies and communities, objectives, the organisations that they see.

    `organisations` are names by identifier; `secretariat` is the one that is the secretariat, "" where they see none.
    `replies` are sentences about replies that are not cleared yet, by the need.
    """

    reader: Reader
    names: ForumNames
    communities: Mapping[str, str]
    objectives: Objectives
    organisations: Mapping[str, str]
    secretariat: str
    member: bool
    replies: Mapping[UUID, str]


REPORTED: Mapping[tuple[str, bool], "_StrPromise"] = {
    ("done", False): gettext_lazy("reported as done on %(day)s, awaiting acceptance"),
    ("done", True): gettext_lazy("reported as done on %(day)s, accepted"),
    ("gone", False): gettext_lazy("reported as no longer needed on %(day)s, awaiting acceptance"),
    ("gone", True): gettext_lazy("reported as no longer needed on %(day)s, accepted"),
}


def reported_words(need: Need) -> str:
    """What its economy reported of it, "" where nothing was or where it says something else since."""
    if need.reported_on is None or need.reported_version != need.record.version:
        return ""
    return REPORTED[need.reported, need.report_accepted] % {"day": date_format(need.reported_on)}


def row_of(need: Need, words: NeedLabels) -> NeedRow:
    said = NeedContent(**NEED.known(words.reader, need))
    text, lang, original = told(said.words.texts, *said.words.first())
    marking = need.record.marking
    owner = str(need.record.owner_id)
    economy = economy_of(need.economy_id, words.names)
    return NeedRow(
        id=need.pk,
        said=said,
        economy=economy,
        objective_words=words.objectives.label(said.objective),
        priority_words=label(labels.PRIORITY, said.priority),
        nature_words=label(labels.NATURE, said.nature),
        perspective_words=label(labels.PERSPECTIVE, said.perspective),
        words=text,
        lang=lang,
        translation=translation_words(original),
        others=tuple(_others(said.words, lang)),
        chips=chips([Text(*said.words.first())], most=6),
        stated_on=need.stated_on,
        status=need.status,
        standing=standing_words(_standing(need, economy.name, owner, words)),
        reported=reported_words(need) or words.replies.get(need.pk, ""),
        confirmed_by=need.confirmed_by if words.member else "",
        confirmed_at=need.confirmed_at,
        tlp=marking.tlp.words,
        audience=in_short(marking, words.names, words.communities),
        owner=owner,
        version=need.record.version,
    )


def economy_of(code: str, names: ForumNames) -> EconomyName:
    return names.economy(code) or EconomyName(code, code, code, footnoted=False, iati_code="")


def _standing(need: Need, economy: str, owner: str, words: NeedLabels) -> NeedAuthorship:
    return NeedAuthorship(
        status=need.status,
        economy=economy,
        by=need.confirmed_by if words.member else "",
        at=need.confirmed_at,
        drafted_by=words.organisations.get(owner, ""),
        by_secretariat=bool(words.secretariat) and owner == words.secretariat,
    )


def _others(words: ByLanguage, shown: str) -> list[NeedText]:
    """The original first."""
    spoken = {code: "" if code == UNKNOWN else code for code in words.texts}
    original, base = words.first()[1], shown.removesuffix("-latn")
    codes = sorted(spoken, key=lambda code: (spoken[code] != original, code))
    rest = [(spoken[code], words.texts[code]) for code in codes if spoken[code] not in (shown, base)]
    return [NeedText(text, lang, LANGUAGE.get(lang, lang)) for lang, text in rest]
