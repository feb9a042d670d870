"""The filters that the reader keeps, on the page of a list."""

from typing import Any

from django import template

from egnatia.people.filters.queries import is_watchable, on_list

register = template.Library()


@register.inclusion_tag("people/filters/on_list.html", takes_context=True)
def saved_filters(context: dict[str, Any], code: str) -> dict[str, Any]:
    """`{% saved_filters "activities" %}`: their own ones of this list, and a way to keep the one that is shown.

    Nothing for a visitor, who keeps none. One query.
    """
    request = context["request"]
    if request.reader.is_anonymous:
        return {"member": False}
    rows, filtered = on_list(request.reader, code, request.GET)
    kept = {"code": code, "query": request.GET.urlencode(), "rows": rows, "filtered": filtered}
    return {"member": True, "watchable": is_watchable(code), **kept}
