"""The phones obey the rate limit: it stays on while we measure."""

from bench.phones import CUT_OFF, NETWORKS_OF_ONE_PHONE, Phone, new_report
from daybreak.core.lib.rate import Counter, network_of
from daybreak.core.lib.rate_class import RateClass


class Broken:
    """A connection that breaks as soon as something is sent."""

    def request(self, *_: object) -> None:
        raise OSError

    def close(self) -> None:
        """Nothing is open."""


def test_no_network_sends_more_than_the_limit_lets_through(monkeypatch):
    asked = []
    monkeypatch.setattr(Phone, "_connect", lambda phone: asked.append(phone.source) or Broken())
    phone, counter = Phone(3), Counter()
    answers = {phone.send(new_report("token", number=number)).status for number in range(300)}
    assert answers == {CUT_OFF}
    assert all(counter.allows(RateClass.REPORT, address, moment=1.0) for address in asked)
    assert len({network_of(address) for address in asked}) == 6


def test_one_network_alone_would_be_stopped():
    counter = Counter()
    assert not all(counter.allows(RateClass.REPORT, Phone(0).source, moment=1.0) for _ in range(300))


def test_no_two_phones_share_a_network():
    networks = set()
    for number in range(16):
        phone = Phone(number)
        for phone.network in (0, 249, 250, NETWORKS_OF_ONE_PHONE - 1):
            networks.add(network_of(phone.source))
    assert len(networks) == 16 * 4


def test_each_report_carries_its_own_key_in_its_body():
    one, other = (new_report("token", number=1) for _ in range(2))
    assert one.key != other.key
    assert str(one.key).encode() in one.body
