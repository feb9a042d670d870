"""Words of application forms that tell what an answer is: the shipped ones, and those that a secretariat adds."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from egnatia.proposals.extraction.tokens import OwnPhrase, Phrase, shipped
from egnatia.proposals.models import FormWord

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_LINES, LONGEST, MOST_WORDS = 50, 100, 8  # of one sending; letters and words of one label
TABLES: "Mapping[str, _StrPromise]" = {
    "labels": gettext_lazy("Labels"),
    "questions": gettext_lazy("Words in questions"),
    "instructions": gettext_lazy("First words of instructions to applicants"),
}
FACTS: "Mapping[str, _StrPromise]" = {
    "title": gettext_lazy("Title"),
    "where": gettext_lazy("Where"),
    "when": gettext_lazy("Period"),
    "start": pgettext_lazy("of a period", "Start"),
    "end": pgettext_lazy("of a period", "End"),
    "amount": gettext_lazy("Amount"),
    "requested": gettext_lazy("Requested amount"),
    "own": gettext_lazy("Own contribution"),
    "receiver": gettext_lazy("Receiving institution"),
    "funder": gettext_lazy("Funded by"),
    "applicant": gettext_lazy("Applicant"),
    "partner": gettext_lazy("Partners"),
    "implementer": gettext_lazy("Implemented by"),
    "group": gettext_lazy("Target group"),
    "type": gettext_lazy("Type of support"),
    "summary": gettext_lazy("Summary"),
    "note": gettext_lazy("Name of the form, not of the project"),
    "guidance": gettext_lazy("Instructions to applicants"),
    "record": gettext_lazy("Earlier projects of the applicant"),
    "contact": gettext_lazy("Contact details"),
    "date": gettext_lazy("Date of the document"),
}


@dataclass(frozen=True, slots=True)
class OwnWord:
    """Words that the secretariat added."""

    id: UUID
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class FactWords:
    """All words of one table that mean one thing."""

    label: str
    own: tuple[OwnWord, ...]
    shipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordTable:
    label: str
    facts: tuple[FactWords, ...]


def own_phrases() -> tuple[OwnPhrase, ...]:
    """What is read besides the shipped words."""
    rows = FormWord.objects.values_list("table", "means", "words")
    return tuple(OwnPhrase(f"{table}.tsv", means, words) for table, means, words in rows)


def word_tables() -> tuple[WordTable, ...]:
    """All words by table and meaning, in the order of the shipped ones."""
    own: dict[tuple[str, str], list[OwnWord]] = defaultdict(list)
    for row in FormWord.objects.order_by("folded"):
        own[row.table, row.means].append(OwnWord(row.pk, row.words, row.added_by))
    return tuple(
        WordTable(
            str(label),
            tuple(
                FactWords(str(FACTS[means]), tuple(own[table, means]), words)
                for means, words in shipped(f"{table}.tsv")
            ),
        )
        for table, label in TABLES.items()
    )


def folded(words: str) -> str:
    """What two spellings of the same words have in common."""
    return " ".join(Phrase.of(words).parts)


@dataclass(frozen=True, slots=True)
class NewWords:
    table: str
    means: str
    words: tuple[str, ...]


class FormWordsForm(forms.Form):
    """Several words of one meaning, one a line. `new` after `is_valid()`: those that are not in the list yet."""

    fact = forms.ChoiceField(label=gettext_lazy("Type of information"))
    words = forms.CharField(
        label=gettext_lazy("Words of the form"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MOST_LINES * LONGEST,
        help_text=gettext_lazy(
            "One label per line. Case, accents and script (Latin, Cyrillic, Greek) make no difference."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        fact = self.fields["fact"]
        assert isinstance(fact, forms.ChoiceField)
        fact.choices = [
            (label, [(f"{table}:{means}", FACTS[means]) for means, _words in shipped(f"{table}.tsv")])
            for table, label in TABLES.items()
        ]

    def clean_words(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["words"].splitlines()]
        lines = [line.rstrip(" :") for line in lines if line.rstrip(" :")]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("Add at most %(most)s lines at once.") % {"most": MOST_LINES})
        for line in lines:
            if len(line) > LONGEST or len(line.split()) > MOST_WORDS:
                words = _("“%(words)s” is too long. Enter at most %(most)s words per line.")
                raise forms.ValidationError(words % {"words": line[:LONGEST], "most": MOST_WORDS})
            if not any(map(str.isalpha, line)):
                raise forms.ValidationError(_("“%(words)s” contains no word.") % {"words": line})
        return lines

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        table, _colon, means = said.get("fact", "").partition(":")
        rows = FormWord.objects.filter(table=table).exclude(means=means).values_list("folded", "means")
        elsewhere = dict(rows)
        for line in said.get("words", ()):
            if other := elsewhere.get(folded(line)):
                words = _("“%(words)s” is already listed under “%(fact)s”. Remove it there first.")
                self.add_error("words", words % {"words": line, "fact": FACTS[other]})
        return said

    @property
    def new(self) -> NewWords:
        table, _colon, means = self.cleaned_data["fact"].partition(":")
        known = {folded(words) for words in self._known(table, means)}
        once = {folded(line): line for line in reversed(self.cleaned_data["words"])}
        return NewWords(table, means, tuple(line for key, line in reversed(once.items()) if key not in known))

    @staticmethod
    def _known(table: str, means: str) -> Iterator[str]:
        yield from FormWord.objects.filter(table=table, means=means).values_list("words", flat=True)
        yield from (word for each, row in shipped(f"{table}.tsv") if each == means for word in row)
