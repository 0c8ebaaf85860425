"""How the documentation is built: Sphinx, MyST, furo, a gallery, and a MathJax that lies beside the pages."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_extensions"))
os.environ.setdefault("MPLBACKEND", "Agg")

import rankdyn  # noqa: E402

project = "rankdyn"
author = "The rankdyn developers"
copyright = "The rankdyn developers, Apache-2.0"
release = version = rankdyn.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.mathjax",
    "sphinx.ext.napoleon",
    "sphinx-mathjax-offline",  # MathJax and its fonts, copied into the pages: nothing is fetched
    "sphinx_gallery.gen_gallery",
    "command_line",
    "docstrings",
    "theory",
]
exclude_patterns = ["_extensions", "gallery"]
default_role = "py:obj"  # `name` in a docstring: a link if the name is documented, else code
nitpicky = False

myst_enable_extensions = ["deflist", "dollarmath"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # docstrings give types in words
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_use_param = False  # types are words: no links in them
napoleon_use_rtype = False

sphinx_gallery_conf = {
    "examples_dirs": "gallery",
    "gallery_dirs": "examples",
    "filename_pattern": r"\.py$",
    "download_all_examples": False,
    "show_signature": False,
    "within_subsection_order": "FileNameSortKey",
    "show_memory": False,
    "min_reported_time": 1000,
    "write_computation_times": False,
    "remove_config_comments": True,
    "reset_modules": ("matplotlib", "gallery_size.for_screens"),
    "copyfile_regex": "",
}

html_theme = "furo"
html_title = "rankdyn"
html_static_path = ["_static"]
html_css_files = ["rankdyn.css"]
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}
pygments_style = "friendly"
pygments_dark_style = "monokai"
# MathJax's menu could fetch speech for formulas; without it nothing ever asks for another file.
mathjax3_config = {"options": {"enableMenu": False}}
