"""A report as a document: its title page, its blocks, its boxes. Pure: equal sources and words, equal documents."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from egnatia.activities.activities.labels import label
from egnatia.formats.reports import document as made
from egnatia.formats.reports.document import Block, Document, Words
from egnatia.reporting.reports import labels, rules
from egnatia.reporting.reports.composition.basis import rested_on, rests_on
from egnatia.reporting.reports.composition.board import board_paper, front
from egnatia.reporting.reports.composition.briefs import brief, subject_words
from egnatia.reporting.reports.composition.needs import needs_report, open_report, support_report
from egnatia.reporting.reports.composition.parts import boxes, joined
from egnatia.reporting.reports.languages import Speaking
from egnatia.reporting.reports.rules import Subject
from egnatia.reporting.snapshots.findings import Frozen, Head
from egnatia.reporting.snapshots.rules import ADOPTED, SUBMITTED
from egnatia.taxonomy.forum import shows_asterisk

MONEY: Mapping[str, Callable[..., Iterator[Block]]] = {
    rules.SUPPORT: support_report,
    rules.OPEN: open_report,
    rules.BOARD: board_paper,
}


@dataclass(frozen=True, slots=True)
class For:
    """The marking and the audience, as every page says them; whether that audience may read matches.

    `other`: the audience in the report's second language.
    """

    marking: str
    audience: str
    other: str = ""
    matches: bool = True


def compose(frozen: Frozen, subject: Subject, say: Speaking, whom: For) -> Document:
    """The report on `frozen`, which holds what the audience may read and nothing else.

    Of a brief whose subject nobody of the audience reads anything, only the boxes are left.
    """
    about = subject_words(frozen, subject.sort, subject.about, say) if subject.brief else None
    blocks = tuple(_blocks(frozen, subject, say, whom, there=about is not None))
    title = say.say(lambda: labels.TITLE[subject.sort])
    basis = say.say(lambda: rests_on(rested_on(frozen, subject), subject))
    facts = tuple(_facts(frozen, say, whom))
    document = Document(
        title=joined(title, about) if about else title,
        forum=say.first.forum.name,
        marking=whom.marking,
        audience=whom.audience,
        as_of=frozen.head.as_of,
        facts=facts,
        blocks=(made.Paragraph(basis, "quiet" if subject.brief else "lead"), *blocks),
        brief=subject.brief,
        labels=_labels(say),
        front=tuple(front(frozen, say, matches=whom.matches)) if subject.sort == rules.BOARD else (),
    )
    return _footnoted(document, say)


def _blocks(frozen: Frozen, subject: Subject, say: Speaking, whom: For, *, there: bool) -> Iterator[Block]:
    if subject.brief:
        yield from brief(frozen, subject.sort, subject.about, say) if there else ()
        yield from boxes(say)
        return
    money = MONEY.get(subject.sort)
    yield from money(frozen, say, matches=whom.matches) if money else needs_report(frozen, say)
    yield made.Heading(say.say(lambda: _("Method and limitations")))
    yield from boxes(say, young=money is not None and whom.matches)


def _facts(frozen: Frozen, say: Speaking, whom: For) -> Iterator[made.TitleLine]:
    head = frozen.head
    yield made.TitleLine(say.say(lambda: _("Round results")), Words(head.title, head.language))
    yield made.TitleLine(say.say(lambda: _("As of")), say.day(head.as_of))
    yield made.TitleLine(say.say(lambda: _("Status")), say.say(lambda: _state(head)), decision=True)
    yield made.TitleLine(say.say(lambda: _("Framework")), _framework(head, say))
    yield made.TitleLine(say.say(lambda: _("Distribution")), _whom(whom, say))


def _framework(head: Head, say: Speaking) -> Words:
    return say.each(lambda names: names.framework) if say.first.framework else Words(head.framework, "")


def _whom(whom: For, say: Speaking) -> Words:
    english = f"{whom.marking} – {whom.audience}"
    return Words(english, "en", f"{whom.marking} – {whom.other}", say.other) if whom.other else Words(english)


def _state(head: Head) -> str:
    state = label(labels.STATE, head.state)
    if head.state == SUBMITTED:
        day = date_format(timezone.localdate(head.frozen_at))
        return _("submitted for adoption on %(day)s, not yet adopted") % {"day": day}
    if head.state != ADOPTED or head.adopted_on is None:
        return state
    return _("adopted on %(day)s") % {"day": date_format(head.adopted_on)}


def _labels(say: Speaking) -> made.Labels:
    return made.Labels(
        about=say.say(lambda: pgettext("name of a sheet", "About")).both,
        page=say.say(lambda: _("Page {n} of {m}")).both,
        digest=say.say(lambda: _("Checksum")),
        number=say.say(lambda: _("Objectives")),
        economy=say.say(lambda: _("Economy")),
        contents=say.say(lambda: _("Contents")),
    )


def _footnoted(document: Document, say: Speaking) -> Document:
    """With the forum's footnote where any of its words bears an asterisk."""
    if not shows_asterisk(str(document)):
        return document
    return msgspec.structs.replace(document, footnote=say.first.forum.footnote)
