"""Addresses of moving applications."""

from django.urls import path

from procurement.transfers import views

app_name = "transfers"

urlpatterns = [
    path("desk/applications/bring-in/", views.bring_in, name="bring_in"),
    path("desk/applications/<str:reference>/archive.zip", views.export, name="export"),
    path("desk/applications/<str:reference>/brought-in/", views.brought_in, name="brought_in"),
]
