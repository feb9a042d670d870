from django.urls import path

from egnatia.start.handover import views

urlpatterns = [path("", views.desk, name="desk")]
