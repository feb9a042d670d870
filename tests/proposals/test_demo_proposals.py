"""The demo's proposals: each rewords an activity that is there, and gets it first, with reasons."""

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.proposals.extraction import understand
from egnatia.proposals.queries.answers import ProposalAnswer, answer_to, every
from egnatia.proposals.queries.organisations import known_to
from egnatia.start.demo import fixtures
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import vocabulary
from tests.start.demo.loaded import demo

__all__ = ["demo"]
pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


def answer(text: str) -> ProposalAnswer:
    understood = understand(text, known_to(ANONYMOUS))
    return answer_to(understood, reader=ANONYMOUS, names=forum(), vocabulary=vocabulary())


@pytest.mark.parametrize("proposal", fixtures.proposals(), ids=lambda proposal: proposal.file)
def test_a_proposal_that_rewords_an_activity_gets_it_first_with_reasons(proposal: fixtures.DemoProposal) -> None:
    wanted = next(activity for activity in fixtures.activities() if activity.key == proposal.first)

    found = list(every(answer(fixtures.proposal_text(proposal))))

    assert found[0].row.facts.identifiers == tuple(wanted.identifiers)
    assert len(found[0].why) > 20


def test_the_page_shows_whom_to_talk_to_and_why(client: Client) -> None:
    (proposal, *_rest) = fixtures.proposals()

    page = client.post(reverse("proposals:proposal"), {"text": fixtures.proposal_text(proposal)})

    assert page.status_code == 200
    assert page.text.index('id="talk"') < page.text.index("Seven Lakes Cooperation (demo)")
