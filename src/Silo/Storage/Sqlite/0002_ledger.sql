-- The ledger: what people and operators read in SQL. Written only by the projector, from the grains that own the facts.
-- Times are ISO 8601 in UTC, always with seven decimals ('2026-01-31T10:20:30.4000000Z'), so they sort as text.
-- `version` guards each row: a write that carries no greater one changes nothing, so writes may be repeated and reordered.

create table chat_call_session (
    call_session_id text    not null primary key,
    room_id         text    not null,
    call_type       text    not null,
    call_status     text    not null,
    initiated_by    text    not null,
    creation        text    not null,
    ring_expires_at text,
    connected_at    text,
    ended_at        text,
    end_reason      text,
    ended_by        text,
    total_duration  integer not null, -- seconds from connected_at to ended_at
    next_deadline   text,             -- when the call must be looked at; null once it is over
    version         integer not null
);

create index chat_call_session_history on chat_call_session (room_id, creation desc, call_session_id desc);
create index chat_call_session_creation on chat_call_session (creation);
create index chat_call_session_open on chat_call_session (creation desc, call_session_id desc) where ended_at is null;
create index chat_call_session_due on chat_call_session (next_deadline) where ended_at is null;

create table chat_call_participant (
    call_session_id text    not null,
    user_id         text    not null,
    full_name       text,
    role            text    not null,
    status          text    not null,
    joined_at       text,
    left_at         text,
    version         integer not null,
    primary key (call_session_id, user_id)
);

create index chat_call_participant_invitation on chat_call_participant (user_id, call_session_id)
    where status in ('Invited', 'Ringing');

create table chat_room (
    room_id          text    not null primary key,
    room_name        text,
    room_type        text    not null,
    owner            text    not null,
    creation         text    not null,
    last_message_seq integer not null,
    last_message_at  text,
    version          integer not null
);

-- A former member keeps a row, with left_at: a late write of an older version must find it.
create table chat_room_member (
    room_id   text    not null,
    user_id   text    not null,
    full_name text,
    role      text    not null,
    read_seq  integer not null,
    joined_at text    not null,
    left_at   text,
    version   integer not null,
    primary key (room_id, user_id)
);

create index chat_room_member_rooms on chat_room_member (user_id, room_id) where left_at is null;

-- A message never changes: no version.
create table chat_message (
    room_id           text    not null,
    seq               integer not null, -- contiguous per room from 1
    message_id        text    not null unique,
    sender            text    not null,
    content           text    not null,
    creation          text    not null,
    client_message_id text,
    primary key (room_id, seq)
);

create table chat_user_activity (
    user_id       text    not null primary key,
    full_name     text,
    chat_status   text    not null, -- as the user chose it, Invisible too
    is_online     integer not null,
    last_activity text    not null,
    version       integer not null
);

create index chat_user_activity_online on chat_user_activity (last_activity desc) where is_online = 1;
