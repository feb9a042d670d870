from django.urls import path

from egnatia.start.onboarding import views

urlpatterns = [
    path("", views.start, name="start"),
    path("putting-away/", views.putting_away, name="start-putting-away"),
    path("putting-back/", views.putting_back, name="start-putting-back"),
]
