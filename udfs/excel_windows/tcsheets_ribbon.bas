Attribute VB_Name = "RibbonTcsheets"
Option Explicit

' What the buttons of tcsheets_ribbon.xml do.  Import this file into tcsheets.xlam, where RunPython is.
Private Const FUNCTION_DIALOG As Long = 450

Sub ShowHelp(control As IRibbonControl)
    RunPython "from udfs.excel_windows.function_help import show_help; show_help('" & control.Tag & "')"
End Sub

Sub InsertFunction(control As IRibbonControl)
    Application.Dialogs(FUNCTION_DIALOG).Show
End Sub

Sub SyncNow(control As IRibbonControl)
    RunPython "from udfs.excel_windows.sync_button import sync_this_workbook; sync_this_workbook()"
End Sub
