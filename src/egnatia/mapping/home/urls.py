from django.urls import path

from egnatia.mapping.home import views

urlpatterns = [path("", views.home, name="home")]
