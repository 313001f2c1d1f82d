-- Which cluster serves which service: one each. Two clusters on one service would both own its grains, and one cluster for two services would
-- place the grains of one where the state of the other is read. Written by every silo at its start, before it joins.
create table cluster_service (
    service_id text        collate "C" not null primary key,
    cluster_id text        collate "C" not null unique,
    claimed_at timestamptz not null -- when a silo last started to serve it
);
