"""What the demo's files must hold before anything is loaded: our own words, resolvable keys, true stories."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.start.demo import fixtures
from egnatia.start.demo.bodies import ASK
from egnatia.start.demo.fixtures import DemoActivity
from egnatia.taxonomy.document import shipped
from egnatia.taxonomy.vocabularies import shipped_terms

ECONOMIES = {"ALB", "BIH", "BGR", "HRV", "GRC", "XKX", "MDA", "MNE", "MKD", "ROU", "SRB", "SVN", "TUR"}
HBS = {"bs", "hr", "cnr", "sr-Latn", "sr-Cyrl"}
REGIONAL = HBS | {"sq", "mk", "bg", "ro", "el", "tr", "sl"}
TEXT_FILES = [
    "activities.jsonl",
    "organisations.json",
    "communities.json",
    "users.json",
    "planted.json",
    "views.json",
    *(f"proposals/{proposal.file}" for proposal in fixtures.proposals()),
]

ACTIVITIES = {activity.key: activity for activity in fixtures.activities()}
TERMS: dict[str, set[str]] = defaultdict(set)
for term in shipped_terms():
    TERMS[term.vocabulary].add(term.code)
LEAVES = {aim.code for document in shipped() for aim in document.leaves}
ORGANISATIONS = {organisation.key: organisation for organisation in fixtures.organisations()}


def texts(activity: DemoActivity) -> Iterator[str]:
    yield from activity.titles.values()
    yield from activity.descriptions.values()


def group(activity: DemoActivity) -> str:
    return "hbs" if activity.original_language in HBS else activity.original_language


def test_every_activity_of_the_demo_has_a_key_of_its_own() -> None:
    assert len(ACTIVITIES) == len(fixtures.activities())
    assert len(ACTIVITIES) >= 300


def test_economies_tell_of_their_own_measures_and_of_events_with_invited_bodies() -> None:
    measures = [activity for activity in ACTIVITIES.values() if activity.sort == "own measure"]
    events = [activity for activity in ACTIVITIES.values() if activity.sort == "event"]

    assert len(measures) >= 30
    assert {activity.measure for activity in measures} >= {"law", "strategy", "unit", "budget-line"}
    assert {activity.measure for activity in ACTIVITIES.values() if activity.sort != "own measure"} == {""}
    assert len(events) >= 40
    assert sum(bool(event.receivers) for event in events) >= 35


@pytest.mark.parametrize("activity", ACTIVITIES.values(), ids=lambda activity: activity.key)
def test_an_activity_names_only_what_exists(activity: DemoActivity) -> None:
    named = {*activity.reporters, *activity.funders, *activity.implementers, *activity.receivers, activity.owner}

    assert named <= set(ORGANISATIONS)
    assert set(activity.types) <= TERMS["intervention-type"]
    assert set(activity.groups) <= TERMS["works-with"] | TERMS["for-the-good-of"]
    assert activity.economies
    assert set(activity.economies) <= ECONOMIES
    assert {f"DAC:{sector}" for sector in activity.sectors} <= TERMS["sector"]
    assert set(activity.objectives) <= LEAVES


@pytest.mark.parametrize("activity", ACTIVITIES.values(), ids=lambda activity: activity.key)
def test_an_activity_states_money_dates_and_shares_in_a_form_that_can_be_read(activity: DemoActivity) -> None:
    shares = list(activity.economies.values())

    assert not (activity.amount is not None and activity.band)
    assert bool(activity.currency) == (activity.amount is not None)
    assert all(re.fullmatch(r"(20\d\d(-\d\d(-\d\d)?)?)?", date) for date in (activity.start, activity.end))
    assert not activity.end or activity.start[:4] <= activity.end[:4]
    assert all(share is None for share in shares) or sum(share or 0 for share in shares) == 100
    assert activity.original_language in activity.titles


@pytest.mark.parametrize("activity", ACTIVITIES.values(), ids=lambda activity: activity.key)
def test_a_marking_can_be_given_and_names_only_what_exists(activity: DemoActivity) -> None:
    marking = activity.marking

    Marking(
        tlp=Tlp[marking.tlp.replace("+", "_")],
        communities=frozenset(marking.communities),
        economies=frozenset(marking.economies),
        organisations=frozenset(marking.organisations),
        persons=frozenset(marking.persons),
        offices=frozenset(marking.offices),
    )
    assert set(marking.communities) <= {community.key for community in fixtures.communities()}
    assert set(marking.economies) <= ECONOMIES
    assert set(marking.organisations) <= set(ORGANISATIONS)
    assert set(marking.persons) <= {user.username for user in fixtures.users()}


def test_every_level_of_marking_occurs_and_most_is_public() -> None:
    levels = Counter(activity.marking.tlp for activity in ACTIVITIES.values())

    assert set(levels) == {"CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"}
    assert levels["CLEAR"] > len(ACTIVITIES) / 2


def test_every_economy_has_work_of_its_own() -> None:
    alone = Counter(
        code for activity in ACTIVITIES.values() for code in activity.economies if len(activity.economies) == 1
    )

    assert {code for code in ECONOMIES if alone[code] >= 3} == ECONOMIES


def test_the_region_speaks_in_its_own_languages() -> None:
    spoken = Counter(activity.original_language for activity in ACTIVITIES.values())

    assert set(spoken) == REGIONAL | {"en"}
    assert min(spoken.values()) >= 3
    assert spoken["en"] < len(ACTIVITIES) / 2


def test_no_text_is_used_twice() -> None:
    used = Counter(text.casefold() for activity in ACTIVITIES.values() for text in texts(activity))

    assert [text for text, times in used.items() if times > 1] == []


def test_every_organisation_says_that_it_is_a_demo_in_every_language() -> None:
    assert len(ORGANISATIONS) >= 40
    for organisation in ORGANISATIONS.values():
        assert all(name.endswith(" (demo)") for name in organisation.names.values())
        assert organisation.economy is None or organisation.economy in ECONOMIES
        assert organisation.mailbox == ASK or organisation.mailbox.endswith("@example.org")


def test_every_organisation_does_something_or_has_staff() -> None:
    seen = {user.organisation for user in fixtures.users()}
    for activity in ACTIVITIES.values():
        seen.update(activity.reporters, activity.funders, activity.implementers, activity.receivers)

    assert set(ORGANISATIONS) - seen == set()


@pytest.mark.parametrize("name", TEXT_FILES)
def test_the_words_that_we_never_use_do_not_occur(name: str) -> None:
    text = fixtures.FOLDER.joinpath(name).read_text()

    for word in ("country", "countries", "beneficiar", "radicalised person", "at-risk", "recipient", "duplicate"):
        assert word not in text.casefold()


@pytest.mark.parametrize("name", TEXT_FILES)
def test_kosovo_never_stands_without_its_asterisk(name: str) -> None:
    text = fixtures.FOLDER.joinpath(name).read_text()

    assert re.findall(r"(?:Kosov|Косов)\w*(?!\w|\*)", text) == []


def test_every_term_that_the_demo_uses_has_a_label_in_every_language_of_the_interface() -> None:
    labels = {term.code: set(term.labels) for term in shipped_terms()}
    used = {code for activity in ACTIVITIES.values() for code in (*activity.types, *activity.groups)}
    used |= {f"DAC:{sector}" for activity in ACTIVITIES.values() for sector in activity.sectors}

    assert {code for code in used if not labels[code] >= {"en", "sq", "sr-latn", "sr", "mk"}} == set()


def test_an_owner_speaks_for_a_planted_overlap_of_their_own() -> None:
    overlaps = {frozenset((pair.left, pair.right)) for pair in fixtures.planted() if pair.kind == "overlap"}
    staffed = {user.organisation for user in fixtures.users()}

    for view in fixtures.views():
        assert frozenset((view.left, view.right)) in overlaps
        assert view.by in {ACTIVITIES[view.left].owner, ACTIVITIES[view.right].owner} & staffed
        assert view.note


def test_users_and_communities_name_only_what_exists() -> None:
    communities = {community.key for community in fixtures.communities()}
    names = {user.username for user in fixtures.users()}

    for user in fixtures.users():
        assert user.name.endswith("(demo)")
        assert user.organisation in ORGANISATIONS
        assert {seat.community for seat in user.memberships} <= communities
        assert {seat.community for seat in user.offices} <= communities | {None}
    for community in fixtures.communities():
        assert set(community.stewards) <= names
        assert set(community.seats) <= ECONOMIES


def test_a_steward_has_a_seat_in_their_community() -> None:
    seats = {(seat.community, user.username) for user in fixtures.users() for seat in user.memberships if seat.steward}

    assert seats == {(community.key, name) for community in fixtures.communities() for name in community.stewards}


def test_planted_pairs_join_two_existing_activities_once() -> None:
    pairs = Counter(frozenset((pair.left, pair.right)) for pair in fixtures.planted())

    assert all(pair <= set(ACTIVITIES) and len(pair) == 2 for pair in pairs)
    assert max(pairs.values()) == 1


def test_enough_pairs_of_every_kind_are_planted() -> None:
    kinds = Counter(pair.kind for pair in fixtures.planted())
    overlaps = Counter(pair.languages for pair in fixtures.planted() if pair.kind == "overlap")

    assert kinds["same"] >= 25
    assert kinds["chain"] >= 25
    assert kinds["overlap"] >= 40
    assert overlaps["within"] >= 20
    assert overlaps["across"] >= 15
    assert kinds["none"] + kinds["series"] >= 12


@pytest.mark.parametrize("pair", fixtures.planted(), ids=lambda pair: f"{pair.left}={pair.right}")
def test_a_planted_pair_says_rightly_whether_it_crosses_languages(pair: fixtures.Planted) -> None:
    within = group(ACTIVITIES[pair.left]) == group(ACTIVITIES[pair.right])

    assert pair.languages == ("within" if within else "across")
    assert (pair.direction != 0) == (pair.kind == "chain")


def test_every_proposal_rewords_an_activity_of_the_demo() -> None:
    assert {proposal.language for proposal in fixtures.proposals()} == {"en", "sq", "sr-Latn"}
    for proposal in fixtures.proposals():
        assert ACTIVITIES[proposal.first].original_language in {proposal.language, "en"}
        assert len(fixtures.proposal_text(proposal).split()) > 80
