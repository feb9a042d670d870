"""Turns what an action answers instead of doing it into the page that everybody gets for it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.people.limits.rules import TooManyError
from egnatia.web import errors
from egnatia.web.page import footer_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# A feature with a rule of its own adds the sentence of its code here.
SENTENCES: "dict[str, _StrPromise]" = {
    "sign-in": _("Sign in first."),
    "second-factor": _("This needs a sign-in with the second step. Add it under “Account and sign-in”."),
    "owner": _("Only the organisation that it belongs to may change it."),
    "second-person": _("A second person has to agree: you asked for it yourself."),
    "community": _("You may mark for communities that you belong to or that accept submissions."),
    "economy": _("This economy does not exist."),
    "administrator": _("Only an administrator or the secretariat may do this."),
    "steward": _("Only a steward of the community may do this."),
    "yourself": _("Nobody decides about himself: another person has to do this."),
    "import-state": _("This import is no longer at that step. Look at its page again."),
    "side": _("Only the organisations that the two activities belong to say what a match is."),
    "aims": _("Only the organisation that the activity belongs to and the secretariat say what it serves."),
    "answered": _("Somebody has decided about this name meanwhile."),
    "secretariat": _("Only the secretariat may do this."),
    "need-economy": _("You can state needs of economies that you speak for only."),
    "speaks-for": _("You can follow up for economies that you speak for, and for your own organisation."),
    "civil-society": _("Only organisations of civil society file a view on what was said."),
    "need-focal-point": _("Only the focal point of this economy says whether it confirms a need."),
    "need-changed": _("The need was changed meanwhile. Read it again before you confirm it."),
    "publication-source": _("A source of this extract may not be read by all who would read the extract."),
    "publication-size": _("This would rest on too many records. Narrow the matrix by its filters first."),
    "partner-answer": _("Only the secretariat that asked, or the organisation itself, says whether this is so."),
    "partner-rows": _("No more activities can be added here. Hand in, and write to the secretariat about the rest."),
    "partner-nothing": _("Nothing was said yet, so there is nothing to hand in."),
    "round-speaker": _("Only people of this economy or organisation answer for it."),
    "round-clearance": _("Only the focal point of this economy, or the organisation itself, clears its answers."),
    "round-stage": _("The answers are at another step by now, or the round is not open yet. Look at its page."),
    "round-not-asked": _("Nothing is asked of this participant in the round."),
    "round-nothing": _("Nothing was answered yet that can be handed in or cleared."),
    "round-no-seat": _("This economy has no focal point's office to hand in to. Write to the secretariat."),
    "round-read": _("The answers were changed since you opened the page. Read them again first."),
    "report-snapshot": _("The snapshot itself is marked for fewer readers. Choose a narrower audience."),
    "round-reason": _("Say why you return it: a word on the whole, or a comment on an item."),
    "round-circulates": _("A text that holds these answers circulates. Take the text back first, or wait for its end."),
    "round-adopted": _("Something of this round was adopted or circulates: it stays. Corrections are new snapshots."),
    "snapshot-audience": _("Whoever reads the round has to read what was adopted: choose a marking as wide."),
    "snapshot-circulates": _("Another text of this round circulates. Take it back first, or wait for its end."),
    "snapshot-size": _("This would rest on too many records."),
    "snapshot-office": _("Only whoever clears for this participant may object for it."),
    "snapshot-reason": _("Say why you object: the secretariat needs your reason to write another text."),
    "snapshot-over": _("This text does not circulate any more."),
    "round-note": _("Only the secretariat and those who take part in the round write on what it comes to."),
    "round-begun": _("Somebody whom you leave out has begun to answer. Its answers stay: let it observe instead."),
    "section-empty": _("Nothing stands in this section that a colleague could be shown."),
    "section-nothing": _("Nothing was said yet, so there is nothing to hand in."),
    "paper-printed": _("The signed page stays with those who may read all that is printed on it."),
    "section-account": _("Whoever is asked with an account finds it on the start page: there is no link to hand over."),
    "desk": _("Only whoever holds the office of a focal point finds a desk there."),
    "bulk-over": _("This was undone already, or is longer ago than thirty days."),
    "filters-full": _("You keep as many filters as one may: drop one of them first."),
    "demo-only": _("Codes from this machine are for demonstration accounts only."),
}


class Faults:
    """`NotFound` is the 404 of a missing page, to the byte; `NotAllowed` is a 403 with the sentence of its code.

    An address that only takes what a form sends is answered with a page too when somebody opens it.
    `AlreadyThere`, where a page has no words of its own for it, is a 409: pressed twice, done once. Too many attempts
    are a 429, whether there is such an account or not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            return errors.only_for_forms(response.headers["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The transaction is rolled back already: nothing was changed."""
        if isinstance(exception, NotFound):
            return response_for_exception(request, Http404())
        if isinstance(exception, NotAllowed):
            return _page("not_allowed", 403, sentence=SENTENCES.get(exception.code, ""))
        if isinstance(exception, AlreadyThere):
            return _page("already_there", 409)
        if isinstance(exception, TooManyError):
            return errors.too_many(request, seconds=exception.seconds)
        return None


def _page(template: str, status: int, **said: object) -> HttpResponse:
    shown = {"LANGUAGE_CODE": get_language() or "en", "forum": footer_of(""), **said}
    content = render_to_string(f"people/{template}.html", shown)
    return HttpResponse(content, status=status)
