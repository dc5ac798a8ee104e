"""The add-in's manifest, its page and its pictures: what Excel reads before it knows any function.

An add-in-only XML manifest with a shared runtime, so that functions and page are
one program.  By default no namespace: a function shows as TC_X and is stored as
`_xldudf_TC_X`; whether a real Excel takes that is an option of the build.
"""

from __future__ import annotations

import struct
import zlib
from xml.sax.saxutils import quoteattr

from tcsheets import __version__
from tcsheets.errors import ArgumentError

ADD_IN_ID = "7f0f5c0e-6a0e-4b52-9d8e-2f6a0b1c7d31"
SIZES = (16, 32, 64, 80)
LIBRARY = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"
BLUE, WHITE = (31, 95, 122), (255, 255, 255)
TEMPLATE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:bt="http://schemas.microsoft.com/office/officeappbasictypes/1.0" xsi:type="TaskPaneApp">
  <Id>{id}</Id>
  <Version>{version}</Version>
  <ProviderName>tcsheets</ProviderName>
  <DefaultLocale>en-US</DefaultLocale>
  <DisplayName DefaultValue="tcsheets" />
  <Description DefaultValue="Formulas for treatment coordinators: prices, insurance estimates, ways to pay." />
  <IconUrl DefaultValue={icon_32} />
  <HighResolutionIconUrl DefaultValue={icon_64} />
  <SupportUrl DefaultValue={page} />
  <Hosts>
    <Host Name="Workbook" />
  </Hosts>
  <Requirements>
    <Sets DefaultMinVersion="1.1">
      <Set Name="SharedRuntime" MinVersion="1.1" />
    </Sets>
  </Requirements>
  <DefaultSettings>
    <SourceLocation DefaultValue={page} />
  </DefaultSettings>
  <Permissions>ReadWriteDocument</Permissions>
  <VersionOverrides xmlns="http://schemas.microsoft.com/office/taskpaneappversionoverrides"
    xsi:type="VersionOverridesV1_0">
    <Hosts>
      <Host xsi:type="Workbook">
        <Runtimes>
          <Runtime resid="Page.Url" lifetime="long" />
        </Runtimes>
        <AllFormFactors>
          <ExtensionPoint xsi:type="CustomFunctions">
            <Script>
              <SourceLocation resid="Script.Url" />
            </Script>
            <Page>
              <SourceLocation resid="Page.Url" />
            </Page>
            <Metadata>
              <SourceLocation resid="Metadata.Url" />
            </Metadata>{namespace}
          </ExtensionPoint>
        </AllFormFactors>
      </Host>
    </Hosts>
    <Resources>
      <bt:Images>
        <bt:Image id="Icon.16x16" DefaultValue={icon_16} />
        <bt:Image id="Icon.32x32" DefaultValue={icon_32} />
        <bt:Image id="Icon.80x80" DefaultValue={icon_80} />
      </bt:Images>
      <bt:Urls>
        <bt:Url id="Script.Url" DefaultValue={script} />
        <bt:Url id="Metadata.Url" DefaultValue={metadata} />
        <bt:Url id="Page.Url" DefaultValue={page} />
      </bt:Urls>{words}
    </Resources>
  </VersionOverrides>
</OfficeApp>
"""
NAMESPACE = """
            <Namespace resid="Namespace" />"""
WORDS = """
      <bt:ShortStrings>
        <bt:String id="Namespace" DefaultValue={name} />
      </bt:ShortStrings>"""
PAGE = f"""<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>tcsheets</title>
    <script src="{LIBRARY}"></script>
    <script src="tcsheets_core.js"></script>
    <script src="bridge.js"></script>
    <script src="functions.js"></script>
  </head>
  <body>
    <h1>tcsheets</h1>
    <p>The TC_ functions are ready. Type =TC_ into a cell to see them.</p>
  </body>
</html>
"""


def version_of(text: str) -> str:
    """Return a version as a manifest wants it, of four numbers.

    >>> version_of("0.1.0")
    '0.1.0.0'
    """
    numbers = [part for part in text.split(".") if part.isdigit()]
    return ".".join([*numbers, "0", "0", "0", "0"][:4])


def manifest(address: str, namespace: str = "") -> str:
    """Return the XML manifest of an add-in whose files stand at an https address; a namespace only where asked for."""
    if not address.startswith("https://"):
        raise ArgumentError(f"the address {address[:40]} does not begin with https://; Excel takes no other")
    base = address.rstrip("/")
    places = {"page": "index.html", "script": "functions.js", "metadata": "functions.json"}
    told = {name: quoteattr(f"{base}/{file}") for name, file in places.items()}
    told |= {f"icon_{size}": quoteattr(f"{base}/icon-{size}.png") for size in SIZES}
    words = WORDS.format(name=quoteattr(namespace)) if namespace else ""
    own = {"id": ADD_IN_ID, "version": version_of(__version__), "words": words}
    return TEMPLATE.format(**told, **own, namespace=NAMESPACE if namespace else "")


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def is_ink(across: int, down: int, size: int) -> bool:
    """Whether a pixel belongs to the letter T of the picture."""
    left, top = across / size, down / size
    return (0.2 <= left < 0.8 and 0.22 <= top < 0.36) or (0.42 <= left < 0.58 and 0.22 <= top < 0.8)


def icon(size: int) -> bytes:
    """Return the add-in's picture as a PNG: a white T on blue."""
    rows = [
        b"\0" + bytes(part for x in range(size) for part in (WHITE if is_ink(x, y, size) else BLUE))
        for y in range(size)
    ]
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"".join(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
