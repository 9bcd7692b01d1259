create table half (id bigint);
create tabel other (id bigint);
