using System.Buffers;

namespace FChat;

/// <summary>A person, as the token's <c>sub</c> names them. 1 to 128 characters of <c>[A-Za-z0-9._@~-]</c>, case sensitive. An id that starts with <c>@</c> is the service's own.</summary>
[GenerateSerializer, Immutable, Alias("fchat.UserId")]
public readonly record struct UserId(string Value) : IComparable<UserId>
{
    /// <summary>The service's own name for its media server, whichever it is: the other side of a participant's signals about media that goes through it.</summary>
    public static readonly UserId Sfu = new("@sfu");

    /// <summary>Reads a user id. False when the text is empty, too long, has other characters, or is reserved for the service.</summary>
    public static bool TryParse(string? text, out UserId id)
    {
        id = new UserId(text ?? "");
        return IdText.IsWellFormed(text, Limits.UserIdLength) && text![0] != '@';
    }

    /// <summary>Orders ids by their characters' code points.</summary>
    public int CompareTo(UserId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A room. 1 to 64 characters of <c>[A-Za-z0-9._@~-]</c>; the service makes them.</summary>
[GenerateSerializer, Immutable, Alias("fchat.RoomId")]
public readonly record struct RoomId(string Value)
{
    /// <summary>Reads a room id. False when the text is empty, too long or has other characters.</summary>
    public static bool TryParse(string? text, out RoomId id)
    {
        id = new RoomId(text ?? "");
        return IdText.IsWellFormed(text, Limits.IdLength);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A call session: a ULID, 26 characters of Crockford's base 32 in upper case.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CallId")]
public readonly record struct CallId(string Value)
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

    /// <summary>Reads a call session id. False when the text is not a ULID (https://github.com/ulid/spec): other length, other characters, or past the largest timestamp.</summary>
    public static bool TryParse(string? text, out CallId id)
    {
        id = new CallId(text ?? "");
        return text is { Length: 26 } && text[0] <= '7' && !text.AsSpan().ContainsAnyExcept(Alphabet);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A gateway process, from its start to its end; a restarted gateway has another.</summary>
[GenerateSerializer, Immutable, Alias("fchat.GatewayId")]
public readonly record struct GatewayId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>One hub connection, unique among all gateways.</summary>
[GenerateSerializer, Immutable, Alias("fchat.ConnectionId")]
public readonly record struct ConnectionId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A client's own name for the device it joins from. 1 to 64 characters.</summary>
[GenerateSerializer, Immutable, Alias("fchat.DeviceId")]
public readonly record struct DeviceId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A client's own name for one write, so that repeating it acts once. 1 to 64 characters.</summary>
[GenerateSerializer, Immutable, Alias("fchat.CommandId")]
public readonly record struct CommandId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

internal static class IdText
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@~-");

    public static bool IsWellFormed(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && !text.AsSpan().ContainsAnyExcept(Allowed);
}
