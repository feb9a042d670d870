"""Whom to call: help services that are public, of a body that answers for the economy, and confirmed of late."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from egnatia.confirmations.queries import last_of
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import organisation_names
from egnatia.kernel.models import Office
from egnatia.kernel.readers import holding_on
from egnatia.kernel.records.content import ByLanguage, parts_of, seen_by
from egnatia.library.help_services.fields import HelpServiceContent
from egnatia.library.help_services.models import HelpService
from egnatia.pages.hours import hours_in_words
from egnatia.pages.record_presenters import cell_of
from egnatia.public.portal.rules import CONFIRMED_WITHIN, dialled
from egnatia.taxonomy.forum import ToldText, told

MOST_SERVICES = 200


@dataclass(frozen=True, slots=True)
class HelpCard:
    """A service that somebody can call now. `number` is the telephone as a link dials it, "" where it is none."""

    id: UUID
    url: str
    economy: str
    name: ToldText
    offers: ToldText
    category: str
    audiences: str
    telephone: str
    number: str
    mailbox: str
    hours: str
    languages: str
    free_of_charge: bool
    anonymous: bool
    address: str
    organisation: str  # whose it is: "" where they may not know
    confirmed_on: date


def help_services(reader: Reader, economies: Sequence[str]) -> Mapping[str, tuple[HelpCard, ...]]:
    """By economy, helplines first, then by name. Two queries, however many economies."""
    rows = list(_callable(reader).filter(economy__in=list(economies))[:MOST_SERVICES])
    organisation_names(reader, {str(row.record.owner_id) for row in rows})
    found: dict[str, list[HelpCard]] = defaultdict(list)
    places = {code: place for place, code in enumerate(_order())}
    rows.sort(key=lambda row: (places.get(row.content.get("category", ""), len(places)), str(row.pk)))
    for row in rows:
        found[row.economy].append(_card(reader, row))
    return {code: tuple(cards) for code, cards in found.items()}


def _order() -> tuple[str, ...]:
    return ("helpline", "counselling", "exit", "youth", "health", "social", "police")


def _callable(reader: Reader) -> "QuerySet[Any]":
    """What may be shown to somebody who is worried: the same for members and visitors, since it is printed and passed
    on. Whoever merely says to run a helpline does not come to stand here."""
    now = clock.now()
    holding = holding_on(clock.today()) & Q(kind=Office.Kind.FOCAL_POINT, person__is_active=True)
    holders = Office.objects.filter(
        holding, economy=OuterRef("economy"), person__organisation=OuterRef("record__owner")
    )
    since = now - CONFIRMED_WITHIN
    confirmed = Q(record__changed_at__gte=since) | Q(record__confirmation__confirmed_at__gte=since)
    answered_for = Q(record__owner__is_secretariat=True) | Exists(holders)
    rows: QuerySet[Any] = HelpService.visible_to(reader).filter(answered_for, confirmed, record__tlp=Tlp.CLEAR.value)
    return rows.select_related("record__confirmation").defer("record__search").order_by("record_id")


def _card(reader: Reader, row: Any) -> HelpCard:  # noqa: ANN401 - a row with its envelope
    known = seen_by(HelpServiceContent, reader, row.record.envelope, row.content)
    words = {name: cell_of(part, known.get(name), reader).text for name, part in parts_of(HelpServiceContent).items()}
    owner = str(row.record.owner_id)
    return HelpCard(
        id=row.pk,
        url=reverse("library:help-service", args=[row.pk]),
        economy=row.economy,
        name=_told(known["name"]),
        offers=_told(known["offers"]),
        category=words["category"],
        audiences=words["audiences"],
        telephone=words["telephone"],
        number=dialled(words["telephone"]),
        mailbox=words["mailbox"],
        hours=hours_in_words(words["hours"]),
        languages=words["languages"],
        free_of_charge=bool(known["free_of_charge"]),
        anonymous=bool(known["anonymous"]),
        address=words["address"],
        organisation=organisation_names(reader, [owner]).get(owner, ""),
        confirmed_on=timezone.localdate(last_of(row)),
    )


def _told(said: ByLanguage) -> ToldText:
    return told(said.texts, *said.first())
