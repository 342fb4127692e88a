"""References: found, parsed and linked to the markers in the text."""

from cleaner.references.find import find_references

__all__ = ["find_references"]
