"""Headers of every answer, static files included: nothing foreign runs, nothing private stays in a cache."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

POLICY, SANDBOX = "Content-Security-Policy", "; sandbox"
FORMS_LEAD_HERE = "form-action 'self'"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
    f"base-uri 'none'; {FORMS_LEAD_HERE}; frame-ancestors 'none'"
)
HEADERS = {
    POLICY: CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": Django's protection of forms over HTTPS reads the referrer of our own pages.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware; outermost, so that an answer of another middleware carries the headers too."""

    headers = dict(HEADERS)
    if settings.OIDC:  # the form of the sign-in page leads there
        headers[POLICY] = CONTENT_SECURITY_POLICY.replace(FORMS_LEAD_HERE, f"{FORMS_LEAD_HERE} {settings.OIDC.origin}")

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        alone = response.headers.get(POLICY, "")
        for name, value in headers.items():
            response.headers[name] = value
        if SANDBOX in alone:  # a file that somebody sent, a page that is looked at: stricter than a page of ours
            response.headers[POLICY] = alone
        if not request.path.startswith(settings.STATIC_URL):
            _keep_private(request, response)
        return response

    return middleware


def _keep_private(request: HttpRequest, response: HttpResponse) -> None:
    """A page of somebody who may be signed in is never stored: not by a proxy, nor for the Back key after sign-out."""
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    session = settings.SESSION_COOKIE_NAME
    if session in request.COOKIES or session in response.cookies:
        response.headers["Cache-Control"] = "private, no-store"
