"""What reporting tools find in the database: lists with types, and the core's own figures."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sizes import sized
from stores.test_contract import in_postgres

from tcsheets.functions.figures import SUMMARY_COLUMNS, TC_ACCEPTANCE_SUMMARY
from tcsheets.sync.fold import fold
from tcsheets.sync.history import history_of
from tcsheets.sync.lists import ACCEPTANCE, FOLLOW_UPS, ListColumn, ListDefinition
from tcsheets.sync.op import Operation, chained, row_text
from tcsheets.sync.values import cell_of
from tcsheets.sync.views import list_view

pytestmark = pytest.mark.host("postgres")

EVERY_KIND = ("text", "money", "date", "datetime", "choice", "flag", "number")
KINDS = ListDefinition(
    "kinds", "Kinds", "", "Kinds", "cell", tuple(ListColumn(each, each, each) for each in EVERY_KIND)
)


@pytest.fixture(scope="module")
def store(postgres_server):
    found = in_postgres(postgres_server.url(postgres_server.database()))
    found.sql = lambda statement: postgres_server.sql(statement, found.address.settings["dbname"])
    return found


def published(store, definition, rows):
    """Publish a list that holds these rows, by way of operations."""
    made = [
        Operation(f"op{place:04d}", "create", definition.name, f"r{place:04d}", "", "", row_text(row))
        for place, row in enumerate(rows)
    ]
    store.publish([list_view(definition, fold(definition, history_of(chained("kim", None, made))))])


TYPED = [
    ("money", "1285.00", Decimal("1285.00")),
    ("money", "-0.5", Decimal("-0.50")),
    ("money", "free", None),
    ("number", "1e+20", Decimal("1e20")),
    ("number", "", None),
    ("date", "2026-11-24", date(2026, 11, 24)),
    ("date", "2024-02-29", date(2024, 2, 29)),
    ("date", "2026-02-29", None),
    ("date", "2026-02-30", None),
    ("date", "2026-13-01", None),
    ("date", "soon", None),
    ("datetime", "2026-11-24T16:30:00", datetime(2026, 11, 24, 16, 30)),
    ("datetime", "2026-11-24", datetime(2026, 11, 24)),
    ("datetime", "2026-11-24T24:00:00", None),
    ("flag", "yes", True),
    ("flag", "no", False),
    ("flag", "perhaps", None),
    ("choice", "thinking", "thinking"),
    ("text", "", None),
    ("text", "=1+1", "'=1+1"),
]


def test_cells_have_the_types_of_their_columns(store):
    rows = [{kind: said} for kind, said, _ in TYPED]
    published(store, KINDS, rows)
    for place, (kind, said, wanted) in enumerate(TYPED):
        found = store.sql(f"select \"{kind}\" from tcsheets_reports.kinds where row_id = 'r{place:04d}'")
        assert found == [(wanted,)], (kind, said)
    named = """select column_name, data_type from information_schema.columns
        where table_schema = '{}' and table_name = 'kinds'"""
    types = dict(store.sql(named.format("tcsheets_reports")))
    assert [types[each] for each in EVERY_KIND] == [
        *("text", "numeric", "date", "timestamp without time zone", "text", "boolean", "numeric")
    ]
    assert {*dict(store.sql(named.format("tcsheets_lists"))).values()} == {"text"}


def test_the_texts_show_what_the_types_cannot(store):
    published(store, KINDS, [{"date": "soon", "money": "free"}])
    assert store.sql('select "date", "money" from tcsheets_lists.kinds') == [("soon", "free")]


@given(said=st.one_of(st.text(max_size=12), st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8})?", fullmatch=True)))
@example("9999-12-31T23:59:59")
@example("1900-02-29")
@settings(max_examples=sized(25, 60, 500), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_a_report(store, said):
    published(store, KINDS, [dict.fromkeys(EVERY_KIND, said)])
    assert len(store.sql("select * from tcsheets_reports.kinds")) == 1
    published(store, ACCEPTANCE, [{each.key: said for each in ACCEPTANCE.columns}])
    store.sql("select * from tcsheets_reports.acceptance_by_month")


def test_columns_that_change_kind_or_name_are_shown_anew(store):
    before = ListDefinition(
        "own", "Own", "", "Own", "cell", (ListColumn("a", "A", "text"), ListColumn("b", "B", "text"))
    )
    after = replace(before, columns=(ListColumn("a", "A", "number"), ListColumn("c", "C", "date")))
    published(store, before, [{"a": "5", "b": "x"}])
    assert store.sql("select * from tcsheets_reports.own") == [("r0000", "5", "x", None)]
    published(store, after, [{"a": "5", "c": "2026-11-24"}])
    assert store.sql("select * from tcsheets_reports.own") == [("r0000", Decimal(5), date(2026, 11, 24), None)]


@pytest.mark.parametrize("name", ["operations", "acceptance_by_month", "acceptance_unread"])
def test_a_list_that_is_called_like_a_report_takes_nothing_from_it(store, name):
    asked = f"""select column_name from information_schema.columns
        where table_schema = 'tcsheets_reports' and table_name = '{name}' order by 1"""
    before = store.sql(asked)
    published(store, replace(KINDS, name=name), [{"text": "a"}])
    assert store.sql(f"select text from tcsheets_lists.{name}") == [("a",)]
    assert store.sql(asked) == before != []


# --- acceptance by month, against the core -------------------------------------------------------------------------

CASES, CHARTS = ("C-1", "C-2", "C-3", ""), ("1042", "1043", "")
DAYS = ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-15", "2025-12-31")
AMOUNTS = ("", "0.00", "500.00", "1285.10", "99.99")
SOUND = {
    "case_id": st.sampled_from(CASES),
    "chart": st.sampled_from(CHARTS),
    "presented": st.sampled_from(DAYS),
    "decided": st.sampled_from(("", "2026-03-15", "2026-04-01")),
    "decision": st.sampled_from(("accepted", "accepted", "partly accepted", "declined", "thinking", "")),
    "value_presented": st.sampled_from(("1285.10", "2000.00", "5000.00")),
    "value_accepted": st.sampled_from(AMOUNTS),
    "corrects": st.sampled_from(("", "", "", "C-1", "C-2", "r0000", "r0003", "elsewhere")),
}
ODD = {
    **SOUND,
    "presented": st.sampled_from((*DAYS, "", "soon", "2026-02-30")),
    "decided": st.sampled_from((*DAYS, "", "later")),
    "decision": st.sampled_from(("accepted", "Partly-Accepted", "perhaps")),
    "value_presented": st.sampled_from((*AMOUNTS, "-5.00", "free")),
    "value_accepted": st.sampled_from((*AMOUNTS, "free")),
}
ENTRIES = st.integers(0, 4).flatmap(lambda drawn: st.fixed_dictionaries(SOUND if drawn else ODD))


def by_month_in_core(rows):
    """The core's summary by month: month to (presented, accepted, values, rates)."""
    header = ["row_id", *(each.title for each in ACCEPTANCE.columns)]
    cells = [
        [f"r{place:04d}", *(cell_of(each, row.get(each.key, "")) for each in ACCEPTANCE.columns)]
        for place, row in enumerate(rows)
    ]
    found = TC_ACCEPTANCE_SUMMARY([header, *cells], "month")
    names = [each.field for each in SUMMARY_COLUMNS]
    shown = [dict(zip(names, row)) for row in found[1:]]
    keys = ("presented", "accepted", "value", "accepted_value", "by_plan", "by_patient", "by_value")
    return {
        each["group"]: tuple(rounded(each[key]) for key in keys) for each in shown if each["group"] not in ("all", "")
    }


def by_month_in_sql(store):
    columns = "presented, accepted, value_presented, value_accepted, by_plan, by_patient, by_value"
    rows = store.sql(f"select to_char(month, 'YYYY-MM'), {columns} from tcsheets_reports.acceptance_by_month")
    return {month: tuple(map(rounded, row)) for month, *row in rows}


def rounded(number):
    return None if number in (None, "") else round(float(number), 6)


@given(rows=st.lists(ENTRIES, min_size=1, max_size=12))
@settings(max_examples=sized(40, 200, 2_000), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_acceptance_by_month_is_what_the_core_says(store, rows):
    published(store, ACCEPTANCE, rows)
    assert by_month_in_sql(store) == by_month_in_core(rows)


def test_an_entry_that_cannot_be_read_is_named(store):
    rows = [{"case_id": "C-1", "presented": "soon"}, {"case_id": "C-2", "presented": "2026-11-02"}]
    published(store, ACCEPTANCE, rows)
    assert store.sql("select row_id, case_id from tcsheets_reports.acceptance_unread") == [("r0000", "C-1")]


# --- operations ----------------------------------------------------------------------------------------------------


def test_operations_say_who_did_what_when_and_not_what_it_was(store):
    at = "2026-11-24T16:30:00+01:00"
    ops = [
        Operation("a", "create", "follow_ups", "r1", "", "", row_text({"chart": "1042"}), at, "Kim", "kim.xlsx"),
        Operation("b", "set", "follow_ups", "r1", "note", "", "secret", "yesterday", "=1+1", "a;=b.xlsx"),
    ]
    store.append("kim", "", chained("kim", None, ops))
    shown = store.sql(
        "select seq, kind, list, field, actor, workbook, at_local from tcsheets_reports.operations order by seq"
    )
    assert shown == [
        (1, "create", "follow_ups", "", "Kim", "kim.xlsx", datetime(2026, 11, 24, 16, 30)),
        (2, "set", "follow_ups", "note", "'=1+1", "a;'=b.xlsx", None),
    ]
    assert "secret" not in str(store.sql("select * from tcsheets_reports.operations"))


def test_the_product_lists_are_published_with_their_kinds(store):
    published(store, FOLLOW_UPS, [{"case_id": "C-1", "value": "1285.00", "presented": "2026-11-24T09:00:00"}])
    found = store.sql('select "Case", "Plan value", "Presented" from tcsheets_reports.follow_ups')
    assert found == [("C-1", Decimal("1285.00"), datetime(2026, 11, 24, 9))]
