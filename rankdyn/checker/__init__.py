"""The trusted checker: certificates of rank sequences, checked with the Python standard library alone.

`check_certificate` is the whole interface. FORMAT.md in this folder is the contract and schema.json its JSON Schema;
nothing here imports the rest of rankdyn but its errors, so that a bug in the search cannot hide in the check.
"""

from .check import DEFAULT_MAX_WORK, check_certificate

__all__ = ["DEFAULT_MAX_WORK", "check_certificate"]
