from django.urls import path

from egnatia.rounds.rounds.views import answers, clearance, lifecycle, lists, reminders

urlpatterns = [
    path("", lists.rounds, name="rounds"),
    path("new/", lifecycle.new, name="round-new"),
    path("withdrawn/", lifecycle.withdrawn, name="rounds-withdrawn"),
    path("of/<uuid:participant>/", answers.answers, name="round-answers"),
    path("of/<uuid:participant>/question/", answers.question, name="round-question"),
    path("of/<uuid:participant>/changes/", lists.of_participant, name="round-participant-changes"),
    path("of/<uuid:participant>/several/", answers.several, name="round-several"),
    path("of/<uuid:participant>/beginning/", answers.beginning, name="round-beginning"),
    path("of/<uuid:participant>/handing-in/", clearance.handing_in, name="round-handing-in"),
    path("of/<uuid:participant>/clearance/", clearance.clearance, name="round-clearance"),
    path("of/<uuid:participant>/clearance/undoing/", clearance.clearance_undoing, name="round-clearance-undoing"),
    path("of/<uuid:participant>/acceptance/", clearance.acceptance, name="round-acceptance"),
    path("of/<uuid:participant>/acceptance/undoing/", clearance.acceptance_undoing, name="round-acceptance-undoing"),
    path("of/<uuid:participant>/return/", clearance.returning, name="round-return"),
    path("answers/<uuid:record>/", answers.answer, name="round-answer"),
    path("<uuid:record>/", lists.one, name="round"),
    path("<uuid:record>/download.<str:form>", lists.download, name="round-download"),
    path("<uuid:record>/changes/", lists.of_round, name="round-changes"),
    path("<uuid:record>/change/", lifecycle.change, name="round-change"),
    path("<uuid:record>/reminder/", reminders.reminder, name="round-reminder"),
    path("<uuid:record>/withdrawal/", lifecycle.withdrawal, name="round-withdrawal"),
    path("<uuid:record>/restoration/", lifecycle.restoration, name="round-restoration"),
]
