"""Where the rank of D^(k)(t) drops below its generic value: the degeneracy locus, exact or in isolating boxes."""
