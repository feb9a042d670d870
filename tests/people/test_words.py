import pytest

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.policy import Reason
from egnatia.kernel.access.tokens import SECRETARIAT
from egnatia.people.marking.words import economy_name, in_short, reason_sentence
from egnatia.taxonomy.forum import EconomyName, ForumNames
from tests import make

ALBANIA = EconomyName("ALB", "ALB", "Albania", footnoted=False, iati_code="AL")
MONTENEGRO = EconomyName("MNE", "MNE", "Montenegro", footnoted=False, iati_code="ME")
FORUM = ForumNames("", "", "", (ALBANIA, MONTENEGRO), 10)
NAMES = {"focal-points": "Focal Points"}


@pytest.mark.parametrize(
    ("marking", "words"),
    [
        (make.CLEAR, "everyone"),
        (make.GREEN, "all members"),
        (make.amber("focal-points"), "Focal Points"),
        (make.amber("focal-points", economies=("MNE", "ALB")), "Focal Points – ALB, MNE"),
        (make.amber("focal-points", organisations=("x",)), "Focal Points – named organisations"),
        (make.STRICT, "the owner's organisation only"),
        (Marking(Tlp.AMBER_STRICT, organisations=frozenset("x")), "the owner and named organisations"),
        (
            Marking(Tlp.AMBER_STRICT, offices=frozenset({SECRETARIAT})),
            "the owner and named roles",
        ),
        (
            Marking(Tlp.AMBER_STRICT, organisations=frozenset("x"), offices=frozenset({SECRETARIAT})),
            "the owner, named organisations and roles",
        ),
        (
            Marking(Tlp.AMBER, communities=frozenset({"focal-points"}), offices=frozenset({SECRETARIAT})),
            "Focal Points – named roles",
        ),
        (make.RED, "named persons only"),
    ],
)
def test_a_strip_says_in_short_who_reads(marking: Marking, words: str) -> None:
    assert in_short(marking, FORUM, NAMES) == words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason("focal-point", "focal-points", "ALB"), "focal point for Albania in Focal Points"),
        (Reason("economy", "focal-points", "MNE"), "a member of Focal Points from Montenegro"),
        (Reason("organisation-in-community", "closed"), "a member of closed, and your organisation"),
        (Reason("author"), "You are the author."),
        (Reason("system"), "The system itself has access."),
    ],
)
def test_a_reason_is_said_to_the_reader(reason: Reason, words: str) -> None:
    assert words in reason_sentence(reason, FORUM, NAMES)


def test_an_economy_outside_the_region_keeps_its_code() -> None:
    assert economy_name("FRA", FORUM) == "FRA"
