"""Addresses of the policy draft and its trial runs."""

from django.urls import path

from procurement.simulations import views

app_name = "simulations"
DRAFT = "agency/policy/"

urlpatterns = [
    path(DRAFT, views.draft, name="draft"),
    path(f"{DRAFT}start/", views.start, name="start"),
    path(f"{DRAFT}run/", views.run, name="run"),
    path(f"{DRAFT}runs/<int:pk>/", views.progress, name="progress"),
]
