-- A store as tcsheets' step 3 of the tables left it, dumped by pg_dump with some history in it. Never changed.
CREATE SCHEMA tcsheets;
CREATE SCHEMA tcsheets_lists;
CREATE FUNCTION tcsheets.keep_checkpoint(new_content bytea) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    insert into "tcsheets".checkpoint (content) values (new_content)
        on conflict (only_one) do update set content = excluded.content, made = now();
$$;
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
CREATE TABLE tcsheets.checkpoint (
    only_one boolean DEFAULT true NOT NULL,
    made timestamp with time zone DEFAULT now() NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT checkpoint_only_one_check CHECK (only_one)
);
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
INSERT INTO tcsheets.checkpoint VALUES
	(true, '2026-11-26 01:58:07.723512+00', '\x746373686565747320636865636b706f696e74203120653837363363663261616566306231633364396465316634396363663439626534386130626432653264393834343236336339306665306562653331333166350a78019554db72db36107def5768f02a2602880b09bd2991e3d849346e22c717d1930181852fa22999a26a5b1acdf453fad03fe9f7f41fba042da5c924f554830181ddc5ee9eddb39aac899f15c5ecfecb72be207d62a12848448cb530af4d690165663e87d27d9995c523aa2af05055a6d8596fa2f5e6e29709b1a89c5edfe29e4ef90d287dd35b7e2aaf686fc9ebfde3fcf4a6180e0637e3f9c1f8d7d7f7f2c49d7607a3e18a1f8f0f8bee9dbed31fdfbdaddfef09f3aa265b770500ba5b2ce7afde142b3976ab07f598c0d968559577a767d3c3f3b1be1dee3376fca67b204e84bb3cf1be1edfbeee0d47eebc1e1eafccf9aa7b12dc5da3a3d17ea2f69c1fbc3f3a5cf43eebcf67e2c8fb41af379a9d4f0f3ece8e743ebd54f994dfc6832ed8a39e1c89e927f561effaf172d8d5e919c2d11ffcd558aa98422f55c1f16f249a5c340937a906fc71447c2c1cf024375e710f204c9226020f0e1cd34239344d5290d4521a73013a665cd0d8722db5931e2875144d520dcce7315027b59594d9442b14db0a4cdd44fbda0a3cc72868d73a23f6ca547546fa196154f08c6c5013d358bd60ec451c8fa9ee538aab1b76d4bd0b7dc3ec5f3e148b0712d1274c0db8498b8a232aee9c1056eb044cee70096118b8d80a608622aa8b5d2142e7b01098bd118c2969bd16ce59cf00450e14751672dda030d2a59a6a25b9578a5ae51229a9f4690a4c0173299a484a054b73aee2dcf03c77dcbb1cc50e0af8af42a0c90eb47c1e347b025de1bb6f4acb48b46e4b8ad380056d4a5dce30729f94cba2932d29fe3aa6749d2b53f8cedf7ffcbef300151a0dab979db77ffdb95c1478453ed7a65e36e3d34e1938b28958448466c2883c8f3de7c0411b9537d87708d8f308c8f7ad8f3312654f60a00a84f877322d312693ec87c1c3db966ce1f8755b67d9966378e837b7a62ccd376ab6b67a1870abfd26280a37c1d74fa1052d72327cb7acc44b93295ef1c410d6734396357c8cf0894ba5e092698b041422b556cb24b85e000e097a6a9a190ed61405b82c2bebfb6bdb8a42877fd0e260bf43a0be6b4ed0fe0401ce06aa39c6652a713e975ca7b1b79c4ba794a34e586754c2bd563b044aca9459996b2aa873c83696cb10628ba0e55410856d4bad70d96529fe77964d9d9f9be190e505fe19fe03abe2d1a9');
INSERT INTO tcsheets.migration VALUES
	(1, '0.1.0', '2026-11-26 01:58:07.664813+00'),
	(2, '0.1.0', '2026-11-26 01:58:07.664813+00'),
	(3, '0.1.0', '2026-11-26 01:58:07.664813+00');
INSERT INTO tcsheets.operation VALUES
	('kim', 1, 'kim', '', 'f24de37baf63fee4a7874feeded1946d', '4914a4bb2f33e3e9a6b8', 'create', 'referrals', 'r1', '', '', '{"chart":"1042","note":"=1+1","referrer":"Dr. Häusler"}', '2026-11-21T09:00:00+00:00', 'Kim', 'kim.xlsx', 'ce6558960ff0913e86513e872bdd93bf', '', '2026-11-26 01:58:07.700825+00', DEFAULT),
	('kim', 2, 'kim', 'f24de37baf63fee4a7874feeded1946d', '78e50c00234e9213402c3959d5fe00d0', '89e1fb2e0d59c501c796', 'create', 'referrals', 'r2', '', '', '{"chart":"1043"}', '2026-11-22T09:00:00+00:00', 'Kim', 'kim.xlsx', 'ce6558960ff0913e86513e872bdd93bf', '', '2026-11-26 01:58:07.700825+00', DEFAULT),
	('kim', 3, 'kim', '78e50c00234e9213402c3959d5fe00d0', 'f3dd44c997eabdabd44a1ed2c4e1a06d', 'dbf16dc26dd109fb7fbc', 'set', 'referrals', 'r1', 'note', '=1+1', 'called
twice', '2026-11-23T09:00:00+00:00', 'Kim', 'kim.xlsx', 'ce6558960ff0913e86513e872bdd93bf', '', '2026-11-26 01:58:07.700825+00', DEFAULT),
	('lee', 1, 'lee', '', 'b2ea41165cf94ddcf1eb2ede60dceb9e', '65581c5b9040dd0001b5', 'set', 'referrals', 'r1', 'status', '', 'accepted', '2026-11-24T09:00:00+00:00', 'Kim', 'kim.xlsx', '7964299e35c14fc0150c8157d256d45f', '', '2026-11-26 01:58:07.708356+00', DEFAULT),
	('lee', 2, 'lee', 'b2ea41165cf94ddcf1eb2ede60dceb9e', 'a5d8909653f660c6d75505f88e16e1d8', '500418b362ba3bbd3fdb', 'delete', 'referrals', 'r2', '', '', '', '2026-11-25T09:00:00+00:00', 'Kim', 'kim.xlsx', '7964299e35c14fc0150c8157d256d45f', '', '2026-11-26 01:58:07.708356+00', DEFAULT),
	('lee', 3, 'lee', 'a5d8909653f660c6d75505f88e16e1d8', '167dfb53982fc335d66d0d4cda673f96', 'd8543519cddc448cc957', 'set', 'referrals', 'r1', 'note', 'called
twice', '"nul \u0000 and half \ud800"', '2026-11-26T09:00:00+00:00', 'Kim', 'kim.xlsx', '7964299e35c14fc0150c8157d256d45f', '', '2026-11-26 01:58:07.708356+00', DEFAULT);
INSERT INTO tcsheets.published VALUES
	('calls', 1, '', '{"Case": "C-1", "Note": "called"}');
INSERT INTO tcsheets.published_list VALUES
	('calls', '{Case,Note}', 'a9dd9dab72296a0fc8ee539a3060526357933470afe082d0eb0359555f6905e7');
INSERT INTO tcsheets.store VALUES
	(true, '0ld5t0re', '2026-11-26 01:58:07.664813+00');
INSERT INTO tcsheets.vector VALUES
	('ce6558960ff0913e86513e872bdd93bf', '[]'),
	('7964299e35c14fc0150c8157d256d45f', '[["kim",3,"f3dd44c997eabdabd44a1ed2c4e1a06d"]]');
ALTER TABLE ONLY tcsheets.checkpoint
    ADD CONSTRAINT checkpoint_pkey PRIMARY KEY (only_one);
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
GRANT USAGE ON SCHEMA tcsheets TO front_desk;
REVOKE ALL ON FUNCTION tcsheets.keep_checkpoint(new_content bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION tcsheets.keep_checkpoint(new_content bytea) TO front_desk;
REVOKE ALL ON FUNCTION tcsheets.publish_list(shown text, titles text[], new_digest text, ids text[], rows jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION tcsheets.publish_list(shown text, titles text[], new_digest text, ids text[], rows jsonb) TO front_desk;
REVOKE ALL ON FUNCTION tcsheets.show_list(shown text, titles text[]) FROM PUBLIC;
GRANT SELECT ON TABLE tcsheets.checkpoint TO front_desk;
GRANT SELECT,INSERT ON TABLE tcsheets.operation TO front_desk;
GRANT SELECT ON TABLE tcsheets.journal_end TO front_desk;
GRANT SELECT ON TABLE tcsheets.migration TO front_desk;
GRANT SELECT ON TABLE tcsheets.published TO front_desk;
GRANT SELECT ON TABLE tcsheets.published_list TO front_desk;
GRANT SELECT ON TABLE tcsheets.store TO front_desk;
GRANT SELECT,INSERT ON TABLE tcsheets.vector TO front_desk;
