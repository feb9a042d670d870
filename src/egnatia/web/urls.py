"""Every address of the site. A route without a generator in tests/noninterference fails the build."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
