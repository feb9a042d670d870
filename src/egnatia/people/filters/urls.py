from django.urls import path

from egnatia.people.filters import views

urlpatterns = [
    path("", views.filters, name="filters"),
    path("new/", views.new, name="filter-new"),
    path("<uuid:record>/", views.one, name="filter"),
    path("<uuid:record>/removal/", views.removal, name="filter-removal"),
]
