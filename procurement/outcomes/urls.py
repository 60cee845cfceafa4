"""Addresses of outcomes."""

from django.urls import path

from procurement.outcomes import agency_views, views

app_name = "outcomes"
ONE, AGENCY = "desk/outcomes/<str:reference>/", "agency/outcomes/"

urlpatterns = [
    path(ONE, views.report, name="report"),
    path(f"{ONE}check/", views.check, name="check"),
    path(f"{ONE}send/", views.submit, name="submit"),
    path(f"{ONE}reply/", views.reply, name="reply"),
    path(f"{ONE}part/<str:key>/", views.part, name="part"),
    path(AGENCY, agency_views.report_list, name="agency_list"),
    path(f"{AGENCY}<str:reference>/", agency_views.detail, name="agency_detail"),
    path(f"{AGENCY}<str:reference>/verify/", agency_views.verify, name="verify"),
    path(f"{AGENCY}<str:reference>/return/", agency_views.send_back, name="return"),
    path(f"{AGENCY}<str:reference>/publish/", agency_views.publish, name="publish"),
    path("outcomes/<str:reference>.json", views.published_json, name="json"),
    path("outcomes/<str:reference>/", views.published, name="public"),
]
