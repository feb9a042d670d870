"""What the table of policies by economy shows: its rows, one topic, one audience, one economy."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia.library.fields import AUDIENCES, TOPICS
from egnatia.library.policies.queries import BY_OBJECTIVE, BY_TOPIC
from egnatia.taxonomy.forum import forum


class OverviewForm(forms.Form):
    """`wanted`: the filters that can be used; what is none of them narrows nothing."""

    rows = forms.ChoiceField(
        label=_("Rows"), required=False, choices=[("", _("Topics")), (BY_OBJECTIVE, _("Objectives"))]
    )
    audience = forms.ChoiceField(label=_("For whom"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    economy = forms.ChoiceField(label=_("Economy"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        offered: dict[str, Mapping[str, Any]] = {
            "audience": AUDIENCES,
            "topic": TOPICS,
            "economy": {each.code: each.name for each in forum().economies},
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("all")), *choices.items()]

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return {"rows": BY_TOPIC, **found}
