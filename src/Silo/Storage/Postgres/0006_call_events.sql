-- What programs outside are told of calls. Written with the call's own row, in one transaction; never changed; dropped when it is old.

create table chat_call_event (
    call_session_id text        collate "C" not null,
    seq             bigint      not null,    -- contiguous in each call
    creation        timestamptz not null,
    payload         text        not null,    -- what receivers are sent: JSON
    position        bigint      generated always as identity,
    written_by      xid8        not null default pg_current_xact_id(),
    primary key (call_session_id, seq)
);

-- Positions are given out before their transactions end, and those may end in another order: readers leave out what a transaction that is
-- still under way could come before (written_by < pg_snapshot_xmin(pg_current_snapshot())), so that nobody passes by what they could not see yet.
create unique index chat_call_event_position on chat_call_event (position);

create index chat_call_event_creation on chat_call_event (creation);
