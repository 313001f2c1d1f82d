-- What programs outside are told of calls. Written with the call's own row, in one transaction; never changed; dropped when it is old.

create table chat_call_event (
    position        integer primary key autoincrement,
    call_session_id text    not null,
    seq             integer not null, -- contiguous in each call
    creation        text    not null,
    payload         text    not null, -- what receivers are sent: JSON
    unique (call_session_id, seq)
);

create index chat_call_event_creation on chat_call_event (creation);
