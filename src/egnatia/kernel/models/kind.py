"""What a reader sees: the one place where tokens, and what a record hangs on, decide about rows."""

from collections.abc import Collection
from functools import cache
from typing import Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import implied_by
from egnatia.kernel.models.record import Record
from egnatia.kernel.models.sql import (
    AMONG,
    GRANTED,
    HUNG,
    LISTED,
    TOKENS,
    Condition,
    SqlFragment,
    every,
    opened,
    within,
)


class RecordQuerySet(models.QuerySet[Any]):
    """The rows of one kind. `visible_to` is the only door to them."""

    def visible_to(self, reader: Reader) -> Self:
        """The rows whose record's tokens meet the reader's, and so do those of everything that they hang on."""
        if reader.is_system:
            return self.filter(record__withdrawn_at__isnull=True)
        return self.filter(among_granted(reader, self.model.KIND, "record_id"), _supported(self.model, reader))


class Kind(models.Model):
    """A table of one kind of record: composition, never inheritance of tables (measured in design.md).

    SUPPORTS names the columns that hold what it hangs on: a view hangs on the two activities of its match. Whoever
    does not see all of them does not see it either, whatever its own marking says and however they reach it.
    LISTED names the relation to rows that hold more of them, in their column `about`: a signed page hangs on whatever
    is printed on it.
    OF_AUTHOR: its author alone writes it, whichever organisation owns it, and it keeps the marking it was written with.
    """

    KIND: ClassVar[str]
    SUPPORTS: ClassVar[tuple[str, ...]] = ()
    LISTED: ClassVar[str] = ""
    OF_AUTHOR: ClassVar[bool] = False
    record = models.OneToOneField(Record, primary_key=True, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[RecordQuerySet] = RecordQuerySet.as_manager()  # type: ignore[assignment]  # the stubs see a Manager

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, reader: Reader) -> RecordQuerySet:
        """The rows that `reader` may see, with their envelopes."""
        return cls.objects.visible_to(reader).select_related("record")

    @classmethod
    def withdrawn_by_own_organisation(cls, reader: Reader) -> RecordQuerySet:
        """The withdrawn rows of their organisation, as far as they could read them while they were there; what was
        recalled does not come back."""
        if reader.is_anonymous:
            return cls.objects.none()
        gone = withdrawn_of_own(reader, "record__") & Q(record__recalled_at__isnull=True)
        return cls.objects.filter(gone).select_related("record")


def withdrawn_of_own(reader: Reader, column: str = "") -> Q:
    """The condition on withdrawn records of their organisation that they could read while these were there.

    RED ones only where they wrote them or are named in them; without a second factor GREEN ones at most.
    """

    def said(**conditions: object) -> Q:
        return Q(**{f"{column}{name}": value for name, value in conditions.items()})

    known = said(tlp__lt=Tlp.RED) | said(author=reader.person) | said(persons__contains=[reader.person])
    if not reader.strong:
        known &= said(tlp__lte=Tlp.GREEN)
    return known & said(owner=UUID(reader.organisation), withdrawn_at__isnull=False)


def kinds() -> tuple[type[Kind], ...]:
    """Every kind of record that this installation has."""
    return tuple(model for model in apps.get_models() if issubclass(model, Kind))


@cache
def hanging() -> dict[str, type[Kind]]:
    """Those that hang on other records, by the name of the kind."""
    return {model.KIND: model for model in kinds() if model.SUPPORTS}


@cache
def of_author() -> frozenset[str]:
    """The names of the kinds that their authors alone write."""
    return frozenset(model.KIND for model in kinds() if model.OF_AUTHOR)


def records_hung_on(reader: Reader, records: Collection[UUID]) -> set[UUID]:
    """Those of the records on which another one hangs that the reader sees: somebody has commented on them."""
    found: set[UUID] = set()
    for model in hanging().values():
        for column in _columns(model):
            rows = model.visible_to(reader).filter(**{f"{column}__in": records})
            found.update(rows.order_by().values_list(column, flat=True))
    return found


def seen(reader: Reader, column: str, *kinds: str) -> Exists | Condition:
    """The condition that the reader sees the record that stands in `column` ("pk" of a Record).

    Of whatever kind, or of one of `kinds` where the caller knows it: nothing is asked then about what others hang on.
    One condition of one query: a record that is hidden costs as many queries as one that is missing.
    """
    if reader.is_system:
        among = {"kind__in": kinds} if kinds else {}
        return Exists(Record.objects.filter(pk=OuterRef(column), withdrawn_at__isnull=True, **among))
    return Condition(_seen(kinds), sorted(reader.held), column)


@cache
def _seen(kinds: tuple[str, ...]) -> SqlFragment:
    """That a grant opens the record in the place, and that whatever it hangs on is seen too."""
    granted = SqlFragment("granted.record_id = {0} AND granted.token = ANY(%s)", (TOKENS,))
    among = [SqlFragment("granted.kind = ANY(%s)", (list(kinds),))] if kinds else []
    hung = [_hung(kind) for kind in hanging() if kind in (kinds or hanging())]
    return within(GRANTED, every([granted, *among, *hung]))


def _hung(kind: str) -> SqlFragment:
    supports = _supports(hanging()[kind]).about("granted.record_id")
    return SqlFragment(f"(granted.kind <> %s OR {supports.words})", (kind, *supports.parameters))


def covering(audience: frozenset[str], column: str) -> Q:
    """The condition that the record in `column` covers an audience: `tokens.covers`, asked of the database.

    For kinds that hang on nothing. An audience of nobody is covered by nothing.
    """
    if not audience:
        return Q(pk__in=[])
    each = [opened("{0}", sorted(implied_by(token))) for token in sorted(audience)]
    return Q(Condition(every(each), (), column))


def supports_seen(reader: Reader, kind: str) -> Q:
    """For grants of `kind`: the condition that the reader sees everything that the record hangs on, if anything."""
    model = hanging().get(kind)
    if model is None or reader.is_system:
        return Q()
    return Q(Condition(_supports(model), sorted(reader.held), "record_id"))


def granted(reader: Reader, column: str) -> Condition:
    """The condition that the record in `column` is opened to the reader, for what hangs on nothing."""
    return Condition(opened("{0}"), sorted(reader.held), column)


def among_granted(reader: Reader, kind: str, column: str) -> Condition:
    """The same of one kind alone: where there are a hundred thousand activities, a list of few needs reads none of
    theirs."""
    of_kind = SqlFragment("granted.kind = %s AND granted.token = ANY(%s)", (kind, TOKENS))
    return Condition(within(AMONG, of_kind), sorted(reader.held), column)


def _supported(model: type[Kind], reader: Reader) -> Q:
    """For rows of a kind: the condition on its supports, which hang on nothing themselves (a test says so)."""
    columns = _columns(model)
    if not columns:
        return Q()
    return Q(Condition(_all_opened(model), sorted(reader.held), "record_id", *columns))


@cache
def _supports(model: type[Kind]) -> SqlFragment:
    """The same of the row whose record is in the place."""
    columns = [f"hung.{column}" for column in _columns(model)]
    there = SqlFragment("hung.record_id = {0}")
    supported = _all_opened(model).about("hung.record_id", *columns)
    return within(HUNG, every([there, supported]), model._meta.db_table)  # noqa: SLF001 - of a model of ours


@cache
def _all_opened(model: type[Kind]) -> SqlFragment:
    """For a row with its record and its supports in the places: that each is opened, and each that is listed for it;
    what is listed and is not there any more is not seen."""
    each = [opened(f"{{{place}}}") for place, _ in enumerate(_columns(model), 1)]
    if model.LISTED:
        relation = getattr(model, model.LISTED).rel
        table, column = relation.related_model._meta.db_table, relation.field.column  # noqa: SLF001 - of a model of ours
        each.append(within(LISTED, opened("listed.about"), table, column, "{0}"))
    return every(each)


def _columns(model: type[Kind]) -> list[str]:
    """The columns that hold what a row hangs on."""
    return [getattr(model, name).field.attname for name in model.SUPPORTS]
