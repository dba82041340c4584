"""Where a bug is, without saying what it happened to."""

from pathlib import Path

OURS = str(Path(__file__).parent.parent)


def place(error: BaseException) -> str:
    """The kind of an error and the innermost line of our own code, such as ``KeyError at flows/apply.py:12``."""
    where = ""
    trace = error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(OURS) and "site-packages" not in file:
            path = Path(file)
            where = f" at {path.parent.name}/{path.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{where}"
