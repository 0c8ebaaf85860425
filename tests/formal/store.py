"""``python -m tests.formal.store``: store the statements and definitions that the development has now, to be read."""

import shutil
import tempfile
from pathlib import Path

from rankdyn.formal.coq import compile_file
from rankdyn.formal.development import locate
from tests.formal.honesty import EXPLICIT, STATEMENTS, explicit, statements, written


def main() -> None:
    development = locate()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for file in development.files:
            shutil.copy(development.folder / file, folder)
            compile_file(folder, file)
        STATEMENTS.write_text(written(statements(folder, folder, development)), encoding="utf-8")
        EXPLICIT.write_text(written(explicit(folder, folder, development)), encoding="utf-8")


if __name__ == "__main__":
    main()
