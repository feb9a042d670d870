"""The pages of policies: those of every kind, with the stage of the day, sorted by economy and title."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from egnatia.comments.queries import counted_on
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.lists import Filter, FilteredList
from egnatia.kernel.records.content import Content, parts_of
from egnatia.kernel.requests import ReaderRequest
from egnatia.library.policies.models import Policy, in_state, place_of_economy
from egnatia.library.policies.rules import STATES, PolicyState, PolicyStep, named_policy, state_of, steps_of
from egnatia.pages.record_forms import RecordFilterForm, filters_described
from egnatia.pages.record_pages import RecordPages
from egnatia.pages.record_presenters import RecordCell, RecordRow, page_of, row_of
from egnatia.taxonomy.forum import forum


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """In the list; `state` is None where the record went meanwhile."""

    row: RecordRow
    state: PolicyState | None


@dataclass(frozen=True, slots=True)
class PolicyStanding:
    """What the page of a policy says besides what was entered: where it is, and what has replaced it."""

    state: PolicyState
    steps: tuple[PolicyStep, ...]
    consultation_until: Any
    in_force_until: Any
    replaced_by: RecordCell | None
    replaced_url: str
    comments: int
    organisations: int


C = TypeVar("C", bound=Content)


class PolicyPages(RecordPages[Policy, C]):
    @property
    def filtered(self) -> FilteredList:
        stage = Filter(self._label("stage"), STATES)
        described = lambda: {**filters_described(self.kind.content), "stage": stage}  # noqa: E731 - read for each reader
        return FilteredList(self.words.many, self.list_route(), described, self._rows)

    def _label(self, name: str) -> Any:  # noqa: ANN401 - translated when it is read
        return parts_of(self.kind.content)[name].field.label

    def _filter_form(self, request: ReaderRequest) -> RecordFilterForm:
        form = RecordFilterForm(self.kind.content, request.GET, reader=request.reader)
        stage = form.fields["stage"]
        assert isinstance(stage, forms.ChoiceField)
        stage.choices = [("", _("all")), *STATES.items()]
        return form

    def _rows(self, reader: Reader, wanted: Mapping[str, str]) -> Any:  # noqa: ANN401 - rows of the kind
        rows = super()._rows(reader, {name: value for name, value in wanted.items() if name != "stage"})
        state = wanted.get("stage", "")
        return rows.filter(in_state(state, reader, clock.today())) if state else rows

    def _listed(self, reader: Reader, wanted: Mapping[str, str]) -> Any:  # noqa: ANN401 - rows of the kind
        return self._rows(reader, wanted).order_by(
            place_of_economy([each.code for each in forum().economies]), "title", "record_id"
        )

    def render(self, request: ReaderRequest, page: str, context: Mapping[str, Any]) -> HttpResponse:
        more = {"policies": self._with_states(request.reader, context["listing"].rows)} if page == "list" else {}
        return super().render(request, page, {**context, **more})

    def _with_states(self, reader: Reader, rows: tuple[RecordRow, ...]) -> tuple[PolicyRow, ...]:
        today = clock.today()
        found = Policy.visible_to(reader).filter(pk__in=[row.id for row in rows])
        said = found.values_list("pk", "stage", "consultation_until", "in_force_until")
        states = {pk: state_of(stage, until, last, today) for pk, stage, until, last in said}
        economy = str(self._label("economy"))
        return tuple(PolicyRow(_with_regional(row, economy), states.get(row.id)) for row in rows)

    def _record(self, request: ReaderRequest, record: UUID) -> HttpResponse:
        row = self.row(request.reader, record)
        page, standing = page_of(self.kind, request.reader, row), self.standing(request.reader, row)
        left_out = {str(self._label("stage")), *([str(self._label("replaced_by"))] if standing.replaced_by else ())}
        facts = tuple(each for each in page.facts if each.label not in left_out)
        return self.render(request, "record", {"record": replace(page, facts=facts), "policy": standing})

    def standing(self, reader: Reader, row: Policy) -> PolicyStanding:
        known = self.kind.known(reader, row)
        state = state_of(known["stage"], known["consultation_until"], known["in_force_until"], clock.today())
        consulted = known["consultation_until"] is not None
        counted = counted_on(reader, row.pk) if consulted and not reader.is_anonymous else (0, 0)
        name, url = self._replacement(reader, known["replaced_by"])
        return PolicyStanding(
            state=state,
            steps=steps_of(state, consulted=consulted),
            consultation_until=known["consultation_until"],
            in_force_until=known["in_force_until"],
            replaced_by=name,
            replaced_url=url,
            comments=counted[0],
            organisations=counted[1],
        )

    def _replacement(self, reader: Reader, said: str) -> tuple[RecordCell | None, str]:
        """The title and page of the policy that was named, where the reader sees it."""
        named = named_policy(said)
        found = self.kind.model.visible_to(reader).filter(pk=named).first() if named else None
        if found is None:
            return None, ""
        return row_of(self.kind.content, reader, found).title, reverse(self.route(), args=[found.pk])


def _with_regional(row: RecordRow, economy: str) -> RecordRow:
    """A policy of no economy is a regional one: its cell says so."""
    words = pgettext("level", "Regional")
    cells = (replace(cell, text=words) if cell.label == economy and not cell.text else cell for cell in row.cells)
    return replace(row, cells=tuple(cells))
