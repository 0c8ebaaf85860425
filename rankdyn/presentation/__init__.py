"""How answers look: text, LaTeX and HTML that always say the evidence."""
