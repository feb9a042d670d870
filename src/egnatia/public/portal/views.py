"""Home of visitors, topics, economies, whom to call: each as its reader sees it, kept by nobody."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.requests import ReaderRequest
from egnatia.library.fields import TOPICS
from egnatia.library.topics import ABOUT, OBJECTIVES
from egnatia.public.portal.advice import ADVICE, NOW, numbers_of
from egnatia.public.portal.doors import door_of_page
from egnatia.public.portal.parts import economy_tiles, entrances, part, parts, topic_tiles
from egnatia.public.portal.queries.help_services import help_services
from egnatia.public.portal.queries.work import (
    activities_of,
    bodies_of,
    commitments_in,
    commitments_of,
    contacts_shown,
    needs_of,
    work_seen_by,
)
from egnatia.public.portal.rules import BARS_HIGH, BARS_WIDE, bars_of
from egnatia.taxonomy.forum import EconomyName, forum

TOPIC_PARTS = ("policies", "practices", "events", "news", "documents", "campaigns")
MOST_ON_HOME = 3
MOST_AROUND, LONGEST_PLACE = 12, 80


def home_context(request: ReaderRequest) -> dict[str, Any]:
    """What the home of a visitor shows besides what the start brings."""
    reader, names = request.reader, forum()
    lead = _(
        "Here you find what helps to prevent violence and violent extremism, who works on it and which commitments "
        "were made. The regional secretariat runs this site, with the focal points of the economies, for everybody who "
        "lives or works in the region."
    )
    title = _("Preventing violence together in South East Europe")
    return {
        "lead": lead,
        "door": door_of_page(request, title, lead, ("site", "home")),
        "practices": part(reader, "practices", most=MOST_ON_HOME),
        "articles": part(reader, "news", most=MOST_ON_HOME),
        "events": part(reader, "events", most=MOST_ON_HOME),
        "commitments": commitments_of(reader, names, most=MOST_ON_HOME),
        "entrances": entrances(reader),
        **work_context(reader),
    }


def work_context(reader: Reader) -> dict[str, Any]:
    """Who does what, by topic, economy and year."""
    names = forum()
    work = work_seen_by(reader, names)
    return {
        "work": work,
        "tiles": topic_tiles(work),
        "economies": economy_tiles(names, work),
        "bars": bars_of(work.years),
        "bars_wide": BARS_WIDE,
        "bars_high": BARS_HIGH,
    }


@require_safe
def work(request: ReaderRequest) -> HttpResponse:
    door = door_of_page(
        request,
        _("Who does what"),
        _("Projects, events and measures in the region, by topic, economy and year."),
        ("site", "work"),
        table=reverse("activities:activities-download", args=["csv"]),
    )
    return render(request, "public/portal/work.html", {**work_context(request.reader), "door": door})


@require_safe
def topics(request: ReaderRequest) -> HttpResponse:
    tiles = topic_tiles(work_seen_by(request.reader, forum()))
    lead = _(
        "Nine topics, each with what works, which policies there are, who is active and which commitments were made."
    )
    door = door_of_page(request, _("Topics"), lead, ("site", "topics"))
    return render(request, "public/portal/topics.html", {"tiles": tiles, "door": door, "lead": lead})


@require_safe
def topic(request: ReaderRequest, code: str) -> HttpResponse:
    if code not in TOPICS:
        raise Http404
    reader, names = request.reader, forum()
    context = {
        "door": door_of_page(
            request,
            str(TOPICS[code]),
            str(ABOUT[code]),
            ("topic", code),
            feed=reverse("public:topic-feed", args=[code]),
        ),
        "label": TOPICS[code],
        "about": ABOUT[code],
        "parts": parts(reader, TOPIC_PARTS, topic=code),
        "all": _("Topics"),
        "activities": activities_of(reader, names, topic=code),
        "every": _all_activities(f"?about=objective:{OBJECTIVES[code][0]}"),
        "commitments": commitments_of(reader, names, topic=code),
        "contacts": contacts_shown(reader, topic=code),
    }
    return render(request, "public/portal/topic.html", context)


@require_safe
def economies(request: ReaderRequest) -> HttpResponse:
    names = forum()
    tiles = economy_tiles(names, work_seen_by(request.reader, names))
    lead = _(
        "Each economy's policies, institutions, contact points, activities and commitments. The order says nothing "
        "about them."
    )
    door = door_of_page(request, _("Economies"), lead, ("site", "economies"))
    return render(request, "public/portal/economies.html", {"economies": tiles, "door": door, "lead": lead})


@require_safe
def economy(request: ReaderRequest, code: str) -> HttpResponse:
    reader, names, found = request.reader, forum(), _economy(code)
    lead = _("Policies, institutions, contact points, activities and commitments, as far as they are public.")
    feed = reverse("public:economy-feed", args=[found.code])
    context = {
        "economy": found,
        "lead": lead,
        "door": door_of_page(request, found.name, lead, ("economy", found.code), feed=feed),
        "parts": parts(reader, TOPIC_PARTS, economy=found.code),
        "all": _("Economies"),
        "activities": activities_of(reader, names, economy=found.code),
        "every": _all_activities(f"?economy={found.code}"),
        "commitments": commitments_in(reader, names, found.code),
        "contacts": contacts_shown(reader, economy=found.code),
        "bodies": bodies_of(reader, found.code),
        "services": help_services(reader, [found.code]).get(found.code, ()),
    }
    return render(request, "public/portal/economy.html", context)


def _all_activities(query: str) -> str:
    return reverse("activities:activities") + query


def _economy(code: str) -> EconomyName:
    """Raises Http404 where there is none with this code."""
    found = forum().economy(code)
    if found is None:
        raise Http404
    return found


class AroundForm(forms.Form):
    """What a visitor asks of their surroundings: each may be left open, nothing is stored."""

    saves = False
    economy = forms.ChoiceField(label=gettext_lazy("Economy"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Town or municipality"),
        required=False,
        max_length=LONGEST_PLACE,
        help_text=gettext_lazy("In any language and script."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as every form's
        super().__init__(*args, **kwargs)
        economies = [(each.code, each.name) for each in forum().economies]
        self.fields["economy"].choices = [("", gettext_lazy("all economies")), *economies]  # type: ignore[attr-defined]  # a choice field
        self.fields["topic"].choices = [("", gettext_lazy("all topics")), *TOPICS.items()]  # type: ignore[attr-defined]  # a choice field


@require_safe
def around(request: ReaderRequest) -> HttpResponse:
    """Who works in a place or on a topic, which needs fit, whom to call; only the form where nothing is asked."""
    form = AroundForm(request.GET or None)
    lead = _("Who works in your municipality or on your topic, which needs were stated there, and whom to call.")
    context: dict[str, object] = {
        "form": form,
        "lead": lead,
        "door": door_of_page(request, _("Around me"), lead, ("site", "around")),
    }
    if form.is_valid() and any(form.cleaned_data.values()):
        context |= _around(request.reader, **form.cleaned_data)
    return render(request, "public/portal/around.html", context)


def _around(reader: Reader, *, economy: str, topic: str, place: str) -> dict[str, object]:
    names, narrowed = forum(), economy or topic  # a place alone is no reason to list needs and contact points
    return {
        "activities": activities_of(reader, names, topic=topic, economy=economy, place=place, most=MOST_AROUND),
        "every": _all_activities("?" + urlencode({"economy": economy, "q": place})),
        "needs": needs_of(reader, names, topic=topic, economy=economy) if narrowed else None,
        "contacts": contacts_shown(reader, topic=topic, economy=economy) if narrowed else [],
        "services": help_services(reader, [economy]).get(economy, ()) if economy else (),
        "economy": names.economy(economy),
    }


@require_safe
def worried(request: ReaderRequest) -> HttpResponse:
    return render(
        request, "public/portal/worried.html", {**_advice(request, ("site", "worried")), "names": forum().economies}
    )


@require_safe
def worried_in(request: ReaderRequest, code: str) -> HttpResponse:
    found = _economy(code)
    context = {
        **_advice(request, ("worried", found.code)),
        "names": forum().economies,
        "economy": found,
        "services": help_services(request.reader, [found.code]).get(found.code, ()),
        "numbers": numbers_of(found.code),
    }
    return render(request, "public/portal/worried.html", context)


def _advice(request: ReaderRequest, picture: tuple[str, str]) -> Mapping[str, object]:
    lead = _(
        "You know somebody best. If you fear that they are drawn towards violence, talk to somebody about it: early "
        "and in confidence."
    )
    door = door_of_page(request, _("Worried about somebody?"), lead, picture)
    return {"now": NOW, "advice": ADVICE, "numbers": numbers_of(""), "lead": lead, "door": door}
