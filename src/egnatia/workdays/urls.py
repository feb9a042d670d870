from django.urls import path

from egnatia.workdays.views import setting

app_name = "workdays"
urlpatterns = [
    path("", setting.calendars, name="calendars"),
    path("<str:economy>/", setting.calendar, name="calendar"),
]
