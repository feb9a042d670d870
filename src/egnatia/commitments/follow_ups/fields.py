"""What an economy or an organisation says to a commitment, and its kind."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.follow_ups import labels
from egnatia.commitments.follow_ups.labels import titles_of
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import LONGEST, may_know_due, may_speak
from egnatia.kernel import clock
from egnatia.kernel.access.policy import Envelope
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field, title_of
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step
from egnatia.pages.labels import Labels
from egnatia.taxonomy.forum import forum

ADDRESS = URLValidator(schemes=["http", "https"])


def whom(reader: Reader) -> Mapping[str, str]:
    """For whom one may speak: economies in the forum's order, then one's own organisation ("")."""
    return {**{each.code: each.name for each in forum().economies}, "": reader.organisation_name}


def spoken_for(reader: Reader) -> Collection[str]:
    return [code for code in whom(reader) if may_speak(reader, code)]


def positions(_reader: Reader) -> Labels:
    return labels.POSITION


def recurrences(_reader: Reader) -> Labels:
    return labels.RECURRENCE


def owner_or_secretariat(reader: Reader, envelope: Envelope) -> bool:
    return may_know_due(reader, envelope.owner)


class FollowUpContent(Content, frozen=True, kw_only=True):
    economy: Annotated[str, Field(_("For"), choices=whom, offered=spoken_for, asked="once", public=True)] = ""
    position: Annotated[str, Field(_("Position"), choices=positions, column=True, public=True)]
    text: Annotated[
        ByLanguage,
        Field(
            _("Statement"),
            help=_(
                "What the commitment means for you, or why it does not apply. In any language; it is "
                "shown as you write it."
            ),
            search=True,
            lines=4,
            longest=LONGEST,
            public=True,
        ),
    ] = ByLanguage()
    responsible: Annotated[str, Field(_("Responsible body"), search=True, column=True, public=True)] = ""
    note: Annotated[
        str,
        Field(
            _("Progress"),
            help=_("What has been done so far. Earlier reports stay in the history."),
            search=True,
            lines=3,
            longest=LONGEST,
            public=True,
        ),
    ] = ""
    evidence: Annotated[
        str,
        Field(_("Evidence"), help=_("The web address of a law, a report or another page."), longest=500, public=True),
    ] = ""
    reported_on: Annotated[date | None, Field(_("Last report"), asked="never", public=True)] = None
    due: Annotated[
        date | None,
        Field(
            _("Report due"),
            help=_("Visible only to your organisation and the secretariat."),
            only=owner_or_secretariat,
        ),
    ] = None
    recurrence: Annotated[str, Field(_("Recurrence"), choices=recurrences, only=owner_or_secretariat)] = ""


def completed(said: FollowUpContent, before: FollowUpContent | None) -> FollowUpContent:
    """A report is dated today where its words or evidence are new, unless it says itself of when it is."""
    then = before or FollowUpContent(position=said.position)
    new = (said.note, said.evidence) != (then.note, then.evidence) and (said.note or said.evidence)
    return (
        msgspec.structs.replace(said, reported_on=clock.today())
        if new and said.reported_on == then.reported_on
        else said
    )


def columns_of(content: FollowUpContent) -> Mapping[str, object]:
    return {
        "economy_id": content.economy or None,
        "position": content.position,
        "due": content.due,
        "recurrence": content.recurrence,
        "reported_on": content.reported_on,
    }


def called(content: FollowUpContent) -> dict[str, str]:
    """Its own words; else its economy and its position, in all languages."""
    return title_of(content) if content.text else titles_of(content.economy, content.position)


def refuses(reader: Reader, content: FollowUpContent | None) -> str:
    """Whatever its marking, it is written with the second step, by whoever speaks for the economy."""
    if not reader.strong:
        return "second-factor"
    if content is None or (may_speak(reader, content.economy) and content.economy in whom(reader)):
        return ""
    return "speaks-for"


def before(step: Step[FollowUp, FollowUpContent]) -> None:
    """One for each commitment, organisation and economy, with evidence that can be opened."""
    if step.content.evidence:
        try:
            ADDRESS(step.content.evidence)
        except ValidationError:
            raise ContentRefused("evidence", _("Enter a full web address, such as https://…")) from None
    if step.verb in ("created", "restored"):
        own = FollowUp.visible_to(step.by).filter(record__owner=step.by.organisation, commitment=step.on)
        if own.filter(economy=step.content.economy or None).exists():
            said = {
                "created": _("Your organisation has already added this follow-up. Change that one instead."),
                "restored": _("Your organisation has added a newer follow-up. Withdraw that one first."),
            }
            raise ContentRefused("economy", said[step.verb])


def after(step: Step[FollowUp, FollowUpContent]) -> Mapping[str, object]:
    """Notes when a day was set: an earlier report is none for that day."""
    then = step.before.due if step.before else None
    if step.verb in ("created", "changed") and step.content.due != then and step.row:
        step.row.due_set_on = clock.today() if step.content.due else None
        step.row.save(update_fields=["due_set_on"])
    return {"position": step.content.position}


FOLLOW_UP = RecordKind(
    model=FollowUp,
    content=FollowUpContent,
    parent="commitment",
    columns=columns_of,
    titles=called,
    refuses=refuses,
    completed=completed,
    before=before,
    after=after,
)
