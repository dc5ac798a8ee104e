"""Pages and pictures made from workbooks."""
