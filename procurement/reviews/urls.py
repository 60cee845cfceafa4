from django.urls import path

from procurement.reviews import panel_views, views

app_name = "reviews"

urlpatterns = [
    path("desk/reviews/", views.queue, name="queue"),
    path("desk/reviews/<int:pk>/", views.assignment, name="assignment"),
    path("desk/reviews/<int:pk>/give-back/", views.give_back, name="give_back"),
    path("desk/reviews/<int:pk>/read/", views.read, name="read"),
    path("desk/reviews/<int:pk>/send/", views.send, name="send"),
    path("desk/reviews/<int:pk>/score/<slug:criterion>/", views.score, name="score"),
    path("agency/reviews/", panel_views.agency_list, name="agency_list"),
    path("agency/reviews/<str:reference>/", panel_views.subject, name="subject"),
    path("agency/reviews/<str:reference>/read/", panel_views.read, name="read_subject"),
    path("agency/reviews/<str:reference>/ask/", panel_views.ask, name="ask"),
    path("agency/reviews/<str:reference>/lead/", panel_views.lead, name="lead"),
    path("agency/reviews/<str:reference>/consensus/", panel_views.consensus, name="consensus"),
    path(
        "agency/reviews/<str:reference>/consensus/<slug:criterion>/",
        panel_views.consensus_score,
        name="consensus_score",
    ),
]
