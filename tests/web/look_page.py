"""Sample pages of the look, with every component in use; the browser tests and docs/look.md refer to them."""

from pathlib import Path

from django import forms
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.template import engines
from django.test import RequestFactory

from tests.web.look_samples import CONTEXT

FOLDER = Path(__file__).parent / "look"
NAMES = ("home", "list", "match", "form", "proposal", "parts")


class ActivityForm(forms.Form):
    title = forms.CharField(label="Title", help_text="In any language; the original is kept as it is.")
    description = forms.CharField(label="Description", widget=forms.Textarea, required=False)
    start = forms.CharField(label="Start date", help_text="A year, a month or a day: 2026, 2026-03 or 2026-03-15.")
    amount = forms.FloatField(label="Amount in EUR", required=False)
    kind = forms.ChoiceField(
        label="Type", widget=forms.RadioSelect, choices=[("project", "Project"), ("event", "Event")], initial="project"
    )
    economies = forms.MultipleChoiceField(
        label="Economies",
        widget=forms.CheckboxSelectMultiple,
        choices=[("ALB", "Albania"), ("XKX", "Kosovo*"), ("MNE", "Montenegro")],
    )
    file = forms.FileField(label="Document", required=False)

    def clean_amount(self) -> float | None:
        amount = self.cleaned_data["amount"]
        if amount is not None and amount < 0:
            raise ValidationError("Found “-5”; expected an amount of zero or more, or nothing where it is not known.")
        return float(amount) if amount is not None else None


class Filters(forms.Form):
    q = forms.CharField(label="Search", required=False)
    kind = forms.ChoiceField(label="Type", choices=[("", "All kinds"), ("same", "Reported twice")], required=False)
    economy = forms.ChoiceField(label="Economy", choices=[("", "All economies")], required=False)
    view = forms.ChoiceField(label="Positions", choices=[("", "With or without")], required=False)


class Message(str):
    """What Django's messages offer to a template."""

    level_tag = "success"
    __slots__ = ()


def page(name: str, **extra: object) -> str:
    """The HTML of one sample page."""
    form = ActivityForm({"title": "", "start": "2026-03", "amount": "-5", "kind": "event"})
    context = {
        **CONTEXT,
        "messages": [Message("Your position was saved. The other owner sees it from now on.")],
        "form": form,
        "filters": Filters({"kind": ""}),
        **extra,
    }
    template = engines["django"].from_string((FOLDER / f"{name}.html").read_text())
    return str(template.render(context, RequestFactory().get("/matches", {"kind": "same"})))


def static_file(path: str) -> bytes:
    """What stands under /static/."""
    found = finders.find(path)
    assert isinstance(found, str), path
    return Path(found).read_bytes()
