-- A database as schema 2 left it: two unsent acknowledgements, a dead letter, a cursor, and a journal with an
-- alarm that was silenced here, returned and was silenced at another desk; one silenced at the bedside; a latched
-- one; one that came back within a minute; and one that stood when the program ended.
CREATE TABLE queue (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, bed TEXT NOT NULL, body BLOB NOT NULL, wall_ms INTEGER NOT NULL) STRICT;
CREATE TABLE dead_letters (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, bed TEXT NOT NULL, body BLOB NOT NULL, wall_ms INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE TABLE facts (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE journal (n INTEGER PRIMARY KEY AUTOINCREMENT, wall_ms INTEGER NOT NULL, kind TEXT NOT NULL, bed TEXT NOT NULL, key TEXT NOT NULL, occurrence TEXT NOT NULL, priority TEXT NOT NULL, label TEXT NOT NULL, by TEXT NOT NULL, station TEXT NOT NULL, action_id TEXT NOT NULL, encounter TEXT NOT NULL) STRICT;
CREATE INDEX journal_by_bed ON journal (bed, n);
CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps_text BEFORE UPDATE ON journal BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TABLE actions (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, word INTEGER NOT NULL, mode INTEGER NOT NULL, is_bed_scope INTEGER NOT NULL, bed TEXT NOT NULL, key TEXT NOT NULL, alarm TEXT NOT NULL, raised_ms INTEGER NOT NULL, asof_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL, t_ms INTEGER NOT NULL, reason TEXT NOT NULL, by TEXT NOT NULL, encounter TEXT NOT NULL, station TEXT NOT NULL, code TEXT NOT NULL, priority INTEGER NOT NULL, label TEXT NOT NULL) STRICT;
CREATE INDEX actions_by_t ON actions (t_ms);
INSERT INTO queue (id, bed, body, wall_ms) VALUES ('01900000-0000-7000-8000-000000000001', '03', X'7B2261223A317D', 1000);
INSERT INTO queue (id, bed, body, wall_ms) VALUES ('01900000-0000-7000-8000-000000000002', '03', X'7B2262223A327D', 2000);
INSERT INTO dead_letters (id, bed, body, wall_ms, reason) VALUES ('01900000-0000-7000-8000-000000000009', '04', X'7B7D', 500, 'refused');
INSERT INTO facts VALUES ('cursor', '42');
INSERT INTO actions (id, word, mode, is_bed_scope, bed, key, alarm, raised_ms, asof_ms, until_ms, t_ms, reason, by, encounter, station, code, priority, label) VALUES ('01900000-0000-7000-8000-000000000001', 0, 0, 0, '03', '03|MDC_EVT_ECG_ASYSTOLE|||', 'a1', 10000, 10000, 0, 15000, '', 'Okafor', '', 'desk-1', 'MDC_EVT_ECG_ASYSTOLE', 3, 'ASYSTOLE');
INSERT INTO journal (wall_ms, kind, bed, key, occurrence, priority, label, by, station, action_id, encounter) VALUES
 (10000, 'raised', '03', '03|MDC_EVT_ECG_ASYSTOLE|||', 'a1', 'high', 'ASYSTOLE', '', '', '', 'e1'),
 (15000, 'silenced', '03', '03|MDC_EVT_ECG_ASYSTOLE|||', 'a1', 'high', 'ASYSTOLE', 'Okafor', 'desk-1', '01900000-0000-7000-8000-000000000001', 'e1'),
 (135000, 'returned', '03', '03|MDC_EVT_ECG_ASYSTOLE|||', 'a1', 'high', 'ASYSTOLE', '', '', '', 'e1'),
 (140000, 'silenced', '03', '03|MDC_EVT_ECG_ASYSTOLE|||', 'a1', 'high', 'ASYSTOLE', 'Berg', 'desk-2', '01900000-0000-7000-8000-000000000003', 'e1'),
 (150000, 'ended', '03', '03|MDC_EVT_ECG_ASYSTOLE|||', 'a1', 'high', 'ASYSTOLE', 'Berg', 'desk-2', '01900000-0000-7000-8000-000000000003', 'e1'),
 (200000, 'raised', '07', '07|limit|MDC_PULS_OXIM_SAT_O2|lo|1', 'b1', 'medium', 'SpO2 88 < 90', '', '', '', ''),
 (205000, 'silenced', '07', '07|limit|MDC_PULS_OXIM_SAT_O2|lo|1', 'b1', 'medium', 'SpO2 88 < 90', '', '', '', ''),
 (210000, 'ended', '07', '07|limit|MDC_PULS_OXIM_SAT_O2|lo|1', 'b1', 'medium', 'SpO2 88 < 90', '', '', '', ''),
 (240000, 'raised', '07', '07|limit|MDC_PULS_OXIM_SAT_O2|lo|1', 'b2', 'medium', 'SpO2 87 < 90', '', '', '', ''),
 (250000, 'ended', '07', '07|limit|MDC_PULS_OXIM_SAT_O2|lo|1', 'b2', 'medium', 'SpO2 87 < 90', '', '', '', ''),
 (400000, 'raised', '07', '07|limit|MDC_PULS_OXIM_SAT_O2|lo|1', 'b3', 'medium', 'SpO2 86 < 90', '', '', '', ''),
 (410000, 'ended', '07', '07|limit|MDC_PULS_OXIM_SAT_O2|lo|1', 'b3', 'medium', 'SpO2 86 < 90', '', '', '', ''),
 (500000, 'raised', '09', '09|MDC_EVT_ECG_V_TACHY|||', 'c1', 'high', 'VT', '', '', '', ''),
 (504000, 'latched', '09', '09|MDC_EVT_ECG_V_TACHY|||', 'c1', 'high', 'VT', '', '', '', ''),
 (520000, 'reset', '09', '09|MDC_EVT_ECG_V_TACHY|||', 'c1', 'high', 'VT', '', '', '', ''),
 (520000, 'ended', '09', '09|MDC_EVT_ECG_V_TACHY|||', 'c1', 'high', 'VT', '', '', '', ''),
 (600000, 'raised', '', '|VIGIL_EVT_NO_SOUND|||', 'desk-1-600000', 'high', 'NO SOUND', '', '', '', ''),
 (700000, 'raised', '05', '05|leads-off|ecg||', 'd1', 'low', 'LEADS OFF', '', '', '', '');
PRAGMA user_version = 2;
