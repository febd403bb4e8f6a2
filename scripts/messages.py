"""Compile the translations without gettext's programs being installed."""

import ast
import struct
from pathlib import Path


def entries(source: str) -> dict[str, str]:
    """msgid → msgstr of a .po file; contexts joined by EOT and plurals by NUL, as .mo wants them."""
    found: dict[str, str] = {}
    parts: dict[str, str] = {}
    key = ""

    def close() -> None:
        if "msgid" in parts and not parts.get("fuzzy"):
            name = parts["msgid"]
            if "msgctxt" in parts:
                name = parts["msgctxt"] + "\x04" + name
            if "msgid_plural" in parts:
                name += "\0" + parts["msgid_plural"]
                forms = sorted(part for part in parts if part.startswith("msgstr["))
                value = "\0".join(parts[form] for form in forms)
            else:
                value = parts.get("msgstr", "")
            if value:
                found[name] = value
        parts.clear()

    for line in [*source.splitlines(), ""]:
        line = line.strip()
        # Where two branches met, no empty line may stand between two messages.
        if line.startswith(("msgctxt ", "msgid ", "#")) and any(part.startswith("msgstr") for part in parts):
            close()
        if not line:
            close()
        elif line.startswith("#,") and "fuzzy" in line:
            parts["fuzzy"] = "yes"
        elif line.startswith("#"):
            continue
        elif line.startswith('"'):
            parts[key] += ast.literal_eval(line)
        else:
            key, _, text = line.partition(" ")
            parts[key] = ast.literal_eval(text)
    return found


def compiled(messages: dict[str, str]) -> bytes:
    """The bytes of a .mo file: a header, two tables of (length, offset), the texts."""
    pairs = sorted((name.encode(), value.encode()) for name, value in messages.items())
    start = 28 + 16 * len(pairs)
    names, values, texts = [], [], b""
    for index in (0, 1):
        for pair in pairs:
            (names, values)[index].append((len(pair[index]), start + len(texts)))
            texts += pair[index] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return header + b"".join(struct.pack("<2I", *place) for place in names + values) + texts


if __name__ == "__main__":
    for po in Path("pamong/locale").rglob("*.po"):
        po.with_suffix(".mo").write_bytes(compiled(entries(po.read_text(encoding="utf-8"))))
