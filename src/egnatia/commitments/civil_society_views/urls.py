from django.urls import path

from egnatia.commitments.civil_society_views import views

urlpatterns = [
    path("new/<uuid:follow_up>/", views.new, name="observation-new"),
    path("<uuid:record>/", views.observation, name="observation"),
    path("<uuid:record>/reply/", views.reply, name="observation-reply"),
    path("reply/<uuid:reply>/withdrawal/", views.reply_withdrawal, name="observation-reply-withdrawal"),
    path("<uuid:record>/withdrawal/", views.withdrawal, name="observation-withdrawal"),
]
