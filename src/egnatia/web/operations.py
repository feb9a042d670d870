"""What machines ask of a site: whether it lives, whom to tell of a weakness, what not to visit."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction  # noqa: TID251 - whether it answers; nothing is read
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from egnatia.kernel import clock
from egnatia.people.addresses import whole_address

NOT_FOR_ROBOTS = "User-agent: *\n" + "".join(
    f"Disallow: {language}/{part}/\n" for part in ("account", "search", "language") for language in ("", "/*")
)
GOOD_FOR = timedelta(days=180)


@require_safe
@transaction.non_atomic_requests
def live(_request: HttpRequest) -> HttpResponse:
    """200 without content: this process answers."""
    return HttpResponse(status=200)


@require_safe
@transaction.non_atomic_requests
def ready(_request: HttpRequest) -> HttpResponse:
    """200 where the database answers, else 503; without content."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse(status=503)
    return HttpResponse(status=200)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = f"Sitemap: {whole_address(request, reverse('public:sitemap'))}\n"
    return HttpResponse(NOT_FOR_ROBOTS + sitemap, content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. 404 where nobody was named whom to tell."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (clock.now() + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}"]
    lines += [f"Canonical: {request.build_absolute_uri()}", "Preferred-Languages: en"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("health/live/", live, name="health-live"),
    path("health/ready/", ready, name="health-ready"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security, name="security"),
]
