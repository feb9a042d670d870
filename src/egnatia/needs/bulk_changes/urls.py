from django.urls import path

from egnatia.needs.bulk_changes.views import changing, done

urlpatterns = [
    path("", done.changes, name="bulk-changes"),
    path("done/<uuid:change>/", done.change, name="bulk-change"),
    path("done/<uuid:change>/undoing/", done.undoing, name="bulk-undoing"),
    path("<str:listed>/", changing.choosing, name="bulk-choosing"),
    path("<str:listed>/preview/", changing.preview, name="bulk-preview"),
    path("<str:listed>/carrying-out/", changing.carrying_out, name="bulk-carrying-out"),
]
