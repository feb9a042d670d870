"""A form that was opened from elsewhere leads back there once it is saved."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import LONGEST_WAY_BACK

BACK = "back"  # the name in the address


def redirect_back(request: ReaderRequest, otherwise: str, *args: object) -> HttpResponseRedirect:
    """To the page of ours that the address names; to the route `otherwise` where it names none."""
    wanted = request.GET.get(BACK, "")
    short = wanted.startswith("/") and len(wanted) <= LONGEST_WAY_BACK
    if short and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return HttpResponseRedirect(wanted)
    return redirect(otherwise, *args)
