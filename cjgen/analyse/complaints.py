"""Things Gone Wrong: complaints per 100 contacts, and how sure that number is."""

from __future__ import annotations

from cjgen.model.findings import ComplaintsFindings
from cjgen.model.journey import Complaints


def complaints_findings(complaints: Complaints | None) -> ComplaintsFindings | None:
    """Complaints per 100 contacts with their 95 % interval; None where none are counted."""
    if complaints is None:
        return None
    low, high = poisson_interval(complaints.count)
    factor = 100 / complaints.of
    return ComplaintsFindings(per_100=complaints.count * factor, low=low * factor, high=high * factor)


def poisson_interval(count: int) -> tuple[float, float]:
    """The exact 95 % interval of the mean of a Poisson count (Garwood 1936); count >= 0.

    ½ χ²(.025; 2k) and ½ χ²(.975; 2k + 2), by the inverse of the incomplete gamma function, which is the
    same. Nothing bounds it above: one contact may give several complaints. With a count of 0 it starts at 0.
    """
    from scipy.special import gammaincinv

    low = float(gammaincinv(count, 0.025)) if count else 0.0
    return low, float(gammaincinv(count + 1, 0.975))
