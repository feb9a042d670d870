"""What a person says an activity serves, and a framework's sheet that comes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia import coverage
from egnatia.formats.sheets import Table
from egnatia.pages.sheets import SheetForm
from egnatia.taxonomy.revision import FrameworkSheetRow
from egnatia.taxonomy.sheet import CROSSWALK, FIXED, TERMS

CONFIRM, OTHER, NONE, LATER = "confirm", "other", "none", "later"


class AnswerForm(forms.Form):
    """`codes` are the ticked ones; `other` is the code of an objective that nobody suggested."""

    answer = forms.ChoiceField(
        choices=[(name, name) for name in (CONFIRM, OTHER, NONE, LATER)],
        error_messages={"required": gettext_lazy("Select one of the options.")},
    )
    codes = forms.MultipleChoiceField(required=False)
    other = forms.CharField(required=False, max_length=200)
    then = forms.ChoiceField(choices=[("activity", "activity"), ("batch", "batch")], required=False)

    def __init__(self, *args: Any, framework: coverage.ObjectiveFramework, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self._leaves = {each.code for each in framework.objectives if each.level == coverage.OBJECTIVE}
        codes = self.fields["codes"]
        assert isinstance(codes, forms.MultipleChoiceField)
        codes.choices = [(code, code) for code in sorted(self._leaves)]

    def clean_other(self) -> str:
        """The code, whatever words stand behind it: "2.3.2 Probation" is "2.3.2"."""
        typed: str = self.cleaned_data["other"].strip()
        code = typed.partition(" ")[0].rstrip(".,;:")
        if self.data.get("answer") == OTHER and code not in self._leaves:
            said = _("“%(typed)s” is not an objective of this framework. Enter a code such as 2.3.2.")
            raise forms.ValidationError(said % {"typed": typed})
        return code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("answer") == CONFIRM and not said.get("codes"):
            raise forms.ValidationError(_("Select at least one objective, or choose “None of these”."))
        return said

    @property
    def chosen(self) -> list[str]:
        """The objectives that were confirmed; none where the answer is another."""
        said = self.cleaned_data
        confirmed: dict[str, list[str]] = {CONFIRM: said["codes"], OTHER: [said["other"]]}
        return confirmed.get(said["answer"], [])

    @property
    def in_batch(self) -> bool:
        """Whether it was said in the row of a queue, and the next one follows."""
        return self.data.get("then") == "batch"


MOST_ROWS = 2_000
NEEDED = ("code", "level", "en")


class UploadForm(SheetForm):
    """`rows` and `file` after `is_valid()`."""

    rows: tuple[FrameworkSheetRow, ...] = ()

    def columns_of_ours(self, table: Table) -> int:
        return sum(_named(column.words) in FIXED for column in table.header)

    def take(self, table: Table) -> None:
        columns = {at: _named(column.words) for at, column in enumerate(table.header) if column.words}
        unknown = [name for name in columns.values() if name not in FIXED and not name.startswith((CROSSWALK, TERMS))]
        missing = [name for name in NEEDED if name not in columns.values()]
        if unknown or missing:
            raise self.other_columns(columns.values(), (*FIXED, f"{CROSSWALK}…", f"{TERMS}…"))
        if len(table.rows) > MOST_ROWS:
            words = _("“%(file)s” has %(rows)s rows. The maximum is %(most)s.")
            raise forms.ValidationError(words % {"file": self.file, "rows": len(table.rows), "most": MOST_ROWS})
        self.rows = tuple(
            FrameworkSheetRow(row.number, {name: row.cells[at] for at, name in columns.items()}) for row in table.rows
        )


def _named(words: str) -> str:
    """Our own name of a column, however it is spelt; another one as it is."""
    plain = "".join(words.split())
    folded = plain.casefold()
    if folded.startswith(CROSSWALK):
        return CROSSWALK + plain[len(CROSSWALK) :]
    return folded if folded in FIXED or folded.startswith(TERMS) else words
