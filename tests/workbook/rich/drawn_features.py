"""What is drawn over a sheet or behind it: pictures, shapes, charts, buttons, notes."""

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
    cell,
    in_order,
    instead_of,
    on_sheet,
)

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DRAWING, VML, VML_HEADER = "xl/drawings/drawing20.xml", "xl/drawings/vmlDrawing20.vml", "xl/drawings/vmlDrawing21.vml"
COMMENTS, CONTROL = "xl/comments20.xml", "xl/ctrlProps/ctrlProp1.xml"
CHART, CHART_ALONE, CHART_SHEET = "xl/charts/chart20.xml", "xl/charts/chart21.xml", "xl/chartsheets/sheet1.xml"
DRAWING_ALONE = "xl/drawings/drawing21.xml"
METADATA, METADATA_ORDER = "xl/metadata.xml", ("metadataTypes", "futureMetadata", "cellMetadata", "valueMetadata")
TYPE_OF_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
TYPE_OF_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
DRAWN = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
VML_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
)
COMPATIBLE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
CHARTED = "http://schemas.openxmlformats.org/drawingml/2006/chart"
IN_CELLS = "xl/richData/richValueRel.xml"
RICH_DATA = f"{MICROSOFT}/spreadsheetml/2017/richdata"
THREADS = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"
PERSON = "{9C1D2E3F-1111-4222-8333-444455556666}"
THREAD = "{AD2E3F40-2222-4333-9444-555566667777}"


def place(element, column, row, *, prefix="xdr:"):
    """Return one corner of where something is drawn."""
    inside = f"<xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    return f"<{prefix}{element}>{inside}</{prefix}{element}>"


def anchored(row, xml):
    """Return a piece that is drawn over the sheet Follow-ups beside the table, from a row on."""
    corners = place("from", 24, row) + place("to", 28, row + 3)
    whole = f'<xdr:twoCellAnchor editAs="oneCell">{corners}{xml}<xdr:clientData/></xdr:twoCellAnchor>'
    return Piece(DRAWING, whole, before("</xdr:wsDr>"))


def graphic(number, name, inside):
    """Return the frame of something that another part describes."""
    return (
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{number}" name="{name}"/>'
        '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f"<a:graphic>{inside}</a:graphic></xdr:graphicFrame>"
    )


def chart_frame(number, name):
    """Return the frame of the first chart of a drawing."""
    link = f'<c:chart xmlns:c="{CHARTED}" xmlns:r="{OFFICE}" r:id="rIdChart"/>'
    return graphic(number, name, f'<a:graphicData uri="{CHARTED}">{link}</a:graphicData>')


def chart_of(kind, trend=""):
    """Return a chart of the plan values."""
    axes = '<c:axId val="111"/><c:axId val="222"/>'
    scaling = '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
    return (
        f'<c:chartSpace xmlns:c="{CHARTED}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart>'
        f"<c:plotArea><c:layout/><c:{kind}>"
        + ('<c:barDir val="col"/>' if kind == "barChart" else '<c:grouping val="standard"/>')
        + f'<c:ser><c:idx val="0"/><c:order val="0"/>{trend}<c:val><c:numRef><c:f>\'Follow-ups\'!$G$8:$G$207</c:f>'
        f"</c:numRef></c:val></c:ser>{axes}</c:{kind}>"
        f'<c:catAx><c:axId val="111"/>{scaling}<c:axPos val="b"/><c:crossAx val="222"/></c:catAx>'
        f'<c:valAx><c:axId val="222"/>{scaling}<c:axPos val="l"/><c:crossAx val="111"/></c:valAx>'
        '</c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )


def vml_shape(number, style, inside, client):
    """Return a piece that is a shape of the old drawing of Follow-ups, which notes and buttons need."""
    return Piece(
        VML,
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t{202 if "Note" in client else 201}" style="position:absolute;'
        f'{style}" o:insetmode="auto">{inside}<x:ClientData {client}</x:ClientData></v:shape>',
        before("</xml>"),
    )


def comment(name, author, text):
    """Return a piece that is a note on a cell of Follow-ups, in the list of notes."""
    words = f"<text><t>{text}</t></text>"
    return Piece(COMMENTS, f'<comment ref="{name}" authorId="{author}">{words}</comment>', before("</commentList>"))


def note_shape(number, row, column):
    """Return a piece that is the yellow box of a note."""
    where = f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    return vml_shape(number, "visibility:hidden", '<v:fill color2="#ffffe1"/>', f'ObjectType="Note">{where}')


GROUND = Feature(
    "what several of the drawn features need",
    "twoCellAnchor",
    parts=(
        Part(DRAWING, f"<xdr:wsDr {DRAWN}></xdr:wsDr>", TYPE_OF_DRAWING),
        Part(
            VML,
            (
                f'{VML_HEAD}<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
                '<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe"/>'
                '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
                "</xml>"
            ).encode(),
        ),
        Part(
            COMMENTS,
            f'<comments xmlns="{MAIN}"><authors><author>Ana</author><author>tc={THREAD}</author></authors>'
            "<commentList></commentList></comments>",
            f"{SPREADSHEET}.comments+xml",
        ),
    ),
    relations=(
        Relation(SHEET, "rIdDrawing", f"{OFFICE}/drawing", DRAWING),
        Relation(SHEET, "rIdVml", f"{OFFICE}/vmlDrawing", VML),
        Relation(SHEET, "rIdNotes", f"{OFFICE}/comments", COMMENTS),
    ),
    pieces=(on_sheet('<drawing r:id="rIdDrawing"/>'), on_sheet('<legacyDrawing r:id="rIdVml"/>')),
)
DRAWN_HERE = ((SHEET, '<drawing r:id="rIdDrawing"/>'),)
DRAWN_OLD = ((SHEET, '<legacyDrawing r:id="rIdVml"/>'), (VML, ""))
CHARTS = Feature(
    "charts",
    "trendlineType",
    parts=(
        Part(CHART, chart_of("barChart", '<c:trendline><c:trendlineType val="linear"/></c:trendline>'), TYPE_OF_CHART),
        Part(
            "xl/charts/style20.xml",
            '<cs:chartStyle xmlns:cs="http://schemas.microsoft.com/office/drawing/2012/chartStyle" id="201"/>',
            "application/vnd.ms-office.chartstyle+xml",
        ),
    ),
    relations=(
        Relation(DRAWING, "rIdChart", f"{OFFICE}/chart", CHART),
        Relation(CHART, "rId1", f"{MICROSOFT}/2011/relationships/chartStyle", "xl/charts/style20.xml"),
    ),
    pieces=(anchored(8, chart_frame(2, "Chart of values")),),
    kept=(*DRAWN_HERE, *((f"xl/charts/chart{number}.xml", "") for number in (1, 2, 3))),
)
CHART_SHEETS = Feature(
    "chart sheets",
    "areaChart",
    parts=(
        Part(
            CHART_SHEET,
            f'<chartsheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetPr/><sheetViews><sheetView workbookViewId="0"/>'
            '</sheetViews><drawing r:id="rId1"/></chartsheet>',
            f"{SPREADSHEET}.chartsheet+xml",
        ),
        Part(
            DRAWING_ALONE,
            f'<xdr:wsDr {DRAWN}><xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9300000" cy="6070000"/>'
            f"{chart_frame(2, 'Chart alone')}<xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>",
            TYPE_OF_DRAWING,
        ),
        Part(CHART_ALONE, chart_of("areaChart"), TYPE_OF_CHART),
    ),
    relations=(
        Relation(WORKBOOK, "rIdChartSheet", f"{OFFICE}/chartsheet", CHART_SHEET),
        Relation(CHART_SHEET, "rId1", f"{OFFICE}/drawing", DRAWING_ALONE),
        Relation(DRAWING_ALONE, "rIdChart", f"{OFFICE}/chart", CHART_ALONE),
    ),
    pieces=(Piece(WORKBOOK, '<sheet name="Values" sheetId="31" r:id="rIdChartSheet"/>', before("</sheets>")),),
)
IMAGES = Feature(
    "images",
    "Logo of the practice",
    parts=(Part("xl/media/image20.png", PIXEL),),
    relations=(Relation(DRAWING, "rIdImage", f"{OFFICE}/image", "xl/media/image20.png"),),
    pieces=(
        anchored(
            12,
            '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="Logo" descr="Logo of the practice"/><xdr:cNvPicPr/>'
            f'</xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="{OFFICE}" r:embed="rIdImage"/><a:stretch><a:fillRect/>'
            '</a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>',
        ),
    ),
    kept=DRAWN_HERE,
)
SHAPES = Feature(
    "shapes",
    "wedgeRectCallout",
    pieces=(
        anchored(
            16,
            '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="4" name="Callout"/><xdr:cNvSpPr/></xdr:nvSpPr>'
            '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="600000"/></a:xfrm><a:prstGeom '
            'prst="wedgeRectCallout"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>Call '
            "these first</a:t></a:r></a:p></xdr:txBody></xdr:sp>",
        ),
    ),
    kept=DRAWN_HERE,
)
BUTTONS = Feature(
    "form-control buttons",
    'objectType="Button"',
    parts=(
        Part(
            CONTROL,
            f'<formControlPr xmlns="{MICROSOFT}/spreadsheetml/2009/9/main" objectType="Button" lockText="1"/>',
            "application/vnd.ms-excel.controlproperties+xml",
        ),
    ),
    relations=(Relation(SHEET, "rIdControl", f"{OFFICE}/ctrlProp", CONTROL),),
    pieces=(
        vml_shape(
            1030,
            "z-index:1",
            '<v:textbox><div style="text-align:center"><font face="Calibri" size="220">Sort</font></div></v:textbox>',
            'ObjectType="Button"><x:Anchor>24, 0, 20, 0, 26, 0, 21, 0</x:Anchor><x:FmlaMacro>[0]!Sort</x:FmlaMacro>',
        ),
        on_sheet(
            f'<mc:AlternateContent {COMPATIBLE}><mc:Choice xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main" '
            f'Requires="x14"><controls {DRAWN}><control shapeId="1030" r:id="rIdControl" name="Button 6"><controlPr '
            f'defaultSize="0" print="0" autoFill="0" autoPict="0" macro="[0]!Sort"><anchor>'
            f"{place('from', 24, 20, prefix='')}{place('to', 26, 21, prefix='')}</anchor></controlPr></control>"
            "</controls></mc:Choice></mc:AlternateContent>",
        ),
    ),
    kept=DRAWN_OLD,
)
HEADER_IMAGE = Feature(
    "header image",
    "legacyDrawingHF",
    parts=(
        Part(
            VML_HEADER,
            (
                f'{VML_HEAD}<v:shape id="CH" o:spid="_x0000_s2049" style="width:0.75pt;height:0.75pt"><v:imagedata '
                'o:relid="rId1" o:title="logo"/></v:shape></xml>'
            ).encode(),
        ),
        Part("xl/media/image21.png", PIXEL + b"header"),
    ),
    relations=(
        Relation(SHEET, "rIdHeader", f"{OFFICE}/vmlDrawing", VML_HEADER),
        Relation(VML_HEADER, "rId1", f"{OFFICE}/image", "xl/media/image21.png"),
    ),
    pieces=(
        Piece(SHEET, "<headerFooter><oddHeader>&amp;C&amp;G</oddHeader>", instead_of("<headerFooter>")),
        on_sheet('<legacyDrawingHF r:id="rIdHeader"/>'),
    ),
)
BACKGROUND = Feature(
    "sheet background picture",
    "<picture ",
    parts=(Part("xl/media/image22.png", PIXEL + b"background"),),
    relations=(Relation(SHEET, "rIdBackground", f"{OFFICE}/image", "xl/media/image22.png"),),
    pieces=(on_sheet('<picture r:id="rIdBackground"/>'),),
)
IMAGES_IN_CELLS = Feature(
    "in-cell images",
    "LocalImageIdentifier",
    parts=(
        Part(
            "xl/richData/rdrichvalue.xml",
            f'<rvData xmlns="{RICH_DATA}" count="1"><rv s="0"><v>0</v><v>5</v></rv></rvData>',
            "application/vnd.ms-excel.rdrichvalue+xml",
        ),
        Part(
            "xl/richData/rdrichvaluestructure.xml",
            f'<rvStructures xmlns="{RICH_DATA}" count="1"><s t="_localImage"><k n="_rvRel:LocalImageIdentifier" t="i"/>'
            '<k n="CalcOrigin" t="i"/></s></rvStructures>',
            "application/vnd.ms-excel.rdrichvaluestructure+xml",
        ),
        Part(
            IN_CELLS,
            f'<richValueRels xmlns="{MICROSOFT}/spreadsheetml/2022/richvaluerel" xmlns:r="{OFFICE}">'
            '<rel r:id="rId1"/></richValueRels>',
            "application/vnd.ms-excel.richvaluerel+xml",
        ),
        Part("xl/media/image23.png", PIXEL + b"cell"),
    ),
    relations=(
        Relation(WORKBOOK, "rIdRichRel", f"{MICROSOFT}/2022/10/relationships/richValueRel", IN_CELLS),
        Relation(WORKBOOK, "rIdRich", f"{MICROSOFT}/2017/06/relationships/rdRichValue", "xl/richData/rdrichvalue.xml"),
        Relation(
            WORKBOOK,
            "rIdRichKinds",
            f"{MICROSOFT}/2017/06/relationships/rdRichValueStructure",
            "xl/richData/rdrichvaluestructure.xml",
        ),
        Relation(IN_CELLS, "rId1", f"{OFFICE}/image", "xl/media/image23.png"),
    ),
    pieces=(
        Piece(METADATA, '<metadataTypes count="2">', instead_of('<metadataTypes count="1">')),
        Piece(
            METADATA,
            '<metadataType name="XLRICHVALUE" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" '
            'merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1"/>',
            before("</metadataTypes>"),
        ),
        Piece(
            METADATA,
            '<futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext '
            f'uri="{{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}}" xmlns:xlrd="{RICH_DATA}"><xlrd:rvb i="0"/>'
            "</ext></extLst></bk></futureMetadata>",
            in_order(METADATA_ORDER),
        ),
        Piece(
            METADATA,
            '<valueMetadata count="1"><bk><rc t="2" v="0"/></bk></valueMetadata>',
            in_order(METADATA_ORDER),
        ),
        cell('<c r="T8" t="e" vm="1"><v>#VALUE!</v></c>'),
    ),
)
THREADED_COMMENTS = Feature(
    "threaded comments and persons",
    "<threadedComment ",
    parts=(
        Part(
            "xl/threadedComments/threadedComment1.xml",
            f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="B8" dT="2026-11-24T16:30:00.00" '
            f'personId="{PERSON}" id="{THREAD}"><text>Is she back?</text></threadedComment></ThreadedComments>',
            "application/vnd.ms-excel.threadedcomments+xml",
        ),
        Part(
            "xl/persons/person.xml",
            f'<personList xmlns="{THREADS}"><person displayName="Ana" id="{PERSON}" userId="ana" providerId="None"/>'
            "</personList>",
            "application/vnd.ms-excel.person+xml",
        ),
    ),
    relations=(
        Relation(
            SHEET,
            "rIdThreads",
            f"{MICROSOFT}/2017/10/relationships/threadedComment",
            "xl/threadedComments/threadedComment1.xml",
        ),
        Relation(WORKBOOK, "rIdPersons", f"{MICROSOFT}/2017/10/relationships/person", "xl/persons/person.xml"),
    ),
    pieces=(comment("B8", 1, "[Threaded comment] Is she back?"), note_shape(1031, 7, 1)),
    kept=DRAWN_OLD,
)
NOTES = Feature(
    "notes",
    "Asked for mornings",
    pieces=(comment("C9", 0, "Asked for mornings"), note_shape(1032, 8, 2)),
    kept=(*DRAWN_OLD, (COMMENTS, "")),
)
