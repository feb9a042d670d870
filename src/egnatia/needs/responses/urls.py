from django.urls import path

from egnatia.needs.responses.views import announcing, answering

urlpatterns = [
    path("", answering.announced, name="announced"),
    path("measures/new/", announcing.new, name="announced-new"),
    path("measures/<uuid:record>/addition/", answering.addition, name="announced-addition"),
    path("measures/<uuid:record>/refusal/", answering.refusal, name="announced-refusal"),
    path("plans/<uuid:record>/word/", answering.plan_word, name="announced-word"),
]
