"""Files that only their owner may read and that outlast a power cut, for every room that writes some."""

import errno
import os
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600
_CANNOT_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


def write_private(path: Path, content: bytes) -> None:
    """Write a new file with mode 0600 and wait until its bytes are on the disk.

    Raises FileExistsError where something has that name, OSError where the disk does not take it; then a part of the
    file may stand there, which the caller takes away.
    """
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush(path: Path) -> None:
    """Wait until a file's bytes, or a folder's list of names, are on the disk and outlast a power cut.

    Windows opens no folders and some network disks flush none: they settle names in their own way. Raises OSError for
    a disk that fails.
    """
    with suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as refused:
            if refused.errno not in _CANNOT_FLUSH:
                raise
        finally:
            os.close(handle)
