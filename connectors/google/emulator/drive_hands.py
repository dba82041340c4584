"""What a person does with files in Drive: edit, put into the bin and take out, copy, rename, move and share."""

from connectors.google.emulator.drive import DOCX
from connectors.google.emulator.world import FOLDER, OWNER, File, World


class DriveHands:
    """A person in Drive; files are named by the name that this program gave them."""

    def __init__(self, world: World, who: str = OWNER) -> None:
        self._world, self._who = world, who

    def folder(self, name: str, *, drive: str = "", **rights: str) -> str:
        """A new folder, in a shared drive if one is named, with the roles of others by address; its ID."""
        shared = {who: {"id": who, "type": "user", "role": role, "emailAddress": who} for who, role in rights.items()}
        file = self._world.add_file(name, FOLDER, self._who, rights=shared, drive=drive)
        return file.id

    def named(self, name: str) -> File:
        """The file that was made with this name, wherever it lies. Raises KeyError."""
        for file in self._world.files.values():
            said = file.app_properties
            if "".join(said[key] for key in sorted(said) if key.startswith("name")) == name:
                return file
        raise KeyError(name)

    def edit(self, name: str, content: bytes) -> None:
        """Write something else into a file."""
        file = self.named(name)
        self._world.touched(file.id, self._who)
        file.save(content, DOCX, self._who, file.modified)

    def bin(self, name: str, *, out: bool = False) -> None:
        """Put a file into the bin, or take it out again."""
        file = self.named(name)
        file.trashed = not out
        self._world.touched(file.id, self._who)

    def bin_folder(self, folder: str, *, out: bool = False) -> None:
        """Put a folder into the bin with all that is in it, or take it out again."""
        self._world.files[folder].trashed = not out
        self._world.touched(folder, self._who)

    def delete(self, name: str) -> None:
        """Delete a file for good."""
        self._world.remove(self.named(name).id)

    def rename(self, name: str, new: str) -> None:
        """Give a file another name."""
        file = self.named(name)
        file.name = new
        self._world.touched(file.id, self._who)

    def move(self, name: str, folder: str) -> None:
        """Put a file into another folder."""
        file = self.named(name)
        file.parents = [folder]
        self._world.touched(file.id, self._who)

    def copy(self, name: str) -> None:
        """Make a copy beside the file; Drive copies what programs noted on it too."""
        file = self.named(name)
        copied = self._world.add_file(
            f"Copy of {file.name}",
            file.kind,
            self._who,
            app_properties=dict(file.app_properties),
            parents=[*file.parents],
        )
        copied.save(file.content, file.content_kind, self._who, copied.created)
