"""What is written in deploy/, also where no web server is installed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from daybreak.config.command_list import command_names
from daybreak.core.lib.cache_class import CacheClass
from daybreak.core.lib.headers import FORMS_HEADERS, HEADERS, HSTS
from daybreak.publication.serve import TYPES
from tests.deploy.servers import DEPLOY, filled_in

NGINX = (DEPLOY / "nginx.conf").read_text()
CADDY = (DEPLOY / "Caddyfile").read_text()
SERVICE = DEPLOY / "systemd/daybreak.service"


def added(text):
    """Return the headers nginx adds with a fixed value."""
    return dict(re.findall(r'add_header (\S+) "([^"]*)" always;', text))


def test_nginx_adds_our_headers_on_both_hosts_and_no_other():
    public, forms = NGINX.split("# Forms and desk.")
    assert added(public) == HEADERS
    assert added(forms) == FORMS_HEADERS | {"Cache-Control": CacheClass.PRIVATE.header}
    assert f'"{HSTS}"' in public
    assert forms.count("$daybreak_hsts") == public.count("$daybreak_hsts always") == 1


def test_no_location_of_the_public_host_adds_a_header_of_its_own_and_loses_the_others():
    public = NGINX.split("# Forms and desk.")[0]
    assert "add_header" not in public[public.index("\n    location / {") :]


def test_caddy_sets_our_headers_on_both_hosts_and_no_other():
    snippet = CADDY[CADDY.index("(headers)") : CADDY.index("# The public site.")]
    written = dict(re.findall(r'^\t\t([A-Z][\w-]+) "([^"]*)"$', snippet, re.MULTILINE))
    common = {name: value for name, value in HEADERS.items() if name != "Referrer-Policy"}
    assert written == common | {"Strict-Transport-Security": HSTS}
    assert re.findall(r'Referrer-Policy "([\w-]+)"', CADDY) == ["no-referrer", "no-referrer", "same-origin"]


@pytest.mark.parametrize(("suffix", "kind"), TYPES.items())
def test_nginx_knows_every_type_we_publish(suffix, kind):
    assert re.search(rf'^ *"?{re.escape(kind)}"? +{suffix[1:]};$', NGINX, re.MULTILINE)


@pytest.mark.parametrize("text", [NGINX, CADDY])
def test_both_keep_assets_as_long_as_we_do(text):
    assert CacheClass.IMMUTABLE.header in text


def test_the_service_runs_a_command_we_have_and_reads_the_folders_the_others_read():
    service = SERVICE.read_text()
    command = re.search(r"^ExecStart=\S+/daybreak (\S+)$", service, re.MULTILINE)
    home = re.search(r"^Environment=DAYBREAK_HOME=(\S+)$", service, re.MULTILINE)
    assert command is not None and command[1] in command_names()
    assert home is not None and f"{home[1]}/site/current" in NGINX and f"{home[1]}/site/current" in CADDY
    key = re.search(r"^Environment=DAYBREAK_KEY_FILE=(\S+)$", service, re.MULTILINE)
    assert key is not None and Path(home[1]) not in Path(key[1]).parents


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here.")
def test_systemd_reads_the_service_without_a_complaint(tmp_path):
    unit = tmp_path / SERVICE.name
    unit.write_text(filled_in(SERVICE.read_text(), {"/opt/daybreak/.venv/bin/daybreak": sys.executable}))
    found = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
    assert (found.returncode, found.stderr) == (0, "")
