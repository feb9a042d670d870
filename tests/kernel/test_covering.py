"""`covering` asks the database what `tokens.covers` says."""

import pytest

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.tokens import covers
from egnatia.kernel.models import Record, covering
from tests import make

pytestmark = pytest.mark.django_db


def test_the_database_and_the_table_agree_on_every_pair_of_markings() -> None:
    reader = make.reader(seats=("focal-points", ("arms", "ALB")), focal_point=("focal-points", "ALB"))
    focal = Marking(Tlp.AMBER_STRICT, offices=frozenset({"F:focal-points:ALB", "S"}))
    markings = [
        *(make.CLEAR, make.GREEN, make.STRICT, make.RED, focal),
        *(Marking(Tlp.GREEN, communities=frozenset({slug})) for slug in ("focal-points", "arms")),
        *(make.amber("arms"), make.amber("arms", economies=("ALB",)), make.amber("focal-points", economies=("ALB",))),
    ]
    stored = [make.record(by=reader, marking=marking) for marking in markings]
    audiences = [frozenset[str](), *(each.tokens for each in stored), frozenset({"F:focal-points:ALB"})]

    for audience in audiences:
        found = set(Record.objects.filter(covering(audience, "pk"), kind="note").values_list("pk", flat=True))
        assert found == {each.pk for each in stored if covers(each.tokens, audience)}, audience
