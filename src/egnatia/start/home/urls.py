from django.urls import path

from egnatia.start.home import views

urlpatterns = [path("", views.home, name="home")]
