"""The tables of a store in PostgreSQL, as numbered steps that are never changed, only followed by more.

The server itself keeps what the contract promises: an entry has one place in its journal, continues the one before it
(a foreign key to its number and hash), and whoever writes may insert and nothing else.  What is derived (lists for
reporting tools, the checkpoint) is replaced by functions of the owner's, which writers may call.
"""

from __future__ import annotations

from typing import LiteralString

from tcsheets.stores.postgres_reports import REPORTS

JOURNALS: LiteralString = """
create table {schema}.store (
    only_one boolean primary key default true check (only_one),
    id text not null check (id ~ '^[0-9A-Za-z_-]{{4,64}}$'),
    made timestamptz not null default now()
);
create table {schema}.vector (
    name text primary key,
    marks text not null
);
create table {schema}.operation (
    journal text not null check (journal ~ '^[0-9A-Za-z_-]{{1,64}}(~[0-9a-f]{{1,8}})?$'),
    seq integer not null check (seq > 0),
    writer text not null,
    previous text not null,
    hash text not null,
    id text not null,
    kind text not null,
    list text not null,
    row_id text not null,
    field text not null,
    old text not null,
    new text not null,
    at text not null,
    actor text not null,
    workbook text not null,
    seen text not null references {schema}.vector (name),
    after text not null,
    arrived timestamptz not null default now(),
    seq_before integer generated always as (nullif(seq - 1, 0)) stored,
    primary key (journal, seq),
    unique (journal, seq, hash),
    check (seq > 1 or previous = ''),
    foreign key (journal, seq_before, previous) references {schema}.operation (journal, seq, hash)
);
create view {schema}.journal_end as
    with recursive journal(name) as (
        (select journal from {schema}.operation order by journal limit 1)
        union all
        select (select o.journal from {schema}.operation o where o.journal > j.name order by o.journal limit 1)
        from journal j where j.name is not null
    )
    select j.name as journal, o.seq, o.hash
    from journal j cross join lateral (
        select seq, hash from {schema}.operation where journal = j.name order by seq desc limit 1
    ) o where j.name is not null;
"""

LISTS: LiteralString = """
create schema if not exists {lists};
create table {schema}.published_list (
    list text primary key,
    header text[] not null,
    digest text not null
);
create table {schema}.published (
    list text not null,
    place integer not null,
    row_id text not null,
    cells jsonb not null,
    primary key (list, place)
);
create function {schema}.show_list(shown text, titles text[]) returns void language plpgsql as $body$
declare
    columns text := '';
    title text;
begin
    foreach title in array titles loop
        columns := columns || format(', cells ->> %L as %I', title, title);
    end loop;
    columns := format('view %I.%I as select row_id%s from %I.published where list = %L order by place',
                      {lists_text}, shown, columns, {schema_text}, shown);
    begin
        execute 'create or replace ' || columns;
    exception when invalid_table_definition then
        begin
            execute format('drop view %I.%I', {lists_text}, shown);
            execute 'create ' || columns;
        exception when dependent_objects_still_exist then null;  -- theirs goes on to work: cells go by title
        end;
    end;
end $body$;
create function {schema}.publish_list(shown text, titles text[], new_digest text, ids text[], rows jsonb)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
declare known text[];
begin
    perform pg_advisory_xact_lock(hashtext({schema_text} || ' list ' || shown));
    select header into known from {schema}.published_list where list = shown;
    delete from {schema}.published where list = shown;
    insert into {schema}.published (list, place, row_id, cells)
        select shown, i.place, i.id, r.cells
        from unnest(ids) with ordinality i(id, place)
        join jsonb_array_elements(rows) with ordinality r(cells, place) using (place);
    insert into {schema}.published_list (list, header, digest) values (shown, titles, new_digest)
        on conflict (list) do update set header = excluded.header, digest = excluded.digest;
    if known is distinct from titles then
        perform {schema}.show_list(shown, titles);
    end if;
end $body$;
revoke all on function {schema}.show_list(text, text[]) from public;
revoke all on function {schema}.publish_list(text, text[], text, text[], jsonb) from public;
"""

CHECKPOINTS: LiteralString = """
create table {schema}.checkpoint (
    only_one boolean primary key default true check (only_one),
    made timestamptz not null default now(),
    content bytea not null
);
create function {schema}.keep_checkpoint(new_content bytea)
returns void language sql security definer set search_path = pg_catalog, pg_temp as $body$
    insert into {schema}.checkpoint (content) values (new_content)
        on conflict (only_one) do update set content = excluded.content, made = now();
$body$;
revoke all on function {schema}.keep_checkpoint(bytea) from public;
"""

MOVED: LiteralString = """
create table {schema}.moved (
    only_one boolean primary key default true check (only_one),
    place text not null,
    at timestamptz not null default now()
);
create function {schema}.refuse_what_comes_late() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $body$
declare found text;
begin
    select place into found from {schema}.moved;
    if found is not null then
        raise exception '%', found using errcode = 'TC001';
    end if;
    return null;
end $body$;
create trigger moved before insert on {schema}.operation
    for each statement execute function {schema}.refuse_what_comes_late();
"""

STEPS: tuple[LiteralString, ...] = (JOURNALS, LISTS, CHECKPOINTS, MOVED, REPORTS)
NEWEST = len(STEPS)

BEGIN: LiteralString = """
create schema if not exists {schema};
create table if not exists {schema}.migration (
    number integer primary key,
    program text not null,
    at timestamptz not null default now()
);
"""

WRITER: LiteralString = """
revoke all on all tables in schema {schema} from {role};
grant usage on schema {schema} to {role};
grant select on all tables in schema {schema} to {role};
grant insert on {schema}.operation, {schema}.vector to {role};
grant execute on function {schema}.publish_list(text, text[], text[], text, text[], jsonb),
    {schema}.keep_checkpoint(bytea) to {role};
"""

READER: LiteralString = """
revoke all on all tables in schema {lists}, {reports} from {role};
grant usage on schema {lists}, {reports} to {role};
grant select on all tables in schema {lists}, {reports} to {role};
alter default privileges in schema {lists}, {reports} grant select on tables to {role};
"""
