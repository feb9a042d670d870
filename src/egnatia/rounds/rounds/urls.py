from django.urls import path

from egnatia.rounds.rounds.views import (
    answering,
    changes,
    changing,
    clearing,
    listing,
    opening,
    reminding,
    several,
    withdrawing,
)

urlpatterns = [
    path("", listing.rounds, name="rounds"),
    path("new/", opening.new, name="round-new"),
    path("withdrawn/", withdrawing.withdrawn, name="rounds-withdrawn"),
    path("of/<uuid:participant>/", answering.answers, name="round-answers"),
    path("of/<uuid:participant>/question/", answering.question, name="round-question"),
    path("of/<uuid:participant>/changes/", changes.of_participant, name="round-participant-changes"),
    path("of/<uuid:participant>/several/", several.several, name="round-several"),
    path("of/<uuid:participant>/beginning/", answering.beginning, name="round-beginning"),
    path("of/<uuid:participant>/handing-in/", clearing.handing_in, name="round-handing-in"),
    path("of/<uuid:participant>/clearance/", clearing.clearance, name="round-clearance"),
    path("of/<uuid:participant>/clearance/undoing/", clearing.clearance_undoing, name="round-clearance-undoing"),
    path("of/<uuid:participant>/acceptance/", clearing.acceptance, name="round-acceptance"),
    path("of/<uuid:participant>/acceptance/undoing/", clearing.acceptance_undoing, name="round-acceptance-undoing"),
    path("of/<uuid:participant>/return/", clearing.returning, name="round-return"),
    path("answers/<uuid:record>/", answering.answer, name="round-answer"),
    path("<uuid:record>/", listing.one, name="round"),
    path("<uuid:record>/download.<str:form>", listing.download, name="round-download"),
    path("<uuid:record>/changes/", changes.of_round, name="round-changes"),
    path("<uuid:record>/change/", changing.change, name="round-change"),
    path("<uuid:record>/reminder/", reminding.reminder, name="round-reminder"),
    path("<uuid:record>/withdrawal/", withdrawing.withdrawal, name="round-withdrawal"),
    path("<uuid:record>/restoration/", withdrawing.restoration, name="round-restoration"),
]
