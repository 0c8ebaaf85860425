"""Pictures of the gallery, sized for print, with enough points for a screen."""

from __future__ import annotations


def for_screens(gallery_conf: dict[str, object], file: str) -> None:
    """Set the resolution at which the next example is saved."""
    import matplotlib

    matplotlib.rcParams["savefig.dpi"] = 170
