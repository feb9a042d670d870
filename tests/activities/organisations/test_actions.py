from uuid import UUID

import pytest
from tests import make

from egnatia.activities.organisations.actions import (
    ITSELF,
    OrganisationDetails,
    add_name,
    change_organisation,
    register_organisation,
)
from egnatia.activities.organisations.rules import Name, names_to_keep
from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Grant, Organisation, OrganisationName, Version

pytestmark = pytest.mark.django_db
HUB = OrganisationDetails("Regional Arms Hub", "international", names=(Name("RAH"), Name("Регионален центар", "mk")))


def folded(organisation: UUID) -> set[str]:
    return set(OrganisationName.objects.filter(organisation=organisation).values_list("folded", flat=True))


def test_an_organisation_is_registered_with_all_its_names() -> None:
    house = make.reader("house")

    made = register_organisation(HUB, marking=make.GREEN, by=house)

    stored = Organisation.objects.get(pk=made)
    assert (stored.name, stored.type, stored.mailbox) == ("Regional Arms Hub", "international", "")
    assert folded(made) == {"regional arms hub", "rah", "regionalen centar"}
    assert str(stored.record.owner_id) == house.organisation
    assert stored.record.text == {"en": "Regional Arms Hub", "mk": "Регионален центар"}
    assert AuditEvent.objects.get(target=str(made)).verb == "registered"


def test_an_organisation_may_own_itself_so_that_its_staff_look_after_it() -> None:
    made = register_organisation(HUB, marking=make.CLEAR, by=SYSTEM, owner=ITSELF)

    stored = Organisation.objects.get(pk=made)
    assert stored.record.owner_id == made
    assert Grant.objects.filter(record=made).values_list("token", flat=True).get() == "P"
    assert Version.objects.filter(record=made).count() == 1


def test_a_change_is_a_version_and_loses_no_name() -> None:
    house = make.reader("house")
    made = register_organisation(HUB, marking=make.CLEAR, by=house)

    change_organisation(
        made, OrganisationDetails("Regional Hub", "donor", economy="ALB", mailbox="desk@example.org"), by=house
    )

    stored = Organisation.objects.get(pk=made)
    assert (stored.name, stored.economy_id, stored.record.version) == ("Regional Hub", "ALB", 2)
    assert "rah" in folded(made)
    assert "regional hub" in folded(made)


def test_another_name_is_added_once() -> None:
    house = make.reader("house")
    made = register_organisation(HUB, marking=make.CLEAR, by=house)

    add_name(made, Name("The Hub", "en"), by=house)
    with pytest.raises(AlreadyThere):
        add_name(made, Name("the hub"), by=house)

    assert "the hub" in folded(made)
    assert AuditEvent.objects.filter(target=str(made), verb="named").count() == 1


def test_only_its_owner_changes_and_names_it() -> None:
    made = register_organisation(HUB, marking=make.CLEAR, by=make.reader("house"))
    secret = register_organisation(OrganisationDetails("Front"), marking=make.STRICT, by=make.reader("other"))
    stranger = make.reader("stranger")

    with pytest.raises(NotAllowed):
        change_organisation(made, HUB, by=stranger)
    with pytest.raises(NotAllowed):
        add_name(made, Name("Mine"), by=stranger)
    with pytest.raises(NotFound):
        add_name(secret, Name("Mine"), by=stranger)
    with pytest.raises(NotFound):
        change_organisation(make.uuid(1), HUB, by=stranger)

    assert "mine" not in folded(made)


def test_names_that_say_nothing_are_not_kept() -> None:
    assert names_to_keep("Hub", [Name("–"), Name("HUB"), Name("Hub", "de")]) == [
        (Name("Hub"), "hub"),
        (Name("Hub", "de"), "hub"),
    ]
