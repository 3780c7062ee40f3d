"""Background tasks of files."""

from django_tasks import task

from media.models import MediaFile, RemoteCopy
from media.storing.adopting import clean_adopted
from media.storing.copying import copied


@task()
def clean_former_file(file: int) -> None:
    """Clean a file that was there before there were rows. It may have been deleted meanwhile."""
    for found in MediaFile.objects.filter(pk=file).select_related("content"):
        clean_adopted(found)


@task()
def copy_waiting(owner: int) -> None:
    """Copy the files of other sites that a person waits for."""
    for _copy in copied(list(RemoteCopy.objects.filter(owner=owner).waiting().order_by("pk"))):
        pass
