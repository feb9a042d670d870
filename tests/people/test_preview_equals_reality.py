"""Preview equals reality: whom the form's preview says a record is for, group by group, are those who can open it.

People with all sorts of seats, roles and accounts; markings as the form makes them; notices, needs, files and replies.
The build draws a share of them. In full: EGNATIA_MARKINGS=1000 EGNATIA_READERS=200 pytest -rP THIS FILE
"""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from egnatia.exchange.notices.actions import NOTICE
from egnatia.exchange.notices.fields import NoticeContent
from egnatia.exchange.notices.models import Notice
from egnatia.exchange.requests import actions, rules
from egnatia.exchange.requests.actions import ReplyContent
from egnatia.exchange.requests.models import Addressee, InformationReply, InformationRequest
from egnatia.files.models import AttachedFile
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.audience import Group
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Membership, Organisation, Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.needs.needs.models import Need
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import preview_of
from tests import make
from tests.exchange.requests.asking import asks
from tests.files import made
from tests.needs.needs import doing
from tests.visits import browser

pytestmark = pytest.mark.django_db
MARKINGS = int(os.environ.get("EGNATIA_MARKINGS", "24"))
READERS = int(os.environ.get("EGNATIA_READERS", "40"))
OPENED = 40  # at most so many pages of each kind are asked for over HTTP, of readers and of others
GROUPS = ("focal-points", "open-forum", "arms")
FOR_MEMBERS = ("exchange:information-request",)  # a visitor is asked to sign in, whatever its marking
ECONOMIES = ("ALB", "MNE", "SRB", "MKD", "XKX")


@dataclass(eq=False)
class Someone:
    """An account with what was entered about it, in the plain terms of whoever reads a preview."""

    person: Person
    house: Organisation
    seats: set[tuple[str, str]] = field(default_factory=set)  # group and economy, confirmed and not ended
    offices: set[str] = field(default_factory=set)  # "S", or the economy of a focal point
    trusted: bool = True  # not after a reset that no steward has confirmed yet

    @property
    def reader(self) -> Reader:
        return reader_of(self.person, strong=True)

    def sits(self, group: str) -> set[str]:
        """The economies for which they belong to the group, "" for none."""
        held = {economy for slug, economy in self.seats if slug == group}
        return held | ({each for each in self.offices if each != "S"} if group == "focal-points" else set())

    def belongs(self, group: Group) -> bool:
        """Whether the words of the preview mean them."""
        if group.code == "public":
            return True
        if not self.person.is_active:
            return False
        return bool(BELONGS[group.code](self, group))


BELONGS: dict[str, Any] = {
    "members": lambda _who, _group: True,
    "person": lambda who, group: who.person.name in group.people,
    "organisation": lambda who, group: who.house.name == group.organisation,
    "secretariat": lambda who, _group: "S" in who.offices,
    "focal-point": lambda who, group: group.economy in who.offices,
    "community": lambda who, group: bool(who.sits(group.community)),
    "economy": lambda who, group: group.economy in who.sits(group.community),
    "organisation-in-community": lambda who, group: who.house.name == group.organisation and who.sits(group.community),
}


def people(chance: random.Random) -> list[Someone]:
    """Of a few organisations, in groups with or without an economy, in roles with or without a seat; some seats are
    proposed, ended or begin later, some accounts are closed or wait for somebody to confirm them."""
    for slug in GROUPS:
        make.community(slug, closed=slug == "arms")
    houses = [make.organisation(f"Organisation {number} (demo)") for number in range(max(8, READERS // 6))]
    return [_someone(chance, number, chance.choice(houses)) for number in range(READERS)]


def _someone(chance: random.Random, number: int, house: Organisation) -> Someone:
    who = Someone(make.person(f"reader-{number}", at=house), house)
    for slug in chance.sample(GROUPS, chance.randint(0, 2)):
        _seat(chance, who, slug, chance.choice(("", *ECONOMIES)))
    if number < len(ECONOMIES) * 2:  # with a deputy each
        economy = ECONOMIES[number % len(ECONOMIES)]
        make.office(who.person, "F", where="focal-points", economy=economy)
        who.offices.add(economy)
    elif number < len(ECONOMIES) * 2 + 3:
        make.office(who.person, "S")
        who.offices.add("S")
    elif chance.random() < 0.15:
        _hampered(chance, who)
    return who


def _seat(chance: random.Random, who: Someone, slug: str, economy: str) -> None:
    seat, today = make.seat(who.person, slug, economy=economy or None), clock.today()
    drawn = chance.random()
    changed: dict[str, Any] = {}
    if drawn < 0.1:
        changed = {"confirmed_by": None}
    elif drawn < 0.2:
        changed = {"until": today - timedelta(days=1)}
    elif drawn < 0.25:
        changed = {"since": today + timedelta(days=1)}
    if changed:
        Membership.objects.filter(pk=seat.pk).update(**changed)
    else:
        who.seats.add((slug, economy))


def _hampered(chance: random.Random, who: Someone) -> None:
    """Closed, or after a reset that no steward has confirmed yet."""
    if chance.random() < 0.5:
        who.person.is_active = False
    else:
        who.person.unconfirmed_since, who.trusted = clock.now(), False
    who.person.save()


def writers(everybody: list[Someone]) -> list[Someone]:
    return [who for who in everybody if who.person.is_active and who.trusted]


def ticked(chance: random.Random, form: MarkingForm, houses: list[str]) -> QueryDict:
    """What somebody may tick in the form at some level; nonsense among it is refused by the form itself."""
    sent, tlp = QueryDict(mutable=True), Tlp(chance.randint(0, 4))
    sent["marking-tlp"] = str(tlp.value)
    offered = {"communities": [each.value for each in form.options.communities]}
    offered |= {"persons": [each.value for each in form.options.persons]}
    offered |= {"economies": list(ECONOMIES), "organisations": houses, "offices": ["S", "F:focal-points:ALB"]}
    named = {
        Tlp.GREEN: ("communities",),
        Tlp.AMBER: ("communities", chance.choice(("economies", "organisations", "offices"))),
        Tlp.AMBER_STRICT: ("organisations", "offices"),
        Tlp.RED: ("persons",),
    }
    for name in named.get(tlp, ()):
        there = offered[name]
        least = int(name == "communities" and tlp == Tlp.AMBER)
        sent.setlist(f"marking-{name}", chance.sample(there, min(len(there), chance.randint(least, 2))))
    return sent


@dataclass(frozen=True)
class Shown:
    """A marking that the form accepted, by whom, and what its preview told them."""

    by: Someone
    marking: Marking
    groups: tuple[Group, ...]

    def meant(self, who: Someone) -> bool:
        return any(self.means(group, who) for group in self.groups)

    def means(self, group: Group, who: Someone) -> bool:
        basic = self.marking.tlp <= Tlp.GREEN and group.code in BASIC
        return who.belongs(group) and (basic or who.trusted)


BASIC = ("public", "members", "community")  # what a session without its second factor may use, at GREEN


def previews(chance: random.Random, writers: list[Someone]) -> Iterator[Shown]:
    """As many as are asked for."""
    houses = sorted({str(who.house.pk) for who in writers})
    found = 0
    while found < MARKINGS:
        by = chance.choice(writers)
        reader = by.reader
        form = MarkingForm(ticked(chance, MarkingForm(None, reader=reader), houses), reader=reader)
        shown = preview_of(form, asker=reader)
        if shown.valid:
            found += 1
            yield Shown(by, form.marking(), shown.groups)


def differences(kind: str, told: dict[UUID, Shown], seen: dict[Someone | None, set[UUID]]) -> list[str]:
    """Where a preview and what opens are not one: too many, too few, or somebody named who cannot open it."""
    found = []
    for who, opens in seen.items():
        expected = {
            pk
            for pk, shown in told.items()
            if (shown.meant(who) if who else any(each.code == "public" for each in shown.groups))
        }
        name = who.person.name if who else "visitor"
        found += [f"{kind}: {name} opens what nobody said: {told[pk]}" for pk in opens - expected]
        found += [f"{kind}: {name} was promised and cannot: {told[pk]}" for pk in expected - opens]
    by_name = {who.person.name: who for who in seen if who}
    for pk, shown in told.items():
        for group in shown.groups:
            named = {by_name[name] for name in group.people or () if name in by_name}
            meant = {who for who in by_name.values() if shown.means(group, who)}
            if group.people is not None and named != meant:
                odd = sorted(who.person.name for who in named ^ meant)
                found.append(f"{kind}: {group.code} names others than those who belong to it: {odd}, {shown}")
            found += [f"{kind}: {who.person.name} is named and cannot" for who in named if pk not in seen[who]]
    return found


def opened(chance: random.Random, route: str, told: dict[UUID, Shown], seen: dict[Someone | None, set[UUID]]) -> None:
    """Over HTTP: a page for those who see it, "not found" for all others."""
    clients: dict[str, Client] = {}
    for _ in range(min(OPENED, len(told))):
        who = chance.choice([each for each in seen if (each.person.is_active if each else route not in FOR_MEMBERS)])
        pk = chance.choice(list(told))
        key = who.person.username if who else ""
        if key not in clients:
            clients[key] = browser(who.person, strong=who.trusted) if who else Client()
        status = clients[key].get(reverse(route, args=[pk])).status_code
        assert (status == 200) == (pk in seen[who]), (route, status, key, told[pk])
        assert status in (200, 404), (route, status)


def reading(model: Any, everybody: list[Someone]) -> dict[Someone | None, set[UUID]]:  # noqa: ANN401 - a kind of record
    """What everybody sees of it, and the visitor. One question each."""
    asked = {who: who.reader for who in everybody} | {None: ANONYMOUS}
    return {who: set(model.objects.visible_to(reader).values_list("pk", flat=True)) for who, reader in asked.items()}


def held(kind: str, model: Any, route: str, told: dict[UUID, Shown], everybody: list[Someone]) -> None:  # noqa: ANN401 - a kind of record
    """The promise, for what was shown of a kind."""
    seen = reading(model, everybody)
    assert differences(kind, told, seen) == []
    opened(random.Random(kind), route, told, seen)
    print(f"{kind}: {len(told)} markings x {len(seen)} readers, {len(told) * len(seen)} pairs, 0 differences")  # noqa: T201 - the figure is the result


def test_notices_and_their_files_open_to_those_whom_the_preview_names() -> None:
    chance = random.Random("notices")
    everybody = people(chance)
    notices, files = {}, {}
    for number, shown in enumerate(previews(chance, writers(everybody))):
        by, title = shown.by.reader, ByLanguage({"en": f"Notice {number}"}, "en")
        notice = lifecycle.create(NOTICE, NoticeContent(title), shown.marking, by=by)
        notices[notice] = files[made.attached(notice, by)] = shown

    held("notices", Notice, "exchange:notice", notices, everybody)
    held("files", AttachedFile, "files:file", files, everybody)


def test_needs_open_to_those_whom_the_preview_names() -> None:
    chance = random.Random("needs")
    everybody = people(chance)
    doing.objectives()
    stating = [who for who in writers(everybody) if who.offices]
    needs = {}
    for number, shown in enumerate(previews(chance, stating)):
        economy = min(shown.by.offices - {"S"}, default="ALB")
        needs[doing.need(shown.by.reader, marking=shown.marking, words=f"Nevoja {number}", economy=economy)] = shown

    held("needs", Need, "needs:need", needs, everybody)


@dataclass(frozen=True)
class Replied:
    """A reply, and what its form said of who reads it."""

    request: UUID
    asker: Someone
    by: Someone
    token: str
    audience: str
    status: str

    @property
    def shared(self) -> bool:
        return self.audience == rules.REPLIERS and self.status in rules.ANSWERS

    def promised(self, who: Someone, sharing: list["Replied"], marking: Marking) -> bool:
        """Of those who see the request with this marking. `sharing`: all who reply to it for each other.

        Where a group reads the request, colleagues of whoever asks who are not in it read the request alone.
        """
        if self.audience == rules.READERS and (who.house != self.asker.house or not marking.communities):
            return True
        if not who.person.is_active or not who.trusted:
            return self.audience == rules.READERS and self._in_group(who, marking)
        if who.house == self.by.house or speaks(who, self.token):
            return True
        if self.audience == rules.READERS:
            return self._in_group(who, marking)
        mine = any(self.token in (each.token, f"O:{each.by.house.pk}") for each in sharing)
        others = any(who.house == each.by.house or speaks(who, each.token) for each in sharing)
        shared = self.audience == rules.REPLIERS and mine and others
        return who.house == self.asker.house or shared

    def _in_group(self, who: Someone, marking: Marking) -> bool:
        return any(who.sits(slug) for slug in marking.communities)


def speaks(who: Someone, token: str) -> bool:
    return token == f"O:{who.house.pk}" or token in {f"F:focal-points:{each}" for each in who.offices}


def test_replies_open_to_those_whom_their_form_names() -> None:
    chance = random.Random("replies")
    everybody = people(chance)
    able, requests, replies = writers(everybody), dict[UUID, Shown](), dict[UUID, Replied]()
    tokens = [*(f"F:focal-points:{each}" for each in ECONOMIES), *sorted({f"O:{who.house.pk}" for who in able})[:4]]
    while len(replies) < MARKINGS:
        shown = next(previews(chance, able))
        sent = _sent(chance, shown, chance.sample(tokens, chance.randint(2, 4)))
        if sent is not None:
            requests[sent] = shown
            replies |= _replied(chance, sent, shown.by, able)

    held("requests", InformationRequest, "exchange:information-request", requests, everybody)
    seen, sees = reading(InformationReply, everybody), reading(InformationRequest, everybody)
    sharing = {pk: [each for each in replies.values() if each.request == pk and each.shared] for pk in requests}
    for who in everybody:
        told = {
            pk
            for pk, each in replies.items()
            if each.request in sees[who] and each.promised(who, sharing[each.request], requests[each.request].marking)
        }
        wrong = [
            f"{who.person.name} {'was promised' if pk in told else 'opens'}: {replies[pk]}" for pk in told ^ seen[who]
        ]
        assert wrong == []
    for pk in chance.sample([*replies], min(OPENED, len(replies))):
        who = chance.choice(able)
        status = browser(who.person).get(reverse("exchange:information-reply", args=[pk])).status_code
        assert (status == 200) == (pk in seen[who]), (replies[pk], who)
    print(f"replies: {len(replies)} x {len(seen)} readers, {len(replies) * len(seen)} pairs, 0 differences")  # noqa: T201 - the figure is the result


def _sent(chance: random.Random, shown: Shown, addressees: list[str]) -> UUID | None:
    """None where the marking would not reach them, or whoever asks would not read what comes."""
    audience, by = chance.choice(rules.AUDIENCES), shown.by.reader
    request = actions.draft(asks(addressees=tuple(addressees), audience=audience), by=by)
    try:
        actions.send(request, shown.marking, by=by)
    except NotAllowed:
        actions.withdraw(request, by=by)
        return None
    return request


def _replied(chance: random.Random, request: UUID, asker: Someone, able: list[Someone]) -> dict[UUID, Replied]:
    found = {}
    for to in Addressee.objects.filter(request=request).order_by("token"):
        by = chance.choice([who for who in able if speaks(who, to.token)])
        status = chance.choice((rules.FULL, rules.PARTIAL, rules.NOTHING, rules.DECLINED))
        audience = chance.choice(rules.allowed_audiences(to.request.asks.audience))
        answers, note = {"q1": "12", "q2": "Yes"} if status in (rules.FULL, rules.PARTIAL) else {}, "No such case."
        try:
            reply = actions.reply(to.pk, ReplyContent(status, audience, answers, note), by=by.reader)
        except NotAllowed:  # who is asked by a colleague and is not in the group of the request
            continue
        found[reply] = Replied(request, asker, by, to.token, audience, status)
    return found
