"""The formal proofs: the Coq development, what a run of Coq confirms of it, and witnesses as Coq files."""
