namespace FChat.Calls;

/// <summary>Where a participant's events go: one hub connection, or nowhere for a participant by plain HTTP.</summary>
/// <param name="Gateway">The gateway that holds the connection, or that the HTTP request came by.</param>
/// <param name="Connection">The hub connection; null for plain HTTP.</param>
/// <param name="Device">The client's own name for the device, if it gave one.</param>
[GenerateSerializer, Immutable, Alias("fchat.Seat")]
public sealed record Seat(GatewayId Gateway, ConnectionId? Connection, DeviceId? Device)
{
    /// <summary>Whether the participant has no hub connection and must show a sign of life by requests.</summary>
    public bool IsHttp => Connection is null;
}

/// <summary>Something that a person, or the service for them, does to a call.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Id">Repeating a command with the same id by the same actor does nothing and answers the same.</param>
[GenerateSerializer, Alias("fchat.CallCommand")]
public abstract record CallCommand(UserId Actor, CommandId? Id);

/// <summary>Come in, late, again or from another device.</summary>
[GenerateSerializer, Immutable, Alias("fchat.JoinCall")]
public sealed record JoinCall(UserId Actor, CommandId? Id, string? FullName, Seat Seat) : CallCommand(Actor, Id);

/// <summary>Go.</summary>
[GenerateSerializer, Immutable, Alias("fchat.LeaveCall")]
public sealed record LeaveCall(UserId Actor, CommandId? Id) : CallCommand(Actor, Id);

/// <summary>Say no to a ring.</summary>
[GenerateSerializer, Immutable, Alias("fchat.RejectCall")]
public sealed record RejectCall(UserId Actor, CommandId? Id, RejectReason Reason) : CallCommand(Actor, Id)
{
    /// <summary>The device that says it, if it has a hub connection: it need not be told that the ring stops.</summary>
    [Id(0)] public ConnectionId? From { get; init; }
}

/// <summary>Change own media flags; null: unchanged.</summary>
[GenerateSerializer, Immutable, Alias("fchat.UpdateMediaState")]
public sealed record UpdateMediaState(
    UserId Actor, CommandId? Id, bool? Muted, bool? CameraOn, bool? ScreenSharing, bool? HandRaised) : CallCommand(Actor, Id);

/// <summary>End it for all (host).</summary>
[GenerateSerializer, Immutable, Alias("fchat.EndCall")]
public sealed record EndCall(UserId Actor, CommandId? Id) : CallCommand(Actor, Id);

/// <summary>End it for all (operator; the door has checked the role).</summary>
[GenerateSerializer, Immutable, Alias("fchat.ForceEndCall")]
public sealed record ForceEndCall(UserId Actor, CommandId? Id) : CallCommand(Actor, Id);

/// <summary>Put somebody out (host).</summary>
[GenerateSerializer, Immutable, Alias("fchat.RemoveParticipant")]
public sealed record RemoveParticipant(UserId Actor, CommandId? Id, UserId Target) : CallCommand(Actor, Id);

/// <summary>Mute somebody (host).</summary>
[GenerateSerializer, Immutable, Alias("fchat.MuteParticipant")]
public sealed record MuteParticipant(UserId Actor, CommandId? Id, UserId Target) : CallCommand(Actor, Id);

/// <summary>A user's hub connection closed. Not an act of theirs: nothing is refused.</summary>
[GenerateSerializer, Immutable, Alias("fchat.LoseConnection")]
public sealed record LoseConnection(UserId Actor, ConnectionId Connection) : CallCommand(Actor, null);

/// <summary>A participant by plain HTTP showed a sign of life.</summary>
[GenerateSerializer, Immutable, Alias("fchat.ShowLife")]
public sealed record ShowLife(UserId Actor) : CallCommand(Actor, null);

/// <summary>A signal to another participant.</summary>
[GenerateSerializer, Immutable, Alias("fchat.SendSignal")]
public sealed record SendSignal(UserId Actor, CommandId? Id, UserId Target, SignalType Type, SignalPayload Payload)
{
    /// <summary>The call's epoch as the sender's gateway knows it; null: it does not. A signal of an older epoch has strayed, and what was sent after it may have come before: it is refused as unavailable.</summary>
    [Id(5)] public long? Epoch { get; init; }
}

/// <summary>A device is back, or has found a gap, and says what it has.</summary>
/// <param name="Seat">The connection that asks and is bound by it.</param>
[GenerateSerializer, Immutable, Alias("fchat.ResumeCall")]
public sealed record ResumeCall(UserId Actor, Seat Seat, SeqState Has)
{
    /// <summary>Whether it asks by HTTP: that may be a mere look, and moves no seat whose connection lives.</summary>
    [Id(3)] public bool IsPoll { get; init; }
}
