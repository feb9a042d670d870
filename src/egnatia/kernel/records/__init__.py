"""Making, changing, withdrawing records. Every function runs inside an action's transaction; the action audits."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.db import IntegrityError, transaction
from django.db.models import Value

from egnatia.kernel import clock, ids
from egnatia.kernel.access.marking import Marking, digest
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.models import Community, Economy, Grant, Kind, Record, Version, hanging, of_author, seen


@dataclass(frozen=True, slots=True)
class VersionContent:
    """What a record says: `title` by language for lists, `search` folded text, `body` as JSON for its versions."""

    title: dict[str, str] = field(default_factory=dict)
    search: str = ""
    body: dict[str, Any] = field(default_factory=dict)


def create(  # noqa: PLR0913 - the envelope's parts, each named by the caller
    kind: str,
    content: VersionContent,
    marking: Marking,
    *,
    by: Reader,
    owner: str = "",
    natural_key: str | None = None,
    provenance: dict[str, Any] | None = None,
    like: Record | None = None,
) -> Record:
    """A new record with its grants and first version. `owner` is the reader's organisation unless said otherwise.

    `like`: a record that they see; whoever is an audience of it may be one of this. Raises AlreadyThere where the owner
    has this natural key under this marking.
    """
    if like is None or like.marking != marking:
        require_may_mark(marking, by=by)
    record = unsaved(kind, content, marking, by=by, owner=owner, natural_key=natural_key, provenance=provenance or {})
    save(record, new=True)
    index(record, content.search)
    grant(record)
    Version.objects.create(**version_of(record, content, by=by))
    return record


def save(record: Record, *, new: bool = False) -> None:
    """Raises AlreadyThere where the owner has its natural key under its marking; nothing else is undone by that."""
    try:
        with transaction.atomic():
            record.save(force_insert=new)
    except IntegrityError as error:
        if "record_natural_key" in str(error):
            raise AlreadyThere from error
        raise


def made_before(kind: type[Kind], natural_key: str | None, *, by: Reader) -> UUID:
    """The record that answered AlreadyThere: of their organisation, with this natural key.

    Raises AlreadyThere where they see it no more.
    """
    found = kind.visible_to(by).filter(record__owner=UUID(by.organisation), record__natural_key=natural_key or "")
    made: UUID | None = found.values_list("pk", flat=True).first()
    if made is None:
        raise AlreadyThere
    return made


def unsaved(  # noqa: PLR0913 - the envelope's parts, each named by the caller
    kind: str,
    content: VersionContent,
    marking: Marking,
    *,
    by: Reader,
    owner: str = "",
    natural_key: str | None = None,
    provenance: dict[str, Any] | None = None,
) -> Record:
    """The envelope, not yet stored: for callers that store many at once."""
    owner = owner or by.organisation
    if by.is_anonymous and not by.is_system:
        raise NotAllowed("sign-in")
    if not by.is_confirmed:
        raise NotAllowed("unconfirmed")
    if not by.strong and not writable_without_second_factor(marking):
        raise NotAllowed("second-factor")
    granted = marking.tokens(owner=owner, author=by.person)
    record = Record(
        id=ids.new_id(),
        kind=kind,
        owner_id=UUID(owner),
        author=by.person,
        natural_key=natural_key,
        text=content.title,
        provenance=provenance or {},
    )
    set_marking(record, marking, granted)
    return record


def require_may_mark(marking: Marking, *, by: Reader) -> None:
    """One marks only for communities that one belongs to or that accept submissions, and for names that exist."""
    if by.is_system:
        return
    own = {seat.community for seat in by.seats}
    foreign = marking.communities - own
    if foreign and Community.objects.filter(slug__in=foreign, accepts_submissions=True).count() != len(foreign):
        raise NotAllowed("community")
    if Economy.objects.filter(code__in=marking.economies).count() != len(marking.economies):
        raise NotAllowed("economy")


def writable_without_second_factor(marking: Marking) -> bool:
    """A session at GREEN may write what it could read."""
    return marking.tlp <= 1


def set_marking(record: Record, marking: Marking, granted: frozenset[str]) -> None:
    record.tlp = marking.tlp.value
    record.communities = sorted(marking.communities)
    record.economies = sorted(marking.economies)
    record.organisations = sorted(marking.organisations)
    record.persons = sorted(marking.persons)
    record.offices = sorted(marking.offices)
    record.marking_digest = digest(granted)


def hold(record: UUID) -> None:
    """Nobody else changes the record until this transaction ends.

    It is locked before what hangs on it: the database locks a record too for whatever refers to it, so that two who
    lock them in different orders would wait for each other.
    """
    Record.objects.select_for_update().filter(pk=record).first()


def version_of(record: Record, content: VersionContent, *, by: Reader) -> dict[str, Any]:
    """The fields of the version that `record` is at now."""
    return {
        "record": record,
        "number": record.version,
        "tokens": sorted(record.tokens),
        "marking_words": record.marking.tlp.words,
        "content": content.body,
        "provenance": record.provenance,
        "by": by.name,
    }


def grant(record: Record) -> None:
    """Make the record's grants equal to what its marking means now."""
    Grant.objects.filter(record=record).delete()
    Grant.objects.bulk_create(grants_of(record))


def grants_of(record: Record) -> list[Grant]:
    return [
        Grant(token=token, kind=record.kind, published_at=record.published_at, record=record)
        for token in sorted(record.tokens)
    ]


def index(record: Record, folded: str) -> None:
    """What a search finds it by. The text comes folded: the database's own folding knows too few languages."""
    Record.objects.filter(pk=record.pk).update(search=SearchVector(Value(folded), config="simple"))


def change(record: Record, content: VersionContent, *, by: Reader, provenance: dict[str, Any] | None = None) -> Record:
    """A new version of what it says, under the marking it has. Only the owner's organisation writes."""
    require_owner(record, by=by)
    record.version += 1
    record.changed_at = clock.now()
    record.text = content.title
    if provenance is not None:
        record.provenance = provenance
    record.save(update_fields=["version", "changed_at", "text", "provenance"])
    index(record, content.search)
    Version.objects.create(**version_of(record, content, by=by))
    return record


def require_owner(record: Record, *, by: Reader) -> None:
    """The record's organisation (and, for a RED one, its author) may write; everybody else may at most read. Of some
    kinds the author alone writes."""
    if by.is_system:
        return
    if not (by.held & record.tokens) or not _supports_seen(record, by):
        raise NotFound
    mine = record.author == by.person if record.kind in of_author() else str(record.owner_id) == by.organisation
    if not mine:
        raise NotAllowed("owner")


def _supports_seen(record: Record, by: Reader) -> bool:
    """Asked of kinds only that hang on something: the reader has met the record's own marking already."""
    return record.kind not in hanging() or Record.objects.filter(seen(by, "pk"), pk=record.pk).exists()


def withdraw(record: Record, *, by: Reader, moderated: bool = False) -> None:
    """Take it from everybody's sight, at the next request. Nothing is deleted. `moderated`: the caller has found that
    they may, though others write it."""
    if not moderated:
        require_owner(record, by=by)
    record.withdrawn_at = clock.now()
    record.save(update_fields=["withdrawn_at"])
    Grant.objects.filter(record=record).delete()


def restore(record: Record, *, by: Reader) -> None:
    """Undo a withdrawal: the same marking, the same readers. Whoever wrote for its owner may do it; what was recalled
    stays away."""
    if record.recalled_at is not None or (str(record.owner_id) != by.organisation and not by.is_system):
        raise NotFound
    record.withdrawn_at = None
    record.save(update_fields=["withdrawn_at"])
    grant(record)
