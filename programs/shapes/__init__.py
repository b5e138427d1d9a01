"""Shapes of programs to start from: who meets, when, about what, how it is linked. Days from the start."""

from .drawing import Circle, Shape, Tie, Work
from .own import OWN
from .published import PUBLISHED

SHAPES = {shape.key: shape for shape in (*PUBLISHED, *OWN)}

__all__ = ["SHAPES", "Circle", "Shape", "Tie", "Work"]
