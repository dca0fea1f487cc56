"""What is still to be done about a touchpoint, all its open actions together."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from cjgen.model.journey import Touchpoint


@dataclass(frozen=True, slots=True)
class OpenActions:
    """What the open actions of a touchpoint take and should bring together; None where none of them says.

    `owners` are those of the actions, else that of the touchpoint. Of `actions` open ones `uncosted` state neither
    hours nor money although others do. `cost` is in the site's currency. `lift` is in points of the experience scale,
    and `lifting` of them should bring any.
    """

    owners: tuple[str, ...]
    hours: float | None
    cost: float | None
    actions: int
    uncosted: int
    lift: float | None
    lifting: int

    @property
    def known(self) -> bool:
        """Whether anything is known of what they take."""
        return self.hours is not None or self.cost is not None

    @staticmethod
    def of(touchpoint: Touchpoint) -> OpenActions:
        """Those of a touchpoint, as far as they state anything."""
        opened = [action for action in touchpoint.actions if action.is_open]
        hours = [action.hours for action in opened if action.hours is not None]
        costs = [action.cost for action in opened if action.cost is not None]
        lifts = [action.lift for action in opened if action.lift is not None]
        uncosted = sum(action.hours is None and action.cost is None for action in opened)
        owners = {str(action.owner): action.owner for action in opened if action.owner}
        return OpenActions(
            owners=tuple(owners.values()) or ((touchpoint.owner,) if touchpoint.owner else ()),
            hours=fsum(hours) if hours else None,
            cost=fsum(costs) if costs else None,
            actions=len(opened),
            uncosted=uncosted if hours or costs else 0,
            lift=fsum(lifts) if lifts else None,
            lifting=sum(lift > 0 for lift in lifts),
        )
