"""Which machines are never asked, however their address is written."""

from ipaddress import ip_address

import pytest

from media.inspection import RefusedFile
from media.remote import Destinations
from media.remote.destinations import addresses_of, is_global

pytestmark = pytest.mark.either_database
PRIVATE = (
    *("127.0.0.1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "0.0.0.0"),
    *("169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.170", "198.18.0.1"),
    *("198.51.100.7", "203.0.113.7", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "fe80::1", "fec0::1"),
    *("fc00::1", "fd00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::a00:1", "64:ff9b::7f00:1"),
    *("64:ff9b:1::808:808", "2002:7f00:1::1", "2002:808:808::1", "2001::1", "2001:db8::1"),
    *("3fff::1", "100::1", "5f00::1"),
)
PUBLIC = (
    *("8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "223.5.5.5", "2400:3200::1"),
    *("2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"),
)
SPELLINGS = ("0x7f.1", "2130706433", "0177.0.0.1", "127.1", "localhost", "localhost.", "::1", "0")


def code_of(resolved, host="site.example"):
    policy = Destinations(resolve=lambda _host, _port: map(ip_address, resolved))
    with pytest.raises(RefusedFile) as refused:
        policy.addresses(host, 80)
    return refused.value.code


@pytest.mark.parametrize("address", PRIVATE)
def test_machines_of_private_networks_are_not_asked(address):
    assert not is_global(ip_address(address))
    assert code_of([address]) == "remote-private"


@pytest.mark.parametrize("address", PUBLIC)
def test_machines_of_the_internet_may_be_asked(address):
    assert is_global(ip_address(address))


@pytest.mark.parametrize("host", SPELLINGS)
def test_this_machine_is_known_in_all_spellings(host):
    found = addresses_of(host, 80)
    assert found or host == "localhost."  # not every resolver knows it
    assert not any(map(is_global, found))


def test_of_a_host_with_both_only_the_public_addresses_are_asked():
    both = [ip_address("10.0.0.1"), ip_address("8.8.8.8")]
    policy = Destinations(resolve=lambda _host, _port: both)
    assert policy.addresses("site.example", 443) == [ip_address("8.8.8.8")]


def test_a_host_without_address_is_unknown():
    assert code_of([]) == "remote-unknown"
    assert addresses_of("no-such-name.invalid", 80) == []


@pytest.mark.parametrize("port", [22, 6379, 8080, 0])
def test_only_the_ports_of_the_web_are_asked(port):
    with pytest.raises(RefusedFile) as refused:
        Destinations().check_port(port)
    assert refused.value.code == "remote-port"
