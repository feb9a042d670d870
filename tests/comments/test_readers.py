"""Who reads a comment, asked of the oracle of the non-interference test, of the preview and of the mentions: drawn
markings of records and of comments on them, all people of its stage. `EGNATIA_MARKINGS=1000 EGNATIA_READERS=200` is the
long run."""

import os
import random
from dataclasses import replace
from uuid import UUID

import pytest

from egnatia.comments.actions import audience_of, comment
from egnatia.comments.models import RecordComment
from egnatia.comments.queries import audience_shown, comments_on, readers_under
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Person, Record
from egnatia.kernel.readers import reader_of
from tests import make
from tests.comments.test_comments import said
from tests.files.made import notice
from tests.noninterference.comments import same_names
from tests.noninterference.drawing import drawn_names
from tests.noninterference.oracle import Fate, reads
from tests.noninterference.plans import with_or_without
from tests.noninterference.stage import OBSERVERS, PROFILES, VISITOR, Profile, Stage, set_up

pytestmark = pytest.mark.django_db
MARKINGS = int(os.environ.get("EGNATIA_MARKINGS", "20"))
READERS = int(os.environ.get("EGNATIA_READERS", "20"))


def _crowd(chance: random.Random, stage: Stage) -> dict[str, tuple[Profile, Reader]]:
    """By user name: the people of the stage, then others who sit beside one of them in the same house."""
    people = [*PROFILES, *OBSERVERS]
    found = {who.username: (who, stage.reader(who)) for who in people}
    while len(found) < READERS:
        like, name = chance.choice(PROFILES), f"person-{len(found)}"
        who = replace(like, username=name, secretariat=False, focal_point_of="", administrator=False)
        made = make.person(name, at=stage.persons[like.username].organisation)
        for slug in sorted(who.communities):
            make.seat(made, slug, economy=who.economy or None)
        stage.persons[name] = made
        found[name] = (who, reader_of(made, strong=True))
    return found


def test_preview_and_reality_are_the_same() -> None:
    """Record by record: those whom the preview would name to somebody who sees every directory, those who may be
    mentioned, those who read it by the rule in words, and those to whom the page shows it."""
    stage, chance = set_up(), random.Random(5)
    crowd = _crowd(chance, stage)
    refused = shown = 0
    for _ in range(MARKINGS):
        owner = chance.choice(PROFILES)
        of_record = drawn_names(chance, owner)
        fate = Fate(owner.house, owner.username, of_record)
        record = notice(stage.reader(owner), of_record.marking(stage))
        author, by = chance.choice([each for each in crowd.values() if reads(each[0], fate) and each[1].is_confirmed])
        own = drawn_names(chance, author) if chance.random() < 0.5 else None
        try:
            made = comment(record, said(), by=by, marking=own.marking(stage) if own else None)
        except NotAllowed:
            assert own
            refused += 1
            continue
        names = own or same_names(of_record, owner.username)
        of_comment = Fate(author.house if own else owner.house, author.username, names)
        expected = {name for name, (who, _) in crowd.items() if reads(who, fate) and reads(who, of_comment)}
        row = RecordComment.objects.select_related("record", "about").get(pk=made)
        previewed = _previewed(row, by, own is not None)
        for name, (_, reader) in crowd.items():
            sees = [each.text for each in comments_on(reader, record).rows] == ["We can send two trainers."]
            assert sees == (name in expected), (name, of_record, own)
            why = [may_read(reader, each.envelope) for each in (row.record, row.about)]
            assert sees == all(each.allowed and each.reasons for each in why)
        named = set(Person.objects.filter(pk__in=previewed).values_list("username", flat=True)) & crowd.keys()
        assert named == {name for name in expected if crowd[name][0].strong}, (of_record, own)
        shown += len(expected)
    assert shown > MARKINGS
    assert refused < MARKINGS / 2


def _previewed(row: RecordComment, by: Reader, narrower: bool) -> set[UUID]:
    """Who would read it, worked out before it is written; the groups that are shown name nobody else."""
    marking = row.record.marking if narrower else None
    about = Record.objects.get(pk=row.about_id)
    audience = audience_of(about, marking, None, by=by)
    assert audience.tokens(by.person) == row.record.tokens
    found = readers_under(audience.tokens(by.person), about)
    names = {name for group in audience_shown(audience, about, asker=by) for name in group.people or ()}
    assert names <= set(found.values_list("name", flat=True))
    return set(found.values_list("pk", flat=True))


def test_a_second_factor_that_was_not_shown_hides_what_is_above_green() -> None:
    stage, chance = set_up(), random.Random(6)
    owner = next(who for who in PROFILES if who.communities)
    for tlp in (Tlp.GREEN, Tlp.AMBER, Tlp.RED):
        names = next(each for each in iter(lambda: drawn_names(chance, owner), None) if each.tlp == tlp)
        record = notice(stage.reader(owner), names.marking(stage))
        comment(record, said(), by=stage.reader(owner))
        fate = Fate(owner.house, owner.username, names)
        for who in (VISITOR, *PROFILES):
            weak = with_or_without(who, False)
            rows = RecordComment.visible_to(stage.reader(weak)).filter(about=record)
            assert rows.exists() == (reads(weak, fate) and not weak.anonymous)
