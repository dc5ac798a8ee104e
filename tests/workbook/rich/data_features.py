"""What brings data in, sums it up or filters it, and what programs keep in a workbook beside its sheets."""

import base64

from workbook.rich.assembly import (
    MAIN,
    MICROSOFT,
    OFFICE,
    SHEET,
    SPREADSHEET,
    WORKBOOK,
    Feature,
    Part,
    Piece,
    Relation,
    before,
    defined_name,
    extension,
    in_workbook,
    instead_of,
)
from workbook.rich.drawn_features import COMPATIBLE, DRAWN_HERE, anchored, graphic

X14, X15 = f"{MICROSOFT}/spreadsheetml/2009/9/main", f"{MICROSOFT}/spreadsheetml/2010/11/main"
ANSWERS = "xl/worksheets/sheet32.xml"
CACHE, RECORDS = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotCache/pivotCacheRecords1.xml"
PIVOT = "xl/pivotTables/pivotTable1.xml"
SLICER_CACHE, SLICER = "xl/slicerCaches/slicerCache1.xml", "xl/slicers/slicer1.xml"
TIMELINE_CACHE, TIMELINE = "xl/timelineCaches/timelineCache1.xml", "xl/timelines/timeline1.xml"
LINK, QUERY = "xl/externalLinks/externalLink1.xml", "xl/queryTables/queryTable1.xml"
PRINTER = "xl/printerSettings/printerSettings1.bin"
PANES, EXTENSION = "xl/webextensions/taskpanes.xml", "xl/webextensions/webextension1.xml"
CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
PROPERTIES_OF_ITEM = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
MASHUP = base64.b64encode(b"\0\0\0\0PK not really a package of queries").decode()
DAYS = ("2026-11-02T00:00:00", "2026-11-03T00:00:00", "2026-11-05T00:00:00")
FIRST, LAST = DAYS[0], "2026-11-06T00:00:00"


def row(number, *cells):
    """Return a row of texts and numbers, given as (column, value)."""
    texts = (
        f'<c r="{column}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        if isinstance(value, str)
        else f'<c r="{column}{number}"><v>{value}</v></c>'
        for column, value in cells
    )
    return f'<row r="{number}">{"".join(texts)}</row>'


ANSWERS_ROWS = (
    row(1, ("H", "code"), ("I", "fee")),
    row(2, ("H", "D1110"), ("I", 98)),
    row(3, ("A", "Row Labels"), ("B", "Sum of Value"), ("H", "D2740"), ("I", 1285)),
    row(4, ("A", "accepted"), ("B", 400), ("K", "Day"), ("L", "Status"), ("M", "Value")),
    row(5, ("A", "declined"), ("B", 200), ("K", 46328), ("L", "accepted"), ("M", 100)),
    row(6, ("A", "Grand Total"), ("B", 600), ("K", 46329), ("L", "declined"), ("M", 200)),
    row(7, ("K", 46331), ("L", "accepted"), ("M", 300)),
)
GROUND = Feature(
    "what several of the data features need",
    'name="Answers"',
    parts=(
        Part(
            ANSWERS,
            f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><dimension ref="A1:M7"/><sheetData>{"".join(ANSWERS_ROWS)}'
            "</sheetData></worksheet>",
            f"{SPREADSHEET}.worksheet+xml",
        ),
    ),
    relations=(Relation(WORKBOOK, "rIdAnswers", f"{OFFICE}/worksheet", ANSWERS),),
    pieces=(
        Piece(WORKBOOK, '<sheet name="Answers" sheetId="32" r:id="rIdAnswers"/>', before("</sheets>")),
        Piece(WORKBOOK, "<extLst></extLst>", before("</workbook>")),
        Piece(SHEET, "<extLst></extLst>", before("</worksheet>")),
    ),
)
PIVOTS = Feature(
    "pivot tables",
    "<pivotTableDefinition",
    parts=(
        Part(
            CACHE,
            f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="rId1" refreshedBy="Ana" '
            'refreshedDate="46350" createdVersion="6" refreshedVersion="6" minRefreshableVersion="3" recordCount="3">'
            '<cacheSource type="worksheet"><worksheetSource ref="K4:M7" sheet="Answers"/></cacheSource>'
            '<cacheFields count="3"><cacheField name="Day" numFmtId="14"><sharedItems containsSemiMixedTypes="0" '
            f'containsNonDate="0" containsDate="1" containsString="0" minDate="{FIRST}" maxDate="{LAST}" count="3">'
            + "".join(f'<d v="{day}"/>' for day in DAYS)
            + '</sharedItems></cacheField><cacheField name="Status" numFmtId="0"><sharedItems count="2">'
            '<s v="accepted"/><s v="declined"/></sharedItems></cacheField><cacheField name="Value" numFmtId="0">'
            '<sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1" '
            f'minValue="100" maxValue="300"/></cacheField></cacheFields><extLst><ext '
            f'uri="{{725AE2AE-9491-48be-B2B4-4EB974FC3084}}" xmlns:x14="{X14}">'
            '<x14:pivotCacheDefinition pivotCacheId="7"/></ext></extLst></pivotCacheDefinition>',
            f"{SPREADSHEET}.pivotCacheDefinition+xml",
        ),
        Part(
            RECORDS,
            f'<pivotCacheRecords xmlns="{MAIN}" count="3"><r><x v="0"/><x v="0"/><n v="100"/></r><r><x v="1"/>'
            '<x v="1"/><n v="200"/></r><r><x v="2"/><x v="0"/><n v="300"/></r></pivotCacheRecords>',
            f"{SPREADSHEET}.pivotCacheRecords+xml",
        ),
        Part(
            PIVOT,
            f'<pivotTableDefinition xmlns="{MAIN}" name="PivotTable1" cacheId="7" dataCaption="Values" '
            'createdVersion="6" updatedVersion="6" minRefreshableVersion="3"><location ref="A3:B6" firstHeaderRow="1" '
            'firstDataRow="1" firstDataCol="1"/><pivotFields count="3"><pivotField numFmtId="14" showAll="0"/>'
            '<pivotField axis="axisRow" showAll="0"><items count="3"><item x="0"/><item x="1"/><item t="default"/>'
            '</items></pivotField><pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1">'
            '<field x="1"/></rowFields><rowItems count="3"><i><x/></i><i><x v="1"/></i><i t="grand"><x/></i></rowItems>'
            '<colItems count="1"><i/></colItems><dataFields count="1"><dataField name="Sum of Value" fld="2" '
            'baseField="0" baseItem="0"/></dataFields></pivotTableDefinition>',
            f"{SPREADSHEET}.pivotTable+xml",
        ),
    ),
    relations=(
        Relation(WORKBOOK, "rIdPivotCache", f"{OFFICE}/pivotCacheDefinition", CACHE),
        Relation(CACHE, "rId1", f"{OFFICE}/pivotCacheRecords", RECORDS),
        Relation(ANSWERS, "rIdPivot", f"{OFFICE}/pivotTable", PIVOT),
        Relation(PIVOT, "rId1", f"{OFFICE}/pivotCacheDefinition", CACHE),
    ),
    pieces=(in_workbook('<pivotCaches><pivotCache cacheId="7" r:id="rIdPivotCache"/></pivotCaches>'),),
)
SLICERS = Feature(
    "slicers",
    "<slicerCacheDefinition",
    parts=(
        Part(
            SLICER_CACHE,
            f'<slicerCacheDefinition xmlns="{X14}" name="Slicer_Status" sourceName="Status"><extLst><x:ext '
            f'xmlns:x="{MAIN}" uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}" xmlns:x15="{X15}"><x15:tableSlicerCache '
            'tableId="3" column="10"/></x:ext></extLst></slicerCacheDefinition>',
            "application/vnd.ms-excel.slicerCache+xml",
        ),
        Part(
            SLICER,
            f'<slicers xmlns="{X14}"><slicer name="Status" cache="Slicer_Status" caption="Status" rowHeight="241300"/>'
            "</slicers>",
            "application/vnd.ms-excel.slicer+xml",
        ),
    ),
    relations=(
        Relation(WORKBOOK, "rIdSlicerCache", f"{MICROSOFT}/2007/relationships/slicerCache", SLICER_CACHE),
        Relation(SHEET, "rIdSlicer", f"{MICROSOFT}/2007/relationships/slicer", SLICER),
    ),
    pieces=(
        defined_name("Slicer_Status", "#N/A"),
        extension(
            WORKBOOK,
            "{46BE6895-7355-4a93-B00E-2C351335B9C9}",
            {"x15": X15},
            f'<x15:slicerCaches xmlns:x14="{X14}"><x14:slicerCache r:id="rIdSlicerCache"/></x15:slicerCaches>',
        ),
        extension(
            SHEET,
            "{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}",
            {"x15": X15},
            f'<x14:slicerList xmlns:x14="{X14}"><x14:slicer r:id="rIdSlicer"/></x14:slicerList>',
        ),
        anchored(
            26,
            f'<mc:AlternateContent {COMPATIBLE}><mc:Choice xmlns:sle15="{MICROSOFT}/drawing/2012/slicer" '
            'Requires="sle15">'
            + graphic(
                5,
                "Status",
                f'<a:graphicData uri="{MICROSOFT}/drawing/2010/slicer"><sle:slicer '
                f'xmlns:sle="{MICROSOFT}/drawing/2010/slicer" name="Status"/></a:graphicData>',
            )
            + "</mc:Choice></mc:AlternateContent>",
        ),
    ),
    kept=DRAWN_HERE,
)
TIMELINES = Feature(
    "timelines",
    "<timelineCacheDefinition",
    parts=(
        Part(
            TIMELINE_CACHE,
            f'<timelineCacheDefinition xmlns="{X15}" name="NativeTimeline_Day" sourceName="Day"><pivotTables>'
            '<pivotTable tabId="31" name="PivotTable1"/></pivotTables><state minimalRefreshVersion="6" '
            f'lastRefreshVersion="6" pivotCacheId="7" filterType="unknown"><bounds startDate="{FIRST}" '
            f'endDate="{LAST}"/></state></timelineCacheDefinition>',
            "application/vnd.ms-excel.timelineCache+xml",
        ),
        Part(
            TIMELINE,
            f'<timelines xmlns="{X15}"><timeline name="Day" cache="NativeTimeline_Day" caption="Day" level="2" '
            f'selectionLevel="2" scrollPosition="{FIRST}"/></timelines>',
            "application/vnd.ms-excel.timeline+xml",
        ),
    ),
    relations=(
        Relation(WORKBOOK, "rIdTimelineCache", f"{MICROSOFT}/2011/relationships/timelineCache", TIMELINE_CACHE),
        Relation(SHEET, "rIdTimeline", f"{MICROSOFT}/2011/relationships/timeline", TIMELINE),
    ),
    pieces=(
        defined_name("NativeTimeline_Day", "#N/A"),
        extension(
            WORKBOOK,
            "{D0CA8CA8-9F24-4464-BF8E-62219DCF47F9}",
            {"x15": X15},
            '<x15:timelineCacheRefs><x15:timelineCacheRef r:id="rIdTimelineCache"/></x15:timelineCacheRefs>',
        ),
        extension(
            SHEET,
            "{7E03D99C-DC04-49d9-9315-930204A7B6E9}",
            {"x15": X15},
            '<x15:timelineRefs><x15:timelineRef r:id="rIdTimeline"/></x15:timelineRefs>',
        ),
    ),
)
POWER_QUERY = Feature(
    "Power Query",
    MASHUP,
    parts=(
        Part(
            "customXml/item1.xml",
            '<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="http://schemas.microsoft.com/DataMashup">'
            f"{MASHUP}</DataMashup>".encode("utf-16"),
        ),
        Part(
            "customXml/itemProps1.xml",
            f'<ds:datastoreItem ds:itemID="{{2F9C1A30-5B6C-4D7E-8F90-A1B2C3D4E5F6}}" xmlns:ds="{CUSTOM_XML}">'
            '<ds:schemaRefs><ds:schemaRef ds:uri="http://schemas.microsoft.com/DataMashup"/></ds:schemaRefs>'
            "</ds:datastoreItem>",
            PROPERTIES_OF_ITEM,
        ),
    ),
    relations=(
        Relation(WORKBOOK, "rIdMashup", f"{OFFICE}/customXml", "customXml/item1.xml"),
        Relation("customXml/item1.xml", "rId1", f"{OFFICE}/customXmlProps", "customXml/itemProps1.xml"),
    ),
)
CONNECTIONS = Feature(
    "connections and query tables",
    "<queryTable ",
    parts=(
        Part(
            "xl/connections.xml",
            f'<connections xmlns="{MAIN}"><connection id="1" name="Query - fees" type="5" refreshedVersion="6" '
            'background="1" saveData="1"><dbPr connection="Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;'
            'Location=fees" command="SELECT * FROM [fees]"/></connection></connections>',
            f"{SPREADSHEET}.connections+xml",
        ),
        Part(
            QUERY,
            f'<queryTable xmlns="{MAIN}" name="ExternalData_1" connectionId="1" autoFormatId="16" '
            'applyNumberFormats="0"><queryTableRefresh nextId="3"><queryTableFields count="2"><queryTableField id="1" '
            'name="code"/><queryTableField id="2" name="fee"/></queryTableFields></queryTableRefresh></queryTable>',
            f"{SPREADSHEET}.queryTable+xml",
        ),
    ),
    relations=(
        Relation(WORKBOOK, "rIdConnections", f"{OFFICE}/connections", "xl/connections.xml"),
        Relation(ANSWERS, "rIdQuery", f"{OFFICE}/queryTable", QUERY),
    ),
    pieces=(defined_name("ExternalData_1", "Answers!$H$1:$I$3", ' localSheetId="24" hidden="1"'),),
)
PRINTER_SETTINGS = Feature(
    "printer settings",
    "Canon in the back room",
    parts=(Part(PRINTER, b"\x01\x04\0\0Canon in the back room\0\xff\xfe"),),
    relations=(Relation(SHEET, "rIdPrinter", f"{OFFICE}/printerSettings", PRINTER),),
    pieces=(Piece(SHEET, 'orientation="landscape" r:id="rIdPrinter"/>', instead_of('orientation="landscape"/>')),),
)
EXTERNAL_LINKS = Feature(
    "external links",
    "<externalBook",
    parts=(
        Part(
            LINK,
            f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1"><sheetNames><sheetName '
            'val="Fees"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>98</v></cell>'
            "</row></sheetData></sheetDataSet></externalBook></externalLink>",
            f"{SPREADSHEET}.externalLink+xml",
        ),
    ),
    relations=(
        Relation(WORKBOOK, "rIdLink", f"{OFFICE}/externalLink", LINK),
        Relation(LINK, "rId1", f"{OFFICE}/externalLinkPath", "file:///C:/fees.xlsx", outside=True),
    ),
    pieces=(
        in_workbook('<externalReferences><externalReference r:id="rIdLink"/></externalReferences>'),
        defined_name("OtherFees", "[1]Fees!$A$1"),
    ),
)
CUSTOM_DATA = Feature(
    "custom XML",
    "urn:elm-street",
    parts=(
        Part("customXml/item2.xml", '<practice xmlns="urn:elm-street">Elm Street</practice>'),
        Part(
            "customXml/itemProps2.xml",
            f'<ds:datastoreItem ds:itemID="{{3A0D2B41-6C7D-4E8F-90A1-B2C3D4E5F607}}" xmlns:ds="{CUSTOM_XML}"/>',
            PROPERTIES_OF_ITEM,
        ),
    ),
    relations=(
        Relation(WORKBOOK, "rIdCustom", f"{OFFICE}/customXml", "customXml/item2.xml"),
        Relation("customXml/item2.xml", "rId1", f"{OFFICE}/customXmlProps", "customXml/itemProps2.xml"),
    ),
)
WEB_EXTENSIONS = Feature(
    "web extensions",
    "<we:webextension",
    parts=(
        Part(
            PANES,
            f'<wetp:taskpanes xmlns:wetp="{MICROSOFT}/webextensions/taskpanes/2010/11"><wetp:taskpane '
            f'dockstate="right" visibility="0" width="350" row="0"><wetp:webextensionref '
            f'xmlns:r="{OFFICE}" r:id="rId1"/></wetp:taskpane></wetp:taskpanes>',
            "application/vnd.ms-office.webextensiontaskpanes+xml",
        ),
        Part(
            EXTENSION,
            f'<we:webextension xmlns:we="{MICROSOFT}/webextensions/webextension/2010/11" '
            'id="{4B1E3C52-7D8E-4F90-A1B2-C3D4E5F60718}"><we:reference id="wa104" version="1.0.0.0" store="en-US" '
            'storeType="OMEX"/><we:alternateReferences/><we:properties/><we:bindings/></we:webextension>',
            "application/vnd.ms-office.webextension+xml",
        ),
    ),
    relations=(
        Relation("", "rIdPanes", f"{MICROSOFT}/2011/relationships/webextensiontaskpanes", PANES),
        Relation(PANES, "rId1", f"{MICROSOFT}/2011/relationships/webextension", EXTENSION),
    ),
)
MACROS = Feature(
    "VBA project",
    "not really a project",
    parts=(
        Part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not really a project", "application/vnd.ms-office.vbaProject"),
    ),
    relations=(Relation(WORKBOOK, "rIdVba", f"{MICROSOFT}/2006/relationships/vbaProject", "xl/vbaProject.bin"),),
    pieces=(
        Piece(WORKBOOK, '<workbookPr codeName="ThisWorkbook" ', instead_of("<workbookPr ")),
        Piece(
            "[Content_Types].xml",
            'ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"',
            instead_of(f'ContentType="{SPREADSHEET}.sheet.main+xml"'),
        ),
    ),
)
