from django.urls import path

from egnatia.rounds.signed_clearance.views import paper

urlpatterns = [
    path("of/<uuid:participant>/draft.pdf", paper.draft, name="paper-draft"),
    path("of/<uuid:participant>/", paper.signing, name="paper-signing"),
    path("<uuid:record>/file/", paper.page, name="paper-file"),
]
