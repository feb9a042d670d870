from django.urls import path

from egnatia.people.calendars import views

urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("ending/", views.ending, name="calendar-ending"),
    path("<slug:secret>.ics", views.file, name="calendar-file"),
]
