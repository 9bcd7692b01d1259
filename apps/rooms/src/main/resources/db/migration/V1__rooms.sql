-- What is said in a room is in the log; here is only that there is a room.
create table rooms (
    name text primary key check (length(name) between 1 and 40),
    opened_by text,
    opened_at timestamptz not null
);

insert into rooms (name, opened_at) values ('lobby', now());
