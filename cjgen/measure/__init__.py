"""From what an author wrote about customers' answers to scores on the journey's own scale.

A typed score is read in `scores`. A survey file goes three ways on: `reading` makes a table in an engine of it,
`counting` asks that table how often each answer was given, and `groups` makes scores of what was counted, of all
customers, of each wave and of each segment.
"""

from cjgen.measure.counting.counts import Counts
from cjgen.measure.counting.files import Surveyed, count_answers
from cjgen.measure.remarks import survey_remarks
from cjgen.measure.scores import measure

__all__ = ["Counts", "Surveyed", "count_answers", "measure", "survey_remarks"]
