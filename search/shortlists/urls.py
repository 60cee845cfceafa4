from django.urls import path

from search.shortlists import views

app_name = "shortlists"
DESK = "desk/shortlists/"
ONE = f"{DESK}<str:reference>/"

urlpatterns = [
    path(DESK, views.shortlists, name="list"),
    path(f"{DESK}new/", views.start, name="start"),
    path(f"{DESK}add/", views.add, name="add"),
    path(ONE, views.detail, name="detail"),
    path(f"{ONE}record.json", views.record_file, name="record"),
    path(f"{ONE}rename/", views.rename, name="rename"),
    path(f"{ONE}freeze/", views.freeze, name="freeze"),
    path(f"{ONE}copy/", views.copy, name="copy"),
    path(f"{ONE}attach/", views.attach, name="attach"),
    path(f"{ONE}put-away/", views.put_away, name="put_away"),
    path(f"{ONE}bring-back/", views.bring_back, name="bring_back"),
    path(f"{ONE}delete/", views.delete, name="delete"),
    path(f"{ONE}models/<int:pk>/note/", views.note, name="note"),
    path(f"{ONE}models/<int:pk>/move/", views.move, name="move"),
    path(f"{ONE}models/<int:pk>/remove/", views.remove, name="remove"),
]
