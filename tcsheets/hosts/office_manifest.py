"""The add-in's XML manifest: what Excel reads before it knows any function.

An add-in-only manifest with a shared runtime, so that functions and task pane are
one program.  By default no namespace: a function shows as TC_X and is stored as
`_xldudf_TC_X`; whether a real Excel takes that is an option of the build.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from tcsheets import __version__
from tcsheets.errors import ArgumentError

ADD_IN_ID = "7f0f5c0e-6a0e-4b52-9d8e-2f6a0b1c7d31"
PREFIX = "TC_"  # of a function's name in the register
PLACES = {"page": "taskpane/index.html", "script": "functions.js", "metadata": "functions.json"}
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
        <DesktopFormFactor>
          <FunctionFile resid="Page.Url" />
          <ExtensionPoint xsi:type="PrimaryCommandSurface">
            <OfficeTab id="TabHome">
              <Group id="TcsheetsGroup">
                <Label resid="Group.Label" />{icons}
                <Control xsi:type="Button" id="TcsheetsPane">
                  <Label resid="Pane.Label" />
                  <Supertip>
                    <Title resid="Pane.Label" />
                    <Description resid="Pane.Help" />
                  </Supertip>{icons}
                  <Action xsi:type="ShowTaskpane">
                    <TaskpaneId>TcsheetsTaskpane</TaskpaneId>
                    <SourceLocation resid="Page.Url" />
                  </Action>
                </Control>
              </Group>
            </OfficeTab>
          </ExtensionPoint>
        </DesktopFormFactor>
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
      </bt:Urls>
      <bt:ShortStrings>
        <bt:String id="Group.Label" DefaultValue="tcsheets" />
        <bt:String id="Pane.Label" DefaultValue="Treatment coordinator" />{words}
      </bt:ShortStrings>
      <bt:LongStrings>
        <bt:String id="Pane.Help" DefaultValue={help} />
      </bt:LongStrings>
    </Resources>
  </VersionOverrides>
</OfficeApp>
"""
NAMESPACE = """
            <Namespace resid="Namespace" />"""
WORDS = """
        <bt:String id="Namespace" DefaultValue={name} />"""
ICONS = """
                <Icon>
                  <bt:Image size="16" resid="Icon.16x16" />
                  <bt:Image size="32" resid="Icon.32x32" />
                  <bt:Image size="80" resid="Icon.80x80" />
                </Icon>"""
PANE_HELP = "Find a function, try a payment plan, read why insurance pays what it pays, settle conflicts."


def version_of(text: str) -> str:
    """Return a version as a manifest wants it, of four numbers.

    >>> version_of("0.1.0")
    '0.1.0.0'
    """
    numbers = [part for part in text.split(".") if part.isdigit()]
    return ".".join([*numbers, "0", "0", "0", "0"][:4])


def base_of(address: str) -> str:
    """Return the address of the files without a slash at its end; `ArgumentError` where it is not https."""
    if not address.startswith("https://"):
        raise ArgumentError(f"the address {address[:40]} does not begin with https://; Excel takes no other")
    return address.rstrip("/")


def page_of(base: str, prefix: str) -> str:
    """Return the address of the task pane, which must know how names begin where they do not begin with TC_."""
    return f"{base}/{PLACES['page']}" + ("" if prefix == PREFIX else f"?prefix={prefix}")


def manifest(address: str, namespace: str = "") -> str:
    """Return the XML manifest of an add-in whose files stand at an https address; a namespace only where asked for."""
    base = base_of(address)
    told = {name: quoteattr(f"{base}/{file}") for name, file in PLACES.items()}
    told["page"] = quoteattr(page_of(base, f"{namespace}.{PREFIX}" if namespace else PREFIX))
    told |= {f"icon_{size}": quoteattr(f"{base}/icon-{size}.png") for size in (16, 32, 64, 80)}
    words = WORDS.format(name=quoteattr(namespace)) if namespace else ""
    own = {"id": ADD_IN_ID, "version": version_of(__version__), "words": words, "icons": ICONS}
    return TEMPLATE.format(**told, **own, help=quoteattr(PANE_HELP), namespace=NAMESPACE if namespace else "")
