"""Background tasks of files."""

from django_tasks import task

from media.models import MediaFile
from media.storing.adopting import clean_adopted


@task()
def clean_former_file(file: int) -> None:
    """Clean a file that was there before there were rows. It may have been deleted meanwhile."""
    for found in MediaFile.objects.filter(pk=file).select_related("content"):
        clean_adopted(found)
