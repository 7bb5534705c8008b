"""The part of a library in memory that it lacks: it was opened without user data."""

from __future__ import annotations

from typing import NoReturn

from index.model.errors import UserDataError
from index.model.user_data_fault import UserDataFailure


class WithoutUserData:
    """A library that was opened without user data."""

    @property
    def user_data(self) -> None:
        """Return None: there is none."""

    @property
    def marked_results(self) -> NoReturn:
        """Raise UserDataError, as without user data."""
        raise UserDataError(UserDataFailure.NO_PLACE)

    def new_documents(self, name: str, *, limit: int = 50) -> NoReturn:
        """Raise UserDataError, as without user data."""
        raise UserDataError(UserDataFailure.NO_PLACE)
