-- What the grains remember: one row per grain and state name, JSON in `state`, readable as it stands:
--   select grain_key, version, json_extract(state, '$.call_status') from grain_state where grain_type = 'call';

create table grain_state (
    service_id text    not null,
    grain_type text    not null, -- the state name, which every grain class has of its own
    grain_key  text    not null, -- the grain's string key ('c:', 'r:', 'u:' ...); '' for number and Guid keys
    grain_n0   integer not null, -- number and Guid keys; 0 for string keys
    grain_n1   integer not null,
    version    integer not null, -- the etag: counts the writes of this row
    state      text    not null,
    primary key (service_id, grain_type, grain_key, grain_n0, grain_n1)
);

-- Read once at silo start by Microsoft.Orleans.Persistence.AdoNet; names of keys, parameters and results are its contract.
create table OrleansQuery (
    QueryKey  text not null primary key,
    QueryText text not null
);

insert into OrleansQuery (QueryKey, QueryText) values ('ReadFromStorageKey', '
select cast(state as blob) as PayloadBinary, version as Version
from grain_state
where service_id = @ServiceId and grain_type = @GrainTypeString
  and grain_key = coalesce(@GrainIdExtensionString, '''') and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1');

-- One statement for both: no version known = insert unless somebody did; a version known = update if it is still that one.
-- No row in the answer is a conflict.
insert into OrleansQuery (QueryKey, QueryText) values ('WriteToStorageKey', '
insert into grain_state (service_id, grain_type, grain_key, grain_n0, grain_n1, version, state)
select @ServiceId, @GrainTypeString, coalesce(@GrainIdExtensionString, ''''), @GrainIdN0, @GrainIdN1, 1, cast(@PayloadBinary as text)
where @GrainStateVersion is null or exists (
    select 1 from grain_state
    where service_id = @ServiceId and grain_type = @GrainTypeString
      and grain_key = coalesce(@GrainIdExtensionString, '''') and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1)
on conflict (service_id, grain_type, grain_key, grain_n0, grain_n1)
do update set state = excluded.state, version = grain_state.version + 1
where grain_state.version = @GrainStateVersion
returning version as NewGrainStateVersion');

-- A cleared row is deleted (DeleteStateOnClear); ClearStorageKey stands because the provider demands the pair.
insert into OrleansQuery (QueryKey, QueryText)
select QueryKey, '
delete from grain_state
where service_id = @ServiceId and grain_type = @GrainTypeString
  and grain_key = coalesce(@GrainIdExtensionString, '''') and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1
  and version = @GrainStateVersion
returning version + 1 as NewGrainStateVersion'
from (select 'ClearStorageKey' as QueryKey union all select 'DeleteStorageKey');
