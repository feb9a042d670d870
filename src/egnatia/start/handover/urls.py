from django.urls import path

from egnatia.start.handover.views import desk

urlpatterns = [path("", desk.desk, name="desk")]
