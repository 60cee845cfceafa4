"""Addresses of debriefs."""

from django.urls import path

from procurement.debriefs import views

app_name = "debriefs"
AGENCY = "agency/debriefs/"

urlpatterns = [
    path("desk/decisions/<str:reference>/debrief/", views.ask, name="ask"),
    path("desk/debriefs/<str:reference>/", views.detail, name="detail"),
    path(AGENCY, views.agency_list, name="agency_list"),
    path(f"{AGENCY}<str:reference>/", views.agency_detail, name="agency_detail"),
    path(f"{AGENCY}<str:reference>/record/", views.hold, name="hold"),
]
