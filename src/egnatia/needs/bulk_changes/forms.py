"""Which records were chosen, and what is changed for all of them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.forms.fields import PartialDateField, refuse_backwards
from egnatia.activities.activities.labels import STATUS
from egnatia.kernel.records.markings import as_json, of_json
from egnatia.needs.bulk_changes.rules import (
    ACTIVITIES,
    NEEDS,
    NOT_KNOWN,
    WISHES,
    ActivityWish,
    BulkPlan,
    NeedWish,
    PlannedRecord,
    Wish,
    asked_for,
)
from egnatia.needs.needs import labels
from egnatia.needs.needs.forms import year_of_round
from egnatia.pages.forms import QuietForm
from egnatia.pages.labels import Words
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import Vocabulary

TICKED, CHOICE, ALL = "record", "choice", "all"  # names of fields


def ticked(sent: QueryDict) -> tuple[UUID, ...]:
    """Each once, in the order of the list; what is no identifier is the one of nothing, which is never there."""
    if CHOICE in sent:
        return choice_of(sent.get(CHOICE, ""))
    return tuple(dict.fromkeys(map(_identifier, sent.getlist(TICKED))))


def _identifier(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        return UUID(int=0)


LEAVE = ("", _("no change"))


def choice(label: Words, options: Mapping[str, Any] | None = None) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[LEAVE, *(options or {}).items()])


class WishForm(QuietForm):
    """`wish()` after `is_valid()`. `quiet` shows what was typed without judging it."""

    WISH: type[Wish]

    remark = forms.BooleanField(label=_("Change the marking"), required=False, help_text=_("Select the marking below."))

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        vocabulary: Vocabulary,
        initial: Mapping[str, Any] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.quiet, self.vocabulary = quiet, vocabulary
        self.order_fields([name for name in self.fields if name != "remark"])  # it comes last
        self.offer()

    def offer(self) -> None:
        """Fill the choices that depend on the installation."""

    def choices(self, name: str, options: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [LEAVE, *options]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not asked_for(self._wish(cleaned)) and not cleaned.get("remark"):
            self.add_error(None, _("Select at least one change."))
        return cleaned

    def _wish(self, cleaned: Mapping[str, Any]) -> Wish:
        asked = {name: value for name, value in cleaned.items() if value and name != "remark"}
        return self.WISH(**asked)

    def wish(self) -> Wish:
        return self._wish(self.cleaned_data)


class ActivityWishForm(WishForm):
    WISH = ActivityWish

    status = choice(_("Status"), {NOT_KNOWN: _("not known"), **STATUS})
    start = PartialDateField(_("Start date"), _("As precisely as known: 17.5.2026, May 2026, Q2 2026 or 2026."))
    end = PartialDateField(_("End date"), last=True)
    add_objective = choice(_("Add an objective"))
    drop_objective = choice(_("Remove an objective"))
    add_sector = choice(_("Add a sector"))
    drop_sector = choice(_("Remove a sector"))
    add_type = choice(_("Add a type"))
    drop_type = choice(_("Remove a type"))
    add_economy = choice(_("Add an economy"))
    confirm = choice(_("Estimated objectives"), {"yes": _("confirm")})
    up_to_date = choice(_("Last update"), {"yes": _("mark as up to date")})

    def offer(self) -> None:
        words = self.vocabulary
        sectors = [(code, words.sector_label(code)) for code in words.leaf_sectors()]
        self.choices("add_economy", [(each.code, each.name) for each in forum().economies])
        for verb in ("add", "drop"):
            self.choices(f"{verb}_objective", list(words.objectives.grouped()))
            self.choices(f"{verb}_sector", sectors)
            self.choices(f"{verb}_type", list(words.types.items()))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_backwards(self, cleaned)
        for term in ("objective", "sector", "type"):
            added = cleaned.get(f"add_{term}")
            if added and added == cleaned.get(f"drop_{term}"):
                self.add_error(f"drop_{term}", _("The same value is selected above. Change one of the two fields."))
        return cleaned


class NeedWishForm(WishForm):
    WISH = NeedWish

    objective = choice(_("Objective"))
    priority = choice(_("Priority"), labels.PRIORITY)
    nature = choice(_("Nature of the need"), labels.NATURE)
    perspective = choice(_("Perspective"), labels.PERSPECTIVE)
    source = forms.CharField(label=_("Source document"), required=False, max_length=300)
    round = year_of_round()

    def offer(self) -> None:
        self.choices("objective", list(self.vocabulary.objectives.grouped()))


FORMS: Mapping[str, type[WishForm]] = {ACTIVITIES: ActivityWishForm, NEEDS: NeedWishForm}


SALT_OF_PLANS, SALT_OF_CHOICES = "bulk-plan", "bulk-choice"
A_DAY = 24 * 3600


def packed(plan: BulkPlan) -> str:
    rows = [[str(row.record), row.version, row.digest] for row in plan.rows]
    body = {
        "person": plan.person,
        "listed": plan.listed,
        "wish": asked_for(plan.wish),
        "marking": as_json(plan.marking) if plan.marking else None,
        "rows": rows,
    }
    return signing.dumps(body, salt=SALT_OF_PLANS, compress=True)


def plan_of(sent: str, *, person: str, listed: str) -> BulkPlan | None:
    """The plan that comes back, if it is this person's, of this list, and not older than a day."""
    body = _opened(sent, SALT_OF_PLANS)
    if body is None or (body["person"], body["listed"]) != (person, listed):
        return None
    return BulkPlan(
        person=person,
        listed=listed,
        wish=WISHES[listed](**body["wish"]),
        marking=of_json(body["marking"]) if body["marking"] else None,
        rows=tuple(PlannedRecord(UUID(record), version, digest) for record, version, digest in body["rows"]),
    )


def choice_packed(records: tuple[UUID, ...]) -> str:
    """Which records were chosen, as one field of a form: a thousand would be too many."""
    return signing.dumps([record.hex for record in records], salt=SALT_OF_CHOICES, compress=True)


def choice_of(sent: str) -> tuple[UUID, ...]:
    """Nothing for what no page of ours sent in the last day."""
    return tuple(map(UUID, _opened(sent, SALT_OF_CHOICES) or ()))


def _opened(sent: str, salt: str) -> Any:  # noqa: ANN401 - whatever was signed under this salt
    try:
        return signing.loads(sent, salt=salt, max_age=A_DAY)
    except signing.BadSignature:
        return None
