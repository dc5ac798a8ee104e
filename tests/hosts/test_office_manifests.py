"""Microsoft's own programs take the add-in's manifests, metadata and scripts; they run offline, from npm."""

import json
import re
import struct
import subprocess

import pytest

from tcsheets import __version__
from tcsheets.errors import ArgumentError
from tcsheets.functions import registry
from tcsheets.hosts import office_icons, office_js, office_manifest, office_unified

ADDRESS = "https://example.test/tc/"
# What tsc must know of the bundle, and of what functions.js finds on its page.
GLOBALS = "declare const tcsheets: { ask(call: { function: string; arguments: any[] }): any };\n"
TYPES = {"any": "any", "matrix": "any[][]", "scalar": "any"}


@pytest.fixture
def microsofts(npm_packages, node):
    """Return what runs one of Microsoft's programs and returns it done."""

    def run(program, *given, cwd=None):
        command = [node, npm_packages / ".bin" / program, *given]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)

    return run


def unified():
    return json.loads(office_js.manifests(ADDRESS)["manifest.json"])


@pytest.mark.host("npm")
def test_the_unified_manifest_is_accepted_offline(microsofts, tmp_path):
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(unified()), encoding="utf-8")
    done = microsofts("office-addin-manifest", "validate", path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout[:500]


def no_namespace(told):
    del told["extensions"][0]["runtimes"][0]["customFunctions"]["namespace"]["id"]


def long_description(told):
    told["description"]["short"] = "x" * 81


def strange_name(told):
    told["extensions"][0]["runtimes"][0]["customFunctions"]["functions"][0]["name"] = "1FEE"


@pytest.mark.host("npm")
@pytest.mark.parametrize("spoil", [no_namespace, long_description, strange_name])
def test_the_program_that_accepts_it_refuses_a_wrong_one(microsofts, tmp_path, spoil):
    told = unified()
    spoil(told)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    done = microsofts("office-addin-manifest", "validate", path)
    assert "not valid" in done.stdout or done.returncode


@pytest.mark.host("npm")
@pytest.mark.parametrize("namespace", ["", "TC"])
def test_info_reads_the_xml_manifest(microsofts, tmp_path, namespace):
    path = tmp_path / "manifest.xml"
    path.write_text(office_manifest.manifest(ADDRESS, namespace), encoding="utf-8")
    done = microsofts("office-addin-manifest", "info", path)
    told = dict(line.strip().split(": ", 1) for line in done.stdout.splitlines() if re.search(": .", line))
    assert done.returncode == 0
    assert told["Id"] == office_manifest.ADD_IN_ID == unified()["id"]
    assert (told["Type"], told["Hosts"], told["Version"]) == ("TaskPaneApp", "Workbook", f"{__version__}.0")
    page = "https://example.test/tc/taskpane/index.html"
    assert told["Source Location"] == page + ("?prefix=TC.TC_" if namespace else "")


def test_the_unified_manifest_has_every_function_within_the_namespace():
    functions = unified()["extensions"][0]["runtimes"][0]["customFunctions"]
    assert functions["namespace"] == {"id": "TC", "name": "TC"}
    assert {each["id"] for each in functions["functions"]} == set(registry.names())
    assert all(each["id"] == "TC_" + each["name"] for each in functions["functions"])
    assert unified()["extensions"][0]["runtimes"][0]["code"]["page"].endswith("/taskpane/index.html?prefix=TC.")
    with pytest.raises(ArgumentError, match="does not begin with https"):
        office_unified.unified_manifest("http://a.test", [])


def test_the_pictures_have_the_sizes_that_the_manifests_promise():
    icons = office_icons.icons()
    sizes = {name: struct.unpack(">II", content[16:24]) for name, content in icons.items()}
    named = re.findall(r"icon-(\d+)\.png", "".join(office_js.manifests(ADDRESS).values()))
    assert {int(each) for each in named} == set(office_icons.SIZES)
    assert all(sizes[f"icon-{each}.png"] == (int(each), int(each)) for each in named)
    assert sizes["icon-outline.png"] == (32, 32)


def test_the_xml_manifests_short_texts_and_ids_keep_to_their_lengths():
    text = office_manifest.manifest(ADDRESS, "TC")
    assert all(len(each) <= 32 for each in re.findall(r'(?:resid|id)="([^"]+)"', text))
    short = re.search("<bt:ShortStrings>(.*)</bt:ShortStrings>", text, re.DOTALL).group(1)
    assert all(len(each) <= 125 for each in re.findall('DefaultValue="([^"]*)"', short))


@pytest.mark.host("npm")
@pytest.mark.parametrize(("spoilt", "faults"), [("", 0), ('CustomFunctions.associate(5, "TC_FEE");\n', 1)])
def test_the_scripts_agree_with_microsofts_types(microsofts, npm_packages, tmp_path, spoilt, faults):
    (tmp_path / "globals.d.ts").write_text(GLOBALS, encoding="utf-8")
    for name in ("bridge.js", "functions.js"):
        text = (office_js.FOLDER / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text + (spoilt if name == "functions.js" else ""), encoding="utf-8")
    own = ["--allowJs", "--checkJs", "--noEmit", "--target", "es2021", "--lib", "es2021"]
    types = ["--typeRoots", npm_packages / "@types", "--types", "custom-functions-runtime"]
    done = microsofts("tsc", *own, *types, "globals.d.ts", "bridge.js", "functions.js", cwd=tmp_path)
    assert len(re.findall(r"error TS\d+", done.stdout)) == faults, done.stdout


def as_typescript(told):
    """Return a function of the metadata as one would write it for Microsoft's generator."""
    names = [each["name"] for each in told["parameters"]]
    lines = [f" * @param {name} {each['description']}" for name, each in zip(names, told["parameters"], strict=True)]
    given = [
        f"{each['name']}{'?' if each.get('optional') else ''}: {TYPES[each['dimensionality']]}"
        for each in told["parameters"]
    ]
    head = f"/**\n * {told['description']}\n * @customfunction {told['id']} {told['name']}\n"
    body = (
        f"function {told['id'].lower()}({', '.join(given)}): {TYPES[told['result']['dimensionality']]} {{ return 0; }}"
    )
    return head + "\n".join(lines) + f"\n */\n{body}\n"


def essence(told):
    """Return what both metadata must agree on: a scalar is what a dimensionality that is not told means."""
    parameters = [
        (
            each["name"],
            each["type"],
            each.get("dimensionality", "scalar"),
            bool(each.get("optional")),
            each["description"],
        )
        for each in told["parameters"]
    ]
    shape = told["result"].get("dimensionality", "scalar")
    return told["id"], told["name"], told["description"], told["result"].get("type", "any"), shape, parameters


@pytest.mark.host("npm")
def test_the_metadata_is_what_microsofts_generator_makes_of_the_same_functions(microsofts, tmp_path):
    told = json.loads(office_js.metadata())["functions"]
    (tmp_path / "all.ts").write_text("\n".join(map(as_typescript, told)), encoding="utf-8")
    done = microsofts("custom-functions-metadata", "generate", "all.ts", "made.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = json.loads((tmp_path / "made.json").read_text(encoding="utf-8"))["functions"]
    assert [essence(each) for each in made] == [essence(each) for each in told]
