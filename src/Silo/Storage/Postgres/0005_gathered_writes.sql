-- Writes of many grains at once: each as WriteToStorageKey does one, in one statement and with one flush. The answer names the rows that
-- were written, by their place; of those that are not in it, somebody else has written first.
-- Rows of string keys only. Row by row, because each is found by the primary key then, whatever the planner thinks of a table that it has not
-- seen grow: a join with the arrays read the whole table for every write.
create function write_grain_states(service text, types text[], keys text[], versions integer[], states text[])
returns table (place integer, new_version integer)
language plpgsql
set enable_seqscan = off
as $$
begin
    for i in 1 .. cardinality(keys) loop
        if versions[i] is null then
            insert into grain_state (service_id, grain_type, grain_key, grain_n0, grain_n1, version, state)
            values (service, types[i], keys[i], 0, 0, 1, states[i])
            on conflict do nothing
            returning version into new_version;
        else
            update grain_state
            set state = states[i], version = version + 1
            where service_id = service and grain_type = types[i] and grain_key = keys[i] and grain_n0 = 0 and grain_n1 = 0
              and version = versions[i]
            returning version into new_version;
        end if;
        if found then
            place := i;
            return next;
        end if;
    end loop;
end
$$;
