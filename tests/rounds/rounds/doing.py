"""Rounds for tests: say only what the test is about."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.html import escape
from lxml import html
from tests import make
from tests.visits import Answer, got, of

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import InboxItem
from egnatia.kernel.models import Organisation
from egnatia.kernel.rooms import refusals
from egnatia.rounds.rounds.actions import acceptance, clearance
from egnatia.rounds.rounds.actions.answers import NewAnswer, say
from egnatia.rounds.rounds.actions.lifecycle import open_round
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.answers import AnswersPage, RoundQuery
from egnatia.rounds.rounds.queries.questions import digest_for, questions_of
from egnatia.rounds.rounds.rules import Invitee, Opening
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.models import Framework
from egnatia.taxonomy.vocabularies import objectives

TITLE = "Mapping of needs 2027"
ECONOMIES = (("ALB", "states"), ("MNE", "states"), ("BGR", "supports"))


def framework() -> str:
    """The version in use, as a round names it."""
    found = Framework.objects.get(prefix="", in_use=True)
    return f"{found.slug} {found.version}"


def opening(**more: Any) -> Opening:  # noqa: ANN401 - any field of an opening
    told: dict[str, Any] = {
        "kind": "needs",
        "title": TITLE,
        "framework": framework(),
        "opens": clock.today(),
        "closes": date(2099, 1, 1),
        "participants": tuple(Invitee(role, economy=code) for code, role in ECONOMIES),
        **more,
    }
    return Opening(**told)


def opened(desk: Reader, *, marking: Marking = make.GREEN, **more: Any) -> UUID:  # noqa: ANN401 - any field of an opening
    return open_round(opening(**more), marking, by=desk)


def support_round(desk: Reader, *organisations: Organisation) -> UUID:
    invited = tuple(Invitee("supports", organisation=str(each.pk)) for each in organisations)
    return opened(desk, kind="support", title="Mapping of support 2027", participants=invited)


def participant(record: UUID, economy: str = "ALB") -> UUID:
    return Participant.objects.get(round=record, economy=economy).pk


def stage(who: UUID) -> str:
    return Participant.objects.get(pk=who).stage


def page(reader: Reader, who: UUID) -> AnswersPage:
    return RoundQuery(reader, forum(), objectives()).page(who)


def answer(by: Reader, who: UUID, about: UUID, verdict: str = "true", note: str = "", *, number: int = 0) -> None:
    """To what stands now; `number` is the version of the answer that it replaces."""
    found = Participant.objects.select_related("round").get(pk=who)
    asked = next(each for each in questions_of(by, found) if each.about == about)
    say(who, about, NewAnswer(verdict, note, asked.version, number), by=by)


def read(by: Reader, who: UUID) -> str:
    """The digest of what their page shows now."""
    return digest_for(by, Participant.objects.select_related("round").get(pk=who))


def clear(who: UUID, consulted: str = "", *, by: Reader) -> int:
    """Having read what stands now."""
    return clearance.clear(who, consulted, read(by, who), by=by)


def accept(who: UUID, *, by: Reader) -> None:
    """Having read what stands now."""
    acceptance.accept(who, read(by, who), by=by)


def give_back(who: UUID, note: str, comments: Mapping[UUID, str], *, by: Reader) -> None:
    """Having read what stands now."""
    acceptance.give_back(who, note, comments, read(by, who), by=by)


def again(answer: Answer, code: str) -> bool:
    """Whether the page of answers came back with this refusal."""
    return answer.context["refusal"] == refusals()[code] and escape(str(refusals()[code])) in answer.text


def texts(answer: Answer, name: str) -> list[str]:
    """What stands in each element of a page that has this class."""
    page: Any = html.document_fromstring(answer.text)
    return [each.text_content() for each in page.find_class(name)]


def waiting(reader: Reader, sort: str) -> list[InboxItem]:
    """What waits on the reader's start page, of one sort."""
    home = got(of(reader), "start:home")
    found = [each for each in home.context["waiting"] if each.sort == sort]
    assert all(escape(words) in home.text for each in found for words in (each.sentence, each.text))
    return found
