namespace FChat.Calls;

/// <summary>What a call carries.</summary>
[GenerateSerializer]
public enum CallType
{
    /// <summary>Voices only.</summary>
    Audio,
    /// <summary>Voices and pictures.</summary>
    Video,
}

/// <summary>Where a call is: <c>Initiated</c> (nobody's device has the ring), <c>Ringing</c> (a device has), <c>Connected</c> (two have joined), then one of the ends.</summary>
[GenerateSerializer]
public enum CallStatus
{
    /// <summary>Created; nobody's device has the ring yet.</summary>
    Initiated,
    /// <summary>A device rings.</summary>
    Ringing,
    /// <summary>Two have joined.</summary>
    Connected,
    /// <summary>Over after it was connected.</summary>
    Ended,
    /// <summary>Every invitee rejected.</summary>
    Rejected,
    /// <summary>Nobody answered in time.</summary>
    Missed,
    /// <summary>The caller gave up before anybody joined.</summary>
    Cancelled,
    /// <summary>Ended by an operator before it was connected.</summary>
    Failed,
}

/// <summary>Why a call is over.</summary>
[GenerateSerializer]
public enum EndReason
{
    /// <summary>The people left.</summary>
    Completed,
    /// <summary>Every invitee rejected.</summary>
    Rejected,
    /// <summary>Nobody answered within the ring time.</summary>
    NoAnswer,
    /// <summary>The caller gave up.</summary>
    Cancelled,
    /// <summary>A host ended it for all.</summary>
    HostEnded,
    /// <summary>A side was lost.</summary>
    ConnectionLost,
    /// <summary>The longest duration was reached.</summary>
    MaxDuration,
    /// <summary>An operator ended it.</summary>
    Operator,
}

/// <summary>Where a participant is in a call.</summary>
[GenerateSerializer]
public enum ParticipantStatus
{
    /// <summary>Invited; no device of theirs has the ring.</summary>
    Invited,
    /// <summary>A device of theirs rings.</summary>
    Ringing,
    /// <summary>In the call.</summary>
    Joined,
    /// <summary>In the call, the connection gone for the moment.</summary>
    Reconnecting,
    /// <summary>Was in the call.</summary>
    Left,
    /// <summary>Said no.</summary>
    Rejected,
    /// <summary>Never answered.</summary>
    Missed,
    /// <summary>Put out by a host.</summary>
    Removed,
}

/// <summary>What a participant may do.</summary>
[GenerateSerializer]
public enum ParticipantRole
{
    /// <summary>May mute, remove and end for all: the caller or the room's owner.</summary>
    Host,
    /// <summary>Everybody else.</summary>
    Participant,
}

/// <summary>How media flows.</summary>
[GenerateSerializer]
public enum Topology
{
    /// <summary>Browser to browser.</summary>
    Mesh,
    /// <summary>Through a selective forwarding unit.</summary>
    Sfu,
}

/// <summary>What a participant may do with the call's media.</summary>
[GenerateSerializer]
public enum MediaRole
{
    /// <summary>May send sound and pictures.</summary>
    Publisher,
    /// <summary>Hears and sees, and sends nothing until a host makes them a publisher.</summary>
    Listener,
}

/// <summary>Which pictures of a publisher's camera a participant wants.</summary>
[GenerateSerializer]
public enum VideoLayer
{
    /// <summary>None.</summary>
    Off,
    /// <summary>The smallest.</summary>
    Low,
    /// <summary>In between.</summary>
    Medium,
    /// <summary>The greatest that the publisher sends.</summary>
    High,
}

/// <summary>Which way the media of a connection with the media server goes.</summary>
[GenerateSerializer]
public enum StreamDirection
{
    /// <summary>From the participant to the media server.</summary>
    Publish,
    /// <summary>From the media server to the participant.</summary>
    Subscribe,
}

/// <summary>Why a participant is no longer in a call, or not on this device.</summary>
[GenerateSerializer]
public enum LeaveReason
{
    /// <summary>By their own choice.</summary>
    Left,
    /// <summary>Put out by a host.</summary>
    Removed,
    /// <summary>The connection did not come back.</summary>
    ConnectionLost,
    /// <summary>Goes on from another device.</summary>
    TakenOver,
}

/// <summary>Why an invitee said no.</summary>
[GenerateSerializer]
public enum RejectReason
{
    /// <summary>Does not want to.</summary>
    Declined,
    /// <summary>Is in another call.</summary>
    Busy,
}

/// <summary>Why a ring stopped on a device.</summary>
[GenerateSerializer]
public enum RingStopReason
{
    /// <summary>Another device of the user joined.</summary>
    AnsweredElsewhere,
    /// <summary>Another device of the user rejected.</summary>
    RejectedElsewhere,
    /// <summary>The call is over.</summary>
    Cancelled,
    /// <summary>The ring time is over.</summary>
    Missed,
}

/// <summary>What kind of WebRTC signal it is. The payload's meaning is the browsers' (RFC 8829).</summary>
[GenerateSerializer]
public enum SignalType
{
    /// <summary>A session description offer.</summary>
    Offer,
    /// <summary>A session description answer.</summary>
    Answer,
    /// <summary>One or more ICE candidates (RFC 8838).</summary>
    IceCandidate,
    /// <summary>A wish to restart ICE.</summary>
    IceRestart,
    /// <summary>Whatever two clients agree on.</summary>
    Custom,
}
