"""Two folders change places in one operation of the system, so that there is never a moment without either."""

from __future__ import annotations

import errno
import os
import sys

_HERE = -100  # AT_FDCWD: relative to the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), and RENAME_SWAP of renamex_np(2)

_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""What a system or a file system answers that does not know this; EPERM comes from some sandboxes."""


def exchange(one: str, other: str) -> bool:
    """Let two folders change places at once; False where the system or the file system cannot. Raises OSError."""
    import ctypes  # late: a build that changes nothing needs none of it

    first, second = os.fsencode(one), os.fsencode(other)
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = system.renamex_np(first, second, ctypes.c_uint(_EXCHANGE))
        else:
            failed = system.renameat2(_HERE, first, _HERE, second, ctypes.c_uint(_EXCHANGE))
    except (AttributeError, TypeError, OSError):  # no such function, no C library to be asked by this name
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), one, None, other)
