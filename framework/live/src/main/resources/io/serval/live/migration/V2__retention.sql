-- cleared: the offset up to which the rows below the floor are deleted. They are no longer events, only in the way.
alter table serval.topic
    add column cleared bigint not null default 0,
    add check (cleared <= floor);
create index topic_uncleared on serval.topic (id) where cleared < floor;

-- The time of the append, not of its transaction's begin, so that events of a topic are about as old as their order says,
-- and a transaction that was open over midnight appends to today's partition.
alter table serval.event
    alter column day set default (statement_timestamp() at time zone 'UTC')::date,
    alter column appended_at set default statement_timestamp();

-- Drawn anew whenever all topics are given new epochs. Not a count: a backup brings back an old one, and who had seen the
-- next number already would not notice.
create table serval.renewal (
    only_row boolean primary key default true check (only_row),
    token uuid not null default gen_random_uuid()
);
insert into serval.renewal default values;
