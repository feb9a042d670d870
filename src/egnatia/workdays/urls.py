from django.urls import path

from egnatia.workdays import views

app_name = "workdays"
urlpatterns = [
    path("", views.calendars, name="calendars"),
    path("<str:economy>/", views.calendar, name="calendar"),
]
