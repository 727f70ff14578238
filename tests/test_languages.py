"""A language is offered when it is spoken."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import make_link


def test_every_offered_language_but_english_has_a_catalogue():
    folder = Path(settings.LOCALE_PATHS[0])
    missing = [code for code, _ in settings.LANGUAGES if code != "en" and not (folder / code / "LC_MESSAGES").is_dir()]
    assert missing == []


@pytest.mark.django_db
def test_a_browser_that_asks_for_arabic_gets_english_that_says_so(home):
    from daybreak.domain.pledges.tokens import token_of

    page = Client().get(f"/f/{token_of(make_link())}/", headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="en" dir="ltr">' in page
