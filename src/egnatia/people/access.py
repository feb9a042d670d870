"""Who may open a page at all. The rights on what it shows are the actions' and queries' own."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import resolve_url

from egnatia.kernel.requests import ReaderRequest

P = ParamSpec("P")
View = Callable[Concatenate[ReaderRequest, P], HttpResponse]
LONGEST_WAY_BACK = 2_000  # characters; a browser or proxy may give up on a longer address


def members_only(view: View[P]) -> View[P]:
    """The visitor is led to the sign-in page, whatever the address would have shown."""

    @wraps(view)
    def for_members(request: ReaderRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.reader.is_anonymous:
            wanted = request.get_full_path()
            return redirect_to_login(
                wanted if len(wanted) <= LONGEST_WAY_BACK else resolve_url(settings.LOGIN_REDIRECT_URL)
            )
        return view(request, *args, **kwargs)

    return for_members
