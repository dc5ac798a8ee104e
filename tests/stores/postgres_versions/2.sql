-- A store as tcsheets' step 2 of the tables left it, dumped by pg_dump with some history in it. Never changed.
CREATE SCHEMA tcsheets;
CREATE SCHEMA tcsheets_lists;
CREATE FUNCTION tcsheets.publish_list(shown text, titles text[], new_digest text, ids text[], rows jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare known text[];
begin
    perform pg_advisory_xact_lock(hashtext('tcsheets' || ' list ' || shown));
    select header into known from "tcsheets".published_list where list = shown;
    delete from "tcsheets".published where list = shown;
    insert into "tcsheets".published (list, place, row_id, cells)
        select shown, i.place, i.id, r.cells
        from unnest(ids) with ordinality i(id, place)
        join jsonb_array_elements(rows) with ordinality r(cells, place) using (place);
    insert into "tcsheets".published_list (list, header, digest) values (shown, titles, new_digest)
        on conflict (list) do update set header = excluded.header, digest = excluded.digest;
    if known is distinct from titles then
        perform "tcsheets".show_list(shown, titles);
    end if;
end $$;
CREATE FUNCTION tcsheets.show_list(shown text, titles text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    columns text := '';
    title text;
begin
    foreach title in array titles loop
        columns := columns || format(', cells ->> %L as %I', title, title);
    end loop;
    columns := format('view %I.%I as select row_id%s from %I.published where list = %L order by place',
                      'tcsheets_lists', shown, columns, 'tcsheets', shown);
    begin
        execute 'create or replace ' || columns;
    exception when invalid_table_definition then
        begin
            execute format('drop view %I.%I', 'tcsheets_lists', shown);
            execute 'create ' || columns;
        exception when dependent_objects_still_exist then null;  -- theirs goes on to work: cells go by title
        end;
    end;
end $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE tcsheets.operation (
    journal text NOT NULL,
    seq integer NOT NULL,
    writer text NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL,
    id text NOT NULL,
    kind text NOT NULL,
    list text NOT NULL,
    row_id text NOT NULL,
    field text NOT NULL,
    old text NOT NULL,
    new text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL,
    workbook text NOT NULL,
    seen text NOT NULL,
    after text NOT NULL,
    arrived timestamp with time zone DEFAULT now() NOT NULL,
    seq_before integer GENERATED ALWAYS AS (NULLIF((seq - 1), 0)) STORED,
    CONSTRAINT operation_check CHECK (((seq > 1) OR (previous = ''::text))),
    CONSTRAINT operation_journal_check CHECK ((journal ~ '^[0-9A-Za-z_-]{1,64}(~[0-9a-f]{1,8})?$'::text)),
    CONSTRAINT operation_seq_check CHECK ((seq > 0))
);
CREATE VIEW tcsheets.journal_end AS
 WITH RECURSIVE journal(name) AS (
        ( SELECT operation.journal
           FROM tcsheets.operation
          ORDER BY operation.journal
         LIMIT 1)
        UNION ALL
         SELECT ( SELECT o_1.journal
                   FROM tcsheets.operation o_1
                  WHERE (o_1.journal > j_1.name)
                  ORDER BY o_1.journal
                 LIMIT 1) AS journal
           FROM journal j_1
          WHERE (j_1.name IS NOT NULL)
        )
 SELECT j.name AS journal,
    o.seq,
    o.hash
   FROM (journal j
     CROSS JOIN LATERAL ( SELECT operation.seq,
            operation.hash
           FROM tcsheets.operation
          WHERE (operation.journal = j.name)
          ORDER BY operation.seq DESC
         LIMIT 1) o)
  WHERE (j.name IS NOT NULL);
CREATE TABLE tcsheets.migration (
    number integer NOT NULL,
    program text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE tcsheets.published (
    list text NOT NULL,
    place integer NOT NULL,
    row_id text NOT NULL,
    cells jsonb NOT NULL
);
CREATE TABLE tcsheets.published_list (
    list text NOT NULL,
    header text[] NOT NULL,
    digest text NOT NULL
);
CREATE TABLE tcsheets.store (
    only_one boolean DEFAULT true NOT NULL,
    id text NOT NULL,
    made timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT store_id_check CHECK ((id ~ '^[0-9A-Za-z_-]{4,64}$'::text)),
    CONSTRAINT store_only_one_check CHECK (only_one)
);
CREATE TABLE tcsheets.vector (
    name text NOT NULL,
    marks text NOT NULL
);
CREATE VIEW tcsheets_lists.calls AS
 SELECT published.row_id,
    (published.cells ->> 'Case'::text) AS "Case",
    (published.cells ->> 'Note'::text) AS "Note"
   FROM tcsheets.published
  WHERE (published.list = 'calls'::text)
  ORDER BY published.place;
INSERT INTO tcsheets.migration VALUES
	(1, '0.1.0', '2026-11-26 01:58:07.374675+00'),
	(2, '0.1.0', '2026-11-26 01:58:07.374675+00');
INSERT INTO tcsheets.operation VALUES
	('kim', 1, 'kim', '', 'f24de37baf63fee4a7874feeded1946d', '4914a4bb2f33e3e9a6b8', 'create', 'referrals', 'r1', '', '', '{"chart":"1042","note":"=1+1","referrer":"Dr. Häusler"}', '2026-11-21T09:00:00+00:00', 'Kim', 'kim.xlsx', 'ce6558960ff0913e86513e872bdd93bf', '', '2026-11-26 01:58:07.402617+00', DEFAULT),
	('kim', 2, 'kim', 'f24de37baf63fee4a7874feeded1946d', '78e50c00234e9213402c3959d5fe00d0', '89e1fb2e0d59c501c796', 'create', 'referrals', 'r2', '', '', '{"chart":"1043"}', '2026-11-22T09:00:00+00:00', 'Kim', 'kim.xlsx', 'ce6558960ff0913e86513e872bdd93bf', '', '2026-11-26 01:58:07.402617+00', DEFAULT),
	('kim', 3, 'kim', '78e50c00234e9213402c3959d5fe00d0', 'f3dd44c997eabdabd44a1ed2c4e1a06d', 'dbf16dc26dd109fb7fbc', 'set', 'referrals', 'r1', 'note', '=1+1', 'called
twice', '2026-11-23T09:00:00+00:00', 'Kim', 'kim.xlsx', 'ce6558960ff0913e86513e872bdd93bf', '', '2026-11-26 01:58:07.402617+00', DEFAULT),
	('lee', 1, 'lee', '', 'b2ea41165cf94ddcf1eb2ede60dceb9e', '65581c5b9040dd0001b5', 'set', 'referrals', 'r1', 'status', '', 'accepted', '2026-11-24T09:00:00+00:00', 'Kim', 'kim.xlsx', '7964299e35c14fc0150c8157d256d45f', '', '2026-11-26 01:58:07.413055+00', DEFAULT),
	('lee', 2, 'lee', 'b2ea41165cf94ddcf1eb2ede60dceb9e', 'a5d8909653f660c6d75505f88e16e1d8', '500418b362ba3bbd3fdb', 'delete', 'referrals', 'r2', '', '', '', '2026-11-25T09:00:00+00:00', 'Kim', 'kim.xlsx', '7964299e35c14fc0150c8157d256d45f', '', '2026-11-26 01:58:07.413055+00', DEFAULT),
	('lee', 3, 'lee', 'a5d8909653f660c6d75505f88e16e1d8', '167dfb53982fc335d66d0d4cda673f96', 'd8543519cddc448cc957', 'set', 'referrals', 'r1', 'note', 'called
twice', '"nul \u0000 and half \ud800"', '2026-11-26T09:00:00+00:00', 'Kim', 'kim.xlsx', '7964299e35c14fc0150c8157d256d45f', '', '2026-11-26 01:58:07.413055+00', DEFAULT);
INSERT INTO tcsheets.published VALUES
	('calls', 1, '', '{"Case": "C-1", "Note": "called"}');
INSERT INTO tcsheets.published_list VALUES
	('calls', '{Case,Note}', 'a9dd9dab72296a0fc8ee539a3060526357933470afe082d0eb0359555f6905e7');
INSERT INTO tcsheets.store VALUES
	(true, '0ld5t0re', '2026-11-26 01:58:07.374675+00');
INSERT INTO tcsheets.vector VALUES
	('ce6558960ff0913e86513e872bdd93bf', '[]'),
	('7964299e35c14fc0150c8157d256d45f', '[["kim",3,"f3dd44c997eabdabd44a1ed2c4e1a06d"]]');
ALTER TABLE ONLY tcsheets.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);
ALTER TABLE ONLY tcsheets.operation
    ADD CONSTRAINT operation_journal_seq_hash_key UNIQUE (journal, seq, hash);
ALTER TABLE ONLY tcsheets.operation
    ADD CONSTRAINT operation_pkey PRIMARY KEY (journal, seq);
ALTER TABLE ONLY tcsheets.published_list
    ADD CONSTRAINT published_list_pkey PRIMARY KEY (list);
ALTER TABLE ONLY tcsheets.published
    ADD CONSTRAINT published_pkey PRIMARY KEY (list, place);
ALTER TABLE ONLY tcsheets.store
    ADD CONSTRAINT store_pkey PRIMARY KEY (only_one);
ALTER TABLE ONLY tcsheets.vector
    ADD CONSTRAINT vector_pkey PRIMARY KEY (name);
ALTER TABLE ONLY tcsheets.operation
    ADD CONSTRAINT operation_journal_seq_before_previous_fkey FOREIGN KEY (journal, seq_before, previous) REFERENCES tcsheets.operation(journal, seq, hash);
ALTER TABLE ONLY tcsheets.operation
    ADD CONSTRAINT operation_seen_fkey FOREIGN KEY (seen) REFERENCES tcsheets.vector(name);
REVOKE ALL ON FUNCTION tcsheets.publish_list(shown text, titles text[], new_digest text, ids text[], rows jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION tcsheets.show_list(shown text, titles text[]) FROM PUBLIC;
