"""The tables of uploaded files."""

from media.models.file_contents import FileContent
from media.models.file_uses import FileUse, UsedBy
from media.models.file_variants import Variant
from media.models.media_files import FileVersion, MediaFile
from media.models.remote_copies import RemoteCopy

__all__ = ["FileContent", "FileUse", "FileVersion", "MediaFile", "RemoteCopy", "UsedBy", "Variant"]
