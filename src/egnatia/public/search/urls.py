from django.urls import path

from egnatia.public.search import views

urlpatterns = [path("", views.search, name="search")]
