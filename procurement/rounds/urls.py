from django.urls import path

from procurement.rounds import amendment_views, document_views, feeds, hidden_views, paper_views, question_views, views

app_name = "rounds"

urlpatterns = [
    path("rounds/", views.round_list, name="list"),
    path("rounds/feed/", feeds.rounds, name="feed"),
    path("rounds/<str:reference>/", views.detail, name="detail"),
    path("rounds/<str:reference>/calendar/", feeds.calendar, name="calendar"),
    path("rounds/<str:reference>/documents/<int:pk>/", document_views.download, name="document"),
    path("rounds/<str:reference>/questions.docx", paper_views.as_docx, name="questions_docx"),
    path("rounds/<str:reference>/questions.pdf", paper_views.as_pdf, name="questions_pdf"),
    path("rounds/<str:reference>/ask/", question_views.ask, name="ask"),
    path("desk/questions/", question_views.own_list, name="question_list"),
    path("desk/questions/<str:reference>/", question_views.question, name="question"),
    path("agency/rounds/", views.agency_list, name="agency_list"),
    path("agency/rounds/new/", views.create, name="create"),
    path("agency/rounds/<str:reference>/", views.agency_detail, name="agency_detail"),
    path("agency/rounds/<str:reference>/hidden/", hidden_views.hidden, name="hidden"),
    path("agency/rounds/<str:reference>/edit/", views.edit, name="edit"),
    path("agency/rounds/<str:reference>/preview/", views.preview, name="preview"),
    path("agency/rounds/<str:reference>/documents/", document_views.documents, name="documents"),
    path("agency/rounds/<str:reference>/documents/<int:pk>/remove/", document_views.remove, name="remove_document"),
    path("agency/rounds/<str:reference>/publish/", views.publish, name="publish"),
    path("agency/rounds/<str:reference>/archive/", views.archive, name="archive"),
    path("agency/rounds/<str:reference>/amend/", amendment_views.amend, name="amend"),
    path("agency/rounds/<str:reference>/end/", amendment_views.end, name="end"),
    path("agency/rounds/<str:reference>/extend/", amendment_views.extend, name="extend"),
    path("agency/rounds/<str:reference>/questions/", question_views.agency_questions, name="agency_questions"),
    path("agency/questions/<str:reference>/", question_views.agency_question, name="agency_question"),
    path("agency/questions/<str:reference>/answer/", question_views.answer, name="answer_question"),
    path("agency/questions/<str:reference>/reject/", question_views.reject, name="reject_question"),
]
