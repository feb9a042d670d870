"""The rule by tokens and the rule in words say the same, for every reader and every record."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egnatia.kernel.access import tokens
from egnatia.kernel.access.marking import Marking, MarkingError, Tlp, digest, level_of, may_open
from egnatia.kernel.access.policy import Envelope, may_read
from egnatia.kernel.access.reader import ANONYMOUS, SYSTEM, Reader, Seat, member
from tests import make
from tests.examples import examples

SLUGS = ["focal-points", "arms"]
ECONOMIES = ["ALB", "MNE"]
ACTORS = ["a1", "a2", "a3"]
PERSONS = ["u1", "u2"]
OFFICES = ["S", "F:focal-points:ALB", "F:arms:MNE"]


def some(values: list[str], *, at_least: int = 0) -> st.SearchStrategy[frozenset[str]]:
    return st.lists(st.sampled_from(values), min_size=at_least, max_size=3).map(frozenset)


@st.composite
def markings(draw: st.DrawFn) -> Marking:
    tlp = draw(st.sampled_from(list(Tlp)))
    amber = tlp == Tlp.AMBER
    return Marking(
        tlp=tlp,
        communities=draw(some(SLUGS, at_least=int(amber))) if amber or tlp == Tlp.GREEN else frozenset(),
        economies=draw(some(ECONOMIES)) if amber else frozenset(),
        organisations=draw(some(ACTORS)) if amber or tlp == Tlp.AMBER_STRICT else frozenset(),
        persons=draw(some(PERSONS)) if tlp == Tlp.RED else frozenset(),
        offices=draw(some(OFFICES)) if amber or tlp == Tlp.AMBER_STRICT else frozenset(),
    )


seats = st.builds(Seat, community=st.sampled_from(SLUGS), economy=st.sampled_from(["", *ECONOMIES]))
readers = st.one_of(
    st.just(ANONYMOUS),
    st.builds(
        member,
        name=st.just("reader"),
        person=st.sampled_from(PERSONS),
        organisation=st.sampled_from(ACTORS),
        seats=st.lists(seats, max_size=3).map(tuple),
        offices=some(OFFICES),
        strong=st.booleans(),
    ),
)
records = st.builds(
    Envelope,
    id=st.just(make.uuid(1)),
    kind=st.just("note"),
    marking=markings(),
    owner=st.sampled_from(ACTORS),
    author=st.sampled_from(PERSONS),
    withdrawn=st.booleans(),
)


def granted(record: Envelope) -> frozenset[str]:
    return frozenset() if record.withdrawn else record.marking.tokens(owner=record.owner, author=record.author)


@settings(max_examples=examples(1500), derandomize=True, deadline=None)
@given(reader=readers, record=records)
def test_tokens_meet_exactly_where_the_rule_in_words_allows(reader: Reader, record: Envelope) -> None:
    verdict = may_read(reader, record)

    assert verdict.allowed == bool(reader.held & granted(record))
    assert bool(verdict.reasons) == verdict.allowed


@settings(max_examples=examples(500), derandomize=True, deadline=None)
@given(reader=readers, source=markings(), audience=markings())
def test_what_covers_an_audience_is_read_by_all_of_it(reader: Reader, source: Marking, audience: Marking) -> None:
    of_source, of_audience = (marking.tokens(owner="a1", author="u1") for marking in (source, audience))

    if tokens.covers(of_source, of_audience) and reader.held & of_audience:
        assert reader.held & of_source


LEVELS = {"P": 1, "M": 1, "G:arms": 1, "A:arms:*": 1, "O:a1": 3, "S": 2, "F:arms:MNE": 2, "U:u1": 1, "X": 0}


@settings(max_examples=examples(500), derandomize=True, deadline=None)
@given(marking=markings(), token=st.sampled_from(list(LEVELS)))
def test_every_token_of_a_record_may_open_its_level_and_most_open_few_levels(marking: Marking, token: str) -> None:
    assert all(may_open(marking.tlp, each) for each in marking.tokens(owner="a1", author="u1"))
    assert sum(may_open(tlp, token) for tlp in Tlp) == LEVELS[token]


@settings(max_examples=examples(500), derandomize=True, deadline=None)
@given(marking=markings())
def test_tokens_say_the_level_of_the_marking_that_gave_them(marking: Marking) -> None:
    assert level_of(marking.tokens(owner="a1", author="u1")) == marking.tlp


def test_what_nobody_reads_is_at_the_narrowest_level() -> None:
    assert level_of(frozenset()) == Tlp.RED
    assert level_of(frozenset({"P"})) == Tlp.CLEAR


def test_a_draft_never_covers_a_public_report() -> None:
    draft = make.STRICT.tokens(owner="a1", author="u1")

    assert not tokens.covers(draft, frozenset({tokens.PUBLIC}))
    assert tokens.covers(frozenset({tokens.PUBLIC}), draft)
    assert not tokens.covers(draft, frozenset())


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"tlp": Tlp.CLEAR, "communities": frozenset({"arms"})}, "communities-need-green-or-amber"),
        ({"tlp": Tlp.GREEN, "economies": frozenset({"ALB"})}, "economies-need-amber"),
        ({"tlp": Tlp.RED, "organisations": frozenset({"a1"})}, "organisations-need-amber"),
        ({"tlp": Tlp.AMBER}, "amber-needs-a-community"),
        ({"tlp": Tlp.GREEN, "persons": frozenset({"u1"})}, "persons-need-red"),
        ({"tlp": Tlp.GREEN, "offices": frozenset({"S"})}, "offices-need-amber"),
        ({"tlp": Tlp.AMBER_STRICT, "offices": frozenset({"X"})}, "unknown-office"),
    ],
)
def test_a_name_at_a_level_that_would_ignore_it_is_refused(fields: dict[str, object], code: str) -> None:
    with pytest.raises(MarkingError) as refused:
        Marking(**fields)  # type: ignore[arg-type]  # deliberately any combination

    assert refused.value.code == code


def test_a_session_without_second_factor_holds_the_basic_tokens_only() -> None:
    seats_of = (Seat("arms", "ALB"),)
    weak = member(name="r", person="u1", organisation="a1", seats=seats_of, offices=frozenset({"S"}))
    strong = replace(weak, strong=True)

    assert weak.held == {"P", "M", "G:arms"}
    assert not weak.is_secretariat
    assert strong.is_secretariat


def test_a_focal_point_sits_for_their_economy_without_a_membership() -> None:
    reader = member(name="r", person="u1", organisation="a1", offices=frozenset({"F:arms:MNE"}), strong=True)

    assert "A:arms:e:MNE" in reader.held
    assert reader.economies == reader.focal_economies() == {"MNE"}
    assert not reader.is_anonymous


def test_the_system_reads_everything_and_says_so() -> None:
    record = Envelope(make.uuid(1), "note", make.RED, owner="a1", author="u1", withdrawn=True)

    assert may_read(SYSTEM, record).reasons[0].code == "system"
    assert SYSTEM.is_system


def test_equal_sets_of_tokens_have_equal_digests() -> None:
    assert digest(frozenset({"P", "M"})) == digest(frozenset({"M", "P"})) != digest(frozenset({"P"}))
    assert Tlp.AMBER_STRICT.words == "TLP:AMBER+STRICT"
