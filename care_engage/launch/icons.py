"""Draw the icons that an installed copy shows on a phone: `python -m care_engage.launch.icons`.

The same three bars as `static/icon.svg`, as PNGs below 5 KB, without a library. Edges are smoothed by
counting, for each point, how many of its quarters lie within a shape.
"""

import struct
import zlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "static" / "icons"
INK, WHITE, ORANGE = (0x1C, 0x24, 0x33), (0xFF, 0xFF, 0xFF), (0xF2, 0x84, 0x4B)
BARS = ((5, 18, 9, WHITE), (10, 27, 16, ORANGE), (5, 18, 23, WHITE))  # from, to, height, color; in 32nds
WEIGHT = 2
CORNER = 7
PARTS = (0.25, 0.75)


def color_at(x, y, shrink):
    """The color of a place in the 32 by 32 drawing, or None outside its rounded square."""
    if not shrink:
        inner_x, inner_y = min(max(x, CORNER), 32 - CORNER), min(max(y, CORNER), 32 - CORNER)
        if (x - inner_x) ** 2 + (y - inner_y) ** 2 > CORNER**2:
            return None
    scale = 1.5 if shrink else 1  # a maskable icon keeps its drawing within the safe middle
    x, y = (x - 16) * scale + 16, (y - 16) * scale + 16
    for start, end, height, color in BARS:
        if (x - min(max(x, start), end)) ** 2 + (y - height) ** 2 <= WEIGHT**2:
            return color
    return INK


def drawn(size, shrink=False):
    """The icon as rows of RGBA, each after its filter: none."""
    for row in range(size):
        line = bytearray([0])
        for column in range(size):
            found = [
                color_at((column + dx) * 32 / size, (row + dy) * 32 / size, shrink)
                for dx in PARTS
                for dy in PARTS
            ]
            inside = [color for color in found if color]
            mean = [sum(color[part] for color in inside) // max(1, len(inside)) for part in range(3)]
            line += bytes([*mean, 255 * len(inside) // len(found)])
        yield bytes(line)


def png(size, shrink=False):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    data = zlib.compress(b"".join(drawn(size, shrink)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def main():
    FOLDER.mkdir(exist_ok=True)
    for name, size, shrink in (("192", 192, False), ("512", 512, False), ("maskable", 512, True)):
        (FOLDER / f"{name}.png").write_bytes(png(size, shrink))


if __name__ == "__main__":
    main()
