"""Settings that cannot be meant are refused with the name of the setting and what it may be."""

import pytest

from cleaner.document import Role
from cleaner.errors import SettingsError
from cleaner.settings import Settings, build_settings


@pytest.mark.parametrize(
    "name",
    [
        "dedupe_max_body_percent",
        "site_min_percent",
        "site_few_percent",
        "site_same_page_percent",
        "site_same_prose_percent",
        "duplicates_min_percent",
    ],
)
@pytest.mark.parametrize("value", [-1, 101])
def test_a_share_is_from_0_to_100(name, value):
    """A share under 0 or over 100 is an error that says what it must be."""
    with pytest.raises(SettingsError, match=f"{name} is {value}; it must be from 0 to 100"):
        build_settings({name: value}, origin="cleaner.toml")


@pytest.mark.parametrize("name", ["site_sample_pages", "site_min_pages", "site_few_pages"])
def test_a_number_of_pages_is_at_least_one(name):
    """No profile is learned from no page."""
    with pytest.raises(SettingsError, match=f"{name} is 0; it must be at least 1"):
        Settings(**{name: 0})


def test_a_role_that_does_not_exist_is_refused_from_python_too():
    """Roles given by name are checked, so that a slip of the pen does not empty every page."""
    assert Settings(keep_roles=["body", Role.TITLE]).kept_roles == frozenset([Role.BODY, Role.TITLE])
    with pytest.raises(SettingsError, match="'bdy' is not a valid Role; roles are title, byline"):
        Settings(keep_roles=["bdy"])
