"""publish: the finished pages -> the output folder, which is replaced as a whole or not at all."""

from cjgen.publish.bounds import refusal
from cjgen.publish.marker import MARKER
from cjgen.publish.output import Published, publish
from cjgen.publish.placed import in_the_way, place_again, place_new
from cjgen.publish.record import intact

__all__ = ["MARKER", "Published", "in_the_way", "intact", "place_again", "place_new", "publish", "refusal"]
