"""Files that would fill the memory, the disk, or another folder, made small."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def zipped(file: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def workbook(file: Path, cells: list[str]) -> Path:
    """A workbook with a sheet `invoices` that has an `x` in each of the cells."""
    rows = [f'<row><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row>' for cell in cells]
    return _with_rows(file, "".join(rows))


def unplaced(file: Path, count: int) -> Path:
    """A workbook with so many cells beside each other that do not say where they stand."""
    cells = '<c t="inlineStr"><is><t>x</t></is></c>' * count
    return _with_rows(file, f"<row>{cells}</row>")


def _with_rows(file: Path, rows: str) -> Path:
    target = "worksheets/sheet1.xml"
    return zipped(
        file,
        {
            "[Content_Types].xml": TYPES.encode(),
            "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_SHEETS}" xmlns:r="{_RELATIONS}"><sheets>'
                '<sheet name="invoices" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": _relations("worksheet", target),
            f"xl/{target}": (
                f'<worksheet xmlns="{_SHEETS}"><sheetData>{rows}</sheetData></worksheet>'
            ).encode(),
        },
    )


def spreadsheet(file: Path, attributes: str) -> Path:
    """An OpenDocument sheet with one cell that has these attributes."""
    cell = f'<table:table-cell office:value-type="string" {attributes}>x</table:table-cell>'
    content = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    return zipped(file, {"content.xml": content.encode()})


def lying(file: Path, name: str, content: bytes) -> Path:
    """A zip whose only part says it unpacks to ten bytes."""
    packed = zlib.compress(content, 9)[2:-4]
    crc, encoded = zlib.crc32(content), name.encode()
    sizes = struct.pack("<III", crc, len(packed), 10)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes
    local += struct.pack("<HH", len(encoded), 0) + encoded
    central = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
    central += struct.pack("<HHHHHII", len(encoded), 0, 0, 0, 0, 0, 0) + encoded
    end = b"PK\x05\x06" + struct.pack(
        "<HHHHIIH", 0, 0, 1, 1, len(central), len(local) + len(packed), 0
    )
    file.write_bytes(local + packed + central + end)
    return file


def link(file: Path, target: str) -> Path:
    """A zip with a symbolic link."""
    part = zipfile.ZipInfo("invoices.csv")
    part.external_attr = 0o120777 << 16
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part, target)
    return file


def _relations(kind: str, target: str) -> bytes:
    return (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_RELATIONS}/{kind}" '
        f'Target="{target}"/></Relationships>'
    ).encode()
