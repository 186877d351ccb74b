"""How static files get the names they are served under."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Names that change with the content, and compressed copies.

    A source map that a file names is left alone: vendored scripts end in the name of theirs, which is five
    times the script and not here, and the files are served as they were published.
    """

    patterns = tuple(
        (names, tuple(found for found in patterns if "sourceMappingURL" not in str(found)))
        for names, patterns in HashedFilesMixin.patterns
    )
