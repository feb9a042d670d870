"""Lists as their filters describe them."""

import pytest
from django import forms

from egnatia.pages.filters import filtered_list

pytestmark = pytest.mark.django_db


class NotesForm(forms.Form):
    q = forms.CharField(label="Search")
    economy = forms.ChoiceField(label="Economy")
    sort = forms.ChoiceField(label="Sort", choices=[("", "any"), ("Groups", [("a", "The first")]), ("b", "The second")])
    done = forms.BooleanField(label="Done")
    activity = forms.UUIDField(widget=forms.HiddenInput)
    level = forms.CharField(label="Level")


def test_a_list_knows_what_its_filters_and_their_values_are_called() -> None:
    found = filtered_list("needs:needs", "Notes", NotesForm, without=("level",))
    said = {"q": "prison", "economy": "ALB", "sort": "a", "done": "on", "activity": "1", "level": "2"}

    assert (found.code, found.address({"q": "x"})) == ("needs", "/needs/?q=x")
    known = found.known(said)
    assert "level" not in known
    assert found.words(known) == ("Search: prison", "Economy: Albania", "Sort: The first", "Done: yes")
    assert found.words({"sort": "b"}) == ("Sort: The second",)
