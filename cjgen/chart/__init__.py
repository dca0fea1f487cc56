"""From findings to drawings: each chart kind declared once in Altair, drawn as SVG behind one door.

One kind a file. `engine` compiles and draws, `warm` draws quickly in a process of its own, `finish` makes the
drawing fit for a page, `place` finds room for labels. altair and the chart runtime are at home in this room and are
imported only for what the cache does not hold.
"""

from cjgen.chart.door import Charts, Wanted, draw
from cjgen.chart.engine import Engine
from cjgen.chart.warm import open_engine

__all__ = ["Charts", "Engine", "Wanted", "draw", "open_engine"]
