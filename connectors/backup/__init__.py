"""A practice's backups: sealed with age, read back with the key."""

from connectors.backup.folder import BackupFolder
from connectors.backup.key import read_key
from connectors.backup.sealed import unpack

__all__ = ["BackupFolder", "read_key", "unpack"]
