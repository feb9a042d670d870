"""Every address of the site. A route without a generator in tests/noninterference fails the build."""

from django.urls import include, path

from egnatia.kernel.rooms import rooms
from egnatia.web.addresses import set_language
from egnatia.web.retention import privacy

urlpatterns = [
    *(path(room.prefix, include(f"egnatia.{room.name}.urls")) for room in rooms()),
    path("", include("egnatia.web.operations")),
    path("account/", include("egnatia.people.accounts.urls")),
    path("privacy/", privacy, name="privacy"),
    path("language/setlang/", set_language, name="set_language"),
]

handler400 = "egnatia.web.errors.bad_request"
handler403 = "egnatia.web.errors.forbidden"
handler404 = "egnatia.web.errors.not_found"
handler500 = "egnatia.web.errors.server_error"
