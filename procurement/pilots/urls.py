"""Addresses of pilots."""

from django.urls import path

from procurement.pilots import milestone_views, views

app_name = "pilots"
ONE = "desk/pilots/<str:reference>/"
MILESTONE = f"{ONE}milestones/<int:number>/"

urlpatterns = [
    path("desk/pilots/", views.pilot_list, name="list"),
    path(ONE, views.detail, name="detail"),
    path(f"{ONE}family-notice/", views.notice, name="notice"),
    path(f"{ONE}purchase-order/", views.order, name="order"),
    path(f"{ONE}being-asked/", views.being_asked, name="being_asked"),
    path(f"{ONE}start/", views.start, name="start"),
    path(f"{ONE}complete/", views.complete, name="complete"),
    path(f"{ONE}close/", views.close, name="close"),
    path(f"{ONE}end-early/", views.terminate, name="terminate"),
    path(MILESTONE, milestone_views.milestone, name="milestone"),
    path(f"{MILESTONE}deliver/", milestone_views.deliver, name="deliver"),
    path(f"{MILESTONE}accept/", milestone_views.accept, name="accept"),
    path(f"{MILESTONE}return/", milestone_views.send_back, name="return"),
    path(f"{MILESTONE}invoice/", milestone_views.invoice, name="invoice"),
    path(f"{MILESTONE}pay/", milestone_views.pay, name="pay"),
    path("pilots/<str:reference>/", views.summary, name="summary"),
    path("pilots/<str:reference>/families/", views.families, name="families"),
]
