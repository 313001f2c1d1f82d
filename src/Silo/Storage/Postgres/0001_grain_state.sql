-- What the grains remember: one row per grain and state name, JSON in `state`, readable as it stands:
--   select grain_key, version, state::json -> 'state' ->> 'status' from grain_state where grain_type = 'call';
-- Not jsonb: it would put the fields into another order than they were written in, and refuses \u0000.

create table grain_state (
    service_id text    collate "C" not null,
    grain_type text    collate "C" not null, -- the state name, which every grain class has of its own
    grain_key  text    collate "C" not null, -- the grain's string key ('c:', 'r:', 'u:' ...); '' for number and Guid keys
    grain_n0   bigint  not null,             -- number and Guid keys; 0 for string keys
    grain_n1   bigint  not null,
    version    integer not null,             -- the etag: counts the writes of this row
    state      text    not null,
    primary key (service_id, grain_type, grain_key, grain_n0, grain_n1)
) with (fillfactor = 70); -- rows are written again and again: the next version finds room beside the last one, and the index stays as it is

-- Read once at silo start by Microsoft.Orleans.Persistence.AdoNet; names of keys, parameters and results are its contract.
create table OrleansQuery (
    QueryKey  text not null primary key,
    QueryText text not null
);

insert into OrleansQuery (QueryKey, QueryText) values ('ReadFromStorageKey', $$
select convert_to(state, 'UTF8') as PayloadBinary, version as Version
from grain_state
where service_id = @ServiceId and grain_type = @GrainTypeString
  and grain_key = coalesce(@GrainIdExtensionString, '') and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1$$);

-- One statement for both: a version known = update if it is still that one; no version known = insert unless somebody did.
-- No row in the answer is a conflict.
insert into OrleansQuery (QueryKey, QueryText) values ('WriteToStorageKey', $$
with updated as (
    update grain_state
    set state = convert_from(@PayloadBinary, 'UTF8'), version = version + 1
    where service_id = @ServiceId and grain_type = @GrainTypeString
      and grain_key = coalesce(@GrainIdExtensionString, '') and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1
      and version = cast(@GrainStateVersion as integer)
    returning version),
inserted as (
    insert into grain_state (service_id, grain_type, grain_key, grain_n0, grain_n1, version, state)
    select @ServiceId, @GrainTypeString, coalesce(@GrainIdExtensionString, ''), @GrainIdN0, @GrainIdN1, 1, convert_from(@PayloadBinary, 'UTF8')
    where cast(@GrainStateVersion as integer) is null
    on conflict do nothing
    returning version)
select version as NewGrainStateVersion from updated
union all
select version from inserted$$);

-- A cleared row is deleted (DeleteStateOnClear); ClearStorageKey stands because the provider demands the pair.
insert into OrleansQuery (QueryKey, QueryText)
select QueryKey, $$
delete from grain_state
where service_id = @ServiceId and grain_type = @GrainTypeString
  and grain_key = coalesce(@GrainIdExtensionString, '') and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1
  and version = cast(@GrainStateVersion as integer)
returning version + 1 as NewGrainStateVersion$$
from (values ('ClearStorageKey'), ('DeleteStorageKey')) as keys (QueryKey);
