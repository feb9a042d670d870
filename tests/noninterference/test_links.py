"""What somebody without an account can do and learn through a link: their rows, and nothing besides.

They hold a session, so no observer of the other harness stands in for them. Here they try every POST there is with
every identifier crossed, and looks at their pages in worlds that differ in what they may not see.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.cookies import SimpleCookie
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from egnatia.activities.partners.actions.answers import PartnerReply, answer_row, hand_in
from egnatia.activities.partners.actions.requests import LINKS, NewPartnerRequest, ask
from egnatia.activities.partners.models import PartnerRequest, PartnerRow
from egnatia.activities.partners.queries import rows
from egnatia.activities.partners.views import PAGES
from egnatia.guests import views
from egnatia.guests.rules import digest_of
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.faults import AlreadyThere
from egnatia.kernel.models import Organisation, Record
from egnatia.kernel.records import markings
from tests import make
from tests.noninterference import routes
from tests.noninterference.access import Access, answer_to, deterministic, get, moment_of, post
from tests.noninterference.known import Known
from tests.noninterference.operations import Names, Operation, World, perform
from tests.noninterference.partners import DESK
from tests.noninterference.routes.partners import own as own_pages
from tests.noninterference.stage import VISITOR, Stage, set_up
from tests.noninterference.test_write_authority import Change, changes_by, watched_rows

pytestmark = [pytest.mark.django_db, pytest.mark.noninterference]
WRITES = 200
DAY = 10
NOW = moment_of(DAY)
ASKED, UNASKED, NARROWED = "partner-0", "partner-1", "partner-2"


def kept(stage: Stage) -> World:
    """Three activities of one house that the desk keeps for it."""
    world = World(stage)
    for number, key in enumerate((ASKED, UNASKED, NARROWED)):
        perform(world, Operation(number, "store reported", DESK, key, 2 * number, Names(Tlp.GREEN)))
    return world


def request_in(world: World, *keys: str) -> tuple[UUID, str, str]:
    """(request, token of its link, secret of an open session)"""
    by = world.stage.reader(DESK)
    with deterministic("request", NOW):
        house = Organisation.objects.get(name="partner-house (demo)")
        made = ask(NewPartnerRequest(house.pk, tuple(world.ids[key] for key in keys), "o@example.org", "en", 14), by=by)
        token = LINKS.make(made, by=by)
        return made, token, LINKS.open(token)[0]


def holder(secret: str) -> Client:
    client = Client(raise_request_exception=False)
    with deterministic("holder", NOW):
        session = client.session
        session[PAGES.session] = secret
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


def every_write(known: Known, secret: str) -> list[Access]:
    loaded = routes.load()
    generators = dict.fromkeys(loaded[name] for name in sorted(loaded))
    writes = [access for generator in generators for access in generator(known) if access.method == "POST"]
    own = [access for access in own_pages(known) if access.method == "POST"]
    return own + random.Random(secret).sample(writes, WRITES)


def test_a_link_writes_the_rows_of_its_request_and_no_others() -> None:
    stage = set_up()
    world = kept(stage)
    request, token, secret = request_in(world, ASKED)
    by = stage.reader(DESK)
    other = ask(
        NewPartnerRequest(Organisation.objects.get(name="civil-house (demo)").pk, (), "o@example.org", "en", 14), by=by
    )
    world.partners |= {"own": request, "other": other}
    known = Known.of(world, VISITOR)
    crossed = [
        post("activities:partner-link", token),
        post("activities:partner-row", 1, say="true", activity=str(world.ids[UNASKED]), request=str(other)),
        post("activities:partner-new", title="Crossed", record=str(world.ids[UNASKED]), owner=by.organisation),
        post("activities:partner-brought", upload=f"record,title\n{world.ids[UNASKED]},Crossed\n".encode()),
    ]
    client, changed = holder(secret), 0
    before = watched_rows()
    cookies = client.cookies.output(header="", sep=";")
    for access in crossed + every_write(known, secret):
        client.cookies = SimpleCookie(cookies)
        changes = changes_by(client, access, DAY, before)
        beyond = [change for change in changes if not _his(change, request)]
        assert not beyond, f"{access} changed {beyond}"
        changed += bool(changes)

    assert changed >= 5, "a link that writes nothing proves nothing"


def _his(change: Change, request: UUID) -> bool:
    """Their request, its rows; what is handed in is new and bears its number as the author."""
    if change.table == "partner_request":
        return change.row[0] == str(request)
    if change.table == "partner_row":
        return change.row[1] == str(request)
    if change.table == "partner_answer":
        return not change.existed and PartnerRow.objects.get(pk=change.row[1]).request_id == request
    return change.table == "record" and not change.existed and change.row[3] == str(request)


def looked_at(token: str, secret: str) -> list[object]:
    """Everything that whoever holds this link and this session is told."""
    names = (
        "activities:partner-own",
        "activities:partner-new",
        "activities:partner-sheet",
        "activities:partner-brought",
    )
    accesses = [get("activities:partner-link", token), post("activities:partner-link", token), *map(get, names)]
    for number in (1, 2, 3):
        accesses += [get("activities:partner-row", number), post("activities:partner-row", number, say="true")]
    accesses += [get("activities:activities"), post("activities:partner-handing-in")]
    client = holder(secret)
    return [answer_to(client, access, NOW) for access in accesses]


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows_that_leak(stage: Stage) -> bool:
    """Whether a row that was narrowed after asking is told in any way: in the other world it was never asked about."""
    told = []
    for asked in ((ASKED, NARROWED), (ASKED,)):
        with undone():
            world = kept(stage)
            _request, token, secret = request_in(world, *asked)
            record = Record.objects.get(pk=world.ids[NARROWED])
            with deterministic("narrowed", NOW):
                markings.remark(record, make.STRICT, by=stage.reader(DESK))
            told.append(looked_at(token, secret))
    return told[0] != told[1]


def _use(_request: UUID, secret: str, _stage: Stage) -> None:
    answer_row(secret, 1, PartnerReply("true", {}))
    hand_in(secret)


def _recall(request: UUID, _secret: str, stage: Stage) -> None:
    LINKS.recall(request, by=stage.reader(DESK))


def _end(request: UUID, _secret: str, _stage: Stage) -> None:
    PartnerRequest.objects.filter(pk=request).update(expires_at=clock.now())


def dead_links_that_differ(stage: Stage) -> list[str]:
    """The ways to end a link that somebody could tell from a link that never was."""
    with undone():
        world = kept(stage)
        with undone():
            _request, token, secret = request_in(world, ASKED)
        with undone():
            never = looked_at(token, secret)
        differ = []
        for end in (_use, _recall, _end):
            with undone():
                request, token, secret = request_in(world, ASKED)
                with deterministic("end", NOW):
                    end(request, secret, stage)
                if looked_at(token, secret) != never:
                    differ.append(end.__name__)
    return differ


def test_what_the_organisation_may_not_read_any_more_leaves_no_trace_in_its_link() -> None:
    assert not rows_that_leak(set_up())


def test_used_recalled_expired_and_wrong_links_are_one_answer_to_the_byte() -> None:
    assert dead_links_that_differ(set_up()) == []


Planted = Callable[[], AbstractContextManager[object]]


def _one_row_more() -> AbstractContextManager[object]:
    """A link shows every row that was once asked about."""
    return mock.patch.object(rows, "reader_behind", return_value=SYSTEM)


def _used_is_refused() -> AbstractContextManager[object]:
    """A link that was used is told apart from a wrong one."""
    true = PartnerRequest.by_link

    def leaking(token: str) -> Any:  # noqa: ANN401 - a query
        if PartnerRequest.objects.filter(link_digest=digest_of(token), handed_in_at__isnull=False).exists():
            raise AlreadyThere
        return true(token)

    return mock.patch.object(PartnerRequest, "by_link", leaking)


def _used_costs_a_query_more() -> AbstractContextManager[object]:
    true = PartnerRequest.by_link

    def leaking(token: str) -> Any:  # noqa: ANN401 - a query
        found = PartnerRequest.objects.filter(link_digest=digest_of(token)).first()
        if found is not None:
            PartnerRow.objects.filter(request=found).count()
        return true(token)

    return mock.patch.object(PartnerRequest, "by_link", leaking)


def _session_outlives_its_link() -> AbstractContextManager[object]:
    """Whoever has a session goes on after the link was recalled or its time is over."""
    return mock.patch.object(PartnerRequest, "live", PartnerRequest.objects.all)


def _looking_tells() -> AbstractContextManager[object]:
    """The page with the button speaks another language where the link once was good."""

    def leaking(request: Any) -> str:  # noqa: ANN401 - a request
        token = request.path.rstrip("/").rpartition("/")[2]
        return "sq" if PartnerRequest.objects.filter(link_digest=digest_of(token)).exists() else "en"

    return mock.patch.object(views, "language_of", leaking)


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        (_one_row_more, rows_that_leak),
        (_used_is_refused, dead_links_that_differ),
        (_used_costs_a_query_more, dead_links_that_differ),
        (_session_outlives_its_link, dead_links_that_differ),
        (_looking_tells, dead_links_that_differ),
    ],
)
def test_a_planted_leak_of_a_link_is_caught(planted: Planted, found: Callable[[Stage], object]) -> None:
    stage = set_up()

    with planted():
        assert found(stage)
