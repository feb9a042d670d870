"""What a sheet looks like while its columns are chosen, and mappings that are kept for the next one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.models import Kind, SignedBy


class Sheet(models.Model):
    """The file of an import as it was recognised. `outline` is a `rules.Outline`, `draft` an
    `egnatia.formats.sheets.Mapping` as far as it was chosen; both go with the import."""

    of_import = models.OneToOneField(
        "activities.Import", primary_key=True, on_delete=models.CASCADE, related_name="sheet"
    )
    outline = models.JSONField(default=dict)
    draft = models.JSONField(default=dict)
    chosen = models.JSONField(default=list)  # places of the tables that are read
    name = models.CharField(max_length=120, blank=True)  # under which the mapping is kept

    def __str__(self) -> str:
        return f"sheet of {self.of_import_id}"


class SheetMapping(Kind):
    """A mapping that is remembered under a name, for the next sheet of the same partner."""

    KIND = "sheet-mapping"

    name = models.CharField(_("name"), max_length=120)
    mapping = models.JSONField(default=dict)
    kept_by = SignedBy(_("saved by"))
    kept_at = models.DateTimeField(_("saved"), default=clock.now)

    class Meta:
        indexes = [models.Index(name="sheet_mapping_name", fields=["name", "record"])]

    def __str__(self) -> str:
        return self.name
