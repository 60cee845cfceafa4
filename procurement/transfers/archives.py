"""PURE: the archive of an application: what is in it, and reading one that may come from anywhere.

``manifest.json`` lists every other file with its size and sha256. ``application.json`` is the application as data,
``sent.json`` the text that was frozen when it was sent, byte for byte. ``documents/`` are the provider's own documents,
``papers/`` what the portal made, such as the receipt.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

FORMAT, VERSION = "pilotage-application", 1
MANIFEST, DATA, SENT = "manifest.json", "application.json", "sent.json"
MEMBERS_MAX = 120
UNPACKED_MAX_BYTES = 80 * 1024 * 1024
RATIO_MAX = 200
JSON_MAX_BYTES = 4 * 1024 * 1024
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
FOLDERS = ("documents", "papers")
PATH = re.compile(rf"(?:{'|'.join(FOLDERS)})/[\w(][\w .,()&'+-]{{0,180}}")
BLOCK_BYTES = 1024 * 1024
EPOCH = (1980, 1, 1, 0, 0, 0)


class Unreadable(Exception):
    """The archive cannot be taken; the text says why and what would be accepted."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose every file is as its manifest says."""

    data: Mapping[str, Any]
    files: Mapping[str, bytes]


def write_archive(
    stream: BinaryIO, *, texts: Mapping[str, str], files: Iterable[tuple[str, BinaryIO]], about: Any
) -> None:
    """Write an archive: the JSON texts, the files under their paths, and the manifest of them all, `about` in it."""
    listed = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in texts.items():
            content = text.encode()
            archive.writestr(zipfile.ZipInfo(path, EPOCH), content, zipfile.ZIP_DEFLATED)
            listed.append(_entry(path, len(content), hashlib.sha256(content).hexdigest()))
        for path, source in files:
            listed.append(_copied(archive, path, source))
        manifest = {**about, "format": FORMAT, "version": VERSION, "files": sorted(listed, key=lambda one: one["path"])}
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        archive.writestr(zipfile.ZipInfo(MANIFEST, EPOCH), text.encode(), zipfile.ZIP_DEFLATED)


def read_archive(stream: BinaryIO) -> Archive:
    """Read an archive whole. Raises Unreadable for one that is damaged, packed with a password, unpacks to far too
    much, names paths of its own, or holds anything that is not as its manifest says."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = _checked_members(archive)
            manifest = _manifest(_bytes_of(archive, members[MANIFEST]))
            files = {path: _bytes_of(archive, info) for path, info in members.items() if path != MANIFEST}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error) as damage:
        raise Unreadable(
            "This is no ZIP file, or it is damaged. Upload the file as the other portal gave it."
        ) from damage
    _compare(manifest, files)
    data = _json(files.pop(DATA), DATA)
    files.pop(SENT, None)
    return Archive(data, files)


def path_of(folder: str, number: int, name: str) -> str:
    """A path that the archive may hold, from a name that people gave."""
    kept = re.sub(r"[^\w .,()&'+-]", "", name).strip(" .") or "file"
    return f"{folder}/{number:02d} {kept[-120:].strip(' .')}"


def _copied(archive: zipfile.ZipFile, path: str, source: BinaryIO) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(path, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w") as target:
        while block := source.read(BLOCK_BYTES):
            digest.update(block)
            size += len(block)
            target.write(block)
    return _entry(path, size, digest.hexdigest())


def _entry(path: str, size_bytes: int, sha256: str) -> dict[str, Any]:
    return {"path": path, "size_bytes": size_bytes, "sha256": sha256}


def _checked_members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members = archive.infolist()
    names = [info.filename for info in members]
    if len(members) > MEMBERS_MAX:
        raise Unreadable(f"This archive holds {len(members)} files. An application has at most {MEMBERS_MAX}.")
    if len(set(names)) != len(names):
        raise Unreadable("This archive holds the same path twice. Export the application again.")
    for info in members:
        if info.flag_bits & 1:
            raise Unreadable("This archive is locked with a password. Upload one without.")
        if info.compress_type not in PACKED:
            raise Unreadable("This archive is packed in an unusual way. Upload the file as the other portal gave it.")
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        if is_link or (info.filename not in (MANIFEST, DATA, SENT) and not PATH.fullmatch(info.filename)):
            raise Unreadable(f"This archive holds “{info.filename[:80]}”, which is no part of an application.")
    unpacked, packed = sum(info.file_size for info in members), sum(info.compress_size for info in members)
    if unpacked > min(UNPACKED_MAX_BYTES, RATIO_MAX * max(packed, 1)):
        limit = UNPACKED_MAX_BYTES // (1024 * 1024)
        raise Unreadable(f"This archive unpacks to far more than an application holds, which is at most {limit} MB.")
    found = dict(zip(names, members, strict=True))
    if MANIFEST not in found or DATA not in found:
        raise Unreadable(f"This archive has no {MANIFEST} or no {DATA}, so it is no application.")
    return found


def _bytes_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        content = member.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise Unreadable(f"“{info.filename}” is not as long as the archive says. Export the application again.")
    return content


def _manifest(content: bytes) -> dict[str, tuple[int, str]]:
    manifest = _json(content, MANIFEST)
    if manifest.get("format") != FORMAT:
        raise Unreadable("This archive is no application of Pilotage.")
    if manifest.get("version") != VERSION:
        raise Unreadable(
            f"This archive is of version {str(manifest.get('version'))[:20]}; version {VERSION} is read here."
        )
    try:
        return {each["path"]: (each["size_bytes"], each["sha256"]) for each in manifest["files"]}
    except (KeyError, TypeError) as missing:
        raise Unreadable(f"{MANIFEST} does not list each file with path, size_bytes and sha256.") from missing


def _compare(manifest: Mapping[str, tuple[int, str]], files: Mapping[str, bytes]) -> None:
    if set(manifest) != set(files):
        odd = sorted(str(path) for path in set(manifest) ^ set(files))[0][:80]
        raise Unreadable(f"“{odd}” stands in the manifest or in the archive, but not in both.")
    for path, content in files.items():
        if manifest[path] != (len(content), hashlib.sha256(content).hexdigest()):
            raise Unreadable(f"“{path}” is not the file that was exported: its size or sha256 differs.")


def _json(content: bytes, name: str) -> dict[str, Any]:
    if len(content) > JSON_MAX_BYTES:
        raise Unreadable(f"{name} is larger than {JSON_MAX_BYTES // (1024 * 1024)} MB.")
    try:
        data = json.loads(content.decode("utf-8"))
        json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair is read, but can never be shown
    except (ValueError, RecursionError) as damage:
        raise Unreadable(f"{name} is not JSON in UTF-8.") from damage
    if not isinstance(data, dict):
        raise Unreadable(f"{name} does not hold one object.")
    return data
