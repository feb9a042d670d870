from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.activities.institutions import shown
from egnatia.activities.institutions.queries.one import Asked, institution_page
from egnatia.activities.institutions.rules import month_asked
from egnatia.kernel import clock
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest


@require_safe
def institution(request: ReaderRequest, key: str) -> HttpResponse:
    today = clock.today()
    said = {name: request.GET.get(name, "") for name in ("since", "month", "partner")}
    asked = Asked(
        first=month_asked(said["since"], today),
        month=month_asked(said["month"], today) if said["month"] else None,
        partner=said["partner"][:300],
    )
    page = institution_page(request.reader, key, asked, forum())
    context = {
        "institution": page,
        "lead": shown.lead(page),
        "months": shown.month_rows(page, asked),
        "around": shown.around(asked),
        "chosen": shown.chosen_words(page, asked),
        "narrowed": bool(asked.month or asked.partner),
        "most": shown.most_words(page),
    }
    return render(request, "activities/institutions/page.html", context)
