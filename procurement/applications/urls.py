from django.urls import path

from procurement.applications import agency_views, copy_views, cure_views, goal_views, section_views, views

app_name = "applications"

urlpatterns = [
    path("rounds/<str:reference>/apply/", views.start, name="start"),
    path("desk/applications/", views.application_list, name="list"),
    path("desk/applications/<str:reference>/", views.tasks, name="tasks"),
    path("desk/applications/<str:reference>/tier/", views.tier, name="tier"),
    path("desk/applications/<str:reference>/copy/", copy_views.copy, name="copy"),
    path("desk/applications/<str:reference>/renew/", copy_views.renew, name="renew"),
    path("desk/applications/<str:reference>/check/", views.check, name="check"),
    path("desk/applications/<str:reference>/receipt/", views.receipt, name="receipt"),
    path("desk/applications/<str:reference>/withdraw/", views.withdraw, name="withdraw"),
    path("desk/applications/<str:reference>/discard/", views.discard, name="discard"),
    path("applications/<str:reference>/fee-again/", views.ask_fee_again, name="ask_fee_again"),
    path("desk/applications/<str:reference>/cure/", cure_views.cure, name="cure"),
    path("desk/applications/<str:reference>/goals/new/", goal_views.add_goal, name="add_goal"),
    path("desk/applications/<str:reference>/goals/<int:pk>/", goal_views.goal, name="goal"),
    path("desk/applications/<str:reference>/goals/<int:pk>/remove/", goal_views.remove_goal, name="remove_goal"),
    path("desk/applications/<str:reference>/<slug:key>/", section_views.section, name="section"),
    path("desk/applications/<str:reference>/<slug:key>/open/", section_views.presence, name="presence"),
    path("agency/applications/", agency_views.agency_list, name="agency_list"),
    path("agency/applications/<str:reference>/", agency_views.detail, name="agency_detail"),
    path("agency/applications/<str:reference>/begin/", agency_views.begin, name="begin"),
    path("agency/applications/<str:reference>/screen/", agency_views.screen, name="screen"),
    path("agency/applications/<str:reference>/missing/", agency_views.request_cure, name="request_cure"),
    path("agency/applications/<str:reference>/close/", agency_views.close, name="close"),
]
