-- One row per topic. Its lock, held from the append to the commit, makes offsets dense and in commit order.
-- top: the offset of the last event. floor: the offset of the last event that is no longer kept.
-- The room in its pages keeps updates of top off the indexes.
create table serval.topic (
    id bigint generated always as identity primary key,
    name text collate "C" not null unique check (name <> ''),
    epoch text not null default left(replace(gen_random_uuid()::text, '-', ''), 12),
    top bigint not null default 0,
    floor bigint not null default 0,
    check (floor between 0 and top)
) with (fillfactor = 50);

-- payload is json, not jsonb: it is sent as it was appended, and jsonb would sort its keys, drop repeated digits of
-- numbers and refuse \u0000. There is no foreign key to topic: the one statement that writes here has just locked the
-- topic's row, so checking each event again would only cost.
create table serval.event (
    topic_id bigint not null,
    "offset" bigint not null,
    day date not null default (now() at time zone 'UTC')::date,
    xid xid8 not null default pg_current_xact_id(),
    appended_at timestamptz not null default now(),
    payload json not null,
    primary key (topic_id, "offset", day)
) partition by range (day);

-- For the sweep, which asks for all that was committed since it last looked.
create index event_xid on serval.event (xid);

-- A partition per day is made ahead of time. Should that ever fail, events land here and nothing is lost.
create table serval.event_default partition of serval.event default;
