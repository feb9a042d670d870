"""The contact points of the demo, and its finished check."""

import pytest

from egnatia.exchange.contact_points.demo import DEMO_MINUTES
from egnatia.exchange.contact_points.queries import check_seen_by, checks_seen_by, directory
from egnatia.kernel.readers import reader_named
from egnatia.taxonomy.forum import forum
from tests.start.demo.loaded import demo  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_every_economy_has_a_focal_point_and_some_topics_are_vacant() -> None:
    reader = reader_named("focal-al")

    focal = directory(reader, {"role": "focal-point"}).parts
    duty = directory(reader, {"role": "duty-officer"}).parts

    assert len(focal) == len(forum().economies) == 13
    assert all(part.rows for part in focal)
    assert 3 <= sum(bool(part.rows) for part in duty) < 13
    assert any(not part.rows for part in directory(reader, {"topics": "3.3"}).parts)


def test_one_check_is_finished_and_shown_to_members() -> None:
    (row,) = checks_seen_by(reader_named("focal-al"))

    shown = check_seen_by(reader_named("focal-al"), row.id)

    assert (row.asked, row.answered) == (13, len(DEMO_MINUTES))
    assert shown.over
    assert [each.contact.economy for each in shown.answers] == [each.code for each in forum().economies]
