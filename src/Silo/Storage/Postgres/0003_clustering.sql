-- Who is in which cluster. Written by Microsoft.Orleans.Clustering.AdoNet, which reads its statements from OrleansQuery once at
-- start; names of keys, parameters and results are its contract. Its DeploymentId is the cluster's id.

-- One row for each cluster: every change of its members counts one up, and is made only from the version that it was decided on.
create table cluster_version (
    cluster_id text        collate "C" not null primary key,
    version    integer     not null,
    changed_at timestamptz not null
);

create table cluster_member (
    cluster_id    text        collate "C" not null,
    address       text        collate "C" not null,
    port          integer     not null,
    generation    integer     not null, -- of one address and port, each start has another
    silo_name     text        not null,
    host_name     text        not null,
    status        integer     not null, -- Orleans' SiloStatus: 3 is active, 6 dead
    proxy_port    integer     not null, -- for gateways; 0: none
    suspect_times text        collate "C",
    start_time    timestamptz not null,
    alive_time    timestamptz not null,
    primary key (cluster_id, address, port, generation)
);

insert into OrleansQuery (QueryKey, QueryText) values ('InsertMembershipVersionKey', $$
with made as (
    insert into cluster_version (cluster_id, version, changed_at) values (@DeploymentId, 0, now())
    on conflict do nothing
    returning 1)
select exists (select from made)$$);

-- A change is of two rows, the cluster's and the member's, or of none. All changes of one cluster come past its row: who finds another
-- version there, also one that was written while this one waited, changes nothing. So what is asked about the member beforehand still holds.
insert into OrleansQuery (QueryKey, QueryText) values ('InsertMembershipKey', $$
with counted as (
    update cluster_version set version = version + 1, changed_at = now()
    where cluster_id = @DeploymentId and version = @Version and version < 2147483647
      and not exists (
        select from cluster_member
        where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning 1),
added as (
    insert into cluster_member (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, alive_time)
    select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    from counted
    returning 1)
select exists (select from added)$$);

-- The member's row is locked first: a clean-up, which counts nothing up, cannot take it away in between.
insert into OrleansQuery (QueryKey, QueryText) values ('UpdateMembershipKey', $$
with member as materialized (
    select 1 from cluster_member
    where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
    for update),
counted as (
    update cluster_version set version = version + 1, changed_at = now()
    where cluster_id = @DeploymentId and version = @Version and version < 2147483647
      and exists (select from member)
    returning 1),
changed as (
    update cluster_member
    set status = @Status, suspect_times = @SuspectTimes, alive_time = greatest(alive_time, @IAmAliveTime)
    from counted
    where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
    returning 1)
select exists (select from changed)$$);

insert into OrleansQuery (QueryKey, QueryText) values ('UpdateIAmAlivetimeKey', $$
update cluster_member set alive_time = @IAmAliveTime
where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation$$);

-- The cluster's row is in the answer even if no member is.
insert into OrleansQuery (QueryKey, QueryText) values ('MembershipReadRowKey', $$
select v.cluster_id as DeploymentId, m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName,
       m.host_name as HostName, m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes,
       m.start_time as StartTime, m.alive_time as IAmAliveTime, v.version as Version
from cluster_version v
left join cluster_member m on m.cluster_id = v.cluster_id and m.address = @Address and m.port = @Port and m.generation = @Generation
where v.cluster_id = @DeploymentId$$);

insert into OrleansQuery (QueryKey, QueryText) values ('MembershipReadAllKey', $$
select v.cluster_id as DeploymentId, m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName,
       m.host_name as HostName, m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes,
       m.start_time as StartTime, m.alive_time as IAmAliveTime, v.version as Version
from cluster_version v
left join cluster_member m on m.cluster_id = v.cluster_id
where v.cluster_id = @DeploymentId$$);

insert into OrleansQuery (QueryKey, QueryText) values ('GatewaysQueryKey', $$
select address as Address, proxy_port as ProxyPort, generation as Generation
from cluster_member
where cluster_id = @DeploymentId and status = @Status and proxy_port > 0$$);

insert into OrleansQuery (QueryKey, QueryText) values ('DeleteMembershipTableEntriesKey', $$
with members as (delete from cluster_member where cluster_id = @DeploymentId)
delete from cluster_version where cluster_id = @DeploymentId$$);

-- The dead are taken out one by one, each only as it was read; the statement for all at once stands because the provider demands it.
insert into OrleansQuery (QueryKey, QueryText) values ('CleanupDefunctSiloEntryKey', $$
delete from cluster_member
where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
  and status = 6 and start_time = @StartTime and alive_time = @IAmAliveTime
  and coalesce(suspect_times, '') = coalesce(@SuspectTimes, '')$$);

insert into OrleansQuery (QueryKey, QueryText) values ('CleanupDefunctSiloEntriesKey', $$
delete from cluster_member
where cluster_id = @DeploymentId and status = 6 and start_time < @IAmAliveTime and alive_time < @IAmAliveTime
  and coalesce(suspect_times, '') = ''$$);
