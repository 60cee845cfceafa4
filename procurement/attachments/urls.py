"""Addresses of what goes with an application."""

from django.urls import path

from procurement.attachments import views

app_name = "attachments"
OWN = "desk/applications/<str:reference>/attached/"

urlpatterns = [
    path(OWN, views.attached_list, name="list"),
    path(f"{OWN}add/", views.attach, name="attach"),
    path(f"{OWN}<int:pk>/take-off/", views.take_off, name="take_off"),
    path(f"{OWN}<int:pk>/renew/", views.renew, name="renew"),
]
