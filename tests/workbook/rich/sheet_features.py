"""What stands in the XML of a sheet, of its cells, or of the parts that all sheets share."""

from workbook.rich.assembly import (
    MICROSOFT,
    SHEET,
    WORKBOOK,
    Feature,
    Part,
    Piece,
    Relation,
    before,
    cell,
    counted,
    defined_name,
    extension,
    in_workbook,
    instead_of,
    on_sheet,
)

X14 = {"x14": f"{MICROSOFT}/spreadsheetml/2009/9/main", "xm": f"{MICROSOFT}/excel/2006/main"}

VIEW = "{6F2B7A10-3C4D-4E5F-8A9B-0C1D2E3F4A5B}"
BAR, ICONS = "{0B5C2A11-7E6F-4D3C-9B8A-112233445566}", "{1C6D3B22-8F70-4E4D-8CAB-223344556677}"
RULES = "</x14:conditionalFormattings>"
STRINGS = counted("</sst>", [r'(<sst[^>]* count=")([0-9]+)', r'(uniqueCount=")([0-9]+)'])
METADATA, STYLES = "xl/metadata.xml", "xl/styles.xml"
BAG = "xl/featurePropertyBag/featurePropertyBag.xml"
BAG_SPACE = f"{MICROSOFT}/spreadsheetml/2022/featurepropertybag"

TABLES = Feature(
    "tables",
    'displayName="AcceptanceLog"',
    kept=(
        *((f"xl/tables/table{number}.xml", "") for number in range(1, 23) if number != 6),
        (SHEET, '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'),
    ),
)
X14_VALIDATIONS = Feature(
    "x14 data validations",
    "Referrals'!$B$8:$B$20",
    pieces=(
        extension(
            SHEET,
            "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}",
            X14,
            '<x14:dataValidations count="1"><x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
            "<x14:formula1><xm:f>'Referrals'!$B$8:$B$20</xm:f></x14:formula1><xm:sqref>C8:C607</xm:sqref>"
            "</x14:dataValidation></x14:dataValidations>",
        ),
    ),
)
X14_DATA_BARS = Feature(
    "x14 data bars",
    "negativeBarColorSameAsPositive",
    pieces=(
        on_sheet(
            '<conditionalFormatting sqref="G8:G607"><cfRule type="dataBar" priority="11"><dataBar><cfvo type="min"/>'
            '<cfvo type="max"/><color rgb="FF638EC6"/></dataBar><extLst>'
            f'<ext uri="{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}" xmlns:x14="{X14["x14"]}"><x14:id>{BAR}</x14:id></ext>'
            "</extLst></cfRule></conditionalFormatting>"
        ),
        Piece(
            SHEET,
            f'<x14:conditionalFormatting><x14:cfRule type="dataBar" id="{BAR}"><x14:dataBar minLength="0" '
            'maxLength="100" border="1" negativeBarColorSameAsPositive="0" axisPosition="middle"><x14:cfvo '
            'type="autoMin"/><x14:cfvo type="autoMax"/><x14:borderColor rgb="FF638EC6"/><x14:negativeFillColor '
            'rgb="FFFF0000"/><x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule><xm:sqref>G8:G607</xm:sqref>'
            "</x14:conditionalFormatting>",
            before(RULES),
        ),
    ),
)
X14_ICON_SETS = Feature(
    "x14 icon sets",
    "3Stars",
    pieces=(
        Piece(
            SHEET,
            f'<x14:conditionalFormatting><x14:cfRule type="iconSet" priority="12" id="{ICONS}"><x14:iconSet '
            'iconSet="3Stars"><x14:cfvo type="percent"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="percent"><xm:f>33'
            '</xm:f></x14:cfvo><x14:cfvo type="percent"><xm:f>67</xm:f></x14:cfvo></x14:iconSet></x14:cfRule>'
            "<xm:sqref>M8:M607</xm:sqref></x14:conditionalFormatting>",
            before(RULES),
        ),
    ),
)
SPARKLINES = Feature(
    "sparklines",
    "sparklineGroup",
    pieces=(
        extension(
            SHEET,
            "{05C60535-1F16-4fd2-B693-F4F36F0B64E0}",
            X14,
            '<x14:sparklineGroups><x14:sparklineGroup type="column" displayEmptyCellsAs="gap" markers="1">'
            '<x14:colorSeries theme="4"/><x14:colorNegative theme="5"/><x14:sparklines><x14:sparkline><xm:f>'
            "'Follow-ups'!G8:G107</xm:f><xm:sqref>Y8</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
            "</x14:sparklineGroups>",
        ),
    ),
)
CHECKBOXES = Feature(
    "checkboxes",
    "xfComplement",
    parts=(
        Part(
            BAG,
            f'<FeaturePropertyBags xmlns="{BAG_SPACE}"><bag type="Checkbox"/><bag type="XFControls">'
            '<bagId k="CellControl">0</bagId></bag><bag type="XFComplement"><bagId k="XFControls">1</bagId></bag>'
            '<bag type="XFComplements" extRef="XFComplementsMapperExtRef"><a k="MappedFeaturePropertyBags"><bagId>2'
            "</bagId></a></bag></FeaturePropertyBags>",
            "application/vnd.ms-excel.featurepropertybag+xml",
        ),
    ),
    relations=(Relation(WORKBOOK, "rIdBag", f"{MICROSOFT}/2022/11/relationships/FeaturePropertyBag", BAG),),
    pieces=(
        Piece(
            STYLES,
            '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"><extLst><ext uri="{C7286773-470A-42A8-94C5-'
            f'96B5CB345126}}" xmlns:xfpb="{BAG_SPACE}"><xfpb:xfComplement i="0"/></ext></extLst></xf>',
            counted("</cellXfs>", [r'(<cellXfs count=")([0-9]+)']),
        ),
        cell('<c r="U8" s="@checkbox@" t="b"><v>1</v></c>'),
    ),
)
DYNAMIC_ARRAYS = Feature(
    "dynamic arrays",
    "dynamicArrayProperties",
    pieces=(
        cell('<c r="V8" cm="1"><f t="array" ref="V8:V10">_xlfn.SEQUENCE(3)</f><v>1</v></c>'),
        cell('<c r="V9"><v>2</v></c>'),
        cell('<c r="V10"><v>3</v></c>'),
    ),
    kept=(
        (METADATA, '<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/>'),
        (METADATA, '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata>'),
    ),
)
RICH_TEXT = Feature(
    "rich text in shared strings",
    "FFAB1234",
    pieces=(
        Piece(
            "xl/sharedStrings.xml",
            '<si><r><t xml:space="preserve">call </t></r><r><rPr><b/><sz val="11"/><color rgb="FFAB1234"/><rFont '
            'val="Calibri"/></rPr><t>before noon</t></r></si>',
            STRINGS,
        ),
        cell('<c r="W8" t="s"><v>@rich@</v></c>'),
    ),
)
PHONETIC_TEXT = Feature(
    "phonetic text",
    "<rPh",
    pieces=(
        Piece(
            "xl/sharedStrings.xml",
            '<si><t>課長</t><rPh sb="0" eb="2"><t>カチョウ</t></rPh><phoneticPr fontId="1" type="Hiragana"/></si>',
            STRINGS,
        ),
        cell('<c r="X8" t="s" ph="1"><v>@phonetic@</v></c>'),
        on_sheet('<phoneticPr fontId="1" type="Hiragana"/>'),
    ),
)
DEFINED_NAMES = Feature(
    "defined names",
    'name="Callers"',
    pieces=(
        defined_name("Callers", "'Follow-ups'!$K$8:$K$407", ' comment="who calls" hidden="1"'),
        defined_name("Callers", "Referrals!$K$8", ' localSheetId="12"'),
        defined_name("TwoPlaces", "'Follow-ups'!$B$8:$B$9,'Follow-ups'!$D$8:$D$9"),
    ),
)
PROTECTION = Feature(
    "sheet protection",
    "c2FsdHNhbHRzYWx0",
    pieces=(
        on_sheet(
            '<sheetProtection algorithmName="SHA-512" hashValue="aGFzaGhhc2hoYXNo" saltValue="c2FsdHNhbHRzYWx0" '
            'spinCount="100000" sheet="1" objects="1" formatCells="0" insertRows="0" sort="0" autoFilter="0"/>'
        ),
        on_sheet('<protectedRanges><protectedRange sqref="B8:S607" name="Calls"/></protectedRanges>'),
    ),
)
FREEZE_PANES = Feature(
    "freeze panes",
    'state="frozen"',
    kept=(
        (SHEET, '<pane xSplit="3" ySplit="7" topLeftCell="D8" activePane="bottomRight" state="frozen"/>'),
        (SHEET, '<selection pane="bottomLeft" activeCell="A8" sqref="A8"/>'),
    ),
)
CUSTOM_PROPERTIES = Feature(
    "custom document properties",
    'name="Practice"',
    pieces=(
        Piece(
            "docProps/custom.xml",
            '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="Practice" '
            'linkTarget="PracticeName"><vt:lpwstr>Elm Street</vt:lpwstr></property>',
            before("</Properties>"),
        ),
    ),
    kept=(("docProps/custom.xml", ""),),
)
THEME = Feature("theme", "<a:clrScheme", kept=(("xl/theme/theme1.xml", ""), (WORKBOOK, 'defaultThemeVersion="124226"')))
CUSTOM_VIEWS = Feature(
    "custom views",
    "<customWorkbookView ",
    pieces=(
        in_workbook(
            f'<customWorkbookViews><customWorkbookView name="Front desk" guid="{VIEW}" maximized="1" windowWidth="0" '
            'windowHeight="0" activeSheetId="11"/></customWorkbookViews>'
        ),
        on_sheet(
            f'<customSheetViews><customSheetView guid="{VIEW}" scale="90" showGridLines="0" fitToPage="1" '
            'hiddenColumns="1"><pane xSplit="3" ySplit="7" topLeftCell="D20" activePane="bottomRight" state="frozen"/>'
            '<selection pane="bottomRight"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" '
            'footer="0.3"/></customSheetView></customSheetViews>'
        ),
    ),
)
WATCHES = Feature(
    "cell watches and ignored errors",
    "cellWatch",
    pieces=(
        on_sheet('<cellWatches><cellWatch r="G5"/></cellWatches>'),
        on_sheet('<ignoredErrors><ignoredError sqref="B8:C607" numberStoredAsText="1"/></ignoredErrors>'),
    ),
)
SCENARIOS = Feature(
    "scenarios",
    "Good month",
    pieces=(
        on_sheet(
            '<scenarios current="0" show="0" sqref="G5"><scenario name="Good month" locked="1" count="1" user="Ana" '
            'comment="all say yes"><inputCells r="G8" val="9000"/></scenario></scenarios>'
        ),
    ),
)
OUTLINE = Feature(
    "outline groups",
    'outlineLevel="1"',
    pieces=(
        *(Piece(SHEET, f'<row r="{row}" outlineLevel="1" ', instead_of(f'<row r="{row}" ')) for row in (20, 21, 22)),
        Piece(SHEET, '<sheetPr><outlinePr summaryBelow="0"/>', instead_of("<sheetPr>")),
    ),
)
RULES_GROUND = extension(SHEET, "{78C0D931-6437-407d-A8EE-F0AAD7539E65}", X14, "<x14:conditionalFormattings>" + RULES)
WIDER = (
    Piece(SHEET, '<dimension ref="A1:X207"/>', instead_of('<dimension ref="A1:S207"/>')),
    *(Piece(SHEET, f'<row r="{row}" spans="1:24"', instead_of(f'<row r="{row}" spans="1:19"')) for row in (8, 9, 10)),
)
