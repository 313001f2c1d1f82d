-- The ledger: what people and operators read in SQL. Written only by the projector, from the grains that own the facts.
-- `version` guards each row: a write that carries no greater one changes nothing, so writes may be repeated and reordered.
-- Ids and words are ordered by their bytes, whatever the database's own order is: collate "C".
-- A text of people's that holds the character NUL, which PostgreSQL cannot hold, has "␛0" in its place, and "␛␛" for an "␛" of its own.

create table chat_call_session (
    call_session_id text        collate "C" not null primary key,
    room_id         text        collate "C" not null,
    call_type       text        collate "C" not null,
    call_status     text        collate "C" not null,
    initiated_by    text        collate "C" not null,
    creation        timestamptz not null,
    ring_expires_at timestamptz,
    connected_at    timestamptz,
    ended_at        timestamptz,
    end_reason      text        collate "C",
    ended_by        text        collate "C",
    total_duration  bigint      not null, -- seconds from connected_at to ended_at
    next_deadline   timestamptz,          -- when the call must be looked at; null once it is over
    version         bigint      not null
);

create index chat_call_session_history on chat_call_session (room_id, creation desc, call_session_id desc);
create index chat_call_session_creation on chat_call_session (creation);
create index chat_call_session_open on chat_call_session (creation desc, call_session_id desc) where ended_at is null;
create index chat_call_session_due on chat_call_session (next_deadline) where ended_at is null;

create table chat_call_participant (
    call_session_id text        collate "C" not null,
    user_id         text        collate "C" not null,
    full_name       text,
    role            text        collate "C" not null,
    status          text        collate "C" not null,
    joined_at       timestamptz,
    left_at         timestamptz,
    version         bigint      not null,
    primary key (call_session_id, user_id)
);

create index chat_call_participant_invitation on chat_call_participant (user_id, call_session_id)
    where status in ('Invited', 'Ringing');

create table chat_room (
    room_id          text        collate "C" not null primary key,
    room_name        text,
    room_type        text        collate "C" not null,
    owner            text        collate "C" not null,
    creation         timestamptz not null,
    last_message_seq bigint      not null,
    last_message_at  timestamptz,
    version          bigint      not null
);

-- A former member keeps a row, with left_at: a late write of an older version must find it.
create table chat_room_member (
    room_id   text        collate "C" not null,
    user_id   text        collate "C" not null,
    full_name text,
    role      text        collate "C" not null,
    read_seq  bigint      not null,
    joined_at timestamptz not null,
    left_at   timestamptz,
    version   bigint      not null,
    primary key (room_id, user_id)
);

create index chat_room_member_rooms on chat_room_member (user_id, room_id) where left_at is null;

-- A message never changes: no version.
create table chat_message (
    room_id           text        collate "C" not null,
    seq               bigint      not null, -- contiguous per room from 1
    message_id        text        collate "C" not null unique,
    sender            text        collate "C" not null,
    content           text        not null,
    creation          timestamptz not null,
    client_message_id text,
    primary key (room_id, seq)
);

create table chat_user_activity (
    user_id       text        collate "C" not null primary key,
    full_name     text,
    chat_status   text        collate "C" not null, -- as the user chose it, Invisible too
    is_online     boolean     not null,
    last_activity timestamptz not null,
    version       bigint      not null
);

create index chat_user_activity_online on chat_user_activity (last_activity desc) where is_online;
