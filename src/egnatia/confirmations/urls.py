from django.urls import path

from egnatia.confirmations import views

app_name = "confirmations"
urlpatterns = [
    path("", views.records, name="records"),
    path("<uuid:record>/", views.record, name="record"),
    path("link/<str:answer>/<str:token>/", views.link, name="link"),
    path("thanks/<str:answer>/", views.thanks, name="thanks"),
]
