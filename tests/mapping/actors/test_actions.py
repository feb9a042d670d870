from uuid import UUID

import pytest

from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.models import Actor, ActorName, AuditEvent, Grant, Version
from egnatia.kernel.reader import SYSTEM
from egnatia.mapping.actors.actions import ITSELF, Organisation, add_name, change_actor, register_actor
from egnatia.mapping.actors.rules import Name, names_to_keep
from tests import make

pytestmark = pytest.mark.django_db
HUB = Organisation("Regional Arms Hub", "international", names=(Name("RAH"), Name("Регионален центар", "mk")))


def folded(actor: UUID) -> set[str]:
    return set(ActorName.objects.filter(actor=actor).values_list("folded", flat=True))


def test_an_organisation_is_registered_with_all_its_names() -> None:
    house = make.reader("house")

    made = register_actor(HUB, marking=make.GREEN, by=house)

    stored = Actor.objects.get(pk=made)
    assert (stored.name, stored.type, stored.mailbox) == ("Regional Arms Hub", "international", "")
    assert folded(made) == {"regional arms hub", "rah", "regionalen centar"}
    assert str(stored.record.owner_id) == house.actor
    assert stored.record.text == {"en": "Regional Arms Hub", "mk": "Регионален центар"}
    assert AuditEvent.objects.get(target=str(made)).verb == "registered"


def test_an_organisation_may_own_itself_so_that_its_staff_look_after_it() -> None:
    made = register_actor(HUB, marking=make.CLEAR, by=SYSTEM, owner=ITSELF)

    stored = Actor.objects.get(pk=made)
    assert stored.record.owner_id == made
    assert Grant.objects.filter(record=made).values_list("token", flat=True).get() == "P"
    assert Version.objects.filter(record=made).count() == 1


def test_a_change_is_a_version_and_loses_no_name() -> None:
    house = make.reader("house")
    made = register_actor(HUB, marking=make.CLEAR, by=house)

    change_actor(made, Organisation("Regional Hub", "donor", economy="ALB", mailbox="desk@example.org"), by=house)

    stored = Actor.objects.get(pk=made)
    assert (stored.name, stored.economy_id, stored.record.version) == ("Regional Hub", "ALB", 2)
    assert "rah" in folded(made)
    assert "regional hub" in folded(made)


def test_another_name_is_added_once() -> None:
    house = make.reader("house")
    made = register_actor(HUB, marking=make.CLEAR, by=house)

    add_name(made, Name("The Hub", "en"), by=house)
    with pytest.raises(AlreadyThere):
        add_name(made, Name("the hub"), by=house)

    assert "the hub" in folded(made)
    assert AuditEvent.objects.filter(target=str(made), verb="named").count() == 1


def test_only_its_owner_changes_and_names_it() -> None:
    made = register_actor(HUB, marking=make.CLEAR, by=make.reader("house"))
    secret = register_actor(Organisation("Front"), marking=make.STRICT, by=make.reader("other"))
    stranger = make.reader("stranger")

    with pytest.raises(NotAllowed):
        change_actor(made, HUB, by=stranger)
    with pytest.raises(NotAllowed):
        add_name(made, Name("Mine"), by=stranger)
    with pytest.raises(NotFound):
        add_name(secret, Name("Mine"), by=stranger)
    with pytest.raises(NotFound):
        change_actor(make.uuid(1), HUB, by=stranger)

    assert "mine" not in folded(made)


def test_names_that_say_nothing_are_not_kept() -> None:
    assert names_to_keep("Hub", [Name("–"), Name("HUB"), Name("Hub", "de")]) == [
        (Name("Hub"), "hub"),
        (Name("Hub", "de"), "hub"),
    ]
