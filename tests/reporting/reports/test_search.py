"""Rounds, snapshots, reports and publications in the search over everything."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.reporting.publications.doing import published
from tests.reporting.reports.doing import made
from tests.visits import of

from egnatia.kernel.access.reader import Reader
from egnatia.reporting.reports.labels import TITLE

pytestmark = pytest.mark.django_db


def titles(client: Client, q: str, kind: str) -> list[str]:
    answer = client.get(reverse("public:search"), {"q": q, "kind": kind})
    listing = answer.context.get("listing")
    return [line.hit.title for line in listing.rows] if listing else []


def test_rounds_snapshots_and_reports_are_found_by_whoever_may_read_them(
    desk: Reader, arta: Reader, snapshot: UUID
) -> None:
    made(snapshot, desk, "needs", marking=make.amber("focal-points"))
    called = str(TITLE["needs"])

    for client in (of(desk), of(arta)):
        assert titles(client, "mapping 2027", "round") == ["Mapping of needs 2027"]
        assert titles(client, "adopted", "snapshot") == ["Mapping of needs 2027, adopted"]
        assert titles(client, called, "report") == [called]
    stranger = of(make.reader("stranger"))
    assert titles(stranger, called, "report") == []
    assert titles(Client(), "mapping 2027", "round") == []


def test_a_publication_is_found_by_its_title_and_its_note(desk: Reader) -> None:
    published(desk)

    assert titles(Client(), "needs 2026", "publication") == ["Needs and activities 2026"]
    assert titles(Client(), "two mapping rounds", "publication") == ["Needs and activities 2026"]
