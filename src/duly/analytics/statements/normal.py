"""How probable is a value below x under the standard normal distribution?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir

# W. Cody's and J. Hart's rational approximation (Hart et al., Computer Approximations, 1968,
# no. 5666) in the arrangement of G. West, "Better approximations to cumulative normal
# functions", Wilmott Magazine, 2005. From the highest power down.
_TOP = (
    3.52624965998911e-02,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376,
)
_BOTTOM = (
    8.83883476483184e-02,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
    793.826512519948,
    440.413735824752,
)
_TAIL_FROM = 7.07106781186547  # 10 / sqrt(2)
_SQRT_2_PI = 2.506628274631


def normal_cdf(x: ir.FloatingValue) -> ir.FloatingValue:
    """Φ(x), from `exp` and arithmetic alone, which every engine has. Absolute error < 1e-14.

    Beyond |x| of 7.07 a continued fraction takes over, so that the lower tail keeps its
    relative accuracy too. Null stays null.
    """
    distance = x.abs()
    density = (-(distance * distance) / 2.0).exp()
    near = density * _polynomial(_TOP, distance) / _polynomial(_BOTTOM, distance)
    far = density / (_tail_fraction(distance) * _SQRT_2_PI)
    lower = ibis.ifelse(distance < _TAIL_FROM, near, far)
    return ibis.ifelse(x > 0, 1.0 - lower, lower)


def _polynomial(coefficients: Sequence[float], x: ir.FloatingValue) -> ir.FloatingValue:
    start = ibis.literal(coefficients[0], type="float64")
    return reduce(lambda value, coefficient: value * x + coefficient, coefficients[1:], start)


def _tail_fraction(x: ir.FloatingValue) -> ir.FloatingValue:
    return reduce(lambda below, weight: x + weight / below, (4.0, 3.0, 2.0, 1.0), x + 0.65)
