"""What can be asked of a colleague: branches with questions that their organisation may read; the colleagues."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from egnatia.guests.readers import on_behalf
from egnatia.guests.rules import digest_of
from egnatia.kernel.access import tokens
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_of
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.queries.lists import NeedListQuery
from egnatia.rounds.delegation.rules import is_below
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.questions import is_asked_for, questions_of, takes_answers
from egnatia.rounds.rounds.queries.visible import participant_row, speaks
from egnatia.rounds.rounds.rules import NEEDS
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Objectives


@dataclass(frozen=True, slots=True)
class Branch:
    """A heading, priority or objective: so many questions go to a colleague, so many stay."""

    code: str
    words: str
    going: tuple[UUID, ...]
    staying: int


@dataclass(frozen=True, slots=True)
class SectionChoices:
    """`staying`: questions that their organisation may not read as an organisation, or that are marked for named
    persons."""

    participant: UUID
    round: UUID
    title: str
    branches: tuple[Branch, ...]
    colleagues: tuple[tuple[str, str], ...]

    def branch(self, code: str) -> Branch | None:
        return next((each for each in self.branches if each.code == code), None)


def askable(reader: Reader, found: Participant) -> bool:
    """Whether they may ask a colleague: they answer for an economy that is asked for its needs now."""
    asked = is_asked_for(found) and found.round.sort == NEEDS
    return asked and speaks(reader, found) and takes_answers(found)


def require_askable(reader: Reader, found: Participant) -> None:
    if not speaks(reader, found):
        raise NotAllowed("round-speaker")
    if not askable(reader, found):
        raise NotAllowed("round-stage")


def offer_for(reader: Reader, participant: UUID, objectives: Objectives) -> SectionChoices:
    """Raises NotFound where they may not know of the participant, NotAllowed where they do not answer for it now."""
    found = participant_row(reader, participant)
    require_askable(reader, found)
    going, staying = questions_by_objective(reader, found)
    branches = (_branch(code, objectives, going, staying) for code in objectives.labels)
    return SectionChoices(
        participant=found.pk,
        round=found.round_id,
        title=found.round.title,
        branches=tuple(branch for branch in branches if branch.going),
        colleagues=tuple((str(each.pk), each.name) for each in colleagues_of(reader, found)),
    )


def colleagues_of(reader: Reader, found: Participant) -> list[Person]:
    """The others of their organisation who see the round today: nobody else would find what is asked of them."""
    rows = Person.objects.filter(organisation=UUID(reader.organisation), is_active=True).exclude(pk=reader.person)
    people = list(rows.select_related("organisation").order_by("name", "pk"))
    granted = found.round.record.tokens
    if granted & {tokens.PUBLIC, tokens.MEMBERS, tokens.organisation(reader.organisation)}:
        return people
    return [each for each in people if granted & reader_of(each, strong=True).held]


@dataclass(frozen=True, slots=True)
class Going:
    """The questions of one section that go out; `read` is the digest of them that whoever asks has seen."""

    needs: tuple[NeedRow, ...]
    read: str


def going_to(reader: Reader, participant: UUID, branch: str, names: ForumNames, objectives: Objectives) -> Going:
    """What a colleague would be shown. Raises as `offer_for` does."""
    found = participant_row(reader, participant)
    require_askable(reader, found)
    chosen = chosen_for(reader, found, branch)
    return Going(tuple(NeedListQuery(reader, names, objectives).rows_with_ids(list(chosen))), read_of(chosen))


def chosen_for(reader: Reader, found: Participant, branch: str) -> Mapping[UUID, int]:
    """The questions of a section that go out, each with the version that stands now."""
    going, _staying = questions_by_objective(reader, found)
    chosen = [pk for pk, objective in going.items() if is_below(objective, branch)]
    rows = Need.visible_to(reader).filter(pk__in=chosen).order_by("pk")
    return dict(rows.values_list("pk", "record__version"))


def read_of(chosen: Mapping[UUID, int]) -> str:
    """A digest of which questions they are, in which version each."""
    return digest_of("\n".join(sorted(f"{pk} {version}" for pk, version in chosen.items())))


def questions_by_objective(reader: Reader, found: Participant) -> tuple[Mapping[UUID, str], Mapping[UUID, str]]:
    """(questions that go out, those that stay), each with its objective."""
    asked = [each.about for each in questions_of(reader, found)]
    every = dict(Need.visible_to(reader).filter(pk__in=asked).order_by("pk").values_list("pk", "objective"))
    organisation = on_behalf(reader, reader.organisation, reader.organisation_name)
    released = Need.visible_to(organisation).filter(pk__in=asked, record__tlp__lt=Tlp.RED)
    out = set(released.values_list("pk", flat=True))
    going = {pk: objective for pk, objective in every.items() if pk in out}
    return going, {pk: objective for pk, objective in every.items() if pk not in out}


def _branch(code: str, objectives: Objectives, going: Mapping[UUID, str], staying: Mapping[UUID, str]) -> Branch:
    return Branch(
        code=code,
        words=objectives.full(code),
        going=tuple(pk for pk, objective in going.items() if is_below(objective, code)),
        staying=sum(is_below(objective, code) for objective in staying.values()),
    )
