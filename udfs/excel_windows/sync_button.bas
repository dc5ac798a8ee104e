Attribute VB_Name = "SyncButton"
Option Explicit

Private Const CALL_IT As String = "from udfs.excel_windows.sync_button import sync_this_workbook; sync_this_workbook()"

' For a button on a sheet.
Sub SyncThisWorkbook()
    RunPython CALL_IT
End Sub

' For the ribbon (sync_ribbon.xml).
Sub SyncFromRibbon(control As IRibbonControl)
    RunPython CALL_IT
End Sub
