from django.urls import path

from egnatia.needs.responses import views

urlpatterns = [
    path("", views.announced, name="announced"),
    path("measures/new/", views.new, name="announced-new"),
    path("measures/<uuid:record>/addition/", views.addition, name="announced-addition"),
    path("measures/<uuid:record>/refusal/", views.refusal, name="announced-refusal"),
    path("plans/<uuid:record>/word/", views.plan_word, name="announced-word"),
]
