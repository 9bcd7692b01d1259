create table carrier_configs (
    carrier          text primary key,
    enabled          boolean not null default true,
    poll_interval_ms bigint not null check (poll_interval_ms > 0),
    concurrency      int not null check (concurrency > 0)
);

comment on table carrier_configs is 'How often and how hard each carrier is asked; read anew in every cycle.';

insert into carrier_configs (carrier, poll_interval_ms, concurrency) values
    ('DHL', 60000, 4),
    ('DPD', 60000, 4),
    ('GLS', 60000, 4);

create table shipments (
    id              uuid primary key,
    carrier         text not null references carrier_configs,
    tracking_number text not null,
    reference       text,
    status          text not null,
    status_at       timestamptz,
    active          boolean not null,
    registered_at   timestamptz not null,
    next_poll_at    timestamptz not null,
    failures        int not null default 0,
    unique (carrier, tracking_number)
);

create index shipments_by_registration on shipments (registered_at desc, id desc);
create index shipments_due on shipments (carrier, next_poll_at) where active;

create table tracking_events (
    id              bigint generated always as identity primary key,
    shipment_id     uuid not null references shipments on delete restrict,
    carrier         text not null,
    tracking_number text not null,
    carrier_status  text not null,
    status          text not null,
    description     text not null,
    location        text,
    occurred_at     timestamptz not null,
    received_at     timestamptz not null,
    late            boolean not null,
    dedup_key       text not null unique
);

create index tracking_events_by_shipment on tracking_events (shipment_id, occurred_at);

create function tracking_events_stay() returns trigger language plpgsql as $$
begin
    raise exception 'tracking_events are immutable: % refused', tg_op;
end
$$;

create trigger tracking_events_stay before update or delete on tracking_events
    for each row execute function tracking_events_stay();
