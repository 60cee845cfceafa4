from django.urls import path

from procurement.reviews import file_views, panel_views, pool_views, recheck_views, round_views, views

app_name = "reviews"

urlpatterns = [
    path("desk/reviews/", views.queue, name="queue"),
    path("desk/reviews/<int:pk>/", views.assignment, name="assignment"),
    path("desk/reviews/<int:pk>/give-back/", views.give_back, name="give_back"),
    path("desk/reviews/<int:pk>/read/", views.read, name="read"),
    path("desk/reviews/<int:pk>/send/", views.send, name="send"),
    path("desk/reviews/<int:pk>/score/<slug:criterion>/", views.score, name="score"),
    path("desk/reviews/honoraria/<int:pk>/decline/", pool_views.decline_pay, name="decline_pay"),
    path("agency/reviewers/", pool_views.pool, name="pool"),
    path("agency/reviewers/<int:pk>/", pool_views.reviewer, name="reviewer"),
    path("agency/reviewers/<int:pk>/honorarium/", pool_views.set_honorarium, name="set_honorarium"),
    path("agency/honoraria/", pool_views.honoraria, name="honoraria"),
    path("agency/honoraria/<int:pk>/", pool_views.pay, name="pay"),
    path("agency/rechecks/", recheck_views.rechecks, name="rechecks"),
    path("agency/rechecks/<int:pk>/", recheck_views.recheck, name="recheck"),
    path("agency/rechecks/declarations/<int:pk>/", recheck_views.check, name="check_declaration"),
    path("agency/rounds/<str:reference>/panels/", round_views.panels, name="round_panels"),
    path("agency/rounds/<str:reference>/panels/standing/", round_views.set_standing, name="set_standing"),
    path("agency/rounds/<str:reference>/panels/propose/", round_views.propose, name="propose"),
    path("agency/standing-panels/<int:pk>/remove/", round_views.remove_standing, name="remove_standing"),
    path("agency/reviewers/parts/<int:pk>/withdraw/", panel_views.withdraw_access, name="withdraw_access"),
    path("agency/reviews/", panel_views.agency_list, name="agency_list"),
    path("agency/reviews/<str:reference>/", panel_views.subject, name="subject"),
    path("agency/reviews/<str:reference>/read/", panel_views.read, name="read_subject"),
    path("agency/reviews/<str:reference>/files/", file_views.files, name="files"),
    path("agency/reviews/<str:reference>/files/names/", file_views.names, name="names"),
    path("agency/reviews/<str:reference>/ask/", panel_views.ask, name="ask"),
    path("agency/reviews/<str:reference>/lead/", panel_views.lead, name="lead"),
    path("agency/reviews/<str:reference>/consensus/", panel_views.consensus, name="consensus"),
    path(
        "agency/reviews/<str:reference>/consensus/<slug:criterion>/",
        panel_views.consensus_score,
        name="consensus_score",
    ),
]
