"""Addresses of the commitments: each feature brings its own."""

from django.urls import include, path

app_name = "commitments"
urlpatterns = [
    path("", include("egnatia.commitments.reading.urls")),
    path("", include("egnatia.commitments.agreed.urls")),
    path("", include("egnatia.commitments.joined.urls")),
    path("questions/", include("egnatia.commitments.questions.urls")),
    path("follow-ups/", include("egnatia.commitments.followed.urls")),
    path("views/", include("egnatia.commitments.observed.urls")),
    path("outcomes/", include("egnatia.commitments.outcomes.urls")),
]
