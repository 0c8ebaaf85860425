"""Verify the theorems: on instances, against their false neighbours, and what proves them, checked in the same run."""

from rankdyn.verify.report import Report
from rankdyn.verify.run import DEFAULT_RANDOM, verify

__all__ = ["DEFAULT_RANDOM", "Report", "verify"]
