"""Leaks planted on purpose in requests for information: their reciprocity, their counts, what was asked before."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from egnatia.exchange.delegation import actions as delegation
from egnatia.exchange.requests import rules
from egnatia.exchange.requests.models import InformationReply, InformationRequest, PartRequest
from egnatia.exchange.requests.queries import detail, visible
from egnatia.files.models import VersionQuerySet
from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.faults import NotFound
from tests.noninterference.comparing import Case
from tests.noninterference.files import ATTACH
from tests.noninterference.information_requests import DELEGATE, DRAFT, REPLY, SEND, TIME
from tests.noninterference.mutants import everywhere, mutant, patched
from tests.noninterference.operations import Operation

Whatever = Any  # what the product passes


def _on_a_known_request(case: Case, hidden: Operation) -> bool:
    return any(step.key == hidden.other and step.verb == SEND for step in case.known)


PAGES = ("exchange:information-request", "exchange:information-request-answers")


@mutant(*PAGES, misses=(REPLY,), would=_on_a_known_request)
def replies_of_everybody() -> Iterator[None]:
    """The page of a request shows every reply to whoever sees the request."""
    true = visible.replies_seen_by

    def leaking(_reader: Whatever, requests: Whatever) -> Whatever:
        return true(SYSTEM, requests)

    with everywhere("replies_seen_by", visible, leaking):
        yield


@mutant(*PAGES, "people:marking", misses=(REPLY,), would=_on_a_known_request)
def reciprocity_without_return() -> Iterator[None]:
    """What is for those who reply is for all who were asked, and names them all, whether they share theirs or not."""
    true = rules.reply_marking

    def leaking(audience: str, request: Whatever, owner: str, addressee: str, sharing: Whatever) -> Whatever:
        asked = ("F:focal-points:ALB", "F:focal-points:MNE", "S")
        return true(rules.REPLIERS, request, owner, addressee, {*sharing, *asked})

    with patched(rules, "reply_marking", leaking):
        yield


@mutant("exchange:information-requests", misses=(REPLY,), would=_on_a_known_request)
def progress_for_all() -> Iterator[None]:
    """How many have replied is told to everybody, counted from all replies."""

    def leaking(_reader: Whatever, row: Whatever, _sent_to: Whatever, _replies: Whatever) -> str:
        return str(InformationReply.objects.filter(request=row, record__withdrawn_at__isnull=True).count())

    with patched(detail, "_state", leaking):
        yield


@mutant("exchange:information-request", misses=(TIME,), beside=True)
def wishes_of_others() -> Iterator[None]:
    """Who asked for more time is told to whoever sees the request."""

    def leaking(_reader: Whatever, _token: Whatever) -> bool:
        return True

    with patched(rules, "speaks_for", leaking):
        yield


@mutant("exchange:information-requests", "exchange:information-requests-earlier", misses=(SEND, DRAFT))
def requests_of_everybody() -> Iterator[None]:
    """Lists and what was asked before take requests from all that there are."""
    true = visible.requests_seen_by

    def leaking(_reader: Whatever) -> Whatever:
        return true(SYSTEM)

    with everywhere("requests_seen_by", visible, leaking):
        yield


@mutant("files:file", "files:download", misses=(ATTACH,), would=_on_a_known_request)
def files_of_replies_by_their_request() -> Iterator[None]:
    """Whoever sees the request gets the files of all replies to it."""
    true = VersionQuerySet.visible_to

    def leaking(rows: Whatever, reader: Whatever) -> Whatever:
        asked = InformationRequest.visible_to(reader).order_by().values("pk")
        replies = InformationReply.objects.filter(request__in=asked, record__withdrawn_at__isnull=True).values("pk")
        there = true(rows, reader).values("pk")
        return rows.filter(Q(pk__in=there) | Q(file__record__in=replies, file__removed_at=None))

    with patched(VersionQuerySet, "visible_to", leaking):
        yield


@mutant("exchange:information-part", misses=(DELEGATE,), would=_on_a_known_request)
def delegations_by_their_address() -> Iterator[None]:
    """Whoever is given the address of a delegation sees whom it asks, and what came back."""

    def leaking(_reader: Whatever, record: Whatever) -> Whatever:
        found = PartRequest.objects.filter(pk=record, record__withdrawn_at__isnull=True)
        row = found.select_related("record__owner", "addressee", "request__record").first()
        if row is None:
            raise NotFound
        return row

    with patched(delegation, "own_part", leaking):
        yield
