-- A store as tcsheets' step 1 of the tables left it, dumped by pg_dump with some history in it. Never changed.
CREATE SCHEMA tcsheets;
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
INSERT INTO tcsheets.migration VALUES
	(1, '0.1.0', '2026-11-26 01:58:07.110452+00');
INSERT INTO tcsheets.operation VALUES
	('kim', 1, 'kim', '', 'f24de37baf63fee4a7874feeded1946d', '4914a4bb2f33e3e9a6b8', 'create', 'referrals', 'r1', '', '', '{"chart":"1042","note":"=1+1","referrer":"Dr. Häusler"}', '2026-11-21T09:00:00+00:00', 'Kim', 'kim.xlsx', 'ce6558960ff0913e86513e872bdd93bf', '', '2026-11-26 01:58:07.135481+00', DEFAULT),
	('kim', 2, 'kim', 'f24de37baf63fee4a7874feeded1946d', '78e50c00234e9213402c3959d5fe00d0', '89e1fb2e0d59c501c796', 'create', 'referrals', 'r2', '', '', '{"chart":"1043"}', '2026-11-22T09:00:00+00:00', 'Kim', 'kim.xlsx', 'ce6558960ff0913e86513e872bdd93bf', '', '2026-11-26 01:58:07.135481+00', DEFAULT),
	('kim', 3, 'kim', '78e50c00234e9213402c3959d5fe00d0', 'f3dd44c997eabdabd44a1ed2c4e1a06d', 'dbf16dc26dd109fb7fbc', 'set', 'referrals', 'r1', 'note', '=1+1', 'called
twice', '2026-11-23T09:00:00+00:00', 'Kim', 'kim.xlsx', 'ce6558960ff0913e86513e872bdd93bf', '', '2026-11-26 01:58:07.135481+00', DEFAULT),
	('lee', 1, 'lee', '', 'b2ea41165cf94ddcf1eb2ede60dceb9e', '65581c5b9040dd0001b5', 'set', 'referrals', 'r1', 'status', '', 'accepted', '2026-11-24T09:00:00+00:00', 'Kim', 'kim.xlsx', '7964299e35c14fc0150c8157d256d45f', '', '2026-11-26 01:58:07.15322+00', DEFAULT),
	('lee', 2, 'lee', 'b2ea41165cf94ddcf1eb2ede60dceb9e', 'a5d8909653f660c6d75505f88e16e1d8', '500418b362ba3bbd3fdb', 'delete', 'referrals', 'r2', '', '', '', '2026-11-25T09:00:00+00:00', 'Kim', 'kim.xlsx', '7964299e35c14fc0150c8157d256d45f', '', '2026-11-26 01:58:07.15322+00', DEFAULT),
	('lee', 3, 'lee', 'a5d8909653f660c6d75505f88e16e1d8', '167dfb53982fc335d66d0d4cda673f96', 'd8543519cddc448cc957', 'set', 'referrals', 'r1', 'note', 'called
twice', '"nul \u0000 and half \ud800"', '2026-11-26T09:00:00+00:00', 'Kim', 'kim.xlsx', '7964299e35c14fc0150c8157d256d45f', '', '2026-11-26 01:58:07.15322+00', DEFAULT);
INSERT INTO tcsheets.store VALUES
	(true, '0ld5t0re', '2026-11-26 01:58:07.110452+00');
INSERT INTO tcsheets.vector VALUES
	('ce6558960ff0913e86513e872bdd93bf', '[]'),
	('7964299e35c14fc0150c8157d256d45f', '[["kim",3,"f3dd44c997eabdabd44a1ed2c4e1a06d"]]');
ALTER TABLE ONLY tcsheets.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);
ALTER TABLE ONLY tcsheets.operation
    ADD CONSTRAINT operation_journal_seq_hash_key UNIQUE (journal, seq, hash);
ALTER TABLE ONLY tcsheets.operation
    ADD CONSTRAINT operation_pkey PRIMARY KEY (journal, seq);
ALTER TABLE ONLY tcsheets.store
    ADD CONSTRAINT store_pkey PRIMARY KEY (only_one);
ALTER TABLE ONLY tcsheets.vector
    ADD CONSTRAINT vector_pkey PRIMARY KEY (name);
ALTER TABLE ONLY tcsheets.operation
    ADD CONSTRAINT operation_journal_seq_before_previous_fkey FOREIGN KEY (journal, seq_before, previous) REFERENCES tcsheets.operation(journal, seq, hash);
ALTER TABLE ONLY tcsheets.operation
    ADD CONSTRAINT operation_seen_fkey FOREIGN KEY (seen) REFERENCES tcsheets.vector(name);
