from django.urls import path

from egnatia.mapping.calendars.views import setting

urlpatterns = [
    path("", setting.calendars, name="calendars"),
    path("<str:economy>/", setting.calendar, name="calendar"),
]
