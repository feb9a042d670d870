"""What all forms have in common: a preview that judges nothing, what is sent beside the fields, the way back."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms.utils import ErrorDict
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy

from egnatia.formats.dates import dated
from egnatia.kernel import ids
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import LONGEST_WAY_BACK


class QuietForm(forms.Form):
    """`quiet`, set before anything is asked of it: nothing is cleaned, and nothing is wrong."""

    quiet = False

    def full_clean(self) -> None:
        if self.quiet:
            self._errors = ErrorDict()
            self.cleaned_data = {}
        else:
            super().full_clean()


CALENDAR = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day as people write it in any of our languages; a month alone is no day, and 12/01/2026 may be two."""

    widget = CALENDAR
    default_error_messages = {
        "invalid": gettext_lazy("“%(typed)s” is not a day. Enter a day like 17.5.2026 or 17 May 2026.")
    }

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401 - as Django's
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        if len(iso := dated(value).iso) < len("2026-05-17"):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid", params={"typed": value})
        return date.fromisoformat(iso)


ONCE = "once"  # the field in which a form carries an identifier of its own


def number_of(posted: Mapping[str, str], name: str) -> int:
    """A whole number of at most eight digits; 0 for anything else."""
    said = posted.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def version_of(posted: Mapping[str, str]) -> int:
    """The version that a form was filled from; 0, which no record has, for anything else."""
    return number_of(posted, "version")


def uuid_of(posted: Mapping[str, str], name: str) -> UUID:
    """The identifier of a record; the one of nothing, which no record has, for anything else."""
    try:
        return UUID(posted.get(name, ""))
    except ValueError:
        return UUID(int=0)


def new_once() -> UUID:
    """What a form that begins carries, and sends back however often its button is pressed."""
    return ids.new_id()


def pressed_key(posted: Mapping[str, str]) -> str | None:
    """The natural key of what a filled form makes, so that pressing its button twice makes it once.

    None where the form carries no identifier of its own: then nothing is known of an earlier press.
    """
    once = uuid_of(posted, ONCE)
    return f"pressed {once}" if once.int else None


def text_of(posted: Mapping[str, str], name: str, most: int) -> str:
    """A text without what no database keeps, no longer than `most` characters."""
    return posted.get(name, "").replace("\0", "").strip()[:most]


BACK = "back"  # the name in the address


def redirect_back(request: ReaderRequest, otherwise: str, *args: object) -> HttpResponseRedirect:
    """To the page of ours that the address names; to the route `otherwise` where it names none."""
    wanted = request.GET.get(BACK, "")
    short = wanted.startswith("/") and len(wanted) <= LONGEST_WAY_BACK
    if short and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return HttpResponseRedirect(wanted)
    return redirect(otherwise, *args)
