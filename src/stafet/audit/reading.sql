-- The read log: one row per page shown, partitioned by month so that retention is dropping a partition.
CREATE TABLE audit_reading (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    by_id uuid,
    organisation_ids uuid[] NOT NULL DEFAULT '{}',
    roles varchar(40)[] NOT NULL DEFAULT '{}',
    purpose varchar(40) NOT NULL,
    view varchar(120) NOT NULL,
    person_ids uuid[] NOT NULL DEFAULT '{}',
    data_classes varchar(12) NOT NULL,
    search_term varchar(80) NOT NULL DEFAULT '',
    result varchar(8) NOT NULL,
    request_id uuid NOT NULL,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE TABLE audit_reading_rest PARTITION OF audit_reading DEFAULT;
CREATE INDEX audit_reading_persons ON audit_reading USING gin (person_ids);
