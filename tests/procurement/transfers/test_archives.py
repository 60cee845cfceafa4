"""An archive is read whole and only as its manifest says; whatever else somebody packs is refused with a reason."""

import io
import json
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from procurement.applicationforms.reading import read_form
from procurement.applicationforms.shipped import shipped_form
from procurement.transfers.archives import DATA, MANIFEST, SENT, Unreadable, path_of, read_archive, write_archive
from procurement.transfers.reading import read_application

FORM = read_form(shipped_form())
PAPER = "documents/01 Report.pdf"


def written(data='{"application":"APP-1"}', files=((PAPER, b"%PDF-1.7 report"),), sent="{}"):
    stream = io.BytesIO()
    opened = [(path, io.BytesIO(content)) for path, content in files]
    write_archive(stream, texts={DATA: data, SENT: sent}, files=opened, about={"application": "APP-1"})
    return stream


def repacked(change):
    """The members of a good archive, changed and packed again."""
    with zipfile.ZipFile(written()) as archive:
        members = [(info, archive.read(info)) for info in archive.infolist()]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in change(members):
            archive.writestr(info, content)
    return stream


def replaced(path, content):
    return lambda members: [(info, content if info.filename == path else old) for info, old in members]


def added(name, content=b"x"):
    return lambda members: [*members, (name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name), content)]


def manifest_with(**values):
    def change(members):
        return [
            (info, json.dumps(json.loads(old) | values).encode() if info.filename == MANIFEST else old)
            for info, old in members
        ]

    return change


def bomb():
    info = zipfile.ZipInfo("documents/02 zeros.pdf")
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def packed_as(kind):
    info = zipfile.ZipInfo("documents/02 odd.pdf")
    info.compress_type = kind
    return info


def link():
    info = zipfile.ZipInfo("documents/02 link.pdf")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_what_was_written_is_read():
    archive = read_archive(written())
    assert archive.data == {"application": "APP-1"}
    assert archive.files == {PAPER: b"%PDF-1.7 report"}


def test_the_same_application_gives_the_same_bytes():
    assert written().getvalue() == written().getvalue()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (replaced(PAPER, b"%PDF-1.7 repor2"), "is not the file that was exported"),
        (replaced(DATA, b"[]"), "is not the file that was exported"),
        (added("documents/02 more.pdf"), "but not in both"),
        (lambda members: members[:-2] + members[-1:], "but not in both"),
        (added("../../etc/passwd"), "no part of an application"),
        (added("/etc/passwd"), "no part of an application"),
        (added("documents/../x"), "no part of an application"),
        (added("documents/a/b.pdf"), "no part of an application"),
        (added("documents/..\\x"), "no part of an application"),
        (added(link()), "no part of an application"),
        (lambda members: [one for one in members if one[0].filename != MANIFEST], "has no manifest.json"),
        (lambda members: [one for one in members if one[0].filename != DATA], "has no manifest.json or no"),
        (manifest_with(format="else"), "no application of Pilotage"),
        (manifest_with(version=2), "is of version 2"),
        (manifest_with(files=[{"path": DATA}]), "does not list each file"),
        (manifest_with(files="all"), "does not list each file"),
        (replaced(MANIFEST, b"\xff\xfe"), "is not JSON in UTF-8"),
        (replaced(MANIFEST, b"[" * 3_000), "is not JSON in UTF-8"),
        (replaced(MANIFEST, rb'{"format": "\ud800"}'), "is not JSON in UTF-8"),
        (added(packed_as(zipfile.ZIP_LZMA)), "packed in an unusual way"),
        (lambda members: [*members, *[(f"documents/{n:03d} x.pdf", b"x") for n in range(120)]], "at most 120"),
        (added(bomb(), b"\0" * 30_000_000), "unpacks to far more"),
    ],
)
def test_anything_else_is_refused_with_a_reason(change, words):
    with pytest.raises(Unreadable, match=words):
        read_archive(repacked(change))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_path_twice_is_refused():
    with pytest.raises(Unreadable, match="twice"):
        read_archive(repacked(added(PAPER)))


@pytest.mark.parametrize("cut", [0, 10, 200, -30])
def test_no_zip_or_a_damaged_one_is_refused(cut):
    content = written().getvalue()
    with pytest.raises(Unreadable):
        read_archive(io.BytesIO(content[:cut]))


def test_a_broken_member_is_refused():
    content = bytearray(written(files=((PAPER, bytes(range(256)) * 40),)).getvalue())
    content[content.index(PAPER.encode()) + len(PAPER) + 40] ^= 0xFF
    with pytest.raises(Unreadable):
        read_archive(io.BytesIO(bytes(content)))


@pytest.mark.parametrize("position", range(12))
def test_a_member_that_does_not_unpack_is_refused(position):
    content = bytearray(written(files=((PAPER, bytes(range(256)) * 40),)).getvalue())
    content[content.index(PAPER.encode()) + len(PAPER) + position] ^= 0xFF
    with pytest.raises(Unreadable):
        read_archive(io.BytesIO(bytes(content)))


def test_names_that_people_gave_become_paths_that_are_read():
    for name in ("../../x.pdf", "Zeugnis für 2027.pdf", "...", "a" * 400 + ".pdf", "x\x00y.pdf"):
        path = path_of("documents", 1, name)
        assert read_archive(written(files=((path, b"x"),))).files == {path: b"x"}
        assert len(Path(path).parts) == 2


def test_unknown_questions_are_named_and_others_taken():
    found = read_application(
        {
            "answers": {
                "model": {"integration": "Together.", "gone": "Old words", "description_current": "yes"},
                "elsewhere": {"x": "y"},
                "price": {"price_small": ["12"]},
            },
            "questions": {"model": {"gone": "What did you do before?"}},
        },
        FORM,
    )
    assert found.answers == {"model": {"integration": "Together."}}
    assert found.left_out == (
        "“What did you do before?” is not asked here.",
        "“model.description_current” is asked here in another way.",
        "“elsewhere.x” is not asked here.",
        "“price.price_small” is asked here in another way.",
    )


@pytest.mark.parametrize("data", [{}, {"answers": [], "documents": "x", "claims": [1], "commitments": [None]}])
def test_data_that_makes_no_sense_gives_nothing(data):
    found = read_application(data, FORM)
    assert (found.answers, found.goals, found.papers, found.claims) == ({}, (), (), ())


def test_of_very_much_that_is_not_taken_the_first_is_named_and_the_rest_counted():
    data = {"answers": {f"s{n}": {"x": "y"} for n in range(1_200)}, "claims": [{"section": "a"}] * 5_000}
    found = read_application(data, FORM)
    assert len(found.left_out) == 101
    assert found.left_out[-1] == "So were 1,100 more answers."
    assert len(found.claims) == 200


def test_a_choice_with_a_character_that_is_none_is_not_taken():
    section = FORM.sections[0]
    question = replace(section.questions[0], kind="choices")
    form = replace(FORM, sections=(replace(section, questions=(question,)),))
    for typed, taken in ((["x"], {section.key: {question.key: ["x"]}}), (["x\x00"], {})):
        assert read_application({"answers": {section.key: {question.key: typed}}}, form).answers == taken
