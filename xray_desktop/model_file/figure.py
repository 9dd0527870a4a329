"""A measured figure, as model cards hold them."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class Frozen(BaseModel):
    """A value that cannot change and holds no field but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Figure(Frozen):
    """A measured figure with its uncertainty.

    Attributes
    ----------
    value, low, high
        The estimate and its 95 % interval.
    n
        Images it was measured on.
    method
        How the interval was made, for instance "Clopper-Pearson" or "bootstrap by patient, 2000 draws".
    """

    value: float
    low: float
    high: float
    n: Annotated[int, Field(ge=1)]
    method: str

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError("an interval has to hold its estimate")
        return self
