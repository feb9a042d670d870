"""What pictures count, from plain values."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from egnatia.activities.activities.columns import folded_name
from egnatia.coverage import Cell, State, year_after
from egnatia.reporting.pictures.presenters import (
    ending_lines,
    ending_picture,
    needs_picture,
    network_picture,
    node_lines,
)
from egnatia.reporting.pictures.rules import ROLES, NetworkRoles, ending_of, headings_of, network_of
from egnatia.taxonomy.vocabularies import Objectives

NAMES = ("Nordlys Fund (demo)", "NORDLYS Fund (demo)", "Ura (demo)", "Prison Service (demo)", "Most (demo)")
bodies = st.none() | st.lists(st.sampled_from(NAMES).map(lambda name: {"name": name, "ref": ""}), max_size=3)
roles = st.lists(st.builds(NetworkRoles, bodies, bodies, bodies, bodies), max_size=12)


@settings(deadline=None)  # the first example loads the words of a language
@given(roles, st.integers(1, 5), st.integers(1, 9))
def test_a_network_counts_each_activity_once_for_each_of_its_organisations(
    found: list[NetworkRoles], nodes: int, edges: int
) -> None:
    network = network_of(found, {}, most=(nodes, edges))

    for node in network.nodes:
        written = [{folded_name(name) for name in each.names(node.role)} for each in found]
        assert node.activities == sum(node.key in names for names in written)
    for edge in network.edges:
        both = [
            each
            for each in found
            if edge.one.key in map(folded_name, each.names(edge.one.role))
            and edge.other.key in map(folded_name, each.names(edge.other.role))
        ]
        assert 1 <= edge.activities <= len(both)
    between = Counter((edge.one.role, edge.other.role) for edge in network.edges)
    assert max(between.values(), default=0) <= edges
    assert max(Counter(node.role for node in network.nodes).values(), default=0) <= nodes
    for role in ROLES:
        drawn = [node.activities for node in network.nodes if node.role == role]
        assert drawn == sorted(drawn, reverse=True)


@settings(deadline=None)  # the first example loads the words of a language
@given(roles)
def test_the_picture_of_a_network_shows_what_its_tables_list(found: list[NetworkRoles]) -> None:
    network = network_of(found, {}, most=(5, 9))

    told = Counter(mark.words for mark in network_picture(network).marks if mark.words)

    nodes = [f"{line.role}: {line.name}, {line.activities} activit" for line in node_lines(network)]
    edges = [f"{e.one.name} → {e.other.name}: {e.activities} activit" for e in network.edges]
    assert sum(told.values()) == len(nodes) + len(edges)
    assert all(any(words.startswith(begin) for words in told) for begin in (*nodes, *edges))


def test_past_an_unknown_implementer_the_funder_is_tied_to_the_institution() -> None:
    service, ura, fund = ([{"name": name}] for name in ("Prison Service (demo)", "Ura (demo)", "Fund (demo)"))
    found = [NetworkRoles(ura, fund, None, service), NetworkRoles(ura, None, ura, service)]

    ties = {(e.one.place, e.other.place) for e in network_of(found, {}, most=(9, 9)).edges}

    assert ties == {
        (("funder", "fund demo"), ("receiver", "prison service demo")),
        (("funder", "ura demo"), ("implementer", "ura demo")),
        (("implementer", "ura demo"), ("receiver", "prison service demo")),
    }


@settings(deadline=None)  # the first example loads the words of a language
@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.lists(st.integers(0, 364), max_size=30))
def test_what_ends_in_a_year_falls_into_one_of_its_quarters(today: date, days: list[int]) -> None:
    ends = [today + timedelta(days=number) for number in days]

    found = ending_of(ends, today)

    assert sum(each.activities for each in found) == len(ends)
    assert (found[0].first, found[-1].last) == (today, year_after(today))
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(found))
    told = [mark.words for mark in ending_picture(found).marks]
    assert told == [f"{line.words}: {line.activities}" for line in ending_lines(found)]


STATES: tuple[State, ...] = ("none", "open", "partly", "reported")
states = st.sampled_from(STATES)
keys = st.tuples(st.sampled_from(["1.1.1", "1.2.1", "2.1.1", "2.3.2", "3.1.1"]), st.sampled_from(["ALB", "MNE", "XKX"]))


@settings(deadline=None)  # the first example loads the words of a language
@given(st.dictionaries(keys, states.map(lambda state: Cell(state=state))))
def test_each_cell_with_a_need_is_counted_under_its_heading_in_its_state(cells: dict[tuple[str, str], Cell]) -> None:
    words = Objectives({"1": "Prevent", "2": "Protect", "3": "Respond"})

    found = headings_of(cells, words)

    counted = Counter((code[0], cell.state) for (code, _), cell in cells.items() if cell.state != "none")
    assert counted == {
        (each.code, state): number
        for each in found
        for state in ("open", "partly", "reported")
        if (number := getattr(each, state))
    }
    assert [each.code for each in found] == sorted(each.code for each in found)
    told = [mark.words for mark in needs_picture(found).marks]
    assert told == [
        f"{each.words}: open need {each.open}, partly {each.partly}, activities reported {each.reported}"
        for each in found
    ]
