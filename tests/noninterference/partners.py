"""Organisations without an account in the worlds: asked by the secretariat's desk, answering by a link, confirmed."""

import random
from dataclasses import replace
from uuid import UUID

from egnatia import overlap
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import store, update
from egnatia.activities.partners.actions.answers import PartnerReply, answer_row, hand_in
from egnatia.activities.partners.actions.decisions import confirm
from egnatia.activities.partners.actions.requests import LINKS, NewPartnerRequest, ask
from egnatia.activities.partners.models import PartnerAnswer
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.models import Organisation
from tests.noninterference.operations import TITLES, VERBS, Names, Operation, World, facts
from tests.noninterference.stage import PROFILES, Profile

DESK = next(who for who in PROFILES if who.secretariat)
HOUSES = ("partner-house", "civil-house")
ASKED = ("ask partner", "hand in")


def house_of(variant: int) -> str:
    """Whose activity it is: reported by that house, kept by the desk."""
    return HOUSES[variant % len(HOUSES)]


def life_of(chance: random.Random, key: str) -> list[Operation]:
    """What the desk keeps for a house, the question about it, perhaps the answer, perhaps its confirmation."""
    variant = chance.randrange(30)
    named = Names(Tlp.AMBER_STRICT, houses=frozenset({house_of(variant)}))
    names = chance.choice((named, Names(Tlp.GREEN), Names(Tlp.CLEAR)))
    life = [Operation(0, "store reported", DESK, key, variant, names), Operation(0, "ask partner", DESK, key, variant)]
    if chance.random() < 0.8:
        life.append(Operation(0, "hand in", DESK, key, variant))
        if chance.random() < 0.4:
            life.append(Operation(0, "confirm partner", DESK, key, variant))
    if chance.random() < 0.3:
        life.append(Operation(0, "narrow", DESK, key, names=Names(Tlp.AMBER_STRICT)))
    return life


def asks(who: Profile) -> bool:
    """Who sees a request: the house that asks and the secretariat, and the desk is both."""
    return who.strong and who.secretariat


def hears(who: Profile, variant: int) -> bool:
    """Who sees an answer, where they read the activity: the desk, and the house whose word it is."""
    return who.strong and (who.secretariat or who.house == house_of(variant))


def as_plain_change(operation: Operation) -> Operation:
    """A confirmation for whoever knows of no answer: the activity says something else now."""
    return replace(operation, verb="change reported")


def _reported(variant: int, key: str, *, masked: bool) -> overlap.ActivityFacts:
    said = facts(variant, key, masked=masked)
    reporter = overlap.OrganisationMention(f"{house_of(variant)} (demo)")
    return replace(said, identifiers=(f"XM-REPORTED-{key}",), reporters=() if masked else (reporter,))


def _store_reported(world: World, operation: Operation) -> None:
    assert operation.names
    by = world.stage.reader(operation.by)
    said = _reported(operation.variant, operation.key, masked=operation.masked)
    world.ids[operation.key] = store(said, marking=operation.names.marking(world.stage), by=by).pk


def _ask(world: World, operation: Operation) -> None:
    house = Organisation.objects.get(name=f"{house_of(operation.variant)} (demo)")
    wanted = NewPartnerRequest(house.pk, (world.ids[operation.key],), "office@example.org", "en", 60)
    by = world.stage.reader(operation.by)
    world.partners[f"request of {operation.key}"] = ask(wanted, by=by)


def opened(world: World, key: str) -> str:
    """The secret of a session of the house that was asked about this activity."""
    token = LINKS.make(world.partners[f"request of {key}"], by=world.stage.reader(DESK))
    secret, _language = LINKS.open(token)
    return secret


def said_of(variant: int) -> dict[str, object]:
    title = {"text": f"{TITLES[(variant + 1) % len(TITLES)]} once more", "lang": "en"}
    return {"facts": {"titles": [title]}, "status": "closed"}


def _hand_in(world: World, operation: Operation) -> None:
    secret = opened(world, operation.key)
    answer_row(
        secret, 1, PartnerReply("changed", said_of(operation.variant), f"Said by {house_of(operation.variant)}.")
    )
    hand_in(secret)
    answer = PartnerAnswer.objects.get(activity=world.ids[operation.key])
    world.partners[f"answer to {operation.key}"] = answer.pk


def _confirm(world: World, operation: Operation) -> None:
    activity = _activity(world.ids[operation.key])
    answer = world.partners[f"answer to {operation.key}"]
    confirm(answer, expected=activity.record.version, by=world.stage.reader(operation.by))


def _change_reported(world: World, operation: Operation) -> None:
    """What `_confirm` leads to, for the activity alone."""
    activity = _activity(world.ids[operation.key])
    said = said_of(operation.variant)
    after = facts_of({**activity.facts, **said["facts"]}, activity.pk)  # type: ignore[dict-item]  # said above
    by = world.stage.reader(operation.by)
    update(activity, after, by=by, status="closed", sort=activity.sort, updated_at=clock.now())


def _activity(record: UUID) -> Activity:
    found: Activity = Activity.objects.select_related("record").get(pk=record)
    return found


VERBS.update(
    {
        "store reported": _store_reported,
        "ask partner": _ask,
        "hand in": _hand_in,
        "confirm partner": _confirm,
        "change reported": _change_reported,
    }
)
