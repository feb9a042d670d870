from django.urls import path

from egnatia.mapping.handover.views import desk

urlpatterns = [path("", desk.desk, name="desk")]
