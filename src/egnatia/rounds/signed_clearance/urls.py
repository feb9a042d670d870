from django.urls import path

from egnatia.rounds.signed_clearance import views

urlpatterns = [
    path("of/<uuid:participant>/draft.pdf", views.draft, name="paper-draft"),
    path("of/<uuid:participant>/", views.signing, name="paper-signing"),
    path("<uuid:record>/file/", views.page, name="paper-file"),
]
