-- A library of schema 1 as Earmark 0.1 leaves it: one track, heard, and decided by a person. Never edit.
CREATE TABLE revisions (subject TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO revisions VALUES ('files', 0), ('tags', 0), ('decisions', 0);

CREATE TABLE roots (id INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB NOT NULL UNIQUE, is_file INTEGER NOT NULL);

-- One row for each folder that holds audio; generation is the number of the last scan that read it.
CREATE TABLE folders (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, generation INTEGER NOT NULL);

CREATE TABLE tracks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,          -- never reused: screens hold ids
    folder INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
    path BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, head BLOB NOT NULL,
    device INTEGER NOT NULL, inode INTEGER NOT NULL,
    missing INTEGER NOT NULL DEFAULT 0,            -- not met by the last scan: hidden, never forgotten
    title TEXT NOT NULL, artist TEXT NOT NULL, album TEXT NOT NULL, album_artist TEXT NOT NULL, year TEXT NOT NULL,
    container TEXT NOT NULL, genres TEXT NOT NULL, duration_s REAL, tag_error TEXT NOT NULL,
    title_key TEXT NOT NULL, artist_key TEXT NOT NULL, genres_key TEXT NOT NULL, album_group TEXT NOT NULL
);
CREATE INDEX tracks_folder ON tracks (folder);
CREATE INDEX tracks_inode ON tracks (inode, device);
CREATE INDEX tracks_missing ON tracks (id) WHERE missing;
CREATE INDEX tracks_album ON tracks (album_group, path) WHERE NOT missing;
CREATE INDEX tracks_title ON tracks (title_key);
CREATE INDEX tracks_artist ON tracks (artist_key);
CREATE INDEX tracks_genres ON tracks (genres_key, genres);
CREATE INDEX tracks_duration ON tracks (duration_s);

-- rowid is the track's id; the text is folded (app/library/text.py).
CREATE VIRTUAL TABLE track_text USING fts5 (text, tokenize = 'trigram');

-- state, chosen and chosen_by follow from the rest, the verdict and the failure: app/library/results.py, settle().
CREATE TABLE decisions (
    track INTEGER PRIMARY KEY REFERENCES tracks ON DELETE CASCADE,
    state INTEGER NOT NULL DEFAULT 0, chosen TEXT NOT NULL DEFAULT '[]', chosen_by TEXT,
    confidence REAL, margin REAL, predicted TEXT NOT NULL DEFAULT '', runner_up TEXT NOT NULL DEFAULT '',
    suggestions TEXT NOT NULL DEFAULT '[]',
    model_state INTEGER, model_chosen TEXT NOT NULL DEFAULT '[]',
    batch INTEGER, written TEXT NOT NULL DEFAULT '[]', written_by TEXT
);
CREATE INDEX decisions_state ON decisions (state);
CREATE INDEX decisions_confidence ON decisions (confidence);
CREATE INDEX decisions_margin ON decisions (margin);
CREATE INDEX decisions_predicted ON decisions (predicted);

CREATE TABLE predictions (
    track INTEGER PRIMARY KEY REFERENCES tracks ON DELETE CASCADE,
    model_id TEXT NOT NULL,
    scores BLOB NOT NULL,                          -- float32 (n_labels,)
    music REAL NOT NULL, seconds_heard REAL NOT NULL, duration_s REAL NOT NULL
);
CREATE TABLE evidence (
    track INTEGER PRIMARY KEY REFERENCES predictions ON DELETE CASCADE,
    embedding BLOB NOT NULL,                       -- float16 (n_dims,)
    moment_starts BLOB NOT NULL,                   -- float32 (n_moments,)
    moment_scores BLOB NOT NULL,                   -- float16 (n_moments, n_labels)
    moment_length_s REAL NOT NULL
);
CREATE TABLE failures (
    track INTEGER PRIMARY KEY REFERENCES tracks ON DELETE CASCADE, error TEXT NOT NULL, hint TEXT NOT NULL,
    away INTEGER NOT NULL                          -- the file was not there at all: the next run tries it again
);

CREATE TABLE verdicts (
    track INTEGER PRIMARY KEY REFERENCES tracks ON DELETE CASCADE,
    state INTEGER NOT NULL, chosen TEXT NOT NULL, created REAL NOT NULL
);
-- The undo stack: what each verdict replaced (state NULL: there was none; batch: the track was written by it).
CREATE TABLE verdict_steps (id INTEGER PRIMARY KEY AUTOINCREMENT, created REAL NOT NULL, note TEXT NOT NULL);
CREATE TABLE verdict_changes (
    step INTEGER NOT NULL REFERENCES verdict_steps ON DELETE CASCADE,
    track INTEGER NOT NULL REFERENCES tracks ON DELETE CASCADE,
    state INTEGER, chosen TEXT, created REAL, batch INTEGER,
    PRIMARY KEY (step, track)
) WITHOUT ROWID;
CREATE INDEX verdict_changes_track ON verdict_changes (track);
INSERT INTO roots (id, path, is_file)
    VALUES (1, X'2F6D75736963', 0);
INSERT INTO folders (id, path, generation)
    VALUES (1, X'2F6D75736963', 1);
INSERT INTO tracks (id, folder, path, size, mtime_ns, head, device, inode, missing, title, artist, album, album_artist, year, container, genres, duration_s, tag_error, title_key, artist_key, genres_key, album_group)
    VALUES (1, 1, X'2F6D757369632FFF2E6D7033', 1001, 1000000000000000001, X'00000000000000000000000000000001', 1, 7, 0, 'Título', 'Artist', 'Album', '', '1999', 'mp3', '["Other"]', 201.5, '', 'titulo', 'artist', 'other', 'album/music');
INSERT INTO decisions (track, state, chosen, chosen_by, confidence, margin, predicted, runner_up, suggestions, model_state, model_chosen, batch, written, written_by)
    VALUES (1, 1, '["Jazz"]', 'person', 0.9, 0.5, 'Jazz', 'Rock', '["Jazz", "Rock"]', 2, '[]', NULL, '[]', NULL);
INSERT INTO predictions (track, model_id, scores, music, seconds_heard, duration_s)
    VALUES (1, 'cnn-1', X'FE79CA3E08D0173F2DBE3C3C', 0.75, 20.0, 201.5);
INSERT INTO evidence (track, embedding, moment_starts, moment_scores, moment_length_s)
    VALUES (1, X'B72E49B8C935373D943BA1B910BDFCB8', X'000000000000F441', X'9C19DC3A4D28D6399F31E83A', 10.0);
INSERT INTO verdicts (track, state, chosen, created)
    VALUES (1, 1, '["Jazz"]', 1.79526409297445082666e+09);
INSERT INTO verdict_steps (id, created, note)
    VALUES (1, 1.79526409297438883788e+09, 'choose');
INSERT INTO verdict_changes (step, track, state, chosen, created, batch)
    VALUES (1, 1, NULL, NULL, NULL, NULL);
INSERT INTO track_text (rowid, text) VALUES (1, CAST(X'2F6D757369632FEFBFBD2E6D70330A746974756C6F0A6172746973740A616C62756D0A6F74686572' AS TEXT));
PRAGMA application_id = 1164014156;
PRAGMA user_version = 1;
PRAGMA journal_mode = WAL;
