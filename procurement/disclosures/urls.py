"""Addresses of confidentiality."""

from django.urls import path

from procurement.disclosures import views

app_name = "disclosures"
OWN = "desk/applications/<str:reference>/confidential/"
REGISTER = "registers/applications/"

urlpatterns = [
    path(OWN, views.claims, name="claims"),
    path(f"{OWN}statement/", views.sign, name="sign"),
    path(f"{OWN}<str:part>/", views.claim, name="claim"),
    path(f"{OWN}<str:part>/drop/", views.drop, name="drop"),
    path("agency/applications/<str:reference>/release/", views.release, name="release"),
    path(REGISTER, views.register, name="register"),
    path(f"{REGISTER}<str:reference>/", views.published, name="public"),
    path(f"{REGISTER}<str:reference>/copy/", views.download, name="download"),
]
