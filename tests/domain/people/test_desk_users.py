"""People of the desk: who owns this Daybreak, and how they sign in."""

import pytest

from daybreak.domain.people.models import SignInToken
from daybreak.domain.people.services import SignInRefused, add_desk_user, make_sign_in_token, use_sign_in_token
from tests.factories import AT, DANA

pytestmark = pytest.mark.django_db


def test_the_first_person_of_the_desk_is_the_owner_and_the_second_is_not():
    first, second = (add_desk_user(alias=alias, actor=DANA, at=AT) for alias in ("first", "second"))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.owner, second.owner) == (True, False)


def test_a_sign_in_token_is_spent_once_and_never_stored():
    user = add_desk_user(alias="first", actor=DANA, at=AT)
    token = make_sign_in_token(user, actor=DANA, at=AT)
    assert token not in SignInToken.objects.get().token_hash
    assert use_sign_in_token(token, actor=DANA, at=AT) == user
    with pytest.raises(SignInRefused):
        use_sign_in_token(token, actor=DANA, at=AT)
