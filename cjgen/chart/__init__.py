"""From findings to drawings: each chart kind declared once in Altair, drawn as SVG behind one door.

One kind a file. `engine` compiles and draws, `finish` makes the drawing fit for a page, `place` finds room
for labels. altair and the chart runtime are at home in this room and are imported only for what the cache
does not hold.
"""

from cjgen.chart.door import draw

__all__ = ["draw"]
