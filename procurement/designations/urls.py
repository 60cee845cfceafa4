from django.urls import path

from procurement.designations import agency_views, api, views

app_name = "designations"

urlpatterns = [
    path("approved-list/", views.approved_list, name="approved_list"),
    path("approved-list.csv", views.approved_csv, name="approved_csv"),
    path("approved-list.json", views.approved_json, name="approved_json"),
    path("api/v1/approved-list", api.approved_list, name="api_approved_list"),
    path("registers/determinations/", views.register, name="register"),
    path("registers/determinations.atom", views.register_feed, name="feed"),
    path("registers/determinations/<str:reference>/", views.determination, name="determination"),
    path("registers/determinations/<str:reference>/letter/", views.letter, name="letter"),
    path("desk/decisions/<str:reference>/", views.own, name="own"),
    path("agency/decisions/", agency_views.agency_list, name="agency_list"),
    path("agency/decisions/<str:reference>/", agency_views.detail, name="agency_detail"),
    path("agency/decisions/<str:reference>/revise/", agency_views.revise, name="revise"),
    path("agency/decisions/<str:reference>/issue/", agency_views.issue, name="issue"),
    path("agency/reviews/<str:reference>/recommend/", agency_views.recommend, name="recommend"),
    path("agency/approvals/<int:pk>/", agency_views.enforce, name="enforce"),
]
