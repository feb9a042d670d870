"""An activity as stored: what was published or entered, the facts that the engine reads, and columns to list it by."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.models import Kind


class Activity(Kind):
    """A piece of work: who, what, where, for whom, when, with whose money.

    `facts` is an `egnatia.overlap.ActivityFacts` as JSON; everything shown and compared comes from it. `content` is the
    `egnatia.formats.Parsed` it was read from ({} where a person entered it), kept whole. The other columns repeat
    facts so that lists can be filtered and sorted.
    """

    KIND = "activity"

    class Sort(models.TextChoices):
        PROJECT = "project", _("project")
        EVENT = "event", _("event")
        OWN_MEASURE = "own-measure", _("own measure")

    class Measure(models.TextChoices):
        LAW = "law", _("law")
        STRATEGY = "strategy", _("strategy or action plan")
        UNIT = "unit", _("unit or body")
        BUDGET_LINE = "budget-line", _("budget line")

    sort = models.CharField(_("type"), max_length=12, choices=Sort, default=Sort.PROJECT)
    measure = models.CharField(_("type of measure"), max_length=12, choices=Measure, blank=True)  # own measures only
    identifier = models.CharField(_("identifier"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    title = models.TextField(_("title"))
    language = models.CharField(_("language"), max_length=12, blank=True)
    status = models.CharField(_("status"), max_length=20, blank=True)
    economies = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    sectors = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    objectives = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    organisations = ArrayField(models.CharField(max_length=300), default=list, blank=True)  # folded names, all roles
    receivers = ArrayField(models.CharField(max_length=300), default=list, blank=True)  # those of the institutions
    starts = models.DateField(_("start date"), null=True, blank=True)
    ends = models.DateField(_("end date"), null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=10, blank=True)
    band = models.CharField(_("amount band"), max_length=10, blank=True)
    shares = models.JSONField(_("shares by economy"), default=dict, blank=True)  # code -> percentage, as declared
    facts = models.JSONField(default=dict)
    content = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of content: the same file again changes nothing
    updated_at = models.DateTimeField(null=True, blank=True)  # when its source last updated it: the newest is shown
    sorted_title = models.CharField(max_length=120, blank=True)  # folded
    entered_at = models.DateTimeField(default=clock.now)  # the record's published_at: lists are ordered by it
    changed_at = models.DateTimeField(default=clock.now)  # what it says

    class Meta:
        indexes = [
            models.Index(name="activity_identifier", fields=["identifier"]),
            models.Index(name="activity_source", fields=["source"]),
            models.Index(name="activity_starts", fields=["starts", "record"]),
            models.Index(name="activity_title", fields=["sorted_title", "record"]),
            models.Index(name="activity_entered", fields=["-entered_at", "-record"]),
            models.Index(name="activity_changed", fields=["-changed_at", "-record"]),
            GinIndex(name="activity_economies", fields=["economies"]),
            GinIndex(name="activity_sectors", fields=["sectors"]),
            GinIndex(name="activity_organisations", fields=["organisations"]),
            GinIndex(name="activity_receivers", fields=["receivers"]),
            models.Index(name="activity_money", fields=["record"], include=["amount", "currency"]),
            models.Index(name="activity_band", fields=["band", "record"]),
            models.Index(name="activity_received", fields=["record"], condition=~models.Q(receivers=[])),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityKey(models.Model):
    """One key of `egnatia.overlap.keys` as a 64-bit number: two activities are compared iff they share one, and are not
    far apart in time. The days are ordinals; none where it does not matter when an activity takes place."""

    key = models.BigIntegerField()
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    first = models.IntegerField(null=True)
    last = models.IntegerField(null=True)

    class Meta:
        indexes = [models.Index(name="activity_key", fields=["key", "activity"], include=["first", "last"])]

    def __str__(self) -> str:
        return f"{self.key} {self.activity_id}"


class ActivityMeaning(models.Model):
    """What an activity is about, as `egnatia.overlap.rows` packs it: its `meaning`, which a proposal is compared with,
    and the concepts that it expresses to those that share no language with it, so that nobody reads it again. And all
    that compiled loops compare of it, its `columns`."""

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="meaning")
    row = models.BinaryField()
    said = models.BinaryField(default=b"")
    laid_out = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return f"{self.activity_id}: {len(self.row)} bytes"


class Unkeyed(models.Model):
    """An activity whose keys an earlier version of the engine made."""

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.activity_id} has old keys"


class AlreadyStored(Exception):  # noqa: N818 - said as callers say it
    """One of the rows exists."""


def copy_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Store many rows at once with COPY; each value as its column reads it: JSON as text, arrays as lists.

    Raises AlreadyStored where a row that must be unique exists; the transaction is then spent.
    """
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django documents it as public
    statement = f"COPY {table} ({quoted}) FROM STDIN"
    try:
        with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except IntegrityError as error:
        raise AlreadyStored from error


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Change many rows in one go, the last value of each its primary key; values as `copy_rows` takes them."""
    name = connection.ops.quote_name
    said = ", ".join(f"{name(column)} = %s" for column in columns)
    meta = model._meta  # noqa: SLF001 - Django documents it as public
    key = meta.pk.column or ""
    statement = f"UPDATE {name(meta.db_table)} SET {said} WHERE {name(key)} = %s"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.executemany(statement, [tuple(row) for row in rows])


MANY = 1_000  # rows, from which on the database should look at its tables again


def fresh_statistics_after(number: int) -> None:
    """Once what is stored is there for everybody: `number` rows may make another plan of every query the right one.

    The database does so by itself within minutes; a page that is asked for before that would wait for many seconds.
    """
    if number >= MANY:
        transaction.on_commit(fresh_statistics, robust=True)


def fresh_statistics() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT egnatia_fresh_statistics()")
