"""Matrix-valued functions of t: explicit entries and structures that the Leibniz rule keeps."""
