"""Addresses of appeals."""

from django.urls import path

from procurement.appeals import agency_views, views

app_name = "appeals"
AGENCY, DESK = "agency/appeals/", "desk/appeals/"

urlpatterns = [
    path("registers/appeals/", views.register, name="register"),
    path("registers/appeals/<str:reference>/", views.published, name="public"),
    path("registers/appeals/<str:reference>/letter/", views.letter, name="letter"),
    path(DESK, views.appeal_list, name="list"),
    path(f"{DESK}<str:reference>/", views.detail, name="detail"),
    path(f"{DESK}<str:reference>/files/", views.add, name="add"),
    path("desk/decisions/<str:reference>/appeal/", views.file, name="file"),
    path(AGENCY, agency_views.agency_list, name="agency_list"),
    path(f"{AGENCY}<str:reference>/", agency_views.agency_detail, name="agency_detail"),
    path(f"{AGENCY}<str:reference>/take-up/", agency_views.take_up, name="take_up"),
    path(f"{AGENCY}<str:reference>/step-back/", agency_views.step_back, name="step_back"),
    path(f"{AGENCY}<str:reference>/dismiss/", agency_views.dismiss, name="dismiss"),
    path(f"{AGENCY}<str:reference>/grant/", agency_views.grant, name="grant"),
]
