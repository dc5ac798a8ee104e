"""What Google answers when it refuses: a status, its name and a sentence."""

NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    502: "UNAVAILABLE",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


class GoogleError(Exception):
    """A refusal: `status` and the JSON `body` that goes with it."""

    def __init__(self, status, message, details=None):
        super().__init__(message)
        self.status, self.message, self.details = status, message, details

    @property
    def body(self):
        """The answer's body as the Sheets service writes it."""
        error = {"code": self.status, "message": self.message, "status": NAMES[self.status]}
        if self.details:
            error["details"] = self.details
        return {"error": error}


class DriveError(GoogleError):
    """A refusal as the Drive service writes it: with a list of reasons."""

    def __init__(self, status, message, reason, location=None):
        super().__init__(status, message)
        self.reason, self.location = reason, location

    @property
    def body(self):
        """The answer's body as the Drive service writes it."""
        one = {"message": self.message, "domain": "global", "reason": self.reason}
        if self.location:
            one |= {"location": self.location, "locationType": "parameter"}
        return {"error": {"code": self.status, "message": self.message, "errors": [one]}}


def invalid(message):
    """Return the refusal of an argument."""
    return GoogleError(400, message)


def violations(problems):
    """Return the refusal of a body whose fields do not fit: `[(field, description)]`."""
    fields = [{"field": field, "description": text} if field else {"description": text} for field, text in problems]
    details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": fields}]
    return GoogleError(400, "\n".join(text for _, text in problems), details)


def unknown_entity():
    """Return what Sheets says of a spreadsheet that is not there."""
    return GoogleError(404, "Requested entity was not found.")


def no_permission():
    """Return what Sheets says to an account that may not."""
    return GoogleError(403, "The caller does not have permission")


def file_not_found(file_id):
    """Return what Drive says of a file that is not there, or not shared."""
    return DriveError(404, f"File not found: {file_id}.", "notFound", "fileId")
