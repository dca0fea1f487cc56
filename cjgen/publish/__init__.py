"""publish: the finished pages -> the output folder, which is replaced as a whole or not at all."""

from cjgen.publish.output import MARKER, publish, refusal
from cjgen.publish.placed import in_the_way, place_again, place_new

__all__ = ["MARKER", "in_the_way", "place_again", "place_new", "publish", "refusal"]
