"""Telephone numbers and postal addresses in the lines that a site repeats."""

from __future__ import annotations

import pytest

from cleaner.sites.contacts import find_addresses, find_phones


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("Call (512) 555-0147 today", "(512) 555-0147"),
        ("512-555-0147", "512-555-0147"),
        ("Tel. 030 5550147", "030 5550147"),
        ("Téléphone : 01 55 50 01 47", "01 55 50 01 47"),
        ("+49 30 555-0147", "+49 30 555-0147"),
        ("Phone: 5550147", "5550147"),
    ],
)
def test_phone_is_found_as_printed(line: str, phone: str) -> None:
    """A telephone number is found as the line prints it."""
    assert find_phones([line]) == [phone]


@pytest.mark.parametrize("line", ["12.05.2024", "© 2019–2024 Clinic", "Open 8:00 - 18:00", "2024-05-12", "$1,200.50"])
def test_other_numbers_are_no_phones(line: str) -> None:
    """Dates, hours, years and prices are no telephone numbers."""
    assert find_phones([line]) == []


def test_the_same_number_counts_once() -> None:
    """A number that is printed in two ways is given once."""
    assert find_phones(["(512) 555-0147", "512-555-0147"]) == ["(512) 555-0147"]


@pytest.mark.parametrize(
    "line",
    [
        "12 Main Street, Austin, TX 78701",
        "Hauptstraße 5, 10115 Berlin",
        "14 rue de la Paix, 75002 Paris",
        "Calle Mayor, 3, Madrid",
        "Keizersgracht 12 Amsterdam",
        "London SW1A 1AA",
        "ул. Ленина, д. 5",
    ],
)
def test_address_is_found(line: str) -> None:
    """A line with a street and its number, or a town and its code, is an address."""
    assert find_addresses([line]) == [line]


@pytest.mark.parametrize(
    "line", ["Our treatments", "Open 8:00 - 18:00", "We have treated 12000 patients", "Page 3 of 12"]
)
def test_other_lines_are_no_addresses(line: str) -> None:
    """Menus, hours and other lines with numbers are no addresses."""
    assert find_addresses([line]) == []
