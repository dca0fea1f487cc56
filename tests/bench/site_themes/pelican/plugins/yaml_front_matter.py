"""Front matter in YAML: what Pelican's own reader of markdown knows are single lines."""

import yaml
from markdown import Markdown
from pelican import signals
from pelican.readers import MarkdownReader
from pelican.utils import pelican_open


class FrontMatterReader(MarkdownReader):
    """Markdown below front matter between two lines of dashes."""

    def read(self, source_path):
        """The notes as HTML, and the front matter."""
        with pelican_open(source_path) as text:
            _, front_matter, body = text.split("---\n", 2)
        if not hasattr(self, "_markdown"):
            self._markdown = Markdown(**self.settings["MARKDOWN"])
        return self._markdown.reset().convert(body), yaml.load(front_matter, yaml.CSafeLoader)


def _take_over(readers):
    readers.reader_classes["md"] = FrontMatterReader


def register():
    """Called by Pelican."""
    signals.readers_init.connect(_take_over)
