create table counter (name text primary key, count bigint not null);
