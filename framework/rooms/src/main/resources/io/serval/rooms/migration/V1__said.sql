-- What members have said, so that a message that is sent again after a reconnect is not said again. Nobody else asks
-- here: the messages themselves are events of the log. xid leads to the event, which carries it too.
create table serval_rooms.said (
    room text collate "C" not null,
    member text collate "C" not null,
    id text collate "C" not null,
    xid xid8 not null default pg_current_xact_id(),
    said_at timestamptz not null default now(),
    primary key (room, member, id)
);

-- For forgetting.
create index said_said_at on serval_rooms.said (said_at);
