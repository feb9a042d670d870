"""Naming the forum and founding communities. Each is one transaction and one audit event."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import Community, Economy, Forum, Membership, Person
from egnatia.kernel.records import audit
from egnatia.people.forum.queries import slug_of, version_of
from egnatia.people.forum.rules import ForumSettings, Founding, Placed, may_name
from egnatia.taxonomy.forum import DEFAULT_FORUM


def require_may_name(by: Reader) -> None:
    """Raises NotAllowed for others than the secretariat; whoever lacks the second step is told of that first."""
    if not may_name(by):
        raise NotAllowed(by.why_not("secretariat"))


@transaction.atomic
def name_forum(said: ForumSettings, *, by: Reader) -> None:
    """Raises ChangedMeanwhile where it is not what was read (`said.version`), NotFound for an economy that is none.

    Languages that are not said, and names of its own for single economies, stay as they are.
    """
    require_may_name(by)
    Forum.objects.get_or_create(slug=DEFAULT_FORUM)
    row = Forum.objects.select_for_update().get(slug=DEFAULT_FORUM)
    if version_of(row) != said.version:
        raise ChangedMeanwhile
    if {each.code for each in said.economies} != set(Economy.objects.values_list("code", flat=True)):
        raise NotFound
    for field in ("names", "collective", "footnote"):
        texts = {**getattr(row, field), **getattr(said, field)}
        setattr(row, field, {language: text for language, text in texts.items() if text})
    own = {entry["code"]: entry.get("names") for entry in row.economies}
    row.economies = [_entry(each, own.get(each.code)) for each in said.economies]
    row.working_days_of_silence = said.silence
    row.save()
    audit.record("named", "forum", DEFAULT_FORUM, by=by, economies=[each.code for each in said.economies])


def _entry(each: Placed, names: dict[str, str] | None) -> dict[str, object]:
    return {"code": each.code, "label": each.label} | ({"names": names} if names else {})


@transaction.atomic
def found_community(founding: Founding, *, steward: UUID, by: Reader) -> str:
    """Its slug. Nobody sits in it but `steward`, another person than `by`, who confirms everybody else.

    That one is let in by the founder alone: nothing is marked for a community before there is one. Raises AlreadyThere
    where one is called so, NotAllowed("yourself"), NotFound for a person who has no account.
    """
    require_may_name(by)
    slug = slug_of(founding.names.get("en", "")) or "community"
    last = Community.objects.aggregate(last=Max("order"))["last"] or 0
    try:
        with transaction.atomic():
            made = Community.objects.create(
                slug=slug,
                names=dict(founding.names),
                purpose=dict(founding.purpose),
                closed=founding.closed,
                accepts_submissions=founding.accepts,
                order=last + 1,
            )
    except IntegrityError as error:
        raise AlreadyThere from error
    _seat(made, steward, by)
    audit.record("founded", "community", slug, by=by, closed=founding.closed, steward=str(steward))
    return slug


def _seat(community: Community, steward: UUID, by: Reader) -> None:
    if str(steward) == by.person:
        raise NotAllowed("yourself")
    if not Person.objects.filter(pk=steward, is_active=True).exists():
        raise NotFound
    Membership.objects.create(
        person_id=steward,
        community=community,
        steward=True,
        since=clock.today(),
        proposed_by=UUID(by.person),
        confirmed_by=UUID(by.person),
    )
