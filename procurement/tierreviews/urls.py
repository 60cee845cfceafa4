"""Addresses of tier reviews."""

from django.urls import path

from procurement.tierreviews import views

app_name = "tierreviews"
AGENCY, DESK = "agency/tier-reviews/", "desk/tier-reviews/"

urlpatterns = [
    path(AGENCY, views.agency_list, name="agency_list"),
    path(f"{AGENCY}<str:reference>/", views.agency_detail, name="agency_detail"),
    path(f"{AGENCY}<str:reference>/assemble/", views.assemble, name="assemble"),
    path(f"{AGENCY}<str:reference>/recommend/", views.recommend, name="recommend"),
    path(f"{AGENCY}<str:reference>/revise/", views.revise, name="revise"),
    path(f"{AGENCY}<str:reference>/decide/", views.decide, name="decide"),
    path(DESK, views.review_list, name="list"),
    path(f"{DESK}ask/<slug:slug>/", views.ask, name="ask"),
    path(f"{DESK}<str:reference>/", views.detail, name="detail"),
    path(f"{DESK}<str:reference>/reply/", views.reply, name="reply"),
    path("registers/tier-reviews/", views.register, name="register"),
    path("registers/tier-reviews/<str:reference>/", views.published, name="public"),
]
