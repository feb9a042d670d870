"""An import with its files, its report row by row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock, ids
from egnatia.kernel.models import Kind, Record, SignedBy


class Import(Kind):
    """Files that somebody brought in. Until they are stored only their own organisation sees it.

    `marking` is what the activities get (and the import itself, once they are stored), as `kernel.markings` writes it.
    """

    KIND = "import"

    class State(models.TextChoices):
        CHOOSING = "choosing", _("columns being selected")
        TRYING = "trying", _("being checked")
        TRIED = "tried", _("checked, awaiting your decision")
        STORING = "storing", _("being imported")
        STORED = "stored", _("imported")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        DISCARDED = "discarded", _("discarded")
        FAILED = "failed", _("failed, nothing was imported")

    state = models.CharField(_("status"), max_length=10, choices=State, default=State.TRYING)
    source = models.CharField(_("source"), max_length=200, blank=True)
    mapping = models.JSONField(default=dict, blank=True)  # of a sheet: an `egnatia.formats.sheets.Mapping`
    marking = models.JSONField(default=dict)
    marking_words = models.CharField(_("marking"), max_length=20)
    started_by = SignedBy(_("imported by"))
    started_at = models.DateTimeField(_("started"), default=clock.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)  # why it stopped: a key of `sentences.FAILURES`
    unlisted = models.JSONField(default=dict, blank=True)  # what -> unknown names beyond those that were queued
    only_region = models.BooleanField(default=False)  # what names none of the forum's economies is left out
    preview = models.JSONField(default=dict, blank=True)  # of the dry run: a `rules.ImportPreview`

    class Meta:
        indexes = [models.Index(name="import_started", fields=["-started_at", "-record"])]

    def __str__(self) -> str:
        return f"import of {self.started_at:%Y-%m-%d}"


class ImportFile(models.Model):
    """One file of an import. Its bytes are kept in pieces until they are stored; name, size and digest stay.

    The counts are those of the import's last reading; `refused` is the code of why nothing of the file is used.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    of_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(_("file"), max_length=255)
    size = models.PositiveBigIntegerField(_("size"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    format = models.CharField(_("format"), max_length=10, blank=True)
    accepted = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    dropped = models.JSONField(default=dict, blank=True)  # element -> how many were left out: contact-info
    refused = models.CharField(max_length=40, blank=True)
    params = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="import_file_position", fields=["of_import", "position"])]

    def __str__(self) -> str:
        return self.name


class ImportPiece(models.Model):
    """A part of an uploaded file: in the database, so that an upload is there whole or not at all."""

    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="import_piece_number", fields=["file", "number"])]

    def __str__(self) -> str:
        return f"{self.file_id} {self.number}"


class ImportRow(models.Model):
    """What became of one activity of a file. `version_before` is empty where the record was not there before."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        REJECTED = "rejected", _("rejected")
        LEFT_OUT = "left_out", _("left out")

    class Undone(models.TextChoices):
        NOT = "", _("not undone")
        WITHDRAWN = "withdrawn", _("withdrawn")
        PUT_BACK = "put-back", _("earlier version restored")
        STAYED = "stayed", _("kept")

    of_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # in the order of the files, from 1: what a report is sorted by
    element = models.PositiveIntegerField(_("element"))
    line = models.PositiveIntegerField(_("line"))
    identifier = models.CharField(_("identifier"), max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome)
    code = models.CharField(max_length=40, blank=True)  # why it was rejected, or what else is to be said
    value = models.CharField(_("found"), max_length=200, blank=True)
    params = models.JSONField(default=dict, blank=True)
    sentence = models.TextField(blank=True)  # English; pages translate by the code
    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    version_before = models.PositiveIntegerField(null=True, blank=True)
    version_after = models.PositiveIntegerField(null=True, blank=True)
    undone = models.CharField(max_length=9, blank=True, choices=Undone, default=Undone.NOT)
    stayed_because = models.CharField(max_length=20, blank=True)  # edited, viewed, marked, gone

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="import_row_number", fields=["of_import", "number"])]
        indexes = [
            models.Index(name="import_row_outcome", fields=["of_import", "outcome", "number"]),
            models.Index(name="import_row_record", fields=["record"]),
        ]

    def __str__(self) -> str:
        return f"{self.identifier}: {self.outcome}"
