"""Who may open a page at all. The rights on what it shows are the actions' and queries' own."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse

from egnatia.kernel.requests import ReaderRequest

P = ParamSpec("P")
View = Callable[Concatenate[ReaderRequest, P], HttpResponse]


def members_only(view: View[P]) -> View[P]:
    """The visitor is led to the sign-in page, whatever the address would have shown."""

    @wraps(view)
    def for_members(request: ReaderRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.reader.is_anonymous:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return for_members
