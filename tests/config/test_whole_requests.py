"""Half a report is no report: what arrives cut short, without a length or under another name is refused."""

import io
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

pytestmark = pytest.mark.django_db  # a request looks at the connection it finds, if an earlier test left one
URL = "/desk/sign-in/none/"  # any page with a form: the refusal comes before it
FORM = "application/x-www-form-urlencoded"


def answer(body, **environ):
    """The status and page of one POST as the web server hands it on, whatever its length claims."""
    said = []
    parts = {"REQUEST_METHOD": "POST", "PATH_INFO": URL, "SERVER_NAME": "testserver", "SERVER_PORT": "80"}
    parts |= {"wsgi.input": io.BytesIO(body), "wsgi.url_scheme": "http", "CONTENT_TYPE": FORM, **environ}
    page = WSGIHandler()(parts, lambda status, headers: said.append(status))
    return int(said[0][:3]), b"".join(page).decode()


def test_half_a_body_is_refused_and_the_whole_one_goes_on(monkeypatch):
    body = urlencode({"outcome": "refused", "words": "half of it"}).encode()
    status, page = answer(body[:20], CONTENT_LENGTH=str(len(body)))
    assert status == 400 and "Only a part of it arrived" in page
    status, page = answer(body, CONTENT_LENGTH=str(len(body)))
    assert status == 403 and "This form has grown old" in page  # the next guard: it has no CSRF token


def test_a_body_without_a_length_is_told():
    status, page = answer(b"", HTTP_TRANSFER_ENCODING="chunked")
    assert status == 411 and "nothing was saved" in page


def test_a_declared_length_over_the_limit_is_refused_before_a_byte_is_read():
    status, page = answer(b"", CONTENT_LENGTH=str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))
    assert status == 413 and "too large" in page


@pytest.mark.parametrize("charset", ["hex", "utf-16"])
@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=q"])
def test_a_form_that_is_not_utf_8_is_refused_in_a_sentence(kind, charset):
    body = b'--q\r\nContent-Disposition: form-data; name="words"\r\n\r\nx\r\n--q--\r\n'
    status, page = answer(body, CONTENT_TYPE=f"{kind}; charset={charset}", CONTENT_LENGTH=str(len(body)))
    assert status == 400 and "Nothing was saved" in page


def test_another_host_is_told_where_to_go():
    response = Client().get(URL, headers={"Host": "sam.example"})
    assert response.status_code == 421
    assert settings.DAYBREAK.forms_url in response.content.decode()
