"""What a need says, and its kind."""

import re
from collections.abc import Collection, Mapping
from typing import Annotated

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Economy
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step
from egnatia.needs.needs import labels
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import CONFIRMED, DRAFTED, HIGH, LONGEST, may_confirm, may_state, may_state_any
from egnatia.needs.needs.status import answer, require_room
from egnatia.pages.labels import Labels
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives, objectives_at_any_level

NO_PAGE = re.compile(r"[-\N{MINUS SIGN}\N{EN DASH}]\s*\d.*|0+")  # any other way to name one is taken: 31, iv, annex 2
YEARS = range(2000, 2101)


def represented(reader: Reader) -> Collection[str]:
    """The economies that one may state needs of, in the forum's order."""
    return [each.code for each in forum().economies if may_state(reader, each.code)]


def leaves(_reader: Reader) -> Collection[str]:
    return objectives().leaves()


def priorities(_reader: Reader) -> Labels:
    return labels.PRIORITY


def natures(_reader: Reader) -> Labels:
    return labels.NATURE


def perspectives(_reader: Reader) -> Labels:
    return labels.PERSPECTIVE


class NeedContent(Content, frozen=True, kw_only=True):
    economy: Annotated[str, Field(_("Economy"), choices="economy", offered=represented, filter=True, public=True)]
    objective: Annotated[
        str,
        Field(
            _("Objective"),
            help=_("One objective of the framework in use."),
            choices=objectives_at_any_level,  # an earlier need may be stated under more than a leaf
            offered=leaves,
            filter=True,
            public=True,
        ),
    ]
    words: Annotated[
        ByLanguage,
        Field(
            _("What is missing, in your own words"),
            help=_("In any language; it is shown as you write it. One or two sentences are enough."),
            search=True,
            lines=5,
            longest=LONGEST,
            public=True,
        ),
    ]
    priority: Annotated[str, Field(_("Priority"), choices=priorities, filter=True, public=True)] = "medium"
    nature: Annotated[str, Field(_("Nature of the need"), choices=natures, filter=True, public=True)] = ""
    perspective: Annotated[str, Field(_("Perspective"), choices=perspectives, filter=True, public=True)] = ""
    source: Annotated[
        str,
        Field(
            _("Source document"),
            help=_("The document that states the need, such as a strategy, an action plan or a round report."),
            search=True,
            public=True,
        ),
    ] = ""
    page: Annotated[str, Field(_("Page"), longest=40, public=True)] = ""
    round: Annotated[
        int | None,
        Field(_("Year of the round"), help=_("The year of the mapping round, such as 2026."), public=True),
    ] = None


def columns_of(content: NeedContent) -> Mapping[str, object]:
    """What queries ask for. Another version is no confirmed one: its economy confirms it anew."""
    return {
        "economy_id": content.economy,
        "objective": content.objective,
        "nature": content.nature,
        "perspective": content.perspective,
        "priority": content.priority,
        "round": content.round,
        "status": DRAFTED,
        "confirmed_by": "",
        "confirmed_at": None,
    }


def refuses(reader: Reader, content: NeedContent | None) -> str:
    if not reader.strong:
        return "second-factor"
    stated = may_state(reader, content.economy) if content else may_state_any(reader)
    return "" if stated else "need-economy"


def before(step: Step[Need, NeedContent]) -> None:
    """Whoever states something for an economy waits for another who does: the highs are counted one after the other."""
    economy, priority, row = step.content.economy, step.content.priority, step.row
    _require_sources(step.content)
    if not Economy.objects.select_for_update().filter(pk=economy).first():
        raise NotAllowed("need-economy")
    drafts = not may_confirm(step.by, economy)
    if step.verb == "created":
        require_room(economy, priority, by=step.by, drafts=drafts)
    elif step.verb == "changed" and row:
        row.record.provenance = {}  # the sheet that an earlier version came in did not bring this one
        if (row.priority, row.economy_id) != (HIGH, economy):
            require_room(economy, priority, by=step.by, drafts=drafts, but=row.pk)
    elif step.verb == "restored" and row:
        require_room(economy, priority, by=step.by, drafts=row.status != CONFIRMED)


def _require_sources(said: NeedContent) -> None:
    if NO_PAGE.fullmatch(said.page):
        found = gettext("“%(typed)s” is not a page. Enter a page like 31 or 31–33.") % {"typed": said.page}
        raise ContentRefused("page", found)
    if said.round is not None and said.round not in YEARS:
        raise ContentRefused("round", _("Enter a year like 2026."))


def after(step: Step[Need, NeedContent]) -> Mapping[str, object]:
    """What the focal point of an economy states is confirmed by that."""
    assert step.row is not None
    if step.verb in ("created", "changed") and may_confirm(step.by, step.content.economy):
        answer(step.row, CONFIRMED, by=step.by)
    return {"status": step.row.status}


NEED = RecordKind(model=Need, content=NeedContent, columns=columns_of, refuses=refuses, before=before, after=after)
