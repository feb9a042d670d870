from django.urls import path

from egnatia.mapping.frameworks.views import answering

urlpatterns = [
    path("objectives/", answering.batch, name="aims"),
    path("objectives/<uuid:activity_id>/", answering.one, name="activity-aims"),
]
