"""publish: the finished pages -> the output folder, which is replaced as a whole or not at all."""

from cjgen.publish.output import MARKER, publish, refusal

__all__ = ["MARKER", "publish", "refusal"]
