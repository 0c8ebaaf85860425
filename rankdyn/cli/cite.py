"""``rankdyn cite``: how to cite the program, and the paper whose theorems it verifies, as text and as BibTeX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rankdyn.cli.options import AsJson, UnusedSeed


@dataclass(frozen=True)
class Reference:
    """A work to cite, with what CITATION.cff says of it.

    Attributes
    ----------
    key : str
        Of the BibTeX entry.
    authors : str
        As BibTeX has them; an organisation in braces of its own.
    title, url : str
        The title, and where the work is.
    year, month : int or None
        Of publication.
    arxiv : str or None
        The identifier of the preprint.
    """

    key: str
    authors: str
    title: str
    url: str | None = None
    year: int | None = None
    month: int | None = None
    arxiv: str | None = None

    def bibtex(self, version: str | None = None) -> str:
        """Return the BibTeX entry."""
        months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
        fields = {
            "author": f"{{{self.authors}}}",
            "title": f"{{{self.title}}}",
            "year": self.year and f"{{{self.year}}}",
            "month": self.month and months[self.month - 1],
            "note": version and f"{{Version {version}}}",
            "eprint": self.arxiv and f"{{{self.arxiv}}}",
            "archiveprefix": self.arxiv and "{arXiv}",
            "url": self.url and f"{{{self.url}}}",
        }
        lines = [f"  {name:13} = {value}" for name, value in fields.items() if value]
        return f"@misc{{{self.key},\n" + ",\n".join(lines) + "\n}"

    def text(self, version: str | None = None) -> str:
        """Return the reference in words."""
        authors = self.authors.strip("{}")
        title = self.title.replace("{", "").replace("}", "")
        parts = [authors, f"{title}, version {version}" if version else title]
        parts += [f"arXiv:{self.arxiv}"] if self.arxiv else []
        parts += [str(self.year)] if self.year else []
        return ". ".join(parts) + "." + (f" {self.url}" if self.url else "")


SOFTWARE: Final = Reference("rankdyn", "{The rankdyn developers}", "{rankdyn}")

PAPER: Final = Reference(
    "song2026tracking",
    "Song, Zhao",
    "Tracking High-order Evolutions via Cascading Low-rank Fitting",
    "https://arxiv.org/abs/2604.10980",
    2026,
    4,
    "2604.10980",
)

MESSAGE: Final = "If you use rankdyn, please cite it, and the paper whose theorems it verifies."


def cite(as_json: AsJson = False, seed: UnusedSeed = 0) -> None:
    """Print how to cite rankdyn and the paper whose theorems it verifies, as text and as BibTeX."""
    import json

    from rankdyn import __version__

    text = [SOFTWARE.text(__version__), PAPER.text()]
    bibtex = [SOFTWARE.bibtex(__version__), PAPER.bibtex()]
    if as_json:
        print(json.dumps({"message": MESSAGE, "version": __version__, "text": text, "bibtex": bibtex}))
        return
    print("\n".join([MESSAGE, "", *text, "", *bibtex]))
