"""The SQL views for reporting tools: lists with typed columns, acceptance by month, what was done when.

A cell that cannot be read as its column's kind (`soon` in a column of dates) is null in the typed list; the list of
texts shows it.  Acceptance follows the rules of `tcsheets.casework`, to whose figures the tests hold it.  What was done
is shown without its values: a row that was deleted is in the journals, and not for every report.
"""

from __future__ import annotations

from typing import LiteralString

REPORTS: LiteralString = """
create schema if not exists {reports};
alter table {schema}.published_list add column kinds text[] not null default '{{}}';
create function {schema}.as_number(said text) returns numeric language sql immutable as $body$
    select case when said ~ '^-?[0-9]{{1,20}}(\\.[0-9]{{1,20}})?([eE][+-]?[0-9]{{1,2}})?$' then said::numeric end
$body$;
create function {schema}.as_moment(said text) returns timestamp language sql immutable as $body$
    select case
        when said !~ ('^[1-9][0-9]{{3}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'
            '(T([01][0-9]|2[0-3])(:[0-5][0-9]){{2}})?$')
        then null
        when substr(said, 9, 2)::integer > 28 and substr(said, 9, 2)::integer > extract(day from
            make_date(substr(said, 1, 4)::integer, substr(said, 6, 2)::integer, 1) + interval '1 month - 1 day')
        then null
        else make_timestamp(
            substr(said, 1, 4)::integer, substr(said, 6, 2)::integer, substr(said, 9, 2)::integer,
            coalesce(nullif(substr(said, 12, 2), ''), '0')::integer,
            coalesce(nullif(substr(said, 15, 2), ''), '0')::integer,
            coalesce(nullif(substr(said, 18, 2), ''), '0')::double precision)
    end
$body$;
create function {schema}.typed(kind text, cell text) returns text language sql immutable as $body$
    select format(case kind
        when 'money' then '%1$I.as_number(%2$s)'
        when 'number' then '%1$I.as_number(%2$s)'
        when 'date' then '%1$I.as_moment(%2$s)::date'
        when 'datetime' then '%1$I.as_moment(%2$s)'
        when 'flag' then 'case %2$s when ''yes'' then true when ''no'' then false end'
        else 'nullif(%2$s, '''')' end, {schema_text}, cell)
$body$;
create function {schema}.show_as(place text, shown text, columns text) returns void language plpgsql as $body$
declare
    made text := format('view %I.%I as select row_id%s from %I.published where list = %L order by place',
                        place, shown, columns, {schema_text}, shown);
begin
    execute 'create or replace ' || made;
exception when invalid_table_definition then
    begin
        execute format('drop view %I.%I', place, shown);
        execute 'create ' || made;
    exception when dependent_objects_still_exist then null;  -- theirs goes on to work: cells go by title
    end;
end $body$;
drop function {schema}.show_list(text, text[]);
create function {schema}.show_list(shown text, titles text[], kinds text[]) returns void language plpgsql as $body$
declare
    texts text := '';
    values text := '';
    cell text;
begin
    for place in 1 .. cardinality(titles) loop
        cell := format('(cells ->> %L)', titles[place]);
        texts := texts || format(', %s as %I', cell, titles[place]);
        values := values || format(', %s as %I', {schema}.typed(kinds[place], cell), titles[place]);
    end loop;
    perform {schema}.show_as({lists_text}, shown, texts);
    if shown not in ('acceptance_by_month', 'acceptance_unread', 'operations') then
        perform {schema}.show_as({reports_text}, shown, values);
    end if;
end $body$;
drop function {schema}.publish_list(text, text[], text, text[], jsonb);
create function {schema}.publish_list(
    shown text, titles text[], new_kinds text[], new_digest text, ids text[], rows jsonb
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
declare known record;
begin
    perform pg_advisory_xact_lock(hashtext({schema_text} || ' list ' || shown));
    select header, kinds into known from {schema}.published_list where list = shown;
    delete from {schema}.published where list = shown;
    insert into {schema}.published (list, place, row_id, cells)
        select shown, i.place, i.id, r.cells
        from unnest(ids) with ordinality i(id, place)
        join jsonb_array_elements(rows) with ordinality r(cells, place) using (place);
    insert into {schema}.published_list (list, header, kinds, digest) values (shown, titles, new_kinds, new_digest)
        on conflict (list) do update
        set header = excluded.header, kinds = excluded.kinds, digest = excluded.digest;
    if known is null or (known.header, known.kinds) is distinct from (titles, new_kinds) then
        perform {schema}.show_list(shown, titles, new_kinds);
    end if;
end $body$;
revoke all on function {schema}.show_as(text, text, text) from public;
revoke all on function {schema}.show_list(text, text[], text[]) from public;
revoke all on function {schema}.publish_list(text, text[], text[], text, text[], jsonb) from public;

create view {schema}.acceptance_entry as
    with said as materialized (
        select place, row_id, coalesce(cells ->> 'Case', '') as case_id, coalesce(cells ->> 'Chart', '') as chart,
            {schema}.as_moment(cells ->> 'Presented')::date as presented,
            cells ->> 'Decided' as decided_text, {schema}.as_moment(cells ->> 'Decided')::date as decided,
            btrim(regexp_replace(lower(coalesce(cells ->> 'Decision', '')), '[^a-z0-9]+', ' ', 'g')) as decision,
            coalesce(cells ->> 'Value presented', '') as value_text,
            {schema}.as_number(cells ->> 'Value presented') as value,
            coalesce(cells ->> 'Value accepted', '') as accepted_text,
            {schema}.as_number(cells ->> 'Value accepted') as accepted_value,
            coalesce(cells ->> 'Corrects', '') as corrects
        from {schema}.published where list = 'acceptance'
    )
    select place, row_id, case_id, chart, presented, decided, decision, corrects,
        coalesce(nullif(case_id, ''), nullif(chart, ''), 'row ' || place) as name,
        coalesce(nullif(chart, ''), nullif(case_id, ''), 'row ' || place) as patient,
        round(coalesce(value, 0), 2) as value, round(coalesce(accepted_value, 0), 2) as accepted_value,
        presented is not null
            and decision in ('accepted', 'partly accepted', 'declined', 'thinking', 'cancelled', '')
            and (decided is not null or coalesce(decided_text, '') = '')
            and (value is not null or value_text = '') and (accepted_value is not null or accepted_text = '')
            and coalesce(value, 0) >= 0 and coalesce(accepted_value, 0) >= 0
            and coalesce(decided, presented) >= presented
            and coalesce(accepted_value, 0) <= coalesce(value, 0) as is_read
    from said;
create view {reports}.acceptance_unread as
    select row_id, case_id, presented, decided, decision from {schema}.acceptance_entry where not is_read;
create view {reports}.acceptance_by_month as
    with entry as materialized (
        select place, row_id, case_id, corrects, name, patient, presented, decided, decision, value, accepted_value
        from {schema}.acceptance_entry where is_read
    ), by_row as (  -- each entry beside those that correct it: no join, of which a server might make too much
        select *, max(fix) over (partition by key) as corrected_at from (
            select row_id as key, null::integer as fix, * from entry
            union all select corrects, place, * from entry where corrects <> ''
        ) each
    ), by_case as (
        select *, max(fix) over (partition by key) as corrected_at from (
            select case_id as key, null::integer as fix, place, name, patient, presented, decided, decision, value,
                accepted_value from by_row where fix is null and coalesce(corrected_at, 0) <= place
            union all
            select corrects, place, place, name, patient, presented, decided, decision, value, accepted_value
            from entry where corrects <> ''
        ) each
    ), standing as (
        select *,
            row_number() over (partition by name order by coalesce(decided, presented) desc, place desc) as back,
            min(presented) over (partition by name) as first_presented, max(value) over (partition by name) as most
        from by_case where fix is null and coalesce(corrected_at, 0) <= place
    ), patient_case as (
        select date_trunc('month', first_presented)::date as month, most as value, patient,
            decision in ('accepted', 'partly accepted') as is_accepted, accepted_value
        from standing where back = 1
    ), counted as (
        select month, count(*) as presented, count(*) filter (where is_accepted) as accepted,
            count(distinct patient) as patients,
            count(distinct patient) filter (where is_accepted) as patients_accepted,
            sum(value) as value_presented, coalesce(sum(accepted_value) filter (where is_accepted), 0) as value_accepted
        from patient_case group by month
    )
    select *, round(accepted / nullif(presented, 0)::numeric, 6) as by_plan,
        round(patients_accepted / nullif(patients, 0)::numeric, 6) as by_patient,
        round(value_accepted / nullif(value_presented, 0), 6) as by_value
    from counted order by month;

create function {schema}.as_text(said text) returns text language sql immutable as $body$
    select regexp_replace(said, '(^|[;\\t\\r\\n|])(?=[^[:alnum:]])', '\\1''', 'g')
$body$;
create view {reports}.operations as
    select journal, seq, kind, list, row_id, field, {schema}.as_text(actor) as actor,
        {schema}.as_text(workbook) as workbook, {schema}.as_moment(substr(at, 1, 19)) as at_local, arrived
    from {schema}.operation;
"""
