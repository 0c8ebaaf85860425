"""Laws: proved necessary conditions on rank sequences, as data."""
