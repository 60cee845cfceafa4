"""Addresses of comments on a draft of the policy."""

from django.urls import path

from procurement.policycomments import views

app_name = "policycomments"
OF_VERSION = "agency/policy/<int:number>/comments/"

urlpatterns = [
    path(OF_VERSION, views.comment_list, name="list"),
    path(f"{OF_VERSION}<int:pk>/answer/", views.answer, name="answer"),
    path(f"{OF_VERSION}<int:pk>/resolve/", views.resolve, name="resolve"),
    path(f"{OF_VERSION}<int:pk>/reopen/", views.reopen, name="reopen"),
]
