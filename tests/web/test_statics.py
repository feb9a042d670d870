"""Addresses of static files."""

from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
from django.templatetags.static import static


def test_a_static_file_has_the_address_that_django_gives_it_each_time_it_is_asked_for() -> None:
    asked = [static(name) for name in ("egnatia/page.js", "egnatia/a name.svg", "egnatia/page.js")]

    assert asked == ["/static/egnatia/page.js", "/static/egnatia/a%20name.svg", "/static/egnatia/page.js"]
    assert asked[0] == StaticFilesStorage().url("egnatia/page.js")
    assert staticfiles_storage.url("egnatia/page.js") is staticfiles_storage.url("egnatia/page.js")
