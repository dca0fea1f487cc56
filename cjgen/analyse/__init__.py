"""From scores to findings: verdicts, how certain they are, and what to look at first.

One subject a file. numpy and scipy are at home in this room and are imported only where a figure needs
them: a journey of bare figures is analysed without.
"""

from cjgen.analyse.audience import explained_to, least_group, portfolio_seen_by, seen_by
from cjgen.analyse.derived import Derived, derive
from cjgen.analyse.explain import explain
from cjgen.analyse.focus import focus_pool
from cjgen.analyse.journey import analyse
from cjgen.analyse.portfolio import portfolio
from cjgen.analyse.summary import summary_of

__all__ = [
    "Derived",
    "analyse",
    "derive",
    "explain",
    "explained_to",
    "focus_pool",
    "least_group",
    "portfolio",
    "portfolio_seen_by",
    "seen_by",
    "summary_of",
]
