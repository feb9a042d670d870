"""From a published activity to the facts that matches are worked out from."""

import pytest

from egnatia import formats
from egnatia.activities.activities.facts import activity_of
from egnatia.formats import (
    ActivityDate,
    Budget,
    Classification,
    Description,
    Location,
    Money,
    Narrative,
    OtherIdentifier,
    Parsed,
    Provenance,
    Recipient,
    RelatedActivity,
    Transaction,
)
from egnatia.overlap import ActivityFacts, OrganisationMention, Reference


def organisation(name: str, role: str = "", **facts: object) -> formats.ParsedOrganisation:
    return formats.ParsedOrganisation(names=(Narrative(name),) if name else (), role=role, **facts)  # type: ignore[arg-type]  # any field


def facts(**stated: object) -> ActivityFacts:
    everything: dict[str, object] = {"identifier": "XM-1-7", "titles": (Narrative("Courts", "en"),)}
    return activity_of(Parsed(**(everything | stated)))  # type: ignore[arg-type]  # any field


def economies(*written: str) -> frozenset[str]:
    return facts(economies=tuple(Recipient(texts=(Narrative(name),)) for name in written)).economies


def test_a_bare_activity_states_only_its_identifier_and_title() -> None:
    found = facts()

    assert found == ActivityFacts("XM-1-7", identifiers=("XM-1-7",), titles=found.titles)
    assert [(t.text, t.lang) for t in found.titles] == [("Courts", "en")]


def test_identifiers_of_organisations_are_not_those_of_the_activity() -> None:
    found = facts(
        reporting=organisation("DFID", ref="GB-1"),
        other_identifiers=(
            OtherIdentifier("GB-1"),
            OtherIdentifier("GB-OLD", type="B1"),
            OtherIdentifier(" 7F-1 ", type="A1"),
            OtherIdentifier(""),
        ),
    )

    assert found.identifiers == ("XM-1-7", "7F-1")
    assert facts(other_identifiers=(OtherIdentifier("GB-1"),)).identifiers == ("XM-1-7", "GB-1")


def test_markup_is_left_out_of_texts() -> None:
    found = facts(descriptions=(Description((Narrative("<p>Courts &amp; judges</p>", "en"), Narrative("<br>"))),))

    assert [t.text.strip() for t in found.descriptions] == ["Courts & judges"]


def test_economies_are_known_by_code_and_by_name() -> None:
    coded = facts(economies=(Recipient(code="XK"), Recipient(code="AL", texts=(Narrative("Albania"),))))

    assert coded.economies == {"XKX", "ALB"}
    assert economies("Congo, Democratic Republic of", "BOSNIA-HERZEGOVINA") == {"COD", "BIH"}
    assert economies("Bosnia and Herzegovina, Serbia") == {"BIH", "SRB"}


def test_a_region_keeps_its_name_and_no_place_has_none() -> None:
    assert economies("Western Balkans, Regional") == {"western balkans"}
    assert economies("Regional", "GLOBAL", "") == frozenset()


@pytest.mark.parametrize("region", [Recipient(code="XK"), Recipient(code="9", texts=(Narrative("Kosovo (KO)"),))])
def test_an_economy_that_is_given_as_a_region_is_one(region: Recipient) -> None:
    paid = Transaction(Money(5.0), regions=(region,))

    assert facts(regions=(region,)).economies == {"XKX"}
    assert facts(economies=(Recipient(code="AL"),), regions=(region,)).economies == {"ALB", "XKX"}
    assert facts(transactions=(paid,)).economies == {"XKX"}


@pytest.mark.parametrize("code", ["ME", "AF", "298", "89", "Europe, regional"])
def test_codes_of_regions_are_no_codes_of_economies(code: str) -> None:
    assert facts(regions=(Recipient(code=code),)).economies == frozenset()


def test_economies_of_transactions_stand_in_for_missing_ones() -> None:
    paid = Transaction(Money(5.0), economies=(Recipient(code="RS"),))

    assert facts(transactions=(paid,)).economies == {"SRB"}


def test_places_are_those_below_the_economy() -> None:
    located = tuple(Location(names=(Narrative(name),)) for name in ("Burundi", "Ngozi", " "))

    assert facts(economies=(Recipient(code="BI"),), locations=(*located, Location())).places == {"Ngozi"}


def test_the_actual_date_stands_before_the_planned_one() -> None:
    found = facts(
        dates=(
            ActivityDate("start-planned", "2024-01-01"),
            ActivityDate("start-actual", "2024-02-01"),
            ActivityDate("end-planned", "2025"),
            ActivityDate("end-planned", "2027"),
        )
    )

    assert (found.start, found.end) == ("2024-02-01", "2025")


def test_the_amount_is_the_total_or_the_budget_or_what_was_committed_or_spent() -> None:
    spent = Transaction(Money(30.0, "EUR"), type="disbursement")
    committed = Transaction(Money(50.0, "EUR"), type="commitment")
    budget, revised = Budget(Money(70.0, "EUR")), Budget(Money(80.0, "EUR"), type="2")

    assert (facts(transactions=(spent, spent)).amount, facts(transactions=(spent, committed)).amount) == (60.0, 50.0)
    assert facts(transactions=(committed,), budgets=(budget, budget)).amount == 140.0
    assert facts(budgets=(budget, revised)).amount == 80.0
    assert facts(budgets=(budget,), total=Money(90.0, "USD")).currency == "USD"
    assert facts(total=Money(None), budgets=(budget,)).amount == 70.0


def test_money_in_two_currencies_is_not_added() -> None:
    mixed = (Budget(Money(70.0, "EUR")), Budget(Money(70.0, "USD")))

    assert facts(budgets=mixed).amount is None
    assert facts(budgets=(Budget(Money(None, "EUR")),)).amount is None


def test_organisations_stand_in_their_roles() -> None:
    found = facts(
        reporting=organisation("Hub", ref="XX-1"),
        participating=(
            organisation("Union", "funding"),
            organisation("Dinara", "implementing"),
            organisation("Office", "accountable"),
            organisation("", "funding"),
        ),
    )

    assert found.reporters == (OrganisationMention("Hub", "XX-1"),)
    assert found.funders == (OrganisationMention("Union"),)
    assert found.implementers == (OrganisationMention("Dinara"),)


def test_a_secondary_reporter_is_no_party() -> None:
    assert facts(reporting=organisation("Register", secondary=True)).reporters == ()


def test_sectors_carry_their_list_and_unallocated_is_none() -> None:
    found = facts(
        sectors=(
            Classification("sector", code="15210", vocabulary="1"),
            Classification("sector", code="152", vocabulary="2"),
            Classification("sector", code="99810", vocabulary="1"),
            Classification("sector", code="7", vocabulary="iasc"),
            Classification("sector", texts=(Narrative("Energy Efficiency"), Narrative("0"))),
        ),
        transactions=(
            Transaction(
                Money(1.0),
                classifications=(Classification("sector", code="15130"), Classification("tag", code="9")),
            ),
        ),
    )

    assert found.sectors == {"DAC:15210", "DAC:152", "iasc:7", "energy efficiency", "DAC:15130"}


def test_references_are_those_of_relations_roles_and_transactions() -> None:
    found = facts(
        related=(RelatedActivity("XM-1", "1"), RelatedActivity("XM-1-7", "3"), RelatedActivity(" ", "2")),
        participating=(
            organisation("Union", "funding", activity_id="UP-1"),
            organisation("Dinara", "implementing", activity_id="LOW-1"),
            organisation("Other", "advising", activity_id="NO-1"),
        ),
        transactions=(
            Transaction(Money(1.0), provider=organisation("Union", activity_id="UP-1")),
            Transaction(Money(1.0), receiver=organisation("Dinara", activity_id="LOW-2")),
        ),
    )

    assert found.references == (
        Reference("1", "XM-1"),
        Reference("provider", "UP-1"),
        Reference("receiver", "LOW-1"),
        Reference("receiver", "LOW-2"),
    )


def test_the_source_is_the_register_it_came_from() -> None:
    assert facts(provenance=Provenance(source="Sheet of the ministry")).source == "Sheet of the ministry"
