"""Files in an S3-compatible bucket. Its modules are not imported unless the settings name one."""


class BucketError(OSError):
    """The bucket cannot be reached, or refuses."""
