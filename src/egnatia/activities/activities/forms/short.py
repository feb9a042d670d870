"""What the short forms of own measures and events have in common: few fields in sight, everything else folded."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.forms.activity import LANGUAGES, ticks
from egnatia.activities.activities.forms.fields import refuse_backwards
from egnatia.activities.activities.queries.initial import Editable
from egnatia.activities.activities.storage import Fields
from egnatia.kernel.access.reader import Reader
from egnatia.overlap import OrganisationMention, Text
from egnatia.pages.forms import QuietForm
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary

PROPOSED = ("currency", "language", "organiser")
LEAF = 2  # dots in the code of an objective that activities are described with
Bodies = tuple[OrganisationMention, ...]


class ShortForm(QuietForm):
    """`quiet` shows what was typed without judging it: for a preview of the marking."""

    SORT: ClassVar[str]
    PLAIN: ClassVar[tuple[str, ...]]  # the fields in sight, in their order

    language = forms.ChoiceField(
        label=_("Language of the title and the description"), required=False, choices=LANGUAGES
    )
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea, max_length=20_000)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("not known")), *labels.STATUS.items()]
    )
    further = ticks(_("Further objectives"))
    elsewhere = ticks(_("Further economies"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        names: ForumNames,
        vocabulary: Vocabulary,
        initial: Mapping[str, Any] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.names, self.vocabulary, self.quiet = names, vocabulary, quiet
        self.offer("objective", [("", _("not specified")), *vocabulary.objectives.grouped()])
        self.offer("further", vocabulary.objectives.options())
        self.offer("elsewhere", self.known_economies())
        self.offer("economy", [("", _("choose one")), *self.known_economies()])

    def offer(self, name: str, choices: Iterable[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def known_economies(self) -> list[tuple[str, str]]:
        return [(each.code, each.name) for each in self.names.economies]

    @property
    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in self.PLAIN]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.PLAIN]

    @property
    def opened(self) -> bool:
        """Whether a folded part holds an answer or a fault, so that it is not overlooked. A preset is no answer."""
        return any(field.errors or (field.value() and field.name not in PROPOSED) for field in self.folded)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refuse_backwards(self, cleaned)
        return cleaned

    def facts(self, before: overlap.ActivityFacts | None) -> overlap.ActivityFacts:
        """What was entered, after `is_valid()`; what the form does not ask for stays as it was before."""
        said = self.cleaned_data
        base = before or overlap.ActivityFacts(ref="")
        return replace(
            base,
            titles=first_replaced(base.titles, said["title"], said["language"]),
            descriptions=first_replaced(base.descriptions, said["description"], said["language"]),
            start=said["start"],
            economies=self._economies(base),
            objectives=self._objectives(base),
        )

    def _economies(self, base: overlap.ActivityFacts) -> frozenset[str]:
        """Those that this form cannot tick stay."""
        known = {code for code, _name in self.known_economies()}
        said = {self.cleaned_data["economy"], *self.cleaned_data["elsewhere"]}
        return frozenset((base.economies - known) | (said - {""}))

    def _objectives(self, base: overlap.ActivityFacts) -> frozenset[str]:
        known = set(self.vocabulary.objectives.leaves())
        said = {self.cleaned_data["objective"], *self.cleaned_data["further"]}
        return frozenset((base.objectives - known) | (said - {""}))

    def stored(self) -> Fields:
        """What is kept beside the facts."""
        return Fields(sort=self.SORT, status=self.cleaned_data["status"])


def initial_of(editable: Editable, names: ForumNames) -> dict[str, Any]:
    """What stands in either short form before anything is typed."""
    facts = editable.facts
    title = facts.titles[0] if facts.titles else Text("")
    economies = [each.code for each in names.economies if each.code in facts.economies]
    objectives = sorted(code for code in facts.objectives if code.count(".") == LEAF)
    return {
        "title": title.text,
        "language": title.lang,
        "description": facts.descriptions[0].text if facts.descriptions else "",
        "status": editable.status,
        "economy": economies[0] if economies else "",
        "elsewhere": economies[1:],
        "start": facts.start,
        "objective": objectives[0] if objectives else "",
        "further": objectives[1:],
    }


def first_replaced(texts: tuple[Text, ...], text: str, lang: str) -> tuple[Text, ...]:
    """The first text as it is in the form; those in other languages stay."""
    rest = tuple(each for each in texts[1:] if each.lang != lang)
    return (Text(text, lang), *rest) if text else rest


def bodies_named(names: Iterable[str], before: Bodies) -> Bodies:
    """An organisation for each name, once; one that was there before keeps its identifier."""
    known = {folded_name(body.name): body for body in before}
    found: dict[str, OrganisationMention] = {}
    for name in filter(None, map(str.strip, names)):
        folded = folded_name(name)
        found.setdefault(folded, OrganisationMention(name[:300], known[folded].ref if folded in known else ""))
    return tuple(found.values())


def own_economy(reader: Reader) -> str:
    """The economy that a form proposes: the one that the reader speaks for; "" where that is none or several."""
    economies = sorted(reader.focal_economies() or reader.economies)
    return economies[0] if len(economies) == 1 else ""
