"""A writer with a password, and steps of signing in."""

import pytest
from django.test import Client

from tests.accounts.steps import PHRASE


@pytest.fixture
def writer(author):
    author.set_password(PHRASE)
    author.save()
    return author


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "en"})
