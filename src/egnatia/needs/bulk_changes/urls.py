from django.urls import path

from egnatia.needs.bulk_changes import views

urlpatterns = [
    path("", views.changes, name="bulk-changes"),
    path("done/<uuid:change>/", views.change, name="bulk-change"),
    path("done/<uuid:change>/undoing/", views.undoing, name="bulk-undoing"),
    path("<str:listed>/", views.choosing, name="bulk-choosing"),
    path("<str:listed>/preview/", views.preview, name="bulk-preview"),
    path("<str:listed>/carrying-out/", views.carrying_out, name="bulk-carrying-out"),
]
