// Outside Excel there are no cells to answer, and nothing to join functions to.
window.CustomFunctions = window.CustomFunctions || { associate() {} };
