namespace FChat.Cluster.Tests.CheckingTests;

/// <summary>What a service may say in the end.</summary>
internal static class Truths
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The call is over, and the receiver was in it.</summary>
    public static Func<Truth, Truth> WithCall(string receiversStatus, bool hasJoined = true) => truth => truth with
    {
        Calls = [.. truth.Calls, Over(Made.Call, 0, 60, new PersonRecord(Made.Receiver, receiversStatus, hasJoined, HasLeft: receiversStatus == "Left"))],
    };

    /// <summary>The room has had calls from and to these seconds.</summary>
    public static Func<Truth, Truth> WithCalls(params (string Call, int From, int To)[] calls) =>
        truth => truth with { Calls = [.. calls.Select(call => Over(call.Call, call.From, call.To))] };

    /// <summary>The room has members and messages.</summary>
    public static Func<Truth, Truth> WithRoom(string[] members, params (long Seq, string Tag)[] messages) => truth => truth with
    {
        Rooms = [new RoomRecord(Made.Room, members, null, [.. messages.Select(message => new MessageRecord(message.Seq, message.Tag))])],
    };

    private static CallRecord Over(string call, int from, int to, params PersonRecord[] people) =>
        new(call, Made.Room, Noon.AddSeconds(from), Noon.AddSeconds(to), people);
}
