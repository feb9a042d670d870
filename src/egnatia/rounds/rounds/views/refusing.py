"""A rule refuses what the page of answers sent: the page again, with the sentence, and with all that was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.rounds.rounds.views.answering import shown_to

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

READ = "round-read"
# What whoever may do it can mend on the page itself; every other rule has a page of its own.
SENTENCES: "Mapping[str, _StrPromise]" = {
    "round-reason": _("Say why you return it: a word on the whole, or a comment on an item."),
    "round-nothing": _("Nothing was answered yet that can be handed in or cleared."),
    "round-no-seat": _("This economy has no focal point's office to hand in to. Write to the secretariat."),
    READ: _("The answers were changed since you opened the page. Read them again first."),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed on the page: whom one consulted, a word on the whole, comments by what they are about."""

    consulted: str = ""
    note: str = ""
    comments: Mapping[UUID, str] = field(default_factory=dict)


def done_or_again(
    request: ReaderRequest, participant: UUID, act: Callable[[], object], typed: Typed
) -> HttpResponse | None:
    """None where it was done. Raises NotAllowed where nothing on the page mends it."""
    try:
        act()
    except NotAllowed as refused:
        if refused.code not in SENTENCES:
            raise
        return _again(request, participant, refused.code, typed)
    return None


def _again(request: ReaderRequest, participant: UUID, code: str, typed: Typed) -> HttpResponse:
    page = shown_to(request).page(participant)
    items = tuple(replace(item, typed=typed.comments.get(item.about, "")) for item in page.items)
    context = {"answers": replace(page, items=items), "refusal": SENTENCES[code], "typed": typed}
    status = HTTPStatus.CONFLICT if code == READ else HTTPStatus.OK
    return render(request, "rounds/rounds/answers.html", context, status=status)
