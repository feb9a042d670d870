"""What an economy said to each commitment, in sentences: its own page."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from egnatia.commitments.follow_ups.authority import may_speak
from egnatia.commitments.reading.forms import OwnForm
from egnatia.commitments.reading.queries.given import reports_given
from egnatia.commitments.reading.queries.own import own_page
from egnatia.commitments.reading.tabs import tabs_for
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.paging import page_number
from egnatia.people.access import members_only


@require_safe
@members_only
def own(request: ReaderRequest) -> HttpResponse:
    """The reader's economy; whoever sits for several or for none chooses one."""
    names = forum()
    his = [each for each in names.economies if each.code in request.reader.economies]
    if len(his) == 1:
        return redirect("commitments:economy", his[0].code)
    context = {"economies": his or names.economies, "tabs": tabs_for("own", member=True)}
    return render(request, "commitments/reading/choosing.html", context)


@require_safe
@members_only
def reports(request: ReaderRequest) -> HttpResponse:
    """What a letter before a due day leads to: the same page for every kind of organisation."""
    listing = reports_given(request.reader, forum(), page=page_number(request.GET))
    context = {"listing": listing, "tabs": tabs_for("own", member=True)}
    return render(request, "commitments/reading/reports.html", context)


@require_safe
def economy(request: ReaderRequest, code: str) -> HttpResponse:
    names = forum()
    known = names.economy(code)
    if known is None:
        raise Http404
    form = OwnForm(request.GET)
    filters = form.filters
    context = {
        "form": form,
        "filtered": bool(filters),
        "economy": known,
        "listing": own_page(request.reader, code, filters, names, page=page_number(request.GET)),
        "may_speak": may_speak(request.reader, code),
        "tabs": tabs_for("own", member=not request.reader.is_anonymous),
    }
    return render(request, "commitments/reading/economy.html", context)
